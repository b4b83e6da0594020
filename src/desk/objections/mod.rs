//! Objections (异议): claims that published data are wrong, decided on papers and answered one by one.
//!
//! An accepted claim becomes a row of a part that corrects the one the firm stands in, so that a cell changes
//! in one way only, and `corrections.csv` of the new run has it with the cells before and after.

mod answers;
mod corrected;
mod corrections;
mod history;
mod imported;
mod read;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::intake::objections::{ACCEPTED, PENDING, REJECTED};
use crate::words::Message;

pub use answers::{Edition, write_answers};
pub use corrected::{Corrected, corrected};
pub use corrections::{Correcting, Written, write_corrections};
pub use history::{Earlier, History, Import, Record};
pub use imported::Imported;
pub use read::read;

/// One claim about one field of one firm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Objection {
    /// Line in the file of objections.
    pub line: u32,
    /// Position of the firm in the cohort.
    #[serde(skip)]
    pub at: usize,
    /// Id of the firm.
    pub firm: String,
    /// Name of the firm; empty without one.
    pub name: String,
    /// Name of the field.
    pub field: String,
    /// Title of the field.
    pub title: Message,
    /// Part of the cohort in which the firm stands, as a campaign names it.
    #[serde(skip)]
    pub part: String,
    /// Column of that part with the field.
    #[serde(skip)]
    pub column: usize,
    /// The cell as it was delivered.
    pub before: String,
    /// The cell as claimed, with its unit.
    pub claimed: String,
    /// Both values with their units, for people.
    #[serde(skip)]
    pub shown: [String; 2],
    /// Reference of the paper; empty without one.
    pub paper: String,
    /// Who objects; empty for the firm itself.
    pub objector: String,
    /// Day on which it was received.
    #[serde(serialize_with = "written_day")]
    pub day: Option<Date>,
    /// The decision.
    pub decision: Decision,
    /// Why.
    pub reason: String,
}

impl Objection {
    /// Whether the firm itself objects, who may see its own result.
    pub fn is_own(&self) -> bool {
        [&*self.firm, &*self.name, ""].contains(&&*self.objector)
    }

    /// Whether both make the same claim, decided alike.
    pub fn is_same(&self, other: &Objection) -> bool {
        self.identity() == other.identity()
    }

    /// What makes it the same objection in another file: firm, field, claimed value, objector (empty for the
    /// firm itself), paper and decision.
    pub(super) fn identity(&self) -> [&str; 6] {
        let objector = if self.is_own() { "" } else { &*self.objector };
        [&self.firm, &self.field, &self.claimed, objector, &self.paper, self.decision.as_str()]
    }
}

/// What was decided on an objection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// The claim is right, as a paper proves.
    Accepted,
    /// The claim is not right.
    Rejected,
    /// Not decided.
    Pending,
}

impl Decision {
    /// The decision that a cell says; an empty cell is pending. `None` for another word.
    fn of_cell(cell: &str) -> Option<Decision> {
        let word = cell.trim().to_ascii_lowercase();
        let words =
            [(PENDING, Decision::Pending), (ACCEPTED, Decision::Accepted), (REJECTED, Decision::Rejected)];
        words.into_iter().find(|(cells, _)| cells.contains(&&*word)).map(|(_, decision)| decision)
    }
}

/// A day as programs read it; empty if unknown.
fn written_day<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}
