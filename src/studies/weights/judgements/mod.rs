//! What people say of indicators, as a file says it, and the weights it comes to.
//!
//! Contents of the file by method:
//!
//! - `ahp`: `[[compare]]` with `members` and `matrix`, one without `group`, others for what that one names;
//!   one for each `expert`; or CSV matrices
//! - `bwm`: `best`, `worst`, `[best_to_others]`, `[others_to_worst]`
//! - `roc`: `order`, most important first; a list within it for equals
//! - `swing`: `[swing]`, a number for each
//!
//! Each may name its `expert`; several files are those of several people, whose judgements a [`Panel`] joins.

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

/// How many times as important one indicator may be said to be as another: nobody can judge more finely, and
/// the lesser of the two would weigh nothing once rounded.
const MOST_TIMES: f64 = 1e6;

/// Numbers by indicator, as written.
type Numbers = Spanned<BTreeMap<Spanned<String>, f64>>;

/// The file as written.
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

/// One, or several that are equal.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Place {
    One(String),
    Equals(Vec<String>),
}

/// Weights from judgements.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Judgements {
    /// Of pairs.
    Ahp {
        /// Of all indicators; adds up to 1.
        weights: Vec<f64>,
        /// Each matrix with what it comes to.
        comparisons: Vec<Comparison>,
    },
    /// With the best and the worst.
    Bwm(Bwm),
    /// An order.
    Roc(Roc),
    /// Swings.
    Swing(Swing),
    /// Of several people, each counting alike.
    Mean {
        /// The mean of their weights; adds up to 1.
        weights: Vec<f64>,
    },
}

/// One matrix of pairs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// What it parts; nothing for the whole.
    pub group: Option<String>,
    /// What was compared.
    pub members: Vec<String>,
    /// What each expert's judgements come to alone, where several were merged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub experts: Vec<Expert>,
    /// What came of it.
    #[serde(flatten)]
    pub found: Ahp,
}

/// One expert's judgements of what was compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Expert {
    /// Who.
    pub name: String,
    /// What came of them, in the order of the members.
    #[serde(flatten)]
    pub found: Ahp,
}

impl Judgements {
    /// The weights of the indicators, in the order they were asked for.
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

/// Whether the judgements in a file of this name are a CSV matrix.
pub fn is_table(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// A number in few digits, however great.
fn shown(number: f64) -> String {
    let text = format!("{number:?}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Reads judgements and collects what is at fault: `None` follows a fault.
struct Reader<'a> {
    /// The file being read.
    source: &'a Source,
    /// How many files there are.
    files: usize,
    /// Who judges in the file being read, if it says so.
    expert: Option<String>,
    terms: &'a Terms<'a>,
    /// Groups that matrices compare, each with whose judgements they are.
    parted: Vec<(Option<String>, Option<String>)>,
    indicators: &'a [&'a str],
    faults: Findings,
    /// Of judgements that contradict one another.
    warnings: Findings,
}

/// A number for each indicator, and where it stands.
struct Each {
    values: Vec<f64>,
    at: Vec<usize>,
}

impl<'a> Reader<'a> {
    /// Every matrix of `sources`, and the hierarchy they make.
    ///
    /// # Errors
    /// A file that is no TOML.
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

    /// What is said under `key`, which must be there.
    fn needed<'w, T>(&mut self, key: &str, said: Option<&'w T>) -> Option<&'w T> {
        if said.is_none() {
            let message = say!(weights::key_missing, key = key);
            self.fault_of(Code::KeyMissing, 0, message, say!(weights::file_help));
        }
        said
    }

    /// The position of the indicator called `id`.
    fn find(&mut self, id: &str, at: usize) -> Option<usize> {
        self.find_among(id, at, std::iter::empty())
    }

    /// The same where one of `others` may have been meant.
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

    /// Keys that another method reads would be passed over in silence.
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

    /// A number within `range` for each indicator; `too_much` says what to do about a greater one.
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

    /// The values, if there is one for each indicator.
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
