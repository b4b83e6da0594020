### Memory.
rows-thin = { $rows } rows of { $bytes } bytes on average need about { $needed } MB of memory, more than the { $most } MB allowed (six times the file and 300 MB)
rows-thin-help = take out rows that are not firms and indicators without columns, or split the file by region
short-by = needs about { $needed } MB of memory more than there is
short = needs more memory than there is
short-help = raise the limit (`ulimit -v`), use fewer threads with --threads, or split the file by region
