//! The summary of a run for people: firms scored and referred, faults, unofficial weights and rules; then
//! points and files.

use std::fmt;

use super::{
    Causes, FurtherPoints, HeldBy, ListSummary, SegmentPoints, Standings, Summary, SupplementRows, TopFirm,
};
use crate::campaign::Outcome;
use crate::figures::number::{percent_to, short};
use crate::figures::{Cell, Chart, Document, Interval, Marks, Rows, Section};
use crate::finding::{Code, Severity};
use crate::intake::Corrected;
use crate::publish::{By, RowCounts};
use crate::scorecard::WeightsBasis;
use crate::studies::portfolio::Brief;
use crate::words::{Arg, Between, Message, say};

/// Causes of quarantine listed before the rest are counted.
const CAUSES: usize = 5;

impl Outcome {
    /// The run laid out for people, with its files.
    pub fn document(&self) -> Document {
        let further = self.detail && !self.summary.further.is_empty();
        let cohort = &self.summary.counts.cohort;
        let files = [
            (true, "scores.csv, scores.parquet", say!(campaign::file_scores)),
            (self.detail, "points.parquet", say!(campaign::file_points)),
            (self.conditions, "conditions.parquet", say!(campaign::file_conditions)),
            (further, "scores.ID.*, points.ID.*", say!(campaign::file_further)),
            (true, "referrals/", say!(campaign::file_referrals)),
            (self.summary.portfolio.is_some(), "grants.csv, programmes.csv", say!(campaign::file_grants)),
            (true, "not_referred.csv", say!(campaign::file_not_referred)),
            (true, "reasons.csv", say!(campaign::file_reasons)),
            (true, "quarantine.csv", say!(campaign::file_quarantine)),
            (!self.summary.supplements.is_empty(), "supplements.csv", say!(campaign::file_supplements)),
            (cohort.quarantined > 0, "quarantine/", say!(campaign::file_returned)),
            (!cohort.corrections.is_empty(), "corrections.csv", say!(campaign::file_corrections)),
            (true, "findings.json, run.json", say!(campaign::file_findings)),
            (true, "datapackage.json", say!(campaign::file_package)),
        ];
        let files = files.into_iter().filter(|(is_there, ..)| *is_there);
        let files = files.map(|(_, name, about)| [Message::verbatim(name), about]);
        let folder = format!("{}/", self.folder.display());
        self.summary.document().section(Section::named(say!(campaign::files)).line(folder).terms(files))
    }
}

impl Summary {
    /// The summary laid out for people, without files.
    pub fn document(&self) -> Document {
        let standings = &self.standings;
        let title = say!(
            campaign::summary_title,
            campaign = &self.campaign,
            day = self.as_of,
            scorecard = Message::id_or_title(&standings.scorecard, &standings.title)
        );
        Document::new(title)
            .section(self.result())
            .section(self.institutions())
            .section(self.portfolio())
            .section(self.faults())
            .section(self.basis())
            .section(standings.segments())
            .section(self.further())
            .section(standings.top())
    }

    /// Firms scored and referred.
    fn result(&self) -> Section {
        let counts = &self.counts;
        let institutions = self.institutions.iter().filter(|list| list.firms > 0).count();
        let referred = if counts.referred == 0 {
            say!(campaign::referred_none)
        } else {
            say!(
                campaign::referred,
                firms = counts.referred,
                institutions = institutions,
                referrals = counts.referrals
            )
        };
        Section::named(say!(campaign::result))
            .line(scored(&counts.cohort))
            .lines(corrected(&counts.cohort.corrections))
            .line(referred)
    }

    fn institutions(&self) -> Section {
        let decimals = usize::from(self.standings.decimals);
        let table = Rows::new(&self.institutions)
            .left(say!(campaign::header_institution), |list: &&ListSummary| {
                Message::id_or_title(&list.id, &list.name)
            })
            .left("", |list| Message::beside_id(&list.name))
            .count(say!(campaign::header_listed), |list| list.firms)
            .count(say!(campaign::header_eligible), |list| list.eligible)
            .number(say!(campaign::header_cut_off), decimals, |list| list.cut_off);
        let section = Section::named(say!(campaign::lists)).table(table);
        let has_own_order = self.institutions.iter().any(|list| list.firms > 0 && list.cut_off.is_none());
        if has_own_order { section.note(say!(campaign::own_order)) } else { section }
    }

    /// Sums of the referred loans, and the pools.
    fn portfolio(&self) -> Section {
        let Some(Brief { without, sums, made_up, pools }) = &self.portfolio else { return Section::new() };
        let section =
            Section::named(say!(campaign::portfolio)).heading(say!(campaign::portfolio)).line(say!(
                campaign::portfolio_loans,
                loans = sums.loans,
                principal = sums.principal.said(),
                covered = sums.covered.said(),
                guaranteed = sums.guaranteed.said(),
                without = *without
            ));
        let section = section.line(say!(
            campaign::portfolio_money,
            central = sums.central.said(),
            local = sums.local.said(),
            relent = sums.relent.said(),
            saving = sums.saving.said()
        ));
        let illustrative = (!made_up.is_empty()).then(|| {
            let programmes = Message::joined(Between::Items, made_up.iter().cloned());
            say!(publish::note_programmes_illustrative, programmes = programmes)
        });
        let wan = |yuan: f64| short((yuan / 100.0).round() / 100.0);
        let pools = pools.iter().map(|pool| {
            let (title, expected) = (pool.title.clone(), wan(pool.expected));
            let (level, needed) = (pool.level(), wan(pool.needed));
            if !pool.is_set {
                return say!(
                    campaign::portfolio_pool,
                    title = title,
                    expected = expected,
                    level = level,
                    needed = needed
                );
            }
            let set = say!(
                campaign::portfolio_pool_set,
                title = title,
                expected = expected,
                level = level,
                needed = needed,
                size = wan(pool.size),
                exhausted = percent_to(pool.exhausted, 2)
            );
            match pool.leverage.map(|leverage| format!("{leverage:.2}")) {
                Some(leverage) => say!(campaign::portfolio_pool_carries, pool = set, leverage = leverage),
                None => set,
            }
        });
        section.lines(pools).lines(illustrative)
    }

    /// Rows quarantined, firms held, and counts of findings.
    fn faults(&self) -> Section {
        let cohort = &self.counts.cohort;
        Section::named(say!(campaign::rows))
            .join(quarantined(cohort.quarantined, &self.quarantine_causes))
            .lines(self.supplements.iter().map(SupplementRows::said))
            .lines(HeldBy::said(cohort.held, &self.held_by))
            .lines(self.finding_counts())
    }

    fn finding_counts(&self) -> Option<Message> {
        let of = |severity: Severity| {
            let codes = Code::ALL.iter().filter(|code| code.severity() == severity);
            codes.filter_map(|code| self.findings.get(code.as_str())).sum::<usize>()
        };
        let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(of);
        let is_any = errors + warnings + notes > 0;
        is_any.then(|| say!(campaign::findings, errors = errors, warnings = warnings, notes = notes))
    }

    /// Unofficial parts: illustrative or trial weights and rules, facts accepted as unknown.
    fn basis(&self) -> Section {
        let basis = match &self.trial {
            Some(trial) => Section::new().line(say!(campaign::basis_trial, trial = trial.said())),
            None => self.standings.basis(),
        };
        let further = self.further.iter().filter(|card| card.weights_basis == WeightsBasis::Illustrative);
        let further = further.map(|card| {
            say!(campaign::basis_further, scorecard = Message::id_or_title(&card.id, &card.title))
        });
        let is_illustrative = self.rules_basis == Some(WeightsBasis::Illustrative);
        Section::named(say!(campaign::basis))
            .join(basis)
            .lines(further)
            .lines(is_illustrative.then(|| say!(campaign::basis_rules)))
            .lines(self.waivers())
    }

    /// A line for firms held by gates, and one for each gate waived for a missing fact.
    pub fn unknown(&self) -> Vec<Message> {
        HeldBy::said(self.counts.cohort.held, &self.held_by).into_iter().chain(self.waivers()).collect()
    }

    fn waivers(&self) -> impl Iterator<Item = Message> {
        self.accepted_unknown.iter().map(|waiver| {
            let by = match waiver.by {
                By::Campaign => "campaign",
                By::Scorecard => "scorecard",
            };
            say!(
                campaign::waiver,
                fields = Arg::items(&waiver.fields),
                firms = waiver.firms,
                by = by,
                gate = &waiver.gate,
                scorecard = &waiver.scorecard,
                referred = waiver.referred
            )
        })
    }

    fn further(&self) -> Section {
        let rows = self.further.iter().map(|card: &FurtherPoints| Spread {
            id: &card.id,
            title: &card.title,
            firms: card.firms,
            qualified: card.qualified,
            points: card.points,
            decimals: card.decimals,
        });
        let rows: Vec<Spread<'_>> = rows.collect();
        if rows.is_empty() { Section::new() } else { spreads(say!(campaign::header_further), rows) }
    }
}

/// Firms scored, and what became of the other rows.
pub(in crate::campaign) fn scored(counts: &RowCounts) -> Message {
    let RowCounts { rows, scored, quarantined, merged, .. } = *counts;
    say!(campaign::scored, rows = rows, scored = scored, quarantined = quarantined, merged = merged)
}

/// `3 rows corrected (4 cells), 1 returned without a change, 1 added, 1 withdrawn`; `None` if no row was
/// returned.
pub(in crate::campaign) fn corrected(counts: &Corrected) -> Option<Message> {
    let Corrected { replaced, cells, unchanged, added, withdrawn } = *counts;
    let all = || {
        say!(campaign::corrected, replaced = replaced, cells = cells, unchanged = unchanged, added = added)
    };
    let withdrawn = (withdrawn > 0).then(|| say!(campaign::withdrawn, rows = withdrawn));
    let message = || Message::joined(Between::Items, std::iter::once(all()).chain(withdrawn));
    (!counts.is_empty()).then(message)
}

/// `4 rows quarantined: 3 cell-number, 1 total-row; 1 of these rows is not a firm`.
pub(in crate::campaign) fn quarantined(rows: usize, causes: &Causes) -> Section {
    if rows == 0 {
        return Section::new();
    }
    Section::new().prose(say!(campaign::quarantined, rows = rows, causes = causes.said()))
}

impl HeldBy {
    /// `4 firms held because a gate's fact is not known: 4 dishonest`; `None` if no firm is held.
    pub fn said(firms: usize, by: &[HeldBy]) -> Option<Message> {
        let gates = by.iter().map(|by| say!(campaign::held_by, firms = by.firms, gate = &by.gate));
        (firms > 0).then(|| say!(campaign::held, firms = firms, gates = Arg::items(gates)))
    }
}

impl Causes {
    /// The most frequent cause first, and how many of the rows are no firms: `12 cell-number, 2 total-row; 2
    /// of these rows are not firms`.
    pub fn said(&self) -> Message {
        let all = self.by_frequency();
        let rest: usize = all.iter().skip(CAUSES).map(|(_, count)| count).sum();
        let shown = all.iter().take(CAUSES).map(|(code, rows)| cause(code, *rows));
        let rest = (rest > 0).then(|| say!(campaign::cause_others, rows = rest));
        let causes = Message::joined(Between::Items, shown.chain(rest));
        match self.no_firms() {
            0 => causes,
            no_firms if no_firms == self.rows() => say!(campaign::causes_no_firms, causes = causes),
            no_firms => say!(campaign::causes_of_them, causes = causes, rows = no_firms),
        }
    }

    /// All causes, the most frequent first.
    pub(in crate::campaign) fn all(&self) -> Arg {
        Arg::items(self.by_frequency().into_iter().map(|(code, rows)| cause(code, rows)))
    }
}

/// `3 cell-number`; codes have names in Chinese.
fn cause(code: &str, rows: usize) -> Message {
    say!(campaign::cause, code = code, rows = rows)
}

/// Prints the causes in English.
impl fmt::Display for Causes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl Standings {
    pub(in crate::campaign) fn segments(&self) -> Section {
        let rows = self.segments.iter().map(|segment: &SegmentPoints| Spread {
            id: &segment.id,
            title: &segment.title,
            firms: segment.firms,
            qualified: segment.qualified,
            points: segment.points,
            decimals: self.decimals,
        });
        let intervals = self.segments.iter().filter_map(|segment| {
            let [least, median, _, most] = segment.points?;
            let label = say!(campaign::chart_segment, id = &segment.id, title = &segment.title);
            Some(Interval { label, ends: [least, median, most] })
        });
        let chart = Chart::new(say!(campaign::chart_points), Marks::Intervals(intervals.collect()))
            .across(say!(campaign::header_points));
        spreads(say!(campaign::header_segment), rows.collect()).chart(chart)
    }

    pub(in crate::campaign) fn top(&self) -> Section {
        let segment = |firm: &&TopFirm| {
            let segment = self.segments.iter().find(|segment| segment.id == firm.segment);
            segment.map_or_else(
                || (&firm.segment).into(),
                |segment| Message::id_or_title(&segment.id, &segment.title),
            )
        };
        let table = Rows::new(&self.top)
            .right(say!(campaign::header_rank), |firm| firm.rank.to_string())
            .left(say!(campaign::header_firm), |firm| &*firm.id)
            .left("", |firm| &*firm.name)
            .left(say!(campaign::header_segment), segment)
            .number(say!(campaign::header_points), usize::from(self.decimals), |firm| firm.points)
            .left(say!(campaign::header_grade), |firm| &*firm.grade)
            .left(say!(campaign::header_qualified), verdict);
        Section::named(say!(campaign::first)).table(table)
    }

    /// The source of the weights, unless an authority.
    pub(in crate::campaign) fn basis(&self) -> Section {
        match self.weights_basis {
            WeightsBasis::Illustrative => Section::new().prose(match &self.weights_note {
                Some(note) => say!(campaign::basis_illustrative_note, note = note),
                None => say!(campaign::basis_illustrative),
            }),
            WeightsBasis::Local => Section::new().line(say!(campaign::basis_local)),
            WeightsBasis::Derived => Section::new().line(say!(campaign::basis_derived)),
            WeightsBasis::Official => Section::new(),
        }
    }
}

/// The distribution of a segment's or scorecard's points.
struct Spread<'a> {
    id: &'a str,
    title: &'a Message,
    firms: usize,
    qualified: usize,
    points: Option<[f64; 4]>,
    decimals: u8,
}

fn spreads(what: Message, rows: Vec<Spread<'_>>) -> Section {
    let points = [
        say!(campaign::header_least),
        say!(campaign::header_median),
        say!(campaign::header_p90),
        say!(campaign::header_most),
    ];
    let table = Rows::new(rows)
        .left(what, |row| Message::id_or_title(row.id, row.title))
        .left("", |row| Message::beside_id(row.title))
        .count(say!(campaign::header_firms), |row| row.firms)
        .count(say!(campaign::header_qualified), |row| row.qualified)
        .each(points.into_iter().enumerate(), |rows, (at, which)| {
            rows.right(which, |row| Cell::number(row.points.map(|points| points[at]), row.decimals.into()))
        });
    Section::named(say!(campaign::points)).table(table)
}

fn verdict(firm: &&TopFirm) -> Message {
    let verdict = match (firm.qualified, firm.held) {
        (true, _) => "yes",
        (false, true) => "held",
        (false, false) => "no",
    };
    say!(campaign::verdict, verdict = verdict)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Class;
    use crate::words::Language;

    /// Codes of errors that quarantine a row.
    fn of_rows() -> impl Iterator<Item = &'static Code> {
        let is_of_a_row =
            |code: &&Code| matches!(code.class(), Some(Class::Cell | Class::Row | Class::NoFirm));
        Code::ALL.iter().filter(is_of_a_row)
    }

    #[test]
    fn every_cause_of_quarantine_has_a_name_in_chinese() {
        for code in of_rows() {
            let cause = cause(code.as_str(), 3);
            let chinese = cause.say(Language::Zh);
            assert!(!chinese.contains(code.as_str()) && chinese.ends_with(" 3 行"), "{chinese}");
            assert_eq!(cause.to_string(), format!("3 {code}"));
        }
    }

    #[test]
    fn causes_are_named_by_frequency_and_rows_that_are_no_firms_counted() {
        let mut causes = Causes::default();
        for (code, rows) in [(Code::CellNumber, 1200), (Code::TotalRow, 2), (Code::NoteRow, 1)] {
            causes.add(code, rows);
        }
        let said = causes.said();
        assert_eq!(
            said.to_string(),
            "1,200 cell-number, 2 total-row, 1 note-row; 3 of these rows are not firms"
        );
        let chinese = "数值有误 1,200 行、合计行 2 行、备注行 1 行；其中 3 行非企业数据";
        assert_eq!(said.say(Language::Zh), chinese);
        let held = [HeldBy { gate: "dishonest".to_owned(), firms: 4 }];
        let said = HeldBy::said(4, &held).unwrap_or_default();
        assert_eq!(said.to_string(), "4 firms held because a gate's fact is not known: 4 by gate dishonest");
        assert_eq!(said.say(Language::Zh), "待核实企业 4 家，准入条件所需信息不明：准入条件“dishonest”4 家");
    }
}
