//! The firms of a cohort by id and by name.

use rustc_hash::FxHashSet;

use super::codes::{Codes, LENGTH};
use super::index::Index;
use super::names::{hidden, near, normal};
use super::order::Order;
use crate::firms::Column;
use crate::intake::options::Key;
use crate::intake::part::Draft;

/// Marks between the names or ids of several firms in one cell.
const BETWEEN: [char; 9] = [';', '；', '、', ',', '，', '/', '／', '|', '｜'];

/// Characters of a word in which codes are sought.
const WITHIN: usize = 1 << 10;

/// The firm that a key means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// This firm.
    Firm(u32),
    /// None.
    Nobody,
    /// None, but it may be meant for these firms.
    Unclear(Doubt, Vec<u32>),
}

/// Why it is not clear which firm a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The names differ only in `有限公司` or `有限责任公司`.
    Name,
    /// The credit codes differ in one character, or in letters like digits.
    Code,
    /// Several firms have the name.
    Several,
    /// It names several owners.
    Joint,
}

/// Firms by id and by name. A firm is one id, whatever the number of its rows.
#[derive(Debug, Default)]
pub(super) struct Firms {
    /// Whether each firm has a name.
    pub named: Vec<bool>,
    /// Whether firms are identified by their names.
    pub ids_are_names: bool,
    /// Whether firms are identified by credit codes.
    by_code: bool,
    ids: Index,
    codes: Codes,
    /// The order of the ids.
    by_ids: Order,
    /// The order of the texts in `names`.
    by_names: Order,
    /// Names by their form without the difference of `有限公司` and `有限责任公司`.
    names: Index,
    /// The firm of each name.
    of_name: Vec<u32>,
    /// The firm of each row of each part.
    pub rows: Vec<Vec<Option<u32>>>,
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
            let dictionary = &table.reading.dictionary;
            let name = dictionary.position("name");
            firms.ids_are_names |= name == Some(table.reading.id_field);
            firms.by_code |= dictionary.primary_key == "credit_code";
            let names = texts(name);
            let row = |row: usize| {
                let firm = firms.entered(ids.and_then(|ids| ids.get(row))?);
                if let Some(name) = names.and_then(|names| names.get(row)) {
                    firms.name(firm, name);
                }
                Some(firm)
            };
            let rows = (0..table.rows.len()).map(row).collect();
            firms.rows.push(rows);
        }
        firms
    }

    /// The firm with `id`, which is entered if it is new.
    fn entered(&mut self, id: &str) -> u32 {
        if let Some(firm) = self.with_id(id) {
            return firm;
        }
        self.named.push(false);
        self.ids.enter(id, id)
    }

    /// Enters a name of `firm`.
    fn name(&mut self, firm: u32, name: &str) {
        let name = normal(name);
        if name.is_empty() {
            return;
        }
        self.named[firm as usize] = true;
        // A firm of several rows may have several entries: to look for them would take as long as there are
        // firms of the name.
        self.names.enter(&near(&name), &name);
        self.of_name.push(firm);
    }

    /// Number of firms.
    pub fn len(&self) -> usize {
        self.named.len()
    }

    /// The id of a firm.
    pub fn id(&self, firm: u32) -> &str {
        self.ids.text(firm)
    }

    /// The firm that `key` means.
    pub fn meant(&self, by: Key, key: &str) -> Meant {
        match self.single(by, key) {
            Meant::Nobody => self.joint(by, key),
            meant => meant,
        }
    }

    /// The firm that `key` means as a whole.
    fn single(&self, by: Key, key: &str) -> Meant {
        match by {
            Key::Id if !self.ids_are_names => self.by_id(key),
            Key::Id | Key::Name => self.by_name(key),
        }
    }

    /// The firms among several owners that `key` names.
    fn joint(&self, by: Key, key: &str) -> Meant {
        let is_between = |c: char| BETWEEN.contains(&c) || c.is_control();
        let firms = if key.contains(is_between) {
            self.each(by, key.split(is_between).map(str::trim))
        } else if by == Key::Id && self.by_code && key.len() > LENGTH && key.len().is_multiple_of(LENGTH) {
            // Codes have no blanks, so that those of lines of a cell stand one behind the other.
            let code = |at: usize| key.get(at * LENGTH..(at + 1) * LENGTH).unwrap_or_default();
            self.each(by, (0..key.len() / LENGTH).map(code))
        } else {
            Vec::new()
        };
        if !firms.is_empty() {
            return Meant::Unclear(Doubt::Joint, firms);
        }
        match (by, self.by_code) {
            (Key::Id, true) => self.within(key),
            _ => Meant::Nobody,
        }
    }

    /// The firms whose codes are among other words in `key`: `91330100MA2KTX001P（已注销）`.
    fn within(&self, key: &str) -> Meant {
        let mut firms = Vec::new();
        for run in key.split(|c: char| !c.is_ascii_alphanumeric()).filter(|run| run.len() >= LENGTH) {
            let codes = (0..=run.len() - LENGTH).take(WITHIN).map(|at| &run[at..at + LENGTH]);
            firms.extend(codes.filter_map(|code| self.with_id(&code.to_ascii_uppercase())));
        }
        firms.sort_unstable();
        firms.dedup();
        match firms.len() {
            0 => Meant::Nobody,
            1 => Meant::Unclear(Doubt::Code, firms),
            _ => Meant::Unclear(Doubt::Joint, firms),
        }
    }

    /// The firms that any of `owners` means.
    fn each<'k>(&self, by: Key, owners: impl Iterator<Item = &'k str>) -> Vec<u32> {
        let mut firms = Vec::new();
        for owner in owners.filter(|owner| !owner.is_empty()) {
            match self.single(by, owner) {
                Meant::Firm(firm) => firms.push(firm),
                Meant::Unclear(_, several) => firms.extend(several),
                Meant::Nobody => {}
            }
        }
        firms
    }

    /// The firms that a key of which a part is hidden may mean: `91330108****000013`, `杭州***有限公司`.
    pub fn fitting(&self, by: Key, key: &str) -> Vec<u32> {
        let Some(shape) = hidden(key) else { return Vec::new() };
        let mut firms = if by == Key::Id && !self.ids_are_names {
            self.with_ids(&shape.to_ascii_uppercase())
        } else {
            let entries = self.by_names.alike(self.of_name.len(), |at| self.names.text(at), &shape);
            entries.into_iter().map(|at| self.of_name[at as usize]).collect()
        };
        firms.sort_unstable();
        firms.dedup();
        firms
    }

    /// The firms whose ids may be `shape`.
    fn with_ids(&self, shape: &str) -> Vec<u32> {
        self.by_ids.alike(self.len(), |firm| self.id(firm), shape)
    }

    /// The firms of exactly this name.
    pub fn exactly(&self, name: &str) -> Vec<u32> {
        match self.by_name(name) {
            Meant::Firm(firm) => vec![firm],
            Meant::Unclear(Doubt::Several, firms) => firms,
            Meant::Unclear(..) | Meant::Nobody => Vec::new(),
        }
    }

    /// The firms that a name means or may mean.
    pub fn called(&self, name: &str) -> Vec<u32> {
        match self.meant(Key::Name, name) {
            Meant::Firm(firm) => vec![firm],
            Meant::Unclear(_, firms) => firms,
            Meant::Nobody => Vec::new(),
        }
    }

    /// The firms that any of the `cells` of a row without a readable key may mean: by id, by name, or by the
    /// digits that a number keeps of a code, if they are not among those `seen`.
    pub fn hinted<'c>(
        &self,
        cells: impl Iterator<Item = &'c String>,
        seen: &mut FxHashSet<String>,
    ) -> Vec<u32> {
        let mut hinted = Vec::new();
        for cell in cells {
            for by in [Key::Id, Key::Name] {
                match self.meant(by, cell) {
                    Meant::Firm(firm) => hinted.push(firm),
                    Meant::Unclear(_, firms) => hinted.extend(firms),
                    Meant::Nobody => {}
                }
            }
            let Some(digits) = kept_digits(cell) else { continue };
            if !seen.insert(digits.clone()) {
                continue;
            }
            hinted.extend(self.with_ids(&format!("{digits}*")));
        }
        hinted
    }

    /// The firm of exactly this id.
    fn with_id(&self, id: &str) -> Option<u32> {
        self.ids.like(id).find(|firm| self.id(*firm) == id)
    }

    /// The firm with this id.
    fn by_id(&self, id: &str) -> Meant {
        if let Some(firm) = self.with_id(id) {
            return Meant::Firm(firm);
        }
        let near = match self.by_code {
            true => self.codes.near(id, |firm| self.id(firm), self.len() as u32),
            false => Vec::new(),
        };
        if near.is_empty() { Meant::Nobody } else { Meant::Unclear(Doubt::Code, near) }
    }

    /// The firm with this name.
    fn by_name(&self, name: &str) -> Meant {
        let name = normal(name);
        let form = near(&name);
        let (mut same, mut others) = (Vec::new(), Vec::new());
        for at in self.names.like(&form) {
            let (firm, other) = (self.of_name[at as usize], self.names.text(at));
            match other == name {
                true => same.push(firm),
                false if near(other) == form => others.push(firm),
                false => {}
            }
        }
        for firms in [&mut same, &mut others] {
            firms.sort_unstable();
            firms.dedup();
        }
        match (&same[..], &others[..]) {
            ([firm], _) => Meant::Firm(*firm),
            ([], []) => Meant::Nobody,
            ([], _) => Meant::Unclear(Doubt::Name, others),
            _ => Meant::Unclear(Doubt::Several, same),
        }
    }
}

/// The digits that a spreadsheet's number keeps of a code of 18 digits: `9.13301097688345E+17` keeps 15,
/// `9.13E+17` three. `None` for any other text.
pub(super) fn kept_digits(cell: &str) -> Option<String> {
    let is_large = |number: &f64| (1e16..1e18).contains(number);
    cell.parse::<f64>().ok().filter(is_large)?;
    let mantissa = cell.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).take(15).collect();
    Some(digits.trim_end_matches('0').to_owned()).filter(|digits| digits.len() > 2)
}
