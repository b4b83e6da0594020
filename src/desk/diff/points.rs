//! Why a firm's points changed: its own values, weights and curves, or the values of other firms.

use std::collections::BTreeSet;

use super::cells::{CellChange, FieldTitles, Pairs};
use super::reason::{Cause, Reason};
use super::record::Record;
use super::values::said_or_missing;
use crate::figures::number::number;
use crate::publish::{Described, DescribedIndicator, Formula, Terms};
use crate::studies::compare::{Both, Level, PartMove, Parts};
use crate::words::{Arg, Between, Message, say};

/// Most parts of points that are named.
const PARTS: usize = 3;
/// Most changed values that are named.
const CELLS: usize = 4;

/// Two runs with all by which a change of points is explained.
#[derive(Debug)]
pub(super) struct Change<'a> {
    pub before: &'a Record,
    pub after: &'a Record,
    pub terms: Both<&'a Terms>,
    pub cells: Option<Pairs<'a>>,
    pub titles: FieldTitles<'a>,
    parts: &'a Parts<'a>,
    /// Per part of the points, the indicator on both sides.
    indicators: Vec<Option<Indicator<'a>>>,
    /// Fields of all indicators and segments, by position among the cells.
    fields: Vec<Field>,
    /// Whether segments and the weights of each are the same.
    same_weights: bool,
    /// Whether curves and expressions of all indicators are the same.
    same_ways: bool,
    /// Whether any indicator's points depend on other firms.
    has_peers: bool,
    /// Whether both runs judge as of the same day.
    pub same_day: bool,
}

/// An indicator of both runs.
#[derive(Debug)]
struct Indicator<'a> {
    /// Positions among the raw values.
    raw: Option<Both<usize>>,
    terms: Both<&'a DescribedIndicator>,
    same_way: bool,
    fields: Vec<Field>,
}

/// A field that a formula reads.
#[derive(Clone, Copy, Debug)]
struct Field {
    /// Position among the cells.
    at: usize,
    is_supplemented: bool,
}

/// What moves points, in the order in which a tie is decided.
const DRIVERS: [Reason; 5] = [Reason::Supplement, Reason::Data, Reason::Day, Reason::Weights, Reason::Peers];

impl<'a> Change<'a> {
    pub(super) fn of(
        before: &'a Record,
        after: &'a Record,
        parts: &'a Parts<'a>,
        fields: &'a BTreeSet<String>,
    ) -> Change<'a> {
        let terms = Both { before: &before.run.terms, after: &after.run.terms };
        let cells = before.values.as_ref().zip(after.values.as_ref());
        let mut change = Change {
            before,
            after,
            terms,
            cells: cells.map(|(before, after)| Pairs::of(before, after, fields)),
            titles: FieldTitles::of(terms),
            parts,
            indicators: Vec::new(),
            fields: Vec::new(),
            same_weights: false,
            same_ways: false,
            has_peers: true,
            same_day: before.run.as_of == after.run.as_of,
        };
        change.read();
        change
    }

    fn read(&mut self) {
        let Both { before, after } = self.terms;
        let (before, after) = (&before.scorecard, &after.scorecard);
        let raw = self.before.raw.as_ref().zip(self.after.raw.as_ref());
        let indicator = |id: &str| {
            let terms = Both { before: before.indicator(id)?, after: after.indicator(id)? };
            let at = |ids: &[String]| ids.iter().position(|one| one == id);
            let raw = raw.and_then(|(one, other)| {
                Some(Both { before: at(&one.indicators)?, after: at(&other.indicators)? })
            });
            let formulas = [&terms.before.value, &terms.after.value];
            Some(Indicator {
                raw,
                terms,
                same_way: terms.before.value == terms.after.value
                    && terms.before.normalisation == terms.after.normalisation,
                fields: self.fields_of(formulas),
            })
        };
        let parts = self.parts.pairs.iter().map(Parts::named);
        let of_part = |(id, adjusts): (&str, bool)| if adjusts { None } else { indicator(id) };
        // Without points by indicator, groups are judged as a whole.
        let indicators: Vec<Option<Indicator<'a>>> = match self.parts.level {
            Level::Indicators => parts.map(of_part).collect(),
            Level::Groups => Vec::new(),
        };
        let of_segments = self.segment_rules();
        let of_indicators = [before, after].map(|card| &card.indicators).into_iter().flatten();
        let has_peers = of_indicators.clone().any(|one| one.peers);
        let formulas: Vec<&Formula> = of_segments.chain(of_indicators.map(|one| &one.value)).collect();
        self.fields = self.fields_of(formulas);
        self.indicators = indicators;
        let weights = |card: &'a Described| -> Vec<(&'a str, &'a [f64])> {
            card.indicators.iter().map(|one| (one.id.as_str(), one.full_marks.as_slice())).collect()
        };
        let divided = |card: &'a Described| -> Vec<_> {
            card.segments.iter().map(|segment| (&segment.id, &segment.when)).collect()
        };
        self.same_weights = divided(before) == divided(after) && weights(before) == weights(after);
        let ways = |card: &'a Described| -> Vec<_> {
            card.indicators.iter().map(|one| (&one.id, &one.value, &one.normalisation)).collect()
        };
        self.same_ways = ways(before) == ways(after);
        self.has_peers = has_peers;
    }

    fn fields_of<'f>(&self, formulas: impl IntoIterator<Item = &'f Formula>) -> Vec<Field> {
        let Some(cells) = &self.cells else { return Vec::new() };
        let names = formulas.into_iter().flat_map(|formula| &formula.fields);
        let field = |name: &String| {
            Some(Field { at: cells.position(name)?, is_supplemented: self.titles.is_supplemented(name) })
        };
        let mut fields: Vec<Field> = names.filter_map(field).collect();
        fields.sort_by_key(|field| field.at);
        fields.dedup_by_key(|field| field.at);
        fields
    }

    /// The change of a firm's published points.
    pub(super) fn rise(&self, rows: Both<u32>) -> f64 {
        let points = |record: &Record, row: u32| record.run.side.points[row as usize];
        points(self.after, rows.after) - points(self.before, rows.before)
    }

    /// Title of the firm's segment in each run.
    pub(super) fn segment_titles(&self, rows: Both<u32>) -> Both<Message> {
        let Both { before, after } = rows;
        Both { before: self.before.segment_title(before), after: self.after.segment_title(after) }
    }

    /// Id of the firm's segment in each run.
    fn segments(&self, rows: Both<u32>) -> Both<&'a str> {
        let segment = |record: &'a Record, row: u32| {
            let segments = &record.run.side.segments;
            segments.names[segments.codes[row as usize] as usize].as_str()
        };
        Both { before: segment(self.before, rows.before), after: segment(self.after, rows.after) }
    }

    /// What moved a firm's points, which must differ.
    pub(super) fn reason(&self, rows: Both<u32>) -> Reason {
        let way = self.rise(rows).signum();
        let mut shares = [0.0; DRIVERS.len()];
        if !self.indicators.is_empty() {
            for (pair, indicator) in self.parts.pairs.iter().zip(&self.indicators) {
                if Parts::named(pair).1 {
                    continue;
                }
                let points = Parts::points(pair, rows);
                let rise = points.after.unwrap_or(0.0) - points.before.unwrap_or(0.0);
                if rise == 0.0 {
                    continue;
                }
                let driver = match indicator {
                    Some(indicator) => self.driver(indicator, rows),
                    None => Some(Reason::Weights),
                };
                if let Some(at) = driver.and_then(|driver| DRIVERS.iter().position(|one| *one == driver)) {
                    shares[at] += rise * way;
                }
            }
        }
        let mut greatest: Option<usize> = None;
        for (at, share) in shares.iter().enumerate() {
            if *share > 0.0 && greatest.is_none_or(|greatest| *share > shares[greatest]) {
                greatest = Some(at);
            }
        }
        let driver = greatest.map_or_else(|| self.as_a_whole(rows), |at| DRIVERS[at]);
        match driver {
            Reason::Weights if self.before.run.scorecard != self.after.run.scorecard => Reason::Scorecard,
            driver => driver,
        }
    }

    /// What changed an indicator's points for a firm; `None` if it is another part of the points.
    fn driver(&self, indicator: &Indicator<'_>, rows: Both<u32>) -> Option<Reason> {
        let Indicator { raw, terms, same_way, fields } = indicator;
        let Some(raw) = raw else { return Some(self.as_a_whole(rows)).filter(|it| *it != Reason::Points) };
        let value = |record: &Record, at: usize, row: u32| {
            record.raw.as_ref().map_or(f64::NAN, |raw| raw.value(at, row))
        };
        let (one, other) =
            (value(self.before, raw.before, rows.before), value(self.after, raw.after, rows.after));
        let same_raw = one == other || (one.is_nan() && other.is_nan());
        let same_segment = {
            let Both { before, after } = self.segments(rows);
            before == after
        };
        if !same_raw {
            return Some(match self.of_fields(fields, rows) {
                Some(Some(reason)) => reason,
                _ if terms.before.value != terms.after.value => Reason::Weights,
                Some(None) if !self.same_day => Reason::Day,
                None if !self.same_day && terms.after.value.day => Reason::Day,
                None if self.are_supplemented(&terms.after.value) => Reason::Supplement,
                _ => Reason::Data,
            });
        }
        if !same_way {
            return Some(Reason::Weights);
        }
        if !same_segment {
            return Some(self.of_segment(rows));
        }
        if !self.same_weights && self.weight(rows, terms) {
            return Some(Reason::Weights);
        }
        terms.after.peers.then_some(Reason::Peers)
    }

    /// What moved the firm into another segment.
    fn of_segment(&self, rows: Both<u32>) -> Reason {
        let rules: Vec<&Formula> = self.segment_rules().collect();
        match self.of_formulas(rules.iter().copied(), rows) {
            _ if !self.same_weights => Reason::Weights,
            Some(Some(reason)) => reason,
            _ if !self.same_day && rules.iter().any(|rule| rule.day) => Reason::Day,
            _ => Reason::Data,
        }
    }

    /// Rules of membership of all segments of both runs.
    fn segment_rules(&self) -> impl Iterator<Item = &'a Formula> + use<'a> {
        let Both { before, after } = self.terms;
        let segments = before.scorecard.segments.iter().chain(&after.scorecard.segments);
        segments.filter_map(|segment| segment.when.as_ref())
    }

    /// Whether an indicator has another weight for the firm.
    fn weight(&self, rows: Both<u32>, terms: &Both<&DescribedIndicator>) -> bool {
        let weight = |record: &Record, row: u32, terms: &DescribedIndicator| {
            terms.full_marks.get(record.run.side.segments.codes[row as usize] as usize).copied()
        };
        weight(self.before, rows.before, terms.before) != weight(self.after, rows.after, terms.after)
    }

    fn are_supplemented(&self, formula: &Formula) -> bool {
        let mut fields = formula.fields.iter();
        !formula.fields.is_empty() && fields.all(|field| self.titles.is_supplemented(field))
    }

    /// Whether changed values explain a change: `None` if values are not kept, `Some(None)` if none of them
    /// changed.
    fn of_fields(&self, fields: &[Field], rows: Both<u32>) -> Option<Option<Reason>> {
        let cells = self.cells.as_ref()?;
        let (mut any, mut own) = (false, false);
        for field in fields.iter().filter(|field| cells.differs(field.at, rows)) {
            any = true;
            own |= !field.is_supplemented;
        }
        Some(match (any, own) {
            (false, _) => None,
            (true, true) => Some(Reason::Data),
            (true, false) => Some(Reason::Supplement),
        })
    }

    /// Whether changed values of the fields that `formulas` read explain a change, as in
    /// [`Change::of_fields`].
    pub(super) fn of_formulas<'f>(
        &self,
        formulas: impl IntoIterator<Item = &'f Formula>,
        rows: Both<u32>,
    ) -> Option<Option<Reason>> {
        self.of_fields(&self.fields_of(formulas), rows)
    }

    /// What moved points, judged by everything that may: without points by indicator.
    fn as_a_whole(&self, rows: Both<u32>) -> Reason {
        let is_fixed = self.same_weights && self.same_ways;
        match self.of_fields(&self.fields, rows) {
            Some(Some(reason)) => reason,
            Some(None) if !is_fixed => Reason::Weights,
            Some(None) if !self.same_day => Reason::Day,
            Some(None) if self.has_peers => Reason::Peers,
            None if is_fixed && self.same_day && !self.has_peers => Reason::Data,
            _ => Reason::Points,
        }
    }

    /// The firm's changed parts of the points, the greatest change first.
    pub(super) fn moved(&self, rows: Both<u32>) -> Vec<PartMove> {
        self.parts.moved(rows)
    }

    /// The firm's changed values.
    pub(super) fn changed_cells(&self, rows: Both<u32>) -> Vec<CellChange> {
        self.cells.as_ref().map_or_else(Vec::new, |cells| cells.changes(rows, &self.titles))
    }

    /// Why a firm's points changed, with the parts and values that did.
    pub(super) fn cause(&self, rows: Both<u32>) -> Cause {
        let reason = self.reason(rows);
        let is_of_values = matches!(reason, Reason::Data | Reason::Supplement);
        let values = is_of_values.then(|| self.said_cells(&self.changed_cells(rows))).flatten();
        let details = std::iter::once(self.said_points(rows)).chain(values);
        Cause::new(reason, Message::joined(Between::Clauses, details))
    }

    /// The change of points with its greatest parts.
    pub(super) fn said_points(&self, rows: Both<u32>) -> Message {
        let points = |record: &Record, row: u32| {
            number(record.run.side.points[row as usize], record.run.side.decimals.into())
        };
        let (before, after) = (points(self.before, rows.before), points(self.after, rows.after));
        let decimals = usize::from(self.before.run.side.decimals.max(self.after.run.side.decimals));
        let moved = self.moved(rows);
        let part = |part: &PartMove| {
            say!(
                diff::part,
                part = self.part_title(part),
                before = number(part.before.unwrap_or(0.0), decimals),
                after = number(part.after.unwrap_or(0.0), decimals)
            )
        };
        if moved.is_empty() {
            return say!(diff::points_only, before = before, after = after);
        }
        let named = Arg::items(moved.iter().take(PARTS).map(part));
        match moved.len().saturating_sub(PARTS) {
            0 => say!(diff::points, before = before, after = after, parts = named),
            more => say!(diff::points_more, before = before, after = after, parts = named, more = more),
        }
    }

    /// The title of a part of the points.
    pub(super) fn part_title(&self, part: &PartMove) -> Message {
        let Both { before, after } = self.terms;
        let known = after.scorecard.indicator(&part.id).or_else(|| before.scorecard.indicator(&part.id));
        let title = match known {
            Some(one) if !part.adjusts => one.said(),
            _ => part.id.as_str().into(),
        };
        if part.adjusts { say!(diff::adjustment, id = title) } else { title }
    }

    /// Changed values in words; `None` if there are none.
    pub(super) fn said_cells(&self, cells: &[CellChange]) -> Option<Message> {
        let of_one = |cell: &CellChange| {
            let name = Message::id_or_title(&cell.field, &cell.title);
            let [before, after] = [&cell.before, &cell.after].map(|value| said_or_missing(value.as_ref()));
            say!(diff::cell, field = name, before = before, after = after)
        };
        let named = || Arg::items(cells.iter().take(CELLS).map(of_one));
        match cells.len() {
            0 => None,
            count if count <= CELLS => Some(say!(diff::cells, cells = named())),
            count => Some(say!(diff::cells_more, cells = named(), more = count - CELLS)),
        }
    }
}
