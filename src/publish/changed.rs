//! Counts of cells that were altered to be written.

/// Number of altered cells whose addresses are named per kind.
const NAMED: usize = 3;

/// Counts of altered cells, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Changed {
    /// Texts that were defused, since a spreadsheet would run them as formulas.
    pub defused: usize,
    /// Texts in which characters that no workbook can hold were replaced.
    pub replaced: Named,
    /// Texts that were cut, since they are too long for a cell.
    pub cut: Named,
}

/// Count of cells, with the addresses of the first few, such as `B7`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub count: usize,
    pub first: Vec<String>,
}

impl Changed {
    /// Adds the counts of later cells.
    pub(super) fn extend(&mut self, other: &Changed) {
        self.defused += other.defused;
        self.replaced.extend(&other.replaced);
        self.cut.extend(&other.cut);
    }
}

impl Named {
    /// Counts a cell if `is_one`.
    pub(super) fn add(&mut self, is_one: bool, name: impl FnOnce() -> String) {
        self.count += usize::from(is_one);
        if is_one && self.first.len() < NAMED {
            self.first.push(name());
        }
    }

    fn extend(&mut self, other: &Named) {
        self.count += other.count;
        let room = NAMED - self.first.len();
        self.first.extend(other.first.iter().take(room).cloned());
    }
}
