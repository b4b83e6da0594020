//! Full marks, weights, and the points of groups, as `docs/language/tree.md` has them.

use toml::{Table, Value};

use super::{Verdict, float, list, text};

/// The points of the whole and of every group.
pub(super) fn whole(card: &Table, verdict: &mut Verdict) {
    let extra = |key: &str| card.get(key).and_then(Value::as_table);
    if extra("bonus").is_none() && extra("deduction").is_none() {
        branch(card, "total", verdict);
        return;
    }
    let mut points = branch(card, "base", verdict).unwrap_or(0.0);
    points += extra("bonus").and_then(|bonus| branch(bonus, "bonus", verdict)).unwrap_or(0.0);
    points -= extra("deduction").and_then(|off| branch(off, "deduction", verdict)).unwrap_or(0.0);
    verdict.points.insert("total".to_owned(), Some(points.max(0.0)));
}

/// The points of a branch and of all below it; none where it is left out.
fn branch(node: &Table, id: &str, verdict: &mut Verdict) -> Option<f64> {
    let segment = verdict.segment.clone();
    let mut present: Vec<(f64, f64, f64)> = Vec::new();
    let mut whole = 0.0;
    for member in members(node) {
        let points = match member.contains_key("curve") {
            true => verdict.points[text(member, "id")],
            false => branch(member, text(member, "id"), verdict),
        };
        whole += full(member, &segment);
        if let Some(points) = points {
            present.push((points, full(member, &segment), weight(member, &segment)));
        }
    }
    let marks = full(node, &segment);
    // Points kept for others are nobody's, and nobody else carries them.
    let keeps = node.get("reserved").is_some_and(|reserved| float(reserved) > 0.0);
    if marks == 0.0 || weight(node, &segment) == 0.0 || (present.is_empty() && !keeps) {
        verdict.points.insert(id.to_owned(), None);
        return None;
    }
    let points = combined(combine(node), marks, whole, &present);
    let capped = node.get("cap").map_or(points, |cap| points.min(float(cap)));
    let points = node.get("floor").map_or(capped, |floor| capped.max(float(floor)));
    verdict.points.insert(id.to_owned(), Some(points));
    Some(points)
}

/// The points of a group of full marks `marks` from those of its present members: points, full marks, weight.
/// `whole` are the full marks of all members.
fn combined(combine: &str, marks: f64, whole: f64, present: &[(f64, f64, f64)]) -> f64 {
    if present.is_empty() {
        return 0.0;
    }
    let total: f64 = present.iter().map(|(.., weight)| weight).sum();
    let shares =
        || present.iter().map(|(points, full, weight)| ((points / full).clamp(0.0, 1.0), weight / total));
    match combine {
        "sum" => {
            let carried: f64 = present.iter().map(|(_, full, _)| full).sum();
            present.iter().map(|(points, ..)| points).sum::<f64>() * whole / carried
        }
        "max" => present.iter().map(|(points, ..)| *points).fold(f64::MIN, f64::max),
        "min" => present.iter().map(|(points, ..)| *points).fold(f64::MAX, f64::min),
        "mean" => marks * shares().map(|(share, weight)| share * weight).sum::<f64>(),
        "geometric" => marks * shares().map(|(share, weight)| share.powf(weight)).product::<f64>(),
        _ if shares().any(|(share, _)| share == 0.0) => 0.0,
        _ => marks / shares().map(|(share, weight)| weight / share).sum::<f64>(),
    }
}

/// Each indicator below `node` with its share of `whole`.
pub(super) fn weight_shares<'c>(node: &'c Table, whole: f64, segment: &str) -> Vec<(&'c Table, f64)> {
    let total: f64 = members(node).map(|member| weight(member, segment)).sum();
    let mut shares = Vec::new();
    for member in members(node) {
        let share = if total > 0.0 { whole * weight(member, segment) / total } else { 0.0 };
        if member.contains_key("curve") {
            shares.push((member, share));
        } else {
            shares.extend(weight_shares(member, share, segment));
        }
    }
    shares
}

/// Full marks of a node in a segment.
pub fn full(node: &Table, segment: &str) -> f64 {
    if node.contains_key("curve") {
        return weight(node, segment);
    }
    let of_members = members(node).map(|member| full(member, segment)).filter(|full| *full > 0.0);
    let marks = match combine(node) {
        "sum" => of_members.sum::<f64>() + node.get("reserved").map_or(0.0, float),
        "max" => of_members.fold(0.0, f64::max),
        "min" => of_members.reduce(f64::min).unwrap_or(0.0),
        _ if node.contains_key("scale") => float(&node["scale"]),
        _ => match node.get("weight") {
            Some(weight) => of_segment(weight, segment),
            None => members(node).map(|member| weight(member, segment)).sum(),
        },
    };
    node.get("cap").map_or(marks, |cap| marks.min(float(cap)))
}

/// A member's weight in a segment: what is stated, else its full marks; of a table those of its own.
pub(super) fn weight(node: &Table, segment: &str) -> f64 {
    match (node.get("weight"), node.get("curve")) {
        (Some(weight), _) => of_segment(weight, segment),
        (None, None) => full(node, segment),
        (None, Some(curve)) => own_marks(curve).unwrap(),
    }
}

/// Full marks that a table of points brings along.
pub(super) fn own_marks(curve: &Value) -> Option<f64> {
    if let Some(tiers) = curve.get("tiers") {
        return Some(float(&tiers.get("at_least").unwrap_or_else(|| &tiers["at_most"])[0][1]));
    }
    if let Some(classes) = curve.get("classes") {
        let points = classes["points"].as_table().unwrap().values().map(float);
        return Some(points.fold(float(&classes["otherwise"]), f64::max));
    }
    curve.get("per_unit").map(|units| float(&units["cap"]))
}

fn members(node: &Table) -> impl Iterator<Item = &Table> {
    list(node, "indicator").chain(list(node, "group"))
}

fn combine(node: &Table) -> &str {
    node.get("combine").map_or("sum", |combine| combine.as_str().unwrap())
}

pub(super) fn of_segment(value: &Value, segment: &str) -> f64 {
    if value.is_table() { float(&value[segment]) } else { float(value) }
}
