//! Gates (vetoes) whose facts are not known: whom they hold, what stops a run.

use std::collections::BTreeSet;

use super::{Assessed, Campaign};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::{Field, Kind};
use crate::intake::Intake;
use crate::scorecard::Scorecard;
use crate::scoring::{Reasons, Scores};
use crate::words::Message;

/// A gate that holds firms.
struct Holding {
    /// What messages call it.
    gate: String,
    /// Firms of which it is not known.
    firms: Vec<usize>,
    /// Those of them that would qualify otherwise, but for other gates that hold them.
    held: usize,
    /// Whether some firm meets it.
    is_met: bool,
    /// The fields that are missing of firms it holds and have no column.
    absent: BTreeSet<usize>,
    /// Those that have one.
    blank: BTreeSet<usize>,
    /// What it asks, for gates of which no field is missing.
    asks: Message,
}

impl Holding {
    /// The gates of a scorecard that hold firms; `whose` they are stands behind their names.
    fn all(scorecard: &Scorecard, scores: &Scores, intake: &Intake, whose: &str) -> Vec<Holding> {
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
                gate: format!("gate `{id}`{whose}"),
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

    /// Which marks for "not known" stand in the columns of flags that are not known, and how to say that one
    /// means no; `None` where cells are blank.
    fn marks(&self, intake: &Intake) -> (String, String) {
        let fields = &intake.firms.dictionary.fields;
        let lines: Vec<u32> = self.firms.iter().map(|&firm| intake.firms.lines[firm]).collect();
        let (mut told, mut help) = (String::new(), String::new());
        for &field in self.blank.iter().filter(|&&field| fields[field].kind() == Kind::Flag) {
            let marks = intake.marks_written(field, &lines);
            let Some((mark, count)) = marks.first() else { continue };
            let name = &fields[field].name;
            told += &format!("; {count} of them say `{mark}` there, which is read as not known");
            help += &format!(
                "; if `{mark}` means no, write `{name} = [{mark:?}]` under [firms.no] in the campaign"
            );
        }
        (told, help)
    }

    /// The warning of it.
    fn warning(&self, intake: &Intake) -> Finding {
        let fields = &intake.firms.dictionary.fields;
        let all: Vec<usize> = self.absent.union(&self.blank).copied().collect();
        let absent: Vec<usize> = self.absent.iter().copied().collect();
        let (what, help) = if all.is_empty() {
            let help = "see what the rule divides by, or let the gate's `unknown` say what it counts as then";
            (format!("{} is not known", self.asks), help.to_owned())
        } else if absent == all {
            (format!("no column is {}", listed(fields, &all)), add(fields, &absent))
        } else {
            let verb = if all.len() == 1 { "is" } else { "are" };
            let what = format!("{} {verb} not known", listed(fields, &all));
            let columns = names(fields, &absent);
            let without = if absent.is_empty() { columns } else { format!(", and no column is {columns}") };
            (what + &without, "fill in what is blank".to_owned())
        };
        let (marks, no) = self.marks(intake);
        let help = if all.is_empty() { help } else { format!("{help}{no}; {}", accepting(fields, &all)) };
        let of = |count: usize| if count == 1 { "1 firm".to_owned() } else { format!("{count} firms") };
        let others = match self.firms.len() - self.held {
            0 => String::new(),
            1 => ", beside 1 that does not qualify anyway".to_owned(),
            others => format!(", beside {others} that do not qualify anyway"),
        };
        let message = format!("{} holds {}{others}: {what}{marks}", self.gate, of(self.held));
        Finding::new(Code::VetoUnknown, Place::file(intake.text.name.clone()), message).help(help)
    }
}

/// `` `dishonest` (失信被执行人), `abnormal` (经营异常名录) ``.
fn listed(fields: &[Field], which: &[usize]) -> String {
    let one = |&field: &usize| format!("`{}` ({})", fields[field].name, fields[field].title);
    which.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn names(fields: &[Field], which: &[usize]) -> String {
    which.iter().map(|&field| format!("`{}`", fields[field].name)).collect::<Vec<_>>().join(" or ")
}

/// How a column comes to be.
fn add(fields: &[Field], which: &[usize]) -> String {
    let name = which.first().map_or("", |&field| fields[field].name.as_str());
    format!("add the column, or name its header under [firms.columns]: \"…\" = \"{name}\"")
}

/// How a campaign lets firms pass.
fn accepting(fields: &[Field], which: &[usize]) -> String {
    let names: Vec<String> = which.iter().map(|&field| format!("{:?}", fields[field].name)).collect();
    format!("accept_unknown = [{}] in the campaign lets such firms pass", names.join(", "))
}

/// A warning for each gate that holds firms.
pub(super) fn held(campaign: &Campaign, intake: &Intake, scores: &Scores, further: &[Scores]) -> Findings {
    let mut findings = of_scorecard(&campaign.scorecard, scores, intake);
    for (scorecard, scores) in campaign.further.iter().zip(further) {
        let whose = format!(" of `{}`", scorecard.id);
        let holding = Holding::all(scorecard, scores, intake, &whose);
        findings.extend(holding.iter().map(|holding| holding.warning(intake)).collect::<Findings>());
    }
    findings
}

/// The same for a scorecard on its own.
pub(super) fn of_scorecard(scorecard: &Scorecard, scores: &Scores, intake: &Intake) -> Findings {
    Holding::all(scorecard, scores, intake, "").iter().map(|holding| holding.warning(intake)).collect()
}

/// Puts errors in the place of what was noticed of the gates of a campaign about to refer firms: of headers
/// nearly a field's that gates ask for, and of gates that no firm meets for want of a column. Returns whether
/// there are any.
pub(super) fn refuse(assessed: &mut Assessed<'_>) -> bool {
    let Assessed { campaign, intake, scores, findings, .. } = assessed;
    let fields = &intake.firms.dictionary.fields;
    let cards = || std::iter::once(&campaign.scorecard).chain(&campaign.further);
    let asked: BTreeSet<usize> = cards().flat_map(|card| card.fields_of_gates(fields.len())).collect();
    let (mut near, mut replaced, mut errors) = (BTreeSet::new(), Vec::new(), Findings::new());
    for column in &intake.layout.columns {
        let Some(field) =
            column.near.filter(|near| asked.contains(near) && !campaign.accepted.contains(near))
        else {
            continue;
        };
        let is_told = |finding: &&Finding| {
            finding.code == Code::ColumnNear && finding.place.column.as_ref() == Some(&column.header)
        };
        let Some(told) = findings.iter().find(is_told).cloned() else { continue };
        near.insert(field);
        let name = &fields[field].name;
        let message =
            format!("is not read, and the field `{name}`, which a gate asks for, is nearly called so");
        errors.push(
            Finding::new(Code::VetoNear, told.place.clone(), message)
                .help_if(told.remedy.clone())
                .also(format!("accept_unknown = [{name:?}] in the campaign lets it be not known")),
        );
        replaced.push(told);
    }
    for holding in Holding::all(&campaign.scorecard, scores, intake, "") {
        if holding.is_met || holding.absent.is_empty() {
            continue;
        }
        replaced.push(holding.warning(intake));
        let absent: Vec<usize> = holding.absent.difference(&near).copied().collect();
        if absent.is_empty() {
            continue;
        }
        let message = format!("no column is {}, which {} asks for", listed(fields, &absent), holding.gate);
        let help = format!("{}; {}", add(fields, &absent), accepting(fields, &absent));
        let place = Place::file(intake.text.name.clone());
        errors.push(Finding::new(Code::VetoAbsent, place, message).help(help));
    }
    if !errors.has_errors() {
        return false;
    }
    // That lists are empty is no more than what comes of it.
    let kept = std::mem::take(findings).into_iter();
    let kept = kept.filter(|finding| finding.code != Code::ListEmpty && !replaced.contains(finding));
    *findings = kept.collect();
    findings.extend(errors);
    findings.sort();
    true
}
