"""Fails unless two published folders are equal byte for byte, but for timings.json."""

import sys
from pathlib import Path


def files(folder: Path) -> dict[str, Path]:
    found = {str(p.relative_to(folder)): p for p in sorted(folder.rglob("*")) if p.is_file()}
    assert found.pop("timings.json", None), f"{folder}: no timings"
    return found


one, two = (files(Path(folder)) for folder in sys.argv[1:3])
assert one.keys() == two.keys(), f"different files: {one.keys() ^ two.keys()}"
assert len(one) > 10, "too few files to prove anything"
differing = [name for name in one if one[name].read_bytes() != two[name].read_bytes()]
assert not differing, f"different bytes: {differing}"
print(f"{len(one)} files, all equal")
