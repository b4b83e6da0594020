//! Numbered scripts of a scorecard.

use jiff::civil::Date;

use super::card::{self, Compiled, DECIMALS};
use super::dialect::Dialect;
use super::print::{Made, column_of, made, select, spelt_as};
use super::stage::Table;
use crate::expr::sql::{Call, Sql};
use crate::finding::Findings;
use crate::firms::{Dictionary, Kind};
use crate::scorecard::Scorecard;
use crate::words::{Message, say};

/// What scripts are made for.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The engine.
    pub dialect: &'a dyn Dialect,
    /// The day of the run.
    pub as_of: Date,
    /// Name of the user's table of firms.
    pub firms: &'a str,
    /// Its column with the firms' ids.
    pub id: &'a str,
}

/// A script: statements in order.
#[derive(Clone, Debug)]
pub struct Script {
    /// File name without extension: `01_firms`.
    pub name: &'static str,
    /// What it makes.
    pub about: Message,
    /// Statements, without the `;` between them.
    pub statements: Vec<String>,
}

impl Script {
    /// The script as a file, after `header`, a remark of one line each.
    pub fn text(&self, header: &[String]) -> String {
        let remarks = header.iter().map(|line| format!("-- {}\n", one_line(line)));
        let statements = self.statements.iter().map(|statement| format!("\n{statement};\n"));
        remarks.chain(statements).collect()
    }
}

/// A text without line breaks and other control characters, which would end a remark.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect()
}

/// The scripts of `card`, whose firms are read with `dictionary`.
///
/// # Errors
/// What SQL cannot say exactly, with its place.
pub fn scripts(
    card: &Scorecard,
    dictionary: &Dictionary,
    options: &Options<'_>,
) -> Result<Vec<Script>, Findings> {
    let compiled = card::compile(card, dictionary, options.as_of, DECIMALS)?;
    let prefix = card.prefix();
    let firms = format!("{prefix}_firms");
    let dialect = options.dialect;
    let chain = |tables: &[Table], stage: &str, last: &str| {
        let mut from = firms.clone();
        let mut made_of: Vec<Made> = Vec::new();
        for (at, table) in tables.iter().enumerate() {
            let is_last = at + 1 == tables.len();
            let name = if is_last { last.to_owned() } else { format!("{prefix}_{stage}_{}", at + 1) };
            made_of.extend(made(&name, &from, table, dialect));
            from = name;
        }
        made_of
    };
    let whole = format!("{prefix}_whole");
    let checked = format!("{prefix}_checked");
    let (checks, exact) = &compiled.checks;
    let view = |name: String, query: String| Made { name, query, is_view: true };
    let reader = format!("{prefix}_checks");
    let script =
        |name, about, made: Vec<Made>| Script { name, about, statements: statements(dialect, &made, None) };
    let mut scores = chain(&compiled.tables, "scores", &whole);
    scores.push(view(format!("{prefix}_scores"), published(&compiled, options, &whole)));
    let rejected = chain(&compiled.rejected, "rejected", &format!("{prefix}_rejected"));
    let mut checks = chain(checks, "checked", &checked);
    let inexact =
        [(&whole, &compiled.exact), (&checked, exact)].map(|(from, exact)| check(dialect, from, exact));
    checks.push(view(reader.clone(), inexact.join("\nUNION ALL\n")));
    let of_firms = vec![view(firms.clone(), of_firms(dictionary, &compiled, options))];
    Ok(vec![
        script("01_firms", say!(warehouse::about_firms), of_firms),
        // The checks read the last table of the scores.
        Script {
            name: "02_scores",
            about: say!(warehouse::about_scores),
            statements: statements(dialect, &scores, Some(&reader)),
        },
        script("03_rejected", say!(warehouse::about_rejected), rejected),
        script("08_checks", say!(warehouse::about_checks), checks),
    ])
}

/// The statements that make these tables and views anew: those of an earlier run are dropped, the last first,
/// after the view `reader` that reads them.
fn statements(dialect: &dyn Dialect, made: &[Made], reader: Option<&str>) -> Vec<String> {
    let dropped = |kind: &str, name: &str| format!("DROP {kind} IF EXISTS {}", dialect.quoted(name));
    let drop = |one: &Made| dropped(if one.is_view { "VIEW" } else { "TABLE" }, &one.name);
    let reader = reader.map(|name| dropped("VIEW", name));
    let begin = dialect.begin().iter().map(|statement| (*statement).to_owned());
    let create = |one: &Made| match one.is_view {
        true => dialect.create_view(&one.name, &one.query),
        false => dialect.create(&one.name, &one.query),
    };
    begin.chain(reader).chain(made.iter().rev().map(drop)).chain(made.iter().map(create)).collect()
}

/// The view of the user's table as the fields of the dictionary.
fn of_firms(dictionary: &Dictionary, compiled: &Compiled, options: &Options<'_>) -> String {
    let dialect = options.dialect;
    let one = |name: &str, own: &str, kind: Kind| {
        spelt_as(dialect, name, &dialect.read(&column_of(dialect, "t", own), kind))
    };
    let fields = compiled.fields.iter().map(|at| &dictionary.fields[*at]);
    let fields = fields.map(|field| one(&field.name, &field.name, field.kind()));
    let columns = std::iter::once(one("id", options.id, Kind::Text)).chain(fields);
    select(columns, &format!("{} AS t", dialect.quoted(options.firms)))
}

/// The scores under their own names.
fn published(compiled: &Compiled, options: &Options<'_>, whole: &str) -> String {
    let dialect = options.dialect;
    let columns = compiled
        .scores
        .iter()
        .map(|(name, title)| spelt_as(dialect, &title.replace('.', "_"), &column_of(dialect, "f", name)));
    let columns = std::iter::once(spelt_as(dialect, "id", &column_of(dialect, "f", "id"))).chain(columns);
    select(columns, &format!("{} AS f", dialect.quoted(whole)))
}

/// The firms of whom a number is not exact.
fn check(dialect: &dyn Dialect, from: &str, exact: &str) -> String {
    let sql = Sql::of_one(Call::Not, Sql::Column(exact.into()));
    let id = spelt_as(dialect, "id", &column_of(dialect, "f", "id"));
    let from = format!("{} AS f\nWHERE {}", dialect.quoted(from), super::print::value(dialect, &sql));
    select(std::iter::once(id), &from)
}
