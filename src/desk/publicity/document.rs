//! The public list laid out: a page to print, a workbook, and what was written.

use super::{Column, Publicity, Row};
use crate::figures::{Document, Remark, Rows, Section, Table};
use crate::publish::Book;
use crate::words::{Arg, Language, Message, say};

/// A firm with its running number, from 1.
type Numbered<'a> = (usize, &'a Row);

impl Publicity {
    /// What was written, for people at the bureau: `language` is that of the notice.
    pub fn document(&self, folder: &str, language: Language) -> Document {
        let notice = &self.notice;
        let withheld = (notice.without_consent > 0)
            .then(|| say!(publicity::without_consent, firms = notice.without_consent));
        let blank = (!self.blank.is_empty()).then(|| {
            let columns = Arg::items(self.blank.iter().map(|&column| self.header(column)));
            say!(publicity::blank_columns, columns = columns)
        });
        let shown = Section::new().line(say!(publicity::shown, firms = notice.firms));
        let nameless = (notice.nameless > 0).then(|| {
            Remark::advice(say!(publicity::nameless, firms = notice.nameless), say!(publicity::nameless_help))
        });
        let in_language = match language {
            Language::Zh => say!(publicity::in_chinese),
            Language::En => say!(publicity::in_english),
        };
        let written = Section::new().line(format!("{}/", folder.trim_end_matches('/')));
        Document::new(notice.title.clone())
            .section(shown.lines(withheld).lines(blank))
            .section(Section::new().line(self.period_said()).line(in_language))
            .section(nameless.into_iter().fold(Section::new(), Section::remark))
            .section(written)
    }

    fn period_said(&self) -> Message {
        say!(publicity::period_of, days = self.days_said())
    }

    fn days_said(&self) -> Message {
        let [from, to] = self.period;
        say!(publicity::days_of, from = from, to = to, days = self.notice.days)
    }

    /// The page for the public.
    pub(super) fn page(&self) -> Document {
        let illustrative = self.illustrative.as_ref();
        let words = Section::new().prose(self.announced()).prose(self.period_said()).prose(self.objections());
        let words = illustrative.into_iter().fold(words, Section::note);
        let signed =
            Section::new().line(say!(publicity::unit)).line(say!(publicity::date, day = self.period[0]));
        Document::new(self.notice.title.clone())
            .section(words)
            .section(Section::new().table(self.rows()))
            .section(signed)
    }

    /// What is shown and on what basis.
    fn announced(&self) -> Message {
        say!(
            publicity::announced,
            who = self.notice.who.as_str(),
            campaign = &self.campaign,
            scorecard = &self.scorecard,
            day = self.as_of,
            firms = self.rows.len()
        )
    }

    fn objections(&self) -> Message {
        say!(publicity::objections, contact = &self.notice.contact)
    }

    fn header(&self, column: Column) -> Message {
        match column {
            Column::Name => say!(publicity::header_name),
            Column::Id if self.is_credit_code => say!(publicity::header_credit_code),
            Column::Id => say!(publicity::header_id),
            Column::Segment => say!(publicity::header_segment),
            Column::Region => say!(publicity::header_region),
            Column::Industry => say!(publicity::header_industry),
            Column::Points => say!(publicity::header_points),
            Column::Grade => say!(publicity::header_grade),
            Column::Band => say!(publicity::header_band),
        }
    }

    /// The table, for people and for the workbook.
    fn rows(&self) -> Rows<Numbered<'_>> {
        let rows = Rows::table("publicity", self.announced(), (1..).zip(&self.rows));
        let rows = rows
            .field("number", say!(publicity::header_number), |&(number, _)| number)
            .shown(say!(publicity::header_number));
        rows.each(self.notice.columns.iter().copied(), |rows, column| {
            let header = self.header(column);
            let text = |name: &str, of: fn(&Row) -> Message| {
                rows.clone().field(name, header.clone(), |&(_, row)| of(row)).shown(header.clone())
            };
            match column {
                Column::Name => text("name", |row| Message::verbatim(&*row.name)),
                Column::Id => text("id", |row| Message::verbatim(&*row.id)),
                Column::Segment => text("segment", |row| row.segment.clone()),
                Column::Region => text("region", |row| Message::verbatim(&*row.region)),
                Column::Industry => text("industry", |row| Message::verbatim(&*row.industry)),
                Column::Points => rows.field("points", header.clone(), |&(_, row)| row.points).shown(header),
                Column::Grade => text("grade", |row| Message::verbatim(&*row.grade)),
                Column::Band => text("band", |row| row.band.clone()),
            }
        })
    }

    /// The workbook for the public.
    pub(super) fn book(&self) -> Book {
        let headers = std::iter::once(say!(publicity::header_number));
        let leading =
            self.notice.columns.iter().take_while(|column| matches!(column, Column::Name | Column::Id));
        Book {
            name: "publicity.xlsx".to_owned(),
            table: Table::from(self.rows()),
            headers: headers.chain(self.notice.columns.iter().map(|&column| self.header(column))).collect(),
            identifying: 1 + leading.count(),
            title: self.notice.title.clone(),
            about: self.announced(),
            facts: vec![
                [say!(publicity::fact_list), self.announced()],
                [say!(publicity::fact_period), self.days_said()],
                [say!(publicity::fact_objections), self.objections()],
                [say!(publicity::fact_unit), Message::default()],
                [say!(publicity::fact_date), say!(publicity::day, day = self.period[0])],
            ],
            notice: self.illustrative.clone(),
        }
    }
}
