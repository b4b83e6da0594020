//! Document of a calibration.

use super::{Account, Calibration, Contest, Estimate, LEAST, OutcomeRow, Report};
use crate::figures::number::{number, percent};
use crate::figures::{Cell, Chart, Document, Marks, Point, Rows, Section, Series, Statistic};
use crate::stats::decimals_apart;
use crate::studies::searches::Searches;
use crate::studies::study::day;
use crate::studies::weights::side_by_side::{by_indicator, change};
use crate::words::{Arg, Message, say};

/// Characters of an interval, and of a bar.
const WIDE: usize = 21;
/// Approximate number of points of a ROC curve that are drawn.
const DRAWN: usize = 200;

impl Report {
    /// The study as a document for people.
    pub(super) fn to_document(&self) -> Document {
        let title = say!(
            calibrate::title,
            scorecard = &self.about.scorecard,
            outcomes = &self.outcomes_file,
            cohort = &self.about.cohort,
            as_of = day(&self.about.as_of),
        );
        let verdict = match self.verdict.proposed {
            true => say!(calibrate::verdict_proposed, reason = &self.verdict.reason),
            false => say!(calibrate::verdict_kept, reason = &self.verdict.reason),
        };
        let mut document = Document::new(title)
            .sections(rows(self))
            .section(Section::named(say!(calibrate::verdict)).prose(verdict));
        document.push(searches(&self.searches));
        if !self.cautions.is_empty() {
            document.push(Section::new().heading(say!(calibrate::bear_in_mind)).bullets(&self.cautions));
        }
        document.push(evidence(self).chart(roc(&self.outcomes)));
        document = document.sections(selection(self));
        // Without a free weight there are no other weights to show, and no firms to hold out.
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

/// Earlier searches, and the confidence level they require of its intervals.
fn searches(searches: &Searches) -> Section {
    let section = Section::new().prose(searches.summary());
    let Some(before) = searches.before.as_ref().filter(|before| before.others > 0) else { return section };
    let all = before.others + 1;
    // Enough decimals to distinguish the level from 100 %.
    let decimals = all.to_string().len();
    let level = format!("{:.decimals$}", 100.0 * before.level());
    section.prose(say!(calibrate::searches_level, searches = all, level = level))
}

/// Rows by disposition, and the number of outcomes.
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
        (repeated, say!(calibrate::rows_repeated, rows = repeated)),
        (contradictory, say!(calibrate::rows_contradictory, rows = contradictory)),
        (unreadable, say!(calibrate::rows_unreadable, rows = unreadable)),
        (unanswered, say!(calibrate::rows_unanswered, rows = unanswered)),
        (unknown, say!(calibrate::rows_unknown, rows = unknown)),
        (quarantined, say!(calibrate::rows_quarantined, rows = quarantined)),
        (not_scored, say!(calibrate::rows_not_scored, rows = not_scored)),
    ];
    let others = others.into_iter().filter(|(count, _)| *count > 0).map(|(_, fate)| fate);
    let fates = Arg::items(std::iter::once(say!(calibrate::rows_used, rows = used)).chain(others));
    let standing = &study.standing;
    let outcomes = Section::named(say!(calibrate::outcomes))
        .line(say!(calibrate::rows_read, rows = rows, fates = fates))
        .line(say!(
            calibrate::share_bad,
            bad = study.bad,
            outcomes = used,
            share = percent(study.bad as f64 / used.max(1) as f64),
            bad_firms = study.firms.bad_firms,
            firms = study.firms.firms,
            one = if study.one_is_good { "good" } else { "bad" },
        ))
        .lines(study.is_repeated().then(|| match study.design_effect > 1.0 {
            true => {
                let worth = (used as f64 / study.design_effect).round() as u64;
                say!(calibrate::depend_worth, worth = worth)
            }
            false => say!(calibrate::depend),
        }))
        .line(say!(
            calibrate::on_lists,
            listed = standing.firms_referred,
            referred = standing.referred,
            scored = standing.scored,
        ));
    if study.windows.is_empty() {
        return [outcomes, Section::new()];
    }
    let windows = Rows::new(&study.windows)
        .left(say!(calibrate::head_window), |window| &*window.name)
        .count(say!(calibrate::head_outcomes), |window| window.outcomes)
        .share(say!(calibrate::head_bad), |window| window.bad as f64 / window.outcomes.max(1) as f64);
    [outcomes, Section::new().table(windows)]
}

/// How well the points separate bad from good firms: KS and AUC with their readings.
fn separation(study: &Report) -> Option<Message> {
    let points = study.evidence.first()?;
    let (ks, auc) = (points.ks?, points.auc?);
    Some(say!(
        calibrate::separation,
        ks = Statistic::KolmogorovSmirnov.read(ks, 3),
        auc = Statistic::Area.read(auc, 3)
    ))
}

/// Evidence on outcomes of the points, and of each indicator.
fn evidence(study: &Report) -> Section {
    let section = Section::named(say!(calibrate::evidence))
        .table(study.evidence_table())
        .note(say!(calibrate::evidence_note))
        .note(Statistic::Information.legend())
        .note(Statistic::KolmogorovSmirnov.legend())
        .note(Statistic::Area.legend());
    let not_shuffled = (study.is_repeated() && study.firms_not_shuffled > 0)
        .then(|| say!(calibrate::not_shuffled, firms = study.firms_not_shuffled));
    section.lines(not_shuffled).lines(separation(study))
}

/// Bounds of the area of today's points over all scored firms; `None` if all have an outcome.
fn selection(study: &Report) -> Option<Section> {
    let selection = study.selection?;
    Some(
        Section::named(say!(calibrate::unseen))
            .line(say!(calibrate::unseen_line, firms = selection.firms, unseen = selection.unseen))
            .table(study.selection_table())
            .note(say!(calibrate::unseen_note)),
    )
}

/// ROC curves of today's points and of the held-out points.
fn roc(outcomes: &[OutcomeRow]) -> Chart {
    let today = outcomes.iter().map(|row| (row.points, row.bad)).collect();
    let held_out: Vec<(f64, bool)> =
        outcomes.iter().filter_map(|row| Some((row.held_out?.points, row.bad))).collect();
    let corners = [0.0, 1.0].map(|at| Point { label: Message::default(), x: at, y: at });
    let series = |label: Message, points: Vec<Point>, guide| Series { label, points, guide };
    let mut all = vec![
        series(Message::default(), corners.into(), true),
        series(say!(calibrate::roc_today), curve(today), false),
        series(say!(calibrate::roc_held_out), curve(held_out), false),
    ];
    all.retain(|series| !series.points.is_empty());
    Chart::new(say!(calibrate::roc), Marks::Curve(all))
        .across(say!(calibrate::roc_across))
        .up(say!(calibrate::roc_up))
}

/// ROC curve of firms from the fewest points to the most; equal points are one step. Empty with outcomes of
/// one kind only.
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

/// Today's weights and the fitted weights.
fn weights(study: &Report) -> [Section; 2] {
    let fitted = &study.fitted;
    let (reach, goal) = (fitted.reach_percent().to_string(), fitted.maximise.as_str());
    let (free, draws) = (fitted.free, study.draws);
    let found = match study.verdict.proposed {
        true => say!(calibrate::weights_proposed, reach = reach, goal = goal, free = free, draws = draws),
        false => {
            say!(calibrate::weights_not_proposed, reach = reach, goal = goal, free = free, draws = draws)
        }
    };
    let mut section = Section::named(say!(calibrate::weights)).line(found);
    if !fitted.linear {
        section = section.prose(say!(calibrate::nonlinear));
    } else if fitted.gap.is_some() {
        section = section.line(say!(calibrate::best_fit));
    }
    if !study.kept_names.is_empty() {
        let segments = Arg::items(&study.kept_names);
        section = section.line(say!(calibrate::segments_kept, segments = segments, least = LEAST));
    }
    let decimals = study.weight_decimals;
    let table = by_indicator(
        &study.weights,
        &study.segment_names,
        |row| &row.name,
        |row, at| {
            let (today, found) = (row.today[at], &row.fitted[at]);
            let to = row.proposed.as_ref().map_or(found.value, |proposed| proposed[at]);
            change(today, to, decimals).noted(spread(today, found, decimals as usize))
        },
    );
    [section, Section::new().table(table)]
}

/// Interval of a weight. If all draws agree, the bounds of the weight or of the others in its group fix it; a
/// width of 0 does not mean certainty.
fn spread(today: f64, found: &Estimate, decimals: usize) -> Message {
    // An interval has one decimal less than a weight, rounded down to 0.
    let shown = decimals.saturating_sub(1);
    let none = 0.5 * 0.1f64.powi(shown as i32);
    match (found.low, found.high) {
        (Some(low), Some(high)) if high - low < none && (found.value - today).abs() < none => {
            say!(calibrate::weight_kept)
        }
        (Some(low), Some(high)) if high - low < none => say!(calibrate::weight_held),
        (low, high) => {
            say!(calibrate::weight_interval, low = number(low, shown), high = number(high, shown))
        }
    }
}

/// Performance of the weights on held-out firms.
fn held_out(study: &Report) -> Section {
    let by_firm = say!(calibrate::held_by_firm, folds = study.fitted.folds);
    let by_time = say!(calibrate::held_by_time);
    let mut rows: Vec<(&Message, &Contest)> = study.by_firm.iter().map(|one| (&by_firm, one)).collect();
    rows.extend(study.by_time.iter().map(|time| (&by_time, &time.contest)));
    let mut section = Section::named(say!(calibrate::held_out));
    if !rows.is_empty() {
        let table = Rows::new(rows)
            .left(say!(calibrate::head_held_out), |(by, _)| *by)
            .count(say!(calibrate::head_outcomes), |(_, contest)| contest.outcomes)
            .when(study.is_repeated(), |rows| {
                rows.count(say!(calibrate::head_firms), |(_, contest)| contest.firms.firms)
            })
            .right(say!(calibrate::head_auc_today), |(_, contest)| contest.auc_today.text(0.5, 3, false))
            .right(say!(calibrate::head_auc_found), |(_, contest)| contest.auc_fitted.text(0.5, 3, false))
            .right(say!(calibrate::head_gain), |(_, contest)| contest.gain.text(0.0, 4, true))
            .left(say!(calibrate::head_loss_gain), |(_, contest)| {
                let gain = &contest.gain;
                let (low, high) = (gain.low.unwrap_or(gain.value), gain.high.unwrap_or(gain.value));
                let most = low.abs().max(high.abs()).max(1e-9);
                Cell::interval([low, gain.value, high], -most..=most, WIDE)
            });
        section = section.table(table).note(say!(calibrate::held_note));
    }
    let no_firm = study.no_firm.iter().map(|why| say!(calibrate::no_firm, why = why));
    let periods = study.by_time.iter().map(|time| {
        let (trained, tested) = (Arg::items(&time.trained), Arg::items(&time.tested));
        say!(calibrate::periods, trained = trained, tested = tested)
    });
    let no_time = study.no_time.iter().map(|why| say!(calibrate::no_time, why = why));
    section.lines(no_firm.chain(periods).chain(no_time))
}

/// Predicted default probabilities against outcomes.
fn chances(study: &Report, today: &Calibration, found: &Calibration) -> [Section; 2] {
    let quality = Rows::new([(say!(calibrate::chance_today), today), (say!(calibrate::chance_found), found)])
        .left(say!(calibrate::head_chance), |(name, _)| name.clone())
        .number("Brier", 4, |(_, one)| one.brier)
        .left("", |(_, one)| {
            Statistic::Brier { base_rate: one.brier_of_mean }.reading(one.brier).unwrap_or_default()
        })
        .number("Hosmer–Lemeshow", 2, |(_, one)| one.hosmer_lemeshow)
        .right("p", |(_, one)| Cell::number(one.p, decimals_apart(one.p.map(|p| (p, 0.05)), 3)));
    let shown = if study.verdict.proposed { found } else { today };
    let most = shown.tenths.iter().map(|one| one.predicted.max(one.observed)).fold(0.0, f64::max).max(1e-9);
    let tenths = Rows::new(&shown.tenths)
        .share(say!(calibrate::head_predicted), |one| one.predicted)
        .share(say!(calibrate::head_observed), |one| one.observed)
        .count(say!(calibrate::head_outcomes), |one| one.outcomes as usize)
        .when(study.is_repeated(), |rows| rows.count(say!(calibrate::head_firms), |one| one.firms))
        .bars(WIDE, |one| one.observed / most);
    let at = |x: f64, y: f64, label: Message| Point { label, x: 100.0 * x, y: 100.0 * y };
    let points = shown
        .tenths
        .iter()
        .map(|one| at(one.predicted, one.observed, say!(calibrate::outcomes_here, outcomes = one.outcomes)));
    let diagonal = vec![at(0.0, 0.0, Message::default()), at(most, most, Message::default())];
    let series = [(diagonal, true), (points.collect(), false)].map(|(points, guide)| Series {
        label: Message::default(),
        points,
        guide,
    });
    let chart = Chart::new(say!(calibrate::chance_chart), Marks::Curve(series.into()))
        .across(say!(calibrate::chance_across))
        .up(say!(calibrate::chance_up));
    let section = Section::named(say!(calibrate::chances));
    let section = section.table(quality).note(Statistic::Brier { base_rate: 0.0 }.legend());
    [section, Section::new().line(say!(calibrate::table_calibration)).table(tenths).chart(chart)]
}

/// Bad outcomes by points and by grade, and population stability of the points.
fn by_points(study: &Report) -> [Section; 3] {
    let lift = study.lifts(study.lift_today.iter().map(|row| ("today", row)));
    let mut grades = Section::new();
    if !study.grades.is_empty() {
        grades = grades.table(study.grades_table()).lines(study.grades_monotone.map(|falls| match falls {
            true => say!(calibrate::grades_monotone),
            false => say!(calibrate::grades_mixed),
        }));
    }
    let stability = &study.stability;
    let edges = stability.psi.into_iter().flat_map(|psi| [0.1, 0.25].map(|edge| (psi, edge)));
    let psi = number(stability.psi, decimals_apart(edges, 3));
    let (base, other) = (&stability.base, &stability.other);
    let alike = match (stability.shared, stability.reading()) {
        (0, Some(reading)) => {
            say!(calibrate::stability, base = base, other = other, psi = psi, reading = reading)
        }
        (0, None) => say!(calibrate::stability_none, base = base, other = other, psi = psi),
        (shared, _) => {
            say!(calibrate::stability_shared, base = base, other = other, psi = psi, shared = shared)
        }
    };
    let stability = Section::new().line(alike);
    [Section::named(say!(calibrate::by_points)).table(lift), grades, stability]
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
