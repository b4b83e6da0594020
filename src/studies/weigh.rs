//! Weights by a method, and what they would cause.

use super::Named;
use super::proposal::{Asked, Proposal, propose};
use super::study::{Setting, Study, Subject};
use crate::finding::Findings;
use crate::progress::Progress;

/// What is asked of a method.
#[derive(Clone, Debug)]
pub struct Options {
    /// The method, and what it reads.
    pub asked: Asked,
    /// The scorecard that is to have the weights.
    pub named: Named,
}

impl Study for Options {
    const NAME: &'static str = "weights";
    const BYTES_PER_VALUE: usize = 80;
    type Input = ();
    type Report = Proposal;

    fn prepare(&self, _: &Setting<'_>, _: &dyn Progress) -> Result<(), Findings> {
        Ok(())
    }

    fn run(
        &self,
        subject: &Subject<'_>,
        (): (),
        mut noticed: Findings,
        progress: &dyn Progress,
    ) -> Result<(Proposal, Findings), Findings> {
        let (proposal, own) = propose(&subject.cohort, &self.asked, &self.named, progress)?;
        noticed.extend(own);
        Ok((proposal, noticed))
    }
}
