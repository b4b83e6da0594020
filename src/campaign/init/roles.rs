//! The part that each table takes in a campaign, guessed from its headers, keys and name.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::long::{self, Long, is_measured};
use super::years;
use crate::firms::Dictionary;
use crate::intake::{Key, Surveyed, SurveyedColumn, id_key, name_key};
use crate::words::{Message, say};

/// Least share of rows with a key of their own in a table with one row per firm.
const UNIQUE: f64 = 0.9;
/// Endings of headers of local ids.
const IDS: [&str; 4] = ["编号", "代码", "_id", "_code"];
/// Endings of headers of names of firms.
const NAMES: [&str; 4] = ["名称", "企业", "单位", "公司"];
/// Words in names of firms.
const FIRMS: [&str; 5] = ["公司", "厂", "研究院", "研究所", "合伙"];
/// Words in the name of a list, each with the flag that such a list gives. A wrong guess would let firms pass
/// a gate, so only words of these lists alone count.
const LISTS: [(&str, &str); 7] = [
    ("科研失信", "research_misconduct"),
    ("科研诚信", "research_misconduct"),
    ("学术不端", "research_misconduct"),
    ("失信", "dishonest"),
    ("被执行", "dishonest"),
    ("经营异常", "abnormal"),
    ("事故", "major_accident"),
];
/// Words in the name or a header of a list of those who left another.
const REMOVED: [&str; 5] = ["移出", "解除", "退出", "撤销", "修复"];
/// Words in kinds of patents, each with the field that counts them.
const PATENTS: [(&str, &str); 2] = [("发明", "invention_applications"), ("PCT", "pct_applications")];

/// A table and the part that it takes.
pub(super) struct Table {
    pub surveyed: Surveyed,
    /// Path relative to the campaign's folder.
    pub path: String,
    /// The worksheet, if the file has several with a header.
    pub sheet: Option<String>,
    pub year: Option<i16>,
    /// The year that counts as the current one in headers that name years, and the columns of these.
    pub dated: Option<(i16, Vec<usize>)>,
    /// Columns whose unit is that of the titles.
    pub titled: BTreeSet<usize>,
    /// Its columns if it is long.
    pub long: Option<Long>,
    /// Its year and that of the firms' figures, if it is of neither that year nor the year before.
    pub apart: Option<(i16, i16)>,
    pub role: Role,
}

/// The part of a table in the campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Firms of the cohort, a row each.
    Firms,
    /// A supplement that gives fields.
    Supplement(Supplement),
    /// Rows that were sent back for correction.
    Returned,
    /// A worksheet beside such rows.
    BesideReturned,
    /// A table whose use is not clear, with its key if one is found.
    Unclear(Option<Joined>),
}

/// The key of a supplement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Joined {
    pub by: Key,
    /// Position of the column.
    pub column: usize,
    /// Number of its distinct keys, and of those that are firms.
    pub keys: (usize, usize),
}

/// What a supplement gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Supplement {
    pub joined: Joined,
    pub gives: Gives,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    /// The fields of the year before; all of them, or those of these columns alone.
    PreviousYear(Vec<(String, usize)>),
    /// A flag: yes for firms in the list.
    Listed(String),
    /// Counts of rows with a kind: field, column of the kind, kind.
    Counts(Vec<(String, usize, String)>),
    /// Values of columns.
    Values(Vec<(String, usize)>),
    /// Values of items by year: the columns, and all fields that follow.
    Long(Long, Vec<String>),
}

impl Table {
    pub fn new(surveyed: Surveyed, path: String, several: bool) -> Table {
        let is_needed = several || surveyed.header_row.is_some();
        let sheet = surveyed.place.sheet_name().filter(|_| is_needed).map(str::to_owned);
        let sheet_name = surveyed.place.sheet_name().unwrap_or_default();
        let name = [&path, sheet_name, &surveyed.titles].join(" ");
        let year = years::of(&name);
        let role = Role::Unclear(None);
        let (dated, titled) = (None, BTreeSet::new());
        Table { surveyed, path, sheet, year, dated, titled, long: None, apart: None, role }
    }

    /// Gives amounts without a unit that of the titles, unless another column of the field has one.
    pub fn take_title_unit(&mut self, dictionary: &Dictionary) {
        let Some(unit) = &self.surveyed.unit else { return };
        let unitless = |column: &SurveyedColumn| !has_unit(column, dictionary);
        let measured: BTreeSet<String> =
            self.columns().iter().filter(|one| !unitless(one)).filter_map(|one| one.field.clone()).collect();
        let is_meant = |column: &SurveyedColumn| {
            unitless(column) && column.field.as_ref().is_some_and(|name| !measured.contains(name))
        };
        self.titled = (0..self.columns().len()).filter(|&at| is_meant(&self.columns()[at])).collect();
        for &at in &self.titled {
            self.surveyed.columns[at].unit = Some(unit.unit.to_owned());
        }
    }

    pub fn is_firms(&self) -> bool {
        self.role == Role::Firms
    }

    /// The table in messages.
    pub fn name(&self) -> String {
        self.surveyed.place.part().to_string()
    }

    /// Its path and worksheet, whose words give its meaning away.
    fn words(&self) -> String {
        let sheet = self.surveyed.place.sheet_name().unwrap_or_default();
        [&self.path, sheet, &self.surveyed.titles].join(" ")
    }

    pub fn columns(&self) -> &[SurveyedColumn] {
        &self.surveyed.columns
    }

    /// Columns of fields besides the id and the name, unless several are the same field.
    fn bound<'a>(&'a self, dictionary: &Dictionary) -> BTreeMap<&'a str, usize> {
        let is_key = |name: &str| name == "name" || name == dictionary.primary_key;
        let several = self.several(dictionary);
        let columns = self.columns().iter().enumerate();
        // A column with its unit stands for the field before one without.
        let unitless = |at: &usize| !has_unit(&self.columns()[*at], dictionary);
        let mut fields: Vec<(&str, usize)> =
            columns.filter_map(|(at, column)| Some((column.field.as_deref()?, at))).collect();
        fields.sort_by_key(|(_, at)| std::cmp::Reverse(unitless(at)));
        let fields = fields.into_iter().filter(|(name, _)| !is_key(name));
        fields.filter(|(name, _)| !several.contains_key(name)).collect()
    }

    /// Fields that several columns are, without those that are left out.
    pub fn several<'a>(&'a self, dictionary: &Dictionary) -> BTreeMap<&'a str, Vec<usize>> {
        let left_out = self.left_out(dictionary);
        let mut all: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, column) in self.columns().iter().enumerate().filter(|(at, _)| !left_out.contains(at)) {
            if let Some(name) = column.field.as_deref() {
                all.entry(name).or_default().push(at);
            }
        }
        all.retain(|_, columns| columns.len() > 1);
        all
    }

    /// Amounts without a unit whose field another column has with a unit.
    pub fn left_out(&self, dictionary: &Dictionary) -> BTreeSet<usize> {
        let columns = self.columns();
        let is_measured = |name: &String| {
            columns.iter().any(|one| one.field.as_ref() == Some(name) && has_unit(one, dictionary))
        };
        let is_left_out = |at: &usize| {
            !has_unit(&columns[*at], dictionary) && columns[*at].field.as_ref().is_some_and(is_measured)
        };
        (0..columns.len()).filter(is_left_out).collect()
    }

    /// Columns of amounts whose unit is not known, one of each field.
    pub fn unitless(&self, dictionary: &Dictionary) -> Vec<&SurveyedColumn> {
        let left_out = self.left_out(dictionary);
        let mut seen = BTreeSet::new();
        let columns = self.columns().iter().enumerate().filter(|(at, _)| !left_out.contains(at));
        let open = columns.map(|(_, column)| column).filter(|column| !has_unit(column, dictionary));
        open.filter(|column| seen.insert(column.field.as_deref())).collect()
    }

    pub fn column_of(&self, field: &str) -> Option<usize> {
        self.columns().iter().position(|column| column.field.as_deref() == Some(field))
    }

    /// The column that identifies firms: the id, else a column of numbers of firms, else the name.
    pub fn id_column(&self, dictionary: &Dictionary) -> Option<usize> {
        let is_id = |column: &SurveyedColumn| {
            let header = column.header.to_lowercase();
            let is_named = header == "id" || IDS.iter().any(|word| header.ends_with(word));
            column.field.is_none() && is_named
        };
        let own = || self.columns().iter().position(is_id);
        self.column_of(&dictionary.primary_key).or_else(own).or_else(|| self.column_of("name"))
    }

    /// The share of rows with a key of their own.
    fn uniqueness(&self, dictionary: &Dictionary) -> Option<f64> {
        let at = self.id_column(dictionary)?;
        let keys: BTreeSet<String> = self.surveyed.cells(at).map(|cell| name_key(&cell)).collect();
        Some(keys.len() as f64 / self.surveyed.rows.max(1) as f64)
    }

    /// The part of the table in words.
    pub fn said(&self, dictionary: &Dictionary) -> Message {
        let supplement = match &self.role {
            Role::Firms => return say!(init::role_firms),
            Role::Unclear(_) => return say!(init::role_unclear),
            Role::Returned => return say!(init::role_returned),
            Role::BesideReturned => return say!(init::role_beside_returned),
            Role::Supplement(supplement) => supplement,
        };
        match &supplement.gives {
            Gives::PreviousYear(_) => say!(init::role_previous),
            Gives::Listed(field) => {
                let title = dictionary.field(field).map_or(&**field, |field| &*field.title);
                say!(init::role_listed, field = say!(init::field, name = field, title = title))
            }
            Gives::Counts(_) => say!(init::role_counts),
            Gives::Values(_) => say!(init::role_values),
            Gives::Long(..) => say!(init::role_long),
        }
    }
}

/// Assigns a part to each table.
/// `as_of` is the day that the user names.
pub(super) fn assign(all: &mut [Table], dictionary: &Dictionary, as_of: Option<Date>) {
    let returned: BTreeSet<String> =
        all.iter().filter(|table| table.surveyed.is_returned).map(|table| table.path.clone()).collect();
    for table in all.iter_mut().filter(|table| returned.contains(&table.path)) {
        table.role = if table.surveyed.is_returned { Role::Returned } else { Role::BesideReturned };
    }
    all.sort_by_key(|table| returned.contains(&table.path));
    let own = all.partition_point(|table| !returned.contains(&table.path));
    let tables = &mut all[..own];
    for table in tables.iter_mut() {
        table.long = long::of(&table.surveyed, dictionary);
    }
    let bound: Vec<BTreeSet<String>> =
        tables.iter().map(|table| table.bound(dictionary).into_keys().map(str::to_owned).collect()).collect();
    let is_cohort = |table: &Table| {
        table.long.is_none() && table.uniqueness(dictionary).is_some_and(|share| share >= UNIQUE)
    };
    let could: Vec<bool> = tables.iter().map(is_cohort).collect();
    let latest = (0..tables.len()).filter(|&at| could[at] && !bound[at].is_empty());
    let latest: Vec<Option<i16>> = latest.map(|at| tables[at].year).collect();
    // The year of a table without one is that of the as-of day.
    let is_undated = latest.is_empty() || latest.contains(&None);
    let latest = latest.into_iter().max().flatten().max(as_of.map(Date::year).filter(|_| is_undated));
    let is_before = |table: &Table| {
        years::is_before(&table.words()) || table.year.zip(latest).is_some_and(|(year, last)| year < last)
    };
    let before: Vec<bool> = tables.iter().map(is_before).collect();
    for (table, before) in tables.iter_mut().zip(&before) {
        let years = table.year.zip(latest).filter(|(year, last)| *year < last - 1);
        table.apart = years.filter(|_| *before && !years::is_before(&table.words()));
    }
    let current = (0..tables.len()).filter(|&at| could[at] && !before[at]);
    let has_code = |table: &Table| table.column_of(&dictionary.primary_key).is_some();
    let rank = |at: &usize| (bound[*at].len(), has_code(&tables[*at]), std::cmp::Reverse(*at));
    let Some(leader) =
        current.filter(|&at| listed(&tables[at], None).is_none() || !bound[at].is_empty()).max_by_key(rank)
    else {
        return;
    };
    // Firms without any figure have them in another table.
    let is_bare = bound[leader].is_empty();
    if is_bare && !(has_code(&tables[leader]) && tables.iter().any(|table| table.long.is_some())) {
        return;
    }
    for at in 0..tables.len() {
        let shared = bound[at].intersection(&bound[leader]).count();
        let is_like = 2 * shared >= bound[leader].len();
        if at == leader || (could[at] && !before[at] && is_like && !is_bare) {
            tables[at].role = Role::Firms;
        }
    }
    let firms = Firms::of(tables, dictionary);
    let mut given: BTreeSet<String> =
        (0..tables.len()).filter(|&at| tables[at].is_firms()).flat_map(|at| bound[at].clone()).collect();
    // Two lists for one flag: either alone would clear the firms of the other.
    let key = |table: &Table| (!table.is_firms()).then(|| firms.key_of(table)).flatten();
    let keys: Vec<Option<Joined>> = tables.iter().map(key).collect();
    let flags: Vec<Option<&str>> =
        tables.iter().zip(&keys).map(|(table, joined)| listed(table, joined.as_ref())).collect();
    for (at, joined) in keys.into_iter().enumerate() {
        if tables[at].is_firms() {
            continue;
        }
        if let Some(flag) = flags[at]
            && (0..tables.len())
                .any(|other| other != at && !tables[other].is_firms() && flags[other] == Some(flag))
        {
            tables[at].role = Role::Unclear(joined);
            continue;
        }
        if let Some(long) = &tables[at].long {
            tables[at].long = Some(long.free(&given, dictionary));
        }
        let gives = joined.as_ref().and_then(|joined| {
            let is_single = could[at] || joined.keys.0 as f64 >= UNIQUE * tables[at].surveyed.rows as f64;
            gives(&tables[at], joined, before[at], is_single, &given, dictionary)
        });
        tables[at].role = match (joined, gives) {
            (Some(joined), Some(gives)) => {
                given.extend(gives.fields());
                Role::Supplement(Supplement { joined, gives })
            }
            (joined, _) => Role::Unclear(joined),
        };
    }
}

/// What `table` gives: fields that nothing has `given`.
fn gives(
    table: &Table,
    joined: &Joined,
    is_before: bool,
    is_single: bool,
    given: &BTreeSet<String>,
    dictionary: &Dictionary,
) -> Option<Gives> {
    let is_free = |field: &str| dictionary.position(field).is_some() && !given.contains(field);
    if let Some(long) = &table.long {
        let is_told = table.surveyed.unit.is_some() || long.unitless(dictionary).next().is_none();
        let is_clear = !long.items.is_empty() && is_told;
        return is_clear.then(|| Gives::Long(long.clone(), long.fields(dictionary)));
    }
    if is_before && is_single && table.apart.is_none() {
        let fields = table.bound(dictionary).into_iter();
        let fields = fields.map(|(name, at)| (format!("{name}_prev"), at));
        let fields: Vec<(String, usize)> = fields.filter(|(name, _)| is_free(name)).collect();
        return (!fields.is_empty()).then_some(Gives::PreviousYear(fields));
    }
    let words = table.words();
    let is_of_removed = |text: &str| REMOVED.iter().any(|word| text.contains(word));
    if is_of_removed(&words) {
        return None;
    }
    if let Some(field) = listed(table, Some(joined)) {
        let has_removed = table.columns().iter().any(|column| is_of_removed(&column.header));
        return (is_free(field) && !has_removed).then(|| Gives::Listed(field.to_owned()));
    }
    if !is_single || words.contains("专利") {
        let counts: Vec<_> = PATENTS
            .iter()
            .filter(|(_, field)| is_free(field))
            .filter_map(|(word, field)| {
                let (at, kind) = kind(table, joined.column, word)?;
                Some(((*field).to_owned(), at, kind))
            })
            .collect();
        return (!counts.is_empty()).then_some(Gives::Counts(counts));
    }
    // Figures of an earlier year are not this year's.
    if is_before {
        return None;
    }
    let fields = table.bound(dictionary).into_iter().filter(|(name, _)| is_free(name));
    let fields: Vec<(String, usize)> = fields.map(|(name, at)| (name.to_owned(), at)).collect();
    (!fields.is_empty()).then_some(Gives::Values(fields))
}

/// The flag that a list gives, by its name or the header of its firms.
fn listed(table: &Table, joined: Option<&Joined>) -> Option<&'static str> {
    let header = joined.and_then(|joined| table.columns().get(joined.column));
    let words = [&*table.words(), header.map_or("", |column| &*column.header)].join(" ");
    LISTS.iter().find(|(word, _)| words.contains(word)).map(|(_, field)| *field)
}

impl Gives {
    /// The names of the fields.
    pub fn fields(&self) -> Vec<String> {
        match self {
            Gives::PreviousYear(fields) | Gives::Values(fields) => {
                fields.iter().map(|(name, _)| name.clone()).collect()
            }
            Gives::Listed(field) => vec![field.clone()],
            Gives::Long(_, fields) => fields.clone(),
            Gives::Counts(counts) => counts.iter().map(|(name, ..)| name.clone()).collect(),
        }
    }
}

/// Whether a column has a unit, if its field needs one.
pub(super) fn has_unit(column: &SurveyedColumn, dictionary: &Dictionary) -> bool {
    let field = column.field.as_ref().and_then(|name| dictionary.field(name));
    field.is_none_or(|field| is_measured(field, column.unit.as_deref()))
}

/// A column besides the key in which most cells are one of few kinds, and its kind that contains `word`.
fn kind(table: &Table, key: usize, word: &str) -> Option<(usize, String)> {
    (0..table.columns().len()).filter(|&at| at != key).find_map(|at| {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let header = &table.columns()[at].header;
        let is_rule = header.chars().all(is_name) && !header.starts_with(|c: char| c.is_ascii_digit());
        let kinds: BTreeSet<String> = if is_rule { table.surveyed.cells(at).collect() } else { return None };
        let is_few = kinds.len() <= 12;
        let mut found = kinds.into_iter().filter(|kind| kind.to_uppercase().contains(word));
        // Two such kinds are for a person to tell apart.
        match (is_few, found.next(), found.next()) {
            (true, Some(kind), None) if !kind.contains('\'') => Some((at, kind)),
            _ => None,
        }
    })
}

/// The ids and names of the cohort's firms.
struct Firms {
    ids: BTreeSet<String>,
    names: BTreeSet<String>,
}

impl Firms {
    fn of(tables: &[Table], dictionary: &Dictionary) -> Firms {
        let mut firms = Firms { ids: BTreeSet::new(), names: BTreeSet::new() };
        for table in tables.iter().filter(|table| table.is_firms()) {
            let column = |field: &str| table.column_of(field);
            if let Some(at) = table.id_column(dictionary) {
                firms.ids.extend(table.surveyed.cells(at).map(|cell| id_key(&cell)));
            }
            if let Some(at) = column("name") {
                firms.names.extend(table.surveyed.cells(at).map(|cell| name_key(&cell)));
            }
        }
        firms
    }

    /// The column of `table` with most keys of firms; a column of ids before one of names.
    fn key_of(&self, table: &Table) -> Option<Joined> {
        let joined = (0..table.columns().len()).flat_map(|column| {
            let keys = |known: &BTreeSet<String>, key: fn(&str) -> String, by: Key| {
                let own: BTreeSet<String> = table.surveyed.cells(column).map(|cell| key(&cell)).collect();
                let firms = own.intersection(known).count();
                (firms > 0).then_some(Joined { by, column, keys: (own.len(), firms) })
            };
            [keys(&self.ids, id_key, Key::Id), keys(&self.names, name_key, Key::Name)]
        });
        let found = joined
            .flatten()
            .max_by_key(|joined| (joined.keys.1, joined.by == Key::Id, usize::MAX - joined.column));
        found.or_else(|| by_look(table)).or_else(|| by_header(table))
    }
}

/// The column of a table without rows whose header is that of names or ids.
fn by_header(table: &Table) -> Option<Joined> {
    if table.surveyed.rows > 0 {
        return None;
    }
    let key = |(column, one): (usize, &SurveyedColumn)| {
        let ends = |words: &[&str]| words.iter().any(|word| one.header.ends_with(word));
        let by = match one.field.as_deref() {
            Some("name") => Key::Name,
            Some("credit_code") => Key::Id,
            _ if ends(&NAMES) => Key::Name,
            _ if ends(&IDS) => Key::Id,
            _ => return None,
        };
        Some(Joined { by, column, keys: (0, 0) })
    };
    table.columns().iter().enumerate().find_map(key)
}

/// The column that looks like names of firms or like credit codes, in a table without a firm of the cohort.
fn by_look(table: &Table) -> Option<Joined> {
    let is_code = |cell: &str| cell.len() == 18 && cell.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_name = |cell: &str| FIRMS.iter().any(|word| cell.contains(word));
    let looks = |column: usize, is_it: &dyn Fn(&str) -> bool| {
        let cells: BTreeSet<String> = table.surveyed.cells(column).collect();
        let like = cells.iter().filter(|cell| is_it(cell)).count();
        (2 * like > cells.len()).then_some(cells.len())
    };
    (0..table.columns().len()).find_map(|column| {
        let by = |by: Key, keys: usize| Joined { by, column, keys: (keys, 0) };
        let id = looks(column, &is_code).map(|keys| by(Key::Id, keys));
        id.or_else(|| looks(column, &is_name).map(|keys| by(Key::Name, keys)))
    })
}
