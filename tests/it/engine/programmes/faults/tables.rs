//! Faults of the table `[programmes]`, and of overlays.

/// A change of the campaign's table, and the only finding that comes of it.
pub(super) const OF_TABLES: &[(&str, &str, &str)] = &[
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
        subsidy.share = … under [programmes.set.technology-insurance] in the campaign",
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
pub(super) const OF_OVERLAYS: &[(&str, &str, &str)] = &[
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
