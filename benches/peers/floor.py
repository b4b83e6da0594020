"""The floor: polars reads the cohort and writes as many files, rows and bytes as a finished run has, with no work
between. Nothing is derived, ranked, sorted or formatted, so nothing built on the same reader and writers is faster.

    python floor.py FIRMS.csv OUT --shapes SHAPES.json

SHAPES.json names each CSV file of a finished run with its rows and bytes; compare.py makes it.
"""

import json
import sys
from pathlib import Path

import polars as pl

import job as jobs
from polars_peer import read

TEXTS = ["id", "name", "region", "industry"]


def fill(firms, path, rows, size):
    """Writes `rows` rows that come to `size` bytes: a firm's texts and a filler."""
    every = pl.int_range(rows, dtype=pl.Int64) * firms.height // max(rows, 1)
    # The lists and reasons begin with id and name; scores with four texts.
    part = firms if rows == firms.height else firms.select("id", "name").select(pl.all().gather(every))
    texts = firms.select(pl.sum_horizontal(pl.col(part.columns).str.len_bytes()).mean()).item() + part.width + 1
    filler = "x" * max(round(size / max(rows, 1) - texts), 0)
    part.with_columns(filler=pl.lit(filler)).write_csv(path)


def main():
    at = sys.argv.index("--shapes")
    shapes = json.loads(Path(sys.argv[at + 1]).read_text("utf-8"))
    del sys.argv[at : at + 2]
    job = jobs.load(__doc__)
    firms = read(job).collect()
    for path, (rows, size) in shapes.items():
        fill(firms.select(TEXTS), job.out / path, rows, size)
    # As many columns of each type as scores.parquet has.
    kinds = {f["name"]: f["type"] for f in job.needed()}
    numbers = [name for name, kind in kinds.items() if kind in ("number", "integer")][:8]
    flags = [name for name, kind in kinds.items() if kind == "boolean"][:1]
    firms.select(*TEXTS, *numbers, *flags).write_parquet(job.out / "scores.parquet", compression="snappy")


if __name__ == "__main__":
    main()
