//! Faults of real lists, planted on purpose.

use jiff::ToSpan;
use jiff::civil::Date;

use super::code::wrong_check;
use super::columns::COLUMNS;
use super::draw::Draw;

/// Declares [`Plant`]. Each kind has its effect as doc comment, a stable name, and the number of rows that a
/// run must quarantine.
macro_rules! plants {
    ($($(#[$meaning:meta])* $variant:ident $name:literal $quarantined:literal;)*) => {
        /// A kind of planted fault.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Plant {
            $($(#[$meaning])* $variant,)*
        }

        impl Plant {
            /// Every kind in the order of declaration.
            pub const ALL: &'static [Plant] = &[$(Plant::$variant,)*];

            /// The stable name, such as `unit-slip`.
            pub fn as_str(self) -> &'static str {
                match self { $(Plant::$variant => $name,)* }
            }

            /// Number of rows that a run must quarantine for one such fault.
            pub fn quarantined(self) -> u64 {
                match self { $(Plant::$variant => $quarantined,)* }
            }
        }
    };
}

plants! {
    /// A line that repeats another firm's exactly.
    ExactDuplicate "exact-duplicate" 0;
    /// A line that repeats another firm's, but with a different revenue.
    ContradictingDuplicate "contradicting-duplicate" 2;
    /// Three cells with the marks `N/A`, `—` and `无`.
    MissingMark "missing-mark" 0;
    /// A revenue in 元, in a column in 万元.
    UnitSlip "unit-slip" 0;
    /// A credit code whose check character is wrong.
    WrongCheck "wrong-check" 0;
    /// A credit code in lower case.
    LowerCase "lower-case" 0;
    /// One cell too many.
    ExtraCell "extra-cell" 1;
    /// One cell too few.
    MissingCell "missing-cell" 1;
    /// A quotation mark that opens and never closes.
    UnclosedQuote "unclosed-quote" 1;
    /// A head count of `12x`.
    NotNumber "not-number" 1;
    /// A revenue of `NaN`.
    NotFinite "not-finite" 1;
    /// A head count below zero.
    NegativeStaff "negative-staff" 1;
    /// More R&D staff than staff.
    PartOverWhole "part-over-whole" 1;
    /// A founding day after the as-of day.
    FoundedLater "founded-later" 1;
    /// A revenue in full-width digits.
    FullWidth "full-width" 0;
    /// Quoted total assets with thousands separators.
    Thousands "thousands" 0;
    /// A name that a spreadsheet would evaluate as a formula.
    Formula "formula" 0;
}

impl Plant {
    /// Whether the fault is a line that repeats another firm's.
    pub(super) fn is_duplicate(self) -> bool {
        matches!(self, Plant::ExactDuplicate | Plant::ContradictingDuplicate)
    }

    /// A random kind; all are equally likely.
    pub(super) fn draw(draw: &mut Draw) -> Plant {
        *draw.pick(Plant::ALL)
    }

    /// Plants the fault in `line`, a sound line without its line end. Unless the fault is
    /// [`Plant::ExactDuplicate`], `line` must not contain quotes. Returns the fault planted:
    /// [`Plant::WrongCheck`] in place of [`Plant::LowerCase`] if the code has no letters.
    pub(super) fn spoil(self, line: &mut String, as_of: Date, draw: &mut Draw) -> Plant {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        let cell = |name: &str| COLUMNS.iter().position(|column| *column == name).unwrap_or(0);
        let mut planted = self;
        match self {
            Plant::ExactDuplicate => return self,
            Plant::ContradictingDuplicate => {
                let revenue = parse(&cells[cell("revenue")]);
                cells[cell("revenue")] = format!("{:.2}", revenue * 1.1 + 1.0);
            }
            Plant::MissingMark => {
                for (name, mark) in [("rd_tax_relief", "N/A"), ("awards", "—"), ("venture_capital", "无")]
                {
                    cells[cell(name)] = mark.to_owned();
                }
            }
            Plant::UnitSlip => {
                let revenue = parse(&cells[cell("revenue")]).max(1.0);
                cells[cell("revenue")] = format!("{:.0}", revenue * 10_000.0);
            }
            Plant::LowerCase if cells[0].bytes().any(|c| c.is_ascii_uppercase()) => {
                cells[0].make_ascii_lowercase();
            }
            Plant::WrongCheck | Plant::LowerCase => {
                let right = cells[0].pop().map_or(b'0', |c| c as u8);
                cells[0].push(wrong_check(right).into());
                planted = Plant::WrongCheck;
            }
            Plant::ExtraCell => cells.insert(draw.below(cells.len() as u32) as usize, "0".to_owned()),
            Plant::MissingCell => {
                cells.remove(cells.len() - 1);
            }
            Plant::UnclosedQuote => cells[cell("name")].insert(0, '"'),
            Plant::NotNumber => cells[cell("employees")] = "12x".to_owned(),
            Plant::NotFinite => cells[cell("revenue")] = "NaN".to_owned(),
            Plant::NegativeStaff => cells[cell("employees")].insert(0, '-'),
            Plant::PartOverWhole => {
                let employees = parse(&cells[cell("employees")]);
                cells[cell("rd_staff")] = format!("{}", employees + 1.0 + f64::from(draw.below(20)));
            }
            Plant::FoundedLater => {
                let days = 1 + i64::from(draw.below(700));
                cells[cell("founded")] = as_of.saturating_add(days.days()).to_string();
            }
            Plant::FullWidth => {
                let revenue = &mut cells[cell("revenue")];
                *revenue = revenue.chars().map(full_width).collect();
            }
            Plant::Thousands => {
                let assets = &mut cells[cell("total_assets")];
                *assets = format!("\"{}\"", group_thousands(assets));
            }
            Plant::Formula => {
                cells[cell("name")] = "\"=HYPERLINK(\"\"https://example.com\"\",\"\"详情\"\")\"".to_owned();
            }
        }
        *line = cells.join(",");
        planted
    }
}

/// The number in a cell; 0 if there is none. Revenue and staff are never blank in a sound line.
fn parse(cell: &str) -> f64 {
    cell.parse().unwrap_or(0.0)
}

fn full_width(c: char) -> char {
    match c {
        '0'..='9' | '.' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// `1234567.5` as `1,234,567.5`; a blank stays blank.
fn group_thousands(number: &str) -> String {
    let whole = number.find('.').unwrap_or(number.len());
    let mut grouped = String::with_capacity(number.len() + 4);
    for (at, c) in number.char_indices() {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(c);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_from_the_point() {
        for (plain, grouped) in [
            ("1", "1"),
            ("123", "123"),
            ("1234", "1,234"),
            ("1234567.25", "1,234,567.25"),
            ("123456", "123,456"),
        ] {
            assert_eq!(group_thousands(plain), grouped);
        }
    }

    #[test]
    fn digits_widen() {
        assert_eq!("12.5".chars().map(full_width).collect::<String>(), "１２．５");
    }
}
