//! `findings.json`, `run.json` and `timings.json`: the findings, the inputs and parameters, and the time
//! taken.

use std::collections::BTreeMap;
use std::time::Instant;

use serde::Serialize;

use super::described::Described;
use super::formula::Scope;
use super::json;
use super::package::{Format, Resource};
use super::programme_terms::{ProgrammeTerms, loan};
use super::sink::{Folder, Written};
use super::terms::{Judged, ListTerms, MatchTerms};
use super::{Counts, Input, Publication, Timings, Waiver};
use crate::finding::{Finding, Findings};
use crate::parameters::InForce;
use crate::referral::{Group as Quota, Kind};
use crate::scorecard::Trial;
use crate::scorecard::{Group, Scorecard, WeightsBasis};
use crate::scoring::from_units;
use crate::words::{Language, Message, say};

/// File that every run has and no study.
pub(super) const PATH: &str = "run.json";

/// Findings in one block of text.
const BLOCK: usize = 1 << 10;

/// Writes the kept findings, one per line, the count of each code, and the count of those not kept.
pub(super) fn findings(folder: &Folder, findings: &Findings) -> Result<Resource, Finding> {
    let mut file = folder.file("findings.json")?;
    let counts = serde_json::to_string(&findings.counts()).map_err(|error| file.unwritable(&error))?;
    file.put(format!("{{\"counts\":{counts},\n\"findings\":[").as_bytes())?;
    let all = findings.as_slice();
    file.blocks(all.len().div_ceil(BLOCK), |block, out| {
        let range = block * BLOCK..all.len().min((block + 1) * BLOCK);
        for (at, finding) in range.clone().zip(&all[range]) {
            out.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
            serde_json::to_writer(&mut *out, finding)
                .expect("texts and line numbers are JSON, and memory takes them");
        }
    })?;
    file.put(b"\n]")?;
    let omitted = findings.omitted();
    if !omitted.is_empty() {
        let omitted = serde_json::to_string(&omitted).map_err(|error| file.unwritable(&error))?;
        file.put(format!(",\n\"omitted\":{omitted}").as_bytes())?;
    }
    file.put(b"}\n")?;
    let (title, description) = (say!(publish::findings), say!(publish::findings_description));
    Ok(Resource::new(file.finish(), Format::Json, title, description))
}

#[derive(Serialize)]
struct Run<'a> {
    program: Program,
    campaign: &'a str,
    title: String,
    title_zh: String,
    as_of: String,
    scorecard: Card<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    further_scorecards: Vec<Further<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    institutions_basis: Option<WeightsBasis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Message>,
    /// Weights set on the command line, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    trial: Option<&'a Trial>,
    inputs: &'a [Input],
    counts: Counts,
    /// Gates that firms pass with unknown facts.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    accepted_unknown: &'a [Waiver],
    findings: BTreeMap<&'static str, usize>,
    /// The desk that the campaign names, relative to the output folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    desk: Option<&'a str>,
    /// The campaign's file, relative to the output folder, if a ledger of consents decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    campaign_file: Option<&'a str>,
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    matching: Option<MatchTerms>,
    lists: Vec<ListEntry<'a>>,
    #[serde(flatten)]
    judged: Judged,
    /// Programmes in use.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    programmes: Vec<ProgrammeTerms>,
    /// Terms of the loans that programmes support.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    loan: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct Program {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Card<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    weights_basis: WeightsBasis,
    /// Full marks of the whole scorecard.
    scale: f64,
    /// Decimals of published points, 0 to 6.
    decimals: u8,
    /// Groups in tree order, the root first.
    groups: Vec<Branch<'a>>,
    /// Dated values in force on the as-of day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    in_force: Vec<Dated<'a>>,
    #[serde(flatten)]
    described: Described,
}

impl<'a> Card<'a> {
    fn of(scope: Scope<'a>) -> Card<'a> {
        let scorecard = scope.scorecard;
        Card {
            id: &scorecard.id,
            title: &scorecard.title,
            source: scorecard.source.as_deref(),
            weights_basis: scorecard.weights_basis,
            scale: scorecard.scale,
            decimals: scorecard.decimals,
            groups: scorecard.groups.iter().map(|group| Branch::of(scorecard, group)).collect(),
            in_force: scorecard.in_force.iter().map(dated).collect(),
            described: Described::of(scope),
        }
    }
}

/// A group: its members, and how it combines their points.
#[derive(Serialize)]
struct Branch<'a> {
    id: &'a str,
    /// The scorecard's `combine`; `whole` for the root of base, bonus and deduction.
    combine: &'static str,
    /// Ids of indicators and groups, in written order.
    members: Vec<&'a str>,
    title: Message,
    /// Full marks per segment.
    full_marks: &'a [f64],
}

impl<'a> Branch<'a> {
    fn of(scorecard: &'a Scorecard, group: &'a Group) -> Branch<'a> {
        Branch {
            id: &group.id,
            combine: group.combine.as_str(),
            members: group.members.iter().map(|&node| scorecard.id(node)).collect(),
            title: Message::title(&group.title, group.title_zh.as_ref()),
            full_marks: &group.full_marks,
        }
    }
}

/// A scorecard beside the leading one. The firms it does not score are in the findings (`points-absent`).
#[derive(Serialize)]
struct Further<'a> {
    #[serde(flatten)]
    scorecard: Card<'a>,
    scored: usize,
    not_scored: usize,
    qualified: usize,
    held: usize,
}

#[derive(Serialize)]
struct Dated<'a> {
    key: &'a str,
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
}

#[derive(Serialize)]
struct ListEntry<'a> {
    #[serde(flatten)]
    terms: ListTerms,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name_zh: Option<&'a str>,
    kind: Kind,
    /// Document of the institution's rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    /// Path of the list's file, of the first if there are several.
    file: String,
    eligible: usize,
    listed: usize,
    /// Published points of the last listed firm; `None` if points are no threshold.
    #[serde(skip_serializing_if = "Option::is_none")]
    cut_off: Option<f64>,
    /// Whether a firm may know that it is on the list.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    tell_firms: bool,
    /// Numbers of each group under the list's quota.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    groups: &'a [Quota],
}

#[derive(Serialize)]
struct Timed<'a> {
    threads: usize,
    /// Seconds per stage, in order of execution.
    stages: Vec<Stage<'a>>,
}

#[derive(Serialize)]
struct Stage<'a> {
    stage: &'a str,
    seconds: f64,
}

/// Writes `run.json`: versions, input hashes, scorecards, counts and lists.
pub(super) fn run(
    folder: &Folder,
    publication: &Publication<'_>,
    findings: &Findings,
) -> Result<Resource, Finding> {
    let scored = publication.scored;
    let (intake, scorecard, scores) = (scored.intake, scored.scorecard, scored.scores);
    let scope = Scope { scorecard, firms: &intake.firms, institutions: None };
    let run = Run {
        program: Program { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        campaign: publication.campaign,
        title: publication.title.to_string(),
        title_zh: publication.title.say(Language::Zh).into_owned(),
        as_of: publication.as_of.to_string(),
        scorecard: Card::of(scope),
        further_scorecards: further(publication),
        institutions_basis: publication.institutions.basis,
        note: match (publication.trial, &scorecard.weights_note) {
            (Some(trial), _) => Some(say!(publish::run_trial, set = trial.said())),
            _ if scorecard.weights_basis != WeightsBasis::Illustrative => None,
            (None, None) => Some(say!(publish::run_illustrative)),
            (None, Some(note)) => {
                let note = Message::title(note, scorecard.weights_note_zh.as_ref());
                Some(say!(publish::run_illustrative_note, note = note))
            }
        },
        trial: publication.trial,
        inputs: publication.inputs,
        counts: Counts::of(intake, scores, publication.referrals),
        accepted_unknown: publication.waivers,
        findings: findings.counts(),
        desk: publication.desk,
        campaign_file: publication.campaign_file,
        matching: MatchTerms::of(scope, publication.institutions),
        lists: lists(publication, scope),
        judged: Judged::of(intake, scope, publication.institutions),
        programmes: publication
            .granted
            .iter()
            .flat_map(|granted| &granted.programmes.all)
            .map(ProgrammeTerms::of)
            .collect(),
        loan: publication.granted.map(|granted| loan(&granted.programmes.loan)).unwrap_or_default(),
    };
    let written = json(folder, PATH, &run)?;
    Ok(Resource::new(written, Format::Json, say!(publish::run), say!(publish::run_description)))
}

/// Writes the time of each stage, with `publish` counted since `began`.
pub(super) fn timings(folder: &Folder, timings: &Timings, began: Instant) -> Result<Resource, Finding> {
    let stages = timings.stages.iter().copied().chain([("publish", began.elapsed())]);
    let timed = Timed {
        threads: rayon::current_num_threads(),
        stages: stages
            .map(|(stage, time)| Stage { stage, seconds: (time.as_secs_f64() * 1e6).round() / 1e6 })
            .collect(),
    };
    let written = json(folder, "timings.json", &timed)?;
    let (title, description) = (say!(publish::timings), say!(publish::timings_description));
    Ok(Resource::new(written, Format::Json, title, description).not_repeatable())
}

fn json(folder: &Folder, path: &str, value: &impl Serialize) -> Result<Written, Finding> {
    let mut file = folder.file(path)?;
    let text = json::pretty(value).map_err(|error| file.unwritable(&error))?;
    file.put(&text)?;
    Ok(file.finish())
}

fn further<'a>(publication: &Publication<'a>) -> Vec<Further<'a>> {
    let (further, firms) = (publication.scored.further.iter(), &publication.scored.intake.firms);
    further
        .map(|(scorecard, scores)| Further {
            scorecard: Card::of(Scope { scorecard, firms, institutions: None }),
            scored: scores.order.len(),
            not_scored: scores.rejected.len(),
            qualified: scores.qualified(),
            held: scores.held(),
        })
        .collect()
}

fn dated(value: &InForce) -> Dated<'_> {
    Dated {
        key: &value.key,
        value: &value.value,
        valid_from: value.valid_from.map(|day| day.to_string()),
        source: value.source.as_deref(),
    }
}

fn lists<'a>(publication: &Publication<'a>, scope: Scope<'a>) -> Vec<ListEntry<'a>> {
    let decimals = publication.scored.scorecard.decimals;
    let institutions = publication.institutions.all.iter().zip(&publication.referrals.lists);
    institutions
        .map(|(institution, list)| ListEntry {
            terms: ListTerms::of(institution, scope, publication.institutions),
            name: &institution.name,
            name_zh: institution.name_zh.as_deref(),
            kind: institution.kind,
            source: institution.source.as_deref(),
            file: {
                let name = institution.file_name(publication.campaign, publication.as_of);
                format!("referrals/{name}.{}", institution.format.extension())
            },
            eligible: list.eligible,
            listed: list.firms.len(),
            cut_off: list.cut_off.map(|points| from_units(points, decimals)),
            groups: &list.groups,
            tell_firms: institution.tell_firms,
        })
        .collect()
}
