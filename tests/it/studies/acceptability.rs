//! Rank acceptability and central weights of `jifen sensitivity`: against draws carried out one by one, and
//! against what is known in closed form.

use jifen::campaign;
use jifen::progress::Silent;
use jifen::referral::refer;
use jifen::scoring::{Results, score};
use jifen::studies::sensitivity::{CutOff, NearFirm, Options, Spread};

use crate::studies::sensitivity::{INSTITUTIONS, folder, load, options, study};
use crate::support::workplace::Folder;

/// A cohort of its own under a scorecard of linear curves from 0 to 1, each indicator a share of the revenue.
pub(crate) fn shares(indicators: &[(&str, &str, f64)], firms: &[(&str, &[f64])]) -> Folder {
    let folder = folder(1, &INSTITUTIONS.replace("grade IS NOT NULL", "points > 12"));
    let mut card = "id = \"own\"\ntitle = \"Own\"\nweights_basis = \"local\"\nscale = 100\ndecimals = 2\n\
         missing = \"zero\"\n"
        .to_owned();
    for (id, field, weight) in indicators {
        card += &format!(
            "[[field]]\nname = \"{field}\"\ntitle = \"{field}\"\ntype = \"number\"\n\
             [[indicator]]\nid = \"{id}\"\ntitle = \"{id}\"\nvalue = \"{field}\"\n\
             curve = {{ linear = {{ low = 0, high = 1 }} }}\nweight = {weight}\n"
        );
    }
    // Fields stand before indicators.
    let (fields, rest): (Vec<&str>, Vec<&str>) =
        card.split("[[").skip(1).partition(|part| part.starts_with("field"));
    let head = card.split("[[").next().unwrap_or_default();
    let card = format!("{head}[[{}", [fields, rest].concat().join("[["));
    folder.write("own.toml", card.as_bytes());
    let header: Vec<&str> = indicators.iter().map(|(_, field, _)| *field).collect();
    let mut rows = format!("firm,授权,{}\n", header.join(","));
    for (firm, values) in firms {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        rows += &format!("{firm},是,{}\n", values.join(","));
    }
    folder.write("firms.csv", rows.as_bytes());
    folder.edit("campaign.toml", "path = \"firms.csv\"", "path = \"firms.csv\"\nid = \"firm\"");
    folder
}

/// The row of one firm near a cut-off.
fn near<'a>(cut_offs: &'a [CutOff], cut_off: &str, firm: &str) -> &'a NearFirm {
    let cut_off = cut_offs.iter().find(|one| one.id == cut_off).expect("a cut-off");
    cut_off.firms.iter().find(|one| one.firm == firm).expect("a firm near it")
}

#[test]
fn every_chance_and_weight_is_that_of_draws_carried_out_one_by_one() {
    let folder = folder(120, INSTITUTIONS);
    let campaign = load(&folder);
    let found = study(&campaign, &Options { near: 4, tops: vec![10, 60], ..options(90) });
    let assessed = campaign::assess(&campaign, &Silent).expect("it can be scored");
    let (firms, institutions) = (&assessed.intake.firms, &campaign.institutions);
    let ids: Vec<&str> = found.acceptability.iter().map(|one| &*one.id).collect();
    // A list in an order of its own has no cut-off by points.
    assert_eq!(ids, ["by-points", "no-end", "small", "early-full", "top 10", "top 60"]);
    // Of every draw: ranks, and who is in at each cut-off.
    let mut draws: Vec<(Vec<u32>, Vec<Vec<bool>>)> = Vec::new();
    for drawn in &found.drawn {
        let card = campaign.scorecard.reweighed(&drawn.weights);
        let scores = score(firms, &card, campaign.as_of, false, &Silent);
        let results = Results::new(firms, &[(&card, &scores)], campaign.as_of, institutions.slots());
        let referrals = refer(firms, &scores, institutions, &results.frame(firms));
        let is_in = |id: &&str| -> Vec<bool> {
            let list = institutions.all.iter().position(|one| one.id == **id);
            let top = || id.strip_prefix("top ").and_then(|top| top.parse().ok()).unwrap_or(0);
            (0..firms.len as u32)
                .map(|firm| match list {
                    Some(at) => referrals.lists[at].firms.contains(&firm),
                    None => scores.rank[firm as usize] <= top(),
                })
                .collect()
        };
        draws.push((scores.rank.clone(), ids.iter().map(is_in).collect()));
    }
    let share = |count: usize| count as f64 / draws.len() as f64;
    let mut seen = 0;
    for (at, cut_off) in found.acceptability.iter().enumerate() {
        let (ins, outs): (Vec<_>, Vec<_>) = cut_off.firms.iter().partition(|firm| firm.today);
        assert!(!ins.is_empty() && ins.len() <= 4 && outs.len() <= 4, "{}", cut_off.id);
        assert!(cut_off.firms.is_sorted_by_key(|firm| firm.rank));
        assert!(ins.iter().all(|firm| firm.rank <= cut_off.rank));
        for one in &cut_off.firms {
            let row = (0..firms.len).find(|row| firms.ids().get_or_empty(*row) == one.firm).expect("known");
            let inside: Vec<usize> = (0..draws.len()).filter(|draw| draws[*draw].1[at][row]).collect();
            assert_eq!((one.draws as usize, one.chance), (inside.len(), share(inside.len())), "{}", one.firm);
            for (band, chance) in cut_off.bands.iter().zip(one.bands) {
                let holds = |rank: u32| rank >= band.from && band.to.is_none_or(|to| rank <= to);
                assert_eq!(chance, share(draws.iter().filter(|(ranks, _)| holds(ranks[row])).count()));
            }
            let Some(central) = &one.central else {
                assert!(inside.is_empty());
                continue;
            };
            seen += 1;
            for (place, weight) in central.iter().enumerate() {
                let drawn = |draw: &usize| found.drawn[*draw].weights.iter().flatten().nth(place).copied();
                let mean = inside.iter().filter_map(drawn).sum::<f64>() / inside.len() as f64;
                assert!((weight - mean).abs() < 1e-9, "{weight} and {mean}");
            }
        }
    }
    assert!(seen > 20, "{seen}");
}

/// `E(u / (u + v) | u > v)` of independent `u` and `v` uniform in `a..b`:
/// `2 / (b − a)² ∫ u ln(2u / (u + a))`.
fn share_of_the_greater(a: f64, b: f64) -> f64 {
    let integral = |u: f64| {
        let (square, other) = (u * u / 2.0, (u * u - a * a) / 2.0);
        square * 2.0_f64.ln() + square * u.ln() - u * u / 4.0 - other * (u + a).ln() + u * u / 4.0
            - a * u / 2.0
    };
    2.0 / (b - a).powi(2) * (integral(b) - integral(a))
}

#[test]
fn two_firms_and_two_weights_are_as_in_closed_form() {
    let indicators = [("one", "share_one", 50.0), ("two", "share_two", 50.0)];
    let folder = shares(&indicators, &[("X", &[1.0, 0.0]), ("Y", &[0.0, 1.0])]);
    let draws = 2000;
    let spread = Spread::Share(0.5);
    let found = study(&load(&folder), &Options { spread, tops: vec![1], near: 5, ..options(draws) });
    // A firm is first where the weight of its indicator is the greater one: in half of the draws.
    let sd = |p: f64| (p * (1.0 - p) / f64::from(draws)).sqrt();
    let expected = 100.0 * share_of_the_greater(0.5, 1.5);
    for (firm, own) in [("X", 0), ("Y", 1)] {
        let one = near(&found.acceptability, "top 1", firm);
        assert!((one.chance - 0.5).abs() < 4.0 * sd(0.5), "{}", one.chance);
        // The ranks 1 and 2 are the bands `c` and `11 c / 10`.
        assert_eq!(one.bands[2], one.chance);
        assert!((one.bands[3] - (1.0 - one.chance)).abs() < 1e-12);
        let central = one.central.as_ref().expect("it is in in some draws");
        assert!((central[own] - expected).abs() < 4.0 * 6.2 / (f64::from(draws) / 2.0).sqrt(), "{central:?}");
        assert!((central[0] + central[1] - 100.0).abs() < 1e-9);
    }
}

#[test]
fn a_firm_that_is_never_in_has_no_central_weights() {
    let indicators = [("one", "share_one", 60.0), ("two", "share_two", 40.0)];
    let firms: [(&str, &[f64]); 3] = [("X", &[1.0, 0.0]), ("Z", &[0.55, 0.55]), ("never", &[0.5, 0.5])];
    let folder = shares(&indicators, &firms);
    let draws = 2000;
    let spread = Spread::Share(0.5);
    let found = study(&load(&folder), &Options { spread, tops: vec![1], near: 5, ..options(draws) });
    // X is first where 60 u > 55 % of 60 u + 40 v, that is u > 22 v / 27.
    let (a, b, r) = (0.5, 1.5, 22.0 / 27.0);
    let below = r / 2.0 * (b * b - (a / r) * (a / r)) - a * (b - a / r);
    let one = near(&found.acceptability, "top 1", "X");
    assert!(
        (one.chance - (1.0 - below)).abs() < 4.0 * (below * (1.0 - below) / f64::from(draws)).sqrt(),
        "{}",
        one.chance
    );
    let never = near(&found.acceptability, "top 1", "never");
    assert_eq!((never.draws, never.chance, &never.central), (0, 0.0, &None));
    assert_eq!(never.bands.iter().sum::<f64>(), 1.0);
    let out =
        ["sensitivity", "campaign.toml", "--draws", "90", "--sobol", "0", "--top", "1", "--out", "study"];
    folder.told(&out);
    let rows = folder.rows("study/acceptability.csv");
    assert!(rows.iter().any(|row| row["firm"] == "never" && row["draws"] == "0"));
    let central = folder.rows("study/central_weights.csv");
    assert!(central.iter().all(|row| row["cut_off"] != "top 1" || row["firm"] != "never"));
    assert!(
        central.iter().any(|row| row["firm"] == "X" && row["indicator"] == "one" && row["today"] == "60")
    );
    // Without firms asked for there is nothing to write.
    folder.told(&[&out[..], &["--near", "0", "--force"]].concat());
    assert!(!folder.path("study/acceptability.csv").exists());
}
