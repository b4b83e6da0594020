### The command line: headings of help and the manual, what is wrong with arguments, how work ends.

help-usage = Usage:{ " " }
help-options = OPTIONS
help-command = COMMAND
help-commands = COMMANDS
help-heading-commands = Commands:
help-heading-refer = Score and refer:
help-heading-look = Look into:
help-heading-tune = Tune:
help-heading-make = Make:
help-heading-arguments = Arguments:
help-heading-options = Options:
help-heading-general = General options:
help-default = [default: { $value }]
help-choices = [possible values: { $values }]
help-choice = { $value }: { $text }

man-name = NAME
man-synopsis = SYNOPSIS
man-description = DESCRIPTION
man-options = OPTIONS
man-version = VERSION
