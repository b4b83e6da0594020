//! Random scorecards over six numbers, two flags, a class and a stage, and rows for them. They use every word
//! of the language.

mod conditions;

use jiff::civil::Date;
use num_rational::BigRational;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use toml::{Table, Value};

use crate::engine::by_hand;
use crate::support::cohort::Row;
use crate::support::naive;

const NUMBERS: [&str; 6] = ["x0", "x1", "x2", "x3", "x4", "x5"];

/// The segments of a scorecard that has any.
const SEGMENTS: [&str; 3] = ["s0", "s1", "s2"];

/// The day random cohorts are scored as of.
pub const AS_OF: Date = Date::constant(2024, 6, 30);

/// What the rules of a random scorecard say of a row: a number, a flag, the day of registration or the
/// derived value.
pub fn exact(row: &Row, rule: &str) -> Option<BigRational> {
    let field = |name: &str| row.numbers.get(name).copied();
    let number = match rule {
        "both" => return Some(by_hand::of(field("x0")?) + by_hand::of(field("x1")?)),
        "founded" => {
            row.dates.get(rule).map(|day| f64::from(day.year()) * 400.0 + f64::from(day.day_of_year()))
        }
        name => field(name).or_else(|| row.flags.get(name).map(|yes| f64::from(*yes))),
    };
    number.map(by_hand::of)
}

/// A text by name.
pub fn text(row: &Row, rule: &str) -> Option<String> {
    row.texts.get(rule).cloned()
}

/// `f1`, `x0 > 0`, `stage = 'a'`.
pub fn holds(row: &Row, rule: &str) -> Option<bool> {
    if let Some((name, bound)) = rule.split_once(" > ") {
        return exact(row, name).map(|x| x > by_hand::of(bound.parse().unwrap()));
    }
    match rule.split_once(" = ") {
        Some((name, text)) => row.texts.get(name).map(|stage| stage == text.trim_matches('\'')),
        None => row.flags.get(rule).copied(),
    }
}

/// The field that a rule reads, as reasons name it.
pub fn field(rule: &str) -> String {
    let name = rule.split(' ').next().unwrap();
    format!("{name} (random {name})")
}

/// `len` rows with ties, signs, zeros of both kinds and blanks.
pub fn rows(len: usize, random: &mut ChaCha8Rng) -> Vec<Row> {
    let mut rows = Vec::new();
    for at in 0..len {
        let mut row = Row::new(format!("id{:03}", (at * 37) % 101));
        for name in NUMBERS {
            let value = match random.random_range(0..40) {
                0..16 => Some(f64::from(random.random_range(-2..6i32))),
                16..20 => Some(-0.0),
                20..24 => Some(f64::from(random.random_range(-400..1200i32)) / 100.0),
                24..27 => Some(random.random_range(-1e6..1e6)),
                27 => Some(*[1e15, -1e15, 1e-15].choose(random).unwrap()),
                28..32 => Some(f64::from(random.random_range(0..4i32)) / 10.0),
                _ => None,
            };
            row = row.number(name, value);
        }
        for name in ["f0", "f1"] {
            row = row.flag(name, *[Some(true), Some(false), None].choose(random).unwrap());
        }
        row = row.text("stage", *[Some("a"), Some("b"), Some("c"), Some("d"), None].choose(random).unwrap());
        row = row
            .text("level", *[Some("甲"), Some("乙"), Some("丙"), Some("丁"), None].choose(random).unwrap());
        let day = Date::constant(random.random_range(2020..2023), 1, random.random_range(1..4));
        row = row.date("founded", random.random_bool(0.8).then_some(day));
        row = row.text(
            "industry",
            *[Some("C39"), Some("C3911"), Some("C26"), Some("I65"), None].choose(random).unwrap(),
        );
        rows.push(row);
    }
    rows
}

/// A random scorecard that is sound.
pub fn card(random: &mut ChaCha8Rng) -> Table {
    let combine = *["sum", "sum", "mean", "geometric", "harmonic", "max", "min"].choose(random).unwrap();
    let segments = random.random_bool(0.7);
    // The scale is the same in every segment: a mean has it whatever its weights are, a sum is made up to it.
    let varied = segments && (is_mean(combine) || (combine == "sum" && random.random_bool(0.5)));
    let mut builder = Builder { random, segments, varied, may_reject: true, named: 0 };
    let mut card = builder.branch(combine, 2);
    if is_mean(combine) {
        let scale = *[1.0, 100.0, 1000.0].choose(builder.random).unwrap();
        card.insert("scale".to_owned(), scale.into());
        builder.bound(&mut card, 1.0);
    } else if varied {
        make_up(&mut card);
    } else {
        builder.bound(&mut card, 0.4);
    }
    let scale = decimal(naive::full(&card, "s0"));
    card.insert("scale".to_owned(), scale.into());
    (builder.varied, builder.may_reject) = (segments, false);
    for extra in ["bonus", "deduction"] {
        if builder.random.random_bool(0.4) {
            let combine = builder.combine();
            let mut group = builder.branch(combine, 1);
            builder.bound(&mut group, 0.4);
            group.remove("floor");
            card.insert(extra.to_owned(), group.into());
        }
    }
    let random = builder.random;
    let mut put = |key: &str, value: Value| card.insert(key.to_owned(), value);
    put("id", "random".into());
    put("title", "random".into());
    put("weights_basis", "local".into());
    put("missing", (*["zero", "zero", "skip"].choose(random).unwrap()).into());
    put("decimals", i64::from(random.random_range(0..4u8)).into());
    put("minimum_coverage", (*[0.0, 0.3, 0.5].choose(random).unwrap()).into());
    put("field", fields().into());
    put("derived", vec![table(&[("id", "both".into()), ("value", "x0 + x1".into())])].into());
    if segments {
        put("segment", self::segments(random.random_bool(0.5)).into());
    }
    let grade = |id: &str, share: f64| table(&[("id", id.into()), ("at_least", (scale * share).into())]);
    put("grade", vec![grade("A", 0.6), grade("B", 0.25)].into());
    put("top", tops(random).into());
    let breaker = |by: &str, order: &str| table(&[("by", by.into()), ("order", order.into())]);
    let breakers = [
        breaker("x1", "ascending"),
        breaker("points.n1", "descending"),
        breaker("f0", "ascending"),
        breaker("founded", "descending"),
    ];
    put("tie_breaker", breakers[random.random_range(0..4)..].to_vec().into());
    conditions::put(&mut card, scale, random);
    card
}

/// Adds an indicator to a sum that brings it to the same full marks in every segment.
fn make_up(card: &mut Table) {
    let full = SEGMENTS.map(|segment| naive::full(card, segment));
    let most = full.into_iter().fold(0.0, f64::max);
    let weight =
        SEGMENTS.iter().zip(full).map(|(segment, full)| ((*segment).to_owned(), decimal(most - full).into()));
    let leaf = table(&[
        ("id", "rest".into()),
        ("title", "rest".into()),
        ("value", "both".into()),
        ("curve", table(&[("reference", 4.0.into())])),
        ("weight", Value::Table(weight.collect())),
    ]);
    card["indicator"].as_array_mut().unwrap().push(leaf);
}

/// The number as people write one, with three decimals: full marks are summed as they are written.
fn decimal(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

fn is_mean(combine: &str) -> bool {
    ["mean", "geometric", "harmonic"].contains(&combine)
}

/// Up to two tops, over all rows or within segments.
fn tops(random: &mut ChaCha8Rng) -> Vec<Value> {
    let shares = *[[0.05, 0.2], [0.1, 1.0], [0.25, 0.5]].choose(random).unwrap();
    let mut tops = Vec::new();
    for (id, share) in ["t0", "t1"].into_iter().zip(shares).take(random.random_range(0..3)) {
        let within: Vec<Value> = if random.random_bool(0.5) { vec!["segment".into()] } else { Vec::new() };
        tops.push(table(&[("id", id.into()), ("share", share.into()), ("within", within.into())]));
    }
    tops
}

fn fields() -> Vec<Value> {
    let field = |name: &str, kind: &str| {
        table(&[("name", name.into()), ("title", format!("random {name}").into()), ("type", kind.into())])
    };
    let numbers = NUMBERS.iter().map(|name| field(name, "number"));
    numbers
        .chain([
            field("f0", "boolean"),
            field("f1", "boolean"),
            field("stage", "string"),
            field("level", "string"),
        ])
        .collect()
}

fn segments(rest: bool) -> Vec<Value> {
    let segment = |id: &str, stage: &str| {
        let when = format!("stage = '{stage}'");
        table(&[("id", id.into()), ("title", id.into()), ("when", when.into())])
    };
    let mut segments = vec![segment("s0", "a"), segment("s1", "b"), segment("s2", "c")];
    if rest {
        segments[2].as_table_mut().unwrap().remove("when");
    }
    segments
}

struct Builder<'r> {
    random: &'r mut ChaCha8Rng,
    /// Whether there are segments.
    segments: bool,
    /// Whether weights may differ by segment.
    varied: bool,
    /// Whether an indicator may turn rows away.
    may_reject: bool,
    named: usize,
}

impl Builder<'_> {
    fn name(&mut self) -> Value {
        self.named += 1;
        format!("n{}", self.named).into()
    }

    fn combine(&mut self) -> &'static str {
        ["sum", "mean", "geometric", "harmonic", "max", "min"].choose(self.random).unwrap()
    }

    fn branch(&mut self, combine: &str, depth: u32) -> Table {
        let mut branch = Table::new();
        let indicators: Vec<Value> =
            (0..self.random.random_range(1..4)).map(|at| self.leaf(at == 0).into()).collect();
        branch.insert("combine".to_owned(), combine.into());
        branch.insert("indicator".to_owned(), indicators.into());
        let groups = if depth == 0 { 0 } else { self.random.random_range(0..3) };
        let groups: Vec<Value> = (0..groups).map(|_| self.group(combine, depth - 1).into()).collect();
        if !groups.is_empty() {
            branch.insert("group".to_owned(), groups.into());
        }
        branch
    }

    fn group(&mut self, parent: &str, depth: u32) -> Table {
        let combine = self.combine();
        let id = self.name();
        let mut group = self.branch(combine, depth);
        group.insert("id".to_owned(), id);
        group.insert("title".to_owned(), "group".into());
        if combine == "sum" && self.random.random_bool(0.2) {
            group.insert("reserved".to_owned(), 3.0.into());
            if self.random.random_bool(0.4) {
                group.remove("indicator");
                group.remove("group");
            }
        }
        if (is_mean(parent) || is_mean(combine)) && self.random.random_bool(0.5) {
            let weight = self.weight(false);
            group.insert("weight".to_owned(), weight);
        } else {
            self.bound(&mut group, 0.4);
        }
        group
    }

    /// A cap from `least` of full marks on, a floor below it.
    fn bound(&mut self, branch: &mut Table, least: f64) {
        let segments = SEGMENTS.iter().take(if self.segments { 3 } else { 1 });
        let full = segments.map(|segment| naive::full(branch, segment)).fold(f64::MAX, f64::min);
        if self.random.random_bool(0.3) {
            branch.insert("cap".to_owned(), decimal(full * self.random.random_range(least..1.5)).into());
        }
        if self.random.random_bool(0.3) {
            branch.insert("floor".to_owned(), decimal(full * self.random.random_range(0.0..0.4)).into());
        }
    }

    fn weight(&mut self, never_zero: bool) -> Value {
        let mut one = || loop {
            let weight = *[0.0, 1.0, 2.5, 7.0, 10.0].choose(self.random).unwrap();
            if weight > 0.0 || !never_zero {
                return Value::from(weight);
            }
        };
        if self.varied { table(&SEGMENTS.map(|segment| (segment, one()))) } else { one() }
    }

    fn leaf(&mut self, never_zero: bool) -> Table {
        let (curve, own_marks, lower) = self.curve();
        let is_number = curve.as_str() != Some("flag") && curve.get("classes").is_none();
        let value = match is_number {
            true if self.random.random_bool(0.1) => "both",
            true => NUMBERS.choose(self.random).unwrap(),
            false if curve.is_table() => "level",
            false => "f0",
        };
        let id = self.name();
        let mut leaf = as_table(table(&[
            ("id", id),
            ("title", "leaf".into()),
            ("value", value.into()),
            ("curve", curve),
        ]));
        if !(own_marks && self.random.random_bool(0.5)) {
            leaf.insert("weight".to_owned(), self.weight(never_zero));
        }
        if lower && self.random.random_bool(0.4) {
            leaf.insert("direction".to_owned(), "lower".into());
        }
        if is_number {
            let steps: Vec<Value> = (0..self.random.random_range(0..3)).map(|_| self.treatment()).collect();
            leaf.insert("treatment".to_owned(), steps.into());
        }
        if self.random.random_bool(0.8) {
            let missing = self.missing(is_number, value == "level");
            leaf.insert("missing".to_owned(), missing);
        }
        leaf
    }

    /// A curve, whether it has full marks of its own, and whether `lower` has a meaning for it.
    fn curve(&mut self) -> (Value, bool, bool) {
        let parse = |text: &str| text.parse::<Table>().unwrap()["c"].clone();
        let within = self.within();
        let ties = *["low", "mean", "high"].choose(self.random).unwrap();
        match self.random.random_range(0..13) {
            0 => (
                parse("c = { tiers = { at_least = [[3, 10], [1, 6.5], [-1, 2]], otherwise = 1 } }"),
                true,
                false,
            ),
            1 => (
                parse("c = { tiers = { at_most = [[0, 7], [0.3, 5], [4, 0.1]], otherwise = 0 } }"),
                true,
                false,
            ),
            2 if self.segments => (
                parse(
                    "c = { linear = { low = { s0 = -1, s1 = 0, s2 = -3 }, high = { s0 = 4, s1 = 9, s2 = 2 } \
                    } }",
                ),
                false,
                true,
            ),
            2 => (parse("c = { linear = { low = -1, high = 4 } }"), false, true),
            3 => (parse("c = { linear = { low = 0.5, high = 4000, log = true } }"), false, true),
            4 if self.segments => (parse("c = { reference = { s0 = 3, s1 = 0.5, s2 = 800 } }"), false, true),
            4 => (parse("c = { reference = 3.5 }"), false, true),
            5 => (parse("c = { piecewise = [[-1, 0], [0.1, 1], [3, 0.25], [500, 0.75]] }"), false, false),
            6 => (
                parse(&format!("c = {{ percentile = {{ within = {within}, ties = \"{ties}\" }} }}")),
                false,
                true,
            ),
            7 => (parse(&format!("c = {{ minmax = {{ within = {within} }} }}")), false, true),
            8 => (parse(&format!("c = {{ zscore = {{ within = {within} }} }}")), false, true),
            9 => (parse("c = { per_unit = { unit = 0.1, points = 0.7, cap = 5 } }"), true, false),
            10 => (
                parse("c = { classes = { points = { \"甲\" = 6, \"乙\" = 2.5 }, otherwise = 1 } }"),
                true,
                false,
            ),
            11 => (
                parse("c = { classes = { points = { \"丙\" = 0, \"甲\" = 0.3 }, otherwise = 4 } }"),
                true,
                false,
            ),
            _ => (Value::from("flag"), false, true),
        }
    }

    fn within(&mut self) -> &'static str {
        ["[]", "[\"segment\"]", "[\"industry\"]", "[\"industry\", \"segment\"]"].choose(self.random).unwrap()
    }

    fn treatment(&mut self) -> Value {
        let within = self.within();
        let parse = |text: &str| text.parse::<Table>().unwrap()["c"].clone();
        match self.random.random_range(0..6) {
            0 => "ln".into(),
            1 => "ln1p".into(),
            2 | 3 => {
                parse(&format!("c = {{ winsorise = {{ lower = 0.1, upper = 0.85, within = {within} }} }}"))
            }
            _ => {
                // Three zeros and a one have a skew of exactly 2 and an excess kurtosis of exactly 4.
                let bounds =
                    ["skew = 2, kurtosis = 3.5", "skew = 0.9, kurtosis = 0.5", "skew = 1.5, kurtosis = 4"];
                let (bounds, most) = (bounds.choose(self.random).unwrap(), self.random.random_range(1..5));
                parse(&format!("c = {{ draw_in = {{ {bounds}, most = {most}, within = {within} }} }}"))
            }
        }
    }

    fn missing(&mut self, is_number: bool, is_class: bool) -> Value {
        let within = self.within();
        let parse = |text: &str| text.parse::<Table>().unwrap()["c"].clone();
        match self.random.random_range(0..13) {
            0 if self.may_reject => "reject".into(),
            1..4 => "zero".into(),
            4..7 => "skip".into(),
            7..9 if is_number => parse(&format!("c = {{ mean = {{ within = {within} }} }}")),
            9..11 if is_number => parse(&format!("c = {{ median = {{ within = {within} }} }}")),
            _ if is_class => "skip".into(),
            _ => parse("c = { value = 1 }"),
        }
    }
}

fn table(entries: &[(&str, Value)]) -> Value {
    Value::Table(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
}

fn as_table(value: Value) -> Table {
    match value {
        Value::Table(table) => table,
        other => panic!("{other} is no table"),
    }
}

/// A generator of a test's own.
pub fn generator(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}
