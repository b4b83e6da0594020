### A campaign: its file, its run, the summary of it, and what only the whole of it shows.

## The campaign file

titled-trial = { $title } (trial weights: { $trial })
study-title = { $title }: { $study } of { $scorecard }
is-scorecard = is a scorecard, where a campaign is needed
is-scorecard-help = give a campaign with `scorecard = "{ $name }"`
is-institutions = is an institutions file, where a campaign is needed
is-institutions-help = give a campaign with `institutions = "{ $name }"`
is-programme = is a programme, where a campaign is needed
is-programme-help = give a campaign with `use = ["{ $name }"]` under [programmes]
is-table = is not TOML, where a campaign is needed; it may be a table of firms
is-table-help = give a campaign that names it as `path` under [firms]; `jifen check { $name }` checks the table alone
day-invalid = `{ $written }` is not a day
day-invalid-help = write as_of = 2025-12-31
id-invalid = `{ $id }` is not a valid campaign id
id-invalid-help = use lower-case letters, digits, -, _ and .
book-without-detail = a workbook of points needs the table of points
book-without-detail-help = add `detail = true`, or leave out `points`
title-empty = the title is empty
title-empty-help = name the round in a few words: every output shows the title

## Unknown facts that a campaign accepts

did-you-mean = did you mean `{ $name }`?
accepted-twice = `{ $name }` is accepted twice
accepted-twice-help = name it once
accepted-idle = no gate holds firms for an unknown `{ $name }`
accepted-none-help = remove it: no gate holds firms
accepted-known-help = name a field that gates ask for: { $names }

## Scorecards of one campaign

id-not-text = `{ $id }` is not a text field and cannot identify firms
id-not-text-help = name a text column, such as the credit code
cards-alike = rules cannot distinguish `{ $id }` from `{ $other }`
cards-alike-help = both are `{ $prefix }` in rules: name each scorecard once
card-unnamed = rules cannot name the results of `{ $id }`
card-unnamed-help = give it an id that begins with a letter and is neither `points` nor a word of the rules
card-column = two columns of scores.csv have the name `{ $column }`
card-column-help = give `{ $id }` another id: its results stand there as `{ $prefix }_…`
card-field = field `{ $field }` of `{ $of }` and field `{ $other }` share a name or header but differ otherwise
card-field-help = declare it alike in both files, or choose another name and title
id-is-result = `{ $name }` is already the name of a result
id-is-result-help = give the column another header: tables have it beside the firm's points and ranks
id-option-help = if another column identifies firms, name it with --id HEADER

## Rules whose field has no column

field-absent = no column for the field `{ $name }` ({ $title }); needed by { $askers }
field-absent-more = no column for the field `{ $name }` ({ $title }); needed by { $askers } and { $more } more
# $kind: gate, route, pass or segments.
asker = { $kind ->
    [gate] gate
   *[route] route
} `{ $id }`
asker-of = { $kind ->
    [gate] gate
   *[route] route
} `{ $id }` of `{ $scorecard }`
asker-unnamed = { $kind ->
    [gate] a gate
    [route] a route
    [pass] the pass rule
   *[segments] the segments
}
asker-unnamed-of = { $kind ->
    [gate] a gate
    [route] a route
    [pass] the pass rule
   *[segments] the segments
} of `{ $scorecard }`
asker-rule = a rule of `{ $institution }`
asker-order = the order of `{ $institution }`
asker-quota = the quota of `{ $institution }`
asker-preferences = the matching (only institutions that firms name)
asker-consent = every list (the firm's consent)

## Gates whose facts are not known

gate = gate `{ $id }`
gate-of = gate `{ $id }` of `{ $scorecard }`
field = `{ $name }` ({ $title })
held-all = { $firms ->
    [one] { $gate } holds 1 firm: { $why }
   *[other] { $gate } holds { $firms } firms: { $why }
}
held-beside = { $firms ->
    [one] { $gate } holds 1 firm
   *[other] { $gate } holds { $firms } firms
}, beside { $others ->
    [one] 1 that does not qualify anyway
   *[other] { $others } that do not qualify anyway
}: { $why }
why-rule = { $asks } is not known
why-absent = no column for { $fields }
why-blank = no value of { $fields }
why-blank-absent = no value of { $fields }, and no column for { $absent }
why-mark = { $count } of them say `{ $mark }` there, which is read as not known
held-rule-help = check what the rule divides by, or set the gate's `unknown`
held-blank-help = fill in the blank cells
held-given-help = add the firms to `{ $supplement }`
held-left-help = correct the rows of `{ $supplement }` that supplements.csv of a run lists, or add the firms to it
held-mark-help = if `{ $mark }` means no, write `{ $line }` under [firms.no] in the campaign
bind-column-help = if it is this column, bind it under [firms.columns]: `{ $line }`
add-column-help = add the column, or name its header under [firms.columns]: "…" = "{ $name }"
accept-help = { $line } in the campaign lets firms with an unknown value pass
veto-near = is not read, but its header resembles the name of the field `{ $name }`, which a gate requires
veto-near-help = { $line } in the campaign accepts the field as unknown
veto-absent = no column for { $fields }, which { $gate } asks for

## Firms without points, lists without firms

no-points-first = no firm has points under `{ $scorecard }`; the first of them: { $reason }
no-points-all = no firm has points under `{ $scorecard }`
no-points-all-help = check that the file has the columns the scorecard reads
no-points = no points under `{ $scorecard }`: { $reason }
nobody-scored = no firm is left to score: { $causes }
nobody-scored-none = no firm is left to score
nobody-scored-help = correct the other findings; no output was written or replaced
coverage-low-cut-help = fill in the blank cells, remove columns with values from `ignore`, or lower the scorecard's `minimum_coverage`
list-empty-rules = no firm is eligible for `{ $institution }`: no firm meets { $rules }
list-empty-together = no firm is eligible for `{ $institution }`: no firm meets all of its rules
list-empty-rule = `{ $rule }` ({ $reason })
list-empty-help = the list is empty; check the rule, and that the columns it reads are filled
floor-unmet = `{ $institution }` has { $listed } of the { $floor } firms of `{ $group }` that its floor asks for; { $eligible } are eligible
floor-unmet-help = the free places went to other firms; lower the floor, or look at the rules that turn such firms away
preference-unknown = `{ $word }` among the preferred institutions of { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
} is no institution of the campaign
preference-unknown-help = the wish counts for nothing; write the id or the name of an institution
preference-near-help = the wish counts for nothing; did you mean `{ $near }`?
lists-empty = every list is empty, since no firm may be referred: { $bars }
lists-empty-help = after a run, not_referred.csv gives the reason for each firm
# $kind: consent-refused, consent-unknown, not-qualified or held.
lists-empty-bar = { $firms } { $kind ->
    [consent-refused] with consent refused
    [consent-unknown] with consent not known
    [not-qualified] not qualified
   *[held] held
}

## Rows lost: faults of the program

rows-lost = { $rows } rows went in, but { $scored } scored, { $quarantined } quarantined and { $merged } merged came out
firms-lost = { $firms } firms went in, but { $scored } scored and { $rejected } not
lost-help = this is a fault of the program: please report it with the file's header

## Sides of a comparison

side-file-scorecard = is a scorecard whose name does not end in .toml
side-file-scorecard-help = name it so: other names are those of built-in scorecards
side-institutions = is an institutions file, where a campaign, a scorecard or the output of a run is needed
side-institutions-help = compare lists as parts of campaigns: give two campaigns, each with one of the files
side-programme = is a programme, where a campaign, a scorecard or the output of a run is needed
side-programme-help = compare programmes as parts of campaigns: give two campaigns, each with one of the files
side-table = is not TOML, where a campaign, a scorecard or the output of a run is needed
side-table-help = give a run's whole folder, not a file in it; name the firms of two scorecards with --firms
side-absent = no file or folder has this name
side-absent-help = check the name and the folder: paths are relative to the current folder
side-unknown = `{ $name }` is neither a file nor a folder nor a built-in scorecard
set-campaign = { $kind ->
    [scorecard] `--set` is for a campaign, and `{ $name }` is a scorecard
   *[run] `--set` is for a campaign, and `{ $name }` is a run
}
set-campaign-help = give a campaign, whose scorecard is compared with itself under other weights
side-target = is one of the sides that are compared
side-target-help = choose another folder: --force replaces results, not what they are made from
firms-missing = a scorecard has no firms of its own
firms-missing-help = give a campaign as the other side, or a cohort with --firms
firms-idle-campaign = --firms is for scorecards without a campaign
firms-idle-campaign-help = leave it out: the campaign names its firms
firms-idle-runs = --firms is for scorecards, and neither side is one
firms-idle-runs-help = leave it out: a run has its firms
as-of-idle = --as-of is for sides that are scored, and both are finished runs
as-of-idle-help = leave it out: a run keeps its own day
id-idle = --id is for the cohort of --firms
id-idle-help = leave it out: a campaign names it under [firms]
lists-one-side = lists are not compared: one side has none
lists-at-fault = lists are not compared: under { $scorecard } the institutions' rules are at fault: { $place }: { $fault }

## Output folders that another version wrote


## The summary of a run

summary-title = { $campaign } · as of { $day } · scorecard { $scorecard }
result = Result
lists = Lists
rows = Rows and findings
basis = Not official
points = Points
first = First firms
files = Files

scored = { $scored ->
    [one] 1 firm scored
   *[other] { $scored } firms scored
} of { $rows ->
    [one] 1 row read
   *[other] { $rows } rows read
} ({ $quarantined } quarantined, { $merged } merged as duplicates)
corrected = { $replaced ->
    [one] 1 row corrected
   *[other] { $replaced } rows corrected
} ({ $cells ->
    [one] 1 cell
   *[other] { $cells } cells
}), { $unchanged } returned unchanged, { $added } added
withdrawn = { $rows } withdrawn
referred = { $firms ->
    [one] 1 firm referred
   *[other] { $firms } firms referred
} to { $institutions ->
    [one] 1 institution
   *[other] { $institutions } institutions
}, { $referrals ->
    [one] 1 referral
   *[other] { $referrals } referrals
} in all
referred-none = no firm referred
supplement-rows = supplement `{ $supplement }`: { $joined } of { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    } joined with { $firms ->
        [one] 1 firm
       *[other] { $firms } firms
    }{ $left ->
        [0] { "" }
       *[other] ; { $left } not used{ $faulty ->
            [0] { "" }
           *[other] { " " }({ $faulty } faulty)
        }, see supplements.csv
    }{ $others ->
        [0] { "" }
       *[other] ; { $others } of other years or items
    }
quarantined = { $rows ->
    [one] 1 row quarantined: { $causes }
   *[other] { $rows } rows quarantined: { $causes }
}
causes-no-firms = { $causes }; no firm among them
causes-of-them = { $causes }; { $rows ->
    [one] 1 of these rows is not a firm
   *[other] { $rows } of these rows are not firms
}
# $code: the code of a finding; in Chinese each has a name.
cause = { $rows } { $code }
cause-others = { $rows } of other causes
findings = findings: { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}, { $notes ->
    [one] 1 note
   *[other] { $notes } notes
}
held = { $firms ->
    [one] 1 firm held because a gate's fact is not known: { $gates }
   *[other] { $firms } firms held because a gate's fact is not known: { $gates }
}
held-by = { $firms } by gate { $gate }
waiver = { $fields } not known for { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
}: { $by ->
    [campaign] the campaign
   *[scorecard] the scorecard
} accepts this for gate { $gate } of scorecard { $scorecard }; { $referred } of them referred

basis-illustrative = The scorecard's weights are illustrative. Replace them with the official weights or your own before a list is issued: `jifen scorecards weights`.
basis-illustrative-note = The scorecard's weights are illustrative: { $note }. Replace them with the official weights or your own before a list is issued: `jifen scorecards weights`.
basis-local = The scorecard's weights are local.
basis-derived = The scorecard's weights are derived by a method, which its source names.
basis-trial = The weights are a trial, set on the command line: { $trial }. The lists are not the campaign's.
basis-further = The weights of the further scorecard { $scorecard } are illustrative.
basis-rules = The institutions' rules and capacities are illustrative.

header-institution = institution
header-listed = listed
header-eligible = eligible
header-cut-off = cut-off
own-order = –: the list has an order of its own
header-segment = segment
header-further = further scorecard
header-firms = firms
header-qualified = qualified
header-least = least
header-median = median
header-p90 = p90
header-most = most
header-rank = rank
header-firm = firm
header-points = points
header-grade = grade
# $verdict: yes, held or no.
verdict = { $verdict ->
    [yes] yes
    [held] held
   *[no] no
}
chart-points = Points: least, median and most
chart-segment = { $id } { $title }

file-scores = points, rank and grade of every firm
file-conditions = every firm's result on each gate, route and the pass rule
file-points = every indicator of every firm, from raw value to points
file-further = the same under each further scorecard
file-referrals = one list per institution
file-not-referred = firms that are off a list, and the reasons
file-reasons = meanings of the keys in not_referred.csv
file-supplements = rows of supplements that were not used
file-quarantine = quarantined rows in full, with reasons
file-returned = the quarantined rows of each part, to be corrected and returned
file-corrections = the cells that returned rows changed
file-findings = all findings; all inputs with their hashes
file-package = description of all files and columns (Frictionless Data Package)

## How a cohort was read

reading-title = { $file } as of { $day }
reading-rows = { $rows ->
    [one] 1 row read
   *[other] { $rows } rows read
}: { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
}, { $quarantined } quarantined, { $merged } merged as duplicates
# $delimiter: tab, semicolon, bar or comma.
reading-text = text in { $encoding }, cells separated by { $delimiter ->
    [tab] tabs
    [semicolon] semicolons
    [bar] vertical bars
   *[comma] commas
}
reading-columns = Columns
reading-form = { $form ->
        [worksheet] a worksheet
        [parquet] a Parquet file
       *[frame] a frame in memory
    }
reading-columns-of = { $count ->
    [one] columns of { $parts }
   *[other] columns of { $count } parts: { $parts }
}
reading-scorecards = Scorecards
header-column = column
header-field = field
header-unit = unit
header-filled = filled
header-values = first values
header-readers = read by
header-parts = parts
parts-all = all
parts-all-but = all but { $parts }
header-scorecard = scorecard
header-indicators = indicators
header-absent = fields without a column
ignored = ignored
ignored-near = ignored; similar to { $near }
# $from: campaign or dictionary.
unit-from = { $unit } ({ $from ->
    [campaign] campaign
   *[dictionary] dictionary
})
# $how: count, sum, max, latest, on, listed or where.
gives = { $field } ({ $how ->
    [count] number of rows
    [sum] sum
    [max] greatest
    [latest] latest
    [on] order of rows
    [listed] listed
   *[where] where
})
gives-key = (key)
# $by: id or name.
supplement-columns = supplement { $supplement }, joined by { $by ->
    [name] name
   *[id] id
}
headed = { $heading }: { $parts }
form-of = { $form }: { $parts }
column-blank-in = column { $header } is blank in { $parts }
# $kind: scorecard, indicator, derived, segment, gate, route, pass, rule, order or column.
read-by = { $kind ->
    [scorecard] scorecard
    [indicator] indicator
    [derived] derived value
    [segment] segment
    [gate] gate
    [route] route
    [pass] pass rule
    [rule] rule of
    [order] order of
    [quota] quota of
    [programme] programme
   *[column] column of
} { $names }
read-by-more = { $kind ->
    [scorecard] scorecard
    [indicator] indicator
    [derived] derived value
    [segment] segment
    [gate] gate
    [route] route
    [pass] pass rule
    [rule] rule of
    [order] order of
    [quota] quota of
    [programme] programme
   *[column] column of
} { $names } and { $more } more
# $kind: id, name, gate, route, pass, tie-breaker, preferences or consent.
read-by-unnamed = { $kind ->
    [id] id of firms
    [name] name of firms
    [gate] gate
    [route] route
    [pass] pass rule
    [tie-breaker] order of equal points
    [preferences] matching
    [programme] terms of the loans
   *[consent] consent
}
read-by-all = { $kind ->
    [rule] rules of all lists
    [order] order of all lists
    [quota] quotas of all lists
   *[column] columns of all lists
}
read-by-nothing = nothing
# For a further column of a field.
read-by-same = as above
reader-of = { $id } of { $scorecard }
unit-change = { $read } → { $kept }
covered = { $covered } of { $indicators }
names-more = { $names } and { $more } more
lacking-gates = gates of { $scorecard } ask for fields without a column: { $fields }
lacking-segments = segments of { $scorecard } ask for fields without a column: { $fields }

## Consents and lists of firms
consent-without-day = the row has neither a day on which the consent was given nor one on which it was withdrawn
consent-without-day-help = fill in one of them, or delete the row
consent-undone = the consent was given on { $given } and withdrawn on { $withdrawn }, before that
consent-undone-help = write a withdrawal of an earlier consent in a row of its own, without the day of a consent
withdrawal-foreign = { $rows ->
    [one] a withdrawal is of `{ $firm }`, which is not in the cohort
   *[other] { $rows } withdrawals are of firms that are not in the cohort, the first of `{ $firm }`
}
withdrawal-foreign-help = make sure that the ids are those of the cohort: a withdrawal under another id has no effect
id-misspelt = `{ $id }` is not in the cohort, but `{ $meant }` is
id-misspelt-help = write the firm's id as in the cohort
uncovered = the consent of `{ $firm }` { $name } for `{ $institution }` { $how }
uncovered-withdrawn = was withdrawn on { $day }
uncovered-ended = ended on { $day }
uncovered-later = begins only on { $day }
uncovered-absent = is no longer in the ledger
uncovered-help = run again with today's consents, `jifen run { $campaign } --as-of { $day }`, and use that run
ledger-lost = the campaign of this run is not found, so that its ledger of consents cannot be read again
ledger-help = name the campaign's file with --campaign: a firm may have withdrawn its consent since the run
ledger-other = is the campaign `{ $id }`, and the run is of `{ $run }`
consent-reversed = the consent ends on { $to }, before it begins on { $from }
consent-reversed-help = correct one of the days
consent-institution = no institution of the campaign is called `{ $name }`
consent-institutions = { $institutions } institutions of the campaign are called `{ $name }`
consent-institution-help = write the id or name of an institution ({ $known }); blank means every institution
list-absent = there is no file `{ $path }`
list-absent-help = the path is relative to the campaign; leave it out of `lists` if no firm is to be excluded
list-foreign = none of the { $firms } firms in `{ $path }` is in the cohort
list-foreign-help = check that its ids are those of the cohort

## The desk
desk-missing = an institution excludes firms that it serves or that were referred to it lately, and the campaign names no desk
desk-missing-help = write desk = "desk": the folder where `jifen deliver` and `jifen answers` keep deliveries and answers
desk-idle = no institution excludes firms by deliveries or answers
desk-idle-help = leave `desk` out, or write `served` or `referred_months` under an institution's [institution.exclude]
desk-absent = `{ $folder }` has no log of deliveries, so that no firm counts as served or referred before
desk-absent-help = this is right before the first delivery; otherwise correct `desk`

# Columns of grants.
grant-column = column `{ $column }` shows what a referral is worth, but the campaign names no programmes
grant-column-help = write a table [programmes] into the campaign, or leave the column out

# The loans of a run with programmes.
portfolio = Loans under the programmes, each firm once
portfolio-loans = { $loans } loans with a principal of { $principal }; others than banks bear the loss of { $covered }, guarantees support { $guaranteed }{ $without ->
    [0] {""}
   *[other] ; { $without } referred firms have no known demand
}
portfolio-money = subsidies { $central } central, { $local } local; re-lent { $relent }, which saves the banks { $saving }
portfolio-pool = { $title }: the pool's expected loss is { $expected } 万元; it suffices with a chance of { $level } at { $needed } 万元
portfolio-pool-set = { $title }: the pool's expected loss is { $expected } 万元; it suffices with a chance of { $level } at { $needed } 万元; at { $size } 万元 it is exhausted with a chance of { $exhausted }
portfolio-pool-carries = { $pool }, and each yuan carries { $leverage } yuan of loans
programme-blank = programme `{ $programme }` reads { $fields }, of which no firm has a value
programme-blank-help = add the column, or a supplement with it; until then rules that need it are not met, and CASE takes ELSE
field-named = { $title } ({ $name })
file-grants = what each referral is worth under the programmes, and for how many
