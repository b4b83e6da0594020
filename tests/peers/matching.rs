//! Matchings of what stands on standard input, as a program of another language would ask for them.
//!
//! Each line is a JSON object with `wishes` (each firm's institutions in its order), `orders` (each
//! institution's firms in its order; every wish is among them), `capacities` and `at_most`. Each answer is a
//! JSON list of the institutions' firms on a line of its own.

use std::error::Error;

use jifen::referral::matching::{GroupLimits, Limits, Market, Seats, matched};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    wishes: Vec<Vec<usize>>,
    orders: Vec<Vec<u32>>,
    capacities: Vec<usize>,
    at_most: usize,
}

impl Market for Case {
    fn firms(&self) -> usize {
        self.wishes.len()
    }

    fn next(&self, firm: u32, step: u32) -> Option<(usize, u32)> {
        Some((*self.wishes[firm as usize].get(step as usize)?, step + 1))
    }

    fn place(&self, firm: u32, institution: usize) -> u32 {
        let place = self.orders[institution].iter().position(|&one| one == firm);
        place.map_or(u32::MAX, |place| place as u32 + 1)
    }
}

pub(super) fn answer(line: &str) -> Result<String, Box<dyn Error>> {
    let case: Case = serde_json::from_str(line)?;
    let seats = |&firms: &usize| Seats {
        limits: Limits { firms: Some(firms), amount: None, groups: vec![GroupLimits::NONE] },
        group: [].into(),
        amount: [].into(),
    };
    let seats: Vec<Seats> = case.capacities.iter().map(seats).collect();
    let lists = matched(&case, &seats.iter().collect::<Vec<_>>(), case.at_most).lists;
    Ok(serde_json::to_string(&lists)?)
}
