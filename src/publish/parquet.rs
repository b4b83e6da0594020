//! Tables as Parquet: a row group per call, whatever the number of threads.

use polars::prelude::{
    BatchedWriter, BooleanChunked, Column, DataFrame, DataType, Float64Chunked, IntoColumn, NewChunkedArray,
    ParquetCompression, ParquetWriter, PlSmallStr, PolarsError, Schema, StringChunked, UInt32Chunked,
};

use super::sink::{Folder, Sink};
use super::table::{Data, Field, Table};
use crate::finding::Finding;
use crate::firms::Cells;
use crate::scoring::from_units;

/// A Parquet file being written.
pub(super) struct Parquet<'a, 'f> {
    folder: &'f Folder,
    path: &'static str,
    names: Vec<PlSmallStr>,
    writer: BatchedWriter<&'a mut Sink<'f>>,
}

impl<'a, 'f> Parquet<'a, 'f> {
    /// Begins the file at `path` with these columns.
    pub(super) fn begin(
        folder: &'f Folder,
        sink: &'a mut Sink<'f>,
        path: &'static str,
        fields: &[Field],
    ) -> Result<Parquet<'a, 'f>, Finding> {
        let names: Vec<PlSmallStr> = fields.iter().map(|field| field.name.as_str().into()).collect();
        let types = fields.iter().map(|field| match field.kind {
            "integer" => DataType::UInt32,
            "number" => DataType::Float64,
            "boolean" => DataType::Boolean,
            _ => DataType::String,
        });
        let schema: Schema = names.iter().cloned().zip(types).collect();
        // Measured on 520,000 firms: snappy 24 MB; zstd 15 MB in 0.12 s more; uncompressed 61 MB in 0.1 s less.
        // Columns are encoded one after the other: other files keep the other threads busy.
        let writer = ParquetWriter::new(sink)
            .with_compression(ParquetCompression::Snappy)
            .set_parallel(false)
            .batched(&schema)
            .map_err(|error| folder.unwritable(path, &error))?;
        Ok(Parquet { folder, path, names, writer })
    }

    /// Writes the rows as one row group.
    pub(super) fn write(&mut self, table: &Table) -> Result<(), Finding> {
        self.frame(table)
            .and_then(|frame| self.writer.write_batch(&frame))
            .map_err(|error| self.folder.unwritable(self.path, &error))
    }

    /// Writes the file's end.
    pub(super) fn finish(self) -> Result<(), Finding> {
        self.writer.finish().map(|_| ()).map_err(|error| self.folder.unwritable(self.path, &error))
    }

    fn frame(&self, table: &Table) -> Result<DataFrame, PolarsError> {
        let columns = self.names.iter().zip(&table.columns);
        DataFrame::new(table.rows, columns.map(|(name, data)| column(name.clone(), data)).collect())
    }
}

fn column(name: PlSmallStr, data: &Data) -> Column {
    fn floats(name: PlSmallStr, cells: &Cells<f64>) -> Column {
        if cells.present.iter().all(|&present| present) {
            return Float64Chunked::from_slice(name, &cells.values).into_column();
        }
        Float64Chunked::from_iter_options(name, cells.iter()).into_column()
    }
    let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    match data {
        Data::Text(texts) => {
            let texts = texts.iter().map(|text| (!text.is_empty()).then_some(text));
            StringChunked::from_iter_options(name, texts).into_column()
        }
        Data::Label { codes, labels } => {
            let labels: Vec<Option<String>> = labels.iter().map(|label| known(label)).collect();
            let texts = codes.iter().map(|&code| labels[code as usize].as_deref());
            StringChunked::from_iter_options(name, texts).into_column()
        }
        Data::Count(counts) => UInt32Chunked::from_slice(name, counts).into_column(),
        Data::Fixed { units, decimals } => {
            let values = units.values.iter().map(|&units| from_units(units, *decimals)).collect();
            floats(name, &Cells { values, present: units.present.clone() })
        }
        Data::Number(cells) => floats(name, cells),
        Data::Flag { cells, .. } => BooleanChunked::from_iter_options(name, cells.iter()).into_column(),
        Data::Date(cells) => {
            let texts: Vec<Option<String>> =
                cells.iter().map(|date| date.map(|date| date.to_string())).collect();
            StringChunked::from_iter_options(name, texts.iter().map(Option::as_deref)).into_column()
        }
    }
}
