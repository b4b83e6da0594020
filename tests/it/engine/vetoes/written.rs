//! What scorecards may write of what is not known, and what three-valued gates make of it.

use jifen::firms::Dictionary;
use jifen::parameters::Source;
use jifen::progress::Silent;
use jifen::scorecard::Scorecard;
use jifen::scoring::{Reasons, score};

use crate::support::cohort::{Row, firms};
use crate::support::random_card::AS_OF;

/// A scorecard of one indicator and these conditions.
fn text(conditions: &str) -> String {
    format!(
        "id = \"s\"\ntitle = \"S\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 0\nmissing = \
        \"zero\"\n{conditions}\n\
         [[derived]]\nid = \"share\"\nvalue = \"rd_expense / revenue\"\n\
         [[indicator]]\nid = \"x\"\ntitle = \"x\"\nvalue = \"revenue\"\nweight = 10\n\
         curve = {{ reference = 100 }}\n"
    )
}

fn load(conditions: &str) -> Result<Scorecard, Vec<String>> {
    let loaded = Scorecard::load(&Source::new("s.toml", text(conditions)), &Dictionary::built_in(), None);
    match loaded {
        Ok((card, _)) => Ok(card),
        Err(faults) => Err(faults.iter().map(ToString::to_string).collect()),
    }
}

fn gate(rest: &str) -> String {
    format!("[[gate]]\nid = \"g\"\nreason = \"it fails\"\n{rest}\n")
}

/// Whether the firm is held and whether it qualifies, and why not.
fn verdict(conditions: &str, row: &Row) -> (bool, bool, Vec<String>) {
    verdict_of_first(conditions, std::slice::from_ref(row))
}

/// The same of the first of several firms. A field has a column where one of them has a value.
fn verdict_of_first(conditions: &str, rows: &[Row]) -> (bool, bool, Vec<String>) {
    let card = load(conditions).unwrap_or_else(|faults| panic!("{faults:?}"));
    let firms = firms(rows, card.dictionary(&Dictionary::built_in()));
    let scores = score(&firms, &card, AS_OF, false, &Silent);
    (
        scores.held[0],
        scores.qualified[0],
        Reasons::new(&firms, &card, &scores).of(0).iter().map(ToString::to_string).collect(),
    )
}

#[test]
fn an_unknown_key_is_told_with_the_word_that_was_meant() {
    for conditions in [
        gate("when = \"NOT dishonest\"\nunknown_passes = true"),
        gate("any_of = [{ when = \"hnte\", unknown_passes = true }]"),
        "pass = { when = \"hnte\", unknown_passes = true }".to_owned(),
    ] {
        let faults = load(&conditions).expect_err("it is refused");
        assert!(faults.len() == 1 && faults[0].starts_with("error[key-unknown]: s.toml:"), "{faults:?}");
        assert!(faults[0].contains("did you mean `unknown`?"), "{faults:?}");
    }
}

#[test]
fn only_gates_hold() {
    for (conditions, message) in [
        (
            "pass = { when = \"hnte\", unknown = \"hold\" }".to_owned(),
            "only a gate and its parts can hold a firm",
        ),
        (
            "pass = { any_of = [{ when = \"hnte\", unknown = \"hold\" }] }".to_owned(),
            "only a gate and its parts",
        ),
        (
            "pass = { any_of = [{ when = \"hnte\" }], unknown = \"pass\" }".to_owned(),
            "`unknown` belongs to a condition with",
        ),
    ] {
        let faults = load(&conditions).expect_err("it is refused");
        assert!(faults.len() == 1 && faults[0].contains(message), "{faults:?}");
    }
    assert!(
        load(&gate("when = \"hnte\"\nunknown = \"perhaps\"")).expect_err("it is refused")[0]
            .contains("perhaps")
    );
}

#[test]
fn a_gate_of_several_is_known_where_enough_of_its_parts_are() {
    let known =
        |flags: &[(&str, bool)]| flags.iter().fold(Row::new("A"), |row, (name, yes)| row.flag(name, *yes));
    let all = gate("all_of = [{ when = \"hnte\" }, { when = \"NOT abnormal\" }]");
    let any = gate("any_of = [{ when = \"hnte\" }, { when = \"NOT abnormal\" }]");
    let (hnte, abnormal) = ("hnte (高新技术企业)", "abnormal (经营异常名录)");
    let not_known = |what: &str| (true, false, vec![format!("not known: {what}")]);
    let fails = || (false, false, vec!["it fails".to_owned()]);
    let holds = || (false, true, Vec::new());
    for (gate, flags, expected) in [
        (&all, &[][..], not_known(&format!("{hnte}, {abnormal}"))),
        (&all, &[("hnte", true)], not_known(abnormal)),
        (&all, &[("hnte", false)], fails()),
        (&all, &[("hnte", true), ("abnormal", false)], holds()),
        (&any, &[("hnte", false)], not_known(abnormal)),
        (&any, &[("abnormal", false)], holds()),
        (&any, &[("hnte", false), ("abnormal", true)], fails()),
    ] {
        assert_eq!(verdict(gate, &known(flags)), expected, "{gate} {flags:?}");
    }
    // A part may say for itself what it counts as, and so may the whole.
    let part = gate(
        "all_of = [{ when = \"hnte\", unknown = \"pass\" }, { when = \"NOT abnormal\", unknown = \"fail\" }]",
    );
    assert_eq!(verdict(&part, &known(&[("abnormal", false)])), holds());
    assert_eq!(verdict(&part, &known(&[("hnte", true)])), fails());
    let whole = gate("any_of = [{ when = \"hnte\" }, { when = \"NOT abnormal\" }]\nunknown = \"pass\"");
    assert_eq!(verdict(&whole, &known(&[])), holds());
    assert_eq!(verdict(&whole, &known(&[("hnte", false), ("abnormal", true)])), fails());
}

#[test]
fn a_rule_is_known_as_far_as_its_value_is() {
    let row = || Row::new("A").number("revenue", 100.0);
    let share = gate("when = \"share >= 0.03\"");
    let told = |row: &Row| verdict(&share, row);
    assert_eq!(told(&row()), (true, false, vec!["not known: rd_expense (研发费用)".to_owned()]));
    // Nothing is missing, and yet it has no value.
    let by_zero = told(&row().number("revenue", 0.0).number("rd_expense", 3.0));
    assert_eq!(by_zero, (true, false, vec!["not known: `share >= 0.03`".to_owned()]));
    // An author who says what a blank counts as has chosen; of a column that is not there nothing was said.
    let chosen = gate("when = \"COALESCE(dishonest, FALSE) = FALSE\"");
    let listed = Row::new("B").number("revenue", 100.0).flag("dishonest", Some(true));
    assert_eq!(verdict_of_first(&chosen, &[row(), listed]), (false, true, vec![]));
    assert_eq!(
        verdict(&chosen, &row()),
        (true, false, vec!["not known: dishonest (失信被执行人)".to_owned()])
    );
    // What is known to be false is false, whatever the rest.
    let both = gate("when = \"NOT dishonest AND revenue >= 500\"");
    assert_eq!(verdict(&both, &row()), (false, false, vec!["it fails".to_owned()]));
}

/// Whoever is known to fail, or has too few points, is not held but does not qualify.
#[test]
fn held_is_whoever_nothing_else_keeps_from_qualifying() {
    let conditions = format!(
        "pass = \"points >= 5\"\n{}[[gate]]\nid = \"h\"\nreason = \"abnormal\"\nwhen = \"NOT abnormal\"\n",
        gate("when = \"NOT dishonest\"")
    );
    let row = |revenue: f64, abnormal: Option<bool>| {
        Row::new("A").number("revenue", revenue).flag("abnormal", abnormal)
    };
    let dishonest = "not known: dishonest (失信被执行人)".to_owned();
    assert_eq!(verdict(&conditions, &row(90.0, Some(false))), (true, false, vec![dishonest.clone()]));
    let too_few = vec![dishonest.clone(), "does not pass points >= 5".to_owned()];
    assert_eq!(verdict(&conditions, &row(10.0, Some(false))), (false, false, too_few));
    assert_eq!(
        verdict(&conditions, &row(90.0, Some(true))),
        (false, false, vec![dishonest.clone(), "abnormal".to_owned()])
    );
    let both = vec![dishonest, "not known: abnormal (经营异常名录)".to_owned()];
    assert_eq!(verdict(&conditions, &row(90.0, None)), (true, false, both));
}

/// Built-in scorecards hold whatever their gates do not know.
#[test]
fn every_gate_that_is_built_in_holds() {
    let mut gates = 0;
    for id in jifen::scorecard::SCORECARDS.ids() {
        let source =
            jifen::scorecard::SCORECARDS.open(id, std::path::Path::new(""), jifen::finding::Place::default());
        let (card, _) = Scorecard::load(&source.expect("it is there"), &Dictionary::built_in(), None)
            .expect("it is sound");
        let mask = card.gates.iter().fold(0, |mask, gate| mask | 1_u64 << gate);
        assert_eq!(card.holding() & mask, mask, "{id}");
        gates += card.gates.len();
    }
    assert!(gates > 10, "{gates}");
}
