//! Studies: what they find of cohorts made for it, against other ways to the same figures.

mod acceptability;
pub mod audit;
mod audit_remarks;
mod audit_weights;
pub mod calibrate;
mod compare;
mod compare_parts;
mod comparison;
mod credit;
mod derived;
mod draws;
mod experts;
mod explained;
mod judges;
mod outcomes;
mod remarks;
mod repeated;
mod same_firms;
mod searches;
pub mod sensitivity;
mod stated;
mod targets;
pub mod tune;
mod tune_edges;
mod uncertain;
pub mod weigh;
mod weights;
