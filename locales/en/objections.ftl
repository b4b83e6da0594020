### Objections: claims that published data are wrong, and the answers to them.

## Faults of a file of objections

column-missing = there is no column `{ $title }`
column-missing-help = give what identifies the firm, the field (异议事项) and the value that is claimed (申请更正为) in a column each
firm = no firm of the campaign has the id `{ $firm }`
firm-help = give the id as in the cohort; a firm that is missing altogether is delivered with the cohort, not by an objection
field = no field is called `{ $field }`
field-help = name the field by its name, its title or the header of its column
value = the claimed value is blank
value-help = give the value that the paper proves
unit-missing = the amount claimed for { $title } has no unit
unit-missing-help = give the unit beside the amount or in the column 计量单位, such as 万元
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
history = is not a history of objections
history-help = keep objections.csv as the program writes it; move another file of this name away
no-detail = the campaign keeps no details, from which the answers are made
notice-unread = is not the notice of a publicity
notice-other = belongs to another run than that of --run
notice-help = give the notice.json that `jifen publicity` wrote for that run
campaign-other = the run `{ $run }` is of the campaign `{ $id }`
campaign-other-help = name the campaign of the published run
day-other = the run `{ $run }` is as of { $day }, the campaign as of another day
day-other-help = add --as-of { $day }

## What was done

title = Objections
counts = { $accepted } accepted and applied, { $rejected } rejected, { $pending } pending
out-of-period = { $count ->
    [one] { $count } objection was received outside the period of publicity
   *[other] { $count } objections were received outside the period of publicity
}
keep = to apply them in later runs too, add these parts to the campaign, each as a [[firms.part]] with `path` and `corrects`:
part = { $path } corrects { $corrects }

## Answers

bundle = Answers to objections: { $campaign }
about = The answer to one objector, to be given to this objector alone
answer = Answer to an objection: { $firm }
to-firm = To { $firm }: your objection has been examined. This is what was claimed and what was decided.
to-other = To { $objector }: your objection concerning { $firm } has been examined. This is what was claimed and what was decided.
claims = Claims and decisions
header-field = field
header-before = published
header-claimed = claimed
header-paper = paper
header-decision = decision
header-reason = reason
accepted = accepted
rejected = rejected
pending = pending
result = Result
header-then = before
header-now = after
no-points = no points
lists = referred to { $institutions }
