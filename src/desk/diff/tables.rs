//! The tables of a difference, each declared once for files and for people.

use super::reason::Reason;
use super::report::{
    Account, FirmPart, Kind, ListAccount, ListChange, Mover, RankChange, ReasonCount, Report, ScoredChange,
    TermChange,
};
use super::values::said_or_missing;
use crate::figures::{Cell, Rows, Table};
use crate::words::{Message, say};

use super::cells::CellChange;

/// Points with the decimals of their run.
fn points(points: impl Into<Option<f64>>, decimals: u8) -> Cell {
    Cell::number(points, decimals.into())
}

fn change_of(kind: Kind) -> Message {
    say!(diff::change, change = kind.as_str())
}

impl Report {
    /// All results as tables.
    pub(super) fn all_tables(&self) -> Vec<Table> {
        vec![
            self.accounts().into(),
            self.reasons_table().into(),
            self.terms_table(&self.terms).into(),
            self.changes_table("changes", self.changes.iter().chain(&self.moved)).into(),
            self.scored_table(&self.scored).into(),
            self.movers_table().into(),
            ranks(&self.ranks).into(),
        ]
    }

    /// The account of the ranking and of every list, one row each.
    pub(super) fn accounts(&self) -> Rows<(Option<&ListAccount>, Account)> {
        let lists = self.lists.iter().map(|list| (Some(list), list.account));
        let all = std::iter::once((None, self.ranking)).chain(lists);
        let name = |list: &Option<&ListAccount>| match list {
            Some(list) => list.name.clone(),
            None => say!(diff::all_scored),
        };
        let count = |count: usize| Cell::count(count);
        Rows::table("accounts", say!(diff::of_accounts), all)
            .field("institution", say!(diff::about_institution), |(list, _)| {
                list.map(|list| list.institution.clone())
            })
            .shown(say!(diff::institution))
            .field("name", say!(diff::about_list_name), |(list, _)| name(list))
            .shown("")
            .field("before", say!(diff::about_before), |(_, account)| account.before)
            .right(say!(diff::before), |(_, account)| count(account.before))
            .field("gone", say!(diff::about_gone), |(_, account)| account.gone)
            .right(say!(diff::gone), |(_, account)| count(account.gone))
            .field("new", say!(diff::about_new), |(_, account)| account.new)
            .right(say!(diff::new), |(_, account)| count(account.new))
            .field("after", say!(diff::about_after), |(_, account)| account.after)
            .right(say!(diff::after), |(_, account)| count(account.after))
            .field("moved", say!(diff::about_moved), |(_, account)| account.moved)
            .right(say!(diff::moved), |(_, account)| count(account.moved))
            .field("unmoved", say!(diff::about_unmoved), |(_, account)| account.unmoved)
            .field("unplaced", say!(diff::about_unplaced), |(_, account)| account.unplaced)
            .field("capacity_before", say!(diff::about_capacity_before), |(list, _)| {
                list.and_then(|list| list.capacity[0])
            })
            .field("capacity_after", say!(diff::about_capacity_after), |(list, _)| {
                list.and_then(|list| list.capacity[1])
            })
            .field("cut_off_before", say!(diff::about_cut_off_before), |(list, _)| {
                list.and_then(|list| list.cut_off[0])
            })
            .field("cut_off_after", say!(diff::about_cut_off_after), |(list, _)| {
                list.and_then(|list| list.cut_off[1])
            })
    }

    fn reasons_table(&self) -> Rows<&ReasonCount> {
        Rows::table("reasons", say!(diff::of_reasons), &self.reasons)
            .field("institution", say!(diff::about_institution), |one| one.institution.clone())
            .field("change", say!(diff::about_change), |one| one.change.as_str())
            .field("reason", say!(diff::about_reason), |one| one.reason.as_str())
            .field("firms", say!(diff::about_firms), |one| one.firms)
    }

    /// Firms by reason that joined or left: a row for each list, a column for each reason that occurs.
    pub(super) fn reasons_by_list(&self) -> Rows<(Message, Vec<usize>)> {
        let is_change = |one: &&ReasonCount| one.change != Kind::Moved;
        let occurring: Vec<Reason> = Reason::ALL
            .into_iter()
            .filter(|reason| self.reasons.iter().filter(is_change).any(|one| one.reason == *reason))
            .collect();
        let ranking = std::iter::once((None, say!(diff::all_scored)));
        let lists = self.lists.iter().map(|list| (Some(&list.institution), list.name.clone()));
        let row = |(institution, name): (Option<&String>, Message)| {
            let own = || {
                let all = self.reasons.iter().filter(is_change);
                all.filter(|one| one.institution.as_ref() == institution)
            };
            let firms = |reason: &Reason| {
                own().filter(|one| one.reason == *reason).map(|one| one.firms).sum::<usize>()
            };
            (name, occurring.iter().map(firms).collect::<Vec<usize>>())
        };
        let rows = ranking.chain(lists).map(row).filter(|(_, counts)| counts.iter().any(|count| *count > 0));
        let rows = Rows::new(rows).left(say!(diff::institution), |(name, _)| name.clone());
        rows.each(occurring.iter().enumerate(), |rows, (at, reason)| {
            rows.right(reason.said(), |(_, counts)| match counts[at] {
                0 => Cell::blank(),
                count => Cell::count(count),
            })
        })
    }

    pub(super) fn terms_table<'a>(
        &self,
        terms: impl IntoIterator<Item = &'a TermChange>,
    ) -> Rows<&'a TermChange> {
        let text = |text: &Option<Message>| text.clone().unwrap_or_default();
        Rows::table("terms", say!(diff::of_terms), terms)
            .field("what", say!(diff::about_what), |one| one.what.as_str())
            .left(say!(diff::what), |one| say!(diff::what_is, what = one.what.as_str()))
            .field("institutions", say!(diff::about_institutions), |one| one.institutions.join(";"))
            .field("name", say!(diff::about_term), |one| &one.name)
            .left("", |one| match one.name.is_empty() {
                true => Message::verbatim(one.institutions.join(", ")),
                false => one.name.clone(),
            })
            .field("before", say!(diff::about_text_before), |one| text(&one.before))
            .shown(say!(diff::before))
            .field("after", say!(diff::about_text_after), |one| text(&one.after))
            .shown(say!(diff::after))
    }

    /// Firms with a change on a list.
    pub(super) fn changes_table<'a>(
        &self,
        name: &str,
        changes: impl IntoIterator<Item = &'a ListChange>,
    ) -> Rows<&'a ListChange> {
        let has_names = self.changes.iter().chain(&self.moved).any(|one| one.name.is_some());
        let place = |place: Option<u32>| Cell::count(place.map(|place| place as usize));
        Rows::table(name, say!(diff::of_changes), changes)
            .field("institution", say!(diff::about_institution), |one| &one.institution)
            .field("firm", say!(diff::about_firm), |one| &one.firm)
            .shown(say!(diff::firm))
            .field("name", say!(diff::about_name), |one| one.name.as_ref())
            .when(has_names, |rows| rows.shown(""))
            .field("change", say!(diff::about_change), |one| one.change.as_str())
            .left(say!(diff::changed), |one| change_of(one.change))
            .field("place_before", say!(diff::about_place_before), |one| one.place[0])
            .field("place_after", say!(diff::about_place_after), |one| one.place[1])
            .right(say!(diff::place), |one| Cell::change(place(one.place[0]), place(one.place[1])))
            .field("points_before", say!(diff::about_points_before), |one| one.points[0])
            .field("points_after", say!(diff::about_points_after), |one| one.points[1])
            .right(say!(diff::points_of), |one| {
                let [before, after] = self.decimals;
                Cell::change(points(one.points[0], before), points(one.points[1], after))
            })
            .field("reason", say!(diff::about_reason), |one| one.cause.reason.as_str())
            .left(say!(diff::why), |one| one.cause.reason.said())
            .field("detail", say!(diff::about_detail), |one| &one.cause.detail)
            .shown("")
    }

    pub(super) fn scored_table<'a>(
        &self,
        all: impl IntoIterator<Item = &'a ScoredChange>,
    ) -> Rows<&'a ScoredChange> {
        let has_names = self.scored.iter().any(|one| one.name.is_some());
        let decimals = |one: &ScoredChange| self.decimals[usize::from(one.change == Kind::New)];
        Rows::table("scored", say!(diff::of_scored), all)
            .field("firm", say!(diff::about_firm), |one| &one.firm)
            .shown(say!(diff::firm))
            .field("name", say!(diff::about_name), |one| one.name.as_ref())
            .when(has_names, |rows| rows.shown(""))
            .field("change", say!(diff::about_change), |one| one.change.as_str())
            .left(say!(diff::changed), |one| change_of(one.change))
            .field("rank", say!(diff::about_rank), |one| one.rank)
            .right(say!(diff::rank), |one| Cell::count(one.rank as usize))
            .field("points", say!(diff::about_points), |one| one.points)
            .right(say!(diff::points_of), |one| points(one.points, decimals(one)))
            .field("reason", say!(diff::about_reason), |one| one.cause.reason.as_str())
            .left(say!(diff::why), |one| one.cause.reason.said())
            .field("detail", say!(diff::about_detail), |one| &one.cause.detail)
            .shown("")
    }

    pub(super) fn movers_table(&self) -> Rows<&Mover> {
        let has_names = self.movers.iter().any(|one| one.name.is_some());
        let rank = |rank: u32| Cell::count(rank as usize);
        Rows::table("movers", say!(diff::of_movers), &self.movers)
            .field("firm", say!(diff::about_firm), |one| &one.firm)
            .shown(say!(diff::firm))
            .field("name", say!(diff::about_name), |one| one.name.as_ref())
            .when(has_names, |rows| rows.shown(""))
            .field("rank_before", say!(diff::about_common_rank_before), |one| one.rank[0])
            .field("rank_after", say!(diff::about_common_rank_after), |one| one.rank[1])
            .right(say!(diff::rank), |one| Cell::change(rank(one.rank[0]), rank(one.rank[1])))
            .field("points_before", say!(diff::about_points_before), |one| one.points[0])
            .field("points_after", say!(diff::about_points_after), |one| one.points[1])
            .field("reason", say!(diff::about_reason), |one| one.cause.reason.as_str())
            .left(say!(diff::why), |one| one.cause.reason.said())
            .field("detail", say!(diff::about_detail), |one| &one.cause.detail)
            .shown("")
    }
}

fn ranks(ranks: &[RankChange]) -> Rows<&RankChange> {
    Rows::table("ranking", say!(diff::of_ranking), ranks)
        .field("firm", say!(diff::about_firm), |one| &one.firm)
        .field("rank_before", say!(diff::about_rank_before), |one| one.rank[0])
        .field("rank_after", say!(diff::about_rank_after), |one| one.rank[1])
        .field("points_before", say!(diff::about_points_before), |one| one.points[0])
        .field("points_after", say!(diff::about_points_after), |one| one.points[1])
        .field("reason", say!(diff::about_reason), |one| one.reason.as_str())
}

/// Changed parts of a firm's points.
pub(super) fn parts(parts: &[FirmPart], decimals: [u8; 2]) -> Rows<&FirmPart> {
    let has_raw = parts.iter().any(|one| one.raw != [None, None]);
    Rows::new(parts)
        .left(say!(diff::part_of_points), |one| one.title.clone())
        .right(say!(diff::points_of), |one| {
            Cell::change(points(one.part.before, decimals[0]), points(one.part.after, decimals[1]))
        })
        .right(say!(diff::difference), |one| {
            Cell::signed(one.part.rise(), decimals[0].max(decimals[1]).into())
        })
        .when(has_raw, |rows| {
            rows.right(say!(diff::raw_value), |one| {
                Cell::change(Cell::short(one.raw[0]), Cell::short(one.raw[1]))
            })
        })
}

/// Changed values of a firm.
pub(super) fn cells(cells: &[CellChange]) -> Rows<&CellChange> {
    Rows::new(cells)
        .left(say!(diff::value), |cell| Message::id_or_title(&cell.field, &cell.title))
        .left("", |cell| Message::beside_id(&cell.title))
        .left(say!(diff::before), |cell| said_or_missing(cell.before.as_ref()))
        .left(say!(diff::after), |cell| said_or_missing(cell.after.as_ref()))
        .left("", |cell| cell.unit.clone().unwrap_or_default())
        .left("", |cell| if cell.supplement { say!(diff::of_supplement) } else { Message::default() })
}
