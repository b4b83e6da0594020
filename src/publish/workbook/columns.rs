//! Columns of a worksheet for people: headers, words of codes, formats of numbers, widths, and pages.

use rustc_hash::FxHashMap;

use super::measure::width;
use super::parts::{DAY, FIXED, PLAIN, TEXT, WORD, WRAPPED};
use crate::publish::cell::is_formula;
use crate::publish::table::{Data, Field};
use crate::words::{Language, Message, say};

/// Number of rows whose texts determine the width of a column.
const LOOKED_AT: usize = 1000;
/// The widest column, in characters.
const WIDEST: usize = 60;
/// The widest column with words for codes in a table of many columns, and what number is many.
const WIDEST_WORDS: usize = 26;
const MANY: usize = 10;
/// Least width of a column: numbers, days and flags need ten characters.
const LEAST: usize = 10;
/// Greatest width that a header requires, in characters. A longer header is wrapped.
const WIDEST_HEADER: usize = 14;
/// Room beside a text: blanks at its sides, or the arrow of the filter.
const ROOM: usize = 3;
/// Most decimals of a number format.
const DECIMALS: u8 = 6;
/// Characters across a landscape page of A4 that print at three quarters of their size.
const PAGE: usize = 200;
/// Most columns, and characters, that stay in sight at the left and repeat on every page.
const LEADING: (usize, usize) = (4, 90);

/// A column of a worksheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    pub header: String,
    /// Width of its cells in characters.
    pub width: usize,
    /// Style of its cells.
    pub style: usize,
    /// Whether it holds numbers.
    pub is_number: bool,
    /// The words that stand in place of each code.
    pub words: FxHashMap<String, String>,
}

impl Column {
    /// Characters in a line of a cell whose text is wrapped; `None` if it is not.
    pub(super) fn wraps(&self) -> Option<usize> {
        (self.style == WRAPPED).then_some(self.width - ROOM)
    }
}

/// The columns of a table, and the formats of their numbers, which have the styles from [`FIXED`] on.
pub(super) fn all(fields: &[Field], sample: &[Data], language: Language) -> (Vec<Column>, Vec<String>) {
    let headers = headers(fields, language);
    let of = |(field, data): (&Field, Option<&Data>)| number_format(field, data?);
    let own: Vec<Option<String>> =
        fields.iter().enumerate().map(|(at, field)| of((field, sample.get(at)))).collect();
    let mut formats: Vec<String> = own.iter().flatten().cloned().collect();
    formats.sort_unstable();
    formats.dedup();
    let column = |(at, header): (usize, String)| {
        let data = sample.get(at);
        let words: FxHashMap<String, String> =
            words(&fields[at]).map(|(code, words)| (code, words.say(language).into_owned())).collect();
        let most = if words.is_empty() || fields.len() <= MANY { WIDEST } else { WIDEST_WORDS };
        let widest = data.map_or(0, |data| widest(data, &words, own[at].as_deref()));
        let least = (width(&header).min(WIDEST_HEADER) + ROOM).max(LEAST);
        let style = match (&own[at], data) {
            (Some(format), _) => formats.iter().position(|one| one == format).map_or(PLAIN, |at| FIXED + at),
            // Formatted as a text, a code of 18 digits stays a text even if a person types it again.
            (None, Some(Data::Text(_) | Data::Identity(_))) if widest + ROOM <= most => TEXT,
            (None, Some(Data::Label { .. })) if widest + ROOM <= most => WORD,
            (None, Some(Data::Text(_) | Data::Identity(_) | Data::Label { .. })) => WRAPPED,
            (None, Some(Data::Flag { .. })) => WORD,
            (None, Some(Data::Date(_))) => DAY,
            (None, _) => PLAIN,
        };
        let is_number = matches!(fields[at].kind, "integer" | "number");
        Column { header, width: least.max((widest + ROOM).min(most)), style, is_number, words }
    };
    (headers.into_iter().enumerate().map(column).collect(), formats)
}

/// The header of each column for people: its title with its unit, or else its name. A header that several
/// columns have is followed by the name.
pub(super) fn headers(fields: &[Field], language: Language) -> Vec<String> {
    let titled = |field: &Field| {
        let title = field.title.say(language);
        let mut header = match (title.is_empty(), &field.unit) {
            (true, _) => return field.name.clone(),
            (false, Some(unit)) => format!("{title}({unit})"),
            (false, None) => title.into_owned(),
        };
        if is_formula(&header) {
            header.insert(0, '\'');
        }
        header
    };
    let all: Vec<String> = fields.iter().map(titled).collect();
    let is_repeated = |header: &String| all.iter().filter(|other| *other == header).count() > 1;
    let distinct = |(header, field): (&String, &Field)| match is_repeated(header) {
        true if *header != field.name => format!("{header} ({})", field.name),
        _ => header.clone(),
    };
    all.iter().zip(fields).map(distinct).collect()
}

/// The codes of a column, each with its words; a flag in words for programs has words for people.
pub(super) fn words(field: &Field) -> impl Iterator<Item = (String, Message)> + '_ {
    let is_flag = field.kind == "boolean" && field.true_values.is_empty();
    let flag = [("true", say!(publish::shown_true)), ("false", say!(publish::shown_false))];
    let flag = flag.into_iter().filter(move |_| is_flag).map(|(code, words)| (code.to_owned(), words));
    field.shown.words.iter().cloned().chain(flag)
}

/// The format of a column's numbers; `None` where spreadsheets show them as they are.
fn number_format(field: &Field, data: &Data) -> Option<String> {
    let decimals = match (field.shown.decimals, data) {
        (Some(decimals), _) => decimals,
        (None, Data::Fixed { decimals, .. }) => *decimals,
        (None, Data::Number(cells)) => {
            let known = (0..cells.values.len()).filter_map(|at| cells.get(at));
            known.map(decimals_of).try_fold(None, |most, decimals| Some(most.max(Some(decimals?))))??
        }
        (None, Data::Count(_)) => 0,
        (None, _) => return None,
    };
    let is_amount = field.unit.as_deref().is_some_and(|unit| unit.ends_with('元'));
    // An amount has no decimals or those of a cent.
    let decimals = if is_amount && decimals == 1 { 2 } else { decimals };
    let (decimals, percent) =
        if field.shown.is_share { (decimals.saturating_sub(2), "%") } else { (decimals, "") };
    let whole = if is_amount { "#,##0" } else { "0" };
    let point = if decimals > 0 { "." } else { "" };
    Some(format!("{whole}{point}{}{percent}", "0".repeat(usize::from(decimals))))
}

/// Decimals of a number in its shortest form; `None` for more than [`DECIMALS`].
fn decimals_of(value: f64) -> Option<u8> {
    // The double nearest to an integer over a power of ten is their quotient.
    let has = |decimals: u8| {
        let power = 10_f64.powi(i32::from(decimals));
        (value * power).round() / power == value
    };
    (0..=DECIMALS).find(|decimals| has(*decimals))
}

/// The width of a column of texts with this header, the first of which are `texts`.
pub(super) fn width_of<'a>(header: &str, texts: impl Iterator<Item = &'a str>) -> usize {
    let widest = texts.take(LOOKED_AT).map(width).max().unwrap_or(0);
    (width(header).min(WIDEST_HEADER).max(widest) + ROOM).clamp(LEAST, WIDEST)
}

/// The greatest width among the first cells of a column; 0 for types of constant width.
fn widest(data: &Data, words: &FxHashMap<String, String>, format: Option<&str>) -> usize {
    let of_text = |text: &str| width(words.get(text).map_or(text, String::as_str));
    let most = match data {
        Data::Text(texts) => texts.iter().take(LOOKED_AT).map(of_text).max(),
        Data::Identity(texts) => texts.iter().take(LOOKED_AT).map(of_text).max(),
        Data::Label { labels, .. } => labels.iter().take(LOOKED_AT).map(|label| of_text(label)).max(),
        // The least and the greatest have the most digits.
        Data::Number(cells) => {
            let known = || (0..cells.values.len()).filter_map(|at| cells.get(at));
            let ends = known().reduce(f64::min).into_iter().chain(known().reduce(f64::max));
            ends.map(|value| digits(value, format)).max()
        }
        Data::Fixed { units, decimals } => {
            let known = || (0..units.values.len()).filter_map(|at| units.get(at));
            let ends = known().min().into_iter().chain(known().max());
            ends.map(|units| digits(units as f64 / 10_f64.powi(i32::from(*decimals)), format)).max()
        }
        _ => None,
    };
    most.unwrap_or(0)
}

/// Characters of a number in a format: digits, commas between thousands, and decimals.
fn digits(value: f64, format: Option<&str>) -> usize {
    let whole = format!("{:.0}", value.abs().trunc()).len();
    let sign = usize::from(value < 0.0);
    let commas = if format.is_some_and(|format| format.starts_with('#')) { (whole - 1) / 3 } else { 0 };
    let decimals = format.and_then(|format| Some(format.len() - format.find('.')?)).unwrap_or(0);
    sign + whole + commas + decimals
}

/// Number of columns that stay in sight and repeat on every page: those up to the firm's id and name. 0 if
/// the table fits one page, or the columns leave no room for others.
pub(super) fn leading(widths: &[usize], identifies: impl Fn(usize) -> bool) -> usize {
    let (columns, characters) = LEADING;
    let leading = (0..widths.len().min(columns)).rfind(|at| identifies(*at)).map_or(0, |last| last + 1);
    let is_room = widths[..leading].iter().sum::<usize>() <= characters;
    if is_room && widths.iter().sum::<usize>() > PAGE { leading } else { 0 }
}

/// Number of pages side by side over which columns print legibly, the first `leading` on each.
pub(super) fn pages(widths: &[usize], leading: usize) -> usize {
    let all: usize = widths.iter().sum();
    let repeated: usize = widths[..leading].iter().sum();
    if all <= PAGE { 1 } else { (all - repeated).div_ceil(PAGE - repeated) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::firms::Cells;

    fn amount(unit: &str) -> Field {
        Field::new("x", "number", Message::default()).unit(Some(unit.to_owned()))
    }

    #[test]
    fn numbers_have_the_decimals_of_the_column() {
        let format = |unit: &str, values: &[f64]| {
            number_format(&amount(unit), &Data::Number(Cells::known(values.to_vec())))
        };
        assert_eq!(format("万元", &[1.0, 25.0]).as_deref(), Some("#,##0"));
        assert_eq!(format("万元", &[1.5, 25.0]).as_deref(), Some("#,##0.00"));
        assert_eq!(format("万元", &[1.125, 25.0]).as_deref(), Some("#,##0.000"));
        assert_eq!(format("月", &[12.0]).as_deref(), Some("0"));
        assert_eq!(format("月", &[0.1 + 0.2]), None);
        let share = amount("").share();
        let fixed = Data::Fixed { units: Cells::known(vec![10_000]), decimals: 4 };
        assert_eq!(number_format(&share, &fixed).as_deref(), Some("0.00%"));
        assert_eq!(digits(-1_234_567.5, Some("#,##0.00")), 13);
    }

    #[test]
    fn a_wide_table_prints_on_pages_side_by_side() {
        let is_firm = |at: usize| at < 2;
        assert_eq!((leading(&[20, 30, 100], is_firm), pages(&[20, 30, 100], 0)), (0, 1));
        let wide = [20, 30, 100, 100, 100];
        assert_eq!((leading(&wide, is_firm), pages(&wide, 2)), (2, 2));
        // The name is too wide to repeat, or far from the left.
        assert_eq!(leading(&[20, 80, 100, 100], |at| at < 2), 0);
        assert_eq!(leading(&[20; 30], |at| at == 0 || at == 20), 1);
        assert_eq!(pages(&[60; 40], 0), 12);
    }
}
