//! A comparison for people.

use super::{Level, Only, Report, SideAbout, SideKind, Top};
use crate::figures::number::{counted, thousands};
use crate::figures::{Document, Rows, Section};

/// Firms of one side alone that are named before the rest are only counted.
const NAMED: usize = 5;
/// Ties at the end of the first so many are worth saying from one in so many of them on.
const TIED: usize = 10;
/// How much lower the weighted τ is than Kendall's before it is worth saying.
const AT_THE_TOP: f64 = 0.05;

impl Report {
    /// What the comparison is called.
    pub fn title(&self) -> String {
        format!("{} and {} compared", self.before.shown(), self.after.shown())
    }
}

/// The comparison as a person reads it.
pub(super) fn document(compared: &Report) -> Document {
    let Report { before, after, comparison, .. } = compared;
    let document = Document::untitled(compared.title()).sections(sides(compared));
    if comparison.firms == 0 {
        let apart = Section::new()
            .line("no firm is on both sides: see that both tell firms apart by the same column")
            .lines(comparison.points_apart());
        return document.section(apart.join(what_to_do(compared)));
    }
    let strata = [
        ("segment", &comparison.segments),
        ("region", &comparison.regions),
        ("industry", &comparison.industries),
    ];
    let strata = strata.into_iter().filter(|_| comparison.moved > 0);
    document
        .sections(comparison.agreement())
        .section(comparison.first_firms())
        .section(comparison.lists_changed())
        .section(comparison.biggest_movers((before.decimals, after.decimals)))
        .section(comparison.parts_changed())
        .sections(strata.map(|(what, all)| comparison.by_stratum(what, all)))
        .section(what_to_do(compared))
}

/// What the two sides are, which firms they share, and what is not compared.
fn sides(compared: &Report) -> [Section; 2] {
    let table = Rows::new([("A", &compared.before), ("B", &compared.after)])
        .left("", |(name, _)| *name)
        .left("", |(_, about)| about.shown())
        .left("", |(_, about)| about.kind.as_str())
        .left("scorecard", |(_, about)| &*about.scorecard)
        .left("as of", |(_, about)| &*about.as_of)
        .count("firms", |(_, about)| about.firms)
        .count("lists", |(_, about)| about.lists);
    let comparison = &compared.comparison;
    let shared = Section::new().line(format!(
        "{} on both sides, {} only in A, {} only in B",
        counted(comparison.firms, "firm"),
        thousands(comparison.only_before.len() as u64),
        thousands(comparison.only_after.len() as u64)
    ));
    [Section::new().table(table), compared.notes.iter().fold(shared, Section::prose)]
}

/// Firms of one side alone, and why, once for those that follow one another.
fn told(firms: &[Only]) -> String {
    let alike: Vec<String> = firms
        .chunk_by(|one, next| one.why == next.why)
        .map(|alike| {
            let named = alike.iter().map(|only| match &only.name {
                Some(name) => format!("{} {name}", only.firm),
                None => only.firm.clone(),
            });
            format!("{} ({})", named.collect::<Vec<_>>().join(", "), alike[0].why)
        })
        .collect();
    alike.join(", ")
}

/// That ties decide who is among the first of the side called `name`, where many do.
fn ties(name: &str, tops: &[Top], tied: fn(&Top) -> usize) -> Option<String> {
    let top = tops.iter().max_by_key(|top| tied(top)).filter(|top| tied(top) > top.first / TIED)?;
    Some(format!(
        "{} of {name} have the points of the one in place {}: tie-breakers and ids decide which come first",
        counted(tied(top), "firm"),
        thousands(top.first as u64)
    ))
}

/// How to read it, and where to go on.
fn what_to_do(compared: &Report) -> Section {
    let Report { before, after, comparison, .. } = compared;
    let mut section = Section::named("How to read it");
    for (name, only) in [("A", &comparison.only_before), ("B", &comparison.only_after)] {
        if let Some(first) = only.get(..only.len().min(NAMED)).filter(|first| !first.is_empty()) {
            let rest = if only.len() > NAMED { "; all: --format json or --out DIR" } else { "" };
            section = section.hanging(format!("only in {name}: {}{rest}", told(first)));
        }
    }
    let mut lines: Vec<String> = Vec::new();
    if before.as_of != after.as_of {
        lines.push(format!(
            "A is as of {} and B as of {}: ages, and values that change by date, move firms too",
            before.as_of, after.as_of
        ));
    }
    let is_still = comparison.lists.iter().all(|list| list.joined + list.left == 0);
    if comparison.firms > 0 && comparison.moved == 0 && is_still {
        lines.push("all firms on both sides rank alike, and no list changes".to_owned());
    }
    if before.scale != after.scale {
        lines.push(format!(
            "points are of scales of {} and {}: read ranks rather than points",
            before.scale, after.scale
        ));
    }
    if comparison.firms > 0 {
        lines.extend(ties("A", &comparison.tops, |top| top.tied_before));
        lines.extend(ties("B", &comparison.tops, |top| top.tied_after));
    }
    if let (Some(kendall), Some(weighted)) = (comparison.kendall, comparison.weighted_tau)
        && kendall - weighted > AT_THE_TOP
    {
        lines.push("they part most at the top, where lists are filled: look at the first firms".to_owned());
    }
    section = section.lines(lines);
    if let Some(mover) = comparison.movers.first() {
        // Nothing but `run` and `compare` knows weights without a file.
        let is_explained = |side: &SideAbout| side.kind == SideKind::Campaign && side.trial.is_none();
        let explain = |about: &SideAbout| format!("jifen explain {} --firm {}", about.named, mover.firm);
        let campaigns: Vec<String> =
            [before, after].into_iter().filter(|side| is_explained(side)).map(explain).collect();
        if !campaigns.is_empty() {
            section =
                section.command(format!("the firm that moves most, in full:\n  {}", campaigns.join("\n  ")));
        }
    }
    if comparison.level == Level::Groups && comparison.moved > 0 {
        section = section.line(
            "what moves firms is told by group: a run with `detail = true` under [output] tells indicators",
        );
    }
    section
}
