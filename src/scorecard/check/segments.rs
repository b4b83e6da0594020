//! Segments: which firms each takes, as far as their rules only compare names with constants. Where they do
//! more, nothing is said: what is told here is so.

use std::collections::BTreeMap;

use super::Checker;
use super::domain::{Cases, Domain, Piece, pieces};
use super::rules::Rules;
use super::tree::ALL;
use crate::expr::{Compared, End, Expr};
use crate::finding::Code;
use crate::parameters::Spanned;
use crate::scorecard::{Segment, written};

/// The segments; one for all firms where the scorecard has none.
pub(super) fn check(checker: &mut Checker<'_>, rules: &Rules, written: &written::Scorecard) -> Vec<Segment> {
    if written.segment.is_empty() {
        let (title, title_zh) = ("All firms".to_owned(), Some("全部企业".to_owned()));
        return vec![Segment { id: ALL.to_owned(), title, title_zh, when: None }];
    }
    let compile = |checker: &mut Checker<'_>, when: &Option<Spanned<String>>| {
        when.as_ref().and_then(|when| rules.parting(checker, when, "when", "the segment's rule", false))
    };
    if let Some(catch_all) = written.segment.iter().position(|segment| segment.when.is_none()) {
        for beyond in &written.segment[catch_all + 1..] {
            let message = format!("no firm can reach segment `{}`", beyond.id.get_ref());
            let help = format!(
                "segment `{}` takes every firm: give it a `when`",
                written.segment[catch_all].id.get_ref()
            );
            checker.fault(Code::SegmentUnreachable, &beyond.id.span(), "id", message, help);
        }
    }
    if written.segment.len() > usize::from(u16::MAX) {
        let help = format!("at most {} are possible", u16::MAX);
        checker.fault(Code::TooMany, &written.id.span(), "segment", "too many segments", help);
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

/// A rule, and what it compares by slot.
type Comparing<'r> = (&'r Expr, BTreeMap<usize, Compared>);

/// Segments that are looked at one by one, where the cases of all rules together are too many.
const FEW: usize = 64;
/// The most answers, of rules to numbers, that are asked for.
const MOST_ANSWERS: usize = 200_000_000;

/// Tells of each segment whose firms those before it take.
fn empty(checker: &mut Checker<'_>, rules: &Rules, written: &written::Scorecard, segments: &[Segment]) {
    // Rules that do more than compare are left out: what the others take, they take all the same.
    let comparing: Vec<Option<Comparing<'_>>> = segments.iter().map(comparing).collect();
    let mut together = Taken::new(&comparing, rules);
    for (at, (entry, segment)) in written.segment.iter().zip(segments).enumerate() {
        let is_few = together.is_none() && at < FEW;
        let mut alone = if is_few { Taken::before(&comparing[..=at], rules) } else { None };
        let Some(taken) = together.as_mut().or(alone.as_mut()) else { continue };
        let help = match &comparing[at] {
            // A rule that is at fault is told of as such.
            None if entry.when.is_none() && taken.all() => {
                "the segments before it take every firm: remove it, or change their limits"
            }
            Some((rule, _)) if taken.none_left(rule) => {
                "the segments before it take all of its firms: write the narrower ones first"
            }
            _ => continue,
        };
        let message = format!("no firm is left for segment `{}`", segment.id);
        checker.fault(Code::SegmentEmpty, &entry.id.span(), "id", message, help);
    }
}

/// The segment's rule, where it only compares.
fn comparing(segment: &Segment) -> Option<Comparing<'_>> {
    let when = segment.when.as_ref().filter(|when| !when.is_constant())?;
    Some((when, when.compared()?))
}

/// Which cases segments have taken so far.
struct Taken {
    cases: Cases,
    by_any: Vec<bool>,
    /// Whether there was one.
    begun: bool,
}

impl Taken {
    /// None of the cases that `segments` compare; `None` if these are too many.
    fn new(segments: &[Option<Comparing<'_>>], rules: &Rules) -> Option<Taken> {
        let mut all = BTreeMap::new();
        segments.iter().flatten().for_each(|(_, compared)| join(&mut all, compared));
        let cases = Cases::new(all, &rules.domains)?;
        Some(Taken { by_any: vec![false; cases.len()], cases, begun: false })
    }

    /// What all but the last of `segments` take, of the cases that all of them compare.
    fn before(segments: &[Option<Comparing<'_>>], rules: &Rules) -> Option<Taken> {
        let mut taken = Taken::new(segments, rules)?;
        let (_, before) = segments.split_last()?;
        for (rule, _) in before.iter().flatten() {
            taken.none_left(rule);
        }
        Some(taken)
    }

    /// Whether each firm, those of whom a value is not known among them, is taken.
    fn all(&self) -> bool {
        self.begun && self.by_any.iter().all(|taken| *taken)
    }

    /// Takes the firms that meet `rule`, and returns whether all of them were taken before. A rule that holds
    /// for no firm at all is told of as such.
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

/// Tells which firms no segment takes, where all rules compare one and the same number.
fn gaps(checker: &mut Checker<'_>, rules: &Rules, written: &written::Scorecard, segments: &[Segment]) {
    let whens: Option<Vec<&Expr>> = segments.iter().map(|segment| segment.when.as_ref()).collect();
    // One without a rule takes whoever is left; one whose rule is at fault is told of as such.
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
    let help = "let the limits meet, or add a last segment without `when`";
    for gap in gaps_between(&pieces, &fits) {
        let message = format!("a firm whose `{name}` is {gap} fits no segment");
        checker.fault(Code::SegmentGap, &span, "segment", message, help);
    }
    if !domain.known && fits.last() == Some(&false) {
        let message = format!("a firm whose `{name}` is not known fits no segment");
        let help = "such a firm is not scored; if it should be, add a last segment without `when`";
        checker.fault(Code::SegmentUnknown, &span, "segment", message, help);
    }
}

/// The pieces that `cuts` part the numbers of `domain` into, each with a number in it; none where not every
/// number occurs.
fn examples(cuts: &[f64], domain: &Domain) -> Vec<(Piece, f64)> {
    let Some(from) = domain.gapless_from else { return Vec::new() };
    let mut bounds = domain.bounds.clone();
    bounds.low = bounds.low.max(End::of(from));
    let pieces = pieces(cuts.to_vec()).into_iter();
    pieces.filter_map(|piece| Some((piece, piece.example(&bounds)?))).collect()
}

/// The pieces that do not fit, in words, those that hang together as one.
fn gaps_between(pieces: &[(Piece, f64)], fits: &[bool]) -> Vec<String> {
    let refused: Vec<(Piece, bool)> =
        pieces.iter().zip(fits).map(|((piece, _), fits)| (*piece, !fits)).collect();
    let gaps = refused.chunk_by(|(_, one), (_, next)| one == next);
    gaps.filter_map(|gap| match gap {
        [(first, true), .., (last, _)] | [(first @ last, true)] => Some(words(*first, *last)),
        _ => None,
    })
    .collect()
}

/// From where to where, in words.
fn words(first: Piece, last: Piece) -> String {
    if let (Piece::At(x), Piece::At(y)) = (first, last)
        && x == y
    {
        return x.to_string();
    }
    let from = match first {
        Piece::At(x) => Some(format!("at least {x}")),
        Piece::Between(x, _) => x.map(|x| format!("above {x}")),
    };
    let to = match last {
        Piece::At(x) => Some(format!("at most {x}")),
        Piece::Between(_, x) => x.map(|x| format!("below {x}")),
    };
    match (from, to) {
        (Some(from), Some(to)) => format!("{from} and {to}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "any number".to_owned(),
    }
}
