//! Every column of a cohort and its supplements, as `check` shows them.

use serde_json::{Value, json};

use crate::support::workplace::{Folder, text};

const CAMPAIGN: &str = r#"id = "columns"
title = "Columns"
title_zh = "各列"
as_of = 2025-12-31
scorecard = "card.toml"
institutions = "banks.toml"

[firms]
path = ["district-*.csv", "late.csv"]
missing = ["待补"]

[firms.columns]
"销售额" = "revenue"

[firms.units]
revenue = "百万元"

[firms.no]
dishonest = ["/"]

[[firms.supplement]]
id = "patents"
path = "patents.csv"
by = "name"
key = "权利人"
[firms.supplement.fields]
invention_applications = { count = true, where = "类型 = '发明专利'" }
technology_contracts = { sum = "许可费(元)" }
loan_purpose = { latest = "类型", on = "授权年" }

[[firms.supplement]]
path = "debtors.csv"
by = "name"
key = "名称"
fields = { abnormal = { listed = true } }
"#;

const CARD: &str = r#"id = "card"
title = "Card"
weights_basis = "local"
scale = 100
decimals = 1
missing = "zero"

[[derived]]
id = "intensity"
value = "rd_expense / revenue * 100"

[[indicator]]
id = "rd"
title = "R&D"
value = "intensity"
curve = { linear = { low = 0, high = 5 } }
weight = 50

[[indicator]]
id = "patents"
title = "Patents"
value = "invention_applications"
curve = { linear = { low = 0, high = 5 } }
weight = 50

[[gate]]
id = "honest"
when = "NOT dishonest"
reason = "a dishonest debtor"
"#;

const BANKS: &str = r#"[[institution]]
id = "one"
name = "One"
kind = "bank"
columns = [{ value = "id" }, { value = "name" }]
[[institution.rule]]
when = "revenue >= 100 AND NOT abnormal"
reason = "too small"

[[institution]]
id = "two"
name = "Two"
kind = "bank"
columns = [{ value = "id" }]
order = { by = "technology_contracts", direction = "descending" }
"#;

/// Three parts: the second has another column and a blank one, the third nearly all other columns.
fn folder() -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    let files = [
        ("campaign.toml", CAMPAIGN),
        ("card.toml", CARD),
        ("banks.toml", BANKS),
        (
            "district-a.csv",
            "信用代码,企业名称,销售额,研发费用(万元),数据授杈,失信被执行人,备注\n\
             91310000625901263C,甲有限公司,1,待补,是,/,好\n\
             91310101832323099Y,乙有限公司,2,50,是,否,好\n\
             合计,,3,50,,,\n",
        ),
        (
            "district-b.csv",
            "信用代码,企业名称,销售额,研发费用(万元),数据授杈,失信被执行人,联系人\n\
             91330100MA2KTX001P,丙有限公司,3,,是,--,\"李, \n四\"\n",
        ),
        ("late.csv", "代码,名称,收入\n1,x,2\n"),
        (
            "patents.csv",
            "专利号,权利人,类型,授权年,许可费(元)\n\
             1,甲有限公司,发明专利,2024,20000\n2,甲有限公司,发明专利,2023,\n",
        ),
        ("debtors.csv", "名称,案号\n乙有限公司,（2024）1号\n"),
    ];
    files.iter().for_each(|(name, text)| folder.write(name, text.as_bytes()));
    folder.edit("campaign.toml", ", \"late.csv\"", "");
    folder
}

fn reading(folder: &Folder, args: &[&str]) -> Value {
    let output = folder.jifen(&[args, &["--format", "json"]].concat());
    let told: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    told["reading"].clone()
}

#[test]
fn a_campaign_is_shown_column_by_column() {
    let folder = folder();
    let told = folder.told(&["check", "campaign.toml", "--findings", "all"]);
    super::commands::shows("check_campaign_columns", &told);
    let told = folder.told(&["check", "campaign.toml", "--lang", "zh", "--findings", "all"]);
    super::commands::shows("zh_check_campaign_columns", &told);
}

#[test]
fn json_has_every_column_of_every_part() {
    let reading = reading(&folder(), &["check", "campaign.toml"]);
    let part = &reading["parts"][0];
    assert_eq!(
        (&part["part"], &part["rows"], &part["counted"]),
        (&json!("district-a.csv"), &3.into(), &2.into())
    );
    let revenue = json!({
        "header": "销售额", "field": "revenue", "title": "营业收入", "unit_read": "百万元", "unit_from": "campaign",
        "unit": "万元", "filled": 2, "values": ["1", "2"], "read_by": [
            { "kind": "indicator", "id": "rd" }, { "kind": "derived", "id": "intensity" },
            { "kind": "rule", "id": "one" },
        ],
    });
    assert_eq!(part["columns"][2], revenue);
    let rd = &part["columns"][3];
    assert_eq!(
        (&rd["unit_from"], &rd["filled"], &rd["values"]),
        (&"header".into(), &1.into(), &json!(["50"]))
    );
    let consent = &part["columns"][4];
    assert_eq!((&consent["field"], &consent["near"]), (&Value::Null, &"consent".into()));
    assert_eq!((&consent["filled"], &consent["values"]), (&2.into(), &json!(["是"])));
    // `/` means no in this column, and is a value.
    let dishonest = &part["columns"][5];
    assert_eq!((&dishonest["filled"], &dishonest["values"]), (&2.into(), &json!(["/", "否"])));
    let other = &reading["parts"][1]["columns"];
    assert_eq!((&other[3]["filled"], &other[5]["filled"]), (&0.into(), &0.into()));
    assert_eq!(other[6]["values"], json!(["李, \\n四"]));
    assert_eq!(other[6]["read_by"], json!([]));

    let patents = &reading["supplements"][0];
    assert_eq!((&patents["id"], &patents["by"]), (&"patents".into(), &"name".into()));
    let columns = &patents["parts"][0]["columns"];
    assert_eq!(columns[0]["gives"], Value::Null);
    let key = json!([{ "how": "key" }, { "how": "count", "field": "invention_applications" }]);
    assert_eq!(columns[1]["gives"], key);
    let kind = json!([
        { "how": "where", "field": "invention_applications" }, { "how": "latest", "field": "loan_purpose" },
    ]);
    assert_eq!(columns[2]["gives"], kind);
    assert_eq!(columns[3]["gives"], json!([{ "how": "on", "field": "loan_purpose" }]));
    let fee = &columns[4];
    assert_eq!(fee["gives"], json!([{ "how": "sum", "field": "technology_contracts" }]));
    assert_eq!((&fee["unit_read"], &fee["unit"], &fee["filled"]), (&"元".into(), &"万元".into(), &1.into()));
    assert_eq!(fee["read_by"], json!([{ "kind": "order", "id": "two" }]));
    let listed = json!([{ "how": "key" }, { "how": "listed", "field": "abnormal" }]);
    assert_eq!(reading["supplements"][1]["parts"][0]["columns"][0]["gives"], listed);
}

#[test]
fn parts_with_other_columns_have_tables_of_their_own() {
    let folder = folder();
    let part = "[[firms.part]]\npath = \"late.csv\"\n\
                columns = { \"代码\" = \"credit_code\", \"收入\" = \"revenue\" }\nunits = { revenue = \"元\" }\n\n\
                [[firms.supplement]]\nid";
    folder.edit("campaign.toml", "\"district-*.csv\"", "\"district-*.csv\", \"late.csv\"");
    folder.edit("campaign.toml", "[[firms.supplement]]\nid", part);
    let told = text(&folder.jifen(&["check", "campaign.toml"]).stdout);
    for line in [
        "columns of 2 parts: district-a.csv, district-b.csv\n",
        "column 备注 is only in district-a.csv\n",
        "column 联系人 is only in district-b.csv\n",
        "column 研发费用(万元) is blank in district-b.csv\n",
        "columns of late.csv\n",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
}

#[test]
fn a_cohort_is_checked_for_a_scorecard() {
    let folder = Folder::with_firms(1, 0.0);
    let rows = "信用代码,企业名称,营业收入(万元),职工总数(人),融资期限(月)\n\
                91310000625901263C,甲,1,x,12\n91310101832323099Y,乙,2,7,y\n";
    folder.write("list.csv", rows.as_bytes());
    let args = ["check", "list.csv", "--as-of", "2025-12-31", "--scorecard", "tech-sme-2017"];
    super::commands::shows("check_cohort_scorecard", &folder.told(&args));
    let term = &reading(&folder, &args)["parts"][0]["columns"][4];
    assert_eq!((&term["field"], &term["read_by"]), (&"loan_term".into(), &json!([])));
    let told = folder.told(&["check", "campaign.toml", "--scorecard", "mst-2022"]);
    assert!(
        told.contains("exit code 2") && told.contains("`--scorecard mst-2022` is for a cohort"),
        "{told}"
    );
}

#[test]
fn values_of_the_user_are_in_no_published_file() {
    let folder = folder();
    folder.jifen(&["run", "campaign.toml", "--out", "lists"]);
    for (name, bytes) in folder.content("lists") {
        let written = String::from_utf8_lossy(&bytes).into_owned();
        // Values of columns that no list shows.
        assert!(!written.contains("四") && !written.contains("（2024）1号"), "{name}");
    }
}
