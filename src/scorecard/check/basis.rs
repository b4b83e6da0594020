//! The declared source of weights, checked against the files that set them.

use super::Checker;
use crate::finding::{Code, Finding};
use crate::scorecard::{WeightsBasis, written};
use crate::words::{Message, say};

/// Checks the basis of weights across extended files. If a scorecard that extends another declares official
/// weights, then either its own file sets all of them and names the document, or it sets none and all files
/// that it extends are official. Reports illustrative weights, and local ones that another file calls
/// illustrative.
pub(super) fn check(checker: &mut Checker<'_>, written: &written::Scorecard) {
    let span = written.weights_basis.span();
    match *written.weights_basis.get_ref() {
        WeightsBasis::Official if checker.source.files().count() > 1 => {
            let weights = Weights::of(checker, written);
            let scale = checker.source.is_own(written.scale.span().start);
            let extended = checker.source.files().count() - 1;
            let are_official = checker.source.files().take(extended).all(|(_, text)| says(text, "official"));
            if !scale && weights.own == 0 && are_official {
                return;
            }
            let others: Vec<&str> = weights.others.iter().map(|(id, _)| *id).collect();
            let (message, help) = if let Some(first) = others.first() {
                let more = others.len() - 1;
                let message = say!(scorecard::not_official_weights, first = first, more = more);
                (message, say!(scorecard::not_official_weights_help))
            } else if written.source.as_ref().is_none_or(|source| source.trim().is_empty()) {
                (say!(scorecard::not_official_source), say!(scorecard::not_official_source_help))
            } else {
                return;
            };
            checker.fault(Code::ValueInvalid, &span, "weights_basis", message, help);
        }
        WeightsBasis::Local if checker.source.files().count() > 1 => {
            let weights = Weights::of(checker, written);
            let tried: Vec<(&str, &str)> = weights.of_basis(checker, "illustrative").collect();
            let Some((first, file)) = tried.first() else { return };
            let more = tried.len() - 1;
            let message = say!(scorecard::local_illustrative, first = first, more = more, file = file);
            let help = say!(scorecard::local_illustrative_help);
            let place = checker.source.place(span.start);
            checker.findings.push(Finding::new(Code::IllustrativeWeights, place, message).help(help));
        }
        WeightsBasis::Illustrative => {
            let place = checker.source.place(span.start);
            let id = written.id.get_ref();
            let message = match &written.weights_note {
                Some(note) => {
                    let note = Message::title(note, written.weights_note_zh.as_ref());
                    say!(scorecard::illustrative_note, id = id, note = note)
                }
                None => say!(scorecard::illustrative, id = id),
            };
            let help = say!(scorecard::illustrative_help);
            checker.findings.push(Finding::new(Code::IllustrativeWeights, place, message).help(help));
        }
        _ => {}
    }
}

/// Numbers of weights by the file that sets them.
struct Weights<'w> {
    /// Number of weights set in the file itself.
    own: usize,
    /// Indicators with weights set in another file, with the position in the text.
    others: Vec<(&'w str, usize)>,
}

impl<'w> Weights<'w> {
    fn of(checker: &Checker<'_>, written: &'w written::Scorecard) -> Weights<'w> {
        let mut weights = Weights { own: 0, others: Vec::new() };
        weights.add(checker, &written.indicator, &written.group);
        weights
    }

    fn add(
        &mut self,
        checker: &Checker<'_>,
        indicators: &'w [written::Indicator],
        groups: &'w [written::Group],
    ) {
        for one in indicators {
            // A curve may have full marks of its own.
            let weight = one.weight.as_ref().map_or_else(|| one.curve.span(), |weight| weight.span());
            match checker.source.is_own(weight.start) {
                true => self.own += 1,
                false => self.others.push((one.id.get_ref(), weight.start)),
            }
        }
        groups.iter().for_each(|group| self.add(checker, &group.indicator, &group.group));
    }

    /// Weights set in other files that declare a basis, with the file.
    fn of_basis<'c>(
        &'c self,
        checker: &'c Checker<'_>,
        basis: &'c str,
    ) -> impl Iterator<Item = (&'w str, &'c str)> {
        let files: Vec<(&str, bool)> =
            checker.source.files().map(|(name, text)| (name, says(text, basis))).collect();
        let of_one = move |&(id, at): &(&'w str, usize)| {
            let (file, _) = checker.source.file_at(at)?;
            files.iter().any(|(name, is_it)| *name == file && *is_it).then_some((id, file))
        };
        self.others.iter().filter_map(of_one)
    }
}

/// Whether a file declares `basis` as the source of its weights.
fn says(text: &str, basis: &str) -> bool {
    let table: Option<toml::Table> = text.parse().ok();
    table.is_some_and(|table| table.get("weights_basis").and_then(toml::Value::as_str) == Some(basis))
}
