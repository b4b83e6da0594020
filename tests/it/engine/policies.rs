//! What agreements say besides rules: consent, exclusions, grades of data, credit lines, names of files.

use jifen::finding::Code;

use crate::support::desk::Desk;
use crate::support::round::round;
use crate::support::workplace::{Folder, text};

const FIRMS: &str = "\
firm,name,revenue(万元),loan_demand(万元),consent
A,Alder,90,500,yes
B,Birch,80,400,yes
C,Cedar,70,300,yes
D,Dogwood,60,200,no
";

fn bank(keys: &str) -> String {
    format!("[[institution]]\nid = \"first-bank\"\nname = \"First Bank\"\nkind = \"bank\"\n{keys}\n")
}

fn folder(table: &str, banks: &str) -> Folder {
    round(table, banks, FIRMS)
}

/// The firms of a list after a run that succeeds.
fn listed(folder: &Folder, file: &str) -> Vec<String> {
    let output = folder.jifen(&["--quiet", "run", "campaign.toml", "--out", "out", "--force"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    folder.rows(&format!("out/referrals/{file}.csv")).into_iter().map(|row| row["firm"].clone()).collect()
}

/// What a run that is refused says.
fn refused(folder: &Folder, status: i32) -> String {
    let output = folder.jifen(&["--quiet", "run", "campaign.toml", "--out", "out", "--force"]);
    assert_eq!(output.status.code(), Some(status), "{}", text(&output.stderr));
    text(&output.stderr)
}

#[test]
fn a_ledger_decides_about_consent_and_a_refusal_stays() {
    let banks = bank("")
        + "[[institution]]\nid = \"second\"\nname = \"Second\"\nname_zh = \"第二\"\nkind = \"bank\"\n";
    let folder = folder("consents = \"consents.csv\"\n", &banks);
    let rows = "firm,授权机构,授权日期,授权截止日期,撤回日期\n\
                A,,2025-01-01,,\nB,第二,2025-01-01,2025-12-31,\nC,,2025-01-01,,2025-12-31\nD,全部,2025-01-01,,\n";
    folder.write("consents.csv", rows.as_bytes());
    assert_eq!(listed(&folder, "first-bank"), ["A"]);
    // The last day counts; Dogwood's own row refuses.
    assert_eq!(listed(&folder, "second"), ["A", "B"]);
    // A firm that withdrew is in no file for institutions.
    for (name, bytes) in folder.content("out/referrals") {
        assert!(!String::from_utf8_lossy(&bytes).contains("Cedar"), "{name}");
    }
    folder.edit("campaign.toml", "2025-12-31", "2026-01-01");
    assert_eq!(listed(&folder, "second"), ["A"]);
    // A firm that withdrew at every institution consents to none.
    let each = "firm,授权机构,授权日期,授权截止日期,撤回日期\n\
                A,,2025-01-01,,\nA,first-bank,,,2025-06-01\nA,第二,,,2025-06-01\nX,,,,2025-06-01\n";
    folder.write("consents.csv", each.as_bytes());
    assert!(listed(&folder, "second").is_empty());
    let off = folder.rows("out/not_referred.csv");
    assert!(off.iter().any(|row| row["firm"] == "A" && row["second"] == "no-consent"), "{off:?}");
    // The withdrawal of a stranger may be a misspelt one.
    let findings = folder.read("out/findings.json");
    assert!(findings.contains("firm-unknown") && findings.contains("consents.csv"), "{findings}");
}

#[test]
fn a_consent_by_a_name_of_two_institutions_is_refused() {
    let second = "[[institution]]\nid = \"second\"\nname = \"First Bank\"\nkind = \"bank\"\n";
    let folder = folder("consents = \"consents.csv\"\n", &(bank("") + second));
    folder.write("consents.csv", "firm,given,institution\nA,2025-01-01,First Bank\n".as_bytes());
    let said = refused(&folder, 2);
    assert!(said.contains("2 institutions of the campaign are called `First Bank`"), "{said}");
    // Its id is its own.
    folder.write("consents.csv", "firm,given,institution\nA,2025-01-01,first-bank\n".as_bytes());
    assert_eq!(listed(&folder, "first-bank"), ["A"]);
    assert!(listed(&folder, "second").is_empty());
}

#[test]
fn a_ledger_with_a_row_that_is_not_understood_stops_the_run() {
    let folder = folder("consents = \"consents.csv\"\n", &bank(""));
    for (rows, code, place) in [
        ("firm,given,withdrawn\nA,2025-01-01,2025-13-01\n", Code::RowsNeeded, "consents.csv"),
        ("firm,given,institution\nA,2025-01-01,Frist Bank\n", Code::NameUnknown, "consents.csv:2"),
        ("firm,given,until\nA,2025-02-01,2025-01-01\n", Code::ValueInvalid, "consents.csv:2"),
        ("firm,given,withdrawn\nA,2025-07-01,2025-06-01\n", Code::ValueInvalid, "consents.csv:2"),
        // A withdrawal under another spelling of the id, or under the name, would have no effect.
        ("firm,given,withdrawn\nA,2025-01-01,\na,,2025-06-01\n", Code::ValueInvalid, "consents.csv:3"),
        ("firm,given,withdrawn\nA,2025-01-01,\nAlder,,2025-06-01\n", Code::ValueInvalid, "consents.csv:3"),
        ("firm,given,until\nA,,2025-01-01\n", Code::ValueEmpty, "consents.csv:2"),
        ("firm,until\nA,2025-01-01\n", Code::ColumnMissing, "consents.csv:1"),
    ] {
        folder.write("consents.csv", rows.as_bytes());
        let output = folder.jifen(&["--quiet", "run", "campaign.toml", "--out", "out", "--force"]);
        let said = text(&output.stderr);
        assert!(matches!(output.status.code(), Some(2 | 3)), "{said}");
        assert!(said.contains(&format!("error[{code}]: {place}")), "{rows}\n{said}");
    }
}

#[test]
fn customers_are_left_out_and_a_list_of_strangers_is_noticed() {
    let folder = folder("", &bank("exclude = { lists = [\"customers.csv\"] }"));
    folder.write("customers.csv", "firm\nA\n".as_bytes());
    assert_eq!(listed(&folder, "first-bank"), ["B", "C"]);
    let off = folder.rows("out/not_referred.csv");
    assert!(off[0]["in_words"].contains("on a list of firms that the institution does not want"), "{off:?}");
    folder.write("customers.csv", "firm\nX\n".as_bytes());
    assert_eq!(listed(&folder, "first-bank"), ["A", "B", "C"]);
    assert!(folder.read("out/findings.json").contains("firm-unknown"));
    std::fs::remove_file(folder.path("customers.csv")).expect("it was written");
    assert!(refused(&folder, 3).contains("institutions.toml:5 [lists]: there is no file `customers.csv`"));
}

#[test]
fn firms_referred_lately_or_served_are_left_out_and_a_run_can_be_repeated() {
    let folder = folder("desk = \"desk\"\n", &bank("exclude = { served = true, referred_months = 2 }"));
    assert_eq!(listed(&folder, "first-bank"), ["A", "B", "C"]);
    let findings = folder.read("out/findings.json");
    assert!(findings.contains(Code::DeskAbsent.as_str()), "{findings}");
    let mut desk = Desk::below(&folder.path(""), "firm");
    desk.deliver_as_of("2025-10-31", "first-bank", "2025-11-02", &["A,Alder,,,,90,"]);
    desk.deliver_as_of("2025-09-30", "first-bank", "2025-10-02", &["B,Birch,,,,80,", "C,Cedar,,,,70,"]);
    // Of the same day: the run that was delivered, carried out again.
    desk.deliver_as_of("2025-12-31", "first-bank", "2026-01-02", &["B,Birch,,,,80,"]);
    assert_eq!(listed(&folder, "first-bank"), ["B", "C"]);
    folder.write("reply.csv", "firm,反馈结果,反馈日期\nC,已授信,2025-11-20\n".as_bytes());
    let import = ["answers", "import", "reply.csv", "--from", "first-bank", "--as-of", "2025-12-01"];
    let output = folder.jifen(&import);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(listed(&folder, "first-bank"), ["B"]);
    // Another bank's past is its own.
    folder.edit("institutions.toml", "first-bank", "third-bank");
    assert_eq!(listed(&folder, "third-bank"), ["A", "B", "C"]);
}

#[test]
#[cfg(feature = "seal")]
fn lists_are_not_delivered_to_a_desk_where_the_campaign_does_not_look() {
    let folder = folder("desk = \"desk\"\n", &bank("exclude = { referred_months = 2 }"));
    let run = |out: &str| {
        let output = folder.jifen(&["--quiet", "run", "campaign.toml", "--out", out]);
        assert!(output.status.success(), "{}", text(&output.stderr));
    };
    for make in
        [&["keys", "new", "--keys", "keys"][..], &["keys", "new", "--keys", "keys", "--for", "first-bank"]]
    {
        assert!(folder.jifen(make).status.success());
    }
    std::fs::create_dir(folder.path("runs")).expect("a folder can be made");
    run("runs/december");
    let deliver = ["deliver", "runs/december", "--keys", "keys"];
    let output = folder.jifen(&deliver);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("the campaign's desk is `../../desk` from the run's folder"), "{told}");
    assert!(folder.jifen(&[&deliver[..], &["--desk", "desk"]].concat()).status.success());
    folder.edit("campaign.toml", "2025-12-31", "2026-01-31");
    run("out");
    assert!(folder.rows("out/referrals/first-bank.csv").is_empty());
    assert!(folder.jifen(&["deliver", "out", "--keys", "keys"]).status.success());
}

#[test]
fn a_quota_by_an_absent_column_is_noticed() {
    let folder = folder("", &bank("capacity = 3\n[institution.quota]\nby = \"region\"\nat_most = 1"));
    assert_eq!(listed(&folder, "first-bank"), ["A"]);
    let findings = folder.read("out/findings.json");
    assert!(
        findings.contains("field-absent") && findings.contains("the quota of `first-bank`"),
        "{findings}"
    );
}

#[test]
fn the_desk_is_named_where_it_is_needed_and_only_there() {
    let needed = folder("", &bank("exclude = { served = true }"));
    assert!(refused(&needed, 2).contains("the campaign names no desk"));
    let idle = folder("desk = \"desk\"\n", &bank(""));
    assert!(refused(&idle, 2).contains("no institution excludes firms by deliveries or answers"));
}

#[test]
fn no_column_is_above_the_grade_of_an_institution() {
    let columns = "columns = [{ value = \"id\" }, { value = \"loan_demand / 2\", header = \"half\" }]";
    let with = |grades: &str, keys: &str| {
        folder("", &format!("[sensitivity]\n{grades}\n{}", bank(&format!("{keys}\n{columns}"))))
    };
    let fits = with("firm = 1\nloan_demand = 2", "may_see = 2");
    assert_eq!(listed(&fits, "first-bank"), ["A", "B", "C"]);
    let above = refused(&with("firm = 1\nloan_demand = \"important\"", "may_see = 4"), 2);
    let expected =
        "the column `half` shows `loan_demand` of grade important, and the institution may see 4 at most";
    assert!(above.contains(expected) && above.contains(Code::ColumnSensitive.as_str()), "{above}");
    let unknown = refused(&with("firm = 1", "may_see = 4"), 2);
    assert!(unknown.contains("the column `half` shows `loan_demand`, whose grade is not known"), "{unknown}");
    let no_name = refused(&with("firm = 1\nloan_demnd = 2", "may_see = 4"), 2);
    assert!(no_name.contains("`loan_demnd` is neither a field nor a result"), "{no_name}");
    let no_grade = refused(&with("firm = 9", "may_see = 4"), 2);
    assert!(no_grade.contains("a level of general data from 1 to 4"), "{no_grade}");
}

#[test]
fn a_credit_line_is_a_column_with_the_institutions_own_expression() {
    let banks = "[defaults]\ncredit_line = \"LEAST(revenue * 2, 150)\"\n\
                 columns = [{ value = \"id\" }, { value = \"credit_line\" }]\n\n"
        .to_owned()
        + &bank("")
        + "[[institution]]\nid = \"second\"\nname = \"Second\"\nkind = \"bank\"\n"
        + "credit_line = \"revenue / 4\"\n";
    let folder_of = folder("", &banks);
    let lines = |file: &str| -> Vec<String> {
        listed(&folder_of, file);
        let rows = folder_of.rows(&format!("out/referrals/{file}.csv"));
        rows.into_iter().map(|row| row["建议授信额度(万元)"].clone()).collect()
    };
    assert_eq!(lines("first-bank"), ["150", "150", "140"]);
    assert_eq!(lines("second"), ["22.5", "20", "17.5"]);
    let without = folder("", &bank("columns = [{ value = \"id\" }, { value = \"credit_line\" }]"));
    assert!(refused(&without, 2).contains("but the institution has no credit line"));
}

#[test]
fn names_of_lists_stay_in_their_folder() {
    let named = folder(
        "",
        &bank("file = \"{campaign} {name} {as_of}\"").replace("First Bank", "../A/B: \\\"C\\\" 行"),
    );
    assert_eq!(listed(&named, "round ..-A-B- -C- 行 2025-12-31"), ["A", "B", "C"]);
    let run: serde_json::Value = serde_json::from_str(&named.read("out/run.json")).expect("JSON");
    assert_eq!(run["lists"][0]["file"], "referrals/round ..-A-B- -C- 行 2025-12-31.csv");
    let long = folder("", &bank("file = \"{name}\"").replace("First Bank", &"长".repeat(300)));
    assert_eq!(listed(&long, &"长".repeat(60)), ["A", "B", "C"]);
    for (pattern, name) in
        [("con", "first-bank-con"), ("NUL.x", "first-bank-NUL.x"), ("..", "first-bank"), (" a. ", "a")]
    {
        let odd = folder("", &bank(&format!("file = \"{pattern}\"")));
        assert_eq!(listed(&odd, name), ["A", "B", "C"], "{pattern}");
    }
    for (pattern, said) in [
        ("../x", "a file name cannot have the character `/`"),
        ("a\\u0000b", "a file name cannot have the character"),
        ("{nmae}", "`{nmae}` stands for nothing in a file name"),
        ("{id", "`{id` stands for nothing in a file name"),
        ("  ", "the name of the list's file is empty"),
        ("README", "would have the same file name"),
    ] {
        let said_now = refused(&folder("", &bank(&format!("file = \"{pattern}\""))), 2);
        assert!(said_now.contains(said), "{pattern}: {said_now}");
    }
    let twice = bank("file = \"List\"")
        + "[[institution]]\nid = \"second\"\nname = \"S\"\nkind = \"bank\"\nfile = \"list\"\n";
    assert!(refused(&folder("", &twice), 2).contains("would have the same file name, `list`"));
}
