//! What people write from other habits: each is refused with what to write instead.

use jifen::expr::Expr;
use jifen::finding::Place;
use jifen::firms::Dictionary;
use jifen::scorecard::{SCORECARDS, Scorecard, run_scope};

use crate::engine::expr::faults_of;
use crate::support::workplace::{Folder, text};

#[test]
fn a_rule_from_another_habit_is_refused_with_what_to_write() {
    for (rule, help) in [
        ("hnte = '是'", "a flag needs no comparison: write `hnte`, or `NOT hnte`"),
        ("1 = hnte", "a flag needs no comparison: write `hnte`, or `NOT hnte`"),
        ("hnte IN ('是', 'Y')", "a flag needs no comparison: write `hnte`, or `NOT hnte`"),
        ("region = 320602", "write the text '320602'"),
        ("region IN ('320602', 320603)", "write the text '320603'"),
        ("points >= '60'", "write the number 60"),
        ("founded > 2020-01-01", "write DATE '2020-01-01'"),
        ("founded > 2020/1/1", "write DATE '2020-01-01'"),
        ("founded > 20200101", "write DATE '2020-01-01'"),
        ("YEARS_BETWEEN(founded, 2025-12-31) > 3", "write DATE '2025-12-31'"),
        ("rd_expense > 5%", "`%` is the remainder: write 5 for a value in per cent, 0.05 for a share"),
        ("(rd_expense > 5%)", "`%` is the remainder: write 5 for a value in per cent, 0.05 for a share"),
        (
            "rd_expense > 5% AND hnte",
            "`%` is the remainder: write 5 for a value in per cent, 0.05 for a share",
        ),
        ("revenue > 100万元", "write `100` alone: a number counts in the unit of its field"),
        ("revenue > 100 万 AND hnte", "write `100` alone: a number counts in the unit of its field"),
        ("revenue 大于 100", "write `>`"),
        ("revenue 不低于 100", "write `>=`"),
        ("revenue > 100 且 hnte", "write `AND`"),
        ("revenue大于100", "write `>` for `大于`, with blanks around it"),
    ] {
        let faults = faults_of(rule);
        let helps: Vec<String> =
            faults.iter().filter_map(|fault| Some(fault.help.as_ref()?.to_string())).collect();
        assert!(!helps.is_empty() && helps.iter().all(|told| *told == help), "{rule}: {faults:#?}");
    }
    // Where nothing of the kind is meant, nothing of the kind is said.
    for (rule, not) in [
        ("CASE WHEN hnte THEN hnte ELSE 'a' END", "comparison"),
        ("founded > 3", "DATE"),
        ("founded > 2020-13-01", "DATE"),
        ("revenue % > 3", "per cent"),
        ("points = 'many'", "number"),
    ] {
        let faults = faults_of(rule);
        let told =
            faults.iter().filter_map(|fault| Some(fault.help.as_ref()?.to_string())).collect::<String>();
        assert!(!faults.is_empty() && !told.contains(not), "{rule}: {faults:#?}");
    }
}

#[test]
fn results_of_another_scorecard_are_told_by_the_name_rules_know() {
    let dictionary = Dictionary::built_in();
    let card = |id: &str| {
        let source = SCORECARDS.find(id, Place::default()).expect("it is built in");
        Scorecard::load(&source, &dictionary, None).expect("it is sound").0
    };
    let scope = run_scope(&card("mst-2022"), &[card("tech-sme-2017")], &dictionary);
    for (rule, span, help) in [
        ("tech-sme-2017.points >= 40", "tech-sme-2017.points", "rules call it `tech_sme_2017.points`"),
        (
            "hnte AND tech-sme-2017.points.results > 3",
            "tech-sme-2017.points.results",
            "rules call it `tech_sme_2017.points.results`",
        ),
        (
            "innovative_sme_2022.points > 3",
            "innovative_sme_2022.points",
            "name `innovative-sme-2022` under `further_scorecards` in the campaign",
        ),
        (
            "innovative-sme-2022.points > 3",
            "innovative-sme-2022.points",
            "name `innovative-sme-2022` under `further_scorecards` in the campaign; rules call it \
             `innovative_sme_2022.points`",
        ),
        (
            "mst_2022.points > 3",
            "mst_2022.points",
            "it is the leading scorecard: rules call its results `points`, `rank` and so on",
        ),
        ("tech_sme_2017.pionts > 3", "tech_sme_2017.pionts", "did you mean `tech_sme_2017.points`?"),
    ] {
        let faults = Expr::compile(rule, &scope).expect_err("a fault");
        assert_eq!(faults.len(), 1, "{rule}: {faults:#?}");
        assert_eq!(&rule[faults[0].span.clone()], span);
        assert_eq!(faults[0].message.to_string(), format!("unknown name `{span}`"));
        assert_eq!(faults[0].help.as_ref().map(ToString::to_string).as_deref(), Some(help));
    }
    // Within a text it is a text.
    assert!(Expr::compile("name = 'tech-sme-2017.points'", &scope).is_ok());
    let other = Expr::compile("name = 'tech-sme-2017.points' AND nmae", &scope).expect_err("a fault");
    assert_eq!(other[0].message.to_string(), "unknown name `nmae`");
}

#[test]
fn a_code_a_spreadsheet_cut_short_is_told_as_such() {
    let folder = Folder::with_firms(1, 0.0);
    folder.write(
        "firms.csv",
        "credit_code,revenue(万元)\n913301001234567000,5\n913301001234567891,5\n".as_bytes(),
    );
    let told = text(&folder.jifen(&["check", "firms.csv"]).stderr);
    let help = "help: a spreadsheet keeps 15 digits of a number: enter the codes again as text";
    assert_eq!((told.matches("[uscc-check]").count(), told.matches(help).count()), (2, 1), "{told}");
    let first = told.lines().skip_while(|line| !line.contains("913301001234567000")).nth(1);
    assert_eq!(first.map(str::trim), Some(help), "{told}");
}

#[test]
fn a_column_without_a_header_is_told_to_have_one() {
    let folder = Folder::with_firms(1, 0.0);
    folder.edit(
        "campaign.toml",
        "institutions =",
        "further_scorecards = [\"innovative-sme-2022\"]\ninstitutions =",
    );
    let file = "[[institution]]\nid = \"bank\"\nname = \"Bank\"\nkind = \"bank\"\n\
        columns = [{ value = \"innovative_sme_2022.points\" }]\n";
    folder.write("institutions.toml", file.as_bytes());
    let told = text(&folder.jifen(&["check", "campaign.toml"]).stderr);
    assert!(told.contains("missing key `header` for the column of `innovative_sme_2022.points`"), "{told}");
    assert!(told.contains("help: write header = \"…\" beside it"), "{told}");
}
