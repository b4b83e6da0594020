//! What is asked of the draws.

use super::contest::Lists;
use super::draws::{Spread, Vary};
use super::found::{Drawn, Sensitivity};
use super::variants::Choices;
use crate::finding::{Code, Finding, Findings, Place};
use crate::progress::Progress;
use crate::scorecard::Scorecard;
use crate::studies::study::{Setting, Study, Subject};

/// Most variants of a scorecard: each keeps the shares of the whole cohort.
const MOST_VARIANTS: usize = 64;
/// Greatest concentration: a tenth varies by 0.00001, less than published points tell.
const MOST_CONCENTRATED: f64 = 1e9;
/// Bytes of a variant of the scorecard per firm and indicator: a share of full marks, and whether it is known.
const BYTES_PER_SHARE: usize = 9;

/// What is drawn, and how often.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many draws.
    pub draws: u32,
    /// What they are drawn from.
    pub seed: u64,
    /// How far weights lie from today's.
    pub spread: Spread,
    /// Which weights are drawn.
    pub vary: Vary,
    /// What else is uncertain.
    pub choices: Choices,
    /// Tops by rank to be in; where none is named, as many as are on a list today.
    pub tops: Vec<u32>,
    /// Rows of the sample behind the Sobol indices; 0 for none.
    pub sobol: u32,
}

impl Options {
    /// Refuses what cannot be drawn.
    pub(super) fn check(&self, card: &Scorecard) -> Result<(), Findings> {
        let fault = |message: String, help: &str| {
            Err(Finding::new(Code::ValueInvalid, Place::default(), message).help(help).into())
        };
        let variants = self.choices.variants();
        if variants > MOST_VARIANTS {
            return fault(
                format!("`{variants}` combinations of choices are more than {MOST_VARIANTS}"),
                "ask for fewer curves, policies or treatments at a time",
            );
        }
        if card.weight_shares().iter().flatten().all(|share| *share == 0.0) {
            return fault(
                format!("`{}` has no indicator to weigh", card.id),
                "weights are drawn for the indicators of the scale, bonus and deduction apart",
            );
        }
        match self.spread {
            // Below 1 nearly all weight falls to one indicator, and what falls to others may be too little for a
            // number.
            Spread::Concentration(c) if !(1.0..=MOST_CONCENTRATED).contains(&c) => fault(
                format!("`{c:?}` is no concentration from 1 to {MOST_CONCENTRATED}"),
                "the greater, the nearer to today's weights; at 1,000,000 a tenth of the whole varies by 0.0003",
            ),
            Spread::Share(x) if !(x > 0.0 && x < 1.0) => fault(
                format!("`{x}` is no share to vary weights by"),
                "a share above 0 and below 1, such as 0.25",
            ),
            _ => Ok(()),
        }
    }
}

impl Study for Options {
    const NAME: &'static str = "sensitivity";
    const BYTES_PER_VALUE: usize = 80;
    type Input = ();
    type Report = Sensitivity;

    fn bytes(&self, firms: usize, indicators: usize) -> usize {
        let shares = (self.choices.variants() - 1).saturating_mul(BYTES_PER_SHARE);
        let per_firm = indicators.saturating_mul(Self::BYTES_PER_VALUE.saturating_add(shares));
        firms.saturating_mul(per_firm).saturating_add(super::bytes(firms, self))
    }

    fn prepare(&self, setting: &Setting<'_>, _: &dyn Progress) -> Result<(), Findings> {
        self.check(setting.scorecard)
    }

    fn run(
        &self,
        subject: &Subject<'_>,
        (): (),
        noticed: Findings,
        progress: &dyn Progress,
    ) -> Result<(Sensitivity, Findings), Findings> {
        let Subject { cohort, further, institutions, referrals, frame, .. } = subject;
        let lists = Lists { institutions, referrals, frame };
        Ok((super::run(cohort, &lists, further, self, progress), noticed))
    }
}

/// One draw by its number.
#[derive(Clone, Debug)]
pub struct Draw {
    /// What is drawn.
    pub options: Options,
    /// Its number, from 1.
    pub number: u32,
}

impl Study for Draw {
    const NAME: &'static str = Options::NAME;
    const BYTES_PER_VALUE: usize = Options::BYTES_PER_VALUE;
    type Input = ();
    type Report = Drawn;

    fn prepare(&self, setting: &Setting<'_>, _: &dyn Progress) -> Result<(), Findings> {
        self.options.check(setting.scorecard)
    }

    fn run(
        &self,
        subject: &Subject<'_>,
        (): (),
        noticed: Findings,
        _: &dyn Progress,
    ) -> Result<(Drawn, Findings), Findings> {
        Ok((super::draw(&subject.cohort, &self.options, self.number), noticed))
    }
}
