### The command line: headings of help and the manual, what is wrong with arguments, how work ends.

help-usage = Usage:{ " " }
help-options = OPTIONS
help-command = COMMAND
help-commands = COMMANDS
help-heading-commands = Commands:
help-heading-refer = Score and refer:
help-heading-desk = After the lists are published:
help-heading-look = Study:
help-heading-tune = Tune:
help-heading-make = Tools:
help-heading-arguments = Arguments:
help-heading-options = Options:
help-heading-general = General options:
help-default = [default: { $value }]
help-choices = [possible values: { $values }]
help-choice = { $value }: { $text }

man-name = NAME
man-synopsis = SYNOPSIS
man-description = DESCRIPTION
man-options = OPTIONS
man-version = VERSION

# What is wrong with the command line.
quoted = `{ $text }`
error = error: { $what }
error-help = help: { $what }
usage-option-unknown = `{ $argument }` is not an option of this command
usage-argument-extra = `{ $argument }` is one argument too many
usage-command-unknown = no command is called `{ $name }`
usage-command-missing = `{ $command }` needs a command: { $commands }
usage-command-none = a command is missing
usage-value-choice = `{ $value }` is not a value of `{ $argument }`, which takes { $values }
usage-value-wrong = `{ $value }` is not a value of `{ $argument }`: { $cause }
usage-value-unfit = `{ $value }` is not a value of `{ $argument }`
usage-value-missing = `{ $argument }` needs a value
usage-value-missing-choice = `{ $argument }` needs a value: { $values }
usage-value-extra = `{ $value }` is one value of `{ $argument }` too many
usage-required = required arguments are missing: { $arguments }
usage-conflict = `{ $argument }` cannot be used with { $others }
usage-repeated = `{ $argument }` cannot be used twice
usage-not-unicode = an argument is not valid Unicode
usage-refused = the command line cannot be understood
usage-one-file = one file is read; a campaign reads several: `path = ["…", "{ $argument }"]` under [firms] (`jifen init` writes one)
usage-sheet = name the worksheet in a campaign, under [firms]: `sheet = "…"`
usage-similar = did you mean { $names }?
usage-as-value = to use it as a value, write `-- { $argument }`
usage-line = usage: { $usage }
usage-more = all options: { $command } --help
usage-form = only `scorecards show` and `programmes show` print Markdown and TOML
usage-form-help = use --format text or --format json

# What is wrong with a value.
value-range = it must lie from { $least } to { $greatest }
value-at-least = it must be { $least } or more
value-whole = write a whole number
value-number = write a number
value-word = write one of its words
value-money = write a sum in 万元, such as 5000
value-pool = write a sum in 万元, such as 5000, or ID=SUM with the id of a programme
value-setting = write KEY=VALUE, such as technology-relending.relending.rate=1.5 or loan.rate=3
value-day = write a day like 2025-12-31
value-share-positive = write a share above 0 and up to 1, like 30% or 0.3
value-share-open = write a share between 0 and 1, like 30% or 0.3
value-share-closed = write a share from 0 to 1, like 30% or 0.3
value-change = write it like rd_expense=1200
value-change-field = name a field before the =
value-sample-day = the day of a sample lies in { $first } to { $last }
value-sobol = write 64 to 20000 rows, or 0 for none
value-limit = write a number of rows, such as 12, or a share of them, such as 2.5%
value-limit-share = a share of rows lies between 0% and 100%

# What keeps a command from its work.
stdout-unwritable = standard output cannot be written: { $cause }
threads = no threads can be started: { $cause }
threads-help = raise the limit (`ulimit -u`), or use --threads 1
page-unmade = the page cannot be made: { $cause }
interrupted = interrupted
interrupted-written = interrupted; the output was written
interrupted-unwritten = interrupted; nothing was written

rescale-idle = `--rescale` makes room for weights set with `--set`, and no weight is set
rescale-idle-help = set one with --set ID=WEIGHT, or leave --rescale out
check-id-idle = `--id { $header }` is for a cohort on its own
check-id-idle-help = a campaign names the column itself: `id` under [firms]
init-title = A new campaign
init-written = { $campaign } and { $institutions } are written
init-table = table
init-role = taken for
init-next = next: complete the comments, then `jifen check { $campaign }`
check-scorecard-idle = `--scorecard { $scorecard }` is for a cohort on its own
check-scorecard-idle-help = a campaign names the scorecard itself: `scorecard`
score-form = points are written as CSV
score-form-help = name a file that ends in .csv; `jifen run` writes Parquet and workbooks
score-kind-campaign = is a campaign, where a table of firms is needed
score-kind-scorecard = is a scorecard, where a table of firms is needed
score-kind-institutions = is an institutions file, where a table of firms is needed
score-kind-programme = is a programme, where a table of firms is needed
score-kind-help = give the CSV file of firms; `jifen run` takes a campaign
file-twice = is named twice
file-twice-help = name each file once: whoever judges in it counts once
target-twice = is named twice
target-twice-folder-help = --write is a file, --out a folder
target-twice-page-help = --html is a page of its own
target-in-folder = is in the folder that is written
target-in-folder-help = name a file outside of it: the folder is replaced as one
scorecard-name = is not a name for a scorecard's file
scorecard-name-help = let it end in .toml: other names are those of built-in scorecards
folder-missing = its folder does not exist
folder-missing-help = make the folder first
weights-few = `{ $method }` has too few firms to derive weights from, so there is nothing to write
weights-few-help = leave --write out, or use a cohort with at least two firms in a segment

# How work ends.
today = { $day }, today in China
judged = judged as of { $day }
quarantined = { $rows ->
    [one] { $rows } row quarantined ({ $causes })
   *[other] { $rows } rows quarantined ({ $causes })
}
quarantined-see = { $rows ->
    [one] { $rows } row quarantined ({ $causes }), see { $file }
   *[other] { $rows } rows quarantined ({ $causes }), see { $file }
}
# $codes: codes of the errors that stop the command.
check-stopped = { $count ->
    [one] not scored: an error stops the campaign ({ $codes }); it follows the tables of columns
   *[other] not scored: { $count } errors stop the campaign ({ $codes }); they follow the tables of columns
}
supplement-faulty = { $faulty } of { $all } rows of the supplement `{ $supplement }` cannot be read
would-be-quarantined = { $rows ->
    [one] { $rows } row would be quarantined: { $causes }
   *[other] { $rows } rows would be quarantined: { $causes }
}
would-be-quarantined-see = { $rows ->
    [one] { $rows } row would be quarantined ({ $causes }), see `jifen check` without --quiet
   *[other] { $rows } rows would be quarantined ({ $causes }), see `jifen check` without --quiet
}
every-row-read = every row can be read
every-column-judged = Every column that is a field is judged here. A run quarantines a row only for faults in columns that a rule, list or check reads.
outcomes-aside = { $rows ->
    [one] { $rows } row of outcomes kept aside, see rows.csv with --out
   *[other] { $rows } rows of outcomes kept aside, see rows.csv with --out
}
outcomes-findings = of outcomes in rows.csv with --out, of firms by { $check }
check-findings = jifen check { $campaign } --format json
check-findings-on = jifen check { $campaign } --as-of { $day } --format json
exit-code = exit code 1: { $why }
why-quarantined = { $aside } of { $all } rows quarantined
why-quarantined-over = { $aside } of { $all } rows quarantined, more than --max-quarantined { $limit }
why-faulty-over = { $said }, more than --max-quarantined { $limit }
why-warnings = { $warnings ->
    [one] { $warnings } warning, and --strict
   *[other] { $warnings } warnings, and --strict
}
rest-of-code = { $count } { $code }
rest-of-others = { $count } of other codes
rest-worst = and { $total } more ({ $codes }): --findings all, or { $all }
rest-kept = and { $total } more ({ $codes }): the first 100 of a column and code are kept
more-of-code = … and { $count } more of { $code }
cut-all = all of them: --findings all, or --format json
cut-first = --findings all or --format json prints more of them, up to 100 of each column and code
unwritten = { $file } is not written: today's weights stay
write-hint = --write NEW.toml writes these weights as a new scorecard
compare-hint = who joins and leaves lists: jifen compare { $campaign } { $card }
goals-missed = { $all ->
    [one] { $missed } of { $all } goal missed
   *[other] { $missed } of { $all } goals missed
}
sample-written = { $firms ->
    [one] { $file }: { $firms } firm
   *[other] { $file }: { $firms } firms
}
sample-planted = { "  " }planted { $count } × { $kind }

day = { $day }
