//! What an import leaves open: seen, opened where it can be put right, settled, and taken back.

use crate::driver::Driver;
use calamine::Reader;
use unicode_width::UnicodeWidthStr;
use zhibu::model::import::FileKind;

const HEADING: &str = "序号,姓名,性别,出生日期,公民身份号码,入党时间,转正时间,联系电话";
/// Held: no name. Its 入党时间 is in doubt, its number and phone are not.
const NAMELESS: &str = "3,,男,,419923197208280030,1999年13月,2000-11-15,13900000003";

/// A branch on 10 March 2026 with the rows of a roster, imported on screen.
fn branch(rows: &[&str]) -> Driver {
    let mut d = Driver::village("2026-03-10");
    d.act("党员");
    import(&mut d, "名册.csv", HEADING, rows);
    d
}

/// From the list of members or meetings.
fn import(d: &mut Driver, name: &str, heading: &str, rows: &[&str]) {
    preview(d, name, heading, rows);
    d.press("Enter").see("已导入");
}

fn preview(d: &mut Driver, name: &str, heading: &str, rows: &[&str]) {
    let file = d.folder().join(name);
    std::fs::write(&file, format!("{heading}\n{}\n", rows.join("\n"))).unwrap();
    d.act("导入").paste(&file.display().to_string()).press("Enter").see("导入预览");
}

fn open_questions(d: &Driver) -> Vec<String> {
    d.book().issues().unwrap().into_iter().map(|i| i.problem.column).collect()
}

fn joined(d: &Driver, name: &str) -> String {
    let member = d.book().members().unwrap().into_iter().find(|m| m.name == name).unwrap();
    member.joined.map(|j| j.to_string()).unwrap_or_default()
}

const DOUBTFUL: &str = "2,李四光,男,1960-01-02,,不详,1991-07-01,13900000002";

#[test]
fn a_doubtful_cell_is_put_right_on_the_page_and_both_come_back_with_one_undo() {
    let mut d = branch(&[DOUBTFUL]);
    d.see("待核1处").act("存疑").see("存疑1处").see("李四光").see("不是有效日期").see("原文 入党时间:不详");
    d.press("Enter").see("党员 李四光");
    assert!(d.before_cursor().contains("入党时间"), "{}", d.before_cursor());
    d.type_text("1990.7.1").act("保存").see("已保存 李四光,1处存疑已销").see_not("不详");
    assert_eq!((joined(&d, "李四光").as_str(), open_questions(&d).len()), ("1990-07-01", 0));
    d.press("Esc").see("都核对完了").press("Esc").see_not("待核");
    d.act("撤销").see("已撤销:修改党员李四光").see("待核1处");
    assert_eq!((joined(&d, "李四光").as_str(), open_questions(&d).len()), ("", 1));
    d.act("重做").see_not("待核");
    assert_eq!((joined(&d, "李四光").as_str(), open_questions(&d).len()), ("1990-07-01", 0));
}

#[test]
fn saving_something_else_answers_nothing() {
    let mut d = branch(&[DOUBTFUL]);
    d.act("存疑 Enter").go_to("家庭住址").type_text("村东").act("保存").see("已保存 李四光").see("不详");
    assert_eq!(open_questions(&d), ["入党时间"]);
}

#[test]
fn a_cell_that_is_right_as_it_stands_is_settled_by_a_key() {
    let mut d = branch(&[DOUBTFUL, "4,王五,男,1960-01-02,,1998-03,1998-04,13900000004"]);
    d.act("存疑").see("李四光").see("王五").act("Down 核实无误").see("核实无误").see_not("王五").see("李四光");
    assert_eq!(open_questions(&d), ["入党时间"]);
    d.act("撤销").see("已撤销:核实存疑:王五转正时间").see("王五");
    // On the member's page the key settles what the field in focus is asked about.
    d.act("Down Enter 核实无误").see("转正时间已记为核实无误");
    assert_eq!(open_questions(&d), ["入党时间"]);
}

#[test]
fn what_did_not_agree_is_settled_by_putting_either_side_right() {
    // 419923197208280030 is a man's, born on 1972-08-28; who joined on 1983-07-01 was not of age.
    let row = "2,李四光,女,1973-01-02,419923197208280030,1983-07-01,1984-07-01,13900000002";
    let mut d = branch(&[row, "3,王五,男,1960-01-02,,1998-03,1998-04,13900000004"]);
    assert_eq!(open_questions(&d), ["性别", "出生日期", "入党时间", "转正时间"]);
    d.act("存疑 Enter").see("党员 李四光").go_to("家庭住址").type_text("村东").act("保存").see("已保存");
    assert_eq!(open_questions(&d).len(), 4, "something else settles nothing");
    d.go_to("身份证号").erase().act("保存").see("2处存疑已销");
    assert_eq!(open_questions(&d), ["入党时间", "转正时间"], "still not of age");
    d.go_to("出生日期").erase().type_text("1963-1-2").act("保存").see("1处存疑已销");
    assert_eq!(open_questions(&d), ["转正时间"], "another's");
    d.act("Esc 撤销").see("已撤销");
    assert_eq!(open_questions(&d), ["入党时间", "转正时间"]);
    d.press("Enter Esc Down Enter").see("党员 王五").go_to("入党时间").erase().type_text("1997-3").act("保存");
    d.see("1处存疑已销");
}

#[test]
fn a_held_row_becomes_a_member_from_its_own_cells_and_nothing_is_invented() {
    let mut d = branch(&["1,张三丰,女,1964-06-03,,1983.07.15,1984.7,13900000001", NAMELESS]);
    d.act("存疑").see("暂存1行").see("没有姓名").see("1999年13月").see_not("13900000003");
    d.act("显示号码").see("联系电话:13900000003").see("419923197208280030");
    d.press("Enter").see("由暂存的一行新增").see("139****0003").see("原表 入党时间:1999年13月(不是有效日期");
    assert!(d.before_cursor().contains("姓名"));
    let line = d.lines().into_iter().find(|l| l.contains("入党时间") && l.contains("转正时间")).unwrap();
    assert!(!line.contains("1999") && line.contains("2000-11-15"), "what is doubtful is not filled in: {line}");
    d.act("保存").see("没有保存").type_text("钱七").act("保存").see("已保存 钱七,暂存的这一行已处理");
    let found = d.book().members().unwrap().into_iter().find(|m| m.name == "钱七").unwrap();
    assert_eq!((found.no, found.id_number.whole(), found.phone.whole()), (3, "419923197208280030", "13900000003"));
    assert_eq!((found.joined, found.full.unwrap().to_string().as_str()), (None, "2000-11-15"));
    assert!(open_questions(&d).is_empty());
    d.press("Esc").see("都核对完了").act("撤销").see("已撤销:新增党员钱七").see("没有姓名");
    assert_eq!(d.book().members().unwrap().len(), 1);
    d.act("重做").see("都核对完了");
}

#[test]
fn what_was_typed_for_a_held_row_is_offered_again() {
    let mut d = branch(&["1,张三丰,女,1964-06-03,,1983.07.15,1984.7,13900000001", NAMELESS]);
    d.act("存疑 Enter").type_text("钱七").press("Esc").see("已留作草稿").see("没有姓名");
    let mut d = d.restart();
    d.act("草稿 Enter").see("由暂存的一行新增").see("钱七").act("保存").see("暂存的这一行已处理");
    assert!(d.book().drafts().is_empty());
}

#[test]
fn a_held_row_that_is_nobody_is_settled_without_a_member() {
    let mut d = branch(&["1,张三丰,女,1964-06-03,,1983.07.15,1984.7,13900000001", NAMELESS]);
    d.act("存疑 核实无误").see("核实无误").see("都核对完了");
    assert_eq!(d.book().members().unwrap().len(), 1);
}

const LEDGER: &str = "时间,类别,主题,地点,应到人数,实到人数,请假人员及原因";

#[test]
fn a_ledgers_questions_stand_with_the_meetings_and_do_not_count_against_the_roster() {
    let mut d = branch(&["1,张三丰,女,1964-06-03,,1983.07.15,1984.7,13900000001"]);
    let item = |d: &Driver| {
        let score = d.book().score(None, d.book().today()).unwrap();
        score.sections.iter().flat_map(|s| &s.items).find(|i| i.no == "3.2").map(|i| i.reason.clone()).unwrap()
    };
    let before = item(&d);
    d.act("会议");
    import(
        &mut d,
        "台账.csv",
        LEDGER,
        &["2026-03-05,党员大会,春季大会,村部,1,1,赵无名(生病)", "哪天,党员大会,哪天的会,村部,,,"],
    );
    assert_eq!(item(&d), before);
    assert_eq!(d.book().issues_of(FileKind::Activities).unwrap().len(), 2);
    d.act("党员").see("1人").see_not("待核").refused("存疑").see("存疑:没有存疑的地方");
    d.act("总览").see("台账导入后待核2处(F3");
    d.act("会议").see("待核2处").act("存疑").see("台账导入后待核:暂存1行 · 存疑1处").see("哪天的会");
    d.press("Down").see("名册上没有“赵无名”");
    d.press("Enter").see("春季大会").see("村部").see("请核对姓名 原文:赵无名(生病)");
    d.act("Esc 核实无误").see("核实无误").see_not("赵无名");
    d.act("Esc 撤销").see("待核2处");
}

#[test]
fn the_preview_names_what_is_left_unread_and_the_columns_it_does_not_know() {
    let mut d = Driver::village("2026-03-10");
    d.act("党员");
    let rows = ["1,张三丰,女,1964-06-03,,1983.07.15,1984.7,13900000001,O型", DOUBTFUL, "制表人:李会计"];
    preview(&mut d, "名册.csv", &format!("{HEADING},血型"), &rows);
    d.see("存疑 入党时间").see("未读").see("表尾说明: 制表人:李会计").see("未识 血型");
    d.press("End").see("没有认出“血型”是哪一栏,内容逐行原样保留");
    d.press("Enter").see("已导入:新增2 存疑行1").type_text("张三丰").press("Enter").see("原表其他栏 血型:O型");
}

#[test]
fn a_long_reason_can_be_read_to_its_end() {
    let same = "419923197208280030";
    let rows =
        [format!("1,张三丰,男,,{same},1999-01-01,2000-11-15,"), format!("2,李四光,男,,{same},1999-01-01,2000-11-15,")];
    let mut d = Driver::village("2026-03-10");
    d.act("党员").size(60, 20);
    preview(&mut d, "名册.csv", HEADING, &[&rows[0], &rows[1]]);
    let read = |d: &Driver| d.lines().iter().map(|l| l.trim_matches([' ', '│'])).collect::<String>();
    assert!(read(&d).contains("无法确定是谁的,没有导入;请核对后改正再导入"), "{}", d.text());
    d.act("Enter 存疑");
    assert!(read(&d).contains("无法确定是谁的,没有导入;请核对后改正再导入"), "{}", d.text());
    assert!(read(&d).contains("转正时间:2000-11-15"), "{}", d.text());
}

/// The names in the list, from above.
fn names(d: &Driver, among: &[&str]) -> Vec<String> {
    let found = d.lines().into_iter().filter_map(|l| among.iter().find(|n| l.contains(**n)).map(|n| (*n).to_owned()));
    found.collect()
}

#[test]
fn the_roster_is_sorted_by_number_name_age_and_group() {
    let mut d = Driver::village("2026-03-10");
    d.act("党员");
    let rows = ["1,周一,1970-01-01,第三小组", "2,安二,1990-01-01,第一小组", "3,单三,1950-01-01,第二小组", "4,沙四,,"];
    import(&mut d, "名册.csv", "序号,姓名,出生日期,党小组", &rows);
    let all = ["周一", "安二", "单三", "沙四"];
    d.see("4人 按编号");
    assert_eq!(names(&d, &all), ["周一", "安二", "单三", "沙四"]);
    d.act("Down 换排序").see("4人 按姓名");
    // 单 is read Shàn as a surname.
    assert_eq!(names(&d, &all), ["安二", "沙四", "单三", "周一"]);
    assert!(d.lines().iter().any(|l| l.starts_with('>') && l.contains("安二")), "who was selected stays so");
    d.act("换排序").see("按年龄");
    assert_eq!(names(&d, &all), ["单三", "周一", "安二", "沙四"]);
    d.act("换排序").see("按党小组");
    assert_eq!(names(&d, &all), ["安二", "单三", "周一", "沙四"]);
    d.act("换排序").see("按编号");
}

#[test]
fn a_wide_screen_shows_the_selected_member_beside_the_list() {
    let mut d = Driver::demo();
    let members = d.book().members().unwrap();
    d.act("党员").see_not("最近的会议、活动和台账").size(120, 30);
    d.see("最近的会议、活动和台账").see(&members[0].address).see("到会").see_not(members[0].id_number.whole());
    d.press("Down").see(&members[1].address).see_not(&members[0].address);
    d.type_text("尉迟广林").see("尉迟广林 男").see_not(&members[1].address);
}

#[test]
fn a_number_or_identity_that_another_has_is_refused_and_the_typed_text_stays() {
    let mut d = Driver::demo();
    let first = d.book().members().unwrap().remove(0);
    d.act("党员 新建 3 Enter Enter")
        .type_text("韩秋水")
        .go_to("编号")
        .erase()
        .type_text(&first.no.to_string())
        .act("保存");
    d.see(&format!("编号{}已是{}", first.no, first.name)).see("韩秋水");
    d.go_to("编号").erase().type_text("99").go_to("身份证号").type_text(first.id_number.whole()).act("保存");
    d.see(&format!("身份证号与{}(编号{})相同", first.name, first.no)).see("韩秋水").see(first.id_number.whole());
    assert_eq!(d.book().members().unwrap().len(), 46);
}

#[test]
fn a_number_typed_behind_its_mask_is_not_taken_for_one() {
    let mut d = Driver::demo();
    let before = d.book().members().unwrap().remove(0);
    d.act("党员 Enter").go_to("联系电话").press("End").type_text("8").act("保存").see("没有保存").see("*");
    assert_eq!(d.book().members().unwrap()[0], before);
    d.erase().type_text("13800138000").act("显示号码").see("13800138000").see(before.id_number.whole()).act("保存");
    assert_eq!(d.book().members().unwrap()[0].phone.whole(), "13800138000");
}

/// All text of the first sheet of the one file that the program wrote.
fn written(d: &mut Driver) -> (String, String) {
    let path = d.opened().pop().unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let cells = sheet.cells().map(|(_, _, cell)| cell.to_string()).collect::<Vec<_>>().join("|");
    (path.file_name().unwrap().to_string_lossy().into_owned(), cells)
}

#[test]
fn the_printed_roster_hides_numbers_unless_the_palette_is_asked_for_them() {
    let mut d = Driver::demo();
    let first = d.book().members().unwrap().remove(0);
    d.act("党员 打印");
    let (name, masked) = written(&mut d);
    assert!(
        masked.contains(&first.name)
            && !masked.contains(first.id_number.whole())
            && !masked.contains(first.phone.whole())
    );
    assert!(!name.contains("完整"));
    d.act("命令").type_text("完整").see("含完整号码,注意保管").press("Enter").see("注意保管");
    let (name, whole) = written(&mut d);
    assert!(whole.contains(first.id_number.whole()) && whole.contains(first.phone.whole()));
    assert!(name.contains("含完整号码"));
}

#[test]
fn a_new_branch_is_invited_to_import_and_a_typed_folder_lists_its_files() {
    let mut d = Driver::empty();
    d.type_text("柳林村党支部").act("保存").see("[F5 党员]").see("花名册还是空的").see("Ctrl+O  从现成的表格导入");
    let folder = d.folder().join("表格");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("花名册.csv"), format!("{HEADING}\n{DOUBTFUL}\n")).unwrap();
    std::fs::write(folder.join("别的.csv"), "收入,支出\n1,2\n").unwrap();
    d.act("导入").type_text(&format!("{}/", folder.display())).see("花名册.csv").see("别的.csv");
    d.type_text("花").see_not("别的.csv").press("Enter").see("导入预览 花名册.csv").press("Enter").see("李四光");
}

#[test]
fn three_hundred_members_are_listed_sorted_and_searched_at_once() {
    let mut d = Driver::village("2026-03-10");
    d.act("党员");
    let rows: Vec<String> = (1..=300).map(|n| format!("{n},党员{},男,第{}小组", han(n), han(n % 7 + 1))).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    import(&mut d, "名册.csv", "序号,姓名,性别,党小组", &rows);
    d.see("300人").size(140, 40);
    d.act("End 换排序 换排序 换排序 换排序 PgUp")
        .type_text("dy")
        .see("300人")
        .press("Esc")
        .type_text("300")
        .see("1人(共300人)");
}

/// A number in the characters that stand for its digits.
fn han(n: usize) -> String {
    n.to_string().chars().map(|c| "零一二三四五六七八九".chars().nth(c as usize - '0' as usize).unwrap()).collect()
}

#[test]
fn questions_previews_and_held_rows_keep_to_the_screen() {
    for way in ["Ctrl+E", "Ctrl+E Enter", "Ctrl+E Down Enter"] {
        let mut d = branch(&[DOUBTFUL, NAMELESS]);
        d.app.set_wide_glyphs(true);
        d.press(way);
        let home = d.text();
        for (cols, rows) in [(60, 20), (40, 12), (200, 60), (80, 25)] {
            d.size(cols, rows);
            assert!(d.cursor().is_none_or(|at| at.y < rows - 2), "{cols}x{rows} after {way}");
            assert!(d.buffer().content.iter().all(|c| c.symbol().width() == c.symbol().width_cjk()), "{}", d.text());
        }
        assert_eq!(d.text(), home);
    }
}
