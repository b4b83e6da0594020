//! Deliveries and logs that were tampered with: each kind is caught, with its own sentence, file and line.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jifen::desk::deliveries::{Keys, Verified, identity, verify_delivery, verify_log};

use super::deliveries::{delivered, desk, done, refused};
use crate::support::workplace::Folder;

const FIRST: &str = "desk/deliveries/2025-12-31-first-bank-1";
const SECOND: &str = "desk/deliveries/2025-12-31-second-bank-1";
const ARCHIVE: &str = "first-bank-2025-12-31.zip.age";
const LOG: &str = "desk/deliveries.jsonl";

fn verified(folder: &Folder, head: Option<&str>) -> Verified {
    verify_log(&folder.path("desk"), Some(&Keys::new(&folder.path("keys"))), head).expect("it can be read")
}

/// What is said of the desk, one line for each fault.
fn told(folder: &Folder) -> Vec<String> {
    verified(folder, None).faults.iter().map(ToString::to_string).collect()
}

/// The one fault, which has these words.
fn one_fault(folder: &Folder, words: &[&str]) {
    let told = told(folder);
    assert_eq!(told.len(), 1, "{words:?}: {told:#?}");
    assert!(words.iter().all(|word| told[0].contains(word)), "{words:?}: {told:#?}");
}

#[test]
fn every_byte_of_a_delivery_is_guarded() {
    let folder = delivered();
    let path = folder.path(FIRST);
    let desk = folder.path("desk");
    let names: BTreeSet<String> = fs::read_dir(&path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names.len(), 3, "archive, signature and firms: {names:?}");
    let keys = Keys::new(&folder.path("keys"));
    for name in &names {
        let file = path.join(name);
        let whole = fs::read(&file).unwrap();
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << (at % 8);
            fs::write(&file, &flipped).unwrap();
            let found = verify_delivery(&path, Some(&desk), Some(&keys), None).unwrap();
            let [fault] = found.faults.as_slice() else { panic!("{name}, byte {at}: {:?}", found.faults) };
            assert!(fault.place.file.ends_with(name) && !found.deliveries[0].is_unchanged, "{fault}");
        }
        fs::write(&file, &whole).unwrap();
    }
    assert!(verify_delivery(&path, Some(&desk), Some(&keys), None).unwrap().faults.is_empty());
}

#[test]
fn an_institution_without_the_log_catches_every_byte_that_is_signed_or_sealed() {
    let folder = delivered();
    let inbox = folder.path("inbox");
    fs::create_dir(&inbox).unwrap();
    let signature = format!("{ARCHIVE}.minisig");
    for name in [ARCHIVE, &signature] {
        fs::copy(folder.path(FIRST).join(name), inbox.join(name)).unwrap();
    }
    let keys = Keys::new(&folder.path("keys"));
    let key = identity(&folder.path("keys/identities/first-bank.key")).unwrap();
    let check = |identity| verify_delivery(&inbox, None, Some(&keys), identity).unwrap().faults.len();
    assert_eq!(check(Some(&key)), 0);
    for name in [ARCHIVE, &signature] {
        let file = inbox.join(name);
        let whole = fs::read(&file).unwrap();
        // The first line of a signature is a remark that nothing guards.
        let first =
            if name == ARCHIVE { 0 } else { whole.iter().position(|&byte| byte == b'\n').unwrap() + 1 };
        for at in (first..whole.len()).filter(|at| whole[*at] != b'\n' && *at > first) {
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << (at % 8);
            fs::write(&file, &flipped).unwrap();
            assert_eq!(check(None), 1, "{name}, byte {at}");
        }
        fs::write(&file, &whole).unwrap();
    }
    // Whoever has the bureau's key but not the archive's: an altered archive does not open either.
    let sealed = fs::read(inbox.join(ARCHIVE)).unwrap();
    for at in 0..sealed.len() {
        let mut flipped = sealed.clone();
        flipped[at] ^= 1;
        assert!(jifen::desk::deliveries::envelope().open(&flipped, &key).is_err(), "byte {at}");
    }
}

#[test]
fn a_signature_or_a_sealed_list_cut_anywhere_is_refused_and_nothing_panics() {
    let folder = delivered();
    let read = |name: &str| fs::read(folder.path(FIRST).join(name)).unwrap();
    let (sealed, signature) = (read(ARCHIVE), read(&format!("{ARCHIVE}.minisig")));
    let (key, public) =
        (identity(&folder.path("keys/identities/first-bank.key")).unwrap(), folder.read("keys/sign.pub"));
    let envelope = jifen::desk::deliveries::envelope();
    let signature = String::from_utf8(signature).unwrap();
    assert!(envelope.check(&sealed, &signature, &public).is_ok());
    let lines: Vec<&str> = signature.lines().collect();
    for at in 0..lines.len() {
        for length in 0..lines[at].len() {
            let mut cut = lines.clone();
            cut[at] = &lines[at][..length];
            // All but the first line, a remark of which only the beginning counts.
            let checked = envelope.check(&sealed, &cut.join("\n"), &public);
            assert!(checked.is_err() || at == 0, "line {at}, {length} characters");
        }
    }
    for length in 0..sealed.len() {
        assert!(envelope.open(&sealed[..length], &key).is_err(), "{length} bytes");
    }
}

#[test]
fn files_swapped_between_deliveries_are_named() {
    let folder = delivered();
    let [one, two] = [FIRST, SECOND].map(|name| folder.path(name).join("firms.csv"));
    let (first, second) = (fs::read(&one).unwrap(), fs::read(&two).unwrap());
    fs::write(&one, second).unwrap();
    fs::write(&two, first).unwrap();
    let told = told(&folder);
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(
        told[0].contains("first-bank-1/firms.csv: was swapped")
            && told[0].contains("2025-12-31-second-bank-1")
    );
    assert!(told[1].contains("second-bank-1/firms.csv: was swapped"), "{told:#?}");
}

#[test]
fn an_earlier_delivery_in_place_of_a_later_one_is_named() {
    let folder = delivered();
    done(&folder, "deliver out --keys keys --to first-bank --again");
    let later = folder.path("desk/deliveries/2025-12-31-first-bank-2");
    for name in [ARCHIVE.to_owned(), format!("{ARCHIVE}.minisig")] {
        fs::copy(folder.path(FIRST).join(&name), later.join(&name)).unwrap();
    }
    let told = told(&folder);
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(
        told.iter()
            .all(|fault| fault.contains("was replaced by") && fault.contains("2025-12-31-first-bank-1"))
    );
    // A whole folder under another name.
    fs::remove_dir_all(&later).unwrap();
    fs::rename(folder.path(FIRST), &later).unwrap();
    assert!(self::told(&folder).iter().any(|fault| fault.contains("2025-12-31-first-bank-1: is missing")));
}

#[test]
fn a_signature_of_another_delivery_does_not_pass_even_with_a_log_made_to_fit() {
    let folder = delivered();
    let received = folder.path("received");
    fs::create_dir(&received).unwrap();
    // Another name for what was signed, as an institution would see it.
    let other = "second-bank-2025-12-31.zip.age";
    fs::copy(folder.path(FIRST).join(ARCHIVE), received.join(other)).unwrap();
    let signature = format!("{ARCHIVE}.minisig");
    fs::copy(folder.path(FIRST).join(signature), received.join(format!("{other}.minisig"))).unwrap();
    let keys = Keys::new(&folder.path("keys"));
    let found = verify_delivery(&received, None, Some(&keys), None).unwrap();
    let told = found.faults.as_slice()[0].to_string();
    assert!(told.contains("is that of delivery 1 to `first-bank`"), "{told}");
    // A log that is rewritten as a whole, hashes and all, still cannot be signed anew.
    rewrite(&folder, |lines| lines.swap(0, 1));
    let told = self::told(&folder);
    assert!(
        told.iter().any(|fault| fault.contains(".minisig: is that of delivery 1 to `first-bank`")),
        "{told:#?}"
    );
    assert!(
        told.iter().any(|fault| fault.contains(".minisig: is that of delivery 2 to `second-bank`")),
        "{told:#?}"
    );
}

/// Changes the lines of the log, and makes numbers and hashes fit again.
fn rewrite(folder: &Folder, change: impl FnOnce(&mut Vec<serde_json::Value>)) {
    let text = folder.read(LOG);
    let mut lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    change(&mut lines);
    let mut previous = "0".repeat(64);
    let mut written = String::new();
    for (at, line) in lines.iter_mut().enumerate() {
        let mut line: jifen::desk::deliveries::Line = serde_json::from_value(line.clone()).unwrap();
        (line.seq, line.previous, line.hash) = (at as u64 + 1, previous, String::new());
        let hash = jifen::parameters::sha256(serde_json::to_string(&line).unwrap());
        line.hash.clone_from(&hash);
        written += &(serde_json::to_string(&line).unwrap() + "\n");
        previous = hash;
    }
    folder.write(LOG, written.as_bytes());
}

#[test]
fn what_is_missing_or_does_not_belong_is_named() {
    let folder = delivered();
    let firms = folder.path(FIRST).join("firms.csv");
    let bytes = fs::read(&firms).unwrap();
    fs::remove_file(&firms).unwrap();
    one_fault(&folder, &["error[delivery-altered]", "first-bank-1/firms.csv: is missing"]);
    fs::write(&firms, bytes).unwrap();
    let stranger = folder.path(FIRST).join("more.csv");
    fs::write(&stranger, b"x").unwrap();
    one_fault(&folder, &["first-bank-1/more.csv: does not belong here"]);
    fs::remove_file(&stranger).unwrap();
    fs::create_dir(folder.path("desk/deliveries/notes")).unwrap();
    one_fault(&folder, &["deliveries/notes: does not belong here"]);
    fs::remove_dir(folder.path("desk/deliveries/notes")).unwrap();
    assert!(told(&folder).is_empty());
    fs::remove_dir_all(folder.path(FIRST)).unwrap();
    one_fault(&folder, &["2025-12-31-first-bank-1: is missing, although the log has it"]);
}

fn lines(folder: &Folder) -> Vec<String> {
    folder.read(LOG).lines().map(str::to_owned).collect()
}

fn write_lines(folder: &Folder, lines: &[String]) {
    folder.write(LOG, (lines.join("\n") + "\n").as_bytes());
}

#[test]
fn a_line_edited_dropped_moved_repeated_or_cut_is_named_with_its_number() {
    let folder = delivered();
    done(&folder, "deliver out --keys keys --to first-bank --again");
    let whole = lines(&folder);
    assert_eq!(whole.len(), 4);

    let mut edited = whole.clone();
    edited[1] = edited[1].replace("\"firms\":3", "\"firms\":2");
    write_lines(&folder, &edited);
    let told_now = told(&folder);
    assert_eq!(told_now.len(), 2, "{told_now:#?}");
    assert!(told_now[0].contains("error[log-altered]"), "{told_now:#?}");
    assert!(told_now[0].contains("deliveries.jsonl:2: was edited since it was written"), "{told_now:#?}");
    assert!(told_now[1].contains("zip.age.minisig: signs another line of the log"), "{told_now:#?}");

    let mut dropped = whole.clone();
    dropped.remove(1);
    write_lines(&folder, &dropped);
    let told_now = told(&folder);
    assert!(
        told_now.iter().any(|fault| fault.contains("deliveries.jsonl:2: does not follow the line before it"))
    );
    assert!(
        told_now
            .iter()
            .any(|fault| fault.contains("second-bank-1: has no line in the log, where it was line 2")),
        "{told_now:#?}"
    );

    let mut moved = whole.clone();
    moved.swap(1, 2);
    write_lines(&folder, &moved);
    let told_now = told(&folder);
    assert!(
        told_now.iter().any(|fault| fault.contains("deliveries.jsonl:2: is out of order")),
        "{told_now:#?}"
    );

    let mut repeated = whole.clone();
    repeated.push(whole[0].clone());
    write_lines(&folder, &repeated);
    let told_now = told(&folder);
    assert!(
        told_now.iter().any(|fault| fault.contains("deliveries.jsonl:5: names a delivery")),
        "{told_now:#?}"
    );

    folder.write(LOG, &whole.join("\n").as_bytes()[..whole.join("\n").len() - 30]);
    let told_now = told(&folder);
    assert!(told_now.iter().any(|fault| fault.contains("deliveries.jsonl:4: is cut off")), "{told_now:#?}");
    // Nothing is appended to such a log.
    let (code, said) = refused(&folder, "deliver out --keys keys");
    assert!(code == Some(3) && said.contains("deliveries.jsonl:4: is cut off"), "{said}");
    assert!(!folder.path("desk/deliveries/2025-12-31-second-bank-2").exists());

    write_lines(&folder, &["{\"seq\":1}".to_owned()]);
    let told_now = told(&folder);
    assert!(told_now.iter().any(|fault| fault.contains("deliveries.jsonl:1: is no line of this log")));
}

#[test]
fn no_other_sequence_of_lines_than_the_one_written_passes() {
    let folder = delivered();
    let (whole, head) = (lines(&folder), verified(&folder, None).head.unwrap());
    // Every sequence of up to four of the three lines.
    let longer = |sequences: &Vec<Vec<usize>>| -> Vec<Vec<usize>> {
        let with =
            |sequence: &Vec<usize>| (0..3).map(|next| [&sequence[..], &[next]].concat()).collect::<Vec<_>>();
        sequences.iter().flat_map(with).collect()
    };
    let mut sequences: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..=4 {
        for sequence in &sequences {
            let chosen: String = sequence.iter().map(|&at: &usize| whole[at].clone() + "\n").collect();
            folder.write(LOG, chosen.as_bytes());
            let log = jifen::desk::deliveries::Log::read(&folder.path("desk")).unwrap();
            let is_start = sequence.iter().enumerate().all(|(at, &line)| at == line);
            assert_eq!(log.faults.is_empty(), is_start, "{sequence:?}: {:?}", log.faults);
            let is_whole = sequence.len() == 3 && is_start;
            assert!(!is_start || log.check_head(&head).is_ok() == is_whole, "{sequence:?}");
        }
        sequences = longer(&sequences);
    }
}

#[test]
fn last_lines_that_are_cut_off_show_by_the_head_and_by_their_folders() {
    let folder = delivered();
    let head = verified(&folder, None).head.unwrap();
    assert!(verified(&folder, Some(&head)).faults.is_empty());
    let whole = lines(&folder);
    write_lines(&folder, &whole[..2]);
    one_fault(&folder, &["2025-12-31-gateway-1: has no line in the log, where it was line 3"]);
    let found = verified(&folder, Some(&head));
    let told: Vec<String> = found.faults.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|fault| fault.contains("no line has the hash")), "{told:#?}");
    // The folder removed as well: only the noted head tells.
    fs::remove_dir_all(folder.path("desk/deliveries/2025-12-31-gateway-1")).unwrap();
    assert!(self::told(&folder).is_empty());
    assert_eq!(verified(&folder, Some(&head)).faults.len(), 1);
    // A head that was noted before further deliveries is still one of the log.
    write_lines(&folder, &whole);
    let earlier: serde_json::Value = serde_json::from_str(&whole[1]).unwrap();
    let noted = verified(&folder, earlier["hash"].as_str());
    assert!(noted.faults.iter().all(|fault| !fault.to_string().contains("hash")), "{:?}", noted.faults);
}

#[test]
fn every_byte_of_the_log_is_guarded() {
    let folder = delivered();
    let whole = fs::read(folder.path(LOG)).unwrap();
    let head = verified(&folder, None).head.unwrap();
    let file = folder.path(LOG);
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 7);
        fs::write(&file, &flipped).unwrap();
        let log = jifen::desk::deliveries::Log::read(Path::new(&folder.path("desk"))).unwrap();
        assert!(!log.faults.is_empty() || log.check_head(&head).is_err(), "byte {at}");
    }
}

#[test]
fn names_in_a_log_reach_no_other_folder() {
    let folder = delivered();
    folder.write("secret.txt", b"not for others");
    for (from, to) in [
        ("2025-12-31-first-bank-1", "../../../etc"),
        ("2025-12-31-first-bank-1", "2025-12-31-second-bank-1"),
        ("\"firms.csv\"", "\"../../../secret.txt\""),
    ] {
        let before = folder.read(LOG);
        rewrite(&folder, |lines| {
            let text = lines[0].to_string().replace(from, to);
            lines[0] = serde_json::from_str(&text).unwrap();
        });
        let told = told(&folder);
        assert!(
            told.iter().any(|fault| fault.contains("deliveries.jsonl:1: names a delivery or a file")),
            "{told:#?}"
        );
        folder.write(LOG, before.as_bytes());
    }
}

#[test]
fn two_deliveries_at_once_do_not_mix() {
    let folder = desk();
    fs::create_dir(folder.path("desk")).unwrap();
    let log = fs::File::create(folder.path(LOG)).unwrap();
    log.lock().unwrap();
    let (code, told) = refused(&folder, "deliver out --keys keys");
    assert!(code == Some(3) && told.contains("another process is delivering"), "{told}");
    log.unlock().unwrap();
    done(&folder, "deliver out --keys keys");
}

/// Replaces the archive of the last delivery by another institution's, as whoever has no key would: the log
/// gets its digest, and `change` sees the line.
fn forge_last(folder: &Folder, change: impl FnOnce(&mut serde_json::Value)) {
    let gateway = "desk/deliveries/2025-12-31-gateway-1";
    let archive = "gateway-2025-12-31.zip";
    let other = b"PK another archive".to_vec();
    folder.write(&format!("{gateway}/{archive}"), &other);
    let sums = fs::read(folder.path(&format!("{gateway}/sm3.txt"))).unwrap();
    rewrite(folder, |lines| {
        let line = lines.last_mut().unwrap();
        assert_eq!(line["delivery"], "2025-12-31-gateway-1");
        line["files"][archive]["sha256"] = jifen::parameters::sha256(&other).into();
        line["files"]["sm3.txt"]["sha256"] = jifen::parameters::sha256(&sums).into();
        change(line);
    });
}

#[test]
fn a_last_delivery_that_was_forged_does_not_pass_without_its_signature() {
    let folder = delivered();
    let gateway = "desk/deliveries/2025-12-31-gateway-1";
    let signature = "gateway-2025-12-31.zip.minisig";
    forge_last(&folder, |line| drop(line["files"].as_object_mut().unwrap().remove(signature)));
    fs::remove_file(folder.path(&format!("{gateway}/{signature}"))).unwrap();
    let all = told(&folder);
    assert!(all.iter().any(|fault| fault.contains("deliveries.jsonl:3: names a delivery")), "{all:#?}");
    let (code, said) = refused(&folder, "verify --log --keys keys");
    assert!(code == Some(1) && said.contains("lacks a file that every delivery has"), "{said}");
    let (code, said) = refused(&folder, &format!("verify {gateway} --keys keys"));
    assert!(code == Some(1) && said.contains("lacks a file that every delivery has"), "{said}");
    // With the signature left in the log, it is missed; left in the folder, it does not fit.
    let folder = delivered();
    let kept = fs::read(folder.path(&format!("{gateway}/{signature}"))).unwrap();
    forge_last(&folder, |_| {});
    assert!(told(&folder).iter().any(|fault| fault.contains(".minisig: does not fit the archive")));
    fs::remove_file(folder.path(&format!("{gateway}/{signature}"))).unwrap();
    assert!(told(&folder).iter().any(|fault| fault.contains(".minisig: is missing")));
    folder.write(&format!("{gateway}/{signature}"), &kept);
}

#[test]
fn what_the_last_line_says_is_signed() {
    let firms = "desk/deliveries/2025-12-31-gateway-1/firms.csv";
    for part in ["firms.csv", "firms", "at", "run"] {
        let folder = delivered();
        if part == "firms.csv" {
            folder.edit(firms, "Birch", "Beech");
        }
        let digest = jifen::parameters::sha256(fs::read(folder.path(firms)).unwrap());
        rewrite(&folder, |lines| {
            let line = lines.last_mut().unwrap();
            match part {
                "firms.csv" => line["files"][part]["sha256"] = digest.into(),
                "firms" => line[part] = 2.into(),
                "at" => line[part] = "2020-01-01T00:00:00+08:00".into(),
                _ => line[part] = "0".into(),
            }
        });
        let told = told(&folder);
        assert!(
            told.iter().any(|fault| fault.contains(".minisig: signs another line of the log")),
            "{part}: {told:#?}"
        );
    }
}

#[test]
fn one_delivery_is_verified_with_the_log_that_has_it() {
    let folder = delivered();
    // A log edited to fit firms that were edited, its hash left as it was.
    let firms = format!("{FIRST}/firms.csv");
    let before = jifen::parameters::sha256(fs::read(folder.path(&firms)).unwrap());
    folder.edit(&firms, "Birch", "Beech");
    let after = jifen::parameters::sha256(fs::read(folder.path(&firms)).unwrap());
    folder.edit(LOG, &before, &after);
    let (code, said) = refused(&folder, &format!("verify {FIRST}"));
    assert!(code == Some(1) && said.contains("deliveries.jsonl:1: was edited since"), "{said}");
    // A file that begins with a dot is as foreign as any other; what file browsers leave is not reported.
    let folder = delivered();
    folder.write(&format!("{FIRST}/.DS_Store"), b"x");
    assert!(told(&folder).is_empty());
    folder.write(&format!("{FIRST}/.more.csv"), b"x");
    one_fault(&folder, &["first-bank-1/.more.csv: does not belong here"]);
}

#[test]
fn an_archive_in_another_folder_is_found_in_the_log_by_its_digest() {
    let folder = delivered();
    let signature = format!("{ARCHIVE}.minisig");
    fs::create_dir(folder.path("inbox")).unwrap();
    for name in [ARCHIVE, &signature] {
        fs::copy(folder.path(FIRST).join(name), folder.path("inbox").join(name)).unwrap();
    }
    let identity = "--identity keys/identities/first-bank.key";
    let told = done(&folder, &format!("verify inbox --desk desk {identity} --format json"));
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let one = &told["deliveries"][0];
    assert_eq!((&one["seq"], &one["is_opened"]), (&1.into(), &true.into()), "{told}");
    let other = "--identity keys/identities/second-bank.key";
    let (code, said) = refused(&folder, &format!("verify inbox --desk desk {other}"));
    assert!(code == Some(1) && said.contains("check --identity") && !said.contains("do not use"), "{said}");
    // Its signature is that of the log, even without a key.
    let whole = folder.read(&format!("inbox/{signature}"));
    folder.write(&format!("inbox/{signature}"), format!("{whole}\n").as_bytes());
    let (code, said) = refused(&folder, "verify inbox --desk desk");
    assert!(code == Some(1) && said.contains(".minisig: was altered"), "{said}");
    folder.write(&format!("inbox/{signature}"), whole.as_bytes());
    // An archive that the log has not.
    let sealed = fs::read(folder.path(&format!("inbox/{ARCHIVE}"))).unwrap();
    folder.write(&format!("inbox/{ARCHIVE}"), &[&sealed[..], b"x"].concat());
    let (code, said) = refused(&folder, "verify inbox --desk desk");
    assert!(code == Some(2) && said.contains("no line of the log has this archive"), "{said}");
    let (code, said) = refused(&folder, "verify inbox --desk desk --keys keys");
    assert!(code == Some(1) && said.contains("does not fit the archive"), "{said}");
}

#[test]
fn a_desk_without_deliveries_has_none_yet() {
    let folder = desk();
    let (code, said) = refused(&folder, "verify --log --keys keys");
    assert!(code == Some(3) && said.contains("desk: has no delivery yet"), "{said}");
    let (_, said) = refused(&folder, "verify");
    assert!(said.contains("--log"), "{said}");
}
