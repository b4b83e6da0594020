//! The cover of a workbook: what its table is made from, what is illustrative, counts, and the meaning of
//! each column.

use std::borrow::Cow;
use std::fmt::Write;

use super::About;
use super::parts::{ALARM, COUNT, DECLARATION, LABEL, MAIN, TITLE, WORDS, page, text_cell};
use crate::publish::table::Field;
use crate::publish::{Counts, note};
use crate::scorecard::Scorecard;
use crate::words::{Between, Message, say};

/// Widths of the columns, in characters.
const LABELS: usize = 30;
const CONTENTS: usize = 100;

/// A row of the cover.
struct Line {
    label: String,
    label_style: usize,
    content: Content,
}

enum Content {
    Nothing,
    /// A text, in a style.
    Words(String, usize),
    Count(usize),
}

/// The worksheet of the cover, for a table of `rows` rows.
pub(super) fn sheet(about: &About<'_>, fields: &[Field], rows: usize) -> String {
    let mut out = format!(
        "{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
         <sheetViews><sheetView showGridLines=\"0\" workbookViewId=\"0\"/></sheetViews>\
         <sheetFormatPr defaultRowHeight=\"15\"/><cols>\
         <col min=\"1\" max=\"1\" width=\"{LABELS}\" customWidth=\"1\"/>\
         <col min=\"2\" max=\"2\" width=\"{CONTENTS}\" customWidth=\"1\"/></cols><sheetData>"
    );
    let lines = run(about).into_iter().chain(counts(about, rows)).chain(columns(about, fields));
    for (number, line) in (1..).zip(lines) {
        let _ = write!(out, "<row r=\"{number}\">");
        out += &text_cell(&format!("A{number}"), &line.label, line.label_style);
        match &line.content {
            Content::Nothing => {}
            Content::Words(words, style) => out += &text_cell(&format!("B{number}"), words, *style),
            Content::Count(count) => {
                let _ = write!(out, "<c r=\"B{number}\" s=\"{COUNT}\"><v>{count}</v></c>");
            }
        }
        out += "</row>";
    }
    out + "</sheetData>" + &page("portrait") + "</worksheet>"
}

/// The table's title, and the run it is from.
fn run(about: &About<'_>) -> Vec<Line> {
    let publication = about.publication;
    let language = publication.language;
    let line = |label: Message, content: Message, style: usize| Line {
        label: label.say(language).into_owned(),
        label_style: LABEL,
        content: Content::Words(content.say(language).into_owned(), style),
    };
    let title = about.title.say(language).into_owned();
    let mut lines = vec![Line { label: title, label_style: TITLE, content: Content::Nothing }];
    lines.push(line(say!(publish::cover_table), about.description.clone(), WORDS));
    let (id, title) = (publication.campaign, publication.title);
    lines.push(line(say!(publish::cover_batch), say!(publish::cover_titled, id = id, title = title), WORDS));
    lines.push(line(say!(publish::cover_day), day(about), WORDS));
    let scored = publication.scored;
    lines.push(line(say!(publish::cover_scorecard), scorecard(about, scored.scorecard, 0), WORDS));
    for (at, (further, _)) in (1..).zip(scored.further) {
        lines.push(line(say!(publish::cover_further), scorecard(about, further, at), WORDS));
    }
    if let Some(notice) = note::illustrative(publication) {
        lines.push(line(say!(publish::cover_illustrative), notice, ALARM));
    }
    lines.push(line(say!(publish::cover_basis), note::note(publication), WORDS));
    lines
}

fn day(about: &About<'_>) -> Message {
    say!(publish::cover_as_of, day = about.publication.as_of)
}

/// A scorecard's title, id and hash; `at` is its position among the run's scorecards.
fn scorecard(about: &About<'_>, scorecard: &Scorecard, at: usize) -> Message {
    let title = Message::title(&scorecard.title, scorecard.title_zh.as_ref());
    let mut hashes = about.publication.inputs.iter().filter(|input| input.role == "scorecard");
    match hashes.nth(at) {
        Some(input) => {
            say!(publish::cover_hashed, id = &scorecard.id, title = title, sha256 = &input.sha256)
        }
        None => say!(publish::cover_titled, id = &scorecard.id, title = title),
    }
}

/// Counts of the table's rows and of the run's.
fn counts(about: &About<'_>, rows: usize) -> Vec<Line> {
    let publication = about.publication;
    let scored = publication.scored;
    let all = Counts::of(scored.intake, scored.scores, publication.referrals);
    let counts = [
        (say!(publish::cover_rows), rows),
        (say!(publish::cover_read), all.cohort.rows),
        (say!(publish::cover_scored), all.cohort.scored),
        (say!(publish::cover_quarantined), all.cohort.quarantined),
        (say!(publish::cover_merged), all.cohort.merged),
        (say!(publish::cover_referred), all.referred),
        (say!(publish::cover_not_referred), all.not_referred),
    ];
    let line = |(label, count): (Message, usize)| Line {
        label: label.say(publication.language).into_owned(),
        label_style: LABEL,
        content: Content::Count(count),
    };
    counts.into_iter().map(line).collect()
}

/// How to read the table: its cells, then each column.
fn columns(about: &About<'_>, fields: &[Field]) -> Vec<Line> {
    let language = about.publication.language;
    let said = |message: Message| message.say(language).into_owned();
    let reading = Message::joined(Between::Sentences, [say!(publish::cover_reading), note::copies()]);
    let words = |label: String, label_style: usize, content: String, style: usize| Line {
        label,
        label_style,
        content: Content::Words(content, style),
    };
    let mut lines = vec![words(said(say!(publish::cover_how)), LABEL, said(reading), WORDS)];
    lines.push(words(String::new(), LABEL, String::new(), WORDS));
    lines.push(words(said(say!(publish::cover_column)), LABEL, said(say!(publish::cover_meaning)), LABEL));
    lines.extend(fields.iter().map(|field| {
        let title = field.title.say(language);
        let meaning = field.description.say(language);
        let unit = field.unit.as_deref().map(|unit| said(say!(publish::cover_unit, unit = unit)));
        let title = if title == field.name.as_str() { Cow::Borrowed("") } else { title };
        let colon = if title.is_empty() || meaning.is_empty() { "" } else { language.colon() };
        words(
            field.name.clone(),
            WORDS,
            format!("{title}{colon}{meaning}{}", unit.unwrap_or_default()),
            WORDS,
        )
    }));
    lines
}
