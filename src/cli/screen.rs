//! Output for people: progress, findings, tables.

use std::io::{self, IsTerminal, Write};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::figures::{Document, Renderer, Text};
use crate::finding::{Findings, OfCode, Severity};
use crate::progress::Progress;
use crate::words::{Language, Message, say};

use super::options::{Format, Which};
use super::{Options, json};

/// Findings of one code, and causes of quarantine, printed before the rest are counted.
const SHOWN_PER_CODE: usize = 5;

/// Columns without a screen, as in a pipe.
const USUAL: usize = 80;
/// The least screen width that documents are fitted to.
const LEAST: usize = 40;

/// A progress line on standard error, silent unless it is a terminal.
pub(super) struct Screen {
    bar: ProgressBar,
    language: Language,
}

impl Screen {
    pub(super) fn new(options: &Options) -> Screen {
        let watched = !options.quiet && options.format == Format::Text && io::stderr().is_terminal();
        // It moves on its own thread, which the system may refuse to start.
        let moves = watched && thread::Builder::new().spawn(|| {}).is_ok();
        let bar = if moves { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if moves {
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        Screen { bar, language: options.language() }
    }

    /// Clears the line before other output.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Screen {
    fn begin(&self, stage: &Message, total: u64) {
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
        self.bar.set_message(stage.say(self.language).into_owned());
    }

    fn advance(&self, units: u64) {
        self.bar.inc(units);
    }
}

/// Prints the errors and warnings of a stop to standard error, the worst first: at most five of a code, or
/// all on request.
pub(super) fn print_findings(findings: &Findings, options: &Options) {
    let shown = if options.findings == Which::All { usize::MAX } else { SHOWN_PER_CODE };
    let mut out = io::stderr().lock();
    let mut is_cut = false;
    for OfCode { code, kept, count } in findings.by_code(Severity::Warning) {
        for finding in kept.iter().take(shown) {
            // Standard error may be closed.
            let _ = writeln!(out, "{}", finding.in_language(options.language()));
        }
        let rest = count - kept.len().min(shown);
        if rest > 0 {
            is_cut = true;
            let rest = say!(cli::more_of_code, count = rest, code = code);
            let _ = writeln!(out, "  {}", rest.say(options.language()));
        }
    }
    if is_cut {
        let is_whole = findings.omitted().is_empty();
        let how = if is_whole { say!(cli::cut_all) } else { say!(cli::cut_first) };
        let _ = writeln!(out, "{}", how.say(options.language()));
    }
}

/// A command's output: empty if quiet, `value` as JSON, or the `document`.
pub(super) fn answer(options: &Options, value: &impl Serialize, document: &Document) -> String {
    match options.format {
        _ if options.quiet => String::new(),
        Format::Json => json(value),
        _ => text(document, options.language()),
    }
}

/// A document fitted to the screen's width.
pub(super) fn text(document: &Document, language: Language) -> String {
    Text { width: screen_width(), language }.render(document)
}

/// Columns of the screen: `COLUMNS`, else the terminal's, else 80.
pub(super) fn screen_width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|text| text.trim().parse::<usize>().ok());
    let terminal = || {
        let size = terminal_size::terminal_size_of(io::stdout());
        size.filter(|_| io::stdout().is_terminal()).map(|(width, _)| usize::from(width.0))
    };
    said.filter(|width| *width > 0).or_else(terminal).map_or(USUAL, |width| width.max(LEAST))
}

/// Prints text to standard output; a reader that closes early is no fault.
pub(super) fn print(text: impl AsRef<[u8]>) -> io::Result<()> {
    match io::stdout().lock().write_all(text.as_ref()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
