//! What a firm's referrals are worth, at the institutions that permit it to know.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::desk::run::Run;
use crate::figures::Section;
use crate::finding::Finding;
use crate::parameters::Keyword;
use crate::programmes::{Bearer, Part, Payer};
use crate::publish::{GRANTS, Output, PART, ProgrammeTerms, SumOf, without_apostrophe};
use crate::words::{Arg, Message, say};

/// A grant as a firm may know it, in yuan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SheetGrant {
    /// Name of the institution.
    pub institution: Message,
    /// Sum that the firm asks for; `None` if it is unknown.
    pub demand: Option<String>,
    /// Principal; `None` if the demand is unknown.
    pub principal: Option<String>,
    /// Principal by bearer of its loss, for bearers with a part.
    pub borne: Vec<(Bearer, String)>,
    /// Every programme of the run.
    pub programmes: Vec<SheetProgramme>,
}

/// The part of a programme in a grant.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SheetProgramme {
    /// Title.
    pub title: Message,
    /// Whether it changes money or risk of the loan.
    pub effect: bool,
    /// Whether the firm is in it, and in the best combination.
    pub open: bool,
    /// Whether it is part of the best combination.
    pub chosen: bool,
    /// Why the firm is not in it; `None` if it is.
    pub reason: Option<Message>,
    /// Supported principal, subsidies and the firm's own fees over the term.
    pub sums: [Option<String>; 3],
}

/// Grants by list and id, of the lists whose firms may know.
#[derive(Debug, Default)]
pub(super) struct Told(FxHashMap<(usize, String), Vec<String>>, Vec<String>);

impl Told {
    /// Reads the table of a run, if it has one and a firm may know of it.
    ///
    /// # Errors
    /// A table that cannot be understood.
    pub fn read(output: &Output, run: &Run) -> Result<Told, Finding> {
        let tells = run.lists.iter().any(|list| list.tell_firms);
        if run.programmes.is_empty() || !tells {
            return Ok(Told::default());
        }
        let odd = || output.strange(GRANTS, say!(desk::strange_no_table));
        let mut reader = output.csv(GRANTS)?;
        let header: Vec<String> = reader.headers().map_err(|_| odd())?.iter().map(str::to_owned).collect();
        let mut rows = FxHashMap::default();
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(|_| odd())? {
            let cell = |at: usize| without_apostrophe(record.get(at).unwrap_or_default());
            let list = run.lists.iter().position(|list| list.institution == cell(0)).ok_or_else(odd)?;
            if run.lists[list].tell_firms {
                let cells = (0..record.len()).map(|at| cell(at).to_owned());
                rows.insert((list, cell(2).to_owned()), cells.collect());
            }
        }
        Ok(Told(rows, header))
    }

    /// The grant of the firm `id` on the list at position `list`; `None` without one.
    pub fn of(&self, list: usize, id: &str, name: &Message, run: &Run) -> Option<SheetGrant> {
        let Told(rows, header) = self;
        let row = rows.get(&(list, id.to_owned()))?;
        let cell = |column: &str| {
            let at = header.iter().position(|name| name == column)?;
            row.get(at).filter(|cell| !cell.is_empty()).cloned()
        };
        let borne = Bearer::ALL.iter().filter_map(|bearer| {
            let sum = cell(&format!("grant.{}", bearer.word()))?;
            sum.bytes().any(|digit| (b'1'..=b'9').contains(&digit)).then_some((*bearer, sum))
        });
        Some(SheetGrant {
            institution: name.clone(),
            demand: cell("grant.demand"),
            principal: cell("grant.principal"),
            borne: borne.collect(),
            programmes: run.programmes.iter().filter_map(|one| SheetProgramme::of(one, &cell)).collect(),
        })
    }
}

impl SheetProgramme {
    fn of(terms: &ProgrammeTerms, cell: &dyn Fn(&str) -> Option<String>) -> Option<SheetProgramme> {
        let part = Part::read(&cell(&format!("{PART}{}", terms.id))?)?;
        let reason = |rule: u8| terms.rules.get(usize::from(rule)).map(|rule| rule.reason.clone());
        Some(SheetProgramme {
            title: terms.title.clone(),
            effect: terms.effect,
            open: part.is_in(),
            chosen: part == Part::Chosen,
            reason: match part {
                Part::Chosen | Part::Open => None,
                Part::Unmet(rule) => reason(rule),
                Part::Unknown(rule) => reason(rule).map(|reason| say!(sheet::grant_unknown, reason = reason)),
                Part::Lacking => Some(say!(publish::grant_lacking)),
                Part::Shares => Some(say!(publish::grant_shares)),
            },
            sums: [SumOf::Supported, SumOf::Subsidy, SumOf::Fee].map(|of| {
                let is_own = of != SumOf::Fee || terms.fee_payer == Some(Payer::Firm);
                cell(&format!("{}{}", of.prefix(), terms.id)).filter(|_| is_own)
            }),
        })
    }
}

/// The grants line by line.
pub(super) fn section(grants: &[SheetGrant]) -> Section {
    let mut section = Section::new();
    for grant in grants {
        let mut items: Vec<(usize, Message)> = Vec::new();
        match (&grant.demand, &grant.principal) {
            (Some(demand), Some(principal)) => {
                items.push((1, say!(sheet::grant_principal, demand = demand, principal = principal)));
            }
            _ => items.push((1, say!(sheet::grant_no_demand))),
        }
        for one in grant.programmes.iter().filter(|one| one.chosen && one.effect) {
            items.push((1, one.line()));
        }
        let shares = grant.borne.iter();
        let shares: Vec<Message> = shares
            .map(|(bearer, sum)| say!(sheet::grant_share, bearer = bearer.about(), sum = sum))
            .collect();
        if shares.len() > 1 {
            items.push((1, say!(sheet::grant_borne, shares = Arg::items(shares))));
        }
        let titles = |chosen: bool, effect: bool| {
            let all = grant.programmes.iter();
            let all = all.filter(move |one| one.open && one.chosen == chosen && one.effect == effect);
            all.map(|one| one.title.clone()).collect::<Vec<Message>>()
        };
        let routes = titles(true, false);
        if !routes.is_empty() {
            items.push((1, say!(sheet::grant_routes, titles = Arg::items(routes))));
        }
        let others: Vec<Message> = [titles(false, true), titles(false, false)].concat();
        if !others.is_empty() {
            items.push((1, say!(sheet::grant_others, titles = Arg::items(others))));
        }
        for one in &grant.programmes {
            if let Some(reason) = &one.reason {
                items.push((1, say!(sheet::grant_absent, title = &one.title, reason = reason)));
            }
        }
        section = section.heading(say!(sheet::grant, institution = &grant.institution)).items(items);
    }
    section
}

impl SheetProgramme {
    /// The programme with its sums.
    fn line(&self) -> Message {
        let [supported, subsidy, fee] = &self.sums;
        let parts = [
            supported.as_ref().map(|sum| say!(sheet::grant_supported, sum = sum)),
            subsidy.as_ref().map(|sum| say!(sheet::grant_subsidy, sum = sum)),
            fee.as_ref().map(|sum| say!(sheet::grant_fee, sum = sum)),
        ];
        let parts: Vec<Message> = parts.into_iter().flatten().collect();
        say!(sheet::grant_chosen, title = &self.title, parts = Arg::items(parts))
    }
}
