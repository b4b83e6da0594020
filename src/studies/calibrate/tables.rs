//! Tables of a calibration, each declared once for files and for people.

use super::evidence::{Evidence, Strength};
use super::heldout::Contest;
use super::quality::{Calibration, GradeRow, Lift};
use super::report::Report;
use crate::figures::{Cell, Picture, Rows};
use crate::stats::decimals_apart;
use crate::studies::weights::side_by_side::in_segments;
use crate::words::{Message, Percent, say};

/// Cell with an interval of AUCs.
fn interval(low: Option<f64>, high: Option<f64>) -> Cell {
    low.zip(high).map_or(Cell::Missing, |(low, high)| {
        say!(calibrate::range, low = format!("{low:.3}"), high = format!("{high:.3}")).into()
    })
}

impl Report {
    /// Whether some firms have several outcomes.
    pub(super) fn is_repeated(&self) -> bool {
        self.account.used > self.firms.firms
    }

    /// AUC of today's points over all scored firms, for each assumption on the firms without outcomes.
    pub(super) fn selection_table(&self) -> Rows<(&'static str, Message, f64)> {
        let cases = self.selection.map_or_else(Vec::new, |selection| {
            let all = [
                ("seen_only", say!(calibrate::unseen_not_counted), Some(selection.seen_only)),
                ("all_good", say!(calibrate::unseen_all_good), Some(selection.all_good)),
                ("by_points", say!(calibrate::unseen_by_points), selection.by_points),
                ("all_bad", say!(calibrate::unseen_all_bad), Some(selection.all_bad)),
                ("least", say!(calibrate::unseen_least), Some(selection.least)),
                ("greatest", say!(calibrate::unseen_greatest), Some(selection.greatest)),
            ];
            all.into_iter().filter_map(|(name, words, area)| Some((name, words, area?))).collect()
        });
        Rows::table("selection", say!(calibrate::table_selection), cases)
            .field("unseen", say!(calibrate::col_unseen), |(name, ..)| *name)
            .left(say!(calibrate::head_unseen), |(_, words, _)| words.clone())
            .field("auc", say!(calibrate::col_auc), |(.., area)| *area)
            .shown_to("AUC", 3)
    }

    /// Evidence on outcomes of the points and of each indicator.
    pub(super) fn evidence_table(&self) -> Rows<&Evidence> {
        let known = |one: &Evidence| one.bins.iter().filter(|bin| bin.from.is_some()).count();
        let rates = |one: &Evidence| {
            // In thousandths, since a histogram takes whole numbers.
            let known = one.bins.iter().filter(|bin| bin.from.is_some());
            known.map(|bin| (1000.0 * bin.bad_rate.unwrap_or_default()).round() as usize).collect()
        };
        let decimals = |one: &Evidence| {
            let by_chance = one.iv.zip(one.iv_by_chance);
            let edges = one.iv_corrected.into_iter().flat_map(|iv| Strength::EDGES.map(|edge| (iv, edge)));
            decimals_apart(by_chance.into_iter().chain(edges), 3)
        };
        let strength = |one: &Evidence| one.strength.map(Strength::words);
        Rows::table("evidence", say!(calibrate::table_evidence), &self.evidence)
            .field("id", say!(calibrate::col_id), |one| &one.id)
            .left("", |one| &one.name)
            .field("title", say!(calibrate::col_title), |one| &one.title)
            .field("known", say!(calibrate::col_known), |one| one.known)
            .field("known_firms", say!(calibrate::col_known_firms), |one| one.known_firms)
            .field("iv", say!(calibrate::col_iv), |one| one.iv)
            .right("IV", |one| Cell::number(one.iv, decimals(one)))
            .field("iv_corrected", say!(calibrate::col_iv_corrected), |one| one.iv_corrected)
            .right(say!(calibrate::head_corrected), |one| Cell::number(one.iv_corrected, decimals(one)))
            .field("iv_by_chance", say!(calibrate::col_iv_by_chance), |one| one.iv_by_chance)
            .right(say!(calibrate::head_by_chance), |one| Cell::number(one.iv_by_chance, decimals(one)))
            .field("strength", say!(calibrate::col_strength), |one| strength(one))
            .left("", |one| strength(one).map_or(Cell::Missing, Cell::from))
            .field("ks", say!(calibrate::col_ks), |one| one.ks)
            .shown_to("KS", 3)
            .field("auc", say!(calibrate::col_auc_half), |one| one.auc)
            .shown_to("AUC", 3)
            .field("auc_error", say!(calibrate::col_auc_error), |one| one.auc_error)
            .field("auc_low", say!(calibrate::col_auc_low), |one| one.auc_low)
            .field("auc_high", say!(calibrate::col_auc_high), |one| one.auc_high)
            .right(Percent::new(95), |one| interval(one.auc_low, one.auc_high))
            .count(say!(calibrate::head_known), |one| one.known)
            .when(self.is_repeated(), |rows| rows.count(say!(calibrate::head_firms), |one| one.known_firms))
            .left(say!(calibrate::head_rates), |one| Cell::Picture(Picture::Histogram(rates(one))))
            .field("monotone", say!(calibrate::col_monotone), |one| one.monotone)
            .shown(say!(calibrate::head_falls))
            .field("pooled", say!(calibrate::col_pooled), |one| one.pooled)
            .right(say!(calibrate::head_pooled), |one| {
                say!(calibrate::pooled_of, left = one.pooled, all = known(one))
            })
    }

    pub(super) fn bins_table(&self) -> Rows<impl Sized> {
        let all = self.evidence.iter().flat_map(|one| one.bins.iter().map(move |bin| (one, bin)));
        Rows::table("bins", say!(calibrate::table_bins), all)
            .field("id", say!(calibrate::col_id), |(one, _)| &one.id)
            .field("from", say!(calibrate::col_from), |(_, bin)| bin.from)
            .field("to", say!(calibrate::col_to), |(_, bin)| bin.to)
            .field("good", say!(calibrate::col_good), |(_, bin)| bin.good as usize)
            .field("bad", say!(calibrate::col_bad), |(_, bin)| bin.bad as usize)
            .field("firms", say!(calibrate::col_firms), |(_, bin)| bin.firms)
            .field("bad_firms", say!(calibrate::col_bad_firms), |(_, bin)| bin.bad_firms)
            .field("bad_rate", say!(calibrate::col_bad_rate), |(_, bin)| bin.bad_rate)
            .field("woe", say!(calibrate::col_woe), |(_, bin)| bin.woe)
    }

    pub(super) fn weights_table(&self) -> Rows<impl Sized> {
        let all = in_segments(&self.weights, &self.segments);
        Rows::table("weights", say!(calibrate::table_weights), all)
            .field("indicator", say!(calibrate::col_indicator), |row| &row.indicator.id)
            .field("segment", say!(calibrate::col_segment), |row| row.segment)
            .field("today", say!(calibrate::col_today), |row| row.indicator.today[row.at])
            .field("fitted", say!(calibrate::col_fitted), |row| row.indicator.fitted[row.at].value)
            .field("low", say!(calibrate::col_low), |row| row.indicator.fitted[row.at].low)
            .field("high", say!(calibrate::col_high), |row| row.indicator.fitted[row.at].high)
            .field("proposed", say!(calibrate::col_proposed), |row| {
                row.indicator.proposed.as_ref().map(|weights| weights[row.at])
            })
    }

    pub(super) fn contests_table(&self) -> Rows<impl Sized> {
        let by_firm = self.by_firm.iter().map(|contest| ("firm", contest));
        let all = by_firm.chain(self.by_time.iter().map(|time| ("time", &time.contest)));
        let estimates = all.flat_map(|(by, contest): (&str, &Contest)| {
            [("auc_today", contest.auc_today), ("auc_fitted", contest.auc_fitted), ("gain", contest.gain)]
                .map(|(what, estimate)| (by, what, *contest, estimate))
        });
        Rows::table("held-out", say!(calibrate::table_held_out), estimates)
            .field("by", say!(calibrate::col_by), |(by, ..)| *by)
            .field("what", say!(calibrate::col_what), |(_, what, ..)| *what)
            .field("outcomes", say!(calibrate::col_outcomes_out), |(_, _, contest, _)| contest.outcomes)
            .field("firms", say!(calibrate::col_firms), |(_, _, contest, _)| contest.firms.firms)
            .field("bad_firms", say!(calibrate::col_bad_firms), |(_, _, contest, _)| contest.firms.bad_firms)
            .field("value", say!(calibrate::col_value), |(.., estimate)| estimate.value)
            .field("low", say!(calibrate::col_low), |(.., estimate)| estimate.low)
            .field("high", say!(calibrate::col_high), |(.., estimate)| estimate.high)
    }

    pub(super) fn calibration_table(&self) -> Rows<impl Sized> {
        let of = |name: &'static str, one: &Option<Calibration>| {
            let tenths = one.iter().flat_map(|one| one.tenths.iter().enumerate());
            tenths.map(|(at, tenth)| (name, at + 1, *tenth)).collect::<Vec<_>>()
        };
        let all = [of("today", &self.calibration_today), of("fitted", &self.calibration_fitted)].concat();
        Rows::table("calibration", say!(calibrate::table_calibration), all)
            .field("weights", say!(calibrate::col_chance_weights), |(name, ..)| *name)
            .field("tenth", say!(calibrate::col_tenth), |(_, place, _)| *place)
            .field("outcomes", say!(calibrate::col_outcomes), |(.., tenth)| tenth.outcomes as usize)
            .field("firms", say!(calibrate::col_firms), |(.., tenth)| tenth.firms)
            .field("predicted", say!(calibrate::col_predicted), |(.., tenth)| tenth.predicted)
            .field("observed", say!(calibrate::col_observed), |(.., tenth)| tenth.observed)
    }

    /// Bad outcomes by points under today's weights, and by held-out points.
    pub(super) fn lift_table(&self) -> Rows<impl Sized> {
        let today = self.lift_today.iter().map(|row| ("today", row));
        self.lifts(today.chain(self.lift_fitted.iter().map(|row| ("fitted", row))))
    }

    pub(super) fn lifts<'a>(
        &self,
        all: impl IntoIterator<Item = (&'static str, &'a Lift)>,
    ) -> Rows<(&'static str, &'a Lift)> {
        let shown = |points: f64| format!("{points:.*}", usize::from(self.decimals));
        Rows::table("lift", say!(calibrate::table_lift), all)
            .field("weights", say!(calibrate::col_points_weights), |(name, _)| *name)
            .field("from", say!(calibrate::col_from_points), |(_, row)| row.from)
            .field("to", say!(calibrate::col_to_points), |(_, row)| row.to)
            .right(say!(calibrate::head_points_today), |(_, row)| {
                say!(calibrate::range, low = shown(row.from), high = shown(row.to))
            })
            .field("outcomes", say!(calibrate::col_outcomes), |(_, row)| row.outcomes as usize)
            .shown(say!(calibrate::head_outcomes))
            .field("bad", say!(calibrate::col_bad), |(_, row)| row.bad as usize)
            .shown(say!(calibrate::head_bad))
            .field("firms", say!(calibrate::col_firms), |(_, row)| row.firms)
            .field("bad_firms", say!(calibrate::col_bad_firms), |(_, row)| row.bad_firms)
            .when(self.is_repeated(), |rows| {
                rows.count(say!(calibrate::head_firms), |(_, row)| row.firms)
                    .count(say!(calibrate::head_bad_firms), |(_, row)| row.bad_firms)
            })
            .field("bad_rate", say!(calibrate::col_bad_rate), |(_, row)| row.bad_rate)
            .shown_share(say!(calibrate::head_bad_rate))
            .field("lift", say!(calibrate::col_lift), |(_, row)| row.lift)
            .shown_to(say!(calibrate::head_lift), 2)
            .field("captured", say!(calibrate::col_captured), |(_, row)| row.captured)
            .shown_share(say!(calibrate::head_captured))
    }

    pub(super) fn grades_table(&self) -> Rows<&GradeRow> {
        Rows::table("grades", say!(calibrate::table_grades), &self.grades)
            .field("grade", say!(calibrate::col_grade), |row| row.grade.as_ref())
            .left(say!(calibrate::head_grade), |row| match &row.grade {
                Some(grade) => grade.into(),
                None => say!(calibrate::below_grades),
            })
            .field("outcomes", say!(calibrate::col_outcomes), |row| row.outcomes as usize)
            .shown(say!(calibrate::head_outcomes))
            .field("bad", say!(calibrate::col_bad), |row| row.bad as usize)
            .shown(say!(calibrate::head_bad))
            .field("firms", say!(calibrate::col_firms), |row| row.firms)
            .field("bad_firms", say!(calibrate::col_bad_firms), |row| row.bad_firms)
            .when(self.is_repeated(), |rows| {
                rows.count(say!(calibrate::head_firms), |row| row.firms)
                    .count(say!(calibrate::head_bad_firms), |row| row.bad_firms)
            })
            .field("bad_rate", say!(calibrate::col_bad_rate), |row| row.bad_rate)
            .shown_share(say!(calibrate::head_bad_rate))
    }

    pub(super) fn draws_table(&self) -> Rows<impl Sized> {
        Rows::table("draws", say!(calibrate::table_draws), self.drawn.iter().enumerate())
            .field("draw", say!(calibrate::col_draw), |(at, _)| *at)
            .field("auc_today", say!(calibrate::col_draw_today), |(_, draw)| {
                draw.as_ref().map(|one| one.auc_today)
            })
            .field("auc_fitted", say!(calibrate::col_draw_fitted), |(_, draw)| {
                draw.as_ref().and_then(|one| one.auc_fitted)
            })
    }

    pub(super) fn outcomes_table(&self) -> Rows<impl Sized> {
        Rows::table("outcomes", say!(calibrate::table_outcomes), &self.outcomes)
            .field("firm", say!(calibrate::col_firm), |row| &row.firm)
            .field("window", say!(calibrate::col_window), |row| row.window.as_ref())
            .field("bad", say!(calibrate::col_went_bad), |row| row.bad)
            .field("points", say!(calibrate::col_points), |row| row.points)
            .field("fold", say!(calibrate::col_fold), |row| row.held_out.map(|one| one.fold))
            .field("points_held_out", say!(calibrate::col_points_held_out), |row| {
                row.held_out.map(|one| one.points)
            })
            .field("chance_today", say!(calibrate::col_chance_today), |row| {
                row.held_out.map(|one| one.chance_today)
            })
            .field("chance_held_out", say!(calibrate::col_chance_held_out), |row| {
                row.held_out.map(|one| one.chance)
            })
    }

    pub(super) fn rows_table(&self) -> Rows<impl Sized> {
        let rows = &self.rows;
        Rows::table("rows", say!(calibrate::table_rows), 0..rows.lines.len())
            .field("line", say!(calibrate::col_line), |&at| rows.lines[at])
            .field("firm", say!(calibrate::col_row_firm), |&at| rows.firms.get_or_empty(at))
            .field("fate", say!(calibrate::col_fate), |&at| rows.fates[at].as_str())
    }
}
