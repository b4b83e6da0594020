//! Claims of columns on fields, by the dictionary and by the campaign.

use super::years::{PREVIOUS, parted};
use super::{Binder, Claim, Taken};
use crate::finding::{Code, HeaderRemedy, listed};
use crate::firms::width::key;
use crate::firms::{Headers, Kind};
use crate::intake::units::{splits, undated, unit_behind};
use crate::words::say;

impl Binder<'_> {
    /// A field's name takes precedence over another's title, a title over an alias; the whole header over one
    /// without its unit, and either over one that also names a year.
    pub(super) fn claim_by_dictionary(&mut self) {
        let known = Headers::of(&self.dictionary);
        let fields = &self.dictionary.fields;
        let is_number = |field: usize| fields[field].kind() == Kind::Number;
        for (claim, header) in self.claims.iter_mut().zip(&self.keys) {
            let claimed = |header: &str, is_dated: bool| {
                let whole = known.position(header).map(|field| (field, header));
                let (field, base) = whole.or_else(|| {
                    splits(header).find_map(|(base, _)| known.position(base).map(|field| (field, base)))
                })?;
                Some(Claim { field, unit: unit_behind(header, base), campaign: None, is_dated })
            };
            // A year specifies one of a field's numbers; a flag or a text of a year is another quantity.
            let dated = || claimed(&undated(header)?, true).filter(|claim| is_number(claim.field));
            let is_whole = known.position(header).is_some();
            *claim = if is_whole { None } else { dated() }.or_else(|| claimed(header, false));
        }
    }

    /// The campaign's own map takes precedence over the dictionary.
    pub(super) fn claim_by_campaign(&mut self) {
        let file = self.file;
        for (header, name) in &file.columns {
            let wanted = key(header.get_ref());
            let columns: Vec<usize> = (0..self.keys.len()).filter(|&at| self.keys[at] == wanted).collect();
            if columns.is_empty() {
                let message = say!(intake::no_such_column, header = header.get_ref());
                let help = self.another_header(&[header.get_ref()]).or_else(|| self.headers_there());
                self.idle(header, message, help);
            } else {
                self.used.insert(header.span().start);
            }
            let Some(field) = self.dictionary.position(name.get_ref()) else {
                self.unknown_field(name);
                continue;
            };
            let place = self.campaign_place(header);
            for column in columns {
                let twice = self.claims[column].as_ref().is_some_and(|claim| claim.campaign.is_some());
                if twice {
                    let message = say!(intake::bound_twice, header = &self.headers[column]);
                    let help = Some(say!(intake::one_line_help));
                    self.fault(Code::ColumnAmbiguous, place.clone(), message, help);
                }
                if let Some(claim) = &self.claims[column]
                    && claim.campaign.is_none()
                    && claim.field != field
                    && !self.is_year_before(claim, field)
                {
                    self.taken.push(Taken { column, field: claim.field, place: place.clone() });
                }
                let bare = || parted(&self.keys[column]).map(|(_, bare)| bare);
                let header = undated(&self.keys[column]).or_else(bare);
                let header = header.unwrap_or_else(|| self.keys[column].clone());
                let unit = splits(&header).map(|(_, unit)| unit).find(|unit| !unit.is_empty());
                let unit = unit.map(str::to_owned);
                self.claims[column] =
                    Some(Claim { field, unit, campaign: Some(place.clone()), is_dated: false });
            }
        }
    }

    /// Whether `field` is that of the year before for a claim by a header that names a year.
    fn is_year_before(&self, claim: &Claim, field: usize) -> bool {
        let own = self.dictionary.fields[field].name.strip_suffix(PREVIOUS);
        claim.is_dated && own == Some(&*self.dictionary.fields[claim.field].name)
    }

    /// Columns in the campaign's `ignore` belong to no field.
    pub(super) fn leave_out(&mut self) {
        let file = self.file;
        for header in &file.ignore {
            let wanted = key(header.get_ref());
            let place = self.campaign_place(header);
            let columns: Vec<usize> = (0..self.keys.len()).filter(|&at| self.keys[at] == wanted).collect();
            if columns.is_empty() {
                let message = say!(intake::no_such_column, header = header.get_ref());
                let help = self.another_header(&[header.get_ref()]);
                let help = help.or_else(|| Some(say!(intake::ignore_help)));
                self.idle(header, message, help);
            } else {
                self.used.insert(header.span().start);
            }
            for column in columns {
                if self.claims[column].as_ref().is_some_and(|claim| claim.campaign.is_some()) {
                    let message = say!(intake::bound_and_ignored, header = &self.headers[column]);
                    let help = Some(say!(intake::one_line_help));
                    self.fault(Code::ColumnAmbiguous, place.clone(), message, help);
                }
                self.claims[column] = None;
                self.ignored[column] = true;
            }
        }
    }

    /// The campaign's binding of a field voids the dictionary's claims on it; otherwise two claims are a
    /// fault.
    pub(super) fn settle_conflicts(&mut self) {
        for field in 0..self.dictionary.fields.len() {
            let by_campaign = |claim: &Option<Claim>| {
                claim.as_ref().is_some_and(|c| c.field == field && c.campaign.is_some())
            };
            if self.claims.iter().any(by_campaign) {
                for claim in &mut self.claims {
                    if claim.as_ref().is_some_and(|claim| claim.field == field && claim.campaign.is_none()) {
                        *claim = None;
                    }
                }
            }
            // The title alone means this year; one with a year beside it means that year.
            let is_plain = |claim: &Option<Claim>| {
                claim.as_ref().is_some_and(|claim| claim.field == field && !claim.is_dated)
            };
            if self.claims.iter().any(is_plain) {
                for claim in &mut self.claims {
                    if claim.as_ref().is_some_and(|claim| claim.field == field && claim.is_dated) {
                        *claim = None;
                    }
                }
            }
            let claiming: Vec<usize> = (0..self.claims.len())
                .filter(|&at| self.claims[at].as_ref().is_some_and(|claim| claim.field == field))
                .collect();
            if self.file.takes_first {
                claiming.iter().skip(1).for_each(|&column| self.claims[column] = None);
            } else if let [first, .., last] = claiming[..] {
                let (name, count) = (&self.dictionary.fields[field].name, claiming.len());
                let columns = claiming.iter().map(|&column| {
                    let at = (column + 1).to_string();
                    say!(intake::column_at, header = &self.headers[column], column = at)
                });
                let columns = listed(columns, count);
                let message = say!(intake::columns_claim, count = count, name = name, columns = columns);
                let campaign = self.claims[first].as_ref().and_then(|claim| claim.campaign.clone());
                let place = campaign.unwrap_or_else(|| self.header_place(last));
                let remedy = self.of_years(&claiming, name).unwrap_or(HeaderRemedy::OneOfSeveral);
                self.fault(Code::ColumnAmbiguous, place, message, Some(remedy));
            }
        }
    }
}
