//! What stands on printed papers and tables: every figure, who was away and why, and the states that must not be mixed up.
//! Not here: how file formats are written (unit tests in `office`).

#![cfg(test)]

use calamine::{Reader, Xlsx};
use zhibu::model::checklist::Checklist;
use zhibu::{
    book::{
        Access, Book, Catalog, Clock,
        papers::{self, Format, How, RECORD, ROSTER, SCORE, Subject},
        print,
    },
    model::{
        activity::{Activity, ActivityKind, Attendance, Meeting, Quorum, Roll, Source, Who},
        date::Date,
        field::{FieldSpec, FieldType},
        id::{ActivityId, MemberId, OrgId},
        member::Member,
        org::{Org, OrgKind},
        paper::{Block, Paper, Table, Value},
        score::{Score, Scored, ScoredSection, State, Totals},
        sheet::{Sheet, Which},
        vote::{Vote, VoteMethod},
    },
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn kind() -> ActivityKind {
    ActivityKind {
        id: "members_meeting".into(),
        name: "党员大会".into(),
        who: Who::All,
        quorum: Quorum::HALF_OF_VOTERS,
        votes: true,
        title_label: "主题".into(),
        fields: vec![FieldSpec {
            id: "oath".into(),
            label: "重温誓词".into(),
            kind: FieldType::YesNo,
            ..FieldSpec::default()
        }],
        ..ActivityKind::default()
    }
}

fn person(no: u32, name: &str, roll: Roll, reason: &str, votes: bool) -> Attendance {
    Attendance {
        member: Some(MemberId(i64::from(no))),
        name: name.into(),
        no,
        roll,
        reason: reason.into(),
        votes,
        ..Attendance::default()
    }
}

fn meeting() -> Meeting {
    Meeting {
        activity: Activity {
            id: ActivityId(1),
            org: OrgId(1),
            no: "2026-003".into(),
            kind: "members_meeting".into(),
            on: day("2026-03-05"),
            starts: "09:00".into(),
            ends: "11:00".into(),
            place: "村部".into(),
            chair: "李明".into(),
            recorder: "王芳".into(),
            title: "讨论年度计划".into(),
            topics: "1.计划\n2.分工".into(),
            minutes: "第一行\n第二行".into(),
            group: String::new(),
            stated_due: None,
            stated_present: None,
            extra: [("oath".to_owned(), "true".to_owned()), ("旧字段".to_owned(), "保留".to_owned())].into(),
            source: Source::Typed,
            recorded_at: day("2026-03-06").and_hms_opt(8, 0, 0).unwrap(),
            held_with: None,
            from_row: None,
        },
        attendance: vec![
            person(1, "李明", Roll::Present, "", true),
            person(2, "王芳", Roll::Present, "", false),
            person(3, "赵四", Roll::Excused, "住院", true),
            person(4, "钱五", Roll::Absent, "", true),
            person(0, "镇干部", Roll::Observer, "", false),
        ],
        votes: vec![Vote { matter: "年度计划".into(), agree: 1, ..Vote::default() }],
    }
}

/// `label=content` of every pair of the form.
fn pairs(paper: &Paper) -> Vec<String> {
    let Some(Block::Table { widths, rows }) = paper.blocks.iter().find(|b| matches!(b, Block::Table { .. })) else {
        panic!()
    };
    for row in rows {
        assert_eq!(row.iter().map(|c| c.span).sum::<usize>(), widths.len(), "{row:?}");
    }
    rows.iter().flat_map(|r| r.chunks(2)).map(|p| format!("{}={}", p[0].text, p[1].text)).collect()
}

/// The record as printed where the chair is the secretary.
fn record(org: &str, kind: Option<&ActivityKind>, meeting: &Meeting) -> Paper {
    papers::meeting_paper(&papers::Setting { org, kind, secretary: "李明", ..papers::Setting::default() }, meeting)
}

fn assert_has(paper: &Paper, expected: &[&str]) {
    let pairs = pairs(paper);
    for e in expected {
        assert!(pairs.iter().any(|p| p == e), "no {e:?} in {pairs:#?}");
    }
}

#[test]
fn the_minutes_form_holds_every_figure() {
    let paper = record("柳林村党支部", Some(&kind()), &meeting());
    assert_eq!(paper.title, "党员大会记录");
    assert_has(
        &paper,
        &[
            "时间=2026年3月5日(星期四) 09:00至11:00",
            "应到=4人(其中有表决权3人)",
            "实到=2人(其中有表决权1人)",
            "出席人员=李明、王芳",
            "请假、缺席\n人员及原因=请假1人:赵四(住院)\n缺席1人:钱五",
            "列席人员=镇干部",
            "议题=1.计划\n2.分工",
            "重温誓词=是",
            "旧字段=保留",
            "内容记录=第一行\n第二行",
            "表决形式=",
            "表决情况=1.年度计划:赞成1票,反对0票,弃权0票",
        ],
    );
    let one_row = ActivityKind { title_label: "议题".into(), ..kind() };
    assert_has(&record("", Some(&one_row), &meeting()), &["议题=讨论年度计划\n1.计划\n2.分工"]);
    assert!(matches!(paper.blocks.last(), Some(Block::Signatures(s)) if s.len() == 2));
    assert!(
        !paper.blocks.iter().any(|b| matches!(b, Block::Text(t) if t.contains("补录"))),
        "a day later is no late entry"
    );
}

#[test]
fn stated_figures_are_called_stated_and_an_unfinished_roll_call_is_not_called_complete() {
    let mut m = meeting();
    m.attendance[3].roll = Roll::Unmarked;
    assert_has(&record("", Some(&kind()), &m), &["实到=2人(其中有表决权1人),另有1人未点名"]);
    (m.activity.stated_due, m.activity.stated_present) = (Some(40), Some(35));
    assert_has(&record("", Some(&kind()), &m), &["应到=40人(据原记录,未逐人点名)", "实到=35人(据原记录,未逐人点名)"]);
    m.attendance.clear();
    assert_has(&record("", None, &m), &["请假、缺席\n人员及原因=", "oath=true"]);
    let mut full = meeting();
    full.attendance.truncate(2);
    full.activity.stated_present = Some(3);
    assert_has(
        &record("", Some(&kind()), &full),
        &["请假、缺席\n人员及原因=无", "实到=2人(其中有表决权1人);原记录为3人"],
    );
}

#[test]
fn where_nobody_was_counted_there_is_room_to_write_and_no_nought() {
    let mut m = meeting();
    m.attendance.truncate(3);
    m.attendance.iter_mut().for_each(|a| a.roll = Roll::Unmarked);
    assert_has(
        &record("", Some(&kind()), &m),
        &["应到=3人(其中有表决权2人)", "实到=\u{3000}\u{3000}人(未点名)", "请假、缺席\n人员及原因="],
    );
    m.attendance.clear();
    let room = "\u{3000}\u{3000}人";
    assert_has(&record("", Some(&kind()), &m), &[&format!("应到={room}"), &format!("实到={room}")]);
    m.activity.stated_due = Some(30);
    assert_has(&record("", Some(&kind()), &m), &[&format!("应到={room};原记录为30人")]);
    m.activity.stated_due = None;
    let talk = ActivityKind { who: Who::Named, ..kind() };
    let paper = record("", Some(&talk), &m);
    assert_has(&paper, &["参加人员="]);
    assert!(pairs(&paper).iter().all(|p| !p.starts_with("应到") && !p.starts_with("请假")), "a talk has no roll call");
}

#[test]
fn an_empty_plan_is_left_to_the_plan_sheet() {
    let plan =
        FieldSpec { id: "plan".into(), label: "活动计划".into(), kind: FieldType::Lines, ..FieldSpec::default() };
    let kind = ActivityKind { fields: vec![plan], ..kind() };
    let mut m = meeting();
    assert!(pairs(&record("", Some(&kind), &m)).iter().all(|p| !p.starts_with("活动计划")));
    m.activity.extra.insert("plan".into(), "上午学习".into());
    assert_has(&record("", Some(&kind), &m), &["活动计划=上午学习"]);
    let pack = papers::pack_paper(
        "柳林村",
        &[],
        &[papers::Day {
            kind: Some(&kind),
            meeting: m,
            linked: vec![],
            secretary: String::new(),
            photos: vec![],
            unprinted: vec![],
        }],
    )
    .unwrap();
    assert_eq!(pack.title, "党员大会计划");
    assert_has(&pack, &["活动计划=上午学习", "主持人=李明"]);
    assert_eq!(papers::pack_paper("柳林村", &[], &[]), None);
}

#[test]
fn the_way_of_voting_stands_on_the_form_and_the_secretary_signs() {
    let form = |forms: &[Option<VoteMethod>]| {
        let votes = forms.iter().map(|form| Vote { matter: "事".into(), form: *form, ..Vote::default() });
        let m = Meeting { votes: votes.collect(), ..meeting() };
        pairs(&record("", Some(&kind()), &m)).into_iter().find(|p| p.starts_with("表决形式")).unwrap()
    };
    let (hands, secret) = (Some(VoteMethod::Hands), Some(VoteMethod::Secret));
    assert_eq!(form(&[hands, hands]), "表决形式=举手");
    assert_eq!(form(&[hands, secret]), "表决形式=1.举手;2.无记名投票");
    assert_eq!(form(&[hands, None]), "表决形式=1.举手;2.");
    // Nobody said how: room to write.
    assert_eq!(form(&[None]), "表决形式=");
    let signed = |secretary| {
        let setting = papers::Setting { secretary, ..papers::Setting::default() };
        match papers::meeting_paper(&setting, &meeting()).blocks.pop() {
            Some(Block::Signatures(labels)) => labels.join(" "),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(signed("李明"), "主持人(签字) 记录人(签字)");
    assert_eq!(signed("王芳"), "主持人(签字) 记录人(签字) 书记(签字)");
}

#[test]
fn a_late_entry_says_so() {
    let mut m = meeting();
    m.activity.recorded_at = day("2026-03-20").and_hms_opt(8, 0, 0).unwrap();
    let paper = record("", Some(&kind()), &m);
    assert!(paper.blocks.iter().any(|b| matches!(b, Block::Text(t) if t.contains("2026年3月20日补录(活动后15天)"))));
}

fn item(no: &str, state: State, expected: &str) -> Scored {
    let expected = expected.parse().unwrap();
    Scored {
        no: no.into(),
        text: "内容".into(),
        max: "3".parse().unwrap(),
        state,
        suggestion: None,
        decided: None,
        reason: "原因".into(),
        losses: Vec::new(),
        grounds: Default::default(),
        changed: Vec::new(),
        expected,
        reachable: expected,
        records: vec![],
        gaps: vec![],
    }
}

fn score() -> Score {
    let items = vec![
        item("1.1", State::Decided, "2.5"),
        item("1.2", State::Suggested, "0"),
        item("1.3", State::Open, "0"),
        item("1.4", State::NotApplicable, "0"),
    ];
    let p = |s: &str| s.parse().unwrap();
    let totals = Totals {
        max: p("12"),
        confirmed: p("2.5"),
        expected: p("2.5"),
        open: p("3"),
        reachable: p("5.5"),
        ..Totals::default()
    };
    Score {
        checklist: "village".into(),
        name: "测评得分表".into(),
        on: day("2026-03-31"),
        totals,
        sections: vec![ScoredSection { name: "组织".into(), totals, items, changes: Vec::new() }],
        warnings: vec!["分值合计不符".into()],
        changes: Vec::new(),
        vetoes: Vec::new(),
        grade: None,
        money: Vec::new(),
    }
}

/// What a person reads in a column.
fn column(table: &Table, c: usize) -> Vec<String> {
    let text = |v: &Value| match v {
        Value::Text(s) => s.clone(),
        Value::Integer(n) => n.to_string(),
        Value::Points(p) => format!("{p}分"),
        Value::Reckoned { result, .. } => result.map_or(String::new(), |p| format!("{p}分")),
    };
    table.rows.iter().map(|r| text(&r[c])).collect()
}

#[test]
fn open_and_not_applicable_items_are_blank_and_never_nought() {
    let table =
        papers::score_table("甲村", &Sheet::running(OrgId(1), "village", 1, 2026), &Checklist::default(), &score());
    let names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["序号", "考核指标", "考核内容", "扣分", "扣分原因", "得分"]);
    assert_eq!(column(&table, 3), ["0.5分", "3分", "待评", "不适用", "3.5分", "3.5分"]);
    assert!(column(&table, 4)[1].starts_with("(建议)"), "nobody takes a suggestion for a decision");
    assert_eq!(column(&table, 5), ["2.5分", "0分", "", "", "2.5分", "2.5分"]);
    assert!(table.notes[0].contains("预估 2.5 + 待评 3 / 12") && table.notes.iter().any(|n| n == "分值合计不符"));
}

#[test]
fn the_workbook_reckons_the_points_from_the_deductions() {
    let table =
        papers::score_table("甲村", &Sheet::running(OrgId(1), "village", 1, 2026), &Checklist::default(), &score());
    let bytes = print::table_bytes(&table, "xlsx").unwrap().unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let formulas = book.worksheet_formula("Sheet1").unwrap();
    let formula = |cell: (u32, u32)| formulas.get_value(cell).cloned().unwrap_or_default();
    assert_eq!(formula((2, 5)), "IF(ISNUMBER(D3),3-D3,\"\")");
    assert_eq!((formula((6, 3)), formula((6, 5))), ("SUM(D3:D6)".into(), "SUM(F3:F6)".into()));
    assert_eq!(formula((7, 5)), "SUM(F7)", "the total is of the sections' sums");
    let values = book.worksheet_range("Sheet1").unwrap();
    for (row, points) in [(2, 2.5), (3, 0.0), (6, 2.5), (7, 2.5)] {
        let shown = values.get_value((row, 5)).unwrap().to_string();
        assert_eq!(shown.parse::<f64>().unwrap(), points, "row {row} shows {shown} before anybody reckons");
    }
    assert_eq!(values.get_value((4, 5)).unwrap().to_string(), "", "待评 is not 0");
}

fn roster(masked: bool) -> Table {
    let mut m = Member::named(MemberId(1), OrgId(1), 7, "张三");
    m.id_number = "11010519491231002X".into();
    m.phone = "13800138000".into();
    m.extra.insert("配偶身份证".into(), "110105194912310021".into());
    papers::roster_table("柳林村", &[m], masked)
}

#[test]
fn a_masked_roster_shows_no_number_in_full() {
    let all = |t: &Table| format!("{:?}{:?}", t.columns, t.rows);
    let open = all(&roster(false));
    for secret in ["11010519491231002X", "13800138000", "110105194912310021"] {
        assert!(open.contains(secret));
        assert!(!all(&roster(true)).contains(secret), "{secret}");
    }
    assert!(roster(true).rows.iter().all(|r| r.len() == roster(true).columns.len()));
}

#[test]
fn papers_and_tables_go_into_every_format_and_no_other() {
    let paper = record("柳林村", Some(&kind()), &meeting());
    for extension in ["docx", "xlsx", "csv"] {
        assert!(!print::paper_bytes(&paper, extension).unwrap().unwrap().is_empty());
        assert!(!print::table_bytes(&roster(false), extension).unwrap().unwrap().is_empty());
    }
    assert!(print::paper_bytes(&paper, "pdf").is_none() && print::table_bytes(&roster(false), "").is_none());
    let csv = String::from_utf8(print::paper_bytes(&paper, "csv").unwrap().unwrap()).unwrap();
    assert!(csv.contains("应到,4人(其中有表决权3人)\r\n"), "{csv}");
}

#[test]
fn printing_again_gives_the_same_file_and_a_change_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::fixed(day("2026-03-31"));
    let mut book = Book::open_with(folder.path(), Access::Write, clock, Catalog::built_in(), None).unwrap();
    book.add_org(Org::new(OrgKind::Village, "甲/乙村")).unwrap();
    let mut record = book.new_meeting("theme_day", "", day("2026-03-05")).unwrap();
    record.activity.title = "学习".into();
    (record.activity.id, _) = book.save_meeting(&record).unwrap();
    let docx = How::masked(Format::Docx);
    let first = book.print(&RECORD, &Subject::Record(&record), docx).unwrap();
    assert_eq!(first, folder.path().join("输出/2026-03-05 主题党日.docx"));
    assert_eq!(book.print(&RECORD, &Subject::Record(&record), docx).unwrap(), first);
    record.activity.title = "走访".into();
    book.save_meeting(&record).unwrap();
    let second = book.print(&RECORD, &Subject::Record(&record), docx).unwrap();
    assert_eq!(second, folder.path().join("输出/2026-03-05 主题党日(2).docx"));
    assert!(
        book.print(&ROSTER, &Subject::Roster(None), How::masked(Format::Xlsx))
            .unwrap()
            .ends_with("2026-03-31 党员花名册.xlsx")
    );
    let sheet = book.sheet_in_hand(&Which::running("village", 2026), None).unwrap();
    assert!(book.print(&SCORE, &Subject::Sheet(&sheet), How::masked(Format::Xlsx)).unwrap().is_file());
    assert!(book.print(&SCORE, &Subject::Record(&record), docx).is_err(), "no sheet");
}
