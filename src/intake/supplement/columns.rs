//! The columns of a supplement: their contents and the fields that they become.

use super::given::Target;
use super::how::How;
use super::read::Table;
use crate::finding::Place;
use crate::intake::{Layout, Profile};

/// One file or worksheet of a supplement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplementPart {
    /// The file, with the worksheet if it is a workbook.
    pub place: Place,
    /// Number of rows below the header.
    pub rows: usize,
    /// Form and columns. Positions of fields are those of a dictionary of the supplement's own.
    pub layout: Layout,
    /// Contents of the columns.
    pub profile: Profile,
    /// The uses of each column.
    pub uses: Vec<Vec<Use>>,
}

/// A use of a supplement's column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// The part that the column takes.
    pub how: How,
    /// The field that follows from it, as a position in the cohort's dictionary; `None` for the key.
    pub field: Option<usize>,
}

/// The column of `tables` that gives each of `targets`, table by table; of several files, in the first.
pub(super) fn origins(tables: &[Table], targets: &[Vec<Target>]) -> Vec<Place> {
    let all = tables.iter().zip(targets).flat_map(|(table, all)| all.iter().map(move |one| (table, one)));
    let origin = |(table, target): (&Table, &Target)| {
        let key = table.intake.firms.id_field;
        let Some(part) = table.intake.parts.iter().next() else { return Place::default() };
        let gives = |field: usize| target.uses_of(field, key).any(|how| how != How::On && how != How::Where);
        let mut columns = part.layout.columns.iter();
        let column = columns.find(|column| column.field.is_some_and(gives));
        let place = part.place().clone();
        column.map_or(place.clone(), |column| place.in_column(column.header.clone()))
    };
    all.map(origin).collect()
}

/// The parts of a supplement, whose columns give `targets` by table. The tables of a long one are put side by
/// side, a column for each item behind the key.
pub(super) fn of(tables: &[Table], targets: &[Vec<Target>]) -> Vec<SupplementPart> {
    let mut parts: Vec<SupplementPart> = Vec::new();
    for part in tables.iter().zip(targets).flat_map(|(table, targets)| of_table(table, targets)) {
        match parts.iter_mut().find(|other| other.place == part.place) {
            Some(other) => other.append(part),
            None => parts.push(part),
        }
    }
    parts
}

impl SupplementPart {
    /// Appends the columns of `other` besides its key.
    fn append(&mut self, other: SupplementPart) {
        let SupplementPart { layout, profile, uses, rows, .. } =
            other.only(|uses| uses.iter().all(|one| one.how != How::Key));
        self.rows += rows;
        self.layout.columns.extend(layout.columns);
        self.profile.columns.extend(profile.columns);
        self.uses.extend(uses);
    }

    /// The part with the columns whose uses are meant.
    fn only(mut self, is_meant: impl Fn(&[Use]) -> bool) -> SupplementPart {
        let kept: Vec<bool> = self.uses.iter().map(|uses| is_meant(uses)).collect();
        let mut kept_columns = kept.iter();
        self.layout.columns.retain(|_| kept_columns.next().is_some_and(|kept| *kept));
        let mut kept_columns = kept.iter();
        self.profile.columns.retain(|_| kept_columns.next().is_some_and(|kept| *kept));
        self.uses.retain(|uses| is_meant(uses));
        self
    }
}

/// The parts of `table`, whose columns give `targets`.
fn of_table(table: &Table, targets: &[Target]) -> Vec<SupplementPart> {
    let key = table.intake.firms.id_field;
    let uses = |column: Option<usize>| {
        let Some(column) = column else { return Vec::new() };
        let is_key = (column == key).then_some(Use { how: How::Key, field: None });
        let of_target = targets.iter().flat_map(|target| {
            let how = target.uses_of(column, key);
            how.map(|how| Use { how, field: Some(target.field) })
        });
        is_key.into_iter().chain(of_target).collect::<Vec<Use>>()
    };
    let is_item = table.is_item;
    let parts = table.intake.parts.iter().map(|part| {
        let mut profile = part.profile();
        // An item has rows of its own.
        let rows = is_item.then_some(profile.rows);
        profile.columns.iter_mut().for_each(|contents| contents.rows = rows);
        SupplementPart {
            place: part.place().clone(),
            rows: part.len(),
            layout: part.layout.clone(),
            profile,
            uses: part.layout.columns.iter().map(|column| uses(column.field)).collect(),
        }
    });
    // Of a long table only the key and the item are columns here.
    parts.map(|part| if is_item { part.only(|uses| !uses.is_empty()) } else { part }).collect()
}
