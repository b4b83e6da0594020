//! The JSON Schema of a programme.

use serde_json::Value;

use super::written;
use crate::parameters::schema::{self, Extensible, extensible, with_days};
use crate::words::Language;

/// What a programme that extends another may leave out.
const EXTENSIBLE: Extensible = Extensible {
    lists: &[("rule", "ProgrammeRule", &[])],
    tables: &[
        ("loss", "ProgrammeLoss"),
        ("fee", "ProgrammeFee"),
        ("subsidy", "ProgrammeSubsidy"),
        ("relending", "ProgrammeRelending"),
    ],
    own: &["id", "title", "basis"],
    extends: "programme_extends",
};

/// The JSON Schema of a programme, for editors, with descriptions in `language`.
pub fn schema(language: Language) -> Value {
    let mut schema = schema::of::<written::Programme>("programme", language);
    with_days(&mut schema, language);
    extensible(&mut schema, &EXTENSIBLE, language);
    schema
}
