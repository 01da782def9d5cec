//! Undo and redo of one step: its rows put back or put again.
//! Not here: which step (`journal::next`), the step that records the undo itself (`store::act`).

use super::{RowChange, StepId, refuse, rows};
use crate::{
    model::undo::Way,
    store::{
        error::{Error, Result},
        schema,
        tx::Tx,
    },
};
use rusqlite::{Connection, OptionalExtension, params_from_iter, types::Value as Sql};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Puts every row of a step back to how it was before the step (or again to how it was after it).
///
/// # Errors
///
/// Refuses where any row is no longer as the step (or its undo) left it; nothing is changed then.
pub fn replay(tx: &Tx<'_>, step: StepId, way: Way) -> Result<()> {
    // Rows come back in the opposite order, where a child may come before its parent: the schema defers all references.
    let mut rows = rows(tx, step)?;
    if way == Way::Back {
        rows.reverse();
        rows.iter_mut().for_each(|r| std::mem::swap(&mut r.before, &mut r.after));
    }
    let mut tables = Tables::default();
    let mut first_of: BTreeMap<(&str, i64), &RowChange> = BTreeMap::new();
    for row in &rows {
        first_of.entry((&row.table, row.id)).or_insert(row);
    }
    for row in first_of.values() {
        if tables.of(tx, &row.table)?.current(tx, row.id)? != row.before {
            return refuse("它涉及的记录后来又变了");
        }
    }
    for row in &rows {
        tables.of(tx, &row.table)?.put(tx, row)?;
    }
    Ok(())
}

/// The statements of the tables met so far.
#[derive(Default)]
struct Tables(BTreeMap<String, Table>);

impl Tables {
    fn of(&mut self, conn: &Connection, name: &str) -> Result<&Table> {
        if !self.0.contains_key(name) {
            if !schema::JOURNALLED.contains(&name) {
                return refuse("它涉及这个版本不认识的内容");
            }
            self.0.insert(name.to_owned(), Table::new(name, schema::columns(conn, name)?));
        }
        self.0.get(name).ok_or_else(|| Error::refused(name))
    }
}

struct Table {
    columns: Vec<String>,
    select: String,
    insert: String,
    update: String,
    delete: String,
}

impl Table {
    fn new(name: &str, columns: Vec<String>) -> Self {
        let list = columns.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
        let marks = (1..=columns.len()).map(|i| format!("?{i}")).collect::<Vec<_>>().join(", ");
        let sets = columns.iter().zip(1..).map(|(c, i)| format!("\"{c}\" = ?{i}")).collect::<Vec<_>>().join(", ");
        let id = columns.len() + 1;
        Self {
            select: format!("SELECT {} FROM {name} WHERE id = ?1", schema::ROW),
            insert: format!("INSERT INTO {name} ({list}) VALUES ({marks})"),
            update: format!("UPDATE {name} SET {sets} WHERE id = ?{id}"),
            delete: format!("DELETE FROM {name} WHERE id = ?1"),
            columns,
        }
    }

    fn current(&self, conn: &Connection, id: i64) -> Result<Option<String>> {
        Ok(conn.prepare_cached(&self.select)?.query_row([id], |r| r.get(0)).optional()?)
    }

    fn put(&self, tx: &Tx<'_>, row: &RowChange) -> Result<()> {
        match (&row.before, &row.after) {
            // A cascade may have taken the row away already.
            (_, None) => tx.prepare_cached(&self.delete)?.execute([row.id])?,
            (None, Some(after)) => tx.prepare_cached(&self.insert)?.execute(params_from_iter(self.values(after)?))?,
            (Some(_), Some(after)) => {
                let values = self.values(after)?.into_iter().chain([Sql::Integer(row.id)]);
                tx.prepare_cached(&self.update)?.execute(params_from_iter(values))?
            }
        };
        Ok(())
    }

    fn values(&self, json: &str) -> Result<Vec<Sql>> {
        let unreadable = || Error::refused("操作记录读不懂");
        let fields: Map<String, Value> = serde_json::from_str(json).map_err(|_| unreadable())?;
        let value = |column: &String| match fields.get(column) {
            Some(Value::Null) => Ok(Sql::Null),
            Some(Value::String(s)) => Ok(Sql::Text(s.clone())),
            Some(Value::Number(n)) => n.as_i64().map(Sql::Integer).ok_or_else(unreadable),
            _ => Err(unreadable()),
        };
        self.columns.iter().map(value).collect()
    }
}
