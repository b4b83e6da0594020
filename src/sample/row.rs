//! A firm as a CSV line: the dictionary's titles as header, then one cell per field.

use jiff::ToSpan;
use jiff::civil::Date;

use super::columns::COLUMNS;
use super::digits::{Amount, push_amount, push_digits};
use super::firm::{Firm, INSTITUTIONS};
use super::siblings;
use crate::firms::Dictionary;

/// The header line: Chinese titles with their units in brackets, such as `营业收入(万元)`.
pub(super) fn header(wide: bool) -> String {
    let dictionary = Dictionary::built_in();
    let siblings: &[&str] = if wide { &siblings::COLUMNS } else { &[] };
    let titles: Vec<String> = COLUMNS
        .iter()
        .chain(siblings)
        .filter_map(|name| dictionary.field(name))
        .map(|field| match &field.unit {
            Some(unit) => format!("{}({unit})", field.title),
            None => field.title.clone(),
        })
        .collect();
    titles.join(",") + "\n"
}

/// Text of each day, by its number of days before the as-of day.
pub(super) struct Days(Vec<[u8; 10]>);

impl Days {
    /// The `len` days that end with `as_of`, whose year has four digits.
    pub fn before(as_of: Date, len: usize) -> Days {
        let mut day = as_of;
        let mut texts = Vec::with_capacity(len);
        for _ in 0..len {
            let mut text = *b"0000-00-00";
            for (at, byte) in day.to_string().bytes().take(10).enumerate() {
                text[at] = byte;
            }
            texts.push(text);
            day = day.saturating_sub(1.day());
        }
        Days(texts)
    }

    fn text(&self, before: u32) -> &[u8] {
        &self.0[(before as usize).min(self.0.len() - 1)]
    }
}

struct Row<'a> {
    out: &'a mut Vec<u8>,
    column: u32,
    missing: u64,
    mark: &'static str,
}

impl Row<'_> {
    /// Writes the comma before the next cell, and the mark if the firm leaves that cell blank. Returns
    /// whether it does.
    #[inline]
    fn blank(&mut self) -> bool {
        if self.column > 0 {
            self.out.push(b',');
        }
        let blank = self.missing >> self.column & 1 == 1;
        self.column += 1;
        if blank {
            self.out.extend_from_slice(self.mark.as_bytes());
        }
        blank
    }

    fn text(&mut self, text: &[u8]) {
        if !self.blank() {
            self.out.extend_from_slice(text);
        }
    }

    fn count(&mut self, count: u32) {
        if !self.blank() {
            push_digits(self.out, u64::from(count));
        }
    }

    fn amount(&mut self, amount: Amount) {
        if !self.blank() {
            push_amount(self.out, amount);
        }
    }

    fn flag(&mut self, flag: bool) {
        self.text((if flag { "是" } else { "否" }).as_bytes());
    }
}

impl Firm {
    /// Appends the firm's line.
    pub fn write(&self, out: &mut Vec<u8>, days: &Days) {
        let mut row = Row { out, column: 0, missing: self.missing, mark: self.mark };
        row.text(&self.code);
        row.blank();
        self.name.write(row.out);
        row.text(days.text(self.founded));
        row.text(self.region.as_bytes());
        row.text(self.industry.as_bytes());
        row.amount(self.capital);
        let staff = &self.staff;
        for count in [staff.employees, staff.technical, staff.rd, staff.postgraduates, staff.graduates_hired]
        {
            row.count(count);
        }
        self.write_accounts(&mut row);
        let output = &self.output;
        for count in [output.inventions, output.pct, output.platforms, output.awards, output.projects] {
            row.count(count);
        }
        let standing = &self.standing;
        for flag in [
            standing.hnte,
            standing.tech_sme,
            standing.specialized,
            standing.little_giant,
            standing.dishonest,
            standing.abnormal,
            standing.accident,
            standing.misconduct,
            self.consent.is_some(),
        ] {
            row.flag(flag);
        }
        row.text(self.consent.map_or(&[], |consent| days.text(consent)));
        self.write_loan(&mut row);
        if let Some(siblings) = &self.siblings {
            siblings.write(row.out);
        }
        row.out.push(b'\n');
    }

    fn write_accounts(&self, row: &mut Row<'_>) {
        let accounts = &self.accounts;
        row.amount(accounts.assets);
        row.amount(accounts.liabilities);
        row.amount(accounts.assets - accounts.liabilities);
        row.amount(accounts.revenue);
        match accounts.revenue_prev {
            Some(amount) => row.amount(amount),
            None => row.text(b""),
        }
        row.amount(accounts.hightech_revenue);
        row.amount(accounts.net_profit);
        row.amount(accounts.rd);
        match accounts.rd_prev {
            Some(amount) => row.amount(amount),
            None => row.text(b""),
        }
        row.amount(accounts.tax_relief);
        row.amount(accounts.contracts);
        row.amount(accounts.venture);
    }

    fn write_loan(&self, row: &mut Row<'_>) {
        let Some(loan) = &self.loan else {
            return row.out.extend_from_slice(b",,,,");
        };
        row.amount(loan.amount);
        row.count(loan.months);
        row.text(loan.purpose.as_bytes());
        row.blank();
        for (place, &institution) in loan.preferred.iter().enumerate() {
            if place > 0 {
                row.out.push(b';');
            }
            row.out.extend_from_slice(INSTITUTIONS[institution].0.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_the_dictionary() {
        let mut names: Vec<String> =
            Dictionary::built_in().fields.into_iter().map(|field| field.name).collect();
        let mut columns: Vec<&str> = COLUMNS.into_iter().chain(siblings::COLUMNS).collect();
        names.sort_unstable();
        columns.sort_unstable();
        assert_eq!(names, columns);
        assert_eq!(header(false).trim_end().split(',').count(), COLUMNS.len());
        assert_eq!(header(true).trim_end().split(',').count(), columns.len());
        assert!(header(true).starts_with(header(false).trim_end()));
        assert!(header(false).contains(",营业收入(万元),") && header(false).contains(",职工总数(人),"));
    }

    #[test]
    fn days_run_backwards() {
        let days = Days::before(jiff::civil::date(2024, 3, 1), 3);
        assert_eq!(days.text(1), b"2024-02-29");
        assert_eq!(days.text(9), b"2024-02-28");
    }
}
