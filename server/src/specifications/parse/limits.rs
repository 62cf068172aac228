//! What a document may cost. Real ones stay far below: the largest public documents have 14 MB, 300,000
//! values, 1,300 operations and nest 25 deep.

/// Bytes of a document as uploaded.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;
/// Values (objects, lists, texts, numbers …) of a document, YAML aliases counted at every use.
pub const MAX_NODES: usize = 1_500_000;
/// Bytes of text in keys and values, YAML aliases counted at every use.
pub const MAX_TEXT: usize = 64 * 1024 * 1024;
/// Parts of a YAML document that have an anchor.
pub const MAX_ANCHORS: usize = 50_000;
/// Bytes of a key. Keys are names, and messages repeat them.
pub const MAX_KEY: usize = 2 * 1024;
/// How deep a document, and every JSON text made from it, may nest. Below the 128 levels at which `serde_json`
/// stops reading, so that whatever is written can be read back.
pub const MAX_DEPTH: usize = 120;
/// Operations of a document, webhooks included.
pub const MAX_OPERATIONS: usize = 50_000;
/// Schemas and other shared parts that become rows.
pub const MAX_SHARED: usize = 200_000;
/// Bytes of shared parts copied into one operation; later references of that operation stay references.
pub const MAX_INLINED_PER_OPERATION: usize = 4 * 1024 * 1024;
/// Bytes of shared parts copied into all operations together.
pub const MAX_INLINED: usize = 64 * 1024 * 1024;
/// What following one reference costs at least, so that a great many references to nothing end too.
pub const COST_OF_A_REFERENCE: usize = 64;
/// Bytes of JSON text made from one document.
pub const MAX_OUTPUT: usize = 160 * 1024 * 1024;
/// Parameters and names in paths looked at, those of a path counted for each of its operations.
pub const MAX_LOOKED_AT: usize = 500_000;
/// Messages kept; the rest is only counted.
pub const MAX_MESSAGES: usize = 500;
/// Messages considered, the same one counted each time it comes up.
pub const MAX_MESSAGES_CONSIDERED: usize = 5_000;
/// Bytes of a name or pointer quoted in a message.
pub const MAX_QUOTED: usize = 300;
/// A slug is part of a URL that people read.
pub const MAX_SLUG: usize = 120;
/// Up to this size, text that looks like JSON but is not is tried again as YAML, which allows comments and
/// trailing commas.
pub const MAX_RELAXED_JSON: usize = 1024 * 1024;
