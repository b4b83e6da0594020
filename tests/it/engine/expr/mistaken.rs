//! Rules of the language that mean nothing: names nobody knows, and types that do not meet.

use jifen::finding::Code::*;

use super::refusals::Expected;

/// Each with its faults.
pub(super) const MISTAKEN: &[(&str, &[Expected])] = &[
    ("POWER(2)", &[(RuleType, "POWER(2)", "`POWER(2)` has 1 value, but the function takes 2", "")]),
    (
        "revenu + Points",
        &[
            (NameUnknown, "revenu", "unknown name `revenu`", "did you mean `revenue`?"),
            (
                NameUnknown,
                "Points",
                "unknown name `Points`",
                "did you mean `points`? names are case-sensitive",
            ),
        ],
    ),
    (
        "营收 > 1 AND regon = '1'",
        &[
            (
                NameUnknown,
                "营收",
                "unknown name `营收`",
                "known names: revenue, rd_expense, points, points.technology, region, 名称, hnte, founded, \
                listed, position, user name",
            ),
            (NameUnknown, "regon", "unknown name `regon`", "did you mean `region`?"),
        ],
    ),
    (
        "region + 1",
        &[(
            RuleType,
            "region",
            "`region` is a text, where a number is needed",
            "values are not converted from one type to another",
        )],
    ),
    (
        "hnte > FALSE",
        &[(
            RuleType,
            "hnte > FALSE",
            "`hnte > FALSE` needs an order, which flags do not have",
            "`<`, `<=`, `>` and `>=` are for numbers, texts and dates",
        )],
    ),
    (
        "0 < points < 1",
        &[(
            RuleType,
            "1",
            "`1` is a number, but `0 < points` is a flag",
            "join comparisons with AND: `0 < x AND x < 1`",
        )],
    ),
    (
        "points AND hnte",
        &[(
            RuleType,
            "points",
            "`points` is a number, where a flag is needed",
            "write a comparison, or a field that is yes or no",
        )],
    ),
    (
        "NOT points",
        &[(
            RuleType,
            "points",
            "`points` is a number, where a flag is needed",
            "write a comparison, or a field that is yes or no",
        )],
    ),
    (
        "CASE WHEN points THEN 1 END",
        &[(
            RuleType,
            "points",
            "`points` is a number, where a flag is needed",
            "write a comparison, or a field that is yes or no",
        )],
    ),
    (
        "CASE WHEN hnte THEN 1 ELSE 'a' END",
        &[(
            RuleType,
            "'a'",
            "`'a'` is a text, but `1` is a number",
            "values that are compared or chosen from must have one type",
        )],
    ),
    (
        "CASE points WHEN 'a' THEN 1 END",
        &[(
            RuleType,
            "'a'",
            "`'a'` is a text, but `points` is a number",
            "values that are compared or chosen from must have one type",
        )],
    ),
    (
        "founded > '2024-13-01'",
        &[(
            RuleType,
            "'2024-13-01'",
            "`'2024-13-01'` is not a calendar day",
            "write a day as DATE '2025-01-31'",
        )],
    ),
    (
        "founded > region",
        &[(
            RuleType,
            "region",
            "`region` is a text, but `founded` is a date",
            "values that are compared or chosen from must have one type",
        )],
    ),
    (
        "NULL",
        &[(RuleType, "NULL", "`NULL` is always NULL and has no type", "write a number, text, flag or date")],
    ),
    (
        "COALESCE(NULL, NULL)",
        &[(
            RuleType,
            "COALESCE(NULL, NULL)",
            "`COALESCE(NULL, NULL)` is always NULL and has no type",
            "write a number, text, flag or date",
        )],
    ),
    (
        "end",
        &[(
            NameUnknown,
            "end",
            "unknown name `end`",
            "known names: revenue, rd_expense, points, points.technology, region, 名称, hnte, founded, \
            listed, position, user name",
        )],
    ),
    (
        "YEARS_BETWEEN(founded)",
        &[(
            RuleType,
            "YEARS_BETWEEN(founded)",
            "`YEARS_BETWEEN(founded)` has 1 value, but the function takes 2",
            "",
        )],
    ),
    (
        "YEARS_BETWEEN(founded, points)",
        &[(
            RuleType,
            "points",
            "`points` is a number, where a date is needed",
            "values are not converted from one type to another",
        )],
    ),
    (
        "hnte BETWEEN FALSE AND TRUE",
        &[(
            RuleType,
            "hnte BETWEEN FALSE AND TRUE",
            "`hnte BETWEEN FALSE AND TRUE` needs an order, which flags do not have",
            "BETWEEN is for numbers, texts and dates",
        )],
    ),
    (
        "LEAST(hnte, TRUE)",
        &[(
            RuleType,
            "LEAST(hnte, TRUE)",
            "`LEAST(hnte, TRUE)` needs an order, which flags do not have",
            "LEAST and GREATEST are for numbers, texts and dates",
        )],
    ),
    ("LEAST(region, 1)", &[(RuleType, "1", "`1` is a number, but `region` is a text", "write the text '1'")]),
    (
        "- region",
        &[(
            RuleType,
            "region",
            "`region` is a text, where a number is needed",
            "values are not converted from one type to another",
        )],
    ),
];
