//! `jifen diff`: one thing is changed between two runs, and exactly the reason for it is reported.

use super::diff::{after, changes, detail_of};

/// The first list with a quota.
const QUOTA: &str = "capacity = 3\n[institution.quota]\n\
    by = \"CASE WHEN founded < DATE '2022-01-01' THEN 'old' ELSE 'new' END\"\nat_most = 2";

type Case<'a> = (&'a str, &'a [(&'a str, &'a str, &'a str)], &'a [[&'a str; 4]], &'a str);

/// What is changed, the edits, every change they make, and a part of the detail of the first.
const CASES: &[Case<'_>] = &[
    (
        "a value of the firm's row",
        &[("firms.csv", "Fir,是,否,2022-03-01,1000,40", "Fir,是,否,2022-03-01,1000,0")],
        &[["first-bank", "Fir", "gone", "data"], ["first-bank", "Elm", "new", "ahead"]],
        "points 60.0 → 36.0: rd 24.0 → 0.0; values: rd_expense 40 → 0",
    ),
    (
        "a value of a supplement",
        &[("patents.csv", "Fir,9", "Fir,1")],
        &[
            ["first-bank", "Fir", "gone", "supplement"],
            ["first-bank", "Elm", "new", "ahead"],
            ["second-bank", "Fir", "gone", "supplement"],
        ],
        "values: invention_applications 9 → 1",
    ),
    (
        "a row of a supplement is missing",
        &[("patents.csv", "Fir,9\n", "")],
        &[
            ["first-bank", "Fir", "gone", "supplement"],
            ["first-bank", "Elm", "new", "ahead"],
            ["second-bank", "Fir", "gone", "supplement"],
        ],
        "invention_applications 9 → missing",
    ),
    (
        "the threshold of a rule",
        &[("institutions.toml", "points >= 35", "points >= 50")],
        &[["second-bank", "Alder", "gone", "rule"], ["second-bank", "Elm", "gone", "rule"]],
        "too few points; the rule was `points >= 35`, now `points >= 50`",
    ),
    (
        "a rule is removed",
        &[(
            "institutions.toml",
            "[[institution.rule]]\nwhen = \"points >= 35\"\nreason = \"too few points\"\n",
            "",
        )],
        &[["second-bank", "Cedar", "new", "rule"], ["second-bank", "Hazel", "new", "rule"]],
        "the rule `points >= 35` is gone",
    ),
    (
        "a rule is added",
        &[(
            "institutions.toml",
            "reason = \"too old\"\n",
            "reason = \"too old\"\n[[institution.rule]]\nwhen = \"rd_expense > 15\"\n\
             reason = \"little R&D\"\n",
        )],
        &[["third-fund", "Hazel", "gone", "rule"]],
        "little R&D; the rule `rd_expense > 15` is new",
    ),
    (
        "a gate",
        &[("card.toml", "NOT dishonest", "NOT dishonest AND rd_expense > 15")],
        &[["third-fund", "Hazel", "gone", "rule"]],
        "the rule was `NOT dishonest`, now `NOT dishonest AND rd_expense > 15`",
    ),
    (
        "a fact of a gate",
        &[("firms.csv", "Elm,是,否", "Elm,是,是")],
        &[["second-bank", "Elm", "gone", "data"], ["third-fund", "Elm", "gone", "data"]],
        "values: dishonest no → yes",
    ),
    (
        "a fact of a gate is not known",
        &[("firms.csv", "Elm,是,否", "Elm,是,")],
        &[["second-bank", "Elm", "gone", "data"], ["third-fund", "Elm", "gone", "data"]],
        "values: dishonest no → missing",
    ),
    (
        "a list is shorter",
        &[("institutions.toml", "capacity = 3", "capacity = 2")],
        &[["first-bank", "Alder", "gone", "capacity"]],
        "the list took at most 3 firms, now at most 2 firms; place 3",
    ),
    (
        "a list is longer",
        &[("institutions.toml", "capacity = 3", "capacity = 4")],
        &[["first-bank", "Elm", "new", "capacity"]],
        "the list took at most 3 firms, now at most 4 firms; place 4",
    ),
    (
        "a list has another order",
        &[("institutions.toml", "capacity = 3", "capacity = 3\norder = { by = \"rd_expense\" }")],
        &[["first-bank", "Fir", "gone", "rule"], ["first-bank", "Elm", "new", "rule"]],
        "the order of the list was by points, now `rd_expense`",
    ),
    (
        "a quota",
        &[("institutions.toml", "capacity = 3", QUOTA)],
        &[["first-bank", "Alder", "gone", "rule"], ["first-bank", "Elm", "new", "rule"]],
        "the rule was no quota, now by `CASE WHEN founded < DATE '2022-01-01' THEN 'old' ELSE 'new' END`: \
         at most 2 of each group",
    ),
    (
        "firms are excluded",
        &[("institutions.toml", "capacity = 3", "capacity = 3\nexclude = { lists = [\"patents.csv\"] }")],
        &[
            ["first-bank", "Alder", "gone", "rule"],
            ["first-bank", "Birch", "gone", "rule"],
            ["first-bank", "Fir", "gone", "rule"],
        ],
        "the rule was no firm excluded, now excluding the firms of patents.csv",
    ),
    (
        "each firm goes to one institution",
        &[("campaign.toml", "\n[firms]", "\n[match]\nat_most = 1\n\n[firms]")],
        &[
            ["second-bank", "Alder", "gone", "rule"],
            ["second-bank", "Birch", "gone", "rule"],
            ["second-bank", "Fir", "gone", "rule"],
            ["third-fund", "Alder", "gone", "rule"],
            ["third-fund", "Birch", "gone", "rule"],
            ["third-fund", "Elm", "gone", "rule"],
            ["third-fund", "Fir", "gone", "rule"],
        ],
        "the rule was every eligible firm on every list, now each firm on at most 1 list, \
         those of `preferred_institutions` first, then first-bank, second-bank, third-fund",
    ),
    (
        "consent",
        &[("firms.csv", "Hazel,是", "Hazel,否")],
        &[["third-fund", "Hazel", "gone", "consent"]],
        "its data may not reach institutions",
    ),
    (
        "a row is missing",
        &[("firms.csv", "Hazel,是,否,2022-03-01,1000,10\n", "")],
        &[["third-fund", "Hazel", "gone", "row"]],
        "b has no row of the firm",
    ),
    (
        "a row is new",
        &[("firms.csv", "Hazel,是", "Ivy,是,否,2022-03-01,1000,30\nHazel,是")],
        &[["third-fund", "Ivy", "new", "row"]],
        "a has no row of the firm",
    ),
    (
        "a row is quarantined",
        &[("firms.csv", "1000,10\n", "1000,1O\n")],
        &[["third-fund", "Hazel", "gone", "quarantined"]],
        "in b its row is in quarantine (firms.csv, line 7): `1O` is not a number",
    ),
    (
        "a firm is no longer scored",
        &[("firms.csv", "1000,10\n", "1000,\n"), ("patents.csv", "Hazel,1", "Hazel,")],
        &[["third-fund", "Hazel", "gone", "not-scored"]],
        "in b it is not scored (firms.csv, line 7)",
    ),
    (
        "weights",
        &[("card.toml", "weight = 60", "weight = 20"), ("card.toml", "weight = 40", "weight = 80")],
        &[
            ["first-bank", "Alder", "gone", "weights"],
            ["first-bank", "Cedar", "new", "weights"],
            ["second-bank", "Elm", "gone", "weights"],
            ["second-bank", "Cedar", "new", "weights"],
        ],
        "points 48.0 → 36.0: rd 36.0 → 12.0, patents 12.0 → 24.0",
    ),
    (
        "a curve",
        &[("card.toml", "high = 10 } }\nweight = 60", "high = 20 } }\nweight = 60")],
        &[["second-bank", "Alder", "gone", "weights"], ["second-bank", "Elm", "gone", "weights"]],
        "points 48.0 → 30.0: rd 36.0 → 18.0",
    ),
    (
        "another scorecard",
        &[
            ("card.toml", "id = \"small\"", "id = \"other\""),
            ("card.toml", "high = 10 } }\nweight = 60", "high = 20 } }\nweight = 60"),
        ],
        &[["second-bank", "Alder", "gone", "scorecard"], ["second-bank", "Elm", "gone", "scorecard"]],
        "points 48.0 → 30.0: rd 36.0 → 18.0",
    ),
    (
        "the day",
        &[("campaign.toml", "2025-12-31", "2026-06-30")],
        &[["third-fund", "Elm", "gone", "day"]],
        "too old; as of 2025-12-31 → 2026-06-30",
    ),
    (
        "an institution is new",
        &[(
            "institutions.toml",
            "[[institution]]\nid = \"third-fund\"",
            "[[institution]]\nid = \"new-bank\"\nname = \"New Bank\"\nkind = \"bank\"\ncapacity = 1\n\n\
             [[institution]]\nid = \"third-fund\"",
        )],
        &[["new-bank", "Birch", "new", "institution"]],
        "a has no such list",
    ),
    (
        "another firm comes ahead",
        &[("firms.csv", "Elm,是,否,2021-06-30,1000,80", "Elm,是,否,2021-06-30,1000,100")],
        &[["first-bank", "Alder", "gone", "ahead"], ["first-bank", "Elm", "new", "data"]],
        "1 firm came onto the list (Elm; 0 new, 0 newly eligible, 1 from beyond its end); \
         cut-off 48.0 → 60.0",
    ),
];

#[test]
fn one_thing_changed_is_the_reason() {
    for (what, edits, expected, detail) in CASES {
        let (_, told) = after(edits);
        let expected: Vec<[String; 4]> = expected.iter().map(|change| change.map(str::to_owned)).collect();
        assert_eq!(changes(&told), expected, "{what}");
        let [institution, firm, ..] = &expected[0];
        let found = detail_of(&told, institution, firm);
        assert!(found.contains(detail), "{what}: `{found}` does not hold `{detail}`");
        // The account comes out on every list.
        for list in told["lists"].as_array().expect("a list") {
            let number = |key: &str| list[key].as_u64().expect("a number");
            assert_eq!(number("before") - number("gone") + number("new"), number("after"), "{what}");
        }
    }
}
