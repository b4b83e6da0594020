//! A plausible synthetic cohort, to try the program and to measure its speed.
//!
//! No firm in it exists. Credit codes are valid and distinct (GB 32100-2015 with the organisation code of GB
//! 11714), regions are codes of GB/T 2260, industries are classes of GB/T 4754-2017, and headers are those of
//! the field dictionary. A firm is drawn from two latent factors, size and innovation, within one of three
//! latent stages: amounts are log-normal, shares logistic-normal, counts Poisson given a log-normal mean;
//! parts never exceed their wholes. About 2 % of the optional cells are blank.
//!
//! A firm depends only on the seed and its own number, which selects a stream of ChaCha8. So the same seed
//! gives the same bytes on any number of threads, and a smaller cohort is the beginning of a larger one.
//! Planted faults depend on the seed, the row's number and the share of faulty rows: a greater share keeps
//! the faulty rows of a smaller one and adds more. Logarithms and exponentials are those of the platform, so
//! a last digit may differ between platforms.

mod code;
mod columns;
mod digits;
mod draw;
mod firm;
mod industries;
mod name;
mod plant;
mod regions;
mod row;
mod siblings;
mod stage;

use crate::words::{Message, say};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use jiff::civil::{Date, date};
use rayon::prelude::*;

pub use plant::Plant;

use draw::{Draw, Seed};
use firm::Model;
use row::Days;

/// The most firms a cohort can have.
pub const MOST_FIRMS: u64 = 10_000_000;

/// Default as-of day of a sample.
pub const AS_OF: Date = date(2025, 12, 31);
/// Years that the as-of day may be in, so that every day of a cohort has a year of four digits.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=9990;

/// Number of firms that one thread draws at a time: about 1 MB of text.
const BLOCK: u64 = 4_096;

/// Upper bound of a firm's age in days.
const OLDEST: usize = 12_000;

/// Number of rows from a duplicate back to the row that it repeats. The distance is constant, so no row is
/// repeated twice.
const REPEAT: u64 = 17;

/// The size, seed and kind of a cohort.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// Number of rows, 1 to [`MOST_FIRMS`].
    pub firms: u64,
    /// Seed of all random draws.
    pub seed: u64,
    /// Share of rows with a planted fault, 0 to 1.
    pub dirty: f64,
    /// The as-of day, which is the last day in the cohort; its year is 1900 to 9990.
    pub as_of: Date,
    /// Whether to add the columns of the sibling scorecards. The other columns are the same either way.
    pub wide: bool,
}

impl Sample {
    /// A clean cohort as of [`AS_OF`].
    pub fn clean(firms: u64, seed: u64) -> Sample {
        Sample { firms, seed, dirty: 0.0, as_of: AS_OF, wide: false }
    }
}

/// Counts of a written cohort: rows, bytes, planted faults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Number of rows, the header excluded.
    pub rows: u64,
    /// Bytes written, the header included.
    pub bytes: u64,
    /// Number of planted faults by kind; kinds without any are absent.
    pub planted: BTreeMap<Plant, u64>,
}

impl Report {
    /// Number of rows that a run must quarantine.
    pub fn quarantined(&self) -> u64 {
        self.planted.iter().map(|(plant, count)| plant.quarantined() * count).sum()
    }

    /// Number of rows that a run merges, because they repeat another row exactly.
    pub fn merged(&self) -> u64 {
        self.planted.get(&Plant::ExactDuplicate).copied().unwrap_or(0)
    }
}

/// Writes the cohort as CSV: UTF-8, LF, Chinese headers, one line per firm.
///
/// # Errors
/// [`io::ErrorKind::InvalidInput`] if a number of `sample` is out of range; any error of `out`.
pub fn write(out: &mut dyn Write, sample: &Sample) -> io::Result<Report> {
    check(sample)?;
    let cohort = Cohort::new(sample);
    let header = row::header(sample.wide);
    out.write_all(header.as_bytes())?;
    let mut report = Report { rows: sample.firms, bytes: header.len() as u64, ..Report::default() };
    let batch = BLOCK * 4 * rayon::current_num_threads() as u64;
    let mut blocks = cohort.batch(0..batch.min(sample.firms));
    let mut next = batch;
    while !blocks.is_empty() {
        let mut following = Vec::new();
        // The caller's thread writes one batch while the pool draws the next.
        rayon::in_place_scope(|scope| {
            let (cohort, following) = (&cohort, &mut following);
            let rows = next.min(sample.firms)..(next + batch).min(sample.firms);
            scope.spawn(move |_| *following = cohort.batch(rows));
            blocks.iter().try_for_each(|block| out.write_all(&block.text))
        })?;
        for block in &blocks {
            report.bytes += block.text.len() as u64;
            for plant in &block.planted {
                *report.planted.entry(*plant).or_default() += 1;
            }
        }
        blocks = following;
        next += batch;
    }
    out.flush()?;
    Ok(report)
}

fn check(sample: &Sample) -> io::Result<()> {
    let invalid = |message: Message| Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    if !(1..=MOST_FIRMS).contains(&sample.firms) {
        return invalid(say!(sample::firms_out, most = MOST_FIRMS, firms = sample.firms.to_string()));
    }
    if !(0.0..=1.0).contains(&sample.dirty) {
        return invalid(say!(sample::dirty_out, dirty = sample.dirty.to_string()));
    }
    if !YEARS.contains(&sample.as_of.year()) {
        let [first, last, day] =
            [YEARS.start().to_string(), YEARS.end().to_string(), sample.as_of.to_string()];
        return invalid(say!(sample::day_out, first = first, last = last, day = day));
    }
    Ok(())
}

/// Consecutive rows as text.
struct Block {
    text: Vec<u8>,
    planted: Vec<Plant>,
}

struct Cohort {
    dirty: f64,
    as_of: Date,
    seed: Seed,
    model: Model,
    days: Days,
}

impl Cohort {
    fn new(sample: &Sample) -> Cohort {
        // Credit codes have been given out since 2015-10-01.
        let code_days = sample.as_of.since(date(2015, 10, 1)).map_or(0, |span| span.get_days());
        Cohort {
            dirty: sample.dirty,
            as_of: sample.as_of,
            seed: Seed::new(sample.seed),
            model: Model::new(
                sample.as_of.day_of_year() as u32,
                code_days.max(0) as u32,
                // Cohorts of different seeds share few codes.
                sample.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 16,
                sample.wide,
            ),
            days: Days::before(sample.as_of, OLDEST),
        }
    }

    /// The blocks of `rows`, in order.
    fn batch(&self, rows: Range<u64>) -> Vec<Block> {
        let starts: Vec<u64> = rows.clone().step_by(BLOCK as usize).collect();
        starts.into_par_iter().map(|start| self.block(start..(start + BLOCK).min(rows.end))).collect()
    }

    fn block(&self, rows: Range<u64>) -> Block {
        let mut block =
            Block { text: Vec::with_capacity(320 * (rows.end - rows.start) as usize), planted: Vec::new() };
        for index in rows {
            let mut draw = self.seed.stream(index);
            if self.is_dirty(&mut draw) {
                let planted = self.plant(index, &mut block.text);
                block.planted.push(planted);
            } else {
                self.model.firm(index, &mut draw).write(&mut block.text, &self.days);
            }
        }
        block
    }

    /// A firm's first draw decides whether its row has a fault.
    fn is_dirty(&self, draw: &mut Draw) -> bool {
        draw.unit() < self.dirty
    }

    /// Appends row `index` with a planted fault, and returns the kind of fault.
    fn plant(&self, index: u64, out: &mut Vec<u8>) -> Plant {
        // A stream that belongs to no firm, so that the draws of a fault change no firm.
        let mut draw = self.seed.stream(1 << 32 | index);
        let mut plant = Plant::draw(&mut draw);
        let mut source = index;
        if plant.is_duplicate() {
            match index.checked_sub(REPEAT).filter(|&source| !self.is_dirty(&mut self.seed.stream(source))) {
                Some(sound) => source = sound,
                // There is no row at that distance, or it is faulty itself.
                None => plant = Plant::WrongCheck,
            }
        }
        let mut firm_draw = self.seed.stream(source);
        self.is_dirty(&mut firm_draw);
        let mut firm = self.model.firm(source, &mut firm_draw);
        if plant != Plant::ExactDuplicate {
            firm.missing = 0;
            firm.name.drop_english();
        }
        let mut line = Vec::with_capacity(400);
        firm.write(&mut line, &self.days);
        line.pop();
        let mut line = String::from_utf8(line).unwrap_or_default();
        plant = plant.spoil(&mut line, self.as_of, &mut draw);
        out.extend_from_slice(line.as_bytes());
        out.push(b'\n');
        plant
    }
}
