//! Writes tables as Parquet, one row group per call. The bytes do not depend on the number of threads.

use std::io::BufWriter;
use std::sync::Arc;

use polars::prelude::{CompatLevel, PlSmallStr, PolarsError, Schema, SchemaExt};
use polars_arrow::array::{Array, BooleanArray, DictionaryArray, PrimitiveArray, Utf8Array, Utf8ViewArray};
use polars_arrow::bitmap::Bitmap;
use polars_arrow::datatypes::ArrowDataType;
use polars_arrow::types::NativeType;
use polars_parquet::write::{
    CompressedPage, CompressionOptions, DynIter, DynStreamingIterator, Encoding, FileWriter, ParquetType,
    StatisticsOptions, Version, WriteOptions, array_to_columns, compress, fallible_streaming_iterator,
    get_dtype_encoding,
};
use rayon::prelude::*;

use super::sink::{Folder, Sink};
use super::table::{Data, Field, Table};
use crate::finding::Finding;
use crate::firms::{Cells, Texts};
use crate::scoring::from_units;

/// Bytes that are gathered before a write, since page headers are written a byte at a time.
const BUFFER: usize = 1 << 18;
/// Compression of pages, as the file's header states. With 520,000 firms snappy reduces 39 MB to 20 MB. zstd
/// saves more but takes about 0.1 s longer.
const PAGES: WriteOptions = WriteOptions {
    statistics: StatisticsOptions {
        min_value: true,
        max_value: true,
        distinct_count: false,
        null_count: true,
        binary_statistics_truncate_length: None,
    },
    version: Version::V1,
    compression: CompressionOptions::Snappy,
    data_page_size: None,
};

/// A Parquet file in the making.
pub(super) struct Parquet<'a, 'f> {
    encoder: Arc<Encoder<'f>>,
    writer: FileWriter<BufWriter<&'a mut Sink<'f>>>,
}

/// The encoder of the file's pages.
pub(super) struct Encoder<'f> {
    folder: &'f Folder,
    path: String,
    columns: Vec<Layout>,
}

/// An encoded row group, ready to write.
pub(super) struct Encoded {
    rows: u64,
    /// Pages per column; empty for a column that shares another's.
    pages: Vec<Vec<CompressedPage>>,
    /// Per column, the first column with the same values.
    firsts: Vec<usize>,
}

/// The encoding of one column.
struct Layout {
    kind: ParquetType,
    encodings: Vec<Encoding>,
}

impl<'a, 'f> Parquet<'a, 'f> {
    /// Begins the file with these columns.
    pub(super) fn begin(
        folder: &'f Folder,
        sink: &'a mut Sink<'f>,
        fields: &[Field],
    ) -> Result<Parquet<'a, 'f>, Finding> {
        let path = sink.path().to_owned();
        let column = |field: &Field| (PlSmallStr::from(field.name.as_str()), field.dtype());
        let schema: Schema = fields.iter().map(column).collect();
        // Not the newest version: older readers, such as pyarrow 14, do not know the type of text views.
        let schema = schema.to_arrow(CompatLevel::oldest());
        let encodings: Vec<Vec<Encoding>> =
            schema.iter_values().map(|field| get_dtype_encoding(&field.dtype)).collect();
        let writer = FileWriter::try_new(BufWriter::with_capacity(BUFFER, sink), schema, PAGES)
            .map_err(|error| folder.unwritable(&path, &error))?;
        let kinds = writer.parquet_schema().fields().iter().cloned();
        let columns = kinds.zip(encodings).map(|(kind, encodings)| Layout { kind, encodings }).collect();
        Ok(Parquet { encoder: Arc::new(Encoder { folder, path, columns }), writer })
    }

    /// The encoder of the file's pages, which can encode a row group while another is written.
    pub(super) fn encoder(&self) -> Arc<Encoder<'f>> {
        Arc::clone(&self.encoder)
    }

    /// Writes the rows as one row group.
    pub(super) fn write(&mut self, table: &Table) -> Result<(), Finding> {
        let encoded = self.encoder.encode(table)?;
        self.put(&encoded)
    }

    /// Writes an encoded row group.
    pub(super) fn put(&mut self, Encoded { rows, pages, firsts }: &Encoded) -> Result<(), Finding> {
        let columns = firsts.iter().map(|&first| {
            let pages = pages[first].iter().map(Ok::<_, PolarsError>);
            Ok(DynStreamingIterator::new(fallible_streaming_iterator::convert(pages)))
        });
        let written = self.writer.write(*rows, DynIter::new(columns));
        written.map_err(|error| self.encoder.unwritable(&error))
    }

    /// Writes the file's footer.
    pub(super) fn finish(mut self) -> Result<(), Finding> {
        use std::io::Write;
        self.writer.end(None).map_err(|error| self.encoder.unwritable(&error))?;
        let mut out = self.writer.into_inner();
        out.flush().map_err(|error| self.encoder.unwritable(&error))
    }
}

impl Encoder<'_> {
    /// Encodes the pages of a row group, columns in parallel, and a repeated column once.
    pub(super) fn encode(&self, table: &Table) -> Result<Encoded, Finding> {
        let all = &table.columns;
        let first = |at: usize| (0..at).find(|&earlier| all[earlier].is_shared(&all[at])).unwrap_or(at);
        let firsts: Vec<usize> = (0..all.len()).map(first).collect();
        let columns = self.columns.par_iter().zip(all).enumerate();
        let encoded = columns.map(|(at, (layout, data))| match firsts[at] == at {
            true => encode(layout, data),
            false => Ok(Vec::new()),
        });
        let pages: Result<Vec<Vec<CompressedPage>>, PolarsError> = encoded.collect();
        let pages = pages.map_err(|error| self.unwritable(&error))?;
        Ok(Encoded { rows: table.rows as u64, pages, firsts })
    }

    fn unwritable(&self, error: &(dyn std::error::Error + 'static)) -> Finding {
        self.folder.unwritable(&self.path, error)
    }
}

/// The encoded pages of one column.
fn encode(layout: &Layout, data: &Data) -> Result<Vec<CompressedPage>, PolarsError> {
    let plain = [Encoding::Plain];
    let encodings: &[Encoding] = match data {
        Data::Exact(_) | Data::Identity(_) => &plain,
        _ => &layout.encodings,
    };
    let pages = array_to_columns(array(data)?, layout.kind.clone(), PAGES, encodings)?;
    pages.into_iter().flatten().map(|page| Ok(compress(page?, Vec::new(), PAGES.compression)?)).collect()
}

/// The column's values as an Arrow array.
fn array(data: &Data) -> Result<Box<dyn Array>, PolarsError> {
    Ok(match data {
        Data::Text(texts) => {
            let texts: Vec<Option<&str>> =
                texts.iter().map(|text| (!text.is_empty()).then_some(text)).collect();
            Utf8ViewArray::from_slice(texts).boxed()
        }
        Data::Identity(texts) => identity(texts)?,
        Data::Label { codes, labels } => {
            let is_known = |code: usize| !labels[code].is_empty();
            dictionary(codes, labels.len(), is_known, |used| {
                let labels: Vec<&str> = used.iter().map(|&code| labels[code].as_str()).collect();
                Utf8ViewArray::from_slice_values(labels).boxed()
            })?
        }
        Data::Choice { codes, values } => dictionary(
            codes,
            values.len(),
            |_| true,
            |used| PrimitiveArray::from_vec(used.iter().map(|&code| values[code]).collect()).boxed(),
        )?,
        Data::Count(counts) => numbers(counts.values.clone(), &counts.present),
        Data::Fixed { units, decimals } => match narrow(units) {
            Some((least, codes, missing)) => dictionary(
                &codes,
                missing + 1,
                |code| code != missing,
                |used| {
                    let value = |&code: &usize| from_units(least + code as i64, *decimals);
                    PrimitiveArray::from_vec(used.iter().map(value).collect()).boxed()
                },
            )?,
            None => {
                let values = units.values.iter().map(|&units| from_units(units, *decimals)).collect();
                numbers::<f64>(values, &units.present)
            }
        },
        Data::Number(cells) => numbers(cells.values.clone(), &cells.present),
        Data::Exact(cells) => numbers(cells.values.clone(), &cells.present),
        Data::Flag { cells, .. } => BooleanArray::from(cells.iter().collect::<Vec<_>>()).boxed(),
        Data::Date(cells) => {
            let texts: Vec<Option<String>> =
                cells.iter().map(|date| date.map(|date| date.to_string())).collect();
            Utf8ViewArray::from_slice(texts).boxed()
        }
    })
}

/// Texts as an array without a dictionary.
fn identity(texts: &Texts) -> Result<Box<dyn Array>, PolarsError> {
    let offsets: Vec<i64> =
        std::iter::once(0).chain(texts.ends().iter().map(|&end| i64::from(end))).collect();
    let is_empty = |ends: &[i64]| ends[0] == ends[1];
    let known =
        offsets.windows(2).any(is_empty).then(|| offsets.windows(2).map(|ends| !is_empty(ends)).collect());
    let bytes = texts.all().as_bytes().to_vec();
    Ok(Utf8Array::try_new(ArrowDataType::LargeUtf8, offsets.try_into()?, bytes.into(), known)?.boxed())
}

fn numbers<T: NativeType>(values: Vec<T>, present: &[bool]) -> Box<dyn Array> {
    let known = present.contains(&false).then(|| Bitmap::from(present));
    PrimitiveArray::from_vec(values).with_validity(known).boxed()
}

/// Codes of whole numbers: the least number, the offset of each number from it, and the code of a missing
/// number. `None` if the range exceeds half the number of rows, since a dictionary would then save nothing.
/// Points have a few thousand different values.
fn narrow(units: &Cells<i64>) -> Option<(i64, Vec<u32>, usize)> {
    let (least, most) = (units.iter().flatten().min()?, units.iter().flatten().max()?);
    let missing = usize::try_from(most.abs_diff(least)).ok()?.checked_add(1)?;
    let code = |unit: Option<i64>| unit.map_or(missing, |unit| unit.abs_diff(least) as usize) as u32;
    (missing <= units.len() / 2).then(|| (least, units.iter().map(code).collect(), missing))
}

/// A dictionary array, built without a search for equal values. `values` returns the values of distinct
/// codes, which it receives in the order of first occurrence.
fn dictionary(
    codes: &[u32],
    count: usize,
    is_known: impl Fn(usize) -> bool,
    values: impl FnOnce(&[usize]) -> Box<dyn Array>,
) -> Result<Box<dyn Array>, PolarsError> {
    const NOT_MET: u32 = u32::MAX;
    let mut position = vec![NOT_MET; count];
    let (mut used, mut missing) = (Vec::new(), false);
    let mut keys = Vec::with_capacity(codes.len());
    for code in codes.iter().map(|&code| code as usize) {
        if !is_known(code) {
            missing = true;
            keys.push(0);
            continue;
        }
        if position[code] == NOT_MET {
            position[code] = used.len() as u32;
            used.push(code);
        }
        keys.push(position[code]);
    }
    let known = missing.then(|| codes.iter().map(|&code| is_known(code as usize)).collect::<Bitmap>());
    if used.is_empty() {
        // Every key needs a valid entry, even that of a missing row.
        used.extend((count > 0).then_some(0));
    }
    let keys = PrimitiveArray::from_vec(keys).with_validity(known);
    Ok(DictionaryArray::try_from_keys(keys, values(&used), false)?.boxed())
}

#[cfg(test)]
mod tests {
    use polars_arrow::array::{Array, DictionaryArray, PrimitiveArray};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn points_by_their_position_are_the_points(
            units in prop::collection::vec(prop::option::weighted(0.8, -9_i64..9), 0..80),
            apart in prop::sample::select(vec![1, 4, i64::MAX / 9]),
        ) {
            let units: Cells<i64> = units.iter().map(|unit| unit.map(|unit| unit * apart)).collect();
            let array = array(&Data::Fixed { units: units.clone(), decimals: 2 }).expect("it can be encoded");
            let dictionary = array.as_any().downcast_ref::<DictionaryArray<u32>>();
            prop_assert_eq!(dictionary.is_some(), narrow(&units).is_some());
            for (row, unit) in units.iter().enumerate() {
                let numbers = |array: &dyn Array, at: usize| {
                    let numbers = array.as_any().downcast_ref::<PrimitiveArray<f64>>().expect("numbers");
                    numbers.is_valid(at).then(|| numbers.value(at))
                };
                let found = match dictionary {
                    Some(dictionary) if dictionary.is_null(row) => None,
                    Some(dictionary) => numbers(&**dictionary.values(), dictionary.key_value(row)),
                    None => numbers(&*array, row),
                };
                prop_assert_eq!(found, unit.map(|unit| from_units(unit, 2)));
            }
        }
    }
}
