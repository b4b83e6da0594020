//! An explanation as a person reads it.

mod indicators;
mod lists;
mod numbers;

use crate::campaign::{Explanation, FurtherAccount};
use crate::scorecard::WeightsBasis;
use crate::scoring::{Account, ConditionAccount, GroupAccount, Input, NotKnown};

use super::super::screen::{table, thousands};
use indicators::indicators;
use lists::{difference, lists};
use numbers::{count, decimals, short, shown, signed, taken, value};

/// Indicators named as the strongest and the weakest.
const NAMED: usize = 3;

pub(super) fn explanation(explanation: &Explanation) -> String {
    let Explanation { campaign, as_of, firm, name, line, standing, what_if, .. } = explanation;
    let name = name.as_ref().map_or(String::new(), |name| format!(" {name}"));
    let account = &standing.account;
    let mut out = format!("{firm}{name} · line {line}\n{campaign} · as of {as_of}\n\n");
    out += &body(account);
    for further in &standing.further {
        out += "\n";
        match further {
            FurtherAccount::Scored(account) => out += &body(account),
            FurtherAccount::NotScored { scorecard, reason } => {
                out += &format!("{scorecard}: no points, {reason}\n");
            }
        }
    }
    out += &format!("\n{}", lists(&standing.lists));
    out += &bases(explanation);
    if !explanation.findings.is_empty() {
        out += "\nnoticed in its row\n";
        explanation.findings.iter().for_each(|finding| out += &format!("  {finding}\n"));
    }
    if let Some(supposed) = what_if {
        out += &format!("\n{}", difference(standing, supposed));
    }
    // A name may hold anything; a terminal would act on some of it.
    out.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

/// Which weights and rules are made up.
fn bases(explanation: &Explanation) -> String {
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
    if told.is_empty() { String::new() } else { format!("\n{}\n", told.join(" ")) }
}

/// What one scorecard says.
fn body(account: &Account) -> String {
    let mut out = headline(account);
    // A checklist has conditions only.
    if !account.indicators.is_empty() {
        out += &format!("\n{}", indicators(account));
        out += &format!("\n{}", groups(account));
        out += &ahead(account);
        out += &format!("\n{}", inputs(account));
    }
    let conditions = conditions(account);
    if !conditions.is_empty() {
        out += &format!("\n{conditions}");
    }
    out
}

fn headline(account: &Account) -> String {
    let reasons = account.reasons.join("; ");
    let verdict = match (account.qualified, account.held) {
        (true, _) => "qualifies".to_owned(),
        (false, true) => format!("held: {reasons}"),
        (false, false) => format!("does not qualify: {reasons}"),
    };
    if account.indicators.is_empty() {
        return format!("{}: a checklist\n{verdict}\n", account.scorecard);
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
    format!("{}\n{verdict}\n", told.join(" · "))
}

fn groups(account: &Account) -> String {
    let columns = [("group", false), ("", false), ("points", true), ("of", true), ("", false)];
    let rows = account.groups.iter().map(|group| {
        vec![
            format!("{}{}", "· ".repeat(group.depth), group.id),
            group.title.clone(),
            taken(account, group.points, group.deducted),
            short(group.full_marks),
            limit(group),
        ]
    });
    table(&columns, rows)
}

fn limit(group: &GroupAccount) -> String {
    match group.before_limit {
        _ if group.left_out => "left out".to_owned(),
        Some(before) if before > group.points => format!("cut from {} by its cap", short(before)),
        Some(before) => format!("lifted from {} by its floor", short(before)),
        None => String::new(),
    }
}

/// The strongest and weakest indicators against the segment's middle, and what the firm next above has more
/// of.
fn ahead(account: &Account) -> String {
    let mut ranked: Vec<(&str, f64)> = account
        .indicators
        .iter()
        .filter(|indicator| !indicator.outdone)
        .filter_map(|indicator| Some((indicator.id.as_str(), indicator.ahead?)))
        .collect();
    ranked.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    // What is nothing as it is shown is neither strong nor weak.
    let least = 0.5 * 10_f64.powi(-(decimals(account) as i32));
    let told = |found: Vec<&(&str, f64)>| {
        found.iter().map(|(id, by)| format!("{id} {}", signed(account, *by))).collect::<Vec<_>>().join(", ")
    };
    let strongest = told(ranked.iter().filter(|(_, by)| *by >= least).take(NAMED).collect());
    let weakest = told(ranked.iter().rev().filter(|(_, by)| *by <= -least).take(NAMED).collect());
    let mut out = String::new();
    let against = format!("against the median of {}", account.segment);
    if !strongest.is_empty() {
        out += &format!("\nstrongest {against}: {strongest}\n");
    }
    if !weakest.is_empty() {
        out += &format!("{}weakest {against}: {weakest}\n", if out.is_empty() { "\n" } else { "" });
    }
    if let Some(above) = &account.above {
        let more = above.more.iter().filter(|more| more.points >= least).take(NAMED);
        let more: Vec<String> =
            more.map(|more| format!("{} {}", more.id, signed(account, more.points))).collect();
        // Neither may have more of anything, as far as it is shown.
        let more =
            if more.is_empty() { String::new() } else { format!("; it has more of {}", more.join(", ")) };
        out += &format!(
            "next above in {}: {} points, rank {} there{more}\n",
            account.segment,
            shown(account, above.points),
            count(above.segment_rank),
        );
    }
    out
}

/// Every value of the firm that an indicator reads, once.
fn inputs(account: &Account) -> String {
    let columns = [("read of the firm", false), ("", false), ("", true), ("", false)];
    let mut inputs: Vec<&Input> = Vec::new();
    for input in account.indicators.iter().flat_map(|indicator| &indicator.inputs) {
        if inputs.iter().all(|known| known.name != input.name) {
            inputs.push(input);
        }
    }
    let rows = inputs.iter().map(|input| {
        vec![
            input.name.clone(),
            input.title.clone().unwrap_or_default(),
            value(input.value.as_ref()),
            input.unit.clone().unwrap_or_default(),
        ]
    });
    table(&columns, rows)
}

fn conditions(account: &Account) -> String {
    let mut out = String::new();
    let pass = account.pass.iter();
    let all = account.gates.iter().map(|gate| ("gate", gate));
    let all = all
        .chain(account.routes.iter().map(|route| ("route", route)))
        .chain(pass.map(|pass| ("pass rule", pass)));
    for (what, condition) in all {
        push_condition(&mut out, what, condition, 0);
    }
    out
}

fn push_condition(out: &mut String, what: &str, condition: &ConditionAccount, depth: usize) {
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
    *out += &format!("{}{what}{id} {met}{asks}{read}\n", "  ".repeat(depth));
    for part in &condition.parts {
        push_condition(out, "part", part, depth + 1);
    }
}
