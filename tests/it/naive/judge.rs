//! What points are worth: conditions, grades, tops, as `docs/language/conditions.md` and `results.md` have them.

use toml::{Table, Value};

use super::{Meaning, Verdict, float, list, published, text};
use crate::cohort::Row;

/// Grade, top, route, and whether the firm qualifies, of a verdict that has its points and ranks. `of` is how many firms
/// are scored, and how many of them in its segment.
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
    gates().filter(|gate| !facts.met(gate)).for_each(|gate| facts.reasons(gate, &mut reasons));
    if let Some(pass) = pass.filter(|_| !passes) {
        facts.reasons(&pass, &mut reasons);
    }
    let grade = list(card, "grade").find(|grade| points >= float(&grade["at_least"])).map(id);
    let top = list(card, "top").find(|top| is_in(top, verdict, of)).map(id);
    let (qualified, route) = (passes && gates().all(|gate| facts.met(gate)), route.map(id));
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
            None => (self.meaning.number)(self.row, name),
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
            let unknown_passes = condition.get("unknown_passes").is_some_and(|yes| yes.as_bool().unwrap());
            return self.holds(rule.as_str().unwrap()).unwrap_or(unknown_passes);
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

    /// Why a condition that is not met is not: its own reason, else what its parts say.
    fn reasons(&self, condition: &Table, found: &mut Vec<String>) {
        if let Some(reason) = condition.get("reason") {
            return found.push(reason.as_str().unwrap().to_owned());
        }
        let of = |parts: &Table, key: &str| {
            let mut found = Vec::new();
            list(parts, key).filter(|part| !self.met(part)).for_each(|part| self.reasons(part, &mut found));
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
