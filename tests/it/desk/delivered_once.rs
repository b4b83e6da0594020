//! What a delivery is refused for: a consent withdrawn since the run, the same list again, other keys, a full
//! disk.

use std::fs;

use super::deliveries::{delivered, desk, done, refused};
use crate::support::workplace::{Folder, text};

const LOG: &str = "desk/deliveries.jsonl";

/// The run of [`desk`] with a ledger of consents beside it.
fn with_ledger() -> Folder {
    let folder = desk();
    folder.edit("campaign.toml", "[firms]", "consents = \"consents.csv\"\n[firms]");
    let given = "A1,,2025-03-01,\nB2,,2025-03-01,\nC3,Second Bank,2025-03-01,\n";
    folder.write("consents.csv", format!("firm,授权机构,授权日期,撤回日期\n{given}").as_bytes());
    done(&folder, "run campaign.toml --quiet --force");
    folder
}

#[test]
fn a_firm_that_withdrew_after_the_run_is_not_delivered_and_not_public() {
    let folder = with_ledger();
    folder.write(
        "consents.csv",
        "firm,授权机构,授权日期,撤回日期\nA1,,2025-03-01,2026-01-10\nB2,,2025-03-01,\n\
         C3,Second Bank,2025-03-01,\n"
            .as_bytes(),
    );
    let (code, said) = refused(&folder, "deliver out --keys keys");
    let words = "error[consent-lapsed]: consents.csv: the consent of `A1` Alder for `first-bank` \
                 was withdrawn on 2026-01-10";
    assert!(code == Some(2) && said.contains(words), "{said}");
    assert!(said.contains("for `second-bank` was withdrawn") && !said.contains("`B2`"), "{said}");
    assert!(said.contains("jifen run campaign.toml --as-of 20"), "{said}");
    assert!(!folder.path("desk").exists());
    // The public list leaves it out, and a firm that consents to one institution only.
    let told = done(&folder, "publicity out --out public --contact office");
    assert!(told.contains("1 firm shown") && told.contains("2 firms left out"), "{told}");
    let page = folder.read("public/publicity.html");
    assert!(page.contains("Birch") && !page.contains("Alder") && !page.contains("Cedar"), "{page}");
    // The list of the gateway has no firm that withdrew.
    done(&folder, "deliver out --keys keys --to gateway");
    // A run that knows of the withdrawal is delivered.
    done(&folder, "run campaign.toml --quiet --as-of 2026-02-01 --out later");
    done(&folder, "deliver later --keys keys");
}

#[test]
fn a_run_whose_campaign_was_moved_away_is_delivered_with_its_campaign() {
    let folder = with_ledger();
    fs::create_dir(folder.path("elsewhere")).unwrap();
    for name in ["campaign.toml", "institutions.toml", "card.toml", "consents.csv", "firms.csv"] {
        fs::rename(folder.path(name), folder.path("elsewhere").join(name)).unwrap();
    }
    let (code, said) = refused(&folder, "deliver out --keys keys");
    assert!(code == Some(2) && said.contains("name the campaign's file with --campaign"), "{said}");
    done(&folder, "deliver out --keys keys --campaign elsewhere/campaign.toml");
    folder.edit("elsewhere/campaign.toml", "id = \"spring\"", "id = \"autumn\"");
    let (code, said) = refused(&folder, "deliver out --keys keys --campaign elsewhere/campaign.toml --again");
    assert!(code == Some(2) && said.contains("is the campaign `autumn`"), "{said}");
}

#[test]
fn a_list_is_delivered_once_unless_again() {
    let folder = delivered();
    let before = folder.content("desk");
    let (code, said) = refused(&folder, "deliver out --keys keys");
    assert_eq!(code, Some(3), "{said}");
    for (line, institution) in [(1, "first-bank"), (2, "second-bank"), (3, "gateway")] {
        let words = format!("deliveries.jsonl:{line}: `{institution}` has this list already, since 20");
        assert!(said.contains(&words) && said.contains("--again"), "{said}");
    }
    assert!(before == folder.content("desk"));
    done(&folder, "deliver out --keys keys --again");
    // By its name, an institution is the same.
    let (code, said) = refused(&folder, "deliver out --keys keys --to 第一银行");
    assert!(code == Some(3) && said.contains("jsonl:4: `first-bank` has this list already"), "{said}");
    let (code, said) = refused(&folder, "deliver out --keys keys --to 农业银行");
    assert!(code == Some(2) && said.contains("gateway (Gateway Fund)"), "{said}");
}

#[test]
fn a_run_corrected_after_objections_is_not_delivered() {
    let folder = desk();
    folder.edit("campaign.toml", "id = \"firm\"\n", "id = \"firm\"\n[output]\ndetail = true\n");
    done(&folder, "run campaign.toml --quiet --force");
    let claim = |decision: &str, paper: &str| {
        let header = "firm,异议事项,申请更正为,计量单位,证明材料编号,异议日期,处理意见,处理理由";
        let claim = format!("{header}\nA1,研发费用,120,万元,{paper},2026-01-06,{decision},see papers\n");
        folder.write("claims.csv", claim.as_bytes());
    };
    claim("不予采纳", "P-1");
    done(&folder, "objections import claims.csv --campaign campaign.toml --run out --out unchanged --quiet");
    done(&folder, "deliver out --keys keys --to gateway");
    claim("采纳", "P-2");
    done(&folder, "objections import claims.csv --campaign campaign.toml --run out --out final --quiet");
    let (code, said) = refused(&folder, "deliver out --keys keys --to first-bank");
    assert!(code == Some(3) && said.contains("was corrected after objections"), "{said}");
    assert!(said.contains("deliver final;"), "{said}");
    // So is the run of the import before, but not one that was made later and has the correction.
    let (_, said) = refused(&folder, "deliver unchanged --keys keys --to first-bank");
    assert!(said.contains("was corrected after objections"), "{said}");
    claim("不予采纳", "P-3");
    done(&folder, "objections import claims.csv --campaign campaign.toml --run final --out later --quiet");
    done(&folder, "deliver later --keys keys --to second-bank");
    let corrected = jifen::parameters::sha256(fs::read(folder.path("final/run.json")).unwrap());
    for run in ["final", "later"] {
        fs::remove_dir_all(folder.path(run)).unwrap();
    }
    let (_, said) = refused(&folder, "deliver out --keys keys --to first-bank");
    assert!(said.contains(&corrected), "{said}");
    done(&folder, "deliver out --keys keys --to first-bank --again");
}

#[test]
fn other_keys_than_before_are_confirmed() {
    let folder = delivered();
    done(&folder, "keys new --keys other");
    done(&folder, "keys new --keys other --for first-bank,first-bank");
    for name in ["second-bank", "gateway"] {
        let file = format!("recipients/{name}.pub");
        fs::copy(folder.path("keys").join(&file), folder.path("other").join(&file)).unwrap();
    }
    folder.write("other/recipients/second-bank.pub", b"unsealed\n");
    let (code, said) = refused(&folder, "deliver out --keys other --again");
    assert_eq!(code, Some(2), "{said}");
    for words in [
        "error[key-unfit]: other/sign.pub: is another key",
        "other/recipients/first-bank.pub: is another key than that of the institution's last delivery",
        "other/recipients/second-bank.pub: is not a key, although the institution's last delivery",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    done(&folder, "deliver out --keys other --again --new-keys");
    // Each key checks its own; both together check all.
    let (code, said) = refused(&folder, "verify --log --keys other");
    assert!(code == Some(1) && said.contains("is a signature by another key"), "{said}");
    fs::create_dir(folder.path("other/former")).unwrap();
    fs::copy(folder.path("keys/sign.pub"), folder.path("other/former/2025.pub")).unwrap();
    done(&folder, "verify --log --keys other");
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_desk_as_it_was() {
    let folder = delivered();
    // The log grows beyond any single archive.
    for _ in 0..3 {
        done(&folder, "deliver out --keys keys --again");
    }
    let before = folder.content("desk");
    let length = fs::metadata(folder.path(LOG)).unwrap().len();
    let blocks = length.div_ceil(512);
    let jifen = env!("CARGO_BIN_EXE_jifen");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec {jifen} deliver out --keys keys --again");
    let mut shell = std::process::Command::new("sh");
    let shell = shell.current_dir(folder.path("")).env("LC_ALL", "C");
    let output = shell.args(["-c", &script]).output().unwrap();
    let said = text(&output.stderr);
    assert!(output.status.code() == Some(3) && said.contains("deliveries.jsonl"), "{said}");
    assert!(before == folder.content("desk"), "{said}");
    done(&folder, "verify --log --keys keys");
}

#[test]
fn a_passphrase_that_protects_nothing_is_refused() {
    let folder = desk();
    let output = folder
        .command()
        .env("JIFEN_SIGN_PASSPHRASE", "")
        .args(["keys", "new", "--keys", "locked"])
        .output()
        .unwrap();
    let said = text(&output.stderr);
    assert!(output.status.code() == Some(2) && said.contains("JIFEN_SIGN_PASSPHRASE is empty"), "{said}");
    assert!(!folder.path("locked").exists());
    let told = done(&folder, "keys new --keys open");
    assert!(told.contains("No passphrase protects it"), "{told}");
}

#[test]
fn keys_that_are_not_there_are_named_first() {
    let folder = desk();
    let (code, said) = refused(&folder, "deliver out --keys nokeys");
    assert!(code == Some(3) && said.contains("jifen keys new --keys nokeys`"), "{said}");
    assert!(!said.contains("recipients"), "{said}");
    for name in ["first-bank", "second-bank"] {
        fs::remove_file(folder.path(&format!("keys/recipients/{name}.pub"))).unwrap();
    }
    let (_, said) = refused(&folder, "deliver out --keys keys");
    assert!(said.contains("`jifen keys new --keys keys --for first-bank,second-bank`"), "{said}");
    let (_, said) = refused(&folder, "verify desk --keys sign.pub");
    assert!(said.contains(": sign.pub:") && !said.contains("sign.pub/sign.pub"), "{said}");
    let (_, said) = refused(&folder, "deliver campaign.toml --keys keys");
    assert!(!said.contains("folder, but"), "{said}");
}
