//! The sum of full marks, which must be the scale.

use std::ops::Range;

use super::Checker;
use crate::decimal::{self, Ratio, nearest, ratio};
use crate::finding::Code;
use crate::parameters::InForce;
use crate::scorecard::{Group, Indicator, Node, written};
use crate::words::{Arg, Between, Message, say};

/// Most members listed in a message.
const MOST_LISTED: usize = 12;

/// Keys that determine full marks.
const OF_MARKS: [&str; 7] = ["weight", "curve", "cap", "floor", "reserved", "combine", "scale"];

/// The tree whose full marks are added up.
pub(super) struct Parts<'t> {
    /// All groups, the root first.
    pub groups: &'t [Group],
    /// All indicators; `None` if any is faulty.
    pub indicators: Option<&'t [Indicator]>,
    /// Position of the group whose full marks are the scale.
    pub base: usize,
}

/// Full marks of the base of the tree must equal the scale in every segment; `marks` are exact. Segments with
/// the same wrong sum are reported as one fault.
pub(super) fn check(
    checker: &mut Checker<'_>,
    written: &written::Scorecard,
    in_force: &[InForce],
    segments: &[&str],
    tree: &Parts<'_>,
    marks: &[Ratio],
) {
    let scale = *written.scale.get_ref();
    if !scale.is_finite() {
        return;
    }
    let mut wrong: Vec<(String, Vec<usize>)> = Vec::new();
    for (segment, full) in marks.iter().enumerate().filter(|(_, full)| !is_scale(full, scale)) {
        let sum = decimal::text(full);
        match wrong.iter_mut().find(|(known, _)| *known == sum) {
            Some((_, segments)) => segments.push(segment),
            None => wrong.push((sum, vec![segment])),
        }
    }
    // If another file sets the scale, the file that changed weights is at fault.
    let scale_span = written.scale.span();
    let (span, key) = if checker.source.is_own(scale_span.start) {
        (scale_span, "scale")
    } else {
        own_marks(checker, written).unwrap_or_else(|| (written.id.span(), "id"))
    };
    for (sum, at) in wrong {
        let scale = scale.to_string();
        let message = if written.segment.is_empty() {
            say!(scorecard::sum_wrong, sum = sum, scale = scale)
        } else {
            let names = at.iter().map(|segment| say!(scorecard::quoted, name = segments[*segment]));
            let (count, names) = (at.len(), Arg::items(names));
            say!(scorecard::sum_wrong_in, sum = sum, count = count, segments = names, scale = scale)
        };
        let parts: Vec<Vec<Message>> = at.iter().map(|segment| parts(tree, *segment)).collect();
        let first = Arg::items(parts[0].iter());
        // Segments may have the same sum of different parts; the first of them represents all.
        let help = if parts[0].is_empty() {
            say!(scorecard::sum_help)
        } else if parts.iter().all(|other| *other == parts[0]) {
            say!(scorecard::sum_help_parts, parts = first)
        } else {
            say!(scorecard::sum_help_parts_in, segment = segments[at[0]], parts = first)
        };
        let help = Message::joined(Between::Clauses, std::iter::once(help).chain(since(in_force)));
        checker.fault(Code::WeightsSum, &span, key, message, help);
    }
}

/// Whether full marks equal the scale in the digits people write: a sixth of 100 as programs print it,
/// 16.666666666666668, taken six times exceeds 100 in later digits.
fn is_scale(full: &Ratio, scale: f64) -> bool {
    *full == ratio(scale) || decimal::significant(nearest(full)) == decimal::significant(scale)
}

/// The first of the file's own values that determine full marks, with its key: a weight, if any.
fn own_marks(checker: &Checker<'_>, written: &written::Scorecard) -> Option<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    found.extend(written.cap.as_ref().map(|cap| (cap.span(), "cap")));
    found.extend(written.floor.as_ref().map(|floor| (floor.span(), "floor")));
    of_members(&written.indicator, &written.group, &mut found);
    let own = found.into_iter().filter(|(span, _)| checker.source.is_own(span.start));
    own.min_by_key(|(span, key)| (*key != "weight", span.start))
}

/// The values of indicators and groups that determine full marks.
fn of_members(
    indicators: &[written::Indicator],
    groups: &[written::Group],
    found: &mut Vec<(Range<usize>, &'static str)>,
) {
    for indicator in indicators {
        found.extend(indicator.weight.as_ref().map(|weight| (weight.span(), "weight")));
        found.push((indicator.curve.span(), "curve"));
    }
    for group in groups {
        found.extend(group.weight.as_ref().map(|weight| (weight.span(), "weight")));
        found.extend(group.cap.as_ref().map(|cap| (cap.span(), "cap")));
        found.extend(group.floor.as_ref().map(|floor| (floor.span(), "floor")));
        found.extend(group.reserved.as_ref().map(|reserved| (reserved.span(), "reserved")));
        of_members(&group.indicator, &group.group, found);
    }
}

/// Each member's full marks in a segment: `technology 49, growth 34`. A group with a single member group is
/// expanded.
fn parts(tree: &Parts<'_>, segment: usize) -> Vec<Message> {
    let Parts { groups, indicators: Some(indicators), base: mut group } = *tree else { return Vec::new() };
    while let [Node::Group(only)] = groups[group].members.as_slice()
        && groups[group].combine.is_sum()
        && groups[*only].combine.is_sum()
        && groups[*only].cap.is_none()
    {
        group = *only;
    }
    let group = &groups[group];
    if !group.combine.is_sum() {
        return Vec::new();
    }
    let listed = group.members.iter().take(MOST_LISTED).map(|node| {
        let (id, marks) = match *node {
            Node::Group(at) => (&groups[at].id, groups[at].full_marks[segment]),
            Node::Indicator(at) => (&indicators[at].id, indicators[at].weight[segment]),
        };
        say!(scorecard::sum_part, id = id, points = marks.to_string())
    });
    let mut listed: Vec<Message> = listed.collect();
    if group.members.len() > MOST_LISTED {
        listed.push(say!(scorecard::sum_parts_more, more = group.members.len() - MOST_LISTED));
    }
    if group.reserved > 0.0 {
        listed.push(say!(scorecard::sum_reserved, points = group.reserved.to_string()));
    }
    listed
}

/// The last dated value that determines full marks, and its first day in force.
fn since(in_force: &[InForce]) -> Option<Message> {
    let of_marks = |dated: &&InForce| dated.key.split('.').any(|step| OF_MARKS.contains(&step));
    let last =
        in_force.iter().filter(of_marks).filter_map(|dated| Some((dated.valid_from?, &dated.key))).max();
    last.map(|(day, key)| say!(scorecard::sum_since, key = key, day = day))
}
