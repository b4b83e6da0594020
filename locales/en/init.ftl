# A new campaign: comments in the file, and the part of each table.

head = A campaign for these tables, written by jifen init. Guesses have their grounds beside them: check them.
    Lines that begin with # and hold a key are for a person to complete.
title = Round as of { $day }
as-of-given = The as-of day, as given on the command line.
as-of-year = The as-of day: the last day of { $year }, the year in the names, headers or rows of the tables. Please confirm it.
as-of-month = The as-of day: the last day of last month, since the year in the names, headers or rows of the tables is not over. Please confirm it.
as-of-last = The as-of day: the last day of last year, since no table that is read names a year. Please confirm it.
scorecard = The scorecard: a built-in id, or a file that ends in .toml (jifen scorecards list).
institutions-head = Institutions that get a list: the 21 national banks and the National Financing Guarantee Fund.
    Their rules and capacities are ILLUSTRATIVE. Put the agreements in before a list leaves the house.
workbooks = Tables of a run that are written as workbooks too.
desk = for each month: the ledger of consents, and the folder of deliveries and answers
detail = `jifen sheet`, and the reasons of `jifen diff`, need `detail = true` under [output]
institutions = Recipients of the lists. The rules in this file are illustrative.
field = { $name } ({ $title })
vetoes = No table has these fields, which gates need: { $fields }.
    Without them a firm is on no list, and a run may stop. Add the lists of the authorities as supplements.
    Only if a person answers for it, firms may pass with the fact unknown:
firms-grounds = { $table }: { $rows ->
        [one] 1 firm
       *[other] { $rows } firms
    }, one in each row; { $columns ->
        [one] 1 column is a field
       *[other] { $columns } columns are fields
    }.
id = No column is a credit code. This one identifies firms.
columns = Columns that are read: header → field, unit: first values.
column = { $header } → { $name }: { $values }
column-unit = { $header } → { $name }, { $unit }: { $values }
unbound = Columns that match no field. To read one, name its field and remove the #:
ignored-units = Left out: another column of the same field has a unit.
units = The unit of these amounts is not known. Write 元, 千元, 万元, 百万元 or 亿元 in place of …, and remove the #:
dated = Headers that name years: { $year } counts as the current year. Please confirm it.
several = { $count } columns are { $name }. Remove the # of the right one:
several-same = { $count } columns have the header { $header } of { $name }. Rename all but one in the file.
side-units = The unit of these amounts is not known. Write 元, 千元, 万元, 百万元 or 亿元 in place of …:
no-rows = The table has a header and no rows: nothing is in it yet.
empty = { $table } is empty and is left out.
supplement-grounds = { $table }: { $role }. Joined by { $header }: { $firms } of { $keys } keys are firms of the cohort.
unclear = { $table }: the use of this table is not clear. Its columns and their first values:
stdin = is standard input, which a campaign cannot name as a table
stdin-help = save the table as a file, and name the file
apart = It is a table of { $year }, and the firms have figures of { $current }: { $year } is not the year before.
no-firms = no table has firms: an id or a name in each row, and at least one field
no-firms-help = name the table of firms as well; its headers must be names or titles of fields (docs/language/fields.md)
role-empty = empty; left out
role-firms = firms
role-unclear = not clear; commented out
role-previous = figures of the year before
role-listed = list of firms: { $field }
role-counts = counts of rows by kind
role-values = values of firms
role-long = values of firms by item and year
as-of-after = The as-of day: the last day of { $year }, since a table has the figures of { $before } as those of the year before. Please confirm it.
title-unit = The unit of these amounts stands in { $place }: { $text }
left-out = { $table }: { $why }.
returned = { $table }: rows that a run set aside, returned by those who delivered them; not firms of a table of their own.
    To take them back, write the part that they correct in place of …, and remove the #:
beside-returned = { $table }: a worksheet beside these rows; left out.
no-firms-returned = { $table } has rows that a run set aside: name it in the campaign of that run, in a [[firms.part]] with `corrects`
role-left-out = left out: { $why ->
        [empty] the worksheet is empty
        [hidden] the worksheet is hidden
       *[headless] no row looks like a header
    }
role-returned = rows returned for correction; commented out
role-beside-returned = left out: beside rows returned for correction
