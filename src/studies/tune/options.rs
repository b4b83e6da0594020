//! What is asked of a search for weights.

use super::{Goals, Tuned};
use crate::finding::Findings;
use crate::parameters::Source;
use crate::progress::Progress;
use crate::studies::{Named, Setting, Study, Subject};

/// Goals, and the scorecard that is to meet them.
#[derive(Clone, Debug)]
pub struct Options {
    /// The goals' file.
    pub goals: Source,
    /// The scorecard that is to have the weights.
    pub named: Named,
}

impl Study for Options {
    const NAME: &'static str = "tune";
    const BYTES_PER_VALUE: usize = 120;
    type Input = Goals;
    type Report = Tuned;

    fn prepare(&self, setting: &Setting<'_>, _: &dyn Progress) -> Result<Goals, Findings> {
        Goals::read(&self.goals, setting.scorecard, setting.dictionary)
    }

    fn run(
        &self,
        subject: &Subject<'_>,
        goals: Goals,
        noticed: Findings,
        progress: &dyn Progress,
    ) -> Result<(Tuned, Findings), Findings> {
        Ok((super::tune(&subject.cohort, &goals, &self.named, progress)?, noticed))
    }
}
