//! Facts about a firm and an institution that no cohort holds: consent, earlier referrals, answers, lists.
//! Rules read them as flags, such as `consented.first_bank`.

use serde::{Deserialize, Serialize};

use super::written::ExcludeEntry;
use crate::expr::Scope;
use crate::firms::Kind;
use crate::parameters::Spanned;
use crate::words::{Message, say};

/// The kind of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// The firm's consent for the institution is in force.
    Consented,
    /// The firm is on a list of firms that the institution excludes.
    Excluded,
    /// The institution's last answer on the firm is that it serves the firm.
    Served,
    /// A list with the firm was delivered to the institution within the last months.
    Referred,
}

impl About {
    fn name(self) -> &'static str {
        match self {
            About::Consented => "consented",
            About::Excluded => "excluded",
            About::Served => "served",
            About::Referred => "referred",
        }
    }
}

/// A fact that rules read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Position of the institution.
    pub institution: usize,
    /// Kind of the fact.
    pub about: About,
}

/// The firms that an institution excludes.
#[derive(Clone, Debug, Default)]
pub struct Exclude {
    /// Paths of lists of firms.
    pub lists: Vec<Spanned<String>>,
    /// Whether firms that the institution serves are excluded.
    pub served: bool,
    /// Firms referred to the institution within so many months are excluded; 0 for none.
    pub referred_months: u32,
}

impl Exclude {
    pub(super) fn of(entry: &ExcludeEntry) -> Exclude {
        Exclude {
            lists: entry.lists.clone(),
            served: entry.served,
            referred_months: entry.referred_months.as_ref().map_or(0, |months| *months.get_ref()),
        }
    }

    /// Whether facts of the desk are needed: deliveries or answers.
    pub fn reads_desk(&self) -> bool {
        self.served || self.referred_months > 0
    }

    /// The facts that are needed.
    pub(super) fn facts(&self) -> impl Iterator<Item = About> {
        let lists = (!self.lists.is_empty()).then_some(About::Excluded);
        let served = self.served.then_some(About::Served);
        lists.into_iter().chain(served).chain((self.referred_months > 0).then_some(About::Referred))
    }
}

/// The name of a fact in rules, quoted: an id may begin with a digit.
fn quoted(about: About, id: &str) -> String {
    format!("\"{}.{}\"", about.name(), id.replace('-', "_"))
}

/// Adds the fact to `scope`. Returns the rule that a firm must meet, and the reason if it does not.
pub(super) fn add(scope: &mut Scope, about: About, id: &str, months: u32) -> (String, Message) {
    let name = quoted(about, id);
    scope.add(name.trim_matches('"'), Kind::Flag);
    match about {
        About::Consented => (name, say!(referral::not_consented)),
        About::Excluded => (format!("NOT {name}"), say!(referral::on_exclusion_list)),
        About::Served => (format!("NOT {name}"), say!(referral::already_served)),
        About::Referred => (format!("NOT {name}"), say!(referral::referred_lately, months = months)),
    }
}
