//! Styles of cells, of which only the number format counts.

use rustc_hash::FxHashMap;

use super::fault::{Damage, Fault};
use super::formats::{self, Format};
use super::xml::Tokens;
use super::xml_text::{self, Slip, index};

/// Number formats by style.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    formats: Vec<Format>,
    /// Whether the workbook has a part with styles.
    known: bool,
}

impl Styles {
    /// The format of the style numbered `text`; `None` if there is no such style.
    #[inline]
    pub fn get(&self, text: &str) -> Option<Format> {
        let index = index(text)?;
        if self.known { self.formats.get(index).copied() } else { Some(Format::General) }
    }

    /// The styles in the text of `part`.
    pub fn read(part: &str, text: &str) -> Result<Styles, Fault> {
        let mut tokens = Tokens::new(text, &[]);
        let formats = styles(&mut tokens)
            .map_err(|slip| Fault::damaged(part, Damage::Xml { at: tokens.at() as u64, slip }))?;
        Ok(Styles { formats, known: true })
    }
}

fn styles(tokens: &mut Tokens<'_>) -> Result<Vec<Format>, Slip> {
    let (mut custom, mut of_cells) = (FxHashMap::default(), Vec::new());
    tokens.root()?;
    while let Some(name) = tokens.child()? {
        match name {
            "numFmts" => {
                while tokens.child()?.is_some() {
                    let (mut id, mut code) = (None, String::new());
                    while let Some((key, value)) = tokens.attribute()? {
                        match key {
                            "numFmtId" => id = index(value),
                            "formatCode" => xml_text::decode(value, &mut code)?,
                            _ => {}
                        }
                    }
                    tokens.skip()?;
                    custom.extend(id.map(|id| (id, formats::parse(&code))));
                }
            }
            "cellXfs" => {
                while tokens.child()?.is_some() {
                    let mut id = None;
                    while let Some((key, value)) = tokens.attribute()? {
                        if key == "numFmtId" {
                            id = index(value);
                        }
                    }
                    tokens.skip()?;
                    of_cells.push(id.unwrap_or(0));
                }
            }
            _ => tokens.skip()?,
        }
    }
    tokens.finish()?;
    let builtin = |id| formats::builtin(u32::try_from(id).unwrap_or(u32::MAX));
    Ok(of_cells.iter().map(|id| custom.get(id).copied().unwrap_or_else(|| builtin(*id))).collect())
}
