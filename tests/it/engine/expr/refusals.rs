//! Rules that are refused, each with its code, the offending text, the message and what to do.

use jifen::expr::Fault;
use jifen::finding::Code::{self, *};
use jifen::firms::Kind;

use super::mistaken::MISTAKEN;
use super::{faults_as, faults_of};

/// Code, offending text, message, help.
pub(super) type Expected = (Code, &'static str, &'static str, &'static str);

/// What is no rule, or no part of the language.
const TABLE: &[(&str, &[Expected])] = &[
    ("", &[(RuleSyntax, "", "the rule is empty", "write an expression, or leave the rule out")]),
    (
        "revenue >",
        &[(RuleSyntax, "", "expected an expression, found the end of the rule", "the rule ends too early")],
    ),
    ("revenue > > 1", &[(RuleSyntax, ">", "expected an expression, found `>`", "")]),
    (
        "revenue revenue",
        &[(
            RuleSyntax,
            "revenue",
            "expected an operator or the end, found `revenue`",
            "a rule is one expression",
        )],
    ),
    ("(revenue", &[(RuleSyntax, "", "expected `)`, found the end of the rule", "the rule ends too early")]),
    (
        "revenue)",
        &[(RuleSyntax, ")", "expected an operator or the end, found `)`", "a rule is one expression")],
    ),
    ("revenue IN ()", &[(RuleSyntax, ")", "expected an expression, found `)`", "")]),
    (
        "revenue IS 3",
        &[(RuleSyntax, "3", "expected NULL, TRUE or FALSE, or NOT and one of them, found `3`", "")],
    ),
    (
        "'abc",
        &[(
            RuleSyntax,
            "'abc",
            "`'abc` does not end",
            "close it as it was opened; a `'` within a text is written twice",
        )],
    ),
    (
        "\"abc",
        &[(
            RuleSyntax,
            "\"abc",
            "`\"abc` does not end",
            "close it as it was opened; a `'` within a text is written twice",
        )],
    ),
    (
        "/* x",
        &[(
            RuleSyntax,
            "/* x",
            "`/* x` does not end",
            "close it as it was opened; a `'` within a text is written twice",
        )],
    ),
    (
        "1 -- x",
        &[(
            RuleUnsupported,
            "-- x",
            "`-- x` is not part of the rule language",
            "`--` and `/*` begin comments, which rules leave out: write them in the file after `#`",
        )],
    ),
    ("revenue == 1", &[(RuleUnsupported, "==", "`==` is not part of the rule language", "write `=`")]),
    ("a && b", &[(RuleUnsupported, "&&", "`&&` is not part of the rule language", "write AND")]),
    ("revenue ^ 2", &[(RuleUnsupported, "^", "`^` is not part of the rule language", "write POWER(x, y)")]),
    (
        "revenue || 'x'",
        &[(
            RuleUnsupported,
            "||",
            "`||` is not part of the rule language",
            "write OR; texts cannot be joined",
        )],
    ),
    (
        "revenue; DROP",
        &[(
            RuleUnsupported,
            ";",
            "`;` is not part of the rule language",
            "a rule is one expression, without `;`",
        )],
    ),
    (
        "revenue::int",
        &[(
            RuleUnsupported,
            "::",
            "`::` is not part of the rule language",
            "values are not converted: use a field of the type that is needed",
        )],
    ),
    (
        "SELECT revenue FROM firms",
        &[(
            RuleUnsupported,
            "SELECT",
            "`SELECT` is not part of the rule language",
            "a rule is one expression over the values of one firm",
        )],
    ),
    (
        "revenue > (SELECT 1)",
        &[(
            RuleUnsupported,
            "SELECT",
            "`SELECT` is not part of the rule language",
            "a rule is one expression over the values of one firm",
        )],
    ),
    (
        "CAST(revenue AS INT) > 1",
        &[(
            RuleUnsupported,
            "CAST",
            "`CAST` is not part of the rule language",
            "values are not converted: use a field of the type that is needed",
        )],
    ),
    (
        "region ILIKE '3%'",
        &[(
            RuleUnsupported,
            "ILIKE",
            "`ILIKE` is not part of the rule language",
            "patterns are written LIKE '32%'",
        )],
    ),
    (
        "region SIMILAR TO '3'",
        &[(
            RuleUnsupported,
            "SIMILAR",
            "`SIMILAR` is not part of the rule language",
            "patterns are written LIKE '32%'",
        )],
    ),
    (
        "region ~ '3'",
        &[(RuleUnsupported, "~", "`~` is not part of the rule language", "patterns are written LIKE '32%'")],
    ),
    (
        "COUNT(*)",
        &[(
            RuleUnsupported,
            "COUNT(*)",
            "`COUNT(*)` is not a call of the rule language",
            "a function takes values of one firm, separated by commas",
        )],
    ),
    (
        "SUM(revenue)",
        &[(
            RuleUnsupported,
            "SUM",
            "unknown function `SUM`",
            "a rule sees one firm: add its values up with `+`",
        )],
    ),
    (
        "CEILING(points)",
        &[(RuleUnsupported, "CEILING", "unknown function `CEILING`", "did you mean `CEIL`?")],
    ),
    (
        "IF(hnte, 1, 2)",
        &[(
            RuleUnsupported,
            "IF",
            "unknown function `IF`",
            "write CASE WHEN condition THEN value ELSE value END",
        )],
    ),
    (
        "ROUND(points, region)",
        &[(
            RuleUnsupported,
            "region",
            "`region` is no number of decimals",
            "write a whole number from -15 to 15",
        )],
    ),
    (
        "ROUND(points, 99)",
        &[(RuleUnsupported, "99", "`99` is no number of decimals", "write a whole number from -15 to 15")],
    ),
    (
        "+points",
        &[(RuleUnsupported, "+", "`+` before a value is not part of the rule language", "leave it out")],
    ),
    (
        "region = ''",
        &[(RuleUnsupported, "''", "`''` never occurs: an empty cell is a missing one", "write IS NULL")],
    ),
    (
        "DATE '2023-02-30' < founded",
        &[(
            RuleSyntax,
            "DATE '2023-02-30'",
            "`'2023-02-30'` is not a calendar day",
            "a day is written DATE '2025-01-31'",
        )],
    ),
    (
        "TIMESTAMP '2020-01-01'",
        &[(
            RuleUnsupported,
            "TIMESTAMP",
            "`TIMESTAMP` is not part of the rule language",
            "a day is written DATE '2025-01-31'",
        )],
    ),
    (
        "INTERVAL '1' DAY",
        &[(
            RuleUnsupported,
            "INTERVAL",
            "`INTERVAL` is not part of the rule language",
            "compare with a day, DATE '2025-01-31', or use YEARS_BETWEEN(from, to)",
        )],
    ),
    ("1e400", &[(RuleSyntax, "1e400", "`1e400` is not a finite number", "numbers reach to about 1.8e308")]),
    (
        "1_000",
        &[(RuleSyntax, "_000", "expected an operator or the end, found `_000`", "a rule is one expression")],
    ),
    (
        "0x1F",
        &[(
            RuleUnsupported,
            "0x1F",
            "`0x1F` is not part of the rule language",
            "numbers and texts are written 12 and 'text', without a letter before or in them",
        )],
    ),
    (
        "10L",
        &[(
            RuleUnsupported,
            "10L",
            "`10L` is not part of the rule language",
            "a number is written 1, 0.5 or 1e4",
        )],
    ),
    (
        "N'abc'",
        &[(
            RuleUnsupported,
            "N'abc'",
            "`N'abc'` is not part of the rule language",
            "numbers and texts are written 12 and 'text', without a letter before or in them",
        )],
    ),
    (
        "region LIKE region",
        &[(RuleUnsupported, "region", "`region` is no pattern", "a pattern is a written text: LIKE '32%'")],
    ),
    (
        "region LIKE 'a!' ESCAPE '!'",
        &[(
            RuleSyntax,
            "'a!'",
            "the escape character in `'a!'` escapes nothing",
            "it stands before `%`, `_` or itself",
        )],
    ),
    (
        "region LIKE 'a' ESCAPE 'ab'",
        &[(RuleUnsupported, "'ab'", "`'ab'` is no escape character", "write one character: ESCAPE '!'")],
    ),
    (
        "region LIKE ANY ('a')",
        &[(
            RuleUnsupported,
            "ANY",
            "`ANY` is not part of the rule language",
            "write IN ('a', 'b'), or join comparisons with AND or OR",
        )],
    ),
    (
        "revenue NOT NULL",
        &[(
            RuleUnsupported,
            "revenue NOT NULL",
            "`revenue NOT NULL` is not part of the rule language",
            "write IS NOT NULL",
        )],
    ),
    (
        "revenue IS UNKNOWN",
        &[(RuleUnsupported, "UNKNOWN", "`UNKNOWN` is not part of the rule language", "write IS NULL")],
    ),
    (
        "revenue IS DISTINCT FROM 1",
        &[(
            RuleUnsupported,
            "DISTINCT",
            "`DISTINCT` is not part of the rule language",
            "a rule is one expression over the values of one firm",
        )],
    ),
    (
        "revenue > ANY (1)",
        &[(
            RuleUnsupported,
            "ANY",
            "`ANY` is not part of the rule language",
            "write IN ('a', 'b'), or join comparisons with AND or OR",
        )],
    ),
    (
        "points.'technology'",
        &[(
            RuleUnsupported,
            "points.'technology'",
            "`points.'technology'` is not a name",
            "a name may stand between double quotes, not single ones",
        )],
    ),
    (
        "points[1]",
        &[
            (RuleUnsupported, "[", "`[` is not part of the rule language", ""),
            (RuleUnsupported, "]", "`]` is not part of the rule language", ""),
        ],
    ),
    (
        "{a}",
        &[
            (RuleUnsupported, "{", "`{` is not part of the rule language", ""),
            (RuleUnsupported, "}", "`}` is not part of the rule language", ""),
        ],
    ),
    (
        "revenue ＞ １",
        &[
            (RuleUnsupported, "＞", "`＞` is not part of the rule language", "write the half-width `>`"),
            (RuleUnsupported, "１", "`１` is not part of the rule language", "write the half-width `1`"),
        ],
    ),
    (
        "（revenue）",
        &[
            (RuleUnsupported, "（", "`（` is not part of the rule language", "write the half-width `(`"),
            (RuleUnsupported, "）", "`）` is not part of the rule language", "write the half-width `)`"),
        ],
    ),
    ("revenue ≥ 1", &[(RuleUnsupported, "≥", "`≥` is not part of the rule language", "write `>=`")]),
    ("ABS(x => 1)", &[(RuleUnsupported, "=>", "`=>` is not part of the rule language", "write `>=`")]),
    (
        "points.ABS(1)",
        &[(
            RuleUnsupported,
            "points.ABS",
            "unknown function `points.ABS`",
            "known functions: COALESCE, NULLIF, LEAST, GREATEST, ABS, LN, SQRT, POWER, ROUND, FLOOR, CEIL, \
            YEARS_BETWEEN",
        )],
    ),
    (
        "revenue AT TIME ZONE 'x'",
        &[(RuleSyntax, "AT", "expected an operator or the end, found `AT`", "a rule is one expression")],
    ),
    (
        "a COLLATE b",
        &[(
            RuleUnsupported,
            "COLLATE",
            "`COLLATE` is not part of the rule language",
            "texts compare character by character",
        )],
    ),
    ("$1", &[(RuleUnsupported, "$1", "`$1` is not part of the rule language", "")]),
    (
        "revenue BETWEEN 1",
        &[(RuleSyntax, "", "expected AND, found the end of the rule", "the rule ends too early")],
    ),
    (
        "CASE WHEN hnte THEN 1",
        &[(RuleSyntax, "", "expected END, found the end of the rule", "the rule ends too early")],
    ),
    (
        "hnte XOR hnte",
        &[(
            RuleUnsupported,
            "XOR",
            "`XOR` is not part of the rule language",
            "write `(a OR b) AND NOT (a AND b)`",
        )],
    ),
    (
        "revenue DIV 2",
        &[(RuleUnsupported, "DIV", "`DIV` is not part of the rule language", "write FLOOR(x / y)")],
    ),
    (
        "points.*",
        &[(RuleSyntax, ".", "expected an operator or the end, found `.`", "a rule is one expression")],
    ),
    ("*", &[(RuleSyntax, "*", "expected an expression, found `*`", "")]),
    ("region IN 'a'", &[(RuleSyntax, "'a'", "expected `(`, found `'a'`", "")]),
    ("LEFT(region, 2) = '32'", &[(RuleUnsupported, "LEFT", "unknown function `LEFT`", "write LIKE '32%'")]),
    (
        "revenue NOT 1",
        &[(RuleSyntax, "NOT", "expected an operator or the end, found `NOT`", "a rule is one expression")],
    ),
];

/// What `faults` of `rule` say, in the form of the table.
fn told<'a>(rule: &'a str, faults: &'a [Fault]) -> Vec<(Code, &'a str, &'a str, &'a str)> {
    let told = faults.iter().map(|fault| {
        let text = rule.get(fault.span.clone()).expect("a span of whole characters within the rule");
        (fault.code, text, fault.message.as_str(), fault.help.as_deref().unwrap_or_default())
    });
    told.collect()
}

#[test]
fn refusals_have_their_place_and_words() {
    for (rule, expected) in TABLE.iter().chain(MISTAKEN) {
        let faults = faults_of(rule);
        assert_eq!(told(rule, &faults), *expected, "{rule}");
    }
}

#[test]
fn the_caller_may_demand_a_type() {
    let faults = faults_as("points + 1", Kind::Flag);
    let help = "write a comparison, or a field that is yes or no";
    let message = "`points + 1` is a number, where a flag is needed";
    assert_eq!(told("points + 1", &faults), [(RuleType, "points + 1", message, help)]);
    assert_eq!(faults_as("region", Kind::Number)[0].code, RuleType);
    assert_eq!(faults_as("'soon'", Kind::Date)[0].message, "`'soon'` is not a calendar day");
    assert!(faults_as("points + 1", Kind::Number).is_empty());
}

#[test]
fn all_faults_of_a_rule_are_told_in_the_order_of_its_text() {
    let rule = "regon LIKE '32%' AND SUM(points) > 'a' + hnte\n OR 名稱 = 3 OR CASE WHEN revnue THEN '' ELSE \
        POWER(1) END";
    let faults = faults_of(rule);
    let spans: Vec<&str> = told(rule, &faults).iter().map(|fault| fault.1).collect();
    assert_eq!(spans, ["regon", "SUM", "'a'", "hnte", "名稱", "revnue", "''", "POWER(1)"]);
}

#[test]
fn equal_texts_at_different_places_are_different_faults() {
    let faults = faults_of("企 + 企 + 企");
    let starts: Vec<usize> = faults.iter().map(|fault| fault.span.start).collect();
    assert_eq!(starts, [0, 6, 12]);
}
