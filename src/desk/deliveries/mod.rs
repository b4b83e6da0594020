//! Deliveries (交付): each institution's list sealed, signed and logged, and checked afterwards.
//!
//! A delivery is a folder of the desk, `deliveries/AS_OF-INSTITUTION-N`, with
//!
//! - the archive as handed over, `INSTITUTION-AS_OF.zip.age`, or `….zip` where an institution's own gateway
//!   encrypts, with SM3 digests in `sm3.txt`;
//! - its signature `….minisig`, whose signed comment says which delivery of which institution and day it is;
//! - `firms.csv`, the firms of the list by their ids, for the bureau alone.
//!
//! `deliveries.jsonl` has a line per delivery, each with the hash of the line before.

mod before;
mod check;
mod comment;
mod deliver;
mod document;
mod envelope;
mod firms;
mod key_file;
mod keys;
mod lists;
mod log;
mod names;
mod pack;
mod secret;
mod verify;

pub use check::Checked;
pub use deliver::{Delivered, Options, deliver};
pub use document::{keys_document, made_document};
pub use envelope::{Envelope, Pair, Sign, Unopened, envelope};
pub use firms::DeliveredFirm;
pub(super) use firms::{edited, read as read_firms};
pub use keys::{Checker, Keys, Listed, Made, PASSPHRASE, Recipient, Signer, identity};
pub use lists::{List, Lists};
pub use log::{Digests, LOG, Line, Log, NO_HASH};
pub use names::{DELIVERIES, FIRMS, Name, SM3};
pub use secret::Secret;
pub use verify::{Verified, verify_delivery, verify_log};
