//! What a scorecard says and no firm ever meets: limits, tiers, rules and segments, told before any row is
//! read.

use rand::RngExt;
use rand::seq::IndexedRandom;

use crate::engine::scorecard::{SOUND, broken, faults};
use crate::support::random_card::generator;

#[test]
fn a_cap_above_full_marks_and_a_floor_of_nothing_are_warned_of() {
    broken(
        "cap = 50",
        "cap = 60",
        &["warning[limit-idle]", "cap `60` of `money` is never reached: full marks are 50", "help: lower it"],
    );
    broken("floor = 1", "floor = 0", &["warning[limit-idle]", "floor `0` of `money` has no effect"]);
    // Reached in one segment.
    let text = SOUND.replacen("young = 20, old = 30", "young = 40, old = 30", 1);
    assert_eq!(faults(&text), [""; 0]);
    let bonus = |cap: u32| {
        let bonus = format!(
            "[bonus]\ncap = {cap}\n[[bonus.indicator]]\nid = \"hnte\"\ntitle = \"HNTE\"\nvalue = \
            \"hnte\"\ncurve = \"flag\"\n\
             weight = 5\n\n[[gate]]"
        );
        faults(&SOUND.replacen("[[gate]]", &bonus, 1))
    };
    assert_eq!(bonus(5), [""; 0]);
    assert!(bonus(6)[0].contains("cap `6` of `bonus` is never reached: full marks are 5"), "{:?}", bonus(6));
}

#[test]
fn a_tier_that_parts_no_firms_is_warned_of() {
    const TIERS: &str = "[[4, 50], [2, 25]]";
    let idle = "warning[tier-idle]";
    broken(
        TIERS,
        "[[4, 50], [2, 25], [1, 25]]",
        &[idle, "tier `2` of `patents` gives `25` points, the same as the tier below"],
    );
    broken(TIERS, "[[4, 50], [2, 0]]", &[idle, "tier `2` of `patents` gives `0` points"]);
    let at = SOUND.lines().position(|line| line.contains(TIERS)).unwrap() + 1;
    let at = format!("s.toml:{at} [at_least]");
    broken(
        "{ minimum = 0 }",
        "{ minimum = 0, maximum = 3 }",
        &[&at, idle, "no firm can reach tier `4` of `patents`", "the value is never above 3"],
    );
    let with = |value: &str, tiers: &str, more: &str| {
        let text = SOUND.replacen("value = \"patents_in_force\"", &format!("value = \"{value}\"\n{more}"), 1);
        faults(&text.replacen(&format!("at_least = {TIERS}"), tiers, 1))
    };
    let never = |value: &str, tiers: &str, more: &str, words: &str| {
        let found = with(value, tiers, more);
        assert!(found.len() == 1 && found[0].contains(words), "{value}: {found:?}");
    };
    let usual = format!("at_least = {TIERS}");
    never("LEAST(patents_in_force, 3)", &usual, "", "never above 3");
    never("-patents_in_force", &usual, "", "never above ");
    never("CASE WHEN hnte THEN 3 ELSE 1 END", &usual, "", "never above 3");
    never("patents_in_force / employees", "at_most = [[-1, 50], [2, 25]]", "", "never below 0");
    // Below the least value, or above the greatest, the tier before takes all.
    let below = "at_least = [[5, 50], [0, 25], [-1, 10]]";
    never("patents_in_force", below, "", "no firm is left for tier `-1` of `patents`");
    never("patents_in_force", below, "", "never below 0, and tier `0` takes that");
    never("LEAST(patents_in_force, 3)", "at_most = [[1, 50], [3, 25], [4, 5]]", "", "tier `4` of `patents`");
    // Between two bounds no whole number lies.
    never(
        "patents_in_force",
        "at_least = [[3.5, 50], [3.2, 25]]",
        "",
        "none lies between this tier and tier `3.5`",
    );
    never(
        "patents_in_force",
        "at_most = [[3.2, 50], [3.5, 25]]",
        "",
        "none lies between this tier and tier `3.2`",
    );
    for (value, tiers, more) in [
        ("patents_in_force", usual.as_str(), ""),
        // What is missing counts as more than what is known.
        ("LEAST(patents_in_force, 3)", &usual, "missing = { value = 9 }"),
        ("LEAST(patents_in_force, 4)", &usual, ""),
        ("patents_in_force - employees", &usual, ""),
        ("patents_in_force / net_profit", "at_most = [[-1, 50], [2, 25]]", ""),
        ("patents_in_force", "at_least = [[5, 50], [0, 25]]", ""),
        ("patents_in_force", "at_least = [[3.5, 50], [3, 25]]", ""),
        ("patents_in_force", "at_most = [[3, 50], [4, 25]]", ""),
        // A mean, or what is drawn in to quantiles, need not be whole.
        ("patents_in_force", "at_least = [[3.5, 50], [3.2, 25]]", "missing = { mean = { within = [] } }"),
        (
            "patents_in_force",
            "at_least = [[3.5, 50], [3.2, 25]]",
            "treatment = [{ winsorise = { lower = 0.01, upper = 0.99, within = [] } }]",
        ),
        ("patents_in_force", "at_least = [[5, 50], [0, 25], [-1, 10]]", "missing = { value = -1 }"),
        // Logarithms have bounds of their own.
        ("LEAST(patents_in_force, 3)", &usual, "treatment = [\"ln\"]"),
    ] {
        assert_eq!(with(value, tiers, more), [""; 0], "{value}");
    }
}

#[test]
fn a_cap_that_no_units_come_up_to_is_warned_of() {
    let with = |value: &str, more: &str| {
        let text = SOUND.replacen("value = \"projects\"", &format!("value = \"{value}\""), 1);
        faults(&text.replacen("missing = { value = 0 }", more, 1))
    };
    let told = with("LEAST(projects, 3)", "missing = { value = 0 }");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("[cap]: cap `40` of `projects` is never reached: its units give at most 30 points")
    );
    assert!(told[0].contains("never above 3"), "{told:?}");
    assert_eq!(with("LEAST(projects, 4)", "missing = { value = 0 }"), [""; 0]);
    assert_eq!(with("LEAST(projects, 3)", "missing = { value = 4 }"), [""; 0]);
}

/// A scorecard of indicators without segments; `scale` is that of their marks.
fn card(scale: f64, more: &str) -> Vec<String> {
    let head = "id = \"s\"\ntitle = \"S\"\nweights_basis = \"local\"\ndecimals = 2\nmissing = \"zero\"";
    faults(&format!("{head}\nscale = {scale}\n{more}"))
}

fn tiered(value: &str, tiers: &str) -> Vec<String> {
    card(
        10.0,
        &format!(
            "[[indicator]]\nid = \"i\"\ntitle = \"I\"\nvalue = \"{value}\"\ncurve = {{ tiers = {{ {tiers}, \
            otherwise = 0 }} }}\n"
        ),
    )
}

/// What firms reach by exact arithmetic is not said to be out of reach, and what they do not is, however
/// near.
#[test]
fn limits_are_reckoned_with_as_values_are() {
    for (value, reached, beyond) in [
        (
            "FLOOR(LEAST(rd_expense / revenue, 0.57) * 100)",
            "at_least = [[57, 10], [10, 5]]",
            "at_least = [[57.5, 10], [10, 5]]",
        ),
        (
            "LEAST(rd_expense / revenue, 0.57) * 100",
            "at_least = [[57, 10], [10, 5]]",
            "at_least = [[57.00000000000001, 10], [10, 5]]",
        ),
        ("LEAST(revenue, 0.1) + 0.2", "at_least = [[0.3, 10]]", "at_least = [[0.30000000000000004, 10]]"),
        ("LEAST(revenue, 1.1) * 1.1", "at_least = [[1.21, 10]]", "at_least = [[1.2100000000000002, 10]]"),
        (
            "CEIL(GREATEST(employees, 29) / 100 * 100)",
            "at_most = [[29, 10], [30, 5]]",
            "at_most = [[28.9, 10], [30, 5]]",
        ),
        ("ROUND(LEAST(revenue, 1.005), 2)", "at_least = [[1.01, 10]]", "at_least = [[1.02, 10]]"),
        (
            "POWER(LEAST(revenue, 1.953125), 1 / 3)",
            "at_least = [[1.25, 10]]",
            "at_least = [[1.2500000001, 10]]",
        ),
        (
            "LN(LEAST(GREATEST(revenue, 1), 7.38905609893065))",
            "at_least = [[2, 10]]",
            "at_least = [[2.0000000001, 10]]",
        ),
        ("LEAST(employees, 7) % 5", "at_least = [[5, 10]]", "at_least = [[5.1, 10]]"),
    ] {
        assert_eq!(tiered(value, reached), [""; 0], "{value}");
        let found = tiered(value, beyond);
        assert!(found.len() == 1 && found[0].contains("no firm can reach tier"), "{value}: {found:?}");
    }
    let per_unit = |value: &str| {
        card(
            10.0,
            &format!(
                "[[indicator]]\nid = \"i\"\ntitle = \"I\"\nvalue = \"{value}\"\ncurve = {{ per_unit = {{ \
                unit = 0.1, points = 0.1, cap = 0.3 }} }}\nweight = 10\n"
            ),
        )
    };
    assert_eq!(per_unit("LEAST(revenue, 0.3)"), [""; 0]);
    let found = per_unit("LEAST(revenue, 0.29999)");
    assert!(found.len() == 1 && found[0].contains("its units give at most 0.2 points"), "{found:?}");
}

#[test]
fn full_marks_are_sums_of_decimals() {
    let flags = |marks: &[f64]| {
        let one = |(at, weight): (usize, &f64)| {
            format!(
                "[[group.indicator]]\nid = \"i{at}\"\ntitle = \"I\"\nvalue = \"hnte\"\ncurve = \
                \"flag\"\nweight = {weight}\n"
            )
        };
        marks.iter().enumerate().map(one).collect::<String>()
    };
    // In binary 0.7 and 0.1 are less than 0.8, and 0.1 and 0.2 more than 0.3.
    let group =
        |key: &str, marks: &[f64]| format!("[[group]]\nid = \"g\"\ntitle = \"G\"\n{key}\n{}", flags(marks));
    for (scale, key, marks) in
        [(0.8, "floor = 0.8", [0.7, 0.1]), (0.8, "cap = 0.8", [0.7, 0.1]), (0.3, "cap = 0.3", [0.1, 0.2])]
    {
        assert_eq!(card(scale, &group(key, &marks)), [""; 0], "{key}");
    }
    let found = card(0.3, &group("cap = 0.30000000000000004", &[0.1, 0.2]));
    assert!(found.len() == 1 && found[0].contains("never reached: full marks are 0.3"), "{found:?}");
    let found = card(100.0, &group("", &[33.3, 33.3, 33.3]));
    assert!(found.len() == 1 && found[0].contains("full marks add up to `99.9`"), "{found:?}");
    // A third of 100 has no last digit: of as many as a program writes it is a third, of fewer it is not.
    assert_eq!(card(100.0, &group("", &[100.0 / 3.0; 3])), [""; 0]);
    assert_eq!(card(100.0, &group("", &[100.0 / 6.0; 6])), [""; 0]);
    let found = card(100.0, &group("", &[33.3333333333; 3]));
    assert!(found.len() == 1 && found[0].contains("full marks add up to `99.9999999999`"), "{found:?}");
    // Published points of 1.005 are 1.01.
    let graded = |at_least: &str| {
        format!("[[grade]]\nid = \"a\"\nat_least = {at_least}\n{}pass", group("", &[1.0, 0.005]))
            .replace("pass", "")
    };
    assert_eq!(card(1.005, &graded("1.01")), [""; 0]);
    let found = card(1.005, &graded("1.02"));
    assert!(found.len() == 1 && found[0].contains("lower it: a firm has at most 1.01 points"), "{found:?}");
}

/// A derived value need not be a double: rules between two of these hold of it, and of no field.
#[test]
fn rules_are_held_against_what_derived_values_are() {
    let pass = |derived: &str, rule: &str| {
        card(
            10.0,
            &format!(
                "pass = \"{rule}\"\n[[derived]]\nid = \"d\"\nvalue = \"{derived}\"\n[[indicator]]\nid = \
                \"i\"\ntitle = \"I\"\n\
                 value = \"hnte\"\ncurve = \"flag\"\nweight = 10\n"
            ),
        )
    };
    let third = "LEAST(GREATEST(COALESCE(revenue, 0), 1), 1) / 3";
    let says = |derived: &str, rule: &str, said: &str| {
        let found = pass(derived, rule);
        assert!(found.len() == 1 && found[0].contains(said), "{derived}, {rule}: {found:?}");
    };
    says(third, "d = 0.3333333333333333", "holds for no firm");
    assert_eq!(pass(third, "d > 0.3333333333333333"), [""; 0]);
    assert_eq!(pass("LEAST(revenue, 0.1) + 0.2", "d >= 0.3"), [""; 0]);
    says("LEAST(revenue, 0.1) + 0.2", "d > 0.3", "holds for no firm");
    // What is beyond the range of doubles is missing.
    assert_eq!(pass("COALESCE(revenue, 0) * COALESCE(revenue, 0)", "d >= 0"), [""; 0]);
    says("COALESCE(revenue, 0)", "d >= 0", "holds for every firm");
}

#[test]
fn a_pass_rule_or_gate_that_is_the_same_for_all_is_warned_of() {
    const PASS: &str = "points >= 60 AND points.results > 0";
    for (rule, verdict, help) in [
        ("points >= 120", "holds for no firm", "`points` is from 0 to 100"),
        ("points >= 100.01", "holds for no firm", "`points` is from 0 to 100"),
        ("points >= 0", "holds for every firm", "`points` is from 0 to 100"),
        ("points.money > 50", "holds for no firm", "`points.money` is from 0 to 50"),
        ("points.profit > 30", "holds for no firm", "`points.profit` is from 0 to 30"),
        ("coverage > 1", "holds for no firm", "`coverage` is from 0 to 1"),
        ("points > 70 AND points < 60", "holds for no firm", "change its limits, or remove it"),
        ("segment IN ('young', 'old')", "holds for every firm", "change its limits"),
        ("segment = 'young' AND segment = 'old'", "holds for no firm", "change its limits"),
        ("hnte AND NOT hnte", "holds for no firm", "change its limits"),
    ] {
        broken(PASS, rule, &["warning[rule-constant]", &format!("the pass rule `{rule}` {verdict}"), help]);
    }
    // A limit is named where it decides, and no other.
    for (rule, limit) in [
        ("points >= 0 AND coverage > 1", Some("`coverage` is from 0 to 1")),
        ("points > 100 AND coverage > 1", Some("`points` is from 0 to 100")),
        ("points > 100 OR coverage > 1", Some("`points` is from 0 to 100")),
        ("patents_in_force > 3 AND patents_in_force < 4", Some("`patents_in_force` is a whole number")),
        ("points > 70 AND points < 60", None),
    ] {
        let found = faults(&SOUND.replacen(PASS, rule, 1));
        let help = limit.map_or("or remove it".to_owned(), |limit| format!("or remove it: {limit}"));
        assert!(found.len() == 1 && found[0].ends_with(&help), "{rule}: {found:?}");
    }
    for rule in [
        "points >= 100",
        "points > 0",
        "points.money >= 50",
        "points.money + points.results > 200",
        "segment = 'young' OR points > 60",
        // True of all of whom it is known.
        "hnte OR NOT hnte",
        "revenue >= 0",
    ] {
        assert_eq!(faults(&SOUND.replacen(PASS, rule, 1)), [""; 0], "{rule}");
    }
    let gate = |rule: &str| faults(&SOUND.replacen("when = \"NOT dishonest\"", &format!("when = {rule}"), 1));
    assert!(gate("\"employees > 5000000\"")[0].contains("holds for no firm"));
    assert!(gate("\"revenue < 0\"")[0].contains("`revenue` is never below 0"));
    assert!(gate("\"revenue >= 0 OR revenue IS NULL\"")[0].contains("holds for every firm"));
    assert!(gate("\"rd_body = '国家级' AND rd_body = '省级'\"")[0].contains("holds for no firm"));
    assert!(
        gate("\"founded > DATE '2020-01-01' AND founded < DATE '2020-01-02'\"")[0].contains("for no firm")
    );
    for sound in [
        "\"founded >= DATE '2020-01-01' AND founded < DATE '2020-01-02'\"",
        "\"rd_body = '国家级' OR rd_body = '省级'\"",
        // Those of whom it is not known pass, and only they.
        "\"revenue < 0\"\nunknown = \"pass\"",
        "\"region LIKE '32%' AND region LIKE '33%'\"",
    ] {
        assert_eq!(gate(sound), [""; 0], "{sound}");
    }
    // Before the tree is sound nobody knows what can be reached.
    let text =
        SOUND.replacen(PASS, "points >= 120", 1).replacen("young = 20, old = 30", "yuong = 20, old = 30", 1);
    assert!(faults(&text).iter().all(|fault| !fault.contains("rule-constant")), "{:?}", faults(&text));
}

/// A scorecard of one indicator with segments by these rules; `None` is one without a rule.
fn segmented(rules: &[Option<&str>]) -> String {
    let mut text = "id = \"s\"\ntitle = \"S\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 0\nmissing \
        = \"zero\"\n\
        [[derived]]\nid = \"age\"\nvalue = \"YEARS_BETWEEN(founded, as_of)\"\n\
        [[derived]]\nid = \"share\"\nvalue = \"revenue / (revenue + 1)\"\n\
        [[derived]]\nid = \"sales\"\nvalue = \"COALESCE(revenue, 0)\"\n"
        .to_owned();
    for (at, rule) in rules.iter().enumerate() {
        text += &format!("[[segment]]\nid = \"s{at}\"\ntitle = \"S\"\n");
        text += &rule.map_or(String::new(), |rule| format!("when = \"{rule}\"\n"));
    }
    text + "[[indicator]]\nid = \"i\"\ntitle = \"I\"\nvalue = \"hnte\"\ncurve = \"flag\"\nweight = 10\n"
}

#[test]
fn segments_are_told_what_they_leave_out_and_take_twice() {
    let unknown = |name: &str| {
        format!(
            "note[segment-unknown]: s.toml:17 [segment]: no segment takes a firm whose `{name}` is not known"
        )
    };
    let gap = |words: &str| {
        format!("warning[segment-gap]: s.toml:17 [segment]: no segment takes a firm whose {words}\n")
    };
    let empty = |at: usize| {
        format!("warning[segment-empty]: s.toml:{} [id]: no firm is left for segment `s{at}`", 17 + 4 * at)
    };
    let never = "warning[rule-constant]".to_owned();
    let (revenue, age) = (unknown("revenue"), unknown("age"));
    for (rules, expected) in [
        (
            &["revenue < 500", "revenue < 100"][..],
            vec![gap("`revenue` is at least 500"), revenue.clone(), empty(1)],
        ),
        (&["revenue < 500", "revenue > 500"], vec![gap("`revenue` is 500"), revenue.clone()]),
        (
            &["revenue < 500", "revenue BETWEEN 600 AND 900", "revenue > 900"],
            vec![gap("`revenue` is at least 500 and below 600"), revenue.clone()],
        ),
        (
            &["revenue > 5", "revenue = 2"],
            vec![gap("`revenue` is below 2"), gap("`revenue` is above 2 and at most 5"), revenue.clone()],
        ),
        (&["revenue < 500", "revenue >= 500"], vec![revenue.clone()]),
        (&["revenue < 500 OR revenue IS NULL", "revenue >= 500"], vec![]),
        (&["COALESCE(revenue < 500, TRUE)", "NOT revenue < 500"], vec![]),
        // Between whole numbers there is nobody.
        (&["employees <= 300", "employees >= 301"], vec![unknown("employees")]),
        (&["employees < 300", "employees >= 301"], vec![gap("`employees` is 300"), unknown("employees")]),
        (&["age < 3", "age > 3"], vec![gap("`age` is 3"), age.clone()]),
        // Nobody was founded later.
        (&["age >= 0 AND age < 3", "age >= 3"], vec![age]),
        (&["revenue < 100 AND revenue > 200", "revenue >= 0"], vec![revenue.clone(), never.clone()]),
        (&["revenue < 0", "revenue >= 0"], vec![revenue, never]),
        (&["hnte IS TRUE", "hnte IS NOT TRUE", "tech_sme"], vec![empty(2)]),
        (
            &["revenue < 500 AND employees < 100", "revenue < 500", "employees < 9 AND revenue < 400"],
            vec![empty(2)],
        ),
        // Of whom it is not known may be of the third; of pairs of values nobody knows which occur.
        (&["hnte", "NOT hnte", "tech_sme"], vec![]),
        (&["revenue < 500 AND employees < 100", "revenue > 900"], vec![]),
        // What is reckoned may have gaps of its own.
        (&["share < 0.5", "share > 2"], vec![unknown("share")]),
        (&["revenue / employees < 5", "revenue / employees >= 6"], vec![]),
        (&["region LIKE '32%'", "region LIKE '32%'"], vec![]),
        // Where nothing is known, something else counts.
        (&["sales < 500", "sales >= 500"], vec![]),
    ] {
        let whole: Vec<Option<&str>> = rules.iter().copied().map(Some).collect();
        let found = faults(&segmented(&whole));
        let mut left = found.clone();
        for expected in &expected {
            let at = left.iter().position(|found| found.starts_with(expected.as_str()));
            left.remove(at.unwrap_or_else(|| panic!("{rules:?}: {expected} is not in {found:#?}")));
        }
        assert!(left.is_empty(), "{rules:?}: {left:#?}");
    }
    // A last segment without a rule takes whoever is left.
    assert_eq!(faults(&segmented(&[Some("revenue < 500"), Some("revenue > 600"), None])), [""; 0]);
    assert_eq!(faults(&segmented(&[Some("revenue < 500"), Some("revenue >= 500"), None])), [""; 0]);
    for [one, two] in [["sales < 500", "sales >= 500"], ["hnte IS TRUE", "hnte IS NOT TRUE"]] {
        let found = faults(&segmented(&[Some(one), Some(two), None]));
        assert!(found.len() == 1 && found[0].starts_with(&empty(2)), "{found:?}");
    }
    // A field every row must have is never missing.
    let text = segmented(&[Some("revenue < 500"), Some("revenue >= 500")]);
    let field = "[[field]]\nname = \"size\"\ntitle = \"规模\"\ntype = \"number\"\nunit = \"件\"\n\
        constraints = { required = true }\n[[derived]]";
    let text = text.replace("revenue <", "size <").replace("revenue >=", "size >=");
    assert_eq!(faults(&text.replacen("[[derived]]", field, 1)), [""; 0]);
}

/// `revenue <operator> <bound>` and what it says of a revenue.
type Comparison = (&'static str, f64);

fn holds((operator, bound): Comparison, revenue: Option<f64>) -> Option<bool> {
    if operator == "IS NULL" {
        return Some(revenue.is_none());
    }
    let x = revenue?;
    Some(match operator {
        "<" => x < bound,
        "<=" => x <= bound,
        ">" => x > bound,
        ">=" => x >= bound,
        _ => x == bound,
    })
}

/// Both, or either.
fn joined(rule: &(Comparison, &str, Comparison), revenue: Option<f64>) -> bool {
    let (a, b) = (holds(rule.0, revenue), holds(rule.2, revenue));
    if rule.1 == "AND" { a == Some(true) && b == Some(true) } else { a == Some(true) || b == Some(true) }
}

#[test]
fn of_random_segments_just_what_is_so_is_told() {
    let mut random = generator(7);
    let text = |(operator, bound): Comparison| match operator {
        "IS NULL" => "revenue IS NULL".to_owned(),
        _ => format!("revenue {operator} {bound}"),
    };
    let mut seen = [0; 4];
    for _ in 0..300 {
        let mut comparison = || -> Comparison {
            let operator = ["<", "<=", ">", ">=", "=", "IS NULL"].choose(&mut random).unwrap();
            (operator, f64::from(random.random_range(0..5u8)))
        };
        let halves: Vec<(Comparison, Comparison)> = (0..3).map(|_| (comparison(), comparison())).collect();
        let rules: Vec<(Comparison, &str, Comparison)> =
            halves.into_iter().map(|(a, b)| (a, *["AND", "OR"].choose(&mut random).unwrap(), b)).collect();
        let texts: Vec<String> =
            rules.iter().map(|(a, join, b)| format!("{} {join} {}", text(*a), text(*b))).collect();
        let found = faults(&segmented(&texts.iter().map(|rule| Some(rule.as_str())).collect::<Vec<_>>()));
        let told = |words: &str| found.iter().any(|found| found.contains(words));
        // Halves stand for all between the bounds; no revenue is below 0.
        let known = (0..12).map(|half| Some(f64::from(half) / 2.0));
        let all: Vec<Option<f64>> = known.chain([None]).collect();
        let takes = |at: usize, x: &Option<f64>| joined(&rules[at], *x);
        let unfit = |x: &&Option<f64>| (0..3).all(|at| !takes(at, x));
        let gap = all.iter().filter(|x| x.is_some()).any(|x| unfit(&x));
        assert_eq!(told("segment-gap"), gap, "{texts:?}: {found:#?}");
        assert_eq!(told("segment-unknown"), unfit(&&None), "{texts:?}: {found:#?}");
        for at in 0..3 {
            let own: Vec<&Option<f64>> = all.iter().filter(|x| takes(at, x)).collect();
            let left = own.iter().any(|x| (0..at).all(|before| !takes(before, x)));
            let empty = told(&format!("no firm is left for segment `s{at}`"));
            assert_eq!(empty, !own.is_empty() && !left, "{texts:?} {at}: {found:#?}");
            let never = told(&format!("`{}` holds for no firm", texts[at]));
            let same = texts.iter().filter(|text| **text == texts[at]).count() > 1;
            assert!(never == own.is_empty() || same, "{texts:?} {at}: {found:#?}");
            seen[2] += usize::from(empty);
            seen[3] += usize::from(never);
        }
        seen[0] += usize::from(gap);
        seen[1] += usize::from(unfit(&&None));
    }
    assert!(seen.iter().all(|times| *times > 20), "{seen:?}");
}
