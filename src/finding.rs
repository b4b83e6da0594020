//! A fault: what is wrong, where, and what to do. [`Findings`] collects them.
//!
//! Nothing in this crate reports a fault by printing it. A stage returns its findings; the command decides
//! what a person sees. Every kind of fault has a stable [`Code`], so that a nightly job can count or ignore
//! one by name.

use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Arc;

use serde::Serialize;

mod collected;

pub use self::collected::{Findings, MOST_ALIKE, Omitted};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing was changed or lost.
    Note,
    /// Suspicious; the value was used as it stands.
    Warning,
    /// Wrong; the row went to quarantine, or the run stopped.
    Error,
}

impl Severity {
    /// The lower-case word people and files see.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Declares [`Code`] with, for each code: its stable name, severity, meaning and an example.
macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $meaning:literal $example:literal;)*) => {
        /// The kind of a finding: a stable name (`uscc-check`), a severity, a meaning and an example.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!("`", $name, "`: ", $meaning)] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The stable name.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// What a finding of this code means for the row or the run.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// One line for the documentation: what was found.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => $meaning,)* }
            }

            /// One line for the documentation: text that causes it.
            pub fn example(self) -> &'static str {
                match self { $(Code::$variant => $example,)* }
            }
        }
    };
}

codes! {
    // The command line.
    Usage "usage" Error "the command line cannot be understood" "jifen run --fromat json";
    // Files.
    FileUnreadable "file-unreadable" Error "a file cannot be opened or read" "firms = \"no-such-file.csv\"";
    FileKind "file-kind" Error "a file is not what the command takes" "jifen run firms.csv";
    FileEmpty "file-empty" Error "the file holds nothing" "a file of 0 bytes";
    FileHeaderOnly "file-header-only" Error "the file holds a header and no row" "credit_code,revenue(万元)";
    FileBinary "file-binary" Error "the file is not text" "an Excel workbook named firms.csv";
    FileEncoding "file-encoding" Error "the file is not in the encoding the campaign names, or a parameter file not in UTF-8" "encoding = \"utf-16\" over a UTF-8 file";
    FileTooLarge "file-too-large" Error "a file, or the text it unpacks to, is larger than can be read" "a file of 5 GB";
    FileDelimiter "file-delimiter" Error "cells are parted by a character that parts no cells here" "credit_code，revenue(万元)";
    RecordTooLong "record-too-long" Error "a record is longer than any row of firms can be" "a file without a line break";
    MemoryShort "memory-short" Error "a file needs more memory than there is" "520,000 firms under `ulimit -v 600000`";
    RowsThin "rows-thin" Error "a file has so many and so short rows that they can be no firms" "60,000,000 rows of 2 bytes";
    // Header.
    ColumnMissing "column-missing" Error "a required field has no column" "no column for credit_code";
    ColumnAmbiguous "column-ambiguous" Error "two columns claim one field" "营业收入(万元) and revenue(元)";
    ColumnUnitMissing "column-unit-missing" Error "a money column names no unit" "营业收入";
    ColumnUnitUnknown "column-unit-unknown" Error "a unit in brackets cannot be converted to the field's unit" "营业收入(万美元)";
    ColumnUnitClash "column-unit-clash" Error "the campaign and the header name different units for one column" "units = { revenue = \"百万元\" } over 营业收入(万元)";
    ColumnUnknown "column-unknown" Error "the campaign names a header the file does not have" "columns = { \"营收\" = \"revenue\" }";
    ColumnUnused "column-unused" Note "a column no field claims; it is not read" "备注";
    ColumnNear "column-near" Warning "a column no field claims is nearly the name of a field that has none" "失信被执行入";
    ColumnTaken "column-taken" Warning "the campaign binds a field's own header to another field" "columns = { \"数据授权\" = \"name\" }";
    ColumnIdle "column-idle" Note "a column that nothing asks for has cells that cannot be used" "成立日期 2007, where no rule reads it";
    ColumnNumbers "column-numbers" Warning "a column of numbers in a table of weights that is not read" "较上年 beside 初创期";
    // Rows and cells.
    RowWidth "row-width" Error "a row has more or fewer cells than the header" "a stray comma";
    QuoteUnclosed "quote-unclosed" Error "a quotation mark opens and never closes" "\"Acme,12";
    CellEncoding "cell-encoding" Error "a row holds bytes that are not text in the file's encoding" "a torn GBK character";
    CellMissing "cell-missing" Error "a required cell is empty" ",Acme,12";
    CellNumber "cell-number" Error "a cell is not a finite number" "12x, NaN, 1e400";
    CellInteger "cell-integer" Error "a count has a fraction" "12.5 employees";
    CellDate "cell-date" Error "a cell is not a calendar day" "2023-02-30";
    CellFlag "cell-flag" Error "a cell is neither yes nor no" "maybe";
    CellUnit "cell-unit" Error "an amount is in a unit or currency that cannot be converted" "36(万美元)";
    CellRange "cell-range" Error "a value is outside the field's bounds" "-3 employees";
    CellPattern "cell-pattern" Error "a text does not have the field's form" "region 44O300";
    TotalRow "total-row" Error "a row adds up others and is no firm" "合计,,12345";
    NoteRow "note-row" Error "a row is a remark or a signature and no firm" "填表人：王某,,";
    HeaderRow "header-row" Error "a row repeats the header and is no firm" "credit_code,name in the midst of the rows";
    IdText "id-text" Error "a text that can be no credit code stands where one should" "待补 as a credit code";
    IdScientific "id-scientific" Error "a spreadsheet has turned the id into a rounded number" "9.11101E+17";
    // Checks over a firm and over the cohort.
    UsccForm "uscc-form" Warning "the id is not an 18-character credit code" "91310115ma1k4lc, 3209812800419";
    UsccCheck "uscc-check" Warning "the credit code's check character does not agree" "91220102732581015H";
    DuplicateRow "duplicate-row" Note "a firm stands twice, equal in every column read; one row is kept" "the same line twice";
    DuplicateFirm "duplicate-firm" Error "rows of one firm contradict each other" "two rows, two revenues";
    DuplicateAside "duplicate-aside" Warning "a firm's row is used, and another of its rows was set aside" "100 employees in one row, 1O0 in the other";
    PartOverWhole "part-over-whole" Error "a part is larger than its whole" "R&D staff 80, employees 50";
    FoundedLater "founded-later" Error "the founding day lies after the as-of day" "founded 2031-01-01";
    FirmUnknown "firm-unknown" Warning "a row of outcomes is of a firm that the cohort does not have, or has in quarantine" "an outcome of a firm of last year";
    ConsentLater "consent-later" Error "the day of consent lies after the as-of day" "consent_date 2031-01-01";
    DayPlaceholder "day-placeholder" Warning "a day that programs write where none is known" "founded 1900-01-01";
    UnitSlip "unit-slip" Warning "an amount is about 1,000 or 10,000 times off its peers" "revenue in 元 among 万元";
    // Parameters.
    TomlSyntax "toml-syntax" Error "the file is not valid TOML" "as_of = 2025-13-01";
    KeyUnknown "key-unknown" Error "a key has no meaning here" "encodng = \"auto\"";
    KeyMissing "key-missing" Error "a required key is absent" "a campaign without as_of";
    ValueType "value-type" Error "a value has the wrong type" "decimals = \"two\"";
    ValueInvalid "value-invalid" Error "a value is outside what the key allows" "weight = -5";
    NameUnknown "name-unknown" Error "a name refers to nothing" "a field that is not in the dictionary";
    NameRepeated "name-repeated" Error "two things bear one name" "two indicators called rd";
    RuleSyntax "rule-syntax" Error "a rule is not an expression" "revenue >";
    RuleUnsupported "rule-unsupported" Error "a rule uses SQL outside the supported part" "SELECT 1";
    RuleType "rule-type" Error "a rule mixes types" "region + 1";
    WeightsSum "weights-sum" Error "full marks do not add up to the stated scale" "weights of 99 on a scale of 100";
    RuleConstant "rule-constant" Warning "a rule parts no firms: it is the same for all" "when = \"1 > 2\", or pass = \"points >= 120\" of 100";
    LimitIdle "limit-idle" Warning "a cap or floor is never reached" "cap = 60 over 50 points";
    TierIdle "tier-idle" Warning "a tier that no firm can reach, or that gives the points of the next" "at_least = [[120, 10]] over a share of 100";
    SegmentEmpty "segment-empty" Warning "no firm is left for a segment" "revenue < 100 after revenue < 500";
    SegmentGap "segment-gap" Warning "firms between the segments fit none" "revenue < 500, then revenue > 500";
    SegmentUnknown "segment-unknown" Note "firms of whom a value is not known fit no segment" "segments by revenue, each with a rule";
    PointsReserved "points-reserved" Note "points are kept for indicators another scorecard adds" "reserved = 15 in a group without members";
    // Scoring.
    IllustrativeWeights "illustrative-weights" Note "the scorecard's weights are no official ones" "weights_basis = \"illustrative\"";
    JudgementsInconsistent "judgements-inconsistent" Warning "judgements of pairs contradict one another beyond a consistency ratio of 0.1, or nobody knows how far" "a over b, b over c, c over a";
    SegmentNone "segment-none" Error "a firm fits no segment of the scorecard" "a firm without a founding day";
    IndicatorMissing "indicator-missing" Error "an indicator the scorecard insists on has no value" "missing = \"reject\"";
    CoverageLow "coverage-low" Error "too little of the firm is known to score it" "12 of 18 indicators blank";
    IndicatorBlank "indicator-blank" Warning "no firm has a value for an indicator" "no column for pct_applications";
    PointsAbsent "points-absent" Warning "a firm has no points under one of the further scorecards" "fits no segment of tech-sme-2017";
    NobodyScored "nobody-scored" Error "no firm is left to score" "every row quarantined";
    FieldAbsent "field-absent" Warning "a field that decides who is referred has no column" "no column for dishonest";
    VetoAbsent "veto-absent" Error "a gate is met by no firm, since a field it asks for has no column" "no column for dishonest";
    VetoNear "veto-near" Error "a column that is not read is nearly the name of a field that a gate asks for" "失信被执行入";
    VetoUnknown "veto-unknown" Warning "a gate holds firms, since what it asks for is not known of them" "a blank cell under 失信被执行人";
    ListEmpty "list-empty" Warning "nobody is eligible for an institution's list" "revenue = NULL";
    RowsLost "rows-lost" Error "rows went in that did not come out" "a fault of the program itself";
    // Output.
    TargetExists "target-exists" Error "the output exists, or something stands in its way that no run wrote" "out/ from the last run";
    TargetEdited "target-edited" Error "a file of the output that is to be replaced was edited since it was written" "a remark typed into a list";
    TargetUnwritable "target-unwritable" Error "the output cannot be written" "a full disk";
    CellDefused "cell-defused" Note "a cell a spreadsheet would run as a formula was written as text" "=HYPERLINK(...)";
    CellReplaced "cell-replaced" Warning "a cell held characters that no workbook can hold" "U+FFFF in a firm's name";
    CellCut "cell-cut" Warning "a cell held more than a workbook's cell can, and its end was cut off" "a remark of 40,000 characters";
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where a fault stands: a file, and in it a line (from 1) and a column or key, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// Physical line from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// A table's column as its header has it, or a parameter's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<Arc<str>>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<Arc<str>>) -> Place {
        Place { file: file.into(), line: None, column: None }
    }

    /// The same file, at `line`.
    pub fn at_line(mut self, line: u32) -> Place {
        self.line = Some(line);
        self
    }

    /// The same place, in `column`.
    pub fn in_column(mut self, column: impl Into<Arc<str>>) -> Place {
        self.column = Some(column.into());
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, " [{}]", on_one_line(column.to_string()))?;
        }
        Ok(())
    }
}

/// One fault. Shown as `error[cell-number]: firms.csv:12 [营业收入(万元)]: \`12x\` is not a number`, then
/// `help: …`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Finding {
    /// Its kind.
    pub code: Code,
    /// Where it stands.
    pub place: Place,
    /// One line, lower case, no full stop, the user's text in backticks.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// As files and programs have it: flat, and with its severity.
impl Serialize for Finding {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Flat<'a> {
            severity: Severity,
            code: Code,
            #[serde(flatten)]
            place: &'a Place,
            message: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            help: Option<&'a str>,
        }
        let Finding { code, place, message, help } = self;
        Flat { severity: self.severity(), code: *code, place, message, help: help.as_deref() }
            .serialize(serializer)
    }
}

impl Code {
    /// Whether it says that a row is no firm: a total, a remark, a header.
    pub fn says_no_firm(self) -> bool {
        matches!(self, Code::TotalRow | Code::NoteRow | Code::HeaderRow)
    }
}

impl Finding {
    /// A fault of kind `code` at `place`.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Finding {
        Finding { code, place, message: on_one_line(message.into()), help: None }
    }

    /// The fault of a file that cannot be read.
    pub fn unreadable(place: Place, error: &io::Error) -> Finding {
        let message = match error.kind() {
            io::ErrorKind::IsADirectory => "is a directory, not a file".to_owned(),
            _ => format!("cannot be read: {}", cause(error)),
        };
        let help = match error.kind() {
            io::ErrorKind::IsADirectory => "name a file in it",
            io::ErrorKind::PermissionDenied => "have its owner let you read it, or name a copy",
            _ => {
                "check the name and the folder: paths in a campaign are relative to its file, on the command line to where you are"
            }
        };
        Finding::new(Code::FileUnreadable, place, message).help(help)
    }

    /// The same fault with a line of help.
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(on_one_line(help.into()));
        self
    }

    /// How much it matters: the severity of its code.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: ", self.severity().as_str(), self.code)?;
        if !self.place.file.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.message)?;
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl Error for Finding {}

/// A text whose line breaks and the like are written as escapes: what files hold is no part of a message's
/// form.
fn on_one_line(text: String) -> String {
    if !text.chars().any(char::is_control) {
        return text;
    }
    let escaped = |c: char| if c.is_control() { c.escape_default().collect() } else { c.to_string() };
    text.chars().map(escaped).collect()
}

/// Why a file cannot be read or written, without the operating system's number, which says nothing to a
/// person.
pub fn cause(error: &(impl fmt::Display + ?Sized)) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

/// The name among `known` nearest to `name`, if one is near enough to be what the user meant.
///
/// Nearness is the Jaro-Winkler similarity, at least 0.8.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best = None;
    let mut best_similarity = 0.8;
    for candidate in known {
        let similarity = strsim::jaro_winkler(&name.to_lowercase(), &candidate.to_lowercase());
        if similarity >= best_similarity && (best.is_none() || similarity > best_similarity) {
            best = Some(candidate);
            best_similarity = similarity;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_a_slip_and_refuses_a_stranger() {
        assert_eq!(nearest("encodng", ["path", "encoding", "units"]), Some("encoding"));
        assert_eq!(nearest("colour", ["path", "encoding", "units"]), None);
    }

    #[test]
    fn codes_are_unique_and_kebab_case() {
        let mut names: Vec<&str> = Code::ALL.iter().map(|c| c.as_str()).collect();
        assert!(names.iter().all(|n| n.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }

    #[test]
    fn a_finding_reads_as_one_line_and_a_help_line() {
        let place = Place::file("firms.csv").at_line(12).in_column("营业收入(万元)");
        let finding =
            Finding::new(Code::CellNumber, place, "`12x` is not a number").help("write digits only");
        assert_eq!(
            finding.to_string(),
            "error[cell-number]: firms.csv:12 [营业收入(万元)]: `12x` is not a number\n  help: write digits only"
        );
    }
}
