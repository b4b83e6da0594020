//! Every firm referred to an institution, with the last thing that the institution said of it.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::answer::Answer;
use super::history::Entry;
use crate::desk::delivered::Delivered;

/// A firm referred to an institution: one, however often it was delivered.
#[derive(Clone, Debug, PartialEq)]
pub struct Referral {
    /// Id of the institution.
    pub institution: String,
    /// The firm's id.
    pub id: String,
    /// The firm's name; empty if unknown.
    pub name: String,
    /// Segment in the latest delivery; empty without one.
    pub segment: String,
    /// Region in the latest delivery; empty if unknown.
    pub region: String,
    /// Grade in the latest delivery; empty without one.
    pub grade: String,
    /// Points in the latest delivery.
    pub points: Option<f64>,
    /// Place in the latest delivery.
    pub place: u32,
    /// Folder of the latest delivery.
    pub delivery: String,
    /// Day of the first delivery.
    pub delivered: Date,
    /// What the institution said; `None` before its first answer.
    pub answered: Option<Answered>,
}

/// The state of an answered referral.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// Day of the first answer.
    pub first: Date,
    /// Day of the latest answer.
    pub day: Date,
    /// The latest answer; of several of one day the one added last. What an approval leaves blank of amounts,
    /// rate and term is as in the approval before it.
    pub answer: Answer,
}

impl Answered {
    /// The state after a later answer.
    fn next(before: Option<Answered>, entry: &Entry) -> Answered {
        let (day, mut answer) = (entry.day(), entry.answer.clone());
        let first = before.as_ref().map_or(day, |before| before.first);
        if let Some(Answered { answer: before, .. }) = before
            && before.decision.is_approval()
            && answer.decision.is_approval()
        {
            answer.amount = answer.amount.or(before.amount);
            answer.drawn = answer.drawn.or(before.drawn);
            answer.rate = answer.rate.or(before.rate);
            answer.term = answer.term.or(before.term);
        }
        Answered { first, day, answer }
    }
}

impl Referral {
    /// Days from the first delivery to the first answer, or to `as_of` before any.
    pub fn waited(&self, as_of: Date) -> i32 {
        let until = self.answered.as_ref().map_or(as_of, |answered| answered.first);
        (until - self.delivered).get_days()
    }

    /// The latest answer.
    pub fn answer(&self) -> Option<&Answer> {
        self.answered.as_ref().map(|answered| &answered.answer)
    }
}

/// The referrals of `deliveries` with the answers of `entries`, both up to the day `as_of`, by institution
/// and place; and the number of answers on firms that are in no delivery.
pub(super) fn referrals(deliveries: &[Delivered], entries: &[Entry], as_of: Date) -> (Vec<Referral>, usize) {
    let mut by_day: Vec<&Delivered> = deliveries.iter().filter(|delivery| delivery.day <= as_of).collect();
    by_day.sort_by_key(|delivery| (delivery.day, delivery.seq));
    let mut found: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    let mut all: Vec<Referral> = Vec::new();
    for delivery in by_day {
        for firm in &delivery.firms {
            let at = *found.entry((&delivery.institution, &firm.id)).or_insert(all.len());
            let latest = Referral {
                institution: delivery.institution.clone(),
                id: firm.id.clone(),
                name: firm.name.clone(),
                segment: firm.segment.clone(),
                region: firm.region.clone(),
                grade: firm.grade.clone(),
                points: firm.points,
                place: firm.place,
                delivery: delivery.delivery.clone(),
                delivered: all.get(at).map_or(delivery.day, |before| before.delivered),
                answered: None,
            };
            match all.get_mut(at) {
                Some(before) => *before = latest,
                None => all.push(latest),
            }
        }
    }
    let mut strangers = 0;
    let mut of_referral: Vec<Vec<&Entry>> = vec![Vec::new(); all.len()];
    for entry in entries.iter().filter(|entry| entry.received <= as_of) {
        match found.get(&(&*entry.institution, &*entry.id)) {
            Some(&at) => of_referral[at].push(entry),
            None => strangers += 1,
        }
    }
    for (referral, mut entries) in all.iter_mut().zip(of_referral) {
        // Stable: of one day, the one added last comes last.
        entries.sort_by_key(|entry| entry.day());
        referral.answered =
            entries.into_iter().fold(None, |before, entry| Some(Answered::next(before, entry)));
    }
    all.sort_by(|a, b| (&a.institution, a.place, &a.id).cmp(&(&b.institution, b.place, &b.id)));
    (all, strangers)
}
