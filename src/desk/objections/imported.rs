//! Result of an import of objections, for people at the bureau.

use serde::Serialize;

use crate::figures::{Document, Section};
use crate::words::{Arg, Message, say};

/// Result of an import.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Imported {
    /// Number of the import in the desk's folder; `None` if no objection is new, so that nothing was written.
    pub import: Option<usize>,
    /// Objections that were imported before, or that repeat another row.
    pub known: usize,
    /// Objections accepted, and applied.
    pub accepted: usize,
    /// Objections rejected.
    pub rejected: usize,
    /// Objections not decided.
    pub pending: usize,
    /// Objections received outside the period of publicity.
    pub out_of_period: usize,
    /// Objections accepted by earlier imports that the new run applies too.
    pub carried: usize,
    /// Inputs that decide how firms are judged, edited since the published run.
    pub edited: Vec<String>,
    /// Folder of the new run.
    pub run: Option<String>,
    /// Folder of the answers.
    pub answers: Option<String>,
    /// Folder of the difference between the published run and the new one.
    pub difference: Option<String>,
    /// Campaign that does not name the corrections yet.
    pub campaign: String,
    /// Files of corrections that the campaign does not name, each with the part that it corrects.
    pub corrections: Vec<[String; 2]>,
}

impl Imported {
    /// Counts, the corrections to keep, and the folders written.
    pub fn document(&self) -> Document {
        let document = Document::untitled(say!(objections::title)).section(self.counts());
        if self.import.is_none() {
            return document;
        }
        let folders = [&self.run, &self.answers, &self.difference].into_iter().flatten();
        document
            .section(self.to_keep())
            .section(Section::new().lines(folders.map(|folder| format!("{folder}/"))))
    }

    fn counts(&self) -> Section {
        let known = (self.known > 0).then(|| say!(objections::known, count = self.known));
        if self.import.is_none() {
            return Section::new().line(say!(objections::nothing_new)).lines(known);
        }
        let counts = say!(
            objections::counts,
            accepted = self.accepted,
            rejected = self.rejected,
            pending = self.pending
        );
        let carried = (self.carried > 0).then(|| say!(objections::carried, count = self.carried));
        let late =
            (self.out_of_period > 0).then(|| say!(objections::out_of_period, count = self.out_of_period));
        let edited = (!self.edited.is_empty()).then(|| {
            let files = Arg::items(self.edited.iter().map(String::as_str));
            say!(objections::edited, files = files)
        });
        Section::new().line(counts).lines(known).lines(carried).lines(late).lines(edited)
    }

    /// The corrections as parts, to be copied into the campaign.
    fn to_keep(&self) -> Section {
        if self.corrections.is_empty() {
            return Section::new();
        }
        let quoted = |text: &String| serde_json::json!(text).to_string();
        let parts = self.corrections.iter().flat_map(|[path, corrects]| {
            let [path, corrects] = [path, corrects].map(quoted);
            let key = |key: &str, value: String| [key, " = ", &value].concat();
            ["[[firms.part]]".to_owned(), key("path", path), key("corrects", corrects)]
        });
        Section::new()
            .line(say!(objections::keep, campaign = &self.campaign))
            .lines(parts.map(Message::verbatim))
    }
}
