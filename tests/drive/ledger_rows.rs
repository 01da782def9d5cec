//! What a ledger of meetings leaves open: people of one name, rows that could not be taken, figures that do not agree.

use crate::driver::Driver;
use zhibu::{
    book::Issue,
    model::{
        activity::{Meeting, Roll, Source},
        import::FileKind,
    },
};

const LEDGER: &str = "时间,类别,主题,地点,主持人,应到人数,实到人数,请假人员及原因";
const PEOPLE: [&str; 4] = [
    "1,张三,男,1964-06-03,,13900000001,第一党小组",
    "2,李四,男,1970-01-02,,13900000002,第一党小组",
    "5,钱七,男,1980-05-05,,13900000005,第一党小组",
    "6,钱七,女,1990-06-06,,13900000006,第二党小组",
];

/// A branch on 10 March 2026 with two people of one name, at the questions of a ledger of these rows.
fn questions(rows: &[&str]) -> Driver {
    let mut d = Driver::village("2026-03-10");
    d.act("党员");
    import(&mut d, "名册.csv", "序号,姓名,性别,出生日期,公民身份号码,联系电话,党小组", &PEOPLE);
    d.act("会议");
    import(&mut d, "台账.csv", LEDGER, rows);
    d.act("存疑");
    d
}

fn import(d: &mut Driver, name: &str, heading: &str, rows: &[&str]) {
    let file = d.folder().join(name);
    std::fs::write(&file, format!("{heading}\n{}\n", rows.join("\n"))).unwrap();
    d.act("导入").paste(&file.display().to_string()).press("Enter Enter").see("已导入");
}

fn open(d: &Driver) -> Vec<Issue> {
    d.book().issues_of(FileKind::Activities).unwrap()
}

fn meetings(d: &Driver) -> Vec<Meeting> {
    let book = d.book();
    book.activities(2025).unwrap().iter().map(|r| book.meeting(r.id).unwrap().unwrap()).collect()
}

/// Number, mark and reason of everybody who is not unmarked.
fn marked(m: &Meeting) -> Vec<(u32, Roll, &str)> {
    let marked = m.attendance.iter().filter(|a| a.roll != Roll::Unmarked);
    marked.map(|a| (a.no, a.roll, a.reason.as_str())).collect()
}

#[test]
fn what_was_imported_is_shown_whatever_year_it_is_of() {
    let mut d = Driver::village("2026-03-10");
    d.act("会议");
    import(&mut d, "台账.csv", LEDGER, &["2025-03-05,党员大会,春季大会,村部,张三,4,2,"]);
    d.see("2025年1条").see("2025-03-05").see("春季大会");
    d.act("下一年").see_not("春季大会");
}

#[test]
fn which_of_two_people_of_one_name_is_asked_and_the_answer_is_one_step() {
    let mut d = questions(&["2025-03-05,党员大会,春季大会,村部,张三,4,2,钱七(外出)、钱七(生病)"]);
    d.see("存疑2处").see("不止一个“钱七”").press("Enter").see("说的是哪一个");
    d.see("钱七 5号").see("第一党小组 1980年生 139****0005").see("钱七 6号").see("第二党小组 1990年生 139****0006");
    d.press("2").see("已核实《春季大会》请假的是钱七(编号6)").see("存疑1处");
    assert_eq!(marked(&meetings(&d)[0]), [(6, Roll::Excused, "外出")]);
    // Whoever is spoken for cannot be meant by the second.
    d.press("Enter").see("已记为请假").press("2").see("已记为请假").press("1").see("都核对完了");
    assert_eq!(marked(&meetings(&d)[0]), [(5, Roll::Excused, "生病"), (6, Roll::Excused, "外出")]);
    d.act("撤销").see("已撤销:核实《春季大会》请假的是钱七(编号5)").see("存疑1处");
    assert_eq!(marked(&meetings(&d)[0]), [(6, Roll::Excused, "外出")]);
    d.act("重做").see("都核对完了").act("撤销 撤销").see("存疑2处");
    assert!(marked(&meetings(&d)[0]).is_empty());
    d.press("Enter 3").see("春季大会").see("村部");
}

#[test]
fn figures_that_cannot_be_keep_a_record_from_nothing() {
    let mut d = questions(&["2025-03-05,党员大会,春季大会,村部,张三,4,6,"]);
    d.act("Esc 会议 上一年 Enter").see("春季大会").go_to("记录").type_text("补上。").act("保存").see("已保存");
    d.act("检查").see("实到6人,多于应到4人");
    assert_eq!(meetings(&d)[0].activity.minutes, "补上。");
}

#[test]
fn a_held_talk_with_many_is_settled_by_a_sheet_for_each() {
    let mut d = questions(&["哪天,谈心谈话,夏季谈心,村部,张三,,,"]);
    d.press("Enter").see("夏季谈心").type_text("2025-07-01").act("点名 2 Space 5 Space Enter 一人一份");
    d.see("已保存2份,一人一份,暂存的这一行已处理");
    assert_eq!((meetings(&d).len(), open(&d).len()), (2, 0));
    d.act("撤销").see("已撤销");
    assert_eq!((meetings(&d).len(), open(&d).len()), (0, 1), "one step");
}

#[test]
fn a_row_that_could_not_be_taken_becomes_a_record_beside_its_own_cells() {
    let mut d = questions(&["哪天,党员大会,夏季大会,村部,张三,4,3,李四(生病)"]);
    d.see("暂存1行")
        .press("Enter")
        .see("党员大会")
        .see("夏季大会")
        .see("原表 日期:哪天")
        .see("原表 请假人员:李四(生病)");
    assert!(
        d.before_cursor().contains("日期") && d.lines().iter().any(|l| l.starts_with(">日期") && !l.contains("202"))
    );
    d.act("保存").see("没有保存:日期看不懂").type_text("2025.6.3").press("Tab").see("应到4").see("请假1");
    d.act("保存").see("已保存 2025-001,暂存的这一行已处理").see_not("补录").see_not("原表");
    let m = &meetings(&d)[0];
    assert_eq!((m.activity.on.to_string().as_str(), m.activity.source), ("2025-06-03", Source::Imported));
    assert_eq!(
        (m.activity.stated_due, m.activity.stated_present, m.activity.chair.as_str()),
        (Some(4), Some(3), "张三")
    );
    assert_eq!(marked(m), [(2, Roll::Excused, "生病")]);
    assert!(open(&d).is_empty());
    d.press("Esc").see("都核对完了").act("撤销").see("已撤销:新增党员大会《夏季大会》").see("暂存1行");
    assert!(meetings(&d).is_empty());
    d.act("重做").see("都核对完了");
}

#[test]
fn a_row_of_unknown_kind_is_asked_for_it_and_what_was_typed_is_kept() {
    let mut d = questions(&["2025-05-06,茶话会,谈家常,村部,张三,,,"]);
    d.see("不认识这种类别").press("Enter").see("这一行是哪一类");
    let at = d.book().catalog().kinds.iter().position(|k| k.id == "members_meeting").unwrap() + 1;
    d.press(&at.to_string());
    if d.sees("这一行是哪一类") {
        d.press("Enter");
    }
    d.see("党员大会")
        .see("2025-05-06")
        .see("谈家常")
        .see("原表 类别:茶话会")
        .type_text("(改)")
        .press("Esc")
        .see("留作草稿");
    let mut d = d.restart();
    d.act("草稿 Enter").see("谈家常(改)").see("原表 类别:茶话会").act("Esc 会议 存疑 Enter").see("谈家常(改)");
    d.size(140, 40);
    let beside = d.lines().into_iter().find(|l| l.contains("原表 类别:茶话会")).unwrap();
    assert!(beside.chars().take(60).any(|c| c != ' ') && !beside.trim_start().starts_with("原表"), "{beside}");
    d.size(80, 25);
    d.act("保存").see("暂存的这一行已处理");
    assert_eq!(meetings(&d)[0].activity.kind, "members_meeting");
    assert!(open(&d).is_empty() && d.book().drafts().is_empty());
}

#[test]
fn an_edit_that_removes_the_contradiction_settles_the_question() {
    let mut d = questions(&[
        "2025-03-05,党员大会,人数不对,村部,张三,3,4,",
        "2025-03-06,党员大会,书记请假,村部,张三,4,3,张三(生病)",
        "2025-03-07,党小组会,哪个小组,村部,张三,,,",
        "2025-03-08,党员大会,同名,村部,张三,4,3,钱七(外出)",
    ]);
    assert_eq!(open(&d).len(), 4, "{:?}", open(&d));
    let titles = |d: &Driver| -> Vec<String> {
        let all = meetings(d);
        let title = |i: Issue| all.iter().find(|m| Some(m.activity.id) == i.activity).unwrap().activity.title.clone();
        open(d).into_iter().map(title).collect()
    };
    // Something else is saved: nothing is answered.
    d.press("Down Enter").see("书记请假").go_to("地点").type_text("二楼").act("保存").see("已保存").see_not("已销");
    assert_eq!(open(&d).len(), 4);
    d.press("Esc Up Enter")
        .see("人数不对")
        .go_to("纸面应到")
        .erase()
        .type_text("4")
        .act("保存")
        .see("已保存")
        .see("1处存疑已销");
    assert_eq!(titles(&d), ["书记请假", "哪个小组", "同名"]);
    d.press("Esc").see("存疑3处").act("撤销").see("存疑4处").act("重做").see("存疑3处");
    d.press("Enter").see("书记请假").go_to("主持人").erase().type_text("李四").act("保存 Esc").see("存疑2处");
    d.press("Enter").see("哪个小组").go_to("党小组").act("1 保存 Esc").see("存疑1处");
    assert_eq!(titles(&d), ["同名"]);
    // Marked at the roll call, the question is answered there too.
    d.act("Enter 3 点名").type_text("6").act("Space Space 保存").see("1处存疑已销");
    assert!(open(&d).is_empty());
}
