//! Answers to those who objected: one page each, to be printed.

use std::path::Path;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{Decision, Objection, Record};
use crate::desk::names::file_names;
use crate::desk::publicity::Notice;
use crate::desk::sheet::Sheet;
use crate::figures::number::number;
use crate::figures::{Cell, Document, Html, Renderer, Rows, Section};
use crate::finding::Finding;
use crate::publish::{Bundle, Leaf, LeafForm, Replace, write_bundle};
use crate::words::{Arg, Language, Message, say};

/// What all answers to one file of objections share.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'a> {
    /// Id of the campaign.
    pub campaign: &'a str,
    /// Title of the campaign.
    pub title: &'a Message,
    /// As-of day of both runs.
    pub as_of: Date,
    /// Notice of the list; `None` if it is not known.
    pub notice: Option<&'a Notice>,
    /// Language of the pages.
    pub language: Language,
}

/// Writes an answer to each objector about each firm to the new folder `target`.
///
/// # Errors
/// As [`write_bundle`].
pub fn write_answers(target: &Path, records: &[Record<'_>], edition: Edition<'_>) -> Result<(), Finding> {
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
        name: format!("{}-answers", edition.campaign),
        title: say!(objections::bundle, campaign = edition.title),
        as_of: edition.as_of,
        language: edition.language,
        tables: Vec::new(),
        books: Vec::new(),
    };
    let leaf = |(group, name): (&Vec<&Record<'_>>, String)| {
        let page = page(group, edition);
        let bytes = Html { language: edition.language }.render(&page).into_bytes();
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

/// One answer. Only the firm itself gets its points, and the values that it was judged by.
fn page(group: &[&Record<'_>], edition: Edition<'_>) -> Document {
    let first = group[0].objection;
    let firm = if first.name.is_empty() { &first.firm } else { &first.name };
    let undecided = group.iter().filter(|record| record.objection.decision == Decision::Pending).count();
    let state = match undecided {
        0 => "decided",
        some if some == group.len() => "pending",
        _ => "partly",
    };
    let to = match first.is_own() {
        true => say!(objections::to_firm, firm = firm, state = state),
        false => say!(objections::to_other, objector = &first.objector, firm = firm, state = state),
    };
    let document = Document::new(say!(objections::answer, firm = firm))
        .compact()
        .lead(say!(sheet::lead, campaign = edition.title, day = edition.as_of))
        .section(Section::new().prose(to))
        .section(claims(group, edition.notice));
    let is_answered = first.is_own() && undecided < group.len();
    let result = is_answered.then(|| result(group));
    let data = if first.is_own() { say!(objections::own_data) } else { say!(objections::others_data) };
    document.sections(result).section(Section::new().note(data)).section(signed(edition.notice))
}

/// The claims and what was decided. What was not published of a firm is for the firm alone.
fn claims(group: &[&Record<'_>], notice: Option<&Notice>) -> Section {
    let is_told = |one: &Objection| one.is_own() || notice.is_some_and(|notice| notice.shows(&one.field));
    let used = |one: &Objection| if is_told(one) { one.shown[0].clone() } else { String::new() };
    let rows = Rows::new(group).left(say!(objections::header_field), |record| record.objection.title.clone());
    let rows = match group.iter().any(|record| is_told(record.objection)) {
        true => {
            rows.left(say!(objections::header_before), |record| Message::verbatim(used(record.objection)))
        }
        false => rows,
    };
    let rows = rows
        .left(say!(objections::header_claimed), |record| Message::verbatim(&*record.objection.shown[1]))
        .left(say!(objections::header_paper), |record| Message::verbatim(&*record.objection.paper))
        .left(say!(objections::header_decision), |record| decided(record.objection.decision))
        .left(say!(objections::header_reason), |record| reason(record.objection));
    Section::named(say!(objections::claims)).table(rows)
}

/// The reason given, or the paper that an accepted claim rests on.
fn reason(one: &Objection) -> Message {
    match one.decision {
        Decision::Accepted if one.reason.is_empty() => say!(objections::by_paper, paper = &one.paper),
        _ => Message::verbatim(&*one.reason),
    }
}

/// Who answers, to be filled in and sealed.
fn signed(notice: Option<&Notice>) -> Section {
    let contact = notice.map(|notice| say!(objections::contact, contact = &notice.contact));
    Section::new().lines(contact).line(say!(objections::unit)).line(say!(objections::date))
}

fn decided(decision: Decision) -> Message {
    match decision {
        Decision::Accepted => say!(objections::accepted),
        Decision::Rejected => say!(objections::rejected),
        Decision::Pending => say!(objections::pending),
    }
}

/// The firm's result before and after. A rejected claim moves nothing of the firm's own: only its rank may
/// be another, by what was corrected of other firms.
fn result(group: &[&Record<'_>]) -> Section {
    let [before, after] = [&group[0].before, &group[0].after].map(Option::as_ref);
    let is_corrected = group.iter().any(|record| record.objection.decision == Decision::Accepted);
    let (then, now) = match is_corrected {
        true => (say!(objections::header_before_correction), say!(objections::header_corrected)),
        false => (say!(objections::header_then), say!(objections::header_now)),
    };
    let unmoved = |(before, after): (&Sheet, &Sheet)| {
        before.points == after.points && before.rank != after.rank && !is_corrected
    };
    let note = before.zip(after).filter(|both| unmoved(*both)).map(|_| say!(objections::rank_of_others));
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
        .left(then, |(_, of)| said(before, of))
        .left(now, |(_, of)| said(after, of));
    let section = Section::named(say!(objections::result)).table(table);
    note.into_iter().fold(section, Section::note)
}
