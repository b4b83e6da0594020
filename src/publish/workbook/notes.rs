//! Notes on cells (批注): the texts, and the drawing that places a box for each, as spreadsheets need it.

use std::fmt::Write;

use super::address::column_name;
use super::measure::width;
use super::parts::{DECLARATION, MAIN};
use super::text::{fit, xml};

/// The author that a spreadsheet shows.
const AUTHOR: &str = "jifen";
/// Shapes in one block of a drawing's numbers.
const SHAPES: usize = 1024;
/// Columns that the box of a note covers, and characters in one of its lines.
const COLUMNS: usize = 3;
const CHARACTERS: usize = 40;

/// A note on a cell of a worksheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// Row and column, from 0.
    pub row: usize,
    pub column: usize,
    pub text: String,
}

/// The part with the texts of notes.
pub(super) fn comments(notes: &[Placed]) -> String {
    let mut out = format!(
        "{DECLARATION}<comments xmlns=\"{MAIN}\"><authors><author>{AUTHOR}</author></authors><commentList>"
    );
    for Placed { row, column, text } in notes {
        let (column, row, text) = (column_name(*column), row + 1, xml(&fit(text).text));
        let _ = write!(
            out,
            "<comment ref=\"{column}{row}\" authorId=\"0\"><text><t xml:space=\"preserve\">{text}</t></text>\
             </comment>"
        );
    }
    out + "</commentList></comments>"
}

/// The drawing with a hidden box for each note. `block` is the first block of shape numbers that no other
/// drawing of the workbook has; returns also the next free one.
pub(super) fn drawing(notes: &[Placed], block: usize) -> (String, usize) {
    let next = block + notes.len() / SHAPES + 1;
    let blocks: Vec<String> = (block..next).map(|block| block.to_string()).collect();
    let mut out = format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\">\
         <o:idmap v:ext=\"edit\" data=\"{}\"/></o:shapelayout><v:shapetype id=\"_x0000_t202\" \
         coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
         <v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>",
        blocks.join(",")
    );
    for (at, Placed { row, column, text }) in (1..).zip(notes) {
        let (number, left, right) = (block * SHAPES + at, column + 1, column + 1 + COLUMNS);
        let lines: usize = text.lines().map(|line| width(line).div_ceil(CHARACTERS).max(1)).sum();
        let (top, bottom) = (row.saturating_sub(1), row.saturating_sub(1) + lines.clamp(2, 30) + 1);
        let _ = write!(
            out,
            "<v:shape id=\"_x0000_s{number}\" type=\"#_x0000_t202\" style=\"position:absolute;\
             z-index:{at};visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\">\
             <v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>\
             <v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\">\
             <div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\">\
             <x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4\
             </x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>\
             </x:ClientData></v:shape>"
        );
    }
    (out + "</xml>", next)
}
