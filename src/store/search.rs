//! The search over everything: members by any field and by pinyin, activities and rows of ledgers by any text.
//! Not here: pinyin itself (`text`), order and colour of hits on the screen.

use super::{error::Result, ledger, row};
use crate::{
    model::{
        date::Date,
        id::{ActivityId, LedgerEntryId, MemberId, OrgId},
        ledger::LedgerEntry,
        member::Member,
    },
    text::{mask::mask_text, pinyin},
};
use rusqlite::{Connection, Row, params};
use serde_json::Value;
use std::collections::BTreeMap;

/// A hit of the search over everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hit {
    Member { id: MemberId, name: String, detail: String },
    Activity { id: ActivityId, on: Date, kind: String, title: String, snippet: String },
    Ledger { id: LedgerEntryId, ledger: String, opened_on: Date, title: String, snippet: String },
}

/// Characters of a snippet around what was found.
const SNIPPET: usize = 24;

// LIKE takes 7–14 ms over 20,000 records; FTS finds no words of two characters.
pub(super) const ACTIVITIES: &str =
    "SELECT id, held_on, kind, title, minutes, topics, place, chair, recorder, no, extra FROM activity
     WHERE org = ?1 AND (title LIKE ?2 ESCAPE '\\' OR topics LIKE ?2 ESCAPE '\\' OR minutes LIKE ?2 ESCAPE '\\'
       OR place LIKE ?2 ESCAPE '\\' OR chair LIKE ?2 ESCAPE '\\' OR recorder LIKE ?2 ESCAPE '\\'
       OR no LIKE ?2 ESCAPE '\\' OR held_on LIKE ?2 ESCAPE '\\' OR extra LIKE ?2 ESCAPE '\\')
     ORDER BY held_on DESC, id DESC LIMIT ?3";

/// What holds a text: `members` first, then activities, then rows of ledgers, the newest first; at most `limit`.
/// Nothing for a blank query.
pub fn search(conn: &Connection, org: OrgId, members: &[Member], query: &str, limit: usize) -> Result<Vec<Hit>> {
    let query = query.trim();
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let mut hits: Vec<_> = members
        .iter()
        .filter_map(|m| {
            let texts = [&m.address, &m.post, &m.job, &m.group, &m.floating_place, &m.note];
            let found = texts.into_iter().chain(m.extra.values()).find(|f| contains(f, query));
            let detail = match found {
                _ if m.id_number.contains(query) => m.id_number.to_string(),
                _ if m.phone.contains(query) => m.phone.to_string(),
                Some(text) => snippet(text, query),
                None if pinyin::matches(&m.name, query) || m.no.to_string() == query => m.group.clone(),
                None => return None,
            };
            Some(Hit::Member { id: m.id, name: m.name.clone(), detail })
        })
        .take(limit)
        .collect();
    hits.extend(activities(conn, org, query, limit - hits.len())?);
    hits.extend(ledgers(conn, org, query, limit - hits.len())?);
    Ok(hits)
}

fn activities(conn: &Connection, org: OrgId, query: &str, limit: usize) -> Result<Vec<Hit>> {
    let mut stmt = conn.prepare_cached(ACTIVITIES)?;
    let read = |r: &Row<'_>| {
        let texts = (3..=9).map(|c| r.get::<_, String>(c)).collect::<rusqlite::Result<Vec<_>>>()?;
        let extra: BTreeMap<String, String> = row::json(r, 10)?;
        let found = texts.iter().chain(extra.values()).find(|t| contains(t, query));
        Ok(Hit::Activity {
            id: ActivityId(r.get(0)?),
            on: row::day(r, 1)?,
            kind: r.get(2)?,
            title: mask_text(&texts[0]).into_owned(),
            snippet: found.map(|t| snippet(t, query)).unwrap_or_default(),
        })
    };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    Ok(stmt.query_map(params![org.0, like(query), limit], read)?.collect::<rusqlite::Result<_>>()?)
}

fn ledgers(conn: &Connection, org: OrgId, query: &str, limit: usize) -> Result<Vec<Hit>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let hit = |e: LedgerEntry| {
        let texts = std::iter::once(e.title.as_str()).chain(e.fields.values().filter_map(Value::as_str));
        let found = texts.into_iter().find(|t| contains(t, query)).map(|t| snippet(t, query));
        let snippet = found.unwrap_or_default();
        Hit::Ledger {
            id: e.id,
            opened_on: e.opened_on,
            snippet,
            ledger: e.ledger,
            title: mask_text(&e.title).into_owned(),
        }
    };
    Ok(ledger::with_text(conn, org, &like(query), limit)?.into_iter().map(hit).collect())
}

/// A LIKE pattern that finds the text itself, `%` and `_` included.
fn like(text: &str) -> String {
    let escaped: String =
        text.chars().flat_map(|c| ['%', '_', '\\'].contains(&c).then_some('\\').into_iter().chain([c])).collect();
    format!("%{escaped}%")
}

fn contains(text: &str, query: &str) -> bool {
    text.to_ascii_lowercase().contains(&query.to_ascii_lowercase())
}

/// The text around the first find, in one line; numbers of people without their middle, even where that was found.
fn snippet(text: &str, query: &str) -> String {
    let at = text.to_ascii_lowercase().find(&query.to_ascii_lowercase()).unwrap_or(0);
    let before = text.get(..at).map_or(0, |t| t.chars().count());
    let start = before.saturating_sub(SNIPPET / 3);
    // What is cut from a number can no longer be told from an amount: the whole text is masked first, as long as before.
    let part: String =
        mask_text(text).chars().skip(start).take(SNIPPET).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let more = |yes: bool| if yes { "…" } else { "" };
    format!("{}{part}{}", more(start > 0), more(text.chars().count() > start + SNIPPET))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_what_they_say() {
        assert_eq!(like("100%_\\"), "%100\\%\\_\\\\%");
        assert_eq!(snippet("会议讨论\n换届选举", "换届"), "会议讨论 换届选举");
        let long = format!("{}换届{}", "前".repeat(30), "后".repeat(30));
        let cut = snippet(&long, "换届");
        assert!(cut.contains("换届") && cut.starts_with('…') && cut.ends_with('…'), "{cut}");
    }
}
