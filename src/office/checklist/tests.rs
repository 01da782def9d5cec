//! Forms of every shape that townships send: merged cells, csv columns, numbered text, bars.

use super::*;

fn grid(rows: &[&[&str]]) -> Grid {
    let cell = |t: &&str| if t.is_empty() { Cell::Empty } else { Cell::Text((*t).to_owned()) };
    let rows = (1..).zip(rows.iter().map(|r| r.iter().map(cell).collect())).collect();
    Grid { name: "表".into(), rows }
}

fn pts(text: &str) -> Points {
    text.parse().unwrap()
}

fn lines_of(file: &ChecklistFile) -> Vec<String> {
    file.sections
        .iter()
        .flat_map(|s| {
            let max = |m: Option<Points>| m.map_or("-".into(), |m| m.to_string());
            let items =
                s.items.iter().map(move |i| format!("{} {} {}|{}{}", i.no, i.text, max(i.max), i.value, i.method));
            std::iter::once(format!("[{}] {}", s.name, max(s.max))).chain(items)
        })
        .collect()
}

#[test]
fn merged_cells_carry_the_group_down_and_numbers_that_begin_anew_get_the_groups() {
    let file = read_checklist(&[grid(&[
        &["村(社区)党建观摩、检查、测评得分表"],
        &["党组织名称:", "", "", "", "得分:"],
        &["序号", "考核指标", "考核内容", "扣分", "扣分原因", "得分"],
        &["一", "党建基础\n(25分)", "1.标识统一、口号统一(3分)"],
        &["", "", "2.班子健全，按时换届（2.5分）"],
        &["二", "组织建设\n(30分)", "1.每月开展主题党日(4分)"],
        &["合计", "", "", "", "", ""],
    ])])
    .unwrap();
    assert_eq!(file.title, "村(社区)党建观摩、检查、测评得分表");
    assert_eq!(
        lines_of(&file),
        [
            "[党建基础] 25",
            "1.1 标识统一、口号统一(3分) 3|",
            "1.2 班子健全，按时换届（2.5分） 2.5|",
            "[组织建设] 30",
            "2.1 每月开展主题党日(4分) 4|",
        ]
    );
    assert_eq!(file.sum(), pts("9.5"));
    assert!(file.skipped.iter().any(|s| s.row == 7));
}

#[test]
fn columns_for_value_and_method_are_read_and_signs_are_no_maxima() {
    let file = read_checklist(&[grid(&[
        &["编号", "评分标准", "总分", "单项否决", "评分方法"],
        &["2", "两个月内报送档案", "3", "false", "逾期报送的，扣 3 分"],
        &["5", "涂改档案", "0", "true", ""],
        &["7", "义务献血", "+10", "", "每次"],
    ])])
    .unwrap();
    let items: Vec<&FileItem> = file.items().collect();
    assert_eq!((items[0].no.as_str(), items[0].max, items[0].veto), ("2", Some(pts("3")), false));
    assert_eq!(items[0].method, "逾期报送的，扣 3 分");
    assert!(items[1].veto);
    assert_eq!((items[2].max, items[2].value.as_str(), items[2].method.as_str()), (None, "+10", "每次"));
}

#[test]
fn a_csv_with_the_groups_points_in_a_column_of_their_own() {
    let file = read_checklist(&[grid(&[
        &["# 说明"],
        &["大类", "大类分", "序", "考核内容", "分值"],
        &["党建基础", "15", "1", "选优配强党组织书记", "5"],
        &["党建基础", "15", "2", "完成全员轮训", "10"],
        &["组织建设", "30", "1", "台账齐全", "30"],
    ])])
    .unwrap();
    assert_eq!(lines_of(&file)[0], "[党建基础] 15");
    assert_eq!(lines_of(&file)[2], "1.2 完成全员轮训 10|");
    assert_eq!(file.sections[1].max, Some(pts("30")));
}

#[test]
fn pasted_text_with_groups_own_numbers_and_lines_that_go_on() {
    let file = read_text(
        "某镇2026年党建考核办法（100分）\n一、基础工作（10分）\n1.支部会议按时召开，每少一次扣1分，扣完为止（5分）\n2、台账\n齐全规范（5分）\n\
         （二）加分项\n1.获县级表彰的加2分\n",
    )
    .unwrap();
    assert_eq!((file.title.as_str(), file.max), ("某镇2026年党建考核办法", Some(pts("100"))));
    assert_eq!(
        lines_of(&file),
        [
            "[基础工作] 10",
            "1.1 支部会议按时召开，每少一次扣1分，扣完为止（5分） 5|",
            "1.2 台账\n齐全规范（5分） 5|",
            "[加分项] -",
            "2.1 获县级表彰的加2分 -|",
        ]
    );
    let file =
        read_text("## 3 组织工作 (常规, 10分)\n3.1 每项扣0.5分。\n3.12 每项扣1分\n## 21 加分项\n21.1 加2分").unwrap();
    let nos: Vec<&str> = file.items().map(|i| i.no.as_str()).collect();
    assert_eq!(nos, ["3.1", "3.12", "21.1"]);
    assert_eq!((file.sections[0].name.as_str(), file.sections[0].max), ("组织工作", Some(pts("10"))));
}

#[test]
fn lines_parted_by_bars() {
    let file = read_text("## 守信(加分) — 社会公益\n53 | 区村级 | 捐款100—1000元的，每100元加1分 | +1至+10 | 每年最多加40 分\n58 | 区村级 | 无偿献血的（每次） | +10 | \n").unwrap();
    assert_eq!(
        lines_of(&file),
        [
            "[守信(加分) — 社会公益] -",
            "53 捐款100—1000元的，每100元加1分 -|+1至+10每年最多加40 分",
            "58 无偿献血的（每次） -|+10"
        ]
    );
}

#[test]
fn a_bar_line_may_say_that_it_is_a_veto() {
    let file =
        read_text("8 | 《登记表》须收集齐全 | 2 | false | 每缺一份扣 1分\n22 | 涂改 1999 年的材料 | 0 | true | ")
            .unwrap();
    let all: Vec<_> = file.items().map(|i| (i.no.as_str(), i.max, i.veto, i.method.as_str())).collect();
    assert_eq!(all, [("8", Some(pts("2")), false, "每缺一份扣 1分"), ("22", Some(pts("0")), true, "")]);
}

#[test]
fn a_year_at_the_start_of_a_text_is_no_number() {
    let file = read_text("4 | 1999 年中央组织部制发的《干部履历表》 | 2 | x").unwrap();
    assert!(file.items().next().unwrap().text.starts_with("1999 年"));
}

#[test]
fn a_file_without_items_is_refused() {
    assert!(read_text("").is_err());
    assert!(read_text("只有一句话\n又一句").is_err());
    assert!(read_checklist(&[grid(&[&["姓名", "性别"], &["张三", "男"]])]).is_err());
}
