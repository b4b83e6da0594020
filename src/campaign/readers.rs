//! What reads each field: indicators, gates, segments, derived values, institutions' rules and lists.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Campaign;
use crate::expr::Expr;
use crate::firms::Dictionary;
use crate::referral::{CONSENT, Institutions, Use};
use crate::scorecard::{Curve, Indicator, Missing, Scorecard, Test, Treatment, Within};
use crate::words::{Arg, Between, Message, say};

/// Greatest number of readers of a kind that are named. Further ones are only counted.
const NAMED: usize = 3;
/// The field whose strata a population within an industry has.
const INDUSTRY: &str = "industry";

/// A reader of a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Reader {
    kind: Kind,
    /// The reader's id; `None` for kinds without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// The id of its scorecard, if that is a further one.
    #[serde(skip_serializing_if = "Option::is_none")]
    scorecard: Option<String>,
    /// The id in English, the title in Chinese; empty without an id.
    #[serde(skip)]
    shown: Message,
}

/// The kind of a reader, in the order in which readers are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    /// The field identifies firms.
    Id,
    /// The field names firms.
    Name,
    /// A built-in scorecard, for a cohort without a scorecard.
    Scorecard,
    Indicator,
    Derived,
    Segment,
    Gate,
    Route,
    Pass,
    TieBreaker,
    /// Consent to be referred, for every list.
    Consent,
    /// A rule of an institution.
    Rule,
    /// The order of an institution's list.
    Order,
    /// The quota of an institution's list.
    Quota,
    /// Matching, by the institutions that firms prefer.
    Preferences,
    /// A column of an institution's list.
    Column,
    /// A programme.
    Programme,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Kind::Id => "id",
            Kind::Name => "name",
            Kind::Scorecard => "scorecard",
            Kind::Indicator => "indicator",
            Kind::Derived => "derived",
            Kind::Segment => "segment",
            Kind::Gate => "gate",
            Kind::Route => "route",
            Kind::Pass => "pass",
            Kind::TieBreaker => "tie-breaker",
            Kind::Consent => "consent",
            Kind::Rule => "rule",
            Kind::Order => "order",
            Kind::Quota => "quota",
            Kind::Preferences => "preferences",
            Kind::Column => "column",
            Kind::Programme => "programme",
        }
    }
}

/// The id of a reader, and what is shown of it: the id in English, the title in Chinese.
#[derive(Clone)]
struct Who<'a> {
    id: &'a str,
    shown: Message,
}

impl<'a> Who<'a> {
    fn of(id: &'a str, title: Option<impl Into<Message>>) -> Who<'a> {
        let shown = title.map_or_else(|| id.into(), |title| Message::id_or_title(id, title));
        Who { id, shown }
    }

    fn indicator(indicator: &'a Indicator) -> Who<'a> {
        Who::of(&indicator.id, indicator.title_zh.as_ref().or(Some(&indicator.title)))
    }
}

/// The readers of every field of a dictionary.
#[derive(Debug)]
pub(super) struct Readers {
    /// The readers of each field by its name, sorted.
    of: BTreeMap<String, Vec<Reader>>,
    /// Number of institutions; 0 without a campaign.
    lists: usize,
}

impl Readers {
    /// The readers of a campaign's fields.
    pub fn of_campaign(campaign: &Campaign) -> Readers {
        let mut readers = Readers::new(&campaign.dictionary, campaign.institutions.all.len());
        readers.add_scorecard(&campaign.scorecard, &campaign.dictionary, None);
        for further in &campaign.further {
            readers.add_scorecard(further, &campaign.dictionary, Some(&further.id));
        }
        readers.add_institutions(&campaign.institutions, campaign);
        readers.add_programmes(campaign);
        readers.sorted()
    }

    /// The readers of the fields of `dictionary` under one scorecard.
    pub fn of_scorecard(scorecard: &Scorecard, dictionary: &Dictionary) -> Readers {
        let mut readers = Readers::new(dictionary, 0);
        readers.add_scorecard(scorecard, dictionary, None);
        readers.sorted()
    }

    /// The built-in `scorecards`, each with its dictionary, that read fields of `dictionary`.
    pub fn of_catalogue(scorecards: &[(Scorecard, Dictionary)], dictionary: &Dictionary) -> Readers {
        let mut readers = Readers::new(dictionary, 0);
        for (scorecard, own) in scorecards {
            let slots = scorecard.expressions().flat_map(Expr::slots);
            let names = slots.filter_map(|&slot| own.fields.get(slot)).map(|field| field.name.clone());
            let who = Who::of(&scorecard.id, None::<Message>);
            names.for_each(|name| readers.add(name, Kind::Scorecard, Some(who.clone()), None));
        }
        readers.sorted()
    }

    fn new(dictionary: &Dictionary, lists: usize) -> Readers {
        let mut readers = Readers { of: BTreeMap::new(), lists };
        readers.add(dictionary.primary_key.clone(), Kind::Id, None, None);
        if dictionary.primary_key != "name" {
            readers.add("name".to_owned(), Kind::Name, None, None);
        }
        readers
    }

    fn sorted(mut self) -> Readers {
        for readers in self.of.values_mut() {
            // Stable: readers of a kind stay in the order of their file.
            readers.sort_by_key(|reader| reader.kind);
        }
        self
    }

    fn add(&mut self, field: String, kind: Kind, who: Option<Who<'_>>, scorecard: Option<&str>) {
        let (id, shown) = who.map(|who| (who.id.to_owned(), who.shown)).unzip();
        let scorecard = scorecard.map(str::to_owned);
        let reader = Reader { kind, id, scorecard, shown: shown.unwrap_or_default() };
        let readers = self.of.entry(field).or_default();
        let is_known = match kind {
            // There may be many lists, whose readers come one list after the other.
            Kind::Rule | Kind::Order | Kind::Column => {
                readers.iter().rev().take_while(|other| other.id == reader.id).any(|other| *other == reader)
            }
            _ => readers.contains(&reader),
        };
        if !is_known {
            readers.push(reader);
        }
    }

    fn add_scorecard(&mut self, scorecard: &Scorecard, dictionary: &Dictionary, of: Option<&str>) {
        let fields = &dictionary.fields;
        let mut ask = |rule: &Expr, kind: Kind, who: Option<Who<'_>>| {
            for field in scorecard.fields_of(rule, fields.len()) {
                self.add(fields[field].name.clone(), kind, who.clone(), of);
            }
        };
        for indicator in &scorecard.indicators {
            ask(&indicator.value, Kind::Indicator, Some(Who::indicator(indicator)));
        }
        for derived in &scorecard.derived {
            let title = derived.title_zh.as_ref().or(derived.title.as_ref());
            ask(&derived.value, Kind::Derived, Some(Who::of(&derived.id, title)));
        }
        for segment in &scorecard.segments {
            let who = Who::of(&segment.id, segment.title_zh.as_ref().or(Some(&segment.title)));
            segment.when.iter().for_each(|when| ask(when, Kind::Segment, Some(who.clone())));
        }
        let gates = scorecard.gates.iter().map(|&at| (at, Kind::Gate));
        let routes = scorecard.routes.iter().map(|&at| (at, Kind::Route));
        let pass = scorecard.pass.map(|at| (at, Kind::Pass));
        for (at, kind) in gates.chain(routes).chain(pass) {
            let condition = &scorecard.conditions[at];
            let title = condition.title.clone().or_else(|| only_field(scorecard, at, dictionary));
            let who = condition.id.as_ref().map(|id| Who::of(id, title));
            for rule in scorecard.rules_of(at) {
                if let Test::Rule { when } = &scorecard.conditions[rule].test {
                    ask(when, kind, who.clone());
                }
            }
        }
        scorecard.tie_breakers.iter().for_each(|tie| ask(&tie.by, Kind::TieBreaker, None));
        for indicator in scorecard.indicators.iter().filter(|one| is_by_industry(one)) {
            self.add(INDUSTRY.to_owned(), Kind::Indicator, Some(Who::indicator(indicator)), of);
        }
    }

    fn add_institutions(&mut self, institutions: &Institutions, campaign: &Campaign) {
        let fields = &campaign.dictionary.fields;
        let mut ask = |rule: &Expr, kind: Kind, who: Option<Who<'_>>| {
            // Rules may use derived values of the leading scorecard, which stand behind the fields.
            for field in campaign.scorecard.fields_of(rule, fields.len()) {
                self.add(fields[field].name.clone(), kind, who.clone(), None);
            }
        };
        for (institution, of, expr) in institutions.expressions() {
            let kind = match of {
                // The rule that an amount must be known stands for the amount.
                Use::Rule | Use::Amount => Kind::Rule,
                Use::Order => Kind::Order,
                Use::Quota => Kind::Quota,
                Use::Preferences => Kind::Preferences,
                Use::Column | Use::UsualColumn => Kind::Column,
            };
            let who = institution.map(|one| Who::of(&one.id, one.name_zh.as_ref().or(Some(&one.name))));
            ask(expr, kind, who);
        }
        if !institutions.all.is_empty() {
            self.add(CONSENT.to_owned(), Kind::Consent, None, None);
        }
    }

    fn add_programmes(&mut self, campaign: &Campaign) {
        let fields = &campaign.dictionary.fields;
        let Some(programmes) = &campaign.programmes else { return };
        let mut ask = |expr: &Expr, who: Option<Who<'_>>| {
            for field in campaign.scorecard.fields_of(expr, fields.len()) {
                self.add(fields[field].name.clone(), Kind::Programme, who.clone(), None);
            }
        };
        for one in &programmes.all {
            let who = Who::of(&one.id, one.title_zh.as_ref().or(Some(&one.title)));
            one.expressions().for_each(|expr| ask(expr, Some(who.clone())));
        }
        programmes.loan_expressions().for_each(|expr| ask(expr, None));
    }

    /// The readers of the field called `name`.
    pub fn of(&self, name: &str) -> &[Reader] {
        self.of.get(name).map_or(&[], Vec::as_slice)
    }

    /// `readers` in words, kind by kind: `indicators rd, growth; rules of all lists`.
    pub fn said(&self, readers: &[Reader]) -> Message {
        let kinds = readers.chunk_by(|one, next| one.kind == next.kind);
        Message::joined(Between::Clauses, kinds.map(|some| self.of_kind(some)))
    }

    fn of_kind(&self, some: &[Reader]) -> Message {
        let kind = some[0].kind;
        let is_of_list = matches!(kind, Kind::Rule | Kind::Order | Kind::Quota | Kind::Column);
        if is_of_list && some.len() == self.lists && self.lists > 1 {
            return say!(campaign::read_by_all, kind = kind.as_str());
        }
        let named: Vec<Message> = some.iter().filter_map(Reader::named).collect();
        if named.is_empty() {
            return say!(campaign::read_by_unnamed, kind = kind.as_str());
        }
        let more = named.len().saturating_sub(NAMED);
        let names = Arg::items(named.into_iter().take(NAMED));
        match more {
            0 => say!(campaign::read_by, kind = kind.as_str(), names = names),
            more => say!(campaign::read_by_more, kind = kind.as_str(), names = names, more = more),
        }
    }
}

impl Reader {
    /// The reader's id, with its scorecard if that is a further one.
    fn named(&self) -> Option<Message> {
        self.id.as_ref()?;
        Some(match &self.scorecard {
            Some(scorecard) => say!(campaign::reader_of, id = self.shown.clone(), scorecard = scorecard),
            None => self.shown.clone(),
        })
    }
}

/// The title of the field that a condition without a title of its own is about, if it reads only one.
fn only_field(scorecard: &Scorecard, at: usize, dictionary: &Dictionary) -> Option<Message> {
    let rules =
        scorecard.rules_of(at).into_iter().filter_map(|rule| match &scorecard.conditions[rule].test {
            Test::Rule { when } => Some(when),
            _ => None,
        });
    let fields: BTreeSet<usize> =
        rules.flat_map(|when| scorecard.fields_of(when, dictionary.fields.len())).collect();
    let only = fields.first().filter(|_| fields.len() == 1)?;
    Some(dictionary.fields[*only].title.clone().into())
}

/// Whether a statistic of the indicator is taken within an industry.
fn is_by_industry(indicator: &Indicator) -> bool {
    let curve = match &indicator.curve {
        Curve::Percentile { within, .. } | Curve::MinMax { within } | Curve::ZScore { within } => *within,
        _ => Within::default(),
    };
    let missing = match indicator.missing {
        Missing::Mean(within) | Missing::Median(within) => within,
        _ => Within::default(),
    };
    let treated = indicator.treatment.iter().map(|step| match step {
        Treatment::Winsorise { within, .. } | Treatment::DrawIn { within, .. } => *within,
        Treatment::Ln | Treatment::Ln1p => Within::default(),
    });
    treated.chain([curve, missing]).any(|within| within.industry)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::campaign::asked;

    /// Every field that quarantines rows has a reader, apart from those that are required or declared.
    #[test]
    fn every_field_that_is_asked_has_a_reader() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/campaign.toml");
        let campaign = Campaign::load(&path, None).expect("the sample is sound");
        let cards = std::iter::once(&campaign.scorecard).chain(&campaign.further);
        let programmes = campaign.programmes.as_ref();
        let asked = asked::fields(cards, Some(&campaign.institutions), programmes, &campaign.dictionary);
        let readers = Readers::of_campaign(&campaign);
        let base = Dictionary::built_in();
        let fields = asked.iter().map(|&at| &campaign.dictionary.fields[at]);
        let own = fields.filter(|field| base.position(&field.name).is_some() && !field.constraints.required);
        let names: Vec<&str> = own.map(|field| &*field.name).collect();
        assert!(names.len() > 20, "{names:?}");
        let unread: Vec<_> = names.into_iter().filter(|name| readers.of(name).is_empty()).collect();
        assert_eq!(unread, Vec::<&str>::new());
    }
}
