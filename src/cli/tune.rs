//! `jifen tune`: weights that bring about what is wanted, and what stands in the way.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgGroup, Args};

use crate::campaign::{self, Campaign, Studied};
use crate::finding::Findings;
use crate::parameters::Source;
use crate::stats::{decimals_apart, plain};
use crate::studies::Study as _;
use crate::studies::tune::{self, GoalOutcome, Report, Unit, Verdict};

use super::options::{Edits, Format};
use super::plot::bar;
use super::run::How;
use super::screen::{Screen, counted, number, percent, table, thousands};
use super::study::{Targets, told, worked};
use super::tolerance::Tolerance;
use super::weights::named;
use super::{Options, changes, json, stop};

/// Characters of a bar.
const BAR: usize = 10;
/// What to do about a rule that holds for no firm.
const NOBODY: &str =
    "compare the rule with the cells of the cohort: a region is a code such as 440305, not a name";

/// Find weights within bounds that meet stated goals, and show the trade-off
///
/// Carries the campaign out and searches for weights of its scorecard that meet the goals of a file, as near
/// to today's as it can find: `docs/tune.md` shows every goal. Says what each goal comes to today and under
/// the weights found, which goals stand in each other's way, and what goals cost in closeness to today. The
/// scorecard is never touched: --write puts the proposal into a scorecard of its own. Exit code 1: a goal is
/// missed.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("target").multiple(true)))]
pub(super) struct Tune {
    /// The campaign file (TOML)
    campaign: PathBuf,
    /// What the weights are to bring about, and how far they may move (TOML)
    #[arg(long, value_name = "GOAL.toml")]
    goal: PathBuf,
    /// Write the weights found as a scorecard of its own
    #[arg(long, value_name = "NEW.toml", group = "target")]
    write: Option<PathBuf>,
    /// Write the study into this folder: summary.json, and each table as CSV and Parquet
    #[arg(long, value_name = "DIR", group = "target")]
    out: Option<PathBuf>,
    /// Replace the file and the folder if they exist
    #[arg(long, requires = "target")]
    force: bool,
    #[command(flatten)]
    edits: Edits,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    tolerance: Tolerance,
}

impl Tune {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let (campaign, studied) = match worked(&self.how, options, |screen| self.tune(screen)) {
            Ok(tuned) => tuned,
            Err(code) => return code,
        };
        let tuned = &studied.report;
        let study = campaign.study_folder(tune::Options::NAME, tuned);
        let proposed = tuned.verdict != Verdict::Today && !tuned.is_hopeless();
        self.targets().warn(proposed, options);
        let overlay = proposed.then_some(&*tuned.overlay);
        if let Err(fault) = self.targets().write(overlay, &study) {
            return stop(&fault.into(), options);
        }
        let answer = match options.format {
            _ if options.quiet => String::new(),
            Format::Json => json(tuned),
            _ => words(tuned) + &self.targets().named(proposed),
        };
        let missed = tuned.goals.iter().filter(|goal| !goal.found.met).count();
        let code = told(&answer, &studied, &self.how.named(&self.campaign), self.tolerance, options);
        if missed == 0 {
            return code;
        }
        if options.quiet || options.format == Format::Json {
            eprintln!("{missed} of {} missed", counted(tuned.goals.len(), "goal"));
        }
        ExitCode::from(1)
    }

    fn targets(&self) -> Targets<'_> {
        Targets {
            write: self.write.as_deref(),
            out: self.out.as_deref(),
            replace: self.edits.replace(self.force),
        }
    }

    fn tune(&self, screen: &Screen) -> Result<(Campaign, Studied<Report>), Findings> {
        let campaign = Campaign::load(&self.campaign, self.how.as_of)?;
        self.targets().refuse(&campaign, &[&self.goal])?;
        let goals = Source::read(&self.goal)?;
        let named = named(&campaign.scorecard, self.write.as_deref());
        let studied = campaign::study(&campaign, &tune::Options { goals, named }, screen)?;
        Ok((campaign, studied))
    }
}

/// What was found, for people.
fn words(tuned: &Report) -> String {
    let mut text = format!(
        "Weights of {} tuned for {}, {} as of {}: {}\n",
        tuned.about.scorecard,
        tuned.goal_file,
        tuned.about.cohort,
        tuned.about.as_of,
        counted(tuned.firms, "firm")
    );
    text += &format!("\n{}", goals(tuned));
    text += &format!("\n{}", verdict(tuned));
    if tuned.verdict != Verdict::Today && !tuned.is_hopeless() {
        text += &format!("\n{}", weights(tuned));
        text += &effect(tuned);
    }
    if tuned.front.len() > 1 {
        text += &format!("\n{}", front(tuned));
    }
    match advice(tuned) {
        advice if advice.is_empty() => text,
        advice => text + &format!("\n{advice}"),
    }
}

/// A goal's value; one that misses its bound with as many digits as part the two.
fn shown(value: Option<f64>, goal: &GoalOutcome) -> String {
    let Some(value) = value else { return "–".to_owned() };
    let usual = if goal.unit == Unit::Correlation { 3 } else { 1 };
    let (factor, sign) = if goal.unit == Unit::Share { (100.0, " %") } else { (1.0, "") };
    let missed = goal.missed(value).into_iter().flatten();
    let digits = decimals_apart(missed.map(|bound| (factor * bound, factor * value)), usual);
    format!("{:.digits$}{sign}", factor * value)
}

/// A bound as it was written, not rounded.
fn bound(value: f64, unit: Unit) -> String {
    if unit == Unit::Share { format!("{} %", plain(100.0 * value, 6)) } else { plain(value, 6) }
}

fn asked(goal: &GoalOutcome) -> String {
    let least = goal.at_least.map(|least| format!("≥ {}", bound(least, goal.unit)));
    let most = goal.at_most.map(|most| format!("≤ {}", bound(most, goal.unit)));
    least.into_iter().chain(most).collect::<Vec<_>>().join(", ")
}

/// What was asked and what it is.
fn goals(tuned: &Report) -> String {
    let is_audited = tuned.goals.iter().any(|goal| goal.audited.is_some());
    let mut columns =
        vec![("", true), ("goal", false), ("asked", false), ("today", true), ("found", true), ("met", false)];
    if is_audited {
        columns.push(("by audit", true));
    }
    let of = |largest: &Option<String>| largest.as_ref().map_or(String::new(), |of| format!(" ({of})"));
    let row = |(at, goal): (usize, &GoalOutcome)| {
        let must = if goal.must { " (must)" } else { "" };
        let mut row = vec![
            (at + 1).to_string(),
            format!("{}{must}", goal.title),
            asked(goal),
            shown(goal.today.value, goal) + &of(&goal.largest_today),
            shown(goal.found.value, goal) + &of(&goal.largest_found),
            if goal.found.met { "yes" } else { "no" }.to_owned(),
        ];
        if is_audited {
            row.push(goal.audited.map_or_else(String::new, percent));
        }
        row
    };
    table(&columns, tuned.goals.iter().enumerate().map(row))
}

fn verdict(tuned: &Report) -> String {
    let tried = format!("{} (seed {})", counted(tuned.evaluations, "evaluation"), tuned.seed);
    let met = tuned.goals.iter().filter(|goal| goal.found.met).count();
    let of = format!("{met} of {}", counted(tuned.goals.len(), "goal"));
    let moved = percent(tuned.moved);
    let least = if tuned.is_whole { "the least of all there are," } else { "the least found in" };
    match tuned.verdict {
        Verdict::Today => format!("today's weights meet {}\n", all(tuned.goals.len())),
        Verdict::Met => format!(
            "these weights meet {}; {moved} of the weights moved, {least} {tried}\n",
            all(tuned.goals.len())
        ),
        Verdict::NoneFound => format!(
            "none found in {tried} that meet {}: these come nearest, meeting {met}; {moved} of the weights moved\n",
            all(tuned.goals.len())
        ),
        Verdict::Impossible if tuned.is_hopeless() => {
            format!("no weights meet {}: nothing was searched; today's meet {met}\n", all(tuned.goals.len()))
        }
        Verdict::Impossible => format!(
            "no weights meet {}, as all there are were tried, {tried}: these come nearest, meeting {of}; {moved} of the weights moved\n",
            all(tuned.goals.len())
        ),
    }
}

fn all(goals: usize) -> String {
    if goals == 1 { "the goal".to_owned() } else { format!("all {goals} goals") }
}

/// Today's weights and those found.
fn weights(tuned: &Report) -> String {
    let one = tuned.segments.len() == 1;
    let mut columns = vec![("indicator", false)];
    columns
        .extend(tuned.segments.iter().map(|segment| (if one { "weight" } else { segment.as_str() }, true)));
    let shown = |weight: f64| format!("{weight:.*}", tuned.weight_decimals as usize);
    let rows = tuned.indicators.iter().map(|indicator| {
        let pairs = indicator.today.iter().zip(&indicator.found);
        let bounds = indicator.least.iter().zip(&indicator.most);
        let cells = pairs.zip(bounds).map(|((today, found), (least, most))| {
            let edge = match () {
                () if least == most => "=",
                () if found <= least => "↓",
                () if found >= most => "↑",
                () => " ",
            };
            format!("{} → {}{edge}", shown(*today), shown(*found))
        });
        std::iter::once(indicator.id.clone()).chain(cells).collect()
    });
    table(&columns, rows) + "↓ at its least, ↑ at its greatest, = kept\n"
}

fn effect(tuned: &Report) -> String {
    let effect = &tuned.effect;
    let others = changes::scored_otherwise(effect);
    let spearman = number(effect.spearman, 3);
    format!(
        "{others}rank correlation with today {spearman} (Spearman); ranks shift by {:.1} on average, by {} at most\n",
        effect.mean_shift,
        thousands(effect.greatest_shift.into())
    )
}

/// Goals against closeness to today.
fn front(tuned: &Report) -> String {
    let numbers: Vec<String> = (1..=tuned.goals.len()).map(|at| format!("goal {at}")).collect();
    let mut columns = vec![("trade-off: moved", true), ("", false)];
    columns.extend(numbers.iter().map(|number| (number.as_str(), true)));
    columns.extend([("met", true), ("missing", true), ("", false)]);
    let most = tuned.front.iter().map(|one| one.moved).fold(f64::MIN_POSITIVE, f64::max);
    let worst = tuned.front.iter().map(|one| one.shortfall).fold(f64::MIN_POSITIVE, f64::max);
    let rows = tuned.front.iter().map(|one| {
        let mut row = vec![percent(one.moved), bar(one.moved / most, BAR)];
        let values = one.goals.iter().zip(&tuned.goals);
        row.extend(values.map(|(value, goal)| {
            format!("{}{}", shown(value.value, goal), if value.met { " ✓" } else { "  " })
        }));
        let found = if one.found { " ◀ found" } else { "" };
        row.extend([
            one.met.to_string(),
            format!("{:.3}", one.shortfall),
            format!("{}{found}", bar(one.shortfall / worst, BAR)),
        ]);
        row
    });
    table(&columns, rows)
}

/// What stands in the way, and what to do.
fn advice(tuned: &Report) -> String {
    let mut text = String::new();
    for (at, goal) in tuned.goals.iter().enumerate() {
        if let Some(why) = &goal.impossible {
            text += &format!(
                "goal {} cannot be met: {why}\n  help: {}\n",
                at + 1,
                if goal.holds_for_none {
                    NOBODY
                } else if goal.counts_first {
                    "ask for less, or change how many firms count as first"
                } else {
                    "ask for less"
                }
            );
        } else if goal.holds_for_none {
            text += &format!(
                "goal {} is met by asking of nobody: its rule holds for no firm\n  help: {NOBODY}\n",
                at + 1
            );
        } else if goal.slipped {
            text += &format!(
                "goal {} is met among the firms scored today, and not once others are\n  help: ask for a little more, or lower the scorecard's `minimum_coverage`\n",
                at + 1
            );
        } else if goal.nearest.value.is_none() {
            text += &format!(
                "goal {} has no value: points, or what is asked of them, do not vary\n  help: see that there are firms to tell apart\n",
                at + 1
            );
        } else if !goal.nearest.met {
            let nearest = shown(goal.nearest.value, goal);
            let longer = if tuned.is_whole { "" } else { "search longer or with another seed, " };
            text += &format!(
                "goal {} was met by none of {}, not even alone: it came to {nearest}\n  help: {longer}ask for less, or widen the bounds\n",
                at + 1,
                counted(tuned.evaluations, "evaluation")
            );
        }
    }
    for (at, goal) in tuned.goals.iter().enumerate().filter(|(_, goal)| goal.takes_all) {
        text += &format!(
            "goal {} counts all {} as first, for there are no more: `{}`\n  help: weights change nothing in it; count fewer as first\n",
            at + 1,
            counted(tuned.firms, "firm"),
            goal.title
        );
    }
    for conflict in &tuned.conflicts {
        let (one, other) = (&tuned.goals[conflict.one], &tuned.goals[conflict.other]);
        text += &format!(
            "goals {} and {} were met, but never together: nearest {} and {}\n  help: ask less of one of them, or widen the bounds\n",
            conflict.one + 1,
            conflict.other + 1,
            shown(conflict.value_of_one, one),
            shown(conflict.value_of_other, other)
        );
    }
    text += match tuned.verdict {
        Verdict::Today if text.is_empty() => "nothing to do\n",
        Verdict::Met => "to use these weights, name their scorecard in the campaign\n",
        _ if text.is_empty() => {
            "each two goals were met together, but never all\n  help: ask less of one of them, widen the bounds, or search longer\n"
        }
        _ => "",
    };
    text
}
