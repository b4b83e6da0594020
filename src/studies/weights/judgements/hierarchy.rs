//! The AHP hierarchy: experts' matrices merged group by group, then local weights multiplied from the root
//! down.

use super::pairs::{Matrix, named};
use super::{Comparison, Expert, Judge, Judgements, Reader};
use crate::finding::{Code, Finding, Remedy};
use crate::firms::width::key;
use crate::parameters::Source;
use crate::stats::{plain, short};
use crate::studies::weights::methods::ahp::{self, Ahp, RandomIndex};
use crate::words::{Arg, Message, say};

/// Names of the experts in order of appearance; empty if no group is judged twice, since all matrices then
/// come from one person or are divided among several people.
fn experts(sets: &[Vec<Matrix<'_>>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    if sets.iter().any(|set| set.len() > 1) {
        for name in sets.iter().flatten().filter_map(|matrix| matrix.expert.as_ref()) {
            if !names.iter().any(|known| key(known) == key(name)) {
                names.push(name.clone());
            }
        }
    }
    names
}

impl<'a> Reader<'a> {
    /// Global weights: the local weights of each comparison multiplied from the root down to each indicator
    /// (Saaty 1980). Where several experts judge the same members, entries are merged by their geometric mean
    /// with equal weight for each expert: the only merge that keeps the matrix reciprocal and treats all
    /// judgements the same (Aczél and Saaty 1983).
    ///
    /// Also returns each expert's result from their own matrices and those without an expert; empty if no
    /// group is judged twice.
    pub(super) fn hierarchy(
        &mut self,
        matrices: Vec<Matrix<'a>>,
        table: RandomIndex,
    ) -> Option<(Judgements, Vec<Judge>)> {
        if matrices.is_empty() && self.faults.is_empty() {
            let _ = self.needed::<()>("compare", None);
            return None;
        }
        let mut sets: Vec<Vec<Matrix<'a>>> = Vec::new();
        for matrix in matrices {
            match sets.iter_mut().find(|set| set[0].group == matrix.group) {
                Some(set) => set.push(matrix),
                None => sets.push(vec![matrix]),
            }
        }
        let comparisons: Vec<Option<Comparison>> = sets.iter().map(|set| self.merged(set, table)).collect();
        let comparisons: Vec<Comparison> = comparisons.into_iter().collect::<Option<_>>()?;
        if !self.faults.is_empty() {
            return None;
        }
        let weights = self.along(&sets, &comparisons)?;
        let names = experts(&sets);
        let judges = names.iter().map(|name| self.judge(name, &sets, table));
        // All judges are evaluated, so that each expert who lacks a matrix is named.
        let judges: Vec<Option<Judge>> = judges.collect();
        Some((Judgements::Ahp { weights, comparisons }, judges.into_iter().collect::<Option<_>>()?))
    }

    /// The result of one expert's matrices together with those that name no expert.
    fn judge(&mut self, name: &str, sets: &[Vec<Matrix<'a>>], table: RandomIndex) -> Option<Judge> {
        let is_own = |matrix: &&Matrix<'a>| matrix.expert.as_ref().is_none_or(|by| key(by) == key(name));
        let own: Vec<Option<&Matrix<'a>>> = sets.iter().map(|set| set.iter().find(is_own)).collect();
        let first = own.iter().flatten().find(|matrix| matrix.expert.is_some())?;
        for (set, _) in sets.iter().zip(&own).filter(|(_, own)| own.is_none()) {
            let group = named(set[0].group.as_deref());
            let other = set[0].expert.as_deref().unwrap_or_default();
            let message = say!(weights::not_compared_by, name = name, group = group, other = other);
            let ids = Arg::items(set[0].members.iter().map(|(id, _)| id));
            let help = say!(weights::not_compared_by_help, ids = ids, name = name);
            self.source = first.source;
            self.fault_of(Code::JudgementsMissing, first.at, message, help);
        }
        let own: Vec<Vec<Matrix<'a>>> =
            own.into_iter().map(|own| Some(vec![own?.clone()])).collect::<Option<_>>()?;
        let comparison = |set: &Vec<Matrix<'a>>| Comparison {
            group: set[0].group.clone(),
            members: set[0].members.iter().map(|(id, _)| id.clone()).collect(),
            experts: Vec::new(),
            found: ahp::ahp(&set[0].entries, table),
        };
        let comparisons: Vec<Comparison> = own.iter().map(comparison).collect();
        let weights = self.along(&own, &comparisons)?;
        Some(Judge { name: name.to_owned(), found: Judgements::Ahp { weights, comparisons } })
    }

    /// The merged matrix of one group and its weights.
    fn merged(&mut self, set: &[Matrix<'a>], table: RandomIndex) -> Option<Comparison> {
        let (first, others) = set.split_first()?;
        let names: Vec<&String> = set.iter().filter_map(|matrix| matrix.expert.as_ref()).collect();
        let members: Vec<String> = first.members.iter().map(|(id, _)| id.clone()).collect();
        let mut judged = vec![first.entries.clone()];
        for other in others {
            // Each expert may list the members in another order.
            let places: Option<Vec<usize>> =
                members.iter().map(|id| other.members.iter().position(|(other, _)| other == id)).collect();
            let Some(places) = places.filter(|_| other.members.len() == members.len()) else {
                let message = say!(weights::other_members, ids = Arg::items(&members));
                self.fault_in(other.source, other.at, message, say!(weights::other_members_help));
                continue;
            };
            let row = |&i: &usize| places.iter().map(|&j| other.entries[i][j]).collect();
            judged.push(places.iter().map(row).collect());
        }
        if !self.faults.is_empty() {
            return None;
        }
        let found = ahp::ahp(&ahp::merged(&judged), table);
        let group = named(first.group.as_deref());
        let judgements = match others {
            [] => say!(weights::judgements_of, group = &group),
            _ => say!(weights::judgements_of_all, group = &group),
        };
        self.check_consistency(first, judgements, &members, &found);
        let experts = if others.is_empty() { &[][..] } else { &judged };
        let experts: Vec<Expert> = experts
            .iter()
            .zip(names)
            .map(|(matrix, name)| Expert { name: name.clone(), found: ahp::ahp(matrix, table) })
            .collect();
        for (expert, matrix) in experts.iter().zip(set) {
            let judgements = say!(weights::judgements_by, group = &group, expert = &expert.name);
            self.check_consistency(matrix, judgements, &members, &expert.found);
        }
        Some(Comparison { group: first.group.clone(), members, experts, found })
    }

    /// Warns of matrices whose consistency ratio exceeds Saaty's limit, or for whose size no random index is
    /// published.
    fn check_consistency(
        &mut self,
        matrix: &Matrix<'a>,
        judgements: Message,
        members: &[String],
        found: &Ahp,
    ) {
        if !found.is_inconsistent() {
            return;
        }
        let rows = found.weights.len();
        let message = match found.consistency_ratio {
            Some(ratio) => say!(
                weights::inconsistent,
                judgements = judgements,
                ratio = plain(ratio, 3),
                limit = plain(found.consistency_limit, 2),
                members = rows
            ),
            None => say!(
                weights::inconsistency_unknown,
                judgements = judgements,
                author = found.random_index.of_whom(rows),
                members = rows
            ),
        };
        let help = match &found.revisit {
            Some(revisit) => {
                let [row, column] = [revisit.row, revisit.column].map(|at| &members[at]);
                let [judged, implied] = [revisit.said, revisit.derived].map(short);
                say!(weights::reconsider_help, one = row, other = column, judged = judged, implied = implied)
            }
            None => say!(weights::reconsider_all_help),
        };
        let place = matrix.source.place(matrix.at);
        self.warnings.push(Finding::new(Code::JudgementsInconsistent, place, message).help(help));
    }

    /// Global weights from sound matrices.
    fn along(&mut self, sets: &[Vec<Matrix<'a>>], comparisons: &[Comparison]) -> Option<Vec<f64>> {
        let of = |group: Option<&str>| comparisons.iter().position(|one| one.group.as_deref() == group);
        let Some(whole) = of(None) else {
            if let Some(Matrix { source, at, .. }) = sets.first().and_then(|set| set.first()) {
                self.fault_in(source, *at, say!(weights::no_root), say!(weights::no_root_help));
            }
            return None;
        };
        let mut weights = vec![None; self.indicators.len()];
        let mut is_used = vec![false; comparisons.len()];
        let mut open = vec![(whole, 1.0)];
        while let Some((at, weight)) = open.pop() {
            is_used[at] = true;
            let Matrix { source, members, .. } = &sets[at][0];
            self.source = source;
            for ((member, at), local) in members.iter().zip(&comparisons[at].found.weights) {
                // A group of one member needs no matrix.
                let mut id: &str = member;
                while let (None, Some(only)) = (of(Some(id)), self.terms.only_member(id)) {
                    id = only;
                }
                // A group already divided cannot be inside one of its own members.
                let parted = of(Some(id)).filter(|&inner| !is_used[inner]);
                if let Some(inner) = parted.filter(|inner| open.iter().all(|(other, _)| other != inner)) {
                    open.push((inner, weight * local));
                    continue;
                }
                if parted.is_none()
                    && let Some((members, below)) = self.terms.in_group(id)
                    && of(Some(id)).is_none()
                {
                    let message = say!(weights::not_compared, id = id);
                    let help = say!(weights::not_compared_help, ids = Arg::items(members));
                    self.fault_of(Code::KeyMissing, *at, message, help);
                    // The fault belongs to the group, not to its members.
                    for place in self
                        .indicators
                        .iter()
                        .enumerate()
                        .filter(|(_, id)| below.contains(id))
                        .map(|(at, _)| at)
                    {
                        weights[place].get_or_insert(0.0);
                    }
                    continue;
                }
                let groups = comparisons.iter().filter_map(|one| one.group.as_deref());
                let Some(place) = self.find_among(id, *at, groups) else { continue };
                if weights[place].replace(weight * local).is_some() {
                    self.fault(*at, say!(weights::id_twice, id = id), say!(weights::id_twice_help));
                }
            }
        }
        for (set, _) in sets.iter().zip(&is_used).filter(|(_, is_used)| !**is_used) {
            let group = set[0].group.as_deref().unwrap_or_default();
            let message = say!(weights::unreachable_group, group = group);
            self.fault_in(set[0].source, set[0].at, message, say!(weights::unreachable_group_help));
        }
        self.source = sets[whole][0].source;
        self.all_there(&weights, sets[whole][0].at, "compare")
    }

    fn fault_in(
        &mut self,
        source: &'a Source,
        at: usize,
        message: impl Into<Message>,
        help: impl Into<Remedy>,
    ) {
        self.source = source;
        self.fault(at, message, help);
    }
}
