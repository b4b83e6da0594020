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

/// The lines of the table of the cohort in `told`, its header first.
fn table(told: &str) -> Vec<&str> {
    told.lines().skip_while(|line| !line.starts_with("column ")).take_while(|line| !line.is_empty()).collect()
}

#[test]
fn parts_share_one_table_with_a_row_for_each_way_to_read_a_field() {
    let folder = folder();
    let part = "[[firms.part]]\npath = \"late.csv\"\n\
                columns = { \"代码\" = \"credit_code\", \"收入\" = \"revenue\" }\nunits = { revenue = \"元\" }\n\n\
                [[firms.supplement]]\nid";
    folder.edit("campaign.toml", "\"district-*.csv\"", "\"late.csv\", \"district-*.csv\"");
    folder.edit("campaign.toml", "[[firms.supplement]]\nid", part);
    let told = text(&folder.jifen_wide(400, &["check", "campaign.toml"]).stdout);
    // In the campaign's order, not by name.
    assert!(told.contains("columns of 3 parts: late.csv, district-a.csv, district-b.csv\n"), "{told}");
    let lines = table(&told);
    let of = |header: &str| -> Vec<String> {
        let line = lines.iter().find(|line| line.split_whitespace().next() == Some(header)).expect(header);
        line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
    };
    assert_eq!(of("column"), ["column", "field", "unit", "parts", "filled", "first values", "read by"]);
    assert_eq!(of("代码")[2..], ["late", "100 %", "1", "id of firms"]);
    assert_eq!(of("信用代码")[2..4], ["district-a, district-b", "100 %"]);
    assert_eq!(of("信用代码").last().map(String::as_str), Some("as above"));
    let revenue = ["收入", "revenue 营业收入", "元 → 万元 (campaign)", "late", "100 %", "2"];
    assert_eq!(of("收入")[..6], revenue);
    let revenue = ["销售额", "revenue 营业收入", "百万元 → 万元 (campaign)", "district-a, district-b"];
    assert_eq!(of("销售额")[..4], revenue);
    assert_eq!(of("备注"), ["备注", "ignored", "district-a", "100 %", "好"]);
    assert_eq!(of("联系人")[2..4], ["district-b", "100 %"]);
    let order: Vec<usize> = ["代码 ", "信用代码", "收入", "销售额"]
        .map(|header| lines.iter().position(|line| line.starts_with(header)).expect(header))
        .into();
    assert!(order.is_sorted() && order[1] == order[0] + 1 && order[3] == order[2] + 1, "{told}");
    assert!(told.contains("column 研发费用(万元) is blank in district-b\n"), "{told}");
}

#[test]
fn parts_are_named_by_the_shorter_list() {
    let folder = Folder::with_firms(1, 0.0);
    let rows = |at: usize, header: &str| format!("信用代码,{header}\n9131000062590126{at}C,1\n");
    for (at, header) in ["营业收入(万元)"; 5].into_iter().chain(["营业收入(元)"]).enumerate() {
        folder.write(&format!("d{at}.csv"), rows(at, header).as_bytes());
    }
    folder.edit("campaign.toml", "path = \"firms.csv\"", "path = \"d*.csv\"");
    let told = text(&folder.jifen_wide(400, &["check", "campaign.toml"]).stdout);
    let lines = table(&told);
    let has = |header: &str, parts: &str| {
        lines.iter().any(|line| line.starts_with(header) && line.contains(&format!("  {parts}  ")))
    };
    assert!(
        has("信用代码", "all") && has("营业收入(万元)", "all but d5") && has("营业收入(元)", "d5"),
        "{told}"
    );
}

#[test]
fn every_column_of_the_tables_is_on_every_screen() {
    let folder = folder();
    let part = "[[firms.part]]\npath = \"late.csv\"\n\
                columns = { \"代码\" = \"credit_code\", \"收入\" = \"revenue\" }\nunits = { revenue = \"元\" }\n\n\
                [[firms.supplement]]\nid";
    folder.edit("campaign.toml", "\"district-*.csv\"", "\"late.csv\", \"district-*.csv\"");
    folder.edit("campaign.toml", "[[firms.supplement]]\nid", part);
    for (language, headers) in [
        ("en", ["column", "field", "unit", "filled", "first", "read"]),
        ("zh", ["列", "字段", "单位", "已填", "前三个值", "用途"]),
    ] {
        for width in [70, 80, 100, 140] {
            let told =
                text(&folder.jifen_wide(width, &["check", "campaign.toml", "--lang", language]).stdout);
            let tables: Vec<&str> = told.lines().filter(|line| line.starts_with(headers[0])).collect();
            let tables: Vec<&&str> = tables.iter().filter(|line| line.contains(headers[1])).collect();
            assert_eq!(tables.len(), 3, "{width}\n{told}");
            for header in headers {
                assert!(tables.iter().all(|line| line.contains(header)), "{width} {header}\n{told}");
            }
        }
    }
}

#[test]
fn a_stop_is_named_above_the_columns_and_comes_first_behind_them() {
    let folder = folder();
    let dishonest = "失信被执行人";
    for name in ["district-a.csv", "district-b.csv"] {
        folder.edit(name, dishonest, "其他");
    }
    folder.edit("campaign.toml", "[firms.no]\ndishonest = [\"/\"]\n", "");
    let output = folder.jifen(&["check", "campaign.toml"]);
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stdout);
    let start = "district-*.csv as of 2025-12-31\n\n\
                 4 rows read: 3 firms, 1 quarantined, 0 merged as duplicates\n\n\
                 not scored: an error stops the campaign (veto-absent); it follows the tables of columns\n\n\
                 columns of 2 parts: district-a.csv, district-b.csv\n";
    assert!(told.starts_with(start), "{told}");
    assert!(told.contains("supplement debtors.csv, joined by name"), "{told}");
    let faults = text(&output.stderr);
    assert!(faults.starts_with("error[veto-absent]: "), "{faults}");
    assert!(faults.contains("\nwarning[column-near]: "), "{faults}");
    let output = folder.jifen(&["check", "campaign.toml", "--format", "json"]);
    let told: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    assert_eq!(told["reading"]["parts"][0]["columns"][2]["field"], "revenue");
    assert!(
        told["findings"].as_array().is_some_and(|all| all.iter().any(|one| one["code"] == "veto-absent"))
    );
    let quiet = folder.jifen(&["check", "campaign.toml", "--quiet"]);
    assert!(quiet.stdout.is_empty() && text(&quiet.stderr).contains("veto-absent"));
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
