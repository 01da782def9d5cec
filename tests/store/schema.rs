//! The tables: a file brought up from any earlier schema is the same as a fresh one.

use rusqlite::Connection;
use zhibu::{
    model::{doubt::Doubt, grounds::Grounds, table::Table},
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

/// What an early version asked, word by word, and what it is known as since; never changed again.
const ASKED: &[(&str, &str, &str)] = &[
    ("姓名", "单元格是错误值#REF!,请在原表中改正后补录", "error_value"),
    ("备注", "含有看不见的控制字符,已显示为“·”,请核对", "control_characters"),
    ("姓名", "这一行没有姓名,没有导入;请补上姓名后重新导入,或手工录入", "nameless"),
    ("公民身份号码", "身份证号与第4行李四、第7行王五相同,无法确定是谁的,没有导入;请核对后改正再导入", "same_number"),
    ("姓名", "与第9行同名,又没有可用的身份证号,请确认是不是同一个人", "same_name"),
    (
        "公民身份号码",
        "身份证号与名册上的张三(序号3)相同,姓名却不同,分不清是谁,没有导入;请核对后改正再导入",
        "number_of_another",
    ),
    (
        "姓名",
        "名册上有同名的张三(序号1、序号2),身份证号、出生日期、电话都不足以判断是不是同一个人,没有导入;请补全后再导入,或手工录入",
        "who_unclear",
    ),
    ("流动党员", "看不出是或否,暂按“否”", "floating_unclear"),
    ("公民身份号码", "这一格在表格里存成了数字,Excel 已丢失末尾数字;请按身份证补录", "id_digits_lost"),
    ("公民身份号码", "15位旧号码,已按原样保留;请按现在的身份证补成18位", "id_fifteen"),
    ("公民身份号码", "身份证号含有数字以外的字符(只有第18位可以是X)", "id_not_digits"),
    ("公民身份号码", "身份证号应为18位(旧号15位),这里是17位", "id_length"),
    ("公民身份号码", "身份证号中的出生日期不存在", "id_birth"),
    ("公民身份号码", "身份证号校验码不符:按前17位算,末位应为X", "id_check"),
    ("联系电话", "不像电话号码(手机号应为11位,这里有9位数字),请核对", "phone_unlike"),
    ("入党时间", "不是有效日期,请查明后补录", "no_date"),
    ("入党时间", "表格里存成了数字,可能是1月,也可能是丢了末尾0的10月;请核对", "month_cut"),
    ("性别", "应为“男”或“女”", "sex_unclear"),
    ("性别", "与身份证号不一致(身份证号为男)", "sex_not_of_number"),
    ("出生日期", "与身份证号不一致(身份证号为1972-08-28)", "birth_not_of_number"),
    ("人员类别", "认不出是哪一类人员,暂按正式党员;请核对", "category_unclear"),
    ("职务", "预备党员担任支部书记,请核对", "probationer_in_office"),
    ("入党时间", "入党时不满18岁(出生1990-01-01,入党2000-01-01),请核对", "under_age"),
    ("转正时间", "正式党员没有转正时间,请补录", "full_unknown"),
    ("转正时间", "转正早于入党(2000-01),请核对", "full_before_joined"),
    ("转正时间", "转正距入党(2000-01)不满一年,请核对", "full_too_soon"),
    ("转正时间", "转正距入党(2000-01)超过三年,请核对", "full_too_late"),
    ("转正时间", "预备党员不应有转正时间,请核对", "full_not_yet"),
    ("日期", "没有日期,没有导入;请补上日期后重新导入", "day_missing"),
    ("日期", "看不出是哪一天,没有导入;请写成 2025-03-05 这样再导入", "day_unclear"),
    ("日期", "日期在今天之后,没有导入;请核对日期后再导入", "day_ahead"),
    ("类别", "没有写类别,没有导入;请补上后重新导入", "kind_missing"),
    ("类别", "不认识这种类别,没有导入;可用的有: 党员大会、支委会", "kind_unknown"),
    ("类别", "一行里有几类(党员大会、主题党日),没有导入;请分成几行再导入", "kinds_several"),
    ("", "与第3行完全相同,没有重复导入;如果确是两次活动,请在主题中写明区别", "same_row"),
    ("应到人数", "不是人数,请核对后补录", "due_unclear"),
    ("实到人数", "不是人数,请核对后补录", "present_unclear"),
    ("实到人数", "实到9人多于应到5人,请核对", "present_above_due"),
    ("请假人员", "实到5人,请假缺席2人,合计多于应到5人,请核对", "together_above_due"),
    ("党小组", "没有写明是哪个党小组,没有列出应到人员;请打开这次活动补上", "group_missing"),
    ("党小组", "名册上没有“第九小组”,没有列出应到人员;请核对党小组名称", "group_unknown"),
    ("请假人员", "赵六在请假人员里有两次,记为请假;请核对", "away_twice"),
    ("缺席人员", "王五在请假人员和缺席人员里都有,记为请假;请核对", "away_twice"),
    ("请假人员", "张三既是主持人又在请假人员中,请核对", "chair_away"),
    ("请假人员", "张三既是记录人又在请假人员中,请核对", "recorder_away"),
    ("缺席人员", "名册上不止一个“钱七”,分不清是谁缺席,没有点名;请选是哪一个", "namesakes"),
    ("请假人员", "按名册,“赵六”这一天不在应到人员中,没有记为请假;请核对", "away_not_due"),
    ("请假人员", "名册上的“钱七”这一天都不在应到人员中,没有记为请假;请核对", "namesakes_not_due"),
    ("请假人员", "看不出“生病”说的是谁,没有记为请假;请核对", "away_unnamed"),
    ("请假人员", "名册上没有“吴九”,没有记为请假;请核对姓名", "away_unknown"),
    ("类别", "没有写类别,没有导入;请补上后重新导入。看不出是哪一天,没有导入", "kind_missing"),
    ("备注", "谁也没有这样说过", ""),
];

/// A book whose questions, reasons and grounds are known by their words only keeps all of them, by code.
#[test]
fn an_upgrade_tells_by_code_what_was_told_by_words() {
    let mut conn = Connection::open_in_memory().unwrap();
    schema::bring_up(&mut conn, &SCRIPTS[..7], |_| Ok(())).unwrap();
    let found = r#"[{"number":{"n":200,"source":"导入存疑"}},{"people":{"members":["4"],"source":"花名册缺项的党员"}},
        {"number":{"n":300,"source":"党费2月未交人数"}},{"number":{"n":1,"source":"我们的导入存疑"}}]"#;
    conn.execute_batch(&format!(
        "INSERT INTO journal_open VALUES (1, 1, 1);
         INSERT INTO journal_step VALUES (1, 1, 1, 1, 1, '', '', 'x', 'x', 'do', NULL, NULL, '', 1, '', '');
         INSERT INTO org (id, org, kind, name, township, theme_day) VALUES (1, 1, 'village', '村', '', 5);
         INSERT INTO sheet (id, org, checklist, version, year, role, round, rater) VALUES (5, 1, 'village', 1, 2026, 'running', '', '');
         INSERT INTO mark (id, org, sheet, item, decision, points, reason, note, grounds) VALUES
           (11, 1, 5, '1.1', 'points', 0, '沿用2025年:照片不全', '', NULL), (12, 1, 5, '1.2', 'points', 0, '照片不全', '', '{found}');"
    ))
    .unwrap();
    for (n, (column, message, _)) in (1..).zip(ASKED) {
        let sql = "INSERT INTO import_issue (id, org, kind, file, file_row, column_name, value, severity, message, cells, settled)
                   VALUES (?1, 1, 'roster', '册.xlsx', 3, ?2, '', 'flagged', ?3, '[]', 0)";
        conn.execute(sql, rusqlite::params![n, column, message]).unwrap();
    }
    schema::bring_up(&mut conn, SCRIPTS, |_| Ok(())).unwrap();
    let rows = |sql: &str| -> Vec<String> {
        conn.prepare(sql).unwrap().query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let codes = rows("SELECT coalesce(doubt, '') FROM import_issue ORDER BY id");
    for ((_, message, expected), code) in ASKED.iter().zip(&codes) {
        assert_eq!(code, expected, "{message}");
        assert!(code.is_empty() || Doubt::from_code(code).is_some(), "{code}");
    }
    assert_eq!(codes.len(), ASKED.len());
    assert_eq!(
        rows("SELECT concat_ws('|', carried, reason) FROM mark ORDER BY id"),
        ["1|沿用2025年:照片不全", "0|照片不全"]
    );
    let grounds: Grounds = serde_json::from_str(&rows("SELECT grounds FROM mark WHERE id = 12")[0]).unwrap();
    let now: Grounds = serde_json::from_str(
        r#"[{"number":{"n":200,"source":"/open_issues"}},{"people":{"members":["4"],"source":"/roster_gaps"}},
        {"number":{"n":300,"source":"党费2月/unpaid"}},{"number":{"n":1,"source":"我们的导入存疑"}}]"#,
    )
    .unwrap();
    assert_eq!(grounds, now);
}
