//! Points of groups, as the scorecard's formula gives them.

use std::cell::RefCell;

use super::draft::{Draft, all, sum};
use super::shares::Member;
use crate::expr::sql::{Call, Sql};
use crate::firms::Kind;
use crate::scorecard::{Fold, Marks, Mean, Node};
use crate::scoring::formula::{Algebra, Formula, Step};
use crate::words::say;

/// Share of a sum that is its error as a sum of binary fractions: `1 / 2^46`, as in published points.
const NOISE: f64 = 70_368_744_177_664.0;
/// Magnitude that the terms of a smaller sum are assumed to have.
const LARGE: f64 = 1000.0;

/// The algebra of SQL: a node's points as an expression over the columns of a row.
struct InSql<'d, 'a> {
    draft: RefCell<&'d mut Draft<'a>>,
    marks: &'d Marks,
    segment: &'d Sql,
}

impl Algebra for InSql<'_, '_> {
    type Value = Member;

    fn group(&self, group: usize, step: &Step, members: &[&Member]) -> Member {
        let mut draft = self.draft.borrow_mut();
        let by_segment = |draft: &Draft<'_>, numbers: &[f64]| draft.by_segment(self.segment, numbers);
        let id = draft.card.groups[group].id.clone();
        let name = if group == 0 { "whole" } else { id.as_str() }.to_owned();
        let (full, weight) = (&self.marks.full[group], &self.marks.weight[group]);
        let own_full = by_segment(&draft, full);
        let made = match step.fold {
            Fold::Add { carried } => added(&mut draft, self, step, members, carried),
            Fold::Mean(Mean::Geometric) => {
                draft.refuse(&id, say!(warehouse::unsaid_irrational));
                Sql::Null(Kind::Number)
            }
            Fold::Mean(mean) => averaged(&mut draft, self, step, members, mean, own_full),
            Fold::Pick { most } => picked(&mut draft, members, most),
        };
        let mut limited = draft.steps.named(made);
        if let Some(cap) = step.cap {
            limited = Sql::choose(
                Sql::of(Call::Less, Sql::Number(cap), limited.clone()),
                Sql::Number(cap),
                limited,
            );
            limited = draft.steps.named(limited);
        }
        if let Some(floor) = step.floor {
            let is_below = Sql::of(Call::Less, limited.clone(), Sql::Number(floor));
            limited = Sql::choose(is_below, Sql::Number(floor), limited);
        }
        let weightless: Vec<f64> = full
            .iter()
            .zip(weight)
            .map(|(full, weight)| f64::from(u8::from(*full == 0.0 || *weight == 0.0)))
            .collect();
        let is_weightless = weightless
            .contains(&1.0)
            .then(|| Sql::of(Call::Equal, by_segment(&draft, &weightless), Sql::Number(1.0)));
        let absents: Option<Vec<Sql>> = members.iter().map(|member| member.absent.clone()).collect();
        let all_absent = absents.filter(|_| !step.stays).map(all);
        let absent: Vec<Sql> = is_weightless.into_iter().chain(all_absent).collect();
        let absent =
            (!absent.is_empty()).then(|| draft.column(&format!("{name}_absent"), super::draft::any(absent)));
        let points = match &absent {
            Some(absent) => Sql::choose(absent.clone(), Sql::Number(0.0), limited),
            None => limited,
        };
        Member { points: draft.column(&format!("{name}_sum"), points), absent }
    }
}

impl InSql<'_, '_> {
    fn full(&self, draft: &Draft<'_>, node: Node) -> Sql {
        draft.by_segment(self.segment, self.marks.full(node))
    }

    fn weight(&self, draft: &Draft<'_>, node: Node) -> Sql {
        draft.by_segment(self.segment, self.marks.weight(node))
    }
}

/// `number`, or 0 where a member is left out.
fn if_present(member: &Member, number: Sql) -> Sql {
    match &member.absent {
        Some(absent) => Sql::choose(absent.clone(), Sql::Number(0.0), number),
        None => number,
    }
}

/// The sum of the members; if `carried`, times the full marks of all over those of the present ones.
fn added(
    draft: &mut Draft<'_>,
    within: &InSql<'_, '_>,
    step: &Step,
    members: &[&Member],
    carried: bool,
) -> Sql {
    let mut terms = step.members.iter().zip(members);
    let signed = |sign: f64, points: &Sql| Sql::Number(sign).times(points.clone());
    let Some((first, member)) = terms.next() else { return Sql::Number(0.0) };
    let mut whole = Sql::of(Call::Add, Sql::Number(0.0), signed(first.sign, &member.points));
    for (operand, member) in terms {
        let call = if operand.sign < 0.0 { Call::Subtract } else { Call::Add };
        whole = Sql::of(call, whole, member.points.clone());
    }
    if !carried || members.iter().all(|member| member.absent.is_none()) {
        return whole;
    }
    let segments = 0..draft.card.segments.len();
    let all: Vec<f64> = segments
        .map(|at| step.members.iter().fold(0.0, |sum, member| sum + within.marks.full(member.node)[at]))
        .collect();
    let all = draft.by_segment(within.segment, &all);
    let present: Vec<Sql> = step
        .members
        .iter()
        .zip(members)
        .map(|(operand, member)| if_present(member, within.full(draft, operand.node)))
        .collect();
    let present = draft.steps.named(sum(present));
    let is_between = super::draft::all([
        Sql::of(Call::Less, Sql::Number(0.0), present.clone()),
        Sql::of(Call::Less, present.clone(), all.clone()),
    ]);
    let factor = Sql::choose(is_between, Sql::of(Call::Divide, all, present), Sql::Number(1.0));
    Sql::of(Call::Multiply, whole, factor)
}

/// The full marks times the weighted mean of the present members' shares.
fn averaged(
    draft: &mut Draft<'_>,
    within: &InSql<'_, '_>,
    step: &Step,
    members: &[&Member],
    mean: Mean,
    full: Sql,
) -> Sql {
    let (mut weights, mut terms, mut zeros) = (Vec::new(), Vec::new(), Vec::new());
    for (operand, member) in step.members.iter().zip(members) {
        let own = within.full(draft, operand.node);
        let weight = within.weight(draft, operand.node);
        let share = Sql::of(Call::Divide, member.points.clone(), own);
        let share = draft.steps.named(if_present(member, share));
        let arms = vec![
            (Sql::of(Call::LessOrEqual, share.clone(), Sql::Number(0.0)), Sql::Number(0.0)),
            (Sql::of(Call::Less, Sql::Number(1.0), share.clone()), Sql::Number(1.0)),
        ];
        let share = draft.steps.named(Sql::Case(arms, Some(Box::new(share))));
        let weight = draft.steps.named(if_present(member, weight));
        weights.push(weight.clone());
        let is_zero = Sql::of(Call::Equal, share.clone(), Sql::Number(0.0));
        match mean {
            Mean::Harmonic => {
                let is_present = Sql::of(Call::Less, Sql::Number(0.0), weight.clone());
                zeros.push(all([is_present, is_zero.clone()]));
                terms.push(Sql::choose(is_zero, Sql::Number(0.0), Sql::of(Call::Divide, weight, share)));
            }
            Mean::Arithmetic | Mean::Geometric => terms.push(Sql::of(Call::Multiply, weight, share)),
        }
    }
    let whole = draft.steps.named(sum(weights));
    let terms = draft.steps.named(sum(terms));
    let mean = match mean {
        Mean::Harmonic => Sql::of(Call::Divide, whole.clone(), terms),
        Mean::Arithmetic | Mean::Geometric => Sql::of(Call::Divide, terms, whole.clone()),
    };
    let is_none = Sql::of(Call::Equal, whole, Sql::Number(0.0));
    let nothing = super::draft::any(std::iter::once(is_none).chain(zeros));
    Sql::choose(nothing, Sql::Number(0.0), Sql::of(Call::Multiply, full, mean))
}

/// The points of the member with the most or the fewest; 0 without members.
fn picked(draft: &mut Draft<'_>, members: &[&Member], most: bool) -> Sql {
    let mut best: Option<Sql> = None;
    for member in members {
        let own = match &member.absent {
            Some(absent) => Sql::choose(absent.clone(), Sql::Null(Kind::Number), member.points.clone()),
            None => member.points.clone(),
        };
        let own = draft.steps.named(own);
        best = Some(match best {
            None => own,
            Some(best) => {
                let (low, high) = if most { (&best, &own) } else { (&own, &best) };
                let is_better = Sql::of(Call::Less, low.clone(), high.clone());
                let is_first = Sql::of_one(Call::IsNull, best.clone());
                let arms = vec![(is_first, own.clone()), (is_better, own.clone())];
                draft.steps.named(Sql::Case(arms, Some(Box::new(best))))
            }
        });
    }
    let best = best.unwrap_or(Sql::Number(0.0));
    Sql::choose(Sql::of_one(Call::IsNull, best.clone()), Sql::Number(0.0), best)
}

impl Draft<'_> {
    /// Unrounded points of every group, the root first.
    pub fn groups(&mut self, members: &[Member], segment: &Sql) -> Vec<Sql> {
        let card = self.card;
        let (formula, marks) = (Formula::of(card), card.marks());
        let algebra = InSql { draft: RefCell::new(self), marks: &marks, segment };
        let groups = formula.evaluate(&algebra, &members.iter().collect::<Vec<_>>());
        groups.into_iter().map(|group| group.points).collect()
    }

    /// Points in units of `10^-decimals`, rounded half away from zero, where a value below a half by no more
    /// than the error of binary sums counts as that half: see [`to_units`](crate::scoring::to_units).
    pub fn units(&mut self, name: &str, points: &Sql, decimals: u8) -> Sql {
        let ten = 10_f64.powi(i32::from(decimals));
        let units = self.steps.named(points.clone().times(Sql::Number(ten)));
        let size = self.steps.named(Sql::of_one(Call::Abs, units.clone()));
        let whole = self.steps.named(Sql::of_one(Call::Floor, size.clone()));
        let is_small = Sql::of(Call::Less, size.clone(), Sql::Number(LARGE * ten));
        let noise = Sql::of(
            Call::Divide,
            Sql::choose(is_small, Sql::Number(LARGE * ten), size.clone()),
            Sql::Number(NOISE),
        );
        let noise = self.steps.named(noise);
        let is_large = Sql::of(Call::Less, Sql::Number(0.25), noise.clone());
        let noise = Sql::choose(is_large, Sql::Number(0.25), noise);
        let half = Sql::of(Call::Subtract, Sql::Number(0.5), noise);
        let fraction = Sql::of(Call::Subtract, size, whole.clone());
        let up = super::draft::one_if(Sql::of(Call::LessOrEqual, half, fraction));
        let size = self.steps.named(Sql::of(Call::Add, whole, up));
        let is_below = Sql::of(Call::Less, units, Sql::Number(0.0));
        let minus = Sql::of(Call::Subtract, Sql::Number(0.0), size.clone());
        self.column(name, Sql::choose(is_below, minus, size))
    }
}
