//! A 党总支 with six branches in one file: the picker, and that lists, calendar and search are each branch's own.

use crate::driver::Driver;
use crate::fixture::Size;
use zhibu::model::org::{Org, OrgKind};

/// A branch that began alone gets a 党总支 above it and a second branch beside it, all from the screen.
#[test]
fn further_organisations_are_founded_from_the_picker() {
    let mut d = Driver::demo();
    d.act("换党组织").see("换到哪个党组织").see("青石桥村党支部");
    d.type_text("新建").press("Enter").see("新建党组织").act("保存").see("请填写党组织名称");
    d.type_text("青石镇党委").go_to("类别").type_text("5").act("保存").see("已新建“青石镇党委”");
    d.see("青石桥村党支部 · ");
    // The branch is put under it, then a branch is founded beside.
    d.act("支部信息").go_to("上级党组织").act("Right 保存").see("已保存支部信息");
    d.act("换党组织").type_text("新建").press("Enter").type_text("杨树村党支部").act("保存");
    d.see("已新建“杨树村党支部”").see("杨树村党支部 · ").act("党员").see("花名册还是空的");
    let book = d.book();
    let town = book.orgs().iter().find(|o| o.name == "青石镇党委").unwrap().id;
    assert_eq!(book.orgs().iter().filter(|o| o.parent == Some(town)).count(), 2);
    drop(book);
    d.act("撤销").see("是新建党组织").press("Enter").see("撤销:新建党组织“杨树村党支部”").see("青石桥村党支部 · ");
    d.act("换党组织").see_not("杨树村");
}

#[test]
fn of_two_of_one_name_the_one_chosen_stands_above_and_kind_and_place_change_together() {
    let mut d = Driver::demo_changed(|book| {
        let org = |kind, name: &str, parent| Org { parent, ..Org::new(kind, name) };
        for town in ["东镇", "西镇"] {
            book.add_org(org(OrgKind::Township, town, None)).unwrap();
            let id = book.orgs().iter().find(|o| o.name == town).unwrap().id;
            book.add_org(org(OrgKind::Village, "联村党总支", Some(id))).unwrap();
        }
    });
    let above = |d: &Driver| {
        let book = d.book();
        let org = |id| book.orgs().iter().find(|o| Some(o.id) == id).map(|o| (o.name.clone(), o.parent));
        let (name, parent) = org(book.org().unwrap().parent).unwrap();
        (name, org(parent).map(|(name, _)| name), book.org().unwrap().kind)
    };
    let choose = |d: &mut Driver, parent: &str| {
        d.go_to("上级党组织");
        for _ in 0..6 {
            if d.lines().iter().any(|l| l.contains("上级党组织") && l.contains(&format!(" {parent} "))) {
                return;
            }
            d.press("Right");
        }
        panic!("nothing above is called {parent} in\n{}", d.text());
    };
    d.act("换党组织").see("联村党总支(东镇)").see("联村党总支(西镇)").act("Esc 支部信息");
    choose(&mut d, "联村党总支(西镇)");
    d.act("保存").see("村党支部不能放在村党支部下面").go_to("类别").type_text("4").act("保存").see("已保存");
    assert_eq!(above(&d), ("联村党总支".into(), Some("西镇".into()), OrgKind::Branch));
    d.act("支部信息").see("联村党总支(西镇)").go_to("类别").type_text("1");
    choose(&mut d, "东镇");
    d.act("保存").see("已保存");
    assert_eq!(above(&d), ("东镇".into(), None, OrgKind::Village));
}

#[test]
fn the_picker_goes_from_branch_to_branch_and_everything_follows() {
    let mut d = Driver::general_branch(Size { branches: 6, members: 60, years: 1 });
    d.act("党员").see("青石桥村党总支").see("花名册还是空的");
    d.act("换党组织").see("换到哪个党组织").see("青石桥村党总支").see("第六党支部");
    d.type_text("第一")
        .press("Enter")
        .see("第一党支部")
        .see("[F2 总览]")
        .see("党小组会 第一党小组")
        .act("党员")
        .see("60人");
    // What is saved here is found here, and in no other branch.
    d.act("主题党日 新建").type_text("独此一家的学习").act("保存").see("已保存").press("Esc");
    d.act("查找").type_text("独此一家").see("独此一家的学习").press("Esc");
    d.act("总览 换党组织").type_text("第二").press("Enter").see("第二党支部").act("党员").see("46人");
    d.act("查找").type_text("独此一家").see("没有找到").press("Esc");
    d.act("主题党日").see("主题党日").see_not("独此一家");
}
