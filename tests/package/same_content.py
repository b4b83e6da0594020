"""Reads a published folder with DuckDB and polars and fails unless its tables say the same thing.

scores.parquet must open in both with equal content, and hold what scores.csv holds.
"""

import sys
from pathlib import Path

import duckdb
import polars as pl

folder = Path(sys.argv[1])


def rows(frame: pl.DataFrame) -> list[tuple]:
    return frame.rows()


for path in sorted(folder.glob("*.parquet")):
    by_polars = pl.read_parquet(path)
    by_duckdb = duckdb.sql(f"SELECT * FROM read_parquet('{path}')")
    assert by_polars.columns == by_duckdb.columns, f"{path.name}: columns differ"
    assert rows(by_polars) == by_duckdb.fetchall(), f"{path.name}: content differs between polars and DuckDB"
    assert by_polars.height > 0, f"{path.name}: no rows"
    print(f"{path.name}: {by_polars.height} rows, {by_polars.width} columns, equal in polars and DuckDB")

parquet = pl.read_parquet(folder / "scores.parquet")
csv = pl.read_csv(folder / "scores.csv", schema=dict(parquet.schema))
# A text a spreadsheet would run as a formula has a leading apostrophe in CSV files, and only there.
defused = pl.selectors.string().str.replace(r"^'('*[=+\-@\t\r\n＝＋－＠])", "$1")
assert rows(csv.with_columns(defused)) == rows(parquet), "scores.csv and scores.parquet differ"
print(f"scores.csv: {csv.height} rows, equal to scores.parquet")
