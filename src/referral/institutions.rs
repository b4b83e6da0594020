//! Reads and checks an institutions file: every name is resolved, every rule is typed, and every fault has
//! its line.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::columns::{self, ListColumn};
use super::facts::{self, About, Exclude, Fact};
use super::limits::{self, AmountLimit, Quota};
use super::names::Names;
use super::policies::{self, Grades, PLACEHOLDERS, is_device};
use super::way::Matching;
use super::written::{
    self, Capacity, Direction, Encoding, Entry, Format, OrderEntry, RuleEntry, Sensitivity,
};
use crate::expr::{Expr, Scope};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::{Column, Dictionary, Frame, Kind};
use crate::parameters::{Source, Spanned};
use crate::scorecard::WeightsBasis;
use crate::words::{Message, say};

/// Every institution (机构) with a list, and their rules.
#[derive(Clone, Debug)]
pub struct Institutions {
    /// All institutions in the file's order.
    pub all: Vec<Institution>,
    /// Source of rules and capacities; `None` if the file names none. Every output marks illustrative rules.
    pub basis: Option<WeightsBasis>,
    /// Document of the rules and capacities; `None` if the file names none.
    pub source: Option<String>,
    /// The rules of all institutions. A rule that institutions share is stored once.
    pub rules: Vec<Rule>,
    /// The facts that rules read behind the names of the scope, in the order of their slots.
    pub facts: Vec<Fact>,
    /// The names of rules: those of the scope, and the facts.
    pub scope: Scope,
    /// How each firm is matched with a few institutions; `None` if every institution gets every eligible firm
    /// up to its limits.
    pub matching: Option<Matching>,
}

/// One institution, with the rules and the form of its list.
#[derive(Clone, Debug)]
pub struct Institution {
    /// File and line of its entry.
    pub place: Place,
    /// Stable id in kebab case; also the list's file name.
    pub id: String,
    /// Name in English, as reports show it.
    pub name: String,
    /// Name in Chinese; `None` if not given.
    pub name_zh: Option<String>,
    /// Kind of institution: bank, insurer, guarantee fund or investor.
    pub kind: written::Kind,
    /// Document of its rules; `None` for the file's source.
    pub source: Option<String>,
    /// Positions in [`Institutions::rules`], in the order of evaluation: rules of the defaults, then its own.
    pub rules: Vec<usize>,
    /// Order of its list; `None` for the order by points.
    pub order: Option<Order>,
    /// Greatest number of firms on its list; `None` for no limit.
    pub capacity: Option<usize>,
    /// Firms that it does not get.
    pub exclude: Exclude,
    /// Limit of the sum of an amount over its list; `None` for no limit.
    pub amount: Option<AmountLimit>,
    /// Quotas for groups of firms; `None` for no quotas.
    pub quota: Option<Quota>,
    /// Pattern of the list's file name; `None` for its id: see [`Institution::file_name`].
    pub file: Option<String>,
    /// Columns of its list, left to right.
    pub columns: Vec<ListColumn>,
    /// File format of its list: CSV or a workbook.
    pub format: Format,
    /// Encoding of a CSV list; a workbook has none.
    pub encoding: Encoding,
    /// Whether a firm may know that it is on the list.
    pub tell_firms: bool,
}

/// A rule that an institution's firms must meet.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Expression of the rule. A firm for which it is unknown does not meet the rule.
    pub when: Expr,
    /// Reason that is printed for a firm that does not meet the rule.
    pub reason: Message,
    /// Document of the rule: the rule's own, else that of its institution, else that of the file.
    pub source: Option<String>,
}

/// A list's own order instead of the order by points, which then breaks ties. Unknown values come last.
#[derive(Clone, Debug)]
pub struct Order {
    /// Value by which firms are ordered, an expression over fields and results.
    pub by: Expr,
    /// Whether the least or the greatest value comes first.
    pub direction: Direction,
}

impl Institution {
    /// Whether `word` of a firm's preferences is the institution: its id or one of its names.
    pub fn is_called(&self, word: &str) -> bool {
        let names = [Some(&self.id), Some(&self.name), self.name_zh.as_ref()];
        names.into_iter().flatten().any(|name| name.eq_ignore_ascii_case(word))
    }

    /// Name of the list's file without its ending, a single name on every system.
    pub fn file_name(&self, campaign: &str, as_of: Date) -> String {
        let name_zh = self.name_zh.as_deref().unwrap_or(&self.name);
        let day = as_of.to_string();
        let values: [&str; PLACEHOLDERS.len()] = [&self.id, &self.name, name_zh, campaign, &day];
        policies::file_name(self.file.as_deref(), values, &self.id)
    }

    /// Whether its list has limits besides the capacity.
    pub(super) fn is_limited(&self) -> bool {
        self.amount.is_some() || self.quota.is_some()
    }

    /// Capacity of its list; `u32::MAX` if there is no limit.
    pub(super) fn places(&self) -> u32 {
        self.capacity.map_or(u32::MAX, |firms| u32::try_from(firms).unwrap_or(u32::MAX))
    }
}

impl Order {
    /// A comparison of the firms of `frame` by the order's values. Each value is evaluated once. A missing
    /// value comes last in both directions.
    pub(super) fn over<'a>(&'a self, frame: &Frame<'_>) -> impl Fn(u32, u32) -> Ordering + Sync + use<'a> {
        let keys = self.by.evaluate(frame, frame.rows());
        move |one, other| self.compare(&keys, one as usize, other as usize)
    }

    fn compare(&self, keys: &Column, one: usize, other: usize) -> Ordering {
        fn known<T>(
            a: Option<T>,
            b: Option<T>,
            direction: Direction,
            by: fn(&T, &T) -> Ordering,
        ) -> Ordering {
            match (a, b) {
                (Some(a), Some(b)) if direction == Direction::Ascending => by(&a, &b),
                (Some(a), Some(b)) => by(&b, &a),
                (a, b) => b.is_some().cmp(&a.is_some()),
            }
        }
        let direction = self.direction;
        match keys {
            Column::Number(cells) => {
                // Values are finite, and −0 equals 0.
                let by = |a: &f64, b: &f64| a.partial_cmp(b).unwrap_or(Ordering::Equal);
                known(cells.get(one), cells.get(other), direction, by)
            }
            Column::Text(texts) => known(texts.get(one), texts.get(other), direction, |a, b| a.cmp(b)),
            Column::Flag(cells) => known(cells.get(one), cells.get(other), direction, Ord::cmp),
            Column::Date(cells) => known(cells.get(one), cells.get(other), direction, Ord::cmp),
        }
    }
}

impl Institutions {
    /// Reads an institutions file. `scope` has the names that its rules, orders and columns may use: fields
    /// and results. `dictionary` has the usual headers of columns. With `has_ledger` every institution gets
    /// only firms with a consent for it. On success the findings are notes and warnings.
    ///
    /// # Errors
    /// Every fault of the file, each with its line.
    pub fn load(
        source: &Source,
        scope: &Scope,
        dictionary: &Dictionary,
        has_ledger: bool,
    ) -> Result<(Institutions, Findings), Findings> {
        let file: written::File = source.parse()?;
        let (facts, scope) = known_facts(&file, scope, has_ledger);
        let names = Names { source, scope: &scope, dictionary };
        let source_of = file.source.as_deref();
        let (rules, known) = (Vec::new(), FxHashMap::default());
        let mut findings = Findings::new();
        let grades = Grades::read(&names, &file.sensitivity, &mut findings);
        let mut reader = Reader { names, source: source_of, rules, known, facts: &facts, grades };
        let mut ids = FxHashSet::default();
        let defaults = reader.defaults(&file.defaults, &mut findings);
        if file.institutions.is_empty() {
            findings.push(
                Finding::new(Code::KeyMissing, source.place(0), say!(referral::no_institution))
                    .help(say!(referral::no_institution_help)),
            );
        }
        let mut all: Vec<Institution> = Vec::new();
        for entry in &file.institutions {
            reader.check_id(entry, ids.insert(entry.id.get_ref()), &mut findings);
            all.push(reader.institution(all.len(), entry, &defaults, &mut findings));
        }
        findings.sort();
        let rules = reader.rules;
        let facts = facts.into_iter().map(|known| known.fact).collect();
        let (basis, source) = (file.rules_basis, file.source.clone());
        let institutions = Institutions { all, basis, source, rules, facts, scope, matching: None };
        findings.or_stop(institutions)
    }

    /// Reports lists whose files would have the same name.
    pub fn check_files(&self, campaign: &str, as_of: Date) -> Findings {
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        let mut findings = Findings::new();
        for institution in &self.all {
            let name = institution.file_name(campaign, as_of);
            // Some systems do not distinguish upper and lower case. `README.txt` stands beside the lists.
            let folded = name.to_lowercase();
            let other = if folded == "readme" { Some("README.txt") } else { known.get(&folded).copied() };
            if let Some(other) = other {
                let message =
                    say!(referral::file_repeated, name = &name, institution = &institution.id, other = other);
                let place = institution.place.clone().in_column("file");
                findings.push(
                    Finding::new(Code::NameRepeated, place, message).help(say!(referral::file_repeated_help)),
                );
            }
            known.insert(folded, &institution.id);
        }
        findings
    }

    /// Whether a rule needs the desk's deliveries or answers.
    pub fn reads_desk(&self) -> bool {
        self.all.iter().any(|one| one.exclude.reads_desk())
    }

    /// No institutions. A file must name at least one.
    pub fn none() -> Institutions {
        Institutions {
            all: Vec::new(),
            basis: None,
            source: None,
            rules: Vec::new(),
            facts: Vec::new(),
            scope: Scope::default(),
            matching: None,
        }
    }

    /// The slots of the scope that rules, orders and columns read.
    pub fn slots(&self) -> BTreeSet<usize> {
        self.slots_of(|_| true)
    }

    /// The slots of the scope that the file itself names: those of rules, orders and named columns.
    pub fn slots_asked(&self) -> BTreeSet<usize> {
        self.slots_of(|column| !column.usual)
    }

    /// Whether lists depend on more than rules, order and capacity: on quotas, amounts or matching.
    pub fn is_limited(&self) -> bool {
        self.matching.is_some() || self.all.iter().any(Institution::is_limited)
    }

    fn slots_of(&self, counts: impl Fn(&ListColumn) -> bool) -> BTreeSet<usize> {
        let orders = self.all.iter().filter_map(|institution| Some(&institution.order.as_ref()?.by));
        let limits = self.all.iter().flat_map(|institution| {
            let amount = institution.amount.as_ref().map(|amount| &amount.of);
            amount.into_iter().chain(institution.quota.as_ref().map(|quota| &quota.by))
        });
        let preferred = self.matching.iter().filter_map(|matching| matching.preferred.as_ref());
        let columns =
            self.all.iter().flat_map(|institution| &institution.columns).filter(|column| counts(column));
        let values = columns.filter_map(|column| column.cell.expr());
        let rules = self.rules.iter().map(|rule| &rule.when);
        rules
            .chain(orders)
            .chain(limits)
            .chain(preferred)
            .chain(values)
            .flat_map(|expr| expr.slots().iter().copied())
            .collect()
    }
}

/// The resolved values of `[defaults]`.
struct Defaults {
    rules: Vec<usize>,
    order: Option<Order>,
    capacity: Option<usize>,
    exclude: Exclude,
    credit_line: Option<Expr>,
    may_see: Option<Sensitivity>,
    file: Option<String>,
    columns: Vec<ListColumn>,
    format: Format,
    encoding: Encoding,
    tell_firms: bool,
}

/// Reads entries, storing each rule once.
struct Reader<'a> {
    names: Names<'a>,
    /// Document of the file's rules.
    source: Option<&'a str>,
    rules: Vec<Rule>,
    /// Position of each rule by its text, reason and source.
    known: FxHashMap<(String, Message, Option<String>), usize>,
    /// The facts of all institutions.
    facts: &'a [KnownFact],
    /// Grades of fields and results.
    grades: Grades,
}

/// A fact in scope, and the rule on it.
struct KnownFact {
    fact: Fact,
    /// The rule that a firm must meet.
    when: String,
    /// The reason for a firm that does not meet it.
    reason: Message,
}

/// The facts that the institutions of `file` need, and `scope` with their names behind its own.
fn known_facts(file: &written::File, scope: &Scope, has_ledger: bool) -> (Vec<KnownFact>, Scope) {
    let mut scope = scope.clone();
    let mut known = Vec::new();
    for (institution, entry) in file.institutions.iter().enumerate() {
        let exclude = excluded(entry, &file.defaults);
        let consent = has_ledger.then_some(About::Consented);
        for about in consent.into_iter().chain(exclude.facts()) {
            let (when, reason) = facts::add(&mut scope, about, entry.id.get_ref(), exclude.referred_months);
            known.push(KnownFact { fact: Fact { institution, about }, when, reason });
        }
    }
    (known, scope)
}

/// The firms that an institution excludes.
fn excluded(entry: &Entry, defaults: &written::Defaults) -> Exclude {
    entry.exclude.as_ref().or(defaults.exclude.as_ref()).map(Exclude::of).unwrap_or_default()
}

impl Reader<'_> {
    fn defaults(&mut self, written: &written::Defaults, findings: &mut Findings) -> Defaults {
        let format = written.format.unwrap_or_default();
        self.check_encoding(format, written.encoding.as_ref(), findings);
        Defaults {
            rules: self.rules(&written.rules, None, findings),
            order: written.order.as_ref().and_then(|order| self.order(order, findings)),
            capacity: written.capacity.as_ref().and_then(|capacity| self.capacity(capacity, findings)),
            exclude: written.exclude.as_ref().map(Exclude::of).unwrap_or_default(),
            credit_line: written.credit_line.as_ref().and_then(|line| self.credit_line(line, findings)),
            may_see: written.may_see.as_ref().map(|grade| *grade.get_ref()),
            file: written.file.as_ref().map(|pattern| self.pattern(pattern, findings)),
            columns: match &written.columns {
                Some(entries) => columns::read(&self.names, entries, findings),
                None => columns::usual(&self.names),
            },
            format,
            encoding: written.encoding.as_ref().map(|e| *e.get_ref()).unwrap_or_default(),
            tell_firms: written.tell_firms,
        }
    }

    /// The institution at position `at`.
    fn institution(
        &mut self,
        at: usize,
        entry: &Entry,
        defaults: &Defaults,
        findings: &mut Findings,
    ) -> Institution {
        if entry.name.get_ref().trim().is_empty() {
            let place = self.names.source.place(entry.name.span().start).in_column("name");
            findings.push(
                Finding::new(Code::ValueEmpty, place, say!(referral::name_empty))
                    .help(say!(referral::name_empty_help)),
            );
        }
        let format = entry.format.unwrap_or(defaults.format);
        self.check_encoding(format, entry.encoding.as_ref(), findings);
        let mut rules = self.rules_on_facts(at, entry);
        if entry.default_rules {
            rules.extend(&defaults.rules);
        }
        for rule in self.rules(&entry.rules, entry.source.as_deref(), findings) {
            if !rules.contains(&rule) {
                rules.push(rule);
            }
        }
        let capacity = match &entry.capacity {
            Some(capacity) => self.capacity(capacity, findings),
            None => defaults.capacity,
        };
        let (amount, quota) = self.limits(entry, capacity, findings);
        rules.extend(amount.as_ref().and_then(|amount| self.amount_known(amount, entry, findings)));
        Institution {
            place: self.names.source.place(entry.id.span().start),
            id: entry.id.get_ref().clone(),
            name: entry.name.get_ref().clone(),
            name_zh: entry.name_zh.clone(),
            kind: entry.kind,
            source: entry.source.clone(),
            rules,
            order: match &entry.order {
                Some(order) => self.order(order, findings),
                None => defaults.order.clone(),
            },
            capacity,
            exclude: entry.exclude.as_ref().map_or_else(|| defaults.exclude.clone(), Exclude::of),
            amount,
            quota,
            file: entry
                .file
                .as_ref()
                .map(|pattern| self.pattern(pattern, findings))
                .or(defaults.file.clone()),
            columns: self.columns(entry, defaults, findings),
            format,
            encoding: entry.encoding.as_ref().map_or(defaults.encoding, |e| *e.get_ref()),
            tell_firms: entry.tell_firms.unwrap_or(defaults.tell_firms),
        }
    }

    fn credit_line(&self, written: &Spanned<String>, findings: &mut Findings) -> Option<Expr> {
        self.names.compile(written, Some(Kind::Number), "credit_line", findings)
    }

    fn pattern(&self, written: &Spanned<String>, findings: &mut Findings) -> String {
        policies::check_pattern(self.names.source, written, findings);
        written.get_ref().clone()
    }

    /// The columns of an institution's list, none above the grade that it may see.
    fn columns(&self, entry: &Entry, defaults: &Defaults, findings: &mut Findings) -> Vec<ListColumn> {
        let place = self.names.source.place(entry.id.span().start);
        let columns = match &entry.columns {
            Some(entries) => columns::read(&self.names, entries, findings),
            None => defaults.columns.clone(),
        };
        let own = entry.credit_line.as_ref().map(|line| self.credit_line(line, findings));
        let credit_line = own.unwrap_or_else(|| defaults.credit_line.clone());
        let columns = policies::with_credit_line(columns, credit_line.as_ref(), &place, findings);
        let most = entry.may_see.as_ref().map(|grade| *grade.get_ref()).or(defaults.may_see);
        if let Some(most) = most {
            self.grades.check(&self.names, &columns, most, &place, findings);
        }
        columns
    }

    /// The limits of an institution's list besides its capacity.
    fn limits(
        &self,
        entry: &Entry,
        capacity: Option<usize>,
        findings: &mut Findings,
    ) -> (Option<AmountLimit>, Option<Quota>) {
        let amount = entry.amount.as_ref();
        if let (Some(_), Some(quota)) = (amount, &entry.quota) {
            let place = self.names.source.place(quota.span().start).in_column("quota");
            findings.push(
                Finding::new(Code::KeyChoice, place, say!(referral::quota_and_amount))
                    .help(say!(referral::quota_and_amount_help)),
            );
        }
        let amount = amount.and_then(|amount| limits::amount(&self.names, amount.get_ref(), findings));
        let quota = entry.quota.as_ref();
        (amount, quota.and_then(|quota| limits::quota(&self.names, quota, capacity, findings)))
    }

    /// The rules on facts about the institution at position `at`, the first to be tried.
    fn rules_on_facts(&mut self, at: usize, entry: &Entry) -> Vec<usize> {
        let facts = self.facts.iter().filter(|known| known.fact.institution == at);
        let compiled: Vec<(Expr, Message)> = facts
            .filter_map(|known| {
                // Only an id that is refused gives no name.
                let when = Expr::compile_as(&known.when, self.names.scope, Kind::Flag).ok()?;
                Some((when, known.reason.clone()))
            })
            .collect();
        let source = entry.source.as_deref().or(self.source).map(str::to_owned);
        let rule = |(when, reason)| self.stored(Rule { when, reason, source: source.clone() });
        compiled.into_iter().map(rule).collect()
    }

    /// The rule that a firm's amount is known and not negative, which a limit of amounts needs.
    fn amount_known(
        &mut self,
        amount: &AmountLimit,
        entry: &Entry,
        findings: &mut Findings,
    ) -> Option<usize> {
        let of = amount.of.source().trim();
        let Ok(when) = Expr::compile_as(&format!("({of}) >= 0"), self.names.scope, Kind::Flag) else {
            let at = entry.amount.as_ref().map_or(0, |amount| amount.get_ref().of.span().start);
            let place = self.names.source.place(at).in_column("of");
            findings.push(
                Finding::new(Code::TooMany, place, say!(referral::amount_long))
                    .help(say!(referral::amount_long_help)),
            );
            return None;
        };
        let source = entry.source.as_deref().or(self.source).map(str::to_owned);
        Some(self.stored(Rule { when, reason: say!(referral::amount_unknown, amount = of), source }))
    }

    /// The position of a rule, which is stored once for all institutions.
    fn stored(&mut self, rule: Rule) -> usize {
        let key = (rule.when.source().to_owned(), rule.reason.clone(), rule.source.clone());
        let position = *self.known.entry(key).or_insert(self.rules.len());
        if position == self.rules.len() {
            self.rules.push(rule);
        }
        position
    }

    fn check_id(&self, entry: &Entry, is_first: bool, findings: &mut Findings) {
        let id = entry.id.get_ref();
        let place = self.names.source.place(entry.id.span().start).in_column("id");
        if !is_kebab_case(id) {
            findings.push(
                Finding::new(Code::NameInvalid, place, say!(referral::id_invalid, id = id))
                    .help(say!(referral::id_invalid_help)),
            );
        } else if is_device(id) {
            findings.push(
                Finding::new(Code::NameInvalid, place, say!(referral::id_device, id = id))
                    .help(say!(referral::id_device_help)),
            );
        } else if !is_first {
            let message = say!(referral::id_repeated, id = id);
            findings.push(
                Finding::new(Code::NameRepeated, place, message).help(say!(referral::id_repeated_help)),
            );
        } else if self.names.dictionary.field(id).is_some() {
            let message = say!(referral::id_field, id = id);
            findings
                .push(Finding::new(Code::NameRepeated, place, message).help(say!(referral::id_field_help)));
        }
    }

    fn check_encoding(&self, format: Format, encoding: Option<&Spanned<Encoding>>, findings: &mut Findings) {
        if let (Format::Xlsx, Some(encoding)) = (format, encoding) {
            let place = self.names.source.place(encoding.span().start).in_column("encoding");
            findings.push(
                Finding::new(Code::KeyIdle, place, say!(referral::encoding_idle))
                    .help(say!(referral::encoding_idle_help)),
            );
        }
    }

    /// Reads the rules of an institution whose document is `source`. Each rule is stored once for all
    /// institutions.
    fn rules(&mut self, entries: &[RuleEntry], source: Option<&str>, findings: &mut Findings) -> Vec<usize> {
        let mut positions = Vec::with_capacity(entries.len());
        for entry in entries {
            let reason = entry.reason.get_ref().trim();
            if reason.is_empty() {
                let place = self.names.source.place(entry.reason.span().start).in_column("reason");
                findings.push(
                    Finding::new(Code::ValueEmpty, place, say!(referral::reason_empty))
                        .help(say!(referral::reason_empty_help)),
                );
            }
            let Some(when) = self.names.compile(&entry.when, Some(Kind::Flag), "when", findings) else {
                continue;
            };
            let source = entry.source.as_deref().or(source).or(self.source).map(str::to_owned);
            let reason = Message::title(reason, entry.reason_zh.as_ref());
            positions.push(self.stored(Rule { when, reason, source }));
        }
        positions
    }

    fn order(&self, entry: &OrderEntry, findings: &mut Findings) -> Option<Order> {
        let by = self.names.compile(&entry.by, None, "by", findings)?;
        Some(Order { by, direction: entry.direction })
    }

    fn capacity(&self, capacity: &Spanned<Capacity>, findings: &mut Findings) -> Option<usize> {
        let Capacity::AtMost(firms) = *capacity.get_ref() else { return None };
        let fits = usize::try_from(firms).ok().filter(|&firms| firms > 0);
        if fits.is_none() {
            let place = self.names.source.place(capacity.span().start).in_column("capacity");
            findings.push(
                Finding::new(
                    Code::ValueInvalid,
                    place,
                    say!(referral::capacity_invalid, firms = firms.to_string()),
                )
                .help(say!(referral::capacity_invalid_help)),
            );
        }
        fits
    }
}

/// Whether an institution can have this id, which also names files: in kebab case and no device of Windows.
pub fn is_institution_id(id: &str) -> bool {
    is_kebab_case(id) && !is_device(id)
}

/// Whether an id has the form `a1-b2`: lower-case letters and digits with single hyphens between them, at
/// most 64 characters.
fn is_kebab_case(id: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    id.len() <= 64 && id.split('-').all(is_part)
}
