//! One broken scorecard per fault, with the line and the words its message must hold.

use jifen::firms::Dictionary;
use jifen::parameters::Source;
use jifen::scorecard::{Combine, Curve, Missing, Node, Scorecard, WeightsBasis};

use crate::engine::scoring::load;

/// A sound scorecard with one of everything; each fault below is one change to it.
pub const SOUND: &str = r#"id = "sound"
title = "Sound"
weights_basis = "local"
scale = 100
decimals = 2
minimum_coverage = 0.5
missing = "zero"
pass = "points >= 60 AND points.results > 0"

[[field]]
name = "patents_in_force"
title = "有效专利数"
type = "integer"
unit = "件"
constraints = { minimum = 0 }

[[derived]]
id = "margin"
value = "net_profit / revenue * 100"

[[segment]]
id = "young"
title = "Young"
when = "YEARS_BETWEEN(founded, as_of) < 5"

[[segment]]
id = "old"
title = "Old"

[[group]]
id = "money"
title = "Money"
cap = 50
floor = 1

[[group.indicator]]
id = "profit"
title = "Profit"
value = "margin"
treatment = [{ winsorise = { lower = 0.01, upper = 0.99, within = ["segment"] } }]
curve = { linear = { low = 0, high = 20 } }
weight = { young = 20, old = 30 }

[[group.indicator]]
id = "size"
title = "Size"
value = "revenue"
curve = { percentile = { within = ["segment"] } }
weight = { young = 30, old = 20 }

[[group]]
id = "results"
title = "Results"
combine = "max"

[[group.indicator]]
id = "patents"
title = "Patents"
value = "patents_in_force"
curve = { tiers = { at_least = [[4, 50], [2, 25]], otherwise = 0 } }

[[group.indicator]]
id = "projects"
title = "Projects"
value = "projects"
curve = { per_unit = { unit = 1, points = 10, cap = 40 } }
missing = { value = 0 }

[[gate]]
id = "honest"
reason = "is dishonest"
when = "NOT dishonest"

[[grade]]
id = "A"
at_least = 80

[[grade]]
id = "B"
at_least = 60

[[tie_breaker]]
by = "points.money"
order = "descending"
"#;

/// What loading the scorecard in `text` tells.
pub fn faults(text: &str) -> Vec<String> {
    let source = Source::new("s.toml", text);
    match Scorecard::load(&source, &Dictionary::built_in(), None) {
        Ok((_, findings)) => findings.iter().map(ToString::to_string).collect(),
        Err(findings) => {
            assert!(findings.has_errors());
            findings.iter().map(ToString::to_string).collect()
        }
    }
}

/// Changes the first `from` of the sound scorecard to `to`; exactly one finding must come of it, with all of
/// `words`, on the line of the change unless they name another.
#[track_caller]
pub fn broken(from: &str, to: &str, words: &[&str]) {
    let at = SOUND.find(from).unwrap_or_else(|| panic!("`{from}` is not in the sound scorecard"));
    let text = SOUND.replacen(from, to, 1);
    let found = faults(&text);
    assert_eq!(found.len(), 1, "{found:#?}");
    let first = SOUND[..at].matches('\n').count() + 1;
    let lines = first..=first + to.matches('\n').count();
    let on_line = lines.clone().any(|line| found[0].contains(&format!("s.toml:{line}")));
    assert!(
        on_line || words.iter().any(|word| word.starts_with("s.toml:")),
        "{} is not on line {lines:?}",
        found[0]
    );
    for word in words {
        assert!(found[0].contains(word), "{} does not say {word}", found[0]);
    }
}

#[test]
fn the_sound_one_is_sound() {
    assert_eq!(faults(SOUND), [""; 0]);
    let card = load(SOUND);
    assert_eq!(card.weights_basis, WeightsBasis::Local);
    assert_eq!(
        card.groups.iter().map(|group| group.id.as_str()).collect::<Vec<_>>(),
        ["total", "money", "results"]
    );
    assert_eq!(card.groups[0].members, [Node::Group(1), Node::Group(2)]);
    assert_eq!(card.groups[2].members, [Node::Indicator(2), Node::Indicator(3)]);
    assert_eq!((card.groups[2].combine, &card.groups[2].full_marks), (Combine::Max, &vec![50.0, 50.0]));
    assert_eq!(card.indicators[0].weight, [20.0, 30.0]);
    assert_eq!(
        (&card.indicators[3].weight, card.indicators[3].missing),
        (&vec![40.0, 40.0], Missing::Value(0.0))
    );
    assert!(matches!(card.indicators[2].curve, Curve::Tiers { full: 50.0, .. }));
    assert_eq!(card.derived[0].id, "margin");
    let dictionary = card.dictionary(&Dictionary::built_in());
    let scope = card.result_scope(&dictionary);
    let slots = card.slots(dictionary.fields.len());
    for (name, slot) in [
        ("patents_in_force", slots.fields.end - 1),
        ("as_of", slots.as_of),
        ("margin", slots.derived.start),
        ("segment", slots.segment),
        ("points", slots.points),
        ("coverage", slots.coverage),
        ("points.money", slots.groups.start),
        ("points.results", slots.groups.end - 1),
        ("points.profit", slots.indicators.start),
        ("points.projects", slots.indicators.end - 1),
        ("grade", slots.grade),
        ("qualified", slots.qualified),
        ("rank", slots.rank),
        ("segment_rank", slots.segment_rank),
        ("percentile", slots.percentile),
    ] {
        assert_eq!(scope.slot(name), Some(slot), "{name}");
    }
    assert_eq!(scope.len(), slots.percentile + 1);
}

#[test]
fn illustrative_weights_are_named_as_such() {
    let found = faults(&SOUND.replacen("\"local\"", "\"illustrative\"", 1));
    assert_eq!(
        found,
        ["note[illustrative-weights]: s.toml:3: the weights of `sound` are illustrative, not \
            official\n  help: enter the official weights or your own (`jifen scorecards weights`), \
            then write weights_basis = \"official\" or \"local\""]
    );
}

#[test]
fn keys_and_types() {
    broken(
        "decimals = 2",
        "decimls = 2\ndecimals = 2",
        &["key-unknown", "`decimls`", "did you mean `decimals`"],
    );
    broken("weights_basis = \"local\"", "weights_basis = \"lokal\"", &["`lokal`", "did you mean `local`"]);
    broken("curve = { linear", "curve = { linaer", &["`linaer`", "did you mean `linear`"]);
    broken("missing = \"zero\"", "missing = \"nil\"", &["`nil`", "value-invalid"]);
    broken("combine = \"max\"", "combine = \"maximum\"", &["`maximum`", "did you mean `max`"]);
    broken("scale = 100", "scale = \"much\"", &["value-type", "`\"much\"`"]);
    broken("within = [\"segment\"] } }]", "within = [\"stage\"] } }]", &["`stage`"]);
    broken("low = 0, high = 20", "low = 0, high = 20, lgo = true", &["`lgo`", "known here: low, high, log"]);
    broken("weight = { young = 20, old = 30 }", "weight = \"20\"", &["value-type", "a number, or a table"]);
    broken("value = \"margin\"\n", "\n", &["s.toml:36", "key-missing", "`value`"]);
}

#[test]
fn names() {
    broken("id = \"sound\"", "id = \"Sound!\"", &["name-invalid", "`Sound!` is not a valid id"]);
    broken("id = \"profit\"", "id = \"prof-it\"", &["name-invalid", "`prof-it` cannot be used in rules"]);
    broken("id = \"profit\"", "id = \"2profit\"", &["`2profit` cannot be used in rules"]);
    broken("id = \"honest\"", "id = \"ho nest\"", &["`ho nest` is not a valid id"]);
    broken("id = \"A\"", "id = \" \"", &["` ` is not a valid id"]);
    broken(
        "id = \"size\"",
        "id = \"profit\"",
        &["name-repeated", "`profit` is already the name of an indicator on line 37"],
    );
    broken("id = \"projects\"", "id = \"results\"", &["`results` is already the name of a group on line "]);
    let second =
        "[[segment]]\nid = \"young\"\ntitle = \"\"\nwhen = \"tech_sme\"\n\n[[segment]]\nid = \"old\"";
    broken("[[segment]]\nid = \"old\"", second, &["`young` is already the name of a segment on line 22"]);
    broken("id = \"B\"", "id = \"A\"", &["`A` is already the name of a grade"]);
    let second_gate = "[[gate]]\nid = \"honest\"\nreason = \"\"\nwhen = \"hnte\"\n\n[[grade]]";
    broken("[[grade]]", second_gate, &["`honest` is already the name of a gate"]);
    broken(
        "id = \"margin\"",
        "id = \"margin\"\nvalue = \"1\"\n[[derived]]\nid = \"margin\"",
        &["a derived value on line 18"],
    );
    let second = "[[field]]\nname = \"revenue\"\ntitle = \"t\"\ntype = \"number\"\n\n[[derived]]";
    broken("[[derived]]", second, &["`revenue` is already the name of a field of the dictionary"]);
    // Names that only a list's columns know.
    for name in ["id", "list_place", "segment_title"] {
        let local = second.replace("revenue", name);
        broken(
            "[[derived]]",
            &local,
            &[&format!("`{name}` is already the name of a column that every list has")],
        );
    }
    broken(
        "id = \"margin\"",
        "id = \"margin\"\nvalue = \"1\"\n[[derived]]\nid = \"rank\"",
        &["`rank` is already", "every rule"],
    );
}

#[test]
fn local_fields() {
    let field = "type = \"integer\"\nunit = \"件\"\nconstraints = { minimum = 0 }";
    broken(
        "title = \"有效专利数\"",
        "title = \"营业收入\"",
        &["s.toml:10 ", "name-repeated", "`营业收入`", "already means field `revenue`"],
    );
    broken(
        "title = \"有效专利数\"",
        "title = \"t\"\naliases = [\"产值\", \"总资产\"]",
        &["s.toml:10 ", "`总资产`", "`total_assets`"],
    );
    broken("{ minimum = 0 }", "{ minimum = 5, maximum = 1 }", &["s.toml:10 ", "no value from 5 to 1"]);
    broken("{ minimum = 0 }", "{ minimum = nan }", &["s.toml:10 ", "not finite"]);
    broken("{ minimum = 0 }", "{ minimun = 0 }", &["`minimun`", "did you mean `minimum`"]);
    broken("{ minimum = 0 }", "{ unique = true }", &["s.toml:10 ", "`patents_in_force`", "has no effect"]);
    let as_number = ["{ pattern = \"[0-9]\" }", "{ enum = [\"1\"] }"];
    as_number.iter().for_each(|written| broken("{ minimum = 0 }", written, &["s.toml:10 ", "is not a text"]));
    for (text_field, words) in [
        ("constraints = { maximum = 3 }", "is not a number and has no bounds"),
        ("constraints = { pattern = \"[\" }", "`[` of field `patents_in_force` is not a regular expression"),
        ("constraints = { enum = [] }", "allows no value"),
        ("unit = \"万元\"", "is not a number and has no unit"),
        ("constraints = { pattern = \"甲\", enum = [\"甲\"], required = true }", ""),
    ] {
        let text = SOUND.replacen(field, &format!("type = \"string\"\n{text_field}"), 1);
        let found = faults(&text.replacen("value = \"patents_in_force\"", "value = \"awards\"", 1));
        assert_eq!(found.len(), usize::from(!words.is_empty()), "{found:?}");
        assert!(found.iter().all(|found| found.contains("s.toml:10 ") && found.contains(words)), "{found:?}");
    }
}

#[test]
fn rules() {
    broken(
        "net_profit / revenue * 100",
        "net_profit / revenu * 100",
        &["name-unknown", "`revenu`", "`revenue`"],
    );
    broken("net_profit / revenue * 100", "net_profit /", &["rule-syntax"]);
    broken("value = \"revenue\"", "value = \"region\"", &["rule-type"]);
    broken("value = \"revenue\"", "value = \"hnte\"", &["rule-type"]);
    broken("value = \"revenue\"", "value = \"points\"", &["name-unknown", "`points`"]);
    broken("value = \"revenue\"", "value = \"(SELECT 1)\"", &["rule-unsupported"]);
    broken("when = \"YEARS_BETWEEN(founded, as_of) < 5\"", "when = \"employees\"", &["rule-type", "[when]"]);
    broken("when = \"NOT dishonest\"", "when = \"points > 3\"", &["name-unknown", "`points`"]);
    broken("points >= 60 AND", "points + 60 AND", &["rule-type", "[pass]"]);
    broken("points.results > 0", "points.result > 0", &["name-unknown", "`points.results`"]);
    broken("points.results > 0", "rank > 0", &["name-unknown", "`rank`"]);
    broken("by = \"points.money\"", "by = \"points.mony\"", &["`points.money`", "[by]"]);
    broken("by = \"points.money\"", "by = \"region\"", &["rule-type", "text"]);
    broken(
        "curve = { percentile = { within = [\"segment\"] } }",
        "curve = \"flag\"",
        &["s.toml:47 ", "rule-type"],
    );
    broken(
        "id = \"margin\"",
        "id = \"early\"\nvalue = \"margin\"\n[[derived]]\nid = \"margin\"",
        &["`margin`"],
    );
}

#[test]
fn numbers() {
    broken("scale = 100", "scale = inf", &["`inf` is not allowed"]);
    broken("decimals = 2", "decimals = 7", &["`7` is not allowed", "0 to 6"]);
    broken("decimals = 2", "decimals = -1", &["`-1` is not allowed"]);
    broken("minimum_coverage = 0.5", "minimum_coverage = 50", &["`50` is not allowed", "from 0 to 1"]);
    broken("minimum_coverage = 0.5", "minimum_coverage = nan", &["`NaN` is not allowed"]);
    broken("at_least = 80", "at_least = 50", &["s.toml:80 ", "grade `B` at `60` is not below"]);
    broken("at_least = 80", "at_least = 101", &["no firm can reach grade `A`"]);
    broken("at_least = 80", "at_least = nan", &["`NaN`"]);
    broken("missing = { value = 0 }", "missing = { value = inf }", &["`inf`"]);
    broken("cap = 50", "cap = 0", &["`0` is not allowed", "above 0"]);
    broken("floor = 1", "floor = -1", &["`-1` is not allowed"]);
    broken("floor = 1", "floor = 61", &["s.toml:33 ", "cap `50` of `money` is below its floor `61`"]);
    broken("cap = 50\nfloor = 1", "floor = 55", &["floor `55` of `money` is above its full marks `50`"]);
    let text = SOUND.replace("scale = 100", "scale = 1e9").replace("decimals = 2", "decimals = 6");
    assert!(faults(&text).iter().any(|fault| fault.contains("too fine for a scale of 1000000000")));
}

#[test]
fn weights() {
    broken(
        "weight = { young = 20, old = 30 }",
        "weight = { young = 20, old = 29 }",
        &["s.toml:4 [scale]", "weights-sum", "`99`", "`old`", "`100`"],
    );
    broken(
        "weight = { young = 20, old = 30 }",
        "weight = { young = 19.9, old = 30 }",
        &["s.toml:4 [scale]", "weights-sum", "`99.9`", "`young`"],
    );
    broken(
        "weight = { young = 20, old = 30 }",
        "weight = { young = 20 }",
        &["key-missing", "no number for segment `old`"],
    );
    broken(
        "young = 20, old = 30",
        "yuong = 20, young = 20, old = 30",
        &["name-unknown", "`yuong`", "`young`"],
    );
    broken("weight = { young = 20, old = 30 }", "weight = -20", &["value-invalid", "`-20`"]);
    broken(
        "weight = { young = 20, old = 30 }",
        "weight = { young = nan, old = 30 }",
        &["value-invalid", "`NaN`"],
    );
    broken("weight = { young = 20, old = 30 }", "", &["s.toml:37 ", "`profit` has no weight"]);
    broken(
        "cap = 50",
        "cap = 40",
        &[
            "s.toml:4 [scale]",
            "weights-sum",
            "`90`",
            "help: change weights or the scale; full marks now: money 40, results 50",
        ],
    );
    broken("combine = \"max\"", "combine = \"min\"", &["s.toml:4 [scale]", "weights-sum", "`90`"]);
    broken("combine = \"max\"", "combine = \"sum\"", &["s.toml:4 [scale]", "weights-sum", "`140`"]);
    broken("combine = \"max\"", "combine = \"mean\"", &["s.toml:4 [scale]", "weights-sum", "`140`"]);
    broken(
        "combine = \"max\"",
        "weight = 50\ncombine = \"max\"",
        &["key-idle", "the weight of group `results` has no effect"],
    );
    let mean = SOUND.replace("combine = \"max\"", "combine = \"geometric\"\nweight = 50");
    assert_eq!(faults(&mean), [""; 0]);
    assert_eq!(load(&mean).groups[2].full_marks, [50.0, 50.0]);
    let idle = mean
        .replace("curve = { tiers", "weight = 0\ncurve = { tiers")
        .replace("missing = { value = 0 }", "weight = 0");
    assert!(
        faults(&idle)[0].contains("no member of `results` has a weight in segment `young`"),
        "{:?}",
        faults(&idle)
    );
    // Binary fractions that miss the scale by a hair are no fault.
    let tenths = SOUND.replace("weight = { young = 20, old = 30 }", "weight = { young = 19.9, old = 29.9 }");
    let tenths = tenths.replace("[[4, 50], ", "[[4, 50.1], ").replace("cap = 50", "cap = 49.9");
    assert_eq!(faults(&tenths), [""; 0]);
}

#[test]
fn segments_groups_and_gates() {
    let beyond = "title = \"Old\"\n\n[[segment]]\nid = \"ancient\"\ntitle = \"\"\nwhen = \"tech_sme\"";
    let text = SOUND.replacen("title = \"Old\"", beyond, 1).replace("old = 30", "old = 30, ancient = 30");
    let text = text.replace("old = 20", "old = 20, ancient = 20");
    assert!(
        faults(&text)[0]
            .contains("[segment-unreachable]: s.toml:31 [id]: no firm can reach segment `ancient`"),
        "{:?}",
        faults(&text)
    );
    broken(
        "[[gate]]",
        "[[group]]\nid = \"idle\"\ntitle = \"Idle\"\n\n[[gate]]",
        &["value-empty", "group `idle` has no members"],
    );
    let gate = |at: usize| format!("[[gate]]\nid = \"g{at}\"\nreason = \"\"\nwhen = \"hnte\"\n\n");
    let with = |many: usize| {
        SOUND.replace(
            "[[grade]]\nid = \"A\"",
            &format!("{}[[grade]]\nid = \"A\"", (0..many).map(gate).collect::<String>()),
        )
    };
    assert_eq!(faults(&with(62)), [""; 0]);
    let many = faults(&with(63));
    assert!(many[0].contains("[too-many]: ") && many[0].contains("more than 64 conditions"), "{many:?}");
}

#[test]
fn curves() {
    broken("low = 0, high = 20", "low = 20, high = 20", &["low `20` is not below high `20`"]);
    broken("low = 0, high = 20", "low = 0, high = inf", &["`inf`"]);
    broken("low = 0, high = 20", "low = 0, high = 20, log = true", &["low `0` has no logarithm"]);
    broken(
        "low = 0, high = 20",
        "low = { young = -5, old = 20 }, high = 20",
        &["low `20` is not below high `20` in segment `old`"],
    );
    broken(
        "low = 0, high = 20",
        "low = { young = 1, old = 0 }, high = 20, log = true",
        &["low `0` has no logarithm in segment `old`"],
    );
    broken("low = 0, high = 20", "low = 0, high = { young = 20 }", &["no number for segment `old`"]);
    broken(
        "low = 0, high = 20",
        "low = 0, high = { young = 20, yuong = 20, old = 20 }",
        &["no segment is called `yuong`", "did you mean `young`?"],
    );
    let each = SOUND.replacen("low = 0, high = 20", "low = 0, high = { young = 20, old = 30 }", 1);
    assert_eq!(faults(&each), [""; 0]);
    let expected = Curve::Linear { low: vec![0.0, 0.0], high: vec![20.0, 30.0], log: false };
    assert_eq!(load(&each).indicators[0].curve, expected);
    broken("low = 0, high = 20", "low = 1e300, high = 1.0000000000000001e300, log = true", &["is not below"]);
    broken("[[4, 50], [2, 25]]", "[[2, 50], [4, 25]]", &["tier `4` stands after tier `2`"]);
    broken("[[4, 50], [2, 25]]", "[[4, 50], [2, 60]]", &["points `60` do not descend"]);
    broken("[[4, 50], [2, 25]]", "[[4, 50], [2, -1]]", &["points `-1` do not descend"]);
    broken(
        "[[4, 50], [2, 25]], otherwise = 0",
        "[[4, 50], [2, 25]], otherwise = 30",
        &["points `30` do not descend"],
    );
    broken("[[4, 50], [2, 25]]", "[[4, 0]]", &["no tier of `patents` gives points"]);
    broken("[[4, 50], [2, 25]]", "[]", &["no tier of `patents` gives points"]);
    broken("[[4, 50], [2, 25]]", "[[nan, 50]]", &["a tier is not finite"]);
    broken(
        "at_least = [[4, 50], [2, 25]]",
        "at_most = [[4, 50], [2, 25]]",
        &["tier `2` stands after tier `4`"],
    );
    broken("at_least = [[4, 50], [2, 25]], ", "", &["either `at_least` or `at_most`"]);
    broken(
        "curve = { tiers",
        "direction = \"lower\"\ncurve = { tiers",
        &["direction of `patents` contradicts its `at_least`"],
    );
    broken(
        "curve = { per_unit",
        "direction = \"lower\"\ncurve = { per_unit",
        &["key-idle", "`lower` has no meaning", "`projects`"],
    );
    broken("unit = 1, points = 10", "unit = 0, points = 10", &["`0` is not allowed"]);
    broken("unit = 1, points = 10", "unit = 1, points = -1", &["`-1` is not allowed"]);
    let linear = "{ linear = { low = 0, high = 20 } }";
    broken(linear, "{ reference = 0 }", &["`0` is not allowed", "above 0"]);
    broken(linear, "{ reference = { young = 3 } }", &["no number for segment `old`"]);
    broken(linear, "{ piecewise = [[0, 1]] }", &["needs at least two knots, not 1"]);
    broken(linear, "{ piecewise = [[0, 1], [0, 0.5]] }", &["knot `0` stands after knot `0`"]);
    broken(linear, "{ piecewise = [[0, 1], [1, 1.5]] }", &["knot `[1, 1.5]` is not allowed"]);
    broken(linear, "{ piecewise = [[0, 1], [inf, 0.5]] }", &["knot `[inf, 0.5]` is not allowed"]);
    broken(linear, "{ zscore = { within = [\"industry\", \"industry\"] } }", &["`industry` stands twice"]);
    broken(
        "lower = 0.01, upper = 0.99",
        "lower = 0.99, upper = 0.01",
        &["`0.99` and `0.01` are not in order"],
    );
    broken("lower = 0.01, upper = 0.99", "lower = 0.01, upper = 99", &["`0.01` and `99` are not in order"]);
    broken("lower = 0.01, upper = 0.99", "lower = nan, upper = 0.99", &["not in order"]);
}

#[test]
fn rules_are_told_what_they_can_never_meet_and_what_to_say_instead() {
    const PASS: &str = "pass = \"points >= 60 AND points.results > 0\"";
    let pass = |rule: &str| faults(&SOUND.replacen(PASS, &format!("pass = \"{rule}\""), 1));
    assert!(SOUND.contains(PASS));
    let segment = pass("segment = 'yung'");
    assert!(
        segment[0].contains("`segment` is never `'yung'`") && segment[0].contains("did you mean 'young'?"),
        "{segment:?}"
    );
    assert!(pass("segment IN ('young', 'middling')")[0].contains("is never `'middling'`"));
    assert!(pass("CASE segment WHEN 'elder' THEN TRUE END")[0].contains("is never `'elder'`"));
    assert_eq!(pass("segment <> 'young'"), [""; 0]);
    let body = pass("rd_body = '国家'");
    assert!(body[0].contains("did you mean '国家级'?") || body[0].contains("it is one of"), "{body:?}");
    assert_eq!(pass("营业收入 > 1"), [""; 0]);
    assert!(pass("region = \\\"zz\\\"")[0].contains("a text stands between single quotes: 'zz'"));
    let gate = faults(&SOUND.replacen("when = \"NOT dishonest\"", "when = \"points > 1\"", 1));
    assert!(gate[0].contains("`points` is known once there are points"), "{gate:?}");
}

#[test]
fn a_rule_that_parts_no_firms_is_warned_of() {
    for (from, to, words) in [
        ("when = \"NOT dishonest\"", "when = \"1 > 2\"", "the condition `1 > 2` holds for no firm"),
        (
            "when = \"NOT dishonest\"",
            "when = \"NOT FALSE\"",
            "the condition `NOT FALSE` holds for every firm",
        ),
        (
            "when = \"YEARS_BETWEEN(founded, as_of) < 5\"",
            "when = \"NULL\"",
            "the segment's rule `NULL` is known for no firm",
        ),
        (
            "pass = \"points >= 60 AND points.results > 0\"",
            "pass = \"60 >= 60\"",
            "the pass rule `60 >= 60` holds for every firm",
        ),
    ] {
        broken(from, to, &["warning[rule-constant]", words]);
    }
}

#[test]
fn a_value_of_the_wrong_type_is_told_in_words_for_people() {
    let with = |line: &str| {
        let text = SOUND.replacen("missing = \"zero\"", line, 1);
        let found = faults(&text);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].contains("s.toml:7"), "{found:?}");
        found[0].clone()
    };
    for (line, words) in [
        ("missing = \"median\"", "`\"median\"` needs settings of its own"),
        ("missing = { zero = 1 }", "is given to a choice that takes no settings"),
        ("missing = {}", "names none or several of the choices"),
        ("missing = { value = \"x\" }", "`\"x\"` is a text, where a number is needed"),
        ("missing = { mean = [] }", "is a list, where a table is needed"),
        ("cap = \"100\"", "is a text, where a number is needed"),
        ("title_zh = true", "`true` is true or false, where a text is needed"),
        ("top = { id = \"A\" }", "is a table, where a list is needed"),
        ("combine = \"maximum\"", "unknown value `maximum`"),
    ] {
        let found = with(line);
        assert!(found.contains(words), "{line}: {found}");
        assert!(found.contains("help: "), "{line}: {found}");
        for jargon in ["variant", "struct", "f64", "sequence", "newtype"] {
            assert!(!found.contains(jargon), "{line}: {found}");
        }
    }
}

#[test]
fn flags_and_missing_values() {
    let profit = "treatment = [{ winsorise = { lower = 0.01, upper = 0.99, within = [\"segment\"] } \
        }]\ncurve = { linear = { low = 0, high = 20 } }";
    let flag = |rest: &str| {
        let text = SOUND.replacen("value = \"margin\"", "value = \"hnte\"", 1);
        faults(&text.replacen(profit, &format!("curve = \"flag\"\n{rest}"), 1))
    };
    assert_eq!(flag(""), [""; 0]);
    assert_eq!(flag("missing = { value = 1 }"), [""; 0]);
    assert!(flag("missing = { value = 0.5 }")[0].contains("the flag `profit` cannot count as"));
    assert!(flag("missing = { mean = { within = [] } }")[0].contains("the flag `profit` cannot count as"));
    assert!(flag("treatment = [\"ln\"]")[0].contains("`profit` is not a number and takes no treatment"));
    let silent = faults(&SOUND.replacen("missing = \"zero\"", "", 1));
    let silent: Vec<bool> =
        silent.iter().map(|fault| fault.contains("does not say what a missing value counts as")).collect();
    assert_eq!(silent, [true; 3]);
}

#[test]
fn full_marks_are_summed_as_decimals() {
    let card = |scale: &str, weights: [&str; 3], more: &str| {
        let head = format!(
            "id = \"s\"\ntitle = \"S\"\nweights_basis = \"local\"\nscale = {scale}\ndecimals = 1\nmissing = \
            \"zero\"\n{more}"
        );
        weights.iter().enumerate().fold(head, |text, (at, weight)| {
            text + &format!(
                "[[indicator]]\nid = \"i{at}\"\ntitle = \"I\"\nvalue = \"revenue\"\ncurve = {{ reference = \
                1 }}\n\
                 weight = {weight}\n"
            )
        })
    };
    // In binary the first is 0.30000000000000004 and the second 99.99999999999999.
    for (scale, weights) in
        [("0.3", ["0.1", "0.2", "0"]), ("100", ["33.4", "33.3", "33.3"]), ("1", ["0.7", "0.2", "0.1"])]
    {
        assert_eq!(faults(&card(scale, weights, "")), [""; 0], "{weights:?}");
    }
    for (scale, weights, sum) in [
        ("0.3", ["0.1", "0.1", "0.1000000001"], "0.3000000001"),
        ("100", ["33.3333333333", "33.3333333333", "33.3333333333"], "99.9999999999"),
        ("100", ["50", "49", "1.000000000001"], "100.000000000001"),
    ] {
        let found = faults(&card(scale, weights, ""));
        let words = format!("full marks add up to `{sum}`, but the scale is `{scale}`");
        assert!(found.len() == 1 && found[0].contains(&words), "{found:?}");
    }
    // A cap that is the sum is reached; one above it, by however little, is not.
    let capped = |cap: &str| faults(&card("0.3", ["0.1", "0.2", "0"], &format!("cap = {cap}\n")));
    assert_eq!(capped("0.3"), [""; 0]);
    assert!(capped("0.3000000001")[0].contains("cap `0.3000000001` of"), "{:?}", capped("0.3000000001"));
}
