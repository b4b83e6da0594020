//! A scorecard as a Markdown page.

use crate::cli::dated::in_force;
use crate::cli::markdown::Markdown;
use crate::scorecard::{
    Curve, Direction, Group, Indicator, Missing, Node, Role, Scorecard, Test, Treatment, Unknown, Within,
};
use crate::stats::plain;
use crate::words::{Arg, Between, Language, Message, Percent, say};

/// The page in one language.
pub(super) fn markdown(card: &Scorecard, language: Language) -> String {
    // Below an English title comes the document's own Chinese title.
    let own_title = card.title_zh.as_ref().filter(|_| language == Language::En);
    let title = Message::title(&card.title, card.title_zh.as_ref());
    let lines = [own_title, card.source.as_ref()].into_iter().flatten();
    let mut page = Page { card, page: Markdown::titled(&title, lines, language) };
    let (scale, basis) =
        (card.scale.to_string(), say!(scorecards::basis, basis = card.weights_basis.as_str()));
    page.page.paragraph(&say!(
        scorecards::page_basis,
        scale = scale,
        decimals = card.decimals,
        basis = basis
    ));
    if card.minimum_coverage > 0.0 {
        page.page.paragraph(&say!(scorecards::page_coverage, share = percent(card.minimum_coverage)));
    }
    page.segments();
    page.header();
    page.rows(0, 0);
    page.conditions(say!(scorecards::page_gates), &card.gates);
    page.conditions(say!(scorecards::page_pass), card.pass.as_slice());
    page.conditions(say!(scorecards::page_routes), &card.routes);
    page.orders();
    page.dated();
    page.page.text
}

/// The page so far.
struct Page<'c> {
    card: &'c Scorecard,
    page: Markdown,
}

impl Page<'_> {
    /// A message escaped for a table cell.
    fn cell(&self, message: &Message) -> String {
        escaped(&message.say(self.page.language))
    }

    fn segments(&mut self) {
        if !is_parted(self.card) {
            return;
        }
        let segments = self.card.segments.iter().map(|segment| {
            let title = Message::title(&segment.title, segment.title_zh.as_ref());
            match &segment.when {
                Some(when) => {
                    say!(scorecards::page_segment, title = title, id = &segment.id, rule = when.source())
                }
                None => say!(scorecards::page_segment_rest, title = title, id = &segment.id),
            }
        });
        self.page.list(&say!(scorecards::page_segments), segments);
    }

    /// The head of the indicators' table: one column of weights, or one per segment.
    fn header(&mut self) {
        let titles = self.card.segments.iter();
        let titles = titles.map(|segment| Message::title(&segment.title, segment.title_zh.as_ref()));
        let weights: Vec<Message> =
            if is_parted(self.card) { titles.collect() } else { vec![say!(scorecards::column_weight)] };
        let rule = "---:|".repeat(weights.len());
        let mut columns = vec![say!(scorecards::column_indicator)];
        columns.extend(weights);
        columns.extend([
            say!(scorecards::column_way),
            say!(scorecards::column_missing),
            say!(scorecards::column_value),
        ]);
        let columns: Vec<String> = columns.iter().map(|column| self.cell(column)).collect();
        self.page.heading(&say!(scorecards::page_indicators));
        self.page.text += &format!("| {} |\n|---|{rule}---|---|---|\n", columns.join(" | "));
    }

    /// Rows of a group's members; groups are bold, with their way of combining.
    fn rows(&mut self, group: usize, depth: usize) {
        let card = self.card;
        let indent = "  ".repeat(depth);
        for node in &card.groups[group].members {
            match *node {
                Node::Group(at) => {
                    let group = &card.groups[at];
                    let title = Message::verbatim(format!("**{}**", self.cell(&title(group))));
                    let title = since(card, &group.id, title);
                    let marks = weights(card, &group.full_marks);
                    let (title, joined) = (title.say(self.page.language), self.cell(&joined(group)));
                    self.page.text += &format!("| {indent}{title} | {marks} | {joined} | | |\n");
                    self.rows(at, depth + 1);
                }
                Node::Indicator(at) => {
                    let one = &card.indicators[at];
                    let title = Message::title(&one.title, one.title_zh.as_ref());
                    let title = match &one.unit {
                        Some(unit) => say!(scorecards::titled_unit, title = title, unit = unit),
                        None => title,
                    };
                    self.page.text += &format!(
                        "| {indent}{} | {} | {} | {} | `{}` |\n",
                        self.cell(&since(card, &one.id, title)),
                        weights(card, &one.weight),
                        self.cell(&way(card, one)),
                        self.cell(&missing(one.missing)),
                        escaped(one.value.source())
                    );
                }
            }
        }
    }

    /// Gates, the pass rule or routes, with the reason printed when one fails.
    fn conditions(&mut self, heading: Message, which: &[usize]) {
        let card = self.card;
        let conditions = which.iter().map(|&at| {
            let asks = card.condition_text(at);
            let asks = match &card.conditions[at].reason {
                Some(reason) => say!(scorecards::condition_reason, asks = asks, reason = reason),
                None => asks,
            };
            Message::joined(Between::Clauses, std::iter::once(asks).chain(where_unknown(card, at)))
        });
        self.page.list(&heading, conditions);
    }

    /// Grades, caps, and the order of equal points.
    fn orders(&mut self) {
        let card = self.card;
        let grades = card.grades.iter();
        let grades = grades.map(|grade| {
            say!(scorecards::page_grade, grade = &grade.id, points = grade.at_least.to_string())
        });
        self.page.list(&say!(scorecards::page_grades), grades);
        let tops = card.tops.iter().map(|top| {
            let title = top.title.clone().unwrap_or_else(|| Message::verbatim(top.id.as_str()));
            let within = if top.within_segment { "segment" } else { "all" };
            say!(scorecards::page_top, title = title, share = percent(top.share), within = within)
        });
        self.page.list(&say!(scorecards::page_tops), tops);
        let ties = card.tie_breakers.iter().map(|tie| {
            let first = if tie.ascending { "less" } else { "more" };
            say!(scorecards::page_tie, rule = tie.by.source(), first = first)
        });
        self.page.list(&say!(scorecards::page_ties), ties);
    }

    /// Dated values in force.
    fn dated(&mut self) {
        let values = in_force(&self.card.in_force);
        self.page.list(&say!(scorecards::page_dated), values);
    }
}

/// Whether the scorecard has segments of its own.
fn is_parted(card: &Scorecard) -> bool {
    card.segments.len() > 1 || card.segments.iter().any(|segment| segment.when.is_some())
}

/// A group's title; base, bonus and deduction have fixed ones.
fn title(group: &Group) -> Message {
    let title = Message::title(&group.title, group.title_zh.as_ref());
    match group.role {
        Role::Base => say!(scorecards::group_base),
        Role::Bonus => say!(scorecards::group_bonus, title = title),
        Role::Deduction => say!(scorecards::group_deduction, title = title),
        Role::Plain => title,
    }
}

/// How a group combines its members, and its limits.
fn joined(group: &Group) -> Message {
    let reserved = Some(group.reserved).filter(|reserved| *reserved > 0.0);
    let all = [
        group.combine.phrase(),
        group.cap.map(|cap| say!(scorecards::group_cap, points = cap.to_string())),
        group.floor.map(|floor| say!(scorecards::group_floor, points = floor.to_string())),
        reserved.map(|reserved| say!(scorecards::group_reserved, points = reserved.to_string())),
    ];
    Message::joined(Between::Items, all.into_iter().flatten())
}

/// From raw value to points: treatment, then curve.
fn way(card: &Scorecard, indicator: &Indicator) -> Message {
    let steps = indicator.treatment.iter().map(|step| match step {
        Treatment::Winsorise { lower, upper, within } => {
            let (lower, upper) = (lower.to_string(), upper.to_string());
            say!(scorecards::step_winsorise, lower = lower, upper = upper, among = among(*within))
        }
        Treatment::Ln => say!(scorecards::step_ln),
        Treatment::Ln1p => say!(scorecards::step_ln1p),
        Treatment::DrawIn { most, within, .. } => {
            say!(scorecards::step_draw_in, most = *most, among = among(*within))
        }
    });
    let curve = curve(card, &indicator.curve, indicator.direction);
    Message::joined(Between::Clauses, steps.chain([curve]))
}

fn curve(card: &Scorecard, curve: &Curve, direction: Direction) -> Message {
    let is_lower = direction == Direction::Lower;
    let better = if is_lower { "less" } else { "more" };
    match curve {
        Curve::Tiers { tiers, otherwise, .. } => {
            let sign = if is_lower { "≤" } else { "≥" };
            let tiers = tiers.iter().map(|(bound, points)| {
                say!(scorecards::tier, sign = sign, bound = bound.to_string(), points = points.to_string())
            });
            steps_else(tiers, *otherwise)
        }
        Curve::Classes { classes, otherwise, .. } => {
            let mut classes = classes.clone();
            classes.sort_by(|one, other| other.1.total_cmp(&one.1));
            let classes = classes
                .iter()
                .map(|(class, points)| say!(scorecards::class, class = class, points = points.to_string()));
            steps_else(classes, *otherwise)
        }
        Curve::Linear { low, high, log } => {
            let (low, high) = (per_segment(card, low), per_segment(card, high));
            let scale = if *log { "log" } else { "plain" };
            match direction {
                Direction::Higher => say!(scorecards::curve_linear, low = low, high = high, scale = scale),
                Direction::Lower => {
                    say!(scorecards::curve_linear_lower, low = low, high = high, scale = scale)
                }
            }
        }
        Curve::Reference { reference } => {
            say!(scorecards::curve_reference, reference = per_segment(card, reference), better = better)
        }
        Curve::Piecewise { knots } => {
            let knots = knots
                .iter()
                .map(|(x, share)| say!(scorecards::knot, x = x.to_string(), share = percent(*share)));
            say!(scorecards::curve_piecewise, knots = Arg::items(knots))
        }
        Curve::Percentile { within, .. } => {
            say!(scorecards::curve_percentile, among = among(*within), better = better)
        }
        Curve::MinMax { within } => say!(scorecards::curve_minmax, among = among(*within), better = better),
        Curve::ZScore { within } => say!(scorecards::curve_zscore, among = among(*within), better = better),
        Curve::PerUnit { unit, points, cap } => {
            let (unit, points, cap) = (unit.to_string(), points.to_string(), cap.to_string());
            say!(scorecards::curve_per_unit, unit = unit, points = points, cap = cap)
        }
        Curve::Flag => say!(scorecards::curve_flag, better = better),
    }
}

/// Points by steps, and those below the first step.
fn steps_else(steps: impl Iterator<Item = Message>, otherwise: f64) -> Message {
    say!(scorecards::steps_else, steps = Arg::items(steps), otherwise = otherwise.to_string())
}

/// The value that replaces a missing one.
fn missing(policy: Missing) -> Message {
    match policy {
        Missing::Zero => say!(scorecards::missing_zero),
        Missing::Skip => say!(scorecards::missing_skip),
        Missing::Mean(within) => say!(scorecards::missing_mean, among = among(within)),
        Missing::Median(within) => say!(scorecards::missing_median, among = among(within)),
        Missing::Value(value) => say!(scorecards::missing_value, value = value.to_string()),
        Missing::Reject => say!(scorecards::missing_reject),
    }
}

/// The firms that a statistic covers.
fn among(within: Within) -> Message {
    match (within.segment, within.industry) {
        (false, false) => say!(scorecards::among_all),
        (true, false) => say!(scorecards::among_segment),
        (false, true) => say!(scorecards::among_industry),
        (true, true) => say!(scorecards::among_both),
    }
}

/// The outcome of an undecided condition, and of its parts with a policy of their own.
fn where_unknown(card: &Scorecard, at: usize) -> Vec<Message> {
    let is_gate = at < card.of_gates();
    let usual = if is_gate { Unknown::Hold } else { Unknown::Fail };
    let unknown = card.conditions[at].unknown;
    let whole =
        (is_gate || unknown != usual).then(|| say!(scorecards::where_unknown, policy = unknown.as_str()));
    let rules = card.rules_of(at).into_iter();
    let own = rules.filter(|&rule| rule != at && card.conditions[rule].unknown != usual);
    let own = own.map(|rule| {
        let policy = card.conditions[rule].unknown.as_str();
        say!(scorecards::where_rule_unknown, rule = rule_of(card, rule), policy = policy)
    });
    whole.into_iter().chain(own).collect()
}

fn rule_of(card: &Scorecard, at: usize) -> &str {
    match &card.conditions[at].test {
        Test::Rule { when } => when.source().trim(),
        _ => "",
    }
}

/// The title of entry `id`, with the start of its value in force if dated.
fn since(card: &Scorecard, id: &str, title: Message) -> Message {
    // In a path such as `group.technology.indicator.rd.weight` the entry is the last step but one.
    let is_own = |key: &str| key.rsplit('.').nth(1) == Some(id);
    let days = card.in_force.iter().filter(|value| is_own(&value.key)).filter_map(|value| value.valid_from);
    match days.max() {
        Some(day) => say!(scorecards::titled_since, title = title, day = day),
        None => title,
    }
}

/// Weights as cells: one, or one per segment.
fn weights(card: &Scorecard, numbers: &[f64]) -> String {
    let numbers = if is_parted(card) { numbers } else { &numbers[..numbers.len().min(1)] };
    numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(" | ")
}

/// One number, or one per segment.
fn per_segment(card: &Scorecard, numbers: &[f64]) -> Message {
    match numbers {
        [first, rest @ ..] if rest.iter().all(|number| number == first) => first.to_string().into(),
        many => {
            let each = card.segments.iter().zip(many).map(|(segment, number)| {
                let title = Message::title(&segment.title, segment.title_zh.as_ref());
                say!(scorecards::number_of_segment, segment = title, number = number.to_string())
            });
            say!(scorecards::per_segment, numbers = Arg::items(each))
        }
    }
}

fn percent(share: f64) -> Percent {
    Percent::new(plain(share * 100.0, 10))
}

/// A text escaped for a table cell.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}
