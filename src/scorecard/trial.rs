//! Trial weights, as written on a command line.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::words::{Arg, Between, Message, say};

/// Most digits of a weight, on both sides of the point.
const DIGITS: usize = 15;
/// Most decimals of a weight.
pub(crate) const DECIMALS: usize = 9;

/// Trial weights for a campaign's leading scorecard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trial {
    /// Weights set, in the order of the command line.
    pub set: Vec<SetWeight>,
    /// Whether the other weights shrink or grow so that all add up to the scale.
    pub rescale: bool,
}

/// One weight set: `rd=12`, `rd@start-up=12`, `研发费用=12`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetWeight {
    /// Id or title of an indicator or a group.
    pub(crate) name: String,
    /// The only segment in which it is set; `None` for all segments in which it has weight today.
    pub(crate) segment: Option<String>,
    /// The weight as written, and in units of `10^-decimals`.
    text: String,
    pub(crate) units: u64,
    pub(crate) decimals: u32,
}

/// The reason a text sets no weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed(pub Message);

/// The reason in English.
impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Malformed {}

impl FromStr for SetWeight {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<SetWeight, Malformed> {
        let malformed = || Malformed(say!(scorecard::trial_how));
        let (of, weight) = text.rsplit_once('=').ok_or_else(malformed)?;
        let (name, segment) = match of.rsplit_once('@') {
            Some((name, segment)) => (name.trim(), Some(segment.trim().to_owned())),
            None => (of.trim(), None),
        };
        let weight = weight.trim();
        let (whole, part) = weight.split_once('.').unwrap_or((weight, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if name.is_empty() || segment.as_ref().is_some_and(String::is_empty) {
            return Err(malformed());
        }
        let digits = whole.len() + part.len();
        if whole.is_empty()
            || !is_number(whole)
            || !is_number(part)
            || digits > DIGITS
            || part.len() > DECIMALS
        {
            return Err(Malformed(say!(scorecard::trial_no_weight, weight = weight)));
        }
        let units = format!("{whole}{part}").parse().map_err(|_| malformed())?;
        Ok(SetWeight {
            name: name.to_owned(),
            segment,
            text: weight.to_owned(),
            units,
            decimals: part.len() as u32,
        })
    }
}

impl fmt::Display for SetWeight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if let Some(segment) = &self.segment {
            write!(f, "@{segment}")?;
        }
        write!(f, "={}", self.text)
    }
}

impl Serialize for SetWeight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Trial {
    /// The options as written on a command line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, set) in self.set.iter().enumerate() {
            let gap = if at > 0 { " " } else { "" };
            f.write_str(gap)?;
            f.write_str("--set ")?;
            set.fmt(f)?;
        }
        if self.rescale { f.write_str(" --rescale") } else { Ok(()) }
    }
}

impl Trial {
    /// The weights in a sentence, for the face of an output.
    pub fn said(&self) -> Message {
        let set = self.set.iter().map(ToString::to_string);
        match self.rescale {
            true => say!(scorecard::trial_rescaled, set = Arg::items(set)),
            false => Message::joined(Between::Items, set),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_read_and_printed_as_it_was_said() {
        for text in ["rd=12", "rd@start-up=12.50", "研发费用=0", "a=b=3"] {
            assert_eq!(text.parse::<SetWeight>().map(|set| set.to_string()), Ok(text.to_owned()));
        }
        let spaced = " rd @ young = 7 ".parse::<SetWeight>();
        assert_eq!(spaced.map(|set| set.to_string()), Ok("rd@young=7".to_owned()));
        for wrong in ["rd", "=12", "rd=", "rd=-1", "rd=1e3", "rd=.5", "rd@=1", "rd=0.0123456789", "rd=NaN"] {
            assert!(wrong.parse::<SetWeight>().is_err(), "{wrong}");
        }
    }
}
