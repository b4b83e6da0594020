### Words of every document: cells, tables too wide for the screen, remarks.

yes = yes
no = no
help = help:{ " " }
cut = cut to { $width } columns; whole: COLUMNS={ $needed } or --format json
more-columns = { $count ->
    [one] { $count } more column
   *[other] { $count } more columns
}
more-columns-named = { $count ->
    [one] { $count } more column: { $names }
   *[other] { $count } more columns: { $names }
}

# What a picture of an interval shows, for those who do not see it.
interval = { $middle } ({ $low } to { $high })
