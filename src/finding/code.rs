//! The kinds of findings: one table of their names, severities, classes, meanings and examples.

use std::fmt;

use serde::Serialize;

use super::Severity;
use crate::words::Message;

/// What an error costs: the row it stands in, or the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A cell or day that is wrong for its field: it costs the row only where something reads it.
    Cell,
    /// The row, which goes to quarantine.
    Row,
    /// The row, which is no firm: a total, a remark, a header.
    NoFirm,
    /// The command, for its usage or its parameters.
    Parameters,
    /// The command, for a file that could not be read or written, or in which no firm scored.
    Input,
    /// The command, for a fault of the program itself.
    Program,
}

impl Class {
    /// The exit code of a command that an error of this class ends. Rows end none by themselves; where they
    /// are refused with a command, its parameters say how they are read.
    pub fn exit_code(self) -> u8 {
        match self {
            Class::Cell | Class::Row | Class::NoFirm | Class::Parameters => 2,
            Class::Input => 3,
            Class::Program => 4,
        }
    }
}

/// The class of a code, by the columns of its severity and class.
macro_rules! class {
    (Error $class:ident $($stops:ident)?) => {
        Some(Class::$class)
    };
    ($severity:ident) => {
        None
    };
}

/// Whether a code stops a command after rows were judged, by the same columns.
macro_rules! stops {
    (Error $class:ident Stops) => {
        true
    };
    ($severity:ident $($class:ident)?) => {
        false
    };
}

/// Declares [`Code`] with, for each code: its stable name, severity, class if that is `Error`, whether it
/// `Stops` a command after rows were judged, meaning and an example. An error without a class does not
/// compile.
macro_rules! codes {
    ($(
        $variant:ident $name:literal $severity:ident $($class:ident)* $meaning:literal $example:literal;
    )*) => {
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

            /// What an error of this code costs; `None` for warnings and notes.
            pub fn class(self) -> Option<Class> {
                match self { $(Code::$variant => class!($severity $($class)*),)* }
            }

            /// Whether it stops a command that has judged rows, whose errors stop nothing.
            pub fn stops(self) -> bool {
                match self { $(Code::$variant => stops!($severity $($class)*),)* }
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
    Usage "usage" Error Parameters "the command line cannot be understood" "jifen run --fromat json";
    OptionIdle "option-idle" Error Parameters
        "an option that nothing reads here" "jifen weights entropy --correlation spearman";
    OptionMissing "option-missing" Error Parameters
        "an option that is needed here is not given"
        "jifen compare a.toml b.toml, two scorecards without --firms";
    // Files.
    FileUnreadable "file-unreadable" Error Input
        "a file cannot be opened or read" "firms = \"no-such-file.csv\"";
    FileKind "file-kind" Error Parameters "a file is not what the command takes" "jifen run firms.csv";
    FileEmpty "file-empty" Error Input "the file holds nothing" "a file of 0 bytes";
    FileHeaderOnly "file-header-only" Error Input
        "the file holds a header and no row" "credit_code,revenue(万元)";
    FileBinary "file-binary" Error Input "the file is not text" "an Excel workbook named firms.csv";
    FileEncoding "file-encoding" Error Input
        "the file is not in the encoding the campaign names, or a parameter file not in UTF-8"
        "encoding = \"utf-16\" over a UTF-8 file";
    FileTooLarge "file-too-large" Error Input
        "a file, or the text it unpacks to, is larger than can be read" "a file of 5 GB";
    FileDelimiter "file-delimiter" Error Input
        "cells are parted by a character that parts no cells here" "credit_code，revenue(万元)";
    RecordTooLong "record-too-long" Error Input
        "a record is longer than any row of firms can be" "a file without a line break";
    MemoryShort "memory-short" Error Input
        "a file needs more memory than there is" "520,000 firms under `ulimit -v 600000`";
    RowsThin "rows-thin" Error Input
        "a file has so many and so short rows that they can be no firms" "60,000,000 rows of 2 bytes";
    // Header.
    ColumnMissing "column-missing" Error Input "a required field has no column" "no column for credit_code";
    ColumnAmbiguous "column-ambiguous" Error Input "two columns claim one field" "营业收入(万元) and revenue(元)";
    ColumnUnitMissing "column-unit-missing" Error Input "a money column names no unit" "营业收入";
    ColumnUnitUnknown "column-unit-unknown" Error Input
        "a unit in brackets cannot be converted to the field's unit" "营业收入(万美元)";
    ColumnUnitClash "column-unit-clash" Error Parameters
        "the campaign and the header name different units for one column"
        "units = { revenue = \"百万元\" } over 营业收入(万元)";
    ColumnUnknown "column-unknown" Error Parameters
        "the campaign names a header the file does not have" "columns = { \"营收\" = \"revenue\" }";
    ColumnUnused "column-unused" Note "a column no field claims; it is not read" "备注";
    ColumnNear "column-near" Warning
        "a column no field claims is nearly the name of a field that has none" "失信被执行入";
    ColumnTaken "column-taken" Warning
        "the campaign binds a field's own header to another field" "columns = { \"数据授权\" = \"name\" }";
    ColumnIdle "column-idle" Note
        "a column that nothing asks for has cells that cannot be used" "成立日期 2007, where no rule reads it";
    ColumnNumbers "column-numbers" Warning
        "a column of numbers in a table of weights that is not read" "较上年 beside 初创期";
    RowMisplaced "row-misplaced" Error Parameters
        "a row of a table of weights is of a bonus, or stands under another group than its own"
        "a row of the bonus";
    // Rows and cells.
    RowWidth "row-width" Error Row "a row has more or fewer cells than the header" "a stray comma";
    QuoteUnclosed "quote-unclosed" Error Row "a quotation mark opens and never closes" "\"Acme,12";
    CellEncoding "cell-encoding" Error Row
        "a row holds bytes that are not text in the file's encoding" "a torn GBK character";
    CellMissing "cell-missing" Error Row "a required cell is empty" ",Acme,12";
    CellNumber "cell-number" Error Cell "a cell is not a finite number" "12x, NaN, 1e400";
    CellInteger "cell-integer" Error Cell "a count has a fraction" "12.5 employees";
    CellDate "cell-date" Error Cell "a cell is not a calendar day" "2023-02-30";
    CellFlag "cell-flag" Error Cell "a cell is neither yes nor no" "maybe";
    CellUnit "cell-unit" Error Cell "an amount is in a unit or currency that cannot be converted" "36(万美元)";
    CellRange "cell-range" Error Cell "a value is outside the field's bounds" "-3 employees";
    CellPattern "cell-pattern" Error Cell "a text does not have the field's form" "region 44O300";
    TotalRow "total-row" Error NoFirm "a row adds up others and is no firm" "合计,,12345";
    NoteRow "note-row" Error NoFirm "a row is a remark or a signature and no firm" "填表人：王某,,";
    HeaderRow "header-row" Error NoFirm
        "a row repeats the header and is no firm" "credit_code,name in the midst of the rows";
    IdText "id-text" Error Row
        "a text that can be no credit code stands where one should" "待补 as a credit code";
    IdScientific "id-scientific" Error Row
        "a spreadsheet has turned the id into a rounded number" "9.11101E+17";
    // Checks over a firm and over the cohort.
    UsccForm "uscc-form" Warning "the id is not an 18-character credit code" "91310115ma1k4lc, 3209812800419";
    UsccCheck "uscc-check" Warning "the credit code's check character does not agree" "91220102732581015H";
    DuplicateRow "duplicate-row" Note
        "a firm stands twice, equal in every column read; one row is kept" "the same line twice";
    DuplicateFirm "duplicate-firm" Error Row
        "rows of one firm contradict each other" "two rows, two revenues";
    DuplicateAside "duplicate-aside" Warning
        "a firm's row is used, and another of its rows was set aside"
        "100 employees in one row, 1O0 in the other";
    PartOverWhole "part-over-whole" Error Cell "a part is larger than its whole" "R&D staff 80, employees 50";
    FoundedLater "founded-later" Error Cell "the founding day lies after the as-of day" "founded 2031-01-01";
    FirmUnknown "firm-unknown" Warning
        "a row of outcomes is of a firm that the cohort does not have, or has in quarantine"
        "an outcome of a firm of last year";
    OutcomeContradictory "outcome-contradictory" Error Row
        "an outcome and the amount beside it contradict each other" "outcome 0, default_amount 200";
    ConsentLater "consent-later" Error Cell
        "the day of consent lies after the as-of day" "consent_date 2031-01-01";
    DayPlaceholder "day-placeholder" Warning
        "a day that programs write where none is known" "founded 1900-01-01";
    UnitSlip "unit-slip" Warning
        "an amount is about 1,000 or 10,000 times off its peers" "revenue in 元 among 万元";
    // Parameters.
    TomlSyntax "toml-syntax" Error Parameters "the file is not valid TOML" "as_of = 2025-13-01";
    KeyUnknown "key-unknown" Error Parameters "a key has no meaning here" "encodng = \"auto\"";
    KeyMissing "key-missing" Error Parameters "a required key is absent" "a campaign without as_of";
    ValueType "value-type" Error Parameters "a value has the wrong type" "decimals = \"two\"";
    ValueInvalid "value-invalid" Error Parameters "a value is outside what the key allows" "weight = -5";
    ValueEmpty "value-empty" Error Parameters
        "a text or a list is empty where something must stand" "reason = \"\"";
    ValueNotInForce "value-not-in-force" Error Parameters
        "no value of a key that changes by day is in force on the as-of day"
        "valid_from = 2026-01-01 as of 2025-12-31";
    KeyIdle "key-idle" Error Parameters
        "a key has no effect where it stands" "encoding = \"gb18030\" beside format = \"xlsx\"";
    KeyChoice "key-choice" Error Parameters
        "of keys that exclude one another not exactly one stands here"
        "a condition with both when and any_of";
    TooMany "too-many" Error Parameters "there are more of a thing than can be" "65 conditions";
    NameInvalid "name-invalid" Error Parameters "a name has a form that it cannot have here" "id = \"R&D\"";
    FieldUnfit "field-unfit" Error Parameters
        "a field is named where only one of another kind can stand" "dates = { name = \"year\" }";
    ExtendsCycle "extends-cycle" Error Parameters
        "a scorecard extends itself, if only by way of others"
        "a.toml extends b.toml, and b.toml extends a.toml";
    NameUnknown "name-unknown" Error Parameters
        "a name refers to nothing" "a field that is not in the dictionary";
    NameRepeated "name-repeated" Error Parameters "two things bear one name" "two indicators called rd";
    RuleSyntax "rule-syntax" Error Parameters "a rule is not an expression" "revenue >";
    RuleUnsupported "rule-unsupported" Error Parameters
        "a rule uses SQL outside the supported part" "SELECT 1";
    RuleType "rule-type" Error Parameters "a rule mixes types" "region + 1";
    WeightsSum "weights-sum" Error Parameters
        "full marks do not add up to the stated scale" "weights of 99 on a scale of 100";
    ScaleIndivisible "scale-indivisible" Error Parameters
        "no weights of few digits add up to the scale" "scale = 0";
    WeightsNonlinear "weights-nonlinear" Error Parameters
        "points are no sum by weights, as a study of weights needs them" "a group with a cap";
    WeightsInfeasible "weights-infeasible" Error Parameters
        "no weights are within all bounds" "between = { rd = [60, 70], patents = [60, 70] } of 100";
    RuleConstant "rule-constant" Warning
        "a rule parts no firms: it is the same for all"
        "when = \"1 > 2\", or pass = \"points >= 120\" of 100";
    LimitIdle "limit-idle" Warning "a cap or floor is never reached" "cap = 60 over 50 points";
    TierIdle "tier-idle" Warning
        "a tier that no firm can reach, or that gives the points of the next"
        "at_least = [[120, 10]] over a share of 100";
    SegmentEmpty "segment-empty" Warning "no firm is left for a segment" "revenue < 100 after revenue < 500";
    SegmentUnreachable "segment-unreachable" Error Parameters
        "a segment stands after one that takes every firm" "a segment without `when`, then another";
    SegmentGap "segment-gap" Warning
        "firms between the segments fit none" "revenue < 500, then revenue > 500";
    SegmentUnknown "segment-unknown" Note
        "firms of whom a value is not known fit no segment" "segments by revenue, each with a rule";
    PointsReserved "points-reserved" Note
        "points are kept for indicators another scorecard adds" "reserved = 15 in a group without members";
    // Scoring.
    IllustrativeWeights "illustrative-weights" Note
        "the scorecard's weights are no official ones" "weights_basis = \"illustrative\"";
    JudgementsInconsistent "judgements-inconsistent" Warning
        "judgements of pairs contradict one another beyond the consistency ratio that a matrix of \
         their size may have, or nobody knows how far"
        "a over b, b over c, c over a";
    JudgementsMissing "judgements-missing" Error Parameters
        "a method that asks people has no judgements, or none of some indicator"
        "jifen weights ahp without --judgements";
    JudgementsInvalid "judgements-invalid" Error Parameters
        "a judgement is none that its method can take" "a to b is 3, b to a is 2";
    IndicatorsAbsent "indicators-absent" Error Parameters
        "there is no indicator that a study could look into or weigh" "a scorecard of gates alone";
    FirmsFew "firms-few" Error Parameters
        "there are too few firms to weigh by" "jifen weights entropy over 1 firm";
    GoalUnmeasured "goal-unmeasured" Error Parameters
        "a goal rests on more than a firm's points, which a search does not score anew"
        "qualified, where the pass rule reads a group's points";
    SearchUnread "search-unread" Warning
        "the log of searches beside a campaign, or a line of it, cannot be read" "a line that was broken off";
    SearchUnrecorded "search-unrecorded" Warning
        "a search could not be written to the log beside its campaign" "a folder that cannot be written";
    OutcomesFew "outcomes-few" Error Parameters
        "outcomes of too few firms of either kind count" "3 bad and 40 good firms";
    OutcomesForeign "outcomes-foreign" Error Parameters
        "most outcomes are of firms that the cohort does not have" "outcomes of another campaign";
    WeightsUnidentified "weights-unidentified" Error Parameters
        "outcomes determine no weights" "weights that part all bad firms from all good ones";
    SegmentNone "segment-none" Error Row
        "a firm fits no segment of the scorecard" "a firm without a founding day";
    IndicatorMissing "indicator-missing" Error Row
        "an indicator the scorecard insists on has no value" "missing = \"reject\"";
    CoverageLow "coverage-low" Error Row
        "too little of the firm is known to score it" "12 of 18 indicators blank";
    IndicatorBlank "indicator-blank" Warning
        "no firm has a value for an indicator" "no column for pct_applications";
    BoundsCrossed "bounds-crossed" Error Parameters
        "bounds within which a value may be off stand the wrong way round" "rd=rd_high..rd_low";
    BoundsDoubtful "bounds-doubtful" Warning
        "bounds within which a value may be off are not known, or do not hold it"
        "a blank cell under rd_low";
    PointsAbsent "points-absent" Warning
        "a firm has no points under one of the further scorecards" "fits no segment of tech-sme-2017";
    NobodyScored "nobody-scored" Error Input Stops "no firm is left to score" "every row quarantined";
    FieldAbsent "field-absent" Warning
        "a field that decides who is referred has no column" "no column for dishonest";
    VetoAbsent "veto-absent" Error Parameters Stops
        "a gate is met by no firm, since a field it asks for has no column" "no column for dishonest";
    VetoNear "veto-near" Error Parameters Stops
        "a column that is not read is nearly the name of a field that a gate asks for" "失信被执行入";
    VetoUnknown "veto-unknown" Warning
        "a gate holds firms, since what it asks for is not known of them" "a blank cell under 失信被执行人";
    ListEmpty "list-empty" Warning "nobody is eligible for an institution's list" "revenue = NULL";
    RowsLost "rows-lost" Error Program "rows went in that did not come out" "a fault of the program itself";
    // Output.
    TargetExists "target-exists" Error Input
        "the output exists, or something stands in its way that no run wrote" "out/ from the last run";
    TargetEdited "target-edited" Error Parameters
        "a file of the output that is to be replaced was edited since it was written"
        "a remark typed into a list";
    TargetUnwritable "target-unwritable" Error Input "the output cannot be written" "a full disk";
    CellDefused "cell-defused" Note
        "a cell a spreadsheet would run as a formula was written as text" "=HYPERLINK(...)";
    CellReplaced "cell-replaced" Warning
        "a cell held characters that no workbook can hold" "U+FFFF in a firm's name";
    CellCut "cell-cut" Warning
        "a cell held more than a workbook's cell can, and its end was cut off"
        "a remark of 40,000 characters";
}

impl Code {
    /// Its meaning.
    pub fn message(self) -> Message {
        Message::verbatim(self.meaning())
    }

    /// Whether it says that a row is no firm: a total, a remark, a header.
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
    fn errors_and_no_others_have_a_class_and_rows_stop_nothing() {
        for code in Code::ALL {
            assert_eq!(code.class().is_some(), code.severity() == Severity::Error, "{code}");
            let is_of_a_row = matches!(code.class(), Some(Class::Cell | Class::Row | Class::NoFirm));
            assert!(!(code.stops() && (is_of_a_row || code.class().is_none())), "{code}");
        }
    }
}
