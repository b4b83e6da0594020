//! The package of a workbook: which part is what, by content types and relationships.

use super::archive::Archive;
use super::fault::{Bound, Damage, Fault, Foreign};
use super::limits::Limits;
use super::unpack::WHOLE;
use super::xml::Tokens;
use super::xml_text::{Slip, value};

/// Greatest number of sheets, and of relationships of a part.
pub(crate) const LISTED: usize = 1 << 14;

/// A relationship of a part to another.
#[derive(Debug)]
pub(crate) struct Relation {
    pub id: String,
    /// The last word of the relationship's type: `worksheet`, `styles`.
    pub kind: String,
    /// Path of the other part.
    pub target: String,
}

/// The path of `target` as written in a relationship of `part`.
fn resolve(part: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = Vec::new();
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let base = if target.starts_with('/') { "" } else { folder };
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            other => path.push(other),
        }
    }
    path.join("/")
}

/// The relationships of `part`, or of the package if it has no name; `None` without such an entry.
pub(crate) fn relations<'a>(
    archive: &Archive<'a>,
    part: &str,
    limits: Limits<'a>,
) -> Result<Option<Vec<Relation>>, Fault> {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
    let path = format!("{folder}/_rels/{name}.rels");
    let Some(entry) = archive.find(path.trim_start_matches('/')) else { return Ok(None) };
    let text = archive.unpack(entry, limits)?.whole(WHOLE)?;
    let mut tokens = Tokens::new(&text, &[]);
    match relationships(&mut tokens, part) {
        Ok(found) if found.len() > LISTED => Err(Fault::too_large(entry, Bound::Listed(LISTED))),
        Ok(found) => Ok(Some(found)),
        Err(slip) => Err(Fault::damaged(entry, Damage::Xml { at: tokens.at() as u64, slip })),
    }
}

fn relationships(tokens: &mut Tokens<'_>, part: &str) -> Result<Vec<Relation>, Slip> {
    let mut found = Vec::new();
    tokens.root()?;
    while found.len() <= LISTED && tokens.child()?.is_some() {
        let mut relation = Relation { id: String::new(), kind: String::new(), target: String::new() };
        let mut external = false;
        while let Some((key, raw)) = tokens.attribute()? {
            match key {
                "Id" => relation.id = value(raw)?,
                "Type" => relation.kind = value(raw)?.rsplit('/').next().unwrap_or_default().to_owned(),
                "Target" => relation.target = resolve(part, &value(raw)?),
                "TargetMode" => external = raw == "External",
                _ => {}
            }
        }
        tokens.skip()?;
        if !external {
            found.push(relation);
        }
    }
    if found.len() <= LISTED {
        tokens.finish()?;
    }
    Ok(found)
}

/// The part of the workbook.
pub(crate) fn workbook<'a>(archive: &Archive<'a>, limits: Limits<'a>) -> Result<String, Fault> {
    if let Some(kind) = foreign(archive, limits)? {
        return Err(Fault::Foreign(kind));
    }
    let Some(relations) = relations(archive, "", limits)? else {
        let named = archive.find("xl/workbook.xml").map(str::to_owned);
        return named.ok_or(Fault::NoWorkbook);
    };
    let document = relations.into_iter().find(|relation| relation.kind == "officeDocument");
    let path = document.ok_or(Fault::NoWorkbook)?.target;
    match archive.find(&path) {
        Some(_) if path.ends_with(".bin") => Err(Fault::Foreign(Foreign::Binary)),
        Some(part) => Ok(part.to_owned()),
        None => Err(Fault::damaged("_rels/.rels", Damage::Missing(path))),
    }
}

/// The kind of the archive, if it is no workbook of the kind read here.
fn foreign<'a>(archive: &Archive<'a>, limits: Limits<'a>) -> Result<Option<Foreign>, Fault> {
    let has = |path: &str| archive.find(path).is_some();
    let Some(types) = archive.find("[Content_Types].xml") else {
        let kind = match archive.find("mimetype") {
            Some(entry) if archive.unpack(entry, limits)?.whole(WHOLE)?.contains("opendocument") => {
                Foreign::OpenDocument
            }
            _ => Foreign::Archive,
        };
        return Ok((!has("xl/workbook.xml")).then_some(kind));
    };
    let types = archive.unpack(types, limits)?.whole(WHOLE)?;
    // Types of main parts: a package may embed documents of other types.
    let says = |main: &str| types.contains(main);
    Ok(if says("ms-excel.sheet.binary.macroEnabled.main") || has("xl/workbook.bin") {
        Some(Foreign::Binary)
    } else if says("ms-excel.") && says(".macroEnabled.main+xml") {
        Some(Foreign::Macros)
    } else if has("xl/workbook.xml")
        || says("spreadsheetml.sheet.main")
        || says("spreadsheetml.template.main")
    {
        archive.any_ends_with("vbaproject.bin").then_some(Foreign::Macros)
    } else if has("word/document.xml") || says("wordprocessingml.document.main") {
        Some(Foreign::Document)
    } else if has("ppt/presentation.xml") || says("presentationml.presentation.main") {
        Some(Foreign::Slides)
    } else {
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_or_absolute() {
        for (part, target, path) in [
            ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/workbook.xml", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/workbook.xml", "..\\xl\\.\\styles.xml", "xl/styles.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("", "../../x", "x"),
        ] {
            assert_eq!(resolve(part, target), path);
        }
    }
}
