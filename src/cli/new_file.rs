//! New parameter files, written and reported.

use std::path::Path;
use std::process::ExitCode;

use serde_json::Value;

use super::options::Format;
use super::{Options, json, show, stop};
use crate::finding::Finding;
use crate::publish::{self, Replace};
use crate::words::Message;

/// Writes `text` to the file `path` and reports it: as `value` in JSON, else in the sentence `written`.
pub(super) fn write(
    path: &Path,
    replace: Replace,
    text: &str,
    value: &Value,
    written: &Message,
    options: &Options,
) -> ExitCode {
    match publish::write_file(path, replace, |out| out.write_all(text.as_bytes())) {
        Ok(()) if options.quiet => ExitCode::SUCCESS,
        Ok(()) if options.format == Format::Json => show(json(value), ExitCode::SUCCESS),
        Ok(()) => show(format!("{}\n", written.say(options.language())), ExitCode::SUCCESS),
        Err(fault) => stop(&Finding::into(fault), options),
    }
}
