"""Opens every workbook of published folders with openpyxl and LibreOffice and fails unless each says what its CSV table says.

    python same_cells.py BOOKS [--lists CSV] [--clean]

BOOKS is a run's folder. A workbook without a CSV or Parquet table beside it is compared with that of the folder CSV, the same run with all
lists as CSV. Cells must be equal one by one: texts as texts, so that a code has its 18 characters, numbers as numbers, days as days. Headers
and codes are in words for people: the cover says which, and they must be those of the CSV table.
Workbooks of quarantined rows, which have no cover, are compared with `quarantine.csv`, note by note. LibreOffice must not have had to
repair a workbook: it converts each to a workbook of its own, without a person at hand to agree to a repair, and a workbook that it repairs
has other cells or none. With --clean no row was quarantined.
"""

import argparse
import csv
import datetime
import io
import itertools
import json
import math
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl

ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
CODE = re.compile(r"[0-9A-Z]{18}")
PLACE = re.compile(r"beyond the end of the list \(place (\d+)\)|超出名额（第 (\d+) 位）")
SEVERAL = re.compile(r"“(.*)”等 (\d+) 列|(.*) and the columns after it, (\d+) in all")
NO_FIRM = {"total-row", "note-row", "header-row"}


def table(folder: Path, path: str) -> tuple[list[str], list[list[str]]]:
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    [entry] = [one for one in package["resources"] if one["path"] == path]
    text = (folder / path).read_bytes().decode(entry["encoding"])
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    return [field["type"] for field in entry["schema"]["fields"]], [header, *rows]


def parquet(path: Path) -> tuple[list[str], list[list[str]]]:
    import polars

    frame = polars.read_parquet(path)
    types = ["number" if dtype.is_numeric() else "string" for dtype in frame.dtypes]
    rows = [["" if value is None else str(value) for value in row] for row in frame.rows()]
    return types, [frame.columns, *rows]


def has_table(folder: Path | None, book: Path) -> bool:
    return folder is not None and any((folder / book).with_suffix(ending).exists() for ending in (".csv", ".parquet"))


def rows_of(path: Path) -> tuple[openpyxl.Workbook, list[list]]:
    """The table's rows, from its header: on the second worksheet and those after it, each with its own header."""
    book = openpyxl.load_workbook(path)
    assert len(book.worksheets) >= 2, f"{path}: no cover"
    assert book.active is book.worksheets[1], f"{path}: the table is not the sheet that opens"
    rows = []
    for at, sheet in enumerate(book.worksheets[1:]):
        # The header is the last row that every printed page repeats.
        top = int(sheet.print_title_rows.rsplit("$", 1)[1])
        found = [list(row) for row in sheet.iter_rows(min_row=top, max_row=sheet.max_row)]
        rows += found if at == 0 else found[1:]
    return book, rows


def cover(path: Path) -> tuple[list[str], list[str], list[dict[str, str]]]:
    """By the cover: the header of each column, its name in the CSV table, and the words of its codes."""
    lines = [[cell.value or "" for cell in row] + ["", ""] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()]

    def below(heads: tuple[str, str]) -> list[list[str]]:
        at = next((at for at, line in enumerate(lines) if line[1] in heads), len(lines))
        return list(itertools.takewhile(lambda line: line[0], lines[at + 1:]))

    columns = below(("Meaning", "含义"))
    headers = [line[0] for line in columns]
    words: list[dict[str, str]] = [{} for _ in headers]
    for label, text, code, *_ in below(("Words", "取值")):
        several = SEVERAL.fullmatch(label)
        first, count = [part for part in several.groups() if part] if several else (label, 1)
        start = headers.index(first)
        for at in range(start, start + int(count)):
            words[at][code] = text
    return headers, [line[2] or line[0] for line in columns], words


def says(cell, kind: str) -> str | float | None:
    value = cell.value
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, str):
        return ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), value)
    assert kind in ("number", "integer"), f"{cell.coordinate}: a number in a column of {kind}"
    return value


def in_words(text: str, keys: list[str]) -> str:
    """The reasons of a cell of `not_referred.csv` without their keys."""
    mark, between = ("：", "；") if "：" in text else (": ", "; ")
    own = [part.split(mark, 1)[1] if part.split(mark, 1)[0].removesuffix("-unknown") in keys else part for part in text.split(between)]
    return between.join(own)


def compare(
    path: Path, types: list[str], expected: list[list[str]], by: str, of: tuple, keys: list[str]
) -> tuple[int, int]:
    book, rows = rows_of(path)
    headers, names, words = of
    assert names == expected[0], f"{path}: the cover has columns {names}"
    expected = [headers, *expected[1:]]
    assert len(rows) == len(expected), f"{path}: {len(rows)} rows by {by}, {len(expected)} in the CSV file"
    cells = codes = 0
    for number, (row, line) in enumerate(zip(rows, expected)):
        assert len(line) == len(row), f"{path}: row {number}"
        for cell, text, kind, name, said in zip(row, line, types, names, words):
            found = says(cell, "string" if number == 0 else kind)
            if number > 0 and said:
                place = PLACE.fullmatch(str(found))
                text = str(found) if place and text in place.groups() else said.get(text, text)
            if number > 0 and name == "in_words":
                text = in_words(text, keys)
            if not text:
                assert found is None, f"{path} {cell.coordinate} by {by}: {found!r} for an empty cell"
            elif number > 0 and kind in ("number", "integer"):
                # LibreOffice writes 15 digits of a number, whatever it read.
                tolerance = 1e-14 if by == "LibreOffice" else 0
                assert not isinstance(found, str) and math.isclose(float(text), found, rel_tol=tolerance), \
                    f"{path} {cell.coordinate} by {by}: {found!r}, {text!r}"
            else:
                assert found == text, f"{path} {cell.coordinate} by {by}: {found!r}, {text!r}"
            cells += 1
            if number > 0 and kind == "string" and CODE.fullmatch(text):
                assert cell.data_type in ("s", "inlineStr"), f"{path} {cell.coordinate}: a code that is no text"
                codes += 1
    return cells, codes


def by_libreoffice(books: list[Path], work: Path) -> dict[Path, Path]:
    """Each workbook as LibreOffice writes what it read."""
    written = {}
    for at, book in enumerate(books):
        (work / str(at)).mkdir()
        shutil.copy(book, work / str(at) / f"{at}.xlsx")
    command = ["soffice", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--norestore", "--convert-to", "xlsx",
               "--outdir", work / "written", *(work / str(at) / f"{at}.xlsx" for at in range(len(books)))]
    ended = subprocess.run(command, capture_output=True, text=True)
    said = (ended.stdout + ended.stderr).lower()
    assert ended.returncode == 0 and "repair" not in said and "error" not in said, f"LibreOffice: {said}"
    for at, book in enumerate(books):
        written[book] = work / "written" / f"{at}.xlsx"
        assert written[book].exists(), f"LibreOffice did not open {book}: {said}"
    return written


def returned(folder: Path, book: Path, path: Path, by: str) -> int:
    """Compares a workbook of a part's quarantined rows with `quarantine.csv`: cells as they came, each fault in a note on a marked cell,
    each kind counted on the second worksheet. Returns the number of notes."""
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    [title] = [one["title"] for one in package["resources"] if one["path"] == path.as_posix()]
    part = re.split("[:：] ?", title, maxsplit=1)[1]
    rows = list(csv.DictReader(io.StringIO((folder / "quarantine.csv").read_text("utf-8-sig"), newline="")))
    of_part = {int(row["line"]): row for row in rows if row["part"] == part}
    # Totals, remarks and headers are no firms: they are not asked back, and the summary counts them.
    others = {line: NO_FIRM.intersection(row["codes"].split(";")) for line, row in of_part.items()}
    expected = {line: row for line, row in of_part.items() if not others[line]}
    workbook = openpyxl.load_workbook(book)
    sheet, summary = workbook.worksheets
    assert workbook.active is sheet, f"{book} by {by}"
    is_ready = re.fullmatch("[A-D]2", sheet.freeze_panes or "") and sheet.auto_filter.ref and sheet.print_title_rows == "$1:$1"
    assert is_ready or by != "openpyxl", book
    notes = 0
    header, *found = sheet.iter_rows()
    assert header[-1].value in ("原行号", "original row"), book
    assert [int(row[-1].value) for row in found] == list(expected), f"{book} by {by}: other rows"
    for row in found:
        of_row = expected[int(row[-1].value)]
        [cells] = csv.reader([of_row["original"].removeprefix("'")])
        texts = [says(cell, "string") or "" for cell in row[:-1]]
        assert texts == cells + [""] * (len(texts) - len(cells)), f"{book} row {row[0].row} by {by}: {texts} {cells}"
        told = [cell for cell in row if cell.comment]
        assert 0 < len(told) <= len(of_row["codes"].split(";")), f"{book} row {row[0].row} by {by}: {len(told)} notes"
        for cell in told:
            assert cell.comment.text.splitlines()[0] in of_row["reasons"], f"{book} {cell.coordinate} by {by}: {cell.comment.text}"
            assert cell.fill.fgColor.rgb == "FFFFC7CE", f"{book} {cell.coordinate} by {by}: not marked"
        assert all(cell.fill.fill_type is None for cell in row if not cell.comment), f"{book} row {row[0].row} by {by}: marked without a note"
        notes += len(told)
    counts = {row[0].value: row[2].value for row in summary.iter_rows(min_row=3)}
    codes = [code for row in expected.values() for code in row["codes"].split(";")]
    codes += [min(codes) for codes in others.values() if codes]
    assert counts == {code: codes.count(code) for code in codes}, f"{book} by {by}: {counts}"
    return notes


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("books", type=Path)
    parser.add_argument("--lists", type=Path)
    parser.add_argument("--clean", action="store_true", help="no row was quarantined")
    arguments = parser.parse_args()
    books = sorted(arguments.books.rglob("*.xlsx"))
    aside = [book for book in books if book.parent.name == "quarantine"]
    books = [book for book in books if book not in aside]
    assert books and (aside or arguments.clean), f"{arguments.books}: no workbook"
    for book in books:
        sheets = openpyxl.load_workbook(book).worksheets[1:]
        below = [(sheet, int(sheet.print_title_rows.rsplit("$", 1)[1]) + 1) for sheet in sheets]
        assert all(re.fullmatch(f"[A-E]{row}", sheet.freeze_panes) for sheet, row in below), book
        assert zipfile.ZipFile(book).testzip() is None, f"{book}: damaged"
    with tempfile.TemporaryDirectory() as work:
        written = by_libreoffice(books + aside, Path(work))
        for book in aside:
            assert zipfile.ZipFile(book).testzip() is None, f"{book}: damaged"
            path = book.relative_to(arguments.books)
            notes = returned(arguments.books, book, path, "openpyxl")
            assert notes == returned(arguments.books, written[book], path, "LibreOffice")
            print(f"{path}: rows as they came and {notes} notes by openpyxl and LibreOffice")
        for book in books:
            path = book.relative_to(arguments.books)
            folder = next(one for one in (arguments.books, arguments.lists) if has_table(one, path))
            of = (folder / path).with_suffix(".csv")
            types, expected = table(folder, of.relative_to(folder).as_posix()) if of.exists() else parquet(of.with_suffix(".parquet"))
            of_book, keys = cover(book), [row[0] for row in table(arguments.books, "reasons.csv")[1][1:]]
            cells, codes = compare(book, types, expected, "openpyxl", of_book, keys)
            again, _ = compare(written[book], types, expected, "LibreOffice", of_book, keys)
            assert cells == again
            print(f"{book.name}: {cells} cells equal by openpyxl and LibreOffice, {codes} codes of 18 characters")


if __name__ == "__main__":
    sys.exit(main())
