//! What a run comes to, for people.

use std::fmt;

use super::{Causes, HeldBy, Standings, Summary, TopFirm};
use crate::campaign::Outcome;
use crate::figures::number::{counted, thousands};
use crate::figures::{Cell, Chart, Document, Interval, Marks, Rows, Section};
use crate::publish::{By, RowCounts};
use crate::scorecard::WeightsBasis;

/// Causes of quarantine shown before the rest are only counted.
const CAUSES: usize = 5;

impl Outcome {
    /// The run as a person reads it, with the files it wrote.
    pub fn document(&self) -> Document {
        let further = self.detail && !self.summary.further.is_empty();
        let files = [
            (true, ["scores.csv, scores.parquet", "points, rank and grade of every firm"]),
            (self.detail, ["points.parquet", "every indicator of every firm, from raw value to points"]),
            (further, ["scores.ID.*, points.ID.*", "the same under each further scorecard"]),
            (true, ["referrals/", "one list per institution"]),
            (true, ["not_referred.csv", "who is off which list, and why"]),
            (true, ["reasons.csv", "what the keys in it stand for"]),
            (true, ["quarantine.csv", "rows kept aside, whole, with reasons"]),
            (true, ["findings.json, run.json", "what was noticed; what went in, with hashes"]),
            (true, ["datapackage.json", "the contract over all of it (Frictionless Data Package)"]),
        ];
        let files = files.into_iter().filter(|(is_there, _)| *is_there).map(|(_, file)| file);
        let files = Section::named("Files").line(format!("{}/", self.folder.display())).terms(files);
        self.summary.document().section(files)
    }
}

impl Summary {
    /// The summary as a person reads it, without the files.
    pub fn document(&self) -> Document {
        let c = &self.counts;
        let standings = &self.standings;
        let rows = Section::named("Rows and firms")
            .line(read(&c.cohort))
            .join(quarantined(c.cohort.quarantined, &self.quarantine_causes))
            .line(format!(
                "{} referred, {} in all",
                counted(c.referred, "firm"),
                counted(c.referrals, "referral")
            ))
            .lines(self.unknown());
        let basis = match &self.trial {
            Some(trial) => Section::new().line(format!(
                "The weights are a trial, set on the command line: {}. The lists are not the campaign's.",
                trial.said()
            )),
            None => standings.basis(),
        };
        let further = self.further.iter().filter(|card| card.weights_basis == WeightsBasis::Illustrative);
        let further = further.map(|card| format!("The weights of {} are illustrative too.", card.id));
        let institutions = self.institutions();
        let lists = if basis.blocks.is_empty() {
            [institutions.lines(further), basis]
        } else {
            [institutions, basis.lines(further)]
        };
        Document::new(format!("{} · as of {} · scorecard {}", self.campaign, self.as_of, standings.scorecard))
            .section(rows)
            .section(standings.segments())
            .section(self.further())
            .section(standings.top())
            .sections(lists)
    }

    /// A line for the firms that gates hold, and one for each gate that firms pass though it is not known of
    /// them.
    pub fn unknown(&self) -> Vec<String> {
        let waivers = self.accepted_unknown.iter().map(|waiver| {
            let by = match waiver.by {
                By::Campaign => "accepted by the campaign",
                By::Scorecard => "let pass by the scorecard",
            };
            format!(
                "{} not known of {}, {by}: gate {} of {}, {} of them referred",
                waiver.fields.join(", "),
                counted(waiver.firms, "firm"),
                waiver.gate,
                waiver.scorecard,
                thousands(waiver.referred as u64),
            )
        });
        HeldBy::said(self.counts.cohort.held, &self.held_by).into_iter().chain(waivers).collect()
    }

    fn further(&self) -> Section {
        let rows = self.further.iter().map(|card| Spread {
            names: [&card.id, &card.title],
            firms: card.firms,
            qualified: card.qualified,
            points: card.points,
            decimals: card.decimals,
        });
        let rows: Vec<Spread<'_>> = rows.collect();
        if rows.is_empty() { Section::new() } else { spreads("further scorecard", rows) }
    }

    fn institutions(&self) -> Section {
        let decimals = usize::from(self.standings.decimals);
        let table = Rows::new(&self.institutions)
            .left("institution", |list| &*list.id)
            .left("", |list| &*list.name)
            .count("listed", |list| list.firms)
            .count("eligible", |list| list.eligible)
            .number("cut-off", decimals, |list| list.cut_off);
        Section::named("Lists").table(table)
    }
}

/// Where the rows of a cohort went.
pub(in crate::campaign) fn read(counts: &RowCounts) -> String {
    let RowCounts { rows, scored, quarantined, merged, .. } = *counts;
    format!(
        "{} read: {} scored, {} quarantined, {} merged as duplicates",
        counted(rows, "row"),
        thousands(scored as u64),
        thousands(quarantined as u64),
        thousands(merged as u64),
    )
}

/// `4 quarantined: 3 cell-number, 1 total-row; 1 of them is no firm`.
pub(in crate::campaign) fn quarantined(rows: usize, causes: &Causes) -> Section {
    if rows == 0 {
        return Section::new();
    }
    Section::new().prose(format!("{} quarantined: {causes}", thousands(rows as u64)))
}

impl HeldBy {
    /// `4 firms held, since what gates ask for is not known: 4 dishonest`.
    pub fn said(firms: usize, by: &[HeldBy]) -> Option<String> {
        let by = by.iter().map(|by| format!("{} {}", thousands(by.firms as u64), by.gate));
        let by = by.collect::<Vec<String>>().join(", ");
        let firms = (firms > 0).then(|| counted(firms, "firm"))?;
        Some(format!("{firms} held, since what gates ask for is not known: {by}"))
    }
}

/// The most frequent cause first, and how many of the rows are no firms: `12 cell-number, 2 total-row; 2 of
/// them are no firms`.
impl Causes {
    /// The most frequent cause first, and how many of the rows are no firms.
    pub fn said(&self) -> crate::words::Message {
        self.to_string().into()
    }
}

impl fmt::Display for Causes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.by_frequency();
        let shown = all.iter().take(CAUSES);
        let mut told: Vec<String> =
            shown.map(|(code, count)| format!("{} {code}", thousands(*count as u64))).collect();
        let rest: usize = all.iter().skip(CAUSES).map(|(_, count)| count).sum();
        if rest > 0 {
            told.push(format!("{} of other causes", thousands(rest as u64)));
        }
        f.write_str(&told.join(", "))?;
        match self.no_firms() {
            0 => Ok(()),
            no_firms if no_firms == self.rows() => f.write_str("; no firms"),
            1 => f.write_str("; 1 of them is no firm"),
            no_firms => write!(f, "; {} of them are no firms", thousands(no_firms as u64)),
        }
    }
}

impl Standings {
    pub(in crate::campaign) fn segments(&self) -> Section {
        let rows = self.segments.iter().map(|segment| Spread {
            names: [&segment.id, &segment.title],
            firms: segment.firms,
            qualified: segment.qualified,
            points: segment.points,
            decimals: self.decimals,
        });
        let intervals = self.segments.iter().filter_map(|segment| {
            let [least, median, _, most] = segment.points?;
            Some(Interval {
                label: format!("{} {}", segment.id, segment.title).into(),
                ends: [least, median, most],
            })
        });
        let chart = Chart::new("Points: least, median and most", Marks::Intervals(intervals.collect()));
        spreads("segment", rows.collect()).chart(chart.across("points"))
    }

    pub(in crate::campaign) fn top(&self) -> Section {
        let table = Rows::new(&self.top)
            .right("rank", |firm| firm.rank.to_string())
            .left("firm", |firm| &*firm.id)
            .left("", |firm| &*firm.name)
            .left("segment", |firm| &*firm.segment)
            .number("points", usize::from(self.decimals), |firm| firm.points)
            .left("grade", |firm| &*firm.grade)
            .left("qualified", verdict);
        Section::named("First firms").table(table)
    }

    /// Where the weights come from, where that is not an authority.
    pub(in crate::campaign) fn basis(&self) -> Section {
        match self.weights_basis {
            WeightsBasis::Illustrative => {
                let note = self.weights_note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
                Section::new().prose(format!(
                    "The scorecard's weights are illustrative{note}. Put the official ones or your own in \
                     before a list leaves the house: `jifen scorecards weights`."
                ))
            }
            WeightsBasis::Local => Section::new().line("The scorecard's weights are local ones."),
            WeightsBasis::Derived => {
                Section::new().line("The scorecard's weights are derived by a method: its source says which.")
            }
            WeightsBasis::Official => Section::new(),
        }
    }
}

/// What has points, how many firms, and how their points are spread.
struct Spread<'a> {
    names: [&'a str; 2],
    firms: usize,
    qualified: usize,
    points: Option<[f64; 4]>,
    decimals: u8,
}

fn spreads(what: &str, rows: Vec<Spread<'_>>) -> Section {
    let name = |at: usize| move |row: &Spread<'_>| Cell::from(row.names[at]);
    let points = ["least", "median", "p90", "most"];
    let table = Rows::new(rows)
        .left(what, name(0))
        .left("", name(1))
        .count("firms", |row| row.firms)
        .count("qualified", |row| row.qualified)
        .each(points.into_iter().enumerate(), |rows, (at, which)| {
            rows.right(which, |row| Cell::number(row.points.map(|points| points[at]), row.decimals.into()))
        });
    Section::named("Points").table(table)
}

/// Whether a firm qualifies.
fn verdict(firm: &&TopFirm) -> &'static str {
    match (firm.qualified, firm.held) {
        (true, _) => "yes",
        (false, true) => "held",
        (false, false) => "no",
    }
}
