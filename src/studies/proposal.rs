//! A method put to a cohort: today's weights beside others, and what those would cause.

mod document;

use serde::Serialize;

use super::compare::{self, Comparison, Side};
use super::judgements::{Judgements, Terms};
use super::method::Method;
use super::overlay::{self, Named, Said, Scale};
use super::study::{About, Cohort, Report};
use super::weights::ahp::RandomIndex;
use super::weights::critic::{Correlation, Critic, critic};
use super::weights::entropy::{Entropy, entropy};
use super::weights::equal::{Equal, equal};
use super::weights::merec::{LEAST_SHARE, Merec, merec};
use super::weights::pca::{Pca, pca};
use super::weights::stddev::{StdDev, stddev};
use crate::figures::{Document, Table};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::Cells;
use crate::parameters::Source;
use crate::progress::Progress;
use crate::scorecard::{Scorecard, WeightsBasis};
use crate::scoring;

/// Fewest firms of a segment from which data can weigh anything.
const FEWEST: usize = 2;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The method.
    pub method: Method,
    /// How CRITIC compares two indicators; by value, if not told.
    pub correlation: Option<Correlation>,
    /// Whether each segment has weights of its own firms.
    pub within_segment: bool,
    /// What people say, for a method that asks them; several files only for AHP.
    pub judgements: Vec<Source>,
    /// The table AHP takes consistency ratios by, if not the one that the judgements name.
    pub random_index: Option<RandomIndex>,
    /// The share that lesser ones count as in MEREC, above 0 and below 1; [`LEAST_SHARE`], if not told.
    pub least_share: Option<f64>,
}

/// Other weights for a scorecard.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proposal {
    /// The method.
    pub method: Method,
    /// How CRITIC compares; nothing for other methods.
    pub correlation: Option<Correlation>,
    /// The scorecard whose weights these are to be, and the cohort.
    #[serde(flatten)]
    pub about: About,
    /// The segments, in the scorecard's order.
    pub segments: Vec<String>,
    /// Decimals of published points.
    pub decimals: u8,
    /// Decimals of proposed weights.
    pub weight_decimals: u32,
    /// What the method found: once over the cohort, or segment by segment.
    pub found: Vec<SegmentProposal>,
    /// Today's weights and the proposed ones, which add up to the scale in each segment.
    pub indicators: Vec<IndicatorProposal>,
    /// What they would cause.
    pub effect: Comparison,
    /// The overlay that says them.
    #[serde(skip)]
    pub overlay: String,
}

/// What a method found over some firms.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SegmentProposal {
    /// The segment; nothing for the whole cohort.
    pub segment: Option<String>,
    /// Its scored firms.
    pub firms: usize,
    /// What was found, per indicator in the order of [`SegmentProposal::indicators`]; nothing where too few
    /// firms leave today's weights as they are.
    pub found: Option<Found>,
    /// The indicators weighed.
    pub indicators: Vec<String>,
}

/// What a method found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Found {
    /// Nothing to find.
    Equal(Equal),
    /// Deviations.
    StdDev(StdDev),
    /// Entropies.
    Entropy(Entropy),
    /// Deviations, conflicts, correlations.
    Critic(Critic),
    /// Effects of removal.
    Merec(Merec),
    /// Eigenvalues and loadings.
    Pca(Pca),
    /// What judgements come to.
    Judged(Judgements),
}

impl Found {
    /// The weights, which add up to 1.
    pub fn weights(&self) -> &[f64] {
        match self {
            Found::Equal(found) => &found.weights,
            Found::StdDev(found) => &found.weights,
            Found::Entropy(found) => &found.weights,
            Found::Critic(found) => &found.weights,
            Found::Merec(found) => &found.weights,
            Found::Pca(found) => &found.weights,
            Found::Judged(found) => found.weights(),
        }
    }
}

/// One indicator's weights, today's and others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorProposal {
    /// Its id.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// Today's weight per segment: the share of the scale it has, times the scale.
    pub today: Vec<f64>,
    /// The proposed weight per segment.
    pub proposed: Vec<f64>,
}

impl Proposal {
    /// Whether today's weights stay as they are everywhere, for want of firms to weigh by.
    pub fn is_todays(&self) -> bool {
        self.found.iter().all(|one| one.found.is_none())
    }
}

impl Report for Proposal {
    fn about(&self) -> Vec<About> {
        vec![self.about.clone()]
    }

    /// As tables: `weights`, a row per indicator and segment, and what the new weights would cause. Nobody is
    /// referred, so there are none of lists.
    fn tables(&self) -> Vec<Table> {
        let rows = || {
            self.indicators
                .iter()
                .flat_map(|indicator| (0..self.segments.len()).map(move |at| (indicator, at)))
        };
        let weights = Table::new("weights", "A row per indicator and segment")
            .text("indicator", "Its id", rows().map(|(indicator, _)| indicator.id.as_str()))
            .text("segment", "The segment", rows().map(|(_, at)| self.segments[at].as_str()))
            .number("today", "Today's weight, in points of the scale", rows().map(|(one, at)| one.today[at]))
            .number("proposed", "The proposed weight", rows().map(|(one, at)| one.proposed[at]));
        let of_lists = |table: &Table| ["lists", "reasons", "changes"].contains(&table.name.as_str());
        std::iter::once(weights)
            .chain(self.effect.tables().into_iter().filter(|table| !of_lists(table)))
            .collect()
    }

    fn document(&self) -> Document {
        document::document(self)
    }
}

/// Proposes weights for the scorecard of `cohort`, and scores the cohort with them.
///
/// Shares are those of the firms scored, in the order of their points, so that the order of rows leaves no
/// trace. An indicator of weight 0 in a segment stays out of it; what it would weigh goes to the others in
/// proportion. Bonus and deduction stay as they are. Returns what was noticed of judgements beside.
///
/// # Errors
/// A scorecard that cannot be reweighted; judgements that are missing or at fault; an overlay that is not
/// sound.
///
/// # Panics
/// If the scores were made without details.
pub fn propose(
    cohort: &Cohort<'_>,
    asked: &Asked,
    named: &Named,
    progress: &dyn Progress,
) -> Result<(Proposal, Findings), Findings> {
    let card = cohort.scorecard;
    let scale = Scale::of(card)?;
    let members = overlay::members(card)?;
    refuse_idle(asked)?;
    let (judged, noticed) = judgements(card, asked, &members)?;
    let shares = card.weight_shares();
    let mut units: Vec<Option<Vec<u64>>> = vec![None; card.indicators.len()];
    members.iter().for_each(|&at| units[at] = Some(vec![0; card.segments.len()]));
    let mut found = Vec::new();
    let rows = |segment: Option<usize>| -> Vec<u32> {
        let of =
            |firm: &u32| segment.is_none_or(|at| usize::from(cohort.scores.segment[*firm as usize]) == at);
        cohort.scores.order.iter().copied().filter(of).collect()
    };
    if !asked.within_segment {
        found.push(weigh(cohort, asked, &members, &rows(None), None, judged.as_ref()));
    }
    for segment in 0..card.segments.len() {
        let own: Vec<usize> =
            members.iter().copied().filter(|&at| card.indicators[at].weight[segment] > 0.0).collect();
        if own.is_empty() {
            return Err(nothing_to_weigh(card, segment).into());
        }
        if asked.within_segment {
            found.push(weigh(cohort, asked, &own, &rows(Some(segment)), Some(segment), judged.as_ref()));
        }
        let one = &found[found.len() - 1];
        let all: Vec<f64> = match &one.found {
            None => own.iter().map(|&at| shares[at][segment]).collect(),
            Some(found) => own
                .iter()
                .map(|&at| {
                    let id = &card.indicators[at].id;
                    let place = one.indicators.iter().position(|other| other == id);
                    place.map_or(0.0, |place| found.weights()[place])
                })
                .collect(),
        };
        let whole: f64 = all.iter().sum();
        // What weighs at all elsewhere may weigh nothing in this segment.
        let even = 1.0 / own.len() as f64;
        let weights: Vec<f64> =
            all.iter().map(|weight| if whole > 0.0 { weight / whole } else { even }).collect();
        for (&at, share) in own.iter().zip(scale.split(&weights)) {
            units[at].iter_mut().for_each(|units| units[segment] = share);
        }
    }
    let overlay = write(cohort, asked, named, scale, &units, &found);
    let source = Source::new(named.file.as_str(), overlay.as_str());
    let (reweighted, _) = Scorecard::load(&source, cohort.dictionary, Some(cohort.as_of))?;
    let after = scoring::score(cohort.firms, &reweighted, cohort.as_of, false, progress);
    let before = Side::of(cohort.firms, card, cohort.scores);
    let after = Side::of(cohort.firms, &reweighted, &after);
    let indicator = |&at: &usize| IndicatorProposal {
        id: card.indicators[at].id.clone(),
        title: card.indicators[at].title.clone(),
        title_zh: card.indicators[at].title_zh.clone(),
        today: shares[at].iter().map(|share| share * card.scale).collect(),
        proposed: units[at].iter().flatten().map(|units| scale.number(*units)).collect(),
    };
    let proposal = Proposal {
        method: asked.method,
        correlation: (asked.method == Method::Critic).then(|| asked.correlation.unwrap_or_default()),
        about: cohort.about(),
        segments: card.segments.iter().map(|segment| segment.id.clone()).collect(),
        decimals: card.decimals,
        weight_decimals: scale.decimals(),
        found,
        indicators: members.iter().map(indicator).collect(),
        effect: Comparison::between(&before, &after, &compare::Options::default()),
        overlay,
    };
    Ok((proposal, noticed))
}

fn nothing_to_weigh(card: &Scorecard, segment: usize) -> Finding {
    let message =
        format!("segment `{}` of `{}` has no indicator to weigh", card.segments[segment].id, card.id);
    Finding::new(Code::IndicatorsAbsent, Place::file(card.text.name.clone()), message)
        .help("weights are proposed for the indicators of the scale, bonus and deduction apart")
}

/// What is asked that the method does not read.
fn refuse_idle(asked: &Asked) -> Result<(), Findings> {
    let method = asked.method.as_str();
    let idle = [
        (asked.correlation.is_some() && asked.method != Method::Critic, "correlation", "critic"),
        (asked.random_index.is_some() && asked.method != Method::Ahp, "random-index", "ahp"),
        (asked.least_share.is_some() && asked.method != Method::Merec, "least-share", "merec"),
    ];
    let mut faults = Findings::new();
    for (_, option, reader) in idle.into_iter().filter(|(is_idle, ..)| *is_idle) {
        let message = format!("`--{option}` is read by `{reader}`, not by `{method}`");
        let help = format!("leave --{option} out, or choose {reader}");
        faults.push(Finding::new(Code::OptionIdle, Place::default(), message).help(help));
    }
    faults.or_stop(()).map(|_| ())
}

/// What people say, if the method asks them.
fn judgements(
    card: &Scorecard,
    asked: &Asked,
    members: &[usize],
) -> Result<(Option<Judgements>, Findings), Findings> {
    let refuse = |code: Code, message: &str, help: &str| {
        let message = format!("`{}` {message}", asked.method.as_str());
        Err(Finding::new(code, Place::default(), message).help(help).into())
    };
    match &asked.judgements[..] {
        [_, ..] if !asked.method.is_judged() => refuse(
            Code::OptionIdle,
            "asks data, not people",
            "leave --judgements out, or choose ahp, bwm, roc or swing",
        ),
        [] if asked.method.is_judged() => refuse(
            Code::JudgementsMissing,
            "needs judgements",
            "give a file with --judgements; docs/weights.md shows one",
        ),
        [_, ..] if asked.within_segment => refuse(
            Code::OptionIdle,
            "knows no firms, and so no segments",
            "leave --within out; judgements hold for all",
        ),
        [] => Ok((None, Findings::new())),
        sources => {
            let terms = Terms::of(card, members);
            let (judged, noticed) = Judgements::read(sources, asked.method, &terms, asked.random_index)?;
            Ok((Some(judged), noticed))
        }
    }
}

/// Weighs `members` by the firms at `rows`.
fn weigh(
    cohort: &Cohort<'_>,
    asked: &Asked,
    members: &[usize],
    rows: &[u32],
    segment: Option<usize>,
    judged: Option<&Judgements>,
) -> SegmentProposal {
    let card = cohort.scorecard;
    let columns = || -> Vec<Cells<f64>> {
        let details = cohort.scores.details.as_ref().unwrap_or_else(|| panic!("scores keep their details"));
        members.iter().map(|&at| details[at].normalised.take(rows)).collect()
    };
    let by_data = rows.len() >= FEWEST;
    let found = match (asked.method, judged) {
        (_, Some(judged)) => Some(Found::Judged(judged.clone())),
        (Method::Equal, _) => Some(Found::Equal(equal(members.len()))),
        (Method::StdDev, _) if by_data => Some(Found::StdDev(stddev(&columns()))),
        (Method::Entropy, _) if by_data => Some(Found::Entropy(entropy(&columns()))),
        (Method::Critic, _) if by_data => {
            Some(Found::Critic(critic(&columns(), asked.correlation.unwrap_or_default())))
        }
        (Method::Merec, _) if by_data => {
            Some(Found::Merec(merec(&columns(), asked.least_share.unwrap_or(LEAST_SHARE))))
        }
        (Method::Pca, _) if by_data => Some(Found::Pca(pca(&columns()))),
        _ => None,
    };
    SegmentProposal {
        segment: segment.map(|at| card.segments[at].id.clone()),
        firms: rows.len(),
        found,
        indicators: members.iter().map(|&at| card.indicators[at].id.clone()).collect(),
    }
}

/// The overlay, with where its numbers come from.
fn write(
    cohort: &Cohort<'_>,
    asked: &Asked,
    named: &Named,
    scale: Scale,
    units: &[Option<Vec<u64>>],
    found: &[SegmentProposal],
) -> String {
    let card = cohort.scorecard;
    let method = match (asked.method, asked.correlation, asked.least_share) {
        (Method::Critic, Some(Correlation::Spearman), _) => "critic (spearman)".to_owned(),
        (Method::Merec, _, Some(share)) => format!("merec (shares below {share} count as {share})"),
        (method, ..) => method.as_str().to_owned(),
    };
    let within = if asked.within_segment { ", each segment by its own firms" } else { "" };
    let as_today: Vec<&str> =
        found.iter().filter(|one| one.found.is_none()).filter_map(|one| one.segment.as_deref()).collect();
    let as_today = if as_today.is_empty() {
        String::new()
    } else {
        format!(" (today's kept for want of firms: {})", as_today.join(", "))
    };
    let judged = asked.judgements.iter().map(|source| {
        let digest = crate::parameters::sha256(source.text.as_bytes());
        format!("; judgements {}, SHA-256 {digest}", source.name)
    });
    let judged: String = judged.collect();
    let source = format!(
        "weights derived by {method}{within}{as_today}, from {} as of {}; cohort {}, SHA-256 {}{judged}",
        card.id, cohort.as_of, cohort.file, cohort.sha256
    );
    let said = Said {
        id: &overlay::id_of(card, &format!("-{}", asked.method.as_str())),
        title: &format!("{} (weights by {method})", card.title),
        title_zh: None,
        source: &source,
        basis: WeightsBasis::Derived,
        remark: "A proposal, written by `jifen weights`: only weights, laid over the scorecard they are for.",
    };
    overlay::text(card, scale, units, named, &said)
}
