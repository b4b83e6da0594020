//! Two scorings set side by side: how alike they are, who moves and by what, which lists change and why.
//!
//! Both sides are [`Side`]s, and firms are matched by what identifies them. Correlations, ranks,
//! movers and shifts are of the firms on both sides, ranked among each other; rank-biased overlap, the first
//! so many and the lists are of each side as it stands, in which a firm of one side alone is one the other
//! has not. All of it is the same for any order of rows and any number of threads, and of two sides exchanged
//! it is the mirror image, but for the stability index, whose bins are tenths of the first side.

mod agreement;
mod churn;
mod comparison;
mod document;
mod firms;
mod matched;
mod movers;
mod names;
mod options;
mod report;
mod shifts;
mod side;
mod tables;
mod terms;

pub use agreement::{Depth, RankBiased, Top};
pub use churn::{Change, Churn, Why};
pub use comparison::{Comparison, Only};
pub use movers::{Mover, PartChange, PartMove};
pub use options::{MOVERS, Options};
pub use report::{Report, SideAbout, SideKind};
pub(super) use shifts::among_first;
pub use shifts::{SegmentMove, Shift};
pub use side::{Labels, List, Lists, Outcome, Part, Side, Subtotal, Titles};
pub use terms::Level;
