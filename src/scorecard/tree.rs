//! The shape of the tree: what a group is in the whole, how it combines its members, and what each of them
//! can give.

use std::ops::Add;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Scorecard;

/// A member of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// Position in [`Scorecard::indicators`].
    Indicator(usize),
    /// Position in [`Scorecard::groups`].
    Group(usize),
}

/// A branch (一级指标).
#[derive(Clone, Debug)]
pub struct Group {
    /// Stable id.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// What it is in the whole.
    pub role: Role,
    /// How members become one.
    pub combine: Combine,
    /// Full marks `W` per segment: of a sum those of its members together, of `max` and `min` the greatest
    /// and the least of them, of a mean what is stated, else the weights of its members together; never above
    /// the cap.
    pub full_marks: Vec<f64>,
    /// Weight among its siblings per segment, which counts in a mean-like parent: what is stated, else full
    /// marks.
    pub weight: Vec<f64>,
    /// Most points it can have.
    pub cap: Option<f64>,
    /// Least points it can have.
    pub floor: Option<f64>,
    /// Full marks kept for members that another scorecard adds. Nobody has them, and nobody else carries
    /// them: a group that keeps some is never left out where its members are.
    pub reserved: f64,
    /// Its members, in written order.
    pub members: Vec<Node>,
}

/// What a group is in the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What the scale and coverage count, where there is a bonus or a deduction beside it.
    Base,
    /// Points on top of the scale.
    Bonus,
    /// Points taken off.
    Deduction,
    /// Any other group: the root, and those below it or the three above.
    Plain,
}

impl Role {
    /// The members of a [`Combine::Whole`], in order.
    pub const PARTS: [Role; 3] = [Role::Base, Role::Bonus, Role::Deduction];

    /// The id of the group that has it.
    pub fn id(self) -> Option<&'static str> {
        match self {
            Role::Base => Some("base"),
            Role::Bonus => Some("bonus"),
            Role::Deduction => Some("deduction"),
            Role::Plain => None,
        }
    }

    /// The role of the group `id` in a group that combines so.
    pub fn of_member(parent: Combine, id: &str) -> Role {
        match parent {
            Combine::Whole => {
                Role::PARTS.into_iter().find(|role| role.id() == Some(id)).unwrap_or(Role::Plain)
            }
            _ => Role::Plain,
        }
    }

    /// What its points count: −1 where they are taken off, else 1.
    pub fn sign(self) -> f64 {
        match self {
            Role::Deduction => -1.0,
            Role::Base | Role::Bonus | Role::Plain => 1.0,
        }
    }
}

/// How a group's members become its points. `s_i` is a member's share of its full marks in 0..=1, `w_i` its
/// weight, `p_i` its points, `W` the group's full marks. Members of weight 0 in a firm's segment, and those
/// left out for the firm, are no members: the others carry their weight (for `sum`: `Σ p_i` times full marks
/// of all over full marks of the present ones). Cap and floor come last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "How a group's members become its points. Cap and floor come last.")]
pub enum Combine {
    /// `Σ p_i`.
    #[default]
    #[schemars(description = "The points of all members, added up.")]
    Sum,
    /// `W · Σ w_i s_i / Σ w_i`.
    #[schemars(
        description = "The group's weight times the mean of the members' shares, each counted by its weight."
    )]
    Mean,
    /// `W · Π s_i^(w_i / Σ w)`.
    #[schemars(
        description = "As `mean`, but the geometric mean: a member without points leaves the group none."
    )]
    Geometric,
    /// `W · Σ w_i / Σ (w_i / s_i)`, 0 if some `s_i` is 0.
    #[schemars(
        description = "As `mean`, but the harmonic mean: weak members count most, and one without points \
            leaves the group none."
    )]
    Harmonic,
    /// The most points of any member: the better of two ways.
    Max,
    /// The fewest points of any member.
    Min,
    /// The root of a scorecard with a bonus or deduction: base and bonus less deduction, and never below 0.
    /// Its members have the roles [`Role::PARTS`]; only the base counts for scale and coverage.
    #[serde(skip)]
    Whole,
}

/// The operation that a way of combining is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// `Σ ± p_i`; where it is `carried`, the present members carry the full marks of those left out.
    Add {
        /// Whether full marks of members left out are carried.
        carried: bool,
    },
    /// `W · M(s; w)`: a weighted mean of the members' shares of their full marks.
    Mean(Mean),
    /// The points of one member: the first of those that have the most, or the fewest.
    Pick {
        /// Whether the most counts.
        most: bool,
    },
}

/// A weighted mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mean {
    /// `Σ w s / Σ w`.
    Arithmetic,
    /// `Π s^(w / Σ w)`.
    Geometric,
    /// `Σ w / Σ (w / s)`.
    Harmonic,
}

/// One way of combining: its words and what it does.
struct Way {
    /// The word of scorecards and `run.json`.
    word: &'static str,
    fold: Fold,
    /// Fewest points it leaves, whatever the group's floor.
    least: Option<f64>,
    /// What people read of a group that does more than add up.
    phrase: Option<&'static str>,
}

impl Combine {
    const ALL: [Combine; 7] = [
        Combine::Sum,
        Combine::Mean,
        Combine::Geometric,
        Combine::Harmonic,
        Combine::Max,
        Combine::Min,
        Combine::Whole,
    ];

    fn way(self) -> Way {
        let way = |word, fold, phrase| Way { word, fold, least: None, phrase };
        match self {
            Combine::Sum => way("sum", Fold::Add { carried: true }, None),
            Combine::Mean => way("mean", Fold::Mean(Mean::Arithmetic), Some("weighted mean of the shares")),
            Combine::Geometric => {
                way("geometric", Fold::Mean(Mean::Geometric), Some("geometric mean of the shares"))
            }
            Combine::Harmonic => {
                way("harmonic", Fold::Mean(Mean::Harmonic), Some("harmonic mean of the shares"))
            }
            Combine::Max => way("max", Fold::Pick { most: true }, Some("the best of them counts")),
            Combine::Min => way("min", Fold::Pick { most: false }, Some("the least of them counts")),
            Combine::Whole => Way { least: Some(0.0), ..way("whole", Fold::Add { carried: false }, None) },
        }
    }

    /// The word of scorecards and `run.json`.
    pub fn as_str(self) -> &'static str {
        self.way().word
    }

    /// The way that is called so.
    pub fn named(word: &str) -> Option<Combine> {
        Combine::ALL.into_iter().find(|combine| combine.as_str() == word)
    }

    /// What it does.
    pub fn fold(self) -> Fold {
        self.way().fold
    }

    /// Fewest points it leaves, whatever the group's floor.
    pub fn least(self) -> Option<f64> {
        self.way().least
    }

    /// What people read of a group that does more than add up.
    pub fn phrase(self) -> Option<&'static str> {
        self.way().phrase
    }

    /// Whether members count by weight and share instead of by points.
    pub fn is_mean(self) -> bool {
        matches!(self.fold(), Fold::Mean(_))
    }

    /// Whether the group's points are those of its members, added up.
    pub fn is_sum(self) -> bool {
        matches!(self.fold(), Fold::Add { .. })
    }

    /// Full marks of a group, before its cap and what it keeps for members to come, of those of its members
    /// with the role of each. `None` of a mean: its full marks are stated, or its members' weights together.
    pub fn full_marks<N>(self, members: impl Iterator<Item = (Role, N)>) -> Option<N>
    where
        N: Default + PartialOrd + Add<Output = N>,
    {
        match self.fold() {
            Fold::Add { .. } => {
                let counted = members.filter(|(role, _)| role.sign() > 0.0).map(|(_, full)| full);
                Some(counted.fold(N::default(), N::add))
            }
            Fold::Mean(_) => None,
            Fold::Pick { most } => {
                let counted = members.map(|(_, full)| full).filter(|full| *full > N::default());
                let better = |one: N, other: N| if (other > one) == most { other } else { one };
                Some(counted.reduce(better).unwrap_or_default())
            }
        }
    }
}

/// Full marks and weight of every node per segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Marks {
    /// Per indicator: its weight, which is its full marks.
    pub indicators: Vec<Vec<f64>>,
    /// Full marks per group.
    pub full: Vec<Vec<f64>>,
    /// Weight per group.
    pub weight: Vec<Vec<f64>>,
}

impl Marks {
    /// Full marks of a node per segment.
    pub fn full(&self, node: Node) -> &[f64] {
        match node {
            Node::Indicator(at) => &self.indicators[at],
            Node::Group(at) => &self.full[at],
        }
    }

    /// Weight of a node among its siblings per segment.
    pub fn weight(&self, node: Node) -> &[f64] {
        match node {
            Node::Indicator(at) => &self.indicators[at],
            Node::Group(at) => &self.weight[at],
        }
    }
}

/// A group below the root or the base (一级指标), with all indicators below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Position in [`Scorecard::groups`].
    pub group: usize,
    /// Positions in [`Scorecard::indicators`], ascending.
    pub indicators: Vec<usize>,
}

impl Scorecard {
    /// The group that the scale is for: the base, or the root where there is none.
    pub fn base(&self) -> usize {
        self.groups.iter().position(|group| group.role == Role::Base).unwrap_or(0)
    }

    /// The group that has this role.
    pub fn part(&self, role: Role) -> Option<usize> {
        self.groups.iter().position(|group| group.role == role)
    }

    /// What a node is in the whole.
    pub fn role(&self, node: Node) -> Role {
        match node {
            Node::Indicator(_) => Role::Plain,
            Node::Group(at) => self.groups[at].role,
        }
    }

    /// The group a node stands in.
    pub fn parent(&self, node: Node) -> Option<usize> {
        self.groups.iter().position(|group| group.members.contains(&node))
    }

    /// What the points of a node count in the whole: −1 where they, or those of a group it lies in, are taken
    /// off; else 1.
    pub fn sign(&self, node: Node) -> f64 {
        let above = self.parent(node).map_or(1.0, |parent| self.sign(Node::Group(parent)));
        self.role(node).sign() * above
    }

    /// Full marks and weight of every node.
    pub fn marks(&self) -> Marks {
        Marks {
            indicators: self.indicators.iter().map(|indicator| indicator.weight.clone()).collect(),
            full: self.groups.iter().map(|group| group.full_marks.clone()).collect(),
            weight: self.groups.iter().map(|group| group.weight.clone()).collect(),
        }
    }

    /// A member's weight among its siblings.
    pub fn weight(&self, node: Node, segment: usize) -> f64 {
        match node {
            Node::Indicator(i) => self.indicators[i].weight[segment],
            Node::Group(g) => self.groups[g].weight[segment],
        }
    }

    /// Each indicator's share of the weight of the whole per segment: what coverage counts. The root has 1,
    /// and a group's share is split among its members by their weights. They add up to 1 in a segment.
    pub fn weight_shares(&self) -> Vec<Vec<f64>> {
        self.shares().indicators
    }

    /// Shares of the weight of the whole: those of [`Scorecard::weight_shares`], and of each group those of
    /// the indicators below it. A bonus and a deduction have none.
    pub fn shares(&self) -> Marks {
        let segments = self.segments.len();
        let mut groups = vec![vec![0.0; segments]; self.groups.len()];
        groups[0].fill(1.0);
        let mut indicators = vec![vec![0.0; segments]; self.indicators.len()];
        let counts = |node: &&Node| !matches!(self.role(**node), Role::Bonus | Role::Deduction);
        // A group stands before the groups in it.
        for (at, group) in self.groups.iter().enumerate() {
            for segment in 0..segments {
                let members = || group.members.iter().filter(counts);
                let whole: f64 = members().map(|&node| self.weight(node, segment)).sum();
                let share = if whole > 0.0 { groups[at][segment] / whole } else { 0.0 };
                for &node in members() {
                    let target = match node {
                        Node::Indicator(i) => &mut indicators[i],
                        Node::Group(g) => &mut groups[g],
                    };
                    target[segment] = share * self.weight(node, segment);
                }
            }
        }
        Marks { indicators, full: groups.clone(), weight: groups }
    }

    /// All indicators below a group, ascending.
    pub fn below(&self, group: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for &node in &self.groups[group].members {
            match node {
                Node::Indicator(at) => found.push(at),
                Node::Group(inner) => found.extend(self.below(inner)),
            }
        }
        found.sort_unstable();
        found
    }

    /// The groups straight below the root, those of the base in its place; and the group itself where
    /// indicators stand straight in the base, the bonus or the deduction. Every indicator is in one.
    pub fn branches(&self) -> Vec<Branch> {
        let branch = |group: usize| Branch { group, indicators: self.below(group) };
        let inner = |group: usize| {
            self.groups[group].members.iter().filter_map(|node| match *node {
                Node::Group(inner) => Some(inner),
                Node::Indicator(_) => None,
            })
        };
        let base = self.base();
        let parts: Vec<usize> = if base == 0 { vec![0] } else { inner(0).collect() };
        let mut branches = Vec::new();
        for part in parts {
            if part != base {
                branches.push(branch(part));
                continue;
            }
            let straight = self.groups[part].members.iter().filter_map(|node| match *node {
                Node::Indicator(at) => Some(at),
                Node::Group(_) => None,
            });
            branches.push(Branch { group: part, indicators: straight.collect() });
            branches.extend(inner(part).map(branch));
        }
        branches.retain(|branch| !branch.indicators.is_empty());
        branches
    }
}
