//! Tuning: where weights could come from, and what others would change. Reads scores, writes a proposal.

pub mod weights;
