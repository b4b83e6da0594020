//! The names in scope at each stage, and their slots.
//!
//! Three scopes, each an extension of the one before, so that a slot keeps its number: *firm* (facts known
//! before points), *points* (its scores as well), *result* (its ranks as well). Where several scorecards
//! score one cohort, [`run_scope`] is the result scope of the leading one, followed by the results of the
//! others.

use std::ops::Range;

use super::{Derived, Group, Indicator, Scorecard, Segment};
use crate::expr::Scope;
use crate::firms::{Dictionary, Kind};
use crate::words::say;

/// Name of the run's day, in every scope.
pub(super) const AS_OF: &str = "as_of";

/// A name of results, its Chinese name, and its type.
type Titled = (&'static str, &'static [&'static str], Kind);

/// Names the points scope adds, before `points.<group>` and `points.<indicator>`.
pub(super) const POINTS: [Titled; 3] = [
    ("segment", &["阶段", "阶段代码"], Kind::Text),
    ("points", &["积分", "创新积分"], Kind::Number),
    ("coverage", &["数据完整度"], Kind::Number),
];

/// Names the result scope adds.
pub(super) const RESULT: [Titled; 7] = [
    ("grade", &["等级", "积分等级"], Kind::Text),
    ("route", &["直通"], Kind::Text),
    ("top", &["榜单"], Kind::Text),
    ("qualified", &["达标", "是否达标"], Kind::Flag),
    ("rank", &["排名", "总排名"], Kind::Number),
    ("segment_rank", &["阶段内排名"], Kind::Number),
    ("percentile", &["百分位"], Kind::Number),
];

/// The slots of names other than fields in a [`Frame`](crate::firms::Frame).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slots {
    /// Fields of the dictionary, the scorecard's own included.
    pub fields: Range<usize>,
    /// Day of the run, a date.
    pub as_of: usize,
    /// Derived values of the scorecard. The firm scope ends with them.
    pub derived: Range<usize>,
    /// Id of the segment, a text.
    pub segment: usize,
    /// Published points of the whole.
    pub points: usize,
    /// Share of weight whose raw values are known, 0..=1.
    pub coverage: usize,
    /// Published points of the groups except the root.
    pub groups: Range<usize>,
    /// Published points of the indicators. The points scope ends with them.
    pub indicators: Range<usize>,
    /// Id of the grade; missing below the last.
    pub grade: usize,
    /// Id of the first route met; missing if there is none.
    pub route: usize,
    /// Id of the firm's top; missing outside all tops.
    pub top: usize,
    /// Whether all gates are met, and the pass rule or a route. Without a pass rule the gates suffice.
    pub qualified: usize,
    /// Rank over the cohort, from 1.
    pub rank: usize,
    /// Rank within the segment, from 1.
    pub segment_rank: usize,
    /// Percentile, 0..=100. The result scope ends with it.
    pub percentile: usize,
}

/// The scope of gates, segments and indicators: the fields of `dictionary` in order, `as_of`, then `derived`
/// in order. A derived value may use those before it.
pub fn firm_scope(dictionary: &Dictionary, derived: &[Derived]) -> Scope {
    let mut scope = Scope::default();
    for (name, words, _) in POINTS.iter().chain(&RESULT) {
        words
            .iter()
            .chain([name])
            .for_each(|word| scope.hint(*word, say!(scorecard::hint_points, name = *word)));
    }
    for field in &dictionary.fields {
        scope.add(field.name.clone(), field.kind());
        if let Some(values) = &field.constraints.one_of {
            scope.limit(field.name.clone(), values);
        }
        for word in field.aliases.iter().chain(&field.terms).chain([&field.title]) {
            scope.alias(word.as_str(), scope.len() - 1);
        }
    }
    scope.add(AS_OF, Kind::Date);
    scope.alias("基准日", scope.len() - 1);
    for derived in derived {
        scope.add(derived.id.clone(), derived.value.kind());
        for title in derived.title.iter().chain(&derived.title_zh) {
            scope.alias(title.as_str(), scope.len() - 1);
        }
    }
    scope
}

/// A group or an indicator as rules name it: by id and by titles.
#[derive(Debug)]
pub(super) struct Scored<'a> {
    pub id: &'a str,
    pub titles: [Option<&'a str>; 2],
}

impl<'a> Scored<'a> {
    pub fn group(group: &'a Group) -> Scored<'a> {
        Scored { id: &group.id, titles: [Some(&group.title), group.title_zh.as_deref()] }
    }

    pub fn indicator(indicator: &'a Indicator) -> Scored<'a> {
        Scored { id: &indicator.id, titles: [Some(&indicator.title), indicator.title_zh.as_deref()] }
    }
}

/// Adds a firm's scores: `segment`, `points`, `coverage`, then `points.<id>`, also called `积分.<title>`, for
/// each of `parts`: the groups except the root, then the indicators, in the scorecard's order.
pub(super) fn add_points<'a>(
    scope: &mut Scope,
    segments: &[Segment],
    parts: impl Iterator<Item = Scored<'a>>,
) {
    add_titled(scope, &POINTS);
    name_segments(scope, segments);
    for Scored { id, titles } in parts {
        scope.add(format!("points.{id}"), Kind::Number);
        scope.alias(format!("积分.{id}"), scope.len() - 1);
        for title in titles.into_iter().flatten() {
            scope.alias(format!("points.{title}"), scope.len() - 1);
            scope.alias(format!("积分.{title}"), scope.len() - 1);
        }
    }
}

/// Limits `segment` to the segments' ids, with their titles for the help on rules that use these.
fn name_segments(scope: &mut Scope, segments: &[Segment]) {
    scope.limit("segment", segments.iter().map(|segment| &segment.id));
    let titles = segments.iter().flat_map(|segment| {
        let titles = [Some(&segment.title), segment.title_zh.as_ref()];
        titles.into_iter().flatten().map(|title| (title.clone(), segment.id.clone()))
    });
    scope.titled_values("segment", titles);
}

fn add_titled(scope: &mut Scope, names: &[Titled]) {
    for (name, words, kind) in names {
        scope.add(*name, *kind);
        words.iter().for_each(|word| scope.alias(*word, scope.len() - 1));
    }
}

/// Names and Chinese names of results except `segment`: a firm has none before it is scored.
pub fn result_words() -> impl Iterator<Item = &'static str> {
    let results = POINTS.iter().skip(1).chain(&RESULT);
    results.flat_map(|(name, words, _)| words.iter().copied().chain([*name]))
}

/// Adds `segment` to the scope of rules on firms that are not scored yet, such as goals.
pub fn add_segment(scope: &mut Scope, segments: &[Segment]) {
    let [segment, ..] = POINTS;
    add_titled(scope, &[segment]);
    name_segments(scope, segments);
}

impl Scorecard {
    /// `base` followed by the scorecard's own fields: the dictionary its firms must be read with.
    pub fn dictionary(&self, base: &Dictionary) -> Dictionary {
        let mut dictionary = base.clone();
        dictionary.fields.extend(self.fields.iter().cloned());
        dictionary
    }

    /// The scope of gates, segments and indicators: the fields of `dictionary`, which is
    /// [`Scorecard::dictionary`]'s, in order, `as_of`, then the derived values in order.
    pub fn firm_scope(&self, dictionary: &Dictionary) -> Scope {
        firm_scope(dictionary, &self.derived)
    }

    /// The scope of the pass rule and the tie-breakers: the firm scope, `segment`, `points`, `coverage`,
    /// `points.<id>` for every group except the root, `points.<id>` for every indicator. Points are as
    /// published.
    pub fn points_scope(&self, dictionary: &Dictionary) -> Scope {
        let mut scope = self.firm_scope(dictionary);
        let parts = self.groups.iter().skip(1).map(Scored::group);
        add_points(&mut scope, &self.segments, parts.chain(self.indicators.iter().map(Scored::indicator)));
        scope
    }

    /// The scope for readers of scores: the points scope, `grade`, `route`, `top`, `qualified`, `rank`,
    /// `segment_rank`, `percentile`.
    pub fn result_scope(&self, dictionary: &Dictionary) -> Scope {
        let mut scope = self.points_scope(dictionary);
        add_titled(&mut scope, &RESULT);
        scope.limit("grade", self.grades.iter().map(|grade| &grade.id));
        scope.limit("route", self.routes.iter().filter_map(|&at| self.conditions[at].id.as_ref()));
        scope.limit("top", self.tops.iter().map(|top| &top.id));
        scope
    }

    /// The prefix of the scorecard's results in rules of a run it does not lead: its id with `_` for `-`, so
    /// that `tech-sme-2017` has `tech_sme_2017.points`.
    pub fn prefix(&self) -> String {
        prefix(&self.id)
    }

    /// The slots of all names, for `fields` fields of [`Scorecard::dictionary`].
    pub fn slots(&self, fields: usize) -> Slots {
        let derived = fields + 1..fields + 1 + self.derived.len();
        let segment = derived.end;
        let first_group = segment + POINTS.len();
        let groups = first_group..first_group + self.groups.len() - 1;
        let indicators = groups.end..groups.end + self.indicators.len();
        let grade = indicators.end;
        Slots {
            fields: 0..fields,
            as_of: fields,
            derived,
            segment,
            points: segment + 1,
            coverage: segment + 2,
            groups,
            indicators,
            grade,
            route: grade + 1,
            top: grade + 2,
            qualified: grade + 3,
            rank: grade + 4,
            segment_rank: grade + 5,
            percentile: grade + 6,
        }
    }
}

impl Slots {
    /// Slots of a firm's results, `segment` to `percentile`.
    pub fn results(&self) -> Range<usize> {
        self.segment..self.percentile + 1
    }
}

/// The prefix of the results of the scorecard `id` in rules.
fn prefix(id: &str) -> String {
    id.replace('-', "_")
}

/// The scope for readers of a whole run's scores: the result scope of the `leading` scorecard, then for each
/// of the `further` ones its results as `<prefix>.points`, `<prefix>.rank`, `<prefix>.points.<group>` and so
/// on, in the order of [`Slots::results`].
pub fn run_scope(leading: &Scorecard, further: &[Scorecard], dictionary: &Dictionary) -> Scope {
    let mut scope = leading.result_scope(dictionary);
    let own = say!(scorecard::hint_leading);
    scope.hint(leading.prefix(), &own);
    if leading.prefix() != leading.id {
        scope.hint_spelling(leading.id.clone(), own, None);
    }
    for id in super::SCORECARDS.ids() {
        if id != leading.id && further.iter().all(|scorecard| scorecard.id != id) {
            let help = say!(scorecard::hint_further, id = id);
            scope.hint(prefix(id), &help);
            scope.hint_spelling(id, help, Some(prefix(id)));
        }
    }
    for scorecard in further {
        if scorecard.prefix() != scorecard.id {
            scope.hint_spelling(scorecard.id.clone(), "", Some(scorecard.prefix()));
        }

        let own = scorecard.result_scope(dictionary);
        let prefix = scorecard.prefix();
        for slot in scorecard.slots(dictionary.fields.len()).results() {
            let name = own.name(slot);
            let values = own.values(name);
            let name = format!("{prefix}.{name}");
            scope.add(name.clone(), own.kind(slot));
            let titles = [Some(&scorecard.title), scorecard.title_zh.as_ref()];
            let prefixes = titles.into_iter().flatten().chain([&prefix]);
            for (prefix, word) in
                prefixes.flat_map(|prefix| own.aliases(slot).map(move |word| (prefix, word)))
            {
                scope.alias(format!("{prefix}.{word}"), scope.len() - 1);
            }
            if let Some(values) = values {
                scope.limit(name, values);
            }
        }
    }
    scope
}
