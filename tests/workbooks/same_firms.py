"""Scores the same firms from workbooks that openpyxl and LibreOffice write and fails unless scores and lists are those of the CSV file.

    python same_firms.py JIFEN CAMPAIGN WORK

CAMPAIGN reads `firms.csv` beside it. openpyxl writes its cells typed: numbers, days and texts. LibreOffice saves that workbook again as its own.
"""

import csv
import datetime
import re
import subprocess
import sys
from pathlib import Path

import openpyxl

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TEXTS = {"统一社会信用代码", "企业名称", "行政区划代码", "行业代码", "融资用途", "意向机构"}


def typed(header: str, cell: str):
    if cell == "":
        return None
    if header not in TEXTS and NUMBER.fullmatch(cell):
        return float(cell) if "." in cell else int(cell)
    if DAY.fullmatch(cell):
        return datetime.date.fromisoformat(cell)
    return cell


def write(table: Path, book: Path) -> int:
    with table.open(encoding="utf-8-sig", newline="") as file:
        headers, *rows = csv.reader(file)
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "企业数据"
    sheet.append(headers)
    for row in rows:
        sheet.append([typed(header, cell) for header, cell in zip(headers, row)])
    workbook.save(book)
    return len(rows)


def published(folder: Path) -> dict[str, bytes]:
    files = [*folder.glob("scores.*"), *folder.glob("referrals/*"), folder / "not_referred.csv", folder / "reasons.csv"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def main() -> None:
    jifen, campaign, work = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    text = campaign.read_text("utf-8")
    assert 'path = "firms.csv"' in text, "the campaign reads no firms.csv"
    firms = write(campaign.parent / "firms.csv", campaign.parent / "openpyxl.xlsx")
    saved = work / "saved"
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{work}/office", "--convert-to", "xlsx"]
    subprocess.run([*office, "--outdir", saved, campaign.parent / "openpyxl.xlsx"], check=True, capture_output=True)
    (saved / "openpyxl.xlsx").rename(campaign.parent / "office.xlsx")
    outcomes = {}
    for name in ("firms.csv", "openpyxl.xlsx", "office.xlsx"):
        own = campaign.parent / f"{Path(name).stem}.toml"
        own.write_text(text.replace('path = "firms.csv"', f'path = "{name}"'), "utf-8")
        run = subprocess.run([jifen, "--quiet", "run", own, "--out", work / name], capture_output=True, text=True)
        assert run.returncode in (0, 1), f"{name}: {run.stderr}"
        outcomes[name] = published(work / name)
    plain = outcomes.pop("firms.csv")
    assert len(plain) > 20 and any(name.startswith("referrals") for name in plain), sorted(plain)
    for name, files in outcomes.items():
        assert files.keys() == plain.keys(), f"{name}: {sorted(files.keys() ^ plain.keys())}"
        others = [path for path in plain if files[path] != plain[path]]
        assert not others, f"{name}: {others} differ from those of firms.csv"
    print(f"{firms} firms: the same {len(plain)} files from openpyxl and LibreOffice")


main()
