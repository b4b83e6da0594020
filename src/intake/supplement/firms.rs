//! The firms of a cohort by id and by name.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::names::{near, normal};
use crate::firms::Column;
use crate::intake::options::Key;
use crate::intake::part::Draft;

/// The firm that a key means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// This firm.
    Firm(u32),
    /// None.
    Nobody,
    /// None, but the names of these firms differ only in `有限公司` or `有限责任公司`.
    Near(Vec<u32>),
    /// Any of several firms of that name.
    Several(Vec<u32>),
}

/// Firms by id and by name. A firm is one id, whatever the number of its rows.
#[derive(Debug, Default)]
pub(super) struct Firms {
    /// Ids by firm.
    pub ids: Vec<String>,
    /// Whether each firm has a name.
    pub named: Vec<bool>,
    /// Whether firms are identified by their names.
    pub ids_are_names: bool,
    by_id: FxHashMap<String, u32>,
    /// Firms in the order of their ids.
    sorted: OnceCell<Vec<u32>>,
    by_name: Names,
    /// By the name without the difference of `有限公司` and `有限责任公司`.
    by_near_name: Names,
    /// The firm of each row of each part.
    pub rows: Vec<Vec<Option<u32>>>,
}

/// Firms by the form of their name.
#[derive(Debug, Default)]
struct Names {
    /// The first firm of a name.
    first: FxHashMap<String, u32>,
    /// All firms of a name that several have.
    several: FxHashMap<String, Vec<u32>>,
}

impl Names {
    fn enter(&mut self, name: String, firm: u32) {
        match self.first.get(&name) {
            None => {
                self.first.insert(name, firm);
            }
            Some(&first) if first == firm => {}
            Some(&first) => {
                let several = self.several.entry(name).or_insert_with(|| vec![first]);
                if !several.contains(&firm) {
                    several.push(firm);
                }
            }
        }
    }

    /// The firms of `name`.
    fn of(&self, name: &str) -> Vec<u32> {
        match (self.several.get(name), self.first.get(name)) {
            (Some(several), _) => several.clone(),
            (None, Some(first)) => vec![*first],
            (None, None) => Vec::new(),
        }
    }
}

impl Firms {
    /// The firms in the rows of `drafts`.
    pub fn of(drafts: &[Draft]) -> Firms {
        let mut firms = Firms::default();
        for draft in drafts {
            let table = &draft.table;
            let texts = |field: Option<usize>| {
                let column =
                    table.reading.bound.iter().position(|bound| bound.is_some() && *bound == field)?;
                table.columns[column].as_ref().and_then(Column::texts)
            };
            let ids = texts(Some(table.reading.id_field));
            let name = table.reading.dictionary.position("name");
            firms.ids_are_names |= name == Some(table.reading.id_field);
            let names = texts(name);
            let row = |row: usize| {
                let id = ids.and_then(|ids| ids.get(row))?;
                let firm = *firms.by_id.entry(id.to_owned()).or_insert_with(|| {
                    firms.ids.push(id.to_owned());
                    firms.named.push(false);
                    firms.ids.len() as u32 - 1
                });
                if let Some(name) =
                    names.and_then(|names| names.get(row)).map(normal).filter(|name| !name.is_empty())
                {
                    firms.named[firm as usize] = true;
                    firms.by_near_name.enter(near(&name), firm);
                    firms.by_name.enter(name, firm);
                }
                Some(firm)
            };
            let rows = (0..table.rows.len()).map(row).collect();
            firms.rows.push(rows);
        }
        firms
    }

    /// The firm that `key` means.
    pub fn meant(&self, by: Key, key: &str) -> Meant {
        match by {
            Key::Id if !self.ids_are_names => self.by_id(key),
            Key::Id | Key::Name => self.by_name(key),
        }
    }

    /// The firms that any of the `cells` of a row without a readable key may mean: by id, by name, or by the
    /// digits that a number keeps of a code.
    pub fn hinted<'c>(&self, cells: impl Iterator<Item = &'c String>) -> Vec<u32> {
        let mut hinted = Vec::new();
        for cell in cells {
            hinted.extend(self.by_id.get(cell.as_str()));
            match self.by_name(cell) {
                Meant::Firm(firm) => hinted.push(firm),
                Meant::Near(firms) | Meant::Several(firms) => hinted.extend(firms),
                Meant::Nobody => {}
            }
            let Some(digits) = kept_digits(cell) else { continue };
            let sorted = self.sorted.get_or_init(|| {
                let mut sorted: Vec<u32> = (0..self.ids.len() as u32).collect();
                sorted.sort_by_key(|firm| &self.ids[*firm as usize]);
                sorted
            });
            let from = sorted.partition_point(|firm| self.ids[*firm as usize] < digits);
            let like =
                sorted[from..].iter().take_while(|firm| self.ids[**firm as usize].starts_with(&digits));
            hinted.extend(like);
        }
        hinted
    }

    /// The firm with this id.
    fn by_id(&self, id: &str) -> Meant {
        self.by_id.get(id).map_or(Meant::Nobody, |firm| Meant::Firm(*firm))
    }

    /// The firm with this name.
    fn by_name(&self, name: &str) -> Meant {
        let name = normal(name);
        match &self.by_name.of(&name)[..] {
            [firm] => return Meant::Firm(*firm),
            [] => {}
            several => return Meant::Several(several.to_vec()),
        }
        match self.by_near_name.of(&near(&name)) {
            firms if firms.is_empty() => Meant::Nobody,
            firms => Meant::Near(firms),
        }
    }
}

/// The digits that a spreadsheet's number keeps of a code of 18 digits: `9.13301097688345E+17` keeps 15,
/// `9.13E+17` three. `None` for any other text.
fn kept_digits(cell: &str) -> Option<String> {
    let is_large = |number: &f64| (1e16..1e18).contains(number);
    cell.parse::<f64>().ok().filter(is_large)?;
    let mantissa = cell.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).take(15).collect();
    Some(digits.trim_end_matches('0').to_owned()).filter(|digits| digits.len() > 2)
}
