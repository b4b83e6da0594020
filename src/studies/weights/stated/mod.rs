//! Weights that a document states, as a table of them: a row for each indicator, a column for each segment.
//! Rows of groups and of the total, and columns of groups' weights, are checked against their indicators.
//!
//! A column adds up to the scorecard's scale, to 100 or to 1; what adds up to 100 or 1 is a share, and
//! becomes that share of the scale. Where every group has a row and the indicators of each add up to 100 or 1
//! by themselves, theirs are shares of the group. What of a table nothing reads is refused where it looks
//! like weights, and named where it holds numbers. Numbers are taken to their last digit, and nothing is
//! rounded.

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

/// What the new scorecard says of itself.
#[derive(Clone, Debug)]
pub struct Stating<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title; made of the other's id and the source, if there is none.
    pub title: Option<&'a str>,
    /// The document the weights stand in.
    pub source: &'a str,
    /// Whose weights they are.
    pub basis: WeightsBasis,
}

/// A scorecard with the weights of a document, laid over another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The file.
    pub overlay: String,
    /// How many indicators have weights.
    pub indicators: usize,
    /// In how many segments.
    pub segments: usize,
    /// What of the table is not read.
    pub warnings: Findings,
}

/// The weights of `sheet` over `card`.
///
/// # Errors
/// A scorecard whose weights do not add up to its scale; everything wrong with the table, all at once.
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

/// The overlay: what the table is, and its weights.
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
    // A name is no place for a second line.
    let file = sheet.name.replace(char::is_control, " ");
    let remark = say!(weights::stated_remark, file = file, hash = &sheet.sha256, card = card_id);
    let header = Header { id, title, source: Message::verbatim(source), basis, remark: Some(remark) };
    overlay::text(card, weights, named, &header)
}

/// What a sentence calls what a row is of: the id of an indicator or group.
fn id_of(card: &Scorecard, named: Name) -> Message {
    match named {
        Name::Node(node) => card.id(node).into(),
        Name::Total => say!(weights::total),
    }
}
