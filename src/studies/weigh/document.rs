//! Weights by a method beside today's, for people.

use super::{Derivation, Report, SegmentDerivation};
use crate::figures::number::{counted, percent};
use crate::figures::{Bar, Chart, Document, Marks, Section};
use crate::stats::short;
use crate::studies::weights::Judgements;
use crate::studies::weights::judgements::Comparison as Compared;
use crate::studies::weights::methods::ahp::{Ahp, MOST_INCONSISTENT};
use crate::studies::weights::methods::pca::LEAST_TOGETHER;
use crate::studies::weights::side_by_side::{by_indicator, change};

impl Report {
    /// The proposal as a person reads it.
    pub(super) fn to_document(&self) -> Document {
        let method = self.method.as_str();
        let title = format!(
            "Weights of {} by {method}, {} as of {}",
            self.about.scorecard, self.about.cohort, self.about.as_of
        );
        let found: Vec<String> = self.found.iter().flat_map(found).collect();
        Document::new(title)
            .section(weights(self))
            .section(Section::new().lines(found))
            .sections(self.effect.effect(self.decimals))
    }
}

/// Today's weights and those proposed.
fn weights(proposal: &Report) -> Section {
    let table = by_indicator(
        &proposal.indicators,
        &proposal.segments,
        |indicator| &indicator.id,
        |indicator, at| change(indicator.today[at], indicator.proposed[at], proposal.weight_decimals),
    );
    let one = proposal.segments.len() == 1;
    let section = Section::named("Weights").table(table);
    proposal.segments.iter().enumerate().fold(section, |section, (at, segment)| {
        let bars = proposal.indicators.iter().map(|indicator| Bar {
            label: indicator.id.clone(),
            values: vec![Some(indicator.today[at]), Some(indicator.proposed[at])],
        });
        let series = ["today", "proposed"].map(str::to_owned).into();
        let title = if one { "Weights".to_owned() } else { format!("Weights in {segment}") };
        section.chart(Chart::new(title, Marks::Bars { series, bars: bars.collect() }))
    })
}

/// What to know of how the weights came about, a line for each thing.
fn found(segment: &SegmentDerivation) -> Vec<String> {
    let of = segment.segment.as_ref().map_or(String::new(), |segment| format!("{segment}: "));
    let Some(found) = &segment.found else {
        let firms = counted(segment.firms, "firm");
        return vec![format!("{of}{firms} cannot weigh anything: today's weights stay")];
    };
    match found {
        Derivation::Pca(pca) => {
            let explained: Vec<String> = pca.explained.iter().map(|share| percent(*share)).collect();
            let factors = counted(explained.len(), "factor");
            let together = 100.0 * LEAST_TOGETHER;
            let caution = if pca.is_enough {
                String::new()
            } else {
                format!(", less than {together} % together: they stand for the indicators poorly")
            };
            let explained = if explained.is_empty() { "nothing".to_owned() } else { explained.join(", ") };
            vec![format!("{of}{factors} kept, explaining {explained} of the variance{caution}")]
        }
        Derivation::Judged(Judgements::Ahp { comparisons, .. }) => {
            comparisons.iter().flat_map(|one| pairs(one, comparisons.len() > 1)).collect()
        }
        Derivation::Judged(Judgements::Bwm(bwm)) => {
            let revisit =
                bwm.revisit.map_or(String::new(), |at| format!("; think over {}", segment.indicators[at]));
            let ratio = bwm.consistency_ratio.map_or_else(
                || "no consistency ratio, since all are said to be alike".to_owned(),
                |ratio| format!("consistency ratio {ratio:.3}"),
            );
            vec![format!("{ratio}, ξ {:.4}{revisit}", bwm.xi)]
        }
        _ => Vec::new(),
    }
}

/// How far the judgements of one comparison agree, those of each expert too; in a hierarchy with the `local`
/// weights.
fn pairs(one: &Compared, local: bool) -> Vec<String> {
    let share = |(member, weight): (&String, &f64)| format!("{member} {}", percent(*weight));
    let shares: Vec<String> = one.members.iter().zip(&one.found.weights).map(share).collect();
    let shares = if local { format!("{}; ", shares.join(", ")) } else { String::new() };
    let merged = match one.experts.len() {
        0 => String::new(),
        experts => format!(", {experts} experts merged by geometric mean"),
    };
    let all = format!(
        "{}: {shares}consistency ratio {} by the random index of {}{merged}{}",
        one.group.as_deref().unwrap_or("whole"),
        ratio(&one.found),
        one.found.random_index.of_whom(),
        think_over(&one.members, &one.found)
    );
    let experts = one.experts.iter().map(|expert| {
        let revisit = think_over(&one.members, &expert.found);
        format!("  {}: consistency ratio {}{revisit}", expert.name, ratio(&expert.found))
    });
    std::iter::once(all).chain(experts).collect()
}

fn ratio(found: &Ahp) -> String {
    found.consistency_ratio.map_or("not known".to_owned(), |ratio| format!("{ratio:.3}"))
}

/// The judgement to think over, where they contradict one another too much.
fn think_over(members: &[String], found: &Ahp) -> String {
    let revisit = found
        .revisit
        .as_ref()
        .filter(|_| found.consistency_ratio.is_none_or(|ratio| ratio > MOST_INCONSISTENT));
    revisit.map_or(String::new(), |revisit| {
        format!(
            "; think over {} to {}: said {}, all together say {}",
            members[revisit.row],
            members[revisit.column],
            short(revisit.said),
            short(revisit.derived)
        )
    })
}
