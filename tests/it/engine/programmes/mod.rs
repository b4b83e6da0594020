//! Programmes: every built-in one by hand, their combinations, every fault of a file, the schema.

mod by_hand;
mod combined;
mod edges;
mod faults;
mod routes;
mod schema;

use std::collections::BTreeMap;

use jifen::campaign::{Campaign, assess};
use jifen::finding::Findings;
use jifen::programmes::{Absence, Account, BEARERS, Bearer, Grant, Money, Offer, Programme};
use jifen::progress::Silent;

use crate::support::workplace::Folder;

/// A scorecard with the stages of the national one. Every firm has the points and the stage that it states.
const CARD: &str = r#"
id = "small"
title = "Small"
source = "a test"
weights_basis = "local"
scale = 100
decimals = 0
missing = "zero"
pass = "points >= 10"

[[field]]
name = "stated_points"
title = "填报分数"
type = "number"

[[field]]
name = "stage"
title = "填报阶段"
type = "string"

[[segment]]
id = "start-up"
title = "Start-up"
when = "stage = 'start-up'"

[[segment]]
id = "growth"
title = "Growth"
when = "stage = 'growth'"

[[segment]]
id = "stable"
title = "Stable"

[[indicator]]
id = "stated"
title = "Stated"
value = "stated_points"
curve = { linear = { low = 0, high = 100 } }
weight = 100

[[grade]]
id = "A"
at_least = 60
"#;

/// What every firm states unless it says otherwise.
const USUAL: [(&str, &str); 6] = [
    ("stated_points", "80"),
    ("stage", "growth"),
    ("loan_demand", "1000"),
    ("loan_term", "36"),
    ("consent", "是"),
    ("consent_date", "2024-01-01"),
];

/// Fields in 万元.
const MONEY: [&str; 7] = [
    "loan_demand",
    "revenue",
    "net_profit",
    "acquisition_price",
    "technology_premium",
    "bond_plan",
    "market_value",
];

/// A campaign on `day` with one institution of `kind`; `programmes` is its table `[programmes]`. A firm is
/// written as `loan_demand=2000 hnte=是`; its id is its position from 1.
pub(super) struct Case<'a> {
    pub day: &'a str,
    pub kind: &'a str,
    pub programmes: &'a str,
    pub firms: &'a [&'a str],
}

impl Case<'_> {
    /// Writes the campaign into `folder`.
    pub(super) fn write(&self, folder: &Folder) {
        folder.write("card.toml", CARD.as_bytes());
        let institution = format!(
            "rules_basis = \"local\"\nsource = \"a test\"\n[[institution]]\nid = \"lender\"\nname = \
            \"Lender\"\nkind = \"{}\"\n",
            self.kind
        );
        folder.write("institutions.toml", institution.as_bytes());
        let campaign = format!(
            "id = \"grants\"\ntitle = \"Grants\"\nas_of = {}\nscorecard = \"card.toml\"\ninstitutions = \
            \"institutions.toml\"\n[firms]\npath = \"firms.csv\"\nid = \"编号\"\n[programmes]\n{}\n",
            self.day, self.programmes
        );
        folder.write("campaign.toml", campaign.as_bytes());
        folder.write("firms.csv", self.table().as_bytes());
    }

    fn table(&self) -> String {
        let firms: Vec<BTreeMap<&str, &str>> = self
            .firms
            .iter()
            .map(|firm| {
                let own = firm.split_whitespace().map(|cell| cell.split_once('=').expect("field=cell"));
                USUAL.into_iter().chain(own).collect()
            })
            .collect();
        let mut fields: Vec<&str> = firms.iter().flat_map(|firm| firm.keys().copied()).collect();
        fields.sort_unstable();
        fields.dedup();
        let header = |field: &&str| match MONEY.contains(field) {
            true => format!("{field}(万元)"),
            false => (*field).to_owned(),
        };
        let mut table = format!("编号,name,{}\n", fields.iter().map(header).collect::<Vec<_>>().join(","));
        for (at, firm) in firms.iter().enumerate() {
            let cells = fields.iter().map(|field| firm.get(field).copied().unwrap_or_default());
            let (id, cells) = (at + 1, cells.collect::<Vec<_>>().join(","));
            table += &format!("{id},公司{id},{cells}\n");
        }
        table
    }

    /// The firms' accounts and grants, in the order of the firms.
    pub(super) fn carried_out(&self) -> Outcome {
        let folder = Folder::empty();
        self.write(&folder);
        Outcome::of(&folder)
    }
}

/// What each firm came to.
pub(super) struct Outcome {
    programmes: Vec<Programme>,
    firms: Vec<(Account, Grant)>,
}

impl Outcome {
    /// Carries the campaign in `folder` out.
    pub(super) fn of(folder: &Folder) -> Outcome {
        let campaign = Campaign::load(&folder.path("campaign.toml"), None).unwrap_or_else(|found| {
            panic!("{}", said(&found).join("\n"));
        });
        let assessed =
            assess(&campaign, &Silent).unwrap_or_else(|found| panic!("{}", said(&found).join("\n")));
        let programmes = campaign.programmes.as_ref().expect("the campaign has programmes");
        let list = &assessed.referrals.lists[0].firms;
        let accounts = programmes.accounts(&assessed.frame(), &campaign.institutions.all[0], list);
        let grants =
            assessed.grants.as_ref().expect("there are programmes").list(0).cloned().collect::<Vec<_>>();
        let ids = assessed.intake.firms.ids();
        let place = |firm: u32| ids.get_or_empty(firm as usize).parse::<usize>().expect("a position");
        let mut firms: Vec<_> =
            list.iter().map(|&firm| place(firm)).zip(accounts.into_iter().zip(grants)).collect();
        firms.sort_by_key(|(place, _)| *place);
        Outcome {
            programmes: programmes.all.clone(),
            firms: firms.into_iter().map(|(_, both)| both).collect(),
        }
    }

    pub(super) fn account(&self, firm: usize) -> &Account {
        &self.firms[firm].0
    }

    pub(super) fn grant(&self, firm: usize) -> &Grant {
        &self.firms[firm].1
    }

    /// What the programme called `id` gives to a firm.
    #[track_caller]
    pub(super) fn offer(&self, firm: usize, id: &str) -> Result<&Offer, &Vec<Absence>> {
        self.account(firm).offers[self.position(id)].as_ref()
    }

    #[track_caller]
    fn position(&self, id: &str) -> usize {
        self.programmes.iter().position(|one| one.id == id).unwrap_or_else(|| panic!("no `{id}`"))
    }

    /// The programme called `id`, with the values of the day.
    #[track_caller]
    pub(super) fn programme(&self, id: &str) -> &Programme {
        &self.programmes[self.position(id)]
    }

    /// Ids of the programmes of a firm's best combination.
    pub(super) fn chosen(&self, firm: usize) -> Vec<&str> {
        self.grant(firm).chosen().map(|at| self.programmes[at].id.as_str()).collect()
    }

    /// Whether each firm is in the programme called `id`.
    pub(super) fn is_in(&self, id: &str) -> Vec<bool> {
        (0..self.firms.len()).map(|firm| self.offer(firm, id).is_ok()).collect()
    }
}

/// Findings as lines for people.
pub(super) fn said(findings: &Findings) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
}

/// A sum in 万元.
#[track_caller]
pub(super) fn wan(sum: f64) -> Money {
    Money::of_wan(sum).expect("a sum")
}

/// Sums in 万元 by bearer; the others bear none.
pub(super) fn by_bearer(sums: &[(Bearer, f64)]) -> [Money; BEARERS] {
    let mut borne = [Money::ZERO; BEARERS];
    sums.iter().for_each(|(bearer, sum)| borne[*bearer as usize] = wan(*sum));
    borne
}
