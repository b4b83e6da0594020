//! The kinds of findings: one table of names, severities and classes. The catalogue's file `codes` has the
//! meaning and an example of each.

use std::fmt;

use serde::Serialize;

use super::Severity;
use crate::words::{self, Language, Message};

/// The catalogue's file of codes.
const FILE: &str = "codes";
/// The attribute that holds a code's example.
const EXAMPLE: &str = "example";

/// The consequence of a finding: its row is quarantined, or the command stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The row is quarantined if the run reads the field: a cell or day is invalid for its field.
    Cell,
    /// The row is quarantined.
    Row,
    /// The row is quarantined as no firm: a total, a remark, a header. It is only noted, since tables end so.
    NoFirm,
    /// The command stops: its usage or parameters are at fault.
    Parameters,
    /// The command stops: a file could not be read or written, or no firm could be scored.
    Input,
    /// The command stops: a fault of the program itself.
    Program,
}

impl Class {
    /// The exit code of a command that stops at an error of this class. Row errors stop no command by
    /// themselves. They have the code of parameter errors, since parameters decide how a row is read.
    pub fn exit_code(self) -> u8 {
        match self {
            Class::Cell | Class::Row | Class::NoFirm | Class::Parameters => 2,
            Class::Input => 3,
            Class::Program => 4,
        }
    }
}

/// The class of a code, from its severity and class in the table.
macro_rules! class {
    (Error $class:ident $($stops:ident)?) => {
        Some(Class::$class)
    };
    (Note NoFirm) => {
        Some(Class::NoFirm)
    };
    ($severity:ident) => {
        None
    };
}

/// Whether a code stops a command after rows were judged, from the same columns of the table.
macro_rules! stops {
    (Error $class:ident Stops) => {
        true
    };
    ($severity:ident $($class:ident)?) => {
        false
    };
}

/// Declares [`Code`] with, for each code: its stable name, severity, class if it has one, and whether it
/// `Stops` a command after rows were judged. An error without a class does not compile, nor does a code
/// without a meaning.
macro_rules! codes {
    ($(
        $variant:ident $name:literal $severity:ident $($class:ident)*;
    )*) => {
        /// The kind of a finding: a stable name (`uscc-check`), a severity, a meaning and an example.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(
                #[doc = concat!(
                    "`", $name, "`: ", include_str!(concat!(env!("OUT_DIR"), "/codes/", $name, ".md"))
                )]
                $variant,
            )*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The stable name, such as `uscc-check`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// The severity of findings with this code.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// The consequence of a finding with this code; `None` for warnings and notes without any.
            pub fn class(self) -> Option<Class> {
                match self { $(Code::$variant => class!($severity $($class)*),)* }
            }

            /// Whether it stops a command after rows were judged. Errors of single rows do not.
            pub fn stops(self) -> bool {
                match self { $(Code::$variant => stops!($severity $($class)*),)* }
            }
        }
    };
}

codes! {
    // The command line.
    Usage "usage" Error Parameters;
    OptionIdle "option-idle" Error Parameters;
    OptionMissing "option-missing" Error Parameters;
    // Files.
    FileUnreadable "file-unreadable" Error Input;
    FileKind "file-kind" Error Parameters;
    FileEmpty "file-empty" Error Input;
    FileHeaderOnly "file-header-only" Error Input;
    FileBinary "file-binary" Error Input;
    FileEncoding "file-encoding" Error Input;
    FileTooLarge "file-too-large" Error Input;
    FileDelimiter "file-delimiter" Error Input;
    RecordTooLong "record-too-long" Error Input;
    MemoryShort "memory-short" Error Input;
    RowsThin "rows-thin" Error Input;
    // Header.
    ColumnMissing "column-missing" Error Input;
    ColumnAmbiguous "column-ambiguous" Error Input;
    ColumnUnitMissing "column-unit-missing" Error Input;
    ColumnUnitUnknown "column-unit-unknown" Error Input;
    ColumnUnitClash "column-unit-clash" Error Parameters;
    ColumnUnknown "column-unknown" Error Parameters;
    ColumnUnused "column-unused" Note;
    ColumnNear "column-near" Warning;
    ColumnYear "column-year" Warning;
    ColumnTaken "column-taken" Warning;
    ColumnIdle "column-idle" Note;
    ColumnNumbers "column-numbers" Warning;
    RowMisplaced "row-misplaced" Error Parameters;
    HeaderBelow "header-below" Note;
    // Parts of a cohort.
    PartEmpty "part-empty" Warning;
    PartColumns "part-columns" Warning;
    CorrectionUnmatched "correction-unmatched" Warning;
    FirmWithdrawn "firm-withdrawn" Warning;
    SheetUnclear "sheet-unclear" Error Input;
    SheetSkipped "sheet-skipped" Note;
    SheetHidden "sheet-hidden" Note;
    CellsBeyond "cells-beyond" Note;
    FormatScaled "format-scaled" Warning;
    SupplementUnmatched "supplement-unmatched" Note;
    SupplementUnclear "supplement-unclear" Warning;
    // Rows and cells.
    RowWidth "row-width" Error Row;
    QuoteUnclosed "quote-unclosed" Error Row;
    CellEncoding "cell-encoding" Error Row;
    CellMissing "cell-missing" Error Row;
    CellNumber "cell-number" Error Cell;
    CellInteger "cell-integer" Error Cell;
    CellDate "cell-date" Error Cell;
    CellFlag "cell-flag" Error Cell;
    CellUnit "cell-unit" Error Cell;
    CellRange "cell-range" Error Cell;
    CellPattern "cell-pattern" Error Cell;
    CellError "cell-error" Error Cell;
    CellFormula "cell-formula" Error Cell;
    CellMerged "cell-merged" Error Row;
    TotalRow "total-row" Note NoFirm;
    NoteRow "note-row" Note NoFirm;
    HeaderRow "header-row" Note NoFirm;
    IdText "id-text" Error Row;
    IdScientific "id-scientific" Error Row;
    IdRounded "id-rounded" Error Row;
    // Checks within a firm and across the cohort.
    UsccForm "uscc-form" Warning;
    UsccCheck "uscc-check" Warning;
    DuplicateRow "duplicate-row" Note;
    DuplicateFirm "duplicate-firm" Error Row;
    DuplicateAside "duplicate-aside" Warning;
    PartOverWhole "part-over-whole" Error Cell;
    FoundedLater "founded-later" Error Cell;
    FirmUnknown "firm-unknown" Warning;
    RowsNeeded "rows-needed" Error Input;
    OutcomeContradictory "outcome-contradictory" Error Row;
    AnswerUnmatched "answer-unmatched" Error Row;
    ConsentLater "consent-later" Error Cell;
    DayPlaceholder "day-placeholder" Warning;
    UnitSlip "unit-slip" Warning;
    // Parameters.
    TomlSyntax "toml-syntax" Error Parameters;
    KeyUnknown "key-unknown" Error Parameters;
    KeyMissing "key-missing" Error Parameters;
    ValueType "value-type" Error Parameters;
    ValueInvalid "value-invalid" Error Parameters;
    ValueEmpty "value-empty" Error Parameters;
    ValueNotInForce "value-not-in-force" Error Parameters;
    KeyIdle "key-idle" Error Parameters;
    KeyChoice "key-choice" Error Parameters;
    TooMany "too-many" Error Parameters;
    NameInvalid "name-invalid" Error Parameters;
    ColumnSensitive "column-sensitive" Error Parameters;
    FieldUnfit "field-unfit" Error Parameters;
    ExtendsCycle "extends-cycle" Error Parameters;
    NameUnknown "name-unknown" Error Parameters;
    NameAmbiguous "name-ambiguous" Error Parameters;
    NameRepeated "name-repeated" Error Parameters;
    RuleSyntax "rule-syntax" Error Parameters;
    RuleUnsupported "rule-unsupported" Error Parameters;
    RuleType "rule-type" Error Parameters;
    WeightsSum "weights-sum" Error Parameters;
    ScaleIndivisible "scale-indivisible" Error Parameters;
    WeightsNonlinear "weights-nonlinear" Error Parameters;
    WeightsInfeasible "weights-infeasible" Error Parameters;
    RuleConstant "rule-constant" Warning;
    LimitIdle "limit-idle" Warning;
    TierIdle "tier-idle" Warning;
    SegmentEmpty "segment-empty" Warning;
    SegmentUnreachable "segment-unreachable" Error Parameters;
    SegmentGap "segment-gap" Warning;
    SegmentUnknown "segment-unknown" Note;
    PointsReserved "points-reserved" Note;
    // Scoring.
    IllustrativeWeights "illustrative-weights" Note;
    JudgementsInconsistent "judgements-inconsistent" Warning;
    JudgementsMissing "judgements-missing" Error Parameters;
    JudgementsInvalid "judgements-invalid" Error Parameters;
    IndicatorsAbsent "indicators-absent" Error Parameters;
    FirmsFew "firms-few" Error Parameters;
    GoalUnmeasured "goal-unmeasured" Error Parameters;
    SearchUnread "search-unread" Warning;
    SearchUnrecorded "search-unrecorded" Warning;
    OutcomesFew "outcomes-few" Error Parameters;
    OutcomesForeign "outcomes-foreign" Error Parameters;
    WeightsUnidentified "weights-unidentified" Error Parameters;
    SegmentNone "segment-none" Error Row;
    IndicatorMissing "indicator-missing" Error Row;
    CoverageLow "coverage-low" Error Row;
    IndicatorBlank "indicator-blank" Warning;
    ProgrammeBlank "programme-blank" Warning;
    BoundsCrossed "bounds-crossed" Error Parameters;
    BoundsDoubtful "bounds-doubtful" Warning;
    PointsAbsent "points-absent" Warning;
    NobodyScored "nobody-scored" Error Input Stops;
    FieldAbsent "field-absent" Warning;
    VetoAbsent "veto-absent" Error Parameters Stops;
    VetoNear "veto-near" Error Parameters Stops;
    VetoUnknown "veto-unknown" Warning;
    ListEmpty "list-empty" Warning;
    FloorUnmet "floor-unmet" Note;
    PreferenceUnknown "preference-unknown" Warning;
    DeskAbsent "desk-absent" Warning;
    RowsLost "rows-lost" Error Program;
    // Output.
    TargetExists "target-exists" Error Input;
    TargetEdited "target-edited" Error Parameters;
    TargetUnwritable "target-unwritable" Error Input;
    CellDefused "cell-defused" Note;
    CellReplaced "cell-replaced" Warning;
    CellCut "cell-cut" Warning;
    // Deliveries.
    ConsentLapsed "consent-lapsed" Error Parameters;
    KeyUnfit "key-unfit" Error Parameters;
    DeliveryAltered "delivery-altered" Error Input;
    LogAltered "log-altered" Error Input;
}

impl Code {
    /// The meaning in one line.
    pub fn meaning(self, language: Language) -> String {
        self.looked_up(None, language)
    }

    /// An example of text that causes the finding, in one line.
    pub fn example(self, language: Language) -> String {
        self.looked_up(Some(EXAMPLE), language)
    }

    fn looked_up(self, attribute: Option<&str>, language: Language) -> String {
        words::looked_up(FILE, self.as_str(), attribute, language).unwrap_or_default()
    }

    /// The meaning in both languages.
    pub fn message(self) -> Message {
        let [english, chinese] = Language::ALL.map(|language| self.meaning(language));
        Message::both(english, chinese)
    }

    /// Whether a row with this finding is quarantined if the run reads its column. A record that is too long
    /// stops the command only in the header.
    pub fn sets_aside(self) -> bool {
        let is_of_a_row = matches!(self.class(), Some(Class::Cell | Class::Row | Class::NoFirm));
        is_of_a_row || self == Code::RecordTooLong
    }

    /// Whether the code marks a row as no firm: a total, a remark, a header.
    pub fn says_no_firm(self) -> bool {
        self.class() == Some(Class::NoFirm)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_kebab_case() {
        let mut names: Vec<&str> = Code::ALL.iter().map(|c| c.as_str()).collect();
        assert!(names.iter().all(|n| n.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }

    #[test]
    fn every_code_has_a_meaning_and_an_example_in_both_languages_and_no_other_stands_beside_them() {
        for language in Language::ALL {
            for code in Code::ALL {
                let texts = [code.meaning(language), code.example(language)];
                assert!(texts.iter().all(|text| !text.is_empty() && !text.contains('\n')), "{code}");
            }
            let text = words::template(FILE, language).expect("there is such a file");
            let names = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
            let mut names: Vec<&str> = names.filter_map(|line| Some(line.split_once(" =")?.0)).collect();
            let mut known: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
            names.sort_unstable();
            known.sort_unstable();
            assert_eq!(names, known, "{language:?}");
        }
    }

    #[test]
    fn a_code_reads_in_both_languages() {
        let code = Code::ColumnUnitClash;
        let both = |text: fn(Code, Language) -> String| Language::ALL.map(|language| text(code, language));
        assert_eq!(
            both(Code::meaning),
            [
                "the campaign and the header name different units for one column",
                "批次文件与表头为同一列注明的单位不同"
            ]
        );
        assert_eq!(
            both(Code::example),
            [
                "units = { revenue = \"百万元\" } over 营业收入(万元)",
                "表头为 营业收入(万元)，批次文件写 units = { revenue = \"百万元\" }"
            ]
        );
    }

    #[test]
    fn errors_and_rows_of_no_firm_have_a_class_and_rows_stop_nothing() {
        for code in Code::ALL {
            let has_class = code.severity() == Severity::Error || code.says_no_firm();
            assert_eq!(code.class().is_some(), has_class, "{code}");
            let is_of_a_row = matches!(code.class(), Some(Class::Cell | Class::Row | Class::NoFirm));
            assert!(!(code.stops() && (is_of_a_row || code.class().is_none())), "{code}");
        }
    }
}
