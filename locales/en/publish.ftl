### What a run and a study write: files, columns, notes, reasons.

## What stands in the way of an output

edited = was edited since it was written, and is not replaced
edited-help = keep a copy elsewhere or choose another name; to replace it all the same, add --force --discard-edits
busy = another run is writing it
busy-help = wait until it ends, or choose another name
is-input = is one of the files that were read
holds-input = holds `{ $file }`, which is one of the files that were read
is-input-help = choose another name: --force replaces results, never what they are made from
stranger = `{ $name }` beside it was left by no run, and is not touched
stranger-help = move it away, or choose another name
nameless = cannot be the name of an output
nameless-help = name a folder or file
not-folder = is a file, not a folder
not-file = is not a file
other-folder = choose another folder
other-name = choose another name
foreign-entry = holds `{ $entry }`, which no run wrote, and is not replaced
foreign-open = is it open in a spreadsheet? close it there and run again
foreign-help = move it away, or choose another folder
holds-study = holds a study, which a run does not replace
holds-run = holds the lists of a run, which a study does not replace
folder-exists = the output folder exists
folder-exists-help = choose another folder, or replace this one with --force
file-exists = the file exists
file-exists-help = choose another name, or replace it with --force
not-renamed = cannot be replaced: the folder there cannot be renamed
not-renamed-help = nothing was changed; the folder may be part of a container image: write into a mounted folder, or choose another name
unwritable = cannot be written: { $cause }
unwritable-help = nothing was changed; free some space or choose another place, then run again

## The log of searches

log-no-file = is not written, since `{ $campaign }` is not a regular file
log-no-file-help = save the campaign as a file: its log of searches stands beside it
log-irregular = is not a regular file, so searches are neither read nor written
log-irregular-help = move it away: the log of searches needs this name
log-long-line = line longer than { $bytes } bytes, not counted as a search
log-bad-line = the line { $why }: it does not count as a search
log-bad-line-help = restore the line from a copy of the log, or delete it
log-unread = cannot be read, so earlier searches are not known: { $cause }
log-unread-help = ask its owner for permission to read it: the search is not written to it either
log-unwritten-help = make the folder and the log writable: this search is not in the log, and later ones do not count it

## The output of a finished run

no-run = is a folder, but not the output of a finished run
no-run-file = is a file, not the folder of a finished run
no-run-help = give the folder that `jifen run --out` made: run.json and datapackage.json are in it
other-version = { $what }: another version wrote it
other-version-help = run the campaign again with this version
not-understood = cannot be understood ({ $cause })
table-unreadable = cannot be read ({ $cause })
table-contradictory = cannot be read: its description of its own form contradicts itself
table-contradictory-help = the file and its SHA-256 were both changed: run the campaign again
hash-differs = is not as the run wrote it: its SHA-256 is not the one in datapackage.json
hash-differs-help = run the campaign again, and keep its folder unchanged: edit copies

## Cells that were changed to be written

defused = { $count ->
    [one] 1 cell begins like a formula
   *[other] { $count } cells begin like a formula
}
defused-help = a leading apostrophe was added; remove it to restore the text
cells-named = { $count ->
    [one] 1 cell ({ $names })
   *[other] { $count } cells ({ $names })
}
cells-named-more = { $count } cells ({ $names } and { $more } more)
replaced = { $cells } held characters that no workbook can hold
replaced-help = U+FFFD stands in their place; correct the text at its source, or ask for a CSV list
cut = { $cells } cut off: longer than 32,767 UTF-16 units
cut-help = shorten the text at its source, or ask for a CSV list

## What a list is made from

note-made = The referral lists are based on innovation points as of { $day } by the scorecard { $id } ({ $title }).
note-trial = The weights are a trial set on the command line: this is not a list of the campaign.
note-local = The scorecard's weights are set locally.
note-derived = The scorecard's weights are derived by a method that its source names.
note-illustrative = The scorecard's weights are illustrative, not official.
note-illustrative-note = The scorecard's weights are illustrative, not official: { $note }.
note-further = The firms are also scored by { $id } ({ $title }).
note-further-local = The firms are also scored by { $id } ({ $title }), whose weights are set locally.
note-further-derived = The firms are also scored by { $id } ({ $title }), whose weights are derived by a method.
note-further-illustrative = The firms are also scored by { $id } ({ $title }), whose weights are illustrative.
note-rules-local = The institutions' rules are set locally.
note-rules-derived = The institutions' rules are derived by a method.
note-rules-illustrative = The institutions' rules and capacities are illustrative, not the institutions' own.
note-waived-campaign = { $firms ->
    [one] 1 firm passes the gate { $gate } of { $scorecard } because the campaign accepts that { $fields } is not known; { $referred } on a list.
   *[other] { $firms } firms pass the gate { $gate } of { $scorecard } because the campaign accepts that { $fields } is not known; { $referred } on a list.
}
note-waived-scorecard = { $firms ->
    [one] 1 firm passes the gate { $gate } of { $scorecard } because the scorecard lets firms pass whose { $fields } is not known; { $referred } on a list.
   *[other] { $firms } firms pass the gate { $gate } of { $scorecard } because the scorecard lets firms pass whose { $fields } is not known; { $referred } on a list.
}
note-copies = Edit a copy of a list, not the list itself: if a file in this folder was edited, a later run stops instead of replacing the folder.
face-weights = Illustrative only: the weights of { $cards }.
face-rules = Illustrative only: the institutions' rules and capacities.
face-both = Illustrative only: the weights of { $cards }; the institutions' rules and capacities.
about-lists = About the lists
about-lists-description = Basis of the lists, for the institutions that receive them

## Lists

list-description = Referral list of { $name } ({ $kind })
referrals = Referrals
referrals-description = The firms of all lists by their ids, for the bureau: a list itself has only the columns that its institution asks for
referral-institution = Id of the institution, as in the file names of the lists
referral-institution-title = Institution
referral-place-title = Place
list-place = Place on the list
list-id = Identifier of the firm
list-segment = The firm's segment
list-preference = Place of the institution among those the firm prefers; empty if it is not among them
list-computed = Computed by the formula { $formula }
list-points = Points of the indicator { $title }
list-untitled = List

## Workbooks

book-full = does not fit into a workbook, which holds 4 GiB at most
book-full-help = nothing was changed; leave this workbook out of `[output] workbooks`, or write the list as CSV (format = "csv")
cover = About
cover-table = Table
cover-batch = Campaign
cover-day = As-of day
cover-as-of = { $day }
cover-scorecard = Scorecard
cover-further = Further scorecard
cover-titled = { $title } ({ $id })
cover-hashed = { $title } ({ $id }), SHA-256 of its file: { $sha256 }
cover-illustrative = Notice
cover-basis = Basis
cover-rows = Rows in this table
cover-read = Rows of firms read
cover-scored = Firms scored
cover-quarantined = Rows of firms quarantined
cover-merged = Rows merged as duplicates
cover-referred = Firms referred
cover-not-referred = Firms scored, but not referred
cover-no-firms = Rows that are no firms: totals, remarks, repeated headers
cover-how = How to read it
cover-reading = The table is on the next sheet. An empty cell has no value. Codes are texts, so that no spreadsheet rounds them. A text that would be run as a formula begins with an apostrophe.
cover-column = Column
cover-meaning = Meaning
cover-name = Name in CSV and other data files
cover-words = Words
cover-code = Code in data files
cover-columns = { $first } and the columns after it, { $count } in all
cover-unit = { "" } (unit: { $unit })
shown-true = yes
shown-false = no

## Scores

scores = Scores
scores-under = Scores under { $id }
scores-description = Every scored firm, first to last
scored-segment = Segment of the scorecard the firm is scored in
scored-segment-title = Segment
points-published = Published points
points-published-title = Points
scored-rank = Rank of the published points, ties 1, 2, 2, 4
scored-rank-title = Rank
scored-segment-rank = Rank of the published points within the segment
scored-segment-rank-title = Rank within the segment
scored-percentile = Share of the other firms with fewer points
scored-percentile-title = Percentile
scored-grade = Grade by points
scored-grade-title = Grade
scored-qualified = Whether all gates and the pass rule hold
scored-qualified-title = Qualified
scored-coverage = Share of weight whose raw values are known
scored-coverage-title = Coverage
scored-failed = Why the firm does not qualify, ; between reasons
scored-failed-title = Unmet conditions
scored-held = Whether only unknown facts keep the firm from qualifying: `failed` names them
scored-held-title = Held
scored-route = First route the firm meets; a route qualifies without points
scored-route-title = Route
scored-top = Top by share of rank the firm is in
scored-top-title = Top
scored-group = Points of the group { $title }
further-points = Published points under { $id }
further-points-title = { $title }: points
further-rank = Rank of the published points under { $id }
further-rank-title = { $title }: rank
further-grade = Grade under { $id }
further-grade-title = { $title }: grade
further-qualified = Whether the firm qualifies under { $id }
further-qualified-title = { $title }: qualified
further-held = Whether only unknown facts keep the firm from qualifying under { $id }
further-held-title = { $title }: held
conditions-table = Results on gates, routes and the pass rule
conditions-table-under = Results on gates, routes and the pass rule under { $id }
conditions-description = Every scored firm, first to last: met; unmet; held (not known, and the firm is on no list until it is); accepted or passes (not known, counts as met); fails (not known, counts as not met)
condition-result = Result on: { $condition }
points-table = Points by indicator
points-table-under = Points by indicator under { $id }
points-description = Every scored firm, first to last, and every indicator in the scorecard's order
firms-table = Firms with their values
firms-description = Every scored firm, first to last, with the values of all fields that were read, in the dictionary's units; for the bureau alone
point-indicator = Indicator of the scorecard
point-indicator-title = Indicator
point-raw = Value of the indicator's expression
point-raw-title = Raw value
point-treated = Value after the missing policy and the treatment: what the curve maps
point-treated-title = Treated value
point-normalised = Share of full marks; empty if the indicator is left out for the firm
point-normalised-title = Share of full marks
point-weight = Full marks in the firm's segment
point-weight-title = Full marks
point-points = Points, not rounded
point-points-title = Points

## Rows set aside

quarantine = Quarantine
quarantine-description = Rows of the firms file that could not be read, trusted or scored
aside-part = File of the row, with the worksheet of a workbook
aside-part-title = Part
aside-line = Physical line of the firms file, from 1
aside-line-title = Line
aside-codes = Codes of the faults, ; between them
aside-codes-title = Codes
aside-columns = Headers of the columns at fault, ; between them
aside-columns-title = Columns
aside-reasons = The faults, ; between them
aside-reasons-title = Faults
aside-original = The row as it stands in the file
aside-original-title = Original row

## What a run was made from

findings = Findings
findings-description = All findings, of those alike in column and code the first hundred, and how often each code was found
run = Run
run-description = Versions, hashes of every input, counts, and the size of each list
timings = Timings
timings-description = Seconds per stage: the one file that differs between equal runs, so it has no hash here
run-trial = the weights are a trial set on the command line, not the campaign's: { $set }
run-illustrative = the scorecard's weights are illustrative, not official
run-illustrative-note = the scorecard's weights are illustrative, not official: { $note }
study-summary = Summary
study-summary-description = Everything the study found

## Firms that are not referred

not-referred = Not referred
not-referred-description = Every scored firm that is off at least one list, with the reasons
rows-lost = { $counted } firms are on no list, but { $written } stand in { $file }
rows-lost-help = this is a fault of the program: please report it with the institutions file
why-not = Why the firm is not on the list of { $name }: the key of a reason, followed by `-unknown` if the result of the rule is not known, or its place among the eligible firms if the list ends before it; `listed` if it is on the list
why-not-in-words = Why the firm is not on the list of { $name }; if the list ends before it, its place among the eligible firms
cell-listed = on the list
cell-beyond = beyond the end of the list (place { $place })
firm-name = The firm's name
in-words = Each reason once, by key and meaning, ; between reasons
in-words-alone = Each reason once, ; between reasons
in-words-title = Reasons for no referral
no-consent = the firm does not allow its data to reach institutions
consent-none = no consent of the firm is in force, by the ledger of consents
consent-unknown = the firm's consent to share its data with institutions is not known
consent-absent = the file does not say whether firms allow their data to reach institutions
not-qualified = a gate or the pass rule fails: see the unmet conditions of the scores (`failed` in scores.csv)
not-qualified-short = not qualified
beyond = eligible, but beyond the end of the list
held-by = facts that the gate `{ $id }` asks for are not known: { $fields }; see the unmet conditions of the scores (`failed` in scores.csv)
held-by-short = not known: { $fields }
reason-keyed = { $key }: { $words }
reasons = Reasons
reasons-description = What the key of each reason stands for, and how many firms it keeps off a list
reason-key = Key of the reason, as in `not_referred.csv`
reason-key-title = Key
reason-words = Why a firm is not on a list
reason-words-title = Reason
reason-institutions = Whose lists, ; between them; * for all
reason-institutions-title = Institutions
reason-firms = Firms it keeps off one list or more
reason-firms-title = Firms
reason-unknown = Those of them for which the result of the rule is not known
reason-unknown-title = Not known
reason-source = The document the rule stands in: its own, else its institution's, else the institutions file's
reason-source-title = Source
every-institution = all institutions
no-disk-file = not a file on a disk

left-supplement = Id of the supplement, or its path
left-supplement-title = Supplement
left-part = File of the row, with the worksheet of a workbook
header = `{ $header }`
fill-in = fill in the blank cells of { $headers }
nothing-blank = no cell of the row that indicators read is blank: other tables, or what the values are divided by, lack them
left-line = Physical line of the file, from 1
left-key = Credit code or name as read
left-key-title = Key
left-fate = unmatched, near, near-code, beside, hidden, joint, ambiguous, contradicted, undated, undecided, out-of-range, faulty or no-firm
left-fate-title = Fate
left-firms = Ids of firms that the row may belong to, ; between them
left-firms-title = Firms
left-reason = Why the row was not used
left-reason-title = Reason
left-why = { $kind ->
    [unmatched] no firm of the cohort has this key
    [near] a firm's name differs only in 有限公司 or 有限责任公司
    [near-code] a firm's credit code is nearly the same
    [beside] the id and the name beside it are not, or may not be, those of one firm
    [hidden] a part of the key is hidden, and the rest fits a firm
    [out-of-range] what the row gives, alone or with others, is outside the bounds of the field
    [undecided] a cell that the rule or the value needs is blank, so that what the row says of its firm is not known
    [joint] the cell names several owners
    [ambiguous] several firms have this name
   *[contradicted] another row of the firm has another value
}
supplements = Rows of supplements that were not used
supplements-description = Rows of other tables that belong to no firm of the cohort, to one of several, or contradict one another

## Rows sent back to be corrected

returned = Rows to correct: { $part }
returned-description = The quarantined rows of { $part } as they came: cells at fault are marked, with the reason as a note, and the second worksheet counts the faults of each kind. Corrected and returned, its rows replace these
# Behind the name of the part, in the name of the workbook.
returned-name = to-correct
returned-summary = Summary
returned-advice = Correct the marked cells on the first worksheet; a note gives the reason. Keep the header and the column “{ $column }”. To withdraw a row, clear all its cells except “{ $column }”.
returned-noted = Notes stand on the first { $rows } rows; the reasons of all rows are in `quarantine.csv`.
returned-kind = Fault
returned-meaning = Meaning
returned-rows = Rows
returned-cells = Cells
returned-first = First cell
returned-help = What to do
returned-lines = { $count ->
    [one] line { $lines } of the file
   *[other] lines { $lines } of the file
}
returned-lines-more = lines { $lines } of the file and { $more } more
returned-left-out = These rows are no firms: they are not on the first worksheet and need no correction. If one is a firm, add its row at the end of the first worksheet.

## Returned rows

corrections = Corrections
corrections-description = Rows that were corrected and returned: a row for each changed cell, and one for a withdrawn row or a returned row without a change
corrected-part = The corrected part
corrected-line = Physical line of the row that the returned one stands for, from 1; empty if it stands for none
corrected-by = The part of the returned row
corrected-by-title = Returned in
corrected-by-line = Physical line of the returned row, from 1
corrected-by-line-title = Returned line
corrected-id = Id in the returned row
corrected-id-title = Id
corrected-column = Header of the changed cell's column
corrected-column-title = Column
corrected-before = The cell before; the whole row if it was withdrawn
corrected-before-title = Before
corrected-after = The returned cell
corrected-after-title = After
corrected-outcome = replaced, unchanged (the row before stays), added or withdrawn (all cells came back blank)
corrected-outcome-title = Outcome

# Grants: what each referral is worth under the programmes in use.
grants = Grants
grants-description = What each referral is worth under the programmes in use: principal, bearers of its loss, subsidies, cost of funds
grant-programmes = Ids of the programmes of the best combination, `;` between them
grant-part = Part in the referral of: { $title }
grant-chosen = In the best combination
grant-open = Open to the firm, but another combination is better
grant-unknown = The facts for this are not known: { $reason }
grant-lacking = A number of the loan or of the programme is unknown, or outside its bounds
grant-shares = The shares of a loss are outside the programme's bounds
programmes = Programmes
programmes-description = The parts of each programme in referrals, with their number
programme-id = Id of the programme
programme-id-title = Programme
programme-part = Key of the part, as in `grants.csv`
programme-part-title = Part
programme-words = Meaning of the key
programme-referrals = Number of referrals
programme-referrals-title = Referrals
programme-source = Document of the rule or the programme
note-programmes-illustrative = Numbers of these are illustrative: { $programmes }.
grant-months = Term of the loan
grant-months-title = Term
grant-rate = Interest of the firm a year
grant-rate-title = Interest
grant-part-shares = Shares of a loss in %: { $title }
grant-part-months = Supported months: { $title }
grant-fee-rate = Rate of the fee, a year: { $title }
grant-premium = Premium a year: { $title }
grant-subsidy-rate = Rate of the subsidy: { $title }
grant-subsidy-months = Subsidised months: { $title }
grant-part-subsidies = Subsidies of each year in yuan: { $title }
grant-supported = Supported principal: { $title }
grant-subsidy = Subsidies over the term: { $title }
grant-fee = Fees over the term: { $title }
