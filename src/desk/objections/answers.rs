//! Answers to those who objected: one page each, to be printed.

use std::path::Path;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{Decision, Record};
use crate::desk::names::file_names;
use crate::desk::sheet::Sheet;
use crate::figures::number::number;
use crate::figures::{Cell, Document, Html, Renderer, Rows, Section};
use crate::finding::Finding;
use crate::publish::{Bundle, Leaf, LeafForm, Replace, write_bundle};
use crate::words::{Arg, Language, Message, say};

/// What came of a file of objections.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answered {
    /// Number of the import in the desk's folder.
    pub import: usize,
    /// Objections accepted, and applied.
    pub accepted: usize,
    /// Objections rejected.
    pub rejected: usize,
    /// Objections not decided.
    pub pending: usize,
    /// Objections received outside the period of publicity.
    pub out_of_period: usize,
    /// Folder of the new run.
    pub run: String,
    /// Folder of the answers.
    pub answers: String,
    /// Folder of the difference between the published run and the new one.
    pub difference: String,
    /// Files of corrections, each with the part that it corrects.
    pub corrections: Vec<[String; 2]>,
}

impl Answered {
    /// What was done, for people at the bureau.
    pub fn document(&self) -> Document {
        let counts = say!(
            objections::counts,
            accepted = self.accepted,
            rejected = self.rejected,
            pending = self.pending
        );
        let late =
            (self.out_of_period > 0).then(|| say!(objections::out_of_period, count = self.out_of_period));
        let parts = self
            .corrections
            .iter()
            .map(|[path, corrects]| say!(objections::part, path = path, corrects = corrects));
        let parts: Vec<Message> = parts.collect();
        let keep = match parts.is_empty() {
            true => Section::new(),
            false => {
                Section::new().heading(say!(objections::keep)).items(parts.into_iter().map(|part| (1, part)))
            }
        };
        Document::untitled(say!(objections::title))
            .section(Section::new().line(counts).lines(late))
            .section(keep)
            .section(
                Section::new()
                    .lines([&self.run, &self.answers, &self.difference].map(|folder| format!("{folder}/"))),
            )
    }
}

/// Writes an answer to each objector about each firm to the new folder `target`.
///
/// # Errors
/// As [`write_bundle`].
pub fn write_answers(
    target: &Path,
    records: &[Record<'_>],
    campaign: &str,
    title: &Message,
    as_of: Date,
    language: Language,
) -> Result<(), Finding> {
    let mut groups: Vec<Vec<&Record<'_>>> = Vec::new();
    let mut known: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    for record in records {
        let one = record.objection;
        let objector = if one.is_own() { "" } else { &*one.objector };
        let at = *known.entry((&one.firm, objector)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(record),
            None => groups.push(vec![record]),
        }
    }
    let keys: Vec<String> = groups.iter().map(|group| key(group[0])).collect();
    let names = file_names(keys.iter().map(String::as_str));
    let bundle = Bundle {
        name: format!("{campaign}-answers"),
        title: say!(objections::bundle, campaign = title),
        as_of,
        language,
        tables: Vec::new(),
        books: Vec::new(),
    };
    let leaf = |(group, name): (&Vec<&Record<'_>>, String)| {
        let page = page(group, title, as_of);
        let bytes = Html { language }.render(&page).into_bytes();
        let (name, about) = (format!("{name}.html"), say!(objections::about));
        Leaf { name, form: LeafForm::Html, title: page.title, about, bytes }
    };
    let leaves: Vec<Leaf> = groups.iter().zip(names).map(leaf).collect();
    write_bundle(target, Replace::Never, &bundle, 1, |_| Ok(leaves.clone()))
}

/// The firm's id, with the objector if that is another.
fn key(record: &Record<'_>) -> String {
    let one = record.objection;
    if one.is_own() { one.firm.clone() } else { format!("{}-{}", one.firm, one.objector) }
}

/// One answer. Only the firm itself gets its points.
fn page(group: &[&Record<'_>], campaign: &Message, as_of: Date) -> Document {
    let first = group[0].objection;
    let firm = if first.name.is_empty() { &first.firm } else { &first.name };
    let claims = Rows::new(group)
        .left(say!(objections::header_field), |record| record.objection.title.clone())
        .left(say!(objections::header_before), |record| Message::verbatim(&*record.objection.before))
        .left(say!(objections::header_claimed), |record| Message::verbatim(&*record.objection.claimed))
        .left(say!(objections::header_paper), |record| Message::verbatim(&*record.objection.paper))
        .left(say!(objections::header_decision), |record| decided(record.objection.decision))
        .left(say!(objections::header_reason), |record| Message::verbatim(&*record.objection.reason));
    // What the firm's data are is the firm's alone.
    let to = match first.is_own() {
        true => say!(objections::to_firm, firm = firm),
        false => say!(objections::to_other, objector = &first.objector, firm = firm),
    };
    let document = Document::new(say!(objections::answer, firm = firm))
        .compact()
        .lead(say!(sheet::lead, campaign = campaign, day = as_of))
        .section(Section::new().prose(to))
        .section(Section::named(say!(objections::claims)).table(claims));
    if !first.is_own() {
        return document;
    }
    document.section(result(group[0].before.as_ref(), group[0].after.as_ref()))
}

fn decided(decision: Decision) -> Message {
    match decision {
        Decision::Accepted => say!(objections::accepted),
        Decision::Rejected => say!(objections::rejected),
        Decision::Pending => say!(objections::pending),
    }
}

/// The firm's result before and after all accepted objections.
fn result(before: Option<&Sheet>, after: Option<&Sheet>) -> Section {
    let points = |sheet: &Sheet| Message::from(number(sheet.points, usize::from(sheet.decimals)));
    let rank = |sheet: &Sheet| match &sheet.segment {
        Some(segment) => {
            say!(sheet::rank_in, rank = sheet.rank, firms = sheet.firms, segment = segment)
        }
        None => say!(sheet::rank, rank = sheet.rank, firms = sheet.firms),
    };
    let grade = |sheet: &Sheet| sheet.grade.as_deref().map_or_else(|| say!(sheet::no_grade), Message::from);
    let result = |sheet: &Sheet| match (sheet.qualified, sheet.held) {
        (true, _) => say!(sheet::qualified),
        (false, true) => say!(sheet::held),
        (false, false) => say!(sheet::unqualified),
    };
    let lists = |sheet: &Sheet| match sheet.referred.is_empty() {
        true => Message::default(),
        false => say!(objections::lists, institutions = Arg::items(&sheet.referred)),
    };
    type Line<'a> = (Message, &'a dyn Fn(&Sheet) -> Message);
    let lines: [Line<'_>; 5] = [
        (say!(sheet::points), &points),
        (say!(sheet::rank_term), &rank),
        (say!(sheet::grade), &grade),
        (say!(sheet::result), &result),
        (say!(sheet::lists), &lists),
    ];
    let said = |sheet: Option<&Sheet>, of: &dyn Fn(&Sheet) -> Message| {
        sheet.map_or_else(|| say!(objections::no_points), of)
    };
    let is_told =
        |(_, of): &Line<'_>| [before, after].into_iter().flatten().any(|sheet| !of(sheet).is_empty());
    let lines: Vec<Line<'_>> = lines.into_iter().filter(is_told).collect();
    let table = Rows::new(lines)
        .left("", |(title, _)| Cell::from(title.clone()))
        .left(say!(objections::header_then), |(_, of)| said(before, of))
        .left(say!(objections::header_now), |(_, of)| said(after, of));
    Section::named(say!(objections::result)).table(table).note(say!(sheet::own_data))
}
