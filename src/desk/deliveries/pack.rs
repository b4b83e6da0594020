//! The archive of a delivery: the list as published, the data package over it, and a note for people.

use std::io::{Cursor, Read, Write};

use serde_json::{Value, json};
use sm3::{Digest, Sm3};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::lists::{LISTS, List, Lists};
use super::names::SM3;
use crate::finding::{Finding, Place};
use crate::memory;
use crate::parameters::{hex, sha256};
use crate::publish::{self, Entry, Output, Package};
use crate::words::{Between, Language, Message, say};

/// The archive's own files.
const NOTE: &str = "README.txt";
const PACKAGE: &str = "datapackage.json";

/// The most files of an archive that is read.
const MOST_FILES: usize = 16;

/// What an archive is made from.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    pub output: &'a Output,
    /// Package of the run.
    pub package: &'a Package,
    pub lists: &'a Lists,
    /// Short name of the key that the delivery is signed with.
    pub signer: &'a str,
    /// Name of the archive as it is handed over.
    pub archive: &'a str,
    pub is_sealed: bool,
}

/// A file of an archive.
struct File {
    name: String,
    bytes: Vec<u8>,
}

/// The archive of a list. Equal runs give equal bytes.
///
/// # Errors
/// A list that is absent or changed since the run; [`Code::MemoryShort`](crate::finding::Code::MemoryShort).
pub(super) fn pack(about: About<'_>, list: &List) -> Result<Vec<u8>, Finding> {
    let language = about.package.language();
    let mut files = Vec::new();
    let mut resources = Vec::new();
    for ending in ["csv", "xlsx"] {
        let name = format!("{}.{ending}", list.stem);
        let path = format!("{LISTS}{name}");
        if !about.output.has(&path) {
            continue;
        }
        let strange = || about.output.strange("datapackage.json", say!(desk::strange_unlike));
        let of_list = |entry: &&Entry| entry.get("path").is_some_and(|listed| *listed == path);
        let mut entry = about.package.resources.iter().find(of_list).ok_or_else(strange)?.clone();
        let resource = entry.get("name").and_then(Value::as_str).ok_or_else(strange)?;
        let resource = resource.strip_prefix(LISTS).unwrap_or(resource).to_owned();
        entry.insert("name".to_owned(), resource.into());
        entry.insert("path".to_owned(), name.clone().into());
        resources.push(entry);
        files.push(File { name, bytes: about.output.file(&path)? });
    }
    if files.is_empty() {
        return Err(about
            .output
            .strange("datapackage.json", say!(deliveries::run_list, institution = &list.institution)));
    }
    let note = note(about, list, language).into_bytes();
    resources.push(note_entry(&note, language));
    let bytes = package(about, list, resources, language)?;
    files.push(File { name: PACKAGE.to_owned(), bytes });
    files.insert(0, File { name: NOTE.to_owned(), bytes: note });
    if !about.is_sealed {
        let sums: String = files.iter().map(|file| sum(&file.bytes, &file.name)).collect();
        files.push(File { name: SM3.to_owned(), bytes: sums.into_bytes() });
    }
    let size = files.iter().map(|file| file.bytes.len()).sum::<usize>();
    // Files, archive and sealed archive are in memory together.
    memory::room(size.saturating_mul(3), &Place::file(about.archive))?;
    Ok(archive(&files))
}

/// SM3 of `bytes`, in hexadecimal.
pub(super) fn sm3(bytes: &[u8]) -> String {
    hex(&Sm3::digest(bytes))
}

/// A line of a checksum file.
pub(super) fn sum(bytes: &[u8], name: &str) -> String {
    format!("{}  {name}\n", sm3(bytes))
}

fn archive(files: &[File]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed day and fixed permissions: equal contents give equal bytes.
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .large_file(false);
    for file in files {
        // Workbooks are compressed already.
        let is_packed = file.name.ends_with(".xlsx");
        let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer
            .start_file(file.name.as_str(), options.compression_method(method))
            .expect("memory takes any number of files, and their names are short");
        writer.write_all(&file.bytes).expect("memory takes any number of bytes");
    }
    writer.finish().expect("memory takes any number of bytes").into_inner()
}

/// The note for people.
fn note(about: About<'_>, list: &List, language: Language) -> String {
    let lists = about.lists;
    let opened = match about.is_sealed {
        true => say!(deliveries::note_open, archive = about.archive),
        false => say!(deliveries::note_open_unsealed, sums = SM3),
    };
    let lines = [
        say!(deliveries::note_title, institution = &list.name),
        Message::default(),
        say!(deliveries::note_campaign, title = &lists.title, campaign = &lists.campaign),
        say!(deliveries::note_day, day = lists.as_of),
        say!(deliveries::note_firms, firms = list.firms.len()),
        Message::default(),
        about.package.description.as_str().into(),
        Message::default(),
        opened,
        say!(deliveries::note_check, key = about.signer),
        say!(deliveries::note_package, package = PACKAGE),
        say!(deliveries::note_care),
    ];
    let text = Message::joined(Between::Lines, lines);
    format!("{}\n", text.say(language))
}

fn note_entry(note: &[u8], language: Language) -> Entry {
    let entry = json!({
        "name": "readme.txt",
        "path": NOTE,
        "title": say!(deliveries::note_entry).say(language),
        "type": "file",
        "profile": "data-resource",
        "format": "txt",
        "mediatype": "text/plain",
        "encoding": "utf-8",
        "bytes": note.len(),
        "hash": format!("sha256:{}", sha256(note)),
    });
    entry.as_object().cloned().unwrap_or_default()
}

fn package(
    about: About<'_>,
    list: &List,
    resources: Vec<Entry>,
    language: Language,
) -> Result<Vec<u8>, Finding> {
    let lists = about.lists;
    let mut others = about.package.others.clone();
    others.insert("name".to_owned(), format!("{}-{}", lists.campaign, list.institution).into());
    others.insert("institution".to_owned(), list.institution.as_str().into());
    others.insert("firms".to_owned(), list.firms.len().into());
    let name = list.name.say(language);
    let title = say!(deliveries::package_title, institution = name, title = &about.package.title);
    let package = Package {
        title: title.say(language).into_owned(),
        description: about.package.description.clone(),
        resources,
        others,
    };
    publish::json::pretty(&package).map_err(|error| publish::unwritable(Place::file(PACKAGE), &error))
}

/// An archive's content, as its package describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    /// Id of the institution.
    pub institution: String,
    pub as_of: String,
    /// Number of firms on the list.
    pub firms: usize,
    /// Number of files, the package included.
    pub files: usize,
}

/// Reads an archive and compares each file with its digests.
///
/// # Errors
/// What is wrong with it, in one clause.
pub(super) fn unpack(bytes: &[u8]) -> Result<Content, Message> {
    let broken = || say!(deliveries::archive_broken);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if archive.len() > MOST_FILES {
        return Err(say!(deliveries::archive_files, files = archive.len()));
    }
    let mut files = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(|_| broken())?;
        let name = entry.name().map_err(|_| broken())?.into_owned();
        let size = usize::try_from(entry.size()).unwrap_or(usize::MAX);
        memory::room(size, &Place::default()).map_err(|fault| fault.message)?;
        let mut bytes = Vec::new();
        // An entry may hold more than it declares.
        let most = entry.size() + 1;
        entry.by_ref().take(most).read_to_end(&mut bytes).map_err(|_| broken())?;
        if bytes.len() != size {
            return Err(broken());
        }
        files.push(File { name, bytes });
    }
    let find = |name: &str| files.iter().find(|file| file.name == name);
    let package = find(PACKAGE).ok_or_else(|| say!(deliveries::archive_lacks, file = PACKAGE))?;
    let package: Package = serde_json::from_slice(&package.bytes).map_err(|_| broken())?;
    let text = |entry: &Entry, key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut described = vec![PACKAGE.to_owned(), SM3.to_owned()];
    for resource in &package.resources {
        let path = text(resource, "path").ok_or_else(broken)?;
        let file = find(&path).ok_or_else(|| say!(deliveries::archive_lacks, file = &path))?;
        if text(resource, "hash") != Some(format!("sha256:{}", sha256(&file.bytes))) {
            return Err(say!(deliveries::archive_differs, file = &path));
        }
        described.push(path);
    }
    if let Some(other) = files.iter().find(|file| !described.contains(&file.name)) {
        return Err(say!(deliveries::archive_stranger, file = &other.name));
    }
    if let Some(sums) = find(SM3) {
        let others: Vec<&str> = names_but(&files, SM3);
        check_sums(&sums.bytes, &others, |name| find(name).map(|file| file.bytes.as_slice()))?;
    }
    let firms = package.others.get("firms").and_then(Value::as_u64);
    Ok(Content {
        institution: text(&package.others, "institution").ok_or_else(broken)?,
        as_of: text(&package.others, "as_of").ok_or_else(broken)?,
        firms: firms.and_then(|firms| usize::try_from(firms).ok()).ok_or_else(broken)?,
        files: files.len(),
    })
}

/// Names of all files but one.
fn names_but<'a>(files: &'a [File], other: &str) -> Vec<&'a str> {
    files.iter().map(|file| file.name.as_str()).filter(|name| *name != other).collect()
}

/// Compares files with the lines of a checksum file, which has a line for each of `names`.
///
/// # Errors
/// The first file that is absent or differs, or has no line.
pub(super) fn check_sums<'a>(
    sums: &[u8],
    names: &[&str],
    find: impl Fn(&str) -> Option<&'a [u8]>,
) -> Result<(), Message> {
    let text = std::str::from_utf8(sums).map_err(|_| say!(deliveries::archive_broken))?;
    let has_line = |name: &str| text.lines().any(|line| line.get(66..) == Some(name));
    if let Some(name) = names.iter().find(|name| !has_line(name)) {
        return Err(say!(deliveries::sums_lack, file = *name));
    }
    for line in text.lines() {
        let (digest, name) = line.split_once("  ").ok_or_else(|| say!(deliveries::archive_broken))?;
        let bytes = find(name).ok_or_else(|| say!(deliveries::archive_lacks, file = name))?;
        if sm3(bytes) != digest {
            return Err(say!(deliveries::archive_differs, file = name));
        }
    }
    Ok(())
}
