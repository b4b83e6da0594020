//! A Parquet file as a part of a cohort.

use super::body::Body;
use super::layout::Form;
use super::options::FirmsFile;
use super::packed::Packed;
use super::part::{Draft, Origin};
use super::setting::Setting;
use super::source::Source;
use super::table;
use super::values::Columnar;
use crate::finding::{Code, Finding, Findings, Place};
use crate::memory;
use crate::parameters;
use crate::words::say;

/// Reads the Parquet file `source` at `place`.
///
/// # Errors
/// A damaged file; faults of the header; columns of a type that their field cannot have.
pub(super) fn draft(
    options: &FirmsFile,
    name: &str,
    place: Place,
    source: Source,
    setting: Setting<'_>,
) -> Result<Draft, Findings> {
    let Setting { parameters, dictionary, .. } = setting;
    let damaged = || {
        Finding::new(Code::FileUnreadable, place.clone(), say!(intake::parquet_damaged))
            .help(say!(intake::parquet_damaged_help))
    };
    let (size, digest) = (source.size, source.digest());
    let packed = Packed::new(source.bytes).ok_or_else(damaged)?;
    let (unpacked, needed) = (packed.unpacked(), packed.needed());
    memory::Rows { count: packed.len(), unpacked }.admit(memory::PROGRAM.saturating_add(needed), &place)?;
    memory::room(needed, &place)?;
    let headers = packed.headers();
    let typed = table::Typed { values: &packed, headers: &headers, unpacked, as_texts: setting.as_texts };
    let (sha256, table) = rayon::join(
        || digest.unwrap_or_else(|| parameters::sha256(packed.file())),
        || table::read_columns(&typed, &place, options, parameters, dictionary),
    );
    // A damaged column has no values, whatever its findings say.
    if packed.is_damaged() {
        return Err(damaged().into());
    }
    let origin = Origin { place, name: name.to_owned(), sha256, bytes: size, unpacked };
    Ok(Draft::new(origin, Form::Parquet, table?, Body::Packed(packed)))
}
