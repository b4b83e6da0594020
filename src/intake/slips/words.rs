//! Warnings about suspected unit slips.

use super::{Against, Slip};
use crate::finding::{Code, Finding, Place};
use crate::intake::cells::shown;
use crate::intake::reading::Reading;
use crate::intake::records;
use crate::words::{Message, say};

impl Reading {
    /// The warning for one amount in the row `record` at `place`.
    pub(in crate::intake) fn slip(&self, place: &Place, record: &str, slip: &Slip) -> Finding {
        let cell = records::cells(record, self.plan.delimiter).nth(slip.column).unwrap_or_default();
        let (cell, ratio) = (shown(&cell), times(slip.decades));
        let message = match slip.against {
            Against::Firm => say!(intake::slip_firm, cell = cell, ratio = ratio),
            Against::Column => say!(intake::slip_among, cell = cell, ratio = ratio),
        };
        Finding::new(Code::UnitSlip, self.header(place, slip.column), message).help(say!(intake::slip_help))
    }
}

/// `about 10,000 times`, `about 1/1,000 of`.
pub(in crate::intake) fn times(decades: i32) -> Message {
    let (number, more) = match decades.unsigned_abs() {
        0..=3 => ("1,000", false),
        4 => ("10,000", false),
        5 => ("100,000", false),
        _ => ("1,000,000", true),
    };
    match (decades < 0, more) {
        (false, false) => say!(intake::ratio_times, number = number),
        (false, true) => say!(intake::ratio_times_more, number = number),
        (true, false) => say!(intake::ratio_part, number = number),
        (true, true) => say!(intake::ratio_part_less, number = number),
    }
}
