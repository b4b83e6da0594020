//! The overlay file of proposed weights: a scorecard that extends another and changes only weights.

use std::fmt::Write;

use super::units::WholeWeights;
use crate::scorecard::{Node, Scorecard, WeightsBasis};
use crate::words::{Language, Message};

/// Where the new scorecard will be saved, and which one it extends.
#[derive(Clone, Debug)]
pub struct Named {
    /// File name, as in the messages of its faults.
    pub file: String,
    /// The scorecard it extends, as the file writes it: a built-in id, or a path relative to the file.
    pub extends: String,
    /// The language of the titles and sources in the file.
    pub language: Language,
}

/// The id of a proposal: the id of `card` with `suffix`, unless it has that already.
pub fn id_of(card: &Scorecard, suffix: &str) -> String {
    if card.id.ends_with(suffix) { format!("{}-2", card.id) } else { format!("{}{suffix}", card.id) }
}

/// Id, title and source at the head of the file.
pub struct Header<'a> {
    pub id: &'a str,
    /// The new title, written in both languages.
    pub title: Message,
    pub source: Message,
    pub basis: WeightsBasis,
    /// A comment at the top of the file, if any.
    pub remark: Option<Message>,
}

/// The TOML text of an overlay of `card` with these weights.
pub fn text(card: &Scorecard, weights: &WholeWeights, named: &Named, header: &Header<'_>) -> String {
    let mut out = String::new();
    let remark = header.remark.as_ref().map(|remark| remark.say(named.language)).unwrap_or_default();
    for line in remark.lines() {
        let _ = writeln!(out, "# {line}");
    }
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let [title, title_zh] = Language::ALL.map(|language| header.title.say(language));
    let source = header.source.say(named.language);
    let pairs = [
        ("extends", Some(&*named.extends)),
        ("id", Some(header.id)),
        ("title", Some(&*title)),
        ("title_zh", Some(&*title_zh).filter(|chinese| *chinese != title)),
        ("source", Some(&*source)),
        ("weights_basis", Some(header.basis.as_str())),
    ];
    for (key, value) in pairs.into_iter().filter_map(|(key, value)| Some((key, value?))) {
        let _ = writeln!(out, "{key} = {}", quoted(value));
    }
    Writer { card, weights, out: &mut out }.group(card.base(), "");
    out
}

struct Writer<'a> {
    card: &'a Scorecard,
    weights: &'a WholeWeights,
    out: &'a mut String,
}

impl Writer<'_> {
    /// Writes the members of a group, whose tables begin with `path`.
    fn group(&mut self, at: usize, path: &str) {
        let group = &self.card.groups[at];
        for node in &group.members {
            if let Node::Indicator(indicator) = *node
                && let Some(units) = self.weights.of(indicator)
            {
                let weight = self.weight(units);
                self.table(path, "indicator", &self.card.indicators[indicator].id);
                self.line("weight", &weight);
            }
        }
        for node in &group.members {
            let Node::Group(inner) = *node else { continue };
            let below = self.below(inner);
            if below.is_empty() {
                continue;
            }
            self.table(path, "group", &self.card.groups[inner].id);
            // A group with a mean has a weight of its own, and so has a member of such a group.
            if group.combine.is_mean() || self.card.groups[inner].combine.is_mean() {
                let weight = self.weight(&below);
                self.line("weight", &weight);
            }
            self.group(inner, &format!("{path}group."));
        }
    }

    /// Writes the header of an array's table, and its id.
    fn table(&mut self, path: &str, kind: &str, id: &str) {
        let _ = writeln!(self.out, "\n[[{path}{kind}]]");
        self.line("id", &format!("\"{id}\""));
    }

    fn line(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.out, "{key} = {value}");
    }

    /// Total units of the indicators below a group, per segment; empty if none is changed.
    fn below(&self, at: usize) -> Vec<u64> {
        let mut sums: Vec<u64> = Vec::new();
        for own in self.card.below(at).into_iter().filter_map(|indicator| self.weights.of(indicator)) {
            sums.resize(own.len(), 0);
            sums.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
        }
        sums
    }

    /// The weight as TOML: one number, or one per segment.
    fn weight(&self, units: &[u64]) -> String {
        let scale = self.weights.scale;
        match units {
            [first, rest @ ..] if rest.iter().all(|other| other == first) => scale.text(*first),
            many => {
                let each = self.card.segments.iter().zip(many);
                let each = each.map(|(segment, units)| format!("{} = {}", segment.id, scale.text(*units)));
                format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
            }
        }
    }
}
