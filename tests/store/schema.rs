//! The tables: a file brought up from any earlier schema is the same as a fresh one.

use rusqlite::Connection;
use zhibu::{
    model::table::Table,
    store::schema::{self, JOURNALLED, LATEST, SCRIPTS},
};

fn made_by(scripts: &[&[&str]]) -> Vec<String> {
    let mut conn = Connection::open_in_memory().unwrap();
    for scripts in scripts {
        schema::bring_up(&mut conn, scripts, |_| Ok(())).unwrap();
    }
    let mut stmt = conn.prepare("SELECT type || ' ' || name || ' ' || sql FROM sqlite_schema WHERE sql <> ''").unwrap();
    let rows = stmt.query_map([], |r| r.get::<_, String>(0)).unwrap();
    let mut all: Vec<_> = rows.map(|r| r.unwrap().split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    all.sort();
    all.push(format!("{} {}", schema::version(&conn).unwrap(), schema::application(&conn).unwrap()));
    all
}

#[test]
fn upgraded_is_fresh() {
    let fresh = made_by(&[SCRIPTS]);
    for old in 1..=SCRIPTS.len() {
        assert_eq!(made_by(&[&SCRIPTS[..old], SCRIPTS]), fresh, "from schema {old}");
    }
    assert_eq!(LATEST, SCRIPTS.len() as i64);
}

/// What the journal keeps can be told: a table or column that nobody named would be missing from every history.
#[test]
fn every_journalled_table_and_column_is_named_or_hidden_on_purpose() {
    let mut conn = Connection::open_in_memory().unwrap();
    schema::bring_up(&mut conn, SCRIPTS, |_| Ok(())).unwrap();
    for table in Table::ALL {
        let mut listed: Vec<&str> = table.columns().map(|(column, _)| column).collect();
        listed.sort_unstable();
        assert_eq!(listed, schema::columns(&conn, table.code()).unwrap(), "{table:?}");
        assert!(table.columns().any(|(_, name)| name.is_some()), "{table:?}");
        let names = table.columns().filter_map(|(_, name)| name).chain([table.name()]);
        assert!(names.into_iter().all(|name| !name.is_ascii()), "{table:?}");
    }
}

/// With an invented next schema: what the journal writes must know the new column.
#[test]
fn an_upgrade_renews_what_the_journal_writes() {
    let next = "ALTER TABLE member ADD COLUMN nickname TEXT NOT NULL DEFAULT '';";
    let scripts: Vec<_> = SCRIPTS.iter().copied().chain([next]).collect();
    let upgraded = made_by(&[SCRIPTS, &scripts]);
    assert_eq!(upgraded, made_by(&[&scripts]));
    let table = upgraded.iter().find(|s| s.starts_with("table member CREATE")).unwrap();
    assert!(table.contains("'nickname', \"nickname\""), "{table}");
    assert!(!made_by(&[SCRIPTS]).iter().any(|s| s.contains("nickname")));
}

#[test]
fn every_record_is_strict_journalled_and_has_its_organisation() {
    let mut conn = Connection::open_in_memory().unwrap();
    schema::bring_up(&mut conn, SCRIPTS, |_| Ok(())).unwrap();
    let mut stmt = conn
        .prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'")
        .unwrap();
    let tables: Vec<(String, bool)> =
        stmt.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().map(Result::unwrap).collect();
    let not_records = ["book", "setting", "journal_open", "journal_row", "journal_step"];
    for (table, strict) in tables {
        assert!(strict, "{table}");
        assert_ne!(JOURNALLED.contains(&table.as_str()), not_records.contains(&table.as_str()), "{table}");
        if JOURNALLED.contains(&table.as_str()) {
            let columns = schema::columns(&conn, &table).unwrap();
            assert!(columns.contains(&"org".to_owned()) && columns.contains(&"id".to_owned()), "{table}");
            assert!(columns.is_sorted());
        }
    }
}

/// What was decided and filed before there were sheets is still there, under the running sheet of its year and version.
#[test]
fn an_upgrade_from_the_first_schema_keeps_decisions_and_files() {
    let mut conn = Connection::open_in_memory().unwrap();
    schema::bring_up(&mut conn, &SCRIPTS[..1], |_| Ok(())).unwrap();
    let hash = "a".repeat(64);
    conn.execute_batch(&format!(
        "PRAGMA foreign_keys = ON;
         INSERT INTO journal_open VALUES (1, 1, 1);
         INSERT INTO journal_step VALUES (1, 1, 1, 1, 1, '', '', 'x', 'x', 'do', NULL, NULL, '', 1, '', '');
         INSERT INTO org VALUES (1, 1, NULL, 'village', '村', '', NULL, 5);
         INSERT INTO mark VALUES (11, 1, 'village', 1, 2025, '1.1', 250, '旧', 300), (12, 1, 'village', 1, 2025, '1.2', NULL, '无', NULL),
                                 (13, 1, 'village', 2, 2026, '1.1', 0, '缺', NULL);
         INSERT INTO activity VALUES (21, 1, '2025-001', 'lecture', '2025-03-05', '', '', '', '', '', '', '', '', '', NULL, NULL, '{{}}',
                                      'typed', '2025-03-05T10:00:00');
         INSERT INTO member (id, org, no, name, ethnicity, id_number, education, category, party_group, post, job, phone, address,
                             floating, floating_place, note, extra)
           VALUES (41, 1, 1, '张三', '', '', '', 'full', '', '', '', '', '', 0, '', '', '{{}}');
         INSERT INTO member_event VALUES (51, 1, 41, 'transferred_in', '2019-03', '由县城转入');
         INSERT INTO attachment VALUES (31, 1, 21, '签到表.jpg', '{hash}', 9);"
    ))
    .unwrap();
    schema::bring_up(&mut conn, SCRIPTS, |_| Ok(())).unwrap();
    let rows = |sql: &str| -> Vec<String> {
        conn.prepare(sql).unwrap().query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let marks = rows(
        "SELECT concat_ws('|', m.id, s.version, s.year, s.role, m.item, m.decision, m.points, m.reason)
         FROM mark m JOIN sheet s ON s.id = m.sheet ORDER BY m.id",
    );
    assert_eq!(marks[0], "11|1|2025|running|1.1|points|250|旧");
    assert_eq!(marks[1], "12|1|2025|running|1.2|not_applicable|无");
    assert_eq!(marks[2], "13|2|2026|running|1.1|points|0|缺");
    assert_eq!(rows("SELECT concat_ws('|', id, activity, name, size) FROM attachment"), ["31|21|签到表.jpg|9"]);
    assert_eq!(rows("SELECT concat_ws('|', id, held_with) FROM activity"), ["21"]);
    let events =
        rows("SELECT concat_ws('|', id, org, member, kind, happened_on, was, became, detail) FROM member_event");
    assert_eq!(events, ["51|1|41|transferred_in|2019-03|||由县城转入"]);
    assert_eq!(rows("SELECT \"table\" FROM pragma_foreign_key_check"), Vec::<String>::new());
}

/// An undo puts rows back in the opposite order: references hold again only when all of them are back.
#[test]
fn every_reference_between_records_is_deferred() {
    let tables = made_by(&[SCRIPTS]).into_iter().filter(|s| s.starts_with("table "));
    for table in tables {
        let (references, deferred) =
            (table.matches("REFERENCES").count(), table.matches("DEFERRABLE INITIALLY DEFERRED").count());
        assert_eq!(references, deferred, "{table}");
    }
}
