//! The binding of the file's columns to fields and units.

mod claims;
pub(super) mod found;
pub(super) mod near;
mod notices;
pub(super) mod years;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::years::Dated;
use super::FirmsFile;
use super::layout::UnitOrigin;
use super::numbers::Scale;
use super::units;
use crate::finding::{Code, Finding, Findings, Place, Remedy, listed, nearest};
use crate::firms::Dictionary;
use crate::firms::width::key;
use crate::parameters::{Source, Spanned};
use crate::words::{Message, say};

/// The file's columns, bound to fields.
#[derive(Debug)]
pub(super) struct Binding {
    /// The dictionary, in which the field that identifies firms in this file is required and unique.
    pub dictionary: Dictionary,
    /// The position in the dictionary of the field that identifies firms.
    pub id_field: usize,
    /// The headers as written, trimmed; `#3` for the third if blank.
    pub headers: Vec<Arc<str>>,
    /// Field and unit of each column of the file; `None` for an unbound column.
    pub columns: Vec<Option<Bound>>,
    /// For unbound columns: the position in the dictionary of the field with nearly the same header.
    pub near: BTreeMap<usize, usize>,
    /// Columns whose headers name a year.
    pub dated: Vec<Dated>,
    /// Whether each column of the file has a header that is not blank.
    pub headed: Vec<bool>,
    /// Notes on unused columns.
    pub findings: Findings,
    /// Faults of entries of the campaign that name a column the file lacks, by their position there.
    pub idle: Vec<(usize, Finding)>,
    /// Positions of the entries of the campaign that name a column of the file.
    pub used: BTreeSet<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bound {
    /// Position in the dictionary.
    pub field: usize,
    /// The unit of its cells, as a conversion.
    pub scale: Scale,
    /// The unit as the header or the campaign names it.
    pub unit: Option<String>,
    /// Where the unit is named; `None` without a unit.
    pub unit_origin: Option<UnitOrigin>,
}

/// A column's claim on a field, before conflicts are settled.
#[derive(Clone, Debug)]
struct Claim {
    field: usize,
    /// The unit in the header.
    unit: Option<String>,
    /// The campaign's entry; `None` for a claim by the dictionary.
    campaign: Option<Place>,
    /// Whether the header also names a year.
    is_dated: bool,
}

/// A column that the campaign binds to another field than the dictionary does.
#[derive(Debug)]
struct Taken {
    column: usize,
    field: usize,
    place: Place,
}

struct Binder<'a> {
    file: &'a FirmsFile,
    parameters: &'a Source,
    place: &'a Place,
    dictionary: Dictionary,
    headers: Vec<Arc<str>>,
    keys: Vec<String>,
    /// Columns that the campaign leaves out.
    ignored: Vec<bool>,
    claims: Vec<Option<Claim>>,
    taken: Vec<Taken>,
    findings: Findings,
    idle: Vec<(usize, Finding)>,
    used: BTreeSet<usize>,
}

/// Binds `headers`, the header line at `place`.
///
/// # Errors
/// Every column that is missing, ambiguous or without a usable unit, and every name in the campaign that has
/// no meaning for this file.
pub(super) fn bind(
    headers: &[String],
    place: &Place,
    dictionary: &Dictionary,
    file: &FirmsFile,
    parameters: &Source,
) -> Result<Binding, Findings> {
    let mut binder = Binder::new(headers, place, dictionary, file, parameters);
    binder.claim_by_dictionary();
    binder.claim_by_campaign();
    binder.leave_out();
    binder.settle_conflicts();
    let by_campaign = binder.by_campaign();
    let columns = binder.scales();
    binder.check_units_map(&columns);
    binder.check_dates_map(&columns);
    binder.check_no_map(&columns);
    binder.require(&columns);
    binder.warn_of_taken(&columns);
    let dated = binder.dated(&columns, &by_campaign);
    let near = binder.note_unused(&columns, &dated);
    let Binder { dictionary, headers, keys, mut findings, idle, used, .. } = binder;
    findings.sort();
    let id_field = dictionary.position(&dictionary.primary_key);
    let Some(id_field) = id_field.filter(|_| !findings.has_errors()) else {
        findings.extend(idle.into_iter().map(|(_, finding)| finding).collect());
        findings.sort();
        return Err(findings);
    };
    let headed = keys.iter().map(|key| !key.is_empty()).collect();
    Ok(Binding { dictionary, id_field, headers, columns, near, dated, headed, findings, idle, used })
}

/// The field that a header is without any campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Claimed {
    /// Position of the field.
    pub field: Option<usize>,
    /// The unit in the header.
    pub unit: Option<String>,
    /// Without a field: the position of a field without a column that the header resembles.
    pub near: Option<usize>,
}

/// The field of each of `headers`, the header line at `place`.
pub(super) fn claimed(headers: &[String], place: &Place, dictionary: &Dictionary) -> Vec<Claimed> {
    let (file, parameters) = (FirmsFile::plain("".as_ref()), Source::new("", ""));
    let mut binder = Binder::new(headers, place, dictionary, &file, &parameters);
    binder.claim_by_dictionary();
    binder.settle_conflicts();
    let bound =
        |claim: &Claim| Bound { field: claim.field, scale: Scale::Power(0), unit: None, unit_origin: None };
    let bound: Vec<Option<Bound>> = binder.claims.iter().map(|claim| claim.as_ref().map(bound)).collect();
    let near = binder.note_unused(&bound, &[]);
    let claims = binder.claims.into_iter().enumerate();
    let claimed = claims.map(|(at, claim)| Claimed {
        field: claim.as_ref().map(|claim| claim.field),
        unit: claim.and_then(|claim| claim.unit),
        near: near.get(&at).copied(),
    });
    claimed.collect()
}

impl<'a> Binder<'a> {
    fn new(
        headers: &[String],
        place: &'a Place,
        dictionary: &Dictionary,
        file: &'a FirmsFile,
        parameters: &'a Source,
    ) -> Binder<'a> {
        let named = |(at, header): (usize, &String)| match header.trim() {
            "" => format!("#{}", at + 1).into(),
            text => text.into(),
        };
        Binder {
            file,
            parameters,
            place,
            dictionary: dictionary.clone(),
            headers: headers.iter().enumerate().map(named).collect(),
            keys: headers.iter().map(|header| key(header)).collect(),
            ignored: vec![false; headers.len()],
            claims: vec![None; headers.len()],
            taken: Vec::new(),
            findings: Findings::new(),
            idle: Vec::new(),
            used: BTreeSet::new(),
        }
    }
}

impl Binder<'_> {
    fn fault(&mut self, code: Code, place: Place, message: Message, remedy: Option<impl Into<Remedy>>) {
        self.findings.push(Finding::new(code, place, message).help_if(remedy));
    }

    /// Keeps the fault of an entry of the campaign that names a column the file lacks: another part of the
    /// cohort may have it.
    fn idle(&mut self, entry: &Spanned<String>, message: Message, help: Option<Message>) {
        let fault = Finding::new(Code::ColumnUnknown, self.campaign_place(entry), message).help_if(help);
        self.idle.push((entry.span().start, fault));
    }

    fn header_place(&self, column: usize) -> Place {
        self.place.clone().in_column(self.headers[column].clone()).at_position(column)
    }

    fn campaign_place(&self, text: &Spanned<String>) -> Place {
        self.parameters.place(text.span().start)
    }

    fn unknown_field(&mut self, name: &Spanned<String>) {
        let place = self.campaign_place(name);
        let near = nearest(name.get_ref(), self.dictionary.fields.iter().map(|field| field.name.as_str()));
        let help = near.map(|near| say!(intake::did_you_mean, near = near));
        let message = say!(intake::no_such_field, name = name.get_ref());
        self.fault(Code::NameUnknown, place, message, help);
    }

    fn nearest_header(&self, names: &[&str]) -> Option<&str> {
        let headers = || self.headers.iter().map(|header| &**header);
        names.iter().find_map(|name| nearest(name, headers()))
    }

    /// Help for a header that the campaign names but the file lacks: the nearest header.
    fn another_header(&self, names: &[&str]) -> Option<Message> {
        self.nearest_header(names).map(|near| say!(intake::header_near, near = near))
    }

    /// The headers that there are, for one that the file lacks.
    fn headers_there(&self) -> Option<Message> {
        let headers = self.headers.iter().map(|header| header.to_string());
        let headers = listed(headers, self.headers.len());
        (!self.headers.is_empty()).then(|| say!(intake::long_column_help, headers = headers))
    }

    /// The header of a column with one of these `names` that the campaign leaves out.
    fn left_out_for(&self, names: &[&str]) -> Option<String> {
        let names: Vec<String> = names.iter().map(|name| key(name)).collect();
        let is_named = |header: &String| {
            names.contains(header)
                || units::splits(header).any(|(base, _)| names.iter().any(|name| name == base))
        };
        let at = (0..self.keys.len()).find(|&at| self.ignored[at] && is_named(&self.keys[at]))?;
        Some(self.headers[at].to_string())
    }

    /// Columns that the campaign binds.
    fn by_campaign(&self) -> BTreeSet<usize> {
        let is_bound = |claim: &Option<Claim>| claim.as_ref().is_some_and(|claim| claim.campaign.is_some());
        (0..self.claims.len()).filter(|&at| is_bound(&self.claims[at])).collect()
    }

    /// The field and unit of each column.
    fn scales(&mut self) -> Vec<Option<Bound>> {
        let claims = std::mem::take(&mut self.claims);
        let bound = claims.iter().enumerate().map(|(column, claim)| {
            let claim = claim.as_ref()?;
            let (scale, unit) = self.scale(column, claim).unwrap_or_else(|finding| {
                self.findings.push(finding);
                (Scale::Power(0), None)
            });
            let (unit, unit_origin) = unit.unzip();
            Some(Bound { field: claim.field, scale, unit, unit_origin })
        });
        bound.collect()
    }

    fn scale(&self, column: usize, claim: &Claim) -> Result<(Scale, Option<(String, UnitOrigin)>), Finding> {
        let field = &self.dictionary.fields[claim.field];
        // A unit for a field without one is refused in `check_units_map`.
        let named = |name: &Spanned<String>| field.unit.is_some() && *name.get_ref() == field.name;
        let campaign = self.file.units.iter().find(|(name, _)| named(name));
        let (unit, place, origin) = match campaign {
            Some((_, written)) => {
                let place = self.campaign_place(written);
                if let Some(said) = units::clash(claim.unit.as_deref(), written.get_ref()) {
                    let (header, unit) = (&self.headers[column], written.get_ref());
                    let message = say!(intake::unit_clash, header = header, unit = unit, said = said);
                    let help = say!(intake::unit_clash_help);
                    return Err(Finding::new(Code::ColumnUnitClash, place, message).help(help));
                }
                (Some(written.get_ref().as_str()), place, UnitOrigin::Campaign)
            }
            None => (claim.unit.as_deref(), self.header_place(column), UnitOrigin::Header),
        };
        let scale = units::scale(field, &self.headers[column], unit, place)?;
        Ok((scale, unit.filter(|_| field.unit.is_some()).map(|unit| (unit.to_owned(), origin))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::firms::Field;

    /// Binds `headers` with the `[firms]` table `table`.
    fn bound(headers: &[&str], table: &str) -> Result<Vec<(String, Scale)>, Vec<String>> {
        bound_by(&Dictionary::built_in(), headers, table)
    }

    fn bound_by(
        dictionary: &Dictionary,
        headers: &[&str],
        table: &str,
    ) -> Result<Vec<(String, Scale)>, Vec<String>> {
        let text = format!("path = \"x.csv\"\n{table}");
        let file: FirmsFile = toml::from_str(&text).unwrap();
        let parameters = Source::new("c.toml", text);
        let headers: Vec<String> = headers.iter().map(|&header| header.to_owned()).collect();
        let place = Place::file("x.csv").at_line(1);
        let binding = bind(&headers, &place, dictionary, &file, &parameters)
            .map_err(|findings| findings.iter().map(ToString::to_string).collect::<Vec<_>>())?;
        let name = |bound: Bound| (binding.dictionary.fields[bound.field].name.clone(), bound.scale);
        Ok(binding
            .columns
            .into_iter()
            .map(|bound| bound.map_or(("".to_owned(), Scale::Power(0)), name))
            .collect())
    }

    fn names(headers: &[&str], table: &str) -> Vec<String> {
        bound(headers, table).unwrap().into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn names_titles_and_aliases_with_or_without_a_unit() {
        let headers = [
            "统一社会信用代码",
            "Revenue（万元）",
            "研发费用 (元)",
            "职工人数(人)",
            "高新技术产品(服务)收入(亿元)",
            "成立日期(YYYY-MM-DD)",
            "备注",
        ];
        let fields = ["credit_code", "revenue", "rd_expense", "employees", "hightech_revenue", "founded", ""];
        assert_eq!(names(&headers, ""), fields);
    }

    #[test]
    fn a_unit_is_never_guessed() {
        let faults =
            bound(&["credit_code", "营业收入", "净利润(万美元)", "职工总数(万)", "研发费用(人民币)"], "")
                .unwrap_err();
        assert_eq!(faults.len(), 4, "{faults:#?}");
        assert!(
            faults
                .iter()
                .any(|f| f.starts_with("error[column-unit-missing]: x.csv:1 [营业收入]: names no unit"))
        );
        assert!(
            faults
                .iter()
                .any(|f| f.contains("[column-unit-unknown]: x.csv:1 [净利润(万美元)]: the unit `万美元`"))
        );
        let units = "units = { revenue = \"元\", rd_expense = \"in-cell\" }";
        let columns = bound(&["credit_code", "营业收入", "研发费用(万元)"], units).unwrap();
        assert_eq!((&columns[1].1, &columns[2].1), (&Scale::Power(-4), &Scale::InCell));
        let faults = bound(&["credit_code", "职工总数"], "units = { employees = \"in-cell\" }").unwrap_err();
        assert!(
            faults[0].starts_with("error[column-unit-unknown]: c.toml:2: the unit `in-cell`"),
            "{faults:?}"
        );
    }

    #[test]
    fn the_campaigns_map_wins_and_is_checked() {
        let headers = ["credit_code", "营业收入(万元)", "合并营收(万元)"];
        assert_eq!(
            names(&headers, "columns = { \"合并营收（万元）\" = \"revenue\" }"),
            ["credit_code", "", "revenue"]
        );
        let faults = bound(
            &headers,
            "columns = { \"合并营收(亿元)\" = \"revenu\" }\nunits = { revnue = \"元\", name = \"元\" }",
        )
        .unwrap_err();
        let errors: Vec<_> = faults.into_iter().filter(|fault| fault.starts_with("error")).collect();
        assert_eq!(
            errors,
            [
                "error[column-unknown]: c.toml:2: the file has no column `合并营收(亿元)`\n  help: did you mean \
                the header `合并营收(万元)`?",
                "error[name-unknown]: c.toml:2: no field is called `revenu`\n  help: did you mean `revenue`?",
                "error[field-unfit]: c.toml:3: the field `name` is not a number and has no unit\n  help: \
                remove it",
                "error[name-unknown]: c.toml:3: no field is called `revnue`\n  help: did you mean `revenue`?",
            ]
        );
    }

    #[test]
    fn two_units_for_one_column_contradict_each_other() {
        let clash = |header: &str, unit: &str| {
            bound(&["credit_code", header], &format!("units = {{ revenue = \"{unit}\" }}"))
        };
        for (header, unit) in
            [("营业收入(万元)", "百万元"), ("营业收入_元", "万元"), ("营业收入(万美元)", "万元")]
        {
            let faults = clash(header, unit).unwrap_err();
            assert!(faults[0].starts_with("error[column-unit-clash]: c.toml:2: "), "{faults:?}");
        }
        for (header, unit) in [("营业收入(万元)", "万人民币"), ("营业收入(合并)", "元"), ("营业收入", "亿元")]
        {
            assert!(clash(header, unit).is_ok(), "{header} {unit}");
        }
    }

    #[test]
    fn all_faults_of_a_header_at_once() {
        let faults = bound(&["信用代号", "营业收入(万元)", "revenue(元)", "净利润"], "").unwrap_err();
        assert_eq!(faults.len(), 4, "{faults:#?}");
        assert!(faults[0].starts_with(
            "error[column-missing]: x.csv:1: no column matches the required field `credit_code`"
        ));
        assert!(faults[0].contains("did you mean the header `信用代号`?"), "{}", faults[0]);
        assert!(faults.iter().any(|f| f.contains(
            "2 columns match the field `revenue`: `营业收入(万元)` (column 2), `revenue(元)` (column 3)"
        )));
    }

    #[test]
    fn the_field_that_tells_firms_apart_is_required_and_no_other() {
        let mut dictionary = Dictionary::built_in();
        dictionary.add_text("股票代码");
        let code = dictionary.find("股票代码").unwrap();
        dictionary.identify_by(code);
        let names = |headers: &[&str]| {
            bound_by(&dictionary, headers, "")
                .map(|columns| columns.into_iter().map(|(name, _)| name).collect())
        };
        assert_eq!(names(&["股票代码", "企业名称"]), Ok(vec!["股票代码".to_owned(), "name".to_owned()]));
        assert!(names(&["信用代码"]).unwrap_err()[0].contains("column-missing"));
        assert!(names(&["股票代码", "股票代码"]).unwrap_err()[0].contains("column-ambiguous"));
    }

    #[test]
    fn local_fields_keep_their_own_unit() {
        let mut dictionary = Dictionary::built_in();
        let revenue = dictionary.field("revenue").unwrap().clone();
        dictionary.fields.push(Field {
            name: "debt_ratio".into(),
            title: "资产负债率(%)".into(),
            unit: Some("%".into()),
            aliases: Vec::new(),
            terms: Vec::new(),
            ..revenue.clone()
        });
        dictionary.fields.push(Field {
            name: "sales".into(),
            title: "销售额".into(),
            unit: Some("百万元".into()),
            aliases: Vec::new(),
            terms: Vec::new(),
            ..revenue
        });
        let columns = bound_by(&dictionary, &["credit_code", "资产负债率(%)", "销售额(亿元)"], "").unwrap();
        assert_eq!(columns[1], ("debt_ratio".to_owned(), Scale::Power(0)));
        assert_eq!(columns[2], ("sales".to_owned(), Scale::Power(2)));
    }

    #[test]
    fn a_number_without_a_unit_takes_none() {
        let mut dictionary = Dictionary::built_in();
        let revenue = dictionary.field("revenue").unwrap().clone();
        dictionary.fields.push(Field {
            name: "index".into(),
            title: "指数".into(),
            unit: None,
            aliases: vec!["指数(2.0)".into()],
            terms: Vec::new(),
            ..revenue
        });
        let read = |header: &str, table: &str| bound_by(&dictionary, &["credit_code", header], table);
        for header in ["指数", "指数(2.0)", "指数(分)"] {
            assert_eq!(read(header, "").unwrap()[1].1, Scale::Power(0), "{header}");
        }
        for (header, unit) in [("指数(万元)", "万元"), ("指数/亿元", "亿元"), ("指数（％）", "%")]
        {
            let fault = format!(
                "error[column-unit-unknown]: x.csv:1 [{header}]: names the unit `{unit}`, but the field \
                `index` has none"
            );
            assert!(read(header, "").unwrap_err()[0].starts_with(&fault), "{:?}", read(header, ""));
        }
        let faults = read("指数", "units = { index = \"分\" }").unwrap_err();
        assert_eq!(
            faults,
            ["error[key-idle]: c.toml:2: the field `index` has no unit to convert to\n  help: give \
                the field a `unit` in the scorecard, or remove the unit here"]
        );
    }
}
