//! Facts of a firm that do not depend on others: derived values, segment, raw values, coverage, gates.

use jiff::civil::Date;

use super::draft::{Draft, all, any, not, one_if, sum};
use crate::expr::sql::{Call, Sql};
use crate::expr::{Lowered, Quotient};
use crate::firms::{Dictionary, Kind};
use crate::scorecard::{Curve, Indicator, Missing, Test, Unknown};
use crate::words::say;

/// Decimals of coverage.
const COVERAGE: u32 = 12;

/// Columns that later stages read.
pub(super) struct Values {
    /// Id of the segment.
    pub segment: Sql,
    /// Raw values by indicator: a flag as 1 or 0, a class as its points.
    pub raw: Vec<Raw>,
    /// Coverage.
    pub coverage: Sql,
    /// Whether the firm is scored.
    pub scored: String,
    /// Whether it is not.
    pub turned_away: String,
    /// Why it is not: a code.
    pub rejected: String,
}

/// A raw value.
pub(super) struct Raw {
    /// The nearest double.
    pub value: Sql,
    /// The exact number; `None` for a flag or a class.
    pub exact: Option<Quotient>,
}

/// Verdicts on a condition: whether it is not met, and whether it is not known.
#[derive(Clone)]
pub(super) struct Verdict {
    pub unmet: Sql,
    pub unknown: Sql,
}

impl Draft<'_> {
    /// The fields in `read` as whole numbers of `10^-decimals`, texts, flags and days.
    pub fn fields(&mut self, dictionary: &Dictionary, read: &[usize], decimals: u32) {
        for &slot in read {
            let field = &dictionary.fields[slot];
            let column = Sql::Column(field.name.as_str().into());
            self.slots[slot] = Some(match field.kind() {
                Kind::Text => Lowered::Text(column),
                Kind::Flag => Lowered::Flag(column),
                Kind::Date => Lowered::Date(column),
                Kind::Number => {
                    let ten = Sql::Number(10_f64.powi(decimals as i32));
                    let near = Sql::of(Call::Add, column.clone().times(ten.clone()), Sql::Number(0.5));
                    let units = self.column(&format!("{}_units", field.name), Sql::of_one(Call::Floor, near));
                    let back = Sql::of(Call::Divide, units.clone(), ten);
                    let is_same = Sql::of(Call::Equal, back, column.clone());
                    let is_whole = any([Sql::of_one(Call::IsNull, column), is_same]);
                    let name = self.name(&format!("{}_exact", field.name));
                    self.steps.all.push((name.clone(), is_whole.holds()));
                    self.exact.push(name);
                    Lowered::Number(Quotient::whole(units, decimals))
                }
            });
        }
    }

    /// All columns of this stage; `fields` is the number of fields of the dictionary.
    pub fn values(&mut self, fields: usize, as_of: Date) -> Values {
        let card = self.card;
        self.slots[fields] = Some(Lowered::Date(Sql::Date(as_of)));
        for (at, derived) in card.derived.iter().enumerate() {
            let lowered = self.lower(&derived.value, &derived.id);
            let lowered = lowered.map(|lowered| match lowered {
                Lowered::Number(Quotient { over, under: None, scale }) => {
                    Lowered::Number(Quotient::whole(self.column(&derived.id, over), scale))
                }
                Lowered::Number(number) => Lowered::Number(number),
                Lowered::Text(sql) => Lowered::Text(self.column(&derived.id, sql)),
                Lowered::Flag(sql) => Lowered::Flag(self.column(&derived.id, sql)),
                Lowered::Date(sql) => Lowered::Date(self.column(&derived.id, sql)),
            });
            self.slots[fields + 1 + at] = Some(lowered.unwrap_or_else(|| nothing(derived.value.kind())));
        }
        let segment = self.segment();
        let raw: Vec<Raw> = card.indicators.iter().map(|indicator| self.raw(indicator)).collect();
        let coverage = self.coverage(&segment, &raw);
        let [scored, turned_away, rejected] = self.screened(&segment, &raw, &coverage);
        Values { segment, raw, coverage, scored, turned_away, rejected }
    }

    fn segment(&mut self) -> Sql {
        let (mut arms, mut rest) = (Vec::new(), None);
        for segment in &self.card.segments {
            let id = Sql::Text(segment.id.as_str().into());
            match &segment.when {
                Some(when) => {
                    let holds = self.flag(when, &format!("is_{}", segment.id));
                    arms.push((holds, id));
                }
                None => {
                    rest = Some(Box::new(id));
                    break;
                }
            }
        }
        let segment = if arms.is_empty() {
            rest.map_or(Sql::Null(Kind::Text), |rest| *rest)
        } else {
            Sql::Case(arms, Some(rest.unwrap_or(Box::new(Sql::Null(Kind::Text)))))
        };
        self.column("segment", segment)
    }

    fn raw(&mut self, indicator: &Indicator) -> Raw {
        let id = &indicator.id;
        let Some(lowered) = self.lower(&indicator.value, id) else {
            return Raw { value: Sql::Null(Kind::Number), exact: None };
        };
        let name = format!("{id}_raw");
        match (lowered, &indicator.curve) {
            (Lowered::Number(exact), _) => {
                let is_quotient = exact.under.is_some();
                let Some(value) = exact.clone().value() else {
                    self.refuse(id, say!(warehouse::unsaid_digits));
                    return Raw { value: Sql::Null(Kind::Number), exact: None };
                };
                // 0 over a number below 0 is −0, which is no number of a rule.
                let value = match is_quotient {
                    true => {
                        let is_zero = Sql::of(Call::Equal, exact.over.clone(), Sql::Number(0.0));
                        let is_known = exact.is_known();
                        Sql::Case(vec![(all([is_zero, is_known]), Sql::Number(0.0))], Some(Box::new(value)))
                    }
                    false => value,
                };
                Raw { value: self.column(&name, value), exact: Some(exact) }
            }
            (Lowered::Flag(flag), _) => {
                let arms = vec![(flag.clone(), Sql::Number(1.0)), (not(flag), Sql::Number(0.0))];
                Raw { value: self.column(&name, Sql::Case(arms, None)), exact: None }
            }
            (Lowered::Text(text), Curve::Classes { classes, otherwise, .. }) => {
                let text = self.steps.named(text);
                let unknown = (Sql::of_one(Call::IsNull, text.clone()), Sql::Null(Kind::Number));
                let arms = classes.iter().map(|(class, points)| {
                    let is_class = Sql::of(Call::Equal, text.clone(), Sql::Text(class.as_str().into()));
                    (is_class, Sql::Number(*points))
                });
                let arms = std::iter::once(unknown).chain(arms).collect();
                let points = Sql::Case(arms, Some(Box::new(Sql::Number(*otherwise))));
                Raw { value: self.column(&name, points), exact: None }
            }
            (other, curve) => unreachable!("{curve:?} of {other:?}"),
        }
    }

    /// `Σ known share / Σ share` to twelve decimals: see [`screen`](crate::scoring::Rejections).
    fn coverage(&mut self, segment: &Sql, raw: &[Raw]) -> Sql {
        let shares = self.card.weight_shares();
        let segments = 0..self.card.segments.len();
        let whole: Vec<f64> = segments.map(|at| shares.iter().map(|share| share[at]).sum()).collect();
        let terms = raw.iter().zip(&shares).map(|(raw, share)| {
            let is_known = raw.value.clone().is_known();
            Sql::choose(is_known, self.by_segment(segment, share), Sql::Number(0.0))
        });
        let known = sum(terms.collect::<Vec<_>>());
        let known = self.steps.named(known);
        let over = |whole: f64| {
            if whole > 0.0 {
                let share = Sql::of(Call::Divide, known.clone(), Sql::Number(whole));
                let units = share.times(Sql::Number(10_f64.powi(COVERAGE as i32)));
                let units = Sql::of_one(Call::Floor, Sql::of(Call::Add, units, Sql::Number(0.5)));
                Sql::of(Call::Divide, units, Sql::Number(10_f64.powi(COVERAGE as i32)))
            } else {
                Sql::Number(1.0)
            }
        };
        let coverage = if whole.iter().all(|one| *one == whole[0]) {
            over(whole[0])
        } else {
            let arms = self.card.segments.iter().zip(&whole).map(|(one, whole)| {
                let is_in = Sql::of(Call::Equal, segment.clone(), Sql::Text(one.id.as_str().into()));
                (is_in, over(*whole))
            });
            Sql::Case(arms.collect(), None)
        };
        self.column("coverage", coverage)
    }

    /// Whether the firm is scored, whether it is not, and why it is not.
    fn screened(&mut self, segment: &Sql, raw: &[Raw], coverage: &Sql) -> [String; 3] {
        let card = self.card;
        let shares = card.weight_shares();
        let lacks = card.indicators.iter().zip(raw).zip(&shares);
        let lacks = lacks.filter(|((indicator, _), _)| indicator.missing == Missing::Reject);
        let lacks: Vec<Sql> = lacks
            .map(|((_, raw), share)| {
                let counts = Sql::of(Call::Less, Sql::Number(0.0), self.by_segment(segment, share));
                all([Sql::of_one(Call::IsNull, raw.value.clone()), counts])
            })
            .collect();
        let text = |code: &str| Sql::Text(code.into());
        let low = Sql::of(Call::Less, coverage.clone(), Sql::Number(card.minimum_coverage));
        let arms = vec![
            (Sql::of_one(Call::IsNull, segment.clone()), text("segment-none")),
            (any(lacks), text("indicator-missing")),
            (low, text("coverage-low")),
        ];
        let rejected = self.column("rejected", Sql::Case(arms, Some(Box::new(Sql::Null(Kind::Text)))));
        let scored = self.column("scored", Sql::of_one(Call::IsNull, rejected.clone()));
        let turned_away = self.column("turned_away", rejected.clone().is_known());
        [scored, turned_away, rejected].map(|column| name_of(&column))
    }

    /// The verdicts on the conditions from `range`, each after its parts; `known` are those before.
    pub fn verdicts(&mut self, range: std::ops::Range<usize>, known: &mut Vec<Verdict>) {
        for at in range {
            let condition = &self.card.conditions[at];
            let what = condition.id.clone().unwrap_or_else(|| format!("condition_{}", at + 1));
            let value = match &condition.test {
                Test::Rule { when } => self.flag(when, &what),
                parted => {
                    let parts: Vec<(Verdict, bool)> = parted
                        .parts()
                        .iter()
                        .map(|&part| {
                            (known[part].clone(), self.card.conditions[part].unknown == Unknown::Hold)
                        })
                        .collect();
                    let least = match parted {
                        Test::All(parts) => parts.len() as f64,
                        Test::AtLeast(count, _) => f64::from(*count),
                        Test::Any(_) | Test::Rule { .. } => 1.0,
                    };
                    let met = sum(parts.iter().map(|(part, _)| one_if(not(part.unmet.clone()))));
                    let met = self.steps.named(met);
                    let held = parts
                        .iter()
                        .filter(|(_, holds)| *holds)
                        .map(|(part, _)| one_if(all([part.unmet.clone(), part.unknown.clone()])));
                    let could = Sql::of(Call::Add, met.clone(), sum(held));
                    let reaches = |sum: Sql| Sql::of(Call::LessOrEqual, Sql::Number(least), sum);
                    Sql::Case(
                        vec![(reaches(met), Sql::Flag(true)), (reaches(could), Sql::Null(Kind::Flag))],
                        Some(Box::new(Sql::Flag(false))),
                    )
                }
            };
            let value = self.steps.named(value);
            let passes = Sql::Flag(condition.unknown != Unknown::Pass);
            let arms = vec![(value.clone(), Sql::Flag(false)), (not(value.clone()), Sql::Flag(true))];
            let unmet = self.column(&format!("{what}_unmet"), Sql::Case(arms, Some(Box::new(passes))));
            let unknown = self.column(&format!("{what}_unknown"), Sql::of_one(Call::IsNull, value));
            known.push(Verdict { unmet, unknown });
        }
    }
}

/// The name of a column.
pub(super) fn name_of(sql: &Sql) -> String {
    match sql {
        Sql::Column(name) => name.to_string(),
        other => unreachable!("{other:?} is no column"),
    }
}

/// A missing value.
pub(super) fn nothing(kind: Kind) -> Lowered {
    match kind {
        Kind::Number => Lowered::Number(Quotient::whole(Sql::Null(Kind::Number), 0)),
        Kind::Text => Lowered::Text(Sql::Null(Kind::Text)),
        Kind::Flag => Lowered::Flag(Sql::Null(Kind::Flag)),
        Kind::Date => Lowered::Date(Sql::Null(Kind::Date)),
    }
}
