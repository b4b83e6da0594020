### Objections: claims that published data are wrong, and the answers to them.

## Faults of a file of objections

column-missing = there is no column `{ $title }`
column-missing-help = give what identifies the firm, the field (异议事项) and the value that is claimed (申请更正为) in a column each
firm = no firm of the campaign has the id or the name `{ $firm }`
firm-help = give the id or the whole name as in the cohort; a firm that is missing altogether is delivered with the cohort, not by an objection
name-shared = { $count } firms are called `{ $name }`: { $ids }
name-shared-help = give the id of the firm that is meant
field = no field is called `{ $field }`
field-help = name the field by its name, its title or the header of its column
value = the claimed value is blank
value-help = give the value that the paper proves
unit-missing = the amount claimed for { $title } has no unit
unit-missing-help = give the unit beside the amount or in the column 计量单位, such as 万元
unit-contradicts = the claimed value `{ $value }` has another unit than `{ $unit }`
unit-contradicts-help = give the unit once, beside the amount or in its column, as the paper has it
unit-other = `{ $unit }` is not the unit of { $title }
unit-other-help = convert the value to { $unit }
unit-none-help = leave the unit blank
decision = `{ $word }` is no decision
decision-help = write accepted (采纳), rejected (不采纳), or leave the cell blank while it is pending
paper = an accepted claim has no reference of a paper
paper-help = give the reference of the paper that proves the claim
reason = a rejected claim has no reason
reason-help = say why: the answer to the objector has this reason
twice = two accepted claims give `{ $firm }` different values in one field: see line { $line }
twice-help = accept the one that the paper proves
elsewhere = { $title } is not in { $part }, where the firm stands
elsewhere-help = the field comes from another table, such as a supplement: correct that table
reversed = the claim of `{ $firm }` was accepted by import { $import }, and its correction is applied
reversed-help = to take it back, claim the value of before, accepted, with the paper that shows it
history = is no history of objections
history-help = restore objections.csv from a copy: rows are only added, by `jifen objections import`; move another file of this name away
no-detail = the campaign keeps no details, from which the answers are made
notice-unread = is not the notice of a publicity
notice-other = belongs to another run than that of --run
notice-help = give the notice.json that `jifen publicity` wrote for that run
campaign-other = the run `{ $run }` is of the campaign `{ $id }`
campaign-other-help = name the campaign of the published run
day-other = the run `{ $run }` is as of { $day }, the campaign as of another day
day-other-help = add --as-of { $day }
input-edited = was edited since the published run, so that the answers would blame its changes on the objections
input-edited-help = put the published file back and correct by objections, or run the campaign again and publish that run

## What was done

title = Objections
nothing-new = 0 new objections: nothing was written
known = { $count ->
    [one] { $count } objection was imported before, and is not answered again
   *[other] { $count } objections were imported before, and are not answered again
}
carried = { $count ->
    [one] { $count } correction accepted by an earlier import is applied too
   *[other] { $count } corrections accepted by earlier imports are applied too
}
edited = { $files } was edited since the published run: what changed there changes the new run too
counts = { $accepted } accepted and applied, { $rejected } rejected, { $pending } pending
out-of-period = { $count ->
    [one] { $count } objection was received outside the period of publicity
   *[other] { $count } objections were received outside the period of publicity
}
keep = The corrections are in this run only. What is not written into { $campaign } is not in next month's run. To keep it, add there:

## Answers

bundle = Answers to objections: { $campaign }
about = The answer to one objector, to be given to this objector alone
answer = Answer to an objection: { $firm }
to-firm = To { $firm }: { $state ->
    [pending] your objection is being checked. This is what was claimed; the decision follows.
    [partly] your objection has been checked in part. This is what was claimed and what was decided so far.
   *[decided] your objection has been checked. This is what was claimed and what was decided.
}
to-other = To { $objector }: { $state ->
    [pending] your objection concerning { $firm } is being checked. This is what was claimed; the decision follows.
    [partly] your objection concerning { $firm } has been checked in part. This is what was claimed and what was decided so far.
   *[decided] your objection concerning { $firm } has been checked. This is what was claimed and what was decided.
}
claims = Claims and decisions
header-field = field
header-before = value used
header-claimed = claimed
header-paper = paper
header-decision = decision
header-reason = reason
accepted = accepted
rejected = rejected
pending = being checked
by-paper = on the paper { $paper }
result = Result
header-before-correction = before correction
header-corrected = corrected
header-then = at publication
header-now = now
rank-of-others = The points are unchanged. The rank moved only because data of other firms were corrected.
own-data = This answer has only the firm's own data. Ranks count firms of the same stage; equal points have equal ranks.
others-data = This answer is for the objector alone, and has nothing of the firm that was not published.
contact = Contact: { $contact }
unit = Answered by (seal): ____________________
date = Date: ____________________
no-points = no points
lists = referred to { $institutions }
