### The cohort's file: its columns, rows and cells.

## Shared

quoted = `{ $text }`
did-you-mean = did you mean `{ $near }`?
header-near = did you mean the header `{ $near }`?
no-such-field = no field is called `{ $name }`
remove-help = remove it
one-line-help = remove one of the two lines
row-torn = the row holds bytes that are invalid in the file's encoding
header-first-help = the first line must hold the headers
save-again-help = save the file again as UTF-8 or GB18030
fetch-again-help = fetch or save the file again

## Changed values of a firm

change-agree-help = change both, so that they agree
change-id = `{ $name }` identifies firms and cannot be changed
change-id-help = change a value that is used in scoring
changed-twice = `{ $name }` is changed twice
changed-twice-help = give one value
name-a-field-help = name a field of the dictionary, as rules do

## Between cells of one firm

part-over-whole = { $part } is more than { $header } ({ $whole })
whole-under-part = { $whole } is less than { $header } ({ $part })
day-later = { $day } is later than the as-of day, { $as-of }

## Days

day-not-one = `{ $cell }` is not a date
day-not-in-calendar = `{ $cell }` does not exist in the calendar
day-serial = `{ $cell }` is a spreadsheet's number for the day { $day }
day-serial-1904 = `{ $cell }` is a number for the day { $day } in this workbook, whose days count from 1904
day-without-month = `{ $cell }` has no month and no day
day-without-day = `{ $cell }` has no day of the month
time-invalid = `{ $cell }` has an invalid time of day
time-unzoned = `{ $cell }` has a time of day without a time zone, so its day in China is unknown
time-zone = `{ $cell }` names the zone `{ $zone }` without its offset from UTC

## Rows and cells

quote-unclosed = a quotation mark opens a cell and is not closed
row-zero-byte = the row holds a NUL byte, which is not text
row-too-long = the row is { $bytes } bytes long; a row of firms has at most { $most }
row-width = { $width ->
        [one] the row has { $width } cell, the header { $header }
       *[other] the row has { $width } cells, the header { $header }
    }
flag-neither = `{ $cell }` is neither yes nor no
cell-empty = the cell is empty, and the field is required
cell-mark = `{ $cell }` marks a missing value, and the field is required

## Numbers

number-none = `{ $cell }` is not a number
number-too-large = `{ $cell }` is too large a number
number-below = `{ $cell }` is below the minimum, { $limit }
number-above = `{ $cell }` is above the maximum, { $limit }
number-fraction = `{ $cell }` is not a whole number
amount-without-unit = `{ $cell }` has no unit, so it cannot be converted to { $unit }
amount-unasked = `{ $cell }` is in `{ $written }`, but the field has no unit
amount-foreign = `{ $cell }` is in `{ $written }`, which cannot be converted to { $unit }

## Texts

pattern-invalid = the pattern of the field `{ $name }` is not a regular expression
form-example = `{ $cell }` does not have the form of { $title }, such as `{ $example }`
form-pattern = `{ $cell }` does not have the form `{ $pattern }`
not-listed = `{ $cell }` is not an allowed value; allowed: { $known }

## Ids

id-unseen = the cell holds no visible character, and the field is required
id-scientific = `{ $cell }` is a long number that a spreadsheet has rounded
uscc-length = { $length ->
        [one] `{ $cell }` has { $length } character; a credit code has 18
       *[other] `{ $cell }` has { $length } characters; a credit code has 18
    }
uscc-character = `{ $cell }` holds `{ $character }`, which no credit code has
uscc-case = `{ $cell }` has lower-case letters
uscc-check = `{ $cell }` should end in the check character `{ $right }`

## Rows that are no firms

row-header = the row repeats the header and is not a firm
row-total = `{ $cell }` is a total or another measure of rows, not a firm
row-note = `{ $cell }` is a remark, not a firm
id-without-digit = `{ $cell }` cannot be a credit code: it has no digit
id-text = `{ $cell }` cannot be a credit code: it is text with a digit in it

## Firms that stand in the file more than once

duplicate-firm = `{ $id }` also stands on { $count ->
        [one] line
       *[other] lines
    } { $lines }; the rows differ in { $columns }
duplicate-aside = { $count ->
        [one] `{ $id }` also stands on line { $lines }, which is in quarantine
       *[other] `{ $id }` also stands on lines { $lines }, which are in quarantine
    }
repeats = repeats line { $line } in every cell; line { $line } is kept
repeats-but = repeats line { $line } in every column read, but not in { $columns }; line { $line } is kept
repeats-at = repeats { $place } in every cell; that row is kept
repeats-but-at = repeats { $place } in every column read, but not in { $columns }; that row is kept
duplicate-firm-at = `{ $id }` also stands at { $places }; the rows differ in { $columns }
duplicate-aside-at = `{ $id }` also stands at { $places }, which went to quarantine

## Amounts in another unit, days that stand for none

# How far a value is off the one expected: `12 is { $ratio } the column's median`.
ratio-times = about { $number } times
ratio-times-more = about { $number } or more times
ratio-part = about 1/{ $number } of
ratio-part-less = about 1/{ $number } or less of
slip-either = one of the two columns { $own } and { $sibling } seems to be in another unit: by their medians, { $own } is { $ratio } the value expected from { $sibling }, or { $sibling } is { $inverse } the value expected from { $own }
slip-column = the column's median is { $ratio } the value expected from { $sibling }
slip-column-help = check the unit of both columns
slip-firm = `{ $cell }` is { $ratio } the value expected from the firm's other amounts
slip-among = `{ $cell }` is { $ratio } the column's median
slip-part = the medians of this part are { $ratio } those of the other parts: { $columns }
slip-part-two = the medians of this part are { $ratio } those of { $other }: { $columns }
slip-part-help = check the unit of its amounts; `units` under [[firms.part]] names another one
slip-help = check the cell's unit; the value was used as it stands
placeholder = { $count ->
        [one] { $count } cell is { $day }, which programs write for an unknown day
       *[other] { $count } cells are { $day }, which programs write for an unknown day
    }
placeholder-help = the day was used as it stands; if it stands for a missing value, add "{ $day }" to the list `missing` in the campaign's [firms]

## Columns that nothing reads

idle = { $count ->
        [one] { $fault }; { $count } cell cannot be used, but no rule, list or check reads the field `{ $field }`
       *[other] { $fault }; this is the first of { $count } cells that cannot be used, but no rule, list or check reads the field `{ $field }`
    }
idle-help = no row is quarantined for this; to leave the column out, write `ignore = ["{ $header }"]` in the campaign's [firms]
supplement-idle-help = nothing needs to be done: no field of the supplement is made of this column

## What to do about a row, by its code

help-cell-missing = fill in the cell, or delete the row if it is not a firm
help-cell-integer = the field is a count: write a whole number, or check the column's header
help-cell-range = check the number, its sign and the column's unit
help-cell-number = write digits with at most one point; thousands may be separated by commas
help-cell-unit = write the amount in the column's unit, or with its own unit in renminbi: 60万元
help-cell-date = write year, month and day: 2023-01-05
help-cell-flag = write 是 or 否, yes or no, 1 or 0
help-id-scientific = format the column as text in the spreadsheet and enter the ids again: the lost digits cannot be restored
help-uscc-form = a credit code has 18 characters, digits and capital letters other than I, O, S, V and Z; the row is kept, with the code in capitals
help-uscc-check = compare the code with the business licence; a few registered codes have another check character, so the row is kept
help-cell-pattern = write it as the field dictionary defines it
help-cell-encoding = export the row again; if many rows are reported, the file is in another encoding: set `encoding` in the campaign's [firms]
help-record-too-long = look for a quotation mark that opens a cell and is not closed
help-duplicate-row = the firm counts once; delete one of the rows, or leave both
help-quote-unclosed = close the quotation mark; write a quotation mark within a text twice
help-part-over-whole = check both cells and the units of both columns
help-later = check the day, and the campaign's as-of day
help-duplicate-aside = make sure that the row kept is the right one, and delete the others
help-duplicate-firm = keep the right row and delete the others
help-header-row = the row is not scored; the header is read once, above the firms
help-id-text = enter the firm's credit code, or delete the row if it is not a firm
help-id-text-keep = enter the firm's credit code, or delete the row if it is not a firm; to keep the text as it is, write `keep = ["{ $named }"]` in the campaign's [firms]
help-no-firm-beside = the row is joined with no firm; if it belongs to one, enter the firm's id or name as in the cohort
help-no-firm = the row is not scored; if it is a firm, enter its id
help-no-firm-keep = the row is not scored; if it is a firm, write `keep = ["{ $named }"]` in the campaign's [firms]
# For those who delivered the row, in the workbook that is returned to them.
advice-id-text = enter the firm's credit code; if the row is not a firm, clear all its cells except `{ $column }` to withdraw it
advice-cell-missing = fill in the cell; if the row is not a firm, clear all its cells except `{ $column }` to withdraw it
advice-duplicate-firm = correct the right row; in each of the others, clear all cells except `{ $column }` to withdraw it
advice-cell-encoding = enter the damaged texts of the row again
advice-cell-formula = fill in the value that the formula should give
advice-cell-merged = fill in this row's own value; the addresses are those of the original file
advice-unknown = enter the value, or leave the cell blank if it is not known
advice-later = check the day
advice-width-short = fill in the cells at the end of the row; look for a line break within a cell
help-width-short = the row breaks off: look for a line break within a cell; if blank cells at its end were left out, write `short_rows = "blank"` in the campaign's [firms]
help-width-blank = the cells beyond the header are empty, but a stray delimiter may have moved other cells: put a cell that holds a delimiter in quotation marks, or delete the empty cells at the row's end
help-width-long = put a cell that holds a delimiter in quotation marks
help-mark = if it stands for a missing value, add "{ $mark }" to the list `missing` in the campaign's [firms]
help-day-serial = format the column as yyyy-mm-dd in the spreadsheet and save it again
help-time = write the day alone, or the time with its zone: 2019-12-31T16:00:00Z is 2020-01-01 in China
help-day-form = write the whole day, or write `{ $field } = "{ $form }"` in the campaign under [firms.dates]
help-field = { $title } ({ $name }): { $about }
help-digits-lost = a spreadsheet keeps 15 digits of a number: enter the codes again as text

## The file

empty = is empty
empty-unpacked = is empty once decompressed
blank-lines = holds only blank lines
empty-help = export the table again, with a line of headers and a line for each firm
cut-short = became shorter while it was read
cut-short-help = wait until it is written completely, and run again
breaks-off = the compressed data are incomplete
breaks-off-help = fetch or save the file again: it was cut off in transfer
damaged = the compressed data are damaged: { $cause }
unpacks-too-large = unpacks to more than { $most } bytes, too many for a table of this compressed size
unpacks-too-large-help = unpack it, check what it holds, and name the table itself
text-too-large = holds more than { $most } bytes of text, the maximum of one run
text-too-large-help = split the file by region
stdin-terminal = is a terminal: no table comes in
stdin-terminal-help = pipe a table in, such as `… | jifen score -`, or give a file
lock-file = is a lock file, which a spreadsheet program keeps while the workbook is open
lock-file-help = close the workbook in Excel or WPS, and name `{ $workbook }` itself
stranger = is { $kind ->
        [zip] an Excel workbook or a zip archive
        [xls] an old Excel workbook
        [pdf] a PDF document
        [parquet] a Parquet file
        [seven-zip] a 7z archive
       *[rar] a RAR archive
    }, not a text file
stranger-help = { $kind ->
        [zip] open it in Excel and save it as `CSV UTF-8`
        [xls] open it in Excel and save it as `CSV UTF-8`
        [pdf] export the table behind it as CSV
        [parquet] export it as CSV
       *[archive] unpack it, or compress it with gzip or zstd
    }
markup = is { $kind ->
        [html] a web page (HTML)
       *[xml] an XML document
    }, not a workbook or a CSV file
markup-help = open it in Excel and save it as `.xlsx`
no-line-break = has no line break within its first { $bytes } bytes

## Encoding

encoding-mark = is not in { $name }: it begins with the byte order mark of { $found }
encoding-no-zero = is not in { $name }: it has no NUL byte
encoding-torn = is not in { $name }: { $torn } of { $lines } lines hold bytes that are invalid in it
encoding-header = is not in { $name }: the header is UTF-8
encoding-hint-help = write `encoding = "{ $hint }"` or `encoding = "auto"`
encoding-help = write the right `encoding`, or `encoding = "auto"`
binary = is not text: it holds NUL bytes
binary-utf16-help = it may be UTF-16 without a byte order mark: write `encoding = "utf-16"`
binary-help = save the table as CSV in UTF-8 or GB18030

## Delimiter

delimiter-line = the line `sep={ $mark }` names the delimiter `{ $mark }`, which is not supported
delimiter-foreign = `{ $mark }` stands between the header's cells; it is not a supported delimiter
delimiter-help = export the table with commas, tabs, semicolons or vertical bars between cells

## The table and its header

header-only = has a header and no row
header-only-help = export the table again with its rows: a filter may have excluded all of them
header-too-long = the header is longer than { $most } bytes
header-quote = a quotation mark opens in the header and is not closed
header-torn = the header holds bytes that are invalid in the file's encoding
header-zero-byte = the header holds NUL bytes, which are not text
header-zero-byte-help = export the table again as CSV
header-too-wide = the header has { $columns } columns; at most { $most } are read
header-too-wide-help = export the columns that the scorecard and the lists need
column-kind = the column holds { $dtype }, but `{ $name }` is a field of { $kind ->
        [number] numbers
        [text] texts
        [flag] flags
       *[date] dates
    }
column-kind-help = { $kind ->
        [number] cast it to a number in the query, such as `CAST(… AS double)`
        [text] cast it to a text in the query, such as `CAST(… AS varchar)`, and check that no zeros are lost at the beginning
        [flag] cast it to `boolean` in the query
       *[date] cast it to `date` in the query
    }

## Which column is which field

no-such-column = the file has no column `{ $header }`
ignore-help = remove it from `ignore`
bound-twice = the column `{ $header }` is bound twice
bound-and-ignored = the column `{ $header }` is bound to a field and also listed in `ignore`
column-at = `{ $header }` (column { $column })
columns-claim = { $count } columns match the field `{ $name }`: { $columns }
field-without-column = no column matches the required field `{ $name }` ({ $title })
header-begins-help = the first line must hold the headers; it begins `{ $begins }`
header-ignored-help = the column `{ $header }` is in `ignore` under [firms] or its part: remove it there
column-taken = the header `{ $header }` is the name of the field `{ $name }` ({ $title }), which has no column if this one is bound to another field
column-taken-help = remove this line, or bind another column to `{ $name }`
column-unused = matches no field of the dictionary and is not read
column-unused-help = if it matters, name its field in the campaign, under [firms.columns]: `{ $header } = "…"`
column-year = names the year { $year } and is not read; without the year it is `{ $name }`
column-year-help = { $kind ->
        [current] bind it in the campaign, under { $table }: `{ $current }`
        [previous] if it is the year before, bind it in the campaign, under { $table }: `{ $previous }`
       *[both] bind it in the campaign, under { $table }: `{ $current }`, or `{ $previous }` if it is the year before
    }
column-year-read = names the year { $year } and is read as `{ $name }`
column-year-read-help = { $kind ->
        [current] if the year is right, confirm it in the campaign, under { $table }: `{ $current }`
       *[both] if the year is right, confirm it in the campaign, under { $table }: `{ $current }`; if it is the year before: `{ $previous }`
    }
column-near = is not read; its header resembles the name of the field `{ $name }`, which has no column

## Outcomes

outcomes-absent = no column gives the outcomes of firms; the columns are { $headers }
outcomes-absent-more = no column gives the outcomes of firms; the columns are { $headers } and { $more } more
outcomes-help = call one column `outcome` or 是否违约 (1 for a default), or `default_amount(万元)` or 违约金额(万元)
outcomes-near-help = did you mean `{ $near }`? call one column `outcome` or 是否违约 (1 for a default), or `default_amount(万元)` or 违约金额(万元)

## Units

unit-missing = names no unit, but the field `{ $name }` is an amount of money
unit-unknown = the unit `{ $unit }` cannot be converted to { $stored }, the unit of `{ $name }`
unit-unknown-help = known here: { $known }
unit-clash = the campaign gives the column `{ $header }` the unit `{ $unit }`, but its header says `{ $said }`
unit-clash-help = if other files need the unit, set it under `units` of their [[firms.part]]; else find out which unit is right, and remove the other
unit-unasked = names the unit `{ $unit }`, but the field `{ $name }` has none
unit-unasked-help = give the field `unit = "{ $unit }"` in the scorecard, or remove the unit from the header
unit-of-no-number = the field `{ $name }` is not a number and has no unit
unit-idle = the field `{ $name }` has no unit to convert to
unit-idle-help = give the field a `unit` in the scorecard, or remove the unit here
unit-without-column = no column matches the field `{ $name }`, whose unit is set here
set-of-other-kind = the field `{ $name }` holds no { $kind ->
        [date] days
       *[flag] flags
    }
set-without-column = no column matches the field `{ $name }`, whose { $kind ->
        [date] forms of days
       *[flag] words for no
    } are set here
yes-as-no = `{ $yes }` means yes and cannot mean no

## Tables of weights

sheet-empty-help = save the table again, with its headers and rows
sheet-too-long = is longer than { $most } bytes, the maximum of a table of weights
sheet-too-long-help = name a file that holds the table alone
sheet-quote = a quotation mark opens and is not closed

## Returned rows

corrects-unknown = `{ $name }` is no part of the cohort
corrects-unknown-help = name one of { $parts }
corrects-nothing-help = name the corrected file in `path` of [firms] first
corrects-several = `{ $name }` has several parts: { $parts }
corrects-several-help = name one of them, with its worksheet in brackets
corrects-itself = `{ $part }` corrects itself, directly or by way of another part
corrects-itself-help = name the part that its rows came from
firm-withdrawn = every row of `{ $id }` was withdrawn; the firm is no longer in the cohort
firm-withdrawn-help = fill in the row that is to stay, if the firm is to be scored
correction-unmatched = `{ $part }` has no row with the id `{ $id }`; the row was added
correction-unmatched-row = `{ $part }` has neither a row { $row } nor one with the id `{ $id }`; the row was added
correction-astray = row { $row } of `{ $part }` has the id `{ $own }`, and the id `{ $id }` stands in row { $other }; the row was added, and both stay
correction-other = row { $row } of `{ $part }` is that of another firm, `{ $own }`, not of `{ $id }`; the row was added, and the other stays
correction-unmatched-help = correct the id or the number of the original row, unless the firm is new
correction-torn = row { $row } of `{ $part }` is corrected here and in row { $others }, with different ids

## Files and worksheets

firms-absent = no file is called `{ $path }`
is-folder = `{ $path }` is a folder, not a file
folder-help = to read its files, write the pattern `{ $pattern }`
pattern-unmatched = no file matches `{ $pattern }`
part-unmatched = `{ $path }` is none of the files of `path`
part-unmatched-help = name a file as `path` has it, or remove the part
header-row-absent = the file has no row { $row } with cells
header-row-help = give the row of the header, from 1, or leave `header_row` out
header-below = { $titles ->
        [one] the header stands here; the row above it is not read
       *[other] the header stands here; the { $titles } rows above it are not read
    }
header-below-help = if the header is another row, name it with `header_row`
part-empty = has no rows below the header
part-empty-help = check whether the firms are in another file or worksheet
part-columns = has no column for { $columns }, unlike other parts of the cohort
part-columns-help = its firms have no value there; correct the header, or bind the column in a [[firms.part]]
field-named = `{ $name }` ({ $title })
sheet-unknown = `{ $file }` has no worksheet `{ $sheet }`
sheet-unknown-help = its worksheets are { $sheets }
workbook-sheetless-help = the workbook has no worksheet: save the table as one
sheets-several = several worksheets have a header: { $sheets }
sheets-several-help = name one in the campaign, such as `sheet = { $sheet }`, or read all of them with `sheet = "*"`
sheets-empty = has no worksheet with cells
sheets-empty-hidden = has no visible worksheet with cells; hidden: { $sheets }
sheet-without-header = no row names a field
sheet-without-header-help = write field names or titles into the header, or name its row with `header_row`
sheets-skipped = { $why ->
        [hidden] hidden worksheets are not read: { $sheets }
       *[headerless] worksheets without a header are not read: { $sheets }
    }
sheets-skipped-help = to read one of them, name it with `sheet`
rows-hidden = { $count ->
        [one] row { $rows } is hidden; it is read
       *[other] { $count } rows are hidden; they are read: { $rows }
    }
columns-hidden = hidden columns are read: { $columns }
hidden-help = if they do not belong to the table, delete them
cells-beyond = { $count ->
        [one] a cell right of the last header is not read
       *[other] { $count } cells right of the last header are not read; the first is here
    }
cells-beyond-help = give its column a header, or clear it
format-scaled = { $count ->
        [one] a number is shown in another magnitude than it has; it is read as it is stored
       *[other] { $count } numbers are shown in another magnitude than they have; they are read as stored; the first is here
    }
format-scaled-help = make sure that the unit in the header is that of the stored number
cell-merged = belongs to the merged cells { $range }
cell-error = `{ $cell }` is an error of a spreadsheet
cell-formula = `{ $cell }` has no computed value
id-rounded = `{ $cell }` is stored as a number, which keeps 15 digits; the others are lost
help-id-rounded = format the column as text and enter the code again
help-cell-error = correct the formula, or clear the cell if the value is unknown
help-cell-formula = open the workbook in Excel or WPS, let it compute, and save it
help-cell-merged = split the merged cells and fill in each row
workbook-foreign = is { $kind ->
        [password] a workbook protected with a password
        [xls] an old workbook (.xls or .et)
        [compound] a file of another program
        [xlsb] a binary workbook (.xlsb)
        [macros] a workbook with macros (.xlsm)
        [ods] an OpenDocument file
        [document] a text document (.docx)
        [slides] a presentation (.pptx)
        [zip] a zip archive
       *[unknown] no workbook
    }, not an .xlsx workbook
workbook-foreign-help = { $kind ->
        [password] open it, save a copy without a password, and read the copy
        [xls] open it in Excel or WPS and save it as .xlsx
        [xlsb] open it in Excel and save it as .xlsx
        [macros] save it as .xlsx, which has no macros
        [ods] open it in Excel, WPS or LibreOffice and save it as .xlsx
        [zip] unpack it, or give a table as .xlsx or CSV
       *[unknown] give the table as .xlsx or CSV
    }
workbook-damaged = is damaged: { $kind ->
        [missing] it has no such worksheet
        [directory] its directory is unreadable
        [duplicate] a part is there twice
        [encrypted] a part is encrypted
        [compression] the compression { $detail } is unknown
        [cut] compressed data end early
        [deflate] compressed data are invalid
        [checksum] a checksum is wrong
        [encoding] its encoding is { $detail }, not UTF-8
        [utf8] byte { $detail } is invalid
        [root] it begins with `{ $detail }`
        [absent] `{ $detail }` is missing
        [reference] `{ $detail }` is no cell
        [cell] cell { $detail } is out of order or there twice
        [row] row { $detail } is out of order or there twice
        [string] the text of cell { $detail } is missing
        [style] the format of cell { $detail } is missing
       *[xml] its XML is invalid at byte { $detail }
    }
workbook-part-damaged = is damaged in `{ $part }`: { $kind ->
        [missing] it has no such worksheet
        [directory] its directory is unreadable
        [duplicate] a part is there twice
        [encrypted] a part is encrypted
        [compression] the compression { $detail } is unknown
        [cut] compressed data end early
        [deflate] compressed data are invalid
        [checksum] a checksum is wrong
        [encoding] its encoding is { $detail }, not UTF-8
        [utf8] byte { $detail } is invalid
        [root] it begins with `{ $detail }`
        [absent] `{ $detail }` is missing
        [reference] `{ $detail }` is no cell
        [cell] cell { $detail } is out of order or there twice
        [row] row { $detail } is out of order or there twice
        [string] the text of cell { $detail } is missing
        [style] the format of cell { $detail } is missing
       *[xml] its XML is invalid at byte { $detail }
    }
parquet-damaged-help = save the file again; give a column of nulls a type, such as `CAST(NULL AS varchar)`
parquet-damaged = is a damaged Parquet file, or one with a column of no type
workbook-damaged-help = open it in Excel or WPS, which may repair it, and save it again, or fetch it again
workbook-too-large = `{ $part }` in the workbook is too large: more than { $most } { $kind ->
        [merges] merged cells
        [entries] entries
        [listed] worksheets
       *[unpacked] bytes
    }
workbook-too-large-help = split the table into several workbooks, or give it as CSV

## Supplements

supplement-near-help = did you mean { $title } ({ $name })? write the title, or bind the header in the supplement's `columns`: `{ $line }`
supplement-stdin = a supplement cannot be read from standard input
supplement-stdin-help = save the table as a file, and write its path
supplement-repeated = `{ $supplement }` is also the id of the supplement on line { $line }
supplement-repeated-help = give each supplement an id of its own: `id = "…"`
given-twice = `{ $name }` is given here and elsewhere
given-twice-cohort = `{ $name }` is given here and by the cohort's column { $headers }
given-twice-help-cohort = keep one of them: write `ignore = [{ $headers }]` in [firms], or { $fields ->
        [named] remove it from this supplement's `fields`
       *[all] list the other fields in this supplement's `fields`
    }
given-twice-help = keep one of them: { $fields ->
        [named] remove it from the `fields` of one supplement
       *[all] list in the supplement's `fields` those that it is to give
    }
supplement-keyless = the supplement `{ $supplement }` has no column of ids or names of firms
supplement-keyless-help = name the column with the key: `key = "…"` and `by = "id"` or `by = "name"`
supplement-wrong-key = no row of `{ $supplement }` belongs to a firm of the cohort, and its keys do not look like { $by ->
        [id] ids
       *[name] names of firms
    }: { $keys }
supplement-wrong-key-help = name the column with the key: `key = "…"` and `by = "id"` or `by = "name"`
supplement-joins-none = no row of `{ $supplement }` belongs to a firm of the cohort; its first keys are { $keys }
supplement-joins-none-help = check that `key` names the right column and `by` the right kind; until then the supplement says of every firm that it has no row, or nothing
supplement-rule-idle = no row of `{ $supplement }` meets the rule of `{ $name }`
supplement-rule-idle-help = compare the texts in the rule with the cells: `jifen check` shows the first values of each column
supplement-nameless = the supplement `{ $supplement }` is joined by name, but the cohort has no column of names
supplement-nameless-help = add the names to the cohort, or join by id: `by = "id"`
long-column-help = the headers are { $headers }
long-without-item = the cell of the item is empty
long-year-blank = the cell of the year is empty
long-without-year = `{ $cell }` is no year
long-item-year = the item names the year { $item }, but the row is of { $row }
long-without-unit = the amount has no unit
long-unit-clash = the unit of the row is { $unit }, but its item or the header of the value says { $said }
long-none-sound = no row of `{ $supplement }` can be used; the first of { $count } is { $first }: { $reason }
long-none-sound-help = correct the rows: each needs the firm, the item and the value in cells of its own
long-item-absent = the table has no item `{ $item }`
long-item-near = did you mean the item `{ $near }`?
long-item-help = its items are { $items }
long-no-year = no row of `{ $supplement }` is of { $year }; its years are { $years }
long-no-year-help = name the latest year of the table, if its rows are those of this batch: `current = { $last }`
long-only-before = no row of `{ $supplement }` is of { $year }; its rows of { $last } give last year's values
long-other-years = { $count ->
        [one] a row of `{ $supplement }` is of another year ({ $years }) and is not used
       *[other] { $count } rows of `{ $supplement }` are of other years ({ $years }) and are not used
    }
long-faulty = { $count ->
        [one] a row of `{ $supplement }` cannot be used: { $reason }
       *[other] { $count } rows of `{ $supplement }` cannot be used; the first: { $reason }
    }
long-faulty-help = correct them; what the supplement gives their firms is not known until then
long-no-field = { $count ->
        [one] the item matches no field; its row is not used
       *[other] the item matches no field; its { $count } rows are not used
    }
long-no-field-help = if it matters, name its field under [firms.supplement.columns]: `"{ $item }" = "…"`
long-no-field-near-help = if it is `{ $name }`, say so under [firms.supplement.columns]: `"{ $item }" = "{ $name }"`
long-no-item-help = no item matches a field: { $items }; name the field of one under [firms.supplement.columns]: `"…" = "revenue"`
long-only-values = `{ $name }` of a long table can only have `value`
long-only-values-help = write `{"{"} value = "…" {"}"}` with the item
previous-and-fields = `as_previous_year` and `fields` say differently which year the table gives
previous-and-fields-help = remove `as_previous_year`, and name fields of the year before: `rd_expense_prev = {"{"} value = "…" {"}"}`
supplement-columns-help = add the column to this part, or name its header in `columns` of the supplement
long-and-previous = `long` with `year` and `as_previous_year` contradict each other
long-and-previous-help = remove `as_previous_year`: the year before `current` gives last year's values
supplement-gives-nothing = the supplement `{ $supplement }` gives no field
supplement-gives-nothing-help = write under `fields` what it gives, such as `ip_class1 = {"{"} count = true {"}"}`
list-empty = has a header and no rows: the list names no firm
list-empty-help = if the list should have rows, export it again: a filter may have excluded all of them
latest-undated = `{ $header }` is blank, so the row may be the latest of its firm
supplement-kind = the column `{ $header }` holds a { $found -> 
        [number] number
        [flag] flag
        [date] day
       *[text] text
    }, which `{ $name }` is not
supplement-kind-help = name another column, or correct its cells
supplement-unfit = `{ $name }` is a { $kind ->
        [number] number
        [flag] flag
        [date] day
       *[text] text
    }, which this origin does not give
supplement-unfit-help = `count` and `sum` give a number, `max` a number or a day, `listed` a flag
supplement-origin = `{ $name }` needs exactly one origin
supplement-origin-help = write one of `value`, `count`, `sum`, `max`, `latest` with `on`, or `listed`
supplement-unit-clash-help = find out which unit is right; where files differ, write each unit into the header, and remove `units`
supplement-units-differ = `units` gives the column of `{ $header }` the unit `{ $unit }`, and also `{ $other }`
supplement-rule-in-cell = the rule takes the amounts as they are written, but the cells of { $place } have units of their own
supplement-rule-units = the rule takes the amounts as they are written, in { $unit } at { $place } and in { $other } at { $elsewhere }
supplement-rule-units-help = write the unit behind the name: `"金额(万元)" >= 10`
supplement-mixed = the rule orders the column `{ $header }`, in which some cells are numbers or days and others are not, such as `{ $cell }`
supplement-mixed-help = correct these cells or leave them blank; a rule over a blank cell is not known
supplement-left = { $kind ->
        [out-of-range] { $count ->
            [one] what a row of `{ $supplement }` gives is outside the bounds of its field: `{ $key }`
           *[other] what { $count } rows of `{ $supplement }` give is outside the bounds of their field; the first: `{ $key }`
        }
        [nameless] { $count ->
            [one] a row of `{ $supplement }` does not say which firm it means
           *[other] { $count } rows of `{ $supplement }` do not say which firm they mean
        }
        [unmatched] { $count ->
            [one] a row of `{ $supplement }` belongs to no firm of the cohort: `{ $key }`
           *[other] { $count } rows of `{ $supplement }` belong to no firm of the cohort; the first: `{ $key }`
        }
        [near] { $count ->
            [one] the name `{ $key }` in `{ $supplement }` differs from a firm's only in 有限公司 or 有限责任公司
           *[other] { $count } names in `{ $supplement }` differ from a firm's only in 有限公司 or 有限责任公司; the first: `{ $key }`
        }
        [near-code] { $count ->
            [one] the code `{ $key }` in `{ $supplement }` is nearly that of a firm
           *[other] { $count } codes in `{ $supplement }` are nearly those of firms; the first: `{ $key }`
        }
        [beside] { $count ->
            [one] a row of `{ $supplement }` has the name of a firm, or nearly so, but another id: `{ $key }`
           *[other] { $count } rows of `{ $supplement }` have the name of a firm, or nearly so, but another id; the first: `{ $key }`
        }
        [joint] { $count ->
            [one] a row of `{ $supplement }` names several owners: `{ $key }`
           *[other] { $count } rows of `{ $supplement }` name several owners; the first: `{ $key }`
        }
        [hidden] { $count ->
            [one] a part of the key `{ $key }` in `{ $supplement }` is hidden, and the rest fits a firm
           *[other] { $count } keys in `{ $supplement }` are hidden in part, and the rest fits firms; the first: `{ $key }`
        }
        [undecided] { $count ->
            [one] a row of `{ $supplement }` has a blank cell that its rule or its value needs: `{ $key }`
           *[other] { $count } rows of `{ $supplement }` have a blank cell that their rule or their value needs; the first: `{ $key }`
        }
        [ambiguous] { $count ->
            [one] the name `{ $key }` in `{ $supplement }` is that of several firms
           *[other] { $count } names in `{ $supplement }` are those of several firms; the first: `{ $key }`
        }
        [undated] { $count ->
            [one] a row of `{ $supplement }` may be the latest of its firm, but has no day: `{ $key }`
           *[other] { $count } rows of `{ $supplement }` may be the latest of their firm, but have no day; the first: `{ $key }`
        }
       *[contradicted] { $count } rows of `{ $supplement }` contradict one another; the first: `{ $key }`
    }
supplement-left-help = { $kind ->
        [out-of-range] correct the cells, or leave the rows out with `where`; the values that follow from them are not known until then
        [nameless] name the firms, or delete the rows; a list with such rows leaves every firm that it does not name unknown
        [unmatched] supplements.csv of a run lists them
        [near] correct the name, or join by credit code; what the supplement gives this firm is not known until then
        [near-code] correct the code; what the supplement gives this firm is not known until then
        [beside] correct the id or the name; what the supplement gives this firm is not known until then
        [joint] write a row for each owner; what the supplement gives the firms named is not known until then
        [hidden] write the whole key; what the supplement gives the firms that it fits is not known until then
        [undecided] fill in the cell, or leave the rows out with `where`; the values that need it are not known until then
        [ambiguous] join by credit code; what the supplement gives these firms is not known until then
        [undated] write the day, or leave the rows out with `where`; what the supplement gives these firms is not known until then
       *[contradicted] keep one row of each firm, or say with `where`, `max` or `latest` which one counts
    }

## Tables about firms
consents-absent = has no column with the days on which consents were given
consents-absent-help = name it `授权日期` or `given`; further columns: `授权机构`, `授权截止日期`, `撤回日期`
rows-needed = { $rows ->
    [one] 1 row cannot be read
   *[other] { $rows } rows cannot be read
}, and each may be about any firm
rows-needed-help = correct the rows: lists are not written as long as one is not understood
