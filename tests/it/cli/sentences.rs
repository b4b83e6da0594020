//! What commands say is so: reasons that leave nothing out, remarks that do not contradict each other,
//! numbers without noise.

use std::fmt::Write;

use serde_json::Value;

use crate::studies::audit::said;
use crate::studies::calibrate::small;
use crate::studies::tune::own;
use crate::support::workplace::{Folder, text};

fn json(folder: &Folder, arguments: &[&str]) -> (Option<i32>, Value) {
    let output = folder.jifen(&[arguments, &["--format", "json"]].concat());
    let told = serde_json::from_slice(&output.stdout);
    (output.status.code(), told.unwrap_or_else(|error| panic!("{error}: {}", text(&output.stderr))))
}

const FIRMS: &str = "firm,revenue(万元),rd_expense(万元),employees,数据授权,失信被执行人,企业名称\n";

/// A scorecard of one indicator with a gate and a pass rule, over these firms.
fn gated(rows: &str) -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    let card = "id = \"own\"\ntitle = \"Own\"\nweights_basis = \"local\"\nscale = 100\ndecimals = \
        2\nmissing = \"zero\"\n\
        pass = \"points >= 10\"\n[[gate]]\nid = \"honest\"\nreason = \"a dishonest debtor\"\nwhen = \"NOT \
        dishonest\"\n\
        unknown = \"pass\"\n[[indicator]]\nid = \"rd\"\ntitle = \"R&D\"\nvalue = \"rd_expense\"\n\
        curve = { linear = { low = 0, high = 100 } }\nweight = 100\n";
    folder.write("card.toml", card.as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"card.toml\"");
    folder.edit("campaign.toml", "[firms]", "[firms]\nid = \"firm\"");
    folder.write(
        "institutions.toml",
        b"[[institution]]\nid = \"bank\"\nname = \"Bank\"\nkind = \"bank\"\ncapacity = \
            2\n[[institution.rule]]\nwhen = \"employees >= 10\"\nreason = \"too small\"\n",
    );
    folder.write("firms.csv", format!("{FIRMS}{rows}").as_bytes());
    folder
}

#[test]
fn all_that_keeps_a_firm_off_every_list_is_told() {
    let folder = gated("甲,100,50,20,否,是,Alder\n乙,100,5,20,,否,Birch\n丙,100,50,20,是,否,Cedar\n");
    let told = |firm: &str| text(&folder.jifen(&["explain", "campaign.toml", "--firm", firm]).stdout);
    let refused = told("甲");
    let reason = "on no list: the firm does not allow its data to reach institutions; does not qualify: a \
        dishonest debtor";
    assert!(refused.contains(reason), "{refused}");
    assert!(refused.contains("  bank Bank: its own rules are met\n"), "{refused}");
    let unknown = told("乙");
    assert!(
        unknown.contains("with institutions is not known; does not qualify: does not pass points >= 10"),
        "{unknown}"
    );
    // What bars a firm is told of a supposition too.
    let what_if = ["explain", "campaign.toml", "--firm", "丙", "--what-if", "consent=否"];
    let supposed = text(&folder.jifen(&what_if).stdout);
    assert!(supposed.contains("bank Bank: no longer listed, the firm does not allow its data"), "{supposed}");
}

#[test]
fn who_joins_and_leaves_a_list_is_told_why_by_name() {
    let rows = "A1,100,90,20,是,否,Alder\nB1,100,80,20,是,否,Birch\nC1,100,70,20,是,否,Cedar\n\
        D1,100,60,20,是,是,Dogwood\nE1,100,95,20,是,否,Elm\n";
    let before = gated(rows);
    // Elm's row is gone, Alder's cannot be read, Birch is a debtor now: Cedar and Dogwood take their places.
    let after = "A1,100,x,20,是,否,Alder\nB1,100,80,20,是,是,Birch\nC1,100,70,20,是,否,Cedar\n\
        D1,100,60,20,是,否,Dogwood\n";
    before.write("later.csv", format!("{FIRMS}{after}").as_bytes());
    let later = before.read("campaign.toml").replace("firms.csv", "later.csv");
    before.write("later.toml", later.as_bytes());
    let (_, told) = json(&before, &["compare", "campaign.toml", "later.toml"]);
    let changes = told["lists"][0]["changes"].as_array().expect("changes").clone();
    let why = |firm: &str| {
        let change = changes.iter().find(|change| change["firm"] == firm).expect("it is told");
        (change["name"].as_str().unwrap_or_default().to_owned(), said(&change["why"]).to_owned())
    };
    let pair = |name: &str, why: &str| (name.to_owned(), why.to_owned());
    assert_eq!(why("C1"), pair("Cedar", "beyond the end of the list"));
    assert_eq!(why("D1"), pair("Dogwood", "does not qualify: a dishonest debtor"));
    assert_eq!(why("E1"), pair("Elm", "not in the other side's cohort"));
    assert_eq!(why("A1"), pair("Alder", "its row is in quarantine on the other side"));
    let shown = text(&before.jifen(&["compare", "campaign.toml", "later.toml"]).stdout).replace("\n  ", " ");
    for words in
        ["A1 Alder (its row is in quarantine on the other side)", "E1 Elm (not in the other side's cohort)"]
    {
        assert!(shown.contains(words), "{shown}");
    }
    // A finished run says why firms do not qualify, and no more of those it has not than that.
    for campaign in ["campaign.toml", "later.toml"] {
        let out = campaign.replace(".toml", "");
        before.jifen(&["run", campaign, "--out", &out, "--quiet"]);
    }
    let (_, told) = json(&before, &["compare", "campaign", "later"]);
    let reasons = told["lists"][0].to_string();
    assert!(reasons.contains("does not qualify: a dishonest debtor"), "{reasons}");
    assert!(reasons.contains("not among the scored firms of the other side"), "{reasons}");
}

#[test]
fn remarks_do_not_ask_for_more_and_less_weight_of_the_same() {
    let folder = Folder::with_firms(1, 0.0);
    let mut card = "id = \"own\"\ntitle = \"Own\"\nweights_basis = \"local\"\nscale = 100\ndecimals = \
        2\nmissing = \"zero\"\n"
        .to_owned();
    for (id, value, high, weight) in
        [("few", "net_profit", 1000, 30), ("one", "revenue", 1000, 35), ("two", "rd_expense", 1000, 35)]
    {
        let _ = write!(
            card,
            "[[indicator]]\nid = \"{id}\"\ntitle = \"{id}\"\nvalue = \"{value}\"\nweight = {weight}\n\
             curve = {{ linear = {{ low = 0, high = {high} }} }}\n"
        );
    }
    folder.write("card.toml", card.as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"card.toml\"");
    folder.edit("campaign.toml", "[firms]", "[firms]\nid = \"firm\"");
    folder
        .write("institutions.toml", b"[[institution]]\nid = \"first\"\nname = \"First\"\nkind = \"bank\"\n");
    let mut rows = "firm,revenue(万元),rd_expense(万元),净利润(万元)\n".to_owned();
    for at in 0..4000_u32 {
        // Nearly nobody has a profit; the two others hardly oppose each other.
        let (a, b) = (at * 617 % 1000, at * 389 % 1000);
        let b = if at % 12 == 0 { 1000 - a } else { b };
        let profit = if at % 50 == 0 { 100 } else { 0 };
        let _ = writeln!(rows, "f{at:05},{a},{b},{profit}");
    }
    folder.write("firms.csv", rows.as_bytes());
    let (_, told) = json(&folder, &["audit", "campaign.toml"]);
    let remarks = told["remarks"].as_array().expect("remarks");
    let of = |key: &str| -> Vec<&Value> { remarks.iter().filter(|remark| remark["key"] == key).collect() };
    let less = of("matters-less");
    assert!(less.iter().any(|remark| remark["subjects"][0] == "few"), "{told}");
    assert!(of("at-floor").iter().any(|one| said(&one["help"]).contains("lower its weight")));
    assert!(less.iter().all(|remark| !said(&remark["help"]).contains("raise its weight")));
    let opposed = of("oppose");
    assert!(!opposed.is_empty(), "{told}");
    for remark in opposed.iter().filter(|remark| remark["severity"] == "note") {
        assert!(said(&remark["message"]).contains("have little in common"), "{remark}");
    }
    assert!(!told.to_string().contains("cancel out"));
}

#[test]
fn evidence_needs_no_free_weight() {
    let folder = small(200);
    let card = "id = \"one\"\ntitle = \"One\"\nweights_basis = \"local\"\nscale = 100\ndecimals = \
        2\nmissing = \"zero\"\n\
        [[indicator]]\nid = \"rd\"\ntitle = \"R&D\"\nvalue = \"rd_expense\"\n\
        curve = { percentile = { within = [] } }\nweight = 100\n";
    folder.write("one.toml", card.as_bytes());
    let calibrated = |folder: &Folder| {
        let cohort = folder.read("firms.csv");
        let ids = cohort.lines().skip(1).filter_map(|row| row.split(',').next());
        let rows: String =
            ids.enumerate().map(|(at, id)| format!("{id},{}\n", u8::from(at % 3 == 0))).collect();
        folder.write("outcomes.csv", format!("credit_code,outcome\n{rows}").as_bytes());
        json(folder, &["calibrate", "campaign.toml", "--outcomes", "outcomes.csv", "--draws", "50"])
    };
    folder.edit("campaign.toml", "\"card.toml\"", "\"one.toml\"");
    let (code, told) = calibrated(&folder);
    assert_eq!(code, Some(0), "{told}");
    for measure in ["iv", "ks", "auc"] {
        assert!(told["evidence"][1][measure].is_f64(), "{}", told["evidence"]);
    }
    assert_eq!((&told["fitted"]["free"], &told["fitted"]["per_weight"]), (&0.into(), &Value::Null));
    let why = "no weight is free: no group has two indicators with weight";
    assert_eq!(
        (&told["verdict"]["proposed"], &told["verdict"]["reason"]["en"]),
        (&false.into(), &why.into())
    );
    let why = "没有可调整的权重：没有一级指标含有两项及以上计权指标，权重无从相互调整";
    assert_eq!(told["verdict"]["reason"]["zh"], why);
    let shown = folder.jifen(&[
        "calibrate",
        "campaign.toml",
        "--outcomes",
        "outcomes.csv",
        "--draws",
        "50",
        "--out",
        "study",
    ]);
    let shown = text(&shown.stdout);
    assert!(
        shown.contains("No case for change: no weight is free") && !shown.contains("not proposed"),
        "{shown}"
    );
    // Outcomes enough of both kinds, but of no segment that has weights of its own: here the weights are free
    // to say, and nothing says that they are not.
    let cut = "[[segment]]\nid = \"a\"\ntitle = \"A\"\nwhen = \"employees % 2 = 0\"\n[[segment]]\nid = \
        \"b\"\ntitle = \"B\"\n[[group]]";
    let segmented = small(80);
    segmented.edit("card.toml", "[[group]]", cut);
    segmented.edit("card.toml", "weight = 25", "weight = { a = 25, b = 20 }");
    segmented.edit("card.toml", "weight = 25", "weight = { a = 25, b = 30 }");
    let (code, told) = calibrated(&segmented);
    assert_eq!(code, Some(0), "{told}");
    let why = "no weight is free: segments have different weights, and no segment has 20 bad and 20 good \
        firms";
    assert_eq!(told["verdict"]["reason"]["en"], why);
}

#[test]
fn a_goal_that_is_missed_is_no_success() {
    let folder = own([40.0, 40.0, 20.0], "");
    let goal = |least: f64| {
        format!(
            "bounds = 0.1\n[search]\nevaluations = 200\n[[goal]]\nimportance_of = \"a\"\nat_least = {least}\n"
        )
    };
    for (least, code) in [(0.01, 0), (0.999, 1)] {
        folder.write("goal.toml", goal(least).as_bytes());
        for how in [&["--write", "new.toml", "--force"][..], &["--quiet"], &["--format", "json"]] {
            let output = folder.jifen(&[&["tune", "campaign.toml", "--goal", "goal.toml"], how].concat());
            assert_eq!(output.status.code(), Some(code), "{least} {how:?} {}", text(&output.stderr));
            let is_told = text(&output.stderr).contains("1 of 1 goal missed");
            assert_eq!(is_told, code == 1 && how[0] != "--write", "{how:?}");
        }
    }
}

#[test]
fn numbers_in_json_have_no_noise() {
    let folder = Folder::with_firms(300, 0.0);
    folder.jifen(&["run", "campaign.toml", "--quiet"]);
    let firm = folder.rows("out/scores.csv")[40]["credit_code"].clone();
    let outputs = [
        &["explain", "campaign.toml", "--firm", &firm][..],
        &["audit", "campaign.toml"],
        &["run", "campaign.toml", "--force"],
        &["weights", "campaign.toml", "critic"],
        &["compare", "campaign.toml", "mst-2022"],
        &["scorecards", "show", "mst-2022"],
    ];
    let long = |text: &str| -> Vec<String> {
        let digits = |token: &str| {
            let mantissa = token.split(['e', 'E']).next().unwrap_or_default();
            let all: String = mantissa.chars().filter(char::is_ascii_digit).collect();
            all.trim_start_matches('0').len()
        };
        let tokens = text.split(|c: char| !(c.is_ascii_digit() || ".eE+-".contains(c)));
        tokens.filter(|token| token.contains('.') && digits(token) > 15).map(str::to_owned).collect()
    };
    for arguments in outputs {
        let output = folder.jifen(&[arguments, &["--format", "json"]].concat());
        let told = text(&output.stdout);
        assert!(told.len() > 100, "{arguments:?}: {}", text(&output.stderr));
        assert_eq!(long(&told), [""; 0], "{arguments:?}");
    }
    for file in ["out/run.json", "out/timings.json"] {
        assert_eq!(long(&folder.read(file)), [""; 0], "{file}");
    }
}

#[test]
fn usage_errors_are_json_where_that_is_asked_for() {
    let folder = Folder::with_firms(1, 0.0);
    for arguments in [
        &["run", "campaign.toml", "--forse", "--format", "json"][..],
        &["--format=json", "run"],
        &["nothing", "--format", "json"],
    ] {
        let output = folder.jifen(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let told: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
        let finding = &told["findings"][0];
        assert_eq!((&finding["code"], &finding["severity"]), (&"usage".into(), &"error".into()), "{told}");
        assert!(finding["help"].is_string() && !text(&output.stderr).is_empty(), "{told}");
    }
    let plain = folder.jifen(&["run", "campaign.toml", "--forse"]);
    assert_eq!((plain.status.code(), plain.stdout.len()), (Some(2), 0));
    let help = folder.jifen(&["run", "--help", "--format", "json"]);
    assert_eq!(help.status.code(), Some(0));
}

#[test]
fn what_to_write_goes_with_what_is_written() {
    let folder = Folder::with_firms(1, 0.0);
    for (from, to, help) in [
        (
            "institutions = \"institutions.toml\"",
            "institutions = [\"institutions.toml\"]",
            "write a text alone, without brackets: \"…\"",
        ),
        (
            "path = \"firms.csv\"",
            "path = { file = \"firms.csv\" }",
            "write a text alone, without keys and braces: \"…\"",
        ),
        ("path = \"firms.csv\"", "path = 3", "write it between quotation marks"),
        ("as_of = 2025-12-31", "as_of = [2025-12-31]", "2025-12-31"),
    ] {
        let own = Folder::with_firms(1, 0.0);
        own.edit("campaign.toml", from, to);
        let told = text(&own.jifen(&["check", "campaign.toml"]).stderr);
        assert!(told.contains(help), "{to}: {told}");
    }
    for (scale, help) in [
        ("[100]", "write a number alone, without brackets: 12.5"),
        ("\"100\"", "write a number without quotation marks, such as 12.5"),
        ("true", "write a number: 12.5"),
    ] {
        folder.write(
            "card.toml",
            format!("id = \"a\"\ntitle = \"A\"\nweights_basis = \"local\"\nscale = {scale}\ndecimals = 1\n")
                .as_bytes(),
        );
        let told = text(&folder.jifen(&["scorecards", "check", "card.toml"]).stderr);
        assert!(told.contains(help), "{scale}: {told}");
    }
}

/// What is printed in Chinese.
fn in_chinese(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.command().env("LC_ALL", "zh_CN.UTF-8").args(arguments).output();
    text(&output.expect("the program can be started").stdout)
}

#[test]
fn a_summary_opens_with_its_result_then_what_is_wrong_then_what_is_not_official() {
    let rows = "A1,100,90,20,是,否,Alder\nB1,100,80,20,是,否,Birch\nC1,100,70,20,是,,Cedar\n\
        D1,100,x,20,是,是,Dogwood\n合计,300,,,,,\n";
    let folder = gated(rows);
    folder.edit("card.toml", "\"local\"", "\"illustrative\"\ntitle_zh = \"自定体系\"");
    folder.edit("institutions.toml", "name = \"Bank\"", "name = \"Bank\"\nname_zh = \"某银行\"");
    let english = text(&folder.jifen(&["run", "campaign.toml"]).stdout);
    let begins = "A small campaign · as of 2025-12-31 · scorecard own\n\n\
        3 firms scored of 5 rows read (2 quarantined, 0 merged as duplicates)\n\
        2 firms referred to 1 institution, 2 referrals in all\n\n\
        institution        listed  eligible  cut-off\n\
        bank         Bank       2         3    80.00\n\n\
        2 rows quarantined: 1 cell-number, 1 total-row; 1 of these rows is not a firm\n\
        findings: 1 error, ";
    assert!(english.starts_with(begins), "{english}");
    let basis = "\n\nThe scorecard's weights are illustrative. Replace them with the official weights or \
        your own \
        before\na list is issued: `jifen scorecards weights`.\n\
        dishonest (失信被执行人) not known for 1 firm: the scorecard accepts this for gate honest of \
        scorecard own; 0 of them referred\n\nsegment";
    assert!(english.contains(basis), "{english}");
    let chinese = in_chinese(&folder, &["run", "campaign.toml", "--force"]);
    let begins = "A small campaign · 基准日：2025年12月31日 · 指标体系：自定体系\n\n\
        已评分企业 3 家（读取 5 行，其中待核 2 行、重复合并 0 行）\n\
        已推荐企业 2 家，涉及机构 1 家，共 2 家次\n\n\
        机构       推荐  符合条件  末位积分\n\
        某银行        2         3     80.00\n\n\
        待核数据 2 行：数值有误 1 行、合计行 1 行；其中 1 行非企业数据\n\
        检查发现：错误 1 项、";
    assert!(chinese.starts_with(begins), "{chinese}");
    let basis = "\n\n指标权重仅为示例，并非官方权重。发布名单前，请换用官方权重或地方权重：`jifen scorecards weights`。\n\
        按指标体系的规定，失信被执行人（dishonest）不明的企业视为满足 own 的准入条件 honest：涉及企业 1 家，其中已推荐 0 家\n";
    assert!(chinese.contains(basis), "{chinese}");
}

#[test]
fn a_firm_is_explained_in_chinese() {
    let folder = gated("甲,100,50,20,否,否,某企业\n乙,100,80,5,是,否,另一企业\n");
    folder.edit("institutions.toml", "name = \"Bank\"", "name = \"Bank\"\nname_zh = \"某银行\"");
    let refused = in_chinese(&folder, &["explain", "campaign.toml", "--firm", "甲"]);
    for words in [
        "某企业（甲） · 第 2 行\nA small campaign · 基准日：2025年12月31日\n\n",
        "Own：积分 50.00，满分 100；在 2 家企业中排名第 2；超过 0.0% 的其他企业；数据完整度 100%\n达标\n",
        "\n准入条件 honest：满足；要求 `NOT dishonest`（失信被执行人 = 否）\n",
        "\n未列入任何名单：企业未授权向机构提供数据\n  某银行（bank）：满足该机构自身规则\n",
    ] {
        assert!(refused.contains(words), "`{words}` is not in: {refused}");
    }
    let what_if = ["explain", "campaign.toml", "--firm", "乙", "--what-if", "rd_expense=5"];
    let supposed = in_chinese(&folder, &what_if);
    for words in [
        "\n未列入下列机构的名单\n  某银行（bank）：too small（职工总数 = 5 人）\n",
        "\n如果研发费用 = 5 万元：\n  Own：积分 5.00，原为 80.00；排名第 2，原为第 1；将不达标：",
    ] {
        assert!(supposed.contains(words), "`{words}` is not in: {supposed}");
    }
}
