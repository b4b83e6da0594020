//! Forms that files with values by day and with a base to extend share: any value may be dated, and a file
//! that extends another may be partial.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::description;
use crate::words::Language;

/// Key, definition, and the keys that an entry needs beyond those its type requires.
pub(crate) type List = (&'static str, &'static str, &'static [&'static str]);

/// The parts of a kind of file that an extending file may leave out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extensible {
    /// Lists with entries merged by id into the extended file's.
    pub lists: &'static [List],
    /// Key and definition of each table that may be partial in an extending file.
    pub tables: &'static [(&'static str, &'static str)],
    /// Keys that a file must set itself, even when it extends another.
    pub own: &'static [&'static str],
    /// Name of the description of `extends`.
    pub extends: &'static str,
}

/// The dated forms of values by name, and the language of their descriptions.
struct Kinds {
    named: BTreeMap<String, Value>,
    language: Language,
}

/// Allows `{ dated = […] }` in place of every value of the file.
pub(crate) fn with_days(schema: &mut Value, language: Language) {
    let mut kinds = Kinds { named: BTreeMap::new(), language };
    dated(schema, &mut kinds);
    definitions(schema).extend(kinds.named);
}

pub(crate) fn definitions(schema: &mut Value) -> &mut Map<String, Value> {
    object(&mut schema["definitions"])
}

/// The object in `value`, which every schema built here has.
pub(crate) fn object(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = json!({});
    }
    value.as_object_mut().unwrap_or_else(|| unreachable!("it was just made one"))
}

pub(crate) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
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
pub(crate) fn extensible(schema: &mut Value, how: &Extensible, language: Language) {
    for (_, name, needed) in how.lists {
        let whole = whole(&mut schema["definitions"][*name], how, needed, language);
        definitions(schema).insert(format!("Whole{name}"), whole);
    }
    for (_, name) in how.tables {
        let required = object(&mut schema["definitions"][*name]).remove("required");
        let whole = json!({ "required": required.unwrap_or_else(|| json!([])) });
        definitions(schema).insert(format!("Whole{name}"), unless_dated(whole).into());
    }
    let required = object(schema).remove("required");
    let words = description(how.extends, language);
    schema["properties"]["extends"] = json!({ "description": words, "type": "string" });
    schema["if"] = json!({ "required": ["extends"] });
    schema["then"] = json!({ "required": how.own });
    schema["else"] = json!({ "required": required, "properties": lists(schema, how) });
}

/// The requirements of a complete entry; `entry` keeps the optional keys.
fn whole(entry: &mut Value, how: &Extensible, needed: &[&str], language: Language) -> Value {
    let mut required = match object(entry).remove("required") {
        Some(Value::Array(required)) => required,
        _ => Vec::new(),
    };
    required.extend(needed.iter().map(|key| Value::from(*key)));
    let mut properties = lists(entry, how);
    entry["required"] = json!(["id"]);
    entry["properties"]["remove"] = json!({ "description": description("remove", language), "enum": [true] });
    properties["remove"] = false.into();
    unless_dated(json!({ "required": required, "properties": properties })).into()
}

/// `schema` for anything but a list of values by day.
pub(crate) fn unless_dated(schema: Value) -> Map<String, Value> {
    [("if".to_owned(), json!({ "required": ["dated"] })), ("else".to_owned(), schema)].into_iter().collect()
}

/// A requirement that every entry of the lists in `table`, and every table, is complete.
pub(crate) fn lists(table: &Value, how: &Extensible) -> Value {
    let known = how.lists.iter().filter(|(key, _, _)| table["properties"].get(key).is_some());
    let lists = known
        .map(|(key, name, _)| ((*key).to_owned(), json!({ "items": reference(&format!("Whole{name}")) })));
    let known = how.tables.iter().filter(|(key, _)| table["properties"].get(key).is_some());
    let tables = known.map(|(key, name)| ((*key).to_owned(), reference(&format!("Whole{name}"))));
    lists.chain(tables).collect::<Map<_, _>>().into()
}
