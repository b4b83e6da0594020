### Words of every document: cells, tables too wide for the screen, remarks.

yes = yes
no = no
# A remark at a place of a file.
placed = { $place }: { $message }
cut = cut to { $width } columns; set COLUMNS={ $needed } or use --format json
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
