//! Points of indicators: imputed and treated values, statistics, curves.

use super::super::stage::{Aggregate, ByGroup, Order, Stage, Window};
use super::draft::{Draft, all, any};
use super::treated::{Populations, Treated};
use super::values::{Raw, Values};
use crate::decimal::{Fraction, written};
use crate::expr::sql::{Call, Sql};
use crate::firms::Kind;
use crate::scorecard::{Curve, Direction, Indicator, Missing, Ties};
use crate::words::say;

/// A difference of doubles has all published digits if the larger end of the interval is at most this
/// multiple of its length, as in the curves of a run.
const SHORT: f64 = 64.0;

/// A member of the tree in SQL.
pub(super) struct Member {
    /// Points; 0 where left out.
    pub points: Sql,
    /// Where it is left out; `None` if nowhere.
    pub absent: Option<Sql>,
}

impl Draft<'_> {
    /// The points of every indicator.
    pub fn members(&mut self, values: &Values, populations: &Populations) -> Vec<Member> {
        let card = self.card;
        let treated = self.treated(values, populations);
        let points: Vec<Sql> = self.populate(&treated, values, populations);
        card.indicators
            .iter()
            .zip(&values.raw)
            .zip(points)
            .map(|((indicator, raw), points)| self.member(indicator, raw, points, &values.segment))
            .collect()
    }

    /// The shares of full marks, or the points of curves with a table, 0 for a missing value. Ends the stage
    /// with the statistics.
    fn populate(&mut self, treated: &[Treated], values: &Values, populations: &Populations) -> Vec<Sql> {
        let card = self.card;
        let (mut windows, mut statistics) = (Vec::new(), ByGroup::default());
        let mut found: Vec<Option<Population>> = Vec::new();
        for (indicator, treated) in card.indicators.iter().zip(treated) {
            let Some(within) = indicator.curve.population() else {
                found.push(None);
                continue;
            };
            let Sql::Column(x) = &treated.value else {
                found.push(None);
                continue;
            };
            let x = x.to_string();
            let by = populations.columns(within);
            let id = &indicator.id;
            let mut of_group = |draft: &mut Self, name: &str, aggregate: Aggregate| {
                let name = draft.name(&format!("{id}_{name}"));
                statistics.add(&by, name.clone(), aggregate);
                Sql::Column(name.into())
            };
            found.push(match &indicator.curve {
                Curve::Percentile { ties, .. } => {
                    let firms = of_group(self, "firms", Aggregate::Count(x.clone()));
                    let rank = self.name(&format!("{id}_rank"));
                    let descending = indicator.direction == Direction::Lower;
                    let order = Order { column: x.clone(), descending, is_text: false };
                    windows.push((rank.clone(), Window::Rank { within: by.clone(), by: vec![order] }));
                    let alike = (*ties != Ties::Low).then(|| {
                        let alike = self.name(&format!("{id}_alike"));
                        let within = by.iter().cloned().chain([x.clone()]).collect();
                        windows.push((alike.clone(), Window::Alike { within }));
                        Sql::Column(alike.into())
                    });
                    Some(Population::Ranked { firms, rank: Sql::Column(rank.into()), alike, ties: *ties })
                }
                Curve::MinMax { .. } => Some(Population::Between {
                    least: of_group(self, "least", Aggregate::Least(x.clone())),
                    greatest: of_group(self, "greatest", Aggregate::Greatest(x.clone())),
                }),
                Curve::ZScore { .. } => {
                    self.refuse(id, say!(warehouse::unsaid_normal));
                    None
                }
                _ => None,
            });
        }
        self.end_rows();
        self.stages.extend(statistics.stages());
        if !windows.is_empty() {
            self.stages.push(Stage::Windows(windows));
        }
        let all = card.indicators.iter().zip(treated).zip(&found);
        all.map(|((indicator, treated), population)| {
            let share = match population {
                Some(population) => self.among(indicator, &treated.value, population),
                None => self.alone(indicator, treated, &values.segment),
            };
            let known = treated.value.clone().is_known();
            let share = Sql::choose(known, share, Sql::Number(0.0));
            self.column(&format!("{}_share", indicator.id), share)
        })
        .collect()
    }

    /// The share of a firm among others.
    fn among(&mut self, indicator: &Indicator, x: &Sql, population: &Population) -> Sql {
        let one = || Sql::Number(1.0);
        match population {
            Population::Ranked { firms, rank, alike, ties } => {
                let worse = Sql::of(Call::Subtract, rank.clone(), one());
                let others = |alike: &Option<Sql>| {
                    let alike = alike.clone().unwrap_or(one());
                    Sql::of(Call::Subtract, alike, one())
                };
                let (counted, alone) = match ties {
                    Ties::Low => (worse, 0.0),
                    Ties::Mean => {
                        let half = Sql::of(Call::Divide, others(alike), Sql::Number(2.0));
                        (Sql::of(Call::Add, worse, half), 0.5)
                    }
                    Ties::High => (Sql::of(Call::Add, worse, others(alike)), 1.0),
                };
                let rest = Sql::of(Call::Subtract, firms.clone(), one());
                let is_alone = Sql::of(Call::LessOrEqual, firms.clone(), one());
                Sql::choose(is_alone, Sql::Number(alone), Sql::of(Call::Divide, counted, rest))
            }
            Population::Between { least, greatest } => {
                let range = Sql::of(Call::Subtract, greatest.clone(), least.clone());
                let range = self.steps.named(range);
                let way =
                    Sql::of(Call::Divide, Sql::of(Call::Subtract, x.clone(), least.clone()), range.clone());
                let size = |end: &Sql| Sql::of_one(Call::Abs, end.clone());
                let most = || Sql::Number(SHORT).times(range.clone());
                let is_plain = all([
                    Sql::of(Call::LessOrEqual, size(least), most()),
                    Sql::of(Call::LessOrEqual, size(greatest), most()),
                ]);
                let is_flat = Sql::of(Call::Equal, least.clone(), greatest.clone());
                let name = self.name(&format!("{}_exact", indicator.id));
                self.steps.all.push((
                    name.clone(),
                    any([is_flat.clone(), is_plain, Sql::of_one(Call::IsNull, least.clone())]).holds(),
                ));
                self.exact.push(name);
                Sql::choose(is_flat, Sql::Number(0.5), turned(way, indicator.direction))
            }
        }
    }

    /// The share of a firm by its own value, or its points.
    fn alone(&mut self, indicator: &Indicator, treated: &Treated, segment: &Sql) -> Sql {
        let (id, x, lower) = (&indicator.id, treated.value.clone(), indicator.direction == Direction::Lower);
        match &indicator.curve {
            Curve::Tiers { tiers, otherwise, .. } => {
                let arms = tiers.iter().map(|(bound, points)| {
                    let bound = Sql::Number(*bound);
                    let (low, high) = if lower { (x.clone(), bound) } else { (bound, x.clone()) };
                    (Sql::of(Call::LessOrEqual, low, high), Sql::Number(*points))
                });
                Sql::Case(arms.collect(), Some(Box::new(Sql::Number(*otherwise))))
            }
            Curve::Linear { log: true, .. } => {
                self.refuse(id, say!(warehouse::unsaid_irrational));
                Sql::Null(Kind::Number)
            }
            Curve::Linear { low, high, log: false } => {
                let is_same = low.iter().all(|one| *one == low[0]) && high.iter().all(|one| *one == high[0]);
                let ways: Option<Vec<Sql>> = low
                    .iter()
                    .zip(high)
                    .take(if is_same { 1 } else { low.len() })
                    .map(|(low, high)| self.way(treated, *low, *high))
                    .collect();
                let Some(mut ways) = ways else {
                    self.refuse(id, say!(warehouse::unsaid_digits));
                    return Sql::Null(Kind::Number);
                };
                let way = match is_same {
                    true => ways.remove(0),
                    false => {
                        let arms = self.card.segments.iter().zip(ways).map(|(one, way)| {
                            let id = Sql::Text(one.id.as_str().into());
                            (Sql::of(Call::Equal, segment.clone(), id), way)
                        });
                        Sql::Case(arms.collect(), None)
                    }
                };
                turned(way, indicator.direction)
            }
            Curve::Reference { reference } => {
                let reference = self.by_segment(segment, reference);
                let share = |over: Sql, under: Sql| Sql::of(Call::Divide, over, under);
                let is_over = |share: &Sql| Sql::of(Call::Less, Sql::Number(1.0), share.clone());
                if lower {
                    let is_positive = Sql::of(Call::Less, Sql::Number(0.0), x.clone());
                    let safe = Sql::choose(is_positive.clone(), x, Sql::Number(1.0));
                    let share = share(reference, safe);
                    let share = self.steps.named(share);
                    let within = Sql::choose(is_over(&share), Sql::Number(1.0), share);
                    Sql::choose(is_positive, within, Sql::Number(1.0))
                } else {
                    let share = self.steps.named(share(x, reference));
                    let is_below = Sql::of(Call::Less, share.clone(), Sql::Number(0.0));
                    let arms = vec![(is_below, Sql::Number(0.0)), (is_over(&share), Sql::Number(1.0))];
                    Sql::Case(arms, Some(Box::new(share)))
                }
            }
            Curve::Piecewise { knots } => self.piecewise(id, treated, knots),
            Curve::PerUnit { unit, points, cap } => self.per_unit(id, treated, [*unit, *points, *cap]),
            Curve::Classes { .. } => x,
            Curve::Flag => turned(x, indicator.direction),
            Curve::Percentile { .. } | Curve::MinMax { .. } | Curve::ZScore { .. } => Sql::Null(Kind::Number),
        }
    }

    /// `(x − from) / (to − from)` of `x` drawn into the interval, as the curves of a run compute it; `None`
    /// if they need decimals that SQL does not have.
    fn way(&mut self, treated: &Treated, from: f64, to: f64) -> Option<Sql> {
        let (x, range) = (&treated.value, to - from);
        let [is_below, is_above] = [
            Sql::of(Call::LessOrEqual, x.clone(), Sql::Number(from)),
            Sql::of(Call::LessOrEqual, Sql::Number(to), x.clone()),
        ];
        let between = if range.is_finite() && from.abs().max(to.abs()) <= SHORT * range {
            let over = Sql::of(Call::Subtract, x.clone(), Sql::Number(from));
            Sql::of(Call::Divide, over, Sql::Number(range))
        } else {
            // In decimals: a difference of whole numbers of units.
            let exact = treated.exact.as_ref().filter(|exact| exact.under.is_none())?;
            let units = |number: f64| {
                let (digits, power) = written(number);
                let power = u32::try_from(power + exact.scale as i32).ok().filter(|power| *power <= 15)?;
                Some(digits as f64 * 10_f64.powi(power as i32))
            };
            let (from, to) = (units(from)?, units(to)?);
            let over = Sql::of(Call::Subtract, exact.over.clone(), Sql::Number(from));
            Sql::of(Call::Divide, over, Sql::Number(to - from))
        };
        let arms = vec![(is_below, Sql::Number(0.0)), (is_above, Sql::Number(1.0))];
        Some(Sql::Case(arms, Some(Box::new(between))))
    }

    fn piecewise(&mut self, id: &str, treated: &Treated, knots: &[(f64, f64)]) -> Sql {
        let x = &treated.value;
        let mut arms =
            vec![(Sql::of(Call::Less, x.clone(), Sql::Number(knots[0].0)), Sql::Number(knots[0].1))];
        for pair in knots.windows(2) {
            let ((x0, s0), (x1, s1)) = (pair[0], pair[1]);
            let Some(way) = self.way(treated, x0, x1) else {
                self.refuse(id, say!(warehouse::unsaid_digits));
                return Sql::Null(Kind::Number);
            };
            let line =
                Sql::of(Call::Add, Sql::Number(s0), Sql::of(Call::Multiply, Sql::Number(s1 - s0), way));
            arms.push((Sql::of(Call::Less, x.clone(), Sql::Number(x1)), line));
        }
        Sql::Case(arms, Some(Box::new(Sql::Number(knots[knots.len() - 1].1))))
    }

    /// `⌊x / unit⌋ · points`, at most `cap`.
    fn per_unit(&mut self, id: &str, treated: &Treated, [unit, points, cap]: [f64; 3]) -> Sql {
        let x = &treated.value;
        let parts = |number: f64| Fraction::of(number).parts();
        let (Some(exact), Some((unit, of_unit)), Some((points, of_points))) =
            (treated.exact.clone(), parts(unit), parts(points))
        else {
            self.refuse(id, say!(warehouse::unsaid_digits));
            return Sql::Null(Kind::Number);
        };
        // x / unit = over · of_unit / (under · 10^scale · unit).
        let under = Sql::Number(unit as f64 * 10_f64.powi(exact.scale as i32));
        let under = exact.under.map_or(under.clone(), |own| own.times(under));
        let over = self.steps.named(exact.over.times(Sql::Number(of_unit as f64)));
        let under = self.steps.named(under);
        let units = self.steps.named(Sql::of_one(Call::Floor, Sql::of(Call::Divide, over, under)));
        let marks =
            Sql::of(Call::Divide, units.times(Sql::Number(points as f64)), Sql::Number(of_points as f64));
        let marks = self.steps.named(marks);
        let is_none = Sql::of(Call::LessOrEqual, x.clone(), Sql::Number(0.0));
        let is_below = Sql::of(Call::Less, marks.clone(), Sql::Number(0.0));
        let is_over = Sql::of(Call::Less, Sql::Number(cap), marks.clone());
        let arms = vec![(any([is_none, is_below]), Sql::Number(0.0)), (is_over, Sql::Number(cap))];
        Sql::Case(arms, Some(Box::new(marks)))
    }

    /// The points of an indicator from its share, and where it is left out.
    fn member(&mut self, indicator: &Indicator, raw: &Raw, share: Sql, segment: &Sql) -> Member {
        let weights = &indicator.weight;
        let weight = self.by_segment(segment, weights);
        let full = match &indicator.curve {
            Curve::Tiers { full, .. } | Curve::Classes { full, .. } => Some(*full),
            Curve::PerUnit { cap, .. } => Some(*cap),
            _ => None,
        };
        let product = |share: Sql| Sql::of(Call::Multiply, share, weight.clone());
        let points = match full {
            None => product(share),
            Some(full) if weights.iter().all(|weight| *weight == full) => share,
            Some(full) => {
                let part = Sql::of(Call::Divide, product(share.clone()), Sql::Number(full));
                match weights.contains(&full) {
                    // Points of a table keep every bit of the table's number.
                    true => {
                        let is_full = Sql::of(Call::Equal, weight.clone(), Sql::Number(full));
                        Sql::choose(is_full, share, part)
                    }
                    false => part,
                }
            }
        };
        let weightless =
            weights.contains(&0.0).then(|| Sql::of(Call::Equal, weight.clone(), Sql::Number(0.0)));
        let skipped =
            (indicator.missing == Missing::Skip).then(|| Sql::of_one(Call::IsNull, raw.value.clone()));
        let absent: Vec<Sql> = weightless.into_iter().chain(skipped).collect();
        let absent =
            (!absent.is_empty()).then(|| self.column(&format!("{}_absent", indicator.id), any(absent)));
        let points = match &absent {
            Some(absent) => Sql::choose(absent.clone(), Sql::Number(0.0), points),
            None => points,
        };
        Member { points: self.column(&format!("{}_points", indicator.id), points), absent }
    }
}

/// What a firm's value is compared with.
enum Population {
    Ranked { firms: Sql, rank: Sql, alike: Option<Sql>, ties: Ties },
    Between { least: Sql, greatest: Sql },
}

fn turned(share: Sql, direction: Direction) -> Sql {
    match direction {
        Direction::Lower => Sql::of(Call::Subtract, Sql::Number(1.0), share),
        Direction::Higher => share,
    }
}
