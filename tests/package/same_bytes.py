"""Fails unless two published folders are equal byte for byte, but for the timings in run.json."""

import json
import sys
from pathlib import Path


def content(path: Path) -> bytes:
    if path.name == "run.json":
        run = json.loads(path.read_text(encoding="utf-8"))
        assert run.pop("timings"), f"{path}: no timings"
        return json.dumps(run, sort_keys=True).encode()
    return path.read_bytes()


def files(folder: Path) -> dict[str, Path]:
    return {str(p.relative_to(folder)): p for p in sorted(folder.rglob("*")) if p.is_file()}


one, two = (files(Path(folder)) for folder in sys.argv[1:3])
assert one.keys() == two.keys(), f"different files: {one.keys() ^ two.keys()}"
assert len(one) > 10, "too few files to prove anything"
differing = [name for name in one if content(one[name]) != content(two[name])]
assert not differing, f"different bytes: {differing}"
print(f"{len(one)} files, all equal")
