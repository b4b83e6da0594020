//! Scores a polars frame by a scorecard written in place, and takes the scores out as a frame.
#![allow(clippy::print_stdout, reason = "an example prints its results")]

use std::error::Error;

use jifen::firms::{Dictionary, Firms};
use jifen::parameters::Source;
use jifen::progress::Silent;
use jifen::publish::Scored;
use jifen::scorecard::Scorecard;
use jifen::scoring::score;
use jiff::civil::date;
use polars::prelude::df;

/// Two indicators of one group; `schemas/scorecards` has complete ones.
const SCORECARD: &str = r#"
id = "small"
title = "Intensity and growth"
weights_basis = "local"
scale = 100
decimals = 1

[[group]]
id = "innovation"
title = "Innovation"

[[group.indicator]]
id = "intensity"
title = "R&D over revenue"
value = "rd_expense / NULLIF(revenue, 0)"
curve = { linear = [0, 0.1] }
weight = 60
missing = "zero"

[[group.indicator]]
id = "growth"
title = "Growth of revenue"
value = "revenue / NULLIF(revenue_prev, 0) - 1"
curve = { linear = [-0.2, 0.3] }
weight = 40
missing = "skip"

[pass]
when = "points >= 60"
"#;

fn main() -> Result<(), Box<dyn Error>> {
    // Columns are called as a file's are; amounts say their unit.
    let frame = df!(
        "credit_code" => ["91310000625901263C", "91330100799655058B", "91110108551385082Q", "not known"],
        "revenue(万元)" => [Some(4288.0), Some(912.5), None, Some(77.0)],
        "revenue_prev(万元)" => [Some(4000.0), None, Some(650.0), Some(70.0)],
        "rd_expense(万元)" => [Some(128.64), Some(91.25), Some(40.0), Some(7.0)],
    )?;
    let as_of = date(2025, 12, 31);
    let base = Dictionary::built_in();
    let (scorecard, _) = Scorecard::load(&Source::new("small.toml", SCORECARD), &base, Some(as_of))?;

    // Every row is a firm, or set aside with a reason.
    let intake = Firms::from_frame(&frame, &scorecard.dictionary(&base), as_of)?;
    for row in &intake.quarantine {
        println!("row {}: {}", row.line(), row.faults[0].message);
    }

    let scores = score(&intake.firms, &scorecard, as_of, false, &Silent);
    let scored = Scored { intake: &intake, scorecard: &scorecard, scores: &scores, further: &[] };
    let table = scored.to_frame()?;
    let (ids, points) = (table.column("credit_code")?.str()?, table.column("points")?.f64()?);
    let (ranks, qualified) = (table.column("rank")?.u32()?, table.column("qualified")?.bool()?);
    for row in 0..table.height() {
        let qualified = if qualified.get(row) == Some(true) { "qualifies" } else { "does not qualify" };
        let [id, points, rank] = [
            ids.get(row).unwrap_or_default().to_owned(),
            points.get(row).unwrap_or_default().to_string(),
            ranks.get(row).unwrap_or_default().to_string(),
        ];
        println!("{rank}. {id}: {points} points, {qualified}");
    }
    Ok(())
}
