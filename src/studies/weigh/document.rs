//! Weights by a method beside today's, for people.

use super::{Caution, Derivation, Interval, Report, SegmentDerivation};
use crate::figures::number::{counted, number, percent, thousands};
use crate::figures::{Bar, Cell, Chart, Document, Marks, Section};
use crate::stats::{Concordance, short};
use crate::studies::weights::judgements::Comparison as Compared;
use crate::studies::weights::methods::ahp::Ahp;
use crate::studies::weights::methods::bwm::Bwm;
use crate::studies::weights::methods::pca::LEAST_TOGETHER;
use crate::studies::weights::side_by_side::{by_indicator, change};
use crate::studies::weights::{Judgements, Panel};

impl Report {
    /// The proposal as a person reads it.
    pub(super) fn to_document(&self) -> Document {
        let method = self.method.as_str();
        let title = format!(
            "Weights of {} by {method}, {} as of {}",
            self.about.scorecard, self.about.cohort, self.about.as_of
        );
        let found: Vec<String> = self.found.iter().flat_map(found).collect();
        let mut document = Document::new(title).section(weights(self)).section(Section::new().lines(found));
        if self.judges().next().is_some() {
            document.push(Section::named("Judges").table(self.by_judge()));
        }
        let cautions: Vec<String> = self.found.iter().flat_map(cautions).collect();
        if !cautions.is_empty() {
            document.push(Section::new().heading("bear in mind").bullets(&cautions));
        }
        document.sections(self.effect.effect(self.decimals))
    }
}

/// What to bear in mind, a line for each thing with what to do about it.
fn cautions(segment: &SegmentDerivation) -> Vec<String> {
    let of = segment.segment.as_ref().map_or(String::new(), |segment| format!("{segment}: "));
    let line = |caution: &Caution| format!("{of}{}; {}", caution.message, caution.help);
    segment.cautions.iter().map(line).collect()
}

/// Today's weights and those proposed, with the intervals of the latter.
fn weights(proposal: &Report) -> Section {
    let decimals = proposal.weight_decimals;
    let table = by_indicator(
        &proposal.indicators,
        &proposal.segments,
        |indicator| &indicator.id,
        |indicator, at| change(indicator.today[at], indicator.proposed[at], decimals),
    );
    let one = proposal.segments.len() == 1;
    let have = |at: &usize| proposal.indicators.iter().any(|indicator| indicator.intervals[*at].is_some());
    let table = table.each((0..proposal.segments.len()).filter(have), |rows, at| {
        let header = if one { "95 %".to_owned() } else { format!("95 % in {}", proposal.segments[at]) };
        rows.right(header, move |indicator| match indicator.intervals[at] {
            Some(Interval { low, high }) => format!("{} to {}", number(low, 1), number(high, 1)).into(),
            None => Cell::Missing,
        })
    });
    let section = Section::named("Weights").table(table);
    proposal.segments.iter().enumerate().fold(section, |section, (at, segment)| {
        let bars = proposal.indicators.iter().map(|indicator| Bar {
            label: indicator.id.as_str().into(),
            values: vec![Some(indicator.today[at]), Some(indicator.proposed[at])],
        });
        let series = ["today", "proposed"].map(Into::into).into();
        let title = if one { "Weights".to_owned() } else { format!("Weights in {segment}") };
        section.chart(Chart::new(title, Marks::Bars { series, bars: bars.collect() }))
    })
}

/// What to know of how the weights came about, a line for each thing.
fn found(segment: &SegmentDerivation) -> Vec<String> {
    let of = segment.segment.as_ref().map_or(String::new(), |segment| format!("{segment}: "));
    let Some(found) = &segment.found else {
        return vec![format!("{of}{}: today's weights stay", segment.why_todays())];
    };
    let replicates = match segment.replicates {
        0 => None,
        many => Some(format!(
            "{of}95 % of {} bootstrap replicates of {} lie in the intervals",
            thousands(many as u64),
            counted(segment.firms, "firm")
        )),
    };
    replicates.into_iter().chain(by_method(segment, found, &of)).collect()
}

/// What to know of one method.
fn by_method(segment: &SegmentDerivation, found: &Derivation, of: &str) -> Vec<String> {
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
        Derivation::Judged(panel) => judged(panel, &segment.indicators),
        _ => Vec::new(),
    }
}

/// How far each person's judgements agree with themselves, and all with one another.
fn judged(panel: &Panel, indicators: &[String]) -> Vec<String> {
    let own = match &panel.found {
        Judgements::Ahp { comparisons, .. } => {
            comparisons.iter().flat_map(|one| pairs(one, comparisons.len() > 1)).collect()
        }
        Judgements::Bwm(found) => vec![best_worst(found, indicators)],
        _ => Vec::new(),
    };
    let each = panel.judges.iter().filter_map(|judge| match &judge.found {
        Judgements::Bwm(found) => Some(format!("{}: {}", judge.name, best_worst(found, indicators))),
        _ => None,
    });
    own.into_iter().chain(each).chain(agreement(panel)).collect()
}

/// How far the orders that people's weights make agree.
fn agreement(panel: &Panel) -> Option<String> {
    let judges = match panel.judges.len() {
        0 => return None,
        many => counted(many, "judge"),
    };
    let how = match &panel.found {
        Judgements::Mean { .. } => ", each counting alike: the mean of their weights",
        _ => "",
    };
    let Some(Concordance { w, p, is_exact }) = panel.agreement else {
        return Some(format!("{judges}{how}; all weigh all alike, which is no order to agree on"));
    };
    let law = if is_exact { "of all arrangements" } else { "by χ²" };
    let p = if p < 0.001 { "p < 0.001".to_owned() } else { format!("p {p:.3}") };
    Some(format!("{judges}{how}; agreement of their orders: Kendall's W {w:.3}, {p} {law}"))
}

fn best_worst(found: &Bwm, indicators: &[String]) -> String {
    let revisit = found.revisit.map_or(String::new(), |at| format!("; think over {}", indicators[at]));
    let ratio = found.consistency_ratio.map_or_else(
        || "no consistency ratio, since all are said to be alike".to_owned(),
        |ratio| format!("consistency ratio {ratio:.3}"),
    );
    format!("{ratio}, ξ {:.4}{revisit}", found.xi)
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
        one.found.random_index.of_whom(one.members.len()),
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
    let revisit = found.revisit.as_ref().filter(|_| found.is_inconsistent());
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
