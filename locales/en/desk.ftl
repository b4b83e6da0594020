### The desk: a finished run read back.

strange-column = has no column `{ $column }`
strange-cell = has a value in column `{ $column }` of firm `{ $id }` that cannot be read
strange-groups = names groups that do not match scores.parquet
strange-rows = does not have equally many rows for each firm
strange-indicators = names no indicators
strange-unlike = does not match the other files
strange-undecided = counts undecided rules that not_referred.csv does not name
strange-no-table = is not a table
strange-order = has its rules in another order
strange-counts = has counts that are not numbers

## Histories, to which rows are only added

history-chain = this row, or one above it, is not as it was written
history-cut = has { $rows } rows, but had { $known }: rows at the end were removed, or an older copy was put in its place
history-meanwhile = another import has changed it meanwhile
history-unwritable = cannot be written
quarantined = in { $run } its row is in quarantine ({ $part }, line { $line }): { $why }
unscored = in { $run } it is not scored ({ $part }, line { $line }): { $why }
aside = `{ $firm }`: { $row }
aside-help = correct the row, and run again: only scored firms have points
