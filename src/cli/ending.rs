//! The end of every command: its answer, then the findings, then the exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::finding::{Class, Finding, Findings, OfCode, Severity};
use crate::words::{Arg, Language, Message, say};

use super::options::Which;
use super::tolerance::{Rows, Tolerance};
use super::{Options, show};

/// Greatest number of findings printed one by one; the others are only counted.
const LINES: usize = 10;
/// Greatest number of codes named in the count of the others.
const CODES: usize = 5;

/// Findings and notices besides an answer.
pub(super) struct Noticed<'a> {
    pub findings: &'a Findings,
    /// Whether notes are printed besides errors and warnings.
    pub notes: bool,
    /// Whether findings are printed at all; `--quiet` always leaves them out.
    pub told: bool,
    /// The file with every finding, as an alternative to `--findings all`.
    pub all: &'a str,
    /// Lines printed after the findings, such as the number of quarantined rows.
    pub aside: Vec<Message>,
    /// Files read and supplements, with their rows that are quarantined or cannot be read.
    pub files: &'a [Rows<'a>],
}

impl<'a> Noticed<'a> {
    /// The findings of a parameter file, notes included.
    pub(super) fn of_file(findings: &'a Findings) -> Noticed<'a> {
        Noticed { findings, notes: true, told: true, all: "--format json", aside: Vec::new(), files: &[] }
    }
}

impl Noticed<'_> {
    /// Prints `answer`, then the findings; returns 1 if `tolerance` is exceeded.
    pub(super) fn after(self, answer: &str, tolerance: Tolerance, options: &Options) -> ExitCode {
        let warnings = self.findings.iter().filter(|one| one.severity() == Severity::Warning).count();
        let why = tolerance.exceeded(self.files, warnings);
        let code = show(answer, ExitCode::from(u8::from(!why.is_empty())));
        let mut lines = Vec::new();
        if self.told && !options.quiet {
            lines.extend(shown(self.findings, self.notes, self.all, options.findings, options.language()));
        }
        let mut said = self.aside;
        if tolerance.is_asked() {
            said.extend(why.into_iter().map(|why| say!(cli::exit_code, why = why)));
        }
        lines.extend(said.iter().map(|line| line.say(options.language()).into_owned()));
        let mut out = io::stderr().lock();
        for line in lines {
            // Standard error may be closed.
            let _ = writeln!(out, "{line}");
        }
        code
    }
}

/// The findings, worst first and grouped by code: at most ten lines and a count of the rest, or all.
fn shown(findings: &Findings, notes: bool, all: &str, which: Which, language: Language) -> Vec<String> {
    let by_code = findings.by_code(if notes { Severity::Note } else { Severity::Warning });
    let taken = match which {
        Which::All => by_code.iter().map(|one| one.kept.len()).collect(),
        Which::Worst => allotted(&by_code),
    };
    let mut lines = Vec::new();
    let mut rest: Vec<(usize, &str)> = Vec::new();
    for (OfCode { code, kept, count }, taken) in by_code.into_iter().zip(taken) {
        lines.extend(kept[..taken].iter().map(|one| one.in_language(language)));
        // Only the first of many alike are kept; the others are counted.
        if count > taken {
            rest.push((count - taken, code));
        }
    }
    if !rest.is_empty() {
        let (total, codes) = counted_rest(rest);
        let rest = match which {
            Which::All => say!(cli::rest_kept, total = total, codes = codes),
            Which::Worst => say!(cli::rest_worst, total = total, codes = codes, all = all),
        };
        lines.push(rest.say(language).into_owned());
    }
    lines
}

/// Findings of each code that fit in ten lines: the first of each code, the worst first, then the second of
/// each, and so on. All errors that stop a command come before any other; notes come once nothing else is
/// left.
fn allotted(by_code: &[OfCode<'_>]) -> Vec<usize> {
    let mut taken = vec![0; by_code.len()];
    let mut room = LINES;
    for rank in 0..RANKS {
        loop {
            let before = room;
            for (OfCode { kept, .. }, taken) in by_code.iter().zip(&mut taken) {
                let next = kept.get(*taken).filter(|next| self::rank(next) == rank);
                let lines = next.map_or(0, |next| next.to_string().lines().count());
                if (1..=room).contains(&lines) {
                    *taken += 1;
                    room -= lines;
                }
            }
            if room == before {
                break;
            }
        }
        let is_hidden = |(one, taken): (&OfCode<'_>, &usize)| {
            one.kept.get(*taken).is_some_and(|next| self::rank(next) == rank)
        };
        if by_code.iter().zip(&taken).any(is_hidden) {
            break;
        }
    }
    taken
}

/// Ranks of findings, in which they are printed.
const RANKS: u8 = 3;

/// The rank of a finding: errors that stop a command, errors of rows and warnings, notes.
fn rank(finding: &Finding) -> u8 {
    match (finding.severity(), finding.code.class()) {
        (Severity::Error, Some(Class::Cell | Class::Row | Class::NoFirm)) | (Severity::Warning, _) => 1,
        (Severity::Error, _) => 0,
        (Severity::Note, _) => 2,
    }
}

/// Counts of all findings and of each code: `1,100 cell-number, 140 row-width`.
fn counted_rest(mut rest: Vec<(usize, &str)>) -> (usize, Arg) {
    rest.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let total: usize = rest.iter().map(|(count, _)| count).sum();
    let named = rest.iter().take(CODES);
    let named = named.map(|(count, code)| say!(cli::rest_of_code, count = *count, code = *code));
    let others: usize = rest.iter().skip(CODES).map(|(count, _)| count).sum();
    let others = (others > 0).then(|| say!(cli::rest_of_others, count = others));
    (total, Arg::items(named.chain(others)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, Place};

    fn findings(code: Code, count: usize) -> Vec<Finding> {
        let one = |line: usize| {
            let place = Place::file("firms.csv").at_line(u32::try_from(line).unwrap_or_default());
            Finding::new(code, place, "is wrong").help("mend it")
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn errors_that_stop_come_first_and_notes_only_if_nothing_else_is_hidden() {
        let shown = |all: Vec<Finding>| {
            let all: Findings = all.into_iter().collect();
            shown(&all, true, "findings.json", Which::Worst, Language::En)
        };
        let of = |lines: &[String], code: &str| lines.iter().filter(|line| line.contains(code)).count();
        let (stops, rows) = (Code::ColumnUnitMissing, Code::CellNumber);
        let (warning, note) = (Code::ColumnNear, Code::HeaderBelow);
        let lines =
            shown([findings(stops, 4), findings(rows, 3), findings(warning, 1), findings(note, 1)].concat());
        assert_eq!((of(&lines, "error[column-unit-missing]"), of(&lines, "error[cell-number]")), (4, 1));
        let lines = shown([findings(stops, 6), findings(warning, 1)].concat());
        assert_eq!((of(&lines, "error["), of(&lines, "warning[")), (5, 0));
        let lines = shown([findings(rows, 1), findings(warning, 2), findings(note, 9)].concat());
        assert_eq!((of(&lines, "error["), of(&lines, "warning["), of(&lines, "note[")), (1, 2, 2));
        let lines = shown([findings(rows, 9), findings(note, 9)].concat());
        assert_eq!((of(&lines, "error["), of(&lines, "note[")), (5, 0));
    }

    #[test]
    fn ten_lines_show_some_of_each_code_and_count_the_rest() {
        let all: Findings =
            findings(Code::CellNumber, 900).into_iter().chain(findings(Code::UsccForm, 700)).collect();
        let lines = shown(&all, false, "findings.json", Which::Worst, Language::En);
        assert_eq!(lines.iter().map(|line| line.lines().count()).sum::<usize>(), LINES + 1);
        assert_eq!(lines.iter().filter(|line| line.contains("[cell-number]")).count(), 3);
        assert_eq!(
            lines.last().map(String::as_str),
            Some("and 1,595 more (897 cell-number, 698 uscc-form): --findings all, or findings.json")
        );
        let lines = shown(&all, false, "findings.json", Which::Worst, Language::Zh);
        assert_eq!(
            lines.last().map(String::as_str),
            Some(
                "另有 1,595 条（cell-number 897 条、uscc-form 698 条）：使用 --findings all，或见 findings.json"
            )
        );
        let lines = shown(&all, false, "findings.json", Which::All, Language::En);
        assert_eq!(lines.len(), 201);
        let rest =
            "and 1,400 more (800 cell-number, 600 uscc-form): the first 100 of a column and code are kept";
        assert_eq!(lines.last().map(String::as_str), Some(rest));
    }

    #[test]
    fn few_are_all_shown_and_notes_only_if_asked() {
        let all: Findings = findings(Code::CellNumber, 5).into_iter().collect();
        assert_eq!(shown(&all, false, "", Which::Worst, Language::En).len(), 5);
        let notes: Findings = findings(Code::IllustrativeWeights, 1).into_iter().collect();
        assert!(shown(&notes, false, "", Which::Worst, Language::En).is_empty());
        assert_eq!(shown(&notes, true, "", Which::Worst, Language::En).len(), 1);
    }
}
