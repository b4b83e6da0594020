"""Times the reading of one cohort as CSV, workbook and Parquet, beside other readers of workbooks, and the writing of all
lists as CSV and as workbooks. Prints Markdown tables.

    python forms.py [--firms 520000] [--runs 5] [--jifen PATH] [--work DIR] [--slow] [--require]

Every contender is a whole process. The contenders take turns; medians are printed. The other readers only read every cell:
they check nothing. openpyxl takes minutes and is left out unless `--slow` is given; it then runs once. With `--require` the
script ends with 1 if a form costs more beside the others than it may, by processor time and memory, which other work on the
machine disturbs little.
"""

import csv
import datetime
import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2025-12-31"

CALAMINE = """
import sys, python_calamine
sheet = python_calamine.load_workbook(sys.argv[1]).get_sheet_by_index(0)
print(sum(1 for row in sheet.iter_rows() for cell in row if cell != ""))
"""
OPENPYXL = """
import sys, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0]
print(sum(1 for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None))
"""


def arguments():
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jifen", type=Path, default=ROOT / "target/release/jifen", help="the program, built for release")
    parser.add_argument("--firms", type=int, default=520_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--work", type=Path, default=ROOT / "target/forms", help="a folder for cohort and outputs")
    parser.add_argument("--slow", action="store_true", help="also openpyxl")
    parser.add_argument("--require", action="store_true", help="end with 1 if a form costs too much beside the others")
    return parser.parse_args()


# Marks for what is not known, as the cohort has them.
UNKNOWN = ["--", "/"]


def cohort(args):
    """The cohort as CSV, workbook and Parquet."""
    path = args.work / f"firms-{args.firms}.csv"
    if not path.exists():
        size = ["--firms", str(args.firms), "--seed", "1", "--dirty", "0"]
        subprocess.run([args.jifen, "sample", *size, "--out", path, "--quiet"], check=True)
    for form, make in (("xlsx", workbook), ("snappy.parquet", parquet), ("zstd.parquet", parquet)):
        if not path.with_suffix(f".{form}").exists():
            # In a process of its own, so that this one stays smaller than any it measures.
            maker = multiprocessing.get_context("spawn").Process(target=make, args=(path, path.with_suffix(f".{form}")))
            maker.start()
            maker.join()
            if maker.exitcode != 0:
                sys.exit(f"no {form} was written")
    return path


def workbook(source, target):
    """Days as days, amounts as numbers, codes as texts."""
    import xlsxwriter

    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    sheet = book.add_worksheet("企业数据")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    with open(source, encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        texts = {at for at, name in enumerate(header) if "代码" in name or "名称" in name or "意向" in name}
        sheet.write_row(0, 0, header)
        for at, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if not cell:
                    continue
                if column in texts:
                    sheet.write_string(at, column, cell)
                elif len(cell) == 10 and cell[4] == cell[7] == "-":
                    sheet.write_datetime(at, column, datetime.datetime.fromisoformat(cell), day)
                else:
                    try:
                        sheet.write_number(at, column, float(cell))
                    except ValueError:
                        sheet.write_string(at, column, cell)
    book.close()


def parquet(source, target):
    """Typed columns, as a warehouse has them: numbers, days and flags, without marks for what is not known; codes as texts."""
    import polars

    header = polars.read_csv(source, n_rows=0).columns
    texts = {name: polars.String for name in header if "代码" in name}
    frame = polars.read_csv(
        source, schema_overrides=texts, infer_schema_length=None, try_parse_dates=True, null_values=UNKNOWN
    )
    words = frame.select(polars.col(polars.String)).columns
    flags = [name for name in words if set(frame[name].drop_nulls().unique()) <= {"是", "否"}]
    frame = frame.with_columns(polars.col(flags) == "是")
    untyped = [name for name in frame.select(polars.col(polars.String)).columns if "(" in name]
    if untyped:
        sys.exit(f"numbers that are texts: {', '.join(untyped)}")
    frame.write_parquet(target, compression=target.suffixes[-2].removeprefix("."))


def campaigns(args, firms):
    """Two campaigns over the cohort, whose lists have no end: as CSV and as workbooks."""
    written = (ROOT / "sample_data/institutions.toml").read_text("utf-8")
    lines = [line for line in written.splitlines() if not line.startswith(("capacity", "encoding", "format"))]
    for form in ("csv", "xlsx"):
        institutions = "\n".join(f'{line}\nformat = "{form}"' if line == "[defaults]" else line for line in lines)
        (args.work / f"institutions-{form}.toml").write_text(institutions, "utf-8")
        (args.work / f"lists-{form}.toml").write_text(
            f"""id = "forms"
title = "Forms"
as_of = {AS_OF}
scorecard = "mst-2022"
institutions = "institutions-{form}.toml"

[firms]
path = "{firms.name}"
""",
            "utf-8",
        )


def timed(command):
    """Wall seconds, processor seconds and peak megabytes of a process."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    # jifen ends with 1 where it put rows aside: firms of which too little is known.
    if os.waitstatus_to_exitcode(status) not in ((0, 1) if "run" in command else (0,)):
        sys.exit(f"{command}: {said.decode(errors='replace')}")
    return time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def table(args, contenders, once=()):
    """Prints medians, with ratios to the first contender. Returns processor seconds and peak megabytes of each."""
    found = {name: [] for name in contenders}
    for run in range(args.runs + 1):
        for name, command in contenders.items():
            if run > 1 and name in once:
                continue
            measured = timed(command)
            # The first turn fills the file cache.
            if run > 0 or name in once:
                found[name].append(measured)
    medians = {name: [statistics.median(all) for all in zip(*runs)] for name, runs in found.items()}
    first = next(iter(medians.values()))
    print("| | wall s | × first | CPU s | × first | peak MB |\n|---|---:|---:|---:|---:|---:|")
    for name, (wall, cpu, peak) in medians.items():
        print(f"| {name} | {wall:.2f} | {wall / first[0]:.2f} | {cpu:.2f} | {cpu / first[1]:.2f} | {peak:.0f} |")
    return {name: median[1:] for name, median in medians.items()}


def excesses(read, lists):
    """What costs more than it may, for 200,000 firms or more: of few most of the time is the start of the program."""
    csv, book = read["jifen check, CSV"], read["jifen check, workbook"]
    books, plain = lists["jifen run, lists as workbooks"], lists["jifen run, lists as CSV"]
    bounds = {
        "Parquet (snappy) is not a quarter faster than CSV": 1.25 * read["jifen check, Parquet (snappy)"][0] < csv[0],
        "Parquet (zstd) is not a quarter faster than CSV": 1.25 * read["jifen check, Parquet (zstd)"][0] < csv[0],
        "Parquet takes more memory than CSV": read["jifen check, Parquet (zstd)"][1] < csv[1],
        "a workbook takes half as long as python-calamine": book[0] < read["python-calamine, workbook"][0] / 2,
        "a workbook takes more than three times the memory of CSV": book[1] < 3 * csv[1],
        "lists as workbooks take more than twice as long as CSV": books[0] < 2 * plain[0],
        "lists as workbooks take 150 MB more": books[1] < plain[1] + 150,
    }
    return [excess for excess, holds in bounds.items() if not holds]


def main():
    args = arguments()
    args.work.mkdir(parents=True, exist_ok=True)
    firms = cohort(args)
    campaigns(args, firms)
    check = lambda path: [args.jifen, "--quiet", "check", path, "--as-of", AS_OF]
    read = {
        "jifen check, CSV": check(firms),
        "jifen check, Parquet (snappy)": check(firms.with_suffix(".snappy.parquet")),
        "jifen check, Parquet (zstd)": check(firms.with_suffix(".zstd.parquet")),
        "jifen check, workbook": check(firms.with_suffix(".xlsx")),
        "python-calamine, workbook": [sys.executable, "-c", CALAMINE, firms.with_suffix(".xlsx")],
    }
    if args.slow:
        read["openpyxl, workbook"] = [sys.executable, "-c", OPENPYXL, firms.with_suffix(".xlsx")]
    read = table(args, read, once=("openpyxl, workbook",))
    print()
    run = lambda form: [args.jifen, "--quiet", "run", args.work / f"lists-{form}.toml", "--out", args.work / form, "--force"]
    lists = table(args, {"jifen run, lists as CSV": run("csv"), "jifen run, lists as workbooks": run("xlsx")})
    found = excesses(read, lists) if args.require else []
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
