//! What is uncertain beside the weights in `jifen sensitivity`: ways of combining, and measured values.

use std::collections::BTreeMap;

use jifen::campaign;
use jifen::progress::Silent;
use jifen::scorecard::Scorecard;
use jifen::studies::sensitivity::{
    Choices, CombineKind, Draw, FirmStability, MeasurementError, Options, Report, Spread,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

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

/// Errors as the command line has them.
fn errors(all: &[&str]) -> Vec<MeasurementError> {
    all.iter().map(|text| text.parse().expect("an error")).collect()
}

/// Weights that hardly move.
const STILL: Spread = Spread::Share(1e-9);

#[test]
fn two_firms_change_places_as_often_as_their_errors_say() {
    let folder = shares(&[("one", "share_one", 100.0)], &[("first", &[0.5]), ("second", &[0.45])]);
    let draws = 2000;
    let several =
        Options { errors: errors(&["one=20%"]), spread: STILL, tops: vec![1], near: 1, ..options(draws) };
    let found = study(&load(&folder), &several);
    // Uniform in 0.4..0.6 and 0.36..0.54: the second is greater in the triangle of the sides 0.14.
    let swap = 0.14 * 0.14 / 2.0 / (0.2 * 0.18);
    let chance = |firm: &str| found.each.iter().find(|one| one.firm == firm).expect("known").in_top[0];
    let sd = (swap * (1.0 - swap) / f64::from(draws)).sqrt();
    assert!((chance("second") - swap).abs() < 4.0 * sd, "{} where {swap} is expected", chance("second"));
    assert!((chance("first") + chance("second") - 1.0).abs() < 2e-3);
    // With values exact they never do.
    let still = study(&load(&folder), &Options { errors: Vec::new(), ..several.clone() });
    assert_eq!(still.shift.greatest, 0.0);
    // A draw alone has the values it has among others.
    for number in [1, 17, 400] {
        let alone = campaign::study(&load(&folder), &Draw { options: several.clone(), number }, &Silent);
        let alone = alone.expect("it can be drawn").report;
        assert_eq!(alone.drawn, found.drawn[number as usize - 1]);
    }
}

#[test]
fn errors_are_independent_between_firms_and_indicators() {
    let indicators = [("one", "share_one", 50.0), ("two", "share_two", 50.0)];
    let folder = shares(&indicators, &[("first", &[0.5, 0.5]), ("second", &[0.45, 0.45])]);
    let draws = 2000;
    let several = Options { errors: errors(&["20%"]), spread: STILL, tops: vec![1], ..options(draws) };
    let found = study(&load(&folder), &several);
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let trials = 200_000;
    let mut around = |value: f64| value * random.random_range(0.8..1.2);
    let swaps = (0..trials).filter(|_| around(0.45) + around(0.45) > around(0.5) + around(0.5)).count();
    let swap = swaps as f64 / f64::from(trials);
    let chance = found.each.iter().find(|one| one.firm == "second").expect("known").in_top[0];
    // One error for both indicators would give 0.27.
    assert!(swap < 0.2, "{swap}");
    assert!(
        (chance - swap).abs() < 4.0 * (swap * (1.0 - swap) / f64::from(draws)).sqrt(),
        "{chance}, {swap}"
    );
}

/// A scorecard whose curves, treatments and policies read the whole cohort.
fn of_the_cohort(value: &str) -> String {
    format!(
        "id = \"own\"\ntitle = \"Own\"\nweights_basis = \"local\"\nscale = 100\ndecimals = 1\n\
         missing = \"zero\"\n\
         [[indicator]]\nid = \"place\"\ntitle = \"Place\"\nvalue = \"{value}\"\n\
         missing = {{ median = {{ within = [] }} }}\n\
         curve = {{ percentile = {{ within = [\"industry\"] }} }}\nweight = 40\n\
         [[indicator]]\nid = \"way\"\ntitle = \"Way\"\nvalue = \"{value}\"\nmissing = \"skip\"\n\
         treatment = [{{ winsorise = {{ lower = 0.1, upper = 0.9, within = [] }} }}]\n\
         curve = {{ minmax = {{ within = [] }} }}\nweight = 30\n\
         [[indicator]]\nid = \"patents\"\ntitle = \"P\"\nvalue = \"invention_applications\"\n\
         curve = {{ percentile = {{ within = [] }} }}\nweight = 30\n"
    )
}

#[test]
fn other_values_are_scored_as_if_they_had_been_measured() {
    let by_points = INSTITUTIONS.replace("grade IS NOT NULL", "points > 12");
    let by_ranks = format!("{by_points}[[institution.rule]]\nwhen = \"rank <= 50\"\nreason = \"far\"\n");
    for institutions in [by_points, by_ranks] {
        let folder = folder(100, &institutions);
        // Bounds without width put another field in the place of the value.
        let other = "COALESCE(employees, 0) * 3";
        let all = errors(&[&format!("place={other}..{other}"), &format!("way={other}..{other}")]);
        let found = |value: &str, errors: Vec<MeasurementError>| {
            folder.write("own.toml", of_the_cohort(value).as_bytes());
            study(&load(&folder), &Options { errors, tops: vec![10], ..options(40) })
        };
        let swapped = found("rd_expense", all);
        let measured = found(&format!("CASE WHEN rd_expense IS NULL THEN NULL ELSE {other} END"), Vec::new());
        assert!(swapped.shift.mean > measured.shift.mean);
        let of = |found: &Report| -> BTreeMap<String, (f64, u32, u32, f64, Vec<f64>)> {
            let one = |one: &FirmStability| {
                let lists = one.on_list.clone();
                (one.firm.clone(), (one.mean_rank, one.rank_low, one.rank_high, one.in_top[0], lists))
            };
            found.each.iter().map(one).collect()
        };
        assert_eq!(of(&swapped), of(&measured));
    }
}

#[test]
fn the_errors_of_values_are_one_uncertain_input() {
    let indicators = [("one", "share_one", 60.0), ("two", "share_two", 40.0)];
    let firms: Vec<(String, [f64; 2])> = (0..12)
        .map(|at| (format!("firm {at:02}"), [0.3 + 0.02 * f64::from(at), 0.6 - 0.015 * f64::from(at)]))
        .collect();
    let firms: Vec<(&str, &[f64])> = firms.iter().map(|(firm, values)| (&**firm, &values[..])).collect();
    let folder = shares(&indicators, &firms);
    let total = |spread: Spread, error: &str| {
        let several = Options { errors: errors(&[error]), spread, sobol: 64, tops: vec![3], ..options(50) };
        let indices = study(&load(&folder), &several).indices.expect("ranks move");
        let names: Vec<String> = indices.iter().map(|one| one.factor.to_string()).collect();
        assert_eq!(names, ["one", "two", "values"]);
        indices[2].indices.total
    };
    // Where weights stand still all is due to the values, and where values do, nothing.
    assert!((total(STILL, "20%") - 1.0).abs() < 0.35);
    assert_eq!(total(Spread::Share(0.8), "0.00000001%"), 0.0);
}

#[test]
fn errors_leave_no_trace_of_rows_or_threads() {
    let folder = folder(80, INSTITUTIONS);
    let told = |threads: &str| {
        let output = folder.jifen(&[
            "--format",
            "json",
            "sensitivity",
            "campaign.toml",
            "--draws",
            "60",
            "--sobol",
            "64",
            "--error",
            "10%",
            "--error",
            "rd_expense=rd_expense * 0.2",
            "--combine",
            "geometric",
            "--near",
            "3",
            "--out",
            "out",
            "--force",
            "--threads",
            threads,
        ]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let files = ["sensitivity", "draws", "acceptability", "central_weights", "sobol"];
        (text(&output.stdout), files.map(|file| folder.read(&format!("out/{file}.csv"))))
    };
    let one = told("1");
    assert_eq!(told("3"), one);
    let firms = folder.read("firms.csv");
    let mut lines: Vec<&str> = firms.lines().collect();
    lines[1..].reverse();
    folder.write("firms.csv", (lines.join("\n") + "\n").as_bytes());
    assert_eq!(told("2").1, one.1);
}

#[test]
fn bounds_that_are_none_are_found_where_they_stand() {
    let indicators = [("one", "share_one", 60.0), ("two", "share_two", 40.0)];
    let firms: [(&str, &[f64]); 3] = [("a", &[0.5, 0.4]), ("b", &[0.3, 0.6]), ("c", &[0.9, 0.2])];
    let folder = shares(&indicators, &firms);
    let told = |error: &[&str], code: i32| {
        let output = folder.jifen(&[&["sensitivity", "campaign.toml", "--draws", "50"], error].concat());
        assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
        text(&output.stderr)
    };
    let crossed = told(&["--error", "one=share_two..share_one"], 2);
    let line = "error[bounds-crossed]: firms.csv:3 [one]: the lower bound of `one`, 0.6, is above the \
        upper bound, 0.3";
    assert!(crossed.contains(line) && !crossed.contains("firms.csv:2 "), "{crossed}");
    let below = told(&["--error", "one=share_two - 0.5"], 2);
    assert!(below.contains("firms.csv:2 [one]: the error of `one` is -0.1, which is below 0"), "{below}");
    let missing = told(&["--error", "one=NULLIF(share_two, 0.6) / 10"], 0);
    let line =
        "warning[bounds-doubtful]: firms.csv:3 [one]: the bounds of `one` are not known: its value counts";
    assert!(missing.contains(line), "{missing}");
    let outside = told(&["--error", "one=share_two / 2..share_two"], 0);
    assert!(outside.contains("firms.csv:4 [one]: `one` is 0.9, outside its bounds 0.1 to 0.2"), "{outside}");
    for (error, words) in [
        (&["--error", "three=10%"][..], "`own` has no indicator `three`"),
        (&["--error", "one=10%", "--error", "one=20%"], "`one` has two errors"),
        (&["--error", "one=share_ten"], "unknown name `share_ten`"),
        (&["--error", "one=points / 10"], "`points` is known once there are points"),
        (&["--error", "one=150%"], "`150%` is not a share between 0 and 1: write it like rd=10%"),
        (&["--error", "low..high"], "write it like rd=10%"),
    ] {
        let told = told(error, 2);
        assert!(told.contains(words), "{told}");
    }
}
