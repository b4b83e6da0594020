//! Weights in a scorecard's own scale, and the file that says them: an overlay with nothing but weights.

use std::fmt::Write;

use crate::decimal::{Ratio, ratio};
use crate::finding::{Code, Finding, Place};
use crate::scorecard::{Fold, Node, Scorecard, WeightsBasis};

/// Least units the scale is split into, so that a weight has at least four digits.
const FINE: u64 = 10_000;
/// Most decimals of a weight.
const MOST_DECIMALS: u32 = 9;

/// What the new scorecard is called, and where it will stand.
#[derive(Clone, Debug)]
pub struct Named {
    /// The file, as its faults name it.
    pub file: String,
    /// What it extends, as the file says it: a built-in id, or a path relative to the file.
    pub extends: String,
}

/// The scale as whole units: so many of `10^-decimals`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    units: u64,
    decimals: u32,
}

impl Scale {
    /// Of a scorecard.
    ///
    /// # Errors
    /// A scorecard without points, or whose scale has more digits than weights can add up to.
    pub fn of(card: &Scorecard) -> Result<Scale, Finding> {
        Scale::with(card, 0)
    }

    /// The same with at least so many decimals.
    ///
    /// # Errors
    /// As [`Scale::of`].
    pub fn with(card: &Scorecard, decimals: u32) -> Result<Scale, Finding> {
        (decimals..=MOST_DECIMALS)
            .filter_map(|decimals| Scale::in_decimals(card, decimals))
            .find(|scale| scale.units >= FINE)
            .ok_or_else(|| {
                let message = format!("weights cannot add up to the scale `{}` of `{}`", card.scale, card.id);
                Finding::new(Code::ScaleIndivisible, Place::file(card.text.name.clone()), message)
                    .help("only a scorecard whose scale is above 0, with few digits, has weights to propose")
            })
    }

    /// The scale in units of `10^-decimals`, for weights that are given rather than split. `None` where it is
    /// 0, has more decimals than that, or more digits than there are.
    pub fn in_decimals(card: &Scorecard, decimals: u32) -> Option<Scale> {
        let units = ratio(card.scale) * Ratio::from_integer(10u64.pow(decimals).into());
        let units = units.is_integer().then(|| u64::try_from(units.to_integer()).ok())??;
        (units > 0).then_some(Scale { units, decimals })
    }

    /// Units in proportion to `weights`, which add up to 1, by largest remainder: rounded down, and one more
    /// for those that lose most by it, the first of equals first. They add up to the scale.
    pub fn split(self, weights: &[f64]) -> Vec<u64> {
        split(self.units, weights)
    }

    /// The units as a number of the scale, exact to its last digit.
    pub fn text(self, units: u64) -> String {
        let one = 10u64.pow(self.decimals);
        let text = format!("{}.{:0width$}", units / one, units % one, width = self.decimals as usize);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// Units of the whole.
    pub fn units(self) -> u64 {
        self.units
    }

    /// Decimals of a weight.
    pub fn decimals(self) -> u32 {
        self.decimals
    }

    /// The units as a number.
    pub fn number(self, units: u64) -> f64 {
        units as f64 / 10f64.powi(self.decimals as i32)
    }
}

/// So many units as [`Scale::split`] splits the scale.
pub(super) fn split(whole: u64, weights: &[f64]) -> Vec<u64> {
    let exact: Vec<f64> = weights.iter().map(|weight| weight * whole as f64).collect();
    // Shares are quotients in binary: a whole number that rounding has brought just below itself is whole.
    let mut units: Vec<u64> = exact.iter().map(|exact| (exact + 1e-6).floor() as u64).collect();
    let mut order: Vec<usize> = (0..units.len()).collect();
    let rest = |at: usize, units: &[u64]| exact[at] - units[at] as f64;
    order.sort_by(|&a, &b| rest(b, &units).total_cmp(&rest(a, &units)).then(a.cmp(&b)));
    let given: u64 = units.iter().sum();
    let left = whole.saturating_sub(given) as usize;
    order.iter().cycle().take(left).for_each(|&at| units[at] += 1);
    units
}

/// The indicators whose weights add up to the scale, in the scorecard's order; those of weight 0 throughout
/// left out.
///
/// # Errors
/// A group in which weights do not add up to full marks.
pub(super) fn members(card: &Scorecard) -> Result<Vec<usize>, Finding> {
    let mut members = all_members(card)?;
    members.retain(|&at| card.indicators[at].weight.iter().any(|weight| *weight > 0.0));
    Ok(members)
}

/// The indicators whose weights add up to the scale, in the scorecard's order.
///
/// # Errors
/// As [`members`].
pub(super) fn all_members(card: &Scorecard) -> Result<Vec<usize>, Finding> {
    let mut members = Vec::new();
    collect(card, card.base(), &mut members)?;
    members.sort_unstable();
    Ok(members)
}

fn collect(card: &Scorecard, at: usize, members: &mut Vec<usize>) -> Result<(), Finding> {
    let group = &card.groups[at];
    let why = match group.combine.fold() {
        Fold::Pick { most: true } => Some("takes the most of its members"),
        Fold::Pick { most: false } => Some("takes the fewest of its members"),
        _ if group.cap.is_some() => Some("has a cap"),
        _ if group.reserved > 0.0 => Some("keeps points back"),
        _ => None,
    };
    if let Some(why) = why {
        let message = format!(
            "group `{}` of `{}` {why}: its weights do not add up to its full marks",
            group.id, card.id
        );
        return Err(Finding::new(Code::WeightsNonlinear, Place::file(card.text.name.clone()), message)
            .help("weights can be set so where all groups are sums or means, without cap and reserve"));
    }
    for node in &group.members {
        match *node {
            Node::Indicator(indicator) => members.push(indicator),
            Node::Group(inner) => collect(card, inner, members)?,
        }
    }
    Ok(())
}

/// The id of a proposal for a scorecard: its own and a suffix, which is not said twice.
pub(super) fn id_of(card: &Scorecard, suffix: &str) -> String {
    if card.id.ends_with(suffix) { format!("{}-2", card.id) } else { format!("{}{suffix}", card.id) }
}

/// What the file says of itself.
pub(super) struct Said<'a> {
    pub id: &'a str,
    pub title: &'a str,
    /// The title in Chinese, where it has one.
    pub title_zh: Option<&'a str>,
    pub source: &'a str,
    pub basis: WeightsBasis,
    pub remark: &'a str,
}

/// The overlay: `units` per indicator of the card and segment, nothing for those left as they are.
pub(super) fn text(
    card: &Scorecard,
    scale: Scale,
    units: &[Option<Vec<u64>>],
    named: &Named,
    said: &Said<'_>,
) -> String {
    let mut out = String::new();
    said.remark.lines().for_each(|line| {
        let _ = writeln!(out, "# {line}");
    });
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let pairs = [
        ("extends", Some(&*named.extends)),
        ("id", Some(said.id)),
        ("title", Some(said.title)),
        ("title_zh", said.title_zh),
        ("source", Some(said.source)),
        ("weights_basis", Some(said.basis.as_str())),
    ];
    for (key, value) in pairs.into_iter().filter_map(|(key, value)| Some((key, value?))) {
        let _ = writeln!(out, "{key} = {}", quoted(value));
    }
    Writer { card, scale, units, out: &mut out }.group(card.base(), "");
    out
}

struct Writer<'a> {
    card: &'a Scorecard,
    scale: Scale,
    units: &'a [Option<Vec<u64>>],
    out: &'a mut String,
}

impl Writer<'_> {
    /// The members of a group, whose tables begin with `path`.
    fn group(&mut self, at: usize, path: &str) {
        let group = &self.card.groups[at];
        for node in &group.members {
            if let Node::Indicator(indicator) = *node
                && let Some(units) = &self.units[indicator]
            {
                let (id, weight) = (&self.card.indicators[indicator].id, self.weight(units));
                let _ = write!(self.out, "\n[[{path}indicator]]\nid = \"{id}\"\nweight = {weight}\n");
            }
        }
        for node in &group.members {
            let Node::Group(inner) = *node else { continue };
            let below = self.below(inner);
            if below.is_empty() {
                continue;
            }
            let _ = write!(self.out, "\n[[{path}group]]\nid = \"{}\"\n", self.card.groups[inner].id);
            // A mean has a weight of its own, and so has a member of one.
            if group.combine.is_mean() || self.card.groups[inner].combine.is_mean() {
                let weight = self.weight(&below);
                let _ = writeln!(self.out, "weight = {weight}");
            }
            self.group(inner, &format!("{path}group."));
        }
    }

    /// What the indicators below a group have together, per segment; nothing where it has none.
    fn below(&self, at: usize) -> Vec<u64> {
        let mut sums: Vec<u64> = Vec::new();
        for node in &self.card.groups[at].members {
            let own = match *node {
                Node::Indicator(indicator) => self.units[indicator].clone().unwrap_or_default(),
                Node::Group(inner) => self.below(inner),
            };
            sums.resize(sums.len().max(own.len()), 0);
            sums.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
        }
        sums
    }

    /// One number, or one for each segment.
    fn weight(&self, units: &[u64]) -> String {
        match units {
            [first, rest @ ..] if rest.iter().all(|other| other == first) => self.scale.text(*first),
            many => {
                let each = self.card.segments.iter().zip(many);
                let each =
                    each.map(|(segment, units)| format!("{} = {}", segment.id, self.scale.text(*units)));
                format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
            }
        }
    }
}
