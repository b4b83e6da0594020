//! What is uncertain beside the weights in `jifen sensitivity`: ways of combining, and measured values.

use jifen::scorecard::Scorecard;
use jifen::studies::sensitivity::{Choices, CombineKind, Options, Spread};

use crate::studies::acceptability::shares;
use crate::studies::sensitivity::{INSTITUTIONS, compare_with_runs, folder, load, options, study};
use crate::support::workplace::{Folder, text};

fn combining(combine: &[CombineKind]) -> Choices {
    Choices { combine: combine.to_vec(), ..Choices::default() }
}

/// The scorecard of the folder's campaign with a line more at its beginning.
fn card_with(folder: &Folder, line: &str) -> Scorecard {
    let before = folder.read("own.toml");
    folder.write("own.toml", format!("{line}\n{before}").as_bytes());
    let card = load(folder).scorecard;
    folder.write("own.toml", before.as_bytes());
    card
}

#[test]
fn another_way_of_combining_is_a_scorecard_written_so() {
    // The second breaks ties by points of an indicator, which a geometric mean has by scoring alone.
    for more in ["", "[[tie_breaker]]\nby = \"points.rd_expense\"\norder = \"descending\"\n"] {
        let folder = folder(120, INSTITUTIONS);
        folder.write("own.toml", (folder.read("own.toml") + more).as_bytes());
        let campaign = load(&folder);
        let written =
            ["geometric", "harmonic"].map(|word| card_with(&folder, &format!("combine = \"{word}\"")));
        let choices = combining(&[CombineKind::Geometric, CombineKind::Harmonic]);
        let found =
            compare_with_runs(&campaign, &Options { choices, ..options(30) }, &|picks| match &*picks[0] {
                "geometric" => written[0].clone(),
                "harmonic" => written[1].clone(),
                _ => campaign.scorecard.clone(),
            });
        assert_eq!(found.choices[0].id, "combine");
        let ways = |word: &str| found.drawn.iter().filter(|drawn| drawn.choices[0] == word).count();
        assert!(ways("as-written") > 3 && ways("geometric") > 3 && ways("harmonic") > 3);
    }
}

#[test]
fn a_bonus_stays_beside_a_geometric_base_and_a_mean_becomes_one() {
    let folder = folder(60, &INSTITUTIONS.replace("grade IS NOT NULL", "points > 12"));
    let parts = |combine: &str| {
        format!(
            "id = \"own\"\ntitle = \"Own\"\nweights_basis = \"local\"\nscale = 100\ndecimals = 1\n\
             missing = \"skip\"\n{combine}\n\
             [[group]]\nid = \"rd\"\ntitle = \"R&D\"\n\
             [[group.indicator]]\nid = \"intensity\"\ntitle = \"I\"\nvalue = \"rd_expense / revenue * 100\"\n\
             curve = {{ linear = {{ low = 0, high = 10 }} }}\nweight = 40\n\
             [[group.indicator]]\nid = \"patents\"\ntitle = \"P\"\nvalue = \"invention_applications\"\n\
             curve = {{ percentile = {{ within = [] }} }}\nweight = 20\n\
             [[group]]\nid = \"size\"\ntitle = \"Size\"\n\
             [[group.indicator]]\nid = \"people\"\ntitle = \"People\"\nvalue = \"employees\"\n\
             curve = {{ percentile = {{ within = [] }} }}\nweight = 40\n\
             [bonus]\ncap = 5\n[[bonus.indicator]]\nid = \"awards\"\ntitle = \"A\"\nvalue = \"awards\"\n\
             curve = {{ per_unit = {{ unit = 1, points = 2, cap = 6 }} }}\n"
        )
    };
    for (own, other, kind) in [
        ("", "combine = \"geometric\"", CombineKind::Geometric),
        ("combine = \"mean\"", "combine = \"geometric\"", CombineKind::Geometric),
        ("combine = \"geometric\"", "combine = \"mean\"", CombineKind::Mean),
    ] {
        folder.write("own.toml", parts(other).as_bytes());
        let written = load(&folder).scorecard;
        folder.write("own.toml", parts(own).as_bytes());
        let campaign = load(&folder);
        let several = Options { choices: combining(&[kind]), spread: Spread::Share(0.5), ..options(30) };
        let found = compare_with_runs(&campaign, &several, &|picks| match &*picks[0] {
            "as-written" => campaign.scorecard.clone(),
            _ => written.clone(),
        });
        assert!(found.shift.greatest > 1.0);
    }
}

#[test]
fn a_geometric_mean_turns_two_firms_and_leaves_one_without_points() {
    let indicators = [("one", "share_one", 50.0), ("two", "share_two", 50.0)];
    // Arithmetic 60, 50 and 50; geometric √0.2 = 44.7, 50 and 0.
    let folder = shares(&indicators, &[("spiky", &[1.0, 0.2]), ("even", &[0.5, 0.5]), ("lame", &[1.0, 0.0])]);
    let several = Options {
        choices: combining(&[CombineKind::Geometric]),
        spread: Spread::Share(0.01),
        tops: vec![1],
        ..options(200)
    };
    let found = study(&load(&folder), &several);
    let geometric = found.drawn.iter().filter(|drawn| drawn.choices[0] == "geometric").count();
    let chance = |firm: &str| found.each.iter().find(|one| one.firm == firm).expect("known").in_top[0];
    assert_eq!((chance("even"), chance("lame")), (geometric as f64 / 200.0, 0.0));
    assert_eq!(chance("spiky"), (200 - geometric) as f64 / 200.0);
}

#[test]
fn a_way_that_is_none_here_is_refused() {
    let told = |folder: &Folder, arguments: &[&str]| {
        let output = folder.jifen(&[&["sensitivity", "campaign.toml", "--draws", "50"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        text(&output.stderr)
    };
    let mean = told(&folder(20, INSTITUTIONS), &["--combine", "geometric,mean"]);
    assert!(mean.contains("error[option-idle]: `own` combines its top level by `mean` already"), "{mean}");
    let folder = shares(&[("one", "share_one", 100.0), ("two", "share_two", 100.0)], &[("X", &[0.0, 1.0])]);
    folder.write("own.toml", format!("combine = \"max\"\n{}", folder.read("own.toml")).as_bytes());
    let max = told(&folder, &["--combine", "geometric"]);
    assert!(max.contains("`own` cannot be combined by `geometric`"), "{max}");
}
