"""Plays the recipes of docs/files.md for warehouses in DuckDB and fails unless the scores are those of the same firms as CSV, byte for byte.

    python recipes.py JIFEN WORK

The statement and the command are taken from the page in either language, so that what people copy is what is tried.
"""

import csv
import re
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("docs/files.md", "docs/zh-CN/files.md")
FIRMS = [
    ("91310000625901263C", "2015-03-01", "1234.50", "61.725"),
    ("91310101832323099Y", "2019-12-31", "0.10", "0"),
    ("91330100MA2KTX001P", "", "98765432.12", ""),
]


def indented(page: str, start: str) -> str:
    """The block of code that begins with `start`."""
    [block] = re.findall(rf"^    {re.escape(start)}.*(?:\n    .*)*", page, re.MULTILINE)
    return "\n".join(line.removeprefix("    ") for line in block.splitlines())


def fenced(page: str, file: str) -> str:
    [block] = re.findall(rf"^```toml file={re.escape(file)}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    return block


def score(jifen: Path, command: str, folder: Path) -> bytes:
    program, *arguments = shlex.split(command)
    assert program == "jifen", command
    ended = subprocess.run([jifen, "--quiet", *arguments], cwd=folder, capture_output=True, text=True)
    assert ended.returncode in (0, 1), f"{command}: {ended.stderr}"
    scores = (folder / "scores.csv").read_bytes()
    (folder / "scores.csv").unlink()
    return scores


def main() -> None:
    jifen, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    for name in PAGES:
        page = (ROOT / name).read_text("utf-8")
        folder = work / name.replace("/", "-")
        folder.mkdir(parents=True)
        (folder / "card.toml").write_text(fenced(page, "card.toml"), "utf-8")
        command = indented(page, "jifen score firms.parquet")
        with duckdb.connect(str(folder / "bureau.duckdb")) as bureau:
            bureau.execute("CREATE TABLE firms (code VARCHAR, founded TIMESTAMP, revenue DECIMAL(18, 2), rd DOUBLE)")
            bureau.executemany("INSERT INTO firms VALUES (?, ?, ?, ?)", [[cell or None for cell in firm] for firm in FIRMS])
            statement = indented(page, "COPY (SELECT").replace("'firms.parquet'", f"'{folder / 'firms.parquet'}'")
            bureau.execute(statement)
        of_parquet = score(jifen, command, folder)
        with (folder / "firms.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(["credit_code", "founded", "revenue(万元)", "rd_expense(万元)"])
            table.writerows(FIRMS)
        of_csv = score(jifen, command.replace("firms.parquet", "firms.csv"), folder)
        assert of_parquet == of_csv and len(of_csv.splitlines()) == len(FIRMS) + 1, f"{name}: {of_parquet!r}, {of_csv!r}"
        print(f"{name}: {len(FIRMS)} firms exported by DuckDB are scored as from CSV")


main()
