### Answers: replies of institutions imported into the history, and what became of the firms referred.

# Meanings of choices on the command line.
by-institution = the institution's id
by-segment = the firm's segment
by-grade = the firm's grade
by-region = the province of the firm's region
by-points = fifths of the firms by points

## Deliveries

no-deliveries-help = make deliveries first, or name the desk's folder with --desk
log-empty = has no delivery
log-line = is no entry of the log of deliveries
firms-changed = was changed since it was delivered: its SHA-256 is not that of the log
firms-counted = has { $firms } firms, but the log counts { $said }
firms-strange = is no table of a delivery's firms
no-file = is no file on disk
not-text = is not UTF-8: { $cause }
restore-help = restore the desk's folder from a copy; files in it are written only by this program
institution-unknown = nothing was delivered to an institution `{ $id }`
institution-near = did you mean `{ $near }`?
institution-help = institutions with deliveries: { $known }

## Header and rows of a reply

quoted = `{ $text }`
no-firm-column = no column identifies firms, by `{ $id }` or by name; the headers are { $headers }
no-firm-column-help = head the column of credit codes 统一社会信用代码, or that of names 企业名称
no-decision-column = no column says what was decided; the headers are { $headers }
no-decision-column-help = head it 反馈结果 (decision)
decision-unknown = `{ $cell }` is no known decision
decision-unknown-help = use one of { $known }; blank if there is no answer yet
date-later = the answer is of { $date }, after it was received on { $received }
date-later-help = correct the day, or give the day of receipt with --as-of
rates-differ = one column gives a rate of { $percent } %, the other of { $fraction } %
rates-differ-help = keep the correct one
amounts-unread = { $approved ->
    [one] an approval has
   *[other] { $approved } approvals have
} no amount: no column is read as one, and these are not read: { $headers }
amounts-unread-help = head the column of amounts `授信金额(万元)`, and import again
rate-small = a rate of { $rate } % is probably a fraction
rate-small-help = write 3.45 for 3.45 %, or head a column of fractions 年利率(小数)
term-unit = the unit `{ $unit }` is no unit of a term
term-unit-help = use 月 (months) or 年 (years)
term-none = `{ $cell }` is no term
term-none-help = write months as a number, `12个月` or `1年`; at most 50 years
amount-contradicts = the decision is `{ $decision }`, but an amount of { $amount } 万元 stands beside it
approved-of-nothing = the decision is `{ $decision }`, but the amount is 0
drawn-of-nothing = the decision is `{ $decision }`, but the amount paid out is 0
drawn-over-approved = { $drawn } 万元 were paid out, more than the { $amount } 万元 approved
amount-contradicts-help = correct one of the two; leave an unknown amount blank

## Matching

never-delivered = `{ $firm }` was never delivered to this institution
never-delivered-help = check the code, and --from: only firms on a list delivered to the institution can be answered
never-delivered-name-help = write the name as delivered, or add the credit code; check --from
nameless = the row names no firm
nameless-help = fill in the credit code or the name
name-shared = { $count } delivered firms are called `{ $name }`: { $ids }
name-shared-help = add the credit code
name-contradicts = `{ $id }` was delivered as `{ $delivered }`, but the row names `{ $name }`
id-of-nobody = `{ $id }` was never delivered, and `{ $name }` was delivered as `{ $other }`
contradictory-help = correct the code or the name
before-delivery = the answer on `{ $id }` is of { $day }, but the firm was first delivered on { $delivered }
before-delivery-help = correct the day: an institution cannot answer before the delivery
contradicts = line { $line } says otherwise of `{ $id }` on the same day
contradicts-help = keep the correct row, or give each its day
rows-lost = { $went } rows were read, but { $came } are accounted for
rows-lost-help = please report this with the file's header

## History

history-strange = is no history of answers
history-help = restore answers.csv from a copy: answers are only added, by `jifen answers import`; a correction is a later answer

## Import

import-title = Reply { $file } of { $institution }, received on { $received }
rows-read = { $rows } { $rows ->
    [one] row
   *[other] rows
} read: { $fates }
rows-added = { $rows } added
rows-known = { $rows } in the history already
rows-repeated = { $rows } repeated
rows-blank = { $rows } without a decision
rows-no-firms = { $rows } not of a firm
rows-unreadable = { $rows } unreadable
rows-unmatched = { $rows } not matched with a delivery
rows-contradictory = { $rows } contradictory
nothing-added = nothing is new: the history is unchanged
history-end = { $history } has { $rows } { $rows ->
    [one] answer
   *[other] answers
}, the last with the check { $check }…
refused = { $rows } { $rows ->
    [one] row was
   *[other] rows were
} refused: correct the file and import it again; answers imported before are not added twice
all-findings = --format json

## Report

title = Answers of institutions as of { $as_of }
account = { $deliveries } { $deliveries ->
    [one] delivery
   *[other] deliveries
} to { $institutions } { $institutions ->
    [one] institution
   *[other] institutions
}: { $referrals } { $referrals ->
    [one] referral
   *[other] referrals
} of { $firms } { $firms ->
    [one] firm
   *[other] firms
}; { $answers } { $answers ->
    [one] answer
   *[other] answers
} in the history
strangers = { $answers } { $answers ->
    [one] answer is
   *[other] answers are
} on firms in no delivery of the institution and not counted
funnel = From referral to loan
stage-referred = referred
stage-answered = answered
stage-applied = applied
stage-approved = approved
stage-drawn = paid out
others = under way { $open }, refused { $refused }, not contacted { $not_contacted }, without demand { $no_demand }
amounts = approved: { $amount } 万元, known for { $known } of { $approved }; paid out: { $drawn_amount } 万元, known for { $drawn_known }
median = the median time to the first answer is { $days } days
unanswered = Not answered
overdue-none = no referral has been without an answer for more than { $after } days
overdue = { $count } { $count ->
    [one] referral ({ $share }) has
   *[other] referrals ({ $share }) have
} been without an answer for more than { $after } days
overdue-more = and { $more } more: --out writes all of them
reading = How to read it
reading-referral = a firm counts once for each institution, with the segment, grade, region and points of its latest delivery
reading-stages = each referral stands at its latest answer; a refusal decides on an application, so it counts as applied
reading-points = bands of points hold about a fifth of the referrals each, equal points together
band = { $low } to { $high }
unknown = unknown
outcomes-written = { $file }: outcomes for jifen calibrate, where 1 is a refusal
undecided = no application has been decided so far
undecided-help = import replies first; outcomes are approvals and refusals
outcomes-unwritable = the outcomes cannot be written: { $cause }
none-by-day = no delivery was made by { $day }
none-by-day-help = name a later day with --as-of

decision-not-contacted = not contacted
decision-no-demand = without demand
decision-applied = applied
decision-pending = under review
decision-refused = refused
decision-approved = approved
decision-drawn = paid out

## Headers

head-referrals = referrals
head-of-referred = of referred
head-of-before = of stage before
head-institution = institution
head-segment = segment
head-grade = grade
head-province = province
head-points = points
head-referred = referred
head-answered = answered
head-applied = applied
head-refused = refused
head-approved = approved
head-drawn = paid out
head-amount = 万元 approved
head-drawn-amount = 万元 paid out
head-median-days = days to answer
head-overdue = overdue
head-delivery = latest delivery
head-firm = firm
head-name = name
head-days = days
head-decision = decision
head-added = added

## Tables

of-funnel = a stage from the referral to the loan
of-groups = a group of referrals
of-overdue = a referral without an answer for longer than the limit
of-referrals = a referral with its latest answer
about-stage = stage: referred, answered, applied, approved, drawn
about-stage-count = referrals that reached the stage
about-of-referred = share of the referrals
about-of-before = share of the stage before
heading-institution = By institution
heading-segment = By segment
heading-grade = By grade
heading-province = By province
heading-points = By points
about-referred = referrals: firms, each once for each institution
about-firms = different firms
about-answered = referrals with an answer of any kind
about-answered-share = share of the referrals with an answer
about-not-contacted = firms that the institution has not spoken to
about-no-demand = firms without demand
about-applied = referrals with an application: under way, refused or approved
about-open = applications under way
about-refused = applications refused
about-approved = applications approved
about-approved-share = share of the referrals approved
about-drawn = approvals paid out, in whole or in part
about-amount = sum of the amounts approved, 万元
about-with-amount = approvals whose amount is known
about-drawn-amount = sum of the amounts paid out, 万元
about-with-drawn = approvals whose amount paid out is known
about-median-days = median of the days from the first delivery to the first answer
about-overdue = referrals without an answer for longer than the limit
about-delivery = folder of the latest delivery
about-firm = the firm's id
about-name = the firm's name
about-region = code of the firm's region
about-points = points in the latest delivery
about-delivered = day of the first delivery
about-waited = days from the first delivery to the first answer, or until today
about-place = place in the latest delivery
about-decision = the latest decision; empty before any answer
about-day = day of the latest answer
about-amount-one = amount approved, 万元
about-drawn-one = amount paid out, 万元
about-rate = rate, per cent a year
about-term = term in months
about-reason = the institution's reason
