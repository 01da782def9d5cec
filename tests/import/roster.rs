//! Rosters into the book: each mistake that the real ones have, what comes twice, what fills in, what is taken back.

use super::*;
use zhibu::model::member::{Arrival, Category, EventKind, Role, Sex};

/// Every doubtful cell of one row: the row goes in, the cell is kept verbatim with row, column and reason.
#[test]
fn a_doubtful_cell_goes_in_with_a_question() {
    let other = id("19710828", "001");
    let wrong = format!("{}{}", &other[..17], if other.ends_with('1') { '2' } else { '1' });
    let fifteen = "419923720828005";
    #[rustfmt::skip]
    let cases: &[(usize, &str, &str, &str)] = &[
        (5, &wrong, "公民身份号码", "校验码不符"),
        (5, fifteen, "公民身份号码", "15位旧号码"),
        (5, "#419923197208280031", "公民身份号码", "已丢失末尾数字"),
        (5, "4.19923E+17", "公民身份号码", "已丢失末尾数字"),
        (2, "女", "性别", "与身份证号不一致(身份证号为男)"),
        (4, "1971-08-28", "出生日期", "与身份证号不一致(身份证号为1972-08-28)"),
        (4, "1972.13", "出生日期", "不是有效日期"),
        (7, "不详", "入党时间", "不是有效日期"),
        (7, "1989.07", "入党时间", "不满18岁"),
        (1, "张\u{1b}[2J\u{7}三", "姓名", "控制字符"),
    ];
    for (column, text, field, reason) in cases {
        let mut place = Place::new();
        let mut changes = vec![(*column, *text)];
        if text.starts_with("1989") {
            changes.push((8, "1990.07"));
        }
        if *text == wrong {
            changes.push((4, "1971-08-28"));
        }
        let row = with(person(2, "张三"), &changes);
        let report = place.roster(&[person(1, "李四"), row.clone(), person(3, "王五")]);
        assert_eq!(counts(&report), [3, 0, 0, 0, 1], "{text}: {report:?}");
        let [problem] = report.problems.as_slice() else { panic!("{text}: {report:?}") };
        assert_eq!((problem.row, problem.column.as_str(), problem.severity), (4, *field, Severity::Flagged));
        assert!(problem.message.contains(reason), "{}", problem.message);
        let verbatim = if text.starts_with('#') { "419923197208280000" } else { text };
        assert!(problem.value == verbatim || text.starts_with('#') && problem.value.starts_with("41992319720828"));

        let [issue] = place.issues().try_into().unwrap();
        let member = place.members().into_iter().find(|m| m.no == 2).unwrap();
        assert_eq!((issue.member, issue.file.as_str(), &issue.problem), (Some(member.id), "花名册.xlsx", problem));
        // The cells beside it are all there.
        assert_eq!((member.phone.whole(), member.education.as_str()), ("13900000002", "高中"));
        assert!(member.full.is_some() && member.category == Category::Full);
        assert!(member.name.chars().all(|c| !c.is_control()));
        assert_eq!(member.joined.is_none(), *text == "不详");
        assert_eq!(member.birth.is_none(), *text == "1972.13");
        assert_eq!(member.id_number.is_empty(), verbatim.contains("E+") || text.starts_with('#'));
    }
}

#[test]
fn escape_sequences_never_reach_the_record_but_stay_in_the_question() {
    let mut place = Place::new();
    place.roster(&[with(person(1, "张\u{1b}[31m三\u{202e}"), &[(10, "支部\u{0}委员")])]);
    let m = &place.members()[0];
    assert!(m.name.starts_with("张·[31m三") && !m.name.contains('\u{202e}'), "{:?}", m.name);
    assert!(m.post.chars().all(|c| !c.is_control()));
    assert!(place.issues().iter().any(|i| i.problem.value == "张\u{1b}[31m三\u{202e}"));
}

#[test]
fn one_identity_twice_holds_both_rows_with_all_their_cells() {
    let mut place = Place::new();
    let twin = with(person(2, "李四"), &[(5, &person(1, "张三")[5])]);
    let report = place.roster(&[person(1, "张三"), twin, with(person(3, ""), &[]), person(4, "王五")]);
    assert_eq!(counts(&report), [1, 0, 0, 3, 0]);
    assert_eq!(held(&report.problems), [(3, "公民身份号码"), (4, "公民身份号码"), (5, "姓名")]);
    assert!(report.problems[0].message.contains("第4行李四"), "{}", report.problems[0].message);
    let issues = place.issues();
    assert_eq!(issues.len(), 3);
    for (issue, row) in
        issues.iter().zip([person(1, "张三"), with(person(2, "李四"), &[(5, &person(1, "")[5])]), person(3, "")])
    {
        assert!(issue.member.is_none() && issue.problem.severity == Severity::Held);
        for cell in row.iter().filter(|c| !c.is_empty()) {
            assert!(issue.problem.value.contains(cell.as_str()), "{cell} in {}", issue.problem.value);
        }
    }
    assert_eq!(place.member("王五").no, 4, "the numbers of rows that wait stay free");
}

#[test]
fn empty_rows_and_footers_are_no_people_and_shift_nothing() {
    let mut place = Place::new();
    let empty: Row = Default::default();
    let footer = with(empty.clone(), &[(0, "制表人:            审核人:")]);
    let broken = with(person(2, "李四"), &[(7, "不详")]);
    let report = place.roster(&[person(1, "张三"), empty, broken, footer]);
    assert_eq!(counts(&report), [2, 0, 0, 0, 1]);
    assert_eq!(report.problems[0].row, 5);
    let skipped: Vec<_> = report.skipped.iter().map(|s| (s.row, s.reason.to_string())).collect();
    assert_eq!(skipped, [(4, "空行".to_owned()), (6, "表尾说明: 制表人:审核人:".to_owned())]);
    assert_eq!(place.members().len(), 2);
}

#[test]
fn one_undo_takes_a_whole_import_back_and_redo_brings_it_again() {
    let mut place = Place::new();
    let before = place.dump();
    place.roster(&[person(1, "张三"), with(person(2, "李四"), &[(7, "不详")]), person(3, "")]);
    let after = place.dump();
    assert_eq!(after.len(), before.len() + 4);
    assert!(place.book.undo().unwrap().label.contains("导入花名册“花名册.xlsx”3行"));
    assert_eq!(place.dump(), before);
    place.book.redo().unwrap();
    assert_eq!(place.dump(), after);
}

#[test]
fn the_same_file_again_adds_nothing_and_asks_nothing_again() {
    let rows = [
        person(1, "张三"),
        with(person(2, "李四"), &[(7, "不详")]),
        with(person(3, "王五"), &[(4, ""), (5, ""), (11, "")]),
        with(person(4, "王五"), &[(4, ""), (5, ""), (11, "")]),
        person(5, ""),
    ];
    let mut place = Place::with_people(&rows);
    let open = place.issues().len();
    place.book.settle_issue(place.issues()[0].id).unwrap();
    let (before, steps) = (place.dump(), place.book.history(99).unwrap().len());
    // A row above changes every row number, and the name of the file may be another.
    for rows in [rows.to_vec(), [vec![Default::default()], rows.to_vec()].concat()] {
        let report = place.roster(&rows);
        assert_eq!(counts(&report), [0, 0, 4, 1, 3]);
        assert_eq!(place.dump(), before);
        assert_eq!(place.book.history(99).unwrap().len(), steps, "no step for nothing");
    }
    assert_eq!(place.issues().len(), open - 1);
}

#[test]
fn a_rehearsal_says_the_same_and_writes_nothing() {
    let rows = [person(1, "张三"), with(person(2, "李四"), &[(7, "不详")]), person(3, ""), person(4, "王五")];
    let mut place = Place::with_people(&rows[..1]);
    let file = place.roster_file(&rows);
    let before = place.bytes();
    let rehearsed = place.book.import_roster(&file, true).unwrap();
    assert_eq!(place.bytes(), before);
    let mut reading = open(place.dir.path(), Access::Read);
    assert!(reading.read_only().is_some());
    assert_eq!(reading.import_roster(&file, true).unwrap(), rehearsed);
    assert!(reading.import_roster(&file, false).is_err());
    assert_eq!(place.bytes(), before);
    assert_eq!(place.book.import_roster(&file, false).unwrap(), rehearsed);
    assert_eq!(counts(&rehearsed), [2, 0, 1, 1, 1]);
}

#[test]
fn a_verified_backup_is_made_before_each_import() {
    let place = Place::with_people(&[person(1, "张三")]);
    let backups: Vec<_> = fs::read_dir(place.data().join("备份")).unwrap().flatten().collect();
    assert_eq!(backups.len(), 1);
    let mut place = place;
    place.roster(&[person(2, "李四")]);
    assert_eq!(fs::read_dir(place.data().join("备份")).unwrap().count(), 2);
}

#[test]
fn an_update_fills_and_changes_but_never_blanks_or_worsens() {
    let poor = with(person(1, "张三"), &[(3, ""), (6, ""), (11, "")]);
    let mut place = Place::with_people(&[poor]);
    let rich = with(person(1, "张三"), &[(6, "大专"), (10, "村党支部书记")]);
    assert_eq!(counts(&place.roster(&[rich])), [0, 1, 0, 0, 0]);
    let m = place.member("张三");
    assert_eq!((m.ethnicity.as_str(), m.education.as_str(), m.phone.whole()), ("汉族", "大专", "13900000001"));
    assert_eq!(m.role, Some(Role::Secretary));

    // Empty, vaguer and doubtful cells leave what is known.
    let worse = with(
        person(1, "张三"),
        &[(3, ""), (4, "1972.08"), (6, ""), (7, "不详"), (2, "女"), (8, "—"), (10, ""), (11, "139")],
    );
    let report = place.roster(&[worse]);
    assert_eq!(counts(&report), [0, 0, 1, 0, 1], "{report:?}");
    let columns: Vec<&str> = report.problems.iter().map(|p| p.column.as_str()).collect();
    assert_eq!(columns.len(), 3, "转正时间 is known, so its blank is no question: {columns:?}");
    assert_eq!(place.member("张三"), m);
    assert_eq!((m.sex, m.birth.unwrap().to_string().as_str()), (Some(Sex::Male), "1972-08-28"));

    // A role put right by hand stays while the post is the same.
    let by_hand = Member { role: Some(Role::Deputy), ..m };
    place.book.save_member(&by_hand).unwrap();
    assert_eq!(
        counts(&place.roster(&[with(person(1, "张三"), &[(6, "大专"), (10, "村党支部书记")])])),
        [0, 0, 1, 0, 0]
    );
    assert_eq!(place.member("张三"), by_hand);
}

#[test]
fn people_are_known_by_number_then_by_name_and_birth_or_phone() {
    let mut place = Place::with_people(&[
        person(1, "张三"),
        with(person(2, "李四"), &[(5, "")]),
        with(person(3, "王五"), &[(5, ""), (4, "1960-01-01")]),
        with(person(4, "王五"), &[(5, ""), (4, "1970-01-01"), (11, "")]),
    ]);
    let ids: Vec<_> = place.members().iter().map(|m| m.id).collect();
    let eighteen = person(1, "张三")[5].clone();
    let fifteen = format!("{}{}", &eighteen[..6], &eighteen[8..17]);
    let report = place.roster(&[
        with(person(9, "王五"), &[(5, ""), (4, "1970-01"), (11, "")]),
        with(person(8, "王五"), &[(5, ""), (4, "")]), // neither birth nor phone is any of theirs
        with(person(7, "李四"), &[(5, ""), (4, ""), (11, "13900000002"), (6, "本科")]),
        with(person(6, "张三"), &[(5, &fifteen), (11, "")]),
        with(person(5, "赵六"), &[(11, "")]),
    ]);
    assert_eq!(counts(&report), [1, 1, 2, 1, 2], "{report:?}");
    assert_eq!(held(&report.problems), [(4, "姓名")]);
    assert_eq!(place.members()[..4].iter().map(|m| m.id).collect::<Vec<_>>(), ids, "the numbers stay theirs");
    assert_eq!(place.member("李四").education, "本科");
    assert_eq!(place.member("张三").id_number.whole(), eighteen, "the old form does not replace the new one");
    assert_eq!(place.member("赵六").no, 5);
}

#[test]
fn who_cannot_be_told_apart_is_held() {
    let nameless = [(4, ""), (5, ""), (11, "")];
    let mut place = Place::with_people(&[with(person(1, "王五"), &nameless), with(person(2, "王五"), &nameless)]);
    let before = place.members();
    let report = place.roster(&[with(person(3, "王五"), &[(4, ""), (5, "")])]);
    assert_eq!(held(&report.problems), [(3, "姓名")]);
    assert!(report.problems[0].message.contains("序号1、序号2"), "{}", report.problems[0].message);
    // Another's number under another name.
    let mut other = Place::with_people(&[person(1, "张三")]);
    let report = other.roster(&[with(person(2, "李四"), &[(5, &person(1, "")[5])])]);
    assert_eq!(held(&report.problems), [(3, "公民身份号码")]);
    assert!(report.problems[0].message.contains("张三(序号1)"));
    assert_eq!((place.members(), other.members().len()), (before, 1));
    // Two sound numbers are two people, whatever else is the same.
    assert_eq!(counts(&other.roster(&[with(person(7, "张三"), &[])])), [1, 0, 0, 0, 0]);
}

#[test]
fn a_name_alone_does_not_outweigh_another_sex_or_other_dates() {
    let known = with(
        person(1, "宋新"),
        &[(2, "女"), (4, "1962-03-01"), (5, ""), (7, "1985-07-01"), (8, "1986-07-01"), (11, "")],
    );
    let mut place = Place::with_people(&[known]);
    let before = place.members();
    let only = |changes: &[(usize, &str)]| {
        let blank = [2, 4, 5, 7, 8, 11].map(|column| (column, ""));
        with(with(person(2, "宋新"), &blank), changes)
    };
    for (changes, said) in [
        (&[(2, "男"), (7, "2001-07-01")][..], "性别名册上是女、这里是男,入党时间名册上是1985-07-01、这里是2001-07-01,"),
        (&[(2, "男")], "性别名册上是女、这里是男,"),
        (&[(7, "1985-08")], "入党时间名册上是1985-07-01、这里是1985-08,"),
        (&[(8, "1999-11-15")], "转正时间名册上是1986-07-01、这里是1999-11-15,"),
        (&[(4, "1972.8")], "出生日期名册上是1962-03-01、这里是1972-08,"),
    ] {
        let report = place.roster(&[only(changes)]);
        assert_eq!(counts(&report)[..4], [0, 0, 0, 1], "{said}: {report:?}");
        let held = report.problems.iter().find(|p| p.severity == Severity::Held).unwrap();
        assert!(held.column == "姓名" && held.message.contains(said), "{}", held.message);
        assert_eq!(place.members(), before);
    }
    // Nothing against it: the one of that name is meant. With a birth that agrees, so may a date be put right.
    assert_eq!(counts(&place.roster(&[only(&[(2, "女"), (7, "1985.7"), (6, "初中")])]))[..4], [0, 1, 0, 0]);
    assert_eq!(counts(&place.roster(&[only(&[(4, "1962-03-01"), (7, "1985-08-01")])]))[..4], [0, 1, 0, 0]);
}

#[test]
fn numbers_are_the_files_where_free_else_the_next() {
    let mut place = Place::with_people(&[person(3, "张三")]);
    place.roster(&[
        with(person(3, "李四"), &[(5, &id("19720828", "101"))]),
        person(4, "王五"),
        with(person(5, "赵六"), &[(0, "4")]),
        with(person(6, "钱七"), &[(0, "")]),
        with(person(7, "孙八"), &[(0, "20260001")]),
        person(9, "周九"),
    ]);
    let numbers: Vec<_> = place.members().into_iter().map(|m| (m.no, m.name)).collect();
    let expected = [(3, "张三"), (4, "王五"), (9, "周九"), (10, "李四"), (11, "赵六"), (12, "钱七"), (13, "孙八")];
    assert_eq!(numbers, expected.map(|(no, name)| (no, name.to_owned())));
}

#[test]
fn two_rows_that_could_both_be_one_member_are_both_held() {
    let mut place = Place::with_people(&[with(person(1, "王五"), &[(4, ""), (5, ""), (11, "")])]);
    let rows = [with(person(2, "王五"), &[(4, ""), (5, "")]), with(person(3, "王五"), &[(4, ""), (5, "")])];
    assert_eq!(held(&place.roster(&rows).problems), [(3, "姓名"), (4, "姓名")]);
    // Alone it is the only one that can be meant.
    assert_eq!(counts(&place.roster(&rows[..1])), [0, 1, 0, 0, 0]);
    assert_eq!(place.member("王五").phone.whole(), "13900000002");
}

#[test]
fn a_question_is_put_as_often_as_it_stands_in_the_file() {
    let nobody = with(person(1, ""), &[]);
    let mut place = Place::with_people(&[nobody.clone(), nobody.clone(), person(2, "张三")]);
    assert_eq!(place.issues().len(), 2);
    place.roster(&[person(2, "张三"), nobody.clone(), nobody.clone(), nobody]);
    assert_eq!(place.issues().len(), 3);
}

#[test]
fn a_corrected_file_settles_what_the_cell_was_asked_and_asks_anew_only_what_is_doubtful_still() {
    let wrong = [with(person(1, "张三"), &[(7, "不详"), (8, "2000-13-15")]), person(2, "李四")];
    let mut place = Place::with_people(&wrong);
    assert_eq!(columns(&place), ["入党时间", "转正时间"]);
    let before = place.dump();
    let better = [with(person(1, "张三"), &[(8, "1999-12-01")]), person(2, "李四")];
    place.roster(&better);
    let open = place.issues();
    assert_eq!(columns(&place), ["转正时间"]);
    assert_eq!(open[0].problem.value, "1999-12-01");
    place.book.undo().unwrap();
    assert_eq!(place.dump(), before, "one step");
    // A file that says nothing about the cell answers nothing.
    place.roster(&[with(person(1, "张三"), &[(7, ""), (8, "")]), person(2, "李四")]);
    assert_eq!(columns(&place)[..2], ["入党时间", "转正时间"]);
}

fn columns(place: &Place) -> Vec<String> {
    place.issues().into_iter().map(|i| i.problem.column).collect()
}

#[test]
fn a_held_row_put_right_in_the_file_is_no_question_any_more() {
    let same = person(1, "张三")[5].clone();
    let mut place = Place::with_people(&[person(1, "张三"), with(person(2, "李四"), &[(5, &same)]), person(3, "")]);
    assert_eq!(place.issues().iter().filter(|i| i.is_held()).count(), 3);
    place.roster(&[person(1, "张三"), person(2, "李四"), person(3, "王五")]);
    assert!(place.issues().is_empty(), "{:?}", place.issues());
    assert_eq!(place.members().len(), 3);
    // Somebody else's row answers nothing, however little the held one has.
    let mut place = Place::with_people(&[with(person(3, ""), &[(5, ""), (11, "")])]);
    place.roster(&[person(3, "王五")]);
    assert_eq!(place.issues().len(), 1);
}

#[test]
fn a_held_row_gives_only_what_is_beyond_doubt() {
    let number = person(9, "")[5].clone();
    let row = with(person(4, ""), &[(2, "女"), (5, &number), (8, "2000-13-15"), (11, "139000"), (0, "1")]);
    let mut place = Place::with_people(&[person(1, "张三")]);
    place.roster(&[row]);
    let issue = place.issues().remove(0);
    let m = place.book.held_member(&issue).unwrap();
    assert_eq!((m.id.0, m.name.as_str(), m.id_number.whole(), m.phone.whole()), (0, "", number.as_str(), ""));
    // 性别 is against the identity number, 转正 has no month 13; the row's number is taken.
    assert_eq!((m.sex, m.full, m.no), (None, None, 2));
    let (wrong, _) = (place.issues().len(), place.book.settle_issue(issue.id).unwrap());
    let came = Arrival { kind: EventKind::LateEntry, on: None };
    assert!(place.book.save_held(&Member { name: "王五".into(), ..m }, issue.id, came).is_err(), "settled already");
    assert_eq!((place.issues().len(), place.members().len()), (wrong - 1, 1));
}
