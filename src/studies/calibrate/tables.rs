//! The tables of a calibration, each declared once for files and for people.

use super::evidence::{Evidence, Strength};
use super::heldout::Contest;
use super::quality::{Calibration, GradeRow, Lift};
use super::report::Report;
use crate::figures::{Cell, Picture, Rows};
use crate::stats::decimals_apart;
use crate::studies::weights::side_by_side::in_segments;

/// An interval of areas.
fn interval(low: Option<f64>, high: Option<f64>) -> Cell {
    low.zip(high).map_or(Cell::Missing, |(low, high)| format!("{low:.3} to {high:.3}").into())
}

impl Report {
    /// Whether some firms have several outcomes.
    pub(super) fn is_repeated(&self) -> bool {
        self.account.used > self.firms.firms
    }

    /// The area of today's points over all firms scored, by what those without an outcome are taken for.
    pub(super) fn selection_table(&self) -> Rows<(&'static str, &'static str, f64)> {
        let cases = self.selection.map_or_else(Vec::new, |selection| {
            let all = [
                ("seen_only", "not counted", Some(selection.seen_only)),
                ("all_good", "all good", Some(selection.all_good)),
                ("by_points", "as their points say", selection.by_points),
                ("all_bad", "all bad", Some(selection.all_bad)),
                ("least", "worst for the points", Some(selection.least)),
                ("greatest", "best for the points", Some(selection.greatest)),
            ];
            all.into_iter().filter_map(|(name, words, area)| Some((name, words, area?))).collect()
        });
        let about = "The area of today's points over all firms scored, by what those without an outcome are";
        Rows::table("selection", about, cases)
            .field("unseen", "What the firms without an outcome are taken for", |(name, ..)| *name)
            .left("firms without an outcome", |(_, words, _)| *words)
            .field("auc", "Area under the ROC curve", |(.., area)| *area)
            .shown_to("AUC", 3)
    }

    /// What the points and each indicator say of outcomes.
    pub(super) fn evidence_table(&self) -> Rows<&Evidence> {
        let known = |one: &Evidence| one.bins.iter().filter(|bin| bin.from.is_some()).count();
        let rates = |one: &Evidence| {
            // In thousandths, so that the highest bar is the highest rate.
            let known = one.bins.iter().filter(|bin| bin.from.is_some());
            known.map(|bin| (1000.0 * bin.bad_rate.unwrap_or_default()).round() as usize).collect()
        };
        let decimals = |one: &Evidence| {
            let by_chance = one.iv.zip(one.iv_by_chance);
            let edges = one.iv_corrected.into_iter().flat_map(|iv| Strength::EDGES.map(|edge| (iv, edge)));
            decimals_apart(by_chance.into_iter().chain(edges), 3)
        };
        let strength = |one: &Evidence| one.strength.map(Strength::as_str);
        let about = "What the points and each indicator say of outcomes, a row each";
        Rows::table("evidence", about, &self.evidence)
            .field("id", "The indicator; `points` for the whole", |one| &one.id)
            .shown("")
            .field("title", "Its title", |one| &one.title)
            .field("known", "Outcomes of firms whose value is known", |one| one.known)
            .field("known_firms", "Those firms", |one| one.known_firms)
            .field("iv", "Information value", |one| one.iv)
            .right("IV", |one| Cell::number(one.iv, decimals(one)))
            .field(
                "iv_corrected",
                "The same less what chance alone makes of it on average: about 0 of noise",
                |one| one.iv_corrected,
            )
            .right("corrected", |one| Cell::number(one.iv_corrected, decimals(one)))
            .field(
                "iv_by_chance",
                "What the information value of noise stays at or below 95 times in 100",
                |one| one.iv_by_chance,
            )
            .right("by chance", |one| Cell::number(one.iv_by_chance, decimals(one)))
            .field(
                "strength",
                "Reading of the corrected value; empty where chance may bring the value about",
                |one| strength(one),
            )
            .left("", |one| strength(one).map_or(Cell::Missing, Cell::from))
            .field("ks", "Kolmogorov and Smirnov's distance", |one| one.ks)
            .shown_to("KS", 3)
            .field("auc", "Area under the ROC curve; above 0.5 more is better", |one| one.auc)
            .shown_to("AUC", 3)
            .field("auc_error", "Its standard error, by firms", |one| one.auc_error)
            .field("auc_low", "Lower end of its 95 % interval", |one| one.auc_low)
            .field("auc_high", "Upper end", |one| one.auc_high)
            .right("95 %", |one| interval(one.auc_low, one.auc_high))
            .count("known", |one| one.known)
            .when(self.is_repeated(), |rows| rows.count("firms", |one| one.known_firms))
            .left("bad rate by bins", |one| Cell::Picture(Picture::Histogram(rates(one))))
            .field("monotone", "Whether the bad rate falls over the bins", |one| one.monotone)
            .shown("falls")
            .field("pooled", "Bins left where it is made to fall", |one| one.pooled)
            .right("pooled", |one| format!("{} of {}", one.pooled, known(one)))
    }

    pub(super) fn bins_table(&self) -> Rows<impl Sized> {
        let all = self.evidence.iter().flat_map(|one| one.bins.iter().map(move |bin| (one, bin)));
        Rows::table("bins", "The bins of the points and of each indicator, a row each", all)
            .field("id", "The indicator; `points` for the whole", |(one, _)| &one.id)
            .field("from", "Least value; empty for firms of whom it is not known", |(_, bin)| bin.from)
            .field("to", "Greatest value", |(_, bin)| bin.to)
            .field("good", "Good outcomes", |(_, bin)| bin.good as usize)
            .field("bad", "Bad outcomes", |(_, bin)| bin.bad as usize)
            .field("firms", "Firms of all these outcomes", |(_, bin)| bin.firms)
            .field("bad_firms", "Those with a bad one", |(_, bin)| bin.bad_firms)
            .field("bad_rate", "Share of bad ones", |(_, bin)| bin.bad_rate)
            .field("woe", "Weight of evidence; above 0 better than all", |(_, bin)| bin.woe)
    }

    pub(super) fn weights_table(&self) -> Rows<impl Sized> {
        let all = in_segments(&self.weights, &self.segments);
        Rows::table("weights", "Weights of each indicator in each segment", all)
            .field("indicator", "The indicator", |row| &row.indicator.id)
            .field("segment", "The segment", |row| row.segment)
            .field("today", "Today's weight, in points of the scale", |row| row.indicator.today[row.at])
            .field("fitted", "The weight found", |row| row.indicator.fitted[row.at].value)
            .field("low", "Lower end of its 95 % interval", |row| row.indicator.fitted[row.at].low)
            .field("high", "Upper end", |row| row.indicator.fitted[row.at].high)
            .field("proposed", "The weight proposed, rounded; empty without a proposal", |row| {
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
        let about = "Areas under the ROC curve on outcomes held out, and what the weights found gain";
        Rows::table("held-out", about, estimates)
            .field("by", "Held out by firm or by time", |(by, ..)| *by)
            .field("what", "The number", |(_, what, ..)| *what)
            .field("outcomes", "Outcomes held out", |(_, _, contest, _)| contest.outcomes)
            .field("firms", "Firms they are of", |(_, _, contest, _)| contest.firms.firms)
            .field("bad_firms", "Those with a bad one", |(_, _, contest, _)| contest.firms.bad_firms)
            .field("value", "Its value", |(.., estimate)| estimate.value)
            .field("low", "Lower end of its 95 % interval", |(.., estimate)| estimate.low)
            .field("high", "Upper end", |(.., estimate)| estimate.high)
    }

    pub(super) fn calibration_table(&self) -> Rows<impl Sized> {
        let of = |name: &'static str, one: &Option<Calibration>| {
            let tenths = one.iter().flat_map(|one| one.tenths.iter().enumerate());
            tenths.map(|(at, tenth)| (name, at + 1, *tenth)).collect::<Vec<_>>()
        };
        let all = [of("today", &self.calibration_today), of("fitted", &self.calibration_fitted)].concat();
        Rows::table("calibration", "Chances held out against what came, by tenths of the points", all)
            .field("weights", "Which weights the chance is by", |(name, ..)| *name)
            .field("tenth", "Its place, the most points first", |(_, place, _)| *place)
            .field("outcomes", "Outcomes", |(.., tenth)| tenth.outcomes as usize)
            .field("firms", "Firms they are of", |(.., tenth)| tenth.firms)
            .field("predicted", "Mean predicted chance", |(.., tenth)| tenth.predicted)
            .field("observed", "Share that went bad", |(.., tenth)| tenth.observed)
    }

    /// Bad outcomes by points under today's weights, and held out.
    pub(super) fn lift_table(&self) -> Rows<impl Sized> {
        let today = self.lift_today.iter().map(|row| ("today", row));
        self.lifts(today.chain(self.lift_fitted.iter().map(|row| ("fitted", row))))
    }

    pub(super) fn lifts<'a>(
        &self,
        all: impl IntoIterator<Item = (&'static str, &'a Lift)>,
    ) -> Rows<(&'static str, &'a Lift)> {
        let shown = |points: f64| format!("{points:.*}", usize::from(self.decimals));
        Rows::table("lift", "Bad outcomes by tenths of points, the fewest first", all)
            .field("weights", "Which weights the points are by", |(name, _)| *name)
            .field("from", "Least points", |(_, row)| row.from)
            .field("to", "Most points", |(_, row)| row.to)
            .right("points today", |(_, row)| format!("{} to {}", shown(row.from), shown(row.to)))
            .field("outcomes", "Outcomes", |(_, row)| row.outcomes as usize)
            .shown("outcomes")
            .field("bad", "Bad ones", |(_, row)| row.bad as usize)
            .shown("bad")
            .field("firms", "Firms of all these outcomes", |(_, row)| row.firms)
            .field("bad_firms", "Those with a bad one", |(_, row)| row.bad_firms)
            .when(self.is_repeated(), |rows| {
                rows.count("firms", |(_, row)| row.firms).count("bad firms", |(_, row)| row.bad_firms)
            })
            .field("bad_rate", "Share of bad outcomes", |(_, row)| row.bad_rate)
            .shown_share("bad rate")
            .field("lift", "That share over the share of all", |(_, row)| row.lift)
            .shown_to("lift", 2)
            .field("captured", "Share of all bad ones with these points or fewer", |(_, row)| row.captured)
            .shown_share("of all bad so far")
    }

    pub(super) fn grades_table(&self) -> Rows<&GradeRow> {
        Rows::table("grades", "Bad outcomes by today's grade, best first", &self.grades)
            .field("grade", "The grade; empty below the last", |row| row.grade.as_ref())
            .left("grade", |row| row.grade.as_deref().unwrap_or("below"))
            .field("outcomes", "Outcomes", |row| row.outcomes as usize)
            .shown("outcomes")
            .field("bad", "Bad ones", |row| row.bad as usize)
            .shown("bad")
            .field("firms", "Firms of all these outcomes", |row| row.firms)
            .field("bad_firms", "Those with a bad one", |row| row.bad_firms)
            .when(self.is_repeated(), |rows| {
                rows.count("firms", |row| row.firms).count("bad firms", |row| row.bad_firms)
            })
            .field("bad_rate", "Share of bad outcomes", |row| row.bad_rate)
            .shown_share("bad rate")
    }

    pub(super) fn draws_table(&self) -> Rows<impl Sized> {
        let about = "Draws of the bootstrap; empty where one came to nothing";
        Rows::table("draws", about, self.drawn.iter().enumerate())
            .field("draw", "Its number, from 0: with the seed it makes the draw again", |(at, _)| *at)
            .field("auc_today", "Area of today's points", |(_, draw)| draw.as_ref().map(|one| one.auc_today))
            .field("auc_fitted", "Area of points held out", |(_, draw)| {
                draw.as_ref().and_then(|one| one.auc_fitted)
            })
    }

    pub(super) fn outcomes_table(&self) -> Rows<impl Sized> {
        Rows::table("outcomes", "Every outcome that counts", &self.outcomes)
            .field("firm", "The firm's id", |row| &row.firm)
            .field("window", "Its window", |row| row.window.as_ref())
            .field("bad", "Whether it went bad", |row| row.bad)
            .field("points", "Today's points", |row| row.points)
            .field("fold", "The fold it was held out with, from 0; empty where none could be", |row| {
                row.held_out.map(|one| one.fold)
            })
            .field("points_held_out", "Points by weights found without its fold", |row| {
                row.held_out.map(|one| one.points)
            })
            .field("chance_today", "Chance of going bad by today's points", |row| {
                row.held_out.map(|one| one.chance_today)
            })
            .field("chance_held_out", "The same by points held out", |row| row.held_out.map(|one| one.chance))
    }

    pub(super) fn rows_table(&self) -> Rows<impl Sized> {
        let rows = &self.rows;
        Rows::table("rows", "What became of every row of the file of outcomes", 0..rows.lines.len())
            .field("line", "Its line", |&at| rows.lines[at])
            .field("firm", "Its firm; empty where it could not be read", |&at| rows.firms.get_or_empty(at))
            .field("fate", "What became of it", |&at| rows.fates[at].as_str())
    }
}
