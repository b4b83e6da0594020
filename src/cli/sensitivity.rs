//! `jifen sensitivity`: how firm ranks and lists are if weights had been others.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::keyword::keyword;
use crate::campaign::{self, Campaign, Studied};
use crate::finding::Findings;
use crate::stats::plain;
use crate::studies::sensitivity::{
    Asked, Choices, CurveKind, Drawn, MissingKind, Sensitivity, Spread, Stability, TreatmentKind, Vary,
};

use super::options::{Edits, Format};
use super::plot;
use super::run::How;
use super::screen::{Screen, counted, table, thousands};
use super::study::{Targets, told, worked};
use super::tolerance::Tolerance;
use super::{Options, json};

/// Draw other weights and tell how firm ranks and lists are
///
/// Carries the campaign out, then again by the weights of every draw, which lie around today's: as many as
/// you like, each told by the seed and its number alone. For each firm the mean rank, the interval of nine
/// draws in ten, and the chance to be on each list; for each list its stable core and contested zone; for
/// each uncertain input what it is to blame for.
#[derive(Debug, Args)]
pub(super) struct SensitivityCommand {
    /// The campaign file (TOML)
    campaign: PathBuf,
    /// How many draws
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(50..=200_000))]
    draws: u32,
    /// What they are drawn from
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Dirichlet draws of this concentration: the greater, the nearer to today's weights [default: 200]
    #[arg(long, value_name = "C", conflicts_with = "share")]
    concentration: Option<f64>,
    /// Instead: each weight times a number within so much of 1, such as 25%, and all put in proportion
    #[arg(long, value_name = "SHARE", value_parser = share)]
    share: Option<f64>,
    /// Which weights are drawn
    #[arg(long, value_parser = keyword::<Vary>(), default_value = Vary::All.as_str(), value_name = "WHICH")]
    vary: Vary,
    /// Also draw other curves for numbers
    #[arg(long, value_parser = keyword::<CurveKind>(), value_delimiter = ',', value_name = "KINDS")]
    curves: Vec<CurveKind>,
    /// Also draw other policies for missing values
    #[arg(long, value_parser = keyword::<MissingKind>(), value_delimiter = ',', value_name = "KINDS")]
    missing: Vec<MissingKind>,
    /// Also draw other treatments of outliers
    #[arg(long, value_parser = keyword::<TreatmentKind>(), value_delimiter = ',', value_name = "KINDS")]
    treatment: Vec<TreatmentKind>,
    /// Also leave out none or one of the indicators
    #[arg(long)]
    leave_out: bool,
    /// Tops by rank to tell chances of [default: as many as are on a list today]
    #[arg(long, value_delimiter = ',', value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    top: Vec<u32>,
    /// Rows of the sample behind the Sobol indices, 64 or more; 0 for none
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = rows)]
    sobol: u32,
    /// Tell of this draw alone, with its weights to the last digit
    #[arg(
        long,
        value_name = "NUMBER",
        value_parser = clap::value_parser!(u32).range(1..),
        conflicts_with_all = ["draws", "top", "sobol"]
    )]
    draw: Option<u32>,
    /// Write the tables of firms, draws, lists, indices and their sample as CSV and Parquet
    #[arg(long, value_name = "DIR", conflicts_with = "draw")]
    out: Option<PathBuf>,
    /// Replace the folder if it exists
    #[arg(long, requires = "out")]
    force: bool,
    #[command(flatten)]
    edits: Edits,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    tolerance: Tolerance,
}

fn share(text: &str) -> Result<f64, String> {
    super::options::share(text, "between 0 and 1", |share| share > 0.0 && share < 1.0)
}

/// Rows of the sample: too few give indices that are chance, with intervals that do not tell.
fn rows(text: &str) -> Result<u32, String> {
    let rows = text.parse().ok().filter(|rows| *rows == 0 || (64..=20_000).contains(rows));
    rows.ok_or_else(|| "rows are 64 to 20000, or 0 for none".to_owned())
}

impl SensitivityCommand {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let studied = match worked(&self.how, options, |screen| self.study(options, screen)) {
            Ok(studied) => studied,
            Err(code) => return code,
        };
        let answer = if options.quiet { "" } else { &*studied.found };
        told(answer, &studied, &self.how.named(&self.campaign), self.tolerance, options)
    }

    /// What is told, after what is to be written was.
    fn study(&self, options: &Options, screen: &Screen) -> Result<Studied<String>, Findings> {
        let targets =
            Targets { write: None, out: self.out.as_deref(), replace: self.edits.replace(self.force) };
        let campaign = Campaign::load(&self.campaign, self.how.as_of)?;
        targets.refuse(&campaign, &[])?;
        let asked = self.asked();
        let is_json = options.format == Format::Json;
        if let Some(number) = self.draw {
            let drawn = campaign::draw(&campaign, &asked, number, screen)?;
            let told = |drawn: Drawn| if is_json { json(&drawn) } else { one_draw(&campaign, &drawn) };
            return Ok(drawn.map(told));
        }
        let studied = campaign::sensitivity(&campaign, &asked, screen)?;
        let found = &studied.found;
        let tables = found.tables();
        targets.write(None, &campaign.study("sensitivity", found, &tables))?;
        let told = if is_json { json(found) } else { words(found) + &targets.named(false) };
        Ok(studied.map(|_| told))
    }

    fn asked(&self) -> Asked {
        let spread = match (self.share, self.concentration) {
            (Some(share), _) => Spread::Share(share),
            (None, concentration) => Spread::Concentration(concentration.unwrap_or(200.0)),
        };
        Asked {
            draws: self.draws,
            seed: self.seed,
            spread,
            vary: self.vary,
            choices: Choices {
                curves: self.curves.clone(),
                missing: self.missing.clone(),
                treatment: self.treatment.clone(),
                leave_out: self.leave_out,
            },
            tops: self.top.clone(),
            sobol: self.sobol,
        }
    }
}

/// The weights of one draw beside today's.
fn one_draw(campaign: &Campaign, drawn: &Drawn) -> String {
    let card = &campaign.scorecard;
    let choices =
        if drawn.choices.is_empty() { String::new() } else { format!(", {}", drawn.choices.join(", ")) };
    let one = card.segments.len() == 1;
    let mut columns = vec![("indicator", false)];
    columns
        .extend(card.segments.iter().map(|segment| (if one { "weight" } else { segment.id.as_str() }, true)));
    let rows = card.indicators.iter().zip(&drawn.weights).map(|(indicator, weights)| {
        let pairs = indicator.weight.iter().zip(weights);
        let cells = pairs.map(|(today, drawn)| format!("{today} → {drawn}"));
        std::iter::once(indicator.id.clone()).chain(cells).collect()
    });
    format!(
        "Draw {}{choices}: ranks shift by {:.1} on average\n\n{}",
        drawn.draw,
        drawn.shift,
        table(&columns, rows)
    )
}

/// The study for people.
fn words(found: &Sensitivity) -> String {
    let spread = match found.spread {
        Spread::Concentration(c) => format!("Dirichlet of concentration {c} around today's weights"),
        Spread::Share(x) => {
            format!("each weight times {} to {}, then in proportion", plain(1.0 - x, 9), plain(1.0 + x, 9))
        }
    };
    let which = match found.vary {
        Vary::All => "all indicators",
        Vary::Within => "indicators within their groups",
        Vary::Between => "groups",
        Vary::Nested => "groups, and indicators within them",
    };
    let mut text = format!(
        "Sensitivity of {}, {} as of {}\n{}, seed {}: {spread}, {which}\n",
        found.scorecard,
        found.cohort,
        found.as_of,
        counted(found.draws as usize, "draw"),
        found.seed
    );
    for choice in &found.choices {
        text += &format!("{}: {}\n", choice.id, choice.options.join(", "));
    }
    if found.referred_in_full {
        text += "lists rest on more than points: every draw was referred in full\n";
    }
    let shift = &found.shift;
    let histogram: Vec<usize> = shift.histogram.iter().map(|&count| count as usize).collect();
    text += &format!(
        "\nranks of {} shift by {:.1} on average; nine draws in ten: {:.1} to {:.1}\n  {:.1} {} {:.1}\n\n",
        counted(found.firms, "firm"),
        shift.mean,
        shift.low,
        shift.high,
        shift.least,
        plot::histogram(&histogram),
        shift.greatest
    );
    text += &lists(found);
    text + &indices(found)
}

fn lists(found: &Sensitivity) -> String {
    let columns = [
        ("list", false),
        ("today", true),
        ("core", true),
        ("contested", true),
        ("doubtful", true),
        ("waiting", true),
        ("cut-off", true),
        ("contested between", false),
    ];
    let count = |count: usize| thousands(count as u64);
    let none = || "–".to_owned();
    let points = |points: f64| format!("{points:.*}", usize::from(found.decimals));
    let row = |(name, one): (String, &Stability)| {
        let zone =
            one.contested_points.map(|(from, to)| format!("{} and {} points", points(from), points(to)));
        vec![
            name,
            count(one.today),
            count(one.core),
            count(one.contested),
            count(one.doubtful),
            count(one.waiting),
            one.cut_off.map_or_else(none, points),
            zone.unwrap_or_else(none),
        ]
    };
    let top =
        |one: &Stability| one.capacity.map_or_else(none, |top| format!("top {}", thousands(top.into())));
    let lists = found.lists.iter().chain([&found.referred]).map(|one| (one.id.clone(), one));
    let all = lists.chain(found.tops.iter().map(|one| (top(one), one)));
    table(&columns, all.map(row))
        + "\ncore: on it in at least 95 % of the draws; contested: in more than 5 % and less than 95 %\n\
           doubtful: on it today, but in less than half; waiting: not on it today, but in half or more\n"
}

/// What to read from the indices.
const FIRST: &str = "first: by itself, total: together with the others; what does not lie\nclear of 0 may be chance, and is narrowed by more rows\n";

/// What the movement is due to, the greatest first.
fn indices(found: &Sensitivity) -> String {
    let Some(indices) = &found.indices else {
        let alike = "\nranks shift alike whatever is drawn: there is nothing to blame anything for\n";
        return if found.sobol_rows > 0 { alike.to_owned() } else { String::new() };
    };
    let mut order: Vec<_> = indices.iter().collect();
    order.sort_by(|a, b| b.indices.total.total_cmp(&a.indices.total).then_with(|| a.factor.cmp(&b.factor)));
    let most = order.iter().fold(0.0, |most: f64, one| most.max(one.indices.total_interval.1));
    let columns = [
        ("due to", false),
        ("first", true),
        ("95 % of first", true),
        ("total", true),
        ("95 % of total", true),
        ("", false),
    ];
    let interval = |(low, high): (f64, f64)| format!("{low:.3} to {high:.3}");
    let rows = order.iter().map(|one| {
        let (low, high) = one.indices.total_interval;
        vec![
            one.factor.clone(),
            format!("{:.3}", one.indices.first),
            interval(one.indices.first_interval),
            format!("{:.3}", one.indices.total),
            interval((low, high)),
            plot::interval((low, one.indices.total, high), (0.0, most), 24),
        ]
    });
    format!(
        "\nhow much of the movement's variance each is to blame for (Sobol indices, {} rows)\n{}",
        thousands(found.sobol_rows.into()),
        table(&columns, rows) + FIRST
    )
}
