//! The tables of a portfolio, each declared once for files and for people. Sums are in yuan in files and in
//! 万元 for people.

use super::budget::BudgetRow;
use super::exposures::{LEVELS, yuan};
use super::in_use::{ProgrammeRow, YearRow};
use super::layers::{LayerRow, bearer_title, group_title};
use super::limits::{BearerRow, CapRow};
use super::pool::Pool;
use super::report::{ClassRow, Report, Simulated};
use super::scenario::{BankChange, FirmChange, PoolChange, PoolState, Scenario, Totals};
use crate::figures::{Cell, Rows, Table};
use crate::programmes::Money;
use crate::words::{Message, Percent, say};

/// Yuan of a 万元.
const WAN: f64 = 1e4;

/// The level of a quantile.
fn percent(at: usize) -> Percent {
    Percent::new(crate::stats::plain(100.0 * LEVELS[at], 1))
}

/// A sum in yuan, shown in 万元 with two decimals.
fn wan(yuan: f64) -> Cell {
    Cell::Short((100.0 * yuan / WAN).round() / 100.0)
}

fn of_money(money: Money) -> Cell {
    wan(yuan(money))
}

/// A sum of a scenario beside that of the campaign.
pub(super) struct Compared {
    name: &'static str,
    title: Message,
    before: f64,
    after: f64,
}

impl Report {
    /// All figures as tables.
    pub(super) fn to_tables(&self) -> Vec<Table> {
        let mut tables: Vec<Table> = vec![
            self.totals_table().into(),
            self.classes_table().into(),
            self.programmes_table(&self.programmes).into(),
            self.years_table().into(),
            self.bearers_table().into(),
            self.caps_table().into(),
            self.pools_table().into(),
            self.curve_table().into(),
            self.layers_table(&self.layers).into(),
            self.budget_table().into(),
        ];
        tables.extend(self.check.as_ref().map(|check| Table::from(check_table(&check.quantiles))));
        if let Some(scenario) = &self.scenario {
            tables.push(self.compared_table(scenario).into());
            tables.push(pool_changes_table(&scenario.pools).into());
            tables.push(banks_table(&scenario.banks).into());
            tables.push(firms_table(scenario.firms.iter().collect()).into());
        }
        tables
    }

    pub(super) fn totals_table(&self) -> Rows<(&'static str, Message, f64)> {
        Rows::table("totals", say!(portfolio::of_totals), sums(&self.totals))
            .field("sum", say!(portfolio::about_sum), |(name, ..)| *name)
            .left("", |(_, title, _)| title.clone())
            .field("yuan", say!(portfolio::about_yuan), |(.., yuan)| *yuan)
            .right(say!(portfolio::head_wan), |(.., yuan)| wan(*yuan))
    }

    pub(super) fn classes_table(&self) -> Rows<&ClassRow> {
        let has_interval = self.classes.iter().any(|row| row.chance.interval.is_some());
        let has_weight = self.classes.iter().any(|row| row.risk_weight.is_some());
        let range = |row: &&ClassRow| {
            row.chance.interval.map_or(Cell::Missing, |[low, high]| {
                let percent = |share: f64| format!("{:.2}", 100.0 * share);
                say!(portfolio::range, low = percent(low), high = percent(high)).into()
            })
        };
        Rows::table("classes", say!(portfolio::of_classes), &self.classes)
            .field("class", say!(portfolio::about_class), |row| &row.class)
            .left(say!(portfolio::head_class), |row| match row.class.is_empty() {
                true => say!(portfolio::no_class),
                false => Message::verbatim(row.class.clone()),
            })
            .field("loans", say!(portfolio::about_loans), |row| row.loans)
            .shown(say!(portfolio::head_loans))
            .field("principal", say!(portfolio::about_principal), |row| yuan(row.principal))
            .right(say!(portfolio::head_principal), |row| of_money(row.principal))
            .field("default_probability", say!(portfolio::about_default), |row| row.chance.default)
            .right(say!(portfolio::head_default), |row| Cell::number(Some(100.0 * row.chance.default), 2))
            .field("default_low", say!(portfolio::about_default_low), |row| {
                row.chance.interval.map(|[low, _]| low)
            })
            .field("default_high", say!(portfolio::about_default_high), |row| {
                row.chance.interval.map(|[_, high]| high)
            })
            .when(has_interval, |rows| rows.right(say!(portfolio::head_interval), range))
            .field("correlation", say!(portfolio::about_correlation), |row| row.correlation)
            .shown_to(say!(portfolio::head_correlation), 3)
            .field("risk_weight", say!(portfolio::about_risk_weight), |row| row.risk_weight)
            .when(has_weight, |rows| rows.share(say!(portfolio::head_risk_weight), |row| row.risk_weight))
    }

    pub(super) fn programmes_table<'a>(
        &self,
        rows: impl IntoIterator<Item = &'a ProgrammeRow>,
    ) -> Rows<&'a ProgrammeRow> {
        Rows::table("programmes", say!(portfolio::of_programmes), rows)
            .field("programme", say!(portfolio::about_programme), |row| &row.id)
            .left(say!(portfolio::head_programme), |row| row.title.clone())
            .field("referrals", say!(portfolio::about_referrals), |row| row.referrals)
            .field("loans", say!(portfolio::about_open), |row| row.open)
            .shown(say!(portfolio::head_open))
            .field("chosen", say!(portfolio::about_chosen), |row| row.chosen)
            .shown(say!(portfolio::head_chosen))
            .field("principal", say!(portfolio::about_supported), |row| yuan(row.principal))
            .right(say!(portfolio::head_supported), |row| of_money(row.principal))
            .field("subsidies", say!(portfolio::about_subsidies), |row| yuan(row.subsidies))
            .right(say!(portfolio::head_subsidies), |row| of_money(row.subsidies))
            .field("fees", say!(portfolio::about_fees), |row| yuan(row.fees))
            .right(say!(portfolio::head_fees), |row| of_money(row.fees))
            .field("relent", say!(portfolio::about_relent), |row| yuan(row.relent))
            .right(say!(portfolio::head_relent), |row| of_money(row.relent))
            .field("quota", say!(portfolio::about_quota), |row| row.quota)
    }

    pub(super) fn years_table(&self) -> Rows<&YearRow> {
        Rows::table("years", say!(portfolio::of_years), &self.years)
            .field("year", say!(portfolio::about_year), |row| row.year)
            .shown(say!(portfolio::head_year))
            .field("interest", say!(portfolio::about_interest), |row| yuan(row.interest))
            .right(say!(portfolio::head_interest), |row| of_money(row.interest))
            .field("central", say!(portfolio::about_central), |row| yuan(row.central))
            .right(say!(portfolio::head_central), |row| of_money(row.central))
            .field("local", say!(portfolio::about_local), |row| yuan(row.local))
            .right(say!(portfolio::head_local), |row| of_money(row.local))
    }

    pub(super) fn bearers_table(&self) -> Rows<&BearerRow> {
        let rows = Rows::table("bearers", say!(portfolio::of_bearers), &self.bearers)
            .field("bearer", say!(portfolio::about_bearer), |row| {
                row.bearer.map_or("all", crate::programmes::Bearer::as_str)
            })
            .left(say!(portfolio::head_bearer), |row| bearer_title(row.bearer))
            .field("principal", say!(portfolio::about_borne), |row| yuan(row.principal))
            .right(say!(portfolio::head_borne), |row| of_money(row.principal))
            .field("expected", say!(portfolio::about_expected), |row| row.expected)
            .right(say!(portfolio::head_expected), |row| wan(row.expected))
            .field("deviation", say!(portfolio::about_deviation), |row| row.deviation);
        let names = ["q95", "q99", "q999"].into_iter().enumerate();
        let rows = rows.each(names, |rows, (at, name)| {
            let level = percent(at);
            rows.field(name, say!(portfolio::about_quantile, level = level.clone()), move |row| {
                row.quantiles[at]
            })
            .right(level, move |row| wan(row.quantiles[at]))
        });
        rows.field("moved", say!(portfolio::about_moved), |row| row.moved)
            .right(say!(portfolio::head_moved), |row| wan(row.moved))
    }

    pub(super) fn caps_table(&self) -> Rows<&CapRow> {
        Rows::table("caps", say!(portfolio::of_caps), &self.caps)
            .field("programme", say!(portfolio::about_programme), |row| &row.programme)
            .left(say!(portfolio::head_programme), |row| row.title.clone())
            .field("percent", say!(portfolio::about_cap_percent), |row| row.percent)
            .right(say!(portfolio::head_cap), |row| Percent::new(crate::stats::plain(row.percent, 4)))
            .field("principal", say!(portfolio::about_supported), |row| yuan(row.principal))
            .field("limit", say!(portfolio::about_cap_limit), |row| yuan(row.limit))
            .right(say!(portfolio::head_cap_limit), |row| of_money(row.limit))
            .field("expected", say!(portfolio::about_expected), |row| row.expected)
            .right(say!(portfolio::head_expected), |row| wan(row.expected))
            .field("q99", say!(portfolio::about_quantile, level = Percent::new(99)), |row| row.quantiles[1])
            .right(Percent::new(99), |row| wan(row.quantiles[1]))
            .field("chance", say!(portfolio::about_cap_chance), |row| row.chance)
            .right(say!(portfolio::head_cap_chance), |row| Cell::Share { value: row.chance, decimals: 2 })
            .field("excess", say!(portfolio::about_cap_excess), |row| row.excess)
            .right(say!(portfolio::head_cap_excess), |row| wan(row.excess))
    }

    /// The pools; sums beyond the usual quantiles have a sentence of their own.
    pub(super) fn pools_table(&self) -> Rows<&Pool> {
        let names = ["q95", "q99", "q999"].into_iter().enumerate();
        Rows::table("pools", say!(portfolio::of_pools), &self.pools)
            .field("programme", say!(portfolio::about_programme), |row| &row.programme)
            .left(say!(portfolio::head_pool), |row| row.title.clone())
            .field("supported", say!(portfolio::about_supported), |row| yuan(row.supported))
            .right(say!(portfolio::head_carried), |row| of_money(row.supported))
            .field("principal", say!(portfolio::about_borne), |row| yuan(row.principal))
            .right(say!(portfolio::head_borne), |row| of_money(row.principal))
            .field("expected", say!(portfolio::about_pool_expected), |row| row.expected)
            .right(say!(portfolio::head_expected), |row| wan(row.expected))
            .each(names, |rows, (at, name)| {
                let level = percent(at);
                rows.field(name, say!(portfolio::about_pool_size, level = level.clone()), move |row| {
                    row.sizes[at]
                })
                .right(level, move |row| wan(row.sizes[at]))
            })
            .field("most", say!(portfolio::about_pool_most), |row| row.most.map(yuan))
            .field("needed", say!(portfolio::about_pool_needed), |row| row.needed)
            .field("needed_low", say!(portfolio::about_pool_low), |row| row.interval.map(|[low, _]| low))
            .field("needed_high", say!(portfolio::about_pool_high), |row| row.interval.map(|[_, high]| high))
            .field("set", say!(portfolio::about_pool_set), |row| row.is_set)
            .field("size", say!(portfolio::about_pool_holds), |row| row.size)
            .right(say!(portfolio::head_pool_holds), |row| wan(row.size))
            .field("exhausted", say!(portfolio::about_exhausted), |row| row.exhausted)
            .right(say!(portfolio::head_exhausted), |row| Cell::Share { value: row.exhausted, decimals: 2 })
            .field("excess", say!(portfolio::about_pool_excess), |row| row.excess)
            .right(say!(portfolio::head_cap_excess), |row| wan(row.excess))
            .field("exact", say!(portfolio::about_pool_exact), |row| row.is_exact)
            .field("leverage", say!(portfolio::about_leverage), |row| row.leverage)
            .shown_to(say!(portfolio::head_leverage), 2)
            .field("per_yuan", say!(portfolio::about_per_yuan), |row| row.per_yuan)
    }

    fn curve_table(&self) -> Rows<(&str, f64, f64)> {
        let rows = self.curves.iter().flat_map(|curve| {
            curve.points.iter().map(move |&(loss, chance)| (curve.id.as_str(), loss, chance))
        });
        Rows::table("loss-curve", say!(portfolio::of_curve), rows)
            .field("curve", say!(portfolio::about_curve_of), |(name, ..)| *name)
            .field("loss", say!(portfolio::about_curve_loss), |(_, loss, _)| *loss)
            .field("chance", say!(portfolio::about_curve_chance), |(.., chance)| *chance)
    }

    pub(super) fn layers_table<'a>(&'a self, rows: &'a [LayerRow]) -> Rows<&'a LayerRow> {
        Rows::table("contributions", say!(portfolio::of_layers), rows)
            .field("division", say!(portfolio::about_division), |row| &row.division)
            .field("group", say!(portfolio::about_group), |row| &row.group)
            .left("", |row| group_title(&self.segments, row))
            .field("loans", say!(portfolio::about_loans), |row| row.loans)
            .shown(say!(portfolio::head_loans))
            .field("principal", say!(portfolio::about_principal), |row| yuan(row.principal))
            .right(say!(portfolio::head_principal), |row| of_money(row.principal))
            .field("expected", say!(portfolio::about_expected), |row| row.expected)
            .right(say!(portfolio::head_expected), |row| wan(row.expected))
            .field("stressed", say!(portfolio::about_stressed), |row| row.stressed)
            .right(say!(portfolio::head_stressed), |row| wan(row.stressed))
            .field("share", say!(portfolio::about_stressed_share), |row| row.share)
            .shown_share(say!(portfolio::head_stressed_share))
    }

    pub(super) fn budget_table(&self) -> Rows<&BudgetRow> {
        Rows::table("budget", say!(portfolio::of_budget), &self.budget.rows)
            .field("money", say!(portfolio::about_money), |row| row.money)
            .right(say!(portfolio::head_money), |row| wan(row.money))
            .field("firms", say!(portfolio::about_reached), |row| row.firms)
            .shown(say!(portfolio::head_reached))
            .field("rank", say!(portfolio::about_rank), |row| row.rank)
            .shown(say!(portfolio::head_rank))
            .field("principal", say!(portfolio::about_principal), |row| yuan(row.principal))
            .right(say!(portfolio::head_principal), |row| of_money(row.principal))
            .field("next_million", say!(portfolio::about_next), |row| row.next_million)
            .right(say!(portfolio::head_next), |row| wan(row.next_million))
    }

    pub(super) fn compared_table(&self, scenario: &Scenario) -> Rows<Compared> {
        let before = sums(&self.totals);
        let after = sums(&scenario.totals);
        let rows = before.into_iter().zip(after).map(|((name, title, before), (.., after))| Compared {
            name,
            title,
            before,
            after,
        });
        Rows::table("scenario", say!(portfolio::of_scenario), rows)
            .field("sum", say!(portfolio::about_sum), |row| row.name)
            .left("", |row| row.title.clone())
            .field("own", say!(portfolio::about_own), |row| row.before)
            .right(say!(portfolio::head_own), |row| wan(row.before))
            .field("other", say!(portfolio::about_other), |row| row.after)
            .right(say!(portfolio::head_other), |row| wan(row.after))
            .field("change", say!(portfolio::about_change), |row| row.after - row.before)
            .right(say!(portfolio::head_change), |row| wan(row.after - row.before))
    }
}

/// The quantiles of the simulation beside the exact ones.
pub(super) fn check_table(rows: &[Simulated]) -> Rows<&Simulated> {
    let known = |value: Option<f64>| value.map_or(Cell::Missing, wan);
    Rows::table("simulation", say!(portfolio::of_check), rows)
        .field("level", say!(portfolio::about_level), |row| row.level)
        .right(say!(portfolio::head_level), |row| Cell::Share { value: row.level, decimals: 1 })
        .field("exact", say!(portfolio::about_exact), |row| row.exact)
        .right(say!(portfolio::head_exact), |row| wan(row.exact))
        .field("simulated", say!(portfolio::about_simulated), |row| row.simulated)
        .right(say!(portfolio::head_simulated), move |row| known(row.simulated))
        .field("low", say!(portfolio::about_low), |row| row.low)
        .right(say!(portfolio::head_low), move |row| known(row.low))
        .field("high", say!(portfolio::about_high), |row| row.high)
        .right(say!(portfolio::head_high), move |row| known(row.high))
        .field("agrees", say!(portfolio::about_agrees), |row| row.agrees())
        .shown(say!(portfolio::head_agrees))
}

/// Pools under both sets of parameters.
pub(super) fn pool_changes_table(rows: &[PoolChange]) -> Rows<&PoolChange> {
    let known = |value: Option<f64>| value.map_or(Cell::Missing, wan);
    let chance = |state: Option<PoolState>| {
        state.map_or(Cell::Missing, |state| Cell::Share { value: state.exhausted, decimals: 2 })
    };
    Rows::table("scenario-pools", say!(portfolio::of_pool_changes), rows)
        .field("programme", say!(portfolio::about_programme), |row| &row.programme)
        .left(say!(portfolio::head_pool), |row| row.title.clone())
        .field("needed", say!(portfolio::about_pool_needed), |row| row.own.map(|own| own.needed))
        .right(say!(portfolio::head_needed), move |row| known(row.own.map(|own| own.needed)))
        .field("needed_other", say!(portfolio::about_needed_other), |row| row.other.map(|other| other.needed))
        .right(say!(portfolio::head_other), move |row| known(row.other.map(|other| other.needed)))
        .field("size", say!(portfolio::about_pool_holds), |row| row.own.map(|own| own.size))
        .right(say!(portfolio::head_pool_holds), move |row| known(row.own.map(|own| own.size)))
        .field("size_other", say!(portfolio::about_holds_other), |row| row.other.map(|other| other.size))
        .right(say!(portfolio::head_other), move |row| known(row.other.map(|other| other.size)))
        .field("exhausted", say!(portfolio::about_exhausted), |row| row.own.map(|own| own.exhausted))
        .right(say!(portfolio::head_exhausted), move |row| chance(row.own))
        .field("exhausted_other", say!(portfolio::about_exhausted_other), |row| {
            row.other.map(|other| other.exhausted)
        })
        .right(say!(portfolio::head_other), move |row| chance(row.other))
}

/// Changes of banks.
pub(super) fn banks_table(rows: &[BankChange]) -> Rows<&BankChange> {
    Rows::table("banks", say!(portfolio::of_banks), rows)
        .field("institution", say!(portfolio::about_bank), |row| &row.institution)
        .left(say!(portfolio::head_bank), |row| row.name.clone())
        .field("loans", say!(portfolio::about_bank_loans), |row| row.loans as f64)
        .shown(say!(portfolio::head_loans))
        .field("principal", say!(portfolio::about_bank_principal), |row| yuan(row.principal))
        .right(say!(portfolio::head_principal), |row| of_money(row.principal))
        .field("covered", say!(portfolio::about_firm_covered), |row| yuan(row.covered))
        .right(say!(portfolio::head_firm_covered), |row| of_money(row.covered))
        .field("saving", say!(portfolio::about_firm_saving), |row| yuan(row.saving))
        .right(say!(portfolio::head_bank_saving), |row| of_money(row.saving))
        .field("expected", say!(portfolio::about_bank_expected), |row| row.expected)
        .right(say!(portfolio::head_expected), |row| wan(row.expected))
}

/// Changes of firms.
pub(super) fn firms_table(rows: Vec<&FirmChange>) -> Rows<&FirmChange> {
    Rows::table("firms", say!(portfolio::of_firms), rows)
        .field("id", say!(portfolio::about_firm), |row| &row.id)
        .left(say!(portfolio::head_firm), |row| Message::verbatim(row.id.clone()))
        .field("money", say!(portfolio::about_firm_money), |row| yuan(row.money))
        .right(say!(portfolio::head_firm_money), |row| of_money(row.money))
        .field("covered", say!(portfolio::about_firm_covered), |row| yuan(row.covered))
        .right(say!(portfolio::head_firm_covered), |row| of_money(row.covered))
        .field("saving", say!(portfolio::about_firm_saving), |row| yuan(row.saving))
        .right(say!(portfolio::head_firm_saving), |row| of_money(row.saving))
        .field("cost", say!(portfolio::about_firm_cost), |row| row.cost)
        .right(say!(portfolio::head_firm_cost), |row| wan(row.cost))
}

/// The sums of a portfolio in yuan, with their names.
fn sums(totals: &Totals) -> Vec<(&'static str, Message, f64)> {
    vec![
        ("principal", say!(portfolio::sum_principal), yuan(totals.sums.principal)),
        ("covered", say!(portfolio::sum_covered), yuan(totals.sums.covered)),
        ("guaranteed", say!(portfolio::sum_guaranteed), yuan(totals.sums.guaranteed)),
        ("relent", say!(portfolio::sum_relent), yuan(totals.sums.relent)),
        ("saving", say!(portfolio::sum_saving), yuan(totals.sums.saving)),
        ("central", say!(portfolio::sum_central), yuan(totals.sums.central)),
        ("local", say!(portfolio::sum_local), yuan(totals.sums.local)),
        ("fees", say!(portfolio::sum_fees), yuan(totals.sums.fees)),
        ("expected_banks", say!(portfolio::sum_banks), totals.banks),
        ("expected_public", say!(portfolio::sum_public), totals.public),
    ]
}
