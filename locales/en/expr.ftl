### Rules: why one is refused.

# A fault of a rule alone.
at-bytes = bytes { $from }..{ $to }: { $message }
help = help: { $help }

# Types and counts.
kind-number = a number
kind-text = a text
kind-flag = a flag
kind-date = a date
wrong-kind = `{ $text }` is { $found }, where { $wanted } is needed
unlike = `{ $text }` is { $kind }, but `{ $model }` is { $wanted }
always-null = `{ $text }` is always NULL and has no type
always-null-help = write a number, text, flag or date
chain = join comparisons with AND: `0 < x AND x < 1`
flag-needed = write a comparison, or a field that is yes or no
no-conversion = values are not converted from one type to another
convert = use a field of the type that is needed: values are not converted
one-type = values that are compared or chosen from must have one type
order-needed = `{ $text }` needs an order, which flags do not have
order-between = BETWEEN is for numbers, texts and dates
order-compare = `<`, `<=`, `>` and `>=` are for numbers, texts and dates
order-extreme = LEAST and GREATEST are for numbers, texts and dates
arguments = `{ $call }` has { $count ->
    [one] 1 value
   *[other] { $count } values
}, but the function takes { $takes ->
    [any] at least 1
    [one-or-two] 1 or 2
   *[other] { $takes }
}
not-decimals = `{ $text }` is not a number of decimals
not-decimals-help = write a whole number from { $least } to { $most }
not-finite = `{ $text }` is not a finite number
not-finite-help = write a number up to about 1.8e308
not-day = `{ $text }` is not a calendar day
day-help = write a day as DATE '2025-01-31'

# Names and values.
unknown-name = unknown name `{ $name }`
did-you-mean = did you mean `{ $near }`?
did-you-mean-case = did you mean `{ $near }`? names are case-sensitive
did-you-mean-text = did you mean '{ $near }'?
known-names = known names: { $names }
names-help = use the name of a field or result; a text stands between single quotes
text-quotes = a text stands between single quotes
text-quotes-of = a text stands between single quotes: '{ $text }'
not-name = `{ $text }` is not a name
name-quotes = write a name without quotes or between double quotes
keyword-quotes = put a name that is also a keyword between double quotes
called = rules call it `{ $name }`
never = `{ $name }` is never `{ $value }`
values = `{ $name }` is one of: { $values }
value-missing = `{ $name }` is always missing
empty-text = `{ $text }` never occurs: an empty cell is a missing value

# Grammar.
empty = the rule is empty
empty-help = write an expression, or leave the rule out
long = the rule has { $bytes } bytes, at most { $most } are allowed
many-operators = the rule has { $count } operators, at most { $most } are allowed
too-deep = `{ $text }` is nested too deeply
name-parts = define parts of it as derived values
open = `{ $text }` does not end
open-help = end it with the sign that matches its beginning; write a `'` within a text twice
expected-operator = expected an operator or the end, found `{ $found }`
one-expression = a rule is one expression
expected = expected { $expected }, found `{ $found }`
expected-at-end = expected { $expected }, found the end of the rule
expected-expression = an expression
expected-name = a name
expected-number = a number
expected-text = a text in single quotes
expected-date-part = a part of a day such as YEAR
expected-truth = NULL, TRUE or FALSE, or NOT and one of them
expected-after-not = IN, BETWEEN or LIKE after NOT
expected-sign = `{ $sign }`
expected-word = { $word }
ends-early = complete the rule: it ends too early
sign-before = `{ $text }` before a value is not part of the rule language
leave-out = leave it out

# Patterns.
not-pattern = `{ $text }` is not a pattern
pattern-help = write the pattern as a text: LIKE '32%'
not-escape = `{ $text }` is not an escape character
not-escape-help = write one character: ESCAPE '!'
lone-escape = the escape character in `{ $text }` escapes nothing
lone-escape-help = put it before `%`, `_` or itself
pattern-long = a pattern with `_` has more than { $most } characters between two `%`
pattern-long-help = shorten it, or split it with `%`

# What lies outside the language, and what to write instead.
outside = `{ $text }` is not part of the rule language
outside-help = see the operators and functions in the documentation of rules
write = write { $code }
write-sign = write `{ $sign }`
write-sign-for = write `{ $sign }` for `{ $word }`, with blanks around it
write-half-width = write the half-width `{ $sign }`
write-if = write CASE WHEN condition THEN value ELSE value END
write-coalesce = write COALESCE(value, value)
write-extreme = a rule sees one firm: use LEAST or GREATEST for several of its values
write-sum = a rule sees one firm: add its values with `+`
write-logarithm = write LN(x), or LN(x) / LN(10)
write-exclusive-or = write `(a OR b) AND NOT (a AND b)`
write-any = write IN ('a', 'b'), or join comparisons with AND or OR
write-or = write OR; texts cannot be joined
write-text = write the text '{ $text }'
write-number = write the number { $number }
write-alone = write `{ $number }` alone: a number counts in the unit of its field
write-percent = `%` is the remainder: write { $number } for a value in per cent, { $share } for a share
write-flag = a flag needs no comparison: write `{ $flag }`, or `NOT { $flag }`
one-firm = a rule is one expression over the values of one firm
compare-day = compare with a day, DATE '2025-01-31', or use YEARS_BETWEEN(from, to)
write-years = write YEARS_BETWEEN(from, to)
write-like = write patterns as LIKE '32%'
by-character = texts compare character by character
write-plain-number = write a number as 1, 0.5 or 1e4
no-comments = write comments in the file after `#`: rules do not allow `--` or `/*`
no-semicolon = a rule is one expression, without `;`
straight-quotes = write a text between straight quotes: 'text'
no-letters = write a text as 'text' and a number as 12, without a letter before it
values-help = values are numbers, 'texts', TRUE, FALSE, NULL and DATE '2025-01-31'
typed-help = only a day has a type before it: DATE '2025-01-31'

# Functions.
unknown-function = unknown function `{ $name }`
known-functions = known functions: { $names }
not-call = `{ $text }` is not a call of the rule language
not-call-help = give the function values of one firm, separated by commas

# A title that several names have.
quoted = `{ $name }`
ambiguous = `{ $name }` is a title or alias of { $names }
ambiguous-help = write the name that is meant, such as `{ $name }`
