//! One firm now and in a finished run: why it dropped out, or came in.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Assessed, Campaign, Wanted, carry_out};
use crate::desk::diff::{Options, Raw, Record, Report, Values, diff};
use crate::desk::{Aside, Asides, Finished, ids_in};
use crate::finding::Findings;
use crate::firms::Firms;
use crate::firms::width::folded;
use crate::progress::Progress;
use crate::publish::{self, Terms};
use crate::referral::Outcome;
use crate::scorecard::Scorecard;
use crate::scoring::{Scores, from_units};
use crate::studies::compare::Side;
use crate::words::{Between, Message};

/// Scores `campaign` and sets `firm` beside its result in the finished `run`.
///
/// # Errors
/// As [`assess`](super::assess) and [`Record::read`]; a firm that neither scores; other id columns.
pub fn since(
    campaign: &Campaign,
    run: &Path,
    firm: &str,
    progress: &dyn Progress,
) -> Result<Report, Findings> {
    let intake = campaign.read_firms(progress)?;
    let assessed = carry_out(campaign, intake, Wanted::detailed(), progress)?;
    let terms = Terms::of(&assessed.intake, &campaign.scorecard, &campaign.institutions);
    let before = Record::read(run, &terms)?;
    let after = assessed.record(terms, &before, firm);
    diff(&before, &after, &Options { firm: Some(firm.to_owned()), ..Options::default() })
}

impl Assessed<'_> {
    /// The campaign as a run. `before` is the run it is set beside, `firm` the one asked for.
    fn record(&self, terms: Terms, before: &Record, firm: &str) -> Record {
        let Assessed { campaign, intake, scores, referrals, .. } = self;
        let (firms, scorecard) = (&intake.firms, &campaign.scorecard);
        let side = Side::of(firms, scorecard, scores)
            .referred(scores, &campaign.institutions, referrals)
            .read_from(intake);
        let mut inputs = campaign.inputs();
        inputs.extend(publish::inputs(intake));
        let asked = folded(firm.trim());
        let mut wanted: FxHashSet<&str> = before.run.side.ids.iter().collect();
        wanted.insert(&asked);
        let cut_offs = referrals.lists.iter().map(|list| list.cut_off);
        let run = Finished {
            title: campaign.called(),
            as_of: campaign.as_of.to_string(),
            scorecard: scorecard.id.clone(),
            scorecard_title: Message::title(&scorecard.title, scorecard.title_zh.as_ref()),
            weights_basis: scorecard.weights_basis,
            inputs,
            id_column: firms.dictionary.fields[firms.id_field].name.clone(),
            ranks: scores.order.iter().map(|&firm| scores.rank[firm as usize]).collect(),
            places: self.places(),
            cut_offs: cut_offs
                .map(|points| points.map(|points| from_units(points, scorecard.decimals)))
                .collect(),
            terms,
            side,
        };
        Record {
            named: campaign.path.display().to_string(),
            raw: raw(scorecard, scores),
            values: Some(Values::of(firms, &scores.order)),
            aside: Asides::Found(self.asides(&wanted, firms)),
            run,
        }
    }

    /// Per list, the place of each firm in the order of the scores; 0 without one.
    fn places(&self) -> Vec<Vec<u32>> {
        let Assessed { scores, referrals, .. } = self;
        let mut position = vec![usize::MAX; self.intake.firms.len];
        referrals.candidates.iter().enumerate().for_each(|(at, &firm)| position[firm as usize] = at);
        let place = |list: usize, firm: u32| match position[firm as usize] {
            usize::MAX => 0,
            candidate => match referrals.outcome(candidate, list) {
                Outcome::Listed(place) | Outcome::Beyond(place) => place,
                Outcome::Passed(_) | Outcome::Rule(_) | Outcome::Unknown(_) => 0,
            },
        };
        let of_list = |list: usize| scores.order.iter().map(|&firm| place(list, firm)).collect();
        (0..referrals.lists.len()).map(of_list).collect()
    }

    /// Rows of the `wanted` firms that are not scored.
    fn asides(&self, wanted: &FxHashSet<&str>, firms: &Firms) -> FxHashMap<String, Aside> {
        let mut found = FxHashMap::default();
        for row in self.intake.quarantine.iter() {
            for id in ids_in(&row.original, wanted) {
                found.entry(id).or_insert_with(|| Aside {
                    part: self.intake.parts.name(row.row),
                    line: row.line(),
                    reasons: Message::joined(Between::Clauses, row.faults.iter().map(|fault| &fault.message)),
                    is_read: false,
                });
            }
        }
        for (firm, _, why) in self.scores.rejections() {
            let id = firms.ids().get_or_empty(firm);
            if wanted.contains(id) {
                let row = firms.rows[firm];
                let line = self.intake.line_of(firm);
                let part = self.intake.parts.name(row);
                found.insert(id.to_owned(), Aside { part, line, reasons: why, is_read: true });
            }
        }
        found
    }
}

/// Raw values in the order of the scores.
fn raw(scorecard: &Scorecard, scores: &Scores) -> Option<Raw> {
    let details = scores.details.as_ref()?;
    let width = details.len();
    let mut values = vec![f64::NAN; width * scores.order.len()];
    for (at, detail) in details.iter().enumerate() {
        for (value, &firm) in values.iter_mut().skip(at).step_by(width.max(1)).zip(&scores.order) {
            *value = detail.raw.get(firm as usize).unwrap_or(f64::NAN);
        }
    }
    Some(Raw { indicators: scorecard.indicators.iter().map(|one| one.id.clone()).collect(), values })
}
