//! Number formats, reduced to what they mean for the value.

/// What a number format makes of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// A number.
    #[default]
    General,
    /// A day.
    Day,
    /// A day with the time of day.
    Moment,
    /// A time of day.
    Clock,
    /// A duration: `[h]:mm`.
    Elapsed,
    /// A hundredth part.
    Percent,
    /// An integer with at least so many digits.
    Zeros(u8),
    /// A number that is shown in another magnitude, or with a unit.
    Scaled,
}

/// The built-in format `id`, with those of Chinese, Japanese and Korean.
pub(crate) fn builtin(id: u32) -> Format {
    match id {
        9 | 10 => Format::Percent,
        14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Format::Day,
        22 => Format::Moment,
        // 32 to 35, 55 and 56 are times in Chinese, some of them days in Japanese. Values from 1 on are days.
        18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Format::Clock,
        46 => Format::Elapsed,
        _ => Format::General,
    }
}

/// What the first section of a format code is made of.
#[derive(Default)]
struct Found {
    day: bool,
    clock: bool,
    elapsed: bool,
    percent: bool,
    /// `0` placeholders.
    zeros: usize,
    /// Placeholders `#` and `?`.
    optional: bool,
    /// A placeholder before any letter of a day or time.
    number: bool,
    /// Signs besides placeholders, colours and widths.
    other: bool,
    /// A condition in brackets.
    condition: bool,
    /// A thousands mark after the last placeholder so far.
    comma: bool,
    /// A literal point after a placeholder.
    point: bool,
    /// A literal point between placeholders.
    split: bool,
    /// A unit behind the number: `0.00"万元"`.
    unit: bool,
    /// An `m` that is minutes if seconds follow.
    undecided: bool,
    after_hours: bool,
}

/// The meaning of the format code `code`, by its first section.
pub(crate) fn parse(code: &str) -> Format {
    let found = scan(code);
    let dated = (found.day || found.clock) && !found.optional && !found.number;
    match found {
        Found { day: true, clock: true, .. } if dated => Format::Moment,
        Found { day: true, elapsed: true, .. } if dated => Format::Moment,
        Found { day: true, .. } if dated => Format::Day,
        Found { elapsed: true, .. } if dated => Format::Elapsed,
        Found { clock: true, .. } if dated => Format::Clock,
        Found { percent: true, .. } => Format::Percent,
        Found { comma: true, .. } | Found { split: true, .. } | Found { unit: true, .. } => Format::Scaled,
        Found { zeros: 2.., optional: false, other: false, condition: false, .. } => {
            u8::try_from(found.zeros).map_or(Format::General, Format::Zeros)
        }
        _ => Format::General,
    }
}

fn scan(code: &str) -> Found {
    let mut found = Found::default();
    let mut rest = code;
    let mut before = ' ';
    while let Some(mark) = rest.chars().next() {
        let tail = rest.get(mark.len_utf8()..).unwrap_or_default();
        let mut used = 0;
        match mark {
            ';' => break,
            '"' => {
                used = tail.find('"').map_or(tail.len(), |end| end + 1);
                found.literal(tail.get(..used).unwrap_or_default());
            }
            '\\' | '!' => {
                used = tail.chars().next().map_or(0, char::len_utf8);
                found.literal(tail.get(..used).unwrap_or_default());
            }
            '_' | '*' => used = tail.chars().next().map_or(0, char::len_utf8),
            '[' => {
                used = tail.find(']').map_or(tail.len(), |end| end + 1);
                found.bracket(tail.get(..used.saturating_sub(1)).unwrap_or_default());
            }
            '0' | '#' | '?' => found.placeholder(mark),
            ',' => {
                found.other = true;
                found.comma |= matches!(before, '0' | '#' | '?' | '.' | ',') && found.placeholders();
            }
            '%' => found.percent = true,
            _ => used = found.letter(mark, rest),
        }
        before = mark;
        rest = tail.get(used..).unwrap_or_default();
    }
    found.day |= found.undecided;
    found
}

/// Whether `text` starts with `word`, without regard to the case of ASCII letters.
fn starts(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

impl Found {
    fn placeholders(&self) -> bool {
        self.zeros > 0 || self.optional
    }

    fn literal(&mut self, text: &str) {
        self.other = true;
        self.point |= text.contains('.') && self.placeholders();
        self.unit |= text.contains(['万', '亿', '千']) && self.placeholders();
    }

    fn placeholder(&mut self, mark: char) {
        match mark {
            '0' => self.zeros += 1,
            _ => self.optional = true,
        }
        self.number |= !self.day && !self.clock && !self.undecided;
        self.split |= self.point;
        self.comma = false;
    }

    fn bracket(&mut self, text: &str) {
        let same = |letter: char| text.chars().all(|mark| mark.eq_ignore_ascii_case(&letter));
        if !text.is_empty() && ['h', 'm', 's'].into_iter().any(same) {
            self.elapsed = true;
            self.clock = true;
            self.after_hours = same('h');
        }
        self.condition |= text.starts_with(['<', '>', '=']);
    }

    /// Takes a letter at the start of `rest`; returns the number of bytes after it that belong to it.
    fn letter(&mut self, mark: char, rest: &str) -> usize {
        for word in ["General", "G/通用格式", "G/標準", "AM/PM", "A/P"] {
            if starts(rest, word) {
                self.clock |= word.starts_with('A');
                self.other = true;
                return word.len() - 1;
            }
        }
        let run = rest.chars().take_while(|next| next.eq_ignore_ascii_case(&mark)).count();
        match mark.to_ascii_lowercase() {
            'm' if self.after_hours && run < 3 => self.clock = true,
            'm' if run < 3 => {
                self.day |= self.undecided;
                self.undecided = true;
                return run - 1;
            }
            's' => {
                self.clock = true;
                self.undecided = false;
            }
            'h' => self.clock = true,
            'e' if matches!(rest.as_bytes().get(1), Some(b'+' | b'-')) => {
                self.other = true;
                return 1;
            }
            'y' | 'd' | 'e' | 'g' | 'b' | 'm' => self.day = true,
            _ => {
                self.other = true;
                self.unit |= matches!(mark, '万' | '亿' | '千') && self.placeholders();
                return (run - 1) * mark.len_utf8();
            }
        }
        self.after_hours = mark.eq_ignore_ascii_case(&'h');
        self.day |= self.undecided;
        self.undecided = false;
        run - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_days_and_times() {
        for code in [
            "yyyy-mm-dd",
            "YYYY/M/D",
            "yyyy\"年\"m\"月\"d\"日\"",
            "[$-804]yyyy\"年\"m\"月\"d\"日\";@",
            "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
            "[DBNum1][$-804]m\"月\"d\"日\"",
            "mmm-yy",
            "mm",
            "m\"月\"",
            "[Red]yyyy.m.d",
            "ggge\"年\"m\"月\"d\"日\"",
            "[$-404]e/m/d",
            "[$-804]上午/下午 yyyy-mm-dd",
            "bbbb",
        ] {
            assert_eq!(parse(code), Format::Day, "{code}");
        }
        for code in ["yyyy\\-mm\\-dd\\ hh:mm:ss.000", "[h]:mm d", "m/d/yy h:mm"] {
            assert_eq!(parse(code), Format::Moment, "{code}");
        }
        for code in [
            "h:mm",
            "hh:mm:ss",
            "mm:ss",
            "mm:ss.0",
            "h:mm AM/PM",
            "上午/下午h\"时\"mm\"分\"",
            "h\"时\"mm\"分\"ss",
            "s",
        ] {
            assert_eq!(parse(code), Format::Clock, "{code}");
        }
        for code in ["[h]:mm", "[hh]:mm:ss", "[mm]:ss", "[s]", "[h]:mm:ss;@"] {
            assert_eq!(parse(code), Format::Elapsed, "{code}");
        }
    }

    #[test]
    fn codes_of_numbers() {
        for code in [
            "General",
            "GENERAL",
            "General\"元\"",
            "G/通用格式",
            "G/通用格式\"日\"",
            "0",
            "0.00",
            "#,##0.00",
            "0.00E+00",
            "##0.0E+0",
            "0.00e-00",
            "#,##0\"days\"",
            "\"d\"0",
            "0\\d",
            "#,##0_);[Red](#,##0)",
            "[Red]0.00",
            "[$¥-804]#,##0.00",
            "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
            "# ?/?",
            "@",
            "",
            "\"",
            "\\",
            "[",
            "_",
            "000-00",
            "\"No.\"000",
            "[>100]000",
            "0;yyyy",
            "#,##0 EUR",
            "0 EUR",
        ] {
            assert_eq!(parse(code), Format::General, "{code}");
        }
        for code in ["0%", "0.00%", "[Red]0%", "0.00 %", "0%;-0%"] {
            assert_eq!(parse(code), Format::Percent, "{code}");
        }
        assert_eq!(parse("0\"%\""), Format::General);
        assert_eq!(parse("0\\%"), Format::General);
        assert_eq!(parse("0.00\"万元\""), Format::Scaled);
        assert_eq!(parse("0.00万"), Format::Scaled);
        assert_eq!(parse("000000"), Format::Zeros(6));
        assert_eq!(parse("000000_ ;-000000"), Format::Zeros(6));
        assert_eq!(parse("[Blue]000"), Format::Zeros(3));
        for code in
            ["0.0,", "#,##0,", "0.00,,\"百万\"", "0!.0,", "0\\.0,", "0!.0000", "0\".\"0000", "#,##0,;-0"]
        {
            assert_eq!(parse(code), Format::Scaled, "{code}");
        }
    }

    #[test]
    fn formats_by_number() {
        for (ids, format) in [
            (vec![14, 15, 16, 17, 27, 31, 36, 50, 57, 58], Format::Day),
            (vec![22], Format::Moment),
            (vec![18, 19, 20, 21, 32, 33, 45, 47], Format::Clock),
            (vec![46], Format::Elapsed),
            (vec![9, 10], Format::Percent),
            (vec![0, 1, 2, 3, 4, 11, 12, 13, 37, 44, 48, 49, 59, 163], Format::General),
        ] {
            for id in ids {
                assert_eq!(builtin(id), format, "{id}");
            }
        }
    }
}
