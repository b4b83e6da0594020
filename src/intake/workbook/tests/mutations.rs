//! Damaged workbooks end as a worksheet or a fault.

use super::*;

/// Numbers that look random.
pub(super) struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// Number of mutated workbooks.
const ROUNDS: usize = 2_000;

const SCRAPS: [&str; 30] = [
    "<",
    ">",
    "/>",
    "</",
    "\"",
    "'",
    "&",
    ";",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>",
    "&a;",
    "&#0;",
    "_x0000_",
    "</row>",
    "</sheetData>",
    "<row r=\"99999999\">",
    " r=\"XFE1\"",
    " t=\"s\"",
    "<v>-1</v>",
    "<v>4294967296</v>",
    "<v>1e400</v>",
    "<si>",
    "<x><x><x>",
    "\u{0}",
    "\u{ffff}",
    "=",
];

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len());
        match dice.below(6) {
            0 => bytes.truncate(at),
            1 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
            2 => {
                let end = (at + dice.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let end = (at + dice.below(200)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, copy);
            }
            _ => {
                let scrap = SCRAPS[dice.below(SCRAPS.len())];
                bytes.splice(at..at, scrap.bytes());
            }
        }
    }
}

fn sheet() -> String {
    let mut xml = format!(r#"{HEAD}<worksheet><cols><col min="1" max="2" hidden="1"/></cols><sheetData>"#);
    for row in 1..=30 {
        xml += &format!(
            r#"<row r="{row}" spans="1:5"><c r="A{row}" t="s"><v>{}</v></c>
            <c r="B{row}" s="{}"><v>{row}.5</v></c><c r="C{row}" t="inlineStr"><is><r><t>x</t></r></is></c>
            <c r="D{row}" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E{row}"><f>A1</f></c></row>"#,
            row % 5,
            row % 10
        );
    }
    xml + r#"</sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells></worksheet>"#
}

#[test]
fn mutated_workbooks_do_no_harm() {
    let sheet = sheet();
    let whole = workbook_with(&sheet, &[]);
    assert!(read(&whole).is_ok());
    let parts = parts(&sheet, &[]);
    let mut dice = Dice(88_172_645_463_325_252);
    let (mut good, mut bad) = (0, 0);
    let limits = Limits { text: 1 << 24, unpacked: 1 << 24, room: &|bytes| bytes <= 1 << 26 };
    for round in 0..ROUNDS {
        let bytes = if round % 3 == 0 {
            let mut bytes = whole.clone();
            mutate(&mut bytes, &mut dice);
            bytes
        } else {
            let mut parts = parts.clone();
            let chosen = if round % 3 == 1 { parts.len() - 1 } else { dice.below(parts.len()) };
            mutate(&mut parts[chosen].1, &mut dice);
            let parts: Vec<(&str, &[u8])> =
                parts.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
            archive(&parts)
        };
        match Book::open(&bytes, limits).and_then(|book| book.read(0)) {
            Ok(sheet) => {
                good += 1;
                assert!(sheet.rows.iter().all(|row| {
                    let record = sheet.text.get(row.start as usize..row.end as usize).expect("within");
                    fields(record).len() == sheet.width
                }));
            }
            Err(_) => bad += 1,
        }
    }
    assert!(good > 100 && bad > 500, "{good} {bad}");
}

/// The cells of `record`.
pub(super) fn fields(record: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut marks = record.chars().peekable();
    while let Some(mark) = marks.next() {
        match mark {
            '"' if quoted && marks.peek() == Some(&'"') => {
                marks.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            other => cell.push(other),
        }
    }
    cells.push(cell);
    cells
}
