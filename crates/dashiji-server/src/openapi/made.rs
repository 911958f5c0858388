//! The description made from the one list of calls, to hold what is checked in to it.

use crate::act;
use crate::answer::media;
use crate::api::{CALLS, Call, Kind, PROBLEMS};
use serde_json::{Value, json};
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, License, OpenApiBuilder, PathItem, PathsBuilder, RefOr,
    Required, ResponseBuilder, Schema,
};

/// What the key is called in the description.
const KEY: &str = "key";

/// The description as the list of calls says it.
fn made() -> Value {
    let mut paths = PathsBuilder::new();
    for call in CALLS {
        let mut item = PathItem::new(HttpMethod::Get, operation(call));
        item.post = act::CALLS.iter().find(|written| written.path == call.path).map(writing);
        paths = paths.path(call.path, item);
    }
    for call in act::CALLS.iter().filter(|written| !CALLS.iter().any(|call| call.path == written.path)) {
        paths = paths.path(call.path, PathItem::new(HttpMethod::Post, writing(call)));
    }
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("The key that the room prints when it opens, where it may be written."))
        .build();
    let mut components = ComponentsBuilder::new().security_scheme(KEY, SecurityScheme::Http(bearer));
    for (name, schema) in schemas() {
        let schema: RefOr<Schema> = serde_json::from_value(schema).unwrap();
        components = components.schema(name, schema);
    }
    let mut license = License::new("MIT OR Apache-2.0");
    license.identifier = Some("MIT OR Apache-2.0".to_owned());
    let description = OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Dashiji 大事记")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(
                    "POST is there where the room may be written, for who sends its key: `Authorization: Bearer KEY`. Offsets are Unicode code points, half open, in the decoded text of a source.",
                ))
                .license(Some(license))
                .build(),
        )
        .paths(paths.build())
        .components(Some(components.build()))
        .build();
    serde_json::to_value(&description).unwrap_or_default()
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn schema(value: Value) -> Option<RefOr<Schema>> {
    serde_json::from_value(value).ok()
}

fn operation(call: &Call) -> utoipa::openapi::path::Operation {
    let words = crate::words::Words::of(dashiji_publish::Language::English);
    let mut operation =
        OperationBuilder::new().operation_id(Some(call.name)).summary(Some(words.named("api", call.name)));
    for part in call.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
        operation = operation.parameter(
            ParameterBuilder::new()
                .name(part)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .description(Some(words.named("parameter", part)))
                .schema(schema(json!({"type": "string", "minLength": 1}))),
        );
    }
    for parameter in call.parameters.iter().chain([&crate::api::AS_OF]) {
        let kind = match parameter.kind {
            Kind::Words(most) if parameter.needed => {
                json!({"type": "string", "minLength": 1, "maxLength": most, "pattern": "\\S"})
            }
            Kind::Words(most) => json!({"type": "string", "maxLength": most}),
            Kind::Whole(low, high) => json!({"type": "integer", "minimum": low, "maximum": high}),
            Kind::Among(values) => json!({"type": "string", "enum": values}),
            Kind::Date => {
                json!({"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"})
            }
            Kind::Day => {
                json!({"type": "string", "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$"})
            }
        };
        operation = operation.parameter(
            ParameterBuilder::new()
                .name(parameter.name)
                .parameter_in(ParameterIn::Query)
                .required(if parameter.needed { Required::True } else { Required::False })
                .description(Some(words.named("parameter", parameter.name)))
                .schema(schema(kind)),
        );
    }
    let gives = if call.list {
        json!({"type": "object", "required": ["total", "page", "size", "next", "items"], "properties": {
            "total": {"type": "integer", "minimum": 0}, "page": {"type": "integer"}, "size": {"type": "integer"},
            "next": {"type": ["string", "null"]}, "items": {"type": "array", "items": reference(call.gives)},
        }})
    } else {
        reference(call.gives)
    };
    let kind = match call.gives {
        "FeatureCollection" => media::GEOJSON,
        "Annotations" => "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"",
        _ => media::JSON,
    };
    let mut done = ResponseBuilder::new()
        .description("Found")
        .content(kind, ContentBuilder::new().schema(schema(gives)).build());
    if call.list {
        let text = schema(json!({"type": "string"}));
        done = done.content(media::CSV, ContentBuilder::new().schema(text).build());
    }
    operation = operation.response("200", done.build());
    for status in ["304", "400", "404", "414", "500", "503"] {
        let told = PROBLEMS.iter().find(|p| p.status.to_string() == status);
        let mut response = ResponseBuilder::new()
            .description(told.map_or(if status == "304" { "Not modified" } else { "too-long" }, |p| p.name));
        if status != "304" {
            response = response
                .content(media::PROBLEM, ContentBuilder::new().schema(schema(reference("Problem"))).build());
        }
        operation = operation.response(status, response.build());
    }
    operation.build()
}

/// A call that writes.
fn writing(call: &act::Call) -> utoipa::openapi::path::Operation {
    let words = crate::words::Words::of(dashiji_publish::Language::English);
    let mut operation =
        OperationBuilder::new().operation_id(Some(call.name)).summary(Some(words.named("api", call.name)));
    let parameter = |name: &str, place: ParameterIn, needed: bool| {
        ParameterBuilder::new()
            .name(name)
            .parameter_in(place)
            .required(if needed { Required::True } else { Required::False })
            .description(Some(words.named("write", &name.to_lowercase())))
            .schema(schema(json!({"type": "string"})))
    };
    for part in call.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
        operation = operation.parameter(parameter(part, ParameterIn::Path, true));
    }
    let body = if call.file {
        for (name, needed) in call.fields {
            operation = operation.parameter(parameter(name, ParameterIn::Query, *needed));
        }
        let bytes = json!({"type": "string", "format": "binary"});
        RequestBodyBuilder::new()
            .content("application/octet-stream", ContentBuilder::new().schema(schema(bytes)).build())
    } else {
        let fields = call.fields.iter().map(|(name, _)| {
            let kind = match *name {
                "to" => json!({"type": "object", "additionalProperties": {"type": "string"}}),
                "act" => json!({"type": "string", "enum": act::ACTS}),
                "name" | "entry" => {
                    json!({"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
                }
                _ => json!({"type": "string"}),
            };
            ((*name).to_owned(), kind)
        });
        let fields: serde_json::Map<String, Value> = fields.collect();
        let needed: Vec<&str> =
            call.fields.iter().filter(|(_, needed)| *needed).map(|(name, _)| *name).collect();
        let form = json!({"type": "object", "required": needed, "properties": fields});
        RequestBodyBuilder::new().content(media::JSON, ContentBuilder::new().schema(schema(form)).build())
    };
    if call.fields.iter().any(|(name, _)| *name == "head") {
        operation = operation.parameter(parameter("If-Match", ParameterIn::Header, false));
    }
    operation = operation.security(SecurityRequirement::new(KEY, Vec::<String>::new()));
    operation = operation.request_body(Some(body.required(Some(Required::True)).build()));
    let done = ContentBuilder::new().schema(schema(reference("Object"))).build();
    let done = ResponseBuilder::new().description("Done").content(media::JSON, done);
    operation = operation.response("201", done.build());
    for status in ["400", "403", "404", "405", "412", "413", "415", "422", "500", "503"] {
        let problem = ContentBuilder::new().schema(schema(reference("Problem"))).build();
        let response = ResponseBuilder::new().description("Not done");
        operation = operation.response(status, response.content(media::PROBLEM, problem).build());
    }
    operation.build()
}

fn schemas() -> Vec<(&'static str, Value)> {
    let day = json!({"type": ["string", "null"], "description": "ISO 8601 day"});
    let count = json!({"type": "integer", "minimum": 0});
    let text = json!({"type": "string"});
    let object = |required: &[&str], properties: Value| json!({"type": "object", "required": required, "properties": properties});
    let head = json!({"id": text, "number": count, "source": text, "from": day, "to": day, "type": {"type": ["string", "null"]}, "title": text, "link": text});
    let mut hit = head.clone();
    hit["text"] = text.clone();
    hit["start"] = count.clone();
    hit["lit"] = json!({"type": "array", "items": reference("Span")});
    hit["citation"] = text.clone();
    vec![
        (
            "Problem",
            object(
                &["type", "title", "status"],
                json!({"type": text, "title": text, "status": count, "detail": text}),
            ),
        ),
        ("Object", json!({"type": "object"})),
        ("Span", object(&["start", "end"], json!({"start": count, "end": count}))),
        (
            "About",
            object(
                &["name", "version", "entries", "sources"],
                json!({"name": text, "version": text, "position": count, "entries": count, "sources": count, "undated": count, "first": day, "last": day, "head": text}),
            ),
        ),
        (
            "Source",
            object(
                &["id", "name", "sha256", "entries", "link", "citation"],
                json!({"id": text, "name": text, "sha256": text, "entries": count, "link": text, "citation": text}),
            ),
        ),
        ("Head", object(&["id", "number", "source", "title", "link"], head)),
        ("Hit", object(&["id", "number", "source", "title", "link", "text", "lit", "citation"], hit)),
        (
            "Entry",
            object(
                &["document", "id", "number", "span", "text", "citation"],
                json!({"document": {"type": "object"}, "id": text, "number": count, "span": reference("Span"), "text": text, "citation": text, "people": {"type": "array"}, "places": {"type": "array"}, "events": {"type": "array"}, "quantities": {"type": "array"}}),
            ),
        ),
        (
            "Annotations",
            object(
                &["@context", "id", "type", "items"],
                json!({"id": text, "type": {"type": "string", "enum": ["AnnotationPage"]}, "items": {"type": "array", "items": {"type": "object"}}}),
            ),
        ),
        (
            "Name",
            object(
                &["name", "key", "entries", "link"],
                json!({"name": text, "key": text, "entries": count, "first": day, "last": day, "link": text}),
            ),
        ),
        (
            "Place",
            object(
                &["key", "entries", "link", "heads"],
                json!({"name": {"type": ["string", "null"]}, "key": text, "entries": count, "within": count, "link": text, "heads": {"type": "array", "items": reference("Head")}}),
            ),
        ),
        (
            "Person",
            object(
                &["name", "entries", "people", "link"],
                json!({"name": text, "entries": count, "collated": count, "people": {"type": "array", "items": {"type": "object"}}, "link": text}),
            ),
        ),
        (
            "Office",
            object(
                &["title", "organization", "holders"],
                json!({"title": text, "organization": text, "holders": {"type": "array", "items": {"type": "object"}}}),
            ),
        ),
        (
            "Document",
            object(
                &["title", "entries", "stages", "link"],
                json!({"title": text, "entries": count, "stages": {"type": "array"}, "link": text}),
            ),
        ),
        (
            "Ledger",
            object(
                &["number", "name", "unit", "lines", "link"],
                json!({"number": count, "name": text, "series": text, "unit": text, "lines": count, "equations": {"type": "array"}, "link": text}),
            ),
        ),
        (
            "Timeline",
            object(
                &["step", "bins"],
                json!({"step": {"type": "string", "enum": ["day", "month", "year", "decade"]}, "from": day, "to": day, "bins": {"type": "array", "items": {"type": "object"}}}),
            ),
        ),
        (
            "FeatureCollection",
            object(
                &["type", "features"],
                json!({"type": {"type": "string", "enum": ["FeatureCollection"]}, "features": {"type": "array", "items": {"type": "object"}}, "without_place": count}),
            ),
        ),
        (
            "Network",
            object(
                &["people", "pairs"],
                json!({"people": {"type": "array", "items": {"type": "object"}}, "pairs": {"type": "array", "items": {"type": "object"}}}),
            ),
        ),
        ("Suggestions", object(&["items"], json!({"items": {"type": "array", "items": {"type": "object"}}}))),
        (
            "Version",
            object(
                &["id", "recorded_at", "author", "sha256", "size", "entries"],
                json!({"id": text, "recorded_at": text, "author": text, "sha256": text, "size": count, "entries": count, "source": text, "engine": text}),
            ),
        ),
        (
            "Diff",
            object(
                &["from", "to", "changes"],
                json!({"from": count, "to": count, "changes": {"type": "array", "items": {"type": "object"}}}),
            ),
        ),
        (
            "Ruling",
            object(
                &["id", "author", "recorded_at", "decision", "reason", "undone"],
                json!({"id": text, "author": text, "recorded_at": text, "decision": text, "words": text, "reason": text, "undone": {"type": "boolean"}, "standing": text}),
            ),
        ),
        (
            "Finding",
            object(
                &["code", "severity", "document", "spans", "message"],
                json!({"code": text, "severity": {"type": "string", "enum": ["note", "warning", "error"]}, "document": {"type": "object"}, "spans": {"type": "array"}, "message": text, "hint": text, "excerpt": text, "link": text}),
            ),
        ),
    ]
}

/// A line a path and a schema, so that a change is seen.
fn by_lines(description: &Value) -> String {
    let lines = |value: &Value| {
        let of = |(key, value): (&String, &Value)| format!("{}:{value}", Value::from(key.as_str()));
        let lines: Vec<String> = value.as_object().into_iter().flatten().map(of).collect();
        format!("{{\n{}\n}}", lines.join(",\n"))
    };
    let part = |(key, value): (&String, &Value)| {
        let value = match key.as_str() {
            "paths" => lines(value),
            "components" => format!(
                "{{\"schemas\":{},\n\"securitySchemes\":{}}}",
                lines(&value["schemas"]),
                value["securitySchemes"]
            ),
            _ => value.to_string(),
        };
        format!("{}:{value}", Value::from(key.as_str()))
    };
    let parts: Vec<String> = description.as_object().into_iter().flatten().map(part).collect();
    format!("{{{}}}\n", parts.join(",\n"))
}

#[test]
fn the_description_is_what_the_calls_say() {
    let made = made();
    let lines = by_lines(&made);
    assert_eq!(serde_json::from_str::<Value>(&lines).unwrap(), made, "lines lose something");
    if serde_json::from_str::<Value>(super::description()).ok() == Some(made) {
        return;
    }
    assert!(
        std::env::var_os("DASHIJI_RENEW").is_some(),
        "data/openapi.json is not what the calls say: DASHIJI_RENEW=1 and this test write it anew"
    );
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/data/openapi.json"), lines).unwrap();
}
