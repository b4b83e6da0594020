//! Headers that name the year of their numbers.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Binder, Bound, Claim};
use crate::finding::{Code, Finding, HeaderRemedy, Place};
use crate::firms::{Dictionary, Headers, Kind};
use crate::intake::units::splits;
use crate::words::say;

/// What may follow a year in a header.
const BEHIND: [&str; 4] = ["年度", "年末", "年底", "年"];
/// Marks between a year and the rest of a header.
const MARKS: [char; 6] = ['_', '-', '/', ':', ',', '、'];
/// The end of the name of a field of the year before.
pub(in crate::intake) const PREVIOUS: &str = "_prev";

/// A column whose header means a field in a year, without the campaign's word for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::intake) struct Dated {
    /// Position of the column.
    pub column: usize,
    pub year: i16,
    /// The field that the header is without its year.
    pub name: String,
    /// Whether the column is read as that field.
    pub is_read: bool,
    /// Whether the field has no other column.
    pub is_free: bool,
    /// The field of the year before, if it has no column.
    pub previous: Option<String>,
    /// Advice on several columns of one field, of which not the latest is read.
    pub several: Option<HeaderRemedy>,
}

impl Dated {
    /// The warning for the column headed `header` at `place`, which a campaign binds in `table`. `None` if it
    /// is read in its own year: that of the as-of day, or the one before for a field of the year before.
    pub fn finding(&self, header: &str, place: Place, as_of: Date, table: &str) -> Option<Finding> {
        let Dated { year, name, is_read, is_free, previous, .. } = self;
        let is_current = *year == as_of.year() - i16::from(name.ends_with(PREVIOUS));
        if let Some(several) = &self.several {
            let year = year.to_string();
            let message = match is_read {
                true => say!(intake::column_year_read, year = year, name = name),
                false => say!(intake::column_year, year = year, name = name),
            };
            return Some(Finding::new(Code::ColumnYear, place, message).help(several.clone()));
        }
        if *is_read && is_current {
            return None;
        }
        let line = |name: &str| format!("{header:?} = {name:?}");
        let previous = previous.as_ref().filter(|_| !is_current || !is_free);
        let kind = match (is_free, previous) {
            (true, None) => "current",
            (false, _) => "previous",
            (true, Some(_)) => "both",
        };
        let (current, previous) = (line(name), previous.map_or_else(String::new, |name| line(name)));
        let year = year.to_string();
        Some(if *is_read {
            let message = say!(intake::column_year_read, year = year, name = name);
            Finding::new(Code::ColumnYear, place, message).help(say!(
                intake::column_year_read_help,
                kind = kind,
                table = table,
                current = current,
                previous = previous
            ))
        } else {
            let message = say!(intake::column_year, year = year, name = name);
            Finding::new(Code::ColumnYear, place, message).help(say!(
                intake::column_year_help,
                kind = kind,
                table = table,
                current = current,
                previous = previous
            ))
        })
    }
}

/// The only year in `text`, from 1990 to 2099, with its first and last byte.
fn year(text: &str) -> Option<(i16, usize, usize)> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut years = (0..bytes.len()).filter(|&at| at == 0 || !is_digit(at - 1)).filter_map(|at| {
        let is_year = (at..at + 4).all(is_digit) && !is_digit(at + 4);
        let year: i16 = if is_year { text.get(at..at + 4)?.parse().ok()? } else { return None };
        (1990..2100).contains(&year).then_some((year, at, at + 4))
    });
    years.next().filter(|_| years.next().is_none())
}

/// The only year that `text` names.
pub(super) fn named(text: &str) -> Option<i16> {
    year(text).map(|(year, ..)| year)
}

/// The year in the key of a header, and the header without it: `2024年营业收入(万元)`, `营业收入(2024年)(万元)`,
/// `营业收入_2024(万元)`.
pub(in crate::intake) fn parted(header: &str) -> Option<(i16, String)> {
    let (year, start, end) = year(header)?;
    let (front, rest) = (&header[..start], &header[end..]);
    let rest = BEHIND.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let bare = match (front.strip_suffix('('), rest.strip_prefix(')')) {
        (Some(front), Some(rest)) => format!("{front}{rest}"),
        (Some(_), None) => format!("{front}{}", rest.trim_start_matches(MARKS)),
        _ => format!("{}{}", front.trim_end_matches(MARKS), rest.trim_start_matches(MARKS)),
    };
    (!bare.is_empty()).then_some((year, bare))
}

/// The year and the field of numbers that the header with this key means; `None` if the whole header is a
/// name of a field.
pub(in crate::intake) fn meant(
    header: &str,
    known: &Headers,
    dictionary: &Dictionary,
) -> Option<(i16, usize)> {
    if known.position(header).is_some() {
        return None;
    }
    let (year, bare) = parted(header)?;
    let field = known.position(&bare);
    let field = field.or_else(|| splits(&bare).find_map(|(base, _)| known.position(base)))?;
    (dictionary.fields[field].kind() == Kind::Number).then_some((year, field))
}

impl Binder<'_> {
    /// Columns whose headers name a year and that the campaign neither binds nor leaves out, unless nothing
    /// can be bound to them.
    pub(super) fn dated(&self, columns: &[Option<Bound>], by_campaign: &BTreeSet<usize>) -> Vec<Dated> {
        let known = Headers::of(&self.dictionary);
        let has_column = |field: usize| columns.iter().flatten().any(|bound| bound.field == field);
        let dated = self.keys.iter().enumerate().filter_map(|(column, key)| {
            if self.ignored[column] || by_campaign.contains(&column) {
                return None;
            }
            let (year, field) = meant(key, &known, &self.dictionary)?;
            let is_read = columns[column].as_ref().is_some_and(|bound| bound.field == field);
            if columns[column].is_some() && !is_read {
                return None;
            }
            let name = self.dictionary.fields[field].name.clone();
            let is_free = is_read || !has_column(field);
            let previous = self.dictionary.position(&format!("{name}{PREVIOUS}"));
            let previous = previous.filter(|&at| !has_column(at));
            let previous = previous.map(|at| self.dictionary.fields[at].name.clone());
            (is_free || previous.is_some()).then_some(Dated {
                column,
                year,
                name,
                is_read,
                is_free,
                previous,
                several: None,
            })
        });
        let mut dated: Vec<Dated> = dated.collect();
        // Of several years the greatest counts, and the others may be the year before.
        let latest = |one: &Dated| {
            let same = dated.iter().filter(|other| other.name == one.name);
            same.map(|other| other.year).max() == Some(one.year)
        };
        let are_latest: Vec<bool> = dated.iter().map(latest).collect();
        for (one, is_latest) in dated.iter_mut().zip(&are_latest) {
            one.is_free &= *is_latest || one.previous.is_none() || one.is_read;
        }
        let overtaken = dated.iter().zip(&are_latest).filter(|(one, is_latest)| one.is_read && !**is_latest);
        let overtaken: Vec<String> = overtaken.map(|(one, _)| one.name.clone()).collect();
        for name in overtaken {
            let of_name = dated.iter().filter(|one| one.name == name);
            let has_previous = of_name.clone().any(|one| one.previous.is_some());
            let years = of_name.map(|one| (one.year, one.column)).collect();
            let several = self.bound_by_year(years, &name, has_previous);
            dated.iter_mut().filter(|one| one.name == name).for_each(|one| one.several.clone_from(&several));
        }
        dated
    }

    /// Advice for columns that claim the field called `name`, if each is of another year: the greatest is the
    /// year that counts, and the one before it may have a field of its own.
    pub(super) fn of_years(&self, claiming: &[usize], name: &str) -> Option<HeaderRemedy> {
        let is_dated = |column: &usize| {
            let claim: &Option<Claim> = &self.claims[*column];
            claim.as_ref().is_some_and(|claim| claim.is_dated)
        };
        let years = claiming.iter().filter(|column| is_dated(column));
        let years = years.filter_map(|&column| Some((named(&self.keys[column])?, column)));
        let years: Vec<(i16, usize)> = years.collect();
        let has_previous = self.dictionary.position(&format!("{name}{PREVIOUS}")).is_some();
        (years.len() == claiming.len()).then(|| self.bound_by_year(years, name, has_previous)).flatten()
    }

    /// The lines that bind the columns of these years: the greatest to the field called `name`, and the year
    /// before to its field, if it `has_previous`. `None` if two are of one year.
    fn bound_by_year(
        &self,
        mut years: Vec<(i16, usize)>,
        name: &str,
        has_previous: bool,
    ) -> Option<HeaderRemedy> {
        years.sort_unstable_by_key(|(year, _)| std::cmp::Reverse(*year));
        let is_apart = years.windows(2).all(|pair| pair[0].0 != pair[1].0);
        let &(current, latest) = years.first().filter(|_| is_apart)?;
        let header = |column: usize| self.headers[column].to_string();
        let mut lines = vec![(header(latest), name.to_owned())];
        let before = years.iter().find(|(year, _)| *year == current - 1);
        if let Some((_, column)) = before.filter(|_| has_previous) {
            lines.push((header(*column), format!("{name}{PREVIOUS}")));
        }
        Some(HeaderRemedy::OfYears { current, lines })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::firms::width::key;

    #[test]
    fn a_year_is_parted_from_its_title_wherever_it_stands() {
        let dictionary = Dictionary::built_in();
        let known = Headers::of(&dictionary);
        let of = |header: &str| {
            let (year, field) = meant(&key(header), &known, &dictionary)?;
            Some((year, &*dictionary.fields[field].name))
        };
        for header in [
            "营业收入(2024年)",
            "营业收入（2024）（万元）",
            "营业收入(万元)(2024年度)",
            "营业收入(万元) 2024年",
            "营业收入 2024年(万元)",
            "2024年营业收入",
            "2024年度 营业收入（万元）",
            "2024营业收入(万元)",
            "营业收入_2024(万元)",
            "营业收入(2024年,万元)",
            "revenue_2024",
        ] {
            assert_eq!(of(header), Some((2024, "revenue")), "{header}");
        }
        assert_eq!(of("职工总数(2024年末)(人)"), Some((2024, "employees")));
        for header in [
            "营业收入(万元)",
            "2023年至2024年营业收入(万元)",
            "2024年6月营业收入(万元)",
            "失信被执行人(2024年)",
            "营业成本(2024年)",
            "营业收入(1024)",
            "2024",
            "(2024年)",
        ] {
            assert_eq!(of(header), None, "{header}");
        }
    }
}
