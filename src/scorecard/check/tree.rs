//! The tree: groups and indicators depth first, and their weights per segment.

use std::ops::Range;

use super::numbers::{Allowed, per_segment};
use super::rules::Rules;
use super::{Checker, curve, limits, sum};
use crate::decimal::{Ratio, Sum, nearest, ratio};
use crate::finding::Code;
use crate::firms::Kind;
use crate::parameters::{InForce, Spanned};
use crate::scorecard::written::{self, PerSegment};
use crate::scorecard::{Combine, Group, Indicator, Missing, Node, Role};
use crate::words::say;

/// Id of the only segment of a scorecard without segments.
pub(super) const ALL: &str = "all";

/// Id of the root; rules call its points `points`.
const ROOT: &str = "total";

/// The sound part of the tree.
pub(super) struct Tree {
    /// Groups depth first, the root first.
    pub groups: Vec<Group>,
    /// Indicators depth first; fewer than `indicator_ids` if one is faulty.
    pub indicators: Vec<Indicator>,
    /// Ids of all indicators, depth first.
    pub indicator_ids: Vec<String>,
    /// Per segment, exact full marks of the group that must equal the scale.
    pub base_marks: Vec<Ratio>,
}

/// A branch as written: the root or a group.
struct Branch<'w> {
    id: &'w str,
    role: Role,
    span: Range<usize>,
    title: &'w str,
    title_zh: Option<&'w str>,
    combine: Combine,
    cap: Option<&'w Spanned<f64>>,
    floor: Option<&'w Spanned<f64>>,
    weight: Option<&'w Spanned<PerSegment>>,
    reserved: Option<&'w Spanned<f64>>,
    indicators: &'w [written::Indicator],
    groups: &'w [written::Group],
}

impl<'w> Branch<'w> {
    fn root(written: &'w written::Scorecard) -> Branch<'w> {
        Branch {
            id: ROOT,
            role: Role::Plain,
            span: written.scale.span(),
            title: &written.title,
            title_zh: written.title_zh.as_deref(),
            combine: written.combine.unwrap_or_default(),
            cap: written.cap.as_ref(),
            floor: written.floor.as_ref(),
            weight: None,
            reserved: None,
            indicators: &written.indicator,
            groups: &written.group,
        }
    }

    /// The base of a scorecard with a bonus or deduction: the root of the same scorecard without them.
    fn base(written: &'w written::Scorecard) -> Branch<'w> {
        Branch { role: Role::Base, id: Role::Base.id().unwrap_or(ROOT), ..Branch::root(written) }
    }

    /// A bonus or deduction, with default titles in English and Chinese.
    fn extra(
        role: Role,
        [title, title_zh]: &'w [String; 2],
        written: &'w written::Extra,
        span: Range<usize>,
    ) -> Branch<'w> {
        let untitled = written.title.is_none().then_some(title_zh.as_str());
        Branch {
            id: role.id().unwrap_or(ROOT),
            role,
            span,
            title: written.title.as_deref().unwrap_or(title),
            title_zh: written.title_zh.as_deref().or(untitled),
            combine: written.combine.unwrap_or_default(),
            cap: written.cap.as_ref(),
            floor: None,
            weight: None,
            reserved: None,
            indicators: &written.indicator,
            groups: &written.group,
        }
    }

    fn group(written: &'w written::Group) -> Branch<'w> {
        Branch {
            id: written.id.get_ref(),
            role: Role::Plain,
            span: written.id.span(),
            title: &written.title,
            title_zh: written.title_zh.as_deref(),
            combine: written.combine.unwrap_or_default(),
            cap: written.cap.as_ref(),
            floor: written.floor.as_ref(),
            weight: written.weight.as_ref(),
            reserved: written.reserved.as_ref(),
            indicators: &written.indicator,
            groups: &written.group,
        }
    }
}

/// Checks the tree and its weights; faults go into the checker.
pub(super) fn check(
    checker: &mut Checker<'_>,
    rules: &Rules,
    written: &written::Scorecard,
    in_force: &[InForce],
) -> Tree {
    let segments = match written.segment.as_slice() {
        [] => vec![ALL],
        some => some.iter().map(|segment| segment.id.get_ref().as_str()).collect(),
    };
    let tree = Tree {
        groups: Vec::new(),
        indicators: Vec::new(),
        indicator_ids: Vec::new(),
        base_marks: Vec::new(),
    };
    let mut builder = Builder { checker, rules, written, segments, tree, weighed: true };
    let base = builder.whole();
    if builder.weighed {
        let Tree { groups, indicators, indicator_ids, base_marks } = &builder.tree;
        let all = (indicators.len() == indicator_ids.len()).then_some(indicators.as_slice());
        let parts = sum::Parts { groups, indicators: all, base };
        sum::check(builder.checker, written, in_force, &builder.segments, &parts, base_marks);
    }
    builder.tree
}

struct Builder<'b, 'c> {
    checker: &'b mut Checker<'c>,
    rules: &'b Rules,
    written: &'b written::Scorecard,
    segments: Vec<&'b str>,
    tree: Tree,
    /// Whether all weights so far were valid; if not, their sum is not checked.
    weighed: bool,
}

/// Full marks and weight of a member, one per segment.
struct Marks {
    full: Vec<Ratio>,
    weight: Vec<f64>,
}

impl Builder<'_, '_> {
    /// Adds the root and everything below it. Returns the position of the group that must equal the scale.
    fn whole(&mut self) -> usize {
        let written = self.written;
        if written.bonus.is_none() && written.deduction.is_none() {
            self.tree.base_marks = self.branch(&Branch::root(written), None).full;
            return 0;
        }
        self.tree.groups.push(Group {
            id: ROOT.to_owned(),
            title: written.title.clone(),
            title_zh: written.title_zh.clone(),
            role: Role::Plain,
            combine: Combine::OF_PARTS,
            full_marks: Vec::new(),
            weight: Vec::new(),
            cap: None,
            floor: None,
            reserved: 0.0,
            members: Vec::new(),
        });
        let span = written.scale.span();
        let base = self.branch(&Branch::base(written), None).full;
        self.tree.base_marks.clone_from(&base);
        let (mut members, mut parts) = (vec![Node::Group(1)], vec![(Role::Base, base)]);
        for (role, title, extra) in [
            (Role::Bonus, say!(scorecard::bonus), &written.bonus),
            (Role::Deduction, say!(scorecard::deduction), &written.deduction),
        ] {
            let Some(extra) = extra else { continue };
            members.push(Node::Group(self.tree.groups.len()));
            let first = self.tree.indicators.len();
            let titles = title.in_both();
            let extra = Branch::extra(role, &titles, extra, span.clone());
            parts.push((role, self.branch(&extra, Some(Combine::default())).full));
            for indicator in &self.tree.indicators[first..] {
                if indicator.missing == Missing::Reject {
                    let message = say!(scorecard::reject_beside, id = &indicator.id);
                    let help = say!(scorecard::reject_beside_help);
                    self.checker.fault(Code::ValueInvalid, &span, "missing", message, help);
                }
            }
        }
        let root = &mut self.tree.groups[0];
        let full = |segment: usize| {
            let parts = parts.iter().map(|(role, full)| (*role, full[segment].clone()));
            nearest(&root.uncapped(parts, Ratio::default))
        };
        let full: Vec<f64> = (0..self.segments.len()).map(full).collect();
        (root.full_marks, root.weight, root.members) = (full.clone(), full, members);
        1
    }

    /// Adds a branch and everything below it.
    fn branch(&mut self, branch: &Branch<'_>, parent: Option<Combine>) -> Marks {
        let at = self.tree.groups.len();
        self.tree.groups.push(Group {
            id: branch.id.to_owned(),
            title: branch.title.to_owned(),
            title_zh: branch.title_zh.map(str::to_owned),
            role: branch.role,
            combine: branch.combine,
            full_marks: Vec::new(),
            weight: Vec::new(),
            cap: None,
            floor: None,
            reserved: 0.0,
            members: Vec::new(),
        });
        let reserved = self.reserved(branch);
        if parent.is_some() && branch.indicators.is_empty() && branch.groups.is_empty() && reserved == 0.0 {
            let message = say!(scorecard::group_empty, group = branch.id);
            let help = say!(scorecard::group_empty_help);
            self.checker.fault(Code::ValueEmpty, &branch.span, "group", message, help);
        }
        let (mut members, mut marks) = (Vec::new(), Vec::new());
        for indicator in branch.indicators {
            members.push(Node::Indicator(self.tree.indicator_ids.len()));
            marks.push(self.leaf(indicator));
        }
        for group in branch.groups {
            members.push(Node::Group(self.tree.groups.len()));
            marks.push(self.branch(&Branch::group(group), Some(branch.combine)));
        }
        let stated = self.stated_weight(branch, parent);
        let (cap, floor) = self.bounds(branch);
        let group = &mut self.tree.groups[at];
        (group.cap, group.floor, group.reserved, group.members) = (cap, floor, reserved, members);
        let uncapped = self.uncapped(branch, at, stated.as_deref(), &marks);
        if let (Some(_), Some(written), true) = (cap, branch.cap, self.weighed) {
            limits::cap(self.checker, branch.id, written, &uncapped);
        }
        let group = &self.tree.groups[at];
        let exact: Vec<Ratio> = uncapped.into_iter().map(|full| group.capped(full)).collect();
        let full: Vec<f64> = exact.iter().map(nearest).collect();
        let weight = stated.unwrap_or_else(|| full.clone());
        self.check_floor(branch, floor, &full);
        let group = &mut self.tree.groups[at];
        (group.full_marks, group.weight) = (full, weight.clone());
        Marks { full: exact, weight }
    }

    /// Full marks reserved for members that another scorecard adds, reported by a note.
    fn reserved(&mut self, branch: &Branch<'_>) -> f64 {
        let Some(written) = branch.reserved else { return 0.0 };
        let span = written.span();
        let Some(reserved) = Allowed::NotNegative.of(self.checker, written, "reserved") else {
            self.weighed = false;
            return 0.0;
        };
        if !branch.combine.is_sum() {
            let message = say!(scorecard::reserved_idle, group = branch.id);
            let help = say!(scorecard::reserved_idle_help);
            self.checker.fault(Code::KeyIdle, &span, "reserved", message, help);
        } else if reserved > 0.0 {
            let points = reserved.to_string();
            let message = say!(scorecard::reserved, points = points, group = branch.id);
            let help = say!(scorecard::reserved_help, group = branch.id);
            self.checker.fault(Code::PointsReserved, &span, "reserved", message, help);
        }
        reserved
    }

    /// The `weight` a group states; for the root the scale.
    fn stated_weight(&mut self, branch: &Branch<'_>, parent: Option<Combine>) -> Option<Vec<f64>> {
        let Some(parent) = parent else {
            let scale = *self.written.scale.get_ref();
            return branch.combine.is_mean().then(|| vec![scale; self.segments.len()]);
        };
        let written = branch.weight?;
        if !parent.is_mean() && !branch.combine.is_mean() {
            let message = say!(scorecard::group_weight_idle, group = branch.id);
            let help = say!(scorecard::group_weight_idle_help);
            self.checker.fault(Code::KeyIdle, &written.span(), "weight", message, help);
        }
        self.weights(written)
    }

    fn weights(&mut self, written: &Spanned<PerSegment>) -> Option<Vec<f64>> {
        let weights = per_segment(self.checker, written, "weight", &self.segments, Allowed::NotNegative);
        self.weighed &= weights.is_some();
        weights
    }

    fn bounds(&mut self, branch: &Branch<'_>) -> (Option<f64>, Option<f64>) {
        let mut bound = |written: Option<&Spanned<f64>>, key: &str, allowed: Allowed| {
            let number = allowed.of(self.checker, written?, key);
            self.weighed &= number.is_some();
            number
        };
        let cap = bound(branch.cap, "cap", Allowed::Positive);
        let floor = bound(branch.floor, "floor", Allowed::NotNegative);
        if let (Some(cap), Some(floor), Some(written)) = (cap, floor, branch.cap)
            && cap < floor
        {
            let (cap, floor) = (cap.to_string(), floor.to_string());
            let message = say!(scorecard::cap_below_floor, cap = cap, id = branch.id, floor = floor);
            self.checker.fault(Code::ValueInvalid, &written.span(), "cap", message, say!(scorecard::swap));
            self.weighed = false;
        }
        (cap, floor)
    }

    /// The greatest points of the branch at group `at` in each segment, before its cap: exact sums of
    /// decimals.
    fn uncapped(
        &mut self,
        branch: &Branch<'_>,
        at: usize,
        stated: Option<&[f64]>,
        marks: &[Marks],
    ) -> Vec<Ratio> {
        let none = Ratio::default();
        let mut full_marks = Vec::new();
        for (segment, name) in self.segments.clone().into_iter().enumerate() {
            let groups = &self.tree.groups;
            let role = |node: &Node| match *node {
                Node::Group(at) => groups[at].role,
                Node::Indicator(_) => Role::Plain,
            };
            let members = groups[at].members.iter().zip(marks);
            let members = members.map(|(node, member)| (role(node), member.full[segment].clone()));
            let weight = marks.iter().map(|member| member.weight[segment]).collect::<Sum>().total();
            let stated = || stated.map_or_else(|| weight.clone(), |stated| ratio(stated[segment]));
            let marks = groups[at].uncapped(members, stated);
            if branch.combine.is_mean() && marks > none && weight == none && self.weighed {
                let message = say!(scorecard::mean_weightless, group = branch.id, segment = name);
                let help = say!(scorecard::mean_weightless_help);
                self.checker.fault(Code::ValueInvalid, &branch.span, "weight", message, help);
                self.weighed = false;
            }
            full_marks.push(marks);
        }
        full_marks
    }

    fn check_floor(&mut self, branch: &Branch<'_>, floor: Option<f64>, full: &[f64]) {
        let Some((floor, written)) = floor.zip(branch.floor).filter(|_| self.weighed) else { return };
        limits::floor(self.checker, branch.id, written);
        if let Some(at) = full.iter().position(|full| floor > *full) {
            let message = say!(
                scorecard::floor_above_full,
                floor = floor.to_string(),
                group = branch.id,
                full = full[at].to_string(),
                segment = self.segments[at]
            );
            let help = say!(scorecard::floor_above_full_help);
            self.checker.fault(Code::ValueInvalid, &written.span(), "floor", message, help);
        }
    }

    /// Adds an indicator to the tree.
    fn leaf(&mut self, written: &written::Indicator) -> Marks {
        self.tree.indicator_ids.push(written.id.get_ref().clone());
        let kind = match written.curve.get_ref() {
            written::Curve::Flag => Kind::Flag,
            written::Curve::Classes(_) => Kind::Text,
            _ => Kind::Number,
        };
        let value = self.rules.compile(self.checker, &written.value, "value", Some(kind));
        let curve = curve::check(self.checker, written, &self.segments);
        let treatment = curve::treatment(self.checker, written);
        let missing = curve::missing(self.checker, written, self.written.missing.as_ref());
        let own_marks = curve.as_ref().and_then(|(curve, _)| curve::own_marks(curve));
        let weight = match (&written.weight, own_marks) {
            (Some(weight), _) => self.weights(weight),
            (None, Some(own)) => Some(vec![own; self.segments.len()]),
            (None, None) => {
                // A faulty table may still have full marks of its own.
                if curve.is_some() {
                    let message = say!(scorecard::weight_missing, id = written.id.get_ref());
                    let help = say!(scorecard::weight_missing_help);
                    self.checker.fault(Code::KeyMissing, &written.id.span(), "weight", message, help);
                }
                self.weighed = false;
                None
            }
        };
        let marks = weight.clone().unwrap_or_else(|| vec![0.0; self.segments.len()]);
        if let (Some(value), Some((curve, direction)), Some(missing), Some(weight)) =
            (value, curve, missing, weight)
        {
            let domains = &self.rules.domains;
            limits::steps(self.checker, written, &curve, direction, &value, missing, domains);
            self.tree.indicators.push(Indicator {
                id: written.id.get_ref().clone(),
                title: written.title.clone(),
                title_zh: written.title_zh.clone(),
                source: written.source.clone(),
                unit: written.unit.clone(),
                value,
                direction,
                treatment,
                curve,
                weight,
                missing,
            });
        }
        Marks { full: marks.iter().copied().map(ratio).collect(), weight: marks }
    }
}
