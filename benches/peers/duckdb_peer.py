"""jifen's job with DuckDB: the cohort in; scores, a list per institution and every reason for being on none out.

    python duckdb_peer.py FIRMS.csv OUT
"""

import re

import duckdb

import job as jobs

POINTS = re.compile(r"\bpoints\.(\w+)")


def rule(text):
    """A rule as SQL: it is SQL, but for names with a point."""
    return "(" + POINTS.sub(r"points_\1", text) + ")"


def quoted(text):
    return "'" + str(text).replace("'", "''") + "'"


def name(text):
    return '"' + text.replace('"', '""') + '"'


def half_away(value, decimals):
    """From 0 on, rounded half up; what sums of binary fractions lose below a half is none of it."""
    units = f"(({value}) * 1e{decimals})"
    return f"floor({units} + (0.5 + greatest({units}, 1e{decimals + 3}) * {2.0**-46!r})) / 1e{decimals}"


def per_segment(numbers):
    """The number of the firm's segment."""
    cases = " ".join(f"WHEN {quoted(id)} THEN {float(number)}::DOUBLE" for id, number in numbers.items())
    return f"CASE segment {cases} END"


def listing(items):
    return ",\n    ".join(items)


def connect(job):
    db = duckdb.connect()
    # Division by zero is null, as in the rules.
    db.execute("SET ieee_floating_point_ops = false; SET error_on_division_by_zero = false")
    db.execute("CREATE MACRO YEARS_BETWEEN(earlier, later) AS date_sub('year', earlier, later)")
    db.execute(f"CREATE TYPE segments AS ENUM ({', '.join(quoted(id) for id, _ in job.segments)})")
    return db


def read(job):
    """The cohort as a query; only the columns the job needs are converted."""
    kinds = {"number": "DOUBLE", "integer": "DOUBLE", "date": "DATE"}
    columns = ", ".join(f"{quoted(job.header(f['name']))}: {quoted(kinds.get(f['type'], 'VARCHAR'))}" for f in job.fields)
    missing = ", ".join(map(quoted, job.missing))

    def cell(f):
        value = name(job.header(f["name"]))
        field = "id" if f["name"] == "credit_code" else f["name"]
        return f"{value} = '是' AS {field}" if f["type"] == "boolean" else f"{value} AS {field}"

    return f"""SELECT {listing(map(cell, job.needed()))}
FROM read_csv({quoted(job.firms)}, header = true, delim = ',', quote = '"', escape = '"', auto_detect = false,
    columns = {{{columns}}}, nullstr = [{missing}])"""


def derive(db, job):
    """Segment, raw values, coverage and failed gates; firms that cannot be scored are left out."""
    card = job.scorecard
    query = f"SELECT *, DATE {quoted(job.as_of)} AS as_of FROM ({read(job)})"
    for derived in card.get("derived", []):
        query = f"SELECT *, {rule(derived['value'])} AS {derived['id']} FROM ({query})"
    segment = " ".join(f"WHEN {rule(when)} THEN {quoted(id)}" for id, when in job.segments)
    raw = [f"{rule(i.value)}::DOUBLE AS raw_{i.id}" for i in job.indicators]
    query = f"SELECT *, (CASE {segment} END)::segments AS segment,\n    {listing(raw)}\nFROM ({query})"
    known = " + ".join(f"CASE WHEN raw_{i.id} IS NULL THEN 0 ELSE {per_segment(i.weight)} END" for i in job.indicators)
    whole = {id: sum(i.weight[id] for i in job.indicators) for id, _ in job.segments}
    fails, held = [], []
    for key, when, reason, fact in job.gates:
        fails.append(f"CASE WHEN {rule(when)} IS NULL THEN {quoted('not known: ' + fact)} WHEN NOT {rule(when)} THEN {quoted(reason)} END")
        held.append(f"WHEN {rule(when)} IS NULL THEN {quoted(key)}")
    known_to_fail = " OR ".join(f"COALESCE(NOT {rule(when)}, false)" for _, when, _, _ in job.gates)
    db.execute(
        f"""CREATE TEMP TABLE firms AS
SELECT *, NULLIF(concat_ws('; ', {listing(fails)}), '') AS failed,
    CASE WHEN {known_to_fail} THEN NULL {" ".join(held)} END AS held_by,
    ({known}) / {per_segment(whole)} AS coverage
FROM ({query})
WHERE segment IS NOT NULL AND coverage >= {card.get("minimum_coverage", 0.0)}"""
    )


def percentiles(db, job):
    """A table per ranked indicator: each of its values in each segment, and the share of the others below it. Ranking
    distinct values is much cheaper than a window over all firms, and so is carrying nothing else along."""
    for i in job.indicators:
        if i.percentile:
            db.execute(
                f"""CREATE TEMP TABLE below_{i.id} AS
SELECT segment, raw, COALESCE((sum(firms) OVER up_to - firms) / (sum(firms) OVER (PARTITION BY segment) - 1), 0)::DOUBLE AS marks
FROM (SELECT segment, raw_{i.id} AS raw, count(*) AS firms FROM firms WHERE raw IS NOT NULL GROUP BY ALL)
WINDOW up_to AS (PARTITION BY segment ORDER BY raw ROWS UNBOUNDED PRECEDING)"""
            )


def marks(i):
    """An indicator's share of full marks; nothing for a missing value."""
    if i.percentile:
        return f"COALESCE(below_{i.id}.marks, 0)"
    return f"COALESCE(LEAST(GREATEST((raw_{i.id} - {i.low}::DOUBLE) / {i.high - i.low}::DOUBLE, 0), 1), 0)"


def score(db, job):
    """Points, ranks and grades, in place order."""
    card, decimals = job.scorecard, job.scorecard["decimals"]
    percentiles(db, job)
    ranked = [i.id for i in job.indicators if i.percentile]
    joins = "\n    ".join(f"LEFT JOIN below_{id} ON below_{id}.segment = firms.segment AND below_{id}.raw = raw_{id}" for id in ranked)
    weight = lambda i: per_segment(i.weight).replace("segment", "firms.segment")
    points = [f"{marks(i)} * {weight(i)} AS points_of_{i.id}" for i in job.indicators]
    exact = [
        " + ".join(f"points_of_{i.id}" for i in job.indicators if i.group == group) + f" AS exact_{group}" for group in job.groups
    ]
    total = " + ".join(f"exact_{group}" for group in job.groups)
    ties = card.get("tie_breaker", [])
    tied = "".join(f",\n    {rule(tie['by'])} AS tie_{n}" for n, tie in enumerate(ties))
    order = ["points DESC"]
    for n, tie in enumerate(ties):
        order.append(f"tie_{n} {'DESC' if tie.get('order', 'descending') == 'descending' else 'ASC'} NULLS LAST")
    # What ranks do not need stays out of the windows: a sort carries every column along.
    db.execute(
        f"""CREATE TEMP TABLE standings AS
WITH leaves AS (SELECT firms.rowid AS firm, firms.*, {listing(points)} FROM firms {joins}),
branches AS (SELECT *, {listing(exact)} FROM leaves),
roots AS (
    SELECT firm, id, segment, {half_away(total, decimals)} AS points,
    {listing(f"{half_away(f'exact_{group}', decimals)} AS points_{group}" for group in job.groups)}{tied}
    FROM branches
)
SELECT firm, points, {listing("points_" + group for group in job.groups)},
    rank() OVER (ORDER BY points DESC) AS rank,
    rank() OVER (PARTITION BY segment ORDER BY points DESC) AS segment_rank,
    {half_away("100 * percent_rank() OVER (ORDER BY points)", 2)} AS percentile,
    row_number() OVER (ORDER BY {", ".join(order)}, id) AS place
FROM roots"""
    )
    grades = " ".join(f"WHEN points >= {g['at_least']} THEN {quoted(g['id'])}" for g in card["grade"])
    raw = ", ".join("raw_" + i.id for i in job.indicators)
    db.execute(
        f"""CREATE TEMP TABLE scores AS
SELECT firms.* EXCLUDE (coverage, {raw}), {half_away("coverage", 4)} AS coverage, standings.* EXCLUDE (firm),
    CASE {grades} END AS grade, failed IS NULL AS qualified
FROM firms JOIN standings ON firms.rowid = standings.firm
ORDER BY place"""
    )


def write_scores(db, job):
    points = ", ".join("points_" + group for group in job.groups)
    table = f"""SELECT id AS credit_code, name, region, industry, segment, points, {points},
    rank, segment_rank, percentile, grade, qualified, coverage, failed, held_by IS NOT NULL AS held FROM scores"""
    db.execute(f"COPY ({table}) TO {quoted(job.out / 'scores.csv')} (HEADER)")
    db.execute(f"COPY ({table}) TO {quoted(job.out / 'scores.parquet')} (FORMAT parquet, COMPRESSION snappy)")


def judge(db, job):
    """An outcome per candidate and institution: 0 on the list, 1 beyond its end, a rule's position + 2 otherwise; and the
    candidate's place in the institution's order."""
    met = [f"COALESCE({rule(when)}, false) AS met_{at}" for at, (when, _, _) in enumerate(job.rules)]
    unknown = [f"{rule(when)} IS NULL AS unknown_{at}" for at, (when, _, _) in enumerate(job.rules)]
    kept = [f"unknown_{at}" for at in range(len(job.rules))]
    orders = {n: institution.order for n, institution in enumerate(job.institutions) if institution.order}
    by = [f"{rule(order[0])} AS by_{n}" for n, order in orders.items()]
    fates, places, outcomes = [], [], []
    for n, institution in enumerate(job.institutions):
        cases = " ".join(f"WHEN NOT met_{at} THEN {at + 2}" for at in institution.rules)
        fates.append(f"(CASE {cases} ELSE 0 END)::UTINYINT AS fate_{n}")
        if n in orders:
            way = "DESC" if orders[n][1] else "ASC"
            places.append(f"row_number() OVER (PARTITION BY fate_{n} = 0 ORDER BY by_{n} {way} NULLS LAST, place) AS at_{n}")
        else:
            places.append(f"(sum((fate_{n} = 0)::INTEGER) OVER in_order)::UINTEGER AS at_{n}")
        beyond = f"fate_{n} = 0 AND at_{n} > {institution.capacity}" if institution.capacity is not None else "false"
        outcomes.append(f"(CASE WHEN {beyond} THEN 1 ELSE fate_{n} END)::UTINYINT AS outcome_{n}")
    db.execute(
        f"""CREATE TEMP TABLE outcomes AS
WITH judged AS (SELECT place, {listing(by + met + unknown)} FROM scores WHERE consent AND qualified),
fated AS (SELECT place, {listing([f"by_{n}" for n in orders] + fates + kept)} FROM judged),
placed AS (SELECT *, {listing(places)} FROM fated WINDOW in_order AS (ORDER BY place ROWS UNBOUNDED PRECEDING))
SELECT place, {listing(f"at_{n}" for n in range(len(places)))}, {listing(outcomes + kept)} FROM placed"""
    )


def write_lists(db, job):
    """Every list, as UTF-8."""
    flags = {f["name"] for f in job.fields if f["type"] == "boolean"}
    counts = {f["name"] for f in job.fields if f["type"] == "integer"}

    def cell(n, value):
        if value == "list_place":
            return f"at_{n}"
        if value == "preference_place":
            wishes = f"list_position(string_split(preferred_institutions, ';'), {quoted(job.institutions[n].id)})"
            return f"CASE WHEN {wishes} > 0 THEN {wishes} END"
        if value == "segment_title":
            return f"CASE segment {' '.join(f'WHEN {quoted(id)} THEN {quoted(title)}' for id, title in job.segment_titles.items())} END"
        if value in flags:
            return f"CASE {value} WHEN true THEN '是' WHEN false THEN '否' END"
        return f"{value}::BIGINT" if value in counts else rule(value)

    for n, institution in enumerate(job.institutions):
        columns = ", ".join(f"{cell(n, value)} AS {name(header)}" for value, header in institution.columns)
        path = job.out / "referrals" / f"{institution.id}.csv"
        listed = f"SELECT {columns} FROM outcomes JOIN scores USING (place) WHERE outcome_{n} = 0 ORDER BY at_{n}"
        db.execute(f"COPY ({listed}) TO {quoted(path)} (HEADER)")


def write_not_referred(db, job):
    """A row per firm off a list and a column per institution; and what the keys in it stand for."""
    ids = [institution.id for institution in job.institutions]
    keys = "[" + ", ".join(map(quoted, job.rule_keys)) + "]"
    undecided = "[" + ", ".join(quoted(job.undecided(key)) for key in job.rule_keys) + "]"
    unknown = "[" + ", ".join(f"unknown_{at}" for at in range(len(job.rules))) + "]"
    cells = [
        f"CASE WHEN outcome_{n} = 0 THEN 'listed' WHEN outcome_{n} = 1 THEN at_{n}::VARCHAR WHEN {unknown}[outcome_{n} - 1] THEN {undecided}[outcome_{n} - 1] ELSE {keys}[outcome_{n} - 1] END AS {name(id)}"
        for n, id in enumerate(ids)
    ]
    met = [("place", 1, ids)] + [(key, at + 2, job.asking(at)) for at, key in enumerate(job.rule_keys)]
    is_met = {key: " OR ".join(f"outcome_{ids.index(id)} = {outcome}" for id in asking) for key, outcome, asking in met}
    is_unknown = {key: f"({is_met[key]}) AND unknown_{at}" for at, key in enumerate(job.rule_keys)}
    says = lambda key, words: f"WHEN {is_unknown[key]} THEN {quoted(words[key])} " if key in words else ""
    in_words = "concat_ws('; ', " + ", ".join(f"CASE {says(key, job.in_words_unknown)}WHEN {when} THEN {quoted(job.in_words[key])} END" for key, when in is_met.items()) + ")"
    of_all = " ".join(f"WHEN {quoted(key)} THEN {quoted(job.in_words[key])}" for key in (jobs.NO_CONSENT[0], jobs.CONSENT_UNKNOWN[0]))
    left_off = " OR ".join(f"outcome_{n} > 0" for n in range(len(ids)))
    db.execute(
        f"""CREATE TEMP TABLE barred AS
SELECT place, failed, CASE WHEN consent THEN COALESCE(held_by, {quoted(jobs.NOT_QUALIFIED[0])}) WHEN NOT consent THEN {quoted(jobs.NO_CONSENT[0])}
    ELSE {quoted(jobs.CONSENT_UNKNOWN[0])} END AS reason
FROM scores WHERE COALESCE(NOT (consent AND qualified), true)"""
    )
    db.execute(
        f"""COPY (SELECT id AS credit_code, scores.name AS firm_name, in_words, {", ".join(map(name, ids))} FROM (
    SELECT place, {in_words} AS in_words, {listing(cells)} FROM outcomes WHERE {left_off}
    UNION ALL
    SELECT place, CASE reason {of_all} ELSE reason || ': ' || failed END, {", ".join(["reason"] * len(ids))} FROM barred
) JOIN scores USING (place) ORDER BY place) TO {quoted(job.out / 'not_referred.csv')} (HEADER)"""
    )
    counts = dict(db.execute("SELECT reason, count(*) FROM barred GROUP BY reason").fetchall())
    sums = [f"count(*) FILTER ({when})" for when in is_met.values()]
    counts |= zip(is_met, db.execute(f"SELECT {listing(sums)} FROM outcomes").fetchone())
    sums = [f"count(*) FILTER ({when})" for when in is_unknown.values()]
    unknown = dict(zip(is_unknown, db.execute(f"SELECT {listing(sums)} FROM outcomes").fetchone()))
    db.execute("CREATE TEMP TABLE reasons (reason VARCHAR, words VARCHAR, institutions VARCHAR, firms BIGINT, unknown BIGINT, source VARCHAR)")
    db.executemany("INSERT INTO reasons VALUES (?, ?, ?, ?, ?, ?)", job.reasons(counts, unknown))
    db.execute(f"COPY reasons TO {quoted(job.out / 'reasons.csv')} (HEADER)")


def main():
    job = jobs.load(__doc__)
    db = connect(job)
    derive(db, job)
    score(db, job)
    write_scores(db, job)
    judge(db, job)
    write_lists(db, job)
    write_not_referred(db, job)


if __name__ == "__main__":
    main()
