### Findings: faults that any file or column may have.

note = note
warning = warning
error = error
help = help:{ " " }

unreadable = cannot be read: { $cause }
# A whole row of a worksheet.
row-of = { $part } row { $row }
is-directory = is a folder, not a file
is-directory-help = name a file in it
permission-help = ask the file's owner for permission to read it, or name a copy
# $what is a predicate, such as "cannot be read: no such file".
of-named = `{ $written }` { $what }

cause-not-found = no such file or folder
cause-permission = permission denied
cause-directory = is a folder
cause-no-directory = a part of its path is not a folder
cause-exists = already exists
cause-full = no space left on the disk
cause-too-large = too large for the file system
cause-read-only = the file system is read-only
cause-broken-pipe = the reader has closed the pipe
cause-memory = out of memory
cause-eof = ends too early
cause-name = its name is too long or has characters that the file system does not allow
cause-not-empty = the folder is not empty
cause-busy = in use by another program
cause-timed-out = no answer in time
cause-stale = the network drive no longer has the file
cause-write-zero = no more can be written
cause-not-seekable = a pipe or device, not a file on a disk
cause-unsupported = not supported by the system
# A text of the system or of a library, in English.
foreign = { $text }

listed = { $names }
listed-more = { $names } and { $more } more

path-unknown = check the name and the folder: a path in a campaign is relative to the campaign file, a path on the command line to the current folder
path-campaign = paths are relative to the campaign file
path-naming-file = paths are relative to the file that names them

header-nearest-bind = did you mean the header `{ $header }`? bind it in the campaign's `columns`
header-nearest-rename = did you mean the header `{ $header }`? write it as in the cohort's file
header-of-title = `{ $title }`
header-of-money = `{ $title }(元)` or `{ $title }(万元)`, depending on the unit of the amounts
header-of-unit = `{ $title }({ $unit })`
header-field = did you mean { $title } ({ $name })? write { $right }
header-field-bind = did you mean { $title } ({ $name })? write { $right }, or bind it in the campaign, under [firms.columns]: `{ $line }`
header-unit = add the unit of the amounts: `{ $header }(元)` or `{ $header }(万元)`
header-unit-bind = add the unit of the amounts, `{ $header }(元)` or `{ $header }(万元)`, or set the unit in the campaign, under [firms.units] or the `units` of its part or supplement: `{ $key } = "元"` or "万元"
header-one-of-several = keep one of these columns and rename the others
header-one-of-several-bind = bind the right column in the campaign's `columns`, or rename the others
header-years = keep the column of the year that counts, and rename the others
header-years-bind = bind both in the campaign, under [firms.columns], if { $current } is the year that counts: `{ $lines }`
header-years-one-bind = bind the one that counts in the campaign, under [firms.columns], such as `{ $lines }` for { $current }

no-findings = no findings
more = and { $count } more { $code }
more-at = and { $count } more { $code }: { $place }
