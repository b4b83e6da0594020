//! The sample campaign over as many firms as a bench is about.

use std::fs;
use std::path::Path;

use jifen::campaign::Campaign;
use jifen::sample::{self, Sample};
use tempfile::TempDir;

/// The sample campaign over so many firms, which keeps its details, in a folder that goes with the first.
pub fn sample_campaign(firms: u64) -> (TempDir, Campaign) {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    for name in ["campaign.toml", "institutions.toml"] {
        fs::copy(samples.join(name), folder.path().join(name)).expect("sample data can be copied");
    }
    let mut cohort = Vec::new();
    sample::write(&mut cohort, &Sample::clean(firms, 1)).expect("a cohort can be drawn");
    fs::write(folder.path().join("firms.csv"), cohort).expect("the folder can be written");
    let campaign =
        Campaign::load(&folder.path().join("campaign.toml"), None).expect("the sample campaign is right");
    (folder, campaign)
}
