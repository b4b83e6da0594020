//! Supplements that join no row, and rules that no row meets.

use super::Supplemented;
use super::firms::{Firms, kept_digits};
use super::given::Target;
use super::left::LeftOver;
use super::read::{Read, Table};
use super::values;
use crate::finding::{Code, Finding, Findings, MOST_NAMED, listed};
use crate::intake::options::{Key, Supplement};
use crate::intake::setting::Setting;
use crate::words::say;

/// Words in names of firms and other bodies.
const BODIES: [&str; 19] = [
    "公司", "企业", "厂", "院", "所", "中心", "集团", "合伙", "合作", "社", "银行", "学校", "大学", "店",
    "部", "站", "基金", "协会", "Ltd",
];

/// Warnings about a supplement none of whose rows is joined, and about rules that no row meets.
///
/// # Errors
/// No row is joined, and the keys look neither like names nor like ids: another column is the key.
pub(super) fn remarks(
    supplement: &Supplement,
    read: &Read,
    targets: &[Vec<Target>],
    report: &Supplemented,
    (firms, setting): (&Firms, Setting<'_>),
) -> Result<Findings, Findings> {
    let mut remarks = Findings::new();
    let place = setting.parameters.place(supplement.path.span().start).in_column("supplement");
    if report.rows > 0 && report.firms == 0 {
        let rows: Vec<&LeftOver> = report.left_over.iter().filter(|row| !row.key.is_empty()).collect();
        let keys: Vec<&str> = rows.iter().map(|row| &*row.key).collect();
        let kind = if firms.ids_are_names { Key::Name } else { read.by };
        let is_like = |row: &&&LeftOver| !row.fate.firms().is_empty() || is_key(&row.key, kind, setting);
        let like = rows.iter().filter(is_like).count();
        let first = listed(keys.iter().copied(), keys.len().min(MOST_NAMED));
        let by = match kind {
            Key::Id => "id",
            Key::Name => "name",
        };
        if 2 * like < keys.len() {
            let message = say!(intake::supplement_wrong_key, supplement = &report.id, by = by, keys = first);
            let help = say!(intake::supplement_wrong_key_help);
            return Err(Finding::new(Code::ColumnMissing, place, message).help(help).into());
        }
        let message = say!(intake::supplement_joins_none, supplement = &report.id, keys = first);
        remarks.push(
            Finding::new(Code::SupplementUnclear, place, message)
                .help(say!(intake::supplement_joins_none_help)),
        );
    }
    for (table, target) in read.tables.iter().zip(targets).flat_map(of_table) {
        if values::met(target, &table.intake) == Some(0) && table.intake.firms.len > 0 {
            let name = &setting.dictionary.fields[target.field].name;
            let place = setting.parameters.place(target.written.unwrap_or(supplement.path.span().start));
            let message = say!(intake::supplement_rule_idle, supplement = &report.id, name = name);
            let help = say!(intake::supplement_rule_idle_help);
            remarks.push(Finding::new(Code::SupplementUnclear, place.in_column("where"), message).help(help));
        }
    }
    Ok(remarks)
}

fn of_table<'a>(
    (table, targets): (&'a Table, &'a Vec<Target>),
) -> impl Iterator<Item = (&'a Table, &'a Target)> {
    targets.iter().map(move |target| (table, target))
}

/// Whether a key looks like a name of a body, or like an id: a credit code has 18 characters.
fn is_key(key: &str, by: Key, setting: Setting<'_>) -> bool {
    match by {
        Key::Id => {
            let is_code = setting.dictionary.primary_key == "credit_code";
            let is_plain = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
            // A number may be what a spreadsheet has kept of a code.
            is_plain && (!is_code || key.len() == 18) || kept_digits(key).is_some()
        }
        Key::Name => BODIES.iter().any(|word| key.contains(word)),
    }
}
