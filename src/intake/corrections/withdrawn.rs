//! Takes replaced rows out of a part.

use std::collections::BTreeMap;

use crate::intake::columns::Mark;
use crate::intake::part::Draft;
use crate::intake::table::{Short, Table};

/// Takes out every row of the part that is `dropped`, by its position among all rows.
pub(super) fn take_out(draft: &mut Draft, dropped: &[bool]) {
    let Draft { table, told, .. } = draft;
    let Table { rows, columns, marks, short, .. } = table;
    // A row with columns has its position among these, and one among all.
    let keep: Vec<bool> = match short {
        Some(short) => short.at.iter().map(|&at| !dropped[at as usize]).collect(),
        None => dropped.iter().map(|dropped| !dropped).collect(),
    };
    let moved = moved(&keep);
    columns.iter_mut().flatten().for_each(|column| column.retain(&keep));
    retain(rows, &keep);
    move_marks(marks, &keep, &moved);
    let kept = std::mem::take(told).into_iter().filter(|(mark, _)| keep[mark.row as usize]);
    *told =
        kept.map(|(mark, message)| (mark.at(moved[mark.row as usize]), message)).collect::<BTreeMap<_, _>>();
    if let Some(Short { all, at, marks }) = short {
        let keep_all: Vec<bool> = dropped.iter().map(|dropped| !dropped).collect();
        let moved = self::moved(&keep_all);
        retain(at, &keep);
        at.iter_mut().for_each(|at| *at = moved[*at as usize]);
        move_marks(marks, &keep_all, &moved);
        retain(all, &keep_all);
    }
}

/// The position of each row after those before it that are not kept are taken out.
fn moved(keep: &[bool]) -> Vec<u32> {
    let mut next = 0;
    let position = |keep: &bool| {
        let at = next;
        next += u32::from(*keep);
        at
    };
    keep.iter().map(position).collect()
}

fn retain<T>(all: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    all.retain(|_| keep.next() != Some(&false));
}

fn move_marks(marks: &mut Vec<Mark>, keep: &[bool], moved: &[u32]) {
    marks.retain(|mark| keep[mark.row as usize]);
    marks.iter_mut().for_each(|mark| *mark = mark.at(moved[mark.row as usize]));
}
