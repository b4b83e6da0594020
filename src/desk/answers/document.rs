//! The document of a report on answers, for people.

use jiff::civil::Date;

use super::funnel::{By, share};
use super::import::Imported;
use super::report::Report;
use super::tables::{funnel, overdue};
use crate::figures::number::{percent, short};
use crate::figures::{Bar, Chart, Document, Marks, Rows, Section};
use crate::parameters::Keyword;
use crate::words::{Arg, Message, say};

/// Most overdue referrals that are printed; more are only counted.
const ROWS: usize = 10;

impl Report {
    /// The report as a document for people.
    pub(super) fn to_document(&self) -> Document {
        Document::new(self.title())
            .section(self.account())
            .section(self.stages())
            .section(self.amounts())
            .sections(self.groups.iter().map(|grouped| {
                Section::named(grouped.by.heading()).heading(grouped.by.heading()).table(grouped.table())
            }))
            .section(self.unanswered())
            .section(self.reading())
    }

    /// The title of the document.
    pub fn title(&self) -> Message {
        say!(answers::title, as_of = day(&self.as_of))
    }

    fn account(&self) -> Section {
        let all = &self.all;
        let section = Section::new().line(say!(
            answers::account,
            deliveries = self.deliveries,
            institutions = self.institutions,
            referrals = all.referred,
            firms = all.firms,
            answers = self.answers,
        ));
        match self.strangers {
            0 => section,
            strangers => section.line(say!(answers::strangers, answers = strangers)),
        }
    }

    fn stages(&self) -> Section {
        let bar = |(stage, count): (super::Stage, usize)| Bar {
            label: stage.name(),
            values: vec![Some(count as f64)],
        };
        let series = vec![say!(answers::head_referrals)];
        let bars = self.all.stages().map(bar).into_iter().collect();
        let chart = Chart::new(say!(answers::funnel), Marks::Bars { series, bars });
        let section = Section::named(say!(answers::funnel)).table(funnel(&self.all)).chart(chart);
        let (open, refused) = (self.all.open, self.all.refused);
        let (not_contacted, no_demand) = (self.all.not_contacted, self.all.no_demand);
        section.note(say!(
            answers::others,
            open = open,
            refused = refused,
            not_contacted = not_contacted,
            no_demand = no_demand,
        ))
    }

    fn amounts(&self) -> Section {
        let all = &self.all;
        let days = all.median_days.map(|days| say!(answers::median, days = short(days)));
        Section::new()
            .line(say!(
                answers::amounts,
                amount = short(all.amount),
                known = all.with_amount,
                approved = all.approved,
                drawn_amount = short(all.drawn_amount),
                drawn_known = all.with_drawn,
            ))
            .lines(days)
    }

    fn unanswered(&self) -> Section {
        let (count, after) = (self.overdue.len(), self.unanswered_after as usize);
        let shown = percent(share(count, self.all.referred));
        let section = Section::named(say!(answers::unanswered));
        if count == 0 {
            return section.line(say!(answers::overdue_none, after = after));
        }
        let heading = say!(answers::overdue, count = count, share = shown, after = after);
        let section = section.heading(heading).table(overdue(&self.overdue[..count.min(ROWS)]));
        match count.saturating_sub(ROWS) {
            0 => section,
            more => section.note(say!(answers::overdue_more, more = more)),
        }
    }

    /// How the figures are to be read.
    fn reading(&self) -> Section {
        let has = |by: By| self.groups.iter().any(|grouped| grouped.by == by);
        Section::named(say!(answers::reading))
            .line(say!(answers::reading_referral))
            .line(say!(answers::reading_stages))
            .lines(has(By::Points).then(|| say!(answers::reading_points)))
    }
}

impl Imported {
    /// The import as a document for people.
    pub fn document(&self) -> Document {
        let account = &self.account;
        let fates = [
            (account.known, say!(answers::rows_known, rows = account.known)),
            (account.repeated, say!(answers::rows_repeated, rows = account.repeated)),
            (account.blank, say!(answers::rows_blank, rows = account.blank)),
            (account.no_firms, say!(answers::rows_no_firms, rows = account.no_firms)),
            (account.unreadable, say!(answers::rows_unreadable, rows = account.unreadable)),
            (account.unmatched, say!(answers::rows_unmatched, rows = account.unmatched)),
            (account.contradictory, say!(answers::rows_contradictory, rows = account.contradictory)),
        ];
        let fates = fates.into_iter().filter(|(count, _)| *count > 0).map(|(_, fate)| fate);
        let added = say!(answers::rows_added, rows = account.added);
        let fates = Arg::items(std::iter::once(added).chain(fates));
        let title = say!(
            answers::import_title,
            file = &self.file,
            institution = &self.institution,
            received = day(&self.received),
        );
        let decisions = Rows::new(&self.decisions)
            .left(say!(answers::head_decision), |one| one.decision.about())
            .count(say!(answers::head_added), |one| one.added);
        let section = Section::new().line(say!(answers::rows_read, rows = account.rows, fates = fates));
        let section = match account.added {
            0 => section.line(say!(answers::nothing_added)),
            _ => section.table(decisions),
        };
        let end = say!(
            answers::history_end,
            history = &self.history,
            rows = self.head.rows,
            check = self.head.check.get(..16).unwrap_or_default(),
        );
        Document::new(title).section(section).section(Section::new().line(end))
    }
}

/// A day in ISO form as an argument.
fn day(iso: &str) -> Arg {
    iso.parse::<Date>().map_or_else(|_| iso.into(), Arg::from)
}
