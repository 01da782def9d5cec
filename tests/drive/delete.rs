//! What Del takes away is named, and comes back with Ctrl+Z; who has a history is asked about before anything goes.

use crate::driver::Driver;
use zhibu::model::member::{EventKind, Member};

fn member(d: &Driver, name: &str) -> Option<Member> {
    d.book().members().unwrap().into_iter().find(|m| m.name == name)
}

#[test]
fn who_has_a_history_is_asked_about_and_kept_by_esc() {
    let mut d = Driver::demo();
    d.act("党员").type_text("仇兴旺").act("Down 删除").see("仇兴旺名下有").see("会议名单").see("党费");
    d.see("转出").see("去世").see("登记错了,删除");
    // Pressed again and again, and by any other key, nothing goes.
    d.press("Del Del Del").see("登记错了,删除").press("Esc").see("仇兴旺");
    assert!(member(&d, "仇兴旺").is_some());
}

#[test]
fn whoever_left_or_died_is_registered_so_and_stays_on_record() {
    for (digit, kind) in [("1", EventKind::TransferredOut), ("2", EventKind::Died)] {
        let mut d = Driver::demo();
        d.act("党员")
            .type_text("仇兴旺")
            .act("Down 删除")
            .press(digit)
            .see("怎么办")
            .press("Enter")
            .see("登记变动:仇兴旺");
        d.go_to("从哪天起")
            .type_text("2026-11-10")
            .act("保存")
            .see(&format!("已登记:仇兴旺 {} 2026-11-10", kind.name()));
        let of = member(&d, "仇兴旺").unwrap();
        let events = d.book().member_events(of.id).unwrap();
        assert_eq!(events.iter().map(|e| e.kind).collect::<Vec<_>>(), [kind]);
        assert!(!d.book().member_attendance(of.id, 2026).unwrap().is_empty());
    }
}

#[test]
fn what_goes_with_a_person_typed_in_by_mistake_is_named_and_comes_back() {
    let mut d = Driver::demo();
    let before = member(&d, "仇兴旺").unwrap();
    let paid = d.book().member_dues(before.id, 2026).unwrap().lines[0].payments.len();
    assert!(paid > 0);
    d.act("党员").type_text("仇兴旺").act("Down 删除").press("3 Enter").see("已删除党员仇兴旺,连同党费标准1条、党费");
    d.see("会议名单").see("还在;Ctrl+Z");
    assert!(member(&d, "仇兴旺").is_none());
    d.act("撤销").see("已撤销:删除党员仇兴旺");
    assert_eq!(member(&d, "仇兴旺").unwrap(), before);
    assert_eq!(d.book().member_dues(before.id, 2026).unwrap().lines[0].payments.len(), paid);
}

#[test]
fn a_person_without_history_is_asked_about_shortly() {
    let mut d = Driver::demo();
    d.act("党员 新建 3 Enter")
        .go_to("姓名")
        .type_text("韩秋水")
        .act("保存")
        .see("已保存")
        .act("Esc 党员")
        .type_text("韩秋水")
        .act("Down 删除");
    d.see("删除韩秋水?").see_not("转出").press("Del").see("删除韩秋水?").press("Esc");
    assert!(member(&d, "韩秋水").is_some());
    d.act("删除 Enter").see("已删除党员韩秋水;Ctrl+Z 恢复");
    assert!(member(&d, "韩秋水").is_none());
}

#[test]
fn a_deleted_meeting_names_its_roll_its_votes_and_its_files() {
    let mut d = Driver::demo();
    let file = d.folder().join("签到表.jpg");
    std::fs::write(&file, b"scan").unwrap();
    d.act("会议 新建 1 Enter")
        .type_text("审议年度计划")
        .act("表决")
        .type_text("年度计划 40/0/4")
        .act("Esc 保存")
        .see("已保存");
    d.act("附件 新建").paste(&file.display().to_string()).press("Enter").see("已加入附件");
    d.act("Esc Esc 删除").see("已删除党员大会《审议年度计划》,连同名单46人、表决1项、附件1个;Ctrl+Z 恢复");
    d.act("撤销").see("审议年度计划");
}

#[test]
fn a_deleted_row_and_a_deleted_sheet_name_what_was_on_them() {
    let mut d = Driver::demo();
    let file = d.folder().join("整改前.jpg");
    std::fs::write(&file, b"photo").unwrap();
    d.act("台账 新建").type_text("村口公示栏陈旧").act("保存 附件 新建").paste(&file.display().to_string());
    d.press("Enter").see("已加入附件").act("Esc Esc 删除");
    d.see("已删除整改台账《村口公示栏陈旧》,连同附件1个;Ctrl+Z 恢复").act("撤销").see("村口公示栏陈旧");
}

#[test]
fn a_decision_that_is_taken_back_says_what_it_was() {
    let mut d = Driver::demo();
    d.act("考核 打开").type_text("1").press("Enter").type_text("公示栏陈旧").press("Enter").see("已定");
    d.act("取消评定").see("已取消评定(原为得").see("公示栏陈旧);Ctrl+Z 恢复");
}
