//! Segments: which firms each takes, as far as their rules only compare names with constants. Where they do more, nothing
//! is said: what is told here is so.

use std::collections::BTreeMap;

use super::Checker;
use super::domain::{Cases, Domain, Piece, pieces};
use super::rules::Rules;
use super::tree::ALL;
use crate::expr::{Compared, Expr};
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
            checker.fault(Code::ValueInvalid, &beyond.id.span(), "id", message, help);
        }
    }
    if written.segment.len() > usize::from(u16::MAX) {
        let help = format!("at most {} are possible", u16::MAX);
        checker.fault(Code::ValueInvalid, &written.id.span(), "segment", "too many segments", help);
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

/// Tells of each segment whose firms those before it take.
fn empty(checker: &mut Checker<'_>, rules: &Rules, written: &written::Scorecard, segments: &[Segment]) {
    // Rules that do more than compare are left out: what the others take, they take all the same.
    let mut before: Vec<Comparing<'_>> = Vec::new();
    for (entry, segment) in written.segment.iter().zip(segments) {
        let Some(when) = &segment.when else {
            // A rule that is at fault is told of as such.
            if entry.when.is_none() && !before.is_empty() && takes_all(rules, &before) {
                let message = format!("no firm is left for segment `{}`", segment.id);
                let help = "the segments before it take every firm: remove it, or change their limits";
                checker.fault(Code::SegmentEmpty, &entry.id.span(), "id", message, help);
            }
            continue;
        };
        let Some(compared) = when.compared().filter(|_| !when.is_constant()) else { continue };
        let mut all = compared.clone();
        before.iter().for_each(|(_, earlier)| join(&mut all, earlier));
        if let Some(cases) = Cases::new(all, &rules.domains) {
            let own = cases.judge(when);
            let earlier: Vec<Vec<Option<bool>>> = before.iter().map(|(rule, _)| cases.judge(rule)).collect();
            let left = |case: usize| earlier.iter().all(|holds| holds[case] != Some(true));
            let mut matches = (0..own.len()).filter(|case| own[*case] == Some(true)).peekable();
            // A rule that holds for no firm at all is told of as such.
            if matches.peek().is_some() && !matches.any(left) {
                let message = format!("no firm is left for segment `{}`", segment.id);
                let help = "the segments before it take all of its firms: write the narrower ones first";
                checker.fault(Code::SegmentEmpty, &entry.id.span(), "id", message, help);
            }
        }
        before.push((when, compared));
    }
}

/// Whether each firm, those of whom a value is not known among them, meets one of the rules.
fn takes_all(rules: &Rules, before: &[Comparing<'_>]) -> bool {
    let mut all = BTreeMap::new();
    before.iter().for_each(|(_, compared)| join(&mut all, compared));
    let Some(cases) = Cases::new(all, &rules.domains) else { return false };
    let said: Vec<Vec<Option<bool>>> = before.iter().map(|(rule, _)| cases.judge(rule)).collect();
    (0..cases.len()).all(|case| said.iter().any(|holds| holds[case] == Some(true)))
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
    let fits = |value: Option<f64>| {
        let cases = Cases::of_number(*slot, value);
        whens.iter().any(|when| cases.judge(when)[0] == Some(true))
    };
    let help = "let the limits meet, or add a last segment without `when`";
    for gap in gaps_between(cuts, domain, |x| fits(Some(x))) {
        let message = format!("a firm whose `{name}` is {gap} fits no segment");
        checker.fault(Code::SegmentGap, &span, "segment", message, help);
    }
    if !domain.known && !fits(None) {
        let message = format!("a firm whose `{name}` is not known fits no segment");
        let help = "such a firm is not scored; if it should be, add a last segment without `when`";
        checker.fault(Code::SegmentUnknown, &span, "segment", message, help);
    }
}

/// The numbers of `domain` that `fits` refuses, in words, those that hang together as one.
fn gaps_between(cuts: &[f64], domain: &Domain, fits: impl Fn(f64) -> bool) -> Vec<String> {
    let Some(from) = domain.gapless_from else { return Vec::new() };
    let mut bounds = domain.bounds;
    bounds.low = bounds.low.max(from);
    let mut gaps: Vec<(Piece, Piece)> = Vec::new();
    let mut open = false;
    for piece in pieces(cuts.to_vec()) {
        let Some(example) = piece.example(bounds) else { continue };
        let refused = !fits(example);
        match gaps.last_mut() {
            Some((_, last)) if refused && open => *last = piece,
            _ if refused => gaps.push((piece, piece)),
            _ => {}
        }
        open = refused;
    }
    gaps.into_iter().map(|(first, last)| words(first, last)).collect()
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
