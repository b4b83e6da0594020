//! The examples a user copies do what they say.

use std::process::Command;

use crate::support::workplace::text;

/// What the example prints.
fn printed(name: &str) -> String {
    let profile: &[&str] = if cfg!(debug_assertions) { &[] } else { &["--release"] };
    let run = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", name])
        .args(profile)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo can be started");
    assert!(run.status.success(), "{}", text(&run.stderr));
    text(&run.stdout)
}

#[test]
fn a_frame_is_scored() {
    // 0.6 · 30 + 0.4 · 54.4; the second firm has no growth, and the third no revenue.
    let expected = "row 4: `not known` cannot be a credit code: it has no digit\n\
                    1. 91330100799655058B: 100 points, qualifies\n\
                    2. 91310000625901263C: 39.8 points, does not qualify\n\
                    3. 91110108551385082Q: 0 points, does not qualify\n";
    assert_eq!(printed("score_frame"), expected);
}

#[test]
fn a_firm_is_explained() {
    let printed = printed("explain_firm");
    let lines: Vec<&str> = printed.lines().collect();
    assert!(lines[0].ends_with("88.79 of 100 points, rank 1 of 5000"), "{printed}");
    assert_eq!(lines.len(), 19, "{printed}");
    assert!(lines.contains(&" 10.0000 of   10  Share of technical staff: 85.71428571428571"), "{printed}");
}

#[test]
fn rules_are_checked_and_evaluated() {
    let expected = "rd_expense / revenue * 100 >= 3: [Some(true), Some(false), None]\n\
                    region LIKE '44%' OR rd_expense >= 40: [Some(true), None, Some(true)]\n\
                    error[name-unknown]: bytes 0..6: unknown name `revnue`\n  help: did you mean `revenue`?\n\
                    error[rule-type]: bytes 17..23: `region` is a text, where a number is needed\n\
                    \x20 help: values are not converted from one type to another\n";
    assert_eq!(printed("rules"), expected);
}
