//! The scorecards of a campaign, and their joint dictionary. The cohort is read with this dictionary, and
//! every scorecard is checked against it.

use std::path::Path;

use jiff::civil::Date;

use crate::expr::{Expr, Scope};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::{Dictionary, Headers, Kind};
use crate::intake::FirmsFile;
use crate::parameters::{Source, Spanned};
use crate::programmes::Draft;
use crate::publish;
use crate::scorecard::{SCORECARDS, Scorecard, is_reserved};
use crate::words::say;

pub(super) struct Cards {
    /// The leading scorecard: it ranks, qualifies and orders lists.
    pub leading: Scorecard,
    /// Further scorecards, whose results rules can use.
    pub further: Vec<Scorecard>,
    /// The built-in dictionary with the scorecards' own fields. If the campaign identifies firms by a column
    /// that is no field, a text field for this column is added.
    pub dictionary: Dictionary,
    /// Findings of reading the scorecards.
    pub findings: Findings,
}

/// Scorecards as the campaign file names them.
pub(super) struct Named<'a> {
    pub source: &'a Source,
    /// The folder of the campaign file.
    pub folder: &'a Path,
    /// The key `scorecard`.
    pub leading: &'a Spanned<String>,
    /// The folder that the leading path is relative to.
    pub leading_folder: &'a Path,
    /// A scorecard that replaces the leading one and extends it, such as one with trial weights.
    pub over: Option<&'a Source>,
    /// The key `further_scorecards`.
    pub further: &'a [Spanned<String>],
    /// The table `[firms]`. Its `id` may name a column that is no field.
    pub firms: &'a FirmsFile,
    /// The as-of day, if the campaign has a valid one.
    pub as_of: Option<Date>,
    /// Programmes in use, whose fields the cohort may have.
    pub drafts: &'a [Draft],
}

/// Makes the field called `id` the one that identifies firms.
///
/// # Errors
/// A fault if no text field is called `id`. The caller supplies its place.
pub(super) fn identify<'a>(
    dictionary: &mut Dictionary,
    id: &'a str,
) -> Result<(), impl FnOnce(Place) -> Finding + use<'a>> {
    match dictionary.find(id) {
        Some(field) if dictionary.fields[field].kind() == Kind::Text => {
            dictionary.identify_by(field);
            Ok(())
        }
        _ => Err(move |place| {
            Finding::new(Code::FieldUnfit, place, say!(campaign::id_not_text, id = id))
                .help(say!(campaign::id_not_text_help))
        }),
    }
}

/// Whether rules can name results with this prefix, such as `PREFIX.points`.
fn can_be_named(prefix: &str) -> bool {
    let name = format!("{prefix}.points");
    let mut scope = Scope::default();
    scope.add(name.clone(), Kind::Number);
    Expr::compile(&name, &scope).is_ok()
}

impl Named<'_> {
    /// # Errors
    /// Every fault of each scorecard, and every conflict between two scorecards.
    pub fn load(&self) -> Result<Cards, Findings> {
        let mut base = Dictionary::built_in();
        let sources = self.open()?;
        let mut findings = Findings::new();
        let mut scorecards = self.check(&sources, &base, &mut findings)?;
        self.refuse_alike(&scorecards)?;
        let mut dictionary = self.joined(&base, &scorecards)?;
        let has_others = self.drafts.iter().any(|draft| draft.fields().next().is_some());
        let known = self.id(&dictionary, &scorecards)?;
        if let (false, Some(id)) = (known, &self.firms.id) {
            base.add_text(id.get_ref());
            dictionary = self.joined(&base, &scorecards)?;
        }
        // Every scorecard is sound by itself. All are checked again with the joint dictionary, so that their
        // rules find every field.
        if !known || scorecards.len() > 1 || has_others {
            findings = Findings::new();
            scorecards = self.check(&sources, &dictionary, &mut findings)?;
        }
        if let Some(id) = &self.firms.id {
            identify(&mut dictionary, id.get_ref()).map_err(|fault| fault(self.place(id, "id")))?;
        }
        let leading = scorecards.remove(0);
        Ok(Cards { leading, further: scorecards, dictionary, findings })
    }

    /// Names of the scorecards with their keys in the campaign file, the leading scorecard first.
    fn names(&self) -> impl Iterator<Item = (&Spanned<String>, &'static str)> {
        let further = self.further.iter().map(|name| (name, "further_scorecards"));
        std::iter::once((self.leading, "scorecard")).chain(further)
    }

    fn place(&self, written: &Spanned<String>, key: &str) -> Place {
        self.source.place(written.span().start).in_column(key)
    }

    fn open(&self) -> Result<Vec<Source>, Findings> {
        let mut findings = Findings::new();
        let mut sources = Vec::new();
        for (at, (name, key)) in self.names().enumerate() {
            let folder = if at == 0 { self.leading_folder } else { self.folder };
            if let (0, Some(over)) = (at, self.over) {
                sources.push(over.clone());
                continue;
            }
            match SCORECARDS.open(name.get_ref(), folder, self.place(name, key)) {
                Ok(source) => sources.push(source),
                Err(fault) => findings.push(fault),
            }
        }
        findings.or_stop(sources).map(|(sources, _)| sources)
    }

    fn check(
        &self,
        sources: &[Source],
        dictionary: &Dictionary,
        findings: &mut Findings,
    ) -> Result<Vec<Scorecard>, Findings> {
        let mut scorecards = Vec::new();
        for source in sources {
            match Scorecard::load(source, dictionary, self.as_of) {
                Ok((scorecard, noticed)) => {
                    findings.extend(noticed);
                    scorecards.push(scorecard);
                }
                Err(faults) => findings.extend(faults),
            }
        }
        if findings.has_errors() { Err(std::mem::take(findings)) } else { Ok(scorecards) }
    }

    /// Refuses a further scorecard if rules cannot name its results, or if another scorecard has the same
    /// prefix or output column.
    fn refuse_alike(&self, scorecards: &[Scorecard]) -> Result<(), Findings> {
        let mut findings = Findings::new();
        for (at, ((name, key), scorecard)) in self.names().zip(scorecards).enumerate().skip(1) {
            let (id, prefix) = (&scorecard.id, scorecard.prefix());
            let place = self.place(name, key);
            if let Some(other) = scorecards[..at].iter().find(|other| other.prefix() == prefix) {
                let message = say!(campaign::cards_alike, id = id, other = &other.id);
                let help = say!(campaign::cards_alike_help, prefix = prefix);
                findings.push(Finding::new(Code::NameRepeated, place, message).help(help));
            } else if prefix == "points" || !can_be_named(&prefix) {
                let message = say!(campaign::card_unnamed, id = id);
                let help = say!(campaign::card_unnamed_help);
                findings.push(Finding::new(Code::NameInvalid, place, message).help(help));
            } else if let Some(column) = publish::repeated_column(&scorecards[0], &scorecards[1..=at]) {
                let message = say!(campaign::card_column, column = column);
                let help = say!(campaign::card_column_help, id = id, prefix = prefix);
                findings.push(Finding::new(Code::NameRepeated, place, message).help(help));
            }
        }
        findings.or_stop(()).map(|_| ())
    }

    /// `base` followed by the scorecards' own fields. A field appears once if several scorecards declare it
    /// identically.
    fn joined(&self, base: &Dictionary, scorecards: &[Scorecard]) -> Result<Dictionary, Findings> {
        let mut findings = Findings::new();
        let mut dictionary = base.clone();
        let mut taken = Headers::of(base);
        let of_cards = self.names().zip(scorecards).flat_map(|((name, key), scorecard)| {
            scorecard.fields.iter().map(move |field| (self.place(name, key), &*scorecard.id, field))
        });
        let of_programmes = self
            .drafts
            .iter()
            .flat_map(|draft| draft.fields().map(|field| (draft.place.clone(), draft.id(), field)));
        for (place, of, field) in of_cards.chain(of_programmes) {
            let clash = field.headers().filter_map(|header| taken.position(header)).min();
            match clash.map(|position| &dictionary.fields[position]) {
                Some(other) if other == field => {}
                None => {
                    taken.add(dictionary.fields.len(), field);
                    dictionary.fields.push(field.clone());
                }
                Some(other) => {
                    let message =
                        say!(campaign::card_field, field = &field.name, of = of, other = &other.name);
                    let help = say!(campaign::card_field_help);
                    findings.push(Finding::new(Code::NameRepeated, place, message).help(help));
                }
            }
        }
        findings.or_stop(dictionary).map(|(dictionary, _)| dictionary)
    }

    /// `true` if the campaign names no id column, or one that is a field already; `false` if a field must be
    /// added for it.
    ///
    /// # Errors
    /// An id column with the name of a result or of an output column.
    fn id(&self, dictionary: &Dictionary, scorecards: &[Scorecard]) -> Result<bool, Finding> {
        let Some(id) = &self.firms.id else { return Ok(true) };
        let known = dictionary.find(id.get_ref());
        let name = known.map_or(id.get_ref(), |field| &dictionary.fields[field].name);
        if is_reserved(name) || publish::is_column(&scorecards[0], &scorecards[1..], name) {
            let message = say!(campaign::id_is_result, name = name);
            return Err(Finding::new(Code::NameRepeated, self.place(id, "id"), message)
                .help(say!(campaign::id_is_result_help)));
        }
        Ok(known.is_some())
    }
}
