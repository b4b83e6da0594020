//! What several tests need: cohorts, scorecards at random, a folder to work in, a scorer written row by row.

pub mod assessed;
pub mod cohort;
pub mod desk;
pub mod latin;
pub mod naive;
pub mod random_card;
pub mod reference_data;
pub mod round;
pub mod rows;
pub mod workplace;
pub mod xlsx;
