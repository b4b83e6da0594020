//! The page of the audit's remarks, written from the table of their kinds.

use std::fmt::Write;

use jifen::studies::audit::KINDS;

use super::is_current;

#[test]
fn the_page_of_remarks_lists_every_kind() {
    let mut page = String::from(
        "# Remarks\n\nWhat [`jifen audit`](audit.md) remarks, and from where on. A *warning* asks for \
        something \
         to be done, a *note* is worth knowing. Less or more \
         weight is advised only where most of what the indicator decides is its own.\n\n\
         | key | severity | what it says | what to do | after |\n| --- | --- | --- | --- | --- |\n",
    );
    for kind in KINDS {
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {} | {} |",
            kind.key,
            kind.severities(),
            kind.meaning(),
            kind.advice(),
            kind.source().unwrap_or_else(|| "–".into())
        );
    }
    is_current("remarks.md", &page);
}
