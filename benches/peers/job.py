"""The job as parameters: what the peers do is read from the same files jifen reads.

A peer supports what the job needs (percentiles within segments, clipped goalposts, sums, missing = zero) and refuses
anything else, so that a changed scorecard cannot be half followed.
"""

import json
import re
import tomllib
from argparse import ArgumentParser
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Headers of results on a list, where the institution names none.
RESULT_HEADERS = {
    "list_place": "名单序号",
    "segment_title": "发展阶段",
    "preference_place": "意向顺位",
    "segment": "阶段代码",
    "points": "创新积分",
    "grade": "积分等级",
    "rank": "总排名",
    "segment_rank": "阶段内排名",
    "percentile": "百分位",
    "coverage": "数据完整度",
    "qualified": "是否达标",
}
USUAL_COLUMNS = (
    "list_place id name region industry segment_title points grade segment_rank hnte tech_sme specialized_sme little_giant "
    "loan_demand loan_term loan_purpose preference_place consent_date"
).split()
# Reasons that are no institution's rule: key and words.
NO_CONSENT = ("no-consent", "the firm does not allow its data to reach institutions")
CONSENT_UNKNOWN = ("consent-unknown", "the firm's consent to share its data with institutions is not known")
NOT_QUALIFIED = ("not-qualified", "a gate or the pass rule fails: see the unmet conditions of the scores (`failed` in scores.csv)")
BEYOND = ("place", "eligible, but beyond the end of the list")


@dataclass
class Indicator:
    id: str
    group: str
    value: str
    weight: dict
    percentile: bool
    low: float = 0.0
    high: float = 1.0


@dataclass
class Institution:
    id: str
    rules: list  # positions in Job.rules
    capacity: int | None
    order: tuple | None  # (expression, whether the greatest comes first)
    columns: list  # (value, header)
    encoding: str


@dataclass
class Job:
    as_of: date
    firms: Path
    out: Path
    fields: list  # the file's, in order
    missing: list
    scorecard: dict
    indicators: list = field(default_factory=list)
    rules: list = field(default_factory=list)  # (when, reason, source)
    institutions: list = field(default_factory=list)

    @property
    def segments(self):
        return [(s["id"], s["when"]) for s in self.scorecard["segment"]]

    @property
    def segment_titles(self):
        """What a list shows of a segment."""
        return {s["id"]: s.get("title_zh", s["title"]) for s in self.scorecard["segment"]}

    @property
    def groups(self):
        return [group["id"] for group in self.scorecard["group"]]

    @property
    def gates(self):
        """The gates: key of the firms each holds, rule, reason, and the fact it asks for."""
        titles = {f["name"]: f["title"] for f in self.fields}
        for gate in self.scorecard.get("gate", []):
            require(set(gate) - {"title", "title_zh", "reason_zh"} == {"id", "reason", "when"}, f'gate {gate["id"]}: further keys')
            (field,) = (word for word in re.findall(r"[a-z_]+", gate["when"]) if word in titles)
            yield "held-" + gate["id"], gate["when"], gate["reason"], f"{field} ({titles[field]})"

    @property
    def rule_keys(self):
        """What stands in `not_referred.csv` for each rule."""
        return [f"r{number}" for number in range(1, len(self.rules) + 1)]

    @staticmethod
    def undecided(key):
        """What stands there if it is not known whether the rule holds."""
        return key + "-unknown"

    @property
    def in_words(self):
        """What stands in `not_referred.csv` for each reason, by key."""
        reasons = [NO_CONSENT, CONSENT_UNKNOWN, BEYOND, *zip(self.rule_keys, (words for _, words, _ in self.rules))]
        return {key: f"{key}: {words}" for key, words in reasons}

    @property
    def in_words_unknown(self):
        """The same for each rule of which it is not known whether it holds, by key."""
        rules = zip(self.rule_keys, (words for _, words, _ in self.rules))
        return {key: f"{key}: the result of the rule is not known ({words})" for key, words in rules}

    def asking(self, rule):
        """The institutions that ask for the rule at this position."""
        return [institution.id for institution in self.institutions if rule in institution.rules]

    def reasons(self, counts, unknown):
        """The rows of `reasons.csv`; `counts` has how many firms each key keeps off a list, `unknown` of how many of
        them that is not known."""
        rows = [(*reason, "*", None) for reason in (NO_CONSENT, CONSENT_UNKNOWN, NOT_QUALIFIED, BEYOND)]
        for key, _, _, fact in self.gates:
            gate = key.removeprefix("held-")
            rows.append((key, f"facts that the gate `{gate}` asks for are not known: {fact}; see the unmet conditions of the scores (`failed` in scores.csv)", "*", None))
        for at, (key, (_, words, source)) in enumerate(zip(self.rule_keys, self.rules)):
            asking = self.asking(at)
            rows.append((key, words, "*" if len(asking) == len(self.institutions) else ";".join(asking), source))
        return [(*row[:3], counts.get(row[0], 0), unknown.get(row[0], 0), row[3]) for row in rows]

    def header(self, name):
        """A field's header in the cohort's file."""
        found = next((f for f in self.fields if f["name"] == name), None)
        if found is None:
            return RESULT_HEADERS.get(name)
        return f'{found["title"]}({found["unit"]})' if "unit" in found else found["title"]

    def expressions(self):
        """Every expression of the job, to see which columns it needs."""
        card = self.scorecard
        yield from (d["value"] for d in card.get("derived", []))
        yield from (s["when"] for s in card["segment"])
        yield from (i.value for i in self.indicators)
        yield from (g["when"] for g in card.get("gate", []))
        yield from (t["by"] for t in card.get("tie_breaker", []))
        yield from (when for when, _, _ in self.rules)
        for institution in self.institutions:
            yield from (value.replace("preference_place", "preferred_institutions") for value, _ in institution.columns)
            if institution.order:
                yield institution.order[0]

    def needed(self):
        """The fields the job reads, in the file's order."""
        words = {"credit_code", "name", "region", "industry", "consent"}
        for expression in self.expressions():
            words.update(re.findall(r"[a-z_]+", expression))
        return [f for f in self.fields if f["name"] in words]


def load(description):
    """The job of the command line."""
    parser = ArgumentParser(description=description)
    parser.add_argument("firms", type=Path, help="the cohort, as `jifen sample` writes it")
    parser.add_argument("out", type=Path, help="a folder, made if it is not there")
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2025, 12, 31))
    parser.add_argument("--scorecard", type=Path, default=ROOT / "schemas/scorecards/mst-2022.toml")
    parser.add_argument("--institutions", type=Path, default=ROOT / "sample_data/institutions.toml")
    args = parser.parse_args()
    dictionary = json.loads((ROOT / "schemas/firms.json").read_text("utf-8"))
    card = tomllib.loads(args.scorecard.read_text("utf-8"))
    job = Job(args.as_of, args.firms, args.out, dictionary["fields"], dictionary["missingValues"], card)
    # The file's columns, in its order.
    with args.firms.open(encoding="utf-8") as file:
        headers = file.readline().rstrip("\n").split(",")
    by_header = {job.header(f["name"]): f for f in job.fields}
    job.fields = [by_header[header] for header in headers]
    for key in ("combine", "pass", "cap", "floor", "field", "indicator"):
        require(key not in card, f"scorecard: `{key}`")
    require(card.get("missing") == "zero", "scorecard: a missing policy other than zero")
    for group in card["group"]:
        require(set(group) <= {"id", "title", "title_zh", "indicator"}, f'group {group["id"]}: further keys')
        job.indicators += [indicator(group["id"], i) for i in group["indicator"]]
    institutions(job, tomllib.loads(args.institutions.read_text("utf-8")))
    (args.out / "referrals").mkdir(parents=True, exist_ok=True)
    return job


def require(holds, what):
    if not holds:
        raise SystemExit(f"this script does not follow {what}")


def indicator(group, written):
    known = {"id", "title", "title_zh", "unit", "value", "curve", "weight"}
    require(set(written) <= known, f'indicator {written["id"]}: {set(written) - known}')
    ((curve, settings),) = written["curve"].items()
    made = Indicator(written["id"], group, written["value"], written["weight"], curve == "percentile")
    if curve == "percentile":
        require(settings == {"within": ["segment"]}, f"indicator {made.id}: {settings}")
    else:
        require(curve == "linear" and set(settings) == {"low", "high"}, f"indicator {made.id}: {curve}")
        made.low, made.high = float(settings["low"]), float(settings["high"])
    return made


def institutions(job, file):
    defaults = file.get("defaults", {})

    def rules(entries):
        positions = []
        for entry in entries:
            rule = (entry["when"], entry["reason"], entry.get("source"))
            if rule not in job.rules:
                job.rules.append(rule)
            positions.append(job.rules.index(rule))
        return positions

    common = rules(defaults.get("rule", []))
    for entry in file["institution"]:
        own = rules(entry.get("rule", []))
        positions = common if entry.get("default_rules", True) else []
        capacity = entry.get("capacity", defaults.get("capacity"))
        columns = entry.get("columns", defaults.get("columns")) or [{"value": value} for value in USUAL_COLUMNS]
        job.institutions.append(
            Institution(
                entry["id"],
                positions + [rule for rule in own if rule not in positions],
                None if capacity == "unlimited" else capacity,
                ordering(entry.get("order", defaults.get("order"))),
                [(c["value"], c.get("header") or job.header("credit_code" if c["value"] == "id" else c["value"])) for c in columns],
                entry.get("encoding", defaults.get("encoding", "utf-8-bom")),
            )
        )


def ordering(written):
    if written is None:
        return None
    direction = written.get("direction", "descending")
    require(direction in ("ascending", "descending"), f"the direction {direction}")
    return written["by"], direction == "descending"
