### Help of the command line. A message is named by the path of a command, such as `scorecards-show`, or by that
### path and an argument. `arg-` names an argument that several commands share, `choice-` an argument and one of
### its values. The value is the one-line text, `.long` the further paragraphs, each on one line, `.value` the
### placeholder, `.default` what holds where the option is left out.

jifen = Score a cohort of technology firms and write each institution's ranked referral list
    .long =
        Scores technology firms by objective indicators (创新积分制) and writes the ranked referral list of each bank and guarantee fund.

        A campaign file names the day, the scorecard, the institutions and the firms. `jifen check` reports what is wrong with any of them and writes nothing; `jifen run` writes the lists, and with them everything needed to prove them.

        Exit codes: 0 done; 1 done, but rows were quarantined (more than --max-quarantined, 0 by default), a goal was missed or, with --strict, there was a warning; 2 usage or parameters; 3 input or output; 4 a fault of the program itself; 130 interrupted.
help = Print the help of a command

arg-help = Print help; -h prints a summary
arg-version = Print the version
arg-quiet = Print nothing but faults
arg-format = Form of the printed result
    .value = FORM
choice-format-text = For people
choice-format-json = One JSON object for programs
arg-findings = Findings to print; of those that stop a command, the first five of each code, or all
    .value = WHICH
choice-findings-worst = Ten lines after the result, the worst first and some of each code, and a count of the rest
choice-findings-all = All of them
arg-lang = Language of the printed text
    .value = LANGUAGE
    .default = the system's, by LC_ALL, LC_MESSAGES or LANG
choice-lang-zh = Chinese
choice-lang-en = English

arg-campaign = Campaign file (TOML)
    .value = CAMPAIGN
arg-as-of = Judge firms as of this day instead of the campaign's
    .value = YYYY-MM-DD
arg-threads = Number of threads
    .value = N
    .default = one per core
arg-max-quarantined = Exit with 1 only if more rows than this are quarantined: a number, or a share of all rows
    .value = N|P%
    .default = 0
arg-strict = Exit with 1 for a warning, too
arg-html = Write the printed result, with charts, to this HTML page
    .value = FILE
arg-out = Write the study to this folder: summary.json, and each table as CSV and Parquet
    .value = DIR
arg-force = Replace outputs that exist
arg-discard-edits = With --force, also replace files that were edited since they were written
arg-write = Write the proposed weights, if any, to this new scorecard
    .value = NEW.toml
arg-set = Try a weight without a file: of an indicator or a group, by id or title, in points of the scale; repeatable
    .long = ID@SEGMENT=WEIGHT sets it in one segment. Every output is marked as a trial.
    .value = ID=WEIGHT
arg-rescale = Rescale the other weights by one factor, so that all add up to the scale again

run = Score the cohort and write every institution's ranked list
    .long = The output folder appears whole or not at all. An existing folder is kept, unless --force replaces it in one step.
run-out = Output folder
    .value = DIR
run-force = Replace the output folder and the page if they exist

check = Check a campaign or a cohort without writing anything
    .long = A campaign (TOML) is carried out except for its output. A cohort (CSV, also gzip or zstd) is read on its own, by the dictionary's headers, as of today in China unless --as-of names another day, and reported column by column.
check-file = Campaign (TOML) or cohort (CSV)
    .value = CAMPAIGN|FIRMS.csv
check-id = Column that identifies firms, for a cohort on its own
    .value = HEADER
    .default = the credit code

explain = Explain one firm: its points, indicator by indicator, and why it is on a list or not
    .long = Carries the campaign out as `run` does, and writes nothing but the page of --html. With --what-if the campaign is carried out once more, with other values in the firm's row and all other firms unchanged, and the differences are reported.
explain-firm = Firm's credit code, or whatever id the campaign identifies firms by
    .value = CODE
explain-what-if = Suppose another value of a field, in the dictionary's unit; repeatable
    .value = FIELD=VALUE
explain-force = Replace the page if it exists

score = Score a cohort by one scorecard, without referrals
    .long = Writes one CSV file: every scored firm in order of rank, with its points, points per group, ranks, grade and the conditions it fails. Rows that cannot be scored are reported by line. Firms are judged as of today in China, unless --as-of names another day.
score-firms = Cohort (CSV, also gzip or zstd)
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
    .long = Carries the campaign out, weighs the indicators of its scorecard and scores the cohort again. The scorecard is never changed: --write puts the proposal into a new scorecard that extends it and changes nothing but weights. Methods based on judgements read --judgements; the others read the firms.
weights-method = Method that weights come from
    .value = METHOD
choice-method-equal = The same weight for all
choice-method-stddev = Standard deviation: indicators that vary more weigh more
choice-method-entropy = Entropy: indicators spread less evenly weigh more
choice-method-critic = CRITIC: indicators that vary and correlate with few others weigh more
choice-method-merec = MEREC: indicators whose removal changes more weigh more
choice-method-pca = Principal components: indicators that represent a common factor weigh more
choice-method-ahp = Analytic hierarchy process: judgements on pairs of indicators
choice-method-bwm = Best-worst method: judgements against the best and the worst indicator
choice-method-roc = Rank order centroid: a judged order of indicators
choice-method-swing = Swing weighting: judgements on the worth of full marks
weights-within = Weigh each segment by its own firms
    .value = STRATUM
    .default = once over the cohort
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
    .default = the one named with the judgements, or saaty
choice-random-index-saaty = Saaty (2005)
choice-random-index-donegan-dodd = Donegan and Dodd (1991)
choice-random-index-alonso-lamata = Alonso and Lamata (2006)
weights-least-share = Least share in merec: lesser shares count as this one, since 0 has no logarithm
    .value = SHARE
    .default = 1%

audit = Examine a scorecard: what its indicators measure, how its weights act, and what to improve
    .long = Carries the campaign out and examines the scored firms, all together and segment by segment: missing and heaped values, correlations, the real importance of each weight, ranks without each indicator and group, and how well points separate firms. Changes nothing. Every figure is in --format json and in the folder of --out.
audit-top = Number of first firms to compare when an indicator is left out
    .value = K
    .default = a tenth of all firms, and of each segment

sensitivity = Measure how stable ranks and lists are when weights vary
    .long = Carries the campaign out, then scores the firms again under each draw of weights around today's. The seed and its number alone determine a draw. Reports the mean rank of each firm, the interval that holds it in nine draws of ten, and its chance to be on each list; the stable core and the contested zone of each list; and each uncertain input's share of the rank variance (Sobol indices).
sensitivity-draws = Number of draws
    .value = N
sensitivity-seed = Seed of the draws
    .value = S
sensitivity-concentration = Concentration of Dirichlet draws: the greater, the nearer to today's weights
    .value = C
    .default = 200
sensitivity-share = Instead multiply each weight by a factor within this share of 1, such as 25%, and rescale all
    .value = SHARE
sensitivity-judges = Instead use the weights of one judge in each draw: a file of judgements as `jifen weights` reads it; repeatable, for several people
    .value = FILE
sensitivity-vary = Weights that are drawn
    .value = WHICH
choice-vary-all = All indicators' together
choice-vary-within = Those of indicators within each top-level group
choice-vary-between = Those of the top-level groups
choice-vary-nested = Groups, and indicators within each
sensitivity-curves = Also draw other curves for numbers
    .value = KINDS
choice-curves-percentile = By place in the cohort
choice-curves-minmax = From the least to the greatest value
choice-curves-zscore = By distance from the mean
sensitivity-missing = Also draw other policies for missing values
    .value = KINDS
choice-missing-zero = No points
choice-missing-skip = Left out; the other indicators carry its weight
choice-missing-mean = The cohort's mean
choice-missing-median = The cohort's median
sensitivity-treatment = Also draw other treatments of outliers
    .value = KINDS
choice-treatment-untrimmed = Outliers stay
choice-treatment-trimmed = Values are drawn in to the 1 % and 99 % quantiles
sensitivity-combine = Also draw other ways to combine the top level of the scorecard, bonus and deduction apart
    .value = KINDS
choice-combine-mean = Arithmetic mean of shares
choice-combine-geometric = Geometric mean: a share of 0 leaves no points
choice-combine-harmonic = Harmonic mean: a share of 0 leaves no points
sensitivity-leave-out = Also leave out one indicator, or none
sensitivity-error = Error of an indicator's values, uniform and independent for each firm; repeatable
    .long = rd=10% for one indicator, 10% for all numbers, rd=rd_error for a width on either side, or rd=rd_low..rd_high for bounds, both by rules over the firm's fields. Each draw then scores the cohort again, which takes some hundred times as long.
    .value = [INDICATOR=]EXTENT
sensitivity-top = Numbers of first ranks to report chances for, such as 100,500
    .value = K
    .default = the number of firms on a list today
sensitivity-sobol = Rows of the sample behind the Sobol indices, 64 or more; 0 for none
    .value = N
sensitivity-near = Firms on either side of each cut-off to examine; 0 for none
    .long = For each of them the study counts the chance of every band of ranks, and the mean weights of the draws in which it is listed.
    .value = N
sensitivity-draw = Report this draw alone, with its weights to the last digit
    .value = NUMBER

compare = Compare two campaigns, scorecards or finished runs: ranks, lists, and what moves firms
    .long = Each side is a campaign file, a scorecard (a built-in id or a file) or the output folder of a run. A scorecard scores the firms of the other side's campaign and fills its lists; two scorecards, or a scorecard and a run, need --firms. Firms are matched by their id: the credit code, unless a campaign names another column. Changes nothing.
compare-before = Side before: a campaign, a scorecard or the output folder of a run
    .value = A
compare-after = Side after: likewise; left out with --set, which compares campaign A with itself under the weights set
    .value = B
compare-firms = Cohort for scorecards without a campaign (CSV, also gzip or zstd)
    .value = FILE
compare-id = Column of that cohort that identifies firms
    .value = HEADER
    .default = the credit code
compare-top = Numbers of first firms to compare besides the lengths of all lists, such as 100,500
    .value = K
compare-persistence = Persistence of rank-biased overlap: weight of a rank relative to the rank before it, between 0 and 1
    .value = P
    .default = gives the first firms 90 % of the weight: as many as the largest --top, else the length that half of the lists reach
compare-movers = Number of movers to report
    .value = N

calibrate = Calibrate points against firms' outcomes, and propose weights that predict better
    .long =
        Reads outcomes (banks' feedback and default files: a CSV with the firms' ids, and 1 for a default or the amount in default), reports what each indicator and the points say about them, and searches within bounds of today's weights for weights that predict better. Weights are proposed only if they also predict better for firms held out of the search.

        The scorecard is never changed: --write puts the proposal into a new scorecard that extends it and changes nothing but weights. Each search adds a line to `searches.jsonl` beside the campaign, and the study reports how many came before.
calibrate-outcomes = Outcomes of firms (CSV, also gzip or zstd)
    .value = FILE
calibrate-good = Outcome that is good; with 1, an amount above 0 is good as well
    .value = 0|1
calibrate-bounds = Distance that each weight may move from today's
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
        Carries the campaign out and searches for weights of its scorecard that meet the goals of a file, as near to today's as it can find: `docs/tune.md` shows every goal. Reports the value of each goal today and under the weights found, goals that conflict, and the distance from today's weights that goals cost.

        The scorecard is never changed: --write puts the proposal into a new scorecard that extends it and changes nothing but weights. Each search adds a line to `searches.jsonl` beside the campaign, and the study reports how many came before. Exit code 1: a goal is missed.
tune-goal = Goals, and how far weights may move (TOML)
    .value = GOAL.toml

sample = Write a plausible synthetic cohort
    .long = Has valid credit codes, correlated indicators over three stages, regions of GB/T 2260 and industries of GB/T 4754. The same seed gives the same bytes, and a smaller cohort is the beginning of a larger one.
sample-firms = Number of firms
    .value = N
sample-seed = Seed of the random numbers
    .value = S
sample-dirty = Share of rows, 0 to 1, that get a fault: duplicates, unit slips, wrong check characters, broken rows and more
    .value = SHARE
sample-as-of = Day that the cohort is seen from
    .value = YYYY-MM-DD
sample-wide = Add the columns that only the sibling scorecards read (technology, innovative and specialised SMEs, STAR)
sample-out = CSV file to write; - for standard output
    .value = FILE
sample-force = Replace the file if it exists

scorecards = List, print, check or create scorecards
scorecards-list = List the built-in scorecards
scorecards-show = Print a scorecard merged with the one it extends
    .long = Prints TOML, JSON with --format json, or a Markdown page for people with --format md.
scorecards-show-scorecard = Built-in id, or a file that ends in .toml
    .value = ID|FILE
scorecards-show-as-of = Take the values in force on this day
    .value = YYYY-MM-DD
    .default = the latest
scorecards-check = Check a scorecard without any firms
scorecards-check-scorecard = Built-in id, or a file that ends in .toml
    .value = ID|FILE
scorecards-check-strict = Exit with 1 for a warning
scorecards-new = Write a new scorecard to begin with, whole or as changes to another
scorecards-new-id = New scorecard's id: lower-case letters, digits and hyphens
    .value = ID
scorecards-new-from = Scorecard to change, a built-in id or a file; without it, a whole one is written
    .value = ID|FILE
scorecards-new-out = File to write
    .value = FILE
    .default = ID.toml
scorecards-new-force = Replace the file if it exists
scorecards-weights = Turn a document's table of weights into a scorecard that extends another
    .long = FILE is CSV in UTF-8 or GB18030: a row for each indicator, named by id or title, and a column for each segment, named likewise (初创期, 成长期, 稳定期); a single column of weights holds for all segments. The heading may take two rows. Rows of groups and of the total, and columns of groups' weights (一级指标权重), are checked against their indicators. A column adds up to the scorecard's scale, to 100 or to 1, with or without percent signs. The scorecard that is extended is not changed.
scorecards-weights-file = Table of weights (CSV)
    .value = FILE
scorecards-weights-from = Scorecard that the weights belong to, a built-in id or a file
    .value = ID|FILE
scorecards-weights-source = Document that the weights come from, as every output names it
    .value = TEXT
scorecards-weights-basis = Authority behind the weights
    .value = BASIS
choice-basis-official = The authority that issued the scorecard, in the document that --source names
choice-basis-local = A locality that sets its own
choice-basis-illustrative = Nobody yet: a draft, or made up to try with
scorecards-weights-id = New scorecard's id: lower-case letters, digits and hyphens
    .value = ID
    .default = the other's and the basis, such as mst-2022-official
scorecards-weights-title = New scorecard's title
    .value = TEXT
    .default = the other's id and the source
scorecards-weights-out = File to write
    .value = FILE
    .default = ID.toml
scorecards-weights-force = Replace the file if it exists

schema = Print the JSON Schema of a parameter file, for editors
    .long = Editors with TOML support (Even Better TOML in VS Code, taplo elsewhere) complete and check with it. Store it beside your files, `jifen schema scorecard > scorecard.schema.json`, and begin each file with the line `#:schema ./scorecard.schema.json`; or name it once for many files in `.taplo.toml`.
schema-file = Kind of file
    .value = FILE
choice-file-scorecard = A scorecard
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
