"""Whether a peer's output says the same as jifen's: the same firms in the same order with the same published numbers
within 1e-9, the same lists, the same reasons.

    python agree.py JIFEN_OUT PEER_OUT

What is compared are published values: points and points per group with the scorecard's decimals, as they stand in
`scores.csv`. Numbers are compared as numbers (`12` and `12.0` agree), texts as texts.
"""

import io
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import polars as pl

TOLERANCE = 1e-9
# One firm more or less moves every rank below it: the first differences tell the cause.
SHOWN = 12


def decode(data):
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def csv(path):
    """All cells as text; a blank one is null."""
    return pl.read_csv(io.BytesIO(decode(path.read_bytes()).encode()), infer_schema=False)


def workbook(path):
    """The sheet behind the cover of a workbook, all cells as text."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            root = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
            shared = ["".join(t.text or "" for t in item.iter(f"{{{space['m']}}}t")) for item in root.findall("m:si", space)]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet2.xml"))
    rows = []
    for row in sheet.iterfind(".//m:row", space):
        cells = {}
        for cell in row.findall("m:c", space):
            value = cell.findtext("m:v", None, space)
            if cell.get("t") == "s":
                value = shared[int(value)]
            elif cell.get("t") == "inlineStr":
                value = "".join(t.text or "" for t in cell.iter(f"{{{space['m']}}}t"))
            cells[column_number(cell.get("r"))] = value
        rows.append(cells)
    # A notice may stand above the header.
    while len(rows) > 1 and len(rows[0]) == 1 < len(rows[1]):
        del rows[0]
    width = max(max(cells, default=0) for cells in rows) + 1
    header, *body = [[cells.get(at) for at in range(width)] for cells in rows]
    return pl.DataFrame(body, {name: pl.String for name in header}, orient="row")


def is_days(cells):
    return cells.drop_nulls().str.contains(r"^\d{4}-\d{2}-\d{2}$").all() and cells.count() > 0


def days(name):
    """A workbook counts days from the end of 1899."""
    serial = pl.col(name).cast(pl.Float64, strict=False).cast(pl.Int64)
    return (pl.date(1899, 12, 30) + pl.duration(days=serial)).cast(pl.String).alias(name)


def column_number(reference):
    number = 0
    for letter in reference:
        if letter.isalpha():
            number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def differences(ours, theirs, what):
    """What differs between two tables, a line each; none if they agree."""
    if ours.columns != theirs.columns:
        yield f"{what}: columns {ours.columns} against {theirs.columns}"
        return
    if ours.height != theirs.height:
        yield f"{what}: {ours.height} rows against {theirs.height}"
        return
    for name in ours.columns:
        a, b = ours[name], theirs[name]
        equal = a.eq_missing(b)
        if not equal.all():
            near = (a.cast(pl.Float64, strict=False) - b.cast(pl.Float64, strict=False)).abs() <= TOLERANCE
            equal = equal | near.fill_null(False)
        if not equal.all():
            row = equal.arg_min()
            yield f"{what} [{name}]: {(~equal).sum()} rows differ, the first is row {row + 1}: `{a[row]}` against `{b[row]}`"


def compare(ours, theirs):
    for name in ("scores.csv", "not_referred.csv", "reasons.csv"):
        yield from differences(csv(ours / name), csv(theirs / name), name)
    parquet = pl.read_parquet(theirs / "scores.parquet")
    points = [name for name in parquet.columns if name.startswith("points")]
    a, b = (pl.read_parquet(out / "scores.parquet").select(pl.col(points).cast(pl.Float64)) for out in (ours, theirs))
    if a.height != b.height or any((a[name] - b[name]).abs().max() > TOLERANCE for name in points):
        yield "scores.parquet: points differ"
    lists = sorted(path for path in (ours / "referrals").iterdir() if path.suffix != ".txt")
    if not lists:
        yield "no lists"
    for path in lists:
        peer = theirs / "referrals" / (path.stem + ".csv")
        if not peer.exists():
            yield f"referrals: {peer.name} is missing"
            continue
        mine = workbook(path) if path.suffix == ".xlsx" else csv(path)
        other = csv(peer)
        if path.suffix == ".xlsx":
            mine = mine.with_columns(days(name) for name in mine.columns if is_days(other[name]))
        yield from differences(mine, other, f"referrals/{path.stem}")


def main():
    found = list(compare(Path(sys.argv[1]), Path(sys.argv[2])))
    print("\n".join(found[:SHOWN]) if found else "agrees")
    if len(found) > SHOWN:
        print(f"and {len(found) - SHOWN} further columns or files")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
