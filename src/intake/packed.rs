//! A Parquet file whose columns are unpacked one at a time.

use std::cell::Cell;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use polars::prelude::DataType;
use polars_arrow::datatypes::{ArrowDataType, ArrowSchemaRef, Field as ArrowField};
use polars_io::SerReader;
use polars_io::parquet::read::{FileMetadata, ParallelStrategy, ParquetReader};
use rayon::prelude::*;

use super::values::{Columnar, Values, record};

/// Bytes of memory per cell while a column is unpacked, texts excluded.
const PER_CELL: usize = 16;

/// Rows of a column whose values are kept once it is unpacked.
const HEAD: usize = 1 << 10;

/// A Parquet file. Each column is unpacked when it is read, and all of them once a row is shown as written.
#[derive(Debug)]
pub(super) struct Packed {
    bytes: Vec<u8>,
    metadata: Arc<FileMetadata>,
    schema: ArrowSchemaRef,
    types: Vec<String>,
    /// Whether a column could not be unpacked.
    is_damaged: AtomicBool,
    /// The first [`HEAD`] values of each column that was unpacked.
    heads: Vec<OnceLock<Values>>,
    shown: OnceLock<Vec<Values>>,
}

impl Packed {
    /// The file in `bytes`; `None` if it is damaged.
    pub fn new(bytes: Vec<u8>) -> Option<Packed> {
        let (schema, metadata, types) = quietly(|| {
            let mut reader = ParquetReader::new(Cursor::new(bytes.as_slice()));
            let schema = reader.schema().ok()?;
            let metadata = Arc::clone(reader.get_metadata().ok()?);
            let types: Vec<String> = schema.iter_values().map(named).collect();
            Some((schema, metadata, types))
        })??;
        Some(Packed {
            bytes,
            metadata,
            schema,
            is_damaged: AtomicBool::new(false),
            heads: types.iter().map(|_| OnceLock::new()).collect(),
            types,
            shown: OnceLock::new(),
        })
    }

    /// The bytes of the file.
    pub fn file(&self) -> &[u8] {
        &self.bytes
    }

    /// The names of the columns.
    pub fn headers(&self) -> Vec<String> {
        self.schema.iter_names().map(ToString::to_string).collect()
    }

    /// Bytes of all columns unpacked, as the file has it.
    pub fn unpacked(&self) -> usize {
        let groups = self.metadata.row_groups.iter();
        groups.map(|group| group.total_byte_size()).fold(self.bytes.len(), usize::saturating_add)
    }

    /// Most bytes of memory that all columns unpacked occupy.
    pub fn needed(&self) -> usize {
        let columns = self.metadata.schema_descr.columns().len();
        self.len().saturating_mul(columns).saturating_mul(PER_CELL).saturating_add(self.unpacked())
    }

    /// Whether a column that was read could not be unpacked.
    pub fn is_damaged(&self) -> bool {
        self.is_damaged.load(Ordering::Relaxed)
    }

    /// The row at `row`, from 0, as a record of text.
    pub fn record(&self, row: usize) -> String {
        let columns = self
            .shown
            .get_or_init(|| (0..self.types.len()).into_par_iter().map(|at| self.values(at)).collect());
        record(columns, row, self.len())
    }

    /// Bytes of memory.
    pub fn memory(&self) -> usize {
        self.bytes.len() + self.shown.get().map_or(0, |_| self.needed())
    }

    /// The first `rows` values of the column at `at`. Of a damaged column, and of one that is no field's, no
    /// value is known.
    fn unpack(&self, at: usize, rows: usize) -> Values {
        let is_read = self.schema.get_at_index(at).is_some_and(|(_, field)| is_read(field.dtype()));
        if !is_read {
            // It seems to have a value in its first row.
            return Values::Blank((self.len() > 0).then_some(0));
        }
        self.column(at, rows).unwrap_or_else(|| {
            self.is_damaged.store(true, Ordering::Relaxed);
            Values::Blank(None)
        })
    }

    /// As [`Packed::unpack`]; `None` if the column is damaged.
    fn column(&self, at: usize, rows: usize) -> Option<Values> {
        let mut reader = ParquetReader::new(Cursor::new(self.bytes.as_slice()));
        reader.set_metadata(Arc::clone(&self.metadata));
        // Chunks stay as they are: one copy less.
        let reader =
            reader.with_projection(Some(vec![at])).read_parallel(ParallelStrategy::None).set_rechunk(false);
        let reader = if rows < self.len() { reader.with_slice(Some((0, rows))) } else { reader };
        let frame = quietly(|| reader.finish())?.ok()?;
        let column = frame.columns().first().filter(|column| column.len() == rows.min(self.len()))?;
        Some(Values::of(column.as_materialized_series()))
    }
}

thread_local! {
    static UNPACKING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread unpacks a Parquet file, where a panic is the decoder's answer to a damaged file and is
/// reported as such. A program's panic hook should then stay silent.
pub fn is_unpacking() -> bool {
    UNPACKING.get()
}

/// The result of `unpack`; `None` if it panics.
fn quietly<T>(unpack: impl FnOnce() -> T) -> Option<T> {
    UNPACKING.set(true);
    let unpacked = catch_unwind(AssertUnwindSafe(unpack)).ok();
    UNPACKING.set(false);
    unpacked
}

impl Columnar for Packed {
    fn len(&self) -> usize {
        self.metadata.num_rows
    }

    fn values(&self, at: usize) -> Values {
        let values = self.unpack(at, self.len());
        if let Some(head) = self.heads.get(at) {
            head.get_or_init(|| values.first(HEAD));
        }
        values
    }

    fn head(&self, at: usize, rows: usize) -> Values {
        let kept = self.heads.get(at).and_then(OnceLock::get).filter(|_| rows.min(self.len()) <= HEAD);
        kept.cloned().unwrap_or_else(|| self.unpack(at, rows))
    }

    fn dtype(&self, at: usize) -> &str {
        self.types.get(at).map_or("", String::as_str)
    }
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

/// The type in messages.
fn named(field: &ArrowField) -> String {
    match is_read(field.dtype()) {
        true => DataType::from_arrow_field(field).to_string(),
        // `List(Field { … })` says enough by its first word.
        false => {
            let whole = format!("{:?}", field.dtype());
            whole.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
        }
    }
}
