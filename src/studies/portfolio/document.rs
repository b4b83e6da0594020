//! Document of a portfolio.

use super::layers::LayerRow;
use super::pool::Pool;
use super::report::{Check, Curve, Report};
use super::scenario::Scenario;
use super::tables::{banks_table, check_table, firms_table, pool_changes_table};
use crate::figures::number::{percent, percent_to};
use crate::figures::{Chart, Document, Marks, Point, Remark, Section, Series};
use crate::scorecard::WeightsBasis;
use crate::studies::study::day;
use crate::words::{Between, Message, say};

/// Groups of a division that are shown.
const SHOWN: usize = 8;
/// Yuan of a 万元.
const WAN: f64 = 1e4;
/// Share of the principal in ten loans from which it is remarked.
const LARGE: f64 = 0.2;

impl Report {
    /// The result as a person reads it.
    pub(super) fn to_document(&self) -> Document {
        let title = say!(
            portfolio::title,
            cohort = &self.about.cohort,
            as_of = day(&self.about.as_of),
            loans = self.totals.sums.loans,
        );
        let mut document = Document::new(title).section(self.caution()).section(self.sums());
        document.push(self.in_use());
        if !self.years.is_empty() {
            let note = say!(portfolio::years_note);
            document.push(Section::named(say!(portfolio::years)).table(self.years_table()).note(note));
        }
        document.push(self.losses());
        if !self.pools.is_empty() {
            document.push(self.pool_section());
        }
        document.push(self.loss_chart());
        document.push(self.contributions());
        document.push(self.reach());
        document.push(self.assumptions());
        if let Some(check) = &self.check {
            document.push(check_section(check));
        }
        if let Some(scenario) = &self.scenario {
            document.push(self.compared(scenario));
        }
        document
    }

    /// Which numbers are made up.
    fn caution(&self) -> Section {
        let mut section = Section::new();
        if self.basis == WeightsBasis::Illustrative {
            section = section.line(say!(portfolio::illustrative));
        }
        if !self.made_up.is_empty() {
            let all = Message::joined(Between::Items, self.made_up.iter().cloned());
            section = section.line(say!(portfolio::illustrative_programmes, programmes = all));
        }
        section
    }

    fn sums(&self) -> Section {
        let section = Section::named(say!(portfolio::sums)).table(self.totals_table());
        match self.without {
            0 => section.note(say!(portfolio::once)),
            firms => section.note(say!(portfolio::once_without, firms = firms)),
        }
    }

    /// The programmes that loans are in; the others are only named.
    fn in_use(&self) -> Section {
        let (some, none): (Vec<_>, Vec<_>) = self.programmes.iter().partition(|row| row.open > 0);
        let section = Section::named(say!(portfolio::programmes)).table(self.programmes_table(some));
        if none.is_empty() {
            return section;
        }
        let titles = Message::joined(Between::Items, none.iter().map(|row| row.title.clone()));
        section.note(say!(portfolio::without_loans, programmes = titles))
    }

    fn losses(&self) -> Section {
        let mut section = Section::named(say!(portfolio::losses)).table(self.bearers_table());
        section = section.note(say!(portfolio::losses_note));
        if !self.caps.is_empty() {
            section = section.heading(say!(portfolio::caps)).table(self.caps_table());
        }
        section
    }

    fn pool_section(&self) -> Section {
        let section = Section::named(say!(portfolio::pools)).table(self.pools_table());
        self.pools.iter().fold(section, |section, pool| {
            pool_lines(section.heading(say!(portfolio::pool, title = pool.title.clone())), pool)
        })
    }

    fn loss_chart(&self) -> Section {
        let series = |curve: &Curve| Series {
            label: curve.title.clone(),
            points: curve
                .points
                .iter()
                .map(|&(loss, chance)| Point { label: Message::default(), x: loss / WAN, y: 100.0 * chance })
                .collect(),
            guide: false,
        };
        let all = self.curves.iter().map(series).collect();
        let chart = Chart::new(say!(portfolio::curve), Marks::Curve(all))
            .across(say!(portfolio::curve_across))
            .up(say!(portfolio::curve_up));
        Section::new().chart(chart)
    }

    fn contributions(&self) -> Section {
        let mut section = Section::named(say!(portfolio::contributions)).note(say!(portfolio::stressed_note));
        let mut rest = &self.layers[..];
        while let Some(first) = rest.first() {
            let end = rest.iter().position(|row| row.division != first.division).unwrap_or(rest.len());
            let (group, after) = rest.split_at(end);
            let shown: &[LayerRow] = &group[..group.len().min(SHOWN)];
            section = section.heading(first.title.clone()).table(self.layers_table(shown));
            if group.len() > SHOWN {
                section = section.note(say!(portfolio::more_groups, groups = group.len() - SHOWN));
            }
            rest = after;
        }
        if let Some(concentration) = self.concentration {
            let ten = percent(concentration.largest_ten);
            let effective = format!("{:.0}", concentration.effective);
            let said = say!(portfolio::concentration, share = ten, effective = effective);
            section = match concentration.largest_ten > LARGE {
                true => section.remark(Remark::advice(said, say!(portfolio::concentration_help))),
                false => section.line(said),
            };
        }
        section
    }

    fn reach(&self) -> Section {
        let points = self.budget.curve.iter();
        let points = points.map(|&(money, principal)| Point {
            label: Message::default(),
            x: money / WAN,
            y: principal / WAN,
        });
        let series = Series { label: Message::default(), points: points.collect(), guide: false };
        let chart = Chart::new(say!(portfolio::reach_chart), Marks::Curve(vec![series]))
            .across(say!(portfolio::reach_across))
            .up(say!(portfolio::reach_up));
        let leverage = self.budget.leverage;
        let leverage = leverage.map(|times| say!(portfolio::reach_leverage, times = format!("{times:.1}")));
        Section::named(say!(portfolio::reach))
            .line(say!(portfolio::reach_line, whole = wan(self.budget.whole)))
            .lines(leverage)
            .table(self.budget_table())
            .chart(chart)
    }

    fn assumptions(&self) -> Section {
        let section = Section::named(say!(portfolio::assumptions)).table(self.classes_table());
        let section = section.note(say!(portfolio::assumed, lgd = &self.loss_given_default));
        let unit = wan(self.unit);
        match self.is_banded {
            true => section.note(say!(portfolio::banded, unit = unit)),
            false => section.note(say!(portfolio::exact_unit, unit = unit)),
        }
    }

    fn compared(&self, scenario: &Scenario) -> Section {
        let changes = Message::joined(
            Between::Items,
            scenario.changes.iter().map(|change| Message::verbatim(change.clone())),
        );
        let section = Section::named(say!(portfolio::scenario));
        let section = match scenario.changes.is_empty() {
            true => section.line(say!(portfolio::scenario_day, day = day(&scenario.as_of))),
            false => {
                section.line(say!(portfolio::scenario_set, changes = changes, day = day(&scenario.as_of)))
            }
        };
        let quotas = scenario.quotas.iter().map(|quota| {
            say!(
                portfolio::scenario_quota,
                title = quota.title.clone(),
                own = percent_to(quota.own, 3),
                other = percent_to(quota.other, 3)
            )
        });
        let section = section.table(self.compared_table(scenario)).lines(quotas);
        let section = match scenario.pools.is_empty() {
            true => section,
            false => section.table(pool_changes_table(&scenario.pools)),
        };
        let section = section.line(say!(
            portfolio::scenario_firms,
            gain = scenario.gain,
            lose = scenario.lose,
            changed = scenario.firms.len(),
        ));
        let section = section.table(banks_table(&scenario.banks));
        let named = scenario.named();
        if named.is_empty() { section } else { section.table(firms_table(named)) }
    }
}

/// A sum in yuan as 万元 with thousands separators.
fn wan(yuan: f64) -> Message {
    Message::verbatim(crate::figures::number::short((yuan / WAN * 100.0).round() / 100.0))
}

/// What a pool needs, and what one more yuan in it buys.
fn pool_lines(section: Section, pool: &Pool) -> Section {
    let (level, needed) = (pool.level(), wan(pool.needed));
    let section = match pool.interval {
        Some([low, high]) => section.line(say!(
            portfolio::pool_needed_interval,
            level = level,
            needed = needed,
            low = wan(low),
            high = wan(high)
        )),
        None => section.line(say!(portfolio::pool_needed, level = level, needed = needed)),
    };
    let section = section.lines(pool.most.map(|most| say!(portfolio::pool_most, most = wan_of(most))));
    let chance = format!("{:.2}", 100.0 * pool.exhausted);
    let size = wan(pool.size);
    let excess = wan(pool.excess);
    let section = section.line(match pool.is_set {
        true => say!(portfolio::pool_set, size = size, chance = chance, excess = excess),
        false => say!(portfolio::pool_unset, size = size, chance = chance, excess = excess),
    });
    let section = if pool.is_exact { section } else { section.line(say!(portfolio::pool_unlike)) };
    let times = |times: f64| format!("{times:.2}");
    let section = section
        .lines(pool.leverage.map(|leverage| say!(portfolio::pool_leverage, leverage = times(leverage))));
    let Some(per_yuan) = pool.per_yuan.map(times) else { return section };
    let fen = format!("{:.2}", 100.0 * pool.exhausted);
    section.prose(say!(portfolio::pool_yuan, loans = per_yuan, level = pool.level(), used = fen))
}

fn wan_of(money: crate::programmes::Money) -> Message {
    wan(super::exposures::yuan(money))
}

fn check_section(check: &Check) -> Section {
    let agrees = check.quantiles.iter().all(super::report::Simulated::agrees);
    let section = Section::named(say!(portfolio::check)).table(check_table(&check.quantiles));
    let (mean, error, exact) = (wan(check.mean), wan(check.error), wan(check.exact));
    let line = say!(
        portfolio::check_mean,
        draws = check.draws,
        seed = check.seed.to_string(),
        mean = mean,
        error = error,
        exact = exact
    );
    let section = section.line(line);
    if agrees {
        section.note(say!(portfolio::check_agrees))
    } else {
        section.note(say!(portfolio::check_apart))
    }
}
