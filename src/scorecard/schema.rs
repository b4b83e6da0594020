//! The JSON Schema of a scorecard: the schema of its types, extended for files. Any value may be dated, and a
//! file that extends another may be partial.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::written;
use crate::parameters::schema::{self, description};
use crate::words::Language;

/// Lists with entries merged by id into the extended file's: key, definition, and keys an entry needs beyond
/// those its type requires.
const LISTS: [(&str, &str, &[&str]); 8] = [
    ("derived", "Derived", &[]),
    ("segment", "Segment", &[]),
    ("group", "Group", &[]),
    ("indicator", "Indicator", &[]),
    ("gate", "Gate", &["id", "reason"]),
    ("route", "Route", &["id", "title"]),
    ("grade", "Grade", &[]),
    ("top", "Top", &[]),
];

/// Keys that a file must set itself, even when it extends another.
const OWN: [&str; 3] = ["id", "title", "weights_basis"];

/// The JSON Schema of a scorecard, for editors, with descriptions in `language`.
pub fn schema(language: Language) -> Value {
    let mut schema = schema::of::<written::Scorecard>("scorecard", language);
    conditions_of_their_own(&mut schema);
    let mut kinds = Kinds { named: BTreeMap::new(), language };
    dated(&mut schema, &mut kinds);
    definitions(&mut schema).extend(kinds.named);
    extends(&mut schema, language);
    schema
}

/// The dated forms of values by name, and the language of their descriptions.
struct Kinds {
    named: BTreeMap<String, Value>,
    language: Language,
}

fn definitions(schema: &mut Value) -> &mut Map<String, Value> {
    object(&mut schema["definitions"])
}

/// The object in `value`, which every schema built here has.
fn object(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = json!({});
    }
    value.as_object_mut().unwrap_or_else(|| unreachable!("it was just made one"))
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
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

/// Allows `{ dated = […] }` in place of every value below `schema`, with the dated forms collected in
/// `kinds`.
fn dated(schema: &mut Value, kinds: &mut Kinds) {
    let Value::Object(schema) = schema else { return };
    for (key, part) in schema.iter_mut() {
        match (key.as_str(), part) {
            ("definitions", Value::Object(named)) => named.values_mut().for_each(|part| dated(part, kinds)),
            ("properties", Value::Object(named)) => {
                named.iter_mut().for_each(|(key, part)| datable(part, key, kinds));
            }
            ("items", Value::Array(parts)) => {
                parts.iter_mut().for_each(|part| datable(part, "part", kinds));
            }
            ("items" | "additionalProperties", part) => datable(part, "entry", kinds),
            ("anyOf" | "oneOf", Value::Array(parts)) => {
                parts.iter_mut().for_each(|part| dated(part, kinds));
            }
            _ => {}
        }
    }
}

/// The schema of a value under `key`, or of a list of such values by day.
///
/// The choice between the two is a condition, so that a fault deep within a value is reported at its place
/// and not as a failed choice. Editors look for suggestions in `anyOf` alone: there the choice is repeated,
/// without a requirement.
fn datable(schema: &mut Value, key: &str, kinds: &mut Kinds) {
    dated(schema, kinds);
    let Value::Object(plain) = schema else { return };
    // Description and default of the key apply to both forms.
    let said: Vec<(String, Value)> =
        ["description", "default"].iter().filter_map(|key| plain.remove_entry(*key)).collect();
    let plain = match plain.get("allOf") {
        Some(Value::Array(all)) if all.len() == 1 && plain.len() == 1 => all[0].clone(),
        _ => plain.clone().into(),
    };
    let by_day = by_day(&plain, kinds.language);
    let name = kind(&plain).unwrap_or_else(|| pascal(key));
    // Two keys may share a name and yet differ in type.
    let name = (1..)
        .map(|nth| if nth == 1 { format!("Dated{name}") } else { format!("Dated{name}{nth}") })
        .find(|name| kinds.named.get(name).is_none_or(|known| *known == by_day))
        .unwrap_or_default();
    kinds.named.insert(name.clone(), by_day);
    *schema = json!({
        "anyOf": [plain, reference(&name), true],
        "if": { "type": "object", "required": ["dated"] },
        "then": reference(&name),
        "else": plain,
    });
    object(schema).extend(said);
}

/// The name of a value's type: its definition, or a simple type.
fn kind(plain: &Value) -> Option<String> {
    let (key, value) = plain.as_object()?.iter().next().filter(|(_, value)| value.is_string())?;
    let name = value.as_str()?;
    Some(match key.as_str() {
        _ if plain.as_object()?.len() > 1 => return None,
        "$ref" => name.rsplit('/').next()?.to_owned(),
        "type" if name == "string" => "Text".to_owned(),
        "type" => pascal(name),
        _ => return None,
    })
}

/// The definition's name for a key: `AtLeast` for `at_least`.
fn pascal(key: &str) -> String {
    let word = |word: &str| word[..1].to_uppercase() + &word[1..];
    key.split('_').filter(|part| !part.is_empty()).map(word).collect()
}

/// `schema` with a description, unless it has one; draft 7 ignores siblings of a reference.
fn described(schema: &Value, description: Value) -> Value {
    let mut schema = match schema.get("$ref") {
        Some(_) => json!({ "allOf": [schema] }),
        None => schema.clone(),
    };
    object(&mut schema).entry("description").or_insert(description);
    schema
}

fn by_day(plain: &Value, language: Language) -> Value {
    let value = described(plain, description("dated_value", language));
    let valid_from = description("dated_valid-from", language);
    let valid_from = json!({ "description": valid_from, "type": "string", "format": "date" });
    let source = json!({ "description": description("dated_source", language), "type": "string" });
    json!({
        "type": "object",
        "required": ["dated"],
        "additionalProperties": false,
        "properties": { "dated": {
            "description": description("dated", language),
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["value"],
                "additionalProperties": false,
                "properties": { "value": value, "valid_from": valid_from, "source": source },
            },
        } },
    })
}

/// Lets a file extend another: entries may then be partial, and remove others. Without `extends` everything
/// required must be present; this stands apart from the entries' schema, so that each fault is reported once.
fn extends(schema: &mut Value, language: Language) {
    for (_, name, needed) in LISTS {
        let whole = whole(&mut schema["definitions"][name], needed, name, language);
        definitions(schema).insert(format!("Whole{name}"), whole);
    }
    // A table that is no list is replaced whole, and so must be complete.
    let extra = &mut schema["definitions"]["Extra"];
    let whole = json!({ "properties": lists(extra) });
    object(extra).extend(unless_dated(whole));
    let required = object(schema).remove("required");
    let words = description("scorecard_extends", language);
    schema["properties"]["extends"] = json!({ "description": words, "type": "string" });
    schema["if"] = json!({ "required": ["extends"] });
    schema["then"] = json!({ "required": OWN });
    schema["else"] = json!({ "required": required, "properties": lists(schema) });
}

/// The requirements of a complete entry; `entry` keeps the optional keys.
fn whole(entry: &mut Value, needed: &[&str], name: &str, language: Language) -> Value {
    let mut required = match object(entry).remove("required") {
        Some(Value::Array(required)) => required,
        _ => Vec::new(),
    };
    required.extend(needed.iter().map(|key| Value::from(*key)));
    let mut properties = lists(entry);
    entry["required"] = json!(["id"]);
    entry["properties"]["remove"] = json!({ "description": description("remove", language), "enum": [true] });
    properties["remove"] = false.into();
    let mut whole = json!({ "required": required, "properties": properties });
    if ["Gate", "Route"].contains(&name) {
        let one = ["when", "all_of", "any_of", "at_least"].map(|key| json!({ "required": [key] }));
        whole["oneOf"] = one.to_vec().into();
    }
    unless_dated(whole).into()
}

/// `schema` for anything but a list of values by day.
fn unless_dated(schema: Value) -> Map<String, Value> {
    [("if".to_owned(), json!({ "required": ["dated"] })), ("else".to_owned(), schema)].into_iter().collect()
}

/// A requirement that every entry of the lists in `table` is complete.
fn lists(table: &Value) -> Value {
    let known = LISTS.iter().filter(|(key, _, _)| table["properties"].get(key).is_some());
    known
        .map(|(key, name, _)| ((*key).to_owned(), json!({ "items": reference(&format!("Whole{name}")) })))
        .collect::<Map<_, _>>()
        .into()
}
