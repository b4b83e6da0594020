//! Random scorecards over six numbers, two flags and a stage, and rows for them.

use jiff::civil::Date;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use toml::{Table, Value};

use crate::cohort::Row;
use crate::naive;

const NUMBERS: [&str; 6] = ["x0", "x1", "x2", "x3", "x4", "x5"];

/// The day random cohorts are scored as of.
pub const AS_OF: Date = Date::constant(2024, 6, 30);

/// What the rules of a random scorecard say of a row: a number or flag by name.
pub fn number(row: &Row, rule: &str) -> Option<f64> {
    row.numbers.get(rule).copied().or_else(|| row.flags.get(rule).map(|yes| f64::from(*yes)))
}

/// `f1`, `x0 > 0`, `stage = 'a'`.
pub fn holds(row: &Row, rule: &str) -> Option<bool> {
    if let Some((name, bound)) = rule.split_once(" > ") {
        return number(row, name).map(|x| x > bound.parse().unwrap());
    }
    match rule.split_once(" = ") {
        Some((name, text)) => row.texts.get(name).map(|stage| stage == text.trim_matches('\'')),
        None => row.flags.get(rule).copied(),
    }
}

/// `len` rows with ties, signs, zeros of both kinds and blanks.
pub fn rows(len: usize, random: &mut ChaCha8Rng) -> Vec<Row> {
    let mut rows = Vec::new();
    for at in 0..len {
        let mut row = Row::new(format!("id{:03}", (at * 37) % 101));
        for name in NUMBERS {
            let value = match random.random_range(0..10) {
                0..4 => Some(f64::from(random.random_range(-2..6i32))),
                4 => Some(-0.0),
                5 => Some(f64::from(random.random_range(-400..1200i32)) / 100.0),
                6 => Some(random.random_range(-1e6..1e6)),
                7 => Some(f64::from(random.random_range(0..4i32)) / 10.0),
                _ => None,
            };
            row = row.number(name, value);
        }
        for name in ["f0", "f1"] {
            row = row.flag(name, *[Some(true), Some(false), None].choose(random).unwrap());
        }
        row = row.text("stage", *[Some("a"), Some("b"), Some("c"), Some("d"), None].choose(random).unwrap());
        row = row.text("industry", *[Some("C39"), Some("C3911"), Some("I65"), None].choose(random).unwrap());
        rows.push(row);
    }
    rows
}

/// A random scorecard that is sound.
pub fn card(random: &mut ChaCha8Rng) -> Table {
    let combine = *["sum", "sum", "mean", "geometric", "harmonic", "max", "min"].choose(random).unwrap();
    let segments = random.random_bool(0.7);
    // A root that adds up must reach the same scale in every segment, so weights are the same there.
    let is_mean = ["mean", "geometric", "harmonic"].contains(&combine);
    let mut builder = Builder { random, segments, varied: segments && is_mean, named: 0 };
    let mut card = builder.branch(combine, 2);
    let mut put = |key: &str, value: Value| card.insert(key.to_owned(), value);
    put("id", "random".into());
    put("title", "random".into());
    put("weights_basis", "local".into());
    put("missing", "zero".into());
    put("decimals", i64::from(builder.random.random_range(0..4u8)).into());
    put("minimum_coverage", (*[0.0, 0.3, 0.5].choose(builder.random).unwrap()).into());
    put("field", fields().into());
    if segments {
        let rest = builder.random.random_bool(0.5);
        put("segment", self::segments(rest).into());
    }
    if is_mean {
        put("scale", (*[1.0, 100.0, 1000.0].choose(builder.random).unwrap()).into());
    }
    let scale = naive::full(&card, "s0");
    card.insert("scale".to_owned(), scale.into());
    let random = builder.random;
    let gate = |id: &str, when: &str, unknown: bool| {
        table(&[
            ("id", id.into()),
            ("reason", id.into()),
            ("when", when.into()),
            ("unknown_passes", unknown.into()),
        ])
    };
    let gates =
        vec![gate("g0", "x0 > -1", random.random_bool(0.5)), gate("g1", "f1", random.random_bool(0.5))];
    card.insert("gate".to_owned(), gates.into());
    card.insert("pass".to_owned(), format!("points >= {}", scale * 0.4).into());
    let grade = |id: &str, share: f64| table(&[("id", id.into()), ("at_least", (scale * share).into())]);
    card.insert("grade".to_owned(), vec![grade("A", 0.6), grade("B", 0.25)].into());
    let breaker = |by: &str, order: &str| table(&[("by", by.into()), ("order", order.into())]);
    let breakers =
        vec![breaker("x1", "ascending"), breaker("points.n1", "descending"), breaker("f0", "ascending")];
    card.insert("tie_breaker".to_owned(), breakers.into());
    card
}

fn fields() -> Vec<Value> {
    let field = |name: &str, kind: &str| {
        table(&[("name", name.into()), ("title", format!("random {name}").into()), ("type", kind.into())])
    };
    let numbers = NUMBERS.iter().map(|name| field(name, "number"));
    numbers.chain([field("f0", "boolean"), field("f1", "boolean"), field("stage", "string")]).collect()
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
    segments: bool,
    varied: bool,
    named: usize,
}

impl Builder<'_> {
    fn name(&mut self) -> Value {
        self.named += 1;
        format!("n{}", self.named).into()
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
        self.bound(&mut branch);
        branch
    }

    fn group(&mut self, parent: &str, depth: u32) -> Table {
        let combine = *["sum", "mean", "geometric", "harmonic", "max", "min"].choose(self.random).unwrap();
        let id = self.name();
        let mut group = self.branch(combine, depth);
        group.insert("id".to_owned(), id);
        group.insert("title".to_owned(), "group".into());
        let means = ["mean", "geometric", "harmonic"];
        if (means.contains(&parent) || means.contains(&combine)) && self.random.random_bool(0.5) {
            // The bounds below were set for other full marks.
            group.remove("cap");
            group.remove("floor");
            let weight = self.weight(false);
            group.insert("weight".to_owned(), weight);
        }
        group
    }

    /// A cap below or above full marks, a floor below the cap.
    fn bound(&mut self, branch: &mut Table) {
        // The root's full marks are its scale, which is not known yet.
        if branch["combine"].as_str() != Some("sum") {
            return;
        }
        let segments = ["s0", "s1", "s2"].iter().take(if self.segments { 3 } else { 1 });
        let full = segments.map(|segment| naive::full(branch, segment)).fold(f64::MAX, f64::min);
        if self.random.random_bool(0.3) {
            branch.insert("cap".to_owned(), (full * self.random.random_range(0.4..1.5)).into());
        }
        if self.random.random_bool(0.3) {
            branch.insert("floor".to_owned(), (full * self.random.random_range(0.0..0.4)).into());
        }
    }

    fn weight(&mut self, never_zero: bool) -> Value {
        let mut one = || loop {
            let weight = *[0.0, 1.0, 2.5, 7.0, 10.0].choose(self.random).unwrap();
            if weight > 0.0 || !never_zero {
                return Value::from(weight);
            }
        };
        if self.varied { table(&[("s0", one()), ("s1", one()), ("s2", one())]) } else { one() }
    }

    fn leaf(&mut self, never_zero: bool) -> Table {
        let (curve, own_marks, lower) = self.curve();
        let is_flag = curve.as_str() == Some("flag");
        let value = if is_flag { "f0" } else { NUMBERS.choose(self.random).unwrap() };
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
        if !is_flag {
            let steps: Vec<Value> = (0..self.random.random_range(0..3)).map(|_| self.treatment()).collect();
            leaf.insert("treatment".to_owned(), steps.into());
        }
        if self.random.random_bool(0.8) {
            let missing = self.missing(is_flag);
            leaf.insert("missing".to_owned(), missing);
        }
        leaf
    }

    /// A curve, whether it has full marks of its own, and whether `lower` has a meaning for it.
    fn curve(&mut self) -> (Value, bool, bool) {
        let parse = |text: &str| text.parse::<Table>().unwrap()["c"].clone();
        let within = self.within();
        let ties = *["low", "mean", "high"].choose(self.random).unwrap();
        match self.random.random_range(0..11) {
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
                    "c = { linear = { low = { s0 = -1, s1 = 0, s2 = -3 }, high = { s0 = 4, s1 = 9, s2 = 2 } } }",
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
            _ => (Value::from("flag"), false, true),
        }
    }

    fn within(&mut self) -> &'static str {
        ["[]", "[\"segment\"]", "[\"industry\"]", "[\"industry\", \"segment\"]"].choose(self.random).unwrap()
    }

    fn treatment(&mut self) -> Value {
        let within = self.within();
        let winsorise = format!("c = {{ winsorise = {{ lower = 0.1, upper = 0.85, within = {within} }} }}");
        match self.random.random_range(0..4) {
            0 => "ln".into(),
            1 => "ln1p".into(),
            _ => winsorise.parse::<Table>().unwrap()["c"].clone(),
        }
    }

    fn missing(&mut self, is_flag: bool) -> Value {
        let within = self.within();
        let parse = |text: &str| text.parse::<Table>().unwrap()["c"].clone();
        match self.random.random_range(0..13) {
            0 => "reject".into(),
            1..4 => "zero".into(),
            4..7 => "skip".into(),
            7..9 if !is_flag => parse(&format!("c = {{ mean = {{ within = {within} }} }}")),
            9..11 if !is_flag => parse(&format!("c = {{ median = {{ within = {within} }} }}")),
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
