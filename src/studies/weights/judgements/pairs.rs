//! Pairs compared: matrices of judgements, each reciprocal.

use serde::Deserialize;

use super::{MOST_TIMES, Reader, shown};
use crate::firms::width::{folded, key};
use crate::parameters::{Source, Spanned};
use crate::words::{Arg, Message, say};

/// How far a matrix's entry may be from the reciprocal of the one across, by share: what three digits leave.
const RECIPROCAL: f64 = 0.005;

/// What a matrix parts, as a sentence names it.
pub(super) fn named(group: Option<&str>) -> Message {
    match group {
        None => say!(weights::whole),
        Some(id) => say!(weights::quoted, text = id),
    }
}

/// One matrix.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Compare {
    pub group: Option<String>,
    pub expert: Option<String>,
    pub members: Vec<Spanned<String>>,
    pub matrix: Vec<Spanned<Vec<Entry>>>,
}

/// A matrix as numbers.
#[derive(Clone)]
pub(super) struct Matrix<'a> {
    /// Where it was read.
    pub source: &'a Source,
    /// Where it stands there.
    pub at: usize,
    /// Who judged; `None` where nobody is named.
    pub expert: Option<String>,
    /// The id of what it parts; nothing for the whole.
    pub group: Option<String>,
    /// Whether it is a CSV file, whose members alone say what it parts.
    pub is_table: bool,
    /// Ids of what is compared, with where they stand.
    pub members: Vec<(String, usize)>,
    /// How many times as important each is as the others: reciprocal.
    pub entries: Vec<Vec<f64>>,
}

/// A number, or a fraction as text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Entry {
    Number(f64),
    Fraction(String),
}

impl Entry {
    pub fn number(&self) -> Option<f64> {
        match self {
            Entry::Number(number) => Some(*number),
            Entry::Fraction(text) => match folded(text).split_once(['/', '÷']) {
                Some((above, below)) => {
                    Some(above.trim().parse::<f64>().ok()? / below.trim().parse::<f64>().ok()?)
                }
                None => folded(text).parse().ok(),
            },
        }
    }

    fn text(&self) -> String {
        match self {
            Entry::Number(number) => shown(*number),
            Entry::Fraction(text) => text.clone(),
        }
    }
}

impl<'a> Reader<'a> {
    /// The matrices of the file being read, as far as they are sound; of a CSV file one, in which `is_table`.
    /// Where several files are read, a matrix without an expert is that of its file.
    pub(super) fn matrices(&mut self, compares: &[Spanned<Compare>], is_table: bool) -> Vec<Matrix<'a>> {
        let mut matrices = Vec::new();
        for compare in compares {
            let at = compare.span().start;
            let compare = compare.get_ref();
            let entries = self.square(compare, at);
            let id = |name: &str| self.terms.id(name).to_owned();
            let members: Vec<(String, usize)> =
                compare.members.iter().map(|member| (id(member.get_ref()), member.span().start)).collect();
            let ids: Vec<&str> = members.iter().map(|(id, _)| id.as_str()).collect();
            let inferred = self.terms.group_of(&ids).filter(|_| is_table).map(str::to_owned);
            let of_file = || (self.files > 1).then(|| self.source.name.to_string());
            let expert = compare.expert.clone().or_else(|| self.expert.clone()).or_else(of_file);
            let group = compare.group.as_deref().map(id).or(inferred);
            self.check_once(at, group.as_ref(), expert.as_ref());
            if let Some(entries) = entries {
                matrices.push(Matrix { source: self.source, at, expert, group, is_table, members, entries });
            }
        }
        matrices
    }

    /// Refuses a CSV matrix whose members are neither the whole nor those of one group: nothing else says
    /// what it parts. An expert may judge some of the members only where the file says so.
    pub(super) fn check_tables(&mut self, matrices: &[Matrix<'a>]) {
        let labels: Vec<&str> = matrices.iter().filter_map(|matrix| matrix.group.as_deref()).collect();
        for matrix in matrices.iter().filter(|matrix| matrix.is_table && matrix.group.is_none()) {
            self.source = matrix.source;
            let mut are_known = true;
            for (id, at) in &matrix.members {
                if !labels.contains(&id.as_str()) && !self.terms.has_group(id) {
                    are_known &= self.find_among(id, *at, self.terms.group_ids()).is_some();
                }
            }
            let ids: Vec<&str> = matrix.members.iter().map(|(id, _)| id.as_str()).collect();
            let is_whole = ids.iter().any(|id| labels.contains(id) && !self.terms.has_group(id))
                || self.terms.make_up_the_whole(&ids);
            if !are_known || is_whole {
                continue;
            }
            let help = match self.terms.near_group(&ids) {
                Some((group, members)) => {
                    say!(weights::members_near_help, group = group, ids = Arg::items(members))
                }
                None => say!(weights::members_help),
            };
            let message = say!(weights::members_of_none, count = ids.len(), ids = Arg::items(ids));
            self.fault(matrix.at, message, help);
        }
    }

    /// Refuses a second matrix of a group that is not another expert's. A name is one expert's in whatever
    /// width it is written, with blanks or without.
    fn check_once(&mut self, at: usize, group: Option<&String>, expert: Option<&String>) {
        let second = self.parted.iter().find(|(other, by)| {
            let is_same = match (by, expert) {
                (Some(by), Some(expert)) => key(by) == key(expert),
                _ => true,
            };
            other.as_ref() == group && is_same
        });
        if let Some((_, by)) = second {
            let group = named(group.map(String::as_str));
            let (message, help) = match (by, expert) {
                (Some(by), Some(expert)) if by != expert => (
                    say!(weights::compared_twice_by, group = group, one = by, other = expert),
                    say!(weights::compared_twice_by_help),
                ),
                _ => (say!(weights::compared_twice, group = group), say!(weights::compared_twice_help)),
            };
            self.fault(at, message, help);
        }
        self.parted.push((group.cloned(), expert.cloned()));
    }

    /// The matrix as numbers, checked to be reciprocal.
    fn square(&mut self, compare: &Compare, at: usize) -> Option<Vec<Vec<f64>>> {
        let n = compare.members.len();
        let mut seen: Vec<&str> =
            compare.members.iter().map(|member| self.terms.id(member.get_ref())).collect();
        seen.sort_unstable();
        seen.dedup();
        let shaped = compare.matrix.len() == n && compare.matrix.iter().all(|row| row.get_ref().len() == n);
        if n == 0 || seen.len() < n || !shaped {
            let message = say!(weights::matrix_not_square, members = n);
            self.fault(at, message, say!(weights::matrix_not_square_help));
            return None;
        }
        let mut matrix = Vec::new();
        for row in &compare.matrix {
            matrix.push(row.get_ref().iter().map(|entry| self.times(entry, row.span().start)).collect());
        }
        let mut matrix = matrix.into_iter().collect::<Option<Vec<Vec<f64>>>>()?;
        let mut is_sound = true;
        for (i, j) in (0..n).flat_map(|i| (i..n).map(move |j| (i, j))) {
            if i == j && matrix[i][i] != 1.0 {
                let (id, times) = (compare.members[i].get_ref(), matrix[i][i].to_string());
                let message = say!(weights::times_itself, id = id, times = times);
                self.fault(compare.matrix[i].span().start, message, say!(weights::diagonal_help));
                is_sound = false;
            } else if (matrix[i][j] * matrix[j][i] - 1.0).abs() > RECIPROCAL {
                let (a, b) = (compare.members[i].get_ref(), compare.members[j].get_ref());
                let is_first = matrix[i][j] < matrix[j][i];
                let [ratio, across] = [matrix[i][j], matrix[j][i]].map(|ratio| ratio.to_string());
                let message =
                    say!(weights::not_reciprocal, one = a, other = b, ratio = &ratio, across = &across);
                // The greater of the two is the judgement, the other its reciprocal, perhaps cut off.
                let help = match is_first {
                    true => say!(weights::first_help, ratio = across),
                    false => say!(weights::second_help, ratio = ratio),
                };
                self.fault(compare.matrix[j].span().start, message, help);
                is_sound = false;
            }
            // What stands above the diagonal counts: a third written as 0.333 is a third.
            matrix[j][i] = 1.0 / matrix[i][j];
        }
        is_sound.then_some(matrix)
    }

    /// How many times as important an entry says something is.
    fn times(&mut self, entry: &Entry, at: usize) -> Option<f64> {
        let number = entry.number().filter(|x| x.is_finite() && *x > 0.0);
        let Some(number) = number else {
            let message = say!(weights::entry_invalid, entry = entry.text());
            let help = if entry.text().contains(['-', '月', '/', '／']) {
                say!(weights::entry_day_help)
            } else {
                say!(weights::entry_invalid_help)
            };
            self.fault(at, message, help);
            return None;
        };
        if !(1.0 / MOST_TIMES..=MOST_TIMES).contains(&number) {
            let (entry, most) = (entry.text(), MOST_TIMES.to_string());
            let message = match number > 1.0 {
                true => say!(weights::entry_above, entry = entry, most = most),
                false => say!(weights::entry_below, entry = entry, most = most),
            };
            self.fault(at, message, say!(weights::too_fine_help));
            return None;
        }
        Some(number)
    }
}
