//! The consents of a campaign's firms: what ends soon, has ended or was withdrawn.

use jiff::civil::Date;
use serde::Serialize;

use super::facts::read_consents;
use super::summary::SupplementRows;
use super::{Campaign, Causes, Studied, written_day};
use crate::figures::{Cell, Document, Rows, Section, Table};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::Column;
use crate::progress::Progress;
use crate::referral::{Consents, Standing};
use crate::studies::Report;
use crate::words::{Message, say};

/// State of a consent on the as-of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Holds, and ends within the days asked for.
    Ends,
    /// Ended before the as-of day.
    Ended,
    /// Withdrawn by the as-of day.
    Withdrawn,
    /// Begins after the as-of day.
    Later,
}

impl State {
    fn words(self) -> Message {
        match self {
            State::Ends => say!(consent::ends),
            State::Ended => say!(consent::ended),
            State::Withdrawn => say!(consent::withdrawn),
            State::Later => say!(consent::later),
        }
    }
}

/// A consent that ends soon, ended, was withdrawn or begins later.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Noted {
    /// The firm's id.
    pub firm: String,
    /// The firm's name; `None` if it is not in the cohort or has none.
    pub name: Option<String>,
    /// Id of the institution; `None` for every institution without rows of its own.
    pub institution: Option<String>,
    /// Its state on the as-of day.
    pub state: State,
    /// The day on which it ends, ended, was withdrawn or begins.
    #[serde(serialize_with = "written_day")]
    pub day: Date,
    /// Whether the firm is in the cohort.
    pub in_cohort: bool,
}

/// The consents of a campaign on its as-of day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConsentReport {
    /// Title of the campaign.
    pub title: Message,
    /// The as-of day.
    #[serde(serialize_with = "written_day")]
    pub as_of: Date,
    /// Days ahead that were asked for.
    pub within: u16,
    /// Firms of the cohort.
    pub firms: usize,
    /// Firms of the cohort with a consent for at least one institution.
    pub consenting: usize,
    /// Firms of the cohort without any row in the ledger.
    pub without: usize,
    /// Firms of the ledger that are not in the cohort.
    pub outside: usize,
    /// Consents that end soon, ended, were withdrawn or begin later, in this order, by day and firm.
    pub noted: Vec<Noted>,
}

/// The consents of the campaign's ledger; `within` is the number of days ahead in which a consent that ends
/// is reported.
///
/// # Errors
/// A campaign without a ledger; as [`Campaign::read_firms`].
pub fn consents(
    campaign: &Campaign,
    within: u16,
    progress: &dyn Progress,
) -> Result<Studied<ConsentReport>, Findings> {
    let Some(path) = &campaign.consents else {
        let place = Place::file(campaign.path.display().to_string());
        return Err(Finding::new(Code::KeyMissing, place.in_column("consents"), say!(consent::no_ledger))
            .help(say!(consent::no_ledger_help))
            .into());
    };
    let mut intake = campaign.read_firms(progress)?;
    let (consents, _) = read_consents(campaign, path, &mut intake, progress)?;
    let firms = &intake.firms;
    let names = firms.column("name").and_then(Column::texts);
    let mut known: Vec<(&str, usize)> = firms.ids().iter().zip(0..).collect();
    known.sort_unstable();
    let position = |id: &str| known.binary_search_by(|(one, _)| (*one).cmp(id)).ok().map(|at| known[at].1);
    let as_of = campaign.as_of;
    let last = as_of.checked_add(jiff::Span::new().days(within)).unwrap_or(Date::MAX);
    let institutions = campaign.institutions.all.len();
    let mut noted = Vec::new();
    let mut outside = 0;
    for id in consents.ids() {
        let firm = position(id);
        outside += usize::from(firm.is_none());
        for scope in consents.scopes(id, institutions) {
            let Some((state, day)) = state(&consents, id, scope, as_of, last) else { continue };
            noted.push(Noted {
                firm: id.to_owned(),
                name: firm.and_then(|firm| names?.get(firm)).map(str::to_owned),
                institution: scope.map(|at| campaign.institutions.all[at].id.clone()),
                state,
                day,
                in_cohort: firm.is_some(),
            });
        }
    }
    noted.sort_by(|a, b| {
        (a.state, a.day, &a.firm, &a.institution).cmp(&(b.state, b.day, &b.firm, &b.institution))
    });
    let of_cohort = |counts: &dyn Fn(&str) -> bool| firms.ids().iter().filter(|id| counts(id)).count();
    let report = ConsentReport {
        title: campaign.heading(),
        as_of,
        within,
        firms: firms.len,
        consenting: of_cohort(&|id| consents.anywhere(id, institutions, as_of).holds()),
        without: of_cohort(&|id| consents.rows(id).is_empty()),
        outside,
        noted,
    };
    let quarantined = Causes::of(&intake, None);
    let supplements = SupplementRows::all(&intake);
    Ok(Studied { report, quarantined, rows: intake.rows, supplements, findings: intake.findings })
}

/// The state of a firm's consent in a scope; `None` if it lasts or was never given. `last` is the
/// last day asked for.
fn state(
    consents: &Consents,
    firm: &str,
    scope: Option<usize>,
    as_of: Date,
    last: Date,
) -> Option<(State, Date)> {
    match consents.within(firm, scope, as_of) {
        Standing::Absent => None,
        Standing::Later(day) => Some((State::Later, day)),
        Standing::Ended(day) => Some((State::Ended, day)),
        Standing::Withdrawn(day) => Some((State::Withdrawn, day)),
        Standing::Given { .. } => {
            consents.ends(firm, scope, as_of).filter(|&day| day <= last).map(|day| (State::Ends, day))
        }
    }
}

impl ConsentReport {
    fn section(&self) -> Section {
        let table = Rows::new(&self.noted)
            .left(say!(consent::header_firm), |noted| Cell::from(noted.firm.clone()))
            .left("", |noted| Cell::from(noted.name.clone().unwrap_or_default()))
            .left(say!(consent::header_institution), |noted| match &noted.institution {
                Some(id) => Cell::from(id.clone()),
                None => Cell::from(say!(consent::every_institution)),
            })
            .left(say!(consent::header_state), |noted| Cell::from(noted.state.words()))
            .left(say!(consent::header_day), |noted| Cell::from(noted.day.to_string()));
        if self.noted.is_empty() { Section::new() } else { Section::new().table(table) }
    }
}

impl Report for ConsentReport {
    fn document(&self) -> Document {
        let count = |state| self.noted.iter().filter(|noted| noted.state == state).count();
        let counts = Section::new()
            .line(say!(
                consent::cohort,
                firms = self.firms,
                consenting = self.consenting,
                without = self.without
            ))
            .line(say!(
                consent::counts,
                ends = count(State::Ends),
                within = usize::from(self.within),
                ended = count(State::Ended),
                withdrawn = count(State::Withdrawn),
                later = count(State::Later)
            ))
            .lines((self.outside > 0).then(|| say!(consent::outside, firms = self.outside)));
        Document::new(say!(consent::title, campaign = &self.title, day = self.as_of))
            .section(counts)
            .section(self.section())
    }

    fn tables(&self) -> Vec<Table> {
        vec![
            Rows::table("consents", say!(consent::about), &self.noted)
                .field("firm", say!(consent::about_firm), |noted| noted.firm.clone())
                .field("name", say!(consent::about_name), |noted| noted.name.clone())
                .field("institution", say!(consent::about_institution), |noted| noted.institution.clone())
                .field("fate", say!(consent::about_fate), |noted| match noted.state {
                    State::Ends => "ends",
                    State::Ended => "ended",
                    State::Withdrawn => "withdrawn",
                    State::Later => "later",
                })
                .field("day", say!(consent::about_day), |noted| noted.day.to_string())
                .field("in_cohort", say!(consent::about_in_cohort), |noted| noted.in_cohort)
                .into(),
        ]
    }
}
