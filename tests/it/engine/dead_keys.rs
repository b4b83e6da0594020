//! A key that moves nothing is a fault: every key of a campaign and of an institutions file, changed, must
//! change what is published; and every key the program knows is tried.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::support::desk::Desk;
use crate::support::workplace::{Folder, text};
use crate::support::xlsx::{Sheet, workbook};

/// A campaign with every key.
pub const CAMPAIGN: &str = r#"
id = "every-key"
title = "Every key"
title_zh = "每个键"
as_of = 2025-12-31
scorecard = "mst-2022"
further_scorecards = ["tech-sme-2017"]
institutions = "institutions.toml"
accept_unknown = ["dishonest"]
consents = "consents.csv"
desk = "desk"

[programmes]
use = ["cover.toml", "money.toml"]
prefer = "cover"

[programmes.loan]
basis = "illustrative"
principal = "loan_demand"
months = 24
rate = 4.5
funding = 2.5

[programmes.set.cover.loss]
pool = 60

[programmes.portfolio]
basis = "illustrative"
classes = "grade"
default = { A = 1, B = 2, C = 4, D = 8, E = 10, "" = 12 }
loss_given_default = 45
correlation = 0.12
pool = { money = 1000 }
level = 99

[match]
at_most = 3
then = ["own-way"]
only_preferred = false

[firms]
path = ["firms.csv", "late.csv", "late.xlsx", "more.xlsx"]
sheet = "甲"
header_row = 1
encoding = "gb18030"
id = "名录编号"
missing = ["未填报"]
keep = ["北京合计"]
columns = { "自报收入(万元)" = "revenue" }
units = { net_profit = "万元" }
ignore = ["发明专利申请量(件)"]
dates = { founded = "year" }
no = { major_accident = ["无"] }
short_rows = "aside"

[[firms.part]]
path = "late.csv"
header_row = 2
encoding = "utf-16"
missing = ["缺"]
columns = { "收入(万元)" = "revenue" }
units = { net_profit = "元" }
ignore = ["职工总数(人)"]
dates = { founded = "year" }
no = { major_accident = ["无"] }
short_rows = "aside"

[[firms.part]]
path = "late.xlsx"
sheet = "乙"
columns = { "自报收入(万元)" = "revenue" }

[[firms.part]]
path = "back.csv"
corrects = "firms.csv"

[[firms.supplement]]
id = "awards"
path = "awards.xlsx"
sheet = "甲"
header_row = 1
by = "name"
key = "获奖者"
missing = ["缺"]

[firms.supplement.fields]
ip_class1 = { count = true, where = "级别 = '国家级'" }
equity_2y = { sum = "金额(万元)" }
niche_years = { max = "年限" }
niche_role = { latest = "类别", on = "年份" }
maker_china = { listed = true }
main_revenue = { value = "主营(万元)" }

[[firms.supplement]]
path = "last.csv"
encoding = "utf-16"
as_previous_year = true
columns = { "收入" = "revenue" }
units = { revenue = "元" }
dates = { founded = "year" }

[[firms.supplement]]
path = "items.csv"

[firms.supplement.long]
year = "年度"
item = "项目"
value = "数值"
unit = "单位"
current = 2024

[output]
detail = true
firms = true
language = "zh"
workbooks = ["scores"]
"#;

/// An institutions file with every key.
pub const INSTITUTIONS: &str = r#"
rules_basis = "illustrative"
source = "a circular"

[sensitivity]
"名录编号" = 1
name = 1
points = 1
revenue = 2
ip_class1 = 1
equity_2y = 1
niche_years = 1
niche_role = 1
maker_china = 1
main_revenue = 1
revenue_prev = 2
loan_demand = 2

[defaults]
capacity = 20
credit_line = "loan_demand / 2"
may_see = 3
file = "{id} of {campaign}"
exclude = { lists = ["customers.csv"], served = true, referred_months = 1 }
format = "csv"
encoding = "utf-8"
order = { by = "loan_demand", direction = "ascending" }
columns = [{ value = "id" }, { value = "points", header = "分", decimals = 1 }, { value = "credit_line" }]
tell_firms = true

[[defaults.rule]]
when = "loan_demand > 300"
reason = "asks for little"
reason_zh = "需求较少"
source = "the circular, § 1"

[[institution]]
id = "plain"
name = "Takes the defaults"
name_zh = "甲"
kind = "bank"
source = "a letter"
amount = { of = "loan_demand", at_most = 5000 }

[[institution]]
id = "own-way"
name = "Overrides them"
kind = "guarantee-fund"
default_rules = false
tell_firms = false
capacity = 15
format = "csv"
encoding = "gb18030"
order = { by = "points", direction = "descending" }
credit_line = "revenue / 4"
may_see = 4
file = "own {as_of}"
exclude = { lists = ["others-customers.csv"], served = false, referred_months = 2 }
columns = [
    { value = "credit_line" },
    { value = "name" },
    { value = "revenue / 2", header = "half", decimals = 2 },
    { value = "ip_class1" },
    { value = "equity_2y" },
    { value = "niche_years" },
    { value = "niche_role" },
    { value = "maker_china" },
    { value = "main_revenue" },
    { value = "revenue_prev" },
]

[[institution]]
id = "divided"
name = "Divides the firms"
kind = "bank"
default_rules = false
capacity = 9
columns = [{ value = "id" }]
exclude = {}

[institution.quota]
by = "industry"
at_most = 1

[[institution.quota.group]]
is = "C3491"
at_least = 1
at_most = 2

[[institution.rule]]
when = "points > 30"
reason = "too few points"
reason_zh = "积分不足"
source = "contract 7"
"#;

/// A cohort in GB18030 under headers of its own, and another beside it.
fn folder() -> Folder {
    let folder = Folder::with_firms(120, 0.0);
    folder.edit("firms.csv", "统一社会信用代码", "名录编号");
    folder.edit("firms.csv", "营业收入(万元)", "自报收入(万元)");
    folder.edit("firms.csv", "净利润(万元)", "净利润");
    // So that the column mapped to it has another field to go to.
    folder.edit("firms.csv", "上年营业收入(万元)", "备注");
    let cohort = folder.read("firms.csv");
    let header: Vec<&str> = cohort.lines().next().expect("a header").split(',').collect();
    let awards = header.iter().position(|h| h.contains("科技奖励")).expect("a column");
    let dishonest = header.iter().position(|h| *h == "失信被执行人").expect("a column");
    let lines = cohort.lines().enumerate().map(|(at, line)| {
        let mut cells: Vec<&str> = line.split(',').collect();
        if at > 0 && at % 5 == 0 && cells.len() == header.len() {
            cells[awards] = "未填报";
            cells[dishonest] = "";
        }
        let mut line = cells.join(",");
        if at == 7 {
            // A year alone, and a row that ends before the header does.
            let founded = header.iter().position(|h| *h == "成立日期").expect("a column");
            cells[founded] = "2012";
            line = cells.join(",");
        } else if at == 9 {
            line = cells[..header.len() - 1].join(",");
        } else if at == 13 {
            cells[header.iter().position(|h| *h == "重大安全质量环境事故").expect("a column")] = "无";
            line = cells.join(",");
        } else if at == 11 {
            cells[header.iter().position(|h| *h == "名录编号").expect("a column")] = "北京合计";
            line = cells.join(",");
        }
        line + "\n"
    });
    let lines: Vec<String> = lines.collect();
    let late = |from: usize| lines[from..from + 12].concat();
    let part = format!("名单\n{}", lines[0]).replace("自报收入", "收入") + &lines[7..14].concat() + &late(90);
    let part = part.replace("未填报", "缺");
    let utf_16 = std::iter::once(0xFEFF).chain(part.encode_utf16());
    folder.write("late.csv", &utf_16.flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let book = |from: usize| lines[0].clone() + &late(from);
    let sheets = [("甲", 102), ("乙", 108), ("丙", 105)].map(|(name, from)| Sheet::of_csv(name, &book(from)));
    folder.write("late.xlsx", &workbook(&sheets));
    folder.write("more.xlsx", &workbook(&sheets));
    write_supplements(&folder, &lines);
    write_past(&folder, &lines);
    write_programmes(&folder);
    folder.write("back.csv", (lines[0].clone() + &lines[3].replacen(',', ",更正", 1)).as_bytes());
    folder.write("firms.csv", &encoding_rs::GB18030.encode(&lines[..90].concat()).0);
    folder.write("others.csv", &encoding_rs::GB18030.encode(&lines[..90].concat()).0);
    let card =
        include_str!("../../../schemas/scorecards/mst-2022.toml").replacen("mst-2022", "other-card", 1);
    folder.write("card.toml", card.as_bytes());
    folder.write("others.toml", b"[[institution]]\nid = \"other\"\nname = \"Other\"\nkind = \"bank\"\n");
    folder
}

/// Two programmes that divide the loss, and another form of each.
fn write_programmes(folder: &Folder) {
    let head = |id: &str| {
        format!("id = \"{id}\"\ntitle = \"{id}\"\ninstrument = \"risk-compensation\"\nbasis = \"local\"\n")
    };
    let loss = |pool: u32| format!("[loss]\npool = {pool}\nrest = \"bank\"\n");
    let fee = |rate: &str| format!("[fee]\nrate = {rate}\npayer = \"firm\"\n");
    let subsidy = |share: u32| format!("[subsidy]\nof = \"interest\"\nshare = {share}\npayer = \"local\"\n");
    // Smaller loans are in the other one alone.
    let large = "[[rule]]\nid = \"large\"\nwhen = \"loan_demand > 500\"\nreason = \"small\"\n";
    let relending = "[relending]\nrate = 1.5\nshare = 60\n";
    for (file, rate, share) in [("", "0.5", 20), ("-2", "0.75", 30)] {
        let cover = head("cover") + large + &loss(50) + &fee(rate);
        folder.write(&format!("cover{file}.toml"), cover.as_bytes());
        let money = head("money") + &loss(30) + &subsidy(share) + relending;
        folder.write(&format!("money{file}.toml"), money.as_bytes());
    }
}

/// Consents, lists of customers, and a desk: each institution was referred a few firms one month and two
/// months before, and one of them says that it serves another.
fn write_past(folder: &Folder, lines: &[String]) {
    let ids: Vec<&str> = lines[1..].iter().filter_map(|line| line.split(',').next()).collect();
    // A total that the campaign keeps as a firm is none in other tables.
    let ids: Vec<&str> = ids.into_iter().filter(|id| *id != "北京合计").collect();
    let consents = |days: &dyn Fn(usize) -> &'static str| {
        let rows = ids.iter().enumerate().map(|(at, id)| format!("{id},{}\n", days(at)));
        format!("名录编号,授权日期\n{}", rows.collect::<String>())
    };
    folder.write("consents.csv", consents(&|_| "2025-03-01").as_bytes());
    folder
        .write("fewer.csv", consents(&|at| if at % 3 == 0 { "2027-03-01" } else { "2025-03-01" }).as_bytes());
    let list = |step: usize| {
        format!("名录编号\n{}\n", ids.iter().step_by(step).copied().collect::<Vec<_>>().join("\n"))
    };
    folder.write("customers.csv", list(7).as_bytes());
    folder.write("others-customers.csv", list(11).as_bytes());
    folder.write("all-customers.csv", list(1).as_bytes());
    let firms = |from: usize| -> Vec<String> {
        ids.iter().skip(from).step_by(5).map(|id| format!("{id},,,,,,")).collect()
    };
    let mut desk = Desk::below(&folder.path(""), "名录编号");
    for institution in ["plain", "own-way"] {
        for (as_of, from) in [("2025-08-31", 1), ("2025-09-30", 2), ("2025-10-31", 3), ("2025-11-30", 4)] {
            let firms = firms(from);
            let firms: Vec<&str> = firms.iter().map(String::as_str).collect();
            desk.deliver_as_of(as_of, institution, as_of, &firms);
        }
    }
    let served: String =
        ids.iter().skip(1).step_by(5).map(|id| format!("{id},已授信,2025-12-01\n")).collect();
    folder.write("reply.csv", format!("名录编号,反馈结果,反馈日期\n{served}").as_bytes());
    for institution in ["plain", "own-way"] {
        let told =
            folder.jifen(&["answers", "import", "reply.csv", "--from", institution, "--as-of", "2025-12-10"]);
        assert!(told.status.success(), "{}", text(&told.stderr));
    }
}

/// Awards of firms by name, and figures of the year before by id.
fn write_supplements(folder: &Folder, lines: &[String]) {
    let cell = |line: &String, at: usize| line.split(',').nth(at).unwrap_or_default().to_owned();
    let rows: String = lines[1..80]
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let (name, amount) = (cell(line, 1), if at % 7 == 0 { "缺".to_owned() } else { at.to_string() });
            let level = if at % 2 == 0 { "国家级" } else { "省级" };
            let role = if at % 2 == 0 { "补短板填空白" } else { "六基老字号或配套" };
            format!(
                "{name},{level},{role},{amount},{},{},{}\n{name},省级,其他,1,2019,2,{}\n",
                2010 + at % 9,
                2 + at % 9,
                100 + at,
                100 + at
            )
        })
        .collect();
    let table = format!("获奖者,级别,类别,金额(万元),年份,年限,主营(万元)\n{rows}");
    let sheets =
        ["甲", "丙"].map(|name| Sheet::of_csv(name, &table[..table.len() - 3 * usize::from(name == "丙")]));
    folder.write("awards.xlsx", &workbook(&sheets));
    let items: String = lines[1..80]
        .iter()
        .enumerate()
        .map(|(at, line)| format!("{},近三年新增股权融资,2024,万元,{at}\n", cell(line, 0)))
        .collect();
    folder.write("items.csv", format!("名录编号,项目,年度,单位,数值\n{items}").as_bytes());
    let last: String = lines[1..80].iter().map(|line| format!("{},5000000,2012\n", cell(line, 0))).collect();
    let last = format!("名录编号,收入,成立日期\n{last}");
    let utf_16 = std::iter::once(0xFEFF).chain(last.encode_utf16());
    folder.write("last.csv", &utf_16.flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
}

/// What a run publishes, but for the hashes of its inputs, which any change changes.
fn published(folder: &Folder, files: &BTreeMap<&str, Value>) -> Result<BTreeMap<String, Vec<u8>>, String> {
    for (name, content) in files {
        folder.write(name, toml::to_string(content).expect("it is TOML").as_bytes());
    }
    let output = folder.jifen(&["run", "campaign.toml", "--force"]);
    if !matches!(output.status.code(), Some(0 | 1)) {
        return Err(text(&output.stderr));
    }
    let mut content: BTreeMap<String, Vec<u8>> = folder.content("out").into_iter().collect();
    let mut json = |name: &str, change: &dyn Fn(&mut serde_json::Value)| {
        let bytes = content.get_mut(name).expect("it is published");
        let mut value: serde_json::Value = serde_json::from_slice(bytes).expect("JSON");
        change(&mut value);
        *bytes = value.to_string().into_bytes();
    };
    // What the parameters say is told again, whatever comes of it.
    json("run.json", &|run| {
        (run["inputs"], run["scorecard"]["groups"]) = (true.into(), true.into());
        for key in ["rules", "fields", "supplements"] {
            run[key] = true.into();
        }
        for key in ["segments", "indicators", "conditions", "tie_breakers"] {
            run["scorecard"][key] = true.into();
        }
        for list in run["lists"].as_array_mut().expect("lists") {
            for key in ["rules", "order", "ascending", "amount", "quota"] {
                list[key] = true.into();
            }
        }
    });
    json("datapackage.json", &|package| {
        for resource in package["resources"].as_array_mut().expect("resources") {
            (resource["hash"], resource["bytes"]) = (true.into(), true.into());
        }
    });
    Ok(content)
}

fn at<'v>(value: &'v mut Value, path: &[String]) -> &'v mut Value {
    path.iter().fold(value, |value, step| match value {
        Value::Array(items) => &mut items[step.parse::<usize>().expect("a position")],
        other => &mut other[step.as_str()],
    })
}

/// Calls `see` with every table and every leaf below `value`.
fn walk(value: &Value, path: &mut Vec<String>, see: &mut impl FnMut(&[String], &Value)) {
    if !matches!(value, Value::Array(_)) {
        see(path, value);
    }
    let mut below = |step: String, value: &Value| {
        path.push(step);
        walk(value, path, see);
        path.pop();
    };
    match value {
        Value::Table(table) => table.iter().for_each(|(key, value)| below(key.clone(), value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, item)| below(at.to_string(), item)),
        _ => {}
    }
}

/// The path without positions: `institution.rule.when`.
fn shape(path: &[String]) -> String {
    let keys: Vec<&str> =
        path.iter().map(String::as_str).filter(|step| step.parse::<usize>().is_err()).collect();
    keys.join(".")
}

/// Another value for the leaf at `path`.
fn nudged(path: &[String], leaf: &Value) -> Value {
    let key = path.iter().rev().find(|step| step.parse::<usize>().is_err()).expect("a key").as_str();
    match (key, leaf) {
        ("year" | "item" | "value", _) if path.iter().any(|step| step == "long") => "单位".into(),
        ("unit", _) => "项目".into(),
        ("use", Value::String(file)) => file.replace(".toml", "-2.toml").into(),
        ("prefer", _) => "money".into(),
        ("basis", _) => "local".into(),
        ("principal", _) => "loan_demand / 2".into(),
        ("as_of", _) => Value::Datetime("2026-12-31".parse().expect("a day")),
        ("scorecard", _) => "card.toml".into(),
        ("further_scorecards", _) => "innovative-sme-2022".into(),
        ("institutions", _) => "others.toml".into(),
        ("accept_unknown", _) => "abnormal".into(),
        ("path", _) => "others.csv".into(),
        ("corrects", _) => "more.xlsx[甲]".into(),
        ("ignore", _) => "PCT专利申请量(件)".into(),
        ("founded", _) => "month".into(),
        ("short_rows", _) => "blank".into(),
        ("language", _) => "en".into(),
        ("workbooks", _) => "quarantine".into(),
        ("id", _) if path[0] == "firms" => "企业名称".into(),
        ("missing", _) => "没有".into(),
        ("major_accident", _) => "没有".into(),
        ("keep", _) => "上海合计".into(),
        ("net_profit", _) => "百万元".into(),
        ("自报收入(万元)" | "收入(万元)", _) => "main_revenue_prev".into(),
        ("sheet", _) => "丙".into(),
        ("收入", _) => "rd_expense".into(),
        ("by", _) if path[0] == "firms" => "id".into(),
        ("key", _) => "级别".into(),
        ("where", _) => "级别 = '省级'".into(),
        ("sum" | "max", _) => "主营(万元)".into(),
        ("latest", _) => "获奖者".into(),
        ("on", _) => "主营(万元)".into(),
        ("revenue", _) if path[0] == "firms" => "万元".into(),
        ("consents", _) => "fewer.csv".into(),
        ("desk", _) => "other-desk".into(),
        ("then", _) => "divided".into(),
        ("lists", _) => "all-customers.csv".into(),
        ("credit_line", Value::String(rule)) => format!("({rule}) / 2").into(),
        ("file", Value::String(name)) => format!("{name} x").into(),
        ("of", _) => "revenue".into(),
        ("is", _) => "I6510".into(),
        // Data above what institutions may see.
        (_, _) if path[0] == "sensitivity" => "core".into(),
        ("may_see", _) => 1.into(),
        ("id", Value::String(id)) => format!("{id}-x").into(),
        ("kind", _) => "investor".into(),
        ("rules_basis", _) => "local".into(),
        ("format", _) => "xlsx".into(),
        ("encoding", _) if path[0] == "firms" => "utf-8".into(),
        ("encoding", _) => "utf-8-bom".into(),
        ("when", Value::String(rule)) => rule.replace("> 30", "> 60").into(),
        ("by", _) if path.iter().any(|step| step == "quota") => "region".into(),
        ("by", _) => "revenue".into(),
        ("direction", Value::String(way)) => {
            if way == "ascending" {
                "descending".into()
            } else {
                "ascending".into()
            }
        }
        ("value", Value::String(value)) => if value == "id" { "name" } else { "coverage" }.into(),
        ("at_most", _) if path.iter().any(|step| step == "amount") => 100.into(),
        (_, Value::Integer(number)) => (number + 1).into(),
        (_, Value::Float(number)) => (number * 2.0).into(),
        (_, Value::Boolean(flag)) => (!flag).into(),
        (
            "title" | "title_zh" | "name" | "name_zh" | "source" | "reason" | "reason_zh" | "header",
            Value::String(words),
        ) => format!("{words} x").into(),
        _ => panic!("{path:?} is a key this test does not know"),
    }
}

fn files() -> BTreeMap<&'static str, Value> {
    [("campaign.toml", CAMPAIGN), ("institutions.toml", INSTITUTIONS)]
        .into_iter()
        .map(|(name, text)| (name, Value::Table(text.parse::<Table>().expect("TOML"))))
        .collect()
}

#[test]
fn every_key_moves_something() {
    let (folder, files) = (folder(), files());
    let plain = published(&folder, &files).expect("the run succeeds");
    let (mut tried, mut dead) = (0, Vec::new());
    for (name, file) in &files {
        let mut leaves = Vec::new();
        walk(file, &mut Vec::new(), &mut |path, value| {
            // Assumptions about losses move `jifen programmes simulate` alone.
            if !value.is_table() && !path.iter().any(|step| step == "portfolio") {
                leaves.push((path.to_vec(), value.clone()));
            }
        });
        for (path, leaf) in leaves {
            let mut changed = files.clone();
            let file = changed.get_mut(name).expect("one of the two");
            *at(file, &path) = nudged(&path, &leaf);
            if path.last().is_some_and(|key| key == "format") {
                // A workbook has no encoding to choose.
                let table = at(file, &path[..path.len() - 1]).as_table_mut().expect("a table");
                table.remove("encoding");
            }
            let is_dead = match published(&folder, &changed) {
                Ok(now) => now == plain,
                // Read in the wrong encoding or from the wrong row, no header is known: that is a move too.
                Err(told) => {
                    let key = path.iter().map(String::as_str).rfind(|step| step.parse::<usize>().is_err());
                    let of_firms =
                        path[0] == "firms" && matches!(key, Some("encoding" | "header_row" | "path" | "id"));
                    // A column above its grade stops the run, and so does an order that is never asked for.
                    let graded = path[0] == "sensitivity" || told.contains("[may_see]");
                    let is_idle = key == Some("only_preferred");
                    // The campaign's order of offers names an institution of the file by its id.
                    let is_named = matches!(key, Some("id" | "institutions"))
                        && told.contains("there is no institution");
                    let is_known = of_firms || graded || is_idle || is_named;
                    assert!(is_known || path.iter().any(|step| step == "supplement"), "{path:?}: {told}");
                    false
                }
            };
            tried += 1;
            // Published in Chinese, a reason in English stands behind the Chinese one.
            let has_chinese = path.last().is_some_and(|key| key == "reason");
            if is_dead && !has_chinese {
                dead.push(format!("{name}: {} = {leaf}", path.join(".")));
            }
        }
    }
    assert!(dead.is_empty(), "dead keys: {dead:#?}");
    assert!(tried > 45, "only {tried} keys were tried");
}

#[test]
fn every_key_the_program_knows_is_tried() {
    let (folder, files) = (folder(), files());
    for (name, file) in &files {
        // The keys of all tables of one shape, and one such table.
        let mut shapes: BTreeMap<String, (BTreeSet<String>, Vec<String>)> = BTreeMap::new();
        walk(file, &mut Vec::new(), &mut |path, value| {
            if let Value::Table(table) = value {
                // Origins of fields are of one shape, whatever the field.
                let shape = match path {
                    [_, table, _, fields, _] if table == "supplement" && fields == "fields" => {
                        "given".to_owned()
                    }
                    _ => shape(path),
                };
                let (keys, one) = shapes.entry(shape).or_default();
                keys.extend(table.keys().cloned());
                *one = path.to_vec();
            }
        });
        for (shape, (keys, path)) in shapes {
            // Maps of the user's own keys, and tables with the keys of programmes.
            if ["sensitivity", "programmes.portfolio.default", "programmes.portfolio.pool"]
                .contains(&shape.as_str())
                || shape.starts_with("programmes.set")
            {
                continue;
            }
            let maps = ["columns", "units", "dates", "no", "fields"];
            let tables = ["firms", "firms.part", "firms.supplement"];
            if maps.iter().any(|map| tables.iter().any(|table| shape == format!("{table}.{map}"))) {
                continue;
            }
            let mut changed = files.clone();
            let table = at(changed.get_mut(name).expect("one of the two"), &path).as_table_mut();
            table.expect("a table").insert("zzzzzzzz".to_owned(), 1.into());
            let told = published(&folder, &changed).expect_err("an unknown key");
            let known = told.split_once("known here: ").unwrap_or_else(|| panic!("{shape}: {told}")).1;
            let known = known.lines().next().expect("a line").split(", ");
            let untried: Vec<&str> = known.filter(|key| !keys.contains(*key)).collect();
            assert!(untried.is_empty(), "{name} [{shape}]: untried {untried:?}");
        }
    }
}
