//! What points are worth: conditions, grades, tops, as `docs/language/conditions.md` and `results.md` have
//! them.

use toml::{Table, Value};

use super::{Meaning, Verdict, float, list, published, text};
use crate::engine::by_hand;
use crate::support::cohort::Row;

/// Grade, top, route, and whether the firm qualifies, of a verdict that has its points and ranks. `of` is how
/// many firms are scored, and how many of them in its segment.
pub(super) fn judge(card: &Table, row: &Row, verdict: &mut Verdict, of: [usize; 2], meaning: &Meaning) {
    let id = |table: &Table| text(table, "id").to_owned();
    let facts = Facts { card, row, verdict, meaning };
    let points = facts.number("points").unwrap();
    let gates = || list(card, "gate");
    let route = list(card, "route").find(|route| facts.met(route));
    let pass = card.get("pass").map(|pass| match pass {
        Value::Table(condition) => condition.clone(),
        rule => Table::from_iter([("when".to_owned(), rule.clone())]),
    });
    let passes = pass.as_ref().is_none_or(|pass| facts.met(pass)) || route.is_some();
    let mut reasons = Vec::new();
    for gate in gates().filter(|gate| facts.gate(gate) != Some(true)) {
        match facts.value(gate) {
            None => reasons.push(format!("not known: {}", facts.not_known(gate).join(", "))),
            Some(_) => facts.gate_reasons(gate, &mut reasons),
        }
    }
    if let Some(pass) = pass.filter(|_| !passes) {
        facts.reasons(&pass, &mut reasons);
    }
    let grade = list(card, "grade").find(|grade| points >= float(&grade["at_least"])).map(id);
    let top = list(card, "top").find(|top| is_in(top, verdict, of)).map(id);
    let qualified = passes && gates().all(|gate| facts.gate(gate) == Some(true));
    let held = passes && !qualified && gates().all(|gate| facts.gate(gate) != Some(false));
    let route = route.map(id);
    verdict.held = held;
    (verdict.grade, verdict.top, verdict.route) = (grade, top, route);
    (verdict.reasons, verdict.qualified) = (reasons, qualified);
}

/// Whether the rank is among the first `share`, rounded up to whole firms.
fn is_in(top: &Table, verdict: &Verdict, [all, in_segment]: [usize; 2]) -> bool {
    let whole = top["within"].as_array().unwrap().is_empty();
    let (rank, of) = if whole { (verdict.rank, all) } else { (verdict.segment_rank, in_segment) };
    // In whole thousandths, which shares of the tests are.
    let thousandths = (float(&top["share"]) * 1000.0).round() as usize;
    rank <= (thousandths * of).div_ceil(1000)
}

/// What a tie-breaker sees.
pub(super) fn number(
    card: &Table,
    row: &Row,
    verdict: &Verdict,
    rule: &str,
    meaning: &Meaning,
) -> Option<f64> {
    Facts { card, row, verdict, meaning }.number(rule)
}

/// What a condition may ask.
struct Facts<'a> {
    card: &'a Table,
    row: &'a Row,
    verdict: &'a Verdict,
    meaning: &'a Meaning<'a>,
}

impl Facts<'_> {
    /// Published points, those of a group or indicator too, coverage, or what the tests mean.
    fn number(&self, name: &str) -> Option<f64> {
        let decimals = self.card["decimals"].as_integer().unwrap() as i32;
        let unit = 10f64.powi(decimals);
        match name.strip_prefix("points.") {
            Some(id) => {
                Some(published(self.verdict.points[id].unwrap_or(0.0), decimals as usize) as f64 / unit)
            }
            None if name == "points" => Some(self.verdict.published as f64 / unit),
            None if name == "coverage" => Some(self.verdict.coverage),
            None => (self.meaning.exact)(self.row, name).map(|value| by_hand::double(&value)),
        }
    }

    fn holds(&self, rule: &str) -> Option<bool> {
        if let Some((name, bound)) = rule.split_once(" >= ") {
            return self.number(name).map(|x| x >= bound.parse().unwrap());
        }
        match rule.strip_prefix("segment = ") {
            Some(segment) => Some(self.verdict.segment == segment.trim_matches('\'')),
            None => (self.meaning.holds)(self.row, rule),
        }
    }

    fn met(&self, condition: &Table) -> bool {
        let met = |parts: &Table, key: &str| {
            let parts: Vec<&Table> = list(parts, key).collect();
            (parts.iter().filter(|part| self.met(part)).count(), parts.len())
        };
        if let Some(rule) = condition.get("when") {
            let passes = condition.get("unknown").is_some_and(|word| word.as_str() == Some("pass"));
            return self.holds(rule.as_str().unwrap()).unwrap_or(passes);
        }
        if condition.contains_key("all_of") {
            let (met, of) = met(condition, "all_of");
            return met == of;
        }
        if condition.contains_key("any_of") {
            return met(condition, "any_of").0 > 0;
        }
        let least = condition["at_least"].as_table().unwrap();
        met(least, "of").0 as i64 >= least["count"].as_integer().unwrap()
    }

    /// What a gate, or a part of one, counts as: its value, or what it says of what is not known.
    fn gate(&self, condition: &Table) -> Option<bool> {
        self.value(condition).or(match condition.get("unknown").and_then(Value::as_str) {
            Some("pass") => Some(true),
            Some("fail") => Some(false),
            _ => None,
        })
    }

    /// The value of a gate or a part of one: known where its parts are, or enough of them.
    fn value(&self, condition: &Table) -> Option<bool> {
        if let Some(rule) = condition.get("when") {
            return self.holds(rule.as_str().unwrap());
        }
        let parts = parts(condition).map(|part| self.gate(part));
        let parts: Vec<Option<bool>> = parts.collect();
        let least = match condition.get("at_least") {
            Some(least) => least["count"].as_integer().unwrap() as usize,
            None if condition.contains_key("any_of") => 1,
            None => parts.len(),
        };
        let many = |value| parts.iter().filter(|part| **part == value).count();
        match (many(Some(true)), many(None)) {
            (met, _) if met >= least => Some(true),
            (met, open) if met + open >= least => None,
            _ => Some(false),
        }
    }

    /// The fields of its rules that are not known and do not pass, in the order of the scorecard's fields.
    fn not_known(&self, condition: &Table) -> Vec<String> {
        if let Some(rule) = condition.get("when") {
            let is_open = self.value(condition).is_none() && self.gate(condition) != Some(true);
            return is_open.then(|| (self.meaning.field)(rule.as_str().unwrap())).into_iter().collect();
        }
        let mut fields: Vec<String> = parts(condition).flat_map(|part| self.not_known(part)).collect();
        let place = |field: &String| {
            let is_it = |entry: &Table| field.starts_with(&format!("{} (", text(entry, "name")));
            list(self.card, "field").position(is_it)
        };
        fields.sort_by_key(place);
        fields.dedup();
        fields
    }

    /// As [`Facts::reasons`], of a gate or a part of one.
    fn gate_reasons(&self, condition: &Table, found: &mut Vec<String>) {
        self.say(condition, found, &|part| self.gate(part) == Some(true));
    }

    /// Why a condition that is not met is not: its own reason, else what its parts say.
    fn reasons(&self, condition: &Table, found: &mut Vec<String>) {
        self.say(condition, found, &|part| self.met(part));
    }

    fn say(&self, condition: &Table, found: &mut Vec<String>, met: &dyn Fn(&Table) -> bool) {
        if let Some(reason) = condition.get("reason") {
            return found.push(reason.as_str().unwrap().to_owned());
        }
        let of = |parts: &Table, key: &str| {
            let mut found = Vec::new();
            list(parts, key).filter(|part| !met(part)).for_each(|part| self.say(part, &mut found, met));
            found
        };
        if let Some(rule) = condition.get("when") {
            found.push(match condition.get("title") {
                Some(title) => format!("not met: {}", title.as_str().unwrap()),
                None => format!("does not pass {}", rule.as_str().unwrap()),
            });
        } else if condition.contains_key("all_of") {
            found.extend(of(condition, "all_of"));
        } else if condition.contains_key("any_of") {
            found.push(format!("none of: {}", of(condition, "any_of").join(", ")));
        } else {
            let least = condition["at_least"].as_table().unwrap();
            let (count, many) = (&least["count"], list(least, "of").count());
            found.push(format!("fewer than {count} of {many}: {}", of(least, "of").join(", ")));
        }
    }
}

/// The parts of a condition that has any.
fn parts(condition: &Table) -> Box<dyn Iterator<Item = &Table> + '_> {
    match condition.get("at_least") {
        Some(least) => Box::new(list(least.as_table().unwrap(), "of")),
        None => Box::new(list(condition, "all_of").chain(list(condition, "any_of"))),
    }
}
