//! `not_referred.csv`: why a scored firm is not on a list.
//!
//! A row per firm and reason, with the institutions it holds for. Firms share combinations of reasons, so what follows a
//! firm's id is made once per combination. Names are left to `scores.csv`: there are several rows to a firm.

use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::Publication;
use super::cell::{push_fixed, push_text};
use super::failures::Failures;
use super::ids::Ids;
use super::package::{Format, Resource};
use super::scores::id_field;
use super::sink::Folder;
use super::table::{self, Field};
use crate::finding::Finding;
use crate::referral::{Bar, Outcome};

/// Firms of one block of text.
const BLOCK: usize = 1 << 11;

pub(super) fn write(
    folder: &Folder,
    publication: &Publication<'_>,
    failures: &Failures,
    ids: &Ids,
) -> Result<Vec<Resource>, Finding> {
    let fields = vec![
        id_field(publication),
        Field::new("code", "string", "Kind of reason: no-consent, not-qualified, rule, capacity").required(),
        Field::new("reason", "string", "Why the firm is not on the lists").required(),
        Field::new("institutions", "string", "Whose lists, ; between them; * for all").required(),
        Field::new(
            "places",
            "string",
            "For capacity: the firm's place in each institution's order and the list's length, as 1204/1000, ; between \
             institutions",
        ),
    ];
    let mut file = folder.file("not_referred.csv")?;
    file.put(&table::header(&fields))?;
    let order = &publication.scores.order;
    let starts = candidates_before(publication);
    let rows = Rows { publication, failures, ids, tails: Tails::new(publication, failures) };
    let defused = AtomicUsize::new(0);
    let caches: Mutex<Vec<Cache>> = Mutex::default();
    file.blocks(order.len().div_ceil(BLOCK), |block, out| {
        // A cache goes from block to block; what it holds does not depend on which.
        let spare = caches.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut cache = spare.unwrap_or_default();
        let places = block * BLOCK..order.len().min((block + 1) * BLOCK);
        let count = rows.push(out, places, starts[block], &mut cache);
        defused.fetch_add(count, Ordering::Relaxed);
        caches.lock().unwrap_or_else(PoisonError::into_inner).push(cache);
    })?;
    let description = "Every scored firm that is on no list or left off one, each with its reason";
    let resource = Resource::new(file.finish(), Format::Csv("utf-8"), "Not referred", description);
    Ok(vec![resource.fields(fields).defused(defused.into_inner())])
}

/// How many candidates stand before each block in the place order.
fn candidates_before(publication: &Publication<'_>) -> Vec<usize> {
    let bars = &publication.referrals.bars;
    let mut before = 0;
    let count = |firms: &[u32]| {
        let start = before;
        before += firms.iter().filter(|&&firm| bars[firm as usize] == Bar::None).count();
        start
    };
    publication.scores.order.chunks(BLOCK).map(count).collect()
}

/// What follows a firm's id in one row.
#[derive(Clone, Debug, Default)]
struct Tail {
    bytes: Vec<u8>,
    /// Whether its reason was defused.
    defused: usize,
    /// Institutions whose places follow; none, unless the reason is capacity.
    places: Vec<usize>,
}

/// Combinations of outcomes at all institutions, each with the rows it makes. An outcome is 0 on the list, 1 beyond its
/// end, a rule's position + 2 otherwise.
#[derive(Default)]
struct Cache {
    known: FxHashMap<Box<[u32]>, usize>,
    tails: Vec<Vec<Tail>>,
}

/// The rows of the reasons that hold for all institutions.
struct Tails {
    refused: Tail,
    unknown: Tail,
    /// Per text of [`Failures`].
    not_qualified: Vec<Tail>,
}

impl Tails {
    fn new(publication: &Publication<'_>, failures: &Failures) -> Tails {
        let for_all = |code, reason: &str| {
            let mut tail = Tail::new(code, reason);
            tail.bytes.extend_from_slice(b"*,\n");
            tail
        };
        let unknown = if publication.intake.firms.column("consent").is_some() {
            "whether the firm allows its data to reach institutions is not known"
        } else {
            "the file does not say whether firms allow their data to reach institutions"
        };
        let not_qualified = |text: &String| {
            let text = if text.is_empty() { "does not qualify" } else { text.as_str() };
            for_all("not-qualified", text)
        };
        Tails {
            refused: for_all("no-consent", "the firm does not allow its data to reach institutions"),
            unknown: for_all("no-consent", unknown),
            not_qualified: failures.texts.iter().map(not_qualified).collect(),
        }
    }
}

impl Tail {
    /// Begins a row's rest, up to its institutions.
    fn new(code: &str, reason: &str) -> Tail {
        let mut bytes = Vec::new();
        bytes.extend_from_slice(code.as_bytes());
        bytes.push(b',');
        let defused = usize::from(push_text(&mut bytes, reason));
        bytes.push(b',');
        Tail { bytes, defused, places: Vec::new() }
    }
}

struct Rows<'a> {
    publication: &'a Publication<'a>,
    failures: &'a Failures,
    ids: &'a Ids,
    tails: Tails,
}

impl Rows<'_> {
    /// Appends the rows of the firms at `places`, the first candidate among which stands at `candidate`. Returns how many
    /// cells were defused.
    fn push(
        &self,
        out: &mut Vec<u8>,
        places: Range<usize>,
        mut candidate: usize,
        cache: &mut Cache,
    ) -> usize {
        let referrals = self.publication.referrals;
        let firms = &self.publication.scores.order[places.clone()];
        let mut id = Vec::new();
        let mut key: Vec<u32> = Vec::with_capacity(referrals.lists.len());
        let mut defused = 0;
        for (place, &firm) in places.zip(firms) {
            id.clear();
            let id_defused = usize::from(push_text(&mut id, self.ids.at(place)));
            id.push(b',');
            let tails = match referrals.bars[firm as usize] {
                // Only scored firms are in the place order.
                Bar::NotScored => continue,
                Bar::ConsentRefused => std::slice::from_ref(&self.tails.refused),
                Bar::ConsentUnknown => std::slice::from_ref(&self.tails.unknown),
                Bar::NotQualified => {
                    let text = self.failures.codes[firm as usize] as usize;
                    std::slice::from_ref(&self.tails.not_qualified[text])
                }
                Bar::None => {
                    key.clear();
                    key.extend(referrals.outcomes(candidate).map(|outcome| match outcome {
                        Outcome::Listed(_) => 0,
                        Outcome::Beyond(_) => 1,
                        Outcome::Rule(rule) => rule as u32 + 2,
                    }));
                    candidate += 1;
                    self.cached(cache, &key)
                }
            };
            for tail in tails {
                defused += tail.defused + id_defused;
                out.extend_from_slice(&id);
                out.extend_from_slice(&tail.bytes);
                if !tail.places.is_empty() {
                    self.push_places(out, candidate - 1, &tail.places);
                }
            }
        }
        defused
    }

    fn push_places(&self, out: &mut Vec<u8>, candidate: usize, institutions: &[usize]) {
        let referrals = self.publication.referrals;
        let mut outcomes = referrals.outcomes(candidate);
        let mut at = 0;
        for (nth, &institution) in institutions.iter().enumerate() {
            if nth > 0 {
                out.push(b';');
            }
            if let Some(Outcome::Beyond(place)) = outcomes.nth(institution - at) {
                push_fixed(out, i64::from(place), 0);
                out.push(b'/');
                push_fixed(out, referrals.lists[institution].firms.len() as i64, 0);
            }
            at = institution + 1;
        }
        out.push(b'\n');
    }

    /// The rows of a combination. An owned key is only made for a new one.
    fn cached<'c>(&self, cache: &'c mut Cache, key: &[u32]) -> &'c [Tail] {
        let at = cache.known.get(key).copied().unwrap_or_else(|| {
            cache.tails.push(self.combination(key));
            cache.known.insert(key.into(), cache.tails.len() - 1);
            cache.tails.len() - 1
        });
        &cache.tails[at]
    }

    /// The rows of one combination, in the order of the first institution each concerns.
    fn combination(&self, key: &[u32]) -> Vec<Tail> {
        let institutions = self.publication.institutions;
        let mut rows: Vec<(&str, &str, Vec<usize>)> = Vec::new();
        let mut known: FxHashMap<(&str, &str), usize> = FxHashMap::default();
        for (at, &outcome) in key.iter().enumerate() {
            let (code, reason) = match outcome {
                0 => continue,
                1 => ("capacity", "eligible, but beyond the end of the list"),
                rule => ("rule", institutions.rules[rule as usize - 2].reason.as_str()),
            };
            match known.entry((code, reason)) {
                Entry::Occupied(row) => rows[*row.get()].2.push(at),
                Entry::Vacant(row) => {
                    row.insert(rows.len());
                    rows.push((code, reason, vec![at]));
                }
            }
        }
        let tails = rows.into_iter().map(|(code, reason, concerned)| {
            let mut tail = Tail::new(code, reason);
            if concerned.len() == key.len() {
                tail.bytes.push(b'*');
            } else {
                let ids: Vec<&str> = concerned.iter().map(|&at| institutions.all[at].id.as_str()).collect();
                tail.bytes.extend_from_slice(ids.join(";").as_bytes());
            }
            if code == "capacity" {
                tail.bytes.push(b',');
                tail.places = concerned;
            } else {
                tail.bytes.extend_from_slice(b",\n");
            }
            tail
        });
        tails.collect()
    }
}
