//! Derived weights beside today's, as a document for people.

use super::{Caution, Derivation, Interval, Report, SegmentDerivation};
use crate::figures::number::{number, percent};
use crate::figures::{Bar, Cell, Chart, Document, Marks, Section, Statistic};
use crate::stats::{Concordance, short};
use crate::studies::titles::Titles;
use crate::studies::weights::judgements::Comparison as Compared;
use crate::studies::weights::methods::ahp::Ahp;
use crate::studies::weights::methods::bwm::Bwm;
use crate::studies::weights::methods::pca::{LEAST_TOGETHER, Pca};
use crate::studies::weights::side_by_side::{by_indicator, change};
use crate::studies::weights::{Judgements, Method, Panel};
use crate::words::{Arg, Between, Message, say};

/// The method's keyword in English, its name in Chinese.
pub(super) fn method_name(method: Method) -> Message {
    say!(weigh::method, method = method.as_str())
}

impl Report {
    /// The proposal as a document for people.
    pub(super) fn to_document(&self) -> Document {
        let title = say!(
            weigh::title,
            scorecard = &self.about.scorecard,
            method = method_name(self.method),
            cohort = &self.about.cohort,
            day = self.about.day()
        );
        let found: Vec<Message> = self.found.iter().flat_map(|one| found(one, &self.titles)).collect();
        let mut document = Document::new(title).section(weights(self)).section(Section::new().lines(found));
        if self.judges().next().is_some() {
            document.push(Section::named(say!(weigh::judges)).table(self.by_judge()));
        }
        let cautions: Vec<Message> = self.found.iter().flat_map(|one| cautions(one, &self.titles)).collect();
        if !cautions.is_empty() {
            document.push(Section::new().heading(say!(weigh::cautions)).bullets(&cautions));
        }
        document.sections(self.effect.effect(self.decimals))
    }
}

/// A sentence with the segment it is about, unless that is the whole cohort.
fn in_segment(segment: &SegmentDerivation, sentence: Message, titles: &Titles) -> Message {
    match &segment.segment {
        Some(id) => say!(weigh::in_segment, segment = titles.segment(id), sentence = sentence),
        None => sentence,
    }
}

/// Cautions, one line each with the recommended action.
fn cautions(segment: &SegmentDerivation, titles: &Titles) -> Vec<Message> {
    let line = |caution: &Caution| {
        let caution = say!(weigh::caution, message = &caution.message, help = &caution.help);
        in_segment(segment, caution, titles)
    };
    segment.cautions.iter().map(line).collect()
}

/// Today's weights and the proposed ones with their intervals.
fn weights(proposal: &Report) -> Section {
    let decimals = proposal.weight_decimals;
    let segments: Vec<Message> = proposal.segments.iter().map(|id| proposal.titles.segment(id)).collect();
    let table = by_indicator(
        &proposal.indicators,
        &segments,
        |indicator| Message::title(&indicator.id, indicator.title_zh.as_ref()),
        |indicator, at| change(indicator.today[at], indicator.proposed[at], decimals),
    );
    let one = segments.len() == 1;
    let have = |at: &usize| proposal.indicators.iter().any(|indicator| indicator.intervals[*at].is_some());
    let table = table.each((0..segments.len()).filter(have), |rows, at| {
        let header = if one {
            say!(weigh::header_interval)
        } else {
            say!(weigh::header_interval_in, segment = &segments[at])
        };
        rows.right(header, move |indicator| match indicator.intervals[at] {
            Some(Interval { low, high }) => {
                say!(weigh::interval, low = number(low, 1), high = number(high, 1)).into()
            }
            None => Cell::Missing,
        })
    });
    let section = Section::named(say!(weigh::weights)).table(table);
    segments.iter().enumerate().fold(section, |section, (at, segment)| {
        let bars = proposal.indicators.iter().map(|indicator| Bar {
            label: Message::title(&indicator.id, indicator.title_zh.as_ref()),
            values: vec![Some(indicator.today[at]), Some(indicator.proposed[at])],
        });
        let series = vec![say!(weigh::series_today), say!(weigh::series_proposed)];
        let title = if one { say!(weigh::weights) } else { say!(weigh::weights_in, segment = segment) };
        section.chart(Chart::new(title, Marks::Bars { series, bars: bars.collect() }))
    })
}

/// Notes on the derivation, one line each.
fn found(segment: &SegmentDerivation, titles: &Titles) -> Vec<Message> {
    let Some(found) = &segment.found else {
        return vec![in_segment(segment, segment.todays_stay(), titles)];
    };
    let replicates = match segment.replicates {
        0 => None,
        many => Some(say!(weigh::replicates, replicates = many, firms = segment.firms)),
    };
    let by_data = match found {
        Derivation::Pca(pca) => Some(factors(pca)),
        _ => None,
    };
    let by_data = replicates.into_iter().chain(by_data);
    let by_data = by_data.map(|sentence| in_segment(segment, sentence, titles));
    let judged = match found {
        Derivation::Judged(panel) => judged(panel, &segment.indicators, titles),
        _ => Vec::new(),
    };
    by_data.chain(judged).collect()
}

/// Number of factors kept, and the share of variance they explain.
fn factors(pca: &Pca) -> Message {
    let explained = || Arg::items(pca.explained.iter().map(|share| percent(*share)));
    let (factors, least) = (pca.explained.len(), (100.0 * LEAST_TOGETHER).to_string());
    match (factors, pca.is_enough) {
        (0, _) => say!(weigh::factors_none, least = least),
        (_, true) => say!(weigh::factors, factors = factors, explained = explained()),
        (_, false) => {
            say!(weigh::factors_poor, factors = factors, explained = explained(), least = least)
        }
    }
}

/// Consistency of each person's judgements, and their agreement.
fn judged(panel: &Panel, indicators: &[String], titles: &Titles) -> Vec<Message> {
    let own = match &panel.found {
        Judgements::Ahp { comparisons, .. } => {
            comparisons.iter().flat_map(|one| pairs(one, comparisons.len() > 1, titles)).collect()
        }
        Judgements::Bwm(found) => vec![best_worst(found, indicators, titles)],
        _ => Vec::new(),
    };
    let each = panel.judges.iter().filter_map(|judge| match &judge.found {
        Judgements::Bwm(found) => {
            let sentence = best_worst(found, indicators, titles);
            Some(say!(weigh::of_judge, judge = &judge.name, sentence = sentence))
        }
        _ => None,
    });
    let has_ratio = match &panel.found {
        Judgements::Ahp { comparisons, .. } => {
            comparisons.iter().any(|one| one.found.consistency_ratio.is_some())
        }
        _ => false,
    };
    let ratios = has_ratio.then(|| Statistic::Consistency { most: 0.1 }.legend());
    let concordance = panel.agreement.as_ref().map(|_| Statistic::Concordance.legend());
    own.into_iter().chain(ratios).chain(each).chain(agreement(panel)).chain(concordance).collect()
}

/// Kendall's W of the orders by people's weights.
fn agreement(panel: &Panel) -> Option<Message> {
    let judges = panel.judges.len();
    if judges == 0 {
        return None;
    }
    let how = if matches!(panel.found, Judgements::Mean { .. }) { "mean" } else { "merged" };
    let Some(Concordance { w, p, is_exact }) = panel.agreement else {
        return Some(say!(weigh::agreement_none, judges = judges, how = how));
    };
    Some(say!(
        weigh::agreement,
        judges = judges,
        how = how,
        w = Statistic::Concordance.read(w, 3),
        p = if p < 0.001 { "< 0.001".to_owned() } else { format!("{p:.3}") },
        law = if is_exact { "exact" } else { "chi-square" }
    ))
}

fn best_worst(found: &Bwm, indicators: &[String], titles: &Titles) -> Message {
    let xi = format!("{:.4}", found.xi);
    let ratio = found.consistency_ratio.map(|ratio| format!("{ratio:.3}"));
    let revisit = found.revisit.map(|at| titles.indicator(&indicators[at]));
    match (ratio, revisit) {
        (Some(ratio), None) => say!(weigh::best_worst, ratio = ratio, xi = xi),
        (Some(ratio), Some(indicator)) => {
            say!(weigh::best_worst_revisit, ratio = ratio, xi = xi, indicator = indicator)
        }
        (None, None) => say!(weigh::best_worst_alike, xi = xi),
        (None, Some(indicator)) => {
            say!(weigh::best_worst_alike_revisit, xi = xi, indicator = indicator)
        }
    }
}

/// Consistency of one comparison, also for each expert; in a hierarchy with the `local` weights.
fn pairs(one: &Compared, local: bool, titles: &Titles) -> Vec<Message> {
    let share = |(member, weight): (&String, &f64)| {
        say!(weigh::share, indicator = titles.member(member), share = percent(*weight))
    };
    let shares = one.members.iter().zip(&one.found.weights).map(share);
    let shares = local.then(|| Message::joined(Between::Items, shares));
    let (author, experts) = (one.found.random_index.of_whom(one.members.len()), one.experts.len());
    let ratio = match ratio_of(&one.found) {
        Some(ratio) => say!(weigh::ratio, ratio = ratio, author = author, experts = experts),
        None => say!(weigh::ratio_unknown, author = author, experts = experts),
    };
    let clauses = shares.into_iter().chain([ratio]).chain(reconsider(&one.members, &one.found, titles));
    let group = one.group.as_deref().map_or_else(|| say!(weigh::whole), |group| titles.member(group));
    let all = say!(weigh::of_group, group = group, sentences = clauses_of(clauses));
    let experts = one.experts.iter().map(|expert| {
        let ratio = match ratio_of(&expert.found) {
            Some(ratio) => say!(weigh::ratio_alone, ratio = ratio),
            None => say!(weigh::ratio_alone_unknown),
        };
        let clauses = [ratio].into_iter().chain(reconsider(&one.members, &expert.found, titles));
        say!(weigh::of_expert, expert = &expert.name, sentences = clauses_of(clauses))
    });
    std::iter::once(all).chain(experts).collect()
}

fn clauses_of(clauses: impl Iterator<Item = Message>) -> Arg {
    Arg::from(Message::joined(Between::Clauses, clauses))
}

/// The consistency ratio with three decimals and its reading.
fn ratio_of(found: &Ahp) -> Option<Message> {
    let statistic = Statistic::Consistency { most: found.consistency_limit };
    found.consistency_ratio.map(|ratio| statistic.read(ratio, 3))
}

/// The judgement to revisit, if the comparison is inconsistent.
fn reconsider(members: &[String], found: &Ahp, titles: &Titles) -> Option<Message> {
    let revisit = found.revisit.as_ref().filter(|_| found.is_inconsistent())?;
    Some(say!(
        weigh::reconsider,
        one = titles.member(&members[revisit.row]),
        other = titles.member(&members[revisit.column]),
        judged = short(revisit.said),
        implied = short(revisit.derived)
    ))
}
