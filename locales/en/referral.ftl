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
