//! Pairwise comparison matrices, checked to be reciprocal.

use serde::Deserialize;

use super::{MOST_TIMES, Reader, shown};
use crate::firms::width::{folded, key};
use crate::parameters::{Source, Spanned};
use crate::words::{Arg, Message, say};

/// Relative tolerance between an entry and the reciprocal of its mirror: the rounding of three digits.
const RECIPROCAL: f64 = 0.005;

/// The compared group as a message names it.
pub(super) fn named(group: Option<&str>) -> Message {
    match group {
        None => say!(weights::whole),
        Some(id) => say!(weights::quoted, text = id),
    }
}

/// A `[[compare]]` table of the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Compare {
    pub group: Option<String>,
    pub expert: Option<String>,
    pub members: Vec<Spanned<String>>,
    pub matrix: Vec<Spanned<Vec<Entry>>>,
}

/// A numeric matrix with its place in the files.
#[derive(Clone)]
pub(super) struct Matrix<'a> {
    /// The file that holds the matrix.
    pub source: &'a Source,
    /// Byte offset in that file.
    pub at: usize,
    /// The expert's name; `None` if the file names nobody.
    pub expert: Option<String>,
    /// Id of the group whose members are compared; `None` for the top level.
    pub group: Option<String>,
    /// Whether the file is CSV: its group then follows only from its members.
    pub is_table: bool,
    /// Ids of the members with their byte offsets.
    pub members: Vec<(String, usize)>,
    /// `entries[i][j]`: the importance of member `i` over that of member `j`. The matrix is reciprocal.
    pub entries: Vec<Vec<f64>>,
}

/// A number, or a fraction as text such as `1/3`.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a number, or a fraction such as \"1/3\"")]
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
    /// The sound matrices of the file being read; a CSV file has one (`is_table`). With several files, a
    /// matrix without an expert takes the name of its file.
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

    /// Refuses a CSV matrix whose members are neither the top level nor exactly one group, since nothing else
    /// names its group. An expert may judge a part of the members only in a file that names the group.
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

    /// Refuses a second matrix of a group by the same expert. Names are compared without regard to width and
    /// blanks.
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
                // The greater entry is the judgement; the other is its reciprocal, perhaps truncated.
                let help = match is_first {
                    true => say!(weights::first_help, ratio = across),
                    false => say!(weights::second_help, ratio = ratio),
                };
                self.fault(compare.matrix[j].span().start, message, help);
                is_sound = false;
            }
            // Entries above the diagonal count: below it, 0.333 is a rounded third.
            matrix[j][i] = 1.0 / matrix[i][j];
        }
        is_sound.then_some(matrix)
    }

    /// The ratio of importance that an entry states.
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
