//! Imputed and treated values: means and quantiles of populations.

use super::super::stage::{Aggregate, ByGroup, Order, Stage, Window};
use super::draft::{Draft, EXACT, all, any};
use super::values::{Values, name_of};
use crate::decimal::{Fraction, written};
use crate::expr::sql::{Call, Sql};
use crate::expr::{Lowered, Quotient};
use crate::firms::{Dictionary, Kind};
use crate::scorecard::{Indicator, Missing, Scorecard, Treatment, Within};
use crate::words::say;

/// Field whose first three characters form the industry, as in the statistics of a run.
const INDUSTRY: &str = "industry";

/// A value after the missing policy and the treatment.
pub(super) struct Treated {
    pub value: Sql,
    /// The exact number; `None` if it is not one of the raw numbers.
    pub exact: Option<Quotient>,
}

/// The columns that tell populations apart.
pub(super) struct Populations {
    segment: String,
    industry: Option<String>,
}

impl Populations {
    /// The columns in which the firms of a population agree.
    pub fn columns(&self, within: Within) -> Vec<String> {
        let segment = within.segment.then(|| self.segment.clone());
        let industry = self.industry.clone().filter(|_| within.industry);
        segment.into_iter().chain(industry).collect()
    }
}

/// A quantile of whole numbers of units in a population.
struct Asked {
    /// Beginning of the names.
    name: String,
    /// Column of the numbers.
    units: String,
    scale: u32,
    /// The quantile's `p` as `over / under`.
    p: (i64, i64),
    by: Vec<String>,
}

/// The field of the industry, if a statistic of the scorecard is taken within industries.
pub(super) fn industry(card: &Scorecard, dictionary: &Dictionary) -> Option<usize> {
    let uses = |indicator: &Indicator| {
        let missing = match indicator.missing {
            Missing::Mean(within) | Missing::Median(within) => Some(within),
            _ => None,
        };
        let treatment = indicator.treatment.iter().filter_map(|step| match step {
            Treatment::Winsorise { within, .. } | Treatment::DrawIn { within, .. } => Some(*within),
            Treatment::Ln | Treatment::Ln1p => None,
        });
        let all = missing.into_iter().chain(treatment).chain(indicator.curve.population());
        all.into_iter().any(|within| within.industry)
    };
    card.indicators.iter().any(uses).then(|| dictionary.position(INDUSTRY)).flatten()
}

impl Draft<'_> {
    /// The columns that tell populations apart, among the values of firms.
    pub fn populations(&mut self, segment: &Sql, dictionary: &Dictionary) -> Populations {
        let segment = name_of(segment);
        let field = industry(self.card, dictionary);
        let Some(Lowered::Text(industry)) = field.and_then(|field| self.slots[field].clone()) else {
            return Populations { segment, industry: None };
        };
        let head = self.steps.named(Sql::of_one(Call::Head, industry.clone()));
        let is_ascii = Sql::of_one(Call::IsAscii, head.clone());
        let is_sound = any([Sql::of_one(Call::IsNull, industry.clone()), is_ascii]);
        let exact = self.name("industry_exact");
        self.steps.all.push((exact.clone(), is_sound.holds()));
        self.exact.push(exact);
        // Firms of unknown industry form one industry.
        let division = Sql::choose(industry.is_known(), head, Sql::Text("".into()));
        let industry = name_of(&self.column("industry_division", division));
        Populations { segment, industry: Some(industry) }
    }

    /// The values after the missing policies and the treatments.
    pub fn treated(&mut self, values: &Values, populations: &Populations) -> Vec<Treated> {
        let imputed = self.imputed(values, populations);
        self.drawn_in(imputed, populations)
    }

    fn imputed(&mut self, values: &Values, populations: &Populations) -> Vec<Treated> {
        let card = self.card;
        let mut means = ByGroup::default();
        let (mut sums, mut asked) = (Vec::new(), Vec::new());
        for (at, (indicator, raw)) in card.indicators.iter().zip(&values.raw).enumerate() {
            let (Missing::Mean(within) | Missing::Median(within)) = indicator.missing else { continue };
            let Some((units, scale)) = self.whole(&raw.exact, &raw.value, &indicator.id) else { continue };
            let by = populations.columns(within);
            if let Missing::Mean(_) = indicator.missing {
                let parts = [("sum", Aggregate::Sum(units.clone())), ("count", Aggregate::Count(units))];
                let parts = parts.map(|(part, aggregate)| {
                    let name = self.name(&format!("{}_{part}", indicator.id));
                    means.add(&by, name.clone(), aggregate);
                    Sql::Column(name.into())
                });
                sums.push((at, parts, scale));
            } else {
                let name = format!("{}_median", indicator.id);
                asked.push((at, Asked { name, units, scale, p: (1, 2), by }));
            }
        }
        self.end_rows();
        self.stages.extend(means.stages());
        let (places, asked): (Vec<usize>, Vec<Asked>) = asked.into_iter().unzip();
        let medians = self.quantiles(asked);
        let mut found: Vec<Option<Sql>> = vec![None; card.indicators.len()];
        for (at, [sum, count], scale) in sums {
            let mean = self.quotient(&format!("{}_mean", card.indicators[at].id), sum, count, scale);
            found[at] = Some(mean);
        }
        places.into_iter().zip(medians).for_each(|(at, median)| found[at] = Some(median));
        let all = card.indicators.iter().zip(&values.raw).zip(found);
        all.map(|((indicator, raw), found)| {
            let (value, exact) = (raw.value.clone(), raw.exact.clone());
            let other = match (indicator.missing, found) {
                (Missing::Value(number), _) => Sql::Number(number),
                (_, Some(found)) => found,
                _ => return Treated { value, exact },
            };
            let filled = Sql::choose(value.clone().is_known(), value, other);
            let value = self.column(&format!("{}_filled", indicator.id), filled);
            let exact = match indicator.missing {
                Missing::Value(number) => exact.and_then(|exact| self.with_number(exact, number)),
                _ => None,
            };
            Treated { value, exact }
        })
        .collect()
    }

    /// Exact numbers with `number` in place of missing ones, if it is a whole number of their units.
    fn with_number(&mut self, exact: Quotient, number: f64) -> Option<Quotient> {
        if exact.under.is_some() {
            return None;
        }
        let (digits, power) = written(number);
        let power = u32::try_from(power + exact.scale as i32).ok().filter(|power| *power <= 15)?;
        let units = digits as f64 * 10_f64.powi(power as i32);
        let over = Sql::choose(exact.over.clone().is_known(), exact.over, Sql::Number(units));
        Some(Quotient::whole(self.steps.named(over), exact.scale))
    }

    fn drawn_in(&mut self, imputed: Vec<Treated>, populations: &Populations) -> Vec<Treated> {
        let card = self.card;
        let mut asked: Vec<Asked> = Vec::new();
        let mut of: Vec<usize> = Vec::new();
        for (at, (indicator, treated)) in card.indicators.iter().zip(&imputed).enumerate() {
            let id = &indicator.id;
            match indicator.treatment.as_slice() {
                [] => {}
                [Treatment::Winsorise { lower, upper, within }] => {
                    let Some((units, scale)) = self.whole(&treated.exact, &treated.value, id) else {
                        continue;
                    };
                    let both: Option<Vec<(i64, i64)>> =
                        [lower, upper].into_iter().map(|p| Fraction::of(*p).parts()).collect();
                    let Some(both) = both else {
                        self.refuse(id, say!(warehouse::unsaid_digits));
                        continue;
                    };
                    for (name, p) in ["lower", "upper"].into_iter().zip(both) {
                        let (units, by) = (units.clone(), populations.columns(*within));
                        asked.push(Asked { name: format!("{id}_{name}"), units, scale, p, by });
                    }
                    of.push(at);
                }
                _ => self.refuse(id, say!(warehouse::unsaid_treated)),
            }
        }
        self.end_rows();
        let bounds = self.quantiles(asked);
        let mut treated = imputed;
        for (at, pair) in of.into_iter().zip(bounds.chunks(2)) {
            let x = treated[at].value.clone();
            let arms = vec![
                (Sql::of(Call::Less, x.clone(), pair[0].clone()), pair[0].clone()),
                (Sql::of(Call::Less, pair[1].clone(), x.clone()), pair[1].clone()),
            ];
            let drawn = Sql::Case(arms, Some(Box::new(x)));
            let value = self.column(&format!("{}_treated", card.indicators[at].id), drawn);
            treated[at] = Treated { value, exact: None };
        }
        treated
    }

    /// The column of whole units of exact numbers, and the decimals of the unit; refused for quotients.
    fn whole(&mut self, exact: &Option<Quotient>, value: &Sql, id: &str) -> Option<(String, u32)> {
        match exact {
            Some(Quotient { over: Sql::Column(units), under: None, scale }) => {
                Some((units.to_string(), *scale))
            }
            // A flag or the points of a class.
            None => match value {
                Sql::Column(_) => {
                    self.refuse(id, say!(warehouse::unsaid_statistic));
                    None
                }
                _ => None,
            },
            _ => {
                self.refuse(id, say!(warehouse::unsaid_statistic));
                None
            }
        }
    }

    /// `over / (under · 10^scale)` as the nearest double; missing where `under` is 0.
    fn quotient(&mut self, name: &str, over: Sql, under: Sql, scale: u32) -> Sql {
        let exact = self.name(&format!("{name}_exact"));
        let is_exact = Sql::of(Call::Less, Sql::of_one(Call::Abs, over.clone()), Sql::Number(EXACT));
        let is_none = Sql::of_one(Call::IsNull, over.clone());
        self.steps.all.push((exact.clone(), any([is_none, is_exact]).holds()));
        self.exact.push(exact);
        let is_zero = Sql::of(Call::Equal, under.clone(), Sql::Number(0.0));
        let value = Sql::of(Call::Divide, over, under.times(Sql::Number(10_f64.powi(scale as i32))));
        self.column(name, Sql::choose(is_zero, Sql::Null(Kind::Number), value))
    }

    /// Quantiles by linear interpolation between order statistics (Hyndman and Fan 1996, type 7): with
    /// `h = (n − 1) p`, the number of place `⌊h⌋` and a part `h − ⌊h⌋` of the way to the next, as the nearest
    /// double. Begins on a new stage, and ends several.
    fn quantiles(&mut self, asked: Vec<Asked>) -> Vec<Sql> {
        if asked.is_empty() {
            return Vec::new();
        }
        let one = || Sql::Number(1.0);
        let (mut counts, mut windows) = (ByGroup::default(), Vec::new());
        let mut of: Vec<(Sql, Sql)> = Vec::new();
        for Asked { name, units, by, .. } in &asked {
            let [count, place] = ["count", "place"].map(|part| self.name(&format!("{name}_{part}")));
            counts.add(by, count.clone(), Aggregate::Count(units.clone()));
            let order = Order { column: units.clone(), descending: false, is_text: false };
            windows.push((place.clone(), Window::Place { within: by.clone(), by: vec![order] }));
            of.push((Sql::Column(count.into()), Sql::Column(place.into())));
        }
        self.stages.extend(counts.stages());
        self.stages.push(Stage::Windows(windows));
        let mut ends = ByGroup::default();
        let mut found: Vec<[Sql; 3]> = Vec::new();
        for (Asked { name, units, p: (over, under), by, .. }, (count, place)) in asked.iter().zip(&of) {
            let (over, under) = (Sql::Number(*over as f64), Sql::Number(*under as f64));
            let steps = Sql::of(Call::Subtract, count.clone(), one()).times(over);
            let steps = self.steps.named(steps);
            let first = Sql::of_one(Call::Floor, Sql::of(Call::Divide, steps.clone(), under.clone()));
            let first = self.steps.named(first);
            let rest = self
                .column(&format!("{name}_rest"), Sql::of(Call::Subtract, steps, first.clone().times(under)));
            let before = Sql::of(Call::Subtract, place.clone(), one());
            let before = self.steps.named(before);
            let second = Sql::of(Call::Add, first.clone(), one());
            let picked = [("first", first), ("second", second)].map(|(part, at)| {
                let is_at = all([
                    Sql::of(Call::Equal, before.clone(), at),
                    Sql::Column(units.as_str().into()).is_known(),
                ]);
                let pick = Sql::choose(is_at, Sql::Column(units.as_str().into()), Sql::Null(Kind::Number));
                let pick = name_of(&self.column(&format!("{name}_{part}_here"), pick));
                let end = self.name(&format!("{name}_{part}"));
                ends.add(by, end.clone(), Aggregate::Greatest(pick));
                Sql::Column(end.into())
            });
            let [first, second] = picked;
            found.push([first, second, rest]);
        }
        self.end_rows();
        self.stages.extend(ends.stages());
        asked
            .iter()
            .zip(found)
            .map(|(Asked { name, scale, p: (_, under), .. }, [first, second, rest])| {
                let under = Sql::Number(*under as f64);
                let is_last = Sql::of_one(Call::IsNull, second.clone());
                let second = self.steps.named(Sql::choose(is_last, first.clone(), second));
                let left = Sql::of(Call::Subtract, under.clone(), rest.clone());
                let over = Sql::of(Call::Add, first.times(left), second.times(rest));
                let over = self.steps.named(over);
                self.quotient(name, over, under, *scale)
            })
            .collect()
    }
}
