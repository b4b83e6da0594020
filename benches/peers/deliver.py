"""What 22 deliveries cost, beside the run that made the lists.

    deliver.py [--jifen target/release/jifen] [--firms 70000] [--runs 3] [--work DIR]

The sample campaign without ends of lists, every list a workbook; a key per institution. Medians of whole processes.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def timed(command, cwd):
    start = time.monotonic()
    child = subprocess.Popen([str(part) for part in command], cwd=cwd, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{command}: status {status}")
    return time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--jifen", type=pathlib.Path, default=ROOT / "target/release/jifen")
    parser.add_argument("--firms", type=int, default=70_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--work", type=pathlib.Path, default=None)
    given = parser.parse_args()
    jifen, work = given.jifen.resolve(), given.work or pathlib.Path(tempfile.mkdtemp())
    work.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "sample_data/campaign.toml", work)
    lines = (ROOT / "sample_data/institutions.toml").read_text().splitlines()
    lines = [line for line in lines if not line.startswith(("capacity", "encoding", "format"))]
    lines = [f'{line}\nformat = "xlsx"' if line == "[defaults]" else line for line in lines]
    (work / "institutions.toml").write_text("\n".join(lines))
    run = lambda *arguments: timed([jifen, "--quiet", *arguments], work)
    run("sample", "--firms", given.firms, "--seed", 1, "--dirty", 0, "--out", "firms.csv")
    run("keys", "new", "--keys", "keys")
    ids = ",".join(line.split('"')[1] for line in lines if line.startswith("id = "))
    run("keys", "new", "--keys", "keys", "--for", ids)
    commands = {
        "run": ("run", "campaign.toml", "--out", "out", "--force", "--max-quarantined", "100%"),
        "deliver": ("deliver", "out", "--keys", "keys"),
        "verify --log": ("verify", "--log", "--keys", "keys"),
    }
    figures = {name: [] for name in commands}
    for _ in range(given.runs):
        shutil.rmtree(work / "desk", ignore_errors=True)
        for name, command in commands.items():
            figures[name].append(run(*command))
    size = sum(file.stat().st_size for file in (work / "desk").rglob("*.age"))
    rows = sum(1 for _ in (work / "out/referrals.csv").open()) - 1
    print(f"{rows:,} referrals on {len(ids.split(','))} lists, {size / 1e6:.0f} MB sealed\n")
    print("| | wall s | CPU s | peak MB |\n|---|---:|---:|---:|")
    for name, values in figures.items():
        wall, cpu, peak = (statistics.median(column) for column in zip(*values))
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} |")


if __name__ == "__main__":
    main()
