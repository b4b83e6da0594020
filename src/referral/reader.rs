//! Reads and checks an institutions file: every name is resolved, every rule is typed, and every fault has
//! its line.

use rustc_hash::{FxHashMap, FxHashSet};

use super::columns::{self, ListColumn};
use super::facts::{self, About, Exclude, Fact};
use super::institutions::{Institution, Institutions, Order, Rule};
use super::limits::{self, AmountLimit, Quota};
use super::names::Names;
use super::policies::{self, Grades, is_device};
use super::written::{self, Capacity, Encoding, Entry, Format, OrderEntry, RuleEntry, Sensitivity};
use crate::expr::{Expr, Scope};
use crate::finding::{Code, Finding, Findings};
use crate::firms::{Dictionary, Kind};
use crate::parameters::{Source, Spanned};
use crate::words::{Message, say};

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
        let own_line = entry.credit_line.as_ref().map(|line| self.credit_line(line, findings));
        let credit_line = own_line.unwrap_or_else(|| defaults.credit_line.clone());
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
            columns: self.columns(entry, credit_line.as_ref(), defaults, findings),
            credit_line,
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
    fn columns(
        &self,
        entry: &Entry,
        credit_line: Option<&Expr>,
        defaults: &Defaults,
        findings: &mut Findings,
    ) -> Vec<ListColumn> {
        let place = self.names.source.place(entry.id.span().start);
        let columns = match &entry.columns {
            Some(entries) => columns::read(&self.names, entries, findings),
            None => defaults.columns.clone(),
        };
        let columns = policies::with_credit_line(columns, credit_line, &place, findings);
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
