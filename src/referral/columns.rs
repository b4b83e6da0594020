//! The columns of an institution's list: those the file names, or the usual ones.

use super::grant_value::GrantValue;
use super::names::Names;
use super::written::ColumnEntry;
use crate::expr::Expr;
use crate::finding::{Code, Finding, Findings};
use crate::firms::{Dictionary, FieldType, Kind};
use crate::parameters::Spanned;
use crate::scoring::MOST_DECIMALS;
use crate::words::say;

/// One column of a list: header, content and number format.
#[derive(Clone, Debug)]
pub struct ListColumn {
    /// Header in the list's first line. `None` only for [`Cell::Id`], whose header is the title of the field
    /// that identifies firms.
    pub header: Option<String>,
    /// Content of its cells: a place, an id or an expression.
    pub cell: Cell,
    /// Name of the field or result that the column shows; `None` for a composed expression.
    pub named: Option<String>,
    /// Decimals to which numbers are rounded, halves away from zero; at most [`MOST_DECIMALS`]. With `None`
    /// values of a field have their shortest exact form, and computed values have 12 significant digits.
    pub decimals: Option<u8>,
    /// Unit of a dictionary field; `None` for other columns.
    pub unit: Option<String>,
    /// Whether it is one of the usual columns, which a list has if the file names no columns.
    pub usual: bool,
}

/// The content of a list's column.
#[derive(Clone, Debug)]
pub enum Cell {
    /// `list_place`: the firm's place on the list, from 1.
    Place,
    /// `id`: the firm's id, a credit code or the value of the campaign's id column.
    Id,
    /// `segment_title`: the title of the firm's segment, in Chinese if there is a Chinese title.
    SegmentTitle,
    /// `credit_line`: the suggested credit line, before the institution's own expression takes its place.
    CreditLine,
    /// `preference_place`: the institution's place among the firm's preferences, from 1. The places of other
    /// institutions stay confidential. The expression reads the field of preferences.
    PreferencePlace(Expr),
    /// A value of the referral's grant.
    Grant(GrantValue),
    /// An expression over the firm's fields and results.
    Value(Expr),
}

impl Cell {
    /// The expression of a value or preference; `None` for other cells.
    pub fn expr(&self) -> Option<&Expr> {
        match self {
            Cell::PreferencePlace(expr) | Cell::Value(expr) => Some(expr),
            Cell::Place | Cell::Id | Cell::SegmentTitle | Cell::CreditLine | Cell::Grant(_) => None,
        }
    }
}

/// Field with the institutions that a firm prefers, in the firm's order.
pub(super) const PREFERRED: &str = "preferred_institutions";

/// Name of the column with the suggested credit line, its unit, and its decimals among the usual columns.
pub(super) const CREDIT_LINE: &str = "credit_line";
const CREDIT_LINE_UNIT: &str = "万元";
const CREDIT_LINE_DECIMALS: u8 = 2;

/// Unit of the sums of grants.
pub const YUAN: &str = "元";

/// The columns of a list if the file names none.
const USUAL: &[&str] = &[
    "list_place",
    "id",
    "name",
    "region",
    "industry",
    "segment_title",
    "points",
    "grade",
    "segment_rank",
    "hnte",
    "tech_sme",
    "specialized_sme",
    "little_giant",
    "loan_demand",
    CREDIT_LINE,
    "loan_term",
    "loan_purpose",
    "preference_place",
    "consent_date",
];

/// Headers of results. The dictionary has only headers of fields.
const HEADERS: &[(&str, &str)] = &[
    ("list_place", "名单序号"),
    ("segment_title", "发展阶段"),
    ("preference_place", "意向顺位"),
    (CREDIT_LINE, "建议授信额度(万元)"),
    ("segment", "阶段代码"),
    ("points", "创新积分"),
    ("grade", "积分等级"),
    ("rank", "总排名"),
    ("segment_rank", "阶段内排名"),
    ("percentile", "百分位"),
    ("coverage", "数据完整度"),
    ("qualified", "是否达标"),
    ("grant.programmes", "政策工具"),
    ("grant.demand", "融资需求(元)"),
    ("grant.credit_line", "授信额度(元)"),
    ("grant.principal", "贷款本金(元)"),
    ("grant.bank", "银行分担(元)"),
    ("grant.pool", "风险补偿资金池分担(元)"),
    ("grant.guarantor", "担保机构分担(元)"),
    ("grant.province", "省级再担保机构分担(元)"),
    ("grant.fund", "国家融资担保基金分担(元)"),
    ("grant.insurer", "保险机构分担(元)"),
    ("grant.central", "中央财政补贴(元)"),
    ("grant.local", "地方财政补贴(元)"),
    ("grant.subsidies", "各年补贴(元)"),
    ("grant.fees", "企业承担费用(元)"),
    ("grant.relent", "可申请再贷款(元)"),
    ("grant.funding", "首年资金成本(元)"),
    ("grant.funding_relent", "使用再贷款后首年资金成本(元)"),
];

/// The usual columns, each under the title of its field.
pub(super) fn usual(names: &Names<'_>) -> Vec<ListColumn> {
    USUAL
        .iter()
        .filter_map(|&value| {
            let cell = match special(value) {
                Some(cell) => cell,
                // A custom dictionary may lack a field; its column is then left out.
                None if value == "preference_place" => {
                    Cell::PreferencePlace(Expr::compile(PREFERRED, names.scope).ok()?)
                }
                None => Cell::Value(Expr::compile(value, names.scope).ok()?),
            };
            let header = usual_header(names, value);
            let named = Some(value.to_owned());
            let decimals = (value == CREDIT_LINE).then_some(CREDIT_LINE_DECIMALS);
            Some(ListColumn { header, cell, named, decimals, unit: unit(names, value), usual: true })
        })
        .collect()
}

/// The columns that the file names. Faults are added to `findings`.
pub(super) fn read(
    names: &Names<'_>,
    entries: &Spanned<Vec<ColumnEntry>>,
    findings: &mut Findings,
) -> Vec<ListColumn> {
    if entries.get_ref().is_empty() {
        let place = names.source.place(entries.span().start).in_column("columns");
        findings.push(
            Finding::new(Code::ValueEmpty, place, say!(referral::columns_empty))
                .help(say!(referral::columns_empty_help)),
        );
    }
    let mut columns: Vec<ListColumn> = Vec::new();
    for entry in entries.get_ref() {
        let Some(column) = read_one(names, entry, findings) else { continue };
        if columns.iter().any(|earlier| earlier.header == column.header) {
            let at = entry.header.as_ref().unwrap_or(&entry.value).span().start;
            let place = names.source.place(at).in_column("header");
            let header = column.header.as_deref().unwrap_or("id");
            let message = say!(referral::header_repeated, header = header);
            findings.push(
                Finding::new(Code::NameRepeated, place, message).help(say!(referral::header_repeated_help)),
            );
        }
        columns.push(column);
    }
    columns
}

fn read_one(names: &Names<'_>, entry: &ColumnEntry, findings: &mut Findings) -> Option<ListColumn> {
    let written = entry.value.get_ref().trim();
    let named = names.scope.called(written.trim_matches(['"', '`']));
    let value = named.unwrap_or(written);
    let cell = match special(value) {
        Some(cell) => Some(cell),
        None if value == "preference_place" => preference_place(names, entry, findings),
        None => names.compile(&entry.value, None, "value", findings).map(Cell::Value),
    };
    let decimals = entry.decimals.as_ref().map(|decimals| *decimals.get_ref());
    if let (Some(written), Some(cell)) = (&entry.decimals, &cell) {
        check_decimals(names, value, written, cell, findings);
    }
    let header = match &entry.header {
        Some(header) if header.get_ref().trim().is_empty() => {
            let place = names.source.place(header.span().start).in_column("header");
            findings.push(
                Finding::new(Code::ValueEmpty, place, say!(referral::header_empty))
                    .help(say!(referral::header_empty_help)),
            );
            None
        }
        Some(header) => Some(header.get_ref().trim().to_owned()),
        None => usual_header(names, value).or_else(|| {
            if cell.as_ref().is_some_and(|cell| !matches!(cell, Cell::Id)) {
                let place = names.source.place(entry.value.span().start).in_column("header");
                let message = say!(referral::header_missing, value = value);
                findings.push(
                    Finding::new(Code::KeyMissing, place, message).help(say!(referral::header_missing_help)),
                );
            }
            None
        }),
    };
    let cell = cell?;
    if header.is_none() && !matches!(cell, Cell::Id) {
        return None;
    }
    let unit = unit(names, value);
    Some(ListColumn { header, cell, named: named.map(str::to_owned), decimals, unit, usual: false })
}

/// The cell of the institution's place among the firm's preferences. `None`, with a fault, if the dictionary
/// has no field of preferences.
fn preference_place(names: &Names<'_>, entry: &ColumnEntry, findings: &mut Findings) -> Option<Cell> {
    let expr = Expr::compile(PREFERRED, names.scope).ok().filter(|expr| expr.kind() == Kind::Text);
    if expr.is_none() {
        let place = names.source.place(entry.value.span().start).in_column("value");
        let message = say!(referral::preference_missing, field = PREFERRED);
        findings.push(
            Finding::new(Code::NameUnknown, place, message).help(say!(referral::preference_missing_help)),
        );
    }
    expr.map(Cell::PreferencePlace)
}

/// Reports decimals that have no effect or exceed [`MOST_DECIMALS`].
fn check_decimals(
    names: &Names<'_>,
    value: &str,
    written: &Spanned<u8>,
    cell: &Cell,
    findings: &mut Findings,
) {
    let has_decimals = matches!(cell, Cell::CreditLine)
        || matches!(cell, Cell::Value(expr) if expr.kind() == Kind::Number)
            && !is_whole(value, names.dictionary);
    let (code, message, help) = if !has_decimals {
        (Code::KeyIdle, say!(referral::decimals_idle, value = value), say!(referral::decimals_idle_help))
    } else if *written.get_ref() > MOST_DECIMALS {
        (
            Code::ValueInvalid,
            say!(referral::decimals_many, decimals = written.get_ref().to_string()),
            say!(referral::decimals_many_help, most = MOST_DECIMALS),
        )
    } else {
        return;
    };
    let place = names.source.place(written.span().start).in_column("decimals");
    findings.push(Finding::new(code, place, message).help(help));
}

/// Whether `value`, the text of an expression, is a field of whole numbers or a rank, including a rank under
/// a further scorecard (`tech_sme_2017.rank`).
pub fn is_whole(value: &str, dictionary: &Dictionary) -> bool {
    let is_integer =
        |name| dictionary.field(name).is_some_and(|field| field.field_type == FieldType::Integer);
    // True for `tech_sme_2017.rank`; false for an expression and for `points.rank`, an indicator's points.
    let (whose, name) = value.rsplit_once('.').unwrap_or(("", value));
    let is_name = whose.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') && whose != "points";
    (is_name && matches!(name, "rank" | "segment_rank")) || is_integer(value)
}

fn special(value: &str) -> Option<Cell> {
    match value {
        "list_place" => Some(Cell::Place),
        "id" => Some(Cell::Id),
        "segment_title" => Some(Cell::SegmentTitle),
        CREDIT_LINE => Some(Cell::CreditLine),
        _ => GrantValue::called(value).map(Cell::Grant),
    }
}

/// The header of a field, which is its title with the unit in brackets, as intake reads it; or the header of
/// a result.
fn usual_header(names: &Names<'_>, value: &str) -> Option<String> {
    if let Some(field) = names.dictionary.field(value) {
        return Some(match &field.unit {
            Some(unit) => format!("{}({unit})", field.title),
            None => field.title.clone(),
        });
    }
    HEADERS.iter().find(|(known, _)| *known == value).map(|(_, header)| (*header).to_owned())
}

fn unit(names: &Names<'_>, value: &str) -> Option<String> {
    if value == CREDIT_LINE {
        return Some(CREDIT_LINE_UNIT.to_owned());
    }
    if let Some(grant) = GrantValue::called(value) {
        return (grant != GrantValue::Programmes).then(|| YUAN.to_owned());
    }
    names.dictionary.field(value)?.unit.clone()
}
