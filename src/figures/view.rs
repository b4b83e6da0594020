//! Tables for people: headers, and cells with their formats.

use super::cell::{Cell, Picture};
use super::table::{Column, Table, Value, Values};
use crate::words::{Message, say};

/// Columns of cells under headers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View<T = Message> {
    /// Columns from left to right, with equally many cells.
    pub columns: Vec<ViewColumn<T>>,
    /// Whether all texts are wrapped on a narrow screen, so that even a long table has all its columns.
    pub is_complete: bool,
}

/// One column of a [`View`].
#[derive(Clone, Debug, PartialEq)]
pub struct ViewColumn<T = Message> {
    /// Header above the column.
    pub header: T,
    /// Whether cells are right-aligned, as figures are.
    pub right: bool,
    /// Cells from the first row to the last.
    pub cells: Vec<Cell<T>>,
}

impl<T> View<T> {
    /// Number of rows in every column.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.cells.len())
    }

    /// The view with `f` applied to each text.
    pub(super) fn map<U>(&self, f: &impl Fn(&T) -> U) -> View<U> {
        let column = |column: &ViewColumn<T>| ViewColumn {
            header: f(&column.header),
            right: column.right,
            cells: column.cells.iter().map(|cell| cell.map(f)).collect(),
        };
        View { columns: self.columns.iter().map(column).collect(), is_complete: self.is_complete }
    }
}

/// A builder of a table and a view: rows of one type, to which columns are added. A field is a column of the
/// table; if it is `shown`, it is a column of the view as well. All other columns belong only to the view.
#[derive(Clone, Debug)]
pub struct Rows<T> {
    rows: Vec<T>,
    table: Table,
    view: View,
}

impl<T> Rows<T> {
    /// A builder of a view of `rows`, without columns yet.
    pub fn new(rows: impl IntoIterator<Item = T>) -> Rows<T> {
        Rows::table("", "", rows)
    }

    /// A builder of a table of `rows` and its view, without columns yet; `about` is the meaning of a row.
    pub fn table(
        name: impl Into<String>,
        about: impl Into<Message>,
        rows: impl IntoIterator<Item = T>,
    ) -> Rows<T> {
        let table = Table { name: name.into(), about: about.into(), columns: Vec::new() };
        Rows { rows: rows.into_iter().collect(), table, view: View::default() }
    }

    /// Adds a field; `about` is the meaning of its values, unit included.
    #[must_use]
    pub fn field<V: Value>(
        mut self,
        name: impl Into<String>,
        about: impl Into<Message>,
        value: impl FnMut(&T) -> V,
    ) -> Rows<T> {
        let values = V::column(self.rows.iter().map(value));
        self.table.columns.push(Column { name: name.into(), about: about.into(), values });
        self
    }

    /// Shows the last field added, under `header`: flags as yes or no, numbers with at most four decimals.
    #[must_use]
    pub fn shown(self, header: impl Into<Message>) -> Rows<T> {
        self.last(header, Cell::short)
    }

    /// Shows the last field added, whose values are numbers, with this many decimals.
    #[must_use]
    pub fn shown_to(self, header: impl Into<Message>, decimals: usize) -> Rows<T> {
        self.last(header, |number| Cell::number(number, decimals))
    }

    /// Shows the last field added, whose values are shares, in per cent with one decimal.
    #[must_use]
    pub fn shown_share(self, header: impl Into<Message>) -> Rows<T> {
        self.last(header, Cell::share)
    }

    fn last(mut self, header: impl Into<Message>, number: impl Fn(Option<f64>) -> Cell) -> Rows<T> {
        let flag = |flag: bool| Cell::from(if flag { say!(figures::yes) } else { say!(figures::no) });
        if let Some(field) = self.table.columns.last() {
            let (right, cells) = match &field.values {
                Values::Text(texts) => (false, texts.iter().map(|text| text.into()).collect()),
                Values::Count(counts) => (
                    true,
                    counts.iter().map(|count| Cell::count(count.map(|count| count as usize))).collect(),
                ),
                Values::Number(numbers) => (true, numbers.iter().copied().map(number).collect()),
                Values::Flag(flags) => {
                    (false, flags.iter().map(|value| value.map_or(Cell::Missing, flag)).collect())
                }
            };
            self.view.columns.push(ViewColumn { header: header.into(), right, cells });
        }
        self
    }

    fn column(mut self, header: impl Into<Message>, right: bool, cell: impl FnMut(&T) -> Cell) -> Rows<T> {
        let cells = self.rows.iter().map(cell).collect();
        self.view.columns.push(ViewColumn { header: header.into(), right, cells });
        self
    }

    /// Adds a left-aligned column of texts or pictures.
    #[must_use]
    pub fn left<C: Into<Cell>>(self, header: impl Into<Message>, mut cell: impl FnMut(&T) -> C) -> Rows<T> {
        self.column(header, false, |row| cell(row).into())
    }

    /// Keeps all columns and whole texts on a narrow screen, even if the table is long.
    #[must_use]
    pub fn complete(mut self) -> Rows<T> {
        self.view.is_complete = true;
        self
    }

    /// Adds a right-aligned column of figures.
    #[must_use]
    pub fn right<C: Into<Cell>>(self, header: impl Into<Message>, mut cell: impl FnMut(&T) -> C) -> Rows<T> {
        self.column(header, true, |row| cell(row).into())
    }

    /// Adds a column of whole numbers.
    #[must_use]
    pub fn count<N: Into<Option<usize>>>(
        self,
        header: impl Into<Message>,
        mut count: impl FnMut(&T) -> N,
    ) -> Rows<T> {
        self.column(header, true, |row| Cell::count(count(row)))
    }

    /// Adds a column of numbers with this many decimals.
    #[must_use]
    pub fn number<N: Into<Option<f64>>>(
        self,
        header: impl Into<Message>,
        decimals: usize,
        mut number: impl FnMut(&T) -> N,
    ) -> Rows<T> {
        self.column(header, true, |row| Cell::number(number(row), decimals))
    }

    /// Adds a column of shares, in per cent with one decimal.
    #[must_use]
    pub fn share<N: Into<Option<f64>>>(
        self,
        header: impl Into<Message>,
        mut share: impl FnMut(&T) -> N,
    ) -> Rows<T> {
        self.column(header, true, |row| Cell::share(share(row)))
    }

    /// Adds a column of bars without a header, for a number in a neighbouring column.
    #[must_use]
    pub fn bars(self, width: usize, mut share: impl FnMut(&T) -> f64) -> Rows<T> {
        self.column("", false, |row| Cell::Picture(Picture::Bar { share: share(row), width }))
    }

    /// Adds a column of bars for values of any size. The greatest value has the longest bar.
    #[must_use]
    pub fn bars_to_most(self, width: usize, mut value: impl FnMut(&T) -> f64) -> Rows<T> {
        let most = self.rows.iter().map(&mut value).fold(f64::MIN_POSITIVE, f64::max);
        self.bars(width, |row| value(row) / most)
    }

    /// Adds `columns` only if it `applies`.
    #[must_use]
    pub fn when(self, applies: bool, columns: impl FnOnce(Rows<T>) -> Rows<T>) -> Rows<T> {
        if applies { columns(self) } else { self }
    }

    /// Adds `column` for each of `all`.
    #[must_use]
    pub fn each<I: IntoIterator>(self, all: I, column: impl FnMut(Rows<T>, I::Item) -> Rows<T>) -> Rows<T> {
        all.into_iter().fold(self, column)
    }
}

impl<T> From<Rows<T>> for View {
    fn from(rows: Rows<T>) -> View {
        rows.view
    }
}

impl<T> From<Rows<T>> for Table {
    fn from(rows: Rows<T>) -> Table {
        rows.table
    }
}
