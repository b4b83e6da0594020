//! The account of one firm laid out for people.

mod conditions;
mod grants;
mod indicators;
mod lists;
mod numbers;

use super::{Explanation, FurtherAccount};
use crate::figures::number::short;
use crate::figures::{Cell, Document, Remark, Rows, Section};
use crate::scorecard::WeightsBasis;
use crate::scoring::{Account, GroupAccount, Input};
use crate::words::{Arg, Between, Message, say};

use conditions::conditions;
use grants::grants;
use indicators::indicators;
use lists::{difference, lists};
use numbers::{decimals, shown, signed, taken, value};

/// Strongest and weakest indicators named.
const NAMED: usize = 3;

impl Explanation {
    /// The account laid out for people.
    pub fn document(&self) -> Document {
        let Explanation { campaign, as_of, firm, name, stands, standing, what_if, .. } = self;
        let title = match name {
            Some(name) => say!(explain::title_named, firm = firm, name = name, stands = stands),
            None => say!(explain::title, firm = firm, stands = stands),
        };
        let mut document = Document::new(title)
            .lead(say!(explain::lead, campaign = campaign, day = *as_of))
            .sections(body(&standing.account));
        for further in &standing.further {
            document = match further {
                FurtherAccount::Scored(account) => document.sections(body(account)),
                FurtherAccount::NotScored { scorecard, title, reason } => {
                    let scorecard = Message::id_or_title(scorecard, title);
                    let line = say!(explain::no_points, scorecard = scorecard, reason = reason);
                    document.section(Section::new().line(line))
                }
            };
        }
        document.push(lists(&standing.lists));
        document = document.sections(grants(&standing.grants));
        document.push(bases(self));
        if !self.findings.is_empty() {
            let heading = Section::new().heading(say!(explain::noticed));
            let noticed = self.findings.iter().map(Remark::from);
            document.push(noticed.fold(heading, Section::remark));
        }
        if let Some(supposed) = what_if {
            document.push(difference(standing, supposed));
        }
        document
    }
}

/// A scorecard's id in English, its title in Chinese.
fn card(account: &Account) -> Message {
    Message::id_or_title(&account.scorecard, &account.title)
}

/// The segment's id in English, its title in Chinese.
fn segment(account: &Account) -> Message {
    Message::id_or_title(&account.segment, &account.segment_title)
}

/// Which weights and rules are illustrative.
fn bases(explanation: &Explanation) -> Section {
    let further = explanation.standing.further.iter().filter_map(|further| match further {
        FurtherAccount::Scored(account) => Some(&**account),
        FurtherAccount::NotScored { .. } => None,
    });
    let accounts = std::iter::once(&explanation.standing.account).chain(further);
    let illustrative = accounts.filter(|account| account.weights_basis == WeightsBasis::Illustrative);
    let weights = illustrative.map(|account| match &account.weights_note {
        Some(note) => say!(explain::weights_illustrative_note, scorecard = card(account), note = note),
        None => say!(explain::weights_illustrative, scorecard = card(account)),
    });
    let is_illustrative = explanation.rules_basis == Some(WeightsBasis::Illustrative);
    let rules = is_illustrative.then(|| say!(explain::rules_illustrative));
    Section::new().lines(weights.chain(rules))
}

/// The sections of one scorecard.
fn body(account: &Account) -> Vec<Section> {
    let mut sections = vec![headline(account)];
    // A checklist has only conditions.
    if !account.indicators.is_empty() {
        sections.push(indicators(account));
        let (groups, ahead) = (groups(account), ahead(account));
        match above(account) {
            None => sections.extend([groups, ahead]),
            Some(above) if ahead.blocks.is_empty() => sections.push(groups.line(above)),
            Some(above) => sections.extend([groups, ahead.line(above)]),
        }
        sections.push(inputs(account));
    }
    sections.push(conditions(account));
    sections
}

fn headline(account: &Account) -> Section {
    let reasons = || Arg::list(Between::Clauses, &account.reasons);
    let verdict = match (account.qualified, account.held) {
        (true, _) => say!(explain::qualifies),
        (false, true) => say!(explain::held, reasons = reasons()),
        (false, false) => say!(explain::unqualified, reasons = reasons()),
    };
    let section = Section::named(say!(explain::scorecard, scorecard = card(account)));
    if account.indicators.is_empty() {
        return section.line(say!(explain::checklist, scorecard = card(account))).line(verdict);
    }
    let Account { rank, firms, segment_rank, segment_firms, percentile, .. } = account;
    let points = shown(account, account.points);
    let is_part = segment_firms < firms;
    let within = || {
        say!(explain::head_segment, rank = *segment_rank, firms = *segment_firms, segment = segment(account))
    };
    let coverage = format!("{:.0}", 100.0 * account.coverage);
    let facts = [
        Some(say!(
            explain::head_points,
            scorecard = card(account),
            points = points,
            scale = short(account.scale)
        )),
        Some(say!(explain::head_rank, rank = *rank, firms = *firms)),
        is_part.then(within),
        Some(say!(explain::head_percentile, share = format!("{percentile:.1}"))),
        account.grade.as_ref().map(|grade| say!(explain::head_grade, grade = grade)),
        account.top.as_ref().map(|top| say!(explain::head_top, top = top)),
        Some(say!(explain::head_coverage, share = coverage)),
    ];
    let facts: Vec<Message> = facts.into_iter().flatten().collect();
    section.line(Message::joined(Between::Clauses, facts)).line(verdict)
}

fn groups(account: &Account) -> Section {
    let name = |group: &&GroupAccount| {
        let deeper = Message::verbatim("· ".repeat(group.depth));
        Message::joined(Between::Nothing, [deeper, Message::id_or_title(&group.id, &group.title)])
    };
    let table = Rows::new(&account.groups)
        .left(say!(explain::header_group), name)
        .left("", |group| Message::beside_id(&group.title))
        .right(say!(explain::header_points), |group| taken(account, group.points, group.deducted))
        .right(say!(explain::header_of), |group| Cell::short(group.full_marks))
        .left("", |group| limit(group));
    Section::new().table(table)
}

fn limit(group: &GroupAccount) -> Message {
    match group.before_limit {
        _ if group.left_out => say!(explain::left_out),
        Some(before) if before > group.points => say!(explain::cap, points = short(before)),
        Some(before) => say!(explain::floor, points = short(before)),
        None => Message::default(),
    }
}

/// The least points printed as more than 0.
fn least(account: &Account) -> f64 {
    0.5 * 10_f64.powi(-(decimals(account) as i32))
}

/// An indicator or group by its id.
fn part(account: &Account, id: &str) -> Message {
    let indicator =
        account.indicators.iter().find(|one| one.id == id).map(|one| Message::id_or_title(id, &one.title));
    let group =
        || account.groups.iter().find(|one| one.id == id).map(|one| Message::id_or_title(id, &one.title));
    indicator.or_else(group).unwrap_or_else(|| id.into())
}

fn parts<'a>(account: &Account, parts: impl Iterator<Item = (&'a str, f64)>) -> Option<Arg> {
    let shown = |(id, points): (&str, f64)| {
        say!(explain::part, part = part(account, id), points = signed(account, points).to_string())
    };
    let all: Vec<Message> = parts.map(shown).collect();
    (!all.is_empty()).then(|| Arg::items(all))
}

/// The strongest and weakest indicators relative to the segment's median.
fn ahead(account: &Account) -> Section {
    let mut ranked: Vec<(&str, f64)> = account
        .indicators
        .iter()
        .filter(|indicator| !indicator.outdone)
        .filter_map(|indicator| Some((indicator.id.as_str(), indicator.ahead?)))
        .collect();
    ranked.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    // Points shown as 0 are neither strong nor weak.
    let least = least(account);
    let strongest = ranked.iter().copied().filter(|(_, by)| *by >= least).take(NAMED);
    let weakest = ranked.iter().rev().copied().filter(|(_, by)| *by <= -least).take(NAMED);
    let strongest = parts(account, strongest)
        .map(|parts| say!(explain::strongest, segment = segment(account), parts = parts));
    let weakest = parts(account, weakest)
        .map(|parts| say!(explain::weakest, segment = segment(account), parts = parts));
    Section::new().lines(strongest.into_iter().chain(weakest))
}

/// The next firm above, and its greatest lead.
fn above(account: &Account) -> Option<Message> {
    let above = account.above.as_ref()?;
    let more = above.more.iter().filter(|more| more.points >= least(account)).take(NAMED);
    let more = parts(account, more.map(|more| (more.id.as_str(), more.points)));
    let (segment, points) = (segment(account), shown(account, above.points));
    Some(match more {
        Some(parts) => {
            say!(
                explain::above_more,
                segment = segment,
                points = points,
                rank = above.segment_rank,
                parts = parts
            )
        }
        // The firm above has no lead that is printed as more than 0.
        None => say!(explain::above, segment = segment, points = points, rank = above.segment_rank),
    })
}

/// Every value that an indicator reads, once each.
fn inputs(account: &Account) -> Section {
    let mut inputs: Vec<&Input> = Vec::new();
    for input in account.indicators.iter().flat_map(|indicator| &indicator.inputs) {
        if inputs.iter().all(|known| known.name != input.name) {
            inputs.push(input);
        }
    }
    let name = |input: &&Input| match &input.title {
        Some(title) => Message::id_or_title(&input.name, title),
        None => (&input.name).into(),
    };
    let table = Rows::new(inputs)
        .left(say!(explain::header_read), name)
        .left("", |input| input.title.as_ref().map_or_else(Message::default, Message::beside_id))
        .right("", |input| value(input.value.as_ref()))
        .left("", |input| input.value.as_ref().and(input.unit.as_deref()).unwrap_or_default());
    Section::new().table(table)
}
