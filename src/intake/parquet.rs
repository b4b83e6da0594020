//! A Parquet file as a part of a cohort.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use polars_arrow::datatypes::ArrowDataType;
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
    let schema = reader.schema().map_err(|_| damaged())?;
    let metadata = reader.get_metadata().map_err(|_| damaged())?;
    let (rows, columns) = (metadata.num_rows, metadata.schema_descr.columns().len());
    let unpacked: usize =
        metadata.row_groups.iter().map(|group| group.total_byte_size()).fold(0, usize::saturating_add);
    let needed = rows.saturating_mul(columns).saturating_mul(PER_CELL).saturating_add(unpacked);
    memory::Rows { count: rows, unpacked: packed.max(unpacked) }
        .admit(memory::PROGRAM.saturating_add(needed), &place)?;
    memory::room(needed, &place)?;
    let headers: Vec<String> = schema.iter_names().map(ToString::to_string).collect();
    let read: Vec<usize> = schema
        .iter_values()
        .enumerate()
        .filter(|(_, field)| is_read(field.dtype()))
        .map(|(at, _)| at)
        .collect();
    // Chunks stay as they are: one copy less.
    let reader = reader.with_projection(Some(read.clone())).set_rechunk(false);
    // The decoder may panic on a damaged file.
    let decode = || catch_unwind(AssertUnwindSafe(|| reader.finish()));
    let (sha256, frame) = rayon::join(|| source.sha256(), decode);
    let frame = frame.map_err(|_| damaged())?.map_err(|_| damaged())?;
    let mut values = Frame::of(&frame);
    drop(frame);
    for (at, field) in schema.iter_values().enumerate().filter(|(at, _)| !read.contains(at)) {
        values.insert_blank(at, rows, format!("{:?}", field.dtype()));
    }
    let unpacked = packed.max(values.bytes);
    let table = table::read_frame(&values, &headers, unpacked, &place, options, parameters, dictionary)?;
    let origin = Origin { place, name: name.to_owned(), sha256, bytes: source.size, unpacked };
    Ok(Draft::new(origin, Form::Parquet, table, Body::Frame(values)))
}

/// Whether a column of this type can be a field. Others, such as lists, are not unpacked.
fn is_read(dtype: &ArrowDataType) -> bool {
    use ArrowDataType as Type;
    match dtype {
        Type::Dictionary(_, values, _) => is_read(values),
        Type::Boolean
        | Type::Int8
        | Type::Int16
        | Type::Int32
        | Type::Int64
        | Type::UInt8
        | Type::UInt16
        | Type::UInt32
        | Type::UInt64
        | Type::Float32
        | Type::Float64
        | Type::Date32
        | Type::Timestamp(..)
        | Type::Decimal(..)
        | Type::Utf8
        | Type::LargeUtf8
        | Type::Utf8View
        | Type::Null => true,
        _ => false,
    }
}
