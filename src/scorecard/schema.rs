//! The JSON Schema of a scorecard: the schema of its types, extended for files. Any value may be dated, and a
//! file that extends another may be partial.

use serde_json::{Value, json};

use super::written;
use crate::parameters::schema::{
    self, Extensible, definitions, extensible, lists, object, reference, unless_dated, with_days,
};
use crate::words::Language;

/// What a scorecard that extends another may leave out.
const EXTENSIBLE: Extensible = Extensible {
    lists: &[
        ("derived", "Derived", &[]),
        ("segment", "Segment", &[]),
        ("group", "Group", &[]),
        ("indicator", "Indicator", &[]),
        ("gate", "Gate", &["id", "reason"]),
        ("route", "Route", &["id", "title"]),
        ("grade", "Grade", &[]),
        ("top", "Top", &[]),
    ],
    tables: &[],
    own: &["id", "title", "weights_basis"],
    extends: "scorecard_extends",
};

/// The JSON Schema of a scorecard, for editors, with descriptions in `language`.
pub fn schema(language: Language) -> Value {
    let mut schema = schema::of::<written::Scorecard>("scorecard", language);
    conditions_of_their_own(&mut schema);
    with_days(&mut schema, language);
    extensible(&mut schema, &EXTENSIBLE, language);
    // A condition is one of its forms.
    for name in ["WholeGate", "WholeRoute"] {
        let one = ["when", "all_of", "any_of", "at_least"].map(|key| json!({ "required": [key] }));
        schema["definitions"][name]["else"]["oneOf"] = one.to_vec().into();
    }
    // A table that is no list is replaced whole, and so must be complete.
    let extra = &mut schema["definitions"]["Extra"];
    let whole = json!({ "properties": lists(extra, &EXTENSIBLE) });
    object(extra).extend(unless_dated(whole));
    schema
}

/// Gates and routes are conditions with further requirements, and their entries may be partial.
fn conditions_of_their_own(schema: &mut Value) {
    for (key, name) in [("gate", "Gate"), ("route", "Route")] {
        let mut entry = schema["definitions"]["Condition"].clone();
        object(&mut entry).remove("oneOf");
        entry["description"] = schema["properties"][key]["description"].clone();
        schema["properties"][key]["items"] = reference(name);
        definitions(schema).insert(name.to_owned(), entry);
    }
}
