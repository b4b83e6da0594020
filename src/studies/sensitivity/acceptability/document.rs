//! Firms near a cut-off, for people.

use super::report::{CutOff, WeightToday};
use super::tables::near_table;
use crate::figures::Section;
use crate::figures::number::counted;
use crate::stats::plain;

/// Cut-offs of which the next firms are printed.
const CUT_OFFS: usize = 6;
/// Weights that are named of a firm.
const WEIGHTS: usize = 3;

/// The firms next to each cut-off, and the weights that put one of them in that is out.
pub(in super::super) fn near_section(cut_offs: &[CutOff], today: &[WeightToday]) -> Section {
    if cut_offs.is_empty() {
        return Section::new();
    }
    let shown = &cut_offs[..cut_offs.len().min(CUT_OFFS)];
    let each = if shown.len() > 3 { 1 } else { 2 };
    let kept = match cut_offs.len() - shown.len() {
        0 => String::new(),
        more => {
            format!("\n{} more and further firms are in the table `acceptability`", counted(more, "cut-off"))
        }
    };
    let note = format!(
        "c: the cut-off rank; in: share of draws in which the firm is in; behind it: share of draws with a\n\
         rank up to c/2, beyond that up to 0.9 c, and so on, in whole ranks: down below c, up beyond it{kept}"
    );
    Section::named("Near the cut-off")
        .line("rank acceptability of the firms next to each cut-off")
        .table(near_table(shown, each))
        .note(note)
        .lines(shown.iter().filter_map(|of| central(of, today)))
}

/// The weights that put a firm in that is out today, the first that any draw does: those that differ
/// most.
fn central(of: &CutOff, today: &[WeightToday]) -> Option<String> {
    let mut out = of.firms.iter().filter(|firm| !firm.today).peekable();
    out.peek()?;
    let Some((firm, central)) = out.find_map(|firm| Some((firm, firm.central.as_ref()?))) else {
        return Some(format!("{}: no draw puts any of the firms next out in", of.id));
    };
    let name = if firm.name.is_empty() { &firm.firm } else { &firm.name };
    let own = today.iter().zip(central).filter(|(today, _)| today.segment == firm.segment);
    let mut own: Vec<_> = own.filter(|(today, _)| today.weight > 0.0).collect();
    let apart = |(today, central): &(&WeightToday, &f64)| (*central - today.weight).abs();
    own.sort_by(|a, b| apart(b).total_cmp(&apart(a)));
    let own = own.iter().take(WEIGHTS).map(|(today, central)| {
        format!("{} {central:.1} (today {})", today.indicator, plain(today.weight, 1))
    });
    let own: Vec<String> = own.collect();
    let draws = counted(firm.draws as usize, "draw");
    Some(format!("{}: {draws} put {name} in; their mean weights: {}", of.id, own.join(", ")))
}
