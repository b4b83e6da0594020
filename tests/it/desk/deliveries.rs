//! Deliveries made and opened: their content, keys that are refused, names that reach no path.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use jifen::desk::deliveries::{Keys, Log, Secret, envelope, identity};
use jifen::finding::Code;
use serde_json::Value;

use crate::support::workplace::{Folder, text};

const CARD: &str = r#"
id = "card"
title = "R&D"
weights_basis = "illustrative"
scale = 100
decimals = 1
missing = "zero"
[[segment]]
id = "all"
title = "All"
[[indicator]]
id = "rd"
title = "R&D over revenue"
value = "rd_expense / revenue * 100"
curve = { linear = { low = 0, high = 10 } }
weight = 100
"#;

const CAMPAIGN: &str = r#"
id = "spring"
title = "Spring"
title_zh = "春季批次"
as_of = 2025-12-31
scorecard = "card.toml"
institutions = "institutions.toml"
[firms]
path = "firms.csv"
id = "firm"
"#;

const INSTITUTIONS: &str = r#"
[[institution]]
id = "first-bank"
name = "First Bank"
name_zh = "第一银行"
kind = "bank"
rule = [{ when = "revenue >= 1000", reason = "small", reason_zh = "规模小" }]
[[institution]]
id = "second-bank"
name = "Second Bank"
kind = "bank"
format = "xlsx"
[[institution]]
id = "gateway"
name = "Gateway Fund"
kind = "guarantee-fund"
capacity = 1
"#;

const FIRMS: &str = "firm,name,行政区划代码,行业代码,授权,营业收入(万元),研发费用(万元)\n\
                     A1,Alder,110108,C39,是,2000,100\nB2,Birch,110108,I65,是,1000,100\n\
                     C3,Cedar,310115,C39,是,500,10\nE4,Elm,310115,C26,否,1000,80\n";

/// A run of three lists, with keys of all: two sealed, one for a gateway.
pub(super) fn desk() -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    for (name, content) in [
        ("card.toml", CARD),
        ("campaign.toml", CAMPAIGN),
        ("institutions.toml", INSTITUTIONS),
        ("firms.csv", FIRMS),
    ] {
        folder.write(name, content.as_bytes());
    }
    done(&folder, "run campaign.toml --quiet");
    done(&folder, "keys new --keys keys");
    done(&folder, "keys new --keys keys --for first-bank,second-bank");
    folder.write("keys/recipients/gateway.pub", b"# its own certified gateway encrypts\r\nunsealed\r\n");
    folder
}

/// Carries out a command that ends well.
pub(super) fn done(folder: &Folder, arguments: &str) -> String {
    let output = folder.jifen(&arguments.split(' ').collect::<Vec<_>>());
    assert!(output.status.success(), "{arguments}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// Exit code and standard error of a command.
pub(super) fn refused(folder: &Folder, arguments: &str) -> (Option<i32>, String) {
    let output = folder.jifen(&arguments.split(' ').collect::<Vec<_>>());
    (output.status.code(), text(&output.stderr))
}

/// A desk with one delivery to each institution.
pub(super) fn delivered() -> Folder {
    let folder = desk();
    done(&folder, "deliver out --keys keys");
    folder
}

fn opened(folder: &Folder, name: &str, key: &str) -> Vec<u8> {
    let sealed = fs::read(folder.path(name)).expect("it was delivered");
    let key = identity(&folder.path(key)).expect("a secret key");
    envelope().open(&sealed, &key).expect("it is sealed to this key")
}

fn files_of(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let file = |at| {
        let mut entry = archive.by_index(at).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("it can be read");
        (entry.name().expect("a name").into_owned(), bytes)
    };
    (0..3).map(file).collect()
}

#[test]
fn a_delivery_has_the_list_as_published_its_package_and_a_note_and_nothing_else() {
    let folder = delivered();
    let archive = opened(
        &folder,
        "desk/deliveries/2025-12-31-first-bank-1/first-bank-2025-12-31.zip.age",
        "keys/identities/first-bank.key",
    );
    let files = files_of(&archive);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["README.txt", "first-bank.csv", "datapackage.json"]);
    assert_eq!(files[1].1, fs::read(folder.path("out/referrals/first-bank.csv")).unwrap());
    let note = text(&files[0].1);
    for words in ["Referral list for First Bank", "Spring (spring)", "2025-12-31", "Firms on the list: 2"] {
        assert!(note.contains(words), "{words}: {note}");
    }
    // What the lists' own note says of illustrative weights.
    let own = folder.read("out/referrals/README.txt");
    let basis = own.lines().find(|line| line.contains("illustrative")).expect("a note on the weights");
    assert!(note.contains(basis), "{note}");
    let package: Value = serde_json::from_slice(&files[2].1).unwrap();
    assert_eq!((&package["institution"], &package["firms"]), (&"first-bank".into(), &2.into()));
    let paths: Vec<&str> =
        package["resources"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["first-bank.csv", "README.txt"]);
    // Cedar is too small for this bank, and Elm consents to nothing.
    let list = text(&files[1].1);
    assert!(list.contains("B2") && !list.contains(",C3,") && !list.contains(",E4,"), "{list}");
    let whole: Vec<u8> = files.into_iter().flat_map(|(_, bytes)| bytes).collect();
    for other in ["Cedar", "Elm"] {
        assert!(!text(&whole).contains(other), "{other} is on no list of this bank");
    }
}

#[test]
fn a_list_with_a_name_of_its_own_is_delivered_under_it() {
    let folder = desk();
    folder.edit(
        "institutions.toml",
        "id = \"second-bank\"",
        "id = \"second-bank\"\nfile = \"{campaign} 名单 {as_of}\"",
    );
    done(&folder, "run campaign.toml --quiet --force");
    done(&folder, "deliver out --keys keys --to second-bank");
    let archive = opened(
        &folder,
        "desk/deliveries/2025-12-31-second-bank-1/second-bank-2025-12-31.zip.age",
        "keys/identities/second-bank.key",
    );
    let names: Vec<String> = files_of(&archive).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["README.txt", "spring 名单 2025-12-31.xlsx", "datapackage.json"]);
    let delivery = "desk/deliveries/2025-12-31-second-bank-1";
    done(&folder, &format!("verify {delivery} --keys keys --identity keys/identities/second-bank.key"));
}

#[test]
fn the_bureau_keeps_the_firms_of_each_delivery_and_a_line_in_the_log() {
    let folder = delivered();
    assert_eq!(
        folder.read("desk/deliveries/2025-12-31-first-bank-1/firms.csv"),
        "\u{feff}place,firm,firm_name,segment,region,industry,points,grade\n\
         1,B2,Birch,all,110108,I65,100.0,\n2,A1,Alder,all,110108,C39,50.0,\n"
    );
    assert_eq!(
        folder.read("out/referrals.csv"),
        "\u{feff}institution,place,firm,firm_name\nfirst-bank,1,B2,Birch\nfirst-bank,2,A1,Alder\n\
         second-bank,1,B2,Birch\nsecond-bank,2,A1,Alder\nsecond-bank,3,C3,Cedar\ngateway,1,B2,Birch\n"
    );
    let log = Log::read(&folder.path("desk")).unwrap();
    assert!(log.faults.is_empty());
    let lines: Vec<(u64, &str, usize, bool)> = log
        .lines
        .iter()
        .map(|(_, line)| (line.seq, line.delivery.as_str(), line.firms, line.recipient.is_some()))
        .collect();
    assert_eq!(
        lines,
        [
            (1, "2025-12-31-first-bank-1", 2, true),
            (2, "2025-12-31-second-bank-1", 3, true),
            (3, "2025-12-31-gateway-1", 1, false)
        ]
    );
    // What is handed over a second time is another delivery.
    let told = done(&folder, "deliver out --keys keys --to first-bank --again");
    assert!(told.contains("1 institution has an earlier list of the same as-of day"), "{told}");
    assert!(folder.path("desk/deliveries/2025-12-31-first-bank-2/firms.csv").is_file());
    let told = done(&folder, "verify --log --keys keys");
    assert!(told.contains("4 lines and 4 deliveries are as they were written"), "{told}");
}

#[test]
fn a_gateway_gets_the_archive_with_sm3_digests_and_the_signature() {
    let folder = delivered();
    let of = |name: &str| format!("desk/deliveries/2025-12-31-gateway-1/{name}");
    let archive = fs::read(folder.path(&of("gateway-2025-12-31.zip"))).unwrap();
    let sums = folder.read(&of("sm3.txt"));
    let (digest, name) = sums.trim_end().split_once("  ").expect("the form of checksum files");
    assert_eq!((digest.len(), name), (64, "gateway-2025-12-31.zip"));
    let log = Log::read(&folder.path("desk")).unwrap();
    assert_eq!(log.lines[2].1.files[name].sm3.as_deref(), Some(digest));
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut inner = String::new();
    archive.by_name("sm3.txt").unwrap().read_to_string(&mut inner).unwrap();
    let named: Vec<&str> = inner.lines().map(|line| &line[66..]).collect();
    assert_eq!(named, ["README.txt", "gateway.csv", "datapackage.json"]);
}

#[test]
fn equal_runs_are_packed_into_equal_bytes() {
    let folder = delivered();
    done(&folder, "deliver out --keys keys --again");
    let archive = |number: u8| {
        let name = format!("desk/deliveries/2025-12-31-first-bank-{number}/first-bank-2025-12-31.zip.age");
        opened(&folder, &name, "keys/identities/first-bank.key")
    };
    assert_eq!(archive(1), archive(2));
}

#[test]
fn a_note_is_in_the_language_of_the_run() {
    let folder = desk();
    done(&folder, "run campaign.toml --lang zh --force --quiet");
    done(&folder, "deliver out --keys keys --to gateway");
    let archive =
        fs::read(folder.path("desk/deliveries/2025-12-31-gateway-1/gateway-2025-12-31.zip")).unwrap();
    let note = text(&files_of(&archive)[0].1);
    assert!(
        note.contains("推荐批次：春季批次（spring）") && note.contains("基准日：2025年12月31日"),
        "{note}"
    );
    assert!(!note.contains("As of"), "{note}");
}

#[test]
fn an_institution_verifies_and_opens_what_it_received() {
    let folder = delivered();
    fs::create_dir(folder.path("inbox")).unwrap();
    for file in ["first-bank-2025-12-31.zip.age", "first-bank-2025-12-31.zip.age.minisig"] {
        let from = folder.path("desk/deliveries/2025-12-31-first-bank-1").join(file);
        fs::copy(from, folder.path("inbox").join(file)).unwrap();
    }
    fs::copy(folder.path("keys/sign.pub"), folder.path("inbox-sign.pub")).unwrap();
    let told = done(
        &folder,
        "verify inbox --keys inbox-sign.pub --identity keys/identities/first-bank.key --format json",
    );
    let told: Value = serde_json::from_str(&told).unwrap();
    let one = &told["deliveries"][0];
    assert_eq!(
        (&one["institution"], &one["seq"], &one["firms"]),
        (&"first-bank".into(), &1.into(), &2.into())
    );
    assert_eq!((&one["is_opened"], &one["is_unchanged"]), (&true.into(), &true.into()));
    // Another's key does not open it, and without any key nothing can be said.
    let (code, told) =
        refused(&folder, "verify inbox --keys inbox-sign.pub --identity keys/identities/second-bank.key");
    assert!(code == Some(1) && told.contains("is not sealed to this key"), "{told}");
    let (code, told) = refused(&folder, "verify inbox");
    assert!(code == Some(2) && told.contains("error[option-missing]"), "{told}");
}

#[test]
fn a_fault_leaves_the_desk_as_it_was() {
    let folder = desk();
    fs::remove_file(folder.path("keys/recipients/second-bank.pub")).unwrap();
    fs::remove_file(folder.path("keys/recipients/gateway.pub")).unwrap();
    let (code, told) = refused(&folder, "deliver out --keys keys");
    assert_eq!(code, Some(2), "{told}");
    // Both faults at once.
    assert!(told.contains("`second-bank`") && told.contains("`gateway`"), "{told}");
    assert!(!folder.path("desk").exists());
    let (code, told) = refused(&folder, "deliver out --keys keys --to first-bnak");
    assert!(code == Some(2) && told.contains("did you mean `first-bank`"), "{told}");
    assert!(!folder.path("desk").exists());
}

/// What a key's file says, and what is said of it.
fn told_of_key(folder: &Folder, file: &str, content: &[u8]) -> String {
    let path = folder.path(file);
    let before = fs::read(&path).unwrap();
    fs::write(&path, content).unwrap();
    let (code, told) = refused(folder, "deliver out --keys keys");
    assert_eq!(code, Some(2), "{told}");
    assert!(!folder.path("desk").exists());
    fs::write(&path, before).unwrap();
    told
}

#[test]
fn a_key_of_another_kind_is_refused_with_its_place() {
    let folder = desk();
    let secret = fs::read(folder.path("keys/identities/first-bank.key")).unwrap();
    let public = fs::read(folder.path("keys/recipients/first-bank.pub")).unwrap();
    let second = fs::read(folder.path("keys/recipients/second-bank.pub")).unwrap();
    let sign_secret = fs::read(folder.path("keys/sign.key")).unwrap();
    let sign_public = fs::read(folder.path("keys/sign.pub")).unwrap();
    let mut mistyped = public.clone();
    mistyped[20] = if mistyped[20] == b'q' { b'p' } else { b'q' };
    let two = [public.clone(), second.clone()].concat();
    let recipient = "keys/recipients/first-bank.pub";
    let ssh = b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ alder".as_slice();
    let pgp = b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n".as_slice();
    let cases: [(&str, &[u8], &str); 13] = [
        (recipient, &secret, "has an institution's secret key"),
        (recipient, &sign_public, "has a public key to check signatures with"),
        (recipient, ssh, "has an SSH or PEM key"),
        (recipient, pgp, "has a PGP key"),
        (recipient, b"\n# to follow\n", "has no key"),
        (recipient, b"\xff\xfe\0a", "has no key that is known here"),
        (recipient, &mistyped, "is not a public key of the age format"),
        (recipient, &two, "has a second key"),
        (recipient, &second, "has the same key as"),
        ("keys/sign.key", &sign_public, "has a public key to check signatures with"),
        ("keys/sign.key", &public, "has an institution's public key"),
        ("keys/sign.key", &sign_secret[..sign_secret.len() - 40], "the key is damaged"),
        ("keys/sign.pub", &sign_secret, "has a secret key to sign with"),
    ];
    for (file, content, words) in cases {
        let told = told_of_key(&folder, file, content);
        assert!(told.contains("error[key-unfit]") && told.contains(words), "{file}, {words}: {told}");
        assert!(told.contains("keys/") && told.contains("help: "), "{told}");
        // No secret is ever shown.
        for secret in [&secret, &sign_secret] {
            let line = text(secret).lines().last().unwrap().to_owned();
            assert!(!told.contains(&line), "{told}");
        }
    }
    // A pair whose halves are of two pairs.
    done(&folder, "keys new --keys other");
    let other = fs::read(folder.path("other/sign.pub")).unwrap();
    let told = told_of_key(&folder, "keys/sign.pub", &other);
    assert!(told.contains("is not the other half of `sign.pub`"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_secret_key_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;

    let folder = desk();
    let mode = |file: &str| fs::metadata(folder.path(file)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("keys/sign.key"), mode("keys/identities/first-bank.key")), (0o600, 0o600));
    assert_eq!(mode("keys"), 0o700);
    for open in [0o640, 0o604, 0o660] {
        fs::set_permissions(folder.path("keys/sign.key"), fs::Permissions::from_mode(open)).unwrap();
        let (code, told) = refused(&folder, "deliver out --keys keys");
        let words = format!("can be read by others on this machine (mode {open:04o})");
        assert!(
            code == Some(2) && told.contains(&words) && told.contains("chmod 600 keys/sign.key"),
            "{told}"
        );
    }
}

#[test]
fn keys_are_never_overwritten_and_listed_without_secrets() {
    let folder = desk();
    let before = folder.content("keys");
    let (code, told) = refused(&folder, "keys new --keys keys");
    assert!(code == Some(3) && told.contains("error[target-exists]: keys/sign.key"), "{told}");
    let (code, _) = refused(&folder, "keys new --keys keys --for third,first-bank");
    assert_eq!(code, Some(3));
    let (code, told) = refused(&folder, "keys new --keys keys --for ../third");
    assert!(code == Some(2) && told.contains("error[name-invalid]"), "{told}");
    assert!(before == folder.content("keys"), "nothing was written");
    let told = done(&folder, "keys list --keys keys");
    assert!(told.contains("the bureau") && told.contains("age1") && told.contains("not sealed"), "{told}");
    assert!(!told.contains("SECRET"), "{told}");
}

#[test]
fn a_passphrase_protects_the_bureaus_key() {
    let folder = desk();
    let with = |word: &str, arguments: &str| {
        let words: Vec<&str> = arguments.split(' ').collect();
        folder.command().env("JIFEN_SIGN_PASSPHRASE", word).args(words).output().unwrap()
    };
    let made = with("open sesame", "keys new --keys locked");
    assert!(made.status.success(), "{}", text(&made.stderr));
    fs::create_dir(folder.path("locked/recipients")).unwrap();
    folder.write("locked/recipients/gateway.pub", b"unsealed\n");
    let (code, told) = refused(&folder, "deliver out --keys locked --to gateway");
    assert!(code == Some(2) && told.contains("JIFEN_SIGN_PASSPHRASE"), "{told}");
    let wrong = with("close sesame", "deliver out --keys locked --to gateway");
    assert!(text(&wrong.stderr).contains("the passphrase does not open the key"), "{}", text(&wrong.stderr));
    let right = with("open sesame", "deliver out --keys locked --to gateway");
    assert!(right.status.success(), "{}", text(&right.stderr));
    done(&folder, "verify --log --keys locked");
}

/// Writes the hash of a file into the run's package, as whoever tampers with a run's folder would.
fn accept(folder: &Folder, file: &str) {
    let bytes = fs::read(folder.path(&format!("out/{file}"))).unwrap();
    let mut package: Value = serde_json::from_str(&folder.read("out/datapackage.json")).unwrap();
    for entry in package["resources"].as_array_mut().unwrap() {
        if entry["path"] == file {
            entry["hash"] = format!("sha256:{}", jifen::parameters::sha256(&bytes)).into();
        }
    }
    folder.write("out/datapackage.json", package.to_string().as_bytes());
}

#[test]
fn a_hostile_run_writes_nothing_outside_the_desk() {
    let folder = desk();
    let run = folder.read("out/run.json");
    let long = "a".repeat(300);
    let names = ["../../escaped", "/tmp/escaped", "..", "a\\u0000b", "con", "First-Bank", "a.", &long];
    let outside = |folder: &Folder| {
        let mut names: Vec<String> = fs::read_dir(folder.path("."))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    let before = outside(&folder);
    for name in names.into_iter().chain(["second-bank"]) {
        folder.write("out/run.json", run.replace("\"first-bank\"", &format!("\"{name}\"")).as_bytes());
        accept(&folder, "run.json");
        let (code, told) = refused(&folder, "deliver out --keys keys");
        assert!(code == Some(2) && told.contains("error[file-kind]: out/run.json"), "{name}: {told}");
        assert_eq!(outside(&folder), before, "{name}");
    }
    for file in
        ["referrals/../../escaped.csv", "/tmp/escaped.csv", "referrals/.hidden.csv", "referrals/nul.csv"]
    {
        folder.write("out/run.json", run.replace("referrals/first-bank.csv", file).as_bytes());
        accept(&folder, "run.json");
        let (code, told) = refused(&folder, "deliver out --keys keys");
        assert!(code == Some(2) && told.contains("which no list has"), "{file}: {told}");
        assert_eq!(outside(&folder), before, "{file}");
    }
    for day in ["../2025", "2025-12-32", "/tmp"] {
        folder.write("out/run.json", run.replace("2025-12-31", day).as_bytes());
        accept(&folder, "run.json");
        let (code, told) = refused(&folder, "deliver out --keys keys");
        assert!(code == Some(2) && told.contains("as its as-of day"), "{day}: {told}");
        assert_eq!(outside(&folder), before, "{day}");
    }
    folder.write("out/run.json", run.as_bytes());
    accept(&folder, "run.json");
    // Rows of firms that were never scored, in another order, or too few.
    let referrals = folder.read("out/referrals.csv");
    for (from, to) in [
        ("first-bank,1,B2", "first-bank,1,Z9"),
        ("first-bank,2,", "first-bank,3,"),
        ("gateway,1,B2,Birch\n", ""),
    ] {
        folder.write("out/referrals.csv", referrals.replace(from, to).as_bytes());
        let (code, told) = refused(&folder, "deliver out --keys keys");
        assert!(code == Some(2) && told.contains("out/referrals.csv"), "{told}");
        accept(&folder, "referrals.csv");
        let (code, told) = refused(&folder, "deliver out --keys keys");
        assert!(code == Some(2) && told.contains("does not match the other files"), "{told}");
        assert_eq!(outside(&folder), before);
    }
    // Without the hash being made to fit, any of this is a change since the run.
    folder.write("out/referrals/first-bank.csv", b"another list\n");
    folder.write("out/referrals.csv", referrals.as_bytes());
    accept(&folder, "referrals.csv");
    let (code, told) = refused(&folder, "deliver out --keys keys");
    assert!(code == Some(2) && told.contains("out/referrals/first-bank.csv"), "{told}");
    assert_eq!(outside(&folder), before);
}

#[test]
fn a_secret_is_not_printed() {
    assert_eq!(format!("{:?}", Secret::from("open sesame".to_owned())), "Secret(…)");
    let folder = desk();
    let signer = Keys::new(&folder.path("keys")).signer(None).unwrap();
    let line = folder.read("keys/sign.key").lines().last().unwrap().to_owned();
    assert!(!format!("{signer:?}").contains(&line));
    assert_eq!(identity(Path::new("/nowhere")).unwrap_err().code, Code::FileUnreadable);
}
