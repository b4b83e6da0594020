//! `--html`: the page of every study, explanation and run.

use std::fs;

use crate::support::workplace::{Folder, text};

/// A firm's name that a page may only show.
const HOSTILE: &str = "<script>alert(1)</script>&\u{202e}\"'";

/// The worked example, with a hostile name in it.
fn folder() -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/example");
    for file in fs::read_dir(example).expect("the example can be listed") {
        let path = file.expect("the example can be listed").path();
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        folder.write(&name, &fs::read(&path).expect("the example can be read"));
    }
    let firms = folder.read("firms.csv");
    let (header, rows) = firms.split_once('\n').expect("a header");
    let named = HOSTILE.replace('"', "\"\"");
    let rows: String = rows.lines().map(|row| format!("{row},\"{named}\"\n")).collect();
    folder.write("firms.csv", format!("{header},企业名称\n{rows}").as_bytes());
    folder
}

/// Every command that writes a page, a file it reads, and what its charts are called.
const COMMANDS: [(&[&str], &str, &[&str]); 9] = [
    (&["run", "campaign.toml"], "card.toml", &["Points: least, median and most"]),
    (
        &["explain", "campaign.toml", "--firm", "Cedar", "--what-if", "rd_expense=90"],
        "firms.csv",
        &["Points by example, indicator by indicator"],
    ),
    (
        &["audit", "campaign.toml"],
        "campaign.toml",
        &["Weight and importance of indicators, % of the whole", "Firms by points"],
    ),
    (&["weights", "pca", "campaign.toml"], "institutions.toml", &["Weights", "Ranks of the biggest movers"]),
    (
        &["compare", "campaign.toml", "--set", "patents=60", "--rescale"],
        "firms.csv",
        &["Ranks of the biggest movers"],
    ),
    (
        &["sensitivity", "campaign.toml", "--draws", "60", "--sobol", "64", "--share", "50%"],
        "campaign.toml",
        &[
            "Draws by mean rank shift",
            "Ranks of today's first firms: mean, and interval of nine draws in ten",
        ],
    ),
    (&["sensitivity", "campaign.toml", "--draw", "7"], "campaign.toml", &[]),
    (
        &["calibrate", "borrowers.toml", "--outcomes", "outcomes.csv", "--draws", "50"],
        "outcomes.csv",
        &["ROC curve: shares of bad and good firms, from the fewest points up"],
    ),
    (&["tune", "campaign.toml", "--goal", "goal.toml"], "goal.toml", &["Goals against closeness to today"]),
];

/// All texts of a page, which must be well-formed and load nothing.
fn read(page: &str) -> String {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(page, options)
        .unwrap_or_else(|error| panic!("{error}\n{page}"));
    let elements = || document.descendants().filter(roxmltree::Node::is_element);
    for element in elements() {
        let name = element.tag_name().name();
        assert!(!["script", "img", "link", "a", "iframe", "object"].contains(&name), "{name}");
        for attribute in element.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on") && !["src", "href"].contains(&name), "{name}");
            assert!(!value.contains("NaN") && !value.contains("url("), "{name}={value}");
        }
    }
    assert!(elements().any(|element| element.tag_name().name() == "h1"));
    let texts = document.descendants().filter_map(|node| node.is_text().then(|| node.text()).flatten());
    texts.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_command_writes_a_page_of_what_it_prints() {
    let folder = folder();
    let mut names = 0;
    for (command, _, charts) in COMMANDS {
        let with_page = [command, &["--html", "page.html", "--force"]].concat();
        let output = folder.jifen(&with_page);
        let (told, noticed) = (text(&output.stdout), text(&output.stderr));
        assert!(told.ends_with("\npage.html\n"), "{command:?} names the page: {told}{noticed}");
        let page = folder.read("page.html");
        let seen = read(&page);
        for chart in charts {
            assert!(
                page.contains(&format!("<figcaption>{}</figcaption>", chart.replace('\'', "&#39;"))),
                "{chart}"
            );
        }
        names += seen.matches(HOSTILE).count();
        // Every figure of every table: what is printed in a cell stands in the page.
        for word in told.lines().filter(|line| line.contains("  ")).flat_map(|line| line.split("  ")) {
            let word = word.trim();
            let is_figure = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || c == '.');
            assert!(!is_figure || seen.contains(word), "{command:?}: {word}\n{seen}");
        }
        fs::remove_file(folder.path("page.html")).expect("it was written");
        assert!(folder.jifen(&[&["--quiet"], &*with_page].concat()).stdout.is_empty());
        assert_eq!(folder.read("page.html"), page, "{command:?}: the same page again");
    }
    assert!(names > 10, "names are shown as they are");
}

#[test]
fn a_page_is_written_like_any_output() {
    let folder = folder();
    for (command, own, _) in COMMANDS {
        let refused = |page: &str, rest: &[&str], told: &str| {
            let before = fs::read(folder.path(page)).ok();
            let output = folder.jifen(&[command, &["--html", page], rest].concat());
            let noticed = text(&output.stderr);
            assert!(noticed.contains(told), "{command:?} {page}: {noticed}");
            assert!([Some(2), Some(3)].contains(&output.status.code()), "{command:?}: {noticed}");
            assert_eq!(fs::read(folder.path(page)).ok(), before, "{command:?} leaves {page} as it was");
        };
        folder.write("page.html", b"of somebody");
        let own_out: &[&str] = if command[0] == "run" { &["--out", "lists"] } else { &[] };
        refused("page.html", own_out, "page.html: the file exists");
        refused(own, &[own_out, &["--force"]].concat(), "is one of the files that were read");
        if !["explain"].contains(&command[0]) && !command.contains(&"--draw") {
            refused(
                "lists/page.html",
                &["--out", "lists"],
                "lists/page.html: is in the folder that is written",
            );
        }
        if ["weights", "calibrate", "tune"].contains(&command[0]) {
            refused("new.toml", &["--write", "./new.toml"], "new.toml: is named twice");
        }
        assert!(!folder.path("lists").exists() && !folder.path("new.toml").exists(), "{command:?}");
    }
}
