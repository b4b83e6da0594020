//! Where weights are said to come from, and whether they can.

use super::Checker;
use crate::finding::{Code, Finding};
use crate::scorecard::{WeightsBasis, written};

/// Official weights of a scorecard that changes another all stand in its own file, which names the document.
/// Illustrative ones are named as such.
pub(super) fn check(checker: &mut Checker<'_>, written: &written::Scorecard) {
    let span = written.weights_basis.span();
    match *written.weights_basis.get_ref() {
        WeightsBasis::Official if checker.source.files().count() > 1 => {
            let mut others = Vec::new();
            written.indicator.iter().for_each(|one| elsewhere(checker, one, &mut others));
            written.group.iter().for_each(|group| below(checker, group, &mut others));
            let (why, help) = if let Some(first) = others.first() {
                let more =
                    if others.len() > 1 { format!(" and {} more", others.len() - 1) } else { String::new() };
                (
                    format!("the weight of `{first}`{more} is not its own"),
                    "write every weight of the document into it, see `jifen scorecards weights`; else say \"local\" or \"illustrative\"",
                )
            } else if written.source.as_ref().is_none_or(|source| source.trim().is_empty()) {
                ("it names no `source`".to_owned(), "name the document the weights stand in: source = \"…\"")
            } else {
                return;
            };
            let message = format!("a scorecard that changes another is not official: {why}");
            checker.fault(Code::ValueInvalid, &span, "weights_basis", message, help);
        }
        WeightsBasis::Illustrative => {
            let place = checker.source.place(span.start);
            let note = written.weights_note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
            let message =
                format!("the weights of `{}` are illustrative, no official ones{note}", written.id.get_ref());
            checker.findings.push(Finding::new(Code::IllustrativeWeights, place, message).help(
                "put those of the document or your own in, see `jifen scorecards weights`; weights_basis then says \"official\" or \"local\"",
            ));
        }
        _ => {}
    }
}

/// The indicators of a group, and of those in it, whose weights stand in another file.
fn below<'w>(checker: &Checker<'_>, group: &'w written::Group, others: &mut Vec<&'w str>) {
    group.indicator.iter().for_each(|one| elsewhere(checker, one, others));
    group.group.iter().for_each(|inner| below(checker, inner, others));
}

fn elsewhere<'w>(checker: &Checker<'_>, one: &'w written::Indicator, others: &mut Vec<&'w str>) {
    let weight = one.weight.as_ref().map_or_else(|| one.curve.span(), |weight| weight.span());
    if !checker.source.is_own(weight.start) {
        others.push(one.id.get_ref());
    }
}
