//! Explains one firm's points by a built-in scorecard: `cargo run --example explain_firm [FILE [ID]]`.
#![allow(clippy::print_stdout, reason = "an example prints its results")]

use std::env::args;
use std::error::Error;
use std::path::PathBuf;

use jifen::finding::Place;
use jifen::firms::Dictionary;
use jifen::intake::{self, FirmsFile};
use jifen::parameters::Source;
use jifen::progress::Silent;
use jifen::scorecard::{SCORECARDS, Scorecard};
use jifen::scoring::{explain, score};
use jiff::civil::date;

fn main() -> Result<(), Box<dyn Error>> {
    let path = PathBuf::from(args().nth(1).unwrap_or_else(|| "sample_data/firms.csv".to_owned()));
    let as_of = date(2025, 12, 31);
    let base = Dictionary::built_in();
    let text = SCORECARDS.find("mst-2022", Place::default())?;
    let (scorecard, _) = Scorecard::load(&text, &base, Some(as_of))?;

    let (file, dictionary) = (FirmsFile::plain(&path), scorecard.dictionary(&base));
    let intake = intake::read(&path, &file, &Source::new("", ""), &dictionary, as_of, &Silent)?;
    let firms = &intake.firms;
    // An explanation needs the details that scoring keeps on demand.
    let scores = score(firms, &scorecard, as_of, true, &Silent);

    // The firm asked for, or else the first of the ranking.
    let firm = match args().nth(2) {
        Some(id) => firms.ids().iter().position(|other| other == id),
        None => scores.order.first().map(|&firm| firm as usize),
    };
    let firm = firm.ok_or("no such firm")?;
    let account = explain(firms, &scorecard, &scores, as_of, firm).ok_or("the firm is not scored")?;
    println!(
        "{}: {} of {} points, rank {} of {}",
        firms.ids().get_or_empty(firm),
        account.points,
        account.scale,
        account.rank,
        account.firms
    );
    for indicator in &account.indicators {
        let raw = indicator.raw.map_or_else(|| "not known".to_owned(), |raw| raw.to_string());
        println!("{:8.4} of {:4}  {}: {raw}", indicator.points, indicator.weight, indicator.title);
    }
    for reason in &account.reasons {
        println!("does not qualify: {reason}");
    }
    Ok(())
}
