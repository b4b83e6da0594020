//! A calibration for people.

use super::{Account, Calibration, Contest, Estimate, LEAST, Maximise, OutcomeRow, Report};
use crate::figures::number::{counted, number, percent, thousands};
use crate::figures::{Cell, Chart, Document, Marks, Point, Rows, Section, Series};
use crate::stats::decimals_apart;
use crate::studies::searches::Searches;
use crate::studies::weights::side_by_side::{by_indicator, change};
use crate::words::Message;

/// Characters of an interval, and of a bar.
const WIDE: usize = 21;
/// Points of a ROC curve that are drawn, about.
const DRAWN: usize = 200;

impl Report {
    /// The study as a person reads it.
    pub(super) fn to_document(&self) -> Document {
        let title = format!(
            "Points of {} against {}, {} as of {}",
            self.about.scorecard, self.outcomes_file, self.about.cohort, self.about.as_of
        );
        let verdict =
            if self.verdict.proposed { "A case for the weights below" } else { "No case for change" };
        let mut document = Document::new(title)
            .sections(rows(self))
            .section(Section::named("Verdict").prose(format!("{verdict}: {}", self.verdict.reason)));
        document.push(searches(&self.searches));
        if !self.cautions.is_empty() {
            document.push(Section::new().heading("bear in mind").bullets(&self.cautions));
        }
        document.push(evidence(self).chart(roc(&self.outcomes)));
        document = document.sections(selection(self));
        // Where none is free there are no others to show, and nothing to hold out.
        if self.fitted.free > 0 {
            document = document.sections(weights(self)).section(held_out(self));
        }
        if let (Some(today), Some(found)) = (&self.calibration_today, &self.calibration_fitted) {
            document = document.sections(chances(self, today, found));
        }
        document = document.sections(by_points(self));
        match &self.effect {
            Some(effect) => document.sections(effect.effect(self.decimals)),
            None => document,
        }
    }
}

/// How many other searches came before, and what that asks of this one.
fn searches(searches: &Searches) -> Section {
    let section = Section::new().prose(searches.summary());
    let Some(before) = searches.before.as_ref().filter(|before| before.others > 0) else { return section };
    let all = before.others + 1;
    // As many decimals as it takes to part the level from 100 %.
    let decimals = all.to_string().len();
    section.prose(format!(
        "the best of {} searches looks better than it is: for 95 % over all of them each interval has to \
         hold {:.decimals$} % (Bonferroni)",
        thousands(all as u64),
        100.0 * before.level()
    ))
}

/// What became of the rows, and how many outcomes there are.
fn rows(study: &Report) -> [Section; 2] {
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
    let others = others.iter().filter(|(count, _)| *count > 0);
    let others: String =
        others.map(|(count, what)| format!(", {} {what}", thousands(*count as u64))).collect();
    let standing = &study.standing;
    let outcomes = Section::named("Outcomes")
        .line(format!("{} read: {} count{others}", counted(rows, "row"), thousands(used as u64)))
        .line(format!(
            "{} bad of {} ({}), {} bad of {}; 1 is taken as {}",
            thousands(study.bad as u64),
            counted(used, "outcome"),
            percent(study.bad as f64 / used.max(1) as f64),
            thousands(study.firms.bad_firms as u64),
            counted(study.firms.firms, "firm"),
            if study.one_is_good { "good" } else { "bad" }
        ))
        .lines(study.is_repeated().then(|| {
            let worth = (used as f64 / study.design_effect).round() as u64;
            format!(
                "outcomes of one firm depend on each other{}: firms are shuffled, drawn and held out whole",
                match study.design_effect > 1.0 {
                    true => format!(", these are worth {} independent ones", thousands(worth)),
                    false => String::new(),
                }
            )
        }))
        .line(format!(
            "{} of these firms on a list, {} of all {} scored",
            thousands(standing.firms_referred as u64),
            thousands(standing.referred as u64),
            thousands(standing.scored as u64)
        ));
    if study.windows.is_empty() {
        return [outcomes, Section::new()];
    }
    let windows = Rows::new(&study.windows)
        .left("window", |window| &*window.name)
        .count("outcomes", |window| window.outcomes)
        .share("bad", |window| window.bad as f64 / window.outcomes.max(1) as f64);
    [outcomes, Section::new().table(windows)]
}

/// What the points and each indicator say of outcomes.
fn evidence(study: &Report) -> Section {
    let section = Section::named("Evidence").table(study.evidence_table()).note(
        "corrected: IV less what chance alone makes of it on average; the reading is of this\n\
         by chance: an indicator that says nothing has no greater IV 95 times in 100; –: no reading\n\
         bins go from least to most; pooled: how many are left where the bad rate is made to fall",
    );
    section.lines((study.is_repeated() && study.firms_not_shuffled > 0).then(|| {
        format!(
            "by chance: outcomes go from firm to firm of as many; {} no like and keep theirs",
            match study.firms_not_shuffled {
                1 => "1 firm has".to_owned(),
                many => format!("{} firms have", thousands(many as u64)),
            }
        )
    }))
}

/// What the area of today's points may be over all firms scored, where some have no outcome.
fn selection(study: &Report) -> Option<Section> {
    let selection = study.selection?;
    Some(
        Section::named("Firms without an outcome")
            .line(format!(
                "today's points over all {} scored, by what became of the {} without an outcome",
                counted(selection.firms, "firm"),
                thousands(selection.unseen as u64)
            ))
            .table(study.selection_table())
            .note("bounds of what the data leave open, not an interval of chance; each firm counts once"),
    )
}

/// The ROC curves of today's points and of those held out.
fn roc(outcomes: &[OutcomeRow]) -> Chart {
    let today = outcomes.iter().map(|row| (row.points, row.bad)).collect();
    let held_out: Vec<(f64, bool)> =
        outcomes.iter().filter_map(|row| Some((row.held_out?.points, row.bad))).collect();
    let corners = [0.0, 1.0].map(|at| Point { label: Message::default(), x: at, y: at });
    let series = |label: &str, points: Vec<Point>, guide| Series { label: label.into(), points, guide };
    let mut all = vec![
        series("", corners.into(), true),
        series("today's points", curve(today), false),
        series("points held out", curve(held_out), false),
    ];
    all.retain(|series| !series.points.is_empty());
    Chart::new("ROC curve: bad and good firms found, from the fewest points on", Marks::Curve(all))
        .across("share of good firms")
        .up("share of bad firms")
}

/// The curve of firms from the fewest points to the most; equal points are one step. Empty where outcomes are
/// of one kind.
fn curve(mut outcomes: Vec<(f64, bool)>) -> Vec<Point> {
    let bad = outcomes.iter().filter(|(_, bad)| *bad).count();
    let good = outcomes.len() - bad;
    if bad == 0 || good == 0 {
        return Vec::new();
    }
    outcomes.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let point = |(good_so_far, bad_so_far): (usize, usize)| Point {
        label: Message::default(),
        x: good_so_far as f64 / good as f64,
        y: bad_so_far as f64 / bad as f64,
    };
    let mut so_far = (0, 0);
    let mut points = vec![point(so_far)];
    for alike in outcomes.chunk_by(|(a, _), (b, _)| a == b) {
        let bad = alike.iter().filter(|(_, bad)| *bad).count();
        so_far = (so_far.0 + alike.len() - bad, so_far.1 + bad);
        points.push(point(so_far));
    }
    let (last, step) = (points.len() - 1, points.len().div_ceil(DRAWN));
    let is_drawn = |at: usize| at.is_multiple_of(step) || at == last;
    points.into_iter().enumerate().filter(|(at, _)| is_drawn(*at)).map(|(_, point)| point).collect()
}

/// Today's weights and those found.
fn weights(study: &Report) -> [Section; 2] {
    let fitted = &study.fitted;
    let mut section = Section::named("Weights").line(format!(
        "{}weights within {} % of today's that make the {} great, {} free, with 95 % intervals of {} draws",
        if study.verdict.proposed { "proposed: " } else { "not proposed, shown for study only: " },
        fitted.reach_percent(),
        if fitted.maximise == Maximise::Auc { "AUC" } else { "likelihood" },
        fitted.free,
        thousands(study.draws as u64)
    ));
    if !fitted.linear {
        section = section.prose(
            "for some firms points are no sum by weights (an indicator left out, a floor, a deduction to 0): \
             they are taken as they change at today's weights, and others may fit slightly better",
        );
    } else if fitted.gap.is_some() {
        section = section.line("no other weights within the bounds fit these outcomes better");
    }
    if !study.segments_kept.is_empty() {
        section = section.line(format!(
            "today's weights stay in {}: fewer than {LEAST} bad or {LEAST} good firms",
            study.segments_kept.join(", ")
        ));
    }
    let decimals = study.weight_decimals;
    let table = by_indicator(
        &study.weights,
        &study.segments,
        |row| &row.id,
        |row, at| {
            let (today, found) = (row.today[at], &row.fitted[at]);
            let to = row.proposed.as_ref().map_or(found.value, |proposed| proposed[at]);
            change(today, to, decimals).noted(format!(" ({})", spread(today, found, decimals as usize)))
        },
    );
    [section, Section::new().table(table)]
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
fn held_out(study: &Report) -> Section {
    let by_firm = format!("by firm, {} folds", study.fitted.folds);
    let mut rows: Vec<(&str, &Contest)> = study.by_firm.iter().map(|one| (&*by_firm, one)).collect();
    rows.extend(study.by_time.iter().map(|time| ("by time", &time.contest)));
    let mut section = Section::named("Held out");
    if !rows.is_empty() {
        let table = Rows::new(rows)
            .left("held out", |(by, _)| *by)
            .count("outcomes", |(_, contest)| contest.outcomes)
            .when(study.is_repeated(), |rows| rows.count("firms", |(_, contest)| contest.firms.firms))
            .right("AUC today", |(_, contest)| contest.auc_today.text(0.5, 3, false))
            .right("AUC found", |(_, contest)| contest.auc_fitted.text(0.5, 3, false))
            .right("gain", |(_, contest)| contest.gain.text(0.0, 4, true))
            .left("loss       0     gain", |(_, contest)| {
                let gain = &contest.gain;
                let (low, high) = (gain.low.unwrap_or(gain.value), gain.high.unwrap_or(gain.value));
                let most = low.abs().max(high.abs()).max(1e-9);
                Cell::interval([low, gain.value, high], -most..=most, WIDE)
            });
        section = section.table(table).note(
            "intervals come from drawing firms anew; the weights behind points held out are not found anew",
        );
    }
    let no_firm = study.no_firm.iter().map(|why| format!("not held out by firm: {why}"));
    let periods = study
        .by_time
        .iter()
        .map(|time| format!("found in {}, held against {}", time.trained.join(", "), time.tested.join(", ")));
    let no_time = study.no_time.iter().map(|why| format!("not held out by time: {why}"));
    section.lines(no_firm.chain(periods).chain(no_time))
}

/// Whether chances come true.
fn chances(study: &Report, today: &Calibration, found: &Calibration) -> [Section; 2] {
    let quality = Rows::new([("by today's points", today), ("by the weights found", found)])
        .left("chance of going bad, held out", |(name, _)| *name)
        .number("Brier", 4, |(_, one)| one.brier)
        .number("Brier of the mean", 4, |(_, one)| one.brier_of_mean)
        .number("Hosmer–Lemeshow", 2, |(_, one)| one.hosmer_lemeshow)
        .right("p", |(_, one)| Cell::number(one.p, decimals_apart(one.p.map(|p| (p, 0.05)), 3)));
    let shown = if study.verdict.proposed { found } else { today };
    let most = shown.tenths.iter().map(|one| one.predicted.max(one.observed)).fold(0.0, f64::max).max(1e-9);
    let tenths = Rows::new(&shown.tenths)
        .share("predicted", |one| one.predicted)
        .share("came true", |one| one.observed)
        .count("outcomes", |one| one.outcomes as usize)
        .when(study.is_repeated(), |rows| rows.count("firms", |one| one.firms))
        .bars(WIDE, |one| one.observed / most);
    let at = |x: f64, y: f64, label: String| Point { label: label.into(), x: 100.0 * x, y: 100.0 * y };
    let points = shown
        .tenths
        .iter()
        .map(|one| at(one.predicted, one.observed, counted(one.outcomes as usize, "outcome")));
    let diagonal = vec![at(0.0, 0.0, String::new()), at(most, most, String::new())];
    let series = [(diagonal, true), (points.collect(), false)].map(|(points, guide)| Series {
        label: Message::default(),
        points,
        guide,
    });
    let chart = Chart::new("Chance of going bad: predicted, and what came true", Marks::Curve(series.into()))
        .across("predicted, %")
        .up("came true, %");
    [Section::named("Chances").table(quality), Section::new().table(tenths).chart(chart)]
}

/// Bad outcomes by points and by grade, and whether two cohorts have the points alike.
fn by_points(study: &Report) -> [Section; 3] {
    let lift = study.lifts(study.lift_today.iter().map(|row| ("today", row)));
    let mut grades = Section::new();
    if !study.grades.is_empty() {
        grades = grades.table(study.grades_table()).lines(study.grades_monotone.map(|falls| match falls {
            true => "the bad rate never falls from a grade to the next below",
            false => "the bad rate does not keep the order of the grades",
        }));
    }
    let stability = &study.stability;
    let edges = stability.psi.into_iter().flat_map(|psi| [0.1, 0.25].map(|edge| (psi, edge)));
    let stability = Section::new().line(format!(
        "points of {} and of {}: PSI {}, {}",
        stability.base,
        stability.other,
        number(stability.psi, decimals_apart(edges, 3)),
        match stability.shared {
            0 => stability.reading().map_or("nothing to compare".to_owned(), |reading| reading.to_string()),
            shared => format!("no reading: {} in both", counted(shared, "firm")),
        }
    ));
    [Section::named("Bad outcomes by points").table(lift), grades, stability]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roc_curve_steps_once_for_equal_points() {
        let outcomes = vec![(3.0, false), (1.0, true), (2.0, true), (2.0, false), (4.0, false)];
        let at: Vec<(f64, f64)> = curve(outcomes).iter().map(|point| (point.x, point.y)).collect();
        let third = 1.0 / 3.0;
        assert_eq!(at, [(0.0, 0.0), (0.0, 0.5), (third, 1.0), (2.0 / 3.0, 1.0), (1.0, 1.0)]);
        assert!(curve(vec![(1.0, true)]).is_empty() && curve(Vec::new()).is_empty());
        let many: Vec<(f64, bool)> = (0..9999).map(|at| (f64::from(at), at % 7 == 0)).collect();
        let drawn = curve(many);
        assert!(
            drawn.len() <= DRAWN + 1 && drawn.last().is_some_and(|point| (point.x, point.y) == (1.0, 1.0))
        );
    }
}
