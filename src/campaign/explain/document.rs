//! An explanation for people.

mod indicators;
mod lists;
mod numbers;

use super::{Explanation, FurtherAccount};
use crate::figures::number::{short, thousands};
use crate::figures::{Cell, Document, Rows, Section};
use crate::scorecard::WeightsBasis;
use crate::scoring::{Account, ConditionAccount, GroupAccount, Input, NotKnown};
use crate::words::{Between, Message};

use indicators::indicators;
use lists::{difference, lists};
use numbers::{count, decimals, shown, signed, taken, value};

/// Indicators named as the strongest and the weakest.
const NAMED: usize = 3;

impl Explanation {
    /// The explanation as a person reads it.
    pub fn document(&self) -> Document {
        let Explanation { campaign, as_of, firm, name, line, standing, what_if, .. } = self;
        let name = name.as_ref().map_or(String::new(), |name| format!(" {name}"));
        let mut document = Document::new(format!("{firm}{name} · line {line}"))
            .lead(format!("{campaign} · as of {as_of}"))
            .sections(body(&standing.account));
        for further in &standing.further {
            document = match further {
                FurtherAccount::Scored(account) => document.sections(body(account)),
                FurtherAccount::NotScored { scorecard, reason } => {
                    document.section(Section::new().line(format!("{scorecard}: no points, {reason}")))
                }
            };
        }
        document.push(lists(&standing.lists));
        document.push(bases(self));
        if !self.findings.is_empty() {
            let noticed = self.findings.iter().map(|finding| format!("  {finding}"));
            document.push(Section::new().heading("noticed in its row").lines(noticed));
        }
        if let Some(supposed) = what_if {
            document.push(difference(standing, supposed));
        }
        document
    }
}

/// Which weights and rules are made up.
fn bases(explanation: &Explanation) -> Section {
    let further = explanation.standing.further.iter().filter_map(|further| match further {
        FurtherAccount::Scored(account) => Some(&**account),
        FurtherAccount::NotScored { .. } => None,
    });
    let accounts = std::iter::once(&explanation.standing.account).chain(further);
    let illustrative = accounts.filter(|account| account.weights_basis == WeightsBasis::Illustrative);
    let mut told: Vec<String> = illustrative
        .map(|account| {
            let note = account.weights_note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
            format!("The weights of {} are illustrative{note}.", account.scorecard)
        })
        .collect();
    if explanation.rules_basis == Some(WeightsBasis::Illustrative) {
        told.push("The institutions' rules and capacities are illustrative.".to_owned());
    }
    Section::new().lines((!told.is_empty()).then(|| told.join(" ")))
}

/// What one scorecard says.
fn body(account: &Account) -> Vec<Section> {
    let mut sections = vec![headline(account)];
    // A checklist has conditions only.
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
    let reasons = Message::joined(Between::Clauses, &account.reasons);
    let verdict = match (account.qualified, account.held) {
        (true, _) => "qualifies".to_owned(),
        (false, true) => format!("held: {reasons}"),
        (false, false) => format!("does not qualify: {reasons}"),
    };
    if account.indicators.is_empty() {
        let name = format!("Scorecard {}", account.scorecard);
        return Section::named(name).line(format!("{}: a checklist", account.scorecard)).line(verdict);
    }
    let Account { scorecard, segment, segment_title, rank, firms, segment_rank, percentile, .. } = account;
    let mut told = vec![
        format!("{scorecard}: {} of {} points", shown(account, account.points), short(account.scale)),
        format!("rank {} of {}", count(*rank), thousands(*firms as u64)),
    ];
    if account.segment_firms < *firms {
        told.push(format!(
            "{} of {} in {segment} {segment_title}",
            count(*segment_rank),
            thousands(account.segment_firms as u64)
        ));
    }
    told.push(format!("ahead of {percentile:.1} % of the others"));
    told.extend(account.grade.as_ref().map(|grade| format!("grade {grade}")));
    told.extend(account.top.as_ref().map(|top| format!("among the {top}")));
    told.push(format!("{:.0} % of the weight known", 100.0 * account.coverage));
    Section::named(format!("Scorecard {scorecard}")).line(told.join(" · ")).line(verdict)
}

fn groups(account: &Account) -> Section {
    let table = Rows::new(&account.groups)
        .left("group", |group| format!("{}{}", "· ".repeat(group.depth), group.id))
        .left("", |group| &*group.title)
        .right("points", |group| taken(account, group.points, group.deducted))
        .right("of", |group| Cell::short(group.full_marks))
        .left("", |group| limit(group));
    Section::new().table(table)
}

fn limit(group: &GroupAccount) -> String {
    match group.before_limit {
        _ if group.left_out => "left out".to_owned(),
        Some(before) if before > group.points => format!("cut from {} by its cap", short(before)),
        Some(before) => format!("lifted from {} by its floor", short(before)),
        None => String::new(),
    }
}

/// The least points that are something as they are shown.
fn least(account: &Account) -> f64 {
    0.5 * 10_f64.powi(-(decimals(account) as i32))
}

/// The strongest and weakest indicators against the segment's middle.
fn ahead(account: &Account) -> Section {
    let mut ranked: Vec<(&str, f64)> = account
        .indicators
        .iter()
        .filter(|indicator| !indicator.outdone)
        .filter_map(|indicator| Some((indicator.id.as_str(), indicator.ahead?)))
        .collect();
    ranked.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    // What is nothing as it is shown is neither strong nor weak.
    let least = least(account);
    let told = |found: Vec<&(&str, f64)>| {
        found.iter().map(|(id, by)| format!("{id} {}", signed(account, *by))).collect::<Vec<_>>().join(", ")
    };
    let strongest = told(ranked.iter().filter(|(_, by)| *by >= least).take(NAMED).collect());
    let weakest = told(ranked.iter().rev().filter(|(_, by)| *by <= -least).take(NAMED).collect());
    let all = [("strongest", strongest), ("weakest", weakest)];
    let named = all.iter().filter(|(_, told)| !told.is_empty());
    let against = format!("against the median of {}", account.segment);
    Section::new().lines(named.map(|(which, told)| format!("{which} {against}: {told}")))
}

/// The firm next above, and what it has more of.
fn above(account: &Account) -> Option<String> {
    let above = account.above.as_ref()?;
    let more = above.more.iter().filter(|more| more.points >= least(account)).take(NAMED);
    let more: Vec<String> =
        more.map(|more| format!("{} {}", more.id, signed(account, more.points))).collect();
    // Neither may have more of anything, as far as it is shown.
    let more = if more.is_empty() { String::new() } else { format!("; it has more of {}", more.join(", ")) };
    Some(format!(
        "next above in {}: {} points, rank {} there{more}",
        account.segment,
        shown(account, above.points),
        count(above.segment_rank),
    ))
}

/// Every value of the firm that an indicator reads, once.
fn inputs(account: &Account) -> Section {
    let mut inputs: Vec<&Input> = Vec::new();
    for input in account.indicators.iter().flat_map(|indicator| &indicator.inputs) {
        if inputs.iter().all(|known| known.name != input.name) {
            inputs.push(input);
        }
    }
    let table = Rows::new(inputs)
        .left("read of the firm", |input| &*input.name)
        .left("", |input| input.title.as_deref().unwrap_or_default())
        .right("", |input| value(input.value.as_ref()))
        .left("", |input| input.unit.as_deref().unwrap_or_default());
    Section::new().table(table)
}

fn conditions(account: &Account) -> Section {
    let mut items = Vec::new();
    let pass = account.pass.iter();
    let all = account.gates.iter().map(|gate| ("gate", gate));
    let all = all
        .chain(account.routes.iter().map(|route| ("route", route)))
        .chain(pass.map(|pass| ("pass rule", pass)));
    for (what, condition) in all {
        push_condition(&mut items, what, condition, 0);
    }
    if items.is_empty() { Section::new() } else { Section::new().items(items) }
}

fn push_condition(items: &mut Vec<(usize, String)>, what: &str, condition: &ConditionAccount, depth: usize) {
    let met = match (condition.met, condition.unknown) {
        (Some(true), _) => "met",
        (Some(false), _) => "not met",
        (None, None | Some(NotKnown::Held)) if depth == 0 => "not known, which holds the firm",
        (None, None | Some(NotKnown::Held)) => "not known",
        (None, Some(NotKnown::Accepted)) => "not known, which the campaign accepts",
        (None, Some(NotKnown::Passes)) => "not known, which passes",
        (None, Some(NotKnown::Fails)) => "not known, which fails",
    };
    let id = condition.id.as_ref().map_or(String::new(), |id| format!(" {id}"));
    let inputs =
        condition.inputs.iter().map(|input| format!("{} = {}", input.name, value(input.value.as_ref())));
    let inputs = inputs.collect::<Vec<_>>().join(", ");
    let read = if inputs.is_empty() { String::new() } else { format!(" ({inputs})") };
    let asks = if condition.parts.is_empty() { format!(": {}", condition.asks) } else { String::new() };
    items.push((depth, format!("{what}{id} {met}{asks}{read}")));
    for part in &condition.parts {
        push_condition(items, "part", part, depth + 1);
    }
}
