//! Programmes (政策工具): policy instruments that hang on a referral, as data, and what a referral is worth under
//! them.
//!
//! A [`Programme`] is a file: rules that a referral must meet, and terms. Terms support a part of the loan
//! (`loan`), divide the loss of it among bearers (`loss`), cost a fee (`fee`), pay a subsidy (`subsidy`) or
//! lend cheap funds to the bank (`relending`); a programme without terms names firms for a route to finance.
//! [`Programmes::grant`] gives every referral its loan's principal, the programmes that it is in, and the
//! best combination of them by exact search.
//!
//! Money is exact to the fen; a share of a sum is rounded once, halves away from zero, and shares of one sum
//! add up to it by largest remainder.

mod account;
mod alone;
mod assumptions;
mod bearer;
mod catalogue;
mod check;
mod combine;
mod draft;
mod grants;
mod in_use;
mod instrument;
mod loss;
mod money;
mod pools;
mod programme;
mod quantity;
mod schema;
mod tables;
mod terms;
mod working;
mod written;

pub use account::{Absence, Account, Loan, Offer};
pub use assumptions::{Assumptions, Correlation, Defaults, Exposure};
pub use bearer::{BEARERS, Bearer};
pub use catalogue::PROGRAMMES;
pub use draft::{Draft, open};
pub use grants::{Grant, Grants, Part, PartSums};
pub use in_use::{LOAN_NAMES, LoanTerms, Programmes};
pub use instrument::{Instrument, Payer, Prefer, SubsidyOf};
pub use loss::{LossFault, Shares};
pub use money::{Money, apportion};
pub use pools::{PoolSum, by_programme as pools_of};
pub use programme::{Fee, Loss, Programme, Relending, Subsidy, SubsidyRate};
pub use quantity::Quantity;
pub use schema::schema;
pub use working::Terms;
pub use written::{LoanEntry, PortfolioEntry, ProgrammesEntry};
