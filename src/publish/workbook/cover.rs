//! The cover of a workbook: what its table is made from, what is illustrative, counts, the meaning of each
//! column, and the words of codes.

use std::fmt::Write;

use super::About;
use super::columns::{Column, words};
use super::measure::{height, lines};
use super::parts::{ALARM, COUNT, DECLARATION, LABEL, MAIN, TITLE, WORDS, page, text_cell};
use crate::publish::table::Field;
use crate::publish::{Counts, Publication, note};
use crate::scorecard::Scorecard;
use crate::words::{Between, Language, Message, say};

/// Widths of the columns, in characters.
const WIDTHS: [usize; 3] = [30, 76, 26];

/// A row of the cover: its label, its content, and a word for programs.
struct Line {
    label: (String, usize),
    content: Content,
    word: (String, usize),
}

enum Content {
    Nothing,
    /// A text, in a style.
    Words(String, usize),
    Count(usize),
}

/// The worksheet of the cover, for a table of `rows` rows.
pub(super) fn sheet(about: &About<'_>, fields: &[Field], columns: &[Column], rows: usize) -> String {
    let mut out = format!(
        "{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
         <sheetViews><sheetView showGridLines=\"0\" workbookViewId=\"0\"/></sheetViews>\
         <sheetFormatPr defaultRowHeight=\"15\"/><cols>"
    );
    for (number, width) in (1..).zip(WIDTHS) {
        let _ = write!(out, "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>");
    }
    out += "</cols><sheetData>";
    let language = about.language;
    let of_columns = self::columns(language, fields, columns);
    let account = || {
        let all = counted(about, rows).into_iter().chain(reading(language));
        all.chain(of_columns).chain(codes(language, fields, columns))
    };
    let account = (!about.is_public).then(account);
    for (number, line) in (1..).zip(run(about).into_iter().chain(account.into_iter().flatten())) {
        line.push(&mut out, number);
    }
    out + "</sheetData>" + &page("portrait", 1) + "</worksheet>"
}

impl Line {
    fn new(label: String, content: Content) -> Line {
        Line { label: (label, LABEL), content, word: (String::new(), WORDS) }
    }

    fn words(label: String, words: String) -> Line {
        Line::new(label, Content::Words(words, WORDS))
    }

    fn empty() -> Line {
        Line::new(String::new(), Content::Nothing)
    }

    fn push(&self, out: &mut String, number: usize) {
        let Line { label, content, word } = self;
        let content_words = if let Content::Words(words, _) = content { words.as_str() } else { "" };
        // The title of the table is not wrapped. Spreadsheets differ in the width of their characters.
        let own = if label.1 == TITLE { "" } else { label.0.as_str() };
        let texts = [own, content_words, word.0.as_str()];
        let most = texts.iter().zip(WIDTHS).map(|(text, width)| lines(text, width * 9 / 10)).max();
        let high = if label.1 == TITLE {
            " ht=\"21\" customHeight=\"1\"".to_owned()
        } else {
            height(most.unwrap_or(1))
        };
        let _ = write!(out, "<row r=\"{number}\"{high}>");
        *out += &text_cell(&format!("A{number}"), &label.0, label.1);
        match content {
            Content::Nothing => {}
            Content::Words(words, style) => *out += &text_cell(&format!("B{number}"), words, *style),
            Content::Count(count) => {
                let _ = write!(out, "<c r=\"B{number}\" s=\"{COUNT}\"><v>{count}</v></c>");
            }
        }
        *out += &text_cell(&format!("C{number}"), &word.0, word.1);
        *out += "</row>";
    }
}

impl<'a> About<'a> {
    /// A table of a run.
    pub(in crate::publish) fn of(
        publication: &Publication<'_>,
        title: Message,
        description: Message,
        sheet: Option<&'a str>,
    ) -> About<'a> {
        let (id, batch) = (publication.campaign, publication.title);
        let scored = publication.scored;
        let mut facts = vec![
            [say!(publish::cover_batch), say!(publish::cover_titled, id = id, title = batch)],
            [say!(publish::cover_day), say!(publish::cover_as_of, day = publication.as_of)],
            [say!(publish::cover_scorecard), scorecard(publication, scored.scorecard, 0)],
        ];
        let further = (1..).zip(scored.further);
        let further = further.map(|(at, (further, _))| scorecard(publication, further, at));
        facts.extend(further.map(|further| [say!(publish::cover_further), further]));
        About {
            language: publication.language,
            title,
            description,
            sheet,
            facts,
            notice: note::illustrative(publication),
            remark: note::note(publication),
            counts: counts(publication),
            is_public: false,
        }
    }
}

/// The table's title, and what it is made from.
fn run(about: &About<'_>) -> Vec<Line> {
    let said = |message: &Message| message.say(about.language).into_owned();
    let line = |label: &Message, content: &Message| Line::words(said(label), said(content));
    let mut title = Line::new(said(&about.title), Content::Nothing);
    title.label.1 = TITLE;
    let mut lines = vec![title];
    if !about.is_public {
        lines.push(line(&say!(publish::cover_table), &about.description));
    }
    lines.extend(about.facts.iter().map(|[label, content]| line(label, content)));
    if let Some(notice) = &about.notice {
        lines.push(Line::new(said(&say!(publish::cover_illustrative)), Content::Words(said(notice), ALARM)));
    }
    if !about.is_public {
        lines.push(line(&say!(publish::cover_basis), &about.remark));
    }
    lines
}

/// A scorecard's title, id and hash; `at` is its position among the run's scorecards.
fn scorecard(publication: &Publication<'_>, scorecard: &Scorecard, at: usize) -> Message {
    let title = Message::title(&scorecard.title, scorecard.title_zh.as_ref());
    let mut hashes = publication.inputs.iter().filter(|input| input.role == "scorecard");
    match hashes.nth(at) {
        Some(input) => {
            say!(publish::cover_hashed, id = &scorecard.id, title = title, sha256 = &input.sha256)
        }
        None => say!(publish::cover_titled, id = &scorecard.id, title = title),
    }
}

/// Counts of the run's firms. Rows that are no firms, such as totals, are counted by themselves.
fn counts(publication: &Publication<'_>) -> Vec<(Message, usize)> {
    let scored = publication.scored;
    let all = Counts::of(scored.intake, scored.scores, publication.referrals);
    let no_firms = all.cohort.no_firms;
    let counts = [
        (say!(publish::cover_read), all.cohort.rows - no_firms),
        (say!(publish::cover_scored), all.cohort.scored),
        (say!(publish::cover_quarantined), all.cohort.quarantined - no_firms),
        (say!(publish::cover_merged), all.cohort.merged),
        (say!(publish::cover_referred), all.referred),
        (say!(publish::cover_not_referred), all.not_referred),
    ];
    let others = (no_firms > 0).then(|| (say!(publish::cover_no_firms), no_firms));
    counts.into_iter().chain(others).collect()
}

/// The number of the table's rows, and the other counts.
fn counted(about: &About<'_>, rows: usize) -> Vec<Line> {
    let line = |(label, count): (&Message, usize)| {
        Line::new(label.say(about.language).into_owned(), Content::Count(count))
    };
    let own = (&say!(publish::cover_rows), rows);
    let others = about.counts.iter().map(|(label, count)| (label, *count));
    std::iter::once(own).chain(others).map(line).collect()
}

/// How to read the table.
fn reading(language: Language) -> [Line; 2] {
    let reading = Message::joined(Between::Sentences, [say!(publish::cover_reading), note::copies()]);
    let how = say!(publish::cover_how).say(language).into_owned();
    [Line::words(how, reading.say(language).into_owned()), Line::empty()]
}

/// A heading of lines with three cells.
fn heading(language: Language, labels: [Message; 3]) -> Line {
    let [label, content, word] = labels.map(|label| label.say(language).into_owned());
    Line { label: (label, LABEL), content: Content::Words(content, LABEL), word: (word, LABEL) }
}

/// A line of three cells.
fn triple(label: &str, content: String, word: &str) -> Line {
    let content = Content::Words(content, WORDS);
    Line { label: (label.to_owned(), WORDS), content, word: (word.to_owned(), WORDS) }
}

/// Each column: its header, its meaning, and its name in tables for programs where this is another.
fn columns(language: Language, fields: &[Field], columns: &[Column]) -> Vec<Line> {
    let is_named = fields.iter().zip(columns).any(|(field, column)| field.name != column.header);
    let name = if is_named { say!(publish::cover_name) } else { Message::default() };
    let first = heading(language, [say!(publish::cover_column), say!(publish::cover_meaning), name]);
    let line = |(field, column): (&Field, &Column)| {
        let mut meaning = field.description.say(language).into_owned();
        if let Some(unit) = &field.unit {
            meaning += &say!(publish::cover_unit, unit = unit).say(language);
        }
        triple(&column.header, meaning, if is_named { &field.name } else { "" })
    };
    std::iter::once(first).chain(fields.iter().zip(columns).map(line)).collect()
}

/// A column with codes: its position, its header, and each code with its words.
struct Coded {
    at: usize,
    header: String,
    words: Vec<[String; 2]>,
}

/// The words of each column with codes, and the codes in tables for programs. Columns beside one another
/// that share their words stand together.
fn codes(language: Language, fields: &[Field], columns: &[Column]) -> Vec<Line> {
    let with_words = |(at, (field, column)): (usize, (&Field, &Column))| {
        let words = words(field).map(|(code, words)| [code, words.say(language).into_owned()]);
        Coded { at, header: column.header.clone(), words: words.collect() }
    };
    let all = fields.iter().zip(columns).enumerate().map(with_words);
    let all: Vec<Coded> = all.filter(|one| !one.words.is_empty()).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let labels = [say!(publish::cover_column), say!(publish::cover_words), say!(publish::cover_code)];
    let mut lines = vec![Line::empty(), heading(language, labels)];
    for alike in all.chunk_by(|a, b| a.at + 1 == b.at && a.words == b.words) {
        let Coded { header, words, .. } = &alike[0];
        let label = match alike.len() {
            1 => header.clone(),
            count => say!(publish::cover_columns, first = header, count = count).say(language).into_owned(),
        };
        lines.extend(words.iter().map(|[code, words]| triple(&label, words.clone(), code)));
    }
    lines
}
