//! Weights derived by a method, beside today's, and their effects on ranks.
//!
//! Shares are those of scored firms. An indicator of weight 0 in a segment stays at 0; its derived weight
//! goes to the others in proportion. Bonus and deduction are unchanged.

mod caution;
mod cautions;
mod derivation;
mod document;
mod options;
mod report;
mod tables;

pub use caution::{Caution, Kind};
pub use derivation::{Derivation, SegmentDerivation};
pub use options::Options;
pub use report::{IndicatorWeights, Interval, Report};

use super::study::{Cohort, Setting, Study, Subject};
use super::titles::Titles;
use super::weights::judgements::{Panel, Terms};
use super::weights::methods::Method;
use super::weights::methods::critic::Correlation;
use super::weights::proposal::{Origin, Proposer};
use super::weights::space;
use super::weights::units::{Scale, WholeWeights, in_proportion};
use crate::finding::{Code, Finding, Findings, Place};
use crate::progress::Progress;
use crate::scorecard::Scorecard;
use crate::words::{Arg, Message, say};

/// The panel's judgements with warnings of inconsistent ones; `None` if the method reads data.
#[derive(Debug)]
pub struct Judged(Option<(Panel, Findings)>);

impl Study for Options {
    const NAME: &'static str = "weights";
    const BYTES_PER_VALUE: usize = 96;
    type Input = Judged;
    type Report = Report;

    fn prepare(&self, setting: &Setting<'_>, _: &dyn Progress) -> Result<Judged, Findings> {
        let card = setting.scorecard;
        Scale::of(card)?;
        let members = space::members(card)?;
        self.check()?;
        if self.judgements.is_empty() {
            return Ok(Judged(None));
        }
        let terms = Terms::of(card, &members);
        Panel::read(&self.judgements, self.method, &terms, self.random_index).map(|read| Judged(Some(read)))
    }

    fn run(
        &self,
        subject: &Subject<'_>,
        Judged(judged): Judged,
        mut noticed: Findings,
        progress: &dyn Progress,
    ) -> Result<(Report, Findings), Findings> {
        let (judged, warnings) = judged.unzip();
        noticed.extend(warnings.unwrap_or_default());
        Ok((weigh(&subject.cohort, self, judged.as_ref(), progress)?, noticed))
    }
}

/// Proposes weights for the scorecard of `cohort`, and scores the cohort with them.
///
/// # Errors
/// A scorecard that cannot be reweighted; a segment without indicators; an unsound overlay.
fn weigh(
    cohort: &Cohort<'_>,
    options: &Options,
    judged: Option<&Panel>,
    progress: &dyn Progress,
) -> Result<Report, Findings> {
    let card = cohort.scorecard;
    let scale = Scale::of(card)?;
    let members = space::members(card)?;
    let shares = card.weight_shares();
    let titles = Titles::of(card);
    let mut weights = WholeWeights::zero(card, scale, &members);
    let mut found = Vec::new();
    if !options.within_segment {
        found.push(SegmentDerivation::new(cohort, options, judged, &members, None)?);
    }
    let mut intervals = vec![vec![None; card.segments.len()]; card.indicators.len()];
    for (segment, _) in card.segments.iter().enumerate() {
        let weighs = |at: &usize| card.indicators[*at].weight[segment] > 0.0;
        let own: Vec<usize> = members.iter().copied().filter(weighs).collect();
        if own.is_empty() {
            return Err(nothing_to_weigh(card, segment).into());
        }
        if options.within_segment {
            found.push(SegmentDerivation::new(cohort, options, judged, &own, Some(segment))?);
        }
        let derived = &found[found.len() - 1];
        let weight = |&at: &usize| derived.weight(&card.indicators[at].id).unwrap_or(shares[at][segment]);
        // Indicators with weight elsewhere may all have 0 in this segment; their weights are then equal.
        let derived: Vec<f64> = own.iter().map(weight).collect();
        for (&at, units) in own.iter().zip(in_proportion(scale.units(), &derived)) {
            weights.set(at, segment, units);
        }
        let ids: Vec<&str> = own.iter().map(|&at| card.indicators[at].id.as_str()).collect();
        for (&at, ends) in own.iter().zip(found[found.len() - 1].intervals(&ids)) {
            let [low, high] = ends.map(|end| end * card.scale);
            intervals[at][segment] = Some(Interval { low, high });
        }
    }
    let proposer = Proposer { cohort, named: &options.named };
    let overlay = proposer.overlay(&weights, &origin(options, &found, &titles));
    let proposal = proposer.score(overlay, false, progress)?;
    let indicator = |&at: &usize| IndicatorWeights {
        id: card.indicators[at].id.clone(),
        title: card.indicators[at].title.clone(),
        title_zh: card.indicators[at].title_zh.clone(),
        today: shares[at].iter().map(|share| share * card.scale).collect(),
        proposed: weights.numbers(at),
        intervals: intervals[at].clone(),
    };
    let segments: Vec<String> = card.segments.iter().map(|segment| segment.id.clone()).collect();
    let indicators: Vec<IndicatorWeights> = members.iter().map(indicator).collect();
    for one in &mut found {
        let is_own = |at: &usize| one.segment.as_ref().is_none_or(|own| *own == segments[*at]);
        let places: Vec<usize> = (0..segments.len()).filter(is_own).collect();
        one.cautions = cautions::cautions(one, options.method, &indicators, &segments, &places, &titles);
    }
    Ok(Report {
        method: options.method,
        correlation: (options.method == Method::Critic).then(|| options.correlation.unwrap_or_default()),
        about: cohort.about(),
        segments,
        decimals: card.decimals,
        weight_decimals: scale.decimals(),
        found,
        indicators,
        effect: proposer.effect(&proposal),
        overlay: proposal.overlay,
        titles,
    })
}

fn nothing_to_weigh(card: &Scorecard, segment: usize) -> Finding {
    let segment = &card.segments[segment].id;
    let message = say!(weigh::nothing_to_weigh, segment = segment, scorecard = &card.id);
    Finding::new(Code::IndicatorsAbsent, Place::file(card.text.name.clone()), message)
        .help(say!(weigh::nothing_to_weigh_help))
}

/// The source of the weights, as the overlay states it.
fn origin<'a>(options: &Options, found: &[SegmentDerivation], titles: &Titles) -> Origin<'a> {
    let name = document::method_name(options.method);
    let method = match (options.method, options.correlation, options.least_share) {
        (Method::Critic, Some(Correlation::Spearman), _) => say!(weigh::origin_spearman, method = name),
        (Method::Merec, _, Some(share)) => {
            say!(weigh::origin_least_share, method = name, share = share.to_string())
        }
        _ => name,
    };
    let as_today = found.iter().filter(|one| one.found.is_none());
    let as_today: Vec<Message> =
        as_today.filter_map(|one| Some(titles.segment(one.segment.as_deref()?))).collect();
    let title = say!(weigh::origin_title, method = &method);
    let derived = match (options.within_segment, as_today.is_empty()) {
        (false, _) => say!(weigh::origin, method = method),
        (true, true) => say!(weigh::origin_within, method = method),
        (true, false) => {
            say!(weigh::origin_within_todays, method = method, segments = Arg::items(as_today))
        }
    };
    let judgements = options.judgements.iter().map(|source| {
        let hash = crate::parameters::sha256(source.text.as_bytes());
        say!(weigh::origin_judgements, file = &*source.name, hash = hash)
    });
    Origin {
        command: Options::NAME,
        suffix: options.method.as_str(),
        title,
        method: derived,
        inputs: judgements.collect(),
    }
}
