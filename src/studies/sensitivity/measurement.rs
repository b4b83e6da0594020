//! Options for measurement errors, and their check against a scorecard.

use std::str::FromStr;

use serde::Serialize;

use crate::expr::{Expr, Scope};
use crate::finding::{Code, Finding, Findings, Place, nearest};
use crate::firms::Kind;
use crate::scorecard::{Curve, Indicator, Scorecard};
use crate::studies::study::Setting;
use crate::words::{Message, say};

/// The measurement error of one indicator, or of all.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasurementError {
    /// Id of the indicator; `None` for every numeric indicator without an error of its own.
    pub indicator: Option<String>,
    /// The bounds around each value.
    pub extent: Extent,
}

/// The bounds of a value `v`: each draw takes a value uniform within them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// Relative: from `v (1 − x)` to `v (1 + x)`.
    Share(f64),
    /// `v − h` to `v + h`, with a rule for `h` over the firm's fields, in the indicator's unit.
    Within(String),
    /// A rule over the firm's fields for the low end, and one for the high end.
    Between(String, String),
}

impl FromStr for MeasurementError {
    type Err = Message;

    fn from_str(text: &str) -> Result<MeasurementError, Message> {
        let form = || say!(sensitivity::error_form);
        let (indicator, extent) = match text.split_once('=') {
            Some((indicator, extent)) => (Some(indicator.trim()), extent.trim()),
            None => (None, text.trim()),
        };
        if indicator == Some("") || extent.is_empty() {
            return Err(form());
        }
        let share = match extent.strip_suffix(['%', '％']) {
            Some(percent) => percent.trim_end().parse::<f64>().map(|percent| percent / 100.0),
            None => extent.parse::<f64>(),
        };
        let extent = match (share, extent.split_once("..")) {
            (Ok(share), _) if share > 0.0 && share < 1.0 => Extent::Share(share),
            (Ok(_), _) => return Err(say!(sensitivity::error_no_share, extent = extent)),
            (Err(_), Some((low, high))) if !low.trim().is_empty() && !high.trim().is_empty() => {
                Extent::Between(low.trim().to_owned(), high.trim().to_owned())
            }
            (Err(_), None) if indicator.is_some() => Extent::Within(extent.to_owned()),
            _ => return Err(form()),
        };
        if indicator.is_none() && !matches!(extent, Extent::Share(_)) {
            return Err(form());
        }
        Ok(MeasurementError { indicator: indicator.map(str::to_owned), extent })
    }
}

/// The bounds of an indicator's values, with compiled rules.
#[derive(Clone, Debug)]
pub enum CheckedExtent {
    /// Relative distance from the value.
    Share(f64),
    /// The rule for half the width.
    Within(Expr),
    /// The rules for the low and the high end.
    Between(Expr, Expr),
}

/// The checked measurement errors of a study.
#[derive(Clone, Debug, Default)]
pub struct CheckedErrors {
    /// Per indicator in the scorecard's order; empty without any.
    pub(super) all: Vec<Option<CheckedExtent>>,
    /// The errors as given in the options, for documents and files.
    pub(super) said: Vec<MeasurementError>,
}

/// Whether an indicator has a numeric value, which may have an error.
fn is_number(indicator: &Indicator) -> bool {
    !matches!(indicator.curve, Curve::Flag | Curve::Classes { .. })
}

/// Checks the measurement errors against the scorecard.
///
/// # Errors
/// An indicator that does not exist, is named twice or has no numeric value; a rule that does not compile.
pub(super) fn check(asked: &[MeasurementError], setting: &Setting<'_>) -> Result<CheckedErrors, Findings> {
    let card = setting.scorecard;
    if asked.is_empty() {
        return Ok(CheckedErrors::default());
    }
    let mut faults = Findings::new();
    let mut own: Vec<Option<&Extent>> = vec![None; card.indicators.len()];
    let mut of_all = None;
    for error in asked {
        let slot = match &error.indicator {
            None => &mut of_all,
            Some(id) => match found(card, id) {
                Ok(at) => &mut own[at],
                Err(fault) => {
                    faults.push(fault);
                    continue;
                }
            },
        };
        if slot.replace(&error.extent).is_some() {
            let (message, help) = match &error.indicator {
                Some(id) => {
                    let message = say!(sensitivity::error_twice, indicator = id);
                    (message, say!(sensitivity::error_twice_help))
                }
                None => (say!(sensitivity::error_all_twice), say!(sensitivity::error_all_twice_help)),
            };
            faults.push(Finding::new(Code::NameRepeated, place(), message).help(help));
        }
    }
    let extents = card.indicators.iter().zip(own).map(|(one, own)| own.or(of_all.filter(|_| is_number(one))));
    let extents: Vec<Option<&Extent>> = extents.collect();
    if faults.is_empty() && extents.iter().all(Option::is_none) {
        let message = say!(sensitivity::no_number, scorecard = &card.id);
        let fault = Finding::new(Code::IndicatorsAbsent, place(), message);
        faults.push(fault.help(say!(sensitivity::no_number_help)));
    }
    let scope = card.firm_scope(setting.dictionary);
    let checked = extents.iter().map(|extent| checked((*extent)?, &scope, &mut faults)).collect();
    let said = card.indicators.iter().zip(extents).filter_map(|(one, extent)| {
        Some(MeasurementError { indicator: Some(one.id.clone()), extent: extent?.clone() })
    });
    let checked = CheckedErrors { all: checked, said: said.collect() };
    if faults.is_empty() { Ok(checked) } else { Err(faults) }
}

fn place() -> Place {
    Place::default()
}

/// Position of the indicator with this id, which must be numeric.
fn found(card: &Scorecard, id: &str) -> Result<usize, Finding> {
    let Some(at) = card.indicators.iter().position(|one| one.id == id) else {
        let ids = card.indicators.iter().map(|one| one.id.as_str());
        let help = match nearest(id, ids) {
            Some(near) => say!(sensitivity::indicator_nearest, indicator = near),
            None => say!(sensitivity::indicator_list, scorecard = &card.id),
        };
        let message = say!(sensitivity::indicator_unknown, scorecard = &card.id, indicator = id);
        return Err(Finding::new(Code::NameUnknown, place(), message).help(help));
    };
    if is_number(&card.indicators[at]) {
        return Ok(at);
    }
    let message = say!(sensitivity::not_number, indicator = id);
    Err(Finding::new(Code::FieldUnfit, place(), message).help(say!(sensitivity::not_number_help)))
}

/// An extent with its rules compiled; `None` after a fault.
fn checked(extent: &Extent, scope: &Scope, faults: &mut Findings) -> Option<CheckedExtent> {
    let mut rule = |source: &str| {
        let compiled = Expr::compile_as(source, scope, Kind::Number);
        compiled
            .map_err(|all| {
                for fault in all {
                    let message = say!(sensitivity::rule_fault, fault = fault.message, rule = source);
                    let finding = Finding::new(fault.code, place(), message);
                    faults.push(match fault.help {
                        Some(help) => finding.help(help),
                        None => finding.help(say!(sensitivity::rule_fault_help)),
                    });
                }
            })
            .ok()
    };
    Some(match extent {
        Extent::Share(share) => CheckedExtent::Share(*share),
        Extent::Within(width) => CheckedExtent::Within(rule(width)?),
        Extent::Between(low, high) => {
            let (low, high) = (rule(low), rule(high));
            CheckedExtent::Between(low?, high?)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_read_as_a_share_a_width_or_bounds() {
        let read = |text: &str| text.parse::<MeasurementError>().map(|one| (one.indicator, one.extent));
        let rd = || Some("rd".to_owned());
        assert_eq!(read("rd=10%"), Ok((rd(), Extent::Share(0.1))));
        assert_eq!(read(" rd = 0.1 "), Ok((rd(), Extent::Share(0.1))));
        assert_eq!(read("10 %"), Ok((None, Extent::Share(0.1))));
        assert_eq!(read("rd=rd_error"), Ok((rd(), Extent::Within("rd_error".to_owned()))));
        let bounds = Extent::Between("rd_low".to_owned(), "rd_high * 2".to_owned());
        assert_eq!(read("rd=rd_low .. rd_high * 2"), Ok((rd(), bounds)));
        let numbers = Extent::Between("0.5".to_owned(), "1.5".to_owned());
        assert_eq!(read("rd=0.5..1.5"), Ok((rd(), numbers)));
        for wrong in
            ["", "rd=", "=10%", "rd", "rd=0%", "rd=100%", "120%", "rd=..high", "rd=low..", "low..high"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
