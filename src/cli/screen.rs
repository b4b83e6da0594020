//! What a person sees: progress while it runs, findings, tables.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::campaign::Causes;
use crate::finding::{Finding, Findings, Severity};
use crate::progress::Progress;

use super::Options;
use super::options::{Format, Which};
pub(super) use super::table::table;
use super::table::{cut_note, screen_width};

/// Findings of one code that stop a command, and causes of quarantine, shown before the rest are only
/// counted.
const SHOWN_PER_CODE: usize = 5;

/// What a document has of findings that are too many.
const FIRST: &str = "the first 100 of a column and code";

/// A line on standard error that moves while work goes on; nothing when nobody is watching.
pub(super) struct Screen {
    bar: ProgressBar,
}

impl Screen {
    pub(super) fn new(options: &Options) -> Screen {
        let watched = !options.quiet && options.format == Format::Text && io::stderr().is_terminal();
        // It moves on a thread of its own, which the system may not let it start.
        let moves = watched && thread::Builder::new().spawn(|| {}).is_ok();
        let bar = if moves { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if moves {
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        Screen { bar }
    }

    /// Clears the line, so that what is printed next starts on a clean one.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Screen {
    fn begin(&self, stage: &str, total: u64) {
        let style = if total == 0 {
            "{spinner} {msg} {elapsed}"
        } else {
            "{spinner} {msg} {wide_bar} {percent}% {elapsed}"
        };
        if let Ok(style) = ProgressStyle::with_template(style) {
            self.bar.set_style(style);
        }
        self.bar.reset();
        self.bar.set_length(total);
        self.bar.set_message(stage.to_owned());
    }

    fn advance(&self, units: u64) {
        self.bar.inc(units);
    }
}

/// Prints the errors and warnings of what stopped to standard error, the worst first: at most five of a code,
/// or all where that is asked for.
pub(super) fn print_findings(findings: &Findings, options: &Options) {
    let mut by_code: BTreeMap<(std::cmp::Reverse<Severity>, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.severity() > Severity::Note) {
        let key = (std::cmp::Reverse(finding.severity()), finding.code.as_str());
        by_code.entry(key).or_default().push(finding);
    }
    let shown = if options.findings == Which::All { usize::MAX } else { SHOWN_PER_CODE };
    let counts = findings.counts();
    let mut out = io::stderr().lock();
    let mut is_cut = false;
    for ((_, code), findings) in by_code {
        for finding in findings.iter().take(shown) {
            // Standard error may be closed; then nobody reads it.
            let _ = writeln!(out, "{finding}");
        }
        let rest = counts.get(code).copied().unwrap_or_default() - findings.len().min(shown);
        if rest > 0 {
            is_cut = true;
            let _ = writeln!(out, "  … and {} more of {code}", thousands(rest as u64));
        }
    }
    if is_cut {
        let what = if findings.omitted().is_empty() { "all of them" } else { FIRST };
        let _ = writeln!(out, "{what}: --findings all, or --format json");
    }
}

/// Why rows are kept aside, the most frequent cause first, and how many of them are no firms: `12 cell-number, 2
/// total-row; 2 of them are no firms`.
pub(super) fn causes(causes: &Causes) -> String {
    let all = causes.by_frequency();
    let shown = all.iter().take(SHOWN_PER_CODE);
    let mut told: Vec<String> =
        shown.map(|(code, count)| format!("{} {code}", thousands(*count as u64))).collect();
    let rest: usize = all.iter().skip(SHOWN_PER_CODE).map(|(_, count)| count).sum();
    if rest > 0 {
        told.push(format!("{} of other causes", thousands(rest as u64)));
    }
    let told = told.join(", ");
    match causes.no_firms() {
        0 => told,
        no_firms if no_firms == causes.rows() => format!("{told}; no firms"),
        1 => format!("{told}; 1 of them is no firm"),
        no_firms => format!("{told}; {} of them are no firms", thousands(no_firms as u64)),
    }
}

/// `1 row`, `1,234 rows`.
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{} {what}{}", thousands(count as u64), if count == 1 { "" } else { "s" })
}

/// Prints an answer to standard output, and how to see what its tables have no room for.
pub(super) fn print_answer(text: impl AsRef<[u8]>) -> io::Result<()> {
    print(text)?;
    print(cut_note())
}

/// An answer for people with no sentence wider than the screen: tables are not, and a command to copy stays
/// on its line.
pub(super) fn for_people(text: &str) -> String {
    let screen = screen_width();
    let line = |line: &str| {
        if columns(line) <= screen || line.contains("jifen ") {
            return format!("{line}\n");
        }
        let text = line.trim_start_matches(' ');
        let indent = &line[..line.len() - text.len()];
        format!("{indent}{}\n", broken(text, &format!("{indent}  "), screen.saturating_sub(indent.len())))
    };
    text.lines().map(line).collect()
}

/// Prints text to standard output; a reader that has seen enough is no fault.
pub(super) fn print(text: impl AsRef<[u8]>) -> io::Result<()> {
    match io::stdout().lock().write_all(text.as_ref()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Prose in lines as wide as the screen, at most [`PROSE`] columns, all but the first of which begin with
/// `indent`.
pub(super) fn prose(text: &str, indent: &str) -> String {
    broken(text, indent, screen_width().min(PROSE))
}

/// Prose in lines of at most `widest` columns.
fn broken(text: &str, indent: &str, widest: usize) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split(' ') {
        let own = columns(word);
        // Chinese has no blanks to break at, and may be broken anywhere.
        let is_long = own + columns(indent) > widest && !word.is_ascii();
        if width > 0 && width + 1 + own > widest && !is_long {
            lines.push('\n');
            lines += indent;
            width = columns(indent);
        } else if width > 0 {
            lines.push(' ');
            width += 1;
        }
        if !is_long {
            lines += word;
            width += own;
            continue;
        }
        for c in word.chars() {
            let own = c.width().unwrap_or_default();
            if width + own > widest {
                lines.push('\n');
                lines += indent;
                width = columns(indent);
            }
            lines.push(c);
            width += own;
        }
    }
    lines
}

/// Columns of a terminal that prose takes at most.
const PROSE: usize = 100;

/// Columns of a terminal that a text takes: two for a Chinese character.
fn columns(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A share as `12.3 %`.
pub(super) fn percent(share: impl Into<Option<f64>>) -> String {
    share.into().map_or_else(|| NONE.to_owned(), |share| format!("{:.1} %", 100.0 * share))
}

/// A number with so many decimals.
pub(super) fn number(number: impl Into<Option<f64>>, decimals: usize) -> String {
    number.into().map_or_else(|| NONE.to_owned(), |number| format!("{number:.decimals$}"))
}

/// What stands where there is no number.
const NONE: &str = "–";

/// `1234567` as `1,234,567`.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_broken_between_words_and_loses_none() {
        let text = "points of 企业 that knew the outcome prove nothing ".repeat(9);
        let told = broken(text.trim_end(), "  ", PROSE);
        assert!(told.lines().count() > 4 && told.lines().all(|line| columns(line) <= PROSE), "{told}");
        assert!(told.lines().skip(1).all(|line| line.starts_with("  ")));
        assert_eq!(told.split_whitespace().collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
        assert_eq!(prose(&"x".repeat(200), "  "), "x".repeat(200));
    }

    #[test]
    fn thousands_are_grouped_from_the_right() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1000), "1,000");
        assert_eq!(thousands(1_234_567), "1,234,567");
    }
}
