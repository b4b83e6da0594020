//! A scorecard as a page for people, in Markdown.

use crate::scorecard::{
    Curve, Direction, Group, Indicator, Missing, Node, Role, Scorecard, Test, Treatment, Unknown, Within,
};
use crate::stats::plain;

/// The page.
pub(super) fn markdown(card: &Scorecard) -> String {
    let mut text = format!("# {}\n\n", card.title);
    for line in [&card.title_zh, &card.source].into_iter().flatten() {
        text += &format!("{line}\n\n");
    }
    text += &format!(
        "Scale {}, {} decimals, weights {}.",
        card.scale,
        card.decimals,
        card.weights_basis.as_str()
    );
    if card.minimum_coverage > 0.0 {
        text += &format!(
            " At least {} of the weight must be known, else a firm is not scored.",
            percent(card.minimum_coverage)
        );
    }
    text += "\n";
    text += &segments(card);
    text += &header(card);
    rows(card, 0, 0, &mut text);
    text += &conditions(card, "Gates: all must hold", &card.gates);
    text += &conditions(card, "Pass rule", card.pass.as_slice());
    text += &conditions(card, "Routes: one stands in for the pass rule", &card.routes);
    text += &orders(card);
    text += &dated(card);
    text
}

/// Whether firms are told apart by segments.
fn is_parted(card: &Scorecard) -> bool {
    card.segments.len() > 1 || card.segments.iter().any(|segment| segment.when.is_some())
}

fn segments(card: &Scorecard) -> String {
    if !is_parted(card) {
        return String::new();
    }
    let mut text = "\n## Segments: a firm belongs to the first whose rule holds\n\n".to_owned();
    for segment in &card.segments {
        let when = segment
            .when
            .as_ref()
            .map_or("all that are left".to_owned(), |when| format!("`{}`", when.source()));
        text += &format!("- {} ({}): {when}\n", both(&segment.title, segment.title_zh.as_ref()), segment.id);
    }
    text
}

/// The head of the table of indicators: a column of weights, or one for each segment.
fn header(card: &Scorecard) -> String {
    let weights: Vec<String> = match is_parted(card) {
        true => {
            let titles =
                card.segments.iter().map(|segment| cell(&both(&segment.title, segment.title_zh.as_ref())));
            titles.collect()
        }
        false => vec!["weight".to_owned()],
    };
    format!(
        "\n## Indicators\n\n| indicator | {} | from value to points | not known | value \
        |\n|---|{}---|---|---|\n",
        weights.join(" | "),
        "---:|".repeat(weights.len())
    )
}

/// The rows of a group's members, groups in bold with what joins their members.
fn rows(card: &Scorecard, group: usize, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    for node in &card.groups[group].members {
        match *node {
            Node::Group(at) => {
                let group = &card.groups[at];
                let title = cell(&title(group));
                let since = since(card, &group.id);
                let marks = weights(card, &group.full_marks);
                *text += &format!("| {indent}**{title}**{since} | {marks} | {} | | |\n", joined(group));
                rows(card, at, depth + 1, text);
            }
            Node::Indicator(at) => {
                let one = &card.indicators[at];
                let unit = one.unit.as_ref().map_or(String::new(), |unit| format!(" ({unit})"));
                *text += &format!(
                    "| {indent}{}{unit}{} | {} | {} | {} | `{}` |\n",
                    cell(&both(&one.title, one.title_zh.as_ref())),
                    since(card, &one.id),
                    weights(card, &one.weight),
                    cell(&way(card, one)),
                    missing(one.missing),
                    cell(one.value.source())
                );
            }
        }
    }
}

/// A group's title; that of base, bonus and deduction says what they are.
fn title(group: &Group) -> String {
    let title = || both(&group.title, group.title_zh.as_ref());
    match group.role {
        Role::Base => "Base".to_owned(),
        Role::Bonus => format!("{}: on top of the scale", title()),
        Role::Deduction => format!("{}: taken off", title()),
        Role::Plain => title(),
    }
}

/// How a group's members become one, and between which limits.
fn joined(group: &Group) -> String {
    let mut said: Vec<String> = group.combine.phrase().into_iter().map(str::to_owned).collect();
    said.extend(group.cap.map(|cap| format!("at most {cap}")));
    said.extend(group.floor.map(|floor| format!("at least {floor}")));
    said.extend((group.reserved > 0.0).then(|| format!("{} kept for indicators to come", group.reserved)));
    said.join(", ")
}

/// From raw value to points: treatment, then curve.
fn way(card: &Scorecard, indicator: &Indicator) -> String {
    let steps = indicator.treatment.iter().map(|step| match step {
        Treatment::Winsorise { lower, upper, within } => {
            format!("drawn in to quantiles {lower} and {upper}{}", among(*within))
        }
        Treatment::Ln => "logarithm".to_owned(),
        Treatment::Ln1p => "logarithm of 1 more".to_owned(),
        Treatment::DrawIn { most, within, .. } => {
            format!("up to {most} outliers drawn in{}", among(*within))
        }
    });
    steps.chain([curve(card, &indicator.curve, indicator.direction)]).collect::<Vec<_>>().join("; ")
}

fn curve(card: &Scorecard, curve: &Curve, direction: Direction) -> String {
    let sign = if direction == Direction::Higher { "≥" } else { "≤" };
    let turned = if direction == Direction::Lower { ", less is better" } else { "" };
    match curve {
        Curve::Tiers { tiers, otherwise, .. } => {
            let tiers = tiers.iter().map(|(bound, points)| format!("{sign} {bound}: {points}"));
            format!("{}, else {otherwise}", tiers.collect::<Vec<_>>().join(", "))
        }
        Curve::Classes { classes, otherwise, .. } => {
            let mut classes = classes.clone();
            classes.sort_by(|one, other| other.1.total_cmp(&one.1));
            let classes = classes.iter().map(|(class, points)| format!("{class}: {points}"));
            format!("{}, else {otherwise}", classes.collect::<Vec<_>>().join(", "))
        }
        Curve::Linear { low, high, log } => {
            let scale = if *log { " on a log scale" } else { "" };
            format!("from {} to {}{scale}{turned}", per_segment(card, low), per_segment(card, high))
        }
        Curve::Reference { reference } => format!("share of {}{turned}", per_segment(card, reference)),
        Curve::Piecewise { knots } => {
            let knots = knots.iter().map(|(x, share)| format!("{x}: {}", percent(*share)));
            format!("{}, straight between", knots.collect::<Vec<_>>().join(", "))
        }
        Curve::Percentile { within, .. } => format!("rank among peers{}{turned}", among(*within)),
        Curve::MinMax { within } => format!("between least and greatest{}{turned}", among(*within)),
        Curve::ZScore { within } => format!("standard score{}{turned}", among(*within)),
        Curve::PerUnit { unit, points, cap } => format!("{points} for each full {unit}, at most {cap}"),
        Curve::Flag => format!("yes or no{turned}"),
    }
}

/// What a missing value counts as.
fn missing(policy: Missing) -> String {
    match policy {
        Missing::Zero => "no points".to_owned(),
        Missing::Skip => "left out".to_owned(),
        Missing::Mean(within) => format!("the mean{}", among(within)),
        Missing::Median(within) => format!("the median{}", among(within)),
        Missing::Value(value) => format!("as {value}"),
        Missing::Reject => "firm not scored".to_owned(),
    }
}

/// The firms something is taken over.
fn among(within: Within) -> &'static str {
    match (within.segment, within.industry) {
        (false, false) => " of all",
        (true, false) => " of the segment",
        (false, true) => " of the industry",
        (true, true) => " of segment and industry",
    }
}

/// Gates, the pass rule or routes; with what a person reads when one fails.
fn conditions(card: &Scorecard, title: &str, which: &[usize]) -> String {
    if which.is_empty() {
        return String::new();
    }
    let mut text = format!("\n## {title}\n\n");
    for &at in which {
        let reason = &card.conditions[at].reason;
        let reason = reason.as_ref().map_or(String::new(), |reason| format!(" (when it fails: {reason})"));
        text += &format!("- {}{reason}{}\n", card.condition_text(at), where_unknown(card, at));
    }
    text
}

/// What a condition counts as where it is not known, and rules it consists of that say something else
/// themselves.
fn where_unknown(card: &Scorecard, at: usize) -> String {
    let usual = if at < card.of_gates() { Unknown::Hold } else { Unknown::Fail };
    let said = |unknown: Unknown| match unknown {
        Unknown::Hold => "the firm is held",
        Unknown::Pass => "it counts as met",
        Unknown::Fail => "it counts as not met",
    };
    let rules = card.rules_of(at).into_iter();
    let own = rules.filter(|&rule| rule != at && card.conditions[rule].unknown != usual);
    let own = own.map(|rule| (format!("`{}`", rule_of(card, rule)), card.conditions[rule].unknown));
    let unknown = card.conditions[at].unknown;
    let whole = (at < card.of_gates() || unknown != usual).then(|| ("it".to_owned(), unknown));
    let clause = |(place, (what, unknown)): (usize, (String, Unknown))| {
        let known = if place == 0 { " known" } else { "" };
        format!("; where {what} is not{known}, {}", said(unknown))
    };
    whole.into_iter().chain(own).enumerate().map(clause).collect()
}

fn rule_of(card: &Scorecard, at: usize) -> &str {
    match &card.conditions[at].test {
        Test::Rule { when } => when.source().trim(),
        _ => "",
    }
}

/// Grades, tops, and what parts equal points.
fn orders(card: &Scorecard) -> String {
    let mut text = String::new();
    if !card.grades.is_empty() {
        text += "\n## Grades\n\n";
        for grade in &card.grades {
            text += &format!("- {}: from {} points\n", grade.id, grade.at_least);
        }
    }
    if !card.tops.is_empty() {
        text += "\n## Tops\n\n";
        for top in &card.tops {
            let of = if top.within_segment { "the segment" } else { "all" };
            let title = top.title.as_ref().unwrap_or(&top.id);
            text += &format!("- {title}: the first {} of {of}\n", percent(top.share));
        }
    }
    if !card.tie_breakers.is_empty() {
        text += "\n## Equal points are parted by\n\n";
        for by in &card.tie_breakers {
            let first = if by.ascending { "less" } else { "more" };
            text += &format!("- `{}`, {first} first\n", by.by.source());
        }
    }
    text
}

/// Values that change by date, as they were taken.
fn dated(card: &Scorecard) -> String {
    if card.in_force.is_empty() {
        return String::new();
    }
    let mut text = "\n## Values that change by date\n\n".to_owned();
    for value in &card.in_force {
        let since = value.valid_from.map_or("from the beginning".to_owned(), |day| format!("since {day}"));
        let source = value.source.as_ref().map_or(String::new(), |source| format!(", {source}"));
        let written = value.value.split_whitespace().collect::<Vec<_>>().join(" ");
        text += &format!("- {} = `{written}` {since}{source}\n", value.key);
    }
    text
}

/// Since when a value of the entry `id` is what it is, if it changes by date.
fn since(card: &Scorecard, id: &str) -> String {
    // Of a path such as `group.technology.indicator.rd.weight` the entry is the last step but one.
    let is_own = |key: &str| key.rsplit('.').nth(1) == Some(id);
    let days = card.in_force.iter().filter(|value| is_own(&value.key)).filter_map(|value| value.valid_from);
    days.max().map_or(String::new(), |day| format!(" (since {day})"))
}

/// Weights as cells: one, or one for each segment.
fn weights(card: &Scorecard, numbers: &[f64]) -> String {
    let numbers = if is_parted(card) { numbers } else { &numbers[..numbers.len().min(1)] };
    numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(" | ")
}

/// One number, or one for each segment.
pub(super) fn per_segment(card: &Scorecard, numbers: &[f64]) -> String {
    match numbers {
        [first, rest @ ..] if rest.iter().all(|number| number == first) => first.to_string(),
        many => {
            let each =
                card.segments.iter().zip(many).map(|(segment, number)| format!("{} = {number}", segment.id));
            format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Both titles, where there are two.
fn both(title: &str, title_zh: Option<&String>) -> String {
    title_zh.map_or(title.to_owned(), |chinese| format!("{title} {chinese}"))
}

/// A share as people read it.
fn percent(share: f64) -> String {
    format!("{} %", plain(share * 100.0, 10))
}

/// A text within a table's cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
