//! Turns scores and [`Institutions`] into [`Referrals`]: the eligible firms of each list, their order and the
//! list's end.
//!
//! A firm is on an institution's list (推荐名单) if it was scored, allows its data to reach institutions,
//! qualifies under the scorecard, meets every rule of the institution and is within the list's capacity. The
//! first of these conditions that fails is the reason for the firm's absence. A firm is held if only unknown
//! facts keep it from qualifying. Consent is absolute: a firm with refused or unknown consent is on no list,
//! and no institutions file can change this.
//!
//! Lists are filled in one of two ways. By default every institution gets every eligible firm up to its
//! limits. With [`Matching`] each firm goes to a few institutions, in an order of its own ([`matching`]).
//!
//! [`refer`] fills the lists once. [`Refiller`] fills the same lists for other weights of the same cohort
//! without evaluating the rules again, as [`Reweigher`](crate::scoring::Reweigher) does for
//! [`score`](crate::scoring::score).

mod columns;
mod consents;
mod empty;
mod facts;
mod fill;
mod grant_value;
mod institutions;
mod limits;
pub mod matching;
mod names;
mod outcome;
mod policies;
mod reader;
mod refer;
mod refill;
mod rules;
mod seats;
mod way;
mod wishes;
mod written;

pub use columns::{Cell, ListColumn, YUAN, is_whole};
pub use consents::{Consent, Consents, Standing};
pub use empty::met_by_nobody;
pub use facts::{About, Exclude, Fact};
pub use grant_value::GrantValue;
pub use institutions::{Institution, Institutions, Order, Rule, Use};
pub use limits::{AmountLimit, Quota};
pub use outcome::{Bar, Group, List, Outcome, Passed, Referrals, unknown_rule};
pub use policies::{is_device, is_file_name};
pub use reader::is_institution_id;
pub use refer::{CONSENT, refer};
pub use refill::{Draw, Lists, Refilled, Refiller};
pub use way::Matching;
pub use wishes::{Unnamed, preferences};
pub use written::{Direction, Encoding, Format, Kind, MatchEntry, schema};
