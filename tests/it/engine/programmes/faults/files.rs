//! Faults of programme files.

/// A change of the sound programme, and the only finding that comes of it.
pub(super) const OF_FILES: &[(&str, &str, &str)] = &[
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
        campaign",
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
        [programmes.set.whole] in the campaign",
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
