//! The schema of programmes is of one mind with the program.

use jifen::parameters::Source;
use jifen::programmes::{PROGRAMMES, Programmes};

use super::faults::SOUND;
use crate::engine::schemas::said;
use crate::support::workplace::{Folder, text};

fn is_sound(text: &str) -> bool {
    Programmes::load_alone(&Source::new("p.toml", text), None).is_ok()
}

/// Whether the program and the schema take the text.
fn both(text: &str) -> (bool, bool) {
    (is_sound(text), said("programme", text).is_empty())
}

#[test]
fn schema_and_program_refuse_the_same_programmes() {
    assert_eq!(both(SOUND), (true, true), "{:?}", said("programme", SOUND));
    for (from, to) in [
        ("id = \"whole\"", "id = \"Whole\""),
        ("title = \"Whole\"", "title = \" \""),
        ("title = \"Whole\"\n", ""),
        ("instrument = \"guarantee\"", "instrument = \"guaranty\""),
        ("instrument = \"guarantee\"\n", ""),
        ("basis = \"official\"", "basis = \"oficial\""),
        ("basis = \"official\"\n", ""),
        ("exclusive = [\"word\"]", "exclusive = \"word\""),
        ("illustrative = [\"fee.rate\"]", "illustrativ = [\"fee.rate\"]"),
        ("type = \"boolean\"", "type = \"bool\""),
        ("id = \"bank\"\n", ""),
        ("when = \"institution.kind = 'bank'\"\n", ""),
        ("reason = \"for banks only\"\n", ""),
        ("reason = \"for banks only\"", "reason = \" \""),
        ("reason = \"for banks only\"", "reason = \"no\"\nremove = true"),
        ("cap = 3000", "cap = true"),
        ("cap = 3000", "caps = 3000"),
        ("rest = \"guarantor\"\n", ""),
        ("rest = \"guarantor\"", "rest = \"guarantors\""),
        ("least = { bank = 20 }", "least = { bank = \"20\" }"),
        ("least = { bank = 20 }", "least = { banks = 20 }"),
        ("most = { fund = 40 }\ncap = 5", "most = { fund = 40 }\ncap = 0"),
        ("payer = \"firm\"", "payer = \"bank\""),
        ("rate = 0.5\n", ""),
        ("of = \"interest\"", "of = \"loan\""),
        ("of = \"interest\"\n", ""),
        ("rate = 1.25\n", ""),
        ("value = 8000 }", "value = \"8000\" }"),
        ("{ value = 5000 }", "{ valu = 5000 }"),
    ] {
        let text = SOUND.replacen(from, to, 1);
        assert_ne!(text, SOUND, "`{from}` is not in the sound programme");
        assert_eq!(both(&text), (false, false), "{from:?} → {to:?}");
    }
    for (from, to) in [
        ("cap = 3000", "cap = \"required\""),
        ("cap = 3000", "cap = \"revenue / 2\""),
        ("cap = 3000", "cap = { dated = [{ value = 1000 }, { valid_from = 2025-01-01, value = 3000 }] }"),
        ("rate = 0.5", "rate = { dated = [{ value = \"revenue / 1e9\" }] }"),
        ("layer = \"region\"", "layer = { dated = [{ value = \"region\", source = \"a circular\" }] }"),
        ("least = { bank = 20 }", "least = { bank = { dated = [{ value = 20 }] } }"),
    ] {
        let text = SOUND.replacen(from, to, 1);
        assert_ne!(text, SOUND, "`{from}` is not in the sound programme");
        assert_eq!(both(&text), (true, true), "{from:?} → {to:?} {:?}", said("programme", &text));
    }
}

#[test]
fn a_file_that_extends_another_need_not_be_whole() {
    for base in PROGRAMMES.ids() {
        let own = format!("extends = \"{base}\"\nid = \"own\"\ntitle = \"Own\"\nbasis = \"local\"\n");
        assert_eq!(both(&own), (true, true), "{base}: {:?}", said("programme", &own));
        for more in ["note = \"x\"\n", "[[rule]]\nid = \"new\"\nwhen = \"hnte\"\nreason = \"no\"\n"] {
            let text = format!("{own}{more}");
            assert_eq!(both(&text), (true, true), "{base}: {:?}", said("programme", &text));
        }
    }
    let own = "extends = \"special-guarantee-2024\"\nid = \"own\"\ntitle = \"Own\"\nbasis = \"local\"\n";
    for more in [
        "[loan]\ncap = 1000\n",
        "[loss]\nbank = 30\n",
        "[fee]\npayer = \"firm\"\n",
        "[[rule]]\nid = \"kind\"\nwhen = \"hnte\"\n",
        "[[rule]]\nid = \"kind\"\nremove = true\n",
    ] {
        let text = format!("{own}{more}");
        assert_eq!(both(&text), (true, true), "{more} {:?}", said("programme", &text));
    }
    for (from, to) in [
        ("id = \"own\"\n", ""),
        ("title = \"Own\"\n", ""),
        ("basis = \"local\"\n", ""),
        ("\"special-guarantee-2024\"", "3"),
        ("\"local\"\n", "\"local\"\nlos = 3\n"),
        ("\"local\"\n", "\"local\"\n[[rule]]\nwhen = \"hnte\"\n"),
        ("\"local\"\n", "\"local\"\n[loss]\nbank = true\n"),
    ] {
        let text = own.replacen(from, to, 1);
        assert_ne!(text, own);
        assert_eq!(both(&text), (false, false), "{to}");
    }
}

#[test]
fn a_begun_programme_is_sound_by_its_schema() {
    let folder = Folder::empty();
    let bases = PROGRAMMES.ids().map(Some).chain([None]);
    for base in bases {
        let mut command = vec!["programmes", "new", "own", "--force"];
        command.extend(base.into_iter().flat_map(|base| ["--from", base]));
        let begun = folder.jifen(&command);
        assert_eq!(begun.status.code(), Some(0), "{}", text(&begun.stderr));
        assert_eq!(said("programme", &folder.read("own.toml")), [""; 0], "{base:?}");
    }
}
