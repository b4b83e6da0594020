//! Parameters of a run in words.

use jiff::civil::Date;

use crate::figures::number::short;
use crate::publish::{ExcludeTerms, Formula, GroupTerms, ListTerms, MatchTerms, QuotaTerms, Terms};
use crate::studies::compare::Both;
use crate::words::{Arg, Between, Message, say};

/// A rule's text, marked as code.
pub(super) fn text_of(formula: &Formula) -> Message {
    let words: Vec<&str> = formula.text.split_whitespace().collect();
    Message::verbatim(format!("`{}`", words.join(" ")))
}

/// A day of a run for people.
pub(super) fn day(as_of: &str) -> Arg {
    as_of.parse::<Date>().map_or_else(|_| as_of.into(), Arg::from)
}

/// The order of a list.
pub(super) fn ordered(list: &ListTerms) -> Message {
    match (&list.order, list.ascending) {
        (None, _) => say!(diff::by_points),
        (Some(order), true) => say!(diff::least_first, by = text_of(order)),
        (Some(order), false) => say!(diff::greatest_first, by = text_of(order)),
    }
}

/// The capacity of a list.
pub(super) fn most(capacity: Option<usize>) -> Message {
    match capacity {
        Some(firms) => say!(diff::most, firms = firms),
        None => say!(diff::no_limit),
    }
}

/// The quota and the limit of an amount.
pub(super) fn limits(list: &ListTerms) -> Message {
    let amount = list
        .amount
        .as_ref()
        .map(|amount| say!(diff::amount, of = text_of(&amount.of), most = short(amount.at_most)));
    let all = list.quota.as_ref().map(quota).into_iter().chain(amount);
    let text = Message::joined(Between::Clauses, all);
    if text.is_empty() { say!(diff::no_quota) } else { text }
}

fn quota(quota: &QuotaTerms) -> Message {
    let group = |(value, group): (&String, &GroupTerms)| match (group.at_least, group.at_most) {
        (least, None) => say!(diff::group_least, group = value, least = least),
        (0, Some(most)) => say!(diff::group_most, group = value, most = most),
        (least, Some(most)) => say!(diff::group_both, group = value, least = least, most = most),
    };
    let each = quota.at_most.map(|most| match quota.groups.is_empty() {
        true => say!(diff::group_each, most = most),
        false => say!(diff::group_others, most = most),
    });
    let numbers = quota.groups.iter().map(group).chain(each);
    say!(diff::quota, by = text_of(&quota.by), numbers = Arg::items(numbers))
}

/// Firms that an institution does not get.
pub(super) fn excluded(list: &ListTerms) -> Message {
    let Some(ExcludeTerms { lists, served, referred_months }) = &list.exclude else {
        return say!(diff::exclude_none);
    };
    let served = served.then(|| say!(diff::exclude_served));
    let months = (*referred_months > 0).then(|| say!(diff::exclude_referred, months = *referred_months));
    let lists = lists.iter().map(|list| say!(diff::exclude_list, list = list));
    Message::joined(Between::Clauses, served.into_iter().chain(months).chain(lists))
}

/// The way of matching, in the words of the campaign.
pub(super) fn matched(matching: Option<&MatchTerms>) -> Message {
    let Some(MatchTerms { at_most, order, preferred }) = matching else { return say!(diff::broadcast) };
    let order = Message::verbatim(order.join(", "));
    match preferred {
        None => say!(diff::matched, lists = *at_most, order = order),
        Some(by) if order.is_empty() => {
            say!(diff::matched_preferred, lists = *at_most, by = text_of(by))
        }
        Some(by) => say!(diff::matched_then, lists = *at_most, by = text_of(by), order = order),
    }
}

/// The limits of a list in two runs, or else the ways of matching; `None` if they are the same.
pub(super) fn changed_limits(
    terms: Both<&Terms>,
    lists: Both<Option<&ListTerms>>,
) -> Option<Both<Option<Message>>> {
    if let Both { before: Some(before), after: Some(after) } = lists
        && (&before.quota, &before.amount) != (&after.quota, &after.amount)
    {
        return Some(Both { before: Some(limits(before)), after: Some(limits(after)) });
    }
    let (before, after) = (terms.before.matching.as_ref(), terms.after.matching.as_ref());
    (before != after).then(|| Both { before: Some(matched(before)), after: Some(matched(after)) })
}
