//! A scorecard as stages of columns.

mod draft;
mod points;
mod shares;
mod treated;
mod values;

use jiff::civil::Date;

use self::draft::{Draft, all, any, not};
use self::shares::Member;
use self::values::{Values, Verdict, name_of};
use super::stage::{Order, Stage, Table, Window, tables};
use crate::expr::sql::{Call, Sql};
use crate::expr::{Expr, Lowered, Quotient};
use crate::finding::Findings;
use crate::firms::{Dictionary, Kind};
use crate::scorecard::{Scorecard, Slots, Unknown};
use crate::scoring::{COVERAGE_DECIMALS, PERCENTILE_DECIMALS};

/// Decimals of a field in its unit: 万元 down to a yuan.
pub(super) const DECIMALS: u32 = 4;

/// A scorecard as tables.
pub(super) struct Compiled {
    /// Fields that it reads, as positions in the dictionary.
    pub fields: Vec<usize>,
    /// The tables up to the scores, the first made from the firms.
    pub tables: Vec<Table>,
    /// The flag in the last of them that says whether the numbers of statistics are exact.
    pub exact: String,
    /// Columns of the scores, each with its name for people.
    pub scores: Vec<(String, String)>,
    /// The tables up to the firms that are not scored.
    pub rejected: Vec<Table>,
    /// The tables up to the checks, and the flag that says whether all numbers of a firm are exact.
    pub checks: (Vec<Table>, String),
}

/// The scorecard `card`, whose firms are read with `dictionary`, as of a day.
///
/// # Errors
/// What SQL cannot say exactly, with its place.
pub(super) fn compile(
    card: &Scorecard,
    dictionary: &Dictionary,
    as_of: Date,
    decimals: u32,
) -> Result<Compiled, Findings> {
    let fields = fields_of(card, dictionary);
    let slots = card.slots(dictionary.fields.len());
    let mut draft = Draft::new(card, slots.percentile + 1);
    let columns = || fields.iter().map(|at| dictionary.fields[*at].name.as_str());
    for name in columns().chain(["id"]) {
        draft.steps.take(name);
    }
    draft.fields(dictionary, &fields, decimals);
    let values = draft.values(dictionary.fields.len(), as_of);
    let mut verdicts: Vec<Verdict> = Vec::new();
    draft.verdicts(0..card.of_gates(), &mut verdicts);
    let populations = draft.populations(&values.segment, dictionary);
    let checked = std::mem::take(&mut draft.exact);
    draft.end_rows();
    let of_firms = draft.stages.clone();

    draft.stages.push(Stage::Filter(values.scored.clone()));
    let members = draft.members(&values, &populations);
    let groups = draft.groups(&members, &values.segment);
    let parts = draft.published(&values, &members, &groups, &slots);
    draft.verdicts(card.of_gates()..card.conditions.len(), &mut verdicts);
    let mut scores = draft.results(&values, &parts, &verdicts);
    scores.extend(parts.others);
    let scores: Vec<(String, String)> = scores
        .into_iter()
        .map(|(title, sql)| match sql {
            Sql::Column(name) => (String::from(name), title),
            sql => (name_of(&draft.column(&title, sql)), title),
        })
        .collect();
    let exact = draft.all_exact();
    draft.end_rows();
    let of_scores = std::mem::take(&mut draft.stages);

    draft.exact = checked;
    let flag = draft.all_exact();
    draft.stages.clone_from(&of_firms);
    draft.end_rows();
    let of_checks = std::mem::take(&mut draft.stages);
    if draft.findings.has_errors() {
        return Err(draft.findings);
    }
    let mut turned_away = of_firms;
    turned_away.push(Stage::Filter(values.turned_away.clone()));
    let id = || std::iter::once("id".to_owned());
    let first: Vec<String> = id().chain(columns().map(str::to_owned)).collect();
    let made = |stages: Vec<Stage>, columns: Vec<String>| {
        tables(&first, stages, &id().chain(columns).collect::<Vec<String>>())
    };
    let columns = scores.iter().map(|(name, _)| name.clone()).chain([exact.clone()]).collect();
    Ok(Compiled {
        tables: made(of_scores, columns),
        exact,
        rejected: made(turned_away, vec![values.rejected]),
        checks: (made(of_checks, vec![flag.clone()]), flag),
        scores,
        fields,
    })
}

/// Published points in units of `10^-decimals`.
struct Published {
    /// Of the whole.
    points: Sql,
    /// Names and points of groups and indicators, in points.
    others: Vec<(String, Sql)>,
}

impl Draft<'_> {
    /// The published points, which rules may then read, and the coverage.
    fn published(&mut self, values: &Values, members: &[Member], groups: &[Sql], slots: &Slots) -> Published {
        let card = self.card;
        let in_units = |units: Sql| Some(Lowered::Number(Quotient::whole(units, u32::from(card.decimals))));
        let points = self.units("points_units", &groups[0], card.decimals);
        self.slots[slots.segment] = Some(Lowered::Text(values.segment.clone()));
        self.slots[slots.points] = in_units(points.clone());
        let coverage = values.coverage.clone().times(Sql::Number(1e12));
        let coverage = Sql::of_one(Call::Floor, Sql::of(Call::Add, coverage, Sql::Number(0.5)));
        let coverage = self.column("coverage_units", coverage);
        self.slots[slots.coverage] = Some(Lowered::Number(Quotient::whole(coverage, 12)));
        let groups = card.groups.iter().map(|group| &group.id).zip(groups).skip(1).zip(slots.groups.clone());
        let leaves = card.indicators.iter().map(|one| &one.id).zip(members.iter().map(|one| &one.points));
        let all: Vec<_> = groups.chain(leaves.zip(slots.indicators.clone())).collect();
        let mut others = Vec::new();
        for ((id, points), slot) in all {
            let units = self.units(&format!("{id}_published"), points, card.decimals);
            self.slots[slot] = in_units(units.clone());
            others.push((format!("points.{id}"), in_points(units, card.decimals)));
        }
        Published { points, others }
    }

    /// The results of a firm by name: segment, points, ranks, verdicts, coverage.
    fn results(&mut self, values: &Values, parts: &Published, verdicts: &[Verdict]) -> Vec<(String, Sql)> {
        let card = self.card;
        let [qualified, held] = qualified(card, verdicts).map(Sql::holds);
        let qualified = self.column("qualified", qualified);
        let held = self.column("held", held);
        let grade = self.column("grade", grade(card, &parts.points));
        let route = self.column("route", route(card, verdicts));
        let ranks = self.ranks(&name_of(&parts.points), &name_of(&values.segment));
        let top = top(card, &ranks);
        let top = self.column("top", top);
        let one_less = |sql: &Sql| Sql::of(Call::Subtract, sql.clone(), Sql::Number(1.0));
        let is_alone = Sql::of(Call::LessOrEqual, ranks.firms.clone(), Sql::Number(1.0));
        let fewer = Sql::of(Call::Multiply, Sql::Number(100.0), one_less(&ranks.ascending));
        let share = Sql::of(Call::Divide, fewer, one_less(&ranks.firms));
        let percentile = self.steps.named(Sql::choose(is_alone, Sql::Number(100.0), share));
        let percentile = self.units("percentile_units", &percentile, PERCENTILE_DECIMALS);
        let coverage = self.units("coverage_published", &values.coverage, COVERAGE_DECIMALS);
        let all = [
            ("segment", values.segment.clone()),
            ("points", in_points(parts.points.clone(), card.decimals)),
            ("rank", ranks.rank),
            ("segment_rank", ranks.segment_rank),
            ("percentile", in_points(percentile, PERCENTILE_DECIMALS)),
            ("place", ranks.place),
            ("grade", grade),
            ("top", top),
            ("route", route),
            ("qualified", qualified),
            ("held", held),
            ("coverage", in_points(coverage, COVERAGE_DECIMALS)),
        ];
        all.map(|(name, sql)| (name.to_owned(), sql)).to_vec()
    }

    /// The ranks by the column `points`, over all firms and within `segment`. Ends a stage.
    fn ranks(&mut self, points: &str, segment: &str) -> Ranks {
        let order = |descending: bool| Order { column: points.to_owned(), descending, is_text: false };
        let ties = ties(self);
        self.end_rows();
        let by_id = Order { column: "id".to_owned(), descending: false, is_text: true };
        let by_ties: Vec<Order> = [order(true)].into_iter().chain(ties).chain([by_id]).collect();
        let within = vec![segment.to_owned()];
        let rank = |within: &[String], descending| Window::Rank {
            within: within.to_vec(),
            by: vec![order(descending)],
        };
        let windows = [
            ("rank", rank(&[], true)),
            ("segment_rank", rank(&within, true)),
            ("rank_ascending", rank(&[], false)),
            ("place", Window::Place { within: Vec::new(), by: by_ties }),
            ("firms", Window::Alike { within: Vec::new() }),
            ("segment_firms", Window::Alike { within: within.clone() }),
        ];
        let windows = windows.map(|(name, window)| (self.name(name), window));
        let [rank, segment_rank, ascending, place, firms, segment_firms] =
            windows.each_ref().map(|(name, _)| Sql::Column(name.as_str().into()));
        self.stages.push(Stage::Windows(windows.to_vec()));
        Ranks { rank, segment_rank, ascending, place, firms, segment_firms }
    }

    /// The column that says whether all numbers of a firm are exact.
    fn all_exact(&mut self) -> String {
        let flags = std::mem::take(&mut self.exact);
        let flags = all(flags.iter().map(|name| Sql::Column(name.as_str().into())));
        name_of(&self.column("exact", flags))
    }
}

/// Ranks of a firm, and numbers of firms.
struct Ranks {
    rank: Sql,
    segment_rank: Sql,
    /// Rank from the fewest points up.
    ascending: Sql,
    /// Place without ties.
    place: Sql,
    firms: Sql,
    segment_firms: Sql,
}

/// The fields that a scorecard reads, as positions in the dictionary.
fn fields_of(card: &Scorecard, dictionary: &Dictionary) -> Vec<usize> {
    let slots = card.expressions().flat_map(Expr::slots).copied();
    let mut read: Vec<usize> = slots.filter(|slot| *slot < dictionary.fields.len()).collect();
    read.extend(treated::industry(card, dictionary));
    read.sort_unstable();
    read.dedup();
    read
}

/// Points of a number of units.
fn in_points(units: Sql, decimals: u8) -> Sql {
    match decimals {
        0 => units,
        _ => Sql::of(Call::Divide, units, Sql::Number(10_f64.powi(i32::from(decimals)))),
    }
}

/// Whether a firm qualifies, and whether only unknown facts keep it from it.
fn qualified(card: &Scorecard, verdicts: &[Verdict]) -> [Sql; 2] {
    let is_met = |at: usize| not(verdicts[at].unmet.clone());
    let passes = match card.pass {
        Some(pass) => any(std::iter::once(pass).chain(card.routes.iter().copied()).map(is_met)),
        None => Sql::Flag(true),
    };
    let is_held = |at: usize| match card.conditions[at].unknown {
        Unknown::Hold => all([verdicts[at].unmet.clone(), verdicts[at].unknown.clone()]),
        Unknown::Pass | Unknown::Fail => Sql::Flag(false),
    };
    let gates = || card.gates.iter().copied();
    let qualified = all(gates().map(is_met).chain([passes.clone()]));
    let but_for = all(gates().map(|at| any([is_met(at), is_held(at)])).chain([passes]));
    [qualified, all([any(gates().map(is_held)), but_for])]
}

/// The first grade whose bound the points reach.
fn grade(card: &Scorecard, units: &Sql) -> Sql {
    let points = in_points(units.clone(), card.decimals);
    let arms = card.grades.iter().map(|grade| {
        let reaches = Sql::of(Call::LessOrEqual, Sql::Number(grade.at_least), points.clone());
        (reaches, Sql::Text(grade.id.as_str().into()))
    });
    case(arms.collect())
}

/// The first route that is met.
fn route(card: &Scorecard, verdicts: &[Verdict]) -> Sql {
    let arms = card.routes.iter().map(|&at| {
        let id = card.conditions[at].id.as_deref();
        let id = id.map_or(Sql::Null(Kind::Text), |id| Sql::Text(id.into()));
        (not(verdicts[at].unmet.clone()), id)
    });
    case(arms.collect())
}

/// The text of the first arm; missing without one.
fn case(arms: Vec<(Sql, Sql)>) -> Sql {
    if arms.is_empty() {
        Sql::Null(Kind::Text)
    } else {
        Sql::Case(arms, Some(Box::new(Sql::Null(Kind::Text))))
    }
}

/// The first top with `rank ≤ ⌈share · n⌉`.
fn top(card: &Scorecard, ranks: &Ranks) -> Sql {
    let arms = card.tops.iter().filter_map(|top| {
        let (rank, firms) = match top.within_segment {
            true => (&ranks.segment_rank, &ranks.segment_firms),
            false => (&ranks.rank, &ranks.firms),
        };
        // rank ≤ ⌈share · n⌉ if and only if rank − 1 < share · n, of whole numbers.
        let (over, under) = crate::decimal::Fraction::of(top.share).parts()?;
        let before = Sql::of(Call::Subtract, rank.clone(), Sql::Number(1.0)).times(Sql::Number(under as f64));
        let is_in = Sql::of(Call::Less, before, firms.clone().times(Sql::Number(over as f64)));
        Some((is_in, Sql::Text(top.id.as_str().into())))
    });
    case(arms.collect())
}

/// The columns that order firms with equal points.
fn ties(draft: &mut Draft<'_>) -> Vec<Order> {
    let mut ties = Vec::new();
    for (at, tie) in draft.card.tie_breakers.iter().enumerate() {
        let name = format!("tie_{}", at + 1);
        let Some(lowered) = draft.lower(&tie.by, &name) else { continue };
        let sql = match lowered {
            Lowered::Number(number) => number.value().unwrap_or(Sql::Null(Kind::Number)),
            Lowered::Flag(flag) => {
                let arms = vec![(flag.clone(), Sql::Number(1.0)), (not(flag), Sql::Number(0.0))];
                Sql::Case(arms, None)
            }
            Lowered::Date(sql) | Lowered::Text(sql) => sql,
        };
        let column = name_of(&draft.column(&name, sql));
        ties.push(Order { column, descending: !tie.ascending, is_text: false });
    }
    ties
}
