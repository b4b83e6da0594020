//! Gates, routes and the pass rule.

use super::numbers::read;
use crate::figures::Section;
use crate::scoring::{Account, ConditionAccount, NotKnown};
use crate::words::{Arg, Message, say};

pub(super) fn conditions(account: &Account) -> Section {
    let mut items = Vec::new();
    let gates = account.gates.iter().map(|gate| ("gate", gate));
    let routes = account.routes.iter().map(|route| ("route", route));
    let pass = account.pass.iter().map(|pass| ("pass", pass));
    for (kind, condition) in gates.chain(routes).chain(pass) {
        push(&mut items, kind, condition, 0);
    }
    if items.is_empty() { Section::new() } else { Section::new().items(items) }
}

fn push(items: &mut Vec<(usize, Message)>, kind: &str, condition: &ConditionAccount, depth: usize) {
    let met = match (condition.met, condition.unknown) {
        (Some(true), _) => "met",
        (Some(false), _) => "unmet",
        (None, None | Some(NotKnown::Held)) if depth == 0 => "held",
        (None, None | Some(NotKnown::Held)) => "unknown",
        (None, Some(NotKnown::Accepted)) => "accepted",
        (None, Some(NotKnown::Passes)) => "passes",
        (None, Some(NotKnown::Fails)) => "fails",
    };
    let name = match &condition.id {
        Some(id) => {
            // A rule in words begins with its title; a condition of several parts has no such words.
            let title = condition.title.as_ref().filter(|_| !condition.parts.is_empty());
            let name = title.map_or_else(|| id.into(), |title| Message::id_or_title(id, title));
            say!(explain::condition_name_id, kind = kind, id = name)
        }
        None => say!(explain::condition_name, kind = kind),
    };
    let whole = say!(explain::condition, name = name, met = met);
    let said = if condition.parts.is_empty() {
        let asks = Arg::from(&condition.asks);
        if condition.inputs.is_empty() {
            say!(explain::condition_asks, condition = whole, asks = asks)
        } else {
            let reads = condition.inputs.iter().map(read);
            say!(explain::condition_reads, condition = whole, asks = asks, reads = Arg::items(reads))
        }
    } else {
        whole
    };
    items.push((depth, said));
    for part in &condition.parts {
        push(items, "part", part, depth + 1);
    }
}
