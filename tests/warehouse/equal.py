"""Runs the scripts of scorecards on engines and compares every value with that of jifen, firm by firm.

    equal.py CASES ENGINE[=EVERY[+FIRST]] ...

CASES is a folder with a folder for each case: card.toml, firms.csv, expected.csv, and the scripts of each dialect. With
`10+3` an engine runs every tenth case from the fourth on. Exits with 1 if any value differs.
"""

import csv
import sys
import tempfile
import time
from pathlib import Path

from engines import ENGINES, opened, statements, typed

NUMBERS = {f"x{at}" for at in range(6)}
FLAGS, DAYS = {"f0", "f1"}, {"founded"}


def same(expected, found):
    """Whether a value of an engine is the expected cell."""
    if found is None:
        return expected == ""
    if expected in ("true", "false"):
        return bool(found) == (expected == "true")
    if isinstance(found, str):
        return found == expected
    return expected != "" and float(expected) == float(found)


def run(case, engine, dialect):
    """Number of values compared, and those that differ."""
    engine.load(typed(case / "firms.csv", NUMBERS, FLAGS, DAYS))
    for script in sorted((case / dialect).glob("*.sql")):
        for statement in statements(script.read_text(encoding="utf-8"), engine.backslash):
            try:
                engine.run(statement)
            except Exception as error:
                raise SystemExit(f"{case.name} {dialect} {script.name}: {str(error)[:400]}\n{statement[:1500]}")
    with open(case / "expected.csv", encoding="utf-8", newline="") as file:
        expected = {row["id"]: row for row in csv.DictReader(file)}
    found = {row["id"]: row for row in engine.rows("SELECT * FROM random_scores")}
    rejected = {row["id"]: row["rejected"] for row in engine.rows("SELECT * FROM random_rejected")}
    inexact = {row["id"] for row in engine.rows("SELECT * FROM random_checks")}
    compared, differing = 0, []
    for firm, row in expected.items():
        compared += 1
        if (row["rejected"] or None) != rejected.get(firm) or (firm in found) == bool(row["rejected"]):
            differing.append((case.name, firm, "rejected", row["rejected"], rejected.get(firm)))
            continue
        if firm not in found:
            continue
        for name, cell in row.items():
            if name not in ("id", "rejected"):
                compared += 1
                if not same(cell, found[firm][name]):
                    differing.append((case.name, firm, name, cell, found[firm][name]))
    return compared, differing, inexact


def main():
    cases = sorted(path for path in Path(sys.argv[1]).iterdir() if path.is_dir())
    assert cases, "no cases"
    failed = False
    for asked in sys.argv[2:] or ENGINES:
        name, _, share = asked.partition("=")
        every, _, first = share.partition("+")
        chosen = cases[int(first or 0) :: int(every)] if share else cases
        assert chosen, f"{asked}: no case is left"
        begun = time.time()
        with tempfile.TemporaryDirectory() as work:
            engine = opened(name, work)
            compared, differing, inexact = 0, [], 0
            for case in chosen:
                values, wrong, flagged = run(case, engine, name)
                compared, differing, inexact = compared + values, differing + wrong, inexact + len(flagged)
            getattr(engine, "close", lambda: None)()
        print(
            f"{name}: {len(chosen)} scorecards, {compared:,} values, {len(differing)} differ; "
            f"{inexact} firms flagged as inexact; {time.time() - begun:.0f} s",
            flush=True,
        )
        for one in differing[:10]:
            print("   ", *one)
        failed |= bool(differing)
    sys.exit(failed)


if __name__ == "__main__":
    main()
