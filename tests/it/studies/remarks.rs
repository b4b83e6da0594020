//! Every kind of remark: cohorts that draw it, and such as lie just inside its bounds.

use jifen::finding::Severity::{self, Note, Warning};
use jifen::firms::Dictionary;
use jifen::progress::Silent;
use jifen::scoring::score;
use jifen::studies::Cohort;
use jifen::studies::audit::{KINDS, Options, Remark, Report};

use crate::engine::scoring::{firms, load};
use crate::studies::audit::{Member, card};
use crate::support::cohort::Row;
use crate::support::random_card::AS_OF;

/// What an indicator's values are, firm by firm.
pub(crate) type Values = Vec<Option<f64>>;

/// An indicator `x0`, `x1` and so on, of marks from 0 to 1000: its group, weight and values.
pub(crate) type Given = (&'static str, f64, Values);

/// What is remarked of a cohort of these indicators, those of a group side by side.
fn remarks(given: &[Given], rest: &str) -> Vec<Remark> {
    audited(given, rest).remarks
}

/// The audit of such a cohort, with more of a scorecard.
pub(crate) fn audited(given: &[Given], rest: &str) -> Report {
    let ids: Vec<String> = (0..given.len()).map(|at| format!("x{at}")).collect();
    let members: Vec<Member<'_>> = ids
        .iter()
        .zip(given)
        .map(|(id, (_, weight, _))| (id.as_str(), id.as_str(), 1000.0, *weight))
        .collect();
    let mut groups: Vec<(&str, &[Member<'_>])> = Vec::new();
    let mut start = 0;
    for own in given.chunk_by(|a, b| a.0 == b.0) {
        groups.push((own[0].0, &members[start..start + own.len()]));
        start += own.len();
    }
    let field = |id: &String| format!("[[field]]\nname = \"{id}\"\ntitle = \"{id}\"\ntype = \"number\"\n");
    let rest = ids.iter().map(field).collect::<String>() + rest;
    let card = load(&card(2, &groups, &rest));
    let row = |firm: usize| {
        let values = ids.iter().zip(given).map(|(id, (.., values))| (id, values[firm]));
        values.fold(Row::new(format!("f{firm:03}")), |row, (id, value)| row.number(id, value))
    };
    let firms = firms(&(0..given[0].2.len()).map(row).collect::<Vec<Row>>(), &card);
    let scores = score(&firms, &card, AS_OF, true, &Silent);
    let cohort = Cohort {
        firms: &firms,
        dictionary: &Dictionary::built_in(),
        scorecard: &card,
        scores: &scores,
        as_of: AS_OF,
        file: "firms.csv",
        parts: &jifen::intake::Parts::default(),
    };
    jifen::studies::audit::audit(&cohort, &Options::default(), &Silent)
}

/// The same value once or more, then others that all differ.
fn repeated(value: Option<f64>, times: usize, others: usize) -> Values {
    let others = (0..others).map(|at| Some(300.0 + at as f64));
    std::iter::repeat_n(value, times).chain(others).collect()
}

/// Values of 64 firms that correlate with others as their parts of unrelated ones say: the weight of each of
/// up to six.
fn mixed(parts: &[f64]) -> Values {
    let sign = |firm: usize, bit: usize| if firm >> bit & 1 == 1 { 100.0 } else { -100.0 };
    let value =
        |firm| 500.0 + parts.iter().enumerate().map(|(bit, part)| part * sign(firm, bit)).sum::<f64>();
    (0..64).map(|firm| Some(value(firm))).collect()
}

/// Such values of a unit variance that correlate by `r` with the first of the unrelated ones.
fn correlated(r: f64) -> Values {
    mixed(&[r, (1.0 - r * r).sqrt()])
}

/// Two unrelated ones that rule, and one of little weight that has so much of each.
fn summed(part: f64) -> [Given; 3] {
    let third = mixed(&[part, part, (1.0 - 2.0 * part * part).sqrt()]);
    [("one", 50.0, mixed(&[1.0])), ("one", 49.0, mixed(&[0.0, 1.0])), ("one", 1.0, third)]
}

/// Firms in groups of these sizes, each group with a value of its own.
fn sized(sizes: &[usize]) -> Values {
    let groups = sizes.iter().enumerate();
    groups.flat_map(|(at, &size)| std::iter::repeat_n(Some(100.0 + 10.0 * at as f64), size)).collect()
}

/// What is drawn of one subject, or of none where it is of all firms: the severity, if any.
struct Trial {
    remarks: Vec<Remark>,
    subject: &'static str,
    expected: Option<Severity>,
}

fn trial(given: &[Given], subject: &'static str, expected: Option<Severity>) -> Trial {
    Trial { remarks: remarks(given, ""), subject, expected }
}

/// One indicator.
fn alone(values: Values, subject: &'static str, expected: Option<Severity>) -> Trial {
    trial(&[("one", 100.0, values)], subject, expected)
}

/// Two indicators of one group.
fn two(weights: [f64; 2], values: [Values; 2], subject: &'static str, expected: Option<Severity>) -> Trial {
    let [first, second] = values;
    trial(&[("one", weights[0], first), ("one", weights[1], second)], subject, expected)
}

/// The first of two indicators of a group correlates by `own` with the other, by `r` with that of another
/// group.
fn torn(own: f64, r: f64, expected: Option<Severity>) -> Trial {
    let x = mixed(&[own, r, (1.0 - own * own - r * r).sqrt()]);
    let (rest, other) = (mixed(&[1.0]), mixed(&[0.0, 1.0]));
    trial(&[("one", 30.0, x), ("one", 30.0, rest), ("two", 40.0, other)], "x0", expected)
}

/// The same where both correlations are high.
fn drawn_away(own: f64, r: f64, expected: Option<Severity>) -> Trial {
    let rest = mixed(&[own, 0.0, (1.0 - own * own).sqrt()]);
    trial(&[("one", 30.0, mixed(&[1.0])), ("one", 30.0, rest), ("two", 40.0, correlated(r))], "x0", expected)
}

/// The trials of a kind.
fn trials(key: &str) -> Vec<Trial> {
    let even = [50.0, 50.0];
    let plain = || mixed(&[1.0]);
    let unrelated = || mixed(&[0.0, 1.0]);
    let graded = |values: Values, subject, expected| {
        let grades = "[[grade]]\nid = \"A\"\nat_least = 50\n[[grade]]\nid = \"B\"\nat_least = 0\n";
        Trial { remarks: remarks(&[("one", 100.0, values)], grades), subject, expected }
    };
    let high = |firms: usize| repeated(Some(800.0), firms, 100 - firms);
    let missing = |none: usize, expected| {
        two(even, [repeated(None, none, 100 - none), repeated(None, 0, 100)], "x0", expected)
    };
    match key {
        "few-firms" => {
            vec![alone(repeated(None, 0, 29), "", Some(Note)), alone(repeated(None, 0, 30), "", None)]
        }
        "all-missing" => vec![missing(100, Some(Warning)), missing(99, None)],
        "mostly-missing" => vec![missing(36, Some(Warning)), missing(35, None), missing(100, None)],
        "constant" => vec![
            alone(repeated(Some(200.0), 40, 0), "x0", Some(Warning)),
            alone(repeated(Some(200.0), 39, 1), "x0", None),
        ],
        "at-floor" => [(15, None), (16, Some(Note)), (50, Some(Note)), (51, Some(Warning))]
            .map(|(firms, expected)| alone(repeated(Some(0.0), firms, 100 - firms), "x0", expected))
            .into(),
        "at-ceiling" => [(15, None), (16, Some(Note)), (50, Some(Note)), (51, Some(Warning))]
            .map(|(firms, expected)| alone(repeated(Some(1000.0), firms, 100 - firms), "x0", expected))
            .into(),
        "skewed" => [(12, Some(Note)), (13, None)]
            .map(|(firms, expected)| {
                let values = (0..100).map(|at| Some(if at < firms { 800.0 } else { 200.0 }));
                alone(values.collect(), "x0", expected)
            })
            .into(),
        "say-the-same" => vec![
            two(even, [plain(), correlated(0.919)], "x0", None),
            two(even, [plain(), correlated(0.921)], "x0", Some(Warning)),
            trial(&[("one", 50.0, plain()), ("two", 50.0, correlated(0.921))], "x0", Some(Note)),
        ],
        "oppose" => [(-0.24, None), (-0.25, Some(Note)), (-0.299, Some(Note)), (-0.301, Some(Warning))]
            .map(|(r, expected)| two(even, [plain(), correlated(r)], "x0", expected))
            .into(),
        "other-group" => vec![
            torn(0.0, 0.38, None),
            torn(0.0, 0.39, Some(Warning)),
            torn(-0.2, 0.299, Some(Note)),
            torn(-0.2, 0.301, Some(Warning)),
            drawn_away(0.9, 0.99, Some(Note)),
            drawn_away(0.88, 0.99, Some(Warning)),
        ],
        "low-alpha" => vec![
            two(even, [plain(), correlated(0.53)], "one", Some(Note)),
            two(even, [plain(), correlated(0.55)], "one", None),
        ],
        "redundant" => vec![
            // Of both together, neither of which says so much of it; and what is left has little of its own.
            trial(&summed(0.69), "x2", Some(Warning)),
            trial(&summed(0.66), "x2", None),
            two([90.0, 10.0], [plain(), plain()], "x1", Some(Warning)),
            two([90.0, 10.0], [plain(), plain()], "x0", None),
        ],
        "matters-less" => vec![
            // Weights of any size are what they say where marks vary alike: by the square.
            two([5.0, 95.0], [plain(), unrelated()], "x0", None),
            // Importance is 1 / (1 + v²) for a spread of v.
            two(even, [mixed(&[0.57]), unrelated()], "x0", Some(Warning)),
            two(even, [mixed(&[0.58]), unrelated()], "x0", None),
            // It goes against the other, which hides it: (w − v a)² of 1.
            two([40.0, 60.0], [plain(), correlated(-0.5)], "x0", Some(Note)),
            two([40.0, 60.0], [plain(), correlated(-0.15)], "x0", None),
        ],
        "matters-more" => vec![
            two([5.0, 95.0], [unrelated(), plain()], "x1", None),
            two([40.0, 60.0], [plain(), mixed(&[0.0, 0.52])], "x0", Some(Warning)),
            two([40.0, 60.0], [plain(), mixed(&[0.0, 0.53])], "x0", None),
            two([30.0, 70.0], [plain(), correlated(0.5)], "x0", Some(Note)),
            two([30.0, 70.0], [plain(), correlated(0.20)], "x0", None),
        ],
        "decides-alone" => vec![
            two([100.0, 42.0], [plain(), unrelated()], "x0", Some(Warning)),
            two([100.0, 43.0], [plain(), unrelated()], "x0", None),
            // It goes with the other: whatever its weight, it correlates with the points.
            two([100.0, 42.0], [plain(), correlated(0.7)], "x0", None),
        ],
        "against-points" => [(-0.34, None), (-0.35, Some(Note)), (-0.39, Some(Note)), (-0.41, Some(Warning))]
            .map(|(r, expected)| two([90.0, 10.0], [plain(), correlated(r)], "x1", expected))
            .into(),
        "moves-nobody" => {
            let values: Values = repeated(None, 0, 40);
            let mut exchanged = values.clone();
            exchanged.swap(10, 11);
            vec![
                two([40.0, 60.0], [values.clone(), values.clone()], "x1", Some(Note)),
                two([40.0, 60.0], [values, exchanged], "x1", None),
            ]
        }
        "ties" => vec![
            alone(sized(&[10; 9]), "", Some(Warning)),
            alone(sized(&[[10; 9].as_slice(), &[1]].concat()), "", None),
        ],
        "heap" => vec![alone(high(11), "", Some(Note)), alone(high(10), "", None)],
        "crowded-grade" => vec![graded(high(76), "A", Some(Note)), graded(high(75), "A", None)],
        "empty-grade" => vec![graded(high(0), "A", Some(Note)), graded(high(1), "A", None)],
        _ => Vec::new(),
    }
}

#[test]
fn every_kind_is_drawn_beyond_its_bounds_and_not_within() {
    for kind in KINDS {
        let trials = trials(kind.key);
        let drawn = |severity| trials.iter().any(|trial| trial.expected == severity);
        assert!(drawn(None), "nothing lies within the bounds of {}", kind.key);
        assert!(drawn(Some(kind.severity)), "nothing draws a {} {}", kind.severity.as_str(), kind.key);
        let both = drawn(Some(Note)) && drawn(Some(Warning));
        assert_eq!(both, kind.severities().to_string().contains(';'), "the severities of {}", kind.key);
        for (at, trial) in trials.iter().enumerate() {
            let first =
                |remark: &&Remark| remark.subjects.first().map_or("", String::as_str) == trial.subject;
            let own = trial.remarks.iter().filter(|remark| remark.key == kind.key);
            let found: Vec<Severity> = own.filter(first).map(|remark| remark.severity).collect();
            let expected: Vec<Severity> = trial.expected.into_iter().collect();
            assert_eq!(found, expected, "trial {at} of {}: {:#?}", kind.key, trial.remarks);
        }
    }
}
