### Help of the command line. A message is named by the path of a command, such as `scorecards-show`, or by that
### path and an argument. `arg-` names an argument that several commands share, `choice-` an argument and one of
### its values. The value is the one-line text, `.long` the further paragraphs, each on one line, `.value` the
### placeholder, `.default` what holds where the option is left out.

jifen = Score a cohort of technology firms and write each institution's ranked referral list
    .long =
        Scores technology firms by objective indicators (创新积分制) and writes the ranked referral list of each bank and guarantee fund.

        A campaign file names the day, the scorecard, the institutions and the firms. `jifen check` checks all of them and writes nothing. `jifen run` writes the lists and the evidence for them: points, reasons, findings and the hashes of all files.

        Exit codes: 0 done; 1 done, but rows were quarantined (more than --max-quarantined, 0 by default), a goal was missed or, with --strict, there was a warning; 2 wrong usage or parameters; 3 input or output failed, or no firm is left to score; 4 a fault of the program itself; 130 interrupted.
help = Print the help of a command

arg-help = Print help; -h prints a summary
arg-version = Print the version
arg-quiet = Print only errors that stop the command, and counts of quarantined rows and held firms
arg-format = Form of the printed result
    .value = FORM
choice-format-text = For people
choice-format-json = One JSON object for programs
arg-findings = Findings to print
    .value = WHICH
choice-findings-worst = At most ten lines after the result, the worst first, and a count of the rest; if an error stops the command, the first five of each code
choice-findings-all = All findings, up to 100 of each column and code
arg-lang = Language of the printed text
    .value = LANGUAGE
    .default = the system's, from LC_ALL, LC_MESSAGES or LANG
choice-lang-zh = Chinese
choice-lang-en = English

arg-campaign = Campaign file (TOML)
    .value = CAMPAIGN
arg-as-of = Judge firms as of this day instead of the campaign's
    .value = YYYY-MM-DD
arg-threads = Number of threads
    .value = N
    .default = one per core
arg-max-quarantined = Exit with 1 only if more rows than this are quarantined: a number, or a share of all rows; totals, remarks and headers do not count
    .value = N|P%
    .default = 0
arg-strict = Also exit with 1 if there is a warning
arg-html = Write the printed result, with charts, to this HTML page
    .value = FILE
arg-out = Write the study to this folder: summary.json, and each table as CSV and Parquet
    .value = DIR
arg-force = Replace outputs that exist
arg-discard-edits = With --force, also replace files that were edited since they were written
arg-write = Write the proposed weights, if any, to this new scorecard
    .value = NEW.toml
arg-set = Try another weight of an indicator or a group, without a change to any file; repeatable
    .long = ID is an id or a title; WEIGHT is in points of the scale. ID@SEGMENT=WEIGHT sets the weight in one segment. Every output is marked as a trial.
    .value = ID=WEIGHT
arg-rescale = Rescale the other weights by one factor, so that all add up to the scale again

init = Write a campaign for tables of firms and the tables beside them
    .long = Looks at every table, guesses its part (firms, figures of the year before, a list of firms, patents, other values) and writes `campaign.toml` and `institutions.toml`. Guesses have their grounds beside them. What only a person knows is written as a comment. Comments are in the language of --lang.
init-files = Tables: CSV, workbooks or Parquet files
    .value = FILES
init-out = Folder of the campaign
    .value = DIR
    .default = the current folder
init-scorecard = Built-in scorecard, or a file that ends in .toml
    .value = ID|FILE
init-as-of = As-of day of the campaign
    .value = YYYY-MM-DD
    .default = the last day of the year that the tables name, else of last year
init-force = Replace both files if they exist

run = Score the cohort and write every institution's ranked list
    .long = The output folder appears whole or not at all. An existing folder is kept, unless --force replaces it in one step.
run-out = Output folder
    .value = DIR
run-force = Replace the output folder and the page if they exist

check = Check a campaign or a cohort without writing anything
    .long = A campaign (TOML) is carried out in full, but nothing is written. A cohort (CSV, also gzip or zstd; .xlsx; Parquet) is read without a campaign, by the headers of the field dictionary. Every column is reported: its field, unit, share of filled cells, first values and readers. Its firms are judged as of today in China, unless --as-of names another day.
check-file = Campaign (TOML) or cohort (CSV)
    .value = CAMPAIGN|FIRMS.csv
check-id = Column that identifies firms, for a cohort without a campaign
    .value = HEADER
    .default = the credit code
check-scorecard = Built-in scorecard or a file that ends in .toml, whose fields are checked in a cohort without a campaign
    .value = ID|FILE
    .default = all columns are checked

explain = Explain one firm: its points, indicator by indicator, and why it is on a list or not
    .long = Carries the campaign out as `run` does, but writes only the page of --html. --what-if carries it out a second time, with other values in the firm's row and all other firms unchanged, and reports the differences.
explain-firm = Firm's credit code, its id if the campaign uses another one, or its name if no other firm has that name
    .value = CODE
explain-what-if = Suppose another value of a field, in the dictionary's unit; repeatable
    .value = FIELD=VALUE
explain-since = Finished run (its output folder) to compare the firm with: then and now, list by list, with the reason of each change
    .value = RUN
explain-force = Replace the page if it exists

consent = List consents that end soon, have ended or were withdrawn
    .long = Reads the campaign's ledger of consents and its firms, and writes nothing unless --out or --html is given. Consents are judged on the as-of day.
consent-within = Number of days ahead in which a consent that ends is reported
    .value = DAYS

sheet = Print a firm's sheet: its points, its rank in its stage, and what would raise its points most
    .long = Reads the folder of a finished run, published with `detail = true`. A sheet is for the firm alone: it has its own data and nothing of any other firm. Where a curve compares firms, the points to gain are printed, but no value. A list is named only if its institution permits it (`tell_firms = true`).
arg-run = Folder of a finished run
    .value = RUN
sheet-firm = Firm's id in scores.csv, usually its credit code, or its name if no other firm has that name
    .value = CODE
sheet-all = Write the sheet of every firm
sheet-html = Write the firm's sheet to this page, to be printed on A4
    .value = FILE
sheet-out = Folder of all sheets: a page for each firm, and an index for the bureau
    .value = DIR
sheet-force = Replace the page or the folder if it exists

publicity = Write the public list: a notice to print, and a workbook
    .long = Reads the folder of a finished run. The list has only columns that may be public, and no firm whose consent is refused, not known, or for some institutions only. The notice is in Chinese unless --lang says otherwise. Working days are not computed: the period is in calendar days.
publicity-out = Folder to write: publicity.html, publicity.xlsx, and notice.json for programs
    .value = DIR
publicity-contact = Where objections are received: office, telephone, address
    .value = TEXT
publicity-days = Number of calendar days
    .value = N
publicity-from = First day
    .value = YYYY-MM-DD
    .default = today in China
publicity-who = Which firms are shown
    .value = WHICH
choice-who-referred = Firms on at least one institution's list
choice-who-qualified = Qualified firms
choice-who-banded = Firms in a band by rank
publicity-columns = Columns after the running number
    .value = COLUMNS
    .default = name,id,segment,region
choice-columns-name = Name
choice-columns-id = Credit code, or another id
choice-columns-segment = Stage
choice-columns-region = Region code
choice-columns-industry = Industry code
choice-columns-points = Points
choice-columns-grade = Grade
choice-columns-band = Band by rank
publicity-title = Title of the notice
    .value = TEXT
    .default = a title that names the campaign
publicity-force = Replace the folder if it exists
publicity-campaign = The campaign's file, whose ledger of consents is read again before the list is public
    .value = FILE
    .default = the one that the run names

objections = Import objections to published data, and answer them
objections-import = Apply accepted objections, run the campaign again, and answer each objection
    .long = FILE (CSV or workbook) has a row for each objection: the firm's id or name, the field (异议事项), the value claimed (申请更正为) with its unit (计量单位), the paper (证明材料编号), the objector (异议人), the day (异议日期), the decision (处理意见: 采纳, 不采纳 or blank) and its reason (处理理由). An accepted objection needs the reference of a paper. Accepted values become parts that correct the cohort, so that corrections.csv of the new run lists each cell before and after. What earlier imports for the same campaign and as-of day accepted is applied too; later runs apply what is written into the campaign. The desk's folder keeps these parts, the history objections.csv and a page for each objector.
objections-import-file = Objections (CSV or workbook)
    .value = FILE
objections-import-campaign = Campaign file (TOML) of the published run
    .value = CAMPAIGN
objections-import-run = Folder of the published run
    .value = RUN
objections-import-out = Folder of the new run
    .value = DIR
objections-import-desk = The desk's folder
    .value = DIR
    .default = the folder `desk` beside the published run
objections-import-notice = notice.json of the publicity: objections received outside its period are counted
    .value = FILE
objections-import-force = Replace the new run's folder if it exists

score = Score a cohort by one scorecard, without referrals
    .long = Writes one CSV file: every scored firm in order of rank, with its points, points per group, ranks, grade and the conditions it fails. Rows that cannot be scored are reported with their line numbers. Firms are judged as of today in China, unless --as-of names another day.
score-firms = Cohort (CSV, also gzip or zstd; .xlsx; Parquet); - for standard input
    .value = FIRMS
score-scorecard = Built-in scorecard, or a file that ends in .toml
    .value = ID|FILE
score-out = CSV file to write; - for standard output
    .value = FILE
score-id = Column that identifies firms
    .value = HEADER
    .default = the credit code
score-as-of = Judge firms as of this day
    .value = YYYY-MM-DD
    .default = today in China
score-force = Replace the file if it exists

weights = Derive weights by a method and compare them with today's
    .long = Carries the campaign out, derives weights for the indicators of its scorecard and scores the cohort again. The scorecard is never changed: --write writes a new scorecard, which extends it and changes only weights. Methods based on judgements use the files of --judgements; the other methods use the data of the firms.
weights-method = Weighting method
    .value = METHOD
choice-method-equal = The same weight for all
choice-method-stddev = Standard deviation: indicators that vary more weigh more
choice-method-entropy = Entropy: indicators whose values are spread less evenly weigh more
choice-method-critic = CRITIC: indicators that vary and correlate with few others weigh more
choice-method-merec = MEREC: indicators whose removal changes the scores more weigh more
choice-method-pca = Principal components: indicators that represent a common factor weigh more
choice-method-ahp = Analytic hierarchy process: judgements on pairs of indicators
choice-method-bwm = Best-worst method: judgements against the best and the worst indicator
choice-method-roc = Rank order centroid: a judged order of indicators
choice-method-swing = Swing weighting: judgements on the gain from no marks to full marks
weights-within = Derive weights separately in each stratum, from its own firms
    .value = STRATUM
    .default = one set of weights for the whole cohort
choice-within-segment = The scorecard's segments
weights-correlation = Correlation that critic uses
    .value = HOW
    .default = pearson
choice-correlation-pearson = By value
choice-correlation-spearman = By rank
weights-judgements = Judgements of indicators (TOML; for ahp also CSV matrices); repeatable, for several people
    .value = FILE
weights-random-index = Table of random indices for ahp's consistency ratio
    .value = TABLE
    .default = the table named in the judgements, else saaty
choice-random-index-saaty = Saaty (2005)
choice-random-index-donegan-dodd = Donegan and Dodd (1991)
choice-random-index-alonso-lamata = Alonso and Lamata (2006)
weights-least-share = Minimum share of full marks in merec: smaller shares are raised to it, since 0 has no logarithm
    .value = SHARE
    .default = 1%

audit = Examine a scorecard: what its indicators measure, how its weights act, and what to improve
    .long = Carries the campaign out and examines the scored firms, all together and segment by segment: missing values, values that many firms share, correlations, the real effect of each weight, ranks without each indicator or group, and how well points separate firms. Changes nothing. --format json and --out give every figure.
audit-top = Number of top firms to compare when an indicator is left out
    .value = K
    .default = a tenth of all firms, and of each segment

sensitivity = Measure how stable ranks and lists are when weights vary
    .long = Carries the campaign out, then scores the firms again under each draw of weights around today's. The seed and the number of a draw determine its weights. Reports, for each firm, the mean rank, the rank interval in nine draws of ten, and the chance to be on each list; for each list, the stable core and the contested zone; for each uncertain input, its share of the rank variance (Sobol indices).
sensitivity-draws = Number of draws
    .value = N
sensitivity-seed = Seed of the draws
    .value = S
sensitivity-concentration = Concentration of Dirichlet draws: the greater, the nearer to today's weights
    .value = C
    .default = 200
sensitivity-share = Multiply each weight by a random factor instead, within this share of 1 (25%: 0.75 to 1.25), and rescale all weights
    .value = SHARE
sensitivity-judges = Instead of random weights, use the weights of one judge, chosen at random for each draw; FILE holds judgements as for `jifen weights`; repeatable, for several people
    .value = FILE
sensitivity-vary = Weights that are drawn
    .value = WHICH
choice-vary-all = Weights of all indicators
choice-vary-within = Weights of the indicators within each top-level group
choice-vary-between = Weights of the top-level groups
choice-vary-nested = Both: weights of the groups, and of the indicators within each group
sensitivity-curves = Other curves of numeric indicators, drawn besides today's
    .value = KINDS
choice-curves-percentile = By place in the cohort
choice-curves-minmax = From the least to the greatest value
choice-curves-zscore = By distance from the mean
sensitivity-missing = Other policies for missing values, drawn besides today's
    .value = KINDS
choice-missing-zero = No points
choice-missing-skip = The indicator is left out; the others carry its weight
choice-missing-mean = The cohort's mean
choice-missing-median = The cohort's median
sensitivity-treatment = Other treatments of outliers, drawn besides today's
    .value = KINDS
choice-treatment-untrimmed = Outliers are kept
choice-treatment-trimmed = Values are winsorised at the 1 % and 99 % quantiles
sensitivity-combine = Other ways to combine the top level of the scorecard, drawn besides today's; bonus and deduction stay as they are
    .value = KINDS
choice-combine-mean = Arithmetic mean of shares
choice-combine-geometric = Geometric mean: a single share of 0 gives no points
choice-combine-harmonic = Harmonic mean: a single share of 0 gives no points
sensitivity-leave-out = Leave out one indicator, or none, at random in each draw
sensitivity-error = Error of an indicator's values, uniform and independent for each firm; repeatable
    .long = rd=10% applies to the indicator rd, 10% to every numeric indicator without an error of its own. rd=rd_error sets the distance on either side of the value, rd=rd_low..rd_high the two bounds. Each name after = is a field of the firm, or a rule over its fields. With errors each draw scores the cohort again, which takes about a hundred times as long.
    .value = [INDICATOR=]EXTENT
sensitivity-top = Report each firm's chance to be among the top K; 100,500 means 100 and 500
    .value = K
    .default = the number of firms on any list today
sensitivity-sobol = Rows of the sample behind the Sobol indices, 64 or more; 0 for none
    .value = N
sensitivity-near = Number of firms to examine on either side of each cut-off; 0 for none
    .long = For each of these firms the study reports the share of draws in each band of ranks, and the mean weights of the draws that put the firm on the list.
    .value = N
sensitivity-draw = Report only this draw, with all digits of its weights
    .value = NUMBER

diff = Compare last month's run with this month's: who joined, left or moved on each list, and why
    .long = Both are output folders of `run`, unchanged since. Each change has one deciding reason: the firm's data, a supplement, its consent, a rule, a capacity, weights, other firms, or a row that is missing or in quarantine. Runs with `detail = true` and `firms = true` under [output] name indicators and values. Changes nothing.
diff-before = Output folder of the earlier run
    .value = RUN_A
diff-after = Output folder of the later run
    .value = RUN_B
diff-institution = Report only this institution's list
    .value = ID
diff-firm = Report only this firm: its id, or its name if no other firm has that name
    .value = CODE
diff-out = Folder for the tables (CSV and Parquet) and the summary as JSON, with every firm that moved
    .value = DIR
diff-force = Replace the folder and the page if they exist

compare = Compare two campaigns, scorecards or finished runs: ranks, lists, and what moves firms
    .long = Each side is a campaign file, a scorecard (a built-in id or a file) or the output folder of a run. A scorecard is applied to the firms and institutions of the other side's campaign. If neither side is a campaign, a scorecard needs the firms of --firms. Firms are matched by their id: the credit code, unless a campaign names another column. Changes nothing.
compare-before = First side: a campaign, a scorecard or the output folder of a run
    .value = A
compare-after = Second side, likewise; not given with --set, which compares campaign A with itself under other weights
    .value = B
compare-firms = Cohort for scorecards without a campaign (CSV, also gzip or zstd; .xlsx; Parquet)
    .value = FILE
compare-id = Column that identifies firms in the cohort of --firms
    .value = HEADER
    .default = the credit code
compare-top = Number of top firms to compare, in addition to the length of each list; 100,500 means 100 and 500
    .value = K
compare-persistence = Persistence of rank-biased overlap: weight of each rank relative to the rank above it, between 0 and 1
    .value = P
    .default = gives the first n ranks 90 % of the weight; n is the largest --top or, without --top, the median length of the lists
compare-movers = Number of movers to report
    .value = N

calibrate = Calibrate points against firms' outcomes, and propose weights that predict better
    .long =
        Reads firms' outcomes, as banks report them, from a CSV: each firm's id, and either 1 for a default and 0 for none, or the amount in default. Reports how well each indicator and the points predict the outcomes. Searches within --bounds of today's weights for weights that predict better. Weights are proposed only if they also predict better for firms held out of the search.

        The scorecard is never changed: --write writes a new scorecard, which extends it and changes only weights. Each search adds a line to `searches.jsonl` beside the campaign, and the study reports the number of earlier searches.
calibrate-outcomes = Outcomes of firms (CSV, also gzip or zstd; .xlsx; Parquet)
    .value = FILE
calibrate-good = Value that means a good outcome; if it is 1, an amount above 0 also means a good outcome
    .value = 0|1
calibrate-bounds = Largest relative change of each weight from today's
    .value = SHARE
calibrate-maximise = Measure to maximise
    .value = WHAT
choice-maximise-likelihood = Likelihood of a logistic regression on points
choice-maximise-auc = Area under the ROC curve
calibrate-folds = Number of folds held out in turn
    .value = K
calibrate-draws = Number of bootstrap replicates for the intervals
    .value = N
calibrate-seed = Seed of replicates and folds; the same seed gives the same study
    .value = S

tune = Search for weights within bounds that meet stated goals, and show the trade-off
    .long =
        Carries the campaign out and searches for weights of its scorecard that meet the goals of a file and are as near to today's as possible. `docs/tune.md` shows every goal. Reports the value of each goal today and under the weights found, goals that conflict, and how far each goal moves the weights from today's.

        The scorecard is never changed: --write writes a new scorecard, which extends it and changes only weights. Each search adds a line to `searches.jsonl` beside the campaign, and the study reports the number of earlier searches. Exit code 1 means that a goal was missed.
tune-goal = File of goals and of bounds on the weights (TOML)
    .value = GOAL.toml

answers = Import what institutions answer to their lists, and report what became of the firms
    .long = Works on the desk's folder: the log of deliveries, the firms of each delivery, and the history of answers, to which rows are only added.
answers-import = Add an institution's reply to the history of answers
    .long = Reads a table in any form that firms' tables may have. Each row is matched with a firm that was delivered to the institution, by credit code or by name. Rows that cannot be read or matched are refused and reported; the others are imported, and the exit code is 1. The same reply imported twice adds nothing.
answers-import-file = Reply: CSV, workbook or Parquet file
    .value = FILE
answers-import-from = Institution that sent the reply, by its id
    .value = ID
answers-import-desk = The desk's folder
    .value = DIR
answers-import-as-of = Day on which the reply was received; answers without a day count from it
    .value = YYYY-MM-DD
    .default = today in China
answers-import-sheet = Worksheet of a workbook
    .value = NAME
    .default = the only one that has a header
answers-import-amount-unit = Unit of amounts, if the header names none: 元, 万元, 亿元
    .value = UNIT
answers-report = Report what became of the firms referred: answered, applied, approved, paid out
    .long = Counts each firm once for each institution, at its latest answer. Sums are exact decimals.
answers-report-desk = The desk's folder
    .value = DIR
answers-report-as-of = Count deliveries and replies up to this day
    .value = YYYY-MM-DD
    .default = today in China
answers-report-unanswered-after = Days after which a referral without an answer is listed
    .value = N
answers-report-by = Tables of groups
    .value = LIST
    .default = all of them
choice-by-institution = By institution
choice-by-segment = By segment
choice-by-grade = By grade
choice-by-region = By province
choice-by-points = By fifths of the points
answers-report-out = Write the report to this folder: summary.json, and each table as CSV and Parquet; for the bureau alone
    .value = DIR
answers-report-outcomes = Write approvals and refusals to this CSV file, as jifen calibrate reads it
    .value = FILE
deliver = Seal, sign and log each institution's list
    .long =
        Makes an archive of each list in the output folder of a run: the list as published, the data package over it and a note for people. Encrypts it in the age format to the institution's key, signs it in the minisign format, and writes it to the desk's folder with a line in the log `deliveries.jsonl`. Nothing about other firms goes in.

        An institution whose own certified gateway encrypts has the word `unsealed` in place of its key: its archive is signed, not encrypted, with SM3 digests beside it.
deliver-run = Output folder of a finished run
    .value = RUN
deliver-to = Deliver only the lists of these institutions; icbc,abc means both
    .value = ID
    .default = all lists of the run
deliver-again = Deliver also a list that the institution has already, or that was corrected since after objections
deliver-new-keys = Allow keys other than those of earlier deliveries, after the change was confirmed with the institutions
deliver-as-of = Judge consents as of this day
    .value = YYYY-MM-DD
    .default = today in China
deliver-campaign = The campaign's file, whose ledger of consents is read again before a delivery
    .value = FILE
    .default = the one that the run names
arg-keys = Folder of keys: sign.key, sign.pub and recipients/ID.pub
    .value = DIR
arg-desk = The desk's folder
    .value = DIR
    .default = desk beside the run's folder

verify = Verify that deliveries and their log are as they were written
    .long =
        Compares a delivery with the log of its desk and, with --keys, checks the bureau's signature; with --identity it opens the delivery and compares each file with its digest. An institution that has received the archive and its signature verifies them with --keys alone. With --log, the log and all deliveries of a desk are verified.

        Exits with 1 if anything was altered, swapped, replaced, removed or added, and names it.
verify-delivery = A delivery's folder, or its archive with the signature beside it
    .value = DELIVERY
verify-log = Verify the log and every delivery in it
verify-desk = The desk's folder
    .value = DIR
    .default = the delivery's own desk; with --log, the folder desk
verify-keys = Folder with the bureau's sign.pub, or that file itself
    .value = DIR
    .default = signatures are not checked
verify-identity = File with the institution's secret key (AGE-SECRET-KEY-1…), to open the delivery
    .value = FILE
verify-head = A hash of the log that was noted down earlier: one of its lines must still have it
    .value = HASH

keys = Make and list keys for deliveries
keys-new = Make the bureau's key pair to sign with, or keys of institutions with --for
    .long = A key is never overwritten, and a secret one is written for its owner alone (mode 0600). If the environment variable JIFEN_SIGN_PASSPHRASE is set, the bureau's secret key is encrypted with it.
keys-new-institutions = Make key pairs for these institutions instead, to try deliveries or for institutions without tools; icbc,abc means both
    .value = ID
keys-list = List the public keys of a folder, and report those that are unfit

sample = Write a plausible synthetic cohort
    .long = The cohort has valid credit codes, correlated indicators, firms of three stages, regions of GB/T 2260 and industries of GB/T 4754. The same seed gives the same bytes, and a smaller cohort is the beginning of a larger one.
sample-firms = Number of firms
    .value = N
sample-seed = Seed of the random numbers
    .value = S
sample-dirty = Share of faulty rows, 0 to 1: duplicates, wrong units, wrong check characters, broken rows and more
    .value = SHARE
sample-as-of = As-of day of the cohort
    .value = YYYY-MM-DD
sample-wide = Add the columns that only the built-in scorecards other than mst-2022 read (technology, innovative and specialised SMEs, STAR)
sample-out = CSV file to write; - for standard output
    .value = FILE
sample-force = Replace the file if it exists

scorecards = List, print, check or create scorecards
scorecards-list = List the built-in scorecards
scorecards-show = Print a scorecard merged with the one it extends
scorecards-show-scorecard = Built-in id, or a file that ends in .toml
    .value = ID|FILE
scorecards-show-as-of = Take the values in force on this day
    .value = YYYY-MM-DD
    .default = the latest
scorecards-show-format = Form of the printed scorecard
    .value = FORM
    .default = toml
choice-scorecards-show-format-toml = TOML, as scorecard files are written
choice-scorecards-show-format-json = JSON
choice-scorecards-show-format-md = A Markdown page for people
scorecards-check = Check a scorecard without any firms
scorecards-check-scorecard = Built-in id, or a file that ends in .toml
    .value = ID|FILE
scorecards-check-strict = Exit with 1 if there is a warning
scorecards-new = Write a new scorecard to start from: a complete one, or changes to another one
scorecards-new-id = New scorecard's id: lower-case letters, digits and hyphens
    .value = ID
scorecards-new-from = Scorecard to change, a built-in id or a file; without this option, a complete scorecard is written
    .value = ID|FILE
scorecards-new-out = File to write
    .value = FILE
    .default = ID.toml
scorecards-new-force = Replace the file if it exists
scorecards-weights = Turn a document's table of weights into a scorecard that extends another
    .long = FILE is CSV in UTF-8 or GB18030. It has a row for each indicator and a column for each segment (初创期, 成长期, 稳定期), both named by id or title. A single column of weights holds for all segments. The heading may take two rows. Rows of groups and of the total, and columns of group weights (一级指标权重), are checked against the weights of their indicators. Each column adds up to the scorecard's scale, to 100 or to 1, with or without percent signs. The scorecard of --from is not changed.
scorecards-weights-file = Table of weights (CSV)
    .value = FILE
scorecards-weights-from = Scorecard that the weights belong to, a built-in id or a file
    .value = ID|FILE
scorecards-weights-source = Name of the document that the weights come from; outputs show it
    .value = TEXT
scorecards-weights-basis = Authority behind the weights
    .value = BASIS
choice-basis-official = The authority that issued the scorecard, in the document that --source names
choice-basis-local = A locality that sets its own weights
choice-basis-illustrative = None yet: the weights are a draft or made up
scorecards-weights-id = New scorecard's id: lower-case letters, digits and hyphens
    .value = ID
    .default = the id of --from and the basis, such as mst-2022-official
scorecards-weights-title = New scorecard's title
    .value = TEXT
    .default = the id of --from and the source
scorecards-weights-out = File to write
    .value = FILE
    .default = ID.toml
scorecards-weights-force = Replace the file if it exists

programmes = List, print, check or create programmes, the policy instruments that may be attached to referrals, and sum up a campaign's loans
programmes-list = List the built-in programmes
programmes-show = Print a programme merged with the one it extends
programmes-show-programme = Built-in id, or a file that ends in .toml
    .value = ID|FILE
programmes-show-as-of = Take the values in force on this day
    .value = YYYY-MM-DD
    .default = the latest
programmes-show-format = Form of the printed programme
    .value = FORM
    .default = toml
choice-programmes-show-format-toml = TOML, as programme files are written
choice-programmes-show-format-json = JSON
choice-programmes-show-format-md = A Markdown page for people
programmes-check = Check a programme without a campaign
    .long = Rules are checked against the built-in fields, those that the programme adds, and the results of mst-2022. Numbers that each campaign must give are named and are no fault.
programmes-check-programme = Built-in id, or a file that ends in .toml
    .value = ID|FILE
programmes-check-strict = Exit with 1 if there is a warning
programmes-new = Write a new programme to start from: a complete one, or changes to another one
programmes-new-id = New programme's id: lower-case letters, digits and hyphens
    .value = ID
programmes-new-from = Programme to change, a built-in id or a file; without this option, a complete programme is written
    .value = ID|FILE
programmes-new-out = File to write
    .value = FILE
    .default = ID.toml
programmes-new-force = Replace the file if it exists

sql = Write a scorecard as SQL scripts for a warehouse
    .long =
        The scripts make tables in the engine that holds the firms, each from the one before, and end with a view of the scores: points, ranks, grades, gates. They are those of `jifen run`, to the last published digit. What SQL cannot say exactly is refused.

        Adapt 01_firms.sql, the view of your table, then run the scripts in order. The view of 08_checks.sql must be empty: it has the firms with a number that is not exact.
sql-scorecard = Id of a built-in scorecard, or a file that ends in .toml
    .value = SCORECARD
sql-dialect = Engine
    .value = ENGINE
choice-dialect-spark = Apache Spark
choice-dialect-duckdb = DuckDB
choice-dialect-postgresql = PostgreSQL
choice-dialect-clickhouse = ClickHouse
choice-dialect-datafusion = Apache DataFusion
sql-out = New folder for the scripts
    .value = DIR
sql-firms = Your table of firms
    .value = TABLE
sql-id = Its column with the firms' ids
    .value = COLUMN
sql-as-of = Day of the run
    .value = DAY
    .default = today
sql-force = Replace the folder, if a run wrote it

schema = Print the JSON Schema of a parameter file, for editors
    .long = Editors with TOML support (Even Better TOML in VS Code, taplo elsewhere) complete keys and check files with the schema. Store the schema beside your files: `jifen schema scorecard > scorecard.schema.json`. Begin each file with the line `#:schema ./scorecard.schema.json`; for many files, name the schema once in `.taplo.toml`.
schema-file = Kind of file
    .value = FILE
choice-file-scorecard = A scorecard
choice-file-programme = A programme
choice-file-campaign = A campaign
choice-file-institutions = An institutions file
choice-file-goal = A file of goals for `jifen tune`

completions = Print a shell's completion script
    .long = For bash: jifen completions bash > ~/.local/share/bash-completion/completions/jifen
completions-shell = Shell
    .value = SHELL

man = Print the manual page (roff) of the program or of one of its commands
    .long = To read it: jifen man | man -l -
man-command = Command whose page is printed
    .value = COMMAND

programmes-simulate = Sum up what the referred loans are worth under the campaign's programmes, and what they cost
    .long =
        Carries the campaign out and counts one loan for each referred firm. Reports the principal that is guaranteed, compensated and re-lent, subsidies by year, the losses of each bearer, the sizes of risk pools, contributions to the losses, and how far public money reaches. Probabilities of default and other assumptions stand under [programmes.portfolio] in the campaign. With --set or --against a second set of parameters stands beside the campaign's own.
programmes-simulate-campaign = Campaign file with [programmes] (TOML)
    .value = CAMPAIGN
programmes-simulate-budget = Public money to spend along the list, in 万元; reports how far it reaches
    .value = 万元
programmes-simulate-pool = Public money in the pool, in 万元; with several pools ID=SUM by programme, repeatable
    .value = SUM
    .default = that of the campaign
programmes-simulate-defaults = Table of default probabilities (CSV): class and default in %, or grades.csv of `jifen calibrate`
    .value = FILE
    .default = those of the campaign
programmes-simulate-set = Value for the second set of parameters: of a programme (technology-relending.relending.rate=1.5), or under loan and portfolio of the campaign (portfolio.default.D=5); repeatable
    .value = KEY=VALUE
programmes-simulate-against = Take the second set of parameters as in force on this day
    .value = YYYY-MM-DD
    .default = the campaign's day
programmes-simulate-draws = Scenarios of the simulation that checks the exact distribution; 0 for none
    .value = N
programmes-simulate-seed = Seed of the simulation
    .value = N
