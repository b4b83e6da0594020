//! Studies of what stands on standard input, as a program of another language would ask for them: `peers
//! STUDY`. Each line is a case in JSON, each answer a line of JSON; the studies' files say which.
#![allow(clippy::print_stdout, reason = "an adapter answers")]

mod audit;
mod calibrate;
mod compare;
mod matching;
mod sobol;
mod weigh;

use std::env::args;
use std::error::Error;
use std::io::{BufRead, stdin};

fn main() -> Result<(), Box<dyn Error>> {
    let answer = match args().nth(1).as_deref() {
        Some("audit") => audit::answer,
        Some("calibrate") => calibrate::answer,
        Some("compare") => compare::answer,
        Some("match") => matching::answer,
        Some("sobol") => sobol::answer,
        Some("weigh") => weigh::answer,
        _ => return Err("name a study: audit, calibrate, compare, match, sobol or weigh".into()),
    };
    for line in stdin().lock().lines() {
        println!("{}", answer(&line?)?);
    }
    Ok(())
}
