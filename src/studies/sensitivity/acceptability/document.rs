//! The section on firms near a cut-off, for people.

use super::super::names::Names;
use super::report::{CutOff, WeightToday};
use super::tables::near_table;
use crate::figures::Section;
use crate::stats::plain;
use crate::words::{Arg, Message, say};

/// Most cut-offs that are printed.
const CUT_OFFS: usize = 6;
/// Most weights printed for a firm.
const WEIGHTS: usize = 3;

/// The firms next to each cut-off, and the central weights of a firm that is out today.
pub(in super::super) fn near_section(cut_offs: &[CutOff], today: &[WeightToday], names: &Names) -> Section {
    if cut_offs.is_empty() {
        return Section::new();
    }
    let shown = &cut_offs[..cut_offs.len().min(CUT_OFFS)];
    let each = if shown.len() > 3 { 1 } else { 2 };
    let section = Section::named(say!(sensitivity::near))
        .line(say!(sensitivity::near_line))
        .table(near_table(shown, each))
        .note(say!(sensitivity::near_note));
    let section = match cut_offs.len() - shown.len() {
        0 => section,
        more => section.note(say!(sensitivity::near_kept, more = more)),
    };
    section.lines(shown.iter().filter_map(|of| central(of, today, names)))
}

/// The central weights, those farthest from today's, of the first firm that is out today but in for some
/// draw.
fn central(of: &CutOff, today: &[WeightToday], names: &Names) -> Option<Message> {
    let mut out = of.firms.iter().filter(|firm| !firm.today).peekable();
    out.peek()?;
    let Some((firm, central)) = out.find_map(|firm| Some((firm, firm.central.as_ref()?))) else {
        return Some(say!(sensitivity::near_never, cut_off = &of.label));
    };
    let name = if firm.name.is_empty() { &firm.firm } else { &firm.name };
    let own = today.iter().zip(central).filter(|(today, _)| today.segment == firm.segment);
    let mut own: Vec<_> = own.filter(|(today, _)| today.weight > 0.0).collect();
    let apart = |(today, central): &(&WeightToday, &f64)| (*central - today.weight).abs();
    own.sort_by(|a, b| apart(b).total_cmp(&apart(a)));
    let own = own.iter().take(WEIGHTS).map(|(today, central)| {
        say!(
            sensitivity::near_weight,
            indicator = names.titles.indicator(&today.indicator),
            central = format!("{central:.1}"),
            today = plain(today.weight, 1)
        )
    });
    Some(say!(
        sensitivity::near_central,
        cut_off = &of.label,
        draws = firm.draws,
        firm = name,
        weights = Arg::items(own)
    ))
}
