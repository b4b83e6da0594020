//! One faulty file per fault of a programme, and of the table that names programmes.

use jifen::campaign::Campaign;
use jifen::parameters::Source;
use jifen::programmes::{Bearer, Part, Programmes};

use super::{Case, Outcome, by_bearer, said};
use crate::support::workplace::Folder;

/// A programme with every key, and without a fault.
pub(super) const SOUND: &str = r#"id = "whole"
title = "Whole"
title_zh = "完整"
instrument = "guarantee"
basis = "official"
source = "a circular"
illustrative = ["fee.rate"]
note = "a remark"
note_zh = "备注"
layer = "region"
exclusive = ["word"]

[[field]]
name = "first_loan"
title = "首贷"
type = "boolean"

[[rule]]
id = "bank"
when = "institution.kind = 'bank'"
reason = "for banks only"
reason_zh = "仅适用于银行"
source = "another circular"

[loan]
cap = 3000
months = 24

[loss]
bank = 20
pool = "CASE WHEN first_loan THEN 10 ELSE 5 END"
province = 20
fund = 40
insurer = 5
rest = "guarantor"
least = { bank = 20 }
most = { fund = 40 }
cap = 5

[fee]
rate = 0.5
payer = "firm"

[subsidy]
of = "interest"
points = 1
years = 2
cap = 10
payer = "local"

[relending]
rate = 1.25
share = 60
quota = { dated = [{ value = 5000 }, { valid_from = 2025-05-07, value = 8000 }] }
"#;

const TABLE: &str = "use = [\"whole.toml\"]\n[programmes.loan]\nrate = 3\nfunding = 2\n";

/// Findings of a campaign with the table and the file.
fn found(table: &str, file: &str) -> Vec<String> {
    let folder = Folder::empty();
    Case { day: "2025-12-31", kind: "bank", programmes: table, firms: &["hnte=是"] }.write(&folder);
    folder.write("whole.toml", file.as_bytes());
    match Campaign::load(&folder.path("campaign.toml"), None) {
        Ok(campaign) => said(&campaign.findings),
        Err(findings) => {
            let place = folder.path("").display().to_string();
            said(&findings).into_iter().map(|line| line.replace(&place, "")).collect()
        }
    }
}

#[test]
fn the_sound_programme_is_sound() {
    assert_eq!(found(TABLE, SOUND), [""; 0]);
    let alone = Programmes::load_alone(&Source::new("whole.toml", SOUND), None);
    assert!(
        alone.is_ok_and(|(_, programme, findings)| findings.is_empty() && programme.required().count() == 0)
    );
}

/// A change of the sound programme, and the only finding that comes of it.
const OF_FILES: &[(&str, &str, &str)] = &[
    (
        "id = \"whole\"",
        "id = \"Whole\"",
        "error[name-invalid]: whole.toml:1 [id]: `Whole` is no valid id\n  help: use lower-case letters \
        and digits with single hyphens between them",
    ),
    (
        "title = \"Whole\"",
        "title = \" \"",
        "error[value-empty]: whole.toml:2 [title]: the title is empty\n  help: write a title for people",
    ),
    (
        "title = \"Whole\"\n",
        "",
        "error[key-missing]: whole.toml:1: missing key `title`\n  help: write `title = …` at the top of \
        the file",
    ),
    (
        "\"guarantee\"",
        "\"guaranty\"",
        "error[value-invalid]: whole.toml:4: unknown value `guaranty`\n  help: did you mean `guarantee`?",
    ),
    (
        "\"official\"",
        "\"officia\"",
        "error[value-invalid]: whole.toml:5: unknown value `officia`\n  help: did you mean `official`?",
    ),
    (
        "note = \"a remark\"",
        "note = 3",
        "error[value-type]: whole.toml:8: `3` is a whole number, where a text is needed\n  help: write \
        it between quotation marks",
    ),
    (
        "exclusive = [\"word\"]",
        "exclusive = \"word\"",
        "error[value-type]: whole.toml:11: `\"word\"` is a text, where a list is needed\n  help: write \
        the values in brackets, or each entry under [[…]]",
    ),
    (
        "[\"fee.rate\"]",
        "[\"fees\"]",
        "error[name-unknown]: whole.toml:7 [illustrative]: `fees` is named as made up, but is not in \
        the programme\n  help: keys of this programme: loan, loss, fee, subsidy, relending, layer and \
        rule",
    ),
    (
        "layer = \"region\"",
        "layer = \"revenue\"",
        "error[rule-type]: whole.toml:10 [layer]: `revenue` is a number, where a text is \
        needed\n  help: values are not converted from one type to another",
    ),
    (
        "layer = \"region\"",
        "layer = \"loan.principal\"",
        "error[name-unknown]: whole.toml:10 [layer]: unknown name `loan.principal`\n  help: use the \
        name of a field or result; a text stands between single quotes",
    ),
    (
        "[[rule]]\n",
        "[[field]]\nname = \"segment\"\ntitle = \"段\"\ntype = \"string\"\n\n[[rule]]\n",
        "error[name-repeated]: whole.toml:18 [name]: `segment` is already the name of a value that \
        every rule knows\n  help: choose another name",
    ),
    (
        "type = \"boolean\"",
        "type = \"boolean\"\nunit = \"万元\"",
        "error[key-idle]: whole.toml:13 [unit]: field `first_loan` is not a number and has no \
        unit\n  help: remove it",
    ),
    (
        "id = \"bank\"\n",
        "",
        "error[key-missing]: whole.toml:18: missing key `id`\n  help: write `id = …` into the table \
        that begins there",
    ),
    (
        "'bank'",
        "'shop'",
        "error[name-unknown]: whole.toml:20 [when]: `institution.kind` is never `'shop'`\n  help: \
        `institution.kind` is one of: bank, guarantee-fund, insurer, investor",
    ),
    (
        "reason = \"for banks only\"",
        "reason = \"\"",
        "error[value-empty]: whole.toml:21 [reason]: the reason is empty\n  help: write what is printed \
        for a firm that does not meet the rule",
    ),
    (
        "\"institution.kind = 'bank'\"",
        "\"institution.kind\"",
        "error[rule-type]: whole.toml:20 [when]: `institution.kind` is a text, where a flag is \
        needed\n  help: write a comparison, or a field that is yes or no",
    ),
    (
        "\"institution.kind = 'bank'\"",
        "\"revenu > 3\"",
        "error[name-unknown]: whole.toml:20 [when]: unknown name `revenu`\n  help: did you mean `revenue`?",
    ),
    (
        "[loan]\n",
        "[[rule]]\nid = \"bank\"\nwhen = \"hnte\"\nreason = \"no\"\n\n[loan]\n",
        "error[name-repeated]: whole.toml:26 [id]: rule `bank` is written twice\n  help: give each rule \
        its own id",
    ),
    (
        "cap = 3000",
        "cap = -1",
        "error[value-invalid]: whole.toml:26 [loan.cap]: `loan.cap` is -1\n  help: write a number from \
        0 to 10000000000",
    ),
    (
        "cap = 3000",
        "cap = nan",
        "error[value-invalid]: whole.toml:26 [loan.cap]: `loan.cap` is NaN\n  help: write a number from \
        0 to 10000000000",
    ),
    (
        "cap = 3000",
        "cap = true",
        "error[value-type]: whole.toml:26: `true` is true or false, where a number, an SQL expression \
        or \"required\" is needed\n  help: see an example in sample_data, or run `jifen scorecards show`",
    ),
    (
        "cap = 3000",
        "cap = \"region\"",
        "error[rule-type]: whole.toml:26 [loan.cap]: `region` is a text, where a number is \
        needed\n  help: values are not converted from one type to another",
    ),
    (
        "cap = 3000",
        "cap = \"required\"",
        "error[key-missing]: whole.toml:26 [loan.cap]: `loan.cap` of `whole` has no public value: the \
        campaign must give it\n  help: write loan.cap = … under [programmes.set.whole] in the \
        campaign, or --set whole.loan.cap=…",
    ),
    (
        "months = 24",
        "months = 1201",
        "error[value-invalid]: whole.toml:27 [loan.months]: `loan.months` is 1201\n  help: write a \
        number from 0 to 1200",
    ),
    (
        "bank = 20\npool",
        "bank = 60\npool",
        "error[value-invalid]: whole.toml:35 [loss]: the shares of a loss sum to 125 %\n  help: change \
        the shares: those stated sum to at most 100 %, and the rest falls to `rest`",
    ),
    (
        "bank = 20\npool",
        "bank = 101\npool",
        "error[value-invalid]: whole.toml:30 [loss.bank]: `loss.bank` is 101\n  help: write a number \
        from 0 to 100",
    ),
    (
        "\"CASE WHEN first_loan THEN 10 ELSE 5 END\"",
        "20",
        "error[value-invalid]: whole.toml:35 [loss]: the shares of a loss sum to 105 %\n  help: change \
        the shares: those stated sum to at most 100 %, and the rest falls to `rest`",
    ),
    (
        "province = 20",
        "province = 20\nguarantor = 5",
        "error[key-choice]: whole.toml:33 [loss.guarantor]: `guarantor` has a share and bears the rest \
        as well\n  help: leave the share out, or let another bearer bear the rest",
    ),
    (
        "rest = \"guarantor\"",
        "rest = \"guaranter\"",
        "error[value-invalid]: whole.toml:35: unknown value `guaranter`\n  help: did you mean `guarantor`?",
    ),
    (
        "rest = \"guarantor\"\n",
        "",
        "error[key-missing]: whole.toml:29: missing key `rest`\n  help: write `rest = …` into the table \
        that begins there",
    ),
    (
        "least = { bank = 20 }",
        "least = { bank = 101 }",
        "error[value-invalid]: whole.toml:36 [loss.least]: `loss.least` is 101\n  help: write a number \
        from 0 to 100",
    ),
    (
        "most = { fund = 40 }",
        "most = { fund = nan }",
        "error[value-invalid]: whole.toml:37 [loss.most]: `loss.most` is NaN\n  help: write a number \
        from 0 to 100",
    ),
    (
        "most = { fund = 40 }",
        "most = { funds = 40 }",
        "error[value-invalid]: whole.toml:37: unknown value `funds`\n  help: did you mean `fund`?",
    ),
    (
        "cap = 5\n",
        "cap = 0\n",
        "error[value-invalid]: whole.toml:38 [loss.cap]: `loss.cap` is 0\n  help: write a number above \
        0, at most 100",
    ),
    (
        "rate = 0.5",
        "rate = 101",
        "error[value-invalid]: whole.toml:41 [fee.rate]: `fee.rate` is 101\n  help: write a number from \
        0 to 100",
    ),
    (
        "rate = 0.5\n",
        "",
        "error[key-missing]: whole.toml:40: missing key `rate`\n  help: write `rate = …` into the table \
        that begins there",
    ),
    (
        "payer = \"firm\"",
        "payer = \"bank\"",
        "error[value-invalid]: whole.toml:42: unknown value `bank`\n  help: known here: firm, \
        guarantor, central, local",
    ),
    (
        "points = 1\n",
        "",
        "error[key-choice]: whole.toml:45 [subsidy]: the subsidy has no rate, or two\n  help: write \
        either `points` or `share`",
    ),
    (
        "points = 1\n",
        "points = 1\nshare = 20\n",
        "error[key-choice]: whole.toml:45 [subsidy]: the subsidy has no rate, or two\n  help: write \
        either `points` or `share`",
    ),
    (
        "points = 1\n",
        "points = 1\npremium = 3\n",
        "error[key-choice]: whole.toml:45 [subsidy]: the rate of the subsidy does not fit what it is \
        of\n  help: a subsidy of premiums has `premium` and `share`; one of interest has `points` or \
        `share`",
    ),
    (
        "of = \"interest\"",
        "of = \"premium\"",
        "error[key-choice]: whole.toml:45 [subsidy]: the rate of the subsidy does not fit what it is \
        of\n  help: a subsidy of premiums has `premium` and `share`; one of interest has `points` or \
        `share`",
    ),
    (
        "years = 2",
        "years = -2",
        "error[value-invalid]: whole.toml:47 [subsidy.years]: `subsidy.years` is -2\n  help: write a \
        number from 0 to 1200",
    ),
    (
        "share = 60",
        "share = \"required\"",
        "error[key-missing]: whole.toml:53 [relending.share]: `relending.share` of `whole` has no \
        public value: the campaign must give it\n  help: write relending.share = … under \
        [programmes.set.whole] in the campaign, or --set whole.relending.share=…",
    ),
    (
        "{ value = 5000 }, { valid_from = 2025-05-07, value = 8000 }",
        "{ value = -1 }",
        "error[value-invalid]: whole.toml:54 [relending.quota]: `relending.quota` is -1\n  help: write \
        a number above 0, at most 100000000",
    ),
    (
        "{ value = 5000 }, { valid_from = 2025-05-07,",
        "{ valid_from = 2026-05-07,",
        "error[value-not-in-force]: whole.toml:54: no value of `relending.quota` is in force on \
        2025-12-31\n  help: add the value that held before, or choose a later as-of day",
    ),
    (
        "share = 60",
        "share = 60\nshares = 60",
        "error[key-unknown]: whole.toml:54: unknown key `shares`\n  help: did you mean `share`?",
    ),
];

/// A change of the campaign's table, and the only finding that comes of it.
const OF_TABLES: &[(&str, &str, &str)] = &[
    (
        "[\"whole.toml\"]",
        "[]",
        "error[value-empty]: campaign.toml:10 [use]: no programme is named\n  help: name ids of \
        built-in programmes (`jifen programmes list`) or paths that end in .toml",
    ),
    (
        "[\"whole.toml\"]",
        "[\"whole.toml\", \"whole.toml\"]",
        "error[name-repeated]: campaign.toml:10 [use]: programme `whole` is named twice\n  help: name \
        it once",
    ),
    (
        "[\"whole.toml\"]",
        "[\"whole.toml\", \"key-region\"]",
        "error[name-unknown]: campaign.toml:10 [use]: no programme is called `key-region`\n  help: did \
        you mean `key-regions`?",
    ),
    (
        "[\"whole.toml\"]",
        "[\"whole.toml\", \"absent.toml\"]",
        "error[file-unreadable]: campaign.toml:10 [use]: `absent.toml` cannot be read: no such file or \
        folder\n  help: paths are relative to the file that names them",
    ),
    (
        "[\"whole.toml\"]",
        "[\"whole.toml\", \"technology-insurance\"]",
        "error[key-missing]: <built-in technology-insurance>:31 [subsidy.share]: `subsidy.share` of \
        `technology-insurance` has no public value: the campaign must give it\n  help: write \
        subsidy.share = … under [programmes.set.technology-insurance] in the campaign, or --set \
        technology-insurance.subsidy.share=…",
    ),
    (
        "[\"whole.toml\"]",
        "\"whole.toml\"",
        "error[value-type]: campaign.toml:10: `\"whole.toml\"` is a text, where a list is \
        needed\n  help: write the values in brackets, or each entry under [[…]]",
    ),
    (
        "use = [\"whole.toml\"]",
        "prefer = \"firm\"\nuse = [\"whole.toml\"]",
        "error[value-invalid]: campaign.toml:10: unknown value `firm`\n  help: known here: cover, money",
    ),
    (
        "use = [\"whole.toml\"]\n",
        "use = [\"technology-relending\"]\n[programmes.set.technology-relending.relending]\nshare = 60\n",
        "error[key-idle]: campaign.toml:14 [rate]: no programme in use reads `rate`\n  help: remove it",
    ),
    (
        "rate = 3\n",
        "",
        "error[key-missing]: campaign.toml:10 [programmes.loan]: `whole` needs the loans' \
        `rate`\n  help: write rate = … under [programmes.loan]: % a year, a number or an SQL expression",
    ),
    (
        "funding = 2\n",
        "",
        "error[key-missing]: campaign.toml:10 [programmes.loan]: `whole` needs the loans' \
        `funding`\n  help: write funding = … under [programmes.loan]: % a year, a number or an SQL \
        expression",
    ),
    (
        "rate = 3\n",
        "rate = 300\n",
        "error[value-invalid]: campaign.toml:12 [rate]: `rate` is 300\n  help: write a number from 0 to \
        100",
    ),
    (
        "rate = 3\n",
        "rate = \"required\"\n",
        "error[name-unknown]: campaign.toml:12 [rate]: unknown name `required`\n  help: use the name of \
        a field or result; a text stands between single quotes",
    ),
    (
        "rate = 3\n",
        "rate = 3\nprincipal = \"name\"\n",
        "error[rule-type]: campaign.toml:13 [principal]: `name` is a text, where a number is \
        needed\n  help: values are not converted from one type to another",
    ),
    (
        "rate = 3\n",
        "rate = 3\nmonths = \"loan.months\"\n",
        "error[name-unknown]: campaign.toml:13 [months]: unknown name `loan.months`\n  help: use the \
        name of a field or result; a text stands between single quotes",
    ),
    (
        "[programmes.loan]",
        "[programmes.set.whol.loan]\ncap = 3\n[programmes.loan]",
        "error[name-unknown]: campaign.toml:11 [set]: values are set for `whol`, which is not in \
        use\n  help: did you mean `whole`?",
    ),
    (
        "[programmes.loan]",
        "[programmes.set.whole]\nid = \"other\"\n[programmes.loan]",
        "error[key-idle]: campaign.toml:12 [id]: `id` is set for a programme in use\n  help: only \
        a file can set it: write one that extends the programme",
    ),
    (
        "[programmes.loan]",
        "[programmes.set.whole.loan]\ncap = -3\n[programmes.loan]",
        "error[value-invalid]: campaign.toml:12 [loan.cap]: `loan.cap` is -3\n  help: write a number \
        from 0 to 10000000000",
    ),
    (
        "[programmes.loan]",
        "[programmes.set.whole.loan]\ncaps = 3\n[programmes.loan]",
        "error[key-unknown]: campaign.toml:12: unknown key `caps`\n  help: did you mean `cap`?",
    ),
    (
        "[programmes.loan]",
        "[programmes.set.whole]\nloan = 3\n[programmes.loan]",
        "error[value-type]: campaign.toml:12: `3` is a whole number, where a table is needed\n  help: \
        write keys and values in braces: { key = … }",
    ),
    (
        "[programmes.loan]",
        "[programmes.set]\nwhole = 3\n[programmes.loan]",
        "error[value-type]: campaign.toml:12: `3` is a whole number, where a table is needed\n  help: \
        write keys and values in braces: { key = … }",
    ),
];

/// A change of an overlay, and the only finding that comes of it.
const OF_OVERLAYS: &[(&str, &str, &str)] = &[
    (
        "id = \"own\"\n",
        "",
        "error[key-missing]: whole.toml:1 [id]: missing key `id`\n  help: give the programme its own \
        id: it differs from the one it extends",
    ),
    (
        "id = \"own\"",
        "id = \"jinan-risk-compensation\"",
        "error[name-repeated]: whole.toml:2 [id]: `jinan-risk-compensation` is the id of the programme \
        it extends\n  help: give the programme its own id: it differs from the one it extends",
    ),
    (
        "title = \"Own\"\n",
        "",
        "error[key-missing]: whole.toml:1 [title]: missing key `title`\n  help: give the programme its \
        own title: it differs from the one it extends",
    ),
    (
        "basis = \"local\"\n",
        "",
        "error[key-missing]: whole.toml:1 [basis]: missing key `basis`\n  help: write \"local\" \
        or \"illustrative\", since its numbers differ from those of the programme it extends",
    ),
    (
        "\"jinan-risk-compensation\"",
        "\"jinan\"",
        "error[name-unknown]: whole.toml:1 [extends]: no programme is called `jinan`\n  help: did you \
        mean `jinan-risk-compensation`?",
    ),
    (
        "\"jinan-risk-compensation\"",
        "\"whole.toml\"",
        "error[extends-cycle]: whole.toml:1 [extends]: `whole.toml` extends itself\n  help: remove \
        `extends` from the file that is meant as the base of the others",
    ),
    (
        "\"jinan-risk-compensation\"",
        "3",
        "error[value-type]: whole.toml:1 [extends]: `extends` is not a text\n  help: write extends \
        = \"technology-relending\", or a path that ends in .toml",
    ),
    (
        "pool = 40",
        "pool = 60",
        "error[value-invalid]: <built-in jinan-risk-compensation>:26 [loss]: the share of `pool` is 60 \
        %, above the greatest one, 50 %\n  help: change the shares: those stated sum to at most 100 %, \
        and the rest falls to `rest`",
    ),
    (
        "pool = 40",
        "bank = 70",
        "error[key-choice]: whole.toml:6 [loss.bank]: `bank` has a share and bears the rest as \
        well\n  help: leave the share out, or let another bearer bear the rest",
    ),
    (
        "[loss]",
        "[[rule]]\nid = \"regions\"\nreason = \"elsewhere\"\n[loss]",
        "error[name-unknown]: whole.toml:6 [id]: the extended file has no `regions` to change; read as \
        a new entry: missing key `when`\n  help: did you mean `region`?",
    ),
    (
        "[loss]",
        "[[rule]]\nid = \"regions\"\nremove = true\n[loss]",
        "error[name-unknown]: whole.toml:6 [id]: the extended file has no `regions` to remove\n  help: \
        did you mean `region`?",
    ),
];

const OVERLAY: &str = "extends = \"jinan-risk-compensation\"\nid = \"own\"\ntitle = \"Own\"\nbasis = \
    \"local\"\n[loss]\npool = 40\n";

/// Changes `whole` in each way; exactly the finding beside it must come of it.
fn each(whole: &str, changes: &[(&str, &str, &str)], found: impl Fn(&str) -> Vec<String>) {
    let mut wrong = Vec::new();
    for (from, to, message) in changes {
        let text = whole.replacen(from, to, 1);
        assert_ne!(text, whole, "`{from}` is not in\n{whole}");
        let found = found(&text);
        if found != [*message] {
            wrong.push(format!("{from:?} → {to:?}: {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fault_of_a_file_has_its_message() {
    each(SOUND, OF_FILES, |file| found(TABLE, file));
}

#[test]
fn every_fault_of_the_table_has_its_message() {
    each(TABLE, OF_TABLES, |table| found(table, SOUND));
}

#[test]
fn every_fault_of_an_overlay_has_its_message() {
    assert_eq!(found("use = [\"whole.toml\"]", OVERLAY), [""; 0]);
    each(OVERLAY, OF_OVERLAYS, |file| found("use = [\"whole.toml\"]", file));
}

#[test]
fn too_many_of_anything_are_refused() {
    let rule = |at| format!("[[rule]]\nid = \"r{at}\"\nwhen = \"hnte\"\nreason = \"no\"\n");
    let whole = |rules: usize| SOUND.to_owned() + &(1..rules).map(rule).collect::<String>();
    assert_eq!(found(TABLE, &whole(255)), [""; 0]);
    assert_eq!(
        found(TABLE, &whole(256)),
        ["error[too-many]: whole.toml:1072 [rule]: more than 255 rules\n  help: join some with AND"]
    );
    let words: Vec<String> = (0..65).map(|at| format!("\"w{at}\"")).collect();
    assert_eq!(
        found(TABLE, &SOUND.replacen("[\"word\"]", &format!("[{}]", words.join(", ")), 1)),
        ["error[too-many]: whole.toml:11 [exclusive]: more than 64 words by which programmes exclude one \
          another\n  help: use fewer words: programmes with the same word exclude one another"]
    );
    let names = |count: usize| (0..count).map(|at| format!("\"p{at}.toml\"")).collect::<Vec<_>>().join(", ");
    let many = |count: usize, terms: &str| {
        let folder = Folder::empty();
        let table = format!("use = [{}]", names(count));
        Case { day: "2025-12-31", kind: "bank", programmes: &table, firms: &["hnte=是"] }.write(&folder);
        for at in 0..count {
            let text = format!(
                "id = \"p{at}\"\ntitle = \"P\"\ninstrument = \"guarantee\"\nbasis = \"local\"\n{terms}"
            );
            folder.write(&format!("p{at}.toml"), text.as_bytes());
        }
        let place = folder.path("").display().to_string();
        match Campaign::load(&folder.path("campaign.toml"), None) {
            Ok(_) => Vec::new(),
            Err(found) => said(&found).into_iter().map(|line| line.replace(&place, "")).collect(),
        }
    };
    assert_eq!(many(64, ""), [""; 0]);
    assert_eq!(
        many(65, ""),
        ["error[too-many]: campaign.toml:10 [use]: 65 programmes are named; at most 64 can be in \
            use\n  help: \
          name ids of built-in programmes (`jifen programmes list`) or paths that end in .toml"]
    );
    for terms in ["[fee]\nrate = 1\npayer = \"firm\"\n", "exclusive = [\"word\"]\n"] {
        assert_eq!(many(16, terms), [""; 0]);
        assert_eq!(
            many(17, terms),
            ["error[too-many]: campaign.toml:10 [use]: 17 programmes change a loan's money or risk, \
                or exclude \
              others; at most 16 can be in use together\n  help: leave out programmes that no firm of the \
              cohort can be in"]
        );
    }
}

#[test]
fn shares_that_cannot_be_keep_a_firm_out_alone() {
    let file = SOUND.replacen("THEN 10 ELSE 5", "THEN 10 ELSE 50", 1);
    let folder = Folder::empty();
    let firms = ["first_loan=是", "first_loan=否"];
    Case { day: "2025-12-31", kind: "bank", programmes: TABLE, firms: &firms }.write(&folder);
    folder.write("whole.toml", file.as_bytes());
    let outcome = Outcome::of(&folder);
    assert_eq!(outcome.is_in("whole"), [true, false]);
    assert_eq!(outcome.grant(1).parts[0], Part::Shares);
    assert_eq!(outcome.grant(1).borne, by_bearer(&[(Bearer::Bank, 1_000.0)]));
    assert_eq!(outcome.chosen(0), ["whole"]);
}
