### Programmes.

# Where programmes come from.
unknown-programme = no programme is called `{ $id }`
built-in-help = the built-in programmes are { $ids }; for a file of your own, give its path
own-id-same = `{ $id }` is the id of the programme it extends
own-id-help = give the programme its own id: it differs from the one it extends
own-title-help = give the programme its own title: it differs from the one it extends
own-basis-help = write "local" or "illustrative", since its numbers differ from those of the programme it extends
use-empty = no programme is named
use-many = { $programmes } programmes are named; at most { $most } can be in use
use-help = name ids of built-in programmes (`jifen programmes list`) or paths that end in .toml
used-twice = programme `{ $id }` is named twice
used-twice-help = name it once
set-id = `{ $key }` is set for a programme in use
set-id-help = only a file can set it: write one that extends the programme
built-in-set-help = the programme is a built-in one: to replace the value, write the key in the campaign under [programmes.set.{ $id }], a rule with its `id` under [[programmes.set.{ $id }.rule]]
set-unknown = values are set for `{ $id }`, which is not in use
set-unknown-help = programmes in use: { $ids }

# Faults of a programme.
expecting-quantity = a number, an SQL expression or "required"
expecting-defaults = percentages by class or the path of a table
expecting-correlation = a number or the word for a class of exposures
expecting-pools = a sum in 万元 or sums by id of a programme
id-invalid = `{ $id }` is no valid id
id-invalid-help = use lower-case letters and digits with single hyphens between them
id-taken = `{ $id }` is the name of a table of campaigns
id-taken-help = choose another id
title-empty = the title is empty
title-help = write a title for people
rule-repeated = rule `{ $id }` is written twice
rule-repeated-help = give each rule its own id
reason-empty = the reason is empty
reason-help = write what is printed for a firm that does not meet the rule
words-many = more than { $most } words by which programmes exclude one another
words-many-help = use fewer words: programmes with the same word exclude one another
effects-many = { $programmes } programmes change a loan's money or risk, or exclude others; at most { $most } can be in use together
effects-many-help = leave out programmes that no firm of the cohort can be in
number-required = `{ $key }` of `{ $programme }` has no public value: the campaign must give it
number-required-help = write { $key } = … under [programmes.set.{ $programme }] in the campaign
rules-many = more than { $most } rules
rules-many-help = join some with AND
number-outside = `{ $key }` is { $number }
months-broken = `{ $key }` is { $number }, which is no whole number of months
months-broken-help = write whole months; 6 for half a year
number-outside-help = write a number from { $low } to { $high }
number-positive-help = write a number above 0, at most { $high }
rest-twice = `{ $bearer }` has a share and bears the rest as well
rest-twice-help = leave the share out, or let another bearer bear the rest
loss-beyond = the shares of a loss sum to { $sum } %
loss-below = the share of `{ $bearer }` is { $share } %, below the least one, { $bound } %
loss-above = the share of `{ $bearer }` is { $share } %, above the greatest one, { $bound } %
loss-help = change the shares: those stated sum to at most 100 %, and the rest falls to `rest`
subsidy-rate = the subsidy has no rate, or two
subsidy-rate-help = write either `points` or `share`
premium-misplaced = the rate of the subsidy does not fit what it is of
premium-misplaced-help = a subsidy of premiums has `premium` and `share`; one of interest has `points` or `share`
made-up-unknown = `{ $key }` is named as made up, but is not in the programme
made-up-help = keys of this programme: { $keys }
rate-idle = no programme in use reads `{ $key }`
rate-idle-help = remove it
rate-missing = `{ $programme }` needs the loans' `{ $key }`
rate-missing-help = write { $key } = … under [programmes.loan]: % a year, a number or an SQL expression

# Words of programme files.
bearer-bank = bank
bearer-pool = local pool
bearer-guarantor = guarantor
bearer-province = province's re-guarantor
bearer-fund = national fund
bearer-insurer = insurer
instrument-relending = re-lending
instrument-guarantee = guarantee
instrument-risk-compensation = risk compensation
instrument-interest-subsidy = interest subsidy
instrument-premium-subsidy = premium subsidy
instrument-insurance = insurance
instrument-merger-loan = M&A loan
instrument-equity = equity
instrument-ip-finance = finance on IP
instrument-bond = bonds
instrument-listing = listing
instrument-matching = matching
instrument-region = regions
payer-firm = firm
payer-guarantor = guarantor
payer-central = central budget
payer-local = local budget
subsidy-of-interest = interest
subsidy-of-premium = premium
prefer-cover = the least share of the loss for the bank, then the most money for the firm
prefer-money = the most money for the firm, then the least share of the loss for the bank

# Assumptions about losses.
exposure-corporate = firms of any size
exposure-sme = firms with a turnover of 5 million euro or less
exposure-retail = retail exposures to small firms
percent-help = write a number in %, above 0 and at most 100
level-help = write a number in %, above 0 and below 100
default-help = write a number in % from 0 to 100
pool-help = write a sum in 万元, not negative
pool-none = a sum is set for a pool, but no programme in use has a local pool
pool-none-help = remove it, or add a programme whose `loss` has a share of `pool`
pool-several = one sum is set for several pools: { $ids }
pool-several-help = write a sum for each pool by its programme, as `pool = {"{"} { $id } = 600 {"}"}`; on the command line `--pool { $id }=600`, or for the second set `--set portfolio.pool.{ $id }=600`
pool-unknown = a sum is set for the pool of `{ $id }`, which is no programme in use with a local pool
pool-unknown-help = programmes with a local pool: { $ids }
pool-twice = two sums are set for the pool of `{ $id }`
pool-twice-help = leave one of them
default-outside = the probability of default of class `{ $class }` is { $number }
class-unknown = there is no class `{ $class }`
class-help = the classes are { $classes }; that of firms below the last grade is ""
correlation-invalid = the correlation is neither a number from 0 to below 1 nor a class of exposures
correlation-help = write a number such as 0.12, or one of { $words }
loan-rates = rates of the loans

# The working of a grant.
wan = { $sum } 万元
yuan = { $sum } 元
work-no-demand = the loan demand is unknown, so that no sum can be worked out
work-principal = principal: the demand, { $principal }
work-principal-line = principal: the lesser of the demand, { $demand }, and the credit line, { $line }: { $principal }
work-no-line = demand { $demand }, but the credit line is { $line }
work-months = term { $months } months
work-rate = interest { $rate } % a year
work-cap = supports at most { $supported }, its cap
work-within-cap = supports the whole principal, { $principal }
work-line-unknown = the credit line is not known for the firm, so that no sum can be worked out
work-share = { $bearer } { $share } % = { $sum }
work-loss = loss of { $supported }: { $shares }
work-beyond = the bank bears the { $beyond } beyond it
work-fee = fee: { $supported } × { $rate } % = { $fee } in the first year, { $whole } over the term; payer: { $payer }
work-year = year { $year }: { $sum }
work-points = subsidy: { $supported } × { $rate } points for { $months } months: { $years }; in all { $whole }
work-interest = subsidy: { $rate } % of the interest of { $interest } % on { $supported } for { $months } months: { $years }; in all { $whole }
work-premium = subsidy: { $rate } % of the premium, { $premium } a year, for { $months } months: { $years }; in all { $whole }
work-cut = less than the full rate: limited by the programme's cap or by the interest
work-relending = the bank can borrow { $relent } at { $rate } % in place of { $funding } %: it saves { $saving } in the first year
absent-unknown = the facts for this are not known: { $reason }
absent-lacking = `{ $key }` is unknown, or outside its bounds

# `jifen programmes`: the list and the check.
list-title = Programmes
column-programme = programme
column-instrument = instrument
column-basis = numbers
column-title = title
basis = { $basis ->
    [official] official
    [local] local
    [derived] derived
   *[illustrative] illustrative
}
partly-illustrative = some made up
some-required = some from the campaign
is-campaign = is a campaign, where a programme is needed
is-institutions = is an institutions file, where a programme is needed
is-scorecard = is a scorecard, where a programme is needed
scorecard-help = `jifen scorecards check { $name }` checks it
sound = { $id } is sound: { $rules ->
    [one] 1 rule
   *[other] { $rules } rules
}, terms: { $terms }
sound-route = { $id } is sound: { $rules ->
    [one] 1 rule
   *[other] { $rules } rules
}, no terms
sound-required = the campaign must give { $keys }
sound-required-help = write them under [programmes.set.{ $id }]

# A new programme: what is printed, and the remarks in the file.
new-written = { $file }: change it, then `jifen programmes check { $file }`
new-basis = Where the numbers come from: "official", "local", or "illustrative" while you are trying.
new-when = An SQL expression over fields, results and institution.kind, institution.id, loan.principal, loan.months. A firm for which it is unknown is not in the programme.
new-cap = Greatest supported principal in 万元; every number can be an SQL expression, or "required" if each campaign must give it.
new-loss = Shares of a loss of the principal, in %; `rest` bears what remains.
new-subsidy = One percentage point of the interest for a year, at most 10 万元 a firm.
over-title = { $id }, after { $base }
over-changes = Changes to { $base }. A key replaces the other's value; a rule with an id changes the rule of that id.
over-basis = Whose numbers they are: for now those of { $base }. Write "local" once they are your own.
over-numbers = Its numbers and rules: to change some, remove `# ` from all lines of their paragraph.
over-required = no public value: write a number here, or under [programmes.set.{ $id }] in each campaign

# The page of a programme.
page-basis = Instrument: { $instrument }. Numbers: { $basis }.
page-illustrative = Made up: { $keys }.
page-note = Remark: { $note }.
page-rules = Rules: all must hold
page-rule = `{ $rule }` (otherwise: { $reason })
page-terms = Terms
page-route = No terms: it names firms for a route to finance.
page-beside = Use beside others
page-exclusive = Not for one loan together with programmes of the same word: { $words }
page-layer = Division of its firms in summaries: `{ $rule }`
page-fields = Fields that it adds
page-field = `{ $name }`: { $title }
page-field-unit = `{ $name }`: { $title } ({ $unit })
page-required = From the campaign
page-required-key = `{ $key }`, under [programmes.set.{ $id }]
set-by-campaign = (from the campaign)
term-cap = Supported principal: at most { $sum } 万元
term-months = Supported term: at most { $months } months
term-share = Loss of the principal: { $bearer } { $share } %
term-rest = Loss of the principal: { $bearer } the rest
term-least = Share of { $bearer }: at least { $share } %
term-most = Share of { $bearer }: at most { $share } %
term-compensation = Compensation by all but the bank: at most { $share } % of the principal covered by the programme
term-fee = Fee: { $rate } % of the supported principal a year, paid by: { $payer }
term-points = Subsidy: { $points } percentage points of interest a year, paid by: { $payer }
term-subsidy = Subsidy: { $share } % of the { $of }, paid by: { $payer }
term-premium = Premium a year: { $premium } 万元
term-years = Subsidised years: at most { $years }
term-subsidy-cap = Subsidy of a firm: at most { $sum } 万元
term-relending = Funds for the bank: { $share } % of the supported principal, at { $rate } % a year
term-quota = Quota of the whole country: { $sum } 亿元
