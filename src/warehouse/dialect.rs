//! Spelling of SQL by engine.

use jiff::civil::Date;

use crate::expr::sql::{Call, Sql};
use crate::firms::Kind;

/// The spelling of one engine. The defaults are those of the standard.
pub trait Dialect: Sync {
    /// Name of the dialect on the command line.
    fn name(&self) -> &'static str;

    /// A name between quotes.
    fn quoted(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    /// A text between quotes.
    fn text(&self, text: &str) -> String {
        format!("'{}'", text.replace('\'', "''"))
    }

    /// The type of doubles.
    fn double(&self) -> &'static str {
        "DOUBLE"
    }

    /// The type of values of a kind.
    fn of_kind(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Number => self.double(),
            Kind::Text => "VARCHAR",
            Kind::Flag => "BOOLEAN",
            Kind::Date => "DATE",
        }
    }

    /// The double of a whole number.
    fn to_double(&self, sql: &str) -> String {
        format!("CAST({sql} AS {})", self.double())
    }

    /// The whole number that a double is, in a type whose sums are exact.
    fn to_whole(&self, sql: &str) -> String {
        format!("CAST({sql} AS BIGINT)")
    }

    /// A text to be sorted by its bytes.
    fn by_bytes(&self, text: &str) -> String {
        text.to_owned()
    }

    /// A column of the user's as a value of a kind; an empty text is missing.
    fn read(&self, sql: &str, kind: Kind) -> String {
        let cast = format!("CAST({sql} AS {})", self.of_kind(kind));
        if kind == Kind::Text { format!("NULLIF({cast}, '')") } else { cast }
    }

    /// The statement that makes a table of the rows of `query`.
    fn create(&self, name: &str, query: &str) -> String {
        format!("CREATE TABLE {} AS\n{query}", self.quoted(name))
    }

    /// The statement that makes a view of the rows of `query`.
    fn create_view(&self, name: &str, query: &str) -> String {
        format!("CREATE VIEW {} AS\n{query}", self.quoted(name))
    }

    /// Statements that a session begins with.
    fn begin(&self) -> &'static [&'static str] {
        &[]
    }

    /// The engine and version with which its scripts were tried.
    fn tried(&self) -> &'static str;

    /// A missing value. Alone, `NULL` has no type.
    fn missing(&self, kind: Kind) -> String {
        format!("CAST(NULL AS {})", self.of_kind(kind))
    }

    /// A double, exactly. A literal alone is a decimal on most engines.
    fn number(&self, number: f64) -> String {
        format!("CAST({number:?} AS {})", self.double())
    }

    /// A day.
    fn day(&self, day: Date) -> String {
        format!("DATE '{day}'")
    }

    /// Whether `text` begins with `other`.
    fn starts_with(&self, text: &str, other: &str) -> String {
        format!("starts_with({text}, {other})")
    }

    /// Whether `text` ends with `other`.
    fn ends_with(&self, text: &str, other: &str) -> String {
        format!("ends_with({text}, {other})")
    }

    /// Whether `text` has `other` in it.
    fn contains(&self, text: &str, other: &str) -> String {
        format!("position({other} IN {text}) > 0")
    }

    /// Whether all characters of `text` are ASCII: it has as many bytes as characters.
    fn is_ascii(&self, text: &str) -> String {
        format!("OCTET_LENGTH({text}) = CHAR_LENGTH({text})")
    }

    /// The condition `when` of an arm with the result `then`, as it is `spelt`.
    fn condition(&self, spelt: String, _when: &Sql, _then: &Sql) -> String {
        spelt
    }

    /// The expression `sql` over the columns of the table called `of`.
    fn spelt(&self, sql: &Sql, of: &str) -> String {
        let one = |sql: &Sql| self.spelt(sql, of);
        match sql {
            Sql::Null(kind) => self.missing(*kind),
            Sql::Number(number) => self.number(*number),
            Sql::Text(text) => self.text(text),
            Sql::Flag(true) => "TRUE".to_owned(),
            Sql::Flag(false) => "FALSE".to_owned(),
            Sql::Date(day) => self.day(*day),
            // A bare name may be an alias of the same list on some engines.
            Sql::Column(name) => format!("{of}.{}", self.quoted(name)),
            Sql::Call(call, operands) => {
                let operands: Vec<String> = operands.iter().map(one).collect();
                self.called(*call, &operands)
            }
            Sql::Case(arms, otherwise) => {
                let arms = arms.iter().map(|(when, then)| {
                    let condition = self.condition(one(when), when, then);
                    format!(" WHEN {condition} THEN {}", one(then))
                });
                let otherwise = otherwise.as_ref().map(|otherwise| format!(" ELSE {}", one(otherwise)));
                format!("CASE{}{} END", arms.collect::<String>(), otherwise.unwrap_or_default())
            }
        }
    }

    /// An operation on operands as they are spelt.
    fn called(&self, call: Call, of: &[String]) -> String {
        let joined = |sign: &str| format!("({})", of.join(sign));
        let [a, b] = [0, 1].map(|at| of.get(at).map_or("", String::as_str));
        let part = |part: &str| format!("EXTRACT({part} FROM {a})");
        match call {
            Call::Add => joined(" + "),
            Call::Subtract => joined(" - "),
            Call::Multiply => joined(" * "),
            Call::Divide => joined(" / "),
            Call::Abs => format!("ABS({a})"),
            Call::Floor => format!("FLOOR({a})"),
            Call::Equal => joined(" = "),
            Call::Less => joined(" < "),
            Call::LessOrEqual => joined(" <= "),
            Call::And => joined(" AND "),
            Call::Or => joined(" OR "),
            Call::Not => format!("(NOT {a})"),
            Call::IsNull => format!("({a} IS NULL)"),
            Call::StartsWith => self.starts_with(a, b),
            Call::EndsWith => self.ends_with(a, b),
            Call::Contains => format!("({})", self.contains(a, b)),
            Call::Head => format!("SUBSTRING({a}, 1, 3)"),
            Call::IsAscii => format!("({})", self.is_ascii(a)),
            Call::Year => format!("CAST({} AS {})", part("YEAR"), self.double()),
            Call::MonthDay => {
                format!("CAST(100 * {} + {} AS {})", part("MONTH"), part("DAY"), self.double())
            }
        }
    }
}

/// All dialects.
pub const DIALECTS: [&dyn Dialect; 5] = [&Spark, &DuckDb, &Postgres, &ClickHouse, &DataFusion];

/// The dialect called `name`.
pub fn dialect(name: &str) -> Option<&'static dyn Dialect> {
    DIALECTS.into_iter().find(|dialect| dialect.name() == name)
}

/// DuckDB.
#[derive(Clone, Copy, Debug)]
pub struct DuckDb;

/// PostgreSQL.
#[derive(Clone, Copy, Debug)]
pub struct Postgres;

/// ClickHouse.
#[derive(Clone, Copy, Debug)]
pub struct ClickHouse;

/// Apache DataFusion.
#[derive(Clone, Copy, Debug)]
pub struct DataFusion;

/// Apache Spark.
#[derive(Clone, Copy, Debug)]
pub struct Spark;

impl Dialect for DuckDb {
    fn name(&self) -> &'static str {
        "duckdb"
    }

    fn tried(&self) -> &'static str {
        "DuckDB 2.0"
    }

    fn is_ascii(&self, text: &str) -> String {
        format!("STRLEN({text}) = LENGTH({text})")
    }
}

impl Dialect for Postgres {
    fn name(&self) -> &'static str {
        "postgresql"
    }

    fn tried(&self) -> &'static str {
        "PostgreSQL 15"
    }

    fn by_bytes(&self, text: &str) -> String {
        format!("{text} COLLATE \"C\"")
    }

    fn double(&self) -> &'static str {
        "DOUBLE PRECISION"
    }

    fn ends_with(&self, text: &str, other: &str) -> String {
        format!("(RIGHT({text}, LENGTH({other})) = {other})")
    }
}

/// The type of values of a kind in ClickHouse.
fn nullable(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "Float64",
        Kind::Text => "String",
        Kind::Flag => "Bool",
        Kind::Date => "Date32",
    }
}

impl Dialect for ClickHouse {
    fn name(&self) -> &'static str {
        "clickhouse"
    }

    fn tried(&self) -> &'static str {
        "ClickHouse 26"
    }

    fn is_ascii(&self, text: &str) -> String {
        format!("length({text}) = lengthUTF8({text})")
    }

    /// Standard names and missing values.
    fn begin(&self) -> &'static [&'static str] {
        &[
            "SET join_use_nulls = 1",
            "SET cast_keep_nullable = 1",
            "SET prefer_column_name_to_alias = 1",
            "SET optimize_functions_to_subcolumns = 0",
        ]
    }

    fn read(&self, sql: &str, kind: Kind) -> String {
        let cast = format!("CAST({sql} AS Nullable({}))", nullable(kind));
        if kind == Kind::Text { format!("nullIf({cast}, '')") } else { cast }
    }

    fn create(&self, name: &str, query: &str) -> String {
        format!("CREATE TABLE {} ENGINE = MergeTree ORDER BY tuple() AS\n{query}", self.quoted(name))
    }

    /// A backslash escapes.
    fn text(&self, text: &str) -> String {
        format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
    }

    fn quoted(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\"\""))
    }

    /// Days of the shorter type end in 1970 and 2149.
    fn day(&self, day: Date) -> String {
        format!("toDate32('{day}')")
    }

    /// A type has missing values only if it says so.
    fn missing(&self, kind: Kind) -> String {
        format!("CAST(NULL AS Nullable({}))", nullable(kind))
    }

    fn starts_with(&self, text: &str, other: &str) -> String {
        format!("startsWith({text}, {other})")
    }

    fn ends_with(&self, text: &str, other: &str) -> String {
        format!("endsWith({text}, {other})")
    }
}

impl Dialect for DataFusion {
    fn name(&self) -> &'static str {
        "datafusion"
    }

    fn tried(&self) -> &'static str {
        "DataFusion 55"
    }

    /// A result that the condition reads is taken for known by the planner alone, and the table is then
    /// refused; it does not see through `COALESCE`.
    fn condition(&self, spelt: String, when: &Sql, then: &Sql) -> String {
        let (mut read, mut is_read) = (Vec::new(), false);
        when.columns(&mut |column| read.push(column));
        then.columns(&mut |column| is_read |= read.contains(&column));
        if is_read { format!("COALESCE({spelt}, FALSE)") } else { spelt }
    }

    /// Long expressions are deep.
    fn begin(&self) -> &'static [&'static str] {
        &["SET datafusion.sql_parser.recursion_limit = 1000"]
    }
}

impl Dialect for Spark {
    fn name(&self) -> &'static str {
        "spark"
    }

    fn tried(&self) -> &'static str {
        "Spark 4"
    }

    /// Texts may have `${` in them.
    fn begin(&self) -> &'static [&'static str] {
        &["SET spark.sql.variable.substitute = false"]
    }

    fn create(&self, name: &str, query: &str) -> String {
        format!("CREATE TABLE {} USING parquet AS\n{query}", self.quoted(name))
    }

    /// A backslash escapes.
    fn text(&self, text: &str) -> String {
        format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
    }

    /// Double quotes hold texts.
    fn quoted(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    fn of_kind(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Number => self.double(),
            Kind::Text => "STRING",
            Kind::Flag => "BOOLEAN",
            Kind::Date => "DATE",
        }
    }

    fn starts_with(&self, text: &str, other: &str) -> String {
        format!("startswith({text}, {other})")
    }

    fn ends_with(&self, text: &str, other: &str) -> String {
        format!("endswith({text}, {other})")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn spelt(name: &str, sql: &Sql) -> String {
        dialect(name).expect("a dialect").spelt(sql, "q")
    }

    const ALL: [&str; 5] = ["duckdb", "postgresql", "clickhouse", "datafusion", "spark"];

    #[test]
    fn a_name_or_text_stays_between_its_quotes() {
        let names = ALL.map(|one| spelt(one, &Sql::Column(r#"营"业`\"#.into())));
        let usual = r#"q."营""业`\""#;
        assert_eq!(names, [usual, usual, r#"q."营""业`\\""#, usual, r#"q.`营"业``\`"#]);
        let texts = ALL.map(|one| spelt(one, &Sql::Text(r"'; DROP TABLE firms; --\".into())));
        let usual = r"'''; DROP TABLE firms; --\'";
        let of_clickhouse = r"'''; DROP TABLE firms; --\\'";
        assert_eq!(texts, [usual, usual, of_clickhouse, usual, r"'\'; DROP TABLE firms; --\\'"]);
    }

    #[test]
    fn numbers_are_doubles_and_missing_values_have_a_type() {
        let number = Sql::Number(0.07);
        assert_eq!(spelt("duckdb", &number), "CAST(0.07 AS DOUBLE)");
        assert_eq!(spelt("postgresql", &number), "CAST(0.07 AS DOUBLE PRECISION)");
        let missing = Sql::Null(Kind::Text);
        assert_eq!(spelt("spark", &missing), "CAST(NULL AS STRING)");
        assert_eq!(spelt("clickhouse", &missing), "CAST(NULL AS Nullable(String))");
        let day = Sql::Date(date(2020, 2, 29));
        assert_eq!(spelt("datafusion", &day), "DATE '2020-02-29'");
        assert_eq!(spelt("clickhouse", &day), "toDate32('2020-02-29')");
    }

    #[test]
    fn operations_stand_in_parentheses() {
        let [a, b] = ["a", "b"].map(|name| Sql::Column(name.into()));
        let sum = Sql::of(Call::Add, a.clone(), b.clone());
        let rule = Sql::of_one(Call::Not, Sql::of(Call::Less, sum, Sql::Number(3.0)));
        let case = Sql::Case(vec![(rule, a)], Some(Box::new(b)));
        let expected = r#"CASE WHEN (NOT ((q."a" + q."b") < CAST(3.0 AS DOUBLE))) THEN q."a" ELSE q."b" END"#;
        assert_eq!(spelt("duckdb", &case), expected);
    }
}
