//! The canonical bytes of a step, their hash, and the check of the whole chain.
//! Not here: what a step changed (`journal`).

use super::{RowChange, StepId, rows};
use crate::store::error::{Error, Result};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{borrow::Cow, collections::BTreeMap};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A row of `journal_step`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub step: StepId,
    /// The step's time in milliseconds since 1970, `max(wall, last + 1)`: it rises within a file even where the clock
    /// goes back.
    pub at_ms: i64,
    pub wall_ms: i64,
    pub device: String,
    pub person: String,
    pub op: String,
    pub label: String,
    pub kind: String,
    pub target: Option<StepId>,
    pub program: String,
    pub schema: i64,
    /// The hash of the step before it of the same origin; for an origin's first step, of the file's last step then, or
    /// empty.
    pub prev_hash: String,
    /// The step's own hash: SHA-256 in lower-case hex.
    pub hash: String,
}

const COLUMNS: &str = "origin, seq, at_ms, wall_ms, device, person, op, label, kind, target_origin, target_seq, \
                       program, schema, prev_hash, hash";

/// The SHA-256 over a step and its rows as JSON: keys sorted, numbers integers, text in NFC, no blanks.
pub fn hash(record: &Record, rows: &[RowChange]) -> Result<String> {
    let side = |json: &Option<String>| match json {
        // Text that is no JSON cannot come from the triggers; kept as text it still changes the hash.
        Some(text) => serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone())),
        None => Value::Null,
    };
    let rows: Vec<_> = rows
        .iter()
        .map(|r| json!({ "after": side(&r.after), "before": side(&r.before), "id": r.id, "table": r.table }))
        .collect();
    let step = json!({
        "at_ms": record.at_ms,
        "device": record.device,
        "kind": record.kind,
        "label": record.label,
        "op": record.op,
        "origin": record.step.origin,
        "person": record.person,
        "prev_hash": record.prev_hash,
        "program": record.program,
        "rows": rows,
        "schema": record.schema,
        "seq": record.step.seq,
        "target": record.target.map(|t| [t.origin, t.seq]),
        "wall_ms": record.wall_ms,
    });
    let bytes = serde_json::to_vec(&Canonical(&step)).map_err(|e| Error::refused(e.to_string()))?;
    Ok(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A value that is written with sorted keys and composed text.
struct Canonical<'a>(&'a Value);

impl Serialize for Canonical<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self.0 {
            Value::String(text) => serializer.serialize_str(&composed(text)),
            Value::Array(items) => serializer.collect_seq(items.iter().map(Canonical)),
            Value::Object(fields) => {
                // Sorted here and not left to the JSON library, whose maps can be switched to insertion order.
                let sorted: BTreeMap<_, _> = fields.iter().map(|(k, v)| (composed(k), Canonical(v))).collect();
                serializer.collect_map(sorted)
            }
            plain => plain.serialize(serializer),
        }
    }
}

/// The text in NFC, which nearly all text is in already.
fn composed(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// The hash that a new step links to.
pub fn previous(conn: &Connection, step: StepId) -> Result<String> {
    let own = "SELECT hash FROM journal_step WHERE origin = ?1 AND seq = ?2 - 1";
    let head = "SELECT hash FROM journal_step ORDER BY n DESC LIMIT 1";
    let found = if step.seq > 1 {
        conn.prepare_cached(own)?.query_row(params![step.origin, step.seq], |r| r.get(0)).optional()?
    } else {
        conn.query_row(head, [], |r| r.get(0)).optional()?
    };
    Ok(found.unwrap_or_default())
}

/// Stores a step in the journal.
pub fn insert(conn: &Connection, r: &Record) -> Result<()> {
    let sql =
        format!("INSERT INTO journal_step ({COLUMNS}) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)");
    conn.prepare_cached(&sql)?.execute(params![
        r.step.origin,
        r.step.seq,
        r.at_ms,
        r.wall_ms,
        r.device,
        r.person,
        r.op,
        r.label,
        r.kind,
        r.target.map(|t| t.origin),
        r.target.map(|t| t.seq),
        r.program,
        r.schema,
        r.prev_hash,
        r.hash
    ])?;
    Ok(())
}

fn read(r: &Row<'_>) -> rusqlite::Result<Record> {
    let target: (Option<i64>, Option<i64>) = (r.get(9)?, r.get(10)?);
    Ok(Record {
        step: StepId { origin: r.get(0)?, seq: r.get(1)? },
        at_ms: r.get(2)?,
        wall_ms: r.get(3)?,
        device: r.get(4)?,
        person: r.get(5)?,
        op: r.get(6)?,
        label: r.get(7)?,
        kind: r.get(8)?,
        target: target.0.zip(target.1).map(|(origin, seq)| StepId { origin, seq }),
        program: r.get(11)?,
        schema: r.get(12)?,
        prev_hash: r.get(13)?,
        hash: r.get(14)?,
    })
}

/// Every place where the journal was altered or has a hole, in words.
pub fn verify(conn: &Connection) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    let mut last: BTreeMap<i64, (i64, String)> = BTreeMap::new();
    let mut head = String::new();
    let mut stmt = conn.prepare(&format!("SELECT {COLUMNS} FROM journal_step ORDER BY n"))?;
    for record in stmt.query_map([], read)? {
        let record = record?;
        let StepId { origin, seq } = record.step;
        let (before, link) = last.get(&origin).cloned().unwrap_or((0, head.clone()));
        if seq != before + 1 {
            problems.push(format!("操作记录缺号:第{}步之后是第{seq}步(来源{origin})", before));
        }
        if record.prev_hash != link {
            problems.push(format!("操作记录第{seq}步(来源{origin})与前一步接不上"));
        }
        if record.hash != hash(&record, &rows(conn, record.step)?)? {
            problems.push(format!("操作记录第{seq}步(来源{origin})被改动过"));
        }
        head.clone_from(&record.hash);
        last.insert(origin, (seq, record.hash));
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes of the chain are an agreement between machines and versions: this value must never change.
    #[test]
    fn the_hash_is_fixed() {
        let record = Record {
            step: StepId { origin: 812_345_678_901_234_567, seq: 2 },
            at_ms: 1_772_676_000_001,
            wall_ms: 1_772_676_000_000,
            device: "办公室".into(),
            person: "王小明".into(),
            op: "edit_member".into(),
            label: "修改党员José".into(),
            kind: "do".into(),
            target: None,
            program: "0.1.0".into(),
            schema: 1,
            prev_hash: "00".repeat(32),
            hash: String::new(),
        };
        let row = RowChange {
            table: "member".into(),
            id: 9_007_199_254_740_993,
            before: None,
            after: Some(r#"{"no":3,"name":"张三","extra":"{\"b\":\"1\",\"a\":\"\"}","birth":null}"#.into()),
        };
        let got = hash(&record, std::slice::from_ref(&row)).unwrap();
        assert_eq!(got, "b113509c416ebf6b485e33213074606db7decf9d3a60a3bf38e20f05b7bc1e1b");
        // The same name with a combining accent, and the same row with its keys in another order.
        let decomposed = Record { label: "修改党员Jose\u{301}".into(), ..record.clone() };
        let reordered = RowChange {
            after: Some(r#"{"birth":null,"extra":"{\"b\":\"1\",\"a\":\"\"}","name":"张三","no":3}"#.into()),
            ..row.clone()
        };
        assert_eq!(hash(&decomposed, &[reordered]).unwrap(), got);
        // And every part counts.
        let aimed = Record { target: Some(StepId { origin: 1, seq: 1 }), ..record.clone() };
        assert_ne!(hash(&aimed, std::slice::from_ref(&row)).unwrap(), got);
        assert_ne!(hash(&record, &[]).unwrap(), got);
    }
}
