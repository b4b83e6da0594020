//! A Parquet file as a part of a cohort.

use std::io::Cursor;

use polars_io::SerReader;
use polars_io::parquet::read::ParquetReader;

use super::body::Body;
use super::layout::Form;
use super::options::FirmsFile;
use super::part::{Draft, Origin};
use super::setting::Setting;
use super::source::Source;
use super::table;
use super::values::Frame;
use crate::finding::{Code, Finding, Findings, Place};
use crate::memory;
use crate::words::say;

/// Bytes of memory per cell while a file is unpacked, texts excluded.
const PER_CELL: usize = 16;

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
    let packed = source.bytes.len();
    let damaged = || {
        Finding::new(Code::FileUnreadable, place.clone(), say!(intake::parquet_damaged))
            .help(say!(intake::fetch_again_help))
    };
    let mut reader = ParquetReader::new(Cursor::new(source.bytes.as_slice()));
    let metadata = reader.get_metadata().map_err(|_| damaged())?;
    let (rows, columns) = (metadata.num_rows, metadata.schema_descr.columns().len());
    let unpacked: usize =
        metadata.row_groups.iter().map(|group| group.total_byte_size()).fold(0, usize::saturating_add);
    let needed = rows.saturating_mul(columns).saturating_mul(PER_CELL).saturating_add(unpacked);
    memory::Rows { count: rows, unpacked: packed.max(unpacked) }
        .admit(memory::PROGRAM.saturating_add(needed), &place)?;
    memory::room(needed, &place)?;
    // Chunks stay as they are: one copy less.
    let (sha256, frame) = rayon::join(|| source.sha256(), || reader.set_rechunk(false).finish());
    let frame = frame.map_err(|_| damaged())?;
    let headers: Vec<String> = frame.columns().iter().map(|column| column.name().to_string()).collect();
    let values = Frame::of(&frame);
    drop(frame);
    let unpacked = packed.max(values.bytes);
    let table = table::read_frame(&values, &headers, unpacked, &place, options, parameters, dictionary)?;
    let origin = Origin { place, name: name.to_owned(), sha256, bytes: source.size, unpacked };
    Ok(Draft::new(origin, Form::Parquet, table, Body::Frame(values)))
}
