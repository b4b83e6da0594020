//! Weights that are tried without a file, in `run` and `compare`.

use serde_json::Value;

use crate::support::workplace::{Folder, text};

/// Four indicators in two groups, over two segments in which they weigh otherwise; one is absent from the
/// second.
const CARD: &str = r#"
id = "own"
title = "Own"
title_zh = "自定"
weights_basis = "official"
source = "made up"
scale = 100
decimals = 2
missing = "zero"
minimum_coverage = 0

[[segment]]
id = "young"
title = "Young"
when = "YEARS_BETWEEN(founded, as_of) < 6"

[[segment]]
id = "old"
title = "Old"

[[group]]
id = "research"
title = "Research"
title_zh = "研发"

[[group.indicator]]
id = "rd"
title = "R&D"
title_zh = "研发费用"
value = "rd_expense"
curve = { percentile = { within = [] } }
weight = { young = 40, old = 30 }

[[group.indicator]]
id = "patents"
title = "Patents"
value = "invention_applications"
curve = { tiers = { at_least = [[5, 20], [1, 12]], otherwise = 0 } }
weight = { young = 20, old = 30 }

[[group]]
id = "business"
title = "Business"

[[group.indicator]]
id = "revenue"
title = "Revenue"
value = "revenue"
curve = { percentile = { within = [] } }
weight = { young = 30, old = 40 }

[[group.indicator]]
id = "hires"
title = "Hires"
value = "graduates_hired"
curve = { percentile = { within = [] } }
weight = { young = 10, old = 0 }

[bonus]
cap = 5

[[bonus.indicator]]
id = "prize"
title = "Prize"
value = "awards"
curve = { linear = { low = 0, high = 1 } }
weight = 5
"#;

fn folder() -> Folder {
    let folder = Folder::with_firms(150, 0.0);
    folder.write("card.toml", CARD.as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"card.toml\"");
    let banks = b"[[institution]]\nid = \"first\"\nname = \"First\"\nkind = \"bank\"\ncapacity = 20\n";
    folder.write("institutions.toml", banks);
    folder
}

/// Weights per indicator as the run has them, of a firm of the segment: full marks, from its detail.
fn ran(folder: &Folder, arguments: &[&str]) -> Value {
    let all = [&["run", "campaign.toml", "--force", "--out", "tried"], arguments].concat();
    let output = folder.jifen(&all);
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_str(&folder.read("tried/run.json")).expect("one JSON object")
}

fn refused(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.jifen(&[&["run", "campaign.toml", "--out", "refused"], arguments].concat());
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(!folder.path("refused").exists());
    text(&output.stderr)
}

#[test]
fn a_trial_is_the_scorecard_that_says_the_same_in_a_file() {
    let folder = folder();
    let over = |weights: &str| {
        format!(
            "extends = \"card.toml\"\nid = \"other\"\ntitle = \"Other\"\nweights_basis = \"local\"\n{weights}"
        )
    };
    // 40 to rd leaves 60 for 20, 30 and 10 of 60, and 60 for 30 and 40 of 70: in hundredths by largest
    // remainder.
    let same = over(
        "[[group]]\nid = \"research\"\n[[group.indicator]]\nid = \"rd\"\nweight = 40\n\
         [[group.indicator]]\nid = \"patents\"\nweight = { young = 20, old = 25.71 }\n\
         [[group]]\nid = \"business\"\n[[group.indicator]]\nid = \"revenue\"\nweight = { young = 30, old = \
         34.29 }\n\
         [[group.indicator]]\nid = \"hires\"\nweight = { young = 10, old = 0 }\n",
    );
    folder.write("other.toml", same.as_bytes());
    for set in ["rd=40", "研发费用=40", "R&D = 40.00"] {
        ran(&folder, &["--set", set, "--rescale"]);
        let tried = folder.read("tried/scores.csv");
        folder.edit("campaign.toml", "\"card.toml\"", "\"other.toml\"");
        ran(&folder, &[]);
        assert_eq!(folder.read("tried/scores.csv"), tried, "{set}");
        folder.edit("campaign.toml", "\"other.toml\"", "\"card.toml\"");
    }
    // A group shares its weight as its members do today, and a segment alone changes alone.
    let group = over(
        "[[group]]\nid = \"research\"\n[[group.indicator]]\nid = \"rd\"\nweight = { young = 40, old = 10 }\n\
         [[group.indicator]]\nid = \"patents\"\nweight = { young = 20, old = 10 }\n\
         [[group]]\nid = \"business\"\n[[group.indicator]]\nid = \"revenue\"\n\
         weight = { young = 30, old = 80 }\n",
    );
    folder.write("other.toml", group.as_bytes());
    ran(&folder, &["--set", "研发@old=20", "--set", "revenue@old=80"]);
    let tried = folder.read("tried/scores.csv");
    folder.edit("campaign.toml", "\"card.toml\"", "\"other.toml\"");
    ran(&folder, &[]);
    assert_eq!(folder.read("tried/scores.csv"), tried);
}

#[test]
fn every_output_says_that_it_is_a_trial() {
    let folder = folder();
    let run = ran(&folder, &["--set", "rd=40", "--set", "hires@young=0", "--rescale"]);
    assert_eq!(run["campaign"], "test-trial");
    assert_eq!(run["title"], "A small campaign (trial weights: rd=40, hires@young=0, the others rescaled)");
    assert_eq!(run["trial"], serde_json::json!({"set": ["rd=40", "hires@young=0"], "rescale": true}));
    assert_eq!(
        (&run["scorecard"]["id"], &run["scorecard"]["weights_basis"]),
        (&"own-trial".into(), &"illustrative".into())
    );
    assert!(run["note"]["en"].as_str().is_some_and(|note| note.contains("not the campaign's")), "{run}");
    let readme = folder.read("tried/referrals/README.txt");
    assert!(readme.contains("a trial set on the command line"), "{readme}");
    assert!(folder.read("tried/datapackage.json").contains("trial weights: rd=40"));
    let all = ["run", "campaign.toml", "--force", "--set", "rd=40", "--rescale"];
    let told = text(&folder.jifen(&all).stdout);
    assert!(
        told.contains(
            "The weights are a trial, set on the command line: rd=40, the others rescaled. The \
            lists are not the \
            campaign's."
        ),
        "{told}"
    );
    assert!(told.starts_with("A small campaign (trial weights: rd=40, the others rescaled) · "), "{told}");
    let json = folder.jifen(&[&all[..], &["--format", "json"]].concat());
    let summary: Value = serde_json::from_slice(&json.stdout).expect("one JSON object");
    assert_eq!(summary["trial"]["set"], serde_json::json!(["rd=40"]));
    // Without weights that are set nothing says so.
    assert!(ran(&folder, &[]).get("trial").is_none());
}

#[test]
fn a_campaign_is_compared_with_itself_under_other_weights() {
    let folder = folder();
    let arguments = ["compare", "campaign.toml", "--set", "revenue=60", "--rescale"];
    let told = text(&folder.jifen(&arguments).stdout);
    for words in
        ["A  campaign.toml", "B  --set revenue=60 --rescale", "own-trial", "jifen explain campaign.toml"]
    {
        assert!(told.contains(words), "{words} is not in {told}");
    }
    let json = folder.jifen(&[&arguments[..], &["--format", "json"]].concat());
    let compared: Value = serde_json::from_slice(&json.stdout).expect("one JSON object");
    assert_eq!(compared["after"]["trial"], "--set revenue=60 --rescale");
    assert!(compared["moved"].as_u64().is_some_and(|moved| moved > 10), "{}", compared["moved"]);
    // Weights as they are change nothing.
    let same = folder.jifen(&["compare", "campaign.toml", "--set", "rd@young=40", "--format", "json"]);
    let compared: Value = serde_json::from_slice(&same.stdout).expect("one JSON object");
    assert_eq!(compared["moved"], 0);
    for wrong in [
        &["compare", "campaign.toml"][..],
        &["compare", "campaign.toml", "card.toml", "--set", "rd=40"],
        &["compare", "campaign.toml", "card.toml", "--rescale"],
        &["compare", "card.toml", "--set", "rd=40", "--firms", "firms.csv"],
    ] {
        assert_eq!(folder.jifen(wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn weights_that_cannot_be_set_are_refused_with_what_to_do() {
    let folder = folder();
    for (arguments, words, help) in [
        (
            &["--set", "rd=50"][..],
            "error[weights-sum]: card.toml --set rd=50: weights of segment `young` add up to `110`, \
            but the scale is `100`",
            "add --rescale, which scales the other weights so that all add up to 100 again",
        ),
        (&["--set", "rd=50"], "weights of segment `old` add up to `120`", "all add up to 100 again"),
        (
            &["--set", "rd=101", "--rescale"],
            "the weights that are set in segment `young` add up to `101`, but the scale is `100`",
            "leave some of the scale",
        ),
        // Together more digits than 64 bits hold.
        (
            &["--set", "rd=123456789012345", "--set", "revenue=0.123456789"],
            "weights of segment `young` add up to `123456789012375.123456789`",
            "add --rescale, which scales the other weights so that all add up to 100 again",
        ),
        (
            &["--set", "research=50", "--set", "business=40", "--rescale"],
            "the weights that are set in segment `young` add up to `90`, but the scale is `100`",
            "set weights that add up to the scale",
        ),
        (
            &["--set", "rdd=50"],
            "error[name-unknown]: no indicator or group to weigh is called `rdd`",
            "did you mean `rd`?",
        ),
        (&["--set", "prize=5"], "no indicator or group to weigh is called `prize`", "name one by its id: "),
        (
            &["--set", "rd@middle=50"],
            "no segment is called `middle`",
            "write one of the segments: young, old",
        ),
        (
            &["--set", "rd=40", "--set", "rd=41"],
            "error[name-repeated]: `--set rd=41` and `--set rd=40` set the same weight",
            "set each indicator once",
        ),
        (&["--set", "rd=40", "--set", "research=60"], "set the same weight", "by itself or by its group"),
    ] {
        let told = refused(&folder, arguments);
        assert!(told.contains(words) && told.contains(help), "{arguments:?}: {told}");
    }
    for wrong in [&["--set", "rd"][..], &["--set", "rd=-1"], &["--set", "rd=x"], &["--rescale"]] {
        refused(&folder, wrong);
    }
    let told = refused(&folder, &["--rescale"]);
    assert!(
        told.contains("error[option-idle]: `--rescale` makes room for weights set with `--set`"),
        "{told}"
    );
    // Where all that is wrong is the sum, a segment that is named overrules what holds for all.
    ran(&folder, &["--set", "rd=40", "--set", "rd@old=20", "--rescale"]);
    folder.edit("card.toml", "title = \"Business\"", "title = \"Business\"\ncap = 40");
    let told = refused(&folder, &["--set", "rd=40", "--rescale"]);
    assert!(
        told.contains("[weights-nonlinear]: card.toml: ")
            && told.contains("has a cap: its weights do not add up to its full marks"),
        "{told}"
    );
}
