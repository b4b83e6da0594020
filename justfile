# What a change goes through; `just` lists the recipes.

# Everything CI runs.
ci:
    .ci/run

# The quick round: format, lints, tests.
check:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    cargo test

# The sample campaign.
run:
    cargo run --release -- run sample_data/campaign.toml --force

# Make the sample cohort anew; the bytes come out the same.
sample:
    cargo run --release -- sample --firms 5000 --seed 2 --out sample_data/firms.csv --force

# Criterion benches: the stages of a run, and the studies.
bench:
    cargo bench --bench '*'

# jifen against polars and DuckDB in Python, on the size of the national round.
peers firms="520000":
    python3 benches/peers/compare.py --firms {{firms}}

# Licences, advisories and sources of the dependencies.
deny:
    cargo deny check
