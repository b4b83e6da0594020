//! Judgements of one or several people, each read separately, and their aggregate.

use std::path::Path;

use serde::Serialize;

use super::{Judgements, Reader, Terms, Written, is_table};
use crate::finding::{Code, Finding, Findings};
use crate::firms::width::key;
use crate::parameters::Source;
use crate::stats::{Concordance, concordance};
use crate::studies::weights::methods::Method;
use crate::studies::weights::methods::ahp::RandomIndex;
use crate::words::say;

/// Units that weights are rounded to before they are ranked: smaller differences are rounding errors.
const UNITS: f64 = 1e9;

/// Judgements of a panel of people, and the weights derived from them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Panel {
    /// The aggregate, or the only person's. AHP merges matrices entry by entry; the other methods take the
    /// mean of the weights.
    #[serde(flatten)]
    pub found: Judgements,
    /// Each person's own judgements; empty for one person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub judges: Vec<Judge>,
    /// Kendall's W of the people's rankings of the indicators by weight; `None` for one person, and if
    /// everyone gives equal weights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Concordance>,
}

/// One person's judgements, evaluated separately.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judge {
    /// The expert that the file names or, without one, the file's name.
    pub name: String,
    /// The person's weights of all indicators, with their consistency.
    #[serde(flatten)]
    pub found: Judgements,
}

impl Panel {
    /// The aggregate weights of the indicators, in the order of [`Terms`]; they add up to 1.
    pub fn weights(&self) -> &[f64] {
        self.found.weights()
    }

    /// Reads the judgements of `sources` for `method` over the indicators of `terms`, with warnings of
    /// inconsistent ones. A source whose name ends in `.csv` is a matrix. `random_index` overrides the table
    /// that the files name.
    ///
    /// All people have equal weight. AHP merges their matrices
    /// ([`ahp::merged`](super::super::methods::ahp::merged): aggregation of judgements). The other methods,
    /// which have no matrix to merge, aggregate priorities by the arithmetic mean of the weights: it adds up
    /// to 1, and one weight of 0 does not decide alone as it would in the geometric mean (Forman and Peniwati
    /// 1998).
    ///
    /// # Errors
    /// An indicator that is not judged or does not exist; a key of another method; a number the method cannot
    /// take; a person who judges twice, or who lacks a matrix that others have.
    pub fn read(
        sources: &[Source],
        method: Method,
        terms: &Terms<'_>,
        random_index: Option<RandomIndex>,
    ) -> Result<(Panel, Findings), Findings> {
        let Some(first) = sources.first() else {
            let message = say!(weights::not_given, method = method.as_str());
            return Err(Finding::new(Code::JudgementsMissing, crate::finding::Place::default(), message)
                .help(say!(weights::not_given_help))
                .into());
        };
        let mut reader = Reader {
            source: first,
            files: sources.len(),
            expert: None,
            terms,
            parted: Vec::new(),
            indicators: &terms.indicators,
            faults: Findings::new(),
            warnings: Findings::new(),
        };
        let found = match method {
            Method::Ahp => reader.pairs(sources, random_index)?,
            _ => reader.alone(sources, method)?,
        };
        let Some((found, judges)) = found.filter(|_| reader.faults.is_empty()) else {
            reader.faults.sort();
            return Err(reader.faults);
        };
        let ranked = |judge: &Judge| judge.found.weights().iter().map(|x| (x * UNITS).round()).collect();
        let rankings: Vec<Vec<f64>> = judges.iter().map(ranked).collect();
        let agreement = concordance(&rankings.iter().map(Vec::as_slice).collect::<Vec<_>>());
        Ok((Panel { found, judges, agreement }, reader.warnings))
    }
}

impl<'a> Reader<'a> {
    /// The judgements of all files by one method, and each person's own if there are several.
    fn alone(
        &mut self,
        sources: &'a [Source],
        method: Method,
    ) -> Result<Option<(Judgements, Vec<Judge>)>, Findings> {
        let mut judges: Vec<Judge> = Vec::new();
        for source in sources {
            self.source = source;
            if is_table(Path::new(&*source.name)) {
                self.no_table();
                continue;
            }
            let written: Written = source.parse()?;
            let found = self.toml(&written, method);
            let name = written.expert.unwrap_or_else(|| source.name.to_string());
            if let Some(known) = judges.iter().find(|judge| key(&judge.name) == key(&name)) {
                let message = say!(weights::judges_twice, name = &known.name);
                self.fault_of(Code::NameRepeated, 0, message, say!(weights::one_file_help));
            }
            judges.extend(found.map(|found| Judge { name, found }));
        }
        if judges.len() < sources.len() {
            return Ok(None);
        }
        if let [_] = judges[..] {
            return Ok(judges.pop().map(|judge| (judge.found, Vec::new())));
        }
        let mean = |at: usize| {
            judges.iter().map(|judge| judge.found.weights()[at]).sum::<f64>() / judges.len() as f64
        };
        let weights = (0..self.indicators.len()).map(mean).collect();
        Ok(Some((Judgements::Mean { weights }, judges)))
    }
}

/// Each person's judgements in `sources`, each file read by the method whose keys it has, with warnings of
/// inconsistent ones.
///
/// # Errors
/// As [`Panel::read`]; a file without judgements; a person in two files.
pub fn read_judges(sources: &[Source], terms: &Terms<'_>) -> Result<(Vec<Judge>, Findings), Findings> {
    let (mut judges, mut faults, mut warnings) = (Vec::<Judge>::new(), Findings::new(), Findings::new());
    for source in sources {
        let (method, expert) = match method_of(source) {
            Ok(said) => said,
            Err(other) => {
                faults.extend(other);
                continue;
            }
        };
        match Panel::read(std::slice::from_ref(source), method, terms, None) {
            Ok((panel, noticed)) => {
                warnings.extend(noticed);
                let own = match panel.judges.is_empty() {
                    true => {
                        let name = expert.unwrap_or_else(|| source.name.to_string());
                        vec![Judge { name, found: panel.found }]
                    }
                    false => panel.judges,
                };
                for judge in own {
                    if let Some(known) = judges.iter().find(|known| key(&known.name) == key(&judge.name)) {
                        let message = say!(weights::judges_elsewhere, name = &known.name);
                        faults.push(
                            Finding::new(Code::NameRepeated, source.place(0), message)
                                .help(say!(weights::one_file_help)),
                        );
                    }
                    judges.push(judge);
                }
            }
            Err(other) => faults.extend(other),
        }
    }
    faults.or_stop(judges).map(|(judges, _)| (judges, warnings))
}

/// The method whose keys a file has, and the name of its expert.
fn method_of(source: &Source) -> Result<(Method, Option<String>), Findings> {
    if is_table(Path::new(&*source.name)) {
        return Ok((Method::Ahp, None));
    }
    let written: Written = source.parse()?;
    let methods = [
        (Method::Ahp, !written.compare.is_empty()),
        (Method::Bwm, written.best.is_some() || written.best_to_others.is_some()),
        (Method::Roc, written.order.is_some()),
        (Method::Swing, written.swing.is_some()),
    ];
    let Some((method, _)) = methods.into_iter().find(|(_, has)| *has) else {
        let message = say!(weights::none_in_file);
        return Err(Finding::new(Code::JudgementsMissing, source.place(0), message)
            .help(say!(weights::file_help))
            .into());
    };
    // If several experts have matrices in the file, each matrix names its own; for a single expert, any
    // matrix has the name.
    let expert =
        written.expert.or_else(|| written.compare.iter().find_map(|one| one.get_ref().expert.clone()));
    Ok((method, expert))
}
