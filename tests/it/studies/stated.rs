//! `jifen scorecards weights`: a document's table as a scorecard, and what is wrong with a table.

use jifen::firms::Dictionary;
use jifen::parameters::Source;
use jifen::scorecard::{Scorecard, WeightsBasis};

use crate::support::workplace::{Folder, text};

/// Two groups of two, one of them with segments of other weights.
const CARD: &str = r#"
id = "base"
title = "A base"
weights_basis = "illustrative"
scale = 200
decimals = 1
missing = "zero"

[[segment]]
id = "start-up"
title = "Start-up"
title_zh = "初创期"
when = "revenue < 100"

[[segment]]
id = "stable"
title = "Stable"
title_zh = "稳定期"

[[group]]
id = "technology"
title = "Technology"
title_zh = "技术创新"

[[group.indicator]]
id = "rd"
title = "R&D"
title_zh = "研发费用金额"
value = "rd_expense"
curve = { reference = 100 }
weight = 60

[[group.indicator]]
id = "patents"
title = "Patents"
value = "invention_applications"
curve = { reference = 10 }
weight = 40

[[group]]
id = "growth"
title = "Growth"
title_zh = "成长经营"

[[group.indicator]]
id = "revenue_points"
title = "Revenue"
title_zh = "营业收入"
value = "revenue"
curve = { reference = 1000 }
weight = 70

[[group.indicator]]
id = "profit"
title = "Profit"
value = "net_profit"
curve = { reference = 100 }
weight = 30
"#;

fn folder() -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("base.toml", CARD.as_bytes());
    folder
}

/// Status and standard error of the command over `table`, which writes `new.toml` anew.
fn laid(folder: &Folder, table: &[u8]) -> (Option<i32>, String) {
    folder.write("table.csv", table);
    let arguments = ["scorecards", "weights", "table.csv", "--from", "base.toml", "--source", "Notice 9"];
    let basis = ["--basis", "official", "--out", "new.toml", "--force"];
    let output = folder.jifen(&[&arguments[..], &basis].concat());
    (output.status.code(), text(&output.stderr))
}

/// The weights in `new.toml`, indicator by indicator and segment by segment.
fn weights(folder: &Folder) -> Vec<Vec<f64>> {
    let source = Source::read(&folder.path("new.toml")).expect("it was written");
    let (card, _) = Scorecard::load(&source, &Dictionary::built_in(), None).expect("it is sound");
    assert_eq!((card.weights_basis, card.source.as_deref()), (WeightsBasis::Official, Some("Notice 9")));
    card.indicators.iter().map(|indicator| indicator.weight.clone()).collect()
}

const OWN: [[f64; 2]; 4] = [[70.0, 60.0], [50.0, 30.0], [65.0, 90.0], [15.0, 20.0]];

#[test]
fn a_table_in_any_form_is_the_same_scorecard() {
    let folder = folder();
    let of_scale = "id,start-up,stable\nrd,70,60\npatents,50,30\nrevenue_points,65,90\nprofit,15,20\n";
    let with_groups = "企业创新积分权重表,,,\r\n一级指标,二级指标,初创期企业权重（%）,稳定期企业权重（%）\r\n\
        技术创新,,60%,45%\r\n技术创新,1.研发费用金额（万元）,35%,30%\r\n,2、Patents,25%,15%\r\n\
        （二）成长经营,,40%,55%\r\n,营业收入,32.5%,45%\r\n,profit,7.5%,１０％\r\n合计,,100%,100%\r\n注：示例,,,\r\n";
    let shares = "indicator;Stable;Start-up\npatents;0.15;.25\nrd;0.3;0.35\nprofit;0.1;0.075\n\
        revenue_points;0.45;0.325\n";
    for (name, table) in [("scale", of_scale), ("groups", with_groups), ("shares", shares)] {
        for bytes in [table.as_bytes().to_vec(), encoding_rs::GB18030.encode(table).0.into_owned()] {
            let (code, told) = laid(&folder, &bytes);
            assert_eq!(code, Some(0), "{name}: {told}");
            assert_eq!(weights(&folder), OWN.map(|own| own.to_vec()), "{name}");
        }
    }
    // Indicators with shares of their group; one column for every segment.
    let within =
        "指标,权重\ntechnology,60\nrd,75\npatents,25\ngrowth,40\nrevenue_points,81.25\nprofit,18.75\n";
    let (code, told) = laid(&folder, within.as_bytes());
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(weights(&folder), [90.0, 30.0, 65.0, 15.0].map(|weight| vec![weight; 2]));
}

/// The weights of [`OWN`] as guides print them: merged cells are blank below and beside their first.
const PRINTED: [(&str, &str); 11] = [
    (
        "stages below a word for weights",
        "一级指标,二级指标,权重（%）,\n,,初创期,稳定期\n技术创新指标,研发费用金额,35,30\n,Patents,25,15\n\
         成长经营指标,营业收入,32.5,45\n,Profit,7.5,10\n合计,,100,100\n",
    ),
    (
        "groups' weights in a column of their own",
        "一级指标,权重,二级指标,初创期,稳定期\n技术创新指标,,Rd,70,60\n,,Patents,50,30\n成长经营指标,,营业收入,65,90\n\
         ,,Profit,15,20\n",
    ),
    (
        "groups' weights per stage",
        "一级指标,,,二级指标,,\n名称,初创期,稳定期,名称,初创期,稳定期\n技术创新,60%,45%,R&D,35%,30%\n,,,Patents,25%,15%\n\
         成长经营,40%,55%,营业收入,32.5%,45%\n,,,Profit,7.5%,10%\n合计,100%,100%,,100%,100%\n",
    ),
    (
        "levels below stages",
        "指标,初创期,,稳定期,\n,一级,二级,一级,二级\n技术创新指标,60%,,45%,\nrd,,35%,,30%\npatents,,25%,,15%\n\
         成长经营指标,40%,,55%,\nrevenue_points,,32.5%,,45%\nprofit,,7.5%,,10%\n",
    ),
    (
        "groups' weights in their header, of another sum",
        "一级指标,初创期一级指标权重,稳定期一级指标权重,二级指标,初创期权重,稳定期权重\n技术创新,0.6,0.45,R&D,70,60\n\
         技术创新,0.6,0.45,Patents,50,30\n成长经营,0.4,0.55,营业收入,65,90\n成长经营,0.4,0.55,Profit,15,20\n",
    ),
    (
        "shares of groups, whose weights stand beside",
        "一级指标,初创期,稳定期,二级指标,初创期,稳定期\n技术创新,0.6,0.48,R&D,70%,62.5%\n,,,Patents,30%,37.5%\n\
         成长经营,0.4,0.52,营业收入,81.25%,75%\n,,,Profit,18.75%,25%\n",
    ),
    (
        "rows of groups with weights, called as guides do",
        "指标,初创期,稳定期\n一、技术创新指标,120,90\n1.R&D,70,60\n2.Patents,50,30\n二、成长经营指标,80,110\n1.营业收入,65,90\n\
         2.Profit,15,20\n总计,200,200\n",
    ),
    (
        "a page's heading again, numbers of rows and units",
        "序号,指标,单位,初创期,稳定期\n1,rd,万元,70,60\n2,patents,件,50,30\n序号,指标,单位,初创期,稳定期\n3,营业收入,万元,65,90\n\
         4,profit,万元,15,20\n",
    ),
    (
        "a title, a unit and a remark",
        "附件1,,\n企业创新积分权重,,\n单位：%,,\n指标,初创期,稳定期\nrd,35,30\npatents,25,15\n营业收入,32.5,45\n\
         profit,7.5,10\n注：本表由某地印发。,,\n",
    ),
    (
        "headers whose words stand on two lines",
        "\"一级\n指标\",二级指标,\"初创期\n权重\",\"稳定期\n权重\"\n技术创新,rd,70,60\n,patents,50,30\n成长经营,营业收入,65,90\n\
         ,profit,15,20\n",
    ),
    (
        "heading cells that a converter has filled",
        "指标,权重,权重\n指标,初创期,稳定期\nrd,70,60\npatents,50,30\n营业收入,65,90\nprofit,15,20\n",
    ),
];

#[test]
fn a_printed_table_is_read_as_it_stands() {
    let folder = folder();
    for (name, table) in PRINTED {
        let (code, told) = laid(&folder, table.as_bytes());
        assert_eq!((code, told.as_str()), (Some(0), ""), "{name}");
        let shares = [[84.0, 60.0], [36.0, 36.0], [65.0, 78.0], [15.0, 26.0]];
        let own = if name.starts_with("shares") { shares } else { OWN };
        assert_eq!(weights(&folder), own.map(|own| own.to_vec()), "{name}");
    }
}

#[test]
fn a_number_anywhere_in_a_table_counts_or_is_refused() {
    // A digit too many in any weight, of an indicator, a group or the total.
    let folder = folder();
    for (name, table) in PRINTED {
        let is_number = |cell: &str| cell.trim_end_matches('%').parse::<f64>().is_ok();
        let lines: Vec<&str> = table.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let cells: Vec<&str> = line.split(',').collect();
            let serial = usize::from(name.contains("numbers of rows"));
            for column in (serial..cells.len()).filter(|&column| is_number(cells[column])) {
                let mut changed = cells.clone();
                let other = format!("3{}", cells[column]);
                changed[column] = &other;
                let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
                lines[at] = changed.join(",");
                let (code, told) = laid(&folder, lines.join("\n").as_bytes());
                assert!(matches!(code, Some(2 | 3)), "{name}, line {}, column {column}: {told}", at + 1);
            }
        }
    }
}

#[test]
fn what_of_a_table_cannot_be_told_is_named() {
    let folder = folder();
    let sound = "id,start-up,stable\nrd,70,60\npatents,50,30\nrevenue_points,65,90\nprofit,15,20\n";
    let beside = "一级指标,权重,指标,初创期,稳定期\n技术创新,60,rd,35,30\n,,patents,25,15\n成长经营,40,营业收入,32.5,45\n\
        ,,profit,7.5,10\n";
    let lone = "初创期,\n指标,权重\nrd,70\npatents,50\n营业收入,65\nprofit,15\n";
    for (table, words) in [
        // A second table, under the same heading or another.
        (
            format!("{sound}{sound}"),
            "table.csv:6: another heading stands here: the file holds a second table",
        ),
        (format!("{sound}另一表,,\n指标,权重,\nrd,30,\n"), "table.csv:7: another heading stands here"),
        (format!("{sound}成长期,,\nrd,30,40\n"), "error[name-repeated]: table.csv:7: `rd` has a row already"),
        // Columns that look like weights.
        (
            sound.replace("id,start-up", "id,权重,start-up").replace("rd,", "rd,9,"),
            "names no segment, and others do",
        ),
        (
            sound.replace("stable\n", "stable,2026年权重\n").replace("60\n", "60,55\n"),
            "error[column-ambiguous]: table.csv:2 [2026年权重]: the column holds numbers (`55`)",
        ),
        (
            sound.replace("60\n", "60,55\n"),
            "error[column-ambiguous]: table.csv:2: the column holds numbers (`55`)",
        ),
        (
            sound.replace("id,start-up", "id,start-up,start-up"),
            "two columns hold the weights of segment `start-up`",
        ),
        (
            "指标,一级指标权重,一级指标权重,初创期,稳定期\nrd,,,70,60\n".to_owned(),
            "two columns of weights for groups name no segment",
        ),
        (lone.to_owned(), "no column for segment `stable`"),
        // Groups' weights that their indicators do not come to, or that nothing is the group of.
        (
            beside.to_owned(),
            "table.csv:2 [权重]: the weight of `technology` is `60` of `100`, but its indicators add up \
            to `45` of `100`",
        ),
        (beside.replace("成长经营,40", ",40"), "[权重]: `technology` has another weight already, on line 2"),
        (
            beside.replace("成长经营,40", "成长经营,"),
            "no group above `revenue_points` has a weight, and others have one",
        ),
        (
            beside.replace("技术创新,60", "技术創造,60"),
            "[权重]: a weight of a group stands here, but no cell names the group",
        ),
        (
            beside.replace("成长经营,40", "成长经营,45"),
            "weights of groups add up to `105`, not to `200`, `100` or `1`",
        ),
        (
            beside.replace("成长经营,40", ","),
            "[row-misplaced]: table.csv:4 [一级指标]: `revenue_points` stands under `technology`, but is \
            not in that group of `base`",
        ),
        // A weight in a name's brackets; a group that is not known.
        (
            sound.replace("rd,70", "技术创新（60分）,,\nrd,70"),
            "the weight `60分` in `技术创新(60分)` is not read",
        ),
        (
            sound.replace("rd,70", "辅助指标,10,10\nrd,70"),
            "`base` has no indicator or group called `辅助指标`",
        ),
        (
            "id,title,权重\nrd,Patents,70\n".to_owned(),
            "error[name-repeated]: table.csv:2: the row names `rd` and `patents`",
        ),
        // To the last digit.
        (
            "id,权重\nrd,0.1\npatents,0.1\nrevenue_points,0.1\nprofit,0.700000001\n".to_owned(),
            "weights add up to `1.000000001`, not to `200`, `100` or `1`",
        ),
        (
            "id,权重\nrd,0.1\npatents,0.1\nrevenue_points,0.1\nprofit,0.7000000001\n".to_owned(),
            "`0.7000000001` is not a weight",
        ),
    ] {
        let (code, told) = laid(&folder, table.as_bytes());
        assert!(matches!(code, Some(2 | 3)), "{table}: {told}");
        assert!(told.contains(words), "{table}: {words}\n{told}");
        // A row that carries a weight is none to leave out.
        assert!(!told.contains("leave other rows out"), "{told}");
    }
    // Numbers under a header of something else are named.
    let (code, told) =
        laid(&folder, sound.replace("stable\n", "stable,较上年\n").replace("60\n", "60,5\n").as_bytes());
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("warning[column-numbers]: table.csv:2 [较上年]: the column holds numbers (`5`)"),
        "{told}"
    );
}

#[test]
fn what_is_written_is_sound_runs_and_is_not_replaced() {
    let folder = Folder::with_firms(60, 0.0);
    let shown = folder.jifen(&["scorecards", "show", "mst-2022", "--format", "json"]);
    let card: serde_json::Value = serde_json::from_slice(&shown.stdout).expect("JSON");
    let mut table = "指标,初创期,成长期,稳定期\n".to_owned();
    for group in card["group"].as_array().expect("groups") {
        for indicator in group["indicator"].as_array().expect("indicators") {
            let weight = &indicator["weight"];
            let of = |segment: &str| weight.get(segment).unwrap_or(weight).to_string();
            let title = indicator["title_zh"].as_str().expect("a title");
            table += &format!("{title},{},{},{}\n", of("start-up"), of("growth"), of("stable"));
        }
    }
    folder.write("table.csv", table.as_bytes());
    let of_whom = ["scorecards", "weights", "table.csv", "--source", "国科办资〔2024〕84号"];
    let weights = of_whom;
    let written = folder.jifen(&weights);
    let told = text(&written.stdout);
    assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
    for words in [
        "mst-2022-official.toml: weights of 18 indicators in 3 segments, official: 国科办资〔2024〕84号",
        "every output calls them official: if they are not the authority's, write --basis local or \
        illustrative",
        "stay those of mst-2022, which are illustrative",
        "scorecard = \"mst-2022-official.toml\"",
    ] {
        assert!(told.contains(words), "{told}");
    }
    let checked = folder.jifen(&["scorecards", "check", "mst-2022-official.toml"]);
    assert_eq!((checked.status.code(), text(&checked.stderr)), (Some(0), String::new()));
    // The same weights, the same points; and nothing is called illustrative but the rest of the scorecard.
    let before = folder.jifen(&["run", "campaign.toml", "--out", "before"]);
    folder.edit("campaign.toml", "\"mst-2022\"", "\"mst-2022-official.toml\"");
    let run = folder.jifen(&["run", "campaign.toml"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert_eq!(folder.read("out/scores.csv"), folder.read("before/scores.csv"));
    assert!(text(&before.stdout).contains("weights are illustrative"));
    assert!(!text(&run.stdout).contains("weights are illustrative"), "{}", text(&run.stdout));
    let readme = folder.read("out/referrals/README.txt");
    assert!(
        readme.contains("weights of 国科办资〔2024〕84号; its limits and curves illustrative"),
        "{readme}"
    );
    // It is kept, and neither it nor the table is written over what it is made from.
    assert_eq!(folder.jifen(&weights).status.code(), Some(3));
    for target in ["table.csv", "mst-2022-official.toml"] {
        let from = ["--from", "mst-2022-official.toml", "--basis", "local", "--out", target, "--force"];
        let output = folder.jifen(&[&of_whom[..], &from].concat());
        assert_ne!(output.status.code(), Some(0), "{target}");
    }
    let told = folder
        .jifen(&[&of_whom[..], &["--force", "--format", "json", "--basis", "local", "--id", "own"]].concat());
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
    assert_eq!((&told["file"], &told["weights_basis"]), (&"own.toml".into(), &"local".into()));
    let tried = folder.jifen(&[&of_whom[..], &["--basis", "illustrative", "--out", "tried.toml"]].concat());
    assert_eq!(tried.status.code(), Some(0), "{}", text(&tried.stderr));
    assert!(folder.read("tried.toml").contains("weights_basis = \"illustrative\""));
    let silent =
        folder.jifen(&["scorecards", "weights", "table.csv", "--source", " ", "--basis", "official"]);
    assert_eq!(silent.status.code(), Some(2));
}

#[test]
fn the_form_to_fill_in_names_every_indicator_and_stage() {
    let folder = Folder::with_firms(1, 0.0);
    let form = std::fs::read_to_string("sample_data/weights.csv").expect("it is there");
    folder.write("form.csv", form.as_bytes());
    let weights = ["scorecards", "weights", "form.csv", "--source", "x", "--basis", "official"];
    let output = folder.jifen(&[&weights[..], &["--format", "json"]].concat());
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let found = told["findings"].as_array().expect("findings");
    assert_eq!((output.status.code(), found.len()), (Some(2), 18 * 3));
    assert!(found.iter().all(|one| one["code"] == "cell-missing"), "{told}");
}

#[test]
fn a_table_is_refused_and_laid_over_in_chinese() {
    let folder = folder();
    let laid = |table: &str| {
        folder.write("table.csv", table.as_bytes());
        let arguments =
            ["scorecards", "weights", "table.csv", "--from", "base.toml", "--source", "公告第9号"];
        let basis = ["--basis", "official", "--out", "new.toml", "--force"];
        text(&folder.jifen(&[&["--lang", "zh"], &arguments[..], &basis].concat()).stderr)
    };
    let sound = "id,start-up,stable\nrd,70,60\npatents,50,30\nrevenue_points,65,90\nprofit,15,20\n";
    let told = laid(&sound.replace("rd,70", "rd,71"));
    assert!(
        told.contains(
            "权重合计为 201，不等于“200”、“100”或“1”\n  处理：请与原文件核对：technology 121、growth 80"
        ),
        "{told}"
    );
    let told = laid(&sound.replace("stable", "stible"));
    assert!(told.contains("缺少阶段“stable”的列\n  处理：是否指“stible”？请改为“稳定期”"), "{told}");
    assert_eq!(laid(sound), "");
    let overlay = folder.read("new.toml");
    assert!(overlay.starts_with("# 权重取自 `table.csv`（SHA-256 "), "{overlay}");
    assert!(overlay.contains("title_zh = \"base（权重依据公告第9号；分段与计分方法为示例）\""), "{overlay}");
}

#[test]
fn what_is_wrong_with_a_table_is_told_with_its_place() {
    let folder = folder();
    let sound = "id,start-up,stable\nrd,70,60\npatents,50,30\nrevenue_points,65,90\nprofit,15,20\n";
    for (from, to, words) in [
        (
            "rd,70",
            "rdd,70",
            &[
                "error[name-unknown]: table.csv:2 [id]: `base` has no indicator or group called `rdd`",
                "did you mean `rd`?",
                "no row for indicator `rd` (研发费用金额)",
            ][..],
        ),
        ("profit,15,20\n", "", &["error[key-missing]: table.csv: no row for indicator `profit` (Profit)"]),
        (
            "profit,15,20\n",
            "profit,15,20\nProfit,15,20\n",
            &["error[name-repeated]: table.csv:6: `profit` has a row already, on line 5"],
        ),
        (
            "start-up",
            "start-upp",
            &["error[column-missing]: table.csv:1: no column for segment `start-up`", "did you mean"],
        ),
        (
            "stable",
            "start-up",
            &["two columns hold the weights of segment `start-up`", "no column for segment `stable`"],
        ),
        (
            "start-up,stable",
            "a,b",
            &["error[column-missing]: table.csv:1: no column has the name of a segment", "初创期 (start-up)"],
        ),
        ("rd,70", "rd,-70", &["error[cell-number]: table.csv:2 [start-up]: `-70` is not a weight"]),
        ("rd,70", "rd,7e1", &["`7e1` is not a weight"]),
        ("rd,70", "rd,", &["error[cell-missing]: table.csv:2 [start-up]: the weight is missing"]),
        (
            "rd,70",
            "rd,71",
            &[
                "error[weights-sum]: table.csv:1 [start-up]: weights add up to `201`, not to `200`, `100` \
                or `1`",
                "technology 121, growth 80",
            ],
        ),
        (
            "rd,70,60",
            "technology,119,90\nrd,70,60",
            &["error[weights-sum]: table.csv:2 [start-up]: the weight of `technology` is `119`, but \
                its indicators add up \
                to `120`"],
        ),
        (
            "profit,15,20\n",
            "profit,15,20\ntotal,199,200\n",
            &["table.csv:6 [start-up]: the total is `199`, but weights add up to `200`"],
        ),
        (
            "patents,50",
            "patents,50%",
            &["error[cell-number]: table.csv:3 [start-up]: `50%` has a percent sign, but weights \
                above it have none"],
        ),
        ("rd,70", "\"rd,70", &["error[quote-unclosed]: table.csv:2"]),
        (sound, "", &["error[file-empty]: table.csv"]),
    ] {
        assert!(sound.contains(from), "{from}");
        let (code, told) = laid(&folder, sound.replacen(from, to, 1).as_bytes());
        assert!(matches!(code, Some(2 | 3)) && !folder.path("new.toml").exists(), "{to}: {told}");
        words.iter().for_each(|words| assert!(told.contains(words), "{to}: {words}\n{told}"));
    }
    // A scorecard without a scale has none, and one whose groups take the better of two ways none that add
    // up.
    for from in ["star-attribute-2024", "tech-sme-2017"] {
        let arguments = ["scorecards", "weights", "table.csv", "--source", "x", "--basis", "official"];
        let output = folder.jifen(&[&arguments[..], &["--from", from]].concat());
        assert_ne!(output.status.code(), Some(0), "{from}");
    }
}
