//! An explanation as a person reads it.

use crate::campaign::{Explanation, FailedRule, FurtherAccount, ListOutcome, ListPlace, Standing, Supposed};
use crate::scorecard::WeightsBasis;
use crate::scoring::{Account, ConditionAccount, CurvePlace, Given, GroupAccount, IndicatorAccount, Input};

use super::super::screen::{table, thousands};

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
        .map(|account| format!("The weights of {} are illustrative.", account.scorecard))
        .collect();
    if explanation.rules_basis == Some(WeightsBasis::Illustrative) {
        told.push("The institutions' rules and capacities are illustrative.".to_owned());
    }
    if told.is_empty() { String::new() } else { format!("\n{}\n", told.join(" ")) }
}

/// What one scorecard says.
fn body(account: &Account) -> String {
    let mut out = headline(account);
    out += &format!("\n{}", indicators(account));
    out += &format!("\n{}", groups(account));
    out += &ahead(account);
    out += &format!("\n{}", inputs(account));
    let conditions = conditions(account);
    if !conditions.is_empty() {
        out += &format!("\n{conditions}");
    }
    out
}

fn headline(account: &Account) -> String {
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
    let verdict = if account.qualified {
        "qualifies".to_owned()
    } else {
        format!("does not qualify: {}", account.reasons.join("; "))
    };
    format!("{}\n{verdict}\n", told.join(" · "))
}

fn indicators(account: &Account) -> String {
    let columns = [
        ("indicator", false),
        ("", false),
        ("raw value", true),
        ("", false),
        ("where it lies", false),
        ("share", true),
        ("points", true),
        ("of", true),
        ("median", true),
        ("ahead", true),
    ];
    let rows = account.indicators.iter().map(|indicator| {
        let percent = |share: f64| format!("{:.1} %", 100.0 * share);
        vec![
            indicator.id.clone(),
            indicator.title.clone(),
            raw(indicator),
            indicator.unit.clone().unwrap_or_default(),
            where_it_lies(indicator),
            indicator.share.map_or_else(|| "left out".to_owned(), percent),
            taken(account, indicator.points, indicator.deducted),
            short(indicator.weight),
            indicator.segment_median.map_or_else(String::new, percent),
            indicator.ahead.map_or_else(String::new, |ahead| signed(account, ahead)),
        ]
    });
    table(&columns, rows)
}

/// The raw value; a class and a flag in words.
fn raw(indicator: &IndicatorAccount) -> String {
    match (indicator.raw, &indicator.place) {
        (None, _) => "not known".to_owned(),
        (Some(_), Some(CurvePlace::Classes { class, .. })) => class.clone(),
        (Some(value), Some(CurvePlace::Flag { .. })) => (if value > 0.0 { "yes" } else { "no" }).to_owned(),
        (Some(value), _) => short(value),
    }
}

/// The treatment, if it changed anything, and the place on the curve.
fn where_it_lies(indicator: &IndicatorAccount) -> String {
    let mut told = Vec::new();
    if indicator.outdone {
        told.push("another way counts".to_owned());
    }
    match (indicator.raw, indicator.treated) {
        _ if indicator.share.is_none() => told.push("does not count for this firm".to_owned()),
        (None, None) => told.push("no points".to_owned()),
        (None, Some(counted)) => told.push(format!("counts as {}", short(counted))),
        (Some(_), None) => told.push(format!("no value after {}", indicator.treatment.join(", "))),
        (Some(raw), Some(treated)) if raw != treated => {
            told.push(format!("{} by {}", short(treated), indicator.treatment.join(", ")));
        }
        _ => {}
    }
    told.extend(indicator.place.as_ref().map(|at| place(at, indicator)));
    told.join(", ")
}

fn place(place: &CurvePlace, indicator: &IndicatorAccount) -> String {
    let sign = if indicator.lower_is_better { "≤" } else { "≥" };
    match place {
        CurvePlace::Tiers { bound, gives, next } => {
            let reached =
                bound.map_or("below all tiers".to_owned(), |bound| format!("{sign} {}", short(bound)));
            let next = next.map_or(String::new(), |next| {
                format!("; {sign} {} gives {}", short(next.bound), short(next.gives))
            });
            format!("{reached} gives {}{next}", short(*gives))
        }
        CurvePlace::Classes { gives, .. } => format!("gives {}", short(*gives)),
        CurvePlace::Linear { low, high, log } => {
            let log = if *log { ", log scale" } else { "" };
            let (from, to) = if indicator.lower_is_better { (high, low) } else { (low, high) };
            format!("from {} to {}{log}", short(*from), short(*to))
        }
        CurvePlace::Reference { reference } => format!("full marks at {}", short(*reference)),
        CurvePlace::Piecewise { between } => {
            let knots =
                between.iter().map(|(x, share)| format!("{} gives {:.0} %", short(*x), 100.0 * share));
            knots.collect::<Vec<_>>().join(", ")
        }
        CurvePlace::Percentile { among, worse, equal } => {
            let equal =
                if *equal > 0 { format!(", level with {}", thousands(*equal as u64)) } else { String::new() };
            format!(
                "ahead of {} of {}{equal}",
                thousands(*worse as u64),
                thousands(among.saturating_sub(1) as u64)
            )
        }
        CurvePlace::Minmax { least, greatest, .. } => {
            format!("peers from {} to {}", short(*least), short(*greatest))
        }
        CurvePlace::Zscore { mean, deviation, .. } => {
            format!("peers' mean {}, deviation {}", short(*mean), short(*deviation))
        }
        CurvePlace::PerUnit { unit, points, cap } => {
            format!("{} for each full {}, at most {}", short(*points), short(*unit), short(*cap))
        }
        CurvePlace::Flag { .. } => String::new(),
    }
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

/// The strongest and weakest indicators against the segment's middle, and what the firm next above has more of.
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
        let more = more.map(|more| format!("{} {}", more.id, signed(account, more.points)));
        out += &format!(
            "next above in {}: {} points, rank {} there; it has more of {}\n",
            account.segment,
            shown(account, above.points),
            count(above.segment_rank),
            more.collect::<Vec<_>>().join(", "),
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

fn value(value: Option<&Given>) -> String {
    match value {
        None => "not known".to_owned(),
        Some(Given::Number(number)) => short(*number),
        Some(Given::Flag(yes)) => (if *yes { "yes" } else { "no" }).to_owned(),
        Some(Given::Text(text)) => text.clone(),
    }
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
    let met = if condition.met { "met" } else { "not met" };
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

/// A line for each institution, those whose list the firm is on first. What keeps it off all lists stands once.
fn lists(lists: &[ListPlace]) -> String {
    let (on, off): (Vec<&ListPlace>, Vec<&ListPlace>) =
        lists.iter().partition(|place| matches!(place.outcome, ListOutcome::Listed { .. }));
    let barred = off.iter().find_map(|place| match &place.outcome {
        ListOutcome::Barred { reason, .. } => Some(reason),
        _ => None,
    });
    if let Some(reason) = barred {
        let mut out = format!("on no list: {reason}\n");
        for place in off {
            out += &match outcome(&place.outcome).1.as_str() {
                "" => format!("  {} {}: nothing else\n", place.institution, place.name),
                more => format!("  {} {}: besides, {more}\n", place.institution, place.name),
            };
        }
        return out;
    }
    let line = |place: &&ListPlace| {
        format!("  {} {}: {}\n", place.institution, place.name, outcome(&place.outcome).1)
    };
    let mut out = String::new();
    for (title, places) in [("on the list of", on), ("not on the list of", off)] {
        if !places.is_empty() {
            out += &format!("{title}\n{}", places.iter().map(line).collect::<String>());
        }
    }
    out
}

/// Whether the firm is on a list, and where or why not.
fn outcome(outcome: &ListOutcome) -> (&'static str, String) {
    match outcome {
        ListOutcome::Listed { place, of } => {
            ("on it", format!("place {} of {}", count(*place), thousands(*of as u64)))
        }
        ListOutcome::Beyond { place, of } => (
            "not on it",
            format!("eligible at place {}, the list ends at {}", count(*place), thousands(*of as u64)),
        ),
        // The first is why; of the others only those that are known to fail.
        ListOutcome::Fails { rules } => {
            let told = rules.iter().enumerate().filter(|(at, rule)| *at == 0 || !rule.unknown);
            ("not on it", told.map(|(_, rule)| failed(rule)).collect::<Vec<_>>().join("; "))
        }
        ListOutcome::Barred { rules, .. } => {
            ("not on it", rules.iter().map(failed).collect::<Vec<_>>().join("; "))
        }
    }
}

/// The reason of a rule, and what it read.
fn failed(rule: &FailedRule) -> String {
    let reads = rule.reads.iter().map(|read| format!("{} = {}", read.name, value(read.value.as_ref())));
    let reads = reads.collect::<Vec<_>>().join(", ");
    if reads.is_empty() { rule.reason.clone() } else { format!("{} ({reads})", rule.reason) }
}

/// What would be different.
fn difference(now: &Standing, supposed: &Supposed) -> String {
    let changes = supposed.changes.iter().map(|(field, cell)| {
        if cell.is_empty() { format!("{field} were not known") } else { format!("{field} were {cell}") }
    });
    let mut out = format!("if {}:\n", changes.collect::<Vec<_>>().join(", "));
    out += &accounts(&now.account, &supposed.standing.account);
    for (now, then) in now.further.iter().zip(&supposed.standing.further) {
        match (now, then) {
            (FurtherAccount::Scored(now), FurtherAccount::Scored(then)) => out += &accounts(now, then),
            (FurtherAccount::Scored(now), FurtherAccount::NotScored { reason, .. }) => {
                out += &format!(
                    "  {}: no points instead of {}, {reason}\n",
                    now.scorecard,
                    shown(now, now.points)
                );
            }
            (FurtherAccount::NotScored { .. }, FurtherAccount::Scored(then)) => {
                out +=
                    &format!("  {}: {} points instead of none\n", then.scorecard, shown(then, then.points));
            }
            (FurtherAccount::NotScored { .. }, FurtherAccount::NotScored { .. }) => {}
        }
    }
    let moved: Vec<_> = now
        .lists
        .iter()
        .zip(&supposed.standing.lists)
        .filter(|(now, then)| outcome(&now.outcome) != outcome(&then.outcome))
        .collect();
    if moved.is_empty() {
        out += "  every list as it is\n";
    }
    for (now, then) in moved {
        let ((was, _), (is, why)) = (outcome(&now.outcome), outcome(&then.outcome));
        let is = if was == is { format!("still {is}") } else { format!("now {is}") };
        out += &format!("  {} {}: {is}, {why}\n", then.institution, then.name);
    }
    out
}

fn accounts(now: &Account, then: &Account) -> String {
    let account = then;
    let mut out = format!(
        "  {}: {} points instead of {}, rank {} instead of {}",
        then.scorecard,
        shown(then, then.points),
        shown(now, now.points),
        count(then.rank),
        count(now.rank),
    );
    if now.segment != then.segment {
        out += &format!(", in {} instead of {}", then.segment, now.segment);
    } else if then.segment_firms < then.firms {
        out += &format!(
            ", {} instead of {} in {}",
            count(then.segment_rank),
            count(now.segment_rank),
            then.segment
        );
    }
    let none = || "none".to_owned();
    for (what, then, now) in [("grade", &then.grade, &now.grade), ("top", &then.top, &now.top)] {
        if now != then {
            let [then, now] = [then, now].map(|id| id.clone().unwrap_or_else(none));
            out += &format!(", {what} {then} instead of {now}");
        }
    }
    match (now.qualified, then.qualified) {
        (true, false) => out += &format!(", and it would not qualify: {}", then.reasons.join("; ")),
        (false, true) => out += ", and it would qualify",
        (false, false) if now.reasons != then.reasons => {
            out += &format!(", and it would not qualify: {}", then.reasons.join("; "));
        }
        _ => {}
    }
    out.push('\n');
    let pairs = now.indicators.iter().zip(&then.indicators);
    for (now, then) in pairs.filter(|(now, then)| (now.points - then.points).abs() > 5e-7) {
        let shown = |points: f64| format!("{points:.*}", decimals(account));
        out += &format!("    {} {} instead of {}\n", then.id, shown(then.points), shown(now.points));
    }
    let groups = now.groups.iter().zip(&then.groups).skip(1);
    for (now, then) in groups.filter(|(now, then)| (now.points - then.points).abs() > 5e-7) {
        let shown = |points: f64| format!("{points:.*}", decimals(account));
        out += &format!("    group {} {} instead of {}\n", then.id, shown(then.points), shown(now.points));
    }
    out
}

/// Published points with all their decimals.
fn shown(account: &Account, points: f64) -> String {
    format!("{points:.*}", usize::from(account.decimals))
}

/// Decimals of points that are not published: one more than those that are, and two at least.
fn decimals(account: &Account) -> usize {
    (usize::from(account.decimals) + 1).max(2)
}

/// Points of a part, negative where they are taken off.
fn taken(account: &Account, points: f64, deducted: bool) -> String {
    let points = if deducted && points > 0.0 { -points } else { points };
    format!("{points:.*}", decimals(account))
}

/// Points with their sign.
fn signed(account: &Account, points: f64) -> String {
    let decimals = decimals(account);
    // Not −0.00.
    let is_nothing = points.abs() < 0.5 * 10_f64.powi(-(decimals as i32));
    format!("{:+.decimals$}", if is_nothing { 0.0 } else { points })
}

fn count(number: u32) -> String {
    thousands(u64::from(number))
}

/// A number with at most four decimals, its thousands apart.
fn short(number: f64) -> String {
    let text = format!("{:.4}", number.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let decimals = decimals.trim_end_matches('0');
    // Beyond 2^64 nobody reads digits.
    let Ok(grouped) = whole.parse().map(thousands) else { return format!("{number:e}") };
    let sign = if number < 0.0 && (grouped != "0" || !decimals.is_empty()) { "-" } else { "" };
    if decimals.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{decimals}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_grouped() {
        let shown = [0.0, -0.00001, 1.5, -1234567.25, 12.34567, 1e25].map(short);
        assert_eq!(shown, ["0", "0", "1.5", "-1,234,567.25", "12.3457", "1e25"]);
    }
}
