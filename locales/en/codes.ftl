### The kinds of findings: what each code means, and text that causes it. Looked up by the code's name.

## The command line

usage = the command line cannot be understood
    .example = jifen run --fromat json
option-idle = an option has no effect here
    .example = jifen weights entropy --correlation spearman
option-missing = a required option is not given
    .example = jifen compare a.toml b.toml, two scorecards without --firms

## Files

file-unreadable = a file cannot be opened or read
    .example = firms = "no-such-file.csv"
file-kind = a file is not of the kind that the command takes
    .example = jifen run firms.csv
file-empty = the file is empty
    .example = a file of 0 bytes
file-header-only = the file has a header and no row
    .example = credit_code,revenue(万元)
file-binary = the file is no table: neither text nor an .xlsx workbook nor a Parquet file
    .example = an Excel workbook named firms.csv
file-encoding = the file is not in the encoding that the campaign names, or a parameter file is not in UTF-8
    .example = encoding = "utf-16" over a UTF-8 file
file-too-large = a file, or its decompressed text, is too large to be read
    .example = a file of 5 GB
file-delimiter = cells are separated by a character that is not a supported delimiter
    .example = credit_code，revenue(万元)
record-too-long = a record is too long to be a row of a firm
    .example = a file without a line break
memory-short = a file needs more memory than is available
    .example = 520,000 firms under `ulimit -v 600000`
rows-thin = a file has so many short rows that they cannot be firms
    .example = 60,000,000 rows of 2 bytes

## Header

column-missing = a required field has no column
    .example = no column for credit_code
column-ambiguous = two columns match one field
    .example = 营业收入(万元) and revenue(元)
column-unit-missing = a money column names no unit
    .example = 营业收入
column-unit-unknown = a unit in brackets cannot be converted to the field's unit
    .example = 营业收入(万美元)
column-unit-clash = the campaign and the header name different units for one column
    .example = units = { "{" } revenue = "百万元" { "}" } over 营业收入(万元)
column-unknown = the campaign names a header that the file does not have
    .example = columns = { "{" } "营收" = "revenue" { "}" }
column-unused = a column matches no field and is not read
    .example = 备注
column-near = the header of an unread column resembles the name of a field that has no column
    .example = 失信被执行入
column-year = a header names a year, so it is not certain that the column is the year's field
    .example = 2024年营业收入(万元)
column-taken = the campaign binds the header of one field to another field
    .example = columns = { "{" } "数据授权" = "name" { "}" }
column-idle = cells cannot be used, but no rule, list or check reads their column
    .example = 成立日期 2007, where no rule reads it
column-numbers = a column of numbers in a table of weights is not read
    .example = 较上年 beside 初创期
row-misplaced = a row of a table of weights is a bonus or a deduction, or stands under the wrong group
    .example = a row of the bonus
header-below = the header stands below other rows
    .example = 2025年科技企业一览表 above the header
part-empty = a part of the cohort, or a list beside it, has no rows
    .example = west.csv with a header only
part-columns = a part of the cohort lacks a column that others have
    .example = west.csv without 研发费用(万元)
firm-withdrawn = returned files withdraw every row of a firm, which is no longer in the cohort
    .example = two districts each withdraw their row of one firm
correction-unmatched = a returned row stands for no row of the part that it corrects, and was added
    .example = a row of corrected.xlsx with an id that the corrected file does not have
sheet-unclear = it is not clear which worksheet holds the firms
    .example = two worksheets with a header, and no sheet = …
sheet-skipped = a worksheet is not read
    .example = a worksheet 填报说明
sheet-hidden = hidden rows or columns are read
    .example = a filter hides row 3
cells-beyond = cells right of the last header are not read
    .example = a remark in U72
format-scaled = a number is shown in another magnitude
    .example = 12345 shown as 1.2 by 0!.0,
supplement-unmatched = rows of a supplement belong to no firm of the cohort or to no year of the run
    .example = a patent of a firm that is not in the cohort
supplement-unclear = it is not clear to which firm rows of a supplement belong, or they contradict one another or cannot be read
    .example = 甲有限责任公司, where the cohort has 甲有限公司

## Rows and cells

row-width = a row has more or fewer cells than the header
    .example = a stray comma
quote-unclosed = a quotation mark is opened and never closed
    .example = "Acme,12
cell-encoding = a row holds bytes that are invalid in the file's encoding
    .example = a GBK character cut in half
cell-missing = a required cell is empty
    .example = ,Acme,12
cell-number = a cell is not a finite number
    .example = 12x, NaN, 1e400
cell-integer = a count has a fraction
    .example = 12.5 employees
cell-date = a cell is not a calendar day
    .example = 2023-02-30
cell-flag = a cell is neither yes nor no
    .example = maybe
cell-unit = an amount is in a unit or currency that cannot be converted
    .example = 36(万美元)
cell-range = a value is outside the field's bounds
    .example = -3 employees
cell-pattern = a text does not have the form that its field requires
    .example = region 44O300
cell-error = the cell holds an error of a spreadsheet
    .example = #DIV/0!
cell-formula = the cell holds a formula without a computed value
    .example = =D2*20, written by a program that computes nothing
cell-merged = the row has a merged cell
    .example = D2:D3 merged
total-row = a row is a total of other rows, not a firm
    .example = 合计,,12345
note-row = a row is a remark or a signature, not a firm
    .example = 填表人：王某,,
header-row = a row repeats the header and is not a firm
    .example = credit_code,name among the rows
id-text = the id is a text that cannot be a credit code
    .example = 待补 as a credit code
id-scientific = a spreadsheet has turned the id into a rounded number
    .example = 9.11101E+17
id-rounded = the id is stored as a number, which keeps 15 digits
    .example = 9.13101018323231E+17 in a cell of a workbook

## Checks over a firm and over the cohort

uscc-form = the id is not an 18-character credit code
    .example = 91310115ma1k4lc, 3209812800419
uscc-check = the check character of a credit code does not match its other characters
    .example = 91220102732581015H
duplicate-row = two rows of a firm are equal in every column read; one is kept
    .example = the same line twice
duplicate-firm = rows of one firm contradict each other
    .example = two rows, two revenues
duplicate-aside = one row of a firm is used, and another is in quarantine
    .example = 100 employees in one row, 1O0 in the other
part-over-whole = a part is larger than its whole
    .example = R&D staff 80, employees 50
founded-later = the founding day is later than the as-of day
    .example = founded 2031-01-01
firm-unknown = an outcome belongs to a firm that is in quarantine or not in the cohort
    .example = an outcome of a firm of last year's cohort
rows-needed = rows of a ledger of consents or a list of firms cannot be read, so that no list can be trusted
    .example = a withdrawal dated 2025-13-01
outcome-contradictory = an outcome and its default amount contradict each other
    .example = outcome 0, default_amount 200
answer-unmatched = an institution's answer is on a firm that was not delivered to it, or cannot be identified
    .example = a credit code that is on no list of the bank
consent-later = the day of consent is later than the as-of day
    .example = consent_date 2031-01-01
day-placeholder = a day is a placeholder that programs write for an unknown day
    .example = founded 1900-01-01
unit-slip = an amount differs from the expected one by a factor of about 1,000, 10,000 or more
    .example = revenue in 元 among 万元

## Parameters

toml-syntax = the file is not valid TOML
    .example = as_of = 2025-13-01
key-unknown = a key has no meaning here
    .example = encodng = "auto"
key-missing = a required key is absent
    .example = a campaign without as_of
value-type = a value has the wrong type
    .example = decimals = "two"
value-invalid = a value is outside what the key allows
    .example = weight = -5
value-empty = a text or a list is empty where a value is required
    .example = reason = ""
value-not-in-force = none of a key's dated values is in force on the as-of day
    .example = valid_from = 2026-01-01 as of 2025-12-31
key-idle = a key has no effect where it stands
    .example = encoding = "gb18030" beside format = "xlsx"
key-choice = exactly one of several keys is required, but none or more than one is given
    .example = a condition with both when and any_of
too-many = there are more entries or combinations than the limit allows
    .example = 65 conditions
name-invalid = a name has a form that is not allowed here
    .example = id = "R&D"
column-sensitive = a list has a column above the grade of data that its institution may see
    .example = the firms' loan demand, of grade 3, for a bank whose agreement allows grade 2
field-unfit = a field is not of the kind required here
    .example = dates = { "{" } name = "year" { "}" }
extends-cycle = a scorecard extends itself, directly or through others
    .example = a.toml extends b.toml, and b.toml extends a.toml
name-unknown = a name is not defined
    .example = a field that is not in the dictionary
name-ambiguous = a title or alias in a rule belongs to several names
    .example = 收入 as the alias of two fields
name-repeated = one name is used twice
    .example = two indicators called rd
rule-syntax = a rule is not an expression
    .example = revenue >
rule-unsupported = a rule uses SQL outside the supported part
    .example = SELECT 1
rule-type = a rule mixes types
    .example = region + 1
weights-sum = full marks do not add up to the stated scale
    .example = weights of 99 on a scale of 100
scale-indivisible = the scale is 0 or has too many digits to be split into weights
    .example = scale = 0
weights-nonlinear = points are not a weighted sum, but a study of weights requires one
    .example = a group with a cap
weights-infeasible = no weights are within all bounds
    .example = between = { "{" } rd = [60, 70], patents = [60, 70] { "}" } of 100
rule-constant = a rule has the same result for all firms
    .example = when = "1 > 2", or pass = "points >= 120" of 100
limit-idle = a cap or floor is never reached
    .example = cap = 60 over 50 points
tier-idle = no firm can reach a tier, or a tier gives the same points as the next one
    .example = at_least = [[120, 10]] over a share of 100
segment-empty = no firm is left for a segment
    .example = revenue < 100 after revenue < 500
segment-unreachable = a segment stands after one that takes every firm
    .example = a segment without `when`, then another
segment-gap = firms in a gap between segments fit no segment
    .example = revenue < 500, then revenue > 500
segment-unknown = firms with an unknown value fit no segment
    .example = segments by revenue, each with a rule
points-reserved = points are reserved for indicators that another scorecard adds
    .example = reserved = 15 in a group without members

## Scoring

illustrative-weights = the scorecard's weights are not official
    .example = weights_basis = "illustrative"
judgements-inconsistent = pairwise judgements are inconsistent: their consistency ratio is above the limit for the size of the matrix, or is unknown
    .example = a over b, b over c, c over a
judgements-missing = a method requires judgements, and some or all of them are missing
    .example = jifen weights ahp without --judgements
judgements-invalid = a judgement is not valid for its method
    .example = a to b is 3, b to a is 2
indicators-absent = there is no indicator to study or to weigh
    .example = a scorecard that has only gates
firms-few = there are too few firms to derive weights from
    .example = jifen weights entropy over 1 firm
goal-unmeasured = a goal depends on more than a firm's points, but a search recomputes only the points
    .example = qualified, where the pass rule reads a group's points
search-unread = the log of searches beside a campaign, or a line of it, cannot be read
    .example = a line that is cut off
search-unrecorded = a search could not be written to the log beside its campaign
    .example = a folder that cannot be written
outcomes-few = the outcomes cover too few bad or too few good firms
    .example = 3 bad and 40 good firms
outcomes-foreign = most outcomes belong to firms outside the cohort
    .example = outcomes of another campaign
weights-unidentified = no weights can be estimated from the outcomes
    .example = weights that separate all bad firms from all good ones
segment-none = a firm fits no segment of the scorecard
    .example = a firm without a founding day
indicator-missing = an indicator that the scorecard requires has no value
    .example = missing = "reject"
coverage-low = too few values of a firm are known to score it
    .example = 12 of 18 indicators blank
indicator-blank = no firm has a value for an indicator
    .example = no column for pct_applications
programme-blank = no firm has a value that a programme reads
    .example = no column for `first_loan`
bounds-crossed = the bounds of an uncertain value are in the wrong order
    .example = rd=rd_high..rd_low
bounds-doubtful = the bounds of an uncertain value are unknown, or do not contain the value
    .example = a blank cell under rd_low
points-absent = a firm has no points under one of the further scorecards
    .example = fits no segment of tech-sme-2017
nobody-scored = no firm is left to score
    .example = every row quarantined
field-absent = a field that decides who is referred has no column
    .example = no column for dishonest
veto-absent = no firm meets a gate, since a field that the gate requires has no column
    .example = no column for dishonest
veto-near = the header of an unread column resembles the name of a field that a gate requires
    .example = 失信被执行入
veto-unknown = firms are held, since a value that a gate requires is not known
    .example = a blank cell under 失信被执行人
list-empty = no firm is eligible for an institution's list
    .example = revenue >= 100000, which no firm reaches
floor-unmet = a list has fewer firms of a group than its floor
    .example = 12 start-ups are eligible, where the floor is 40
preference-unknown = firms prefer an institution that the campaign does not have
    .example = First Bnak in the column of preferred institutions
desk-absent = the desk's folder has no log of deliveries yet, so that no firm counts as served or referred before
    .example = the first month, or a misspelt folder
rows-lost = the rows or firms of the output do not add up to those that were read
    .example = a fault of the program itself

## Output

target-exists = the output exists already, or its place holds something that must not be replaced
    .example = out/ from the last run
target-edited = a file was edited after it was written, so the output is not replaced
    .example = a remark typed into a list
target-unwritable = the output cannot be written
    .example = a full disk
cell-defused = a cell that a spreadsheet would run as a formula was written as text
    .example = =HYPERLINK(...)
cell-replaced = a cell held characters that no workbook can hold
    .example = U+FFFF in a firm's name
cell-cut = a text was longer than a workbook cell allows, and its end was cut off
    .example = a remark of 40,000 characters
consent-lapsed = a firm's consent no longer holds on the day on which its data would be passed on
    .example = a firm on a list withdrew its consent after the run
key-unfit = a key cannot be used: it is missing, of another kind, or open to others
    .example = an SSH key in recipients/icbc.pub
delivery-altered = a delivery is not as it was handed over
    .example = a sealed list with one byte changed
log-altered = the log of deliveries is not as it was written
    .example = a line removed from deliveries.jsonl
