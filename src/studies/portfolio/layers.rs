//! Contributions to the losses by segment, region, industry, class and layers of programmes, and their
//! concentration.

use std::collections::BTreeMap;

use serde::Serialize;

use super::exposures::{Exposures, yuan};
use super::loans::Loan;
use crate::firms::{Column, Frame, Value};
use crate::parameters::Keyword;
use crate::programmes::{Money, Programme};
use crate::studies::compare::labelled;
use crate::studies::study::Subject;
use crate::words::{Message, say};

/// Digits of a region code that name the province.
const PROVINCE: usize = 2;

/// The loans of one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LayerRow {
    /// Division: `segment`, `region`, `industry`, `class`, `institution`, or the id of a programme.
    pub division: String,
    /// Name of the division.
    #[serde(skip)]
    pub title: Message,
    /// Group within the division; empty if unknown.
    pub group: String,
    /// Number of loans.
    pub loans: usize,
    /// Principal.
    pub principal: Money,
    /// Expected loss in yuan.
    pub expected: f64,
    /// Expected loss in yuan given the common factor at its 1-in-100 value.
    pub stressed: f64,
    /// Share of the portfolio's loss in that case.
    pub share: f64,
}

/// How few loans hold the principal.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Concentration {
    /// Share of the principal of the ten largest loans.
    pub largest_ten: f64,
    /// Herfindahl index `Σ s²` of the shares of principal.
    pub herfindahl: f64,
    /// `1 / Σ s²`: number of equal loans with the same index.
    pub effective: f64,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    loans: usize,
    principal: Money,
    expected: f64,
    stressed: f64,
}

/// The groups of all divisions, each from the greatest loss in a bad year down.
pub(super) fn layers(
    subject: &Subject<'_>,
    exposures: &Exposures<'_>,
    programmes: &[Programme],
    frame: &Frame<'_>,
) -> Vec<LayerRow> {
    let cohort = &subject.cohort;
    let text = |name: &str| cohort.firms.column(name).and_then(Column::texts);
    let (regions, industries) = (text("region"), text("industry"));
    let of_text = |texts: Option<&crate::firms::Texts>, firm: u32, chars: usize| {
        let text = texts.map(|texts| texts.get_or_empty(firm as usize)).unwrap_or_default();
        text.chars().take(chars).collect::<String>()
    };
    let segments = &cohort.scorecard.segments;
    let segment = |loan: &Loan| segments[usize::from(cohort.scores.segment[loan.firm as usize])].id.clone();
    let mut rows = Vec::new();
    let mut add = |division: &str, title: Message, group: &dyn Fn(usize, &Loan) -> Option<String>| {
        rows.extend(groups(exposures, division, &title, group));
    };
    add("segment", say!(portfolio::by_segment), &|_, loan| Some(segment(loan)));
    add("region", say!(portfolio::by_region), &|_, loan| Some(of_text(regions, loan.firm, PROVINCE)));
    add("industry", say!(portfolio::by_industry), &|_, loan| Some(of_text(industries, loan.firm, 1)));
    add("class", say!(portfolio::by_class), &|at, _| Some(exposures.classes[at].clone()));
    add("institution", say!(portfolio::by_institution), &|_, loan| {
        Some(subject.institutions.all[loan.institution].id.clone())
    });
    for (at, programme) in programmes.iter().enumerate() {
        let Some(layer) = &programme.layer else { continue };
        let values = layer.evaluate(frame, frame.rows());
        let name = |firm: u32| match values.value(firm as usize) {
            Value::Text(text) => text.to_owned(),
            _ => String::new(),
        };
        add(&programme.id, programme.heading(), &|_, loan| {
            (loan.open >> at & 1 == 1).then(|| name(loan.firm))
        });
    }
    rows
}

fn groups(
    exposures: &Exposures<'_>,
    division: &str,
    title: &Message,
    group: &dyn Fn(usize, &Loan) -> Option<String>,
) -> Vec<LayerRow> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut whole = 0.0;
    for (at, loan) in exposures.loans.iter().enumerate() {
        let stressed = exposures.stressed(at, loan.principal);
        whole += stressed;
        let Some(group) = group(at, loan) else { continue };
        let tally = tallies.entry(group).or_default();
        tally.loans += 1;
        tally.principal += loan.principal;
        tally.expected += exposures.expected(at, loan.principal);
        tally.stressed += stressed;
    }
    let mut rows: Vec<LayerRow> = tallies
        .into_iter()
        .map(|(group, tally)| LayerRow {
            division: division.to_owned(),
            title: title.clone(),
            group,
            loans: tally.loans,
            principal: tally.principal,
            expected: tally.expected,
            stressed: tally.stressed,
            share: if whole > 0.0 { tally.stressed / whole } else { 0.0 },
        })
        .collect();
    rows.sort_by(|a, b| b.stressed.total_cmp(&a.stressed).then_with(|| a.group.cmp(&b.group)));
    rows
}

/// Concentration of the principal; `None` without loans.
pub(super) fn concentration(loans: &[Loan]) -> Option<Concentration> {
    let mut principals: Vec<Money> = loans.iter().map(|loan| loan.principal).collect();
    principals.sort_unstable_by(|a, b| b.cmp(a));
    let whole = yuan(principals.iter().copied().sum());
    if whole == 0.0 {
        return None;
    }
    let herfindahl = principals.iter().map(|one| (yuan(*one) / whole).powi(2)).sum::<f64>();
    let ten = yuan(principals.iter().take(10).copied().sum());
    Some(Concentration { largest_ten: ten / whole, herfindahl, effective: 1.0 / herfindahl })
}

/// Title of a group: words for segments, codes otherwise.
pub(super) fn group_title(subject_segments: &[(String, Message)], row: &LayerRow) -> Message {
    if row.group.is_empty() {
        return say!(portfolio::unknown_group);
    }
    let segment = subject_segments.iter().find(|(id, _)| row.division == "segment" && *id == row.group);
    match segment {
        Some((_, title)) => title.clone(),
        None if ["region", "industry"].contains(&&*row.division) => labelled(&row.group),
        None => Message::verbatim(row.group.clone()),
    }
}

/// Title of a bearer.
pub(super) fn bearer_title(bearer: Option<crate::programmes::Bearer>) -> Message {
    bearer.map_or_else(|| say!(portfolio::all_bearers), |bearer| bearer.about())
}
