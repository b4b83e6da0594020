//! What a worksheet says before and after its rows: hidden columns and merged ranges.

use super::address::{COLUMNS, Merge};
use super::fault::{Bound, Damage, Fault};
use super::sheet::Columns;
use super::xml::Tokens;
use super::xml_text::{Slip, index, is_true};

/// Greatest number of merged ranges.
pub(crate) const MERGES: usize = 1 << 20;
/// Greatest number of bytes of a bad reference in a fault.
const REFERENCE: usize = 40;

/// A fault of a worksheet's XML, or of what it means.
#[derive(Debug)]
pub(crate) enum Trouble {
    Slip(Slip),
    Damage(Damage),
    Bound(Bound),
    Fault(Fault),
}

impl From<Slip> for Trouble {
    fn from(slip: Slip) -> Trouble {
        Trouble::Slip(slip)
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Trouble {
        Trouble::Fault(fault)
    }
}

/// The trouble with the reference `text`.
pub(crate) fn reference(text: &str) -> Trouble {
    Trouble::Damage(Damage::Reference(text.chars().take(REFERENCE).collect()))
}

/// The hidden columns in the `cols` element just started.
pub(crate) fn columns(tokens: &mut Tokens<'_>, hidden: &mut Vec<Columns>) -> Result<(), Trouble> {
    while tokens.child()?.is_some() {
        let (mut first, mut last, mut is_hidden) = ("", "", false);
        while let Some((key, value)) = tokens.attribute()? {
            match key {
                "min" => first = value,
                "max" => last = value,
                "hidden" => is_hidden |= is_true(value),
                "width" => is_hidden |= value.parse() == Ok(0.0),
                _ => {}
            }
        }
        tokens.skip()?;
        let number = |text| {
            let index = index(text).and_then(|index| u32::try_from(index).ok());
            index.filter(|index| (1..=COLUMNS).contains(index)).ok_or_else(|| reference(text))
        };
        let range = Columns { first: number(first)? - 1, last: number(last)? - 1 };
        if is_hidden && range.first <= range.last {
            if hidden.len() >= COLUMNS as usize {
                return Err(reference(first));
            }
            hidden.push(range);
        }
    }
    Ok(())
}

/// The ranges in the `mergeCells` element just started.
pub(crate) fn merges(tokens: &mut Tokens<'_>, merges: &mut Vec<Merge>) -> Result<(), Trouble> {
    while tokens.child()?.is_some() {
        let mut range = None;
        while let Some((key, value)) = tokens.attribute()? {
            if key == "ref" {
                range = Some(Merge::parse(value).ok_or_else(|| reference(value))?);
            }
        }
        tokens.skip()?;
        if merges.len() >= MERGES {
            return Err(Trouble::Bound(Bound::Merges(MERGES)));
        }
        merges.push(range.ok_or_else(|| reference(""))?);
    }
    Ok(())
}
