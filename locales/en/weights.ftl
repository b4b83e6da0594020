### Derived weights.

# What a word on the command line chooses.
choice-correlation-pearson = By value
choice-correlation-spearman = By rank

choice-random-index-saaty = Saaty (2005)
choice-random-index-donegan-dodd = Donegan and Dodd (1991)
choice-random-index-alonso-lamata = Alonso and Lamata (2006)

choice-method-equal = The same weight for all indicators
choice-method-stddev = More weight for more variation
choice-method-entropy = More weight for a less even spread
choice-method-critic = More weight for more variation and less correlation with others
choice-method-merec = More weight for an indicator whose removal changes firms' scores more
choice-method-pca = More weight for an indicator that represents a common factor better
choice-method-ahp = Judgements: pairs of indicators compared
choice-method-bwm = Judgements: all compared with the best and the worst
choice-method-roc = Judgements: an order
choice-method-swing = Judgements: the worth of full marks

# Parts of sentences.
quoted = `{ $text }`
whole = the whole scorecard
total = total
near = did you mean `{ $near }`?
segment-named = { $name } ({ $id })
random-index-saaty = Saaty
random-index-donegan-dodd = Donegan and Dodd
random-index-alonso-lamata = Alonso and Lamata

## The overlay that holds weights

# $title is such as "weights by entropy", $method such as "weights derived by entropy".
proposal-title = { $card } ({ $title })
proposal-source = { $method }, from { $card } as of { $day }; cohort { $file }, SHA-256 { $hash }
proposal-remark = A proposal, written by `jifen { $command }`: it changes only the weights of the scorecard it extends.
trial-title = { $card } (trial weights: { $set })

## Scorecards whose weights cannot be set

# $how is a predicate, such as "has a cap".
nonlinear = group `{ $group }` of `{ $card }` { $how }: its weights do not add up to its full marks
nonlinear-help = use a scorecard whose groups are all sums or means, without a cap or a reserve: weights of other scorecards cannot be set
no-scale = weights cannot add up to the scale `{ $scale }` of `{ $card }`
no-scale-help = use a scorecard whose scale is above 0 and has few digits

## Weights on trial

set-twice = `--set { $one }` and `--set { $other }` set the same weight
set-twice-help = set each indicator once, by itself or by its group
set-unknown = no indicator or group to weigh is called `{ $name }`
set-ambiguous = { $count } indicators or groups are called `{ $name }`
set-help = name one by its id: { $ids }
segment-unknown = no segment is called `{ $name }`
segment-unknown-help = write one of the segments: { $ids }
set-sum = the weights that are set add up to `{ $sum }`, but the scale is `{ $scale }`
set-sum-in = the weights that are set in segment `{ $segment }` add up to `{ $sum }`, but the scale is `{ $scale }`
set-sum-help = leave some of the scale to the other indicators, or set weights that add up to the scale
trial-sum = weights add up to `{ $sum }`, but the scale is `{ $scale }`
trial-sum-in = weights of segment `{ $segment }` add up to `{ $sum }`, but the scale is `{ $scale }`
trial-sum-help = add --rescale, which scales the other weights so that all add up to { $scale } again

## Judgements

file-help = see docs/weights.md for the file of each method
not-given = `{ $method }` needs judgements
not-given-help = give a file with --judgements; docs/weights.md shows one
none-in-file = has no judgements
key-missing = missing key `{ $key }`
key-of-other = `{ $key }` is read by `{ $reader }`, not by `{ $method }`
key-of-other-help = keep the judgements for each method in a file of their own
judges-twice = `{ $name }` judges twice
judges-elsewhere = `{ $name }` judges in another file too
one-file-help = give each person one file with the person's name as `expert`
unknown = no indicator to weigh is called `{ $name }`
unknown-help = write one of the indicators to weigh: { $ids }
absent = `{ $key }` has no entry for { $ids }
absent-help = give an entry to every indicator to weigh

number-not-finite = `{ $number }` of `{ $id }` is not a finite number
number-above = `{ $number }` of `{ $id }` is above { $most }
number-below = `{ $number }` of `{ $id }` is below { $least }
number-least-help = give a number of { $least } or more
too-fine-help = give a smaller ratio: nobody can judge so finely, and the weight of the less important indicator would be rounded to 0
above-worthiest-help = give 100 to the indicator with the greatest worth, and to each other indicator its worth relative to that
no-swing = no swing is above 0
no-swing-help = give 100 to the indicator with the greatest worth
order-twice = `{ $id }` stands twice in `order`
order-twice-help = name it once

# Comparisons with the best and the worst.
best-is-worst = the best and the worst indicator are the same
best-is-worst-help = name two different indicators
times-itself = `{ $id }` is judged `{ $times }` times as important as itself
best-to-worst = the ratio of the best to the worst is `{ $one }` in one list and `{ $other }` in the other
best-worst-help = write 1 for the best in `best_to_others` and for the worst in `others_to_worst`, and the same ratio of the best to the worst in both
beyond-best-worst = the ratio of `{ $one }` to `{ $other }` is `{ $ratio }`, above the ratio of the best to the worst, `{ $whole }`
beyond-best-worst-help = change this ratio, or the ratio `{ $whole }` of `{ $best }` to `{ $worst }`: no other ratio may be greater than that

# Pairs.
index-differs = `random_index` differs from that of an earlier file
index-differs-help = write the same `random_index` in all files, or give --random-index
only-pairs = a CSV matrix compares pairs, which only `ahp` reads
only-pairs-help = write the judgements as TOML
matrix-empty = the matrix is empty
matrix-empty-help = see docs/weights.md for a matrix
matrix-unreadable = the matrix cannot be read: { $cause }
matrix-unreadable-help = save it as CSV
matrix-blank = the ratio of `{ $one }` to `{ $other }` is blank
matrix-blank-help = fill in the cell: only cells on and below the diagonal may be blank
matrix-width = `{ $row }` has { $cells ->
    [one] 1 cell
   *[other] { $cells } cells
}, but the header has { $width }
matrix-width-help = give each row a cell for every column
matrix-order = row `{ $row }` of the matrix has the place of column `{ $column }`: rows and columns are in different orders
matrix-sides = the matrix has { $rows ->
    [one] 1 row
   *[other] { $rows } rows
} and { $columns ->
    [one] 1 column
   *[other] { $columns } columns
}
matrix-names-help = name the same indicators in the same order in the first row and the first column
matrix-not-square = the matrix is not { $members } × { $members } of different members
matrix-not-square-help = give a row and a column for each member, in their order
diagonal-help = write 1 on the diagonal
not-reciprocal = `{ $one }` to `{ $other }` is `{ $ratio }`, but `{ $other }` to `{ $one }` is `{ $across }`, not its reciprocal
first-help = write "1/{ $ratio }" for the first
second-help = write "1/{ $ratio }" for the second
entry-invalid = the entry `{ $entry }` of the matrix is not a number above 0
entry-invalid-help = give numbers above 0, or fractions such as "1/3"
entry-day-help = write fractions with a half-width stroke, such as "1/3"; a spreadsheet turns them into dates unless the cells are formatted as text
entry-above = the entry `{ $entry }` of the matrix is above { $most }
entry-below = the entry `{ $entry }` of the matrix is below 1/{ $most }
members-of-none = { $count ->
    [one] { $ids } is
   *[other] { $ids } are
} neither the whole nor the members of one group
members-near-help = compare all members of `{ $group }`, and no others: { $ids }
members-help = compare all indicators, all groups, or all members of one group
compared-twice = the members of { $group } are compared twice
compared-twice-help = give a different `group` to all [[compare]] but one, or a different `expert` to each
compared-twice-by = the members of { $group } are compared twice by one expert, `{ $one }` and `{ $other }`
compared-twice-by-help = keep one of the two matrices; write the names of two experts differently if they are the same
id-twice = `{ $id }` is compared twice
id-twice-help = write each indicator in one matrix only

# Hierarchies.
no-root = every [[compare]] has a `group`, so none compares the members of the whole
no-root-help = leave `group` out of the topmost [[compare]], or add a CSV matrix of all top-level groups
not-compared = no matrix compares the members of group `{ $id }`
not-compared-help = add a matrix of { $ids }
not-compared-by = `{ $name }` does not compare the members of { $group }, as `{ $other }` does
not-compared-by-help = add a matrix of { $ids } by `{ $name }`; keep a person's matrices in one file, or under one `expert`
unreachable-group = this matrix compares the members of `{ $group }`, but no other matrix has `{ $group }` among its members
unreachable-group-help = add the `group` of this matrix to the members of another matrix
other-members = the members compared here are not { $ids }
other-members-help = let all experts compare the same members
# $judgements is one of the three below.
inconsistent = { $judgements } contradict one another: consistency ratio { $ratio }, above { $limit }, the limit for { $members } members
inconsistency-unknown = { $judgements } have no known consistency ratio: { $author } has no random index for { $members } members
judgements-of = judgements of { $group }
judgements-of-all = judgements of { $group } by all experts
judgements-by = judgements of { $group } by { $expert }
reconsider-help = reconsider `{ $one }` to `{ $other }` first: the judgement is { $judged }, all judgements together imply { $implied }
reconsider-all-help = reconsider the judgements

## Weights of a document

stated-title = { $card }, weights of { $source }
stated-title-illustrative = { $card }, weights of { $source }; its limits and curves illustrative
stated-remark = Weights of `{ $file }` (SHA-256 { $hash }), written by `jifen scorecards weights`. Everything but the weights is that of { $card }.

# Columns.
column-none = no column has the name of a segment
column-missing = no column for segment `{ $segment }`
column-missing-help = add a column for each segment: { $segments }
column-near-help = did you mean `{ $near }`? call the column `{ $label }`
column-two-segments = the cells of the heading above this column name two segments
column-two-segments-help = write only one segment there
column-level-third = the heading mentions a third level of indicators, but no column has their names
column-level = the heading mentions a level of indicators, but no column has their names
column-level-help = add a column with the indicator of each weight, or give the column of weights the name of its segment
# Columns of weights of indicators, then of groups.
column-bare = a column of weights names no segment, and others do
column-bare-groups = a column of weights for groups names no segment, and others do
column-bare-help = write in its header which weights it holds (初创期, 一级指标权重), or remove it
columns-bare = two columns of weights name no segment
columns-bare-groups = two columns of weights for groups name no segment
columns-same = two columns hold the weights of segment `{ $segment }`
columns-same-groups = two columns for groups hold the weights of segment `{ $segment }`
columns-help = write in their headers which weights they hold (一级指标权重), or keep one of them
column-numbers-of-nothing = the column holds numbers (`{ $first }`), but its header does not say which weights they are
column-numbers-of-nothing-help = name the column after a segment (初创期) or after what the weights are of (一级指标权重), or remove it
column-numbers = the column holds numbers (`{ $first }`) and is not read
column-numbers-help = remove the column, or name it after a segment if the numbers are weights

# Rows.
row-missing = no row for indicator `{ $id }` ({ $title })
row-missing-help = add its row, with 0 where the indicator does not count
row-outside = `{ $name }` belongs to a bonus or a deduction, which has points of its own
row-outside-help = leave the row out: the table has only weights that add up to the scale
row-twice = `{ $name }` has a row already, on line { $line }
row-twice-help = keep one of them
second-table = another heading stands here: the file holds a second table
second-table-help = save each table as a separate file; name all segments in one heading
row-misplaced = `{ $indicator }` stands under `{ $group }`, but is not in that group of `{ $card }`
row-misplaced-help = compare with the document; if its groups differ, remove the column of groups
group-unnamed = a weight of a group stands here, but no cell names the group
group-unnamed-help = write the group's id or title in its row
group-again = `{ $group }` has another weight already, on line { $line }
group-again-help = write it once, in the group's first row; indicators' weights need a column of their own
row-two-names = the row names `{ $one }` and `{ $other }`
row-two-names-help = let a row name one indicator
row-unnamed = the row names no indicator
row-unnamed-help = write the id or title of the indicator or group that has these weights
name-unknown = `{ $card }` has no indicator or group called `{ $name }`
name-unknown-help = write an id or title of `{ $card }`, as `jifen scorecards show { $card }` prints them; a row with weights cannot be left out
name-ambiguous = `{ $name }` is the title of { $ids }
name-ambiguous-help = write the id

# Cells.
weight-unread = the weight `{ $number }` in `{ $cell }` is not read
weight-unread-help = write it into a separate column (一级指标权重), or remove it
weight-missing = the weight is missing
weight-missing-help = write the weight, or 0 where the indicator does not count
weight-invalid = `{ $cell }` is not a weight
weight-invalid-help = write digits, with a point before decimals, nine at most: 7.5 or 7.5%
percent-alone = `{ $cell }` has a percent sign, but weights above it have none
percent-missing = `{ $cell }` has no percent sign, but weights above it have one
percent-help = write all weights of a column in the same way

# Sums.
sum = weights add up to `{ $sum }`, not to { $wholes }
sum-help = compare with the document: { $parts }
sum-part = { $id } { $sum }
sum-group = the weight of `{ $id }` is `{ $stated }`, but its indicators add up to `{ $sum }`
sum-group-share = the weight of `{ $id }` is `{ $stated }` of `{ $whole }`, but its indicators add up to `{ $sum }` of `{ $total }`
sum-rows-help = compare its rows with the document
sum-no-group = no group above `{ $id }` has a weight, and others have one
sum-groups = weights of groups add up to `{ $sum }`, not to { $wholes }
sum-groups-help = compare the groups with the document
sum-groups-total = the total is `{ $stated }`, but weights of groups add up to `{ $sum }`
sum-total = the total is `{ $stated }`, but weights add up to `{ $sum }`
sum-total-help = compare the rows with the document
sum-decimals = the weight of `{ $id }` needs more than nine decimals
sum-decimals-help = round it as the document does

# Values that a parameter file should have.
expecting-entry = a number, or a fraction such as "1/3"
expecting-place = an id, or a list of ids
