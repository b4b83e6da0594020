//! The firms of a finished run that may be shown.

use std::path::Path;

use jiff::civil::Date;

use super::{Column, Notice, Options, Publicity, Row, Who};
use crate::desk::finished::read_run;
use crate::desk::run::{Run, Standing};
use crate::finding::{Code, Finding, Place};
use crate::firms::Texts;
use crate::publish::Output;
use crate::referral::Bar;
use crate::studies::compare::{List, Outcome};
use crate::words::{Message, say};

/// Reads the run in `folder` for a public list of the firms of which `consents` is true of the id.
///
/// # Errors
/// As [`read_run`]; a run without bands where these are asked for; a period beyond the calendar.
pub fn read(folder: &Path, options: &Options, consents: &dyn Fn(&str) -> bool) -> Result<Publicity, Finding> {
    let output = Output::open(folder)?;
    let run: Run = output.json("run.json")?;
    let finished = read_run(folder)?;
    let (side, card) = (&finished.side, &run.scorecard);
    let standing = Standing::read(&output, side.ids.len())?;
    let strange = || output.strange("run.json", say!(sheet::strange_card));
    let as_of: Date = run.as_of.parse().map_err(|_| strange())?;
    let place = Place::file(folder.display().to_string());
    let to = options.last_day().ok_or_else(|| {
        Finding::new(Code::ValueInvalid, Place::default(), say!(publicity::period))
            .help(say!(publicity::period_help))
    })?;
    if options.who == Who::Banded && standing.top.is_none() {
        return Err(Finding::new(Code::OptionIdle, place, say!(publicity::no_bands))
            .help(say!(publicity::no_bands_help)));
    }
    let lists: &[List] = side.lists.as_ref().map_or(&[], |lists| &lists.all);
    let is_meant = |at: usize| match options.who {
        Who::Referred => lists.iter().any(|list| list.is_listed(at)),
        Who::Qualified => standing.qualified[at],
        Who::Banded => standing.top.as_ref().is_some_and(|tops| tops.get(at).is_some()),
    };
    let (shown, withheld): (Vec<usize>, Vec<usize>) = (0..side.ids.len())
        .filter(|&at| is_meant(at))
        .partition(|&at| is_permitted(lists, at) && consents(side.ids.get_or_empty(at)));
    let text = |texts: Option<&Texts>, at: usize| texts.map_or("", |texts| texts.get_or_empty(at)).to_owned();
    let band = |at: usize| -> Message {
        let top = standing.top.as_ref().and_then(|tops| tops.get(at)).unwrap_or_default();
        let known = card.described.tops.iter().find(|one| one.id == top);
        known.and_then(|one| one.title.clone()).unwrap_or_else(|| top.into())
    };
    let row = |&at: &usize| Row {
        name: text(side.names.as_ref(), at),
        id: text(Some(&side.ids), at),
        segment: card.described.segments[side.segments.codes[at] as usize].title.clone(),
        region: text(side.regions.as_ref(), at),
        industry: text(side.industries.as_ref(), at),
        points: side.points[at],
        grade: text(Some(&standing.grade), at),
        band: band(at),
    };
    let rows: Vec<Row> = shown.iter().map(row).collect();
    let is_blank = |column: &Column| !rows.is_empty() && rows.iter().all(|row| row.is_blank(*column));
    let has_names = options.columns.contains(&Column::Name);
    let (blank, columns): (Vec<Column>, Vec<Column>) = options.columns.iter().partition(|one| is_blank(one));
    let title = match (&options.title, options.who) {
        (Some(title), _) => Message::verbatim(&**title),
        (None, Who::Referred) => say!(publicity::title_referred, campaign = run.title()),
        (None, Who::Qualified) => say!(publicity::title_qualified, campaign = run.title()),
        (None, Who::Banded) => say!(publicity::title_banded, campaign = run.title()),
    };
    Ok(Publicity {
        notice: Notice {
            run_sha256: output.digest("run.json").unwrap_or_default().to_owned(),
            campaign: run.campaign.clone(),
            as_of: run.as_of.clone(),
            title,
            who: options.who,
            columns,
            from: options.from.to_string(),
            to: to.to_string(),
            days: options.days,
            contact: options.contact.clone(),
            firms: rows.len(),
            without_consent: withheld.len(),
            nameless: if has_names {
                rows.iter().filter(|row| row.is_blank(Column::Name)).count()
            } else {
                0
            },
        },
        period: [options.from, to],
        as_of,
        campaign: run.title(),
        scorecard: card.title(),
        blank,
        is_credit_code: standing.id_column == "credit_code",
        illustrative: run.note.as_ref().map(|note| say!(publicity::illustrative, note = note)),
        rows,
    })
}

/// Whether a firm permits that its data are passed on. Without lists nobody was asked.
fn is_permitted(lists: &[List], at: usize) -> bool {
    let is_barred = |list: &List| {
        let bar = list.outcomes.get(at);
        matches!(bar, Some(Outcome::Barred(Bar::ConsentRefused | Bar::ConsentUnknown)))
    };
    !lists.is_empty() && !lists.iter().any(is_barred)
}
