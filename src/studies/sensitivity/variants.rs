//! Variants of a scorecard with other choices: curves, missing values, outliers, aggregation.

use serde::Serialize;

use super::names::Choice;
use super::options::{Choices, CombineKind, CurveKind, MissingKind, TreatmentKind};
use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::Keyword;
use crate::scorecard::{
    Combine, Curve, Direction, Indicator, Missing, Node, Scorecard, Ties, Treatment, Within,
};
use crate::words::{Message, say};

/// Tail quantile at which `trimmed` winsorises.
const TRIM: f64 = 0.01;

/// Name of the option that leaves the scorecard as it is.
const AS_WRITTEN: &str = "as-written";

impl Choices {
    /// The choices with more than one option, except the indicator to leave out.
    pub(super) fn of_variants(&self) -> Vec<Choice> {
        let all = [
            ("curves", names(&self.curves)),
            ("missing", names(&self.missing)),
            ("treatment", names(&self.treatment)),
            ("combine", names(&self.combine)),
        ];
        let several = all.into_iter().filter(|(_, options)| options.len() > 1);
        several.map(|(id, options)| Choice { id: id.to_owned(), options }).collect()
    }

    /// Number of variants of a scorecard, the original included.
    pub fn variants(&self) -> usize {
        let of_indicators = options(&self.curves).len() * options(&self.missing).len();
        of_indicators * options(&self.treatment).len() * options(&self.combine).len()
    }

    /// Every variant of `card`, in the order of [`Plan::variant`](super::draws::Plan::variant): the original
    /// scorecard first.
    pub(super) fn variants_of(&self, card: &Scorecard) -> Vec<Scorecard> {
        let mut variants = Vec::with_capacity(self.variants());
        for curve in options(&self.curves) {
            for missing in options(&self.missing) {
                for treatment in options(&self.treatment) {
                    let mut variant = card.clone();
                    for indicator in &mut variant.indicators {
                        change(indicator, curve, missing, treatment);
                    }
                    variants.extend(options(&self.combine).into_iter().map(|kind| match kind {
                        Some(kind) => combined(&variant, kind),
                        None => variant.clone(),
                    }));
                }
            }
        }
        variants
    }
}

impl Choices {
    /// Refuses aggregations that do not apply to the scorecard.
    ///
    /// # Errors
    /// A top level that is neither a sum nor a mean; an aggregation that the top level already has.
    pub(super) fn check_combine(&self, card: &Scorecard) -> Result<(), Findings> {
        let Some(first) = self.combine.first() else { return Ok(()) };
        let group = &card.groups[top_level(card)];
        let fault = |message: Message, help: Message| {
            Err(Finding::new(Code::OptionIdle, Place::default(), message).help(help).into())
        };
        let Some(own) = group.combine.as_mean() else {
            let (scorecard, way, group_id) = (&card.id, first.word(), &group.id);
            let message = say!(
                sensitivity::combine_picks,
                scorecard = scorecard,
                way = way,
                group = group_id,
                own = group.combine.as_str()
            );
            return fault(message, say!(sensitivity::combine_picks_help));
        };
        if self.combine.iter().any(|kind| kind.word() == own.as_str()) {
            let message = say!(sensitivity::combine_same, scorecard = &card.id, way = own.as_str());
            return fault(message, say!(sensitivity::combine_same_help));
        }
        Ok(())
    }
}

/// The group whose members are the top level: the base, or its only member if that is a group, and so on.
fn top_level(card: &Scorecard) -> usize {
    let mut group = card.base();
    while let [Node::Group(only)] = *card.groups[group].members {
        group = only;
    }
    group
}

/// The scorecard with another aggregation at its top level: members are weighted by full marks in place of a
/// sum, by their weights in place of a mean.
fn combined(card: &Scorecard, kind: CombineKind) -> Scorecard {
    let mut card = card.clone();
    let group = top_level(&card);
    let members = card.groups[group].members.clone();
    if card.groups[group].combine.is_sum() {
        let marks = card.marks();
        for node in &members {
            if let Node::Group(at) = *node {
                card.groups[at].weight.clone_from(&marks.full[at]);
            }
        }
        // A mean does not distribute reserved points either.
        let full = |segment: usize| members.iter().map(|&node| marks.full(node)[segment]).sum();
        let full: Vec<f64> = (0..card.segments.len()).map(full).collect();
        let own = &mut card.groups[group];
        own.full_marks = full.into_iter().map(|full| own.capped(full)).collect();
    }
    let own = &mut card.groups[group].combine;
    *own = Combine::named(kind.word()).unwrap_or(*own);
    card
}

/// The scorecard's own option, then the others without repeats.
fn options<T: Copy + PartialEq>(others: &[T]) -> Vec<Option<T>> {
    let mut options = vec![None];
    for &other in others {
        if !options.contains(&Some(other)) {
            options.push(Some(other));
        }
    }
    options
}

/// Names of the [`options`] in files and documents.
fn names<T: Copy + PartialEq + Serialize>(others: &[T]) -> Vec<String> {
    let word = |kind: T| serde_json::to_value(kind).ok().and_then(|word| Some(word.as_str()?.to_owned()));
    let name = |option: Option<T>| option.and_then(word).unwrap_or_else(|| AS_WRITTEN.to_owned());
    options(others).into_iter().map(name).collect()
}

fn change(
    indicator: &mut Indicator,
    curve: Option<CurveKind>,
    missing: Option<MissingKind>,
    treatment: Option<TreatmentKind>,
) {
    let all = Within::default();
    let is_number = !matches!(indicator.curve, Curve::Flag | Curve::Classes { .. });
    if let (Some(treatment), true) = (treatment, is_number) {
        let stays = |step: &Treatment| matches!(step, Treatment::Ln | Treatment::Ln1p);
        indicator.treatment.retain(stays);
        if treatment == TreatmentKind::Trimmed {
            let trim = Treatment::Winsorise { lower: TRIM, upper: 1.0 - TRIM, within: all };
            indicator.treatment.insert(0, trim);
        }
    }
    if let (Some(curve), true, Some(direction)) = (curve, is_number, better_end(indicator)) {
        indicator.direction = direction;
        indicator.curve = match curve {
            CurveKind::Percentile => Curve::Percentile { within: all, ties: Ties::Mean },
            CurveKind::MinMax => Curve::MinMax { within: all },
            CurveKind::ZScore => Curve::ZScore { within: all },
        };
    }
    if indicator.missing == Missing::Reject {
        return;
    }
    indicator.missing = match missing {
        None => indicator.missing,
        Some(MissingKind::Zero) => Missing::Zero,
        Some(MissingKind::Skip) => Missing::Skip,
        Some(MissingKind::Mean) if is_number => Missing::Mean(all),
        Some(MissingKind::Median) if is_number => Missing::Median(all),
        Some(MissingKind::Mean | MissingKind::Median) => indicator.missing,
    };
}

/// The better end of an indicator: its direction, or for knots that of its curve; `None` if the marks both
/// rise and fall, or are constant.
fn better_end(indicator: &Indicator) -> Option<Direction> {
    let Curve::Piecewise { knots } = &indicator.curve else { return Some(indicator.direction) };
    let rises = knots.windows(2).any(|pair| pair[0].1 < pair[1].1);
    let falls = knots.windows(2).any(|pair| pair[0].1 > pair[1].1);
    match (rises, falls) {
        (true, false) => Some(Direction::Higher),
        (false, true) => Some(Direction::Lower),
        _ => None,
    }
}
