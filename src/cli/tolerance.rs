//! Conditions for exit code 1 after finished work.

use clap::Args;

use crate::campaign::SupplementRows;
use crate::words::{Message, say};

/// Greatest number of decimals of a percentage.
const DIGITS: usize = 6;

// Conditions for exit code 1 after finished work: quarantined rows and, on request, warnings.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Tolerance {
    #[arg(long, value_parser = limit)]
    max_quarantined: Option<Limit>,
    #[arg(long)]
    strict: bool,
}

/// The most rows that may be quarantined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Limit {
    Rows(usize),
    /// Share of all rows, in millionths of a percent.
    Share(u64),
}

/// Number of rows of a file, and of those that are quarantined, or cannot be read in a supplement.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rows<'a> {
    pub all: usize,
    pub aside: usize,
    /// The id of the supplement, if they are of one.
    pub supplement: Option<&'a str>,
}

impl<'a> Rows<'a> {
    /// The rows of each of `supplements`.
    pub fn of(supplements: &'a [SupplementRows]) -> impl Iterator<Item = Rows<'a>> {
        let of = |one: &'a SupplementRows| Rows {
            all: one.rows,
            aside: one.faulty,
            supplement: Some(one.id.as_str()),
        };
        supplements.iter().map(of)
    }

    /// The sentence about those of a supplement that cannot be read; `None` if there are none.
    pub fn said(self) -> Option<Message> {
        let id = self.supplement.filter(|_| self.aside > 0)?;
        Some(say!(cli::supplement_faulty, supplement = id, faulty = self.aside, all = self.all))
    }
}

/// Parses a number of rows, `12`, or a percentage, `2.5%`. The percentage is an exact decimal: 3 of 100 rows
/// do not exceed 3 %.
fn limit(text: &str) -> Result<Limit, Message> {
    let fault = || say!(cli::value_limit);
    let text = text.trim();
    let Some(percent) = text.strip_suffix(['%', '％']) else {
        return text.parse().map(Limit::Rows).map_err(|_| fault());
    };
    let (whole, part) = percent.trim_end().split_once('.').unwrap_or((percent.trim_end(), ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > DIGITS {
        return Err(fault());
    }
    let millionths = format!("{whole}{part:0<DIGITS$}").parse::<u64>().ok();
    let share = millionths.filter(|share| *share <= 100 * 10_u64.pow(DIGITS as u32));
    share.map(Limit::Share).ok_or_else(|| say!(cli::value_limit_share))
}

impl Limit {
    fn is_exceeded(self, rows: Rows<'_>) -> bool {
        match self {
            Limit::Rows(most) => rows.aside > most,
            Limit::Share(share) => {
                rows.aside as u128 * 100 * 10_u128.pow(DIGITS as u32) > u128::from(share) * rows.all as u128
            }
        }
    }

    fn text(self) -> String {
        match self {
            Limit::Rows(rows) => rows.to_string(),
            Limit::Share(share) => {
                let one = 10_u64.pow(DIGITS as u32);
                let text = format!("{}.{:0DIGITS$}", share / one, share % one);
                format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
            }
        }
    }
}

impl Tolerance {
    /// The tolerance of a command that reads no rows.
    pub(super) fn of_warnings(strict: bool) -> Tolerance {
        Tolerance { max_quarantined: None, strict }
    }

    /// The reasons for exit code 1; empty for exit code 0. The limit applies to each of `files` separately.
    pub(super) fn exceeded(self, files: &[Rows<'_>], warnings: usize) -> Vec<Message> {
        let limit = self.max_quarantined.unwrap_or(Limit::Rows(0));
        let mut why = Vec::new();
        for rows in files.iter().filter(|rows| limit.is_exceeded(**rows)) {
            let Rows { all, aside, .. } = *rows;
            why.push(match (self.max_quarantined.map(Limit::text), rows.said()) {
                (None, Some(said)) => said,
                (Some(limit), Some(said)) => say!(cli::why_faulty_over, said = said, limit = limit),
                (None, None) => say!(cli::why_quarantined, aside = aside, all = all),
                (Some(limit), None) => {
                    say!(cli::why_quarantined_over, aside = aside, all = all, limit = limit)
                }
            });
        }
        if self.strict && warnings > 0 {
            why.push(say!(cli::why_warnings, warnings = warnings));
        }
        why
    }

    /// Whether the user set a limit or `--strict`.
    pub(super) fn is_asked(self) -> bool {
        self.strict || self.max_quarantined.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn a_limit_is_a_number_or_a_share() {
        assert_eq!(limit("12"), Ok(Limit::Rows(12)));
        assert_eq!(limit("2.5%"), Ok(Limit::Share(2_500_000)));
        assert_eq!(limit("100％"), Ok(Limit::Share(100_000_000)));
        for wrong in ["", "%", "-1", "1.5", "-1%", "100.1%", "1e2%", "0.0000001%", ".5%"] {
            assert!(limit(wrong).is_err(), "{wrong}");
        }
        assert_eq!(limit("4.30 %").map(Limit::text), Ok("4.3%".to_owned()));
    }

    #[test]
    fn a_share_is_exact() {
        // 4.35 % of 2,000 is 87, but slightly less in binary arithmetic.
        let exceeds = |aside| {
            limit("4.35%").is_ok_and(|limit| limit.is_exceeded(Rows { all: 2000, aside, supplement: None }))
        };
        assert!(!exceeds(87) && exceeds(88));
        assert!(limit("0%").is_ok_and(|limit| !limit.is_exceeded(Rows::default())));
    }

    #[test]
    fn warnings_count_only_if_asked() {
        let tolerance = |strict, max_quarantined| Tolerance { max_quarantined, strict };
        let rows = [Rows { all: 100, aside: 3, supplement: None }];
        let said = |tolerance: Tolerance, language: Language| -> Vec<String> {
            let why = tolerance.exceeded(&rows, 2);
            why.iter().map(|why| why.say(language).into_owned()).collect()
        };
        assert_eq!(said(tolerance(false, None), Language::En), ["3 of 100 rows quarantined"]);
        assert_eq!(said(tolerance(false, None), Language::Zh), ["100 行中有 3 行属于待核数据"]);
        assert!(tolerance(false, Some(Limit::Rows(3))).exceeded(&rows, 2).is_empty());
        let strict = tolerance(true, Some(Limit::Rows(3)));
        assert_eq!(said(strict, Language::En), ["2 warnings, and --strict"]);
        assert!(tolerance(true, None).exceeded(&[Rows { all: 9, ..Rows::default() }], 0).is_empty());
    }
}
