//! The checklist, the preview and the overview: suggestions, decisions, gaps that can be walked to.

use crate::driver::Driver;

fn confirmed(d: &Driver) -> String {
    d.title().split("已确认").nth(1).unwrap().trim().to_owned()
}

#[test]
fn a_suggestion_is_accepted_changed_and_cleared() {
    let mut d = Driver::demo();
    assert_eq!(confirmed(&d), "10");
    d.act("考核 4 1 接受建议").see("4.1 按建议定:3.3");
    assert_eq!(confirmed(&d), "13.3");
    d.press("Enter 1 Enter").type_text("照片不全").press("Enter").see("4.1 已定:得 3 / 4").see("照片不全");
    assert_eq!(confirmed(&d), "13");
    d.act("取消评定").see("4.1 已取消评定");
    assert_eq!(confirmed(&d), "10");
    d.act("撤销 撤销 撤销").see("已撤销");
    assert_eq!(confirmed(&d), "10");
}

#[test]
fn the_sheet_that_is_shown_is_the_one_that_is_printed() {
    let mut d = Driver::demo();
    d.act("考核 Left").see("2025年").act("打印");
    let printed = d.opened().remove(0).display().to_string();
    assert!(printed.contains("2025-12-31"), "{printed}");
}

#[test]
fn a_deduction_without_a_reason_is_refused_and_kept_on_screen() {
    let mut d = Driver::demo();
    d.act("考核 5 1 Enter 2 Enter Enter").see("扣分").see("5.1 满分 4");
    assert_eq!(confirmed(&d), "10");
}

#[test]
fn a_decision_left_as_it_is_stays() {
    let mut d = Driver::demo();
    d.act("考核 4 1 Enter 1 Enter").type_text("照片不全").press("Enter").see("4.1 已定:得 3 / 4");
    d.press("Enter").see("已定扣 1").press("Enter Enter").see("4.1 已定:得 3 / 4").see("照片不全");
}

#[test]
fn not_applicable_is_not_nought() {
    let mut d = Driver::demo();
    let before = d.title();
    d.act("考核 2 6 Enter Tab").type_text("本村没有大党委").act("Tab 2 保存").see("2.6 已定:不适用").see("不适用");
    assert_ne!(d.title(), before);
    let score = d.book().score(None, d.book().today()).unwrap();
    let item = score.sections.iter().flat_map(|s| &s.items).find(|i| i.no == "2.6").unwrap();
    assert_eq!((item.decided, item.expected.0), (None, 0));
}

#[test]
fn a_gap_leads_to_the_form_that_closes_it() {
    let open = |gap: &str| {
        let mut d = Driver::demo();
        d.act("得分预览");
        while !d.lines().iter().any(|l| l.contains("> [ ]") && l.contains(gap)) && d.keys < 40 {
            d.press("Down");
        }
        d.press("Enter");
        d
    };
    open("8月 有记录,未点名").see("高温天查水源");
    open("敖大海 缺 联系电话").see("党员 敖大海");
    let mut d = open("党建联席会议");
    d.see("党建联席会议").see("新建");
    assert!(d.before_cursor().contains("议题") || d.before_cursor().contains("主题"));
}

#[test]
fn the_overview_opens_what_is_due() {
    let mut d = Driver::demo();
    d.see("还剩9天").see("党费 2人未交").see("大党委会").press("Enter").see(">11").see("11月 应交45人");
    d.act("总览 Down Enter").see("大党委会").see("新建");
}

#[test]
fn the_overview_shows_other_years_and_opens_records() {
    let mut d = Driver::demo();
    d.act("上一年").see("2025年").act("下一年").see("2026年");
    d.act("换区 Enter").see("党员大会").see("已保存");
}

#[test]
fn digits_open_screens_on_the_overview_with_an_input_method_too() {
    let mut d = Driver::demo();
    d.press("5").see("46人").act("总览").press("６").see("考核内容").act("总览 3").see("全部类别");
}

#[test]
fn what_was_decided_in_the_sample_books_still_rests_on_the_same_evidence() {
    let d = Driver::demo();
    let today = d.book().today();
    for on in [today, "2025-12-31".parse().unwrap()] {
        let score = d.book().score(None, on).unwrap();
        assert!(score.items().any(|i| i.decided.is_some()));
        assert_eq!(
            score.items().filter(|i| i.is_stale()).map(|i| i.no.as_str()).collect::<Vec<_>>(),
            Vec::<&str>::new()
        );
    }
}

/// A sheet with grades, bases and a veto: what moves the sum is told, not only done.
#[test]
fn grades_bases_conversions_and_vetoes_are_seen() {
    let sheet = "id = \"own\"\nversion = 1\nname = \"本镇考核\"\nmax = \"20\"\nveto = \"不合格\"\n\
                 [[band]]\nname = \"优秀\"\nfrom = \"15\"\n[[band]]\nname = \"合格\"\nfrom = \"6\"\n\
                 [[band]]\nname = \"不合格\"\nfrom = \"-100\"\n\
                 [[section]]\nname = \"综合\"\nmax = \"10\"\nstart = \"10\"\n\
                 [[section.item]]\nno = \"1.1\"\ntext = \"缺席每次扣1分\"\n\
                 rule = [{ id = \"a\", each = \"-1\", unit = \"次\" }]\n\
                 [[section.item]]\nno = \"1.2\"\ntext = \"重大事故一票否决\"\n\
                 rule = [{ id = \"v\", effect = { veto = \"sheet\" } }]\n\
                 [[section]]\nname = \"现场\"\nmax = \"100\"\nconvert = { scale = { from = \"100\", to = \"10\" } }\n\
                 [[section.item]]\nno = \"2.1\"\ntext = \"现场打分\"\nmax = \"100\"\n";
    let folder = "checklists/own.toml";
    let mut d = Driver::demo_with(folder, sheet);
    d.act("考核 换考核表").type_text("本镇").press("Enter").see("本镇考核").see("基准分 10").see("折").see("等次:合格");
    d.press("2 1 Enter")
        .type_text("40")
        .press("Enter")
        .type_text("设施旧")
        .press("Enter")
        .see("2.1 已定")
        .see("等次:优秀");
    d.act("1 2 逐笔登记 新建").go_to("依据").type_text("通报").press("Enter Esc").see("一票否决").see("等次:不合格");
    d.act("得分预览").see("一票否决").see("等次 不合格");
}

/// The points in sight of the title line, and that they stand in `figures` of the layer in front.
#[track_caller]
fn one_figure(d: &Driver, written: &str) -> String {
    let title = d.title();
    let told = title.split("预估 ").nth(1).unwrap().split(" /").next().unwrap().to_owned();
    let (expected, open) = told.split_once(" + 待评 ").unwrap();
    let wanted = written.replace("{e}", expected).replace("{o}", open);
    let below = d.lines()[1..].join("\n");
    assert!(below.contains(&wanted), "no “{wanted}” under\n{}", d.text());
    told
}

#[test]
fn title_sheet_and_preview_show_one_figure_in_the_same_frame() {
    let mut d = Driver::demo();
    const SHEET: &str = "预估{e} 待评{o}";
    const PREVIEW: &str = "预估 {e} + 待评 {o} / 100";
    d.act("考核");
    let before = one_figure(&d, SHEET);
    d.press("1 3 Enter 1 Enter").type_text("图没挂").press("Enter").see("1.3 已定");
    let decided = one_figure(&d, SHEET);
    assert_ne!(before, decided);
    d.act("得分预览");
    assert_eq!(one_figure(&d, PREVIEW), decided);
    d.act("撤销").see("改的不在眼前这一屏").press("Enter");
    assert_eq!(one_figure(&d, PREVIEW), before, "undone over the preview");
    d.act("重做");
    assert_eq!(one_figure(&d, PREVIEW), decided);
    d.press("Esc");
    assert_eq!(one_figure(&d, SHEET), decided, "and below it");
    d.act("主题党日 新建")
        .go_to("日期")
        .erase()
        .type_text("3.20")
        .go_to("主题")
        .type_text("学习讨论")
        .act("点名 全部到会 Esc 保存")
        .see("已保存")
        .act("得分预览");
    assert_ne!(one_figure(&d, PREVIEW), decided, "a record saved");
}
