//! Rules made to break the parser: long, deep, torn, random.

use std::time::{Duration, Instant};

use jifen::expr::Expr;
use jifen::finding::Code;
use jifen::words::Language;
use proptest::prelude::*;

use super::{faults_of, firms, frame, scope};

/// Compiles `rule`, and evaluates it if it is one; checks that every fault has a place and a line of words.
pub(crate) fn survive(rule: &str) {
    let columns = firms();
    match Expr::compile(rule, &scope(&columns)) {
        Ok(expr) => {
            let frame = frame(&columns);
            let column = expr.evaluate(&frame, frame.rows());
            assert_eq!((column.len(), column.kind()), (frame.len, expr.kind()));
            if let Some(cells) = column.numbers() {
                assert!(cells.values.iter().all(|number| number.is_finite()), "{rule}");
            }
        }
        Err(faults) => {
            assert!(!faults.is_empty(), "{rule}");
            for fault in faults {
                assert!(rule.get(fault.span.clone()).is_some(), "{rule}: {fault:?}");
                for message in [Some(&fault.message), fault.help.as_ref()].into_iter().flatten() {
                    for words in Language::ALL.map(|language| message.say(language)) {
                        let is_line = !words.contains('\n') && !words.ends_with(['.', '。']);
                        assert!(!words.is_empty() && is_line, "{words}");
                    }
                }
            }
        }
    }
}

/// Compiles `rule` on a thread with the stack that Rust gives a thread.
fn compile_on_a_thread(rule: String) -> Result<(), (Code, String)> {
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    let compiled = thread.spawn(move || {
        survive(&rule);
        faults_of(&rule)
            .into_iter()
            .next()
            .map_or(Ok(()), |fault| Err((fault.code, fault.message.to_string())))
    });
    compiled.unwrap().join().expect("no overflow, no panic")
}

#[test]
fn nesting_is_bounded_before_the_stack_is() {
    let nest = |depth: usize, open: &str, close: &str| {
        format!("{}points{}", open.repeat(depth), close.repeat(depth))
    };
    for (open, close) in [
        ("(", ")"),
        ("ABS(", ")"),
        ("- ", ""),
        ("NOT ", ""),
        ("CASE WHEN TRUE THEN ", " END"),
        ("CASE ", " WHEN 1 THEN 1 END"),
        ("COALESCE(1, ", ")"),
        ("1 IN (", ")"),
        ("1 BETWEEN 1 AND ", ""),
        ("(1 + ", ")"),
    ] {
        for depth in [10, 40, 100, 1000, 3000] {
            let outcome = compile_on_a_thread(nest(depth, open, close));
            if depth > 100 {
                let (code, message) = outcome.unwrap_err();
                assert_eq!(code, Code::RuleUnsupported, "{open} {depth} {message}");
            }
        }
        if !["NOT ", "1 IN (", "1 BETWEEN 1 AND "].contains(&open) {
            assert_eq!(compile_on_a_thread(nest(15, open, close)), Ok(()), "{open}");
        }
    }
}

#[test]
fn chains_are_bounded_before_the_stack_is() {
    for link in
        [" + 1", " AND TRUE", " IS NULL", " = 1", " BETWEEN 1 AND 2", ".x", " IN (1)", " - - 1", "(1)"]
    {
        for links in [100, 190, 500, 990, 3000] {
            let outcome = compile_on_a_thread(format!("points{}", link.repeat(links)));
            if link == " + 1" {
                assert_eq!(outcome.is_ok(), links < 200, "{links}: {outcome:?}");
            }
        }
    }
}

#[test]
fn a_rule_may_be_long_but_not_endless() {
    let codes = |count: usize| (0..count).map(|code| format!("'{code:06}'")).collect::<Vec<_>>().join(", ");
    assert_eq!(compile_on_a_thread(format!("region IN ({})", codes(3000))), Ok(()));
    let (code, message) = compile_on_a_thread(format!("region IN ({})", codes(4000))).unwrap_err();
    assert_eq!(
        (code, message.as_str()),
        (Code::RuleUnsupported, "the rule has 40,010 bytes, at most 32,768 are allowed")
    );
    let arms = |count: usize| {
        (0..count).map(|at| format!(" WHEN region LIKE '{at}%' THEN {at}")).collect::<String>()
    };
    assert_eq!(compile_on_a_thread(format!("CASE{} END", arms(300))), Ok(()));
}

#[test]
fn no_rule_takes_long_to_refuse() {
    let started = Instant::now();
    for seed in [
        "(",
        "((",
        "CASE ",
        "CASE-",
        "case when ",
        "IF(",
        "ABS(",
        "f(f(",
        "NOT ",
        "a.",
        "IN (",
        "'a' ",
        "- ",
        "x LIKE ",
        "BETWEEN ",
        "DATE ",
        "DATE '2020-01-01' ",
        "\"a\" ",
        "IS ",
        "(1,",
        "interval ",
        "[",
        "1 IN (1, (",
        "企 ",
    ] {
        survive(&seed.repeat(32_000 / seed.len()));
        survive(&seed.repeat(300));
        survive(&format!("{}1{}", seed.repeat(40), ")".repeat(40)));
    }
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

/// Words and marks of the language and its surroundings.
fn token() -> impl Strategy<Value = String> {
    const TOKENS: &[&str] = &[
        "revenue",
        "points",
        "points.technology",
        "region",
        "名称",
        "hnte",
        "founded",
        "listed",
        "nobody",
        "AND",
        "OR",
        "NOT",
        "IN",
        "BETWEEN",
        "LIKE",
        "ESCAPE",
        "IS",
        "NULL",
        "TRUE",
        "FALSE",
        "CASE",
        "WHEN",
        "THEN",
        "ELSE",
        "END",
        "DATE",
        "'2020-02-29'",
        "'32%'",
        "'a'",
        "''",
        "0",
        "1",
        "2.5",
        "1e308",
        "1e309",
        "+",
        "-",
        "*",
        "/",
        "%",
        "=",
        "<>",
        "<",
        ">=",
        "(",
        ")",
        "(",
        ")",
        ",",
        ".",
        "COALESCE(",
        "NULLIF(",
        "LEAST(",
        "ABS(",
        "LN(",
        "ROUND(",
        "POWER(",
        "YEARS_BETWEEN(",
        "SELECT",
        "INTERVAL",
        "CAST(",
        "AS",
        "--",
        "/*",
        "\"",
        "'",
        ";",
        "::",
        "[",
        "{",
        "＞",
        "\n",
        "\r\n",
        "\t",
        "\u{3000}",
        "𝄞",
        "ANY",
        "DISTINCT",
        "FROM",
        "OVER",
        "x",
        "e'",
        "N'",
        "0x",
        "$1",
        "@",
        "?",
    ];
    proptest::sample::select(TOKENS).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_text_makes_it_panic(rule in any::<String>()) {
        survive(&rule);
    }

    #[test]
    fn no_torn_text_makes_it_panic(rule in "[ -~\n企，（）＞]{0,60}") {
        survive(&rule);
    }

    #[test]
    fn no_heap_of_tokens_makes_it_panic(tokens in proptest::collection::vec(token(), 0..25), spaced: bool) {
        survive(&tokens.join(if spaced { " " } else { "" }));
    }

    /// A sound rule with one piece cut out of it.
    #[test]
    fn no_cut_rule_makes_it_panic(from in 0_usize..140, len in 0_usize..20) {
        let rule = "CASE WHEN region LIKE '32!%%' ESCAPE '!' AND founded BETWEEN DATE '2016-01-01' AND \
            '2020-12-31' \
                    THEN ROUND(revenue / NULLIF(points, 0), 2) ELSE -1 END IS NOT NULL";
        let cut: String = rule.chars().take(from).chain(rule.chars().skip(from + len)).collect();
        survive(&cut);
    }
}
