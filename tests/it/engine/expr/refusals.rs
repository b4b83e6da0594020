//! Rules that are refused, each with its code, the offending text, the message and what to do.

use jifen::expr::Fault;
use jifen::finding::Code::{self, *};
use jifen::firms::Kind;
use jifen::words::Language;

use super::mistaken::MISTAKEN;
use super::{faults_as, faults_of};

/// Code, offending text, message, help.
pub(super) type Expected = (Code, &'static str, &'static str, &'static str);

/// What is no rule, or no part of the language.
const TABLE: &[(&str, &[Expected])] = &[
    ("", &[(RuleSyntax, "", "the rule is empty", "write an expression, or leave the rule out")]),
    (
        "revenue >",
        &[(
            RuleSyntax,
            "",
            "expected an expression, found the end of the rule",
            "complete the rule: it ends too early",
        )],
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
    (
        "(revenue",
        &[(
            RuleSyntax,
            "",
            "expected `)`, found the end of the rule",
            "complete the rule: it ends too early",
        )],
    ),
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
            "end it with the sign that matches its beginning; write a `'` within a text twice",
        )],
    ),
    (
        "\"abc",
        &[(
            RuleSyntax,
            "\"abc",
            "`\"abc` does not end",
            "end it with the sign that matches its beginning; write a `'` within a text twice",
        )],
    ),
    (
        "/* x",
        &[(
            RuleSyntax,
            "/* x",
            "`/* x` does not end",
            "end it with the sign that matches its beginning; write a `'` within a text twice",
        )],
    ),
    (
        "1 -- x",
        &[(
            RuleUnsupported,
            "-- x",
            "`-- x` is not part of the rule language",
            "write comments in the file after `#`: rules do not allow `--` or `/*`",
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
            "use a field of the type that is needed: values are not converted",
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
            "use a field of the type that is needed: values are not converted",
        )],
    ),
    (
        "region ILIKE '3%'",
        &[(
            RuleUnsupported,
            "ILIKE",
            "`ILIKE` is not part of the rule language",
            "write patterns as LIKE '32%'",
        )],
    ),
    (
        "region SIMILAR TO '3'",
        &[(
            RuleUnsupported,
            "SIMILAR",
            "`SIMILAR` is not part of the rule language",
            "write patterns as LIKE '32%'",
        )],
    ),
    (
        "region ~ '3'",
        &[(RuleUnsupported, "~", "`~` is not part of the rule language", "write patterns as LIKE '32%'")],
    ),
    (
        "COUNT(*)",
        &[(
            RuleUnsupported,
            "COUNT(*)",
            "`COUNT(*)` is not a call of the rule language",
            "give the function values of one firm, separated by commas",
        )],
    ),
    (
        "SUM(revenue)",
        &[(
            RuleUnsupported,
            "SUM",
            "unknown function `SUM`",
            "a rule sees one firm: add its values with `+`",
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
            "`region` is not a number of decimals",
            "write a whole number from -15 to 15",
        )],
    ),
    (
        "ROUND(points, 99)",
        &[(RuleUnsupported, "99", "`99` is not a number of decimals", "write a whole number from -15 to 15")],
    ),
    (
        "+points",
        &[(RuleUnsupported, "+", "`+` before a value is not part of the rule language", "leave it out")],
    ),
    (
        "region = ''",
        &[(RuleUnsupported, "''", "`''` never occurs: an empty cell is a missing value", "write IS NULL")],
    ),
    (
        "DATE '2023-02-30' < founded",
        &[(
            RuleSyntax,
            "DATE '2023-02-30'",
            "`'2023-02-30'` is not a calendar day",
            "write a day as DATE '2025-01-31'",
        )],
    ),
    (
        "TIMESTAMP '2020-01-01'",
        &[(
            RuleUnsupported,
            "TIMESTAMP",
            "`TIMESTAMP` is not part of the rule language",
            "write a day as DATE '2025-01-31'",
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
    (
        "1e400",
        &[(RuleSyntax, "1e400", "`1e400` is not a finite number", "write a number up to about 1.8e308")],
    ),
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
            "write a text as 'text' and a number as 12, without a letter before it",
        )],
    ),
    (
        "10L",
        &[(
            RuleUnsupported,
            "10L",
            "`10L` is not part of the rule language",
            "write a number as 1, 0.5 or 1e4",
        )],
    ),
    (
        "N'abc'",
        &[(
            RuleUnsupported,
            "N'abc'",
            "`N'abc'` is not part of the rule language",
            "write a text as 'text' and a number as 12, without a letter before it",
        )],
    ),
    (
        "region LIKE region",
        &[(
            RuleUnsupported,
            "region",
            "`region` is not a pattern",
            "write the pattern as a text: LIKE '32%'",
        )],
    ),
    (
        "region LIKE 'a!' ESCAPE '!'",
        &[(
            RuleSyntax,
            "'a!'",
            "the escape character in `'a!'` escapes nothing",
            "put it before `%`, `_` or itself",
        )],
    ),
    (
        "region LIKE 'a' ESCAPE 'ab'",
        &[(RuleUnsupported, "'ab'", "`'ab'` is not an escape character", "write one character: ESCAPE '!'")],
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
            "write a name without quotes or between double quotes",
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
        &[(
            RuleSyntax,
            "",
            "expected AND, found the end of the rule",
            "complete the rule: it ends too early",
        )],
    ),
    (
        "CASE WHEN hnte THEN 1",
        &[(
            RuleSyntax,
            "",
            "expected END, found the end of the rule",
            "complete the rule: it ends too early",
        )],
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

/// What a fault says: its code, the offending text, the message, the help.
type Said = (Code, String, String, String);

/// What `faults` of `rule` say in a language, in the form of the table.
fn said(rule: &str, faults: &[Fault], language: Language) -> Vec<Said> {
    let said = faults.iter().map(|fault| {
        let text = rule.get(fault.span.clone()).expect("a span of whole characters within the rule");
        let help = fault.help.as_ref().map(|help| help.say(language).into_owned()).unwrap_or_default();
        (fault.code, text.to_owned(), fault.message.say(language).into_owned(), help)
    });
    said.collect()
}

fn owned(expected: &[Expected]) -> Vec<Said> {
    let own = |(code, text, message, help): &Expected| {
        (*code, (*text).to_owned(), (*message).to_owned(), (*help).to_owned())
    };
    expected.iter().map(own).collect()
}

#[test]
fn refusals_read_in_chinese() {
    for (rule, message, help) in [
        ("regon = '1'", "未知名称“regon”", "是否指“region”？"),
        ("points AND hnte", "“points”为数值，此处应为是/否值", "请写比较式，或取值为是/否的字段"),
        ("POWER(2)", "“POWER(2)”有 1 个值，该函数应有 2 个", ""),
        ("ABS()", "“ABS()”有 0 个值，该函数应有 1 个", ""),
        ("LEAST()", "“LEAST()”有 0 个值，该函数应有至少 1 个", ""),
        ("revenue BETWEEN 1", "此处应为 AND，规则却已结束", "请补全规则：规则过早结束"),
        ("revenue > > 1", "此处应为表达式，实为“>”", ""),
        ("revenue ＞ 1", "“＞”不属于规则语言", "请改用半角“>”"),
        ("0 < points < 1", "“1”为数值，而“0 < points”为是/否值", "请用 AND 连接各比较式：`0 < x AND x < 1`"),
        ("SUM(revenue)", "未知函数“SUM”", "一条规则只涉及一家企业：其多个值请用 `+` 相加"),
    ] {
        let expected = (message.to_owned(), help.to_owned());
        let found = said(rule, &faults_of(rule), Language::Zh);
        assert_eq!(found.into_iter().map(|fault| (fault.2, fault.3)).collect::<Vec<_>>(), [expected]);
    }
}

#[test]
fn refusals_have_their_place_and_words() {
    for (rule, expected) in TABLE.iter().chain(MISTAKEN) {
        let faults = faults_of(rule);
        assert_eq!(said(rule, &faults, Language::En), owned(expected), "{rule}");
    }
}

#[test]
fn the_caller_may_demand_a_type() {
    let faults = faults_as("points + 1", Kind::Flag);
    let help = "write a comparison, or a field that is yes or no";
    let message = "`points + 1` is a number, where a flag is needed";
    let expected = owned(&[(RuleType, "points + 1", message, help)]);
    assert_eq!(said("points + 1", &faults, Language::En), expected);
    assert_eq!(faults_as("region", Kind::Number)[0].code, RuleType);
    assert_eq!(faults_as("'soon'", Kind::Date)[0].message.to_string(), "`'soon'` is not a calendar day");
    assert!(faults_as("points + 1", Kind::Number).is_empty());
}

#[test]
fn all_faults_of_a_rule_are_reported_in_the_order_of_its_text() {
    let rule = "regon LIKE '32%' AND SUM(points) > 'a' + hnte\n OR 名稱 = 3 OR CASE WHEN revnue THEN '' ELSE \
        POWER(1) END";
    let faults = faults_of(rule);
    let spans: Vec<&str> = faults.iter().map(|fault| &rule[fault.span.clone()]).collect();
    assert_eq!(spans, ["regon", "SUM", "'a'", "hnte", "名稱", "revnue", "''", "POWER(1)"]);
}

#[test]
fn equal_texts_at_different_places_are_different_faults() {
    let faults = faults_of("企 + 企 + 企");
    let starts: Vec<usize> = faults.iter().map(|fault| fault.span.start).collect();
    assert_eq!(starts, [0, 6, 12]);
}
