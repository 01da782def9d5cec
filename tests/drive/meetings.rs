//! Meetings and theme days: logging, the roll, quorum, late entries, drafts, undo.

use crate::driver::Driver;
use zhibu::model::activity::Roll;

#[test]
fn a_missing_theme_day_is_logged_and_the_total_moves_in_the_same_frame() {
    let mut d = Driver::demo();
    let before = d.title();
    d.act("主题党日 新建")
        .type_text("补记三月学习")
        .go_to("日期")
        .erase()
        .type_text("3.5")
        .see("= 2026-03-05 周四")
        .act("点名 全部到会 Enter 保存");
    d.see("已保存").see("补录");
    assert_ne!(d.title(), before, "the total stands in the title of the frame that says saved");
    d.act("Esc 撤销").see("已撤销:新增主题党日《补记三月学习》");
    assert_eq!(d.title(), before);
}

#[test]
fn a_meeting_that_has_not_been_held_cannot_be_logged() {
    let mut d = Driver::demo();
    d.act("主题党日 新建")
        .type_text("明年的事")
        .go_to("日期")
        .erase()
        .type_text("2027-1-5")
        .act("保存")
        .see("没有保存:2027-01-05 还没到")
        .see("明年的事");
}

#[test]
fn quorum_is_counted_live() {
    let mut d = Driver::demo();
    d.act("会议 新建 2").type_text("碰头会").act("点名").see("应到3 到会0 未点名3").see("还差2人到半数");
    d.press("1 Space").see("还差1人到半数").press("2 Space").see("人数够");
    d.press("3 Space").see("到会3");
}

#[test]
fn the_second_mark_excuses_and_asks_why() {
    let mut d = Driver::demo();
    d.act("主题党日 新建").type_text("学习").act("点名 全部到会").type_text("zqh").press("Space");
    d.see("曾庆和 请假原因").type_text("去县里开会").press("Enter").see("去县里开会").act("Esc 保存").see("已保存");
    let row = d.book().activities(2026).unwrap().into_iter().find(|r| r.title == "学习").unwrap();
    let roll = d.book().meeting(row.id).unwrap().unwrap().attendance;
    let person = roll.iter().find(|a| a.name == "曾庆和").unwrap();
    assert_eq!((person.roll, person.reason.as_str()), (Roll::Excused, "去县里开会"));
    assert!(roll.iter().filter(|a| a.name != "曾庆和").all(|a| a.roll == Roll::Present));
}

#[test]
fn a_word_from_the_input_method_counts_by_its_initials() {
    let mut d = Driver::demo();
    // 赠清贺 names nobody; its initials z q h name 曾庆和.
    d.act("主题党日 新建").type_text("学习").act("点名").type_text("赠清贺\u{3000}").see("到会1");
    d.act("撤销").see("到会0");
}

#[test]
fn nobody_is_marked_who_was_not_marked_by_the_user() {
    let mut d = Driver::demo();
    d.act("主题党日 新建").type_text("没点名的一次").act("保存").see("已保存");
    let row = d.book().activities(2026).unwrap().into_iter().find(|r| r.title == "没点名的一次").unwrap();
    assert_eq!((row.turnout.present, row.unmarked), (0, 46));
}

#[test]
fn stated_figures_stay_apart_from_names() {
    let mut d = Driver::demo();
    d.act("主题党日 新建")
        .type_text("按签到纸")
        .press("Tab Tab")
        .type_text("46")
        .press("Tab")
        .type_text("４0")
        .act("保存");
    d.see("已保存");
    let row = d.book().activities(2026).unwrap().into_iter().find(|r| r.title == "按签到纸").unwrap();
    assert_eq!((row.turnout.due, row.turnout.present, row.turnout.stated, row.unmarked), (46, 40, true, 46));
    d.act("主题党日").see("40/46*");
}

#[test]
fn names_left_unmarked_say_nothing_where_the_paper_has_figures() {
    let mut d = Driver::demo();
    d.act("会议 新建 2").type_text("按签到纸").act("点名 1 Space").see("到会1").press("Enter");
    d.go_to("纸面应到").type_text("3").press("Tab").type_text("2").act("保存").see("已保存");
    d.act("Esc 会议 End Enter").see("按签到纸").see("到会1").see_not("还差");
}

#[test]
fn typing_survives_a_kill() {
    let mut d = Driver::demo();
    d.act("会议 新建 1 Enter").type_text("没写完的大会").act("点名 5 Space Esc").pause();
    let mut d = d.restart();
    d.see("没保存的草稿").act("草稿 Enter").see("没写完的大会").see("到会1").see("已接上没保存的草稿");
    d.act("放弃修改").see("已恢复").see_not("没写完的大会");
    let mut d = d.restart();
    d.see_not("没保存的草稿");
}

#[test]
fn leaving_a_form_keeps_a_draft_and_saving_drops_it() {
    let mut d = Driver::demo();
    d.act("会议 新建 2").type_text("谈到一半").press("Esc").see("已留作草稿");
    d.act("草稿 Enter").see("谈到一半").act("保存").see("已保存").press("Esc");
    d.act("会议").refused("草稿").see("没有草稿");
}

#[test]
fn ten_thousand_pasted_characters_are_kept() {
    let mut d = Driver::demo();
    let text = "今天讨论了道路硬化的资金来源,决定先修东头一段。\n".repeat(420);
    d.act("会议 新建 2").type_text("长记录").go_to("记录").paste(&text).act("保存").see("已保存");
    let row = d.book().activities(2026).unwrap().into_iter().find(|r| r.title == "长记录").unwrap();
    let minutes = d.book().meeting(row.id).unwrap().unwrap().activity.minutes;
    assert_eq!(minutes, text.trim());
}

#[test]
fn a_meeting_is_deleted_and_taken_back_whole() {
    let mut d = Driver::demo();
    let last = |d: &Driver| {
        let book = d.book();
        let rows = book.activities(2026).unwrap();
        let row = rows.into_iter().rfind(|r| r.kind != "theme_day").unwrap();
        book.meeting(row.id).unwrap().unwrap()
    };
    let before = last(&d);
    d.act("会议 删除").see("已删除");
    assert_ne!(last(&d), before);
    d.act("撤销").see("已撤销");
    assert_eq!(last(&d), before);
}

#[test]
fn files_go_with_a_record_and_damage_to_them_is_told() {
    let mut d = Driver::demo();
    let photo = d.folder().join("合影.jpg");
    std::fs::write(&photo, b"not really a photo").unwrap();
    d.act("主题党日 新建").type_text("拍照的一次").refused("附件").see("附件:先保存这条记录");
    d.act("保存 附件").see("还没有附件").act("新建").paste(&photo.display().to_string()).press("Enter");
    d.see("已加入附件“合影.jpg”").see("1 KB");
    let more = ["签到 表.jpg", "会场.jpg"].map(|name| d.folder().join(name));
    for (i, file) in more.iter().enumerate() {
        std::fs::write(file, [7, i as u8]).unwrap();
    }
    let dropped = format!("'{}' file://{}", more[0].display(), more[1].display());
    d.act("新建").see("可以几个").paste(&dropped).press("Enter");
    d.see("已加入附件2个").see("签到 表.jpg").see("会场.jpg").act("Down 删除 删除");
    d.act("新建").paste(&photo.display().to_string()).press("Enter").see("内容相同");
    // One that cannot be taken in does not keep the others out.
    let dropped = format!("'{}' '{}'", photo.display(), more[0].display());
    d.act("新建").paste(&dropped).press("Enter").see("已加入附件“签到 表.jpg”;“合影.jpg”没有加:").act("End 删除 Home");
    std::fs::remove_file(&photo).unwrap();
    d.press("Enter");
    let opened = d.opened();
    assert_eq!(std::fs::read(&opened[0]).unwrap(), b"not really a photo", "the copy is ours");
    let problems = |d: &Driver| d.book().check().unwrap().problems;
    assert_eq!(problems(&d), Vec::<String>::new());
    std::fs::write(&opened[0], b"altered").unwrap();
    assert!(problems(&d)[0].contains("合影.jpg") && problems(&d)[0].contains("改动"));
    std::fs::remove_file(&opened[0]).unwrap();
    assert!(problems(&d)[0].contains("不见了"));
    d.act("删除").see("已去掉附件").act("Esc Esc 撤销").see("已撤销:去掉《拍照的一次》的附件“合影.jpg”");
}

#[test]
fn a_new_theme_day_proposes_the_branchs_own_day_until_one_is_recorded_this_month() {
    let mut d = Driver::village("2026-03-10");
    let day = |d: &Driver| d.lines().into_iter().find(|l| l.contains("日期")).unwrap();
    d.act("主题党日 新建").see("日期按支部每月5日的主题党日填的,不是这天就改");
    assert!(day(&d).contains("2026-03-05") && day(&d).contains("周四"), "{}", day(&d));
    // It is the same from the overview's list of what is to be done.
    d.act("Esc 总览 Left");
    for _ in 0..40 {
        if d.lines().iter().any(|l| l.starts_with(">主题党日")) {
            break;
        }
        d.press("Down");
    }
    d.press("Left Left Left Right Right Enter").see("日期按支部每月5日");
    d.type_text("学习").go_to("日期").erase().type_text("3.9").act("保存").see("已保存").see_not("补录");
    assert_eq!(d.book().activities(2026).unwrap()[0].on.to_string(), "2026-03-09");
    d.act("Esc 主题党日 新建").see_not("日期按支部每月");
    assert!(day(&d).contains("2026-03-10"), "one is on record: {}", day(&d));
    // Still to come: for the sign-in sheet and the notice, not yet to be saved.
    let mut d = d.restart_on("2026-04-02");
    d.act("主题党日 新建").type_text("四月").see("2026-04-05").act("保存").see("2026-04-05 还没到");
    d.act("Esc 会议 新建 2").see("支委会");
    assert!(day(&d).contains("2026-04-02"), "{}", day(&d));
}

#[test]
fn a_name_that_was_not_understood_is_not_lost_with_the_roll() {
    let mut d = Driver::demo();
    d.act("主题党日 新建")
        .type_text("学习")
        .act("点名 全部到会")
        .type_text("会议室")
        .press("Space")
        .see("名册里没有“会议室”");
    // Whichever way it is left: the roll stays, and says why.
    for key in ["Ctrl+S", "Enter", "Ctrl+S"] {
        d.press(key).see("名册里没有“会议室”").see("编号/姓名/首字母").see_not("已保存");
    }
    // The number meant takes its place.
    d.press("5 Space").see("请假原因").press("Enter");
    // A name that was typed and not marked is not lost either.
    d.type_text("zqh")
        .act("保存")
        .see("“zqh”还没点")
        .see_not("已保存")
        .press("Space")
        .see("曾庆和 请假原因")
        .press("Enter");
    d.act("保存").see("已保存");
    let row = d.book().activities(2026).unwrap().into_iter().find(|r| r.title == "学习").unwrap();
    let roll = d.book().meeting(row.id).unwrap().unwrap().attendance;
    assert_eq!(roll.iter().filter(|a| a.roll == Roll::Excused && a.reason.is_empty()).count(), 2);
    // Esc gives the text up first, and only then hands the roll back.
    d.act("点名").type_text("会议室").press("Esc").see("编号/姓名/首字母").see("已去掉“会议室”").press("Esc");
    d.see_not("编号/姓名/首字母");
}

#[test]
fn while_a_reason_is_written_the_screen_says_so() {
    let mut d = Driver::demo();
    d.act("主题党日 新建")
        .type_text("学习")
        .act("点名")
        .see("空格 点名")
        .see("Ctrl+A 全部到会")
        .act("全部到会 5 Space");
    d.see("请假原因").see("回车 记下原因").see("再点下一个人").see_not("空格 点名").see_not("全部到会");
    d.type_text("住院").press("Enter").see("住院").see("空格 点名").see_not("记下原因");
}

#[test]
fn files_are_taken_in_where_they_are_dropped_and_one_that_cannot_be_keeps_no_other_out() {
    let mut d = Driver::demo();
    let file = |name: &str, content: &str| {
        let path = d.folder().join(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    };
    let (first, twin, other) = (file("合影.jpg", "a"), file("重复.jpg", "a"), file("会场.jpg", "b"));
    d.act("主题党日 新建").type_text("拍照的一次").act("保存 附件").see("还没有附件");
    d.paste(&first).press("Enter").see("已加入附件“合影.jpg”");
    d.paste(&format!("{twin}\n{other}")).press("Enter").see("已加入附件“会场.jpg”").see("“重复.jpg”没有加");
    d.press("Esc").see("拍照的一次");
}
