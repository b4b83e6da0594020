//! Gates (vetoes) whose facts are missing: the firms that they hold, and the cases in which a run stops.

use std::collections::BTreeSet;

use super::{Assessed, Campaign};
use crate::finding::{Code, Finding, Findings, Remedy};
use crate::firms::{Field, Kind};
use crate::intake::{Intake, Part, Supplemented};
use crate::scorecard::Scorecard;
use crate::scoring::{Reasons, Scores};
use crate::words::{Arg, Between, Message, say};

/// A gate that holds firms.
struct Holding {
    gate: Message,
    /// Firms for which the fact is missing.
    firms: Vec<usize>,
    /// Number of these firms that would qualify if this gate and all other gates that hold them were met.
    held: usize,
    /// Whether any firm meets the gate.
    is_met: bool,
    /// Fields without a column that are missing for held firms.
    absent: BTreeSet<usize>,
    /// Fields with a column that are missing for held firms.
    blank: BTreeSet<usize>,
    /// The gate's condition in words, shown if the gate is unknown though no field is missing.
    asks: Message,
}

impl Holding {
    /// The gates of a scorecard that hold firms. If the scorecard `is_further`, its id is part of each name.
    fn all(scorecard: &Scorecard, scores: &Scores, intake: &Intake, is_further: bool) -> Vec<Holding> {
        let firms = &intake.firms;
        let reasons = Reasons::new(firms, scorecard, scores);
        let holding = scorecard.holding();
        let of = |&gate: &usize| {
            let bits = scores.unmet.iter().zip(&scores.unknown);
            let is_held = |(unmet, unknown): (&u64, &u64)| (unmet & unknown & holding) >> gate & 1 == 1;
            let held: Vec<usize> =
                bits.enumerate().filter(|(_, bits)| is_held(*bits)).map(|(firm, _)| firm).collect();
            let missing: BTreeSet<usize> =
                held.iter().flat_map(|&firm| reasons.missing(gate, firm)).collect();
            let (absent, blank) = missing.into_iter().partition(|&field| firms.columns[field].is_none());
            let id = scorecard.conditions[gate].id.as_deref().unwrap_or_default();
            Holding {
                gate: if is_further {
                    say!(campaign::gate_of, id = id, scorecard = &scorecard.id)
                } else {
                    say!(campaign::gate, id = id)
                },
                held: held
                    .iter()
                    .filter(|&&firm| {
                        let mut by = scorecard.held_by(scores.unmet[firm], scores.unknown[firm]);
                        scores.held[firm] && by.any(|by| by == gate)
                    })
                    .count(),
                firms: held,
                is_met: scores.order.iter().any(|&firm| scores.unmet[firm as usize] >> gate & 1 == 0),
                absent,
                blank,
                asks: scorecard.condition_text(gate),
            }
        };
        scorecard.gates.iter().map(of).filter(|holding| !holding.firms.is_empty()).collect()
    }

    /// For each missing flag whose cells hold a mark for "not known": a message about the most frequent mark,
    /// and help to declare that it means no. A column whose missing cells are all blank has no entry.
    fn marks(&self, intake: &Intake) -> Vec<[Message; 2]> {
        let fields = &intake.firms.dictionary.fields;
        let rows: Vec<u32> = self.firms.iter().map(|&firm| intake.firms.rows[firm]).collect();
        let flags = self.blank.iter().filter(|&&field| fields[field].kind() == Kind::Flag);
        let mark = |&field: &usize| {
            let (mark, count) = intake.marks_written(field, &rows).into_iter().next()?;
            let line = format!("{} = [{mark:?}]", fields[field].name);
            let seen = say!(campaign::why_mark, count = count, mark = &mark);
            Some([seen, say!(campaign::held_mark_help, mark = mark, line = line)])
        };
        flags.filter_map(mark).collect()
    }

    /// What to do about missing values: of cells, and of fields that supplements give.
    fn fill_in(&self, intake: &Intake) -> Message {
        let fields = &intake.firms.dictionary.fields;
        let gives = |supplement: &&Supplemented| {
            self.blank.iter().any(|&field| supplement.fields.contains(&fields[field].name))
        };
        let supplements: Vec<&Supplemented> = intake.supplements.iter().filter(gives).collect();
        let is_given = |field: &&usize| {
            supplements.iter().any(|supplement| supplement.fields.contains(&fields[**field].name))
        };
        let of_cells = self.blank.iter().any(|field| !is_given(&field)) || supplements.is_empty();
        let blank = of_cells.then(|| say!(campaign::held_blank_help));
        let given = supplements.iter().map(|supplement| match supplement.left_over.is_empty() {
            true => say!(campaign::held_given_help, supplement = &supplement.id),
            false => say!(campaign::held_left_help, supplement = &supplement.id),
        });
        Message::joined(Between::Clauses, blank.into_iter().chain(given))
    }

    fn warning(&self, intake: &Intake) -> Finding {
        let fields = &intake.firms.dictionary.fields;
        let all: Vec<usize> = self.absent.union(&self.blank).copied().collect();
        let absent: Vec<usize> = self.absent.iter().copied().collect();
        let (what, help) = if all.is_empty() {
            (say!(campaign::why_rule, asks = &self.asks), say!(campaign::held_rule_help))
        } else if absent == all {
            (say!(campaign::why_absent, fields = Arg::any(listed(fields, &all))), add(fields, &absent))
        } else {
            let blank = Arg::items(listed(fields, &all));
            let without = Arg::any(listed(fields, &absent));
            let what = if absent.is_empty() {
                say!(campaign::why_blank, fields = blank)
            } else {
                say!(campaign::why_blank_absent, fields = blank, absent = without)
            };
            (what, self.fill_in(intake))
        };
        let (marks, no): (Vec<Message>, Vec<Message>) =
            self.marks(intake).into_iter().map(|[mark, no]| (mark, no)).unzip();
        let accepting =
            (!all.is_empty()).then(|| say!(campaign::accept_help, line = accepting(fields, &all)));
        let helps = std::iter::once(help).chain(no).chain(accepting);
        let why = Message::joined(Between::Clauses, std::iter::once(what).chain(marks));
        let (gate, held) = (&self.gate, self.held);
        let message = match self.firms.len() - self.held {
            0 => say!(campaign::held_all, gate = gate, firms = held, why = why),
            others => say!(campaign::held_beside, gate = gate, firms = held, others = others, why = why),
        };
        let place = intake.place();
        Finding::new(Code::VetoUnknown, place, message).help(Remedy::Several(helps.map(Into::into).collect()))
    }
}

/// Name and title of each field: `` `dishonest` (失信被执行人) ``.
fn listed(fields: &[Field], which: &[usize]) -> impl Iterator<Item = Message> {
    which.iter().map(|&field| {
        let Field { name, title, .. } = &fields[field];
        say!(campaign::field, name = name, title = title)
    })
}

/// Help on adding the first absent column.
fn add(fields: &[Field], which: &[usize]) -> Message {
    let name = which.first().map_or("", |&field| fields[field].name.as_str());
    say!(campaign::add_column_help, name = name)
}

/// The campaign line that accepts the missing facts.
fn accepting(fields: &[Field], which: &[usize]) -> String {
    let names: Vec<String> = which.iter().map(|&field| format!("{:?}", fields[field].name)).collect();
    format!("accept_unknown = [{}]", names.join(", "))
}

/// A warning for each gate that holds firms.
pub(super) fn held(campaign: &Campaign, intake: &Intake, scores: &Scores, further: &[Scores]) -> Findings {
    let mut findings = of_scorecard(&campaign.scorecard, scores, intake);
    for (scorecard, scores) in campaign.further.iter().zip(further) {
        let holding = Holding::all(scorecard, scores, intake, true);
        findings.extend(holding.iter().map(|holding| holding.warning(intake)).collect::<Findings>());
    }
    findings
}

/// The warnings of [`held`] for a scorecard without a campaign.
pub(super) fn of_scorecard(scorecard: &Scorecard, scores: &Scores, intake: &Intake) -> Findings {
    Holding::all(scorecard, scores, intake, false).iter().map(|holding| holding.warning(intake)).collect()
}

/// Turns two kinds of warnings into errors before a campaign refers firms: a header that is nearly the name
/// of a gate's field, and a gate that no firm meets since the file lacks a column. Returns whether there are
/// such errors.
pub(super) fn refuse(assessed: &mut Assessed<'_>) -> bool {
    let Assessed { campaign, intake, scores, findings, .. } = assessed;
    let fields = &intake.firms.dictionary.fields;
    let cards = || std::iter::once(&campaign.scorecard).chain(&campaign.further);
    let asked: BTreeSet<usize> = cards().flat_map(|card| card.fields_of_gates(fields.len())).collect();
    let (mut near, mut replaced, mut errors) = (BTreeSet::new(), Vec::new(), Findings::new());
    for (part, column) in intake.parts.iter().flat_map(Part::columns) {
        let Some(field) =
            column.near.filter(|near| asked.contains(near) && !campaign.accepted.contains(near))
        else {
            continue;
        };
        let is_same = |finding: &&Finding| {
            let place = &finding.place;
            matches!(finding.code, Code::ColumnNear | Code::ColumnYear)
                && place.column.as_ref() == Some(&column.header)
                && place.part() == part.place().part()
        };
        let Some(told) = findings.iter().find(is_same).cloned() else { continue };
        near.insert(field);
        let name = &fields[field].name;
        let line = format!("accept_unknown = [{name:?}]");
        errors.push(
            Finding::new(Code::VetoNear, told.place.clone(), say!(campaign::veto_near, name = name))
                .help_if(told.remedy.clone())
                .also(say!(campaign::veto_near_help, line = line)),
        );
        replaced.push(told);
    }
    for holding in Holding::all(&campaign.scorecard, scores, intake, false) {
        if holding.is_met || holding.absent.is_empty() {
            continue;
        }
        replaced.push(holding.warning(intake));
        let absent: Vec<usize> = holding.absent.difference(&near).copied().collect();
        if absent.is_empty() {
            continue;
        }
        let absent_fields = Arg::any(listed(fields, &absent));
        let message = say!(campaign::veto_absent, fields = absent_fields, gate = holding.gate);
        let place = intake.place();
        errors.push(
            Finding::new(Code::VetoAbsent, place, message)
                .help(add(fields, &absent))
                .also(say!(campaign::accept_help, line = accepting(fields, &absent))),
        );
    }
    if !errors.has_errors() {
        return false;
    }
    // Empty lists are a consequence of these errors and are not reported as well.
    let kept = std::mem::take(findings).into_iter();
    let kept = kept.filter(|finding| finding.code != Code::ListEmpty && !replaced.contains(finding));
    *findings = kept.collect();
    findings.extend(errors);
    findings.sort();
    true
}
