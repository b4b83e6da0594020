"""Runs jifen and its peers on one cohort, checks that they agree, and prints time and memory as a Markdown table.

    python compare.py [--firms 520000] [--runs 5] [--jifen PATH] [--work DIR] [--only jifen,polars,duckdb,floor]

Every contender is a whole process, from start to exit, cold but for the file cache. The contenders take turns, so that
a slow moment of the machine meets them all; medians are printed. Peak memory is the kernel's own count for the process
(`ru_maxrss`). Only the standard library is used here, so that this process stays smaller than any it measures.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CONTENDERS = ("jifen", "polars", "duckdb", "floor")
TITLES = {
    "jifen": "jifen",
    "polars": "polars (Python)",
    "duckdb": "DuckDB (SQL)",
    "floor": "floor: polars reads and writes, no work between",
}


def arguments():
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jifen", type=Path, default=ROOT / "target/release/jifen", help="the program, built for release")
    parser.add_argument("--firms", type=int, default=520_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--work", type=Path, default=ROOT / "target/peers", help="a folder for cohort and outputs")
    parser.add_argument("--only", default=",".join(CONTENDERS), help="contenders, with commas between them")
    args = parser.parse_args()
    args.only = [name for name in args.only.split(",") if name]
    if unknown := set(args.only) - set(CONTENDERS):
        parser.error(f"no contender is called {', '.join(sorted(unknown))}")
    return args


def cohort(args):
    path = args.work / f"firms-{args.firms}-{args.seed}.csv"
    if not path.exists():
        size = ["--firms", str(args.firms), "--seed", str(args.seed)]
        subprocess.run([args.jifen, "sample", *size, "--out", path, "--quiet"], check=True)
    return path


def campaign(args, firms):
    path = args.work / "campaign.toml"
    path.write_text(
        f"""id = "peers"
title = "Peers"
as_of = 2025-12-31
scorecard = "mst-2022"
institutions = {json.dumps(str(ROOT / "sample_data/institutions.toml"))}

[firms]
path = {json.dumps(str(firms))}

[output]
detail = false
""",
        "utf-8",
    )
    return path


def command(name, args, firms, out):
    if name == "jifen":
        return [args.jifen, "run", args.work / "campaign.toml", "--out", out, "--quiet"]
    if name == "floor":
        return [sys.executable, HERE / "floor.py", firms, out, "--shapes", args.work / "shapes.json"]
    return [sys.executable, HERE / f"{name}_peer.py", firms, out]


def measure(line):
    """Wall seconds, processor seconds and peak bytes of a process."""
    began = time.perf_counter()
    process = subprocess.Popen([str(part) for part in line], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    # jifen ends with 1 where it put rows aside: firms of which too little is known.
    if process.returncode not in ((0, 1) if "run" in line else (0,)):
        sys.exit(f"{' '.join(map(str, line))} ended with {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit


def shape(path):
    with path.open("rb") as file:
        lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    return max(lines - 1, 0), path.stat().st_size


def write_shapes(args):
    """How large each file of jifen's output is; a workbook counts as the CSV file of the same rows."""
    out = args.work / "jifen"
    shapes = {str(path.relative_to(out)): shape(path) for path in sorted(out.rglob("*.csv"))}
    (args.work / "shapes.json").write_text(json.dumps(shapes, indent=1), "utf-8")


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def table(args, firms, measured):
    bytes_in = firms.stat().st_size
    medians = {name: [statistics.median(column) for column in zip(*runs)] for name, runs in measured.items()}
    wall, _, peak = medians["jifen"]
    print(f"{args.firms:,} firms, {bytes_in / 1e6:.0f} MB in; {args.runs} runs each, medians; {os.cpu_count()} cores\n")
    print("| | wall s | (least–most) | × jifen | CPU s | peak MB | × jifen | × input | MB out |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, (seconds, processor, memory) in medians.items():
        walls = [run[0] for run in measured[name]]
        print(
            f"| {TITLES[name]} | {seconds:.2f} | {min(walls):.2f}–{max(walls):.2f} | {seconds / wall:.2f} | {processor:.2f} "
            f"| {memory / 1e6:.0f} | {memory / peak:.2f} | {memory / bytes_in:.1f} | {size(args.work / name) / 1e6:.0f} |"
        )


def main():
    args = arguments()
    args.work.mkdir(parents=True, exist_ok=True)
    firms = cohort(args)
    campaign(args, firms)
    # The floor needs to know how much jifen writes.
    names = ["jifen", *(name for name in args.only if name != "jifen")]
    measured = {name: [] for name in names}
    for run in range(args.runs):
        for name in names:
            out = args.work / name
            shutil.rmtree(out, ignore_errors=True)
            os.sync()
            with firms.open("rb") as file:
                while file.read(1 << 24):
                    pass
            measured[name].append(measure(command(name, args, firms, out)))
            if name == "jifen" and run == 0:
                write_shapes(args)
        print(f"run {run + 1} of {args.runs} done", file=sys.stderr)
    disagree = False
    for name in names:
        if name in ("polars", "duckdb"):
            check = subprocess.run([sys.executable, HERE / "agree.py", args.work / "jifen", args.work / name])
            disagree |= check.returncode != 0
    table(args, firms, measured)
    sys.exit(1 if disagree else 0)


if __name__ == "__main__":
    main()
