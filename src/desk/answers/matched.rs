//! Answers matched with what was delivered: which firm of which delivery a row is about.

use std::borrow::Cow;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::reply::Row;
use crate::desk::delivered::{Delivered, DeliveredFirm};
use crate::finding::{Code, Finding, listed};
use crate::intake::{id_key, name_key};
use crate::words::say;

/// The longer form of `有限公司`.
const LONG: &str = "有限责任公司";

/// Deliveries to one institution, with their firms by id and by name.
pub(super) struct Ledger<'a> {
    /// In the order of days, then of the log.
    deliveries: Vec<&'a Delivered>,
    /// Positions of delivery and firm, in the order of deliveries.
    by_id: FxHashMap<String, Vec<(u32, u32)>>,
    by_name: FxHashMap<String, Vec<(u32, u32)>>,
}

/// A firm as it was delivered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match<'a> {
    pub delivery: &'a Delivered,
    pub firm: &'a DeliveredFirm,
}

impl<'a> Ledger<'a> {
    /// The deliveries of `all` to `institution`.
    pub fn of(all: &'a [Delivered], institution: &str) -> Ledger<'a> {
        let mut deliveries: Vec<&Delivered> =
            all.iter().filter(|delivery| delivery.institution == institution).collect();
        deliveries.sort_by_key(|delivery| (delivery.day, delivery.seq));
        let (mut by_id, mut by_name) = (FxHashMap::default(), FxHashMap::default());
        for (at, delivery) in (0..).zip(&deliveries) {
            for (firm, delivered) in (0..).zip(&delivery.firms) {
                let ids: &mut Vec<_> = by_id.entry(id_key(&delivered.id)).or_default();
                ids.push((at, firm));
                let name = name_key(&delivered.name);
                if !name.is_empty() {
                    let names: &mut Vec<_> = by_name.entry(name).or_default();
                    names.push((at, firm));
                }
            }
        }
        Ledger { deliveries, by_id, by_name }
    }

    /// Header of the ids in the latest delivery.
    pub fn id_header(&self) -> &'a str {
        self.deliveries.last().map_or("", |delivery| &delivery.id_header)
    }

    fn at(&self, (delivery, firm): (u32, u32)) -> Match<'a> {
        let delivery = self.deliveries[delivery as usize];
        Match { delivery, firm: &delivery.firms[firm as usize] }
    }

    /// The firm that `row` is about, in the latest delivery not after the answer's day.
    ///
    /// # Errors
    /// A firm that was never delivered, a name of several firms, an id and a name of different firms, an
    /// answer from before the delivery.
    pub fn find(&self, row: &Row, received: Date) -> Result<Match<'a>, Finding> {
        let found = if row.id.is_empty() { self.named(row) } else { self.identified(row) }?;
        let day = row.answer.day(received);
        let latest = found.iter().rev().map(|at| self.at(*at)).find(|one| one.delivery.day <= day);
        latest.ok_or_else(|| {
            let first = found.first().map_or(day, |at| self.at(*at).delivery.day);
            let id = found.first().map_or(&*row.id, |at| &*self.at(*at).firm.id);
            let message = say!(answers::before_delivery, id = id, day = day, delivered = first);
            Finding::new(Code::CellDate, row.day.clone(), message).help(say!(answers::before_delivery_help))
        })
    }

    /// Where the firm with the row's id was delivered.
    fn identified(&self, row: &Row) -> Result<&[(u32, u32)], Finding> {
        let unmatched =
            |message, help| Finding::new(Code::AnswerUnmatched, row.firm.clone(), message).help(help);
        let name = name_key(&row.name);
        let Some(found) = self.by_id.get(&id_key(&row.id)) else {
            return Err(match self.by_name.get(&name).and_then(|found| found.last()) {
                Some(&other) => {
                    let other = self.at(other).firm;
                    let message =
                        say!(answers::id_of_nobody, id = &row.id, name = &other.name, other = &other.id);
                    unmatched(message, say!(answers::contradictory_help))
                }
                None => unmatched(
                    say!(answers::never_delivered, firm = &row.id),
                    say!(answers::never_delivered_help),
                ),
            });
        };
        let has_name = |at: &(u32, u32)| {
            let own = name_key(&self.at(*at).firm.name);
            own.is_empty() || near(&own) == near(&name)
        };
        if !name.is_empty() && !found.iter().any(has_name) {
            let delivered = found.last().map_or("", |at| &*self.at(*at).firm.name);
            let message =
                say!(answers::name_contradicts, id = &row.id, name = &row.name, delivered = delivered);
            return Err(unmatched(message, say!(answers::contradictory_help)));
        }
        Ok(found)
    }

    /// Where the only firm with the row's name was delivered.
    fn named(&self, row: &Row) -> Result<&[(u32, u32)], Finding> {
        let unmatched =
            |message, help| Finding::new(Code::AnswerUnmatched, row.firm.clone(), message).help(help);
        if row.name.is_empty() {
            return Err(unmatched(say!(answers::nameless), say!(answers::nameless_help)));
        }
        let Some(found) = self.by_name.get(&name_key(&row.name)) else {
            let message = say!(answers::never_delivered, firm = &row.name);
            return Err(unmatched(message, say!(answers::never_delivered_name_help)));
        };
        let mut ids: Vec<&str> = found.iter().map(|at| &*self.at(*at).firm.id).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() > 1 {
            let (count, ids) = (ids.len(), listed(ids.iter().copied(), ids.len()));
            let message = say!(answers::name_shared, name = &row.name, count = count, ids = ids);
            return Err(unmatched(message, say!(answers::name_shared_help)));
        }
        Ok(found)
    }
}

/// A name without the difference between `有限公司` and `有限责任公司`.
fn near(name: &str) -> Cow<'_, str> {
    if name.contains(LONG) { name.replace(LONG, "有限公司").into() } else { Cow::Borrowed(name) }
}
