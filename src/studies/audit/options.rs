//! What is asked of an audit.

use super::{ALL_MISSING, Audit, Remark, audit};
use crate::finding::{Code, Finding, Findings, Place};
use crate::progress::Progress;
use crate::studies::study::{Setting, Study, Subject};

/// What is asked of an audit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// How many firms count as first where indicators are left out; a tenth of a part's firms, rounded up, if
    /// nothing is said.
    pub top: Option<usize>,
}

impl Study for Options {
    const NAME: &'static str = "audit";
    const BYTES_PER_VALUE: usize = 60;
    type Input = ();
    type Report = Audit;

    fn prepare(&self, setting: &Setting<'_>, _: &dyn Progress) -> Result<(), Findings> {
        let card = setting.scorecard;
        if !card.indicators.is_empty() {
            return Ok(());
        }
        let message = format!("`{}` has no indicators to look into", card.id);
        Err(Finding::new(Code::ValueInvalid, Place::file(card.text.name.clone()), message)
            .help("only a scorecard that gives points can be audited")
            .into())
    }

    fn run(
        &self,
        subject: &Subject<'_>,
        (): (),
        mut noticed: Findings,
        progress: &dyn Progress,
    ) -> Result<(Audit, Findings), Findings> {
        let mut report = audit(&subject.cohort, self, progress);
        state_once(&mut report, &subject.cohort.scores.findings, &mut noticed);
        Ok((report, noticed))
    }
}

/// Takes from what was `noticed` the indicators without any value, of which `own` are those of the scorecard:
/// the remark on them says so, and now which column is not there.
fn state_once(audit: &mut Audit, own: &Findings, noticed: &mut Findings) {
    let is_told = |remark: &&mut Remark| remark.key == ALL_MISSING && remark.segment.is_none();
    let mut told: Vec<&Finding> = Vec::new();
    for remark in audit.remarks.iter_mut().filter(is_told) {
        let same = |finding: &&Finding| {
            finding.code == Code::IndicatorBlank
                && finding.place.column.as_deref() == remark.subjects.first().map(String::as_str)
        };
        if let Some(finding) = own.iter().find(same) {
            finding.help.iter().for_each(|help| remark.message += &format!(": {help}"));
            told.push(finding);
        }
    }
    noticed.retain(|finding| !told.contains(&finding));
}
