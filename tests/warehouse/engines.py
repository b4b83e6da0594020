"""The engines that scripts are tried on, behind one small interface: a table of firms in, statements, rows out.

DuckDB, DataFusion, ClickHouse (as chdb) and Spark run in this process. PostgreSQL runs as a cluster of its own in a
temporary folder, from the server's Debian package; as root it is started for the user postgres.
"""

import datetime
import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ENGINES = ["duckdb", "datafusion", "postgresql", "clickhouse", "spark"]


def statements(script, backslash):
    """The statements of a script: `;` counts outside quotes and remarks."""
    found, own, quote, at = [], [], None, 0
    while at < len(script):
        c = script[at]
        if quote == "\n":
            if c == "\n":
                quote = None
        elif quote:
            own.append(c)
            if backslash and c == "\\" and quote != "`":
                at += 1
                own.append(script[at])
            elif c == quote:
                quote = None
        elif script.startswith("--", at):
            quote = "\n"
        elif c == ";":
            found.append("".join(own).strip())
            own = []
        else:
            if c in "'\"`":
                quote = c
            own.append(c)
        at += 1
    assert not "".join(own).strip() and quote is None, "an open statement"
    return found


class DuckDB:
    backslash = False

    def __init__(self, work):
        import duckdb

        self.connection = duckdb.connect()
        self.connection.execute("SET threads = 2")

    def load(self, table):
        self.connection.execute("DROP TABLE IF EXISTS firms")
        self.connection.register("given", table)
        self.connection.execute("CREATE TABLE firms AS SELECT * FROM given")

    def run(self, statement):
        self.connection.execute(statement)

    def rows(self, query):
        result = self.connection.execute(query)
        names = [column[0] for column in result.description]
        return [dict(zip(names, row)) for row in result.fetchall()]


class DataFusion:
    backslash = False

    def __init__(self, work):
        import datafusion

        self.context = datafusion.SessionContext(datafusion.SessionConfig().with_target_partitions(2))

    def load(self, table):
        self.context.sql("DROP TABLE IF EXISTS firms").collect()
        self.context.register_record_batches("firms", [table.to_batches()])

    def run(self, statement):
        self.context.sql(statement).collect()

    def rows(self, query):
        return [row for batch in self.context.sql(query).collect() for row in batch.to_pylist()]


class ClickHouse:
    backslash = True

    def __init__(self, work):
        from chdb import session

        self.session = session.Session(str(work / "clickhouse"))
        self.work = work

    def load(self, table):
        path = self.work / "firms.parquet"
        pq.write_table(table, path)
        self.session.query("DROP TABLE IF EXISTS firms")
        self.session.query(
            f"CREATE TABLE firms ENGINE = MergeTree ORDER BY tuple() AS SELECT * FROM file('{path}', Parquet)"
        )

    def run(self, statement):
        self.session.query(statement)

    def rows(self, query):
        raw = self.session.query(f"{query} SETTINGS output_format_arrow_string_as_string = 1", "ArrowStream").bytes()
        return pa.ipc.open_stream(raw).read_all().to_pylist() if raw else []


class Spark:
    backslash = True

    def __init__(self, work):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        settings = {
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.warehouse.dir": str(work / "spark"),
            "spark.sql.session.timeZone": "UTC",
            "spark.log.level": "OFF",
            "spark.driver.memory": "2g",
        }
        for key, value in settings.items():
            builder = builder.config(key, value)
        self.session = builder.getOrCreate()
        self.work = work

    def load(self, table):
        path = self.work / "firms.parquet"
        pq.write_table(table, path)
        self.session.sql("DROP TABLE IF EXISTS firms")
        self.session.sql(f"CREATE TABLE firms USING parquet AS SELECT * FROM parquet.`{path}`")

    def run(self, statement):
        self.session.sql(statement)

    def rows(self, query):
        return [row.asDict() for row in self.session.sql(query).collect()]

    def close(self):
        self.session.stop()


class PostgreSQL:
    backslash = False

    def __init__(self, work):
        import psycopg2

        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
        assert found, "no PostgreSQL server: apt-get install postgresql"
        self.programs, self.work = found[-1], Path(tempfile.mkdtemp(prefix="pg"))
        self.user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        if os.getuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.work, owner.pw_uid, owner.pw_gid)
        self.call("initdb", "-D", str(self.work / "data"), "-U", "postgres", "--auth=trust", "-E", "UTF8")
        options = f"-k {self.work} -c listen_addresses= -c fsync=off"
        self.call("pg_ctl", "-D", str(self.work / "data"), "-w", "-l", str(self.work / "log"), "-o", options, "start")
        self.connection = psycopg2.connect(host=str(self.work), user="postgres", dbname="postgres")
        self.connection.autocommit = True

    def call(self, program, *arguments):
        command = [f"{self.programs}/{program}", *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def load(self, table):
        kinds = {pa.float64(): "double precision", pa.bool_(): "boolean", pa.date32(): "date"}
        columns = ", ".join(f'"{field.name}" {kinds.get(field.type, "text")}' for field in table.schema)
        from psycopg2.extras import execute_values

        with self.connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS firms CASCADE; CREATE TABLE firms ({columns})")
            rows = list(zip(*[column.to_pylist() for column in table.columns]))
            execute_values(cursor, "INSERT INTO firms VALUES %s", rows, page_size=1000)

    def run(self, statement):
        with self.connection.cursor() as cursor:
            cursor.execute(statement)

    def rows(self, query):
        with self.connection.cursor() as cursor:
            cursor.execute(query)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row)) for row in cursor.fetchall()]

    def close(self):
        self.connection.close()
        self.call("pg_ctl", "-D", str(self.work / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.work, ignore_errors=True)


def opened(name, work):
    """The engine called `name`, with a folder of its own."""
    kinds = dict(zip(ENGINES, [DuckDB, DataFusion, PostgreSQL, ClickHouse, Spark]))
    folder = Path(work) / name
    folder.mkdir(parents=True, exist_ok=True)
    return kinds[name](folder)


def typed(path, numbers, flags, days):
    """A CSV file as a typed table: doubles, flags, days, and texts for the rest. Empty cells are missing."""
    import csv

    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {}
    for name in rows[0]:
        cells = [row[name] or None for row in rows]
        if name in numbers:
            columns[name] = pa.array([None if cell is None else float(cell) for cell in cells], pa.float64())
        elif name in flags:
            columns[name] = pa.array([None if cell is None else cell == "true" for cell in cells], pa.bool_())
        elif name in days:
            cells = [None if cell is None else datetime.date.fromisoformat(cell) for cell in cells]
            columns[name] = pa.array(cells, pa.date32())
        else:
            columns[name] = pa.array(cells, pa.string())
    return pa.table(columns)
