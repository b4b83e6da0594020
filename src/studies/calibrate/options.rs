//! What is asked of a calibration.

use std::path::PathBuf;

use super::{Against, Asked, Study as Report, calibrate};
use crate::finding::Findings;
use crate::intake::{self, Intake};
use crate::progress::Progress;
use crate::studies::{Named, Setting, Study, Subject};

/// Outcomes, and how weights are set against them.
#[derive(Clone, Debug)]
pub struct Options {
    /// The file of outcomes.
    pub outcomes: PathBuf,
    /// How weights are set against them.
    pub asked: Asked,
    /// The scorecard that is to have the weights.
    pub named: Named,
}

impl Study for Options {
    const NAME: &'static str = "calibrate";
    const BYTES_PER_VALUE: usize = 80;
    type Input = Intake;
    type Report = Report;

    fn prepare(&self, setting: &Setting<'_>, progress: &dyn Progress) -> Result<Intake, Findings> {
        let Setting { firms_file, dictionary, as_of, .. } = *setting;
        intake::read_outcomes(&self.outcomes, firms_file, dictionary, as_of, progress)
    }

    fn run(
        &self,
        subject: &Subject<'_>,
        mut file: Intake,
        mut noticed: Findings,
        progress: &dyn Progress,
    ) -> Result<(Report, Findings), Findings> {
        noticed.extend(std::mem::take(&mut file.findings));
        let referred = subject.referred();
        let quarantined = subject.intake.quarantined_ids();
        let against = Against { cohort: subject.cohort, file: &file, referred: &referred, quarantined };
        match calibrate(&against, &self.asked, &self.named, progress) {
            Ok((report, own)) => {
                noticed.extend(own);
                Ok((report, noticed))
            }
            Err(faults) => {
                noticed.extend(faults);
                Err(noticed)
            }
        }
    }
}
