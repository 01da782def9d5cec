//! Several on one day: a 党课 and a 党员大会 on a theme day are records of their own that know each other.

use crate::driver::Driver;
use zhibu::model::activity::{Meeting, Roll};

fn saved(d: &Driver, title: &str) -> Meeting {
    let book = d.book();
    let row = book.activities(2026).unwrap().into_iter().find(|r| r.title == title).unwrap();
    book.meeting(row.id).unwrap().unwrap()
}

/// A theme day with everybody there but one who was excused and one who was not called.
fn theme_day() -> Driver {
    let mut d = Driver::demo();
    d.act("主题党日 新建")
        .type_text("秋收服务")
        .go_to("日期")
        .erase()
        .type_text("11-20")
        .go_to("开始")
        .type_text("9:00");
    d.go_to("地点").erase().type_text("文化广场").go_to("X").type_text("帮收 3 户");
    d.act("点名");
    for a in saved(&d, "晒场排水动工前再议").attendance.iter().filter(|a| a.no != 9) {
        d.type_text(&a.no.to_string()).press("Space");
    }
    d.type_text("7").press("Space").type_text("生病").press("Enter Enter");
    d
}

#[test]
fn day_place_people_and_marks_are_entered_once_and_content_never() {
    let mut d = theme_day();
    d.see("未点名1").act("同日另记").see("已保存").see("同日另记哪一类");
    d.choose("党员大会");
    d.see("党员大会  · 新建").see("1人未点名,存盘前请核对").see("同日").see("主题党日《秋收服务》").see("到会44 请假1");
    assert_eq!(saved(&d, "秋收服务").activity.held_with, None, "nothing is written before it is saved");
    d.type_text("通过秋收安排").act("保存").see("已保存");
    let (day, meeting) = (saved(&d, "秋收服务"), saved(&d, "通过秋收安排"));
    let a = &meeting.activity;
    assert_eq!(a.held_with, Some(day.activity.id));
    assert_eq!((a.on, a.starts.as_str(), a.place.as_str()), (day.activity.on, "09:00", "文化广场"));
    assert_eq!((&a.chair, &a.recorder), (&day.activity.chair, &day.activity.recorder));
    assert!(a.minutes.is_empty() && a.topics.is_empty() && a.extra.is_empty());
    let roll = |no: u32| meeting.attendance.iter().find(|p| p.no == no).unwrap();
    assert_eq!((roll(7).roll, roll(7).reason.as_str()), (Roll::Excused, "生病"));
    assert_eq!((roll(9).roll, roll(1).roll), (Roll::Unmarked, Roll::Present));
    // Back on the theme day, the line is there; one key on it opens the other.
    d.press("Esc").see("党员大会《通过秋收安排》").go_to("同日").press("Enter").see("党员大会 2026-");
    d.go_to("同日").press("Enter").see("正开着,按 Esc 回到它");
}

#[test]
fn only_who_is_due_at_both_is_taken_over() {
    let mut d = theme_day();
    d.act("同日另记");
    d.choose("支委会");
    d.see("点名也照:到会3人").type_text("会前碰头").act("保存").see("已保存").act("同日另记");
    // Begun from the committee's record: it belongs to the same occasion, whose other marks count too.
    d.choose("党课");
    d.see("到会44人,1人未点名").see("主题党日《秋收服务》 · 支委会《会前碰头》").type_text("秋收里的党员").act("保存");
    let day = saved(&d, "秋收服务").activity.id;
    assert_eq!(saved(&d, "秋收里的党员").activity.held_with, Some(day));
    let roll = |title: &str| saved(&d, title).attendance.len();
    assert_eq!((roll("会前碰头"), roll("秋收里的党员")), (3, 46), "a committee has no others");
    d.act("Esc Esc Esc 主题党日 End Enter").go_to("同日").press("Enter").see("打开同日的哪一条").see("到会3/3");
    d.press("2").see("党课 2026-");
}

#[test]
fn other_meetings_are_held_on_the_theme_day_whichever_was_written_first() {
    let mut d = Driver::demo();
    d.act("会议 新建 1 Enter").type_text("先记了大会").act("点名 全部到会 Enter 同日另记");
    d.choose("主题党日");
    d.type_text("后记党日").act("保存").see("已保存");
    let (day, meeting) = (saved(&d, "后记党日"), saved(&d, "先记了大会"));
    assert_eq!((day.activity.held_with, meeting.activity.held_with), (None, Some(day.activity.id)));
    // The other form, still open below, does not put the old state back.
    d.press("Esc").type_text(",改题").act("保存 同日另记").see_not("4+X 为地方做法").press("Esc");
    assert_eq!(saved(&d, "先记了大会,改题").activity.held_with, Some(day.activity.id));
    // The meeting stands on another screen: that is asked.
    d.act("Esc 主题党日 撤销").see("改的不在眼前这一屏").press("Enter").act("撤销");
    d.see("已撤销:新增主题党日《后记党日》");
    assert_eq!(saved(&d, "先记了大会").activity.held_with, None);
}

#[test]
fn the_list_marks_them_and_the_record_prints_them() {
    let mut d = Driver::demo();
    let marked = |d: &Driver, title: &str| d.lines().iter().any(|l| l.contains(title) && l.ends_with("同日"));
    d.act("主题党日");
    assert!(marked(&d, "老党员讲入党那天"), "{}", d.text());
    assert!(!marked(&d, "返乡党员座谈"));
    d.act("会议").size(80, 70);
    assert!(marked(&d, "身边的党史") && marked(&d, "推荐镇优秀共产党员"), "{}", d.text());
    let paper = |title: &str| format!("{:?}", d.book().meeting_paper(&saved(&d, title)));
    let both = "党课《身边的党史》;党员大会《推荐镇优秀共产党员》";
    assert!(paper("老党员讲入党那天").contains(both), "{}", paper("老党员讲入党那天"));
    assert!(paper("身边的党史").contains("主题党日《老党员讲入党那天》;党员大会《推荐镇优秀共产党员》"));
    assert!(!paper("返乡党员座谈").contains("同日并行"));
    let pack = d.book().pack_paper(zhibu::model::date::Period::month(2026, 7)).unwrap();
    assert!(format!("{pack:?}").contains(both));
}

#[test]
fn another_day_is_told_and_nothing_follows_silently() {
    let mut d = theme_day();
    d.act("同日另记");
    d.choose("党课");
    d.type_text("同一时间的党课").go_to("记录").type_text("讲了。").act("保存 检查").see("还有1人没有点名");
    d.see_not("同一时间还有").see_not("同日另记的").press("Esc Esc");
    d.go_to("日期").erase().type_text("11-19").act("保存").see("同日另记的党课《同一时间的党课》仍是 2026-11-20");
    d.act("检查").see("同日另记的党课《同一时间的党课》是 2026-11-20,这一条是 2026-11-19");
    assert_eq!(saved(&d, "同一时间的党课").activity.on.to_string(), "2026-11-20");
}

#[test]
fn deleting_the_theme_day_leaves_the_others_and_undo_links_them_again() {
    let mut d = Driver::demo();
    let links = |d: &Driver| ["身边的党史", "推荐镇优秀共产党员"].map(|t| saved(d, t).activity.held_with);
    let before = links(&d);
    assert!(before[0].is_some() && before[0] == before[1]);
    d.act("主题党日");
    for _ in 0..20 {
        if d.lines().iter().any(|l| l.starts_with('>') && l.contains("老党员讲入党那天")) {
            break;
        }
        d.press("Up");
    }
    d.act("删除").see("已删除");
    assert_eq!(links(&d), [None, None]);
    d.act("撤销").see("已撤销");
    assert_eq!(links(&d), before);
}

#[test]
fn the_draft_of_one_knows_its_occasion() {
    let mut d = theme_day();
    d.act("同日另记");
    d.choose("党课");
    d.type_text("没存的党课").pause();
    let mut d = d.restart();
    d.act("草稿 Enter").see("没存的党课").see("主题党日《秋收服务》").see("到会44").act("保存").see("已保存");
    assert_eq!(saved(&d, "没存的党课").activity.held_with, Some(saved(&d, "秋收服务").activity.id));
}

#[test]
fn a_draft_whose_theme_day_is_gone_is_saved_all_the_same() {
    let mut d = theme_day();
    d.act("同日另记");
    d.choose("党课");
    d.type_text("没存的党课")
        .act("主题党日 End 删除")
        .see("已删除")
        .act("草稿 Enter")
        .see("没存的党课")
        .see_not("秋收服务");
    d.act("保存").see("已保存");
    assert_eq!(saved(&d, "没存的党课").activity.held_with, None);
}

/// A second record of the theme day's day, typed on its own.
fn lecture_of_that_day(d: &mut Driver) {
    d.act("保存").see("已保存").act("会议 新建");
    d.choose("党课");
    d.type_text("单独记的党课").go_to("日期").erase().type_text("11-20").act("保存").see("已保存");
}

#[test]
fn saved_records_of_one_day_are_linked_and_parted_in_one_step_each() {
    let mut d = theme_day();
    lecture_of_that_day(&mut d);
    let held_with = |d: &Driver, title: &str| saved(d, title).activity.held_with;
    // From the lecture: the theme day leads, whichever form is open.
    d.act("同日另记")
        .see("连上 主题党日《秋收服务》")
        .press("Enter")
        .see("《单独记的党课》与《秋收服务》记为同日;Ctrl+Z 撤销");
    let day = saved(&d, "秋收服务").activity.id;
    assert_eq!((held_with(&d, "单独记的党课"), held_with(&d, "秋收服务")), (Some(day), None));
    d.go_to("同日").see("主题党日《秋收服务》").act("主题党日").see("同日");
    let paper = |d: &Driver| format!("{:?}", d.book().meeting_paper(&saved(d, "秋收服务")));
    assert!(paper(&d).contains("党课《单独记的党课》"), "printed as those linked at birth");
    d.act("撤销").see("已撤销:《单独记的党课》与《秋收服务》记为同日");
    assert_eq!(held_with(&d, "单独记的党课"), None);
    d.act("重做").see("已重做");
    // From the theme day, which stays: the lecture leaves.
    d.press("End Enter")
        .see("主题党日 2026")
        .act("同日另记")
        .see("分开 党课《单独记的党课》")
        .press("Enter")
        .see("不再与");
    assert_eq!(held_with(&d, "单独记的党课"), None);
    assert!(!paper(&d).contains("单独记的党课"));
    d.act("Esc 撤销").see("已撤销");
    assert_eq!(held_with(&d, "单独记的党课"), Some(day));
}

#[test]
fn linking_joins_what_each_was_held_with_and_takes_no_second_theme_day() {
    let mut d = theme_day();
    lecture_of_that_day(&mut d);
    // The lecture has a meeting of its own beside it before it is linked with the theme day.
    d.act("同日另记");
    d.choose("支委会");
    d.type_text("课前碰头").act("保存").see("已保存").act("同日另记").see("分开 党课《单独记的党课》");
    d.see("连上 主题党日《秋收服务》").press("Enter").see("记为同日");
    let day = saved(&d, "秋收服务").activity.id;
    for title in ["单独记的党课", "课前碰头"] {
        assert_eq!(saved(&d, title).activity.held_with, Some(day), "{title}");
    }
    // A second theme day of that day is not offered, nor is a record of another day.
    d.act("主题党日 新建").type_text("又一次党日").go_to("日期").erase().type_text("11-20").act("保存").see("已保存");
    d.act("同日另记").see_not("连上 主题党日").see("连上 党课《单独记的党课》").press("Enter").see("不能连在一起");
    d.act("Esc 会议 新建 2").type_text("另一天的碰头").act("保存 同日另记").see("同日另记哪一类").see_not("连上");
    // A second window is told at once.
    let mut second = d.second_window();
    second.act("主题党日 End Enter").refused("同日另记").see("另一个窗口");
}

#[test]
fn whoever_was_taken_off_the_roll_with_a_reason_is_off_it_on_the_same_occasion_too() {
    let mut d = Driver::demo();
    d.act("主题党日 新建").type_text("党日").act("点名 5 改应到").type_text("长期卧床").act("Enter 全部到会 Enter");
    d.see("应到45 到会45").act("同日另记");
    d.choose("党员大会");
    d.type_text("会上定的事").see("应到45 到会45").act("点名").see("长期卧床");
}
