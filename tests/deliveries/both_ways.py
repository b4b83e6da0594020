"""Deliveries by this program and by age and minisign, each opened and checked by the other.

    both_ways.py JIFEN WORK [FRICTIONLESS]

Ours by theirs: every sealed list of the sample campaign is checked by `minisign -V`, opened by `age -d`, and its data package
validated by frictionless. Theirs by ours: keys that `minisign -G` and `age-keygen` made sign and open; a list that `age` sealed
and `minisign` signed is verified and opened. Also with a passphrase on the key to sign with, made by either program.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

JIFEN, WORK = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
FRICTIONLESS = sys.argv[3] if len(sys.argv) > 3 else None
SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "sample_data"
WORD = "open sesame"


def run(*command, text=None, fails=False, **variables):
    done = subprocess.run(
        [str(part) for part in command],
        input=text, capture_output=True, text=True, cwd=WORK, env={**os.environ, "LC_ALL": "C", **variables},
    )
    if (done.returncode != 0) != fails:
        sys.exit(f"{command}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def jifen(*arguments, **more):
    return run(JIFEN, *arguments, **more)


def campaign():
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for name in ("campaign.toml", "institutions.toml"):
        shutil.copy(SAMPLE / name, WORK / name)
    jifen("--quiet", "sample", "--firms", "3000", "--seed", "5", "--dirty", "0", "--out", "firms.csv")
    jifen("--quiet", "run", "campaign.toml", "--out", "out", "--lang", "zh")
    return [entry["institution"] for entry in json.loads((WORK / "out/run.json").read_text())["lists"]]


def their_keys(institutions, folder):
    """Keys of institutions, by age-keygen."""
    (WORK / folder / "recipients").mkdir(parents=True)
    for institution in institutions:
        key = WORK / folder / f"{institution}.txt"
        run("age-keygen", "-o", key)
        public = run("age-keygen", "-y", key)
        (WORK / folder / "recipients" / f"{institution}.pub").write_text(public)


def ours_by_theirs(institutions):
    their_keys(institutions, "keys")
    jifen("keys", "new", "--keys", "keys")
    jifen("deliver", "out", "--keys", "keys")
    lines = [json.loads(line) for line in (WORK / "desk/deliveries.jsonl").read_text().splitlines()]
    assert [line["institution"] for line in lines] == institutions
    for line in lines:
        folder = WORK / "desk/deliveries" / line["delivery"]
        sealed = next(folder.glob("*.age"))
        told = run("minisign", "-V", "-p", "keys/sign.pub", "-m", sealed)
        comment = json.loads(told.split("Trusted comment: ")[1])
        assert {key: comment[key] for key in ("seq", "institution", "as_of", "previous", "campaign")} == {
            key: line[key] for key in ("seq", "institution", "as_of", "previous", "campaign")
        }, told
        assert comment["file"] == sealed.name
        archive, opened = WORK / "opened.zip", WORK / "opened" / line["institution"]
        run("age", "--decrypt", "-i", f"keys/{line['institution']}.txt", "-o", archive, sealed)
        zipfile.ZipFile(archive).extractall(opened)
        for path in sorted((WORK / "out/referrals").glob(f"{line['institution']}.*")):
            assert (opened / path.name).read_bytes() == path.read_bytes(), path
        if FRICTIONLESS:
            run(FRICTIONLESS, "validate", opened / "datapackage.json")
    jifen("verify", "--log", "--keys", "keys")
    print(f"{len(lines)} deliveries checked by minisign, opened by age" + (", validated by frictionless" if FRICTIONLESS else ""))
    return lines[0]


def theirs_by_ours(line):
    """The first list, sealed by age and signed by minisign, with a key that minisign made."""
    institution = line["institution"]
    their_keys([institution], "theirs")
    run("minisign", "-G", "-W", "-p", "theirs/sign.pub", "-s", "theirs/sign.key")
    os.chmod(WORK / "theirs/sign.key", 0o600)
    archive = WORK / "list.zip"
    sealed = f"{institution}-{line['as_of']}.zip.age"
    run("age", "--decrypt", "-i", f"keys/{institution}.txt", "-o", archive,
        WORK / "desk/deliveries" / line["delivery"] / sealed)
    (WORK / "inbox").mkdir()
    run("age", "-R", f"theirs/recipients/{institution}.pub", "-o", f"inbox/{sealed}", archive)
    comment = {key: line[key] for key in ("campaign", "as_of", "institution", "seq")}
    # Outside the desk no line of a log is compared.
    comment |= {"file": sealed, "previous": line["previous"], "line": "0" * 64}
    run("minisign", "-S", "-s", "theirs/sign.key", "-m", f"inbox/{sealed}", "-t", json.dumps(comment))
    told = json.loads(jifen("verify", "inbox", "--keys", "theirs", "--identity", f"theirs/{institution}.txt", "--format", "json"))
    assert told["deliveries"][0]["is_opened"] and told["deliveries"][0]["is_unchanged"], told
    # Another comment than a delivery's, and another key.
    run("minisign", "-S", "-s", "theirs/sign.key", "-m", f"inbox/{sealed}", "-t", "a list")
    jifen("verify", "inbox", "--keys", "theirs", fails=True)
    jifen("verify", "inbox", "--keys", "keys", fails=True)
    # Their key signs ours.
    jifen("deliver", "out", "--keys", "theirs", "--to", institution, "--desk", "second")
    run("minisign", "-V", "-p", "theirs/sign.pub", "-m", next((WORK / "second/deliveries").glob(f"*/{sealed}")))
    print("a list sealed by age and signed by minisign verified and opened; a key by minisign signs")


def passphrases(line):
    institution = line["institution"]
    shutil.copytree(WORK / "theirs/recipients", WORK / "locked/recipients")
    run("minisign", "-G", "-p", "locked/sign.pub", "-s", "locked/sign.key", text=f"{WORK}\n{WORK}\n")
    os.chmod(WORK / "locked/sign.key", 0o600)
    deliver = ("deliver", "out", "--keys", "locked", "--to", institution, "--desk", "third")
    jifen(*deliver, fails=True)
    jifen(*deliver, JIFEN_SIGN_PASSPHRASE=str(WORK))
    jifen("keys", "new", "--keys", "ours", JIFEN_SIGN_PASSPHRASE=WORD)
    (WORK / "file").write_text("signed by minisign with a key of jifen\n")
    run("minisign", "-S", "-s", "ours/sign.key", "-m", "file", text=f"{WORD}\n")
    run("minisign", "-V", "-p", "ours/sign.pub", "-m", "file")
    run("minisign", "-S", "-s", "keys/sign.key", "-m", "file")
    run("minisign", "-V", "-p", "keys/sign.pub", "-m", "file")
    print("keys with a passphrase and without, made by either, sign in both")


if __name__ == "__main__":
    institutions = campaign()
    first = ours_by_theirs(institutions)
    theirs_by_ours(first)
    passphrases(first)
