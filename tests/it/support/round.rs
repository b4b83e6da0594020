//! A round small enough to follow by hand: firms by revenue, and institutions of a test's own.

use crate::support::workplace::Folder;

/// Points are revenue in 万元, from 0 to 100.
const CARD: &str = r#"
id = "card"
title = "Revenue"
weights_basis = "local"
scale = 100
decimals = 1
missing = "zero"

[[indicator]]
id = "revenue"
title = "Revenue"
value = "revenue"
curve = { linear = [0, 100] }
weight = 100
"#;

/// The folder of a campaign over `firms`, a table with the column `firm`. `table` stands in the campaign
/// before `[firms]`.
pub(crate) fn round(table: &str, institutions: &str, firms: &str) -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("firms.csv", firms.as_bytes());
    folder.write("card.toml", CARD.as_bytes());
    folder.write("institutions.toml", institutions.as_bytes());
    let campaign = format!(
        "id = \"round\"\ntitle = \"Round\"\nas_of = 2025-12-31\nscorecard = \"card.toml\"\n\
         institutions = \"institutions.toml\"\n{table}\n[firms]\npath = \"firms.csv\"\nid = \"firm\"\n"
    );
    folder.write("campaign.toml", campaign.as_bytes());
    folder
}
