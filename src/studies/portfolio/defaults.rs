//! Probabilities of default by class: given in the campaign, or read from a table.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::finding::{Code, Finding, Findings, PathBase, Place};
use crate::parameters::Source;
use crate::programmes::{Assumptions, Defaults};
use crate::stats::proportion_interval;
use crate::words::{Arg, Message, say};

/// Confidence of the intervals of observed rates.
const CONFIDENCE: f64 = 0.95;
/// Headers of the class.
const CLASS: [&str; 4] = ["class", "grade", "等级", "积分等级"];
/// Headers of the probability of default.
const DEFAULT: [&str; 3] = ["default", "pd", "违约概率"];

/// Probability of default of a class, with an interval if one is known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Chance {
    /// Probability of default over the life of a loan, 0..=1.
    pub default: f64,
    /// Lower and upper end of its interval; `None` if unknown.
    pub interval: Option<[f64; 2]>,
}

/// Probabilities by class.
pub(super) type Chances = BTreeMap<String, Chance>;

/// The probabilities that `assumptions` of the campaign file `source` in `folder` state.
///
/// # Errors
/// A table that cannot be read.
pub(super) fn read(assumptions: &Assumptions, source: &Source, folder: &Path) -> Result<Chances, Findings> {
    match &assumptions.defaults {
        Defaults::Given(all) => {
            let chance = |default: &f64| Chance { default: *default, interval: None };
            Ok(all.iter().map(|(class, default)| (class.clone(), chance(default))).collect())
        }
        Defaults::File(path) => {
            let place = source.place(path.span().start).in_column("default");
            let table = Source::read(&folder.join(path.get_ref()));
            let table = table.map_err(|fault| fault.of_named(path.get_ref(), place, PathBase::Campaign))?;
            table_of(&table)
        }
    }
}

/// The columns of a table, as positions.
struct Columns {
    class: usize,
    kind: Kind,
}

enum Kind {
    /// Probabilities in %, and the ends of their intervals.
    Stated { default: usize, ends: Option<[usize; 2]> },
    /// Counts of outcomes and of bad outcomes.
    Counted { outcomes: usize, bad: usize },
}

impl Columns {
    fn of(header: &csv::StringRecord) -> Option<Columns> {
        let find = |names: &[&str]| {
            let is = |cell: &str| names.iter().any(|name| cell.trim().eq_ignore_ascii_case(name));
            header.iter().position(is)
        };
        let class = find(&CLASS)?;
        let ends = find(&["low"]).zip(find(&["high"])).map(|(low, high)| [low, high]);
        let stated = find(&DEFAULT).map(|default| Kind::Stated { default, ends });
        let counted = || Some(Kind::Counted { outcomes: find(&["outcomes"])?, bad: find(&["bad"])? });
        Some(Columns { class, kind: stated.or_else(counted)? })
    }
}

/// The probabilities in a table.
///
/// # Errors
/// Missing columns; a class with two rows; a row without sound numbers.
pub(super) fn table_of(table: &Source) -> Result<Chances, Findings> {
    let place = |line: u64| Place::file(table.name.clone()).at_line(u32::try_from(line).unwrap_or(u32::MAX));
    let fault = |line: u64, code, message: Message, help: Message| {
        Finding::new(code, place(line), message).help(help)
    };
    let text = table.text.trim_start_matches('\u{feff}');
    let mut rows = csv::ReaderBuilder::new().has_headers(true).flexible(true).from_reader(text.as_bytes());
    let columns = rows.headers().ok().and_then(Columns::of);
    let Some(columns) = columns else {
        let message = say!(portfolio::table_columns);
        return Err(fault(1, Code::ColumnMissing, message, say!(portfolio::table_columns_help)).into());
    };
    let (mut chances, mut findings) = (Chances::new(), Findings::new());
    for row in rows.records() {
        let Ok(row) = row else { continue };
        let line = row.position().map_or(0, csv::Position::line);
        let class = row.get(columns.class).unwrap_or_default().trim().to_owned();
        match columns.chance(&row) {
            // A class without a name is that of the firms below the last grade.
            Some(chance) => {
                if chances.insert(class.clone(), chance).is_some() {
                    let message = say!(portfolio::class_twice, class = class);
                    let help = say!(portfolio::class_twice_help);
                    findings.push(fault(line, Code::NameRepeated, message, help));
                }
            }
            None => {
                let message = say!(portfolio::row_invalid, class = class);
                findings.push(fault(line, Code::ValueInvalid, message, say!(portfolio::row_invalid_help)));
            }
        }
    }
    findings.or_stop(chances).map(|(chances, _)| chances)
}

impl Columns {
    /// `None` for a row whose numbers are not sound.
    fn chance(&self, row: &csv::StringRecord) -> Option<Chance> {
        let cell = |at: usize| row.get(at).map(str::trim).filter(|cell| !cell.is_empty());
        let percent = |at: usize| {
            let text = cell(at)?;
            let text = text.strip_suffix(['%', '％']).unwrap_or(text).trim_end();
            let number: f64 = text.parse().ok()?;
            (0.0..=100.0).contains(&number).then(|| crate::decimal::shifted(number, -2))
        };
        match self.kind {
            Kind::Stated { default, ends } => {
                let default = percent(default)?;
                let interval = match ends {
                    Some([low, high]) if cell(low).is_some() || cell(high).is_some() => {
                        let ends = [percent(low)?, percent(high)?];
                        (ends[0] <= default && default <= ends[1]).then_some(Some(ends))?
                    }
                    _ => None,
                };
                Some(Chance { default, interval })
            }
            Kind::Counted { outcomes, bad } => {
                let count = |at: usize| cell(at)?.parse::<u64>().ok();
                let (outcomes, bad) = (count(outcomes)?, count(bad)?);
                if outcomes == 0 || bad > outcomes {
                    return None;
                }
                let interval = proportion_interval(bad, outcomes, CONFIDENCE);
                Some(Chance {
                    default: bad as f64 / outcomes as f64,
                    interval: Some([interval.0, interval.1]),
                })
            }
        }
    }
}

/// Classes of loans without a probability of default: a fault that names them.
pub(super) fn missing(classes: &[String], place: Place) -> Findings {
    let names = classes.iter().map(|class| match class.is_empty() {
        true => say!(portfolio::no_class),
        false => say!(portfolio::quoted, class = class),
    });
    let message = say!(portfolio::class_missing, classes = Arg::all(names));
    Finding::new(Code::KeyMissing, place, message).help(say!(portfolio::class_missing_help)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Chances, Vec<String>> {
        table_of(&Source::new("pd.csv", text))
            .map_err(|findings| findings.iter().map(|one| one.to_string()).collect())
    }

    #[test]
    fn a_table_states_probabilities_or_counts_outcomes() {
        let stated = read("\u{feff}class,default,low,high\nA,0.5%,0.2,1.1\nB,2,,\n").unwrap();
        assert_eq!(stated["A"], Chance { default: 0.005, interval: Some([0.002, 0.011]) });
        assert_eq!(stated["B"], Chance { default: 0.02, interval: None });
        let counted = read("grade,outcomes,bad,bad_rate\nA,200,1,0.005\n,50,5,0.1\n").unwrap();
        assert_eq!(counted["A"].default, 0.005);
        // Clopper and Pearson: 1 of 200.
        let [low, high] = counted["A"].interval.unwrap();
        assert!((low - 0.000_126_58).abs() < 1e-7 && (high - 0.027_541_2).abs() < 1e-6, "{low} {high}");
        assert_eq!(counted[""].default, 0.1);
    }

    #[test]
    fn each_faulty_row_of_a_table_is_named() {
        let faults = read("class,default\nA,1\nA,2\nB,x\nC,101\n").unwrap_err();
        assert_eq!(faults.len(), 3);
        assert!(faults[0].starts_with("error[name-repeated]: pd.csv:3"), "{}", faults[0]);
        assert!(faults[1].starts_with("error[value-invalid]: pd.csv:4"), "{}", faults[1]);
        assert!(read("grade,points\nA,1\n").unwrap_err()[0].starts_with("error[column-missing]: pd.csv:1"));
        assert!(
            read("grade,outcomes,bad\nA,1,2\n").is_err()
                && read("class,default,low,high\nA,1,2,3\n").is_err()
        );
    }
}
