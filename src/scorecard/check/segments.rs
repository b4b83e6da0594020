//! Checks of segments: which firms each takes. Only rules that compare names with constants are examined, so
//! that every report is certain.

use std::collections::BTreeMap;

use super::Checker;
use super::domain::{Cases, Domain, Piece, pieces};
use super::rules::Rules;
use super::tree::ALL;
use crate::expr::{Compared, End, Expr};
use crate::finding::Code;
use crate::parameters::Spanned;
use crate::scorecard::{Segment, written};
use crate::words::{Message, say};

/// The segments; a single one for all firms if the scorecard has none.
pub(super) fn check(checker: &mut Checker<'_>, rules: &Rules, written: &written::Scorecard) -> Vec<Segment> {
    if written.segment.is_empty() {
        let [title, title_zh] = say!(scorecard::all_firms).in_both();
        return vec![Segment { id: ALL.to_owned(), title, title_zh: Some(title_zh), when: None }];
    }
    let compile = |checker: &mut Checker<'_>, when: &Option<Spanned<String>>| {
        when.as_ref().and_then(|when| rules.parting(checker, when, "when", "segment", false))
    };
    if let Some(catch_all) = written.segment.iter().position(|segment| segment.when.is_none()) {
        for beyond in &written.segment[catch_all + 1..] {
            let message = say!(scorecard::segment_unreachable, segment = beyond.id.get_ref());
            let first = written.segment[catch_all].id.get_ref();
            let help = say!(scorecard::segment_unreachable_help, first = first);
            checker.fault(Code::SegmentUnreachable, &beyond.id.span(), "id", message, help);
        }
    }
    if written.segment.len() > usize::from(u16::MAX) {
        let message = say!(scorecard::segments_too_many);
        let help = say!(scorecard::segments_too_many_help, most = u32::from(u16::MAX));
        checker.fault(Code::TooMany, &written.id.span(), "segment", message, help);
    }
    let mut segments = Vec::new();
    for segment in &written.segment {
        segments.push(Segment {
            id: segment.id.get_ref().clone(),
            title: segment.title.clone(),
            title_zh: segment.title_zh.clone(),
            when: compile(checker, &segment.when),
        });
    }
    empty(checker, rules, written, &segments);
    gaps(checker, rules, written, &segments);
    segments
}

/// A rule, with its comparisons by slot.
type Comparing<'r> = (&'r Expr, BTreeMap<usize, Compared>);

/// Greatest number of segments that are checked one by one if the rules together have too many cases.
const FEW: usize = 64;
/// Greatest number of evaluations in the search for gaps: one for each rule and number.
const MOST_ANSWERS: usize = 200_000_000;

/// Reports each segment whose firms all belong to earlier segments.
fn empty(checker: &mut Checker<'_>, rules: &Rules, written: &written::Scorecard, segments: &[Segment]) {
    // Rules that do more than compare are left out. If the other earlier segments take all firms of a
    // segment, it is empty in any case.
    let comparing: Vec<Option<Comparing<'_>>> = segments.iter().map(comparing).collect();
    let mut together = Taken::new(&comparing, rules);
    for (at, (entry, segment)) in written.segment.iter().zip(segments).enumerate() {
        let is_few = together.is_none() && at < FEW;
        let mut alone = if is_few { Taken::before(&comparing[..=at], rules) } else { None };
        let Some(taken) = together.as_mut().or(alone.as_mut()) else { continue };
        let help = match &comparing[at] {
            // A faulty rule has its own finding.
            None if entry.when.is_none() && taken.all() => say!(scorecard::segment_empty_rest_help),
            Some((rule, _)) if taken.none_left(rule) => say!(scorecard::segment_empty_rule_help),
            _ => continue,
        };
        let message = say!(scorecard::segment_empty, segment = &segment.id);
        checker.fault(Code::SegmentEmpty, &entry.id.span(), "id", message, help);
    }
}

/// The segment's rule, if it only compares.
fn comparing(segment: &Segment) -> Option<Comparing<'_>> {
    let when = segment.when.as_ref().filter(|when| !when.is_constant())?;
    Some((when, when.compared()?))
}

/// The cases that rules distinguish, and which of them the segments so far take.
struct Taken {
    cases: Cases,
    by_any: Vec<bool>,
    /// Whether any segment has been added.
    begun: bool,
}

impl Taken {
    /// All cases that the rules of `segments` distinguish, none taken yet; `None` if there are too many.
    fn new(segments: &[Option<Comparing<'_>>], rules: &Rules) -> Option<Taken> {
        let mut all = BTreeMap::new();
        segments.iter().flatten().for_each(|(_, compared)| join(&mut all, compared));
        let cases = Cases::new(all, &rules.domains)?;
        Some(Taken { by_any: vec![false; cases.len()], cases, begun: false })
    }

    /// All cases that the rules of `segments` distinguish, with those taken by all segments except the last.
    fn before(segments: &[Option<Comparing<'_>>], rules: &Rules) -> Option<Taken> {
        let mut taken = Taken::new(segments, rules)?;
        let (_, before) = segments.split_last()?;
        for (rule, _) in before.iter().flatten() {
            taken.none_left(rule);
        }
        Some(taken)
    }

    /// Whether every case is taken, those with unknown values included.
    fn all(&self) -> bool {
        self.begun && self.by_any.iter().all(|taken| *taken)
    }

    /// Takes the cases that meet `rule`, and returns whether all of them were taken before; `false` for a
    /// rule that no case meets, which has its own finding.
    fn none_left(&mut self, rule: &Expr) -> bool {
        let (mut meets, mut left) = (false, false);
        for (taken, holds) in self.by_any.iter_mut().zip(self.cases.judge(rule)) {
            if holds == Some(true) {
                meets = true;
                left |= !std::mem::replace(taken, true);
            }
        }
        self.begun = true;
        meets && !left
    }
}

fn join(all: &mut BTreeMap<usize, Compared>, more: &BTreeMap<usize, Compared>) {
    for (slot, compared) in more {
        match all.get_mut(slot) {
            Some(known) => known.extend(compared.clone()),
            None => drop(all.insert(*slot, compared.clone())),
        }
    }
}

/// Reports firms that no segment takes, if all rules compare the same number.
fn gaps(checker: &mut Checker<'_>, rules: &Rules, written: &written::Scorecard, segments: &[Segment]) {
    let whens: Option<Vec<&Expr>> = segments.iter().map(|segment| segment.when.as_ref()).collect();
    // A segment without a rule takes the rest; a faulty rule has its own finding.
    let Some(whens) = whens else { return };
    let mut all = BTreeMap::new();
    for when in &whens {
        let Some(compared) = when.compared() else { return };
        join(&mut all, &compared);
    }
    let mut one = all.iter();
    let (Some((slot, Compared::Numbers(cuts))), None) = (one.next(), one.next()) else { return };
    let (name, domain) = (rules.name(*slot), &rules.domains[*slot]);
    let span = written.segment[0].id.span();
    let pieces = examples(cuts, domain);
    let numbers = pieces.iter().map(|(_, example)| Some(*example)).chain([None]);
    if whens.len().saturating_mul(pieces.len() + 1) > MOST_ANSWERS {
        return;
    }
    let cases = Cases::of_numbers(*slot, numbers);
    let mut fits = vec![false; cases.len()];
    for when in &whens {
        fits.iter_mut().zip(cases.judge(when)).for_each(|(fits, holds)| *fits |= holds == Some(true));
    }
    for message in gaps_between(name, &pieces, &fits) {
        checker.fault(Code::SegmentGap, &span, "segment", message, say!(scorecard::segment_gap_help));
    }
    if !domain.known && fits.last() == Some(&false) {
        let message = say!(scorecard::segment_gap_unknown, name = name);
        let help = say!(scorecard::segment_gap_unknown_help);
        checker.fault(Code::SegmentUnknown, &span, "segment", message, help);
    }
}

/// The pieces into which `cuts` divide the numbers of `domain`, each with an example; empty if the domain has
/// gaps.
fn examples(cuts: &[f64], domain: &Domain) -> Vec<(Piece, f64)> {
    let Some(from) = domain.gapless_from else { return Vec::new() };
    let mut bounds = domain.bounds.clone();
    bounds.low = bounds.low.max(End::of(from));
    let pieces = pieces(cuts.to_vec()).into_iter();
    pieces.filter_map(|piece| Some((piece, piece.example(&bounds)?))).collect()
}

/// One message per gap: a run of pieces of the number `name` that no segment takes.
fn gaps_between(name: &str, pieces: &[(Piece, f64)], fits: &[bool]) -> Vec<Message> {
    let refused: Vec<(Piece, bool)> =
        pieces.iter().zip(fits).map(|((piece, _), fits)| (*piece, !fits)).collect();
    let gaps = refused.chunk_by(|(_, one), (_, next)| one == next);
    gaps.filter_map(|gap| match gap {
        [(first, true), .., (last, _)] | [(first @ last, true)] => Some(in_gap(name, *first, *last)),
        _ => None,
    })
    .collect()
}

/// The message for the gap in the number `name` from the `first` piece to the `last`.
fn in_gap(name: &str, first: Piece, last: Piece) -> Message {
    if let (Piece::At(x), Piece::At(y)) = (first, last)
        && x == y
    {
        return say!(scorecard::segment_gap_at, name = name, at = x.to_string());
    }
    // Whether the gap includes its ends, as the message's selector needs.
    let low = match first {
        Piece::At(x) => Some(("at", x.to_string())),
        Piece::Between(x, _) => x.map(|x| ("beyond", x.to_string())),
    };
    let high = match last {
        Piece::At(x) => Some(("at", x.to_string())),
        Piece::Between(_, x) => x.map(|x| ("beyond", x.to_string())),
    };
    match (low, high) {
        (Some((low, from)), Some((high, to))) => {
            say!(scorecard::segment_gap_between, name = name, low = low, from = from, high = high, to = to)
        }
        (Some((low, from)), None) => say!(scorecard::segment_gap_from, name = name, low = low, from = from),
        (None, Some((high, to))) => say!(scorecard::segment_gap_to, name = name, high = high, to = to),
        (None, None) => say!(scorecard::segment_gap_any, name = name),
    }
}
