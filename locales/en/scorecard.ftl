### Scorecards.

# What a word on the command line chooses.
choice-basis-official = Set by the authority that issued the scorecard
choice-basis-local = Set by a locality
choice-basis-derived = Derived by a method from data or judgements
choice-basis-illustrative = Not decided yet: a draft, or example values
