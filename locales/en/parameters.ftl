### Parameter files: TOML, its types, dated values and overlays.

# What a file is.
file-campaign = a campaign
file-scorecard = a scorecard
file-institutions = an institutions file
file-programme = a programme
file-table = a file other than TOML (perhaps a table of firms)
too-long = is longer than { $most } bytes, the maximum of a parameter file
too-long-help = name a campaign, a scorecard or a list of institutions in TOML
utf-16 = is in UTF-16, not in UTF-8
perhaps-gbk = is not in UTF-8, perhaps in GBK
not-utf-8 = is not in UTF-8
utf-8-help = save the file again as UTF-8, as parameter files are (in Notepad: Save as, Encoding UTF-8)

# Keys.
unknown-key = unknown key `{ $key }`
unknown-value = unknown value `{ $value }`
missing-key = missing key `{ $key }`
missing-key-in-table = write `{ $key } = …` into the table that begins there
missing-key-at-top = write `{ $key } = …` at the top of the file
did-you-mean = did you mean `{ $near }`?
known = known here: { $names }
no-key = no key is allowed here
more-unknown = the search stops after { $most } unknown keys
elsewhere = see an example in sample_data, or run `jifen scorecards show`

# Types. $what is a predicate, such as "is a text, where a number is needed".
of-value = `{ $value }` { $what }
wrong-kind = is { $found }, where { $wanted } is needed
has-settings = has settings, where { $wanted } is needed
other-kind = is of another type, where { $wanted } is needed
kind-text = a text
kind-number = a number
kind-whole = a whole number
kind-truth = true or false
kind-list = a list
kind-table = a table
kind-pair = a pair
kind-choice = one of the choices
kind-day = a day
help-text = write it between quotation marks
help-number = write a number without quotation marks, such as 12.5
help-whole = write a whole number without quotation marks, such as 12
help-truth = write true or false, without quotation marks
help-list = write the values in brackets, or each entry under [[…]]
help-table = write keys and values in braces: { "{" } key = … { "}" }
help-pair = write two values in brackets: [30, 20]
help-day = write a day without quotation marks, such as 2025-12-31
write-one = { $found ->
    [list] write { $wanted } alone, without brackets: { $example }
    [table] write { $wanted } alone, without keys and braces: { $example }
   *[other] write { $wanted }: { $example }
}
write-truth = { $found ->
    [list] write true or false alone, without brackets
    [table] write true or false alone, without keys and braces
   *[other] write true or false
}
beyond = is outside the range of whole numbers allowed here
beyond-help = write a whole number from 0 to { $most }
overflow = is larger than any number that can be computed
overflow-help = write a number below about 1.8e308
type-unfit = is of a type that is not allowed here
not-allowed = is not allowed, where { $wanted } is needed
not-one-choice = names none or several of the choices, but exactly one is needed
not-one-choice-help = write { "{" } name = … { "}" } with one of the choices as the name
settings-given = is given to a choice that takes no settings
no-settings = takes no settings
word-alone = write the word alone, in quotation marks
settings-needed = needs settings of its own
settings-needed-help = write it with its settings in braces: { "{" } name = { "{" } key = … { "}" } { "}" }
table-for-list = `{ $value }` is a table, where a list is needed
list-entry-above = write `[[{ $name }]]` and its `id` above this entry
list-brackets = write `[[{ $name }]]` in double brackets, once for each entry
alone-percent = write the number alone: { $number } for points or per cent, { $share } for a share

# Syntax of TOML.
syntax-at = `{ $written }`: { $what }
text-open = a text does not end: its closing quotation mark is missing
text-invalid = a text has a character it cannot have
escape-invalid = a backslash begins an escape that TOML does not have
value-none = the value is missing
value-unquoted = is neither a number nor a text in quotation marks
not-truth = is neither true nor false
not-calendar-day = is not a calendar day
not-time = is not a time of day
not-offset = has an offset from UTC that does not exist
not-day-or-time = is neither a day nor a time
not-number = is not a number
not-extensible = is no table that can be extended: it already has a value
radix-signed = a hexadecimal, octal or binary number cannot have a sign
radix-upper = the prefix of a number is in lower case: `0x`, `0o` or `0b`
radix-decimal = a decimal number has no prefix
radix-alone = has no digits after its prefix
sign-twice = a number has two signs
sign-unexpected = a sign where none is allowed
equals-none = a key without `=` and a value
twice = stands twice
key-none = the key is missing
key-twice = the key is given twice
key-unquoted = the key needs quotation marks
equals-in-list = a list has values alone, without keys and `=`
key-lines = a key cannot have several lines
comment-invalid = a comment has a character it cannot have
lone-return = a carriage return without a line feed after it
too-deep = the value is nested too deeply
list-open = a list does not end: `]` is missing
braces-open = a table in braces does not end: its closing brace is missing
brace-alone = a { "`}`" } without { "`{`" } before it
quote-alone = a quotation mark that ends a text without beginning
bracket-alone = a `]` without `[` before it
header-open = the header of a table does not end: `]` is missing
entry-header-open = the header of a list entry does not end: `]]` is missing
comma-none = a comma is missing between two entries
comma-extra = a comma without an entry before it
value-followed = a value is followed by something else on its line
leading-zero = a number begins with 0
digits-none = digits are missing after the decimal point
between-digits = may only stand between digits
syntax-help = write a text as "text", a day as 2025-12-31, a list as ["one", "two"]
backslash-help = write / or put the path between single quotes: in double quotes a backslash begins an escape
quote-sign = write the straight " for `{ $sign }`
wide-blank = write a half-width blank for the full-width one
wide-sign = write the half-width `{ $plain }` for `{ $sign }`
quote-word = write a text between quotation marks: "{ $word }"

# Values that change by date.
dated-help = write { "{" } dated = [{ "{" } value = 10 { "}" }, { "{" } valid_from = 2025-01-01, value = 12, source = "…" { "}" }] { "}" }
dated-alone = remove this key: `dated` stands alone
dated-list = the dated value `{ $key }` is not a list
dated-order = the values of `{ $key }` are not in the order of their days
dated-order-help = order them from the earliest `valid_from` to the latest; only the first may have none
dated-table = a value of `{ $key }` is not a table
dated-day = `valid_from` is not a day
dated-day-help = write valid_from = 2025-01-01
dated-day-unquoted = write it without quotation marks: valid_from = { $day }
not-in-force = no value of `{ $key }` is in force
not-in-force-on = no value of `{ $key }` is in force on { $day }
not-in-force-help = add the value that held before, or choose a later as-of day

# An overlay and the file it extends. $place is a sentence, such as other-list.
other-list = the extended file has this entry in { $list } `{ $id }`: write it under that { $list }
other-top = the extended file has this entry at the top level: write it under [[{ $list }]]
did-you-mean-there = did you mean `{ $near }`? { $place }
none-to-change = the extended file has no `{ $id }` to change; read as a new entry: { $fault }
none-to-remove = the extended file has no `{ $id }` to remove
none-to-remove-help = remove only what the extended file has

# A file that extends another.
extends-cycle = `{ $file }` extends itself
extends-cycle-help = remove `extends` from the file that is meant as the base of the others
extends-no-text = `extends` is not a text
extends-no-text-help = write extends = "{ $example }", or a path that ends in .toml
