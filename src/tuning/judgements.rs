//! What people say of indicators, as a file says it, and the weights it comes to.
//!
//! | method | the file says |
//! |---|---|
//! | `ahp` | `[[compare]]` with `members` and `matrix`, one without `group`, others for what that one names; or a CSV matrix |
//! | `bwm` | `best`, `worst`, `[best_to_others]`, `[others_to_worst]` |
//! | `roc` | `order`, most important first; a list within it for equals |
//! | `swing` | `[swing]`, a number for each |

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::method::Method;
use super::weights::ahp::{self, Ahp, RandomIndex};
use super::weights::bwm::{BestWorst, Bwm, bwm};
use super::weights::roc::{Roc, roc};
use super::weights::swing::{Swing, swing};
use crate::finding::{Code, Finding, Findings, nearest};
use crate::parameters::{Source, Spanned};

/// How far a matrix's entry may be from the reciprocal of the one across, by share: what three digits leave.
const RECIPROCAL: f64 = 0.005;

/// The file as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    random_index: RandomIndex,
    #[serde(default)]
    compare: Vec<Spanned<Compare>>,
    best: Option<Spanned<String>>,
    worst: Option<Spanned<String>>,
    best_to_others: Option<Spanned<BTreeMap<Spanned<String>, f64>>>,
    others_to_worst: Option<Spanned<BTreeMap<Spanned<String>, f64>>>,
    order: Option<Spanned<Vec<Spanned<Place>>>>,
    swing: Option<Spanned<BTreeMap<Spanned<String>, f64>>>,
}

/// One matrix.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Compare {
    group: Option<String>,
    members: Vec<String>,
    matrix: Vec<Vec<Entry>>,
}

/// A number, or a fraction as text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Entry {
    Number(f64),
    Fraction(String),
}

/// One, or several that are equal.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Place {
    One(String),
    Equals(Vec<String>),
}

/// What judgements come to.
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
}

/// One matrix of pairs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// What it parts; nothing for the whole.
    pub group: Option<String>,
    /// What was compared.
    pub members: Vec<String>,
    /// What came of it.
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
        }
    }

    /// Reads the judgements of `source` for `method` over `indicators`. A source whose name ends in `.csv` is a matrix.
    ///
    /// # Errors
    /// An indicator nothing is said of or that is not there; what a method cannot take.
    pub fn read(source: &Source, method: Method, indicators: &[&str]) -> Result<Judgements, Findings> {
        let reader = Reader { source, indicators };
        if source.name.to_lowercase().ends_with(".csv") {
            if method != Method::Ahp {
                let message = "a CSV matrix compares pairs, which only `ahp` reads";
                return Err(reader.fault(0, message, "write the judgements as TOML"));
            }
            let compare = reader.table()?;
            return reader.hierarchy(&[Spanned::new(0..0, compare)], RandomIndex::default());
        }
        let written: Written = source.parse()?;
        match method {
            Method::Ahp => reader.hierarchy(&written.compare, written.random_index),
            Method::Bwm => reader.best_worst(&written),
            Method::Roc => reader.order(&written),
            _ => {
                let swings = reader.of_each("swing", written.swing.as_ref(), 0.0)?;
                if swings.iter().all(|swing| *swing == 0.0) {
                    return Err(reader.fault(0, "no swing is above 0", "give the worthiest 100"));
                }
                Ok(Judgements::Swing(swing(&swings)))
            }
        }
    }
}

struct Reader<'a> {
    source: &'a Source,
    indicators: &'a [&'a str],
}

impl Reader<'_> {
    fn fault(&self, at: usize, message: impl Into<String>, help: impl Into<String>) -> Findings {
        Finding::new(Code::ValueInvalid, self.source.place(at), message).help(help).into()
    }

    fn missing(&self, key: &str) -> Findings {
        let message = format!("missing key `{key}`");
        Finding::new(Code::KeyMissing, self.source.place(0), message)
            .help("docs/weights.md shows the file of each method")
            .into()
    }

    /// The position of the indicator called `id`.
    fn find(&self, id: &str, at: usize) -> Result<usize, Findings> {
        if let Some(place) = self.indicators.iter().position(|known| *known == id) {
            return Ok(place);
        }
        let help = match nearest(id, self.indicators.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("to weigh: {}", self.indicators.join(", ")),
        };
        let message = format!("no indicator to weigh is called `{id}`");
        Err(Finding::new(Code::NameUnknown, self.source.place(at), message).help(help).into())
    }

    /// A value of at least `least` for each indicator.
    fn of_each(
        &self,
        key: &str,
        said: Option<&Spanned<BTreeMap<Spanned<String>, f64>>>,
        least: f64,
    ) -> Result<Vec<f64>, Findings> {
        let said = said.ok_or_else(|| self.missing(key))?;
        let mut values = vec![None; self.indicators.len()];
        for (id, value) in said.get_ref() {
            let at = id.span().start;
            if !value.is_finite() || *value < least {
                let message = format!("`{value}` of `{}` is below {least}", id.get_ref());
                return Err(self.fault(at, message, format!("give a number of {least} or more")));
            }
            values[self.find(id.get_ref(), at)?] = Some(*value);
        }
        self.all_there(&values, said.span().start, key)
    }

    /// The values, if there is one for each indicator.
    fn all_there<T: Copy>(&self, values: &[Option<T>], at: usize, key: &str) -> Result<Vec<T>, Findings> {
        let absent: Vec<String> = values
            .iter()
            .zip(self.indicators)
            .filter(|(value, _)| value.is_none())
            .map(|(_, id)| format!("`{id}`"))
            .collect();
        if absent.is_empty() {
            return Ok(values.iter().flatten().copied().collect());
        }
        let message = format!("`{key}` says nothing of {}", absent.join(", "));
        Err(self.fault(at, message, "every indicator to weigh must be in it"))
    }

    fn best_worst(&self, written: &Written) -> Result<Judgements, Findings> {
        let named = |key: &str, name: &Option<Spanned<String>>| {
            let name = name.as_ref().ok_or_else(|| self.missing(key))?;
            self.find(name.get_ref(), name.span().start)
        };
        let (best, worst) = (named("best", &written.best)?, named("worst", &written.worst)?);
        let best_to_others = self.of_each("best_to_others", written.best_to_others.as_ref(), 1.0)?;
        let others_to_worst = self.of_each("others_to_worst", written.others_to_worst.as_ref(), 1.0)?;
        let help = "the best is 1 times itself, so is the worst, and both lists say the same of the two";
        let agree = best_to_others[worst] == others_to_worst[best];
        if best_to_others[best] != 1.0 || others_to_worst[worst] != 1.0 || !agree {
            return Err(self.fault(0, "best and worst contradict themselves", help));
        }
        if best == worst && self.indicators.len() > 1 {
            return Err(self.fault(0, "the best is the worst", "name two different indicators"));
        }
        Ok(Judgements::Bwm(bwm(&BestWorst { best, worst, best_to_others, others_to_worst })))
    }

    fn order(&self, written: &Written) -> Result<Judgements, Findings> {
        let order = written.order.as_ref().ok_or_else(|| self.missing("order"))?;
        let mut places = vec![None; self.indicators.len()];
        for (place, entry) in order.get_ref().iter().enumerate() {
            let at = entry.span().start;
            let equals = match entry.get_ref() {
                Place::One(id) => std::slice::from_ref(id),
                Place::Equals(ids) => ids,
            };
            for id in equals {
                if places[self.find(id, at)?].replace(place).is_some() {
                    let message = format!("`{id}` stands twice in `order`");
                    let fault = Finding::new(Code::NameRepeated, self.source.place(at), message);
                    return Err(fault.help("name it once").into());
                }
            }
        }
        Ok(Judgements::Roc(roc(&self.all_there(&places, order.span().start, "order")?)))
    }

    /// Local weights of each matrix, multiplied along the way from the whole to each indicator.
    fn hierarchy(&self, compares: &[Spanned<Compare>], table: RandomIndex) -> Result<Judgements, Findings> {
        let mut comparisons: Vec<Comparison> = Vec::new();
        for compare in compares {
            let at = compare.span().start;
            let Compare { group, members, .. } = compare.get_ref();
            if comparisons.iter().any(|other| other.group == *group) {
                let what = group.as_ref().map_or("the whole".to_owned(), |group| format!("`{group}`"));
                let message = format!("{what} is parted twice");
                return Err(self.fault(at, message, "give each [[compare]] but one a `group` of its own"));
            }
            let found = ahp::ahp(&self.square(compare.get_ref(), at)?, table);
            comparisons.push(Comparison { group: group.clone(), members: members.clone(), found });
        }
        let mut weights = vec![None; self.indicators.len()];
        let mut used = 0;
        let mut open: Vec<(Option<&str>, f64)> = vec![(None, 1.0)];
        while let Some((group, weight)) = open.pop() {
            let Some(comparison) = comparisons.iter().find(|one| one.group.as_deref() == group) else {
                return Err(self.missing("compare"));
            };
            used += 1;
            for (member, local) in comparison.members.iter().zip(&comparison.found.weights) {
                let is_group = comparisons.iter().any(|one| one.group.as_deref() == Some(member));
                // More steps than matrices: one parts what it is part of.
                if is_group && used <= comparisons.len() {
                    open.push((Some(member), weight * local));
                } else if weights[self.find(member, 0)?].replace(weight * local).is_some() {
                    let message = format!("`{member}` is compared twice");
                    return Err(self.fault(0, message, "let each indicator stand in one matrix"));
                }
            }
        }
        let weights = self.all_there(&weights, 0, "compare")?;
        if used < comparisons.len() {
            let message = "a [[compare]] parts what no other names";
            return Err(self.fault(0, message, "let its `group` be a member of another"));
        }
        Ok(Judgements::Ahp { weights, comparisons })
    }

    /// The matrix as numbers, checked to be reciprocal.
    fn square(&self, compare: &Compare, at: usize) -> Result<Vec<Vec<f64>>, Findings> {
        let n = compare.members.len();
        let mut seen = compare.members.clone();
        seen.sort_unstable();
        seen.dedup();
        let shaped = compare.matrix.len() == n && compare.matrix.iter().all(|row| row.len() == n);
        if n == 0 || seen.len() < n || !shaped {
            let message = format!("the matrix is not one of {n} different members");
            return Err(self.fault(at, message, "give a row and a column for each member, in their order"));
        }
        let mut matrix = Vec::new();
        for row in &compare.matrix {
            let numbers: Option<Vec<f64>> = row.iter().map(Entry::number).collect();
            let Some(numbers) = numbers.filter(|row| row.iter().all(|x| x.is_finite() && *x > 0.0)) else {
                let help = "give numbers above 0, or fractions such as \"1/3\"";
                return Err(self.fault(at, "an entry of the matrix is no number above 0", help));
            };
            matrix.push(numbers);
        }
        for (i, j) in (0..n).flat_map(|i| (i..n).map(move |j| (i, j))) {
            if (matrix[i][j] * matrix[j][i] - 1.0).abs() > RECIPROCAL {
                let (a, b) = (&compare.members[i], &compare.members[j]);
                let (said, across) = (matrix[i][j], matrix[j][i]);
                let message =
                    format!("`{a}` to `{b}` is `{said}`, but `{b}` to `{a}` is `{across}`, no reciprocal");
                return Err(self.fault(at, message, format!("write \"1/{said}\" for the second")));
            }
            // What stands above the diagonal counts: a third written as 0.333 is a third.
            matrix[j][i] = 1.0 / matrix[i][j];
        }
        Ok(matrix)
    }

    /// A CSV matrix: ids in the first row and column; below the diagonal cells may be blank.
    fn table(&self) -> Result<Compare, Findings> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(self.source.text.trim_start_matches('\u{feff}').as_bytes());
        let mut rows: Vec<csv::StringRecord> = Vec::new();
        for row in reader.records() {
            rows.push(row.map_err(|error| {
                self.fault(0, format!("the matrix cannot be read: {error}"), "save it as CSV")
            })?);
        }
        let members: Vec<String> =
            rows.first().into_iter().flat_map(|row| row.iter().skip(1)).map(str::to_owned).collect();
        let named = rows.iter().skip(1).map(|row| row.get(0).unwrap_or_default());
        if !named.eq(members.iter().map(String::as_str)) {
            let help = "name the same indicators in the same order in the first row and the first column";
            return Err(self.fault(0, "the matrix has other rows than columns", help));
        }
        let n = members.len();
        let cell = |i: usize, j: usize| rows[i + 1].get(j + 1).unwrap_or_default().to_owned();
        let entry = |i: usize, j: usize| match cell(i, j) {
            text if !text.is_empty() => Entry::Fraction(text),
            _ if i == j => Entry::Number(1.0),
            _ => {
                let across = Entry::Fraction(cell(j, i)).number().filter(|_| i > j);
                Entry::Number(across.map_or(f64::NAN, |across| 1.0 / across))
            }
        };
        let matrix = (0..n).map(|i| (0..n).map(|j| entry(i, j)).collect()).collect();
        Ok(Compare { group: None, members, matrix })
    }
}

impl Entry {
    fn number(&self) -> Option<f64> {
        match self {
            Entry::Number(number) => Some(*number),
            Entry::Fraction(text) => match text.split_once('/') {
                Some((above, below)) => {
                    Some(above.trim().parse::<f64>().ok()? / below.trim().parse::<f64>().ok()?)
                }
                None => text.trim().parse().ok(),
            },
        }
    }
}
