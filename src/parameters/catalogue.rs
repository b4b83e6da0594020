//! Files of one kind by name: built-in ones by id, files by path, each with the base that it extends.

use std::path::Path;

use jiff::civil::Date;

use super::{Document, Source, is_toml};
use crate::finding::{Code, Finding, Findings, PathBase, Place, nearest};
use crate::words::{Arg, Message, say};

/// Key naming the file that a file extends.
const EXTENDS: &str = "extends";

/// The built-in files of one kind, and how a file of this kind extends another.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue {
    /// Id and text of each built-in file, in listing order.
    pub built_in: &'static [(&'static str, &'static str)],
    /// Keys that a file must set itself, even when it extends another; the first is its id.
    pub own: &'static [&'static str],
    /// Statements of a file about itself, which do not hold for a file that extends it.
    pub about_itself: &'static [&'static str],
    /// Top-level tables that are merged key by key, with the tables within them. All other values are
    /// replaced whole.
    pub merged: &'static [&'static str],
    /// Sentences about this kind of file.
    pub words: Words,
}

/// Sentences about one kind of file.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// No built-in file has this id.
    pub unknown: fn(&str) -> Message,
    /// Help with the ids of the built-in files.
    pub built_in: fn(Arg) -> Message,
    /// The id is that of the extended file.
    pub same_id: fn(&str) -> Message,
    /// Help on a key that a file must set itself.
    pub own: fn(&str) -> Message,
}

impl Catalogue {
    /// Ids of the built-in files, in listing order.
    pub fn ids(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        self.built_in.iter().map(|(id, _)| *id)
    }

    /// The built-in file called `id`, as named at `place`. Its text is named `<built-in ID>`.
    ///
    /// # Errors
    /// [`Code::NameUnknown`] with the nearest id, if there is no such file.
    pub fn find(&self, id: &str, place: Place) -> Result<Source, Finding> {
        if let Some((id, text)) = self.built_in.iter().find(|(known, _)| *known == id) {
            return Ok(Source::built_in(id, *text));
        }
        let help = match nearest(id, self.ids()) {
            Some(near) => say!(parameters::did_you_mean, near = near),
            None => (self.words.built_in)(Arg::all(self.ids())),
        };
        Err(Finding::new(Code::NameUnknown, place, (self.words.unknown)(id)).help(help))
    }

    /// The file that a file in `folder` calls `name`: a path relative to `folder` if `name` ends in `.toml`,
    /// otherwise the id of a built-in one.
    ///
    /// # Errors
    /// As [`Catalogue::find`], or [`Code::FileUnreadable`] at `place`, where the name is written.
    pub fn open(&self, name: &str, folder: &Path, place: Place) -> Result<Source, Finding> {
        if !is_toml(Path::new(name)) {
            return self.find(name, place);
        }
        Source::read(&folder.join(name)).map_err(|fault| fault.of_named(name, place, PathBase::NamingFile))
    }

    /// The file and those that it extends, directly or not; the base of all comes first.
    ///
    /// # Errors
    /// A file that is not TOML, a missing base, a file that extends itself through others.
    pub fn chain(&self, source: &Source) -> Result<Vec<Source>, Findings> {
        let mut files = vec![source.clone()];
        while let Some((base, place)) = self.base_of(&files[files.len() - 1])? {
            if files.iter().any(|file| file.name == base.name) {
                let message = say!(parameters::extends_cycle, file = &base.name);
                let help = say!(parameters::extends_cycle_help);
                return Err(Finding::new(Code::ExtendsCycle, place, message).help(help).into());
            }
            files.push(base);
        }
        files.reverse();
        Ok(files)
    }

    /// The base a file extends, with the place that names it.
    fn base_of(&self, file: &Source) -> Result<Option<(Source, Place)>, Findings> {
        let document = Document::parse(file)?;
        let Some(name) = document.text(EXTENDS) else {
            let Some(other) = document.position(EXTENDS) else { return Ok(None) };
            let place = file.place(other).in_column(EXTENDS);
            let fault = Finding::new(Code::ValueType, place, say!(parameters::extends_no_text));
            let example = self.ids().next().unwrap_or_default();
            return Err(fault.help(say!(parameters::extends_no_text_help, example = example)).into());
        };
        let place = file.place(name.span().start).in_column(EXTENDS);
        let folder = Path::new(&*file.name).parent().unwrap_or(Path::new(""));
        Ok(Some((self.open(name.get_ref(), folder, place.clone())?, place)))
    }

    /// The files of [`Catalogue::chain`], each laid over the one before.
    ///
    /// # Errors
    /// A file without one of the keys that it must set itself.
    pub fn laid_over<'t>(&self, files: &'t [Source]) -> Result<Document<'t>, Findings> {
        let mut whole: Option<Document<'_>> = None;
        let mut findings = Findings::new();
        for file in files {
            let mut own = Document::parse(file)?;
            own.remove(EXTENDS);
            let Some(mut base) = whole else {
                whole = Some(own);
                continue;
            };
            self.speaks_for_itself(&own, &base, &mut findings);
            self.about_itself.iter().for_each(|key| base.remove(key));
            whole = Some(own.over(base, self.merged)?);
        }
        let whole = whole.unwrap_or_else(|| unreachable!("a chain holds the file itself"));
        findings.or_stop(whole).map(|(whole, _)| whole)
    }

    /// The file laid over those that it extends, as one TOML file with a remark on each value from another
    /// file, and as JSON, with the values in force on `day`, or the latest ones without a day. The result is
    /// not checked.
    ///
    /// # Errors
    /// Faults that prevent merging.
    pub fn merged(
        &self,
        source: &Source,
        day: Option<Date>,
    ) -> Result<(String, serde_json::Value), Findings> {
        let files = self.chain(source)?;
        let mut document = self.laid_over(&files)?;
        let in_force = document.settle(day)?;
        Ok((document.to_toml(&in_force), document.to_json()?))
    }

    /// The days on which a value changes in the file or in one that it extends, ascending.
    ///
    /// # Errors
    /// Faults that prevent merging.
    pub fn turning_days(&self, source: &Source) -> Result<Vec<Date>, Findings> {
        let files = self.chain(source)?;
        Ok(self.laid_over(&files)?.turning_days())
    }

    /// The values of top-level `keys` in the file laid over those that it extends, each as TOML under its
    /// header and as written; each entry of a list is a part of its own.
    ///
    /// # Errors
    /// Faults that prevent merging.
    pub fn parts<'k>(
        &self,
        source: &Source,
        keys: impl IntoIterator<Item = &'k str>,
    ) -> Result<Vec<String>, Findings> {
        let files = self.chain(source)?;
        let document = self.laid_over(&files)?;
        Ok(keys.into_iter().flat_map(|key| document.parts(key)).collect())
    }

    fn speaks_for_itself(&self, own: &Document<'_>, base: &Document<'_>, findings: &mut Findings) {
        for key in self.own.iter().filter(|key| own.position(key).is_none()) {
            let place = own.source.place(0).in_column(*key);
            let message = say!(parameters::missing_key, key = *key);
            findings.push(Finding::new(Code::KeyMissing, place, message).help((self.words.own)(key)));
        }
        let same = |key| {
            let theirs = base.text(key)?;
            own.text(key).filter(|own| own.get_ref() == theirs.get_ref())
        };
        if let Some((key, id)) = self.own.first().and_then(|key| Some((key, same(key)?))) {
            let place = own.source.place(id.span().start).in_column(*key);
            let message = (self.words.same_id)(id.get_ref());
            findings.push(Finding::new(Code::NameRepeated, place, message).help((self.words.own)(key)));
        }
    }
}
