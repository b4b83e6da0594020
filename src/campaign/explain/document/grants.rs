//! Grants: what the firm's referrals are worth, with the working.

use super::super::{GrantAccount, ProgrammeAccount};
use crate::figures::Section;
use crate::words::{Arg, Message, say};

/// A section per different grant.
pub(super) fn grants(all: &[GrantAccount]) -> impl Iterator<Item = Section> + '_ {
    all.iter().map(section)
}

fn section(grant: &GrantAccount) -> Section {
    let mut items: Vec<(usize, Message)> = grant.working.iter().map(|line| (1, line.clone())).collect();
    let of = |chosen: bool, open: bool| {
        grant.programmes.iter().filter(move |one| (one.chosen, one.open) == (chosen, open))
    };
    for programme in of(true, true).filter(|one| one.effect) {
        items.push((1, say!(explain::grant_chosen, title = &programme.title)));
        items.extend(programme.lines.iter().map(|line| (2, line.clone())));
    }
    let routes: Vec<&Message> = of(true, true).filter(|one| !one.effect).map(|one| &one.title).collect();
    if !routes.is_empty() {
        items.push((1, say!(explain::grant_routes, titles = Arg::items(routes))));
    }
    for programme in of(false, true) {
        items.push((1, say!(explain::grant_open, title = &programme.title)));
        items.extend(programme.lines.iter().map(|line| (2, line.clone())));
    }
    items.extend(of(false, false).map(|programme| (1, absent(programme))));
    let names = Arg::items(&grant.names);
    Section::named(say!(explain::grants, institutions = names.clone()))
        .heading(say!(explain::grants, institutions = names))
        .items(items)
}

fn absent(programme: &ProgrammeAccount) -> Message {
    let reasons = Arg::list(crate::words::Between::Clauses, &programme.lines);
    say!(explain::grant_absent, title = &programme.title, reasons = reasons)
}
