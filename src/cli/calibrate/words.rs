//! A calibration for people.

use crate::cli::plot;
use crate::cli::screen::{counted, number, percent, prose, table, thousands};
use crate::cli::weights::effect;
use crate::stats::decimals_apart;
use crate::studies::calibrate::{
    Account, Calibration, Contest, Estimate, Evidence, LEAST, Maximise, Report, Strength,
};

/// Characters of an interval, and of a bar.
const WIDE: usize = 21;

/// The study as a person reads it.
pub(super) fn words(study: &Report) -> String {
    let mut text = format!(
        "Points of {} against {}, {} as of {}\n\n",
        study.about.scorecard, study.outcomes_file, study.about.cohort, study.about.as_of
    );
    text += &rows(study);
    let verdict = if study.verdict.proposed { "A case for the weights below" } else { "No case for change" };
    text += &format!("\n{}\n", prose(&format!("{verdict}: {}", study.verdict.reason), ""));
    if !study.cautions.is_empty() {
        text += "\nbear in mind\n";
        let caution = |caution: &String| prose(&format!("- {caution}\n"), "  ");
        study.cautions.iter().for_each(|one| text += &caution(one));
    }
    text += &format!("\n{}", evidence(&study.evidence));
    // Where none is free there are no others to show, and nothing to hold out.
    if study.fitted.free > 0 {
        text += &format!("\n{}", weights(study));
        text += &format!("\n{}", held_out(study));
    }
    if let (Some(today), Some(found)) = (&study.calibration_today, &study.calibration_fitted) {
        text += &format!("\n{}", chances(study, today, found));
    }
    text += &format!("\n{}", by_points(study));
    if let Some(effect_of) = &study.effect {
        text += &effect(effect_of, study.decimals);
    }
    text
}

/// What became of the rows, and how many outcomes there are.
fn rows(study: &Report) -> String {
    let Account {
        rows,
        used,
        repeated,
        contradictory,
        unreadable,
        unanswered,
        unknown,
        quarantined,
        not_scored,
    } = study.account;
    let others = [
        (repeated, "repeated"),
        (contradictory, "contradictory"),
        (unreadable, "unreadable"),
        (unanswered, "without an outcome"),
        (unknown, "of firms not in the cohort"),
        (quarantined, "of firms in quarantine"),
        (not_scored, "of firms without points"),
    ];
    let mut text = format!("{} read: {} count", counted(rows, "row"), thousands(used as u64));
    for (count, what) in others.iter().filter(|(count, _)| *count > 0) {
        text += &format!(", {} {what}", thousands(*count as u64));
    }
    let standing = &study.standing;
    text += &format!(
        "\n{} bad of {} ({}), of {}; 1 is taken as {}\n",
        thousands(study.bad as u64),
        counted(used, "outcome"),
        percent(study.bad as f64 / used.max(1) as f64),
        counted(standing.firms, "firm"),
        if study.one_is_good { "good" } else { "bad" }
    );
    text += &format!(
        "{} of these firms on a list, {} of all {} scored\n",
        thousands(standing.firms_referred as u64),
        thousands(standing.referred as u64),
        thousands(standing.scored as u64)
    );
    if !study.windows.is_empty() {
        let rows = study.windows.iter().map(|window| {
            let rate = percent(window.bad as f64 / window.outcomes.max(1) as f64);
            vec![window.name.clone(), thousands(window.outcomes as u64), rate]
        });
        text += &format!("\n{}", table(&[("window", false), ("outcomes", true), ("bad", true)], rows));
    }
    text
}

/// What the points and each indicator say of outcomes.
fn evidence(all: &[Evidence]) -> String {
    let columns = [
        ("", false),
        ("IV", true),
        ("by chance", true),
        ("", false),
        ("KS", true),
        ("AUC", true),
        ("known", true),
        ("bad rate by bins", false),
        ("falls", false),
        ("pooled", true),
    ];
    let row = |one: &Evidence| {
        // In thousandths, so that the highest bar is the highest rate.
        let known = one.bins.iter().filter(|bin| bin.from.is_some());
        let rates: Vec<usize> =
            known.map(|bin| (1000.0 * bin.bad_rate.unwrap_or_default()).round() as usize).collect();
        let falls = one.monotone.map_or("–", |falls| if falls { "yes" } else { "no" });
        let pooled = format!("{} of {}", one.pooled, rates.len());
        let edges = one.iv_by_chance.into_iter().chain(Strength::EDGES);
        let decimals =
            decimals_apart(one.iv.into_iter().flat_map(|iv| edges.clone().map(move |edge| (iv, edge))), 3);
        vec![
            one.id.clone(),
            number(one.iv, decimals),
            number(one.iv_by_chance, decimals),
            one.strength.map_or("–", |strength| strength.as_str()).to_owned(),
            number(one.ks, 3),
            number(one.auc, 3),
            thousands(one.known as u64),
            plot::histogram(&rates),
            falls.to_owned(),
            pooled,
        ]
    };
    let told = table(&columns, all.iter().map(row));
    told + "by chance: an indicator that says nothing has no greater IV 95 times in 100; –: no reading\n\
     bins go from least to most; pooled: how many are left where the bad rate is made to fall\n"
}

/// Today's weights and those found.
fn weights(study: &Report) -> String {
    let fitted = &study.fitted;
    let mut text = format!(
        "{}weights within {} % of today's that make the {} great, {} free, with 95 % intervals of {} draws\n",
        if study.verdict.proposed { "proposed: " } else { "not proposed, shown for study only: " },
        fitted.reach_percent(),
        if fitted.maximise == Maximise::Auc { "AUC" } else { "likelihood" },
        fitted.free,
        thousands(study.draws as u64)
    );
    if !fitted.linear {
        text += &prose(
            "for some firms points are no sum by weights (an indicator left out, a floor, a deduction to 0): they are \
             taken as they change at today's weights, and others may fit slightly better\n",
            "",
        );
    } else if fitted.gap.is_some() {
        text += "no other weights within the bounds fit these outcomes better\n";
    }
    if !study.segments_kept.is_empty() {
        text += &format!(
            "today's weights stay in {}: fewer than {LEAST} bad or {LEAST} good outcomes\n",
            study.segments_kept.join(", ")
        );
    }
    let decimals = study.weight_decimals as usize;
    let one = study.segments.len() == 1;
    let mut columns = vec![("indicator", false)];
    columns
        .extend(study.segments.iter().map(|segment| (if one { "weight" } else { segment.as_str() }, true)));
    let rows = study.weights.iter().map(|row| {
        let cells = row.today.iter().zip(&row.fitted).enumerate().map(|(at, (today, found))| {
            let to = row.proposed.as_ref().map_or(found.value, |proposed| proposed[at]);
            format!("{today:.decimals$} → {to:.decimals$} ({})", spread(*today, found, decimals))
        });
        std::iter::once(row.id.clone()).chain(cells).collect()
    });
    text + "\n" + &table(&columns, rows)
}

/// The interval of a weight. Where draws do not part it is the bounds that hold it, its own or those of the
/// others of its group: a width of 0 is no certainty.
fn spread(today: f64, found: &Estimate, decimals: usize) -> String {
    // An interval has one decimal less than a weight; half of one is none.
    let shown = decimals.saturating_sub(1);
    let none = 0.5 * 0.1f64.powi(shown as i32);
    match (found.low, found.high) {
        (Some(low), Some(high)) if high - low < none && (found.value - today).abs() < none => {
            "kept".to_owned()
        }
        (Some(low), Some(high)) if high - low < none => "held by bounds".to_owned(),
        (low, high) => format!("{} to {}", number(low, shown), number(high, shown)),
    }
}

/// How the weights do on firms held out.
fn held_out(study: &Report) -> String {
    let contest = |by: &str, contest: &Contest| {
        let gain = &contest.gain;
        let (low, high) = (gain.low.unwrap_or(gain.value), gain.high.unwrap_or(gain.value));
        let most = low.abs().max(high.abs()).max(1e-9);
        vec![
            by.to_owned(),
            thousands(contest.outcomes as u64),
            contest.auc_today.text(0.5, 3, false),
            contest.auc_fitted.text(0.5, 3, false),
            gain.text(0.0, 4, true),
            plot::interval((low, gain.value, high), (-most, most), WIDE),
        ]
    };
    let columns = [
        ("held out", false),
        ("outcomes", true),
        ("AUC today", true),
        ("AUC found", true),
        ("gain", true),
        ("loss       0     gain", false),
    ];
    let by_firm = format!("by firm, {} folds", study.fitted.folds);
    let mut rows: Vec<Vec<String>> = study.by_firm.iter().map(|one| contest(&by_firm, one)).collect();
    rows.extend(study.by_time.iter().map(|time| contest("by time", &time.contest)));
    let mut text = if rows.is_empty() {
        String::new()
    } else {
        table(&columns, rows)
            + "intervals come from drawing firms anew; the weights behind points held out are not found anew\n"
    };
    if let Some(why) = &study.no_firm {
        text += &format!("not held out by firm: {why}\n");
    }
    if let Some(time) = &study.by_time {
        text += &format!("found in {}, held against {}\n", time.trained.join(", "), time.tested.join(", "));
    }
    if let Some(why) = &study.no_time {
        text += &format!("not held out by time: {why}\n");
    }
    text
}

/// Whether chances come true.
fn chances(study: &Report, today: &Calibration, found: &Calibration) -> String {
    let columns = [
        ("chance of going bad, held out", false),
        ("Brier", true),
        ("Brier of the mean", true),
        ("Hosmer–Lemeshow", true),
        ("p", true),
    ];
    let row = |name: &str, one: &Calibration| {
        vec![
            name.to_owned(),
            format!("{:.4}", one.brier),
            format!("{:.4}", one.brier_of_mean),
            number(one.hosmer_lemeshow, 2),
            number(one.p, decimals_apart(one.p.map(|p| (p, 0.05)), 3)),
        ]
    };
    let mut text = table(&columns, [row("by today's points", today), row("by the weights found", found)]);
    let shown = if study.verdict.proposed { found } else { today };
    let most = shown.tenths.iter().map(|one| one.predicted.max(one.observed)).fold(0.0, f64::max).max(1e-9);
    let columns = [("predicted", true), ("came true", true), ("outcomes", true), ("", false)];
    let rows = shown.tenths.iter().map(|one| {
        vec![
            percent(one.predicted),
            percent(one.observed),
            thousands(one.outcomes),
            plot::bar(one.observed / most, WIDE),
        ]
    });
    text += &format!("\n{}", table(&columns, rows));
    text
}

/// Bad outcomes by points and by grade, and whether two cohorts have the points alike.
fn by_points(study: &Report) -> String {
    let shown = |points: f64| format!("{points:.*}", usize::from(study.decimals));
    let columns = [
        ("points today", true),
        ("outcomes", true),
        ("bad", true),
        ("bad rate", true),
        ("lift", true),
        ("of all bad so far", true),
    ];
    let rows = study.lift_today.iter().map(|row| {
        vec![
            format!("{} to {}", shown(row.from), shown(row.to)),
            thousands(row.outcomes),
            thousands(row.bad),
            percent(row.bad_rate),
            format!("{:.2}", row.lift),
            percent(row.captured),
        ]
    });
    let mut text = table(&columns, rows);
    if !study.grades.is_empty() {
        let columns = [("grade", false), ("outcomes", true), ("bad", true), ("bad rate", true)];
        let rows = study.grades.iter().map(|row| {
            let rate = percent(row.bad_rate);
            let grade = row.grade.clone().unwrap_or_else(|| "below".to_owned());
            vec![grade, thousands(row.outcomes), thousands(row.bad), rate]
        });
        text += &format!("\n{}", table(&columns, rows));
        text += match study.grades_monotone {
            Some(true) => "the bad rate never falls from a grade to the next below\n",
            Some(false) => "the bad rate does not keep the order of the grades\n",
            None => "",
        };
    }
    let stability = &study.stability;
    let edges = stability.psi.into_iter().flat_map(|psi| [0.1, 0.25].map(|edge| (psi, edge)));
    text += &format!(
        "\npoints of {} and of {}: PSI {}, {}\n",
        stability.base,
        stability.other,
        number(stability.psi, decimals_apart(edges, 3)),
        stability.reading().unwrap_or("nothing to compare")
    );
    text
}
