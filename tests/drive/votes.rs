//! Votes: the rule of each matter, the result while one types, what is printed, and that nothing typed is lost.

use crate::driver::Driver;
use zhibu::model::{activity::Meeting, paper::Block, vote::Voters};

fn saved(d: &Driver, title: &str) -> Meeting {
    let book = d.book();
    let row = book.activities(2026).unwrap().into_iter().find(|r| r.title == title).unwrap();
    book.meeting(row.id).unwrap().unwrap()
}

/// Everything that stands on the printed form of a meeting.
fn printed(d: &Driver, meeting: &Meeting) -> String {
    let paper = d.book().meeting_paper(meeting);
    let forms = paper.blocks.into_iter().filter_map(|b| match b {
        Block::Form { rows, .. } => Some(rows),
        _ => None,
    });
    forms.flatten().flatten().map(|c| c.text).collect::<Vec<_>>().join("\n")
}

/// A 党员大会 with its roll called: everybody came.
fn assembly(title: &str) -> Driver {
    let mut d = Driver::demo();
    d.press("F3 Ctrl+N 1 Enter").type_text(title).press("Ctrl+T Ctrl+A Enter");
    d
}

#[test]
fn the_result_stands_there_while_one_types_and_on_the_printed_form() {
    let mut d = assembly("讨论接收");
    d.press("Ctrl+E").see("有表决权应到44 到会44").type_text("接收柳青").press("Tab").press("Right");
    d.see("接收、转正").see("书面意见计票").see("《中国共产党发展党员工作细则》第20、21条");
    d.press("Tab").type_text("22").see("未通过").see("要23票");
    d.press("Backspace").type_text("3").see("要23票:通过").see("比到会加书面意见的44票少21票");
    d.press("Tab")
        .type_text("21")
        .see_not("少21票")
        .press("Esc")
        .see("接收柳青 23/21/0 通过")
        .press("Ctrl+S")
        .see("已保存");
    let meeting = saved(&d, "讨论接收");
    let vote = &meeting.votes[0];
    assert_eq!((vote.rule.as_str(), vote.agree, vote.against), ("admission", 23, 21));
    assert_eq!(vote.voters, Some(Voters { due: 44, present: 44 }));
    let paper = printed(&d, &meeting);
    assert!(paper.contains("1.接收柳青:赞成23票,反对21票,弃权0票;通过\n规则:有表决权的到会超过半数"), "{paper}");
    assert!(paper.contains("《中国共产党发展党员工作细则》第20、21条"), "{paper}");
}

#[test]
fn exactly_half_present_may_vote_on_a_plan_but_not_on_an_admission() {
    let mut d = Driver::demo();
    d.press("F3 Ctrl+N 1 Enter").type_text("正好一半").press("Ctrl+T");
    let voters: Vec<u32> = {
        let due = d.book().due_at("members_meeting", "", "2026-11-21".parse().unwrap()).unwrap();
        due.iter().filter(|a| a.votes).map(|a| a.no).collect()
    };
    d.press("Ctrl+A");
    for no in &voters[..voters.len() / 2] {
        d.type_text(&no.to_string()).press("Space Enter");
    }
    d.press("Enter Ctrl+E").type_text("修路").press("Tab Tab").type_text("22").see("未通过").see_not("人数不足");
    d.press("BackTab").type_text("2").see("人数不足").see("要23人到会");
    d.type_text("3").see("要36人到会").see("设置:赞成票以").see("条例》:到会不少于应到会的五分之四");
}

#[test]
fn a_whole_line_is_taken_apart_and_votes_in_writing_are_kept() {
    let mut d = assembly("一次记两项");
    d.press("Ctrl+E").type_text("年度计划 40/1/3").press("Tab").see("通过").press("Ctrl+N");
    d.type_text("接收李四")
        .press("Tab")
        .type_text("2")
        .press("Tab")
        .type_text("30")
        .press("Tab Tab Tab")
        .type_text("２");
    d.press("Enter Enter Ctrl+S").see("已保存");
    let votes = saved(&d, "一次记两项").votes;
    let counts: Vec<_> = votes.iter().map(|v| (v.matter.as_str(), v.agree, v.against, v.abstain, v.written)).collect();
    assert_eq!(counts, [("年度计划", 40, 1, 3, 0), ("接收李四", 30, 0, 0, 2)]);
}

#[test]
fn nothing_is_judged_before_the_roll_is_called() {
    let mut d = Driver::demo();
    d.press("F3 Ctrl+N 1 Enter").type_text("没点名就记票").press("Ctrl+E").see("还没点完名");
    d.type_text("年度计划 40/0/0").press("Tab").see("未判断").press("Ctrl+S Ctrl+S").see("已保存");
    let meeting = saved(&d, "没点名就记票");
    assert_eq!(meeting.votes[0].voters, None);
    assert!(!printed(&d, &meeting).contains("通过\n"), "a result that nobody can know is not printed");
    d.press("Ctrl+T Ctrl+A Enter").see("年度计划 40/0/0 通过");
}

#[test]
fn a_matter_dropped_is_put_back_and_counts_need_a_matter() {
    let mut d = assembly("去掉再放回");
    d.press("Ctrl+E").type_text("年度计划 40/0/4").press("Tab Up Ctrl+X").see("已去掉“年度计划”");
    d.press("Ctrl+Z").see("年度计划").press("Tab Tab Tab Tab Tab Tab").press("Tab Tab").type_text("3");
    d.press("Esc").see("第2项有票数,还没写是什么事项").press("Ctrl+X Esc").see("年度计划 40/0/4");
}

#[test]
fn votes_and_marks_being_typed_survive_a_kill_and_leaving_by_a_function_key() {
    let mut d = assembly("记到一半");
    d.press("Ctrl+E").type_text("年度计划 40/0/4").pause();
    let mut d = d.restart();
    d.press("Ctrl+D Enter").see("年度计划 40/0/4").see("到会46");
    d.press("Ctrl+T 5 Space Enter F2").see("已留作草稿").press("Ctrl+D Enter").see("请假1");
}
