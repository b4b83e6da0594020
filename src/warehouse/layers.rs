//! Named steps by layer, each evaluated over the one before.

use std::collections::BTreeMap;

use crate::expr::sql::Sql;

/// Steps that read columns of the layers before alone.
pub type Layer = Vec<(String, Sql)>;

/// The layers of `steps`, the first first. A step is in the first layer in which all that it reads is there.
///
/// An engine that is given a step's expression in place of its name would evaluate it as often as it is
/// written, which grows with a power of the number of layers.
pub fn layers(steps: &[(String, Sql)]) -> Vec<Layer> {
    let mut level: BTreeMap<&str, usize> = BTreeMap::new();
    let mut layers: Vec<Layer> = Vec::new();
    for (name, sql) in steps {
        let mut at = 0;
        columns(sql, &mut |column| at = at.max(level.get(column).map_or(0, |level| level + 1)));
        level.insert(name, at);
        layers.resize_with(layers.len().max(at + 1), Layer::new);
        layers[at].push((name.clone(), sql.clone()));
    }
    layers
}

/// Visits the columns that an expression reads.
fn columns<'a>(sql: &'a Sql, visit: &mut dyn FnMut(&'a str)) {
    match sql {
        Sql::Column(name) => visit(name),
        Sql::Call(_, of) => of.iter().for_each(|one| columns(one, visit)),
        Sql::Case(arms, otherwise) => {
            arms.iter().for_each(|(when, then)| {
                columns(when, visit);
                columns(then, visit);
            });
            otherwise.iter().for_each(|one| columns(one, visit));
        }
        Sql::Null(_) | Sql::Number(_) | Sql::Text(_) | Sql::Flag(_) | Sql::Date(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::sql::Call;

    #[test]
    fn a_step_stands_behind_all_that_it_reads() {
        let column = |name: &str| Sql::Column(name.into());
        let sum = |a: &str, b: &str| Sql::of(Call::Add, column(a), column(b));
        let steps =
            [("s1", sum("a", "b")), ("s2", sum("a", "a")), ("s3", sum("s1", "s2")), ("s4", sum("s3", "a"))];
        let steps = steps.map(|(name, sql)| (name.to_owned(), sql));
        let found = layers(&steps);
        let names: Vec<Vec<&str>> =
            found.iter().map(|layer| layer.iter().map(|(name, _)| name.as_str()).collect()).collect();
        assert_eq!(names, [vec!["s1", "s2"], vec!["s3"], vec!["s4"]]);
        assert_eq!(layers(&[]), Vec::<Layer>::new());
    }
}
