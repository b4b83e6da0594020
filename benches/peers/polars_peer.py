"""jifen's job with polars: the cohort in; scores, a list per institution and every reason for being on none out.

    python polars_peer.py FIRMS.csv OUT
"""

import re
from functools import reduce
from operator import add

import polars as pl

import job as jobs

POINTS = re.compile(r"\bpoints\.(\w+)")
YEARS = re.compile(r"YEARS_BETWEEN\((\w+), (\w+)\)")


def years_between(earlier, later):
    """Whole years: the difference of the calendar years, less one before the anniversary."""
    day_of_year = lambda day: day.dt.month().cast(pl.Int32) * 32 + day.dt.day()
    return later.dt.year() - earlier.dt.year() - (day_of_year(later) < day_of_year(earlier)).cast(pl.Int32)


def rule(text):
    """A rule as an expression. Polars reads SQL; only whole years and names with a point need a hand."""
    if call := YEARS.fullmatch(text):
        return years_between(pl.col(call[1]), pl.col(call[2])).cast(pl.Float64)
    return pl.sql_expr(POINTS.sub(r"points_\1", text))


def finite(value):
    """The value, null where it was divided by zero."""
    return pl.when(value.is_finite()).then(value)


def half_away(value, decimals):
    """From 0 on, rounded half up; what sums of binary fractions lose below a half is none of it."""
    units = value * 10.0**decimals
    noise = pl.max_horizontal(units, pl.lit(1e3 * 10.0**decimals)) * 2.0**-46
    units = (units + (0.5 + noise)).floor()
    # The last step names the double nearest to the decimal number; a division by a constant may miss it.
    return (units / 10.0**decimals).round(decimals)


def per_segment(numbers):
    """The number of the firm's segment."""
    chain = pl
    for segment, number in numbers.items():
        chain = chain.when(pl.col("segment") == segment).then(pl.lit(float(number)))
    return chain


def read(job):
    """The fields the job needs; the other columns are not parsed."""
    kinds = {"number": pl.Float64, "integer": pl.Float64, "date": pl.Date}
    schema = {job.header(f["name"]): kinds.get(f["type"], pl.String) for f in job.fields}
    firms = pl.scan_csv(job.firms, schema=schema, null_values=job.missing)
    return firms.select(
        (pl.col(job.header(f["name"])) == "是" if f["type"] == "boolean" else pl.col(job.header(f["name"]))).alias(f["name"])
        for f in job.needed()
    ).rename({"credit_code": "id"})


def derive(job, firms):
    """Segment, raw values, coverage and failed gates; firms that cannot be scored are left out."""
    card = job.scorecard
    firms = firms.with_columns(as_of=pl.lit(job.as_of))
    for derived in card.get("derived", []):
        firms = firms.with_columns(rule(derived["value"]).alias(derived["id"]))
    segment = pl
    for id, when in job.segments:
        segment = segment.when(rule(when)).then(pl.lit(id))
    firms = firms.with_columns(
        segment.cast(pl.Enum([id for id, _ in job.segments])).alias("segment"), *(finite(rule(i.value)).alias("raw_" + i.id) for i in job.indicators)
    ).filter(pl.col("segment").is_not_null())
    known = reduce(add, (pl.when(pl.col("raw_" + i.id).is_not_null()).then(per_segment(i.weight)).otherwise(0.0) for i in job.indicators))
    whole = {id: sum(i.weight[id] for i in job.indicators) for id, _ in job.segments}
    gates = [(key, rule(when), reason, fact) for key, when, reason, fact in job.gates]
    fails = [
        pl.when(met.is_null()).then(pl.lit("not known: " + fact)).when(~met).then(pl.lit(reason)) for _, met, reason, fact in gates
    ]
    held_by = pl.when(pl.any_horizontal((~met).fill_null(False) for _, met, _, _ in gates)).then(None)
    for key, met, _, _ in gates:
        held_by = held_by.when(met.is_null()).then(pl.lit(key))
    return firms.with_columns(
        coverage=known / per_segment(whole),
        failed=pl.concat_str(fails, separator="; ", ignore_nulls=True).replace("", None),
        held_by=held_by,
    ).filter(pl.col("coverage") >= card.get("minimum_coverage", 0.0))


def marks(i):
    """An indicator's share of full marks; nothing for a missing value."""
    raw = pl.col("raw_" + i.id)
    if i.percentile:
        below = raw.rank("min").over("segment") - 1
        return (below / (raw.count().over("segment") - 1)).fill_nan(0.0).fill_null(0.0)
    return ((raw - i.low) / (i.high - i.low)).clip(0.0, 1.0).fill_null(0.0)


def score(job, firms):
    """Points, ranks and grades, in place order."""
    card = job.scorecard
    firms = firms.with_columns((marks(i) * per_segment(i.weight)).alias("points_of_" + i.id) for i in job.indicators)
    firms = firms.with_columns(
        reduce(add, (pl.col("points_of_" + i.id) for i in job.indicators if i.group == group)).alias("exact_" + group)
        for group in job.groups
    )
    exact = reduce(add, (pl.col("exact_" + group) for group in job.groups))
    points = pl.col("points")
    grade = pl
    for g in card["grade"]:
        grade = grade.when(points >= g["at_least"]).then(pl.lit(g["id"]))
    firms = firms.with_columns(
        half_away(exact, card["decimals"]).alias("points"),
        *(half_away(pl.col("exact_" + group), card["decimals"]).alias("points_" + group) for group in job.groups),
    ).with_columns(
        points.rank("min", descending=True).alias("rank"),
        points.rank("min", descending=True).over("segment").alias("segment_rank"),
        half_away(100.0 * (points.rank("min") - 1) / (pl.len() - 1), 2).alias("percentile"),
        grade.alias("grade"),
        pl.col("failed").is_null().alias("qualified"),
        half_away(pl.col("coverage"), 4).alias("coverage"),
    )
    ties = card.get("tie_breaker", [])
    by = [points, *(rule(tie["by"]) for tie in ties), pl.col("id")]
    falling = [True, *(tie.get("order", "descending") == "descending" for tie in ties), False]
    # A sort carries every column along: leave behind what nothing asks for any more.
    spent = [prefix + i.id for i in job.indicators for prefix in ("raw_", "points_of_")]
    return firms.drop(spent).sort(by, descending=falling, nulls_last=True).with_row_index("place")


def write_scores(job, scores):
    points = ["points_" + group for group in job.groups]
    table = scores.select(
        "id", "name", "region", "industry", "segment", "points", *points,
        "rank", "segment_rank", "percentile", "grade", "qualified", "coverage", "failed", pl.col("held_by").is_not_null().alias("held"),
    )  # fmt: skip
    table = table.rename({"id": "credit_code"})
    table.write_csv(job.out / "scores.csv")
    table.write_parquet(job.out / "scores.parquet", compression="snappy")


def judge(job, scores):
    """The candidates with an outcome per institution: 0 on the list, 1 beyond its end, a rule's position + 2 otherwise;
    and their place in its order."""
    candidates = scores.filter(pl.col("consent") & pl.col("qualified"))
    met = candidates.select(rule(when).fill_null(False).alias(str(at)) for at, (when, _, _) in enumerate(job.rules))
    columns = []
    for institution in job.institutions:
        outcome = pl
        for at in institution.rules:
            outcome = outcome.when(~pl.col(str(at))).then(pl.lit(at + 2, pl.UInt8))
        columns.append(outcome.otherwise(pl.lit(0, pl.UInt8)).alias(institution.id))
    unknown = candidates.select(rule(when).is_null().alias("unknown_" + key) for key, (when, _, _) in zip(job.rule_keys, job.rules))
    outcomes = pl.concat([met.select(columns), unknown], how="horizontal")
    places = []
    for institution in job.institutions:
        eligible = outcomes[institution.id] == 0
        if institution.order:
            listed = candidates.select("place", by=rule(institution.order[0])).with_row_index("row").filter(eligible)
            listed = listed.sort("by", descending=institution.order[1], nulls_last=True, maintain_order=True)
            listed = listed.select("row", pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).alias("at"))
            rows = candidates.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("row"))
            place = rows.join(listed, on="row", how="left", maintain_order="left")["at"]
        else:
            place = eligible.cast(pl.UInt32).cum_sum()
        places.append(place.alias("at_" + institution.id))
    outcomes = outcomes.with_columns(places)
    return candidates, outcomes.with_columns(
        pl.when((pl.col(i.id) == 0) & (pl.col("at_" + i.id) > i.capacity)).then(pl.lit(1, pl.UInt8)).otherwise(pl.col(i.id)).alias(i.id)
        for i in job.institutions
        if i.capacity is not None
    )


def write_lists(job, candidates, outcomes):
    """Every list."""
    flags = {f["name"] for f in job.fields if f["type"] == "boolean"}
    counts = {f["name"] for f in job.fields if f["type"] == "integer"}

    def cell(institution, value):
        if value == "list_place":
            return pl.int_range(1, pl.len() + 1)
        if value == "preference_place":
            wishes = pl.col("preferred_institutions").str.split(";")
            return wishes.list.eval((pl.element() == institution.id).arg_true().first() + 1).list.first()
        if value == "segment_title":
            return pl.col("segment").cast(pl.String).replace_strict(job.segment_titles)
        if value in flags:
            return pl.when(pl.col(value)).then(pl.lit("是")).when(~pl.col(value)).then(pl.lit("否"))
        return pl.col(value).cast(pl.Int64) if value in counts else rule(value)

    for institution in job.institutions:
        listed = candidates.filter(outcomes[institution.id] == 0)
        if institution.order:
            at = outcomes["at_" + institution.id].filter(outcomes[institution.id] == 0)
            listed = listed[at.arg_sort()]
        listed = listed.select(cell(institution, value).alias(header) for value, header in institution.columns)
        path = job.out / "referrals" / f"{institution.id}.csv"
        if institution.encoding.startswith("utf-8"):
            listed.write_csv(path, include_bom=institution.encoding == "utf-8-bom")
        else:
            path.write_text(listed.write_csv(), institution.encoding, newline="")


def write_not_referred(job, scores, candidates, outcomes):
    """A row per firm off a list and a column per institution; and what the keys in it stand for."""
    ids = [institution.id for institution in job.institutions]
    keys = pl.Series(["", "", *job.rule_keys], dtype=pl.String)
    met = [("place", 1, ids)] + [(key, at + 2, job.asking(at)) for at, key in enumerate(job.rule_keys)]
    is_met = [pl.any_horizontal(pl.col(asking) == outcome).alias(key) for key, outcome, asking in met]
    is_unknown = {key: when & pl.col("unknown_" + key) for (key, _, _), when in zip(met, is_met) if key in job.rule_keys}
    words = [
        pl.when(is_unknown.get(key, False)).then(pl.lit(job.in_words_unknown.get(key))).when(when).then(pl.lit(job.in_words[key]))
        for (key, _, _), when in zip(met, is_met)
    ]
    in_words = outcomes.select(in_words=pl.concat_str(words, separator="; ", ignore_nulls=True))
    def undecided(institution):
        rules = [(pl.col(institution.id) == at + 2, job.rule_keys[at]) for at in institution.rules]
        return [pl.when(when & pl.col("unknown_" + key)).then(pl.lit(job.undecided(key))) for when, key in rules]

    decided = [
        pl.when(pl.col(id) == 1).then(pl.col("at_" + id)).cast(pl.String).fill_null(pl.when(pl.col(id) > 1).then(pl.lit(keys).gather(pl.col(id)))).fill_null("listed")
        for id in ids
    ]
    cells = outcomes.select(
        pl.coalesce(*undecided(institution), cell).alias(institution.id) for institution, cell in zip(job.institutions, decided)
    )
    left_off = outcomes.select(pl.any_horizontal(pl.col(ids) > 0)).to_series()
    rows = pl.concat([candidates.select("place", "id", "name"), in_words, cells], how="horizontal").filter(left_off)
    consent = pl.col("consent")
    reason = pl.when(consent).then(pl.col("held_by").fill_null(jobs.NOT_QUALIFIED[0])).when(~consent).then(pl.lit(jobs.NO_CONSENT[0])).otherwise(pl.lit(jobs.CONSENT_UNKNOWN[0]))
    barred = scores.filter(~(consent & pl.col("qualified")) | consent.is_null()).select("place", "id", "name", "failed", reason=reason)
    counts = dict(barred["reason"].value_counts().iter_rows())
    of_all = {key: job.in_words[key] for key in (jobs.NO_CONSENT[0], jobs.CONSENT_UNKNOWN[0])}
    in_words = pl.col("reason").replace_strict(of_all, default=pl.col("reason") + ": " + pl.col("failed")).alias("in_words")
    barred = barred.select("place", "id", "name", in_words, *(pl.col("reason").alias(id) for id in ids))
    # No firm is in both. Merging the two, each in order already, takes three times as long as sorting.
    table = pl.concat([rows, barred]).sort("place").drop("place").rename({"id": "credit_code", "name": "firm_name"})
    table.write_csv(job.out / "not_referred.csv")
    counts |= outcomes.select(when.sum() for when in is_met).row(0, named=True)
    unknown = outcomes.select(when.sum().alias(key) for key, when in is_unknown.items()).row(0, named=True)
    schema = {"reason": pl.String, "words": pl.String, "institutions": pl.String, "firms": pl.Int64, "unknown": pl.Int64, "source": pl.String}
    pl.DataFrame(job.reasons(counts, unknown), orient="row", schema=schema).write_csv(job.out / "reasons.csv")


def main():
    job = jobs.load(__doc__)
    scores = score(job, derive(job, read(job))).collect()
    write_scores(job, scores)
    candidates, outcomes = judge(job, scores)
    write_lists(job, candidates, outcomes)
    write_not_referred(job, scores, candidates, outcomes)


if __name__ == "__main__":
    main()
