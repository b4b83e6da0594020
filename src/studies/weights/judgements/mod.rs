//! Judgements of indicators' importance, read from files, and the weights derived from them.
//!
//! Contents of the file by method:
//!
//! - `ahp`: `[[compare]]` with `members` and `matrix`, one without `group` and one per group that it names;
//!   repeated for each `expert`; or CSV matrices
//! - `bwm`: `best`, `worst`, `[best_to_others]`, `[others_to_worst]`
//! - `roc`: `order`, most important first; a nested list for ties
//! - `swing`: `[swing]`, a number per indicator
//!
//! Each file may name its `expert`; several files are those of several people, whose judgements a [`Panel`]
//! joins.

mod best_worst;
mod csv_matrix;
mod hierarchy;
mod pairs;
mod panel;
mod terms;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;

use serde::{Deserialize, Serialize};

use self::pairs::{Compare, Matrix};
pub use self::panel::{Judge, Panel, read_judges};
pub use self::terms::Terms;
use super::methods::Method;
use super::methods::ahp::{Ahp, RandomIndex};
use super::methods::bwm::Bwm;
use super::methods::roc::{Roc, roc};
use super::methods::swing::{Swing, WORTHIEST, swing};
use crate::finding::{Code, Finding, Findings, Remedy, nearest};
use crate::parameters::{Source, Spanned};
use crate::words::{Arg, Message, say};

/// Greatest ratio of importance between two indicators: nobody judges more finely, and a lesser weight would
/// be rounded to 0.
const MOST_TIMES: f64 = 1e6;

/// Numbers by indicator id, with their places in the file.
type Numbers = Spanned<BTreeMap<Spanned<String>, f64>>;

/// The TOML file with the keys of all methods.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    expert: Option<String>,
    random_index: Option<Spanned<RandomIndex>>,
    #[serde(default)]
    compare: Vec<Spanned<Compare>>,
    best: Option<Spanned<String>>,
    worst: Option<Spanned<String>>,
    best_to_others: Option<Numbers>,
    others_to_worst: Option<Numbers>,
    order: Option<Spanned<Vec<Spanned<Place>>>>,
    swing: Option<Numbers>,
}

/// One indicator, or several tied ones.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "an id, or a list of ids")]
enum Place {
    One(String),
    Equals(Vec<String>),
}

/// Weights from judgements, by method.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Judgements {
    /// Pairwise comparisons, merged into one hierarchy.
    Ahp {
        /// Global weights of all indicators; they add up to 1.
        weights: Vec<f64>,
        /// Each matrix with its local weights and consistency.
        comparisons: Vec<Comparison>,
    },
    /// Weights of the best-worst method.
    Bwm(Bwm),
    /// Rank-order centroids of a stated order.
    Roc(Roc),
    /// Normalised swings of each indicator.
    Swing(Swing),
    /// The mean over several people, with equal weight for each.
    Mean {
        /// The arithmetic mean of their weights; adds up to 1.
        weights: Vec<f64>,
    },
}

/// One pairwise comparison matrix, merged over experts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Id of the group whose members are compared; `None` for the top level.
    pub group: Option<String>,
    /// Ids of the indicators or groups compared.
    pub members: Vec<String>,
    /// Each expert's own result, if several matrices were merged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub experts: Vec<Expert>,
    /// Local weights and consistency, in the order of `members`.
    #[serde(flatten)]
    pub found: Ahp,
}

/// One expert's own result for a comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Expert {
    /// The expert's name, as in the file.
    pub name: String,
    /// Local weights and consistency, in the order of the members.
    #[serde(flatten)]
    pub found: Ahp,
}

impl Judgements {
    /// The weights of the indicators, in the order of [`Terms`]; they add up to 1.
    pub fn weights(&self) -> &[f64] {
        match self {
            Judgements::Ahp { weights, .. } => weights,
            Judgements::Bwm(found) => &found.weights,
            Judgements::Roc(found) => &found.weights,
            Judgements::Swing(found) => &found.weights,
            Judgements::Mean { weights } => weights,
        }
    }
}

/// Whether the file name ends in `.csv`, which makes the file a matrix.
pub fn is_table(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// A number in few digits, in scientific notation if it is large.
fn shown(number: f64) -> String {
    let text = format!("{number:?}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Reads judgements and collects faults; a method returns `None` after a fault.
struct Reader<'a> {
    source: &'a Source,
    /// Number of files read together.
    files: usize,
    /// The expert that the file names.
    expert: Option<String>,
    terms: &'a Terms<'a>,
    /// Groups already compared, each with its expert.
    parted: Vec<(Option<String>, Option<String>)>,
    indicators: &'a [&'a str],
    faults: Findings,
    /// Warnings of inconsistent judgements.
    warnings: Findings,
}

/// A number for each indicator, with its byte offset.
struct Each {
    values: Vec<f64>,
    at: Vec<usize>,
}

impl<'a> Reader<'a> {
    /// Every matrix of `sources`, and the hierarchy they form.
    ///
    /// # Errors
    /// A file that is not TOML.
    fn pairs(
        &mut self,
        sources: &'a [Source],
        random_index: Option<RandomIndex>,
    ) -> Result<Option<(Judgements, Vec<Judge>)>, Findings> {
        let mut matrices: Vec<Matrix<'a>> = Vec::new();
        let mut said: Option<RandomIndex> = None;
        for source in sources {
            (self.source, self.expert) = (source, None);
            if is_table(Path::new(&*source.name)) {
                let table: Vec<Spanned<Compare>> = self.table().into_iter().collect();
                matrices.extend(self.matrices(&table, true));
                continue;
            }
            let mut written: Written = source.parse()?;
            self.keys_of_others(&written, Method::Ahp);
            self.expert = written.expert.take();
            matrices.extend(self.matrices(&written.compare, false));
            let Some(table) = &written.random_index else { continue };
            if random_index.is_none() && said.is_some_and(|said| said != *table.get_ref()) {
                let help = say!(weights::index_differs_help);
                self.fault(table.span().start, say!(weights::index_differs), help);
            }
            said = said.or(Some(*table.get_ref()));
        }
        self.check_tables(&matrices);
        if !self.faults.is_empty() {
            return Ok(None);
        }
        Ok(self.hierarchy(matrices, random_index.or(said).unwrap_or_default()))
    }

    fn fault(&mut self, at: usize, message: impl Into<Message>, help: impl Into<Remedy>) {
        self.fault_of(Code::JudgementsInvalid, at, message, help);
    }

    fn fault_of(&mut self, code: Code, at: usize, message: impl Into<Message>, help: impl Into<Remedy>) {
        self.faults.push(Finding::new(code, self.source.place(at), message).help(help));
    }

    /// The value of the required key `key`; a fault if it is missing.
    fn needed<'w, T>(&mut self, key: &str, said: Option<&'w T>) -> Option<&'w T> {
        if said.is_none() {
            let message = say!(weights::key_missing, key = key);
            self.fault_of(Code::KeyMissing, 0, message, say!(weights::file_help));
        }
        said
    }

    /// Position of the indicator whose id or title is `id`; a fault if there is none.
    fn find(&mut self, id: &str, at: usize) -> Option<usize> {
        self.find_among(id, at, std::iter::empty())
    }

    /// As `find`, with `others` as further candidates for the suggested spelling.
    fn find_among<'o>(
        &mut self,
        id: &str,
        at: usize,
        others: impl Iterator<Item = &'o str>,
    ) -> Option<usize> {
        let meant = self.terms.id(id);
        let place = self.indicators.iter().position(|known| *known == meant);
        if place.is_none() {
            let own = self.indicators.iter().map(|id| (*id).to_owned());
            let known: Vec<String> = own.chain(others.map(str::to_owned)).collect();
            let help = match nearest(id, known.iter().map(String::as_str)) {
                Some(near) => say!(weights::near, near = near),
                None => say!(weights::unknown_help, ids = Arg::items(self.indicators)),
            };
            let message = say!(weights::unknown, name = id);
            self.fault_of(Code::NameUnknown, at, message, help);
        }
        place
    }

    fn no_table(&mut self) -> Option<Judgements> {
        self.fault(0, say!(weights::only_pairs), say!(weights::only_pairs_help));
        None
    }

    fn toml(&mut self, written: &Written, method: Method) -> Option<Judgements> {
        self.keys_of_others(written, method);
        match method {
            Method::Bwm => self.best_worst(written),
            Method::Roc => self.order(written),
            _ => self.swings(written),
        }
    }

    /// Refuses keys of other methods, which would be ignored silently.
    fn keys_of_others(&mut self, written: &Written, method: Method) {
        fn at<T>(said: Option<&Spanned<T>>) -> Option<usize> {
            said.map(|said| said.span().start)
        }
        let keys = [
            (Method::Ahp, "random_index", at(written.random_index.as_ref())),
            (Method::Ahp, "compare", at(written.compare.first())),
            (Method::Bwm, "best", at(written.best.as_ref())),
            (Method::Bwm, "worst", at(written.worst.as_ref())),
            (Method::Bwm, "best_to_others", at(written.best_to_others.as_ref())),
            (Method::Bwm, "others_to_worst", at(written.others_to_worst.as_ref())),
            (Method::Roc, "order", at(written.order.as_ref())),
            (Method::Swing, "swing", at(written.swing.as_ref())),
        ];
        for (of, key, at) in keys.into_iter().filter(|(of, ..)| *of != method) {
            let Some(at) = at else { continue };
            let (reader, method) = (of.as_str(), method.as_str());
            let message = say!(weights::key_of_other, key = key, reader = reader, method = method);
            self.fault_of(Code::KeyIdle, at, message, say!(weights::key_of_other_help));
        }
    }

    /// A number within `range` for each indicator; `too_much` is the help for a greater one.
    fn of_each(
        &mut self,
        key: &str,
        said: Option<&Numbers>,
        range: &RangeInclusive<f64>,
        too_much: fn() -> Message,
    ) -> Option<Each> {
        let said = self.needed(key, said)?;
        let mut values = vec![None; self.indicators.len()];
        let mut is_sound = true;
        for (id, value) in said.get_ref() {
            let (at, id) = (id.span().start, id.get_ref());
            let place = self.find(id, at);
            let is_fine = value.is_finite() && range.contains(value);
            if !is_fine {
                let (least, most) = (range.start(), range.end());
                let (number, least, most) = (shown(*value), least.to_string(), most.to_string());
                let at_least = || say!(weights::number_least_help, least = &least);
                let (message, help) = if !value.is_finite() {
                    (say!(weights::number_not_finite, number = number, id = id), at_least())
                } else if value > range.end() {
                    (say!(weights::number_above, number = number, id = id, most = most), too_much())
                } else {
                    let least = &least;
                    (say!(weights::number_below, number = number, id = id, least = least), at_least())
                };
                self.fault(at, message, help);
            }
            is_sound &= is_fine && place.is_some();
            if let Some(place) = place {
                values[place] = Some((*value, at));
            }
        }
        let all = self.all_there(&values, said.span().start, key)?;
        let (values, at) = all.into_iter().unzip();
        is_sound.then_some(Each { values, at })
    }

    /// All values; `None`, after a fault that names them, if indicators lack a value.
    fn all_there<T: Copy>(&mut self, values: &[Option<T>], at: usize, key: &str) -> Option<Vec<T>> {
        let absent: Vec<Message> = values
            .iter()
            .zip(self.indicators)
            .filter(|(value, _)| value.is_none())
            .map(|(_, id)| say!(weights::quoted, text = id))
            .collect();
        if !absent.is_empty() {
            let message = say!(weights::absent, key = key, ids = Arg::items(absent));
            self.fault_of(Code::JudgementsMissing, at, message, say!(weights::absent_help));
            return None;
        }
        Some(values.iter().flatten().copied().collect())
    }

    fn order(&mut self, written: &Written) -> Option<Judgements> {
        let order = self.needed("order", written.order.as_ref())?;
        let mut places = vec![None; self.indicators.len()];
        for (place, entry) in order.get_ref().iter().enumerate() {
            let at = entry.span().start;
            let equals = match entry.get_ref() {
                Place::One(id) => std::slice::from_ref(id),
                Place::Equals(ids) => ids,
            };
            for id in equals {
                let Some(found) = self.find(id, at) else { continue };
                if places[found].replace(place).is_some() {
                    let message = say!(weights::order_twice, id = id);
                    self.fault_of(Code::NameRepeated, at, message, say!(weights::order_twice_help));
                }
            }
        }
        let places = self.all_there(&places, order.span().start, "order")?;
        Some(Judgements::Roc(roc(&places)))
    }

    fn swings(&mut self, written: &Written) -> Option<Judgements> {
        let above = || say!(weights::above_worthiest_help);
        let said = self.of_each("swing", written.swing.as_ref(), &(0.0..=WORTHIEST), above)?;
        if said.values.iter().all(|swing| *swing == 0.0) {
            let at = written.swing.as_ref().map_or(0, |said| said.span().start);
            self.fault(at, say!(weights::no_swing), say!(weights::no_swing_help));
            return None;
        }
        Some(Judgements::Swing(swing(&said.values)))
    }
}
