//! A workbook: its sheets, and what they share.

use std::sync::OnceLock;

use super::archive::Archive;
use super::dates::Epoch;
use super::fault::{Bound, Damage, Fault};
use super::limits::Limits;
use super::package::{self, LISTED, Relation};
use super::reading;
use super::rows::Setting;
use super::shared::Shared;
use super::sheet::Sheet;
use super::styles::Styles;
use super::unpack;
use super::xml::Tokens;
use super::xml_text::{Slip, is_true, value};

/// Who sees a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Anyone.
    Visible,
    /// Those who unhide it.
    Hidden,
    /// Only programs.
    VeryHidden,
}

/// What a sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Cells.
    Worksheet,
    /// A chart, a dialog or macros.
    Other,
}

/// A sheet in the list of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetName {
    /// Its name.
    pub name: String,
    /// Who sees it.
    pub visibility: Visibility,
    /// What it holds.
    pub kind: Kind,
}

/// An opened workbook. Its shared strings are read with the first worksheet.
pub struct Book<'a> {
    archive: Archive<'a>,
    limits: Limits<'a>,
    sheets: Vec<SheetName>,
    /// Parts of the sheets, or the relationship that names none.
    parts: Vec<Result<String, Fault>>,
    epoch: Epoch,
    styles: Styles,
    shared_part: Option<String>,
    shared: OnceLock<Result<Shared, Fault>>,
}

/// What the part of the workbook says.
#[derive(Default)]
struct Outline {
    /// Names, with the identifiers of their relationships.
    sheets: Vec<(SheetName, String)>,
    epoch: Epoch,
}

impl<'a> Book<'a> {
    /// Opens the workbook `bytes`: its list of sheets and its styles.
    ///
    /// # Errors
    /// A file of another kind, or a damaged or too large part.
    pub fn open(bytes: &'a [u8], limits: Limits<'a>) -> Result<Book<'a>, Fault> {
        let limits = Limits { text: limits.text.min(u32::MAX as usize), ..limits };
        let archive = Archive::open(bytes)?;
        let part = package::workbook(&archive, limits)?;
        let text = archive.unpack(&part, limits)?.whole(unpack::WHOLE)?;
        let mut tokens = Tokens::new(&text, &[]);
        let outline = match outline(&mut tokens) {
            Ok(Ok(outline)) if outline.sheets.len() > LISTED => {
                return Err(Fault::too_large(&part, Bound::Listed(LISTED)));
            }
            Ok(Ok(outline)) => outline,
            Ok(Err(root)) => return Err(Fault::damaged(&part, Damage::Root(root.to_owned()))),
            Err(slip) => return Err(Fault::damaged(&part, Damage::Xml { at: tokens.at() as u64, slip })),
        };
        let relations = package::relations(&archive, &part, limits)?.unwrap_or_default();
        let of_kind = |kind: &str| relations.iter().find(|relation| relation.kind == kind);
        let found = |relation: &Relation| match archive.find(&relation.target) {
            Some(entry) => Ok(entry.to_owned()),
            None => Err(Fault::damaged(&part, Damage::Missing(relation.target.clone()))),
        };
        let (mut sheets, mut parts) = (Vec::new(), Vec::new());
        for (mut sheet, id) in outline.sheets {
            let relation = relations.iter().find(|relation| relation.id == id);
            if relation.is_some_and(|relation| relation.kind != "worksheet") {
                sheet.kind = Kind::Other;
            }
            sheets.push(sheet);
            parts.push(match relation {
                Some(relation) => found(relation),
                None => Err(Fault::damaged(&part, Damage::Missing(id))),
            });
        }
        let styles = match of_kind("styles").map(found).transpose()? {
            Some(entry) => Styles::read(&entry, &archive.unpack(&entry, limits)?.whole(unpack::STYLES)?)?,
            None => Styles::default(),
        };
        let shared_part = of_kind("sharedStrings").map(found).transpose()?;
        let (epoch, shared) = (outline.epoch, OnceLock::new());
        Ok(Book { archive, limits, sheets, parts, epoch, styles, shared_part, shared })
    }

    /// The sheets in their order.
    pub fn sheets(&self) -> &[SheetName] {
        &self.sheets
    }

    /// Whether its days count from 1904.
    pub fn is_since_1904(&self) -> bool {
        self.epoch == Epoch::Y1904
    }

    /// Reads the worksheet at position `sheet` of the list.
    ///
    /// # Errors
    /// No such worksheet, or a damaged or too large part.
    pub fn read(&self, sheet: usize) -> Result<Sheet, Fault> {
        let part = match (self.sheets.get(sheet), self.parts.get(sheet)) {
            (Some(SheetName { kind: Kind::Worksheet, .. }), Some(part)) => part.clone()?,
            _ => return Err(Fault::NoWorksheet { sheet }),
        };
        let shared = self.shared()?;
        let unpack = self.archive.unpack(&part, self.limits)?;
        reading::read(unpack, Setting { shared, styles: &self.styles, epoch: self.epoch }, self.limits)
    }

    fn shared(&self) -> Result<&Shared, Fault> {
        if self.shared.get().is_none() {
            let read = match &self.shared_part {
                Some(part) => self
                    .archive
                    .unpack(part, self.limits)
                    .and_then(|unpack| Shared::read(unpack, self.limits)),
                None => Ok(Shared::default()),
            };
            // Not within the lock, where threads could wait for one another. Another's result is the same.
            let _ = self.shared.set(read);
        }
        match self.shared.get() {
            Some(Ok(shared)) => Ok(shared),
            Some(Err(fault)) => Err(fault.clone()),
            None => Err(Fault::NoWorkbook),
        }
    }
}

/// The outline of a workbook, or the name of a root element that is none.
fn outline<'t>(tokens: &mut Tokens<'t>) -> Result<Result<Outline, &'t str>, Slip> {
    let mut outline = Outline::default();
    let root = tokens.root()?;
    if root != "workbook" {
        return Ok(Err(root));
    }
    while let Some(name) = tokens.child()? {
        match name {
            "workbookPr" => {
                while let Some((key, raw)) = tokens.attribute()? {
                    if key == "date1904" && is_true(raw) {
                        outline.epoch = Epoch::Y1904;
                    }
                }
                tokens.skip()?;
            }
            "sheets" => {
                while tokens.child()?.is_some() {
                    if outline.sheets.len() > LISTED {
                        return Ok(Ok(outline));
                    }
                    let (visibility, kind) = (Visibility::Visible, Kind::Worksheet);
                    let mut sheet = SheetName { name: String::new(), visibility, kind };
                    let mut relation = String::new();
                    while let Some((key, raw)) = tokens.attribute()? {
                        match (key, raw) {
                            ("name", _) => sheet.name = value(raw)?,
                            ("id", _) => relation = value(raw)?,
                            ("state", "hidden") => sheet.visibility = Visibility::Hidden,
                            ("state", "veryHidden") => sheet.visibility = Visibility::VeryHidden,
                            _ => {}
                        }
                    }
                    tokens.skip()?;
                    outline.sheets.push((sheet, relation));
                }
            }
            _ => tokens.skip()?,
        }
    }
    tokens.finish()?;
    Ok(Ok(outline))
}
