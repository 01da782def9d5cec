//! Popups: what Esc, Enter, Del and Ctrl+Z mean in them, and the page about the organisation itself.

use crate::driver::Driver;
use zhibu::model::{activity::Roll, member::EventKind, org::OrgKind, score::State};

#[test]
fn undoing_the_first_start_leads_back_to_it() {
    let mut d = Driver::empty();
    d.type_text("柳林村党支部").act("保存").see("F2 总览").act("撤销").see("是新建党组织");
    d.press("Enter").see("第一次使用").see_not("预估");
    d.type_text("桃源村党支部").act("保存").see("桃源村党支部").see("预估");
}

#[test]
fn undo_in_an_import_preview_touches_nothing_behind_it() {
    let mut d = Driver::village("2026-03-10");
    let file = d.folder().join("名册.csv");
    std::fs::write(&file, "序号,姓名,性别\n1,张三丰,女\n").unwrap();
    d.act("党员 新建").type_text("韩秋水").act("保存 Esc 党员 导入").paste(&file.display().to_string());
    d.press("Enter").see("导入预览").press("Ctrl+Z").see("导入预览");
    assert_eq!(d.book().members().unwrap().len(), 1, "the member saved before stays");
    d.act("Esc 撤销").see("已撤销:新增党员韩秋水");
}

#[test]
fn a_draft_of_a_deleted_record_can_be_dropped() {
    let mut d = Driver::demo();
    d.act("主题党日 Enter").type_text("(改)").press("Esc").see("已留作草稿").act("删除").see("已删除");
    d.act("草稿").see("接着填哪一份草稿").act("Down 丢掉草稿").see("已丢掉草稿");
    d.refused("草稿").see("没有草稿");
    let mut d = d.restart();
    d.see_not("没保存的草稿");
}

#[test]
fn a_gap_that_has_a_late_record_opens_that_record() {
    let mut d = Driver::demo();
    d.act("主题党日 新建").type_text("补记三月学习").go_to("日期").erase().type_text("3.5").act("保存").see("已保存");
    let before = d.book().activities(2026).unwrap().len();
    d.act("得分预览");
    for _ in 0..60 {
        if d.lines().iter().any(|l| l.contains("> ") && l.contains("主题党日") && l.contains("3月")) {
            break;
        }
        d.press("Down");
    }
    d.press("Enter").see("补记三月学习").see("已保存").see_not("新建");
    assert_eq!(d.book().activities(2026).unwrap().len(), before);
}

#[test]
fn a_gap_of_a_member_opens_the_members_page() {
    let mut d = Driver::demo();
    let score = d.book().score(None, d.book().today()).unwrap();
    let open = score.sections.iter().flat_map(|s| &s.items).filter(|i| i.state != State::Decided);
    let gap = open.flat_map(|i| &i.gaps).find(|g| g.member.is_some()).expect("the sample roster lacks something");
    let name = d.book().member(gap.member.unwrap()).unwrap().unwrap().name;
    d.act("得分预览");
    let text: String = gap.text.chars().take(12).collect();
    for _ in 0..80 {
        if d.lines().iter().any(|l| l.contains("> ") && l.contains(&text)) {
            break;
        }
        d.press("Down");
    }
    d.press("Enter").see(&format!("党员 {name}"));
}

#[test]
fn what_does_not_apply_lacks_nothing() {
    let mut d = Driver::demo();
    let gaps = |d: &mut Driver| {
        d.size(100, 100);
        d.act("得分预览").lines().iter().filter(|l| l.contains(" 4.1 ")).count()
    };
    assert!(gaps(&mut d) > 0);
    d.act("Esc 考核 4 1 Enter Tab").type_text("本村没有").act("Tab 2 保存").see("4.1 已定:不适用");
    assert_eq!(gaps(&mut d), 0);
}

#[test]
fn leaving_a_small_form_with_something_typed_asks_once_more() {
    let mut d = Driver::demo();
    d.act("考核 5 1 Enter 1 Enter").type_text("标语陈旧").press("Esc").see("再按 Esc 放弃").see("标语陈旧");
    d.type_text("了").press("Esc").see("标语陈旧了").press("Esc").see_not("标语陈旧了");
    d.press("Enter Esc").see_not("扣分原因");
    d.act("党员 Enter 登记变动 Tab").type_text("2026-11-10").press("Esc").see("再按 Esc 放弃").see("登记变动:");
    d.press("Esc").see_not("登记变动:");
}

#[test]
fn a_change_of_membership_names_all_its_kinds_and_reads_the_day_while_it_is_typed() {
    for cols in [60, 80] {
        let mut d = Driver::demo();
        d.size(cols, 25);
        d.act("党员 Enter 登记变动");
        for (n, kind) in (1..).zip(EventKind::ALL) {
            d.see(&format!("{n}{}", kind.name()));
        }
        d.press("Tab").type_text("3.5").see("= 2026-03-05").erase().type_text("2026年3月").see("= 2026-03");
        d.erase().type_text("2.30").see("看不懂").act("保存").see("没有登记").erase().type_text("2026-02-28");
        d.see_not("看不懂的日期");
    }
}

#[test]
fn every_kind_of_meeting_is_reached_by_its_number() {
    let kinds: Vec<String> = {
        let d = Driver::demo();
        d.book().catalog().kinds.iter().filter(|k| !k.theme_day).map(|k| k.name.clone()).collect()
    };
    assert!(kinds.len() > 9, "numbers of two digits");
    for (at, kind) in kinds.iter().enumerate() {
        let mut d = Driver::demo();
        d.act("会议 新建");
        for digit in (at + 1).to_string().chars() {
            d.see("新建哪一类会议").press(&digit.to_string());
        }
        if at == 0 {
            d.see("新建哪一类会议").press("Enter");
        }
        d.see_not("新建哪一类会议").see(kind);
    }
}

#[test]
fn groups_are_offered_in_the_order_of_their_numbers() {
    let groups = Driver::demo().book().groups().unwrap();
    let places: Vec<usize> = groups.iter().filter_map(|g| "一二三四五".chars().position(|c| g.contains(c))).collect();
    assert!(places.len() > 2 && places.is_sorted(), "{groups:?}");
}

#[test]
fn a_letter_never_changes_a_choice() {
    let mut d = Driver::empty();
    d.type_text("清河社区党支部").press("Enter").type_text("abc村").see(" 村党支部  ←");
    d.press("Space").see(" 社区党支部  ←").act("保存");
    assert_eq!(d.book().org().unwrap().kind.code(), "community");
}

#[test]
fn the_branch_itself_is_edited_and_the_edit_taken_back() {
    let mut d = Driver::demo();
    let was = d.book().org().unwrap().clone();
    d.act("党员 支部信息").see("支部信息").erase().type_text("新桥村党支部");
    d.go_to("主题党日").erase().type_text("40").act("保存").see("1日至28日").see("支部信息");
    d.erase().type_text("15").go_to("成立").erase().type_text("1998.7").go_to("谁在用").erase().type_text("林会计");
    d.act("保存").see("已保存");
    assert!(d.title().contains("新桥村党支部"), "{}", d.title());
    let org = d.book().org().unwrap().clone();
    assert_eq!((org.name.as_str(), org.theme_day), ("新桥村党支部", 15));
    assert_eq!(org.founded.unwrap().to_string(), "1998-07");
    assert_eq!((org.kind, org.parent, &org.township), (was.kind, was.parent, &was.township));
    assert_eq!(d.book().person(), "林会计");
    d.act("撤销").see("改的是规则").press("Enter").see("已撤销");
    assert_eq!(d.book().org().unwrap(), &was);
}

#[test]
fn enter_stands_on_the_hint_line_wherever_it_acts() {
    let mut d = Driver::demo();
    d.act("得分预览").see("回车 打开").act("Esc 主题党日 新建 点名").see("回车 ");
    let mut d = Driver::village("2026-03-10");
    let file = d.folder().join("名册.csv");
    std::fs::write(&file, "序号,姓名,性别\n1,张三丰,女\n").unwrap();
    d.act("党员 导入").paste(&file.display().to_string()).press("Enter").see("回车 入库");
}

#[test]
fn enter_in_the_roll_marks_or_closes() {
    let mut d = Driver::demo();
    d.act("主题党日 新建").type_text("学习").act("点名 1 Enter").see("到会1").act("Enter 保存").see("已保存");
    let row = d.book().activities(2026).unwrap().into_iter().find(|r| r.title == "学习").unwrap();
    let roll = d.book().meeting(row.id).unwrap().unwrap().attendance;
    assert_eq!(roll.iter().filter(|a| a.roll == Roll::Present).count(), 1);
}

#[test]
fn the_kind_of_an_organisation_is_changed_as_far_as_the_tree_takes_it() {
    let mut d = Driver::township("2026-03-10");
    let kind = |d: &Driver| d.book().org().unwrap().kind;
    assert_eq!(kind(&d), OrgKind::Village);
    // Under a township, with members: neither a township itself nor a group without books.
    d.act("党员 支部信息")
        .go_to("类别")
        .see("社区党支部")
        .see("下属党支部")
        .see_not("县(市、区)")
        .see_not("党小组(网格)");
    d.act("3 保存").see("已保存");
    assert_eq!(kind(&d), OrgKind::Enterprise);
    // The sheet and the duties of that kind follow at once.
    let book = d.book();
    assert_eq!(book.score(None, book.today()).unwrap().checklist, "enterprise");
    d.act("撤销").see("改的是规则").press("Enter").see("已撤销");
    assert_eq!(kind(&d), OrgKind::Village);
}
