//! What a table's numbers add up to, and the weights they are.

use super::decimal::{ONE, scaled, shown, units};
use super::names::Named;
use super::read::{Row, Table};
use super::{below, id_of};
use crate::finding::{Code, Finding, Findings, Place};
use crate::scorecard::{Node, Scorecard};

/// Weights in one segment.
struct Sums<'a> {
    card: &'a Scorecard,
    table: &'a Table,
    place: &'a Place,
    segment: usize,
    /// What weights may add up to: the scale, 100 or 1; with percent signs 100.
    wholes: Vec<i128>,
    scale: i128,
}

/// The weights of `members` in each segment, in units of `10^-9` of a scorecard's scale: as
/// `[member][segment]`.
///
/// # Errors
/// Sums that are none of those they may be; a group or a total that is not the sum of its indicators; weights
/// that need more decimals than there are.
pub(super) fn weights(
    card: &Scorecard,
    members: &[usize],
    table: &Table,
    place: &Place,
) -> Result<Vec<Vec<i128>>, Findings> {
    let scale = units(&card.scale.to_string()).filter(|scale| *scale > 0);
    let scale = scale.ok_or_else(|| super::no_scale(card))?;
    let mut findings = Findings::new();
    let mut all = vec![Vec::new(); members.len()];
    for segment in 0..card.segments.len() {
        let is_again = table.headers[..segment].contains(&table.headers[segment]);
        let mut wholes = vec![100 * ONE];
        if !table.percent[segment] {
            wholes.extend([scale, ONE]);
            wholes.sort_unstable_by(|a, b| b.cmp(a));
            wholes.dedup();
        }
        match (Sums { card, table, place, segment, wholes, scale }).weights(members) {
            Ok(weights) => all.iter_mut().zip(weights).for_each(|(all, weight)| all.push(weight)),
            // One column for every segment is at fault once.
            Err(_) if is_again => {}
            Err(faults) => findings.extend(faults),
        }
    }
    findings.or_stop(all).map(|(all, _)| all)
}

impl Sums<'_> {
    fn row(&self, named: Named) -> Option<&Row> {
        self.table.rows.iter().find(|row| row.named == named)
    }

    fn of(&self, node: Node) -> Option<i128> {
        self.row(Named::Node(node))?.units[self.segment]
    }

    /// What these indicators have together.
    fn sum(&self, indicators: &[usize]) -> i128 {
        indicators.iter().filter_map(|&at| self.of(Node::Indicator(at))).sum()
    }

    fn fault(&self, line: u32, message: String, help: String) -> Finding {
        let place = self.place.clone().at_line(line).in_column(self.table.headers[self.segment].as_str());
        Finding::new(Code::WeightsSum, place, message).help(help)
    }

    fn weights(&self, members: &[usize]) -> Result<Vec<i128>, Findings> {
        let total = self.sum(members);
        let agree = self.check_groups(total);
        // Shares of groups may add up to the scale by accident; then their rows tell.
        if self.wholes.contains(&total) && (agree.is_ok() || self.shares_of_groups().is_none()) {
            agree?;
            return self.scaled(members, |at| Some((self.of(Node::Indicator(at))?, ONE)), total, ONE);
        }
        if let Some((whole, within)) = self.shares_of_groups() {
            self.check_total(whole)?;
            let weight = |at: usize| {
                let holds = |group: &usize| self.card.groups[*group].members.contains(&Node::Indicator(at));
                let group = (0..self.card.groups.len()).find(holds)?;
                Some((self.of(Node::Indicator(at))?, self.of(Node::Group(group))?))
            };
            return self.scaled(members, weight, whole, within);
        }
        let wholes: Vec<String> = self.wholes.iter().map(|whole| format!("`{}`", shown(*whole))).collect();
        let message = format!("weights add up to `{}`, not to {}", shown(total), wholes.join(" or "));
        let parts = self.card.groups[self.card.base()].members.iter().map(|node| match *node {
            Node::Group(at) => {
                format!("{} {}", self.card.groups[at].id, shown(self.sum(&below(self.card, at))))
            }
            Node::Indicator(at) => format!("{} {}", self.card.indicators[at].id, shown(self.sum(&[at]))),
        });
        let help = format!("compare with the document: {}", parts.collect::<Vec<_>>().join(", "));
        let mut faults: Findings = self.fault(self.table.line, message, help).into();
        // The group that is not what its indicators come to has the slip.
        faults.extend(agree.err().unwrap_or_default());
        Err(faults)
    }

    /// A group's row must say what its indicators add up to, a total's what all do.
    fn check_groups(&self, total: i128) -> Result<(), Findings> {
        let mut findings = self.check_total(total).err().unwrap_or_default();
        for row in &self.table.rows {
            let (Named::Node(Node::Group(at)), Some(stated)) = (row.named, row.units[self.segment]) else {
                continue;
            };
            let sum = self.sum(&below(self.card, at));
            if sum != stated {
                let id = id_of(self.card, row.named);
                let message =
                    format!("`{id}` is `{}`, its indicators add up to `{}`", shown(stated), shown(sum));
                findings.push(self.fault(row.line, message, "compare its rows with the document".to_owned()));
            }
        }
        findings.or_stop(()).map(|_| ())
    }

    fn check_total(&self, total: i128) -> Result<(), Findings> {
        let row = self.row(Named::Total);
        let Some((row, stated)) = row.and_then(|row| Some((row, row.units[self.segment]?))) else {
            return Ok(());
        };
        if stated == total {
            return Ok(());
        }
        let message = format!("the total is `{}`, weights add up to `{}`", shown(stated), shown(total));
        Err(self.fault(row.line, message, "compare the rows with the document".to_owned()).into())
    }

    /// What groups add up to, and what the indicators of each do, where indicators have shares of their
    /// group: every group has a row, and all have one sum, 100 or 1.
    fn shares_of_groups(&self) -> Option<(i128, i128)> {
        let mut whole = 0;
        let mut within = None;
        for node in &self.card.groups[self.card.base()].members {
            let Node::Group(at) = *node else { return None };
            let is_flat = self.card.groups[at].members.iter().all(|node| matches!(node, Node::Indicator(_)));
            let sum = self.sum(&below(self.card, at));
            whole += self.of(*node)?;
            if !is_flat || *within.get_or_insert(sum) != sum {
                return None;
            }
        }
        let within = within.filter(|within| [100 * ONE, ONE].contains(within))?;
        self.wholes.contains(&whole).then_some((whole, within))
    }

    /// Two factors of each member's weight, multiplied and brought from `whole` and `within` to the scale.
    fn scaled(
        &self,
        members: &[usize],
        factors: impl Fn(usize) -> Option<(i128, i128)>,
        whole: i128,
        within: i128,
    ) -> Result<Vec<i128>, Findings> {
        let mut findings = Findings::new();
        let mut weights = Vec::with_capacity(members.len());
        for &at in members {
            let (one, other) = factors(at).unwrap_or((0, 0));
            let weight = scaled(one, other, within).and_then(|weight| scaled(weight, self.scale, whole));
            if weight.is_none() {
                let named = Named::Node(Node::Indicator(at));
                let message =
                    format!("the weight of `{}` needs more than nine decimals", id_of(self.card, named));
                let line = self.row(named).map_or(self.table.line, |row| row.line);
                findings.push(self.fault(line, message, "round it as the document does".to_owned()));
            }
            weights.push(weight.unwrap_or(0));
        }
        findings.or_stop(weights).map(|(weights, _)| weights)
    }
}
