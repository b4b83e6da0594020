//! Rules in the field's own words: titles and aliases as names.

use jifen::expr::{Expr, Scope};
use jifen::finding::{Code, Place};
use jifen::firms::{Dictionary, Kind};
use jifen::parameters::Source;
use jifen::scorecard::{SCORECARDS, Scorecard, run_scope};

fn card(id: &str) -> Scorecard {
    let source = SCORECARDS.find(id, Place::default()).expect("it is built in");
    Scorecard::load(&source, &Dictionary::built_in(), None).expect("it is sound").0
}

/// The names of a run of the national scorecard, with another beside it.
fn scope() -> Scope {
    let (leading, further) = (card("mst-2022"), card("tech-sme-2017"));
    run_scope(&leading, &[further], &leading.dictionary(&Dictionary::built_in()))
}

#[test]
fn a_title_means_what_its_name_does_and_is_printed_as_written() {
    let scope = scope();
    for (titled, named) in [
        ("研发费用 / 营业收入 >= 3", "rd_expense / revenue >= 3"),
        ("所属地区 LIKE '32%'", "region LIKE '32%'"),
        ("研发费用金额 > 0 AND NOT 失信", "rd_expense > 0 AND NOT dishonest"),
        ("\"高新技术产品(服务)收入\" > 1", "hightech_revenue > 1"),
        ("`职工总数` BETWEEN 1 AND 500", "employees BETWEEN 1 AND 500"),
        ("YEARS_BETWEEN(成立日期, 基准日) < 5", "YEARS_BETWEEN(founded, as_of) < 5"),
        ("积分 >= 60 AND 排名 <= 100 AND 达标", "points >= 60 AND rank <= 100 AND qualified"),
        ("创新积分 >= 60 OR 阶段 = 'growth'", "points >= 60 OR segment = 'growth'"),
        ("积分.研发费用金额 + points.技术创新 > 1", "points.rd_expense + points.technology > 1"),
        ("科技型中小企业评价.积分 >= 60", "tech_sme_2017.points >= 60"),
        ("tech_sme_2017.排名 < 9", "tech_sme_2017.rank < 9"),
    ] {
        let [one, other] = [titled, named].map(|rule| {
            Expr::compile_as(rule, &scope, Kind::Flag).unwrap_or_else(|faults| panic!("{rule}: {faults:?}"))
        });
        assert_eq!(one.slots(), other.slots(), "{titled}");
        assert_eq!(one.source(), titled);
    }
}

#[test]
fn a_title_of_several_names_is_refused_with_them() {
    let mut scope = Scope::default();
    for name in ["a", "b", "c", "总额"] {
        scope.add(name, Kind::Number);
    }
    for (word, slot) in [("收入", 0), ("收入", 1), ("利润", 2), ("利润", 2), ("总额", 0)] {
        scope.alias(word, slot);
    }
    let faults = Expr::compile("收入 > 1 AND 利润 > 1 AND 总额 > 1", &scope).expect_err("two names");
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!((faults[0].code, faults[0].span.clone()), (Code::NameAmbiguous, 0..6));
    assert_eq!(faults[0].message.to_string(), "`收入` is a title or alias of `a` and `b`");
    let plain = Expr::compile("总额 > 1", &scope).expect("a name is stronger than a title");
    assert_eq!(plain.slots(), [3]);
}

#[test]
fn a_scorecards_own_titles_are_names_and_two_alike_are_refused() {
    let text = |value: &str| {
        format!(
            "id = \"own\"\ntitle = \"Own\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 1\nmissing = \
            \"zero\"\n[[field]]\nname = \"exports\"\ntitle = \"出口收入\"\ntype = \"number\"\nunit = \"万元\"\n\
            aliases = [\"外销\"]\n[[derived]]\nid = \"share\"\ntitle = \"外销\"\nvalue = \"出口收入 / 营业收入\"\n\
            [[indicator]]\nid = \"income\"\ntitle = \"Income\"\nvalue = \"{value}\"\ncurve = {{ linear = \
            [0, 1] }}\n\
            weight = 10\n"
        )
    };
    let load =
        |value: &str| Scorecard::load(&Source::new("own.toml", &*text(value)), &Dictionary::built_in(), None);
    let (card, _) = load("share").expect("it is sound");
    assert_eq!(card.derived[0].value.source(), "出口收入 / 营业收入");
    let findings = load("外销").expect_err("a field and a derived value");
    let told = findings.as_slice()[0].to_string();
    assert!(
        told.contains("name-ambiguous") && told.contains("`exports`") && told.contains("`share`"),
        "{told}"
    );
}

#[test]
fn words_of_a_sentence_are_no_operators() {
    let scope = scope();
    for (rule, help) in
        [("研发费用 > 1 且 营业收入 > 1", "AND"), ("失信 或 经营异常", "OR"), ("非 失信", "NOT")]
    {
        let faults = Expr::compile(rule, &scope).expect_err("an operator is written as in SQL");
        let helps: String = faults.iter().flat_map(|one| &one.help).map(ToString::to_string).collect();
        assert!(helps.contains(help), "{rule}: {faults:?}");
    }
}

#[test]
fn a_slip_in_a_title_and_a_title_as_a_value_are_told_what_was_meant() {
    let scope = scope();
    for (rule, help) in [
        ("研发费甩 > 1", "did you mean `研发费用`?"),
        ("积分.研发费用金颔 > 1", "did you mean `积分.研发费用金额`?"),
        ("研发费用增速 > 1", "did you mean `积分.研发费用增速`?"),
        ("阶段 = '成长期'", "did you mean 'growth'?"),
        ("segment = 'stable stage'", "did you mean 'stable'?"),
    ] {
        let faults = Expr::compile(rule, &scope).expect_err("it is a slip");
        assert_eq!(faults.len(), 1, "{rule}: {faults:?}");
        let told = faults[0].help.as_ref().map(ToString::to_string);
        assert_eq!((faults[0].code, told.as_deref()), (Code::NameUnknown, Some(help)), "{rule}");
        let written = rule.split(' ').next().unwrap_or_default();
        assert!(faults[0].message.to_string().contains(&format!("`{written}`")), "{}", faults[0].message);
    }
}
