//! Rules over columns: checked before the first row, evaluated a column at a time, decimal-exact.
#![allow(clippy::print_stdout, reason = "an example prints its results")]

use jifen::expr::{Expr, Fault, Scope};
use jifen::firms::{Cells, Column, Frame, Kind, Slot};

fn main() -> Result<(), Fault> {
    let mut scope = Scope::default();
    scope.add("revenue", Kind::Number);
    scope.add("rd_expense", Kind::Number);
    scope.add("region", Kind::Text);

    // One column per name of the scope, in its order.
    let revenue: Cells<f64> = [Some(4288.0), Some(2000.0), None].into_iter().collect();
    let rd_expense = Column::Number(Cells::known(vec![128.64, 10.0, 40.0]));
    let columns =
        [Column::Number(revenue), rd_expense, Column::Text(["440305", "", "330106"].into_iter().collect())];
    let frame = Frame { len: 3, slots: columns.iter().map(Slot::Column).collect() };

    // 128.64 of 4,288 is 3 %; of a revenue that is not known nothing is known, and nothing of one rule but
    // not both: NULL, not no.
    for rule in ["rd_expense / revenue * 100 >= 3", "region LIKE '44%' OR rd_expense >= 40"] {
        let rule = Expr::compile_as(rule, &scope, Kind::Flag).map_err(first)?;
        let flags = rule.flags(&frame, frame.rows());
        println!("{}: {:?}", rule.source(), flags.iter().collect::<Vec<_>>());
    }

    // All faults of a rule at once, each with its place in the text and what to write instead.
    if let Err(faults) = Expr::compile("revnue > 100 AND region + 1 > 0", &scope) {
        faults.iter().for_each(|fault| println!("{fault}"));
    }
    Ok(())
}

/// The fault that stops the program; there is at least one.
fn first(mut faults: Vec<Fault>) -> Fault {
    faults.remove(0)
}
