//! `referrals.csv`: the firms of all lists by their ids, for the bureau. A list's own file has only the
//! columns that its institution requests, and these may not identify firms.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::Publication;
use super::cell::push_fixed;
use super::identities::Identities;
use super::not_referred::FIRM_NAME;
use super::package::{Format, Resource};
use super::scores::id_field;
use super::sink::Folder;
use super::table::{self, Field};
use crate::finding::Finding;
use crate::firms;
use crate::words::say;

/// Path of the table within an output.
pub const REFERRALS: &str = "referrals.csv";

/// Names of the columns before the firm's id, which then has another name.
pub(super) const COLUMNS: [&str; 2] = ["institution", "place"];

/// Rows of one block of text.
const BLOCK: usize = 1 << 11;

/// Writes a row per referral: institutions in their order, firms in the order of their list.
pub(super) fn write(
    folder: &Folder,
    publication: &Publication<'_>,
    identities: &Identities,
) -> Result<Resource, Finding> {
    let fields = fields(publication);
    let mut file = folder.file(REFERRALS)?;
    file.put(&table::marked_header(&fields))?;
    let places = places(publication);
    let defused = AtomicUsize::new(0);
    for (institution, list) in publication.institutions.all.iter().zip(&publication.referrals.lists) {
        file.blocks(list.firms.len().div_ceil(BLOCK), |block, out| {
            let rows = block * BLOCK..list.firms.len().min((block + 1) * BLOCK);
            let mut count = 0;
            for (row, &firm) in rows.clone().zip(&list.firms[rows]) {
                let place = places[firm as usize] as usize;
                out.extend_from_slice(institution.id.as_bytes());
                out.push(b',');
                push_fixed(out, row as i64 + 1, 0);
                out.push(b',');
                count += usize::from(identities.ids.push(out, place));
                out.push(b',');
                if let Some(names) = &identities.names {
                    count += usize::from(names.push(out, place));
                }
                out.push(b'\n');
            }
            defused.fetch_add(count, Ordering::Relaxed);
        })?;
    }
    let (title, description) = (say!(publish::referrals), say!(publish::referrals_description));
    let resource = Resource::new(file.finish(), Format::Csv("utf-8-sig"), title, description);
    Ok(resource.fields(fields).defused(defused.into_inner()))
}

fn fields(publication: &Publication<'_>) -> Vec<Field> {
    let [institution, place] = COLUMNS;
    let firms = &publication.scored.intake.firms;
    let heading = firms.dictionary.field("name").map(firms::Field::heading).unwrap_or_default();
    vec![
        Field::new(institution, "string", say!(publish::referral_institution))
            .title(say!(publish::referral_institution_title))
            .required(),
        Field::new(place, "integer", say!(publish::list_place))
            .title(say!(publish::referral_place_title))
            .required()
            .from(1),
        id_field(&publication.scored),
        Field::new(FIRM_NAME, "string", say!(publish::firm_name)).title(heading).identifying(),
    ]
}

/// The place of each firm in the order of the scores, in which its texts lie: lists mostly follow this order.
fn places(publication: &Publication<'_>) -> Vec<u32> {
    let mut places = vec![0; publication.scored.intake.firms.len];
    for (place, &firm) in (0..).zip(&publication.scored.scores.order) {
        places[firm as usize] = place;
    }
    places
}
