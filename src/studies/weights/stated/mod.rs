//! Weights stated in a document's table: a row per indicator, a column per segment. Rows of groups and of the
//! total, and columns of groups' weights, are checked against their indicators.
//!
//! A column adds up to the scorecard's scale, to 100 or to 1; a sum of 100 or 1 means shares, which are
//! converted to the scale. If every group has a row, and the indicators of each group add up to 100 or 1, the
//! weights of indicators are shares of their group. A part of the table that is not used is refused if it
//! looks like weights, and named in a warning if it holds numbers. Numbers are exact to the last digit;
//! nothing is rounded.

mod decimal;
mod heading;
mod names;
mod read;
mod sums;

use self::names::Named as Name;
use super::overlay::{self, Header, Named};
use super::space;
use super::units::{Scale, WholeWeights, no_scale};
use crate::finding::{Findings, Place};
use crate::intake::Sheet;
use crate::scorecard::{Scorecard, WeightsBasis};
use crate::words::{Message, say};

/// Id, title and source of the new scorecard.
#[derive(Clone, Debug)]
pub struct Stating<'a> {
    /// Id of the new scorecard.
    pub id: &'a str,
    /// Title of the new scorecard; by default made of the other's id and the source.
    pub title: Option<&'a str>,
    /// Name of the document that states the weights.
    pub source: &'a str,
    /// The authority behind the weights.
    pub basis: WeightsBasis,
}

/// An overlay with the weights of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The TOML text of the overlay.
    pub overlay: String,
    /// Number of indicators with weights.
    pub indicators: usize,
    /// Number of segments, each a column.
    pub segments: usize,
    /// Warnings of numbers in the table that are not used.
    pub warnings: Findings,
}

/// An overlay of `card` with the weights of `sheet`.
///
/// # Errors
/// A scorecard whose weights do not add up to its scale; all faults of the table together.
pub fn stated(
    card: &Scorecard,
    sheet: &Sheet,
    named: &Named,
    stating: &Stating<'_>,
) -> Result<Stated, Findings> {
    let members = space::all_members(card)?;
    let (table, warnings) = read::read(card, &members, sheet)?;
    let place = Place::file(sheet.name.clone());
    let weights = sums::weights(card, &members, &table, &place)?;
    let decimals = decimal::decimals(weights.iter().flatten().copied());
    let scale = Scale::in_decimals(card, decimals).ok_or_else(|| no_scale(card))?;
    let unit = 10i128.pow(decimal::DECIMALS - decimals);
    let mut whole = WholeWeights::zero(card, scale, &members);
    for (&member, weights) in members.iter().zip(&weights) {
        for (segment, weight) in weights.iter().enumerate() {
            whole.set(member, segment, u64::try_from(weight / unit).unwrap_or(0));
        }
    }
    let overlay = text(card, sheet, &whole, named, stating);
    Ok(Stated { overlay, indicators: members.len(), segments: card.segments.len(), warnings })
}

/// The overlay's TOML text, with the table's name and its weights.
fn text(
    card: &Scorecard,
    sheet: &Sheet,
    weights: &WholeWeights,
    named: &Named,
    stating: &Stating<'_>,
) -> String {
    let Stating { id, title, source, basis } = *stating;
    let card_id = &card.id;
    let title = match title {
        Some(title) => Message::verbatim(title),
        None if card.weights_basis == WeightsBasis::Illustrative => {
            say!(weights::stated_title_illustrative, card = card_id, source = source)
        }
        None => say!(weights::stated_title, card = card_id, source = source),
    };
    // A comment holds one line, so control characters are replaced.
    let file = sheet.name.replace(char::is_control, " ");
    let remark = say!(weights::stated_remark, file = file, hash = &sheet.sha256, card = card_id);
    let header = Header { id, title, source: Message::verbatim(source), basis, remark: Some(remark) };
    overlay::text(card, weights, named, &header)
}

/// The id of a row's indicator or group, as a message names it.
fn id_of(card: &Scorecard, named: Name) -> Message {
    match named {
        Name::Node(node) => card.id(node).into(),
        Name::Total => say!(weights::total),
    }
}
