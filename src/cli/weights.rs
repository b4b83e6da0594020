//! `jifen weights`: other weights, where they come from, and what they would cause.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{ArgGroup, Args, ValueEnum};

use super::keyword::keyword;
use crate::campaign::{self, Campaign, Studied};
use crate::finding::{Code, Finding, Findings, Place};
use crate::intake::read_text;
use crate::parameters::Source;
use crate::scorecard::Scorecard;
use crate::stats::short;
use crate::studies::judgements::{self, Comparison as Compared};
use crate::studies::weights::ahp::{Ahp, MOST_INCONSISTENT, RandomIndex};
use crate::studies::weights::critic::Correlation;
use crate::studies::weights::pca::LEAST_TOGETHER;
use crate::studies::{Asked, Comparison, Found, Judgements, Method, Named, Proposal, SegmentProposal};

use super::options::{Edits, Format};
use super::run::How;
use super::screen::{Screen, counted, percent, table};
use super::study::{Targets, told, worked};
use super::tolerance::Tolerance;
use super::{Options, changes, json, stop};

/// Derive weights by a method, beside today's, with what they would cause
///
/// Carries the campaign out, weighs the indicators of its scorecard, and scores the cohort again. The
/// scorecard is never touched: --write puts the proposal into a scorecard of its own, which extends it and
/// changes nothing but weights. Methods that ask people read --judgements; the others read the firms.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("target").multiple(true)))]
pub(super) struct Weights {
    /// Where weights come from
    #[arg(value_parser = keyword::<Method>())]
    method: Method,
    /// The campaign file (TOML)
    campaign: PathBuf,
    /// Weigh each segment by its own firms [default: once over the cohort]
    #[arg(long, value_name = "STRATUM")]
    within: Option<Stratum>,
    /// How critic compares two indicators [default: pearson]
    #[arg(long, value_parser = keyword::<Correlation>(), value_name = "HOW")]
    correlation: Option<Correlation>,
    /// What people say of the indicators (TOML; for ahp also CSV matrices); several times for matrices and
    /// experts of ahp
    #[arg(long, value_name = "FILE")]
    judgements: Vec<PathBuf>,
    /// The table ahp takes the consistency ratio by [default: what the judgements name, or donegan-dodd]
    #[arg(long, value_parser = keyword::<RandomIndex>(), value_name = "TABLE")]
    random_index: Option<RandomIndex>,
    /// The share that lesser ones count as in merec, since 0 has no logarithm [default: 1%]
    #[arg(long, value_name = "SHARE", value_parser = least_share)]
    least_share: Option<f64>,
    /// Write the proposal as a scorecard of its own
    #[arg(long, value_name = "NEW.toml", group = "target")]
    write: Option<PathBuf>,
    /// Write a folder with everything as tables (CSV and Parquet) and as JSON
    #[arg(long, value_name = "DIR", group = "target")]
    out: Option<PathBuf>,
    /// Replace what --write and --out name if it exists
    #[arg(long, requires = "target")]
    force: bool,
    #[command(flatten)]
    edits: Edits,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    tolerance: Tolerance,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Stratum {
    /// The scorecard's segments
    Segment,
}

fn least_share(text: &str) -> Result<f64, String> {
    super::options::share(text, "above 0 and below 1", |share| share > 0.0 && share < 1.0)
}

impl Weights {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let (campaign, studied) = match worked(&self.how, options, |screen| self.weigh(screen)) {
            Ok(weighed) => weighed,
            Err(code) => return code,
        };
        let proposal = &studied.found;
        let tables = proposal.tables();
        let study = campaign.study("weights", proposal, &tables);
        if let Err(fault) = self.targets().write(Some(&proposal.overlay), &study) {
            return stop(&fault.into(), options);
        }
        let answer = match options.format {
            _ if options.quiet => String::new(),
            Format::Json => json(proposal),
            _ => words(proposal, &self.next(proposal)) + &self.targets().named(!proposal.is_todays()),
        };
        told(&answer, &studied, &self.how.named(&self.campaign), self.tolerance, options)
    }

    /// How to see who would join and leave lists.
    fn next(&self, proposal: &Proposal) -> String {
        match &self.write {
            Some(card) if !proposal.is_todays() => format!(
                "\nwho joins and leaves lists: jifen compare {} {}\n",
                self.campaign.display(),
                card.display()
            ),
            _ => String::new(),
        }
    }

    fn targets(&self) -> Targets<'_> {
        Targets {
            write: self.write.as_deref(),
            out: self.out.as_deref(),
            replace: self.edits.replace(self.force),
        }
    }

    fn weigh(&self, screen: &Screen) -> Result<(Campaign, Studied<Proposal>), Findings> {
        let campaign = Campaign::load(&self.campaign, self.how.as_of)?;
        let judgements: Vec<&Path> = self.judgements.iter().map(PathBuf::as_path).collect();
        self.targets().refuse(&campaign, &judgements)?;
        let asked = Asked {
            method: self.method,
            correlation: self.correlation,
            random_index: self.random_index,
            least_share: self.least_share,
            within_segment: matches!(self.within, Some(Stratum::Segment)),
            judgements: read_judgements(&judgements)?,
        };
        let named = named(&campaign.scorecard, self.write.as_deref());
        let studied = campaign::weigh(&campaign, &asked, &named, screen)?;
        let proposal = &studied.found;
        if self.write.is_some() && proposal.is_todays() {
            let message = format!(
                "`{}` has too few firms to weigh by: there is nothing to write",
                proposal.method.as_str()
            );
            let help = "leave --write out, or weigh a cohort with two firms or more in a segment";
            return Err(Finding::new(Code::ValueInvalid, Place::default(), message).help(help).into());
        }
        Ok((campaign, studied))
    }
}

/// The files of judgements: CSV matrices in any encoding a cohort may have, each file once.
fn read_judgements(files: &[&Path]) -> Result<Vec<Source>, Findings> {
    let mut sources = Vec::new();
    let mut known: Vec<PathBuf> = Vec::new();
    for path in files {
        let source = if judgements::is_table(path) { read_text(path)? } else { Source::read(path)? };
        sources.push(source);
        let Ok(file) = fs::canonicalize(path) else { continue };
        if known.contains(&file) {
            let help = "name each file once: whoever judges in it counts once";
            let place = Place::file(path.display().to_string());
            return Err(Finding::new(Code::NameRepeated, place, "the file is named twice").help(help).into());
        }
        known.push(file);
    }
    Ok(sources)
}

/// What the proposal is called where it will stand, and how it names the scorecard it extends.
pub(super) fn named(card: &Scorecard, write: Option<&Path>) -> Named {
    let card = &*card.text.name;
    if let Some(id) = card.strip_prefix("<built-in ").and_then(|rest| rest.strip_suffix('>')) {
        let file = write.map_or_else(|| "proposal.toml".to_owned(), |path| path.display().to_string());
        return Named { file, extends: id.to_owned() };
    }
    let card = Path::new(card);
    // Not written, it is checked as if it stood beside the scorecard.
    let file = write.map_or_else(|| card.with_file_name("proposal.toml"), Path::to_path_buf);
    Named {
        extends: relative(card, file.parent().unwrap_or(Path::new(""))),
        file: file.display().to_string(),
    }
}

/// The path of `file` as one in `folder` would name it; as it is where either is not there.
fn relative(file: &Path, folder: &Path) -> String {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (Ok(file), Ok(folder)) = (fs::canonicalize(file), fs::canonicalize(folder)) else {
        return file.display().to_string();
    };
    let shared = file.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| "..".to_owned());
    let down = file.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The proposal for people, with what to do `next`.
fn words(proposal: &Proposal, next: &str) -> String {
    let method = proposal.method.as_str();
    let mut text = format!(
        "Weights of {} by {method}, {} as of {}\n\n",
        proposal.scorecard, proposal.cohort, proposal.as_of
    );
    let one = proposal.segments.len() == 1;
    let mut columns = vec![("indicator", false)];
    columns.extend(
        proposal.segments.iter().map(|segment| (if one { "weight" } else { segment.as_str() }, true)),
    );
    let rows = proposal.indicators.iter().map(|indicator| {
        let pairs = indicator.today.iter().zip(&indicator.proposed);
        let shown = |weight: f64| format!("{weight:.*}", proposal.weight_decimals as usize);
        let cells = pairs.map(|(today, proposed)| format!("{} → {}", shown(*today), shown(*proposed)));
        std::iter::once(indicator.id.clone()).chain(cells).collect()
    });
    text += &table(&columns, rows);
    let found: String = proposal.found.iter().map(found).collect();
    if !found.is_empty() {
        text += &format!("\n{found}");
    }
    text + &effect(&proposal.effect, proposal.decimals) + next
}

/// What to know of how the weights came about.
fn found(segment: &SegmentProposal) -> String {
    let of = segment.segment.as_ref().map_or(String::new(), |segment| format!("{segment}: "));
    let Some(found) = &segment.found else {
        return format!(
            "{of}{} cannot weigh anything: today's weights stay\n",
            counted(segment.firms, "firm")
        );
    };
    match found {
        Found::Pca(pca) => {
            let explained: Vec<String> =
                pca.explained.iter().map(|share| format!("{:.1} %", 100.0 * share)).collect();
            let factors = counted(explained.len(), "factor");
            let together = 100.0 * LEAST_TOGETHER;
            let caution = if pca.is_enough {
                String::new()
            } else {
                format!(", less than {together} % together: they stand for the indicators poorly")
            };
            format!(
                "{of}{factors} kept, explaining {} of the variance{caution}\n",
                if explained.is_empty() { "nothing".to_owned() } else { explained.join(", ") }
            )
        }
        Found::Judged(Judgements::Ahp { comparisons, .. }) => {
            comparisons.iter().map(|one| pairs(one, comparisons.len() > 1)).collect()
        }
        Found::Judged(Judgements::Bwm(bwm)) => {
            let revisit =
                bwm.revisit.map_or(String::new(), |at| format!("; think over {}", segment.indicators[at]));
            let ratio = bwm.consistency_ratio.map_or_else(
                || "no consistency ratio, since all are said to be alike".to_owned(),
                |ratio| format!("consistency ratio {ratio:.3}"),
            );
            format!("{ratio}, ξ {:.4}{revisit}\n", bwm.xi)
        }
        _ => String::new(),
    }
}

/// How far the judgements of one comparison agree, those of each expert too; in a hierarchy with the `local`
/// weights.
fn pairs(one: &Compared, local: bool) -> String {
    let share = |(member, weight): (&String, &f64)| format!("{member} {}", percent(*weight));
    let shares: Vec<String> = one.members.iter().zip(&one.found.weights).map(share).collect();
    let shares = if local { format!("{}; ", shares.join(", ")) } else { String::new() };
    let merged = match one.experts.len() {
        0 => String::new(),
        experts => format!(", {experts} experts merged by geometric mean"),
    };
    let mut text = format!(
        "{}: {shares}consistency ratio {} by the random index of {}{merged}{}\n",
        one.group.as_deref().unwrap_or("whole"),
        ratio(&one.found),
        one.found.random_index.of_whom(),
        think_over(&one.members, &one.found)
    );
    for expert in &one.experts {
        let revisit = think_over(&one.members, &expert.found);
        text += &format!("  {}: consistency ratio {}{revisit}\n", expert.name, ratio(&expert.found));
    }
    text
}

fn ratio(found: &Ahp) -> String {
    found.consistency_ratio.map_or("not known".to_owned(), |ratio| format!("{ratio:.3}"))
}

/// The judgement to think over, where they contradict one another too much.
fn think_over(members: &[String], found: &Ahp) -> String {
    let revisit = found
        .revisit
        .as_ref()
        .filter(|_| found.consistency_ratio.is_none_or(|ratio| ratio > MOST_INCONSISTENT));
    revisit.map_or(String::new(), |revisit| {
        format!(
            "; think over {} to {}: said {}, all together say {}",
            members[revisit.row],
            members[revisit.column],
            short(revisit.said),
            short(revisit.derived)
        )
    })
}

/// What the weights would cause.
pub(super) fn effect(effect: &Comparison, decimals: u8) -> String {
    let mut text = format!("\n{} scored by today's weights and by these\n", counted(effect.firms, "firm"));
    text += &changes::scored_otherwise(effect);
    text.push('\n');
    text += &changes::agreement(effect);
    text += &changes::shifts("segment", &effect.segments, effect.first);
    text + &changes::movers(&effect.movers, (decimals, decimals))
}
