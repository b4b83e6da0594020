//! A sheet laid out for the firm: one printed page.

use super::{Condition, Gain, Part, Sheet, Value, Way, grants};
use crate::figures::number::{number, short};
use crate::figures::{Cell, Document, Rows, Section};
use crate::publish::ConditionKind;
use crate::scoring::ConditionState;
use crate::words::{Arg, Between, Message, say};

/// Characters of a bar for all of the full marks.
const BAR: usize = 12;

impl Sheet {
    /// The sheet for people, as text or as a page to print.
    pub fn document(&self) -> Document {
        let title = match &self.name {
            Some(name) => say!(sheet::title_named, name = name),
            None => say!(sheet::title, firm = &self.firm),
        };
        Document::new(title)
            .compact()
            .lead(say!(sheet::lead, campaign = &self.campaign, day = self.as_of))
            .section(self.head())
            .section(self.table())
            .section(self.raises())
            .section(self.tests())
            .section(self.lists())
            .section(grants::section(&self.grants))
            .section(self.notes())
    }

    fn head(&self) -> Section {
        let whole = |points: f64| number(points, usize::from(self.decimals));
        let of = (self.points, self.scale);
        let points = say!(sheet::points_of, points = whole(of.0), scale = short(of.1));
        let rank = match &self.segment {
            Some(segment) => {
                say!(sheet::rank_in, rank = self.rank, firms = self.firms, segment = segment)
            }
            None => say!(sheet::rank, rank = self.rank, firms = self.firms),
        };
        let grade = self.grade.as_ref().map(|grade| Message::from(grade.as_str()));
        let next = self.next_grade.as_ref().map(|next| {
            let grade = grade.clone().unwrap_or_else(|| say!(sheet::no_grade));
            say!(sheet::grade_next, grade = grade, next = &next.id, points = short(next.at_least))
        });
        let id = if self.is_credit_code { say!(sheet::credit_code) } else { say!(sheet::id) };
        let result = match (self.qualified, self.held) {
            (true, _) => say!(sheet::qualified),
            (false, true) => say!(sheet::held),
            (false, false) => say!(sheet::unqualified),
        };
        let is_scored = !self.parts.is_empty();
        let terms = [
            Some([id, Message::verbatim(&*self.firm)]),
            Some([say!(sheet::scorecard), self.scorecard_title.clone()]),
            self.segment.as_ref().map(|segment| [say!(sheet::segment), segment.clone()]),
            is_scored.then(|| [say!(sheet::points), points]),
            is_scored.then(|| [say!(sheet::rank_term), rank]),
            next.or(grade).map(|grade| [say!(sheet::grade), grade]),
            self.top.as_ref().map(|top| [say!(sheet::top), top.clone()]),
            Some([say!(sheet::result), result]),
        ];
        Section::new().terms(terms.into_iter().flatten())
    }

    fn table(&self) -> Section {
        if self.parts.is_empty() {
            return Section::new();
        }
        let decimals = (usize::from(self.decimals) + 1).max(2);
        let sign = |part: &Part| if part.deducted && part.points > 0.0 { -part.points } else { part.points };
        let table = Rows::new(&self.parts)
            .left(say!(sheet::header_part), |part| {
                let deeper = Message::verbatim("· ".repeat(part.depth));
                Message::joined(Between::Nothing, [deeper, part.title.clone()])
            })
            .right(say!(sheet::header_value), |part| value(part))
            .left("", |part| match &part.value {
                Some(Value::Number(_, Some(unit))) => Message::verbatim(&**unit),
                _ => Message::default(),
            })
            .right(say!(sheet::header_points), |part| Cell::number(sign(part), decimals))
            .right(say!(sheet::header_full), |part| Cell::short(part.full_marks))
            .right(say!(sheet::header_share), |part| {
                part.share.map_or_else(|| say!(sheet::left_out).into(), Cell::share)
            })
            .bars(BAR, |part| part.share.unwrap_or_default());
        Section::named(say!(sheet::parts)).table(table)
    }

    fn raises(&self) -> Section {
        if self.gains.is_empty() {
            return Section::new();
        }
        let decimals = (usize::from(self.decimals) + 1).max(2);
        let table = Rows::new(&self.gains)
            .left(say!(sheet::header_part), |gain| gain.title.clone())
            .right(say!(sheet::header_gain), |gain| Cell::number(gain.points, decimals))
            .left(say!(sheet::header_way), |gain| way(gain, decimals));
        let section = Section::named(say!(sheet::gains)).table(table);
        let section = if self.segment.is_some() { section.note(say!(sheet::gains_segment)) } else { section };
        if self.is_sum { section } else { section.note(say!(sheet::gains_not_sum)) }
    }

    fn tests(&self) -> Section {
        if self.conditions.is_empty() {
            return Section::new();
        }
        let table = Rows::new(&self.conditions)
            .left(say!(sheet::header_condition), |condition| asked(condition))
            .left(say!(sheet::header_result), |condition| result(condition));
        Section::named(say!(sheet::conditions)).table(table)
    }

    fn lists(&self) -> Section {
        if self.referred.is_empty() {
            return Section::new();
        }
        Section::named(say!(sheet::lists))
            .line(say!(sheet::referred, institutions = Arg::items(&self.referred)))
    }

    fn notes(&self) -> Section {
        let basis = self.note.as_ref().map(|note| say!(sheet::basis, note = note));
        let section = Section::new();
        let section = basis.into_iter().fold(section, Section::note);
        section.note(say!(sheet::own_data))
    }
}

fn value(part: &Part) -> Cell {
    match &part.value {
        None => Cell::blank(),
        Some(Value::Missing) => say!(sheet::not_known).into(),
        Some(Value::Number(number, _)) => Cell::short(*number),
        Some(Value::Flag(true)) => say!(figures::yes).into(),
        Some(Value::Flag(false)) => say!(figures::no).into(),
        Some(Value::Class) => say!(sheet::by_class).into(),
    }
}

/// The next step of a gain in words.
fn way(gain: &Gain, decimals: usize) -> Message {
    let points = |points: f64| format!("{points:+.decimals$}");
    match &gain.way {
        Way::Step { value, unit, at_most, points: gained } => {
            let value = match unit {
                Some(unit) => say!(sheet::with_unit, value = short(*value), unit = unit),
                None => short(*value).into(),
            };
            match at_most {
                true => say!(sheet::step_down, value = value, points = points(*gained)),
                false => say!(sheet::step_up, value = value, points = points(*gained)),
            }
        }
        Way::Class { classes, points: gained } => {
            let classes = Arg::any(classes.iter().map(String::as_str));
            say!(sheet::class, classes = classes, points = points(*gained))
        }
        Way::Flag { yes: true } => say!(sheet::flag_yes),
        Way::Flag { yes: false } => say!(sheet::flag_no),
        Way::Unknown => say!(sheet::unknown_value),
        Way::Peers => say!(sheet::peers),
        Way::Together => say!(sheet::together),
        Way::Deduction => say!(sheet::deduction),
    }
}

fn asked(condition: &Condition) -> Message {
    match (condition.kind, &condition.excludes) {
        (ConditionKind::Gate, Some(reason)) => say!(sheet::gate_excludes, reason = reason),
        (ConditionKind::Gate, None) => say!(sheet::gate, title = &condition.title),
        (ConditionKind::Route, _) => say!(sheet::route, title = &condition.title),
        (ConditionKind::Pass, _) => say!(sheet::pass, title = &condition.title),
    }
}

fn result(condition: &Condition) -> Message {
    let is_excluding = condition.excludes.is_some();
    match condition.state {
        ConditionState::Met if is_excluding => say!(sheet::not_excluded),
        ConditionState::Unmet if is_excluding => say!(sheet::excluded),
        ConditionState::Met => say!(sheet::met),
        ConditionState::Unmet => say!(sheet::unmet),
        ConditionState::Held => say!(sheet::state_held),
        ConditionState::Accepted | ConditionState::Passes => say!(sheet::state_passes),
        ConditionState::Fails => say!(sheet::state_fails),
    }
}
