//! Compiles the rules and quantities of programmes, and checks every number.

use rustc_hash::FxHashSet;

use super::assumptions::Assumptions;
use super::draft::Draft;
use super::in_use::{LOAN_NAMES, Programmes};
use super::programme::{Fee, Programme, Relending};
use super::quantity::Quantity;
use super::written::{self, ProgrammesEntry, REQUIRED};
use crate::expr::{Expr, Scope};
use crate::finding::{Code, Finding, Findings};
use crate::firms::{Dictionary, Kind};
use crate::parameters::{Keyword, Source, Spanned};
use crate::referral::{self, Rule};
use crate::scorecard::check_fields;
use crate::words::{Message, say};

/// Most programmes that change a loan's money or risk or exclude others: the search for the best combination
/// is exact.
const MOST_WITH_EFFECT: usize = 16;

/// Bounds of a number in %.
pub(super) const PERCENT: (f64, f64) = (0.0, 100.0);
/// Bounds of a sum of money in 万元.
pub(super) const WAN: (f64, f64) = (0.0, 1e10);
/// Bounds of a number of months or years.
pub(super) const TIME: (f64, f64) = (0.0, 1_200.0);
/// Bounds of a quota in 亿元.
const YI: (f64, f64) = (0.0, 1e8);
/// Most rules of a programme: their positions are counted in a byte.
const MOST_RULES: usize = 255;

impl Programmes {
    /// Compiles `drafts`, with the loan terms of `entry` in the campaign file `source`. `scope` has the names
    /// of institutions' rules.
    ///
    /// # Errors
    /// Every fault of each programme and of the terms.
    pub fn check(
        drafts: &[Draft],
        entry: &ProgrammesEntry,
        source: &Source,
        scope: &Scope,
    ) -> Result<(Programmes, Findings), Findings> {
        let of_firms = scope;
        let scope = scope_of(scope);
        let mut findings = Findings::new();
        let mut words = Vec::new();
        let mut all = Vec::new();
        for draft in drafts {
            let mut checker = Checker::new(&draft.text, of_firms, &scope, &mut findings);
            all.extend(checker.programme(draft, &mut words));
        }
        let with_effect = all.iter().filter(|one| one.has_effect() || one.exclusive != 0).count();
        if with_effect > MOST_WITH_EFFECT {
            let place = source.place(entry.used.span().start).in_column("use");
            let message = say!(programmes::effects_many, programmes = with_effect, most = MOST_WITH_EFFECT);
            findings
                .push(Finding::new(Code::TooMany, place, message).help(say!(programmes::effects_many_help)));
        }
        let early = extended(of_firms, &LOAN_NAMES[..TERMS_KNOW]);
        let mut checker = Checker::new(source, of_firms, &early, &mut findings);
        // Whether a rate is needed is known only if every programme is.
        let known = (all.len() == drafts.len()).then_some(&*all);
        let loan = checker.loan(entry, known);
        let written = entry.portfolio.as_ref().map(|written| written.get_ref());
        let assumptions = written.map(|written| Assumptions::check(written, source, of_firms, known));
        let assumptions = assumptions.transpose().unwrap_or_else(|found| {
            findings.extend(found);
            None
        });
        let prefer = entry.prefer;
        let programmes = loan.map(|loan| Programmes { all, loan, prefer, assumptions, scope });
        findings.sort();
        match programmes {
            Some(programmes) => findings.or_stop(programmes),
            None => Err(findings),
        }
    }
}

/// How many of [`LOAN_NAMES`] terms of the loan may use: all but its principal and months.
const TERMS_KNOW: usize = 3;

/// `scope` with the names of the loan.
pub(super) fn scope_of(scope: &Scope) -> Scope {
    extended(scope, &LOAN_NAMES)
}

fn extended(scope: &Scope, names: &[&'static str]) -> Scope {
    let mut scope = scope.clone();
    for &name in names {
        let kind = if name.starts_with("institution") { Kind::Text } else { Kind::Number };
        scope.add(name, kind);
    }
    scope.limit("institution.kind", referral::Kind::ALL.iter().map(|kind| kind.word()));
    scope
}

pub(super) struct Checker<'a> {
    pub(super) source: &'a Source,
    /// Names of institutions' rules.
    of_firms: &'a Scope,
    /// The same names, and those of the loan.
    scope: &'a Scope,
    pub(super) findings: &'a mut Findings,
    /// Whether a programme is checked without a campaign.
    pub(super) is_alone: bool,
}

impl<'a> Checker<'a> {
    pub(super) fn new(
        source: &'a Source,
        of_firms: &'a Scope,
        scope: &'a Scope,
        findings: &'a mut Findings,
    ) -> Checker<'a> {
        Checker { source, of_firms, scope, findings, is_alone: false }
    }
}

impl Checker<'_> {
    pub(super) fn fault<T>(
        &mut self,
        code: Code,
        written: &Spanned<T>,
        key: &str,
        message: Message,
        help: Message,
    ) {
        let place = self.source.place(written.span().start).in_column(key);
        self.findings.push(Finding::new(code, place, message).help(help));
    }

    fn compile(&mut self, written: &Spanned<String>, key: &str, kind: Kind) -> Option<Expr> {
        self.compile_in(self.scope, written, key, kind)
    }

    fn compile_in(
        &mut self,
        scope: &Scope,
        written: &Spanned<String>,
        key: &str,
        kind: Kind,
    ) -> Option<Expr> {
        match Expr::compile_as(written.get_ref(), scope, kind) {
            Ok(expr) => Some(expr),
            Err(faults) => {
                let at = written.span().start;
                let id = self.source.built_in_at(at);
                let found = faults.into_iter().map(|fault| {
                    let finding = fault.into_finding(self.source, at, key);
                    match id {
                        Some(id) => finding.also(say!(programmes::built_in_set_help, id = id)),
                        None => finding,
                    }
                });
                self.findings.extend(found.collect());
                None
            }
        }
    }

    /// `None` after a fault, which is reported.
    pub(super) fn programme(&mut self, draft: &Draft, words: &mut Vec<String>) -> Option<Programme> {
        let before = self.findings.len();
        let written = &draft.written;
        self.names(written);
        let id = written.id.get_ref().clone();
        self.findings.extend(check_fields(&written.field, self.source, &Dictionary::built_in()));
        if let Some(rule) = written.rule.get(MOST_RULES) {
            let message = say!(programmes::rules_many, most = MOST_RULES);
            self.fault(Code::TooMany, &rule.id, "rule", message, say!(programmes::rules_many_help));
        }
        let mut ids = FxHashSet::default();
        let rules: Vec<Rule> =
            written.rule.iter().filter_map(|rule| self.rule(rule, &mut ids, written)).collect();
        let layer = written
            .layer
            .as_ref()
            .and_then(|layer| self.compile_in(self.of_firms, layer, "layer", Kind::Text));
        let exclusive = written.exclusive.iter().fold(0, |bits, word| bits | self.word(word, words));
        let cap = self.optional(written.loan.cap.as_ref(), &id, "loan.cap", WAN);
        let months = self.optional(written.loan.months.as_ref(), &id, "loan.months", TIME);
        let loss = written.loss.as_ref().and_then(|loss| self.loss(loss, &id));
        let fee = written.fee.as_ref().and_then(|fee| {
            let rate = self.quantity(&fee.rate, Some(&id), "fee.rate", PERCENT)?;
            Some(Fee { rate, payer: fee.payer })
        });
        let subsidy = written.subsidy.as_ref().and_then(|subsidy| self.subsidy(subsidy, &id));
        let relending = written.relending.as_ref().and_then(|relending| {
            let rate = self.quantity(&relending.rate, Some(&id), "relending.rate", PERCENT);
            let share = self.quantity(&relending.share, Some(&id), "relending.share", PERCENT);
            let quota = self.positive(relending.quota.as_ref(), "relending.quota", YI);
            Some(Relending { rate: rate?, share: share?, quota })
        });
        self.made_up(written);
        let note = written.note.as_ref().map(|note| Message::title(note, written.note_zh.as_ref()));
        (self.findings.len() == before).then(|| Programme {
            id,
            title: written.title.get_ref().clone(),
            title_zh: written.title_zh.clone(),
            instrument: written.instrument,
            basis: written.basis,
            source: written.source.clone(),
            note,
            illustrative: written.illustrative.iter().map(|key| key.get_ref().clone()).collect(),
            rules,
            layer,
            exclusive,
            cap,
            months,
            loss,
            fee,
            subsidy,
            relending,
            in_force: draft.in_force.clone(),
            text: draft.text.clone(),
        })
    }

    fn names(&mut self, written: &written::Programme) {
        let id = written.id.get_ref();
        if !referral::is_institution_id(id) {
            let message = say!(programmes::id_invalid, id = id);
            self.fault(Code::NameInvalid, &written.id, "id", message, say!(programmes::id_invalid_help));
        }
        // Keys of the campaign: `jifen programmes simulate --set loan.rate=3` could mean both.
        if ["loan", "portfolio"].contains(&id.as_str()) {
            let message = say!(programmes::id_taken, id = id);
            self.fault(Code::NameInvalid, &written.id, "id", message, say!(programmes::id_taken_help));
        }
        if written.title.get_ref().trim().is_empty() {
            let message = say!(programmes::title_empty);
            self.fault(Code::ValueEmpty, &written.title, "title", message, say!(programmes::title_help));
        }
    }

    fn rule(
        &mut self,
        rule: &written::Rule,
        ids: &mut FxHashSet<String>,
        written: &written::Programme,
    ) -> Option<Rule> {
        if !ids.insert(rule.id.get_ref().clone()) {
            let message = say!(programmes::rule_repeated, id = rule.id.get_ref());
            self.fault(Code::NameRepeated, &rule.id, "id", message, say!(programmes::rule_repeated_help));
        }
        if rule.reason.get_ref().trim().is_empty() {
            let message = say!(programmes::reason_empty);
            self.fault(Code::ValueEmpty, &rule.reason, "reason", message, say!(programmes::reason_help));
        }
        let when = self.compile(&rule.when, "when", Kind::Flag)?;
        let reason = Message::title(rule.reason.get_ref(), rule.reason_zh.as_ref());
        let source = rule.source.clone().or_else(|| written.source.clone());
        Some(Rule { when, reason, source })
    }

    /// The bit of a word by which programmes exclude one another.
    fn word(&mut self, word: &Spanned<String>, words: &mut Vec<String>) -> u64 {
        let known = words.iter().position(|known| known == word.get_ref());
        let at = known.unwrap_or_else(|| {
            words.push(word.get_ref().clone());
            words.len() - 1
        });
        if at >= 64 {
            let message = say!(programmes::words_many, most = 64);
            self.fault(Code::TooMany, word, "exclusive", message, say!(programmes::words_many_help));
        }
        1_u64.checked_shl(at as u32).unwrap_or(0)
    }

    /// A number within its bounds, or an expression. Only a number of a programme, with its `id`, can be
    /// required.
    pub(super) fn quantity(
        &mut self,
        written: &Spanned<written::Quantity>,
        id: Option<&str>,
        key: &'static str,
        (low, high): (f64, f64),
    ) -> Option<Quantity> {
        let number = match (written.get_ref(), id) {
            (written::Quantity::Text(text), Some(_)) if text.trim() == REQUIRED && self.is_alone => {
                return Some(Quantity::Required);
            }
            (written::Quantity::Text(text), Some(id)) if text.trim() == REQUIRED => {
                let message = say!(programmes::number_required, programme = id, key = key);
                let help = say!(programmes::number_required_help, programme = id, key = key);
                self.fault(Code::KeyMissing, written, key, message, help);
                return None;
            }
            (written::Quantity::Text(text), _) => {
                let text = Spanned::new(written.span(), text.clone());
                let expr = self.compile(&text, key, Kind::Number)?;
                return Some(Quantity::Rule { expr, bounds: (low, high) });
            }
            (written::Quantity::Number(number), _) => *number,
        };
        if key.ends_with("months") && number.fract() != 0.0 {
            let message = say!(programmes::months_broken, key = key, number = number.to_string());
            self.fault(Code::ValueInvalid, written, key, message, say!(programmes::months_broken_help));
            return None;
        }
        match Quantity::fixed(number).filter(|_| (low..=high).contains(&number)) {
            Some(quantity) => Some(quantity),
            None => {
                self.outside(written, key, number, (low, high));
                None
            }
        }
    }

    pub(super) fn optional(
        &mut self,
        written: Option<&Spanned<written::Quantity>>,
        id: &str,
        key: &'static str,
        bounds: (f64, f64),
    ) -> Option<Quantity> {
        written.and_then(|written| self.quantity(written, Some(id), key, bounds))
    }

    /// Keys named as made up that the programme does not have.
    fn made_up(&mut self, written: &written::Programme) {
        for key in &written.illustrative {
            let name = key.get_ref().as_str();
            let table = |name: &str, has: bool| has.then(|| name.to_owned());
            let known: Vec<String> = [
                table("loan", written.loan.cap.is_some() || written.loan.months.is_some()),
                table("loss", written.loss.is_some()),
                table("fee", written.fee.is_some()),
                table("subsidy", written.subsidy.is_some()),
                table("relending", written.relending.is_some()),
                table("layer", written.layer.is_some()),
                table("rule", !written.rule.is_empty()),
            ]
            .into_iter()
            .flatten()
            .collect();
            let first = name.split('.').next().unwrap_or_default();
            if !known.iter().any(|known| known == first) {
                let message = say!(programmes::made_up_unknown, key = name);
                let help = say!(programmes::made_up_help, keys = crate::words::Arg::all(known));
                self.fault(Code::NameUnknown, key, "illustrative", message, help);
            }
        }
    }
}
