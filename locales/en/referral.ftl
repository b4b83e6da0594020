### Institutions files, and why a firm is off a list.

unknown-rule = the result of the rule is not known ({ $reason })
kind-bank = bank
kind-guarantee-fund = guarantee fund
kind-insurer = insurer
kind-investor = investor
expecting-capacity = a number of firms or "unlimited"
columns-empty = a list needs at least one column
columns-empty-help = leave `columns` out for the usual ones
header-repeated = two columns of one list have the header `{ $header }`
header-repeated-help = give one of them another `header`
header-empty = a header is empty
header-empty-help = write one, or leave the key out for the usual one
header-missing = missing key `header` for the column of `{ $value }`
header-missing-help = write header = "…" beside it: only a plain field or result has a header of its own
preference-missing = `preference_place` needs the field `{ $field }`, which the dictionary does not have
preference-missing-help = leave the column out, or add the text field to the dictionary
decimals-idle = `{ $value }` has no decimals
decimals-idle-help = leave `decimals` out
decimals-many = `{ $decimals }` decimals are too many
decimals-many-help = give at most { $most }
no-institution = the file names no institution
no-institution-help = add an `[[institution]]` with `id`, `name` and `kind`
name-empty = a name is empty
name-empty-help = write the institution's name: summaries and notes show it
id-invalid = `{ $id }` cannot be the id of an institution
id-invalid-help = use lower-case letters, digits and single hyphens between them, at most 64
id-device = `{ $id }` cannot be a file name on Windows
id-device-help = choose a longer id
id-repeated = two institutions have the id `{ $id }`
id-repeated-help = give one of them another id: lists are named by it
id-field = `{ $id }` is a field of the firms
id-field-help = choose another id: tables have a column per institution beside the firm's fields
encoding-idle = a workbook has no encoding to choose
encoding-idle-help = leave `encoding` out, or choose `format = "csv"`
reason-empty = a rule's reason is empty
reason-empty-help = write what a firm that fails the rule should read
capacity-invalid = `{ $firms }` firms are not a list
capacity-invalid-help = give at least 1, or "unlimited"

## Limits of a list
expecting-places = a number of firms, such as 100, or a share of the capacity, such as 0.4
amount-invalid = the amount at which a list ends must be above 0
amount-invalid-help = give the sum in the unit of the amount, such as 50000
amount-unknown = `{ $amount }`, of which the list has a limited sum, is missing or negative
amount-long = the expression of the amount is too long
amount-long-help = shorten it, or derive the value in the scorecard
quota-and-amount = a list with a limit of amounts cannot have a quota
quota-and-amount-help = leave one of them out: with both, a firm may be let in because a better one came, and no stable matching need exist
quota-kind = a quota divides firms by a text or a flag, not by a { $kind ->
    [number] number
   *[date] date
}
quota-kind-help = write the groups as a text: CASE WHEN revenue < 2000 THEN 'small' ELSE 'large' END
quota-empty = the quota sets no number
quota-empty-help = add `at_most`, or a `[[institution.quota.group]]`
quota-repeated = the group `{ $value }` stands twice
quota-repeated-help = keep one of them
group-empty = the group `{ $value }` has neither `at_least` nor `at_most`
group-empty-help = add one of them, or leave the group out
floors-many = the floors add up to { $floors } firms, more than the capacity of { $capacity }
floors-many-help = lower them: floors are numbers of firms, or shares of the capacity, each rounded up
floors-unlimited = a floor has no effect on a list without a capacity
floors-unlimited-help = give the institution a `capacity`, or leave `at_least` out
floor-above-quota = the floor of { $at-least } firms is above the group's limit of { $at-most }
floor-above-quota-help = lower `at_least` or raise `at_most`
share-unlimited = a share needs a list with a capacity
share-unlimited-help = give the institution a `capacity`, or a number of firms
places-invalid = is neither a number of firms nor a share
places-invalid-help = write a whole number such as 100, or a share of the capacity from above 0 to 1, such as 0.4

## Matching
match-none = a firm needs at least one institution
match-none-help = give `at_most` = 1 or more
match-unknown = there is no institution `{ $id }`
match-near-help = did you mean `{ $near }`?
match-unknown-help = write ids of the institutions file
match-repeated = `{ $id }` stands twice
match-repeated-help = keep one of them
match-idle = `then` has no effect, since firms go only to institutions that they name
match-idle-help = leave `then` or `only_preferred` out
match-unnamed = firms name no institutions: the dictionary has no field `{ $field }`
match-unnamed-help = leave `only_preferred` out, or add the text field to the dictionary

## Why an eligible firm is not on a list
passed-quota = eligible, but the quota of its group is full of firms before it
passed-floor = eligible, but the list is full, and firms of a group below its floor came first
passed-elsewhere = eligible, but referred to institutions that come before this one for the firm
passed-unnamed = eligible, but the firm does not name the institution

## Facts about a firm and an institution
not-consented = no consent for this institution is in force
on-exclusion-list = on a list of firms that the institution does not want
already-served = served by the institution already
referred-lately = on a list delivered to the institution within { $months ->
    [one] the last month
   *[other] the last { $months } months
}

## Policies of institutions
expecting-sensitivity = a level of general data from 1 to 4, "important" or "core"
credit-line-absent = the list has the column `credit_line`, but the institution has no credit line
credit-line-absent-help = write credit_line = "…" for the institution or under [defaults], or leave the column out
sensitivity-unknown = `{ $name }` is neither a field nor a result
sensitivity-unknown-help = write names as rules have them, such as loan_demand or points
sensitivity-repeated = `{ $name }` has two grades
sensitivity-absent = the column `{ $column }` shows `{ $name }`, whose grade is not known
sensitivity-absent-help = write { $name } = 1, 2, 3, 4, "important" or "core" under [sensitivity]
column-sensitive = the column `{ $column }` shows `{ $name }` of grade { $grade }, and the institution may see { $most } at most
column-sensitive-help = leave the column out, or change `may_see` if the agreement allows it
file-empty = the name of the list's file is empty
file-placeholder = `{ $written }` stands for nothing in a file name
file-character = a file name cannot have the character `{ $character }`
file-help = write a name such as "{"{"}campaign{"}"}-{"{"}name_zh{"}"}"; { "{" }id{ "}" }, { "{" }name{ "}" } and { "{" }as_of{ "}" } may stand in it too
file-repeated = the lists of `{ $institution }` and `{ $other }` would have the same file name, `{ $name }`
file-repeated-help = let the name contain { "{" }id{ "}" }

# Values of a referral's grant: their meanings, then their titles.
grant-programmes = Programmes of the best combination
grant-principal = Principal of the loan: the lesser of demand and credit line
grant-bank = Principal whose loss the bank bears
grant-pool = Principal whose loss the local pool bears
grant-guarantor = Principal whose loss the guarantor bears
grant-province = Principal whose loss the province's re-guarantor bears
grant-fund = Principal whose loss the national fund bears
grant-insurer = Principal whose loss an insurer bears
grant-central = Subsidies of the central budget over the term
grant-local = Subsidies of the local budget over the term
grant-fees = Fees of the firm over the term
grant-relent = Principal that the bank can borrow from the central bank
grant-funding = Cost of the bank's funds in the first year without re-lending
grant-funding-relent = Cost of the bank's funds in the first year with re-lending
grant-title-programmes = Programmes
grant-title-principal = Principal
grant-title-bank = Bank
grant-title-pool = Local pool
grant-title-guarantor = Guarantor
grant-title-province = Province's re-guarantor
grant-title-fund = National fund
grant-title-insurer = Insurer
grant-title-central = Central subsidies
grant-title-local = Local subsidies
grant-title-fees = Fees
grant-title-relent = Re-lent
grant-title-funding = Cost of funds
grant-title-funding-relent = Cost of funds with re-lending
grant-demand = Sum that the firm asks for
grant-credit-line = The institution's credit line for the firm
grant-title-demand = Demand
grant-title-credit-line = Credit line
grant-subsidies = Subsidies of each year, from the first on, `;` between them
grant-title-subsidies = Subsidies by year
