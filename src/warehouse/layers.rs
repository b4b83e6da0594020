//! Named steps by layer, each evaluated over the one before.

use std::collections::BTreeMap;

use crate::expr::sql::Sql;

/// Steps that read columns of the layers before alone.
pub type Layer = Vec<(String, Sql)>;

/// Operations of the longest expression that takes in the steps that only it reads.
const LONGEST: usize = 40;

/// The layers of `steps`, the first first. A step is in the first layer in which all that it reads is there.
///
/// An engine that is given a step's expression in place of its name would evaluate it as often as it is
/// written, which grows with a power of the number of layers.
pub fn layers(steps: &[(String, Sql)]) -> Vec<Layer> {
    let mut level: BTreeMap<&str, usize> = BTreeMap::new();
    let mut layers: Vec<Layer> = Vec::new();
    for (name, sql) in steps {
        let mut at = 0;
        sql.columns(&mut |column| at = at.max(level.get(column).map_or(0, |level| level + 1)));
        level.insert(name, at);
        layers.resize_with(layers.len().max(at + 1), Layer::new);
        layers[at].push((name.clone(), sql.clone()));
    }
    layers
}

/// The steps without those that one other step reads once: these stand within it, unless it grows beyond 40
/// operations or they are `kept`. Steps that nothing reads are left out unless they are kept.
pub fn joined(steps: Vec<(String, Sql)>, kept: &dyn Fn(&str) -> bool) -> Vec<(String, Sql)> {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    let mut live: Vec<(String, Sql)> = Vec::new();
    for (name, sql) in steps.into_iter().rev() {
        if kept(&name) || uses.contains_key(&name) {
            sql.columns(&mut |column| *uses.entry(column.to_owned()).or_default() += 1);
            live.push((name, sql));
        }
    }
    let mut within: BTreeMap<String, Sql> = BTreeMap::new();
    let mut joined = Vec::with_capacity(live.len());
    for (name, mut sql) in live.into_iter().rev() {
        let mut size = sql.size();
        sql.replace(&mut |column| {
            let inner = within.get(column)?;
            size += inner.size();
            (size <= LONGEST).then(|| inner.clone())
        });
        if uses.get(&name) == Some(&1) && !kept(&name) {
            within.insert(name.clone(), sql.clone());
        }
        joined.push((name, sql));
    }
    // What stands within another is read by none.
    let mut read: BTreeMap<String, ()> = BTreeMap::new();
    let mut rest = Vec::with_capacity(joined.len());
    for (name, sql) in joined.into_iter().rev() {
        if kept(&name) || read.contains_key(&name) {
            sql.columns(&mut |column| _ = read.insert(column.to_owned(), ()));
            rest.push((name, sql));
        }
    }
    rest.reverse();
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::sql::Call;

    fn column(name: &str) -> Sql {
        Sql::Column(name.into())
    }

    fn sum(a: &str, b: &str) -> Sql {
        Sql::of(Call::Add, column(a), column(b))
    }

    #[test]
    fn a_step_stands_behind_all_that_it_reads() {
        let steps =
            [("s1", sum("a", "b")), ("s2", sum("a", "a")), ("s3", sum("s1", "s2")), ("s4", sum("s3", "a"))];
        let steps = steps.map(|(name, sql)| (name.to_owned(), sql));
        let found = layers(&steps);
        let names: Vec<Vec<&str>> =
            found.iter().map(|layer| layer.iter().map(|(name, _)| name.as_str()).collect()).collect();
        assert_eq!(names, [vec!["s1", "s2"], vec!["s3"], vec!["s4"]]);
        assert_eq!(layers(&[]), Vec::<Layer>::new());
    }

    #[test]
    fn a_step_that_is_read_once_stands_within_its_reader() {
        let steps = [
            ("once", sum("a", "b")),
            ("twice", sum("a", "once")),
            ("unread", sum("a", "a")),
            ("kept", sum("a", "b")),
            ("out", Sql::of(Call::Multiply, sum("twice", "twice"), column("kept"))),
        ];
        let steps = steps.map(|(name, sql)| (name.to_owned(), sql)).to_vec();
        let found = joined(steps, &|name| ["kept", "out"].contains(&name));
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["twice", "kept", "out"]);
        assert_eq!(found[0].1, Sql::of(Call::Add, column("a"), sum("a", "b")));
    }

    #[test]
    fn no_expression_grows_without_bound() {
        let chain = (0..100).map(|at| (format!("s{}", at + 1), sum(&format!("s{at}"), "a")));
        let found = joined(chain.collect(), &|name| name == "s100");
        assert!(found.len() > 1 && found.iter().all(|(_, sql)| sql.size() <= LONGEST));
    }
}
