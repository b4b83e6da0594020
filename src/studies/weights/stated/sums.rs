//! Sums of a table's columns, and the conversion of its numbers to weights of the scale.

use super::decimal::{ONE, scaled, shown, units};
use super::id_of;
use super::names::Named;
use super::read::{Row, Table, Weight};
use crate::finding::{Code, Finding, Findings, Place};
use crate::scorecard::{Node, Scorecard};
use crate::studies::weights::units::no_scale;
use crate::words::{Arg, Message, say};

/// The weights of one segment's column, with the checks of their sums.
struct Sums<'a> {
    card: &'a Scorecard,
    table: &'a Table,
    place: &'a Place,
    segment: usize,
    /// The sums allowed: the scale, 100 or 1; for percent signs only 100.
    wholes: Vec<i128>,
    scale: i128,
}

/// Total of the groups' weights in a column of their own, and each group with its row and weight.
type Beside<'r> = (i128, Vec<(usize, &'r Row, Weight)>);

/// The weights of `members` in each segment, in units of `10^-9` of a scorecard's scale, as
/// `[member][segment]`.
///
/// # Errors
/// A sum that is not allowed; a group or a total that differs from the sum of its indicators; a weight with
/// more than nine decimals.
pub(super) fn weights(
    card: &Scorecard,
    members: &[usize],
    table: &Table,
    place: &Place,
) -> Result<Vec<Vec<i128>>, Findings> {
    let scale = units(&card.scale.to_string()).filter(|scale| *scale > 0);
    let scale = scale.ok_or_else(|| no_scale(card))?;
    let mut findings = Findings::new();
    let mut all = vec![Vec::new(); members.len()];
    for segment in 0..card.segments.len() {
        let is_again = table.columns[..segment].contains(&table.columns[segment]);
        let wholes = wholes(table, table.columns[segment], scale);
        match (Sums { card, table, place, segment, wholes, scale }).weights(members) {
            Ok(weights) => all.iter_mut().zip(weights).for_each(|(all, weight)| all.push(weight)),
            // A column that serves every segment has its fault reported once.
            Err(_) if is_again => {}
            Err(faults) => findings.extend(faults),
        }
    }
    findings.or_stop(all).map(|(all, _)| all)
}

/// The sums allowed for a column: the scale, 100 or 1; for percent signs only 100.
fn wholes(table: &Table, column: usize, scale: i128) -> Vec<i128> {
    let mut wholes = vec![100 * ONE];
    if !table.percent[column] {
        wholes.extend([scale, ONE]);
        wholes.sort_unstable_by(|a, b| b.cmp(a));
        wholes.dedup();
    }
    wholes
}

/// Sums as a message lists them: `` `200`, `100` or `1` ``.
fn listed(wholes: &[i128]) -> Arg {
    Arg::any(wholes.iter().map(|whole| say!(weights::quoted, text = shown(*whole))))
}

impl Sums<'_> {
    fn row(&self, named: Named) -> Option<&Row> {
        self.table.rows.iter().find(|row| row.named == named)
    }

    fn of(&self, node: Node) -> Option<i128> {
        self.in_row(self.row(Named::Node(node))?)
    }

    /// The weight in a row, in this segment.
    fn in_row(&self, row: &Row) -> Option<i128> {
        Some(row.weights[self.segment]?.units)
    }

    /// The weight of a group, from its row or from a column of groups.
    fn of_group(&self, group: usize) -> Option<Weight> {
        let named = Named::Node(Node::Group(group));
        let mut rows = self.table.rows.iter().chain(self.table.groups.iter().flatten());
        rows.find_map(|row| row.weights[self.segment].filter(|_| row.named == named))
    }

    /// The sum of these indicators' weights.
    fn sum(&self, indicators: &[usize]) -> i128 {
        indicators.iter().filter_map(|&at| self.of(Node::Indicator(at))).sum()
    }

    fn fault(&self, line: u32, message: Message, help: Message) -> Finding {
        self.fault_in(self.table.columns[self.segment], line, message, help)
    }

    fn fault_in(&self, column: usize, line: u32, message: Message, help: Message) -> Finding {
        let place = self.place.clone().at_line(line).in_column(self.table.headers[column].as_str());
        Finding::new(Code::WeightsSum, place, message).help(help)
    }

    fn weights(&self, members: &[usize]) -> Result<Vec<i128>, Findings> {
        let total = self.sum(members);
        let agree = self.check_groups(total);
        // Shares within groups may add up to the scale by accident; the groups' rows decide.
        if self.wholes.contains(&total) && (agree.is_ok() || self.shares_of_groups().is_none()) {
            agree?;
            return self.scaled(members, |at| Some((self.of(Node::Indicator(at))?, ONE)), total, ONE);
        }
        if let Some((whole, within)) = self.shares_of_groups() {
            self.check_total(whole)?;
            let weight = |at: usize| {
                let group = self.card.parent(Node::Indicator(at))?;
                Some((self.of(Node::Indicator(at))?, self.of_group(group)?.units))
            };
            return self.scaled(members, weight, whole, within);
        }
        let message = say!(weights::sum, sum = shown(total), wholes = listed(&self.wholes));
        let parts = self.card.groups[self.card.base()].members.iter().map(|node| {
            let sum = match *node {
                Node::Group(at) => self.sum(&self.card.below(at)),
                Node::Indicator(at) => self.sum(&[at]),
            };
            say!(weights::sum_part, id = self.card.id(*node), sum = shown(sum))
        });
        let help = say!(weights::sum_help, parts = Arg::items(parts));
        let mut faults: Findings = self.fault(self.table.line, message, help).into();
        // Also names the groups that differ from the sum of their indicators: the error is probably there.
        faults.extend(agree.err().unwrap_or_default());
        Err(faults)
    }

    /// Compares the weight in each group's row, and in the total's, with the sum of its indicators.
    fn check_groups(&self, total: i128) -> Result<(), Findings> {
        let mut findings = self.check_total(total).err().unwrap_or_default();
        for row in &self.table.rows {
            let (Named::Node(Node::Group(at)), Some(stated)) = (row.named, self.in_row(row)) else {
                continue;
            };
            let sum = self.sum(&self.card.below(at));
            if sum != stated {
                let (id, stated) = (id_of(self.card, row.named), shown(stated));
                let message = say!(weights::sum_group, id = id, stated = stated, sum = shown(sum));
                findings.push(self.fault(row.line, message, say!(weights::sum_rows_help)));
            }
        }
        for rows in &self.table.groups {
            if let Some((whole, stated)) = self.beside(rows)? {
                for (group, row, weight) in stated {
                    let sum = self.sum(&self.card.below(group));
                    // Both columns must give the group the same share of their totals.
                    if weight.units * total != sum * whole {
                        let message = say!(
                            weights::sum_group_share,
                            id = &self.card.groups[group].id,
                            stated = shown(weight.units),
                            whole = shown(whole),
                            sum = shown(sum),
                            total = shown(total)
                        );
                        let help = say!(weights::sum_rows_help);
                        findings.push(self.fault_in(weight.column, row.line, message, help));
                    }
                }
            }
        }
        findings.or_stop(()).map(|_| ())
    }

    /// Total and members of the groups' weights in a column of their own; `None` if the segment has no such
    /// weights.
    fn beside<'r>(&self, rows: &'r [Row]) -> Result<Option<Beside<'r>>, Findings> {
        let stated = rows.iter().filter_map(|row| match row.named {
            Named::Node(Node::Group(group)) => Some((group, row, row.weights[self.segment]?)),
            _ => None,
        });
        let stated: Vec<(usize, &Row, Weight)> = stated.collect();
        let Some((_, first, Weight { column, .. })) = stated.first() else { return Ok(None) };
        let covered: Vec<usize> = stated.iter().flat_map(|(group, ..)| self.card.below(*group)).collect();
        let whole: i128 = stated.iter().map(|(.., weight)| weight.units).sum();
        let help = || say!(weights::sum_groups_help);
        let is_left =
            |row: &&Row| matches!(row.named, Named::Node(Node::Indicator(at)) if !covered.contains(&at));
        if let Some(row) = self.table.rows.iter().find(is_left) {
            let message = say!(weights::sum_no_group, id = id_of(self.card, row.named));
            return Err(self.fault_in(*column, row.line, message, help()).into());
        }
        let wholes = wholes(self.table, *column, self.scale);
        if !wholes.contains(&whole) {
            let message = say!(weights::sum_groups, sum = shown(whole), wholes = listed(&wholes));
            return Err(self.fault_in(*column, first.line, message, help()).into());
        }
        let total = rows.iter().find(|row| row.named == Named::Total);
        match total.and_then(|row| Some((row, self.in_row(row)?))) {
            Some((row, said)) if said != whole => {
                let message = say!(weights::sum_groups_total, stated = shown(said), sum = shown(whole));
                Err(self.fault_in(*column, row.line, message, help()).into())
            }
            _ => Ok(Some((whole, stated))),
        }
    }

    fn check_total(&self, total: i128) -> Result<(), Findings> {
        let row = self.row(Named::Total);
        let Some((row, stated)) = row.and_then(|row| Some((row, self.in_row(row)?))) else {
            return Ok(());
        };
        if stated == total {
            return Ok(());
        }
        let message = say!(weights::sum_total, stated = shown(stated), sum = shown(total));
        Err(self.fault(row.line, message, say!(weights::sum_total_help)).into())
    }

    /// The sum over groups, and the common sum within each, if indicators have shares of their group: every
    /// group has a row, and the sums within all groups are equal, 100 or 1.
    fn shares_of_groups(&self) -> Option<(i128, i128)> {
        let (mut whole, mut within) = (0, None);
        let mut column = None;
        for node in &self.card.groups[self.card.base()].members {
            let Node::Group(at) = *node else { return None };
            let is_flat = self.card.groups[at].members.iter().all(|node| matches!(node, Node::Indicator(_)));
            let sum = self.sum(&self.card.below(at));
            let weight = self.of_group(at)?;
            whole += weight.units;
            if !is_flat || *column.get_or_insert(weight.column) != weight.column {
                return None;
            }
            if *within.get_or_insert(sum) != sum {
                return None;
            }
        }
        let within = within.filter(|within| [100 * ONE, ONE].contains(within))?;
        wholes(self.table, column?, self.scale).contains(&whole).then_some((whole, within))
    }

    /// The product of two factors of each member's weight, converted from `whole` and `within` to the scale.
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
                let message = say!(weights::sum_decimals, id = id_of(self.card, named));
                let line = self.row(named).map_or(self.table.line, |row| row.line);
                findings.push(self.fault(line, message, say!(weights::sum_decimals_help)));
            }
            weights.push(weight.unwrap_or(0));
        }
        findings.or_stop(weights).map(|(weights, _)| weights)
    }
}
