//! The document of a difference, for people.

use super::report::{Kind, ListAccount, ListChange, Report, RunAbout};
use super::said::day;
use crate::figures::{Document, Rows, Section};
use crate::words::{Message, say};

/// Rows printed per list; more are only counted.
const ROWS: usize = 10;
/// Rows printed per list where many lists changed.
const FEW: usize = 3;
/// Number of lists from which on few rows are printed of each.
const MANY: usize = 4;

impl Report {
    /// The title of the document.
    pub fn title(&self) -> Message {
        match &self.firm {
            Some(firm) => say!(diff::title_firm, firm = &firm.firm),
            None => say!(diff::title, before = &self.before.named, after = &self.after.named),
        }
    }

    /// The difference as a document for people.
    pub(super) fn to_document(&self) -> Document {
        if let Some(firm) = &self.firm {
            return super::page::page(self, firm);
        }
        let document = Document::untitled(self.title()).section(self.verdict()).sections(self.runs());
        if self.is_nothing() {
            return document;
        }
        document
            .section(Section::named(say!(diff::account)).table(self.accounts()).note(say!(diff::sums)))
            .section(self.reasons_section())
            .section(self.terms_section())
            .sections(self.list_sections())
            .section(self.scored_section())
            .section(self.movers_section())
            .section(self.unplaced())
    }

    /// Whether no list and no rank changed.
    fn is_nothing(&self) -> bool {
        let still = |account: &super::report::Account| account.gone + account.new + account.moved == 0;
        still(&self.ranking) && self.lists.iter().all(|list| still(&list.account)) && self.terms.is_empty()
    }

    /// How many lists changed, and how many firms joined and left.
    fn verdict(&self) -> Section {
        if self.is_nothing() {
            return Section::new().line(say!(diff::nothing));
        }
        let changed = self.lists.iter().filter(|list| list.account.gone + list.account.new > 0).count();
        let new: usize = self.lists.iter().map(|list| list.account.new).sum();
        let gone: usize = self.lists.iter().map(|list| list.account.gone).sum();
        let ranking = &self.ranking;
        Section::new()
            .line(say!(
                diff::verdict_lists,
                changed = changed,
                lists = self.lists.len(),
                new = new,
                gone = gone
            ))
            .line(say!(
                diff::verdict_ranking,
                new = ranking.new,
                gone = ranking.gone,
                moved = ranking.moved,
                kept = ranking.moved + ranking.unmoved
            ))
    }

    /// The two runs, and what they do not hold.
    pub(super) fn runs(&self) -> [Section; 2] {
        let table = Rows::new([(say!(diff::then), &self.before), (say!(diff::now), &self.after)])
            .left("", |(name, _)| name.clone())
            .left("", |(_, run)| run.named.as_str())
            .left(say!(diff::campaign), |(_, run)| run.title.clone())
            .left(say!(diff::scorecard), |(_, run)| run.scorecard_title.clone())
            .left(say!(diff::as_of), |(_, run): &(Message, &RunAbout)| say!(diff::day, day = day(&run.as_of)))
            .count(say!(diff::firms), |(_, run)| run.firms)
            .count(say!(diff::lists), |(_, run)| run.lists);
        [Section::new().table(table), self.notes.iter().fold(Section::new(), Section::prose)]
    }

    fn reasons_section(&self) -> Section {
        if self.changes.is_empty() && self.scored.is_empty() {
            return Section::new();
        }
        Section::named(say!(diff::reasons)).heading(say!(diff::reasons_heading)).table(self.reasons_by_list())
    }

    pub(super) fn terms_section(&self) -> Section {
        if self.terms.is_empty() {
            return Section::new();
        }
        let table = self.terms_table(self.terms.iter().take(2 * ROWS)).complete();
        let section = Section::named(say!(diff::terms)).heading(say!(diff::terms_heading)).table(table);
        section.lines(more(self.terms.len(), 2 * ROWS))
    }

    /// A section for each list with a change.
    fn list_sections(&self) -> Vec<Section> {
        let is_changed = |list: &&ListAccount| list.account.gone + list.account.new + list.account.moved > 0;
        let joined_or_left = self.lists.iter().filter(|list| list.account.gone + list.account.new > 0);
        let rows = if joined_or_left.count() >= MANY { FEW } else { ROWS };
        self.lists.iter().filter(is_changed).map(|list| self.list_section(list, rows)).collect()
    }

    fn list_section(&self, list: &ListAccount, rows: usize) -> Section {
        let of = |changes: &'_ [ListChange], kind: Kind| -> Vec<ListChange> {
            let own = changes.iter().filter(|one| one.institution == list.institution);
            own.filter(|one| one.change == kind).cloned().collect()
        };
        let mut section = Section::named(list.name.clone());
        let all = [
            (Kind::Gone, of(&self.changes, Kind::Gone)),
            (Kind::New, of(&self.changes, Kind::New)),
            (Kind::Moved, of(&self.moved, Kind::Moved)),
        ];
        let mut is_cut = false;
        for (kind, changes) in all {
            if changes.is_empty() {
                continue;
            }
            let heading =
                say!(diff::list_heading, name = &list.name, change = kind.as_str(), firms = changes.len());
            let table = self.changes_table("changes", changes.iter().take(rows));
            section = section.heading(heading).table(table).lines(more(changes.len(), rows));
            is_cut |= changes.len() > rows;
        }
        if is_cut {
            let (before, after) = (&self.before.named, &self.after.named);
            let institution = &list.institution;
            section = section.command(say!(
                diff::whole_list,
                before = before,
                after = after,
                institution = institution
            ));
        }
        section
    }

    fn scored_section(&self) -> Section {
        if self.scored.is_empty() {
            return Section::new();
        }
        let table = self.scored_table(self.scored.iter().take(ROWS));
        Section::named(say!(diff::scored))
            .heading(say!(diff::scored_heading))
            .table(table)
            .lines(more(self.scored.len(), ROWS))
    }

    fn movers_section(&self) -> Section {
        let Some(first) = self.movers.first() else { return Section::new() };
        let section = Section::named(say!(diff::movers)).heading(say!(diff::movers_heading));
        let (before, after) = (&self.before.named, &self.after.named);
        section.table(self.movers_table()).command(say!(
            diff::one_firm,
            before = before,
            after = after,
            firm = &first.firm
        ))
    }

    /// A line on firms whose places are not known.
    fn unplaced(&self) -> Section {
        let lists = self.lists.iter().filter(|list| list.account.unplaced > 0).count();
        let line = (lists > 0).then(|| say!(diff::unplaced, lists = lists));
        Section::new().lines(line)
    }
}

/// A line that counts the rows beyond the first `shown`.
fn more(all: usize, shown: usize) -> Option<Message> {
    (all > shown).then(|| say!(diff::more_rows, rows = all - shown))
}
