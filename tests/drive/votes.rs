//! Votes: the rule of each matter, the result while one types, what is printed, and that nothing typed is lost.

use crate::driver::Driver;
use zhibu::model::{
    activity::{Meeting, Roll},
    paper::Block,
    vote::{VoteMethod, Voters},
};

fn saved(d: &Driver, title: &str) -> Meeting {
    let book = d.book();
    let row = book.activities(2026).unwrap().into_iter().find(|r| r.title == title).unwrap();
    book.meeting(row.id).unwrap().unwrap()
}

/// Everything that stands on the printed form of a meeting.
fn printed(d: &Driver, meeting: &Meeting) -> String {
    let paper = d.book().meeting_paper(meeting);
    let forms = paper.blocks.into_iter().filter_map(|b| match b {
        Block::Table { rows, .. } => Some(rows),
        _ => None,
    });
    forms.flatten().flatten().map(|c| c.text).collect::<Vec<_>>().join("\n")
}

/// A 党员大会 with its roll called: everybody came.
fn assembly(title: &str) -> Driver {
    let mut d = Driver::demo();
    d.act("会议 新建 1 Enter").type_text(title).act("点名 全部到会 Enter");
    d
}

#[test]
fn the_result_stands_there_while_one_types_and_on_the_printed_form() {
    let mut d = assembly("讨论接收");
    d.act("表决").see("有表决权应到44 到会44").type_text("接收柳青").press("Tab").press("Right");
    d.see("接收、转正").see("书面意见计票").see("《中国共产党发展党员工作细则》第20、21条");
    d.press("Tab").type_text("22").see("未通过").see("要23票");
    d.press("Backspace").type_text("3").see("要23票:通过").see("比到会加书面意见的44票少21票");
    d.press("Tab")
        .type_text("21")
        .see_not("少21票")
        .press("Esc")
        .see("接收柳青 23/21/0 通过")
        .act("保存")
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
fn how_it_was_voted_is_chosen_matter_by_matter_and_printed() {
    let mut d = assembly("换届前酝酿");
    d.act("表决").see("表决方式 没写(Ctrl+T 选)").type_text("甲 44/0/0").act("Tab 表决方式").see("表决方式 举手");
    d.act("加一项")
        .type_text("乙 43/1/0")
        .press("Tab")
        .see("表决方式 没写")
        .act("表决方式 表决方式")
        .see("表决方式 无记名投票");
    d.act("Esc 保存").see("已保存");
    let meeting = saved(&d, "换届前酝酿");
    let forms: Vec<_> = meeting.votes.iter().map(|v| v.form).collect();
    assert_eq!(forms, [Some(VoteMethod::Hands), Some(VoteMethod::Secret)]);
    assert!(printed(&d, &meeting).contains("表决形式\n1.举手;2.无记名投票"), "{}", printed(&d, &meeting));
    d.act("表决 表决方式 Esc 保存").see("已保存").act("改动记录").see("“甲”表决方式:举手 → 无记名投票");
}

#[test]
fn exactly_half_present_may_vote_on_a_plan_but_not_on_an_admission() {
    let mut d = Driver::demo();
    d.act("会议 新建 1 Enter").type_text("正好一半").act("点名");
    let voters: Vec<u32> = {
        let due = d.book().due_at("members_meeting", "", "2026-11-21".parse().unwrap()).unwrap();
        due.iter().filter(|a| a.votes).map(|a| a.no).collect()
    };
    d.act("全部到会");
    for no in &voters[..voters.len() / 2] {
        d.type_text(&no.to_string()).press("Space Enter");
    }
    d.act("Enter 表决").type_text("修路").press("Tab Tab").type_text("22").see("未通过").see_not("人数不足");
    d.press("BackTab").type_text("2").see("人数不足").see("要23人到会");
    d.type_text("3").see("要36人到会").see("设置:赞成票以").see("条例》:到会不少于应到会的五分之四");
}

#[test]
fn a_whole_line_is_taken_apart_and_votes_in_writing_are_kept() {
    let mut d = assembly("一次记两项");
    d.act("表决").type_text("年度计划 40/1/3").press("Tab").see("通过").act("加一项");
    d.type_text("接收李四")
        .press("Tab")
        .type_text("2")
        .press("Tab")
        .type_text("30")
        .press("Tab Tab Tab")
        .type_text("２");
    d.act("Enter Enter 保存").see("已保存");
    let votes = saved(&d, "一次记两项").votes;
    let counts: Vec<_> = votes.iter().map(|v| (v.matter.as_str(), v.agree, v.against, v.abstain, v.written)).collect();
    assert_eq!(counts, [("年度计划", 40, 1, 3, 0), ("接收李四", 30, 0, 0, 2)]);
}

#[test]
fn nothing_is_judged_before_the_roll_is_called() {
    let mut d = Driver::demo();
    d.act("会议 新建 1 Enter").type_text("没点名就记票").act("表决").see("还没点完名");
    d.type_text("年度计划 40/0/0").press("Tab").see("未判断").act("保存").see("已保存");
    let meeting = saved(&d, "没点名就记票");
    assert_eq!(meeting.votes[0].voters, None);
    assert!(!printed(&d, &meeting).contains("通过\n"), "a result that nobody can know is not printed");
    d.act("点名 全部到会 Enter").see("年度计划 40/0/0 通过");
}

#[test]
fn a_matter_dropped_is_put_back_and_counts_need_a_matter() {
    let mut d = assembly("去掉再放回");
    d.act("表决").type_text("年度计划 40/0/4").act("Tab Up 去掉这项").see("已去掉“年度计划”");
    d.act("撤销").see("年度计划").press("Tab Tab Tab Tab Tab Tab").press("Tab Tab").type_text("3");
    d.press("Esc").see("第2项有票数,还没写是什么事项").act("去掉这项 Esc").see("年度计划 40/0/4");
}

#[test]
fn the_agenda_is_there_to_be_voted_on_and_is_no_vote_before() {
    let mut d = assembly("议几件事");
    d.go_to("议程").paste("1.路灯电费\n2.晒场投工\n3.传达文件").act("表决").see("路灯电费").see("传达文件");
    d.see("记了票才算")
        .press("Tab Tab")
        .type_text("40")
        .press("Tab")
        .type_text("6")
        .press("Esc")
        .see("路灯电费 40/6/0");
    d.see_not("晒场投工 0/0/0").act("表决 Down").type_text("另议一件 30/0/16").press("Tab").see("另议一件");
    d.act("Esc 保存").see("已保存").act("表决").see("晒场投工").press("Esc");
    let votes = saved(&d, "议几件事").votes;
    let counts: Vec<_> = votes.iter().map(|v| (v.matter.as_str(), v.rule.as_str(), v.agree, v.against)).collect();
    assert_eq!(counts, [("路灯电费", "ordinary", 40, 6), ("另议一件", "ordinary", 30, 0)]);
}

#[test]
fn candidates_are_voted_on_one_by_one() {
    let mut d = Driver::demo();
    d.act("会议 新建");
    d.choose("选举大会");
    d.type_text("补选").go_to("候选人").paste("1.委员 冼美玲\n2.委员 哈丽萍").act("表决").see("委员 冼美玲");
    d.press("Tab Tab").type_text("44").press("Tab Tab Tab Tab Tab Tab").type_text("43").act("Esc 保存").see("已保存");
    let votes = saved(&d, "补选").votes;
    let counts: Vec<_> = votes.iter().map(|v| (v.matter.as_str(), v.rule.as_str(), v.agree)).collect();
    assert_eq!(counts, [("委员 冼美玲", "election", 44), ("委员 哈丽萍", "election", 43)]);
}

#[test]
fn votes_and_marks_being_typed_survive_a_kill_and_leaving_by_a_function_key() {
    let mut d = assembly("记到一半");
    d.act("表决").type_text("年度计划 40/0/4").pause();
    let mut d = d.restart();
    d.act("草稿 Enter").see("年度计划 40/0/4").see("到会46");
    d.act("点名 5 Space Enter 总览").see("已留作草稿").act("草稿 Enter").see("请假1");
}

#[test]
fn an_election_needs_four_fifths_and_goes_by_its_own_rule() {
    let mut d = Driver::demo();
    d.act("会议 新建");
    for _ in 0..20 {
        if d.lines().iter().any(|l| l.contains(">") && l.contains("选举大会")) {
            break;
        }
        d.press("Down");
    }
    d.press("Enter").see("发出选票").type_text("换届").act("点名").see("还差36人到五分之四");
    d.act("全部到会").see("人数够").act("Enter 表决").type_text("张三 23/21/0").press("Tab").see("选举").see("通过");
}

const OWN_KIND: &str = "[[kind]]\nid = \"walk\"\nname = \"入户走访\"\nwho = \"committee\"\ntitle_label = \"主题\"\n\
    votes = true\nvote_rule = \"own\"\nfields = [{ id = \"homes\", label = \"走访户数\", type = \"number\" }]\n";

#[test]
fn a_township_adds_a_kind_by_a_file() {
    let mut d = Driver::demo_with("activities.toml", &OWN_KIND.replace("own", "majority"));
    d.act("会议 新建 End").see("入户走访").press("Enter").see("走访户数").type_text("冬前走访");
    d.act("点名").see("应到3").act("全部到会 Enter").go_to("走访户数").type_text("12").act("保存").see("已保存");
    assert_eq!(saved(&d, "冬前走访").activity.extra["homes"], "12");
    d.act("Esc 会议").see("入户走访");
}

#[test]
fn a_faulty_file_is_named_at_the_start_and_the_rest_works() {
    let mut d = Driver::demo_with("activities.toml", OWN_KIND);
    d.see("没有采用 数据/activities.toml 第 7 行:没有代号为“own”的表决规则").see("其余照常");
    d.act("会议 新建 End").see_not("入户走访").act("Esc 新建 1 Enter").type_text("照常").act("保存").see("已保存");
}

#[test]
fn who_is_due_is_corrected_with_a_reason_that_is_printed() {
    let mut d = Driver::demo();
    d.act("会议 新建 2").type_text("扩大会").act("点名").see("应到3");
    // Off, but not without a reason.
    d.type_text("2").act("改应到").see("不计应到原因").press("Enter").see("应到3");
    d.type_text("2").act("改应到").type_text("长期住院").press("Enter").see("应到2").see("长期住院");
    d.type_text("2").press("Space").see("不计应到;要恢复按 Ctrl+E");
    // On: somebody of the roster who is no commissioner.
    d.type_text("30")
        .act("改应到")
        .see("列入应到的原因")
        .type_text("主持村委工作")
        .press("Enter")
        .see("应到3 到会0 未点名3");
    d.act("全部到会 Enter 保存").see("已保存");
    let meeting = saved(&d, "扩大会");
    let notes: Vec<_> = meeting.attendance.iter().filter(|a| !a.due_note.is_empty()).collect();
    assert_eq!(notes.len(), 2);
    assert_eq!((notes[0].no, notes[0].roll, notes[0].due_note.as_str()), (2, Roll::NotDue, "长期住院"));
    assert_eq!((notes[1].no, notes[1].roll, notes[1].votes), (30, Roll::Present, true));
    let paper = printed(&d, &meeting);
    assert!(paper.contains("应到更正") && paper.contains(":不计应到(长期住院)"), "{paper}");
    assert!(paper.contains(":列入应到(主持村委工作)"), "{paper}");
    // Back to what membership says.
    d.act("点名").type_text("2").act("改应到").see("恢复应到").type_text("30").act("改应到").see("移出名单");
    d.see("应到3 到会2 未点名1");
}

#[test]
fn taking_somebody_off_survives_a_change_of_the_day_and_is_taken_back() {
    let mut d = Driver::demo();
    d.act("会议 新建 1 Enter").type_text("改日子").act("点名").see("应到46");
    d.type_text("5").act("改应到").type_text("卧床").press("Enter").see("应到45").press("Esc");
    d.go_to("日期").erase().type_text("昨天").press("Tab").see("应到45");
    d.act("点名").type_text("6").act("改应到").type_text("错了").press("Enter").see("应到44").act("撤销");
    d.see("应到45");
}

#[test]
fn votes_that_cannot_be_have_no_result_anywhere() {
    let mut d = Driver::demo();
    d.act("会议 新建 2").type_text("多出来的票").act("点名 全部到会 Enter").see("到会3");
    d.act("表决").type_text("修路 20/0/0").press("Tab").see("票数不合,不能判断").see("多于到会").press("Esc");
    d.see("修路 20/0/0 票数不合,不能判断").act("检查").see("“修路”共20票,多于到会有表决权的3人");
    d.act("Esc 保存").see("已保存");
    let paper = printed(&d, &saved(&d, "多出来的票"));
    assert!(paper.contains("弃权0票;票数不合,不能判断") && !paper.contains("通过\n"), "{paper}");
}

#[test]
fn an_election_with_more_ballots_back_than_out_is_void_everywhere() {
    let mut d = Driver::demo();
    d.act("会议 新建");
    d.choose("选举大会");
    d.type_text("换届").act("点名 全部到会 Enter 表决").type_text("张三 43/1/0").press("Tab").see("通过").press("Esc");
    d.go_to("发出选票").type_text("44").press("Tab").type_text("45").press("Tab").see("张三 43/1/0 选举无效");
    d.act("表决").see("选举无效").see_not("通过").act("Esc 保存").see("已保存");
    let paper = printed(&d, &saved(&d, "换届"));
    assert!(paper.contains("弃权0票;选举无效"), "{paper}");
}

#[test]
fn a_matter_without_counts_has_room_for_them_and_is_told() {
    let mut d = assembly("没填票数");
    d.act("表决").type_text("修路").press("Esc").see("修路 没有填票数").act("检查").see("“修路”没有填票数");
    d.act("Esc 保存").see("已保存");
    let paper = printed(&d, &saved(&d, "没填票数"));
    assert!(paper.contains("修路:赞成\u{3000}\u{3000}票,反对\u{3000}\u{3000}票,弃权\u{3000}\u{3000}票\n"), "{paper}");
}

#[test]
fn only_what_chooses_changes_the_rule() {
    let mut d = assembly("选规则");
    d.act("表决").type_text("修路").press("Tab").type_text("另").see("“另”没有记").see("有表决权的到会半数以上");
    d.press("Space").see("规则改为:接收、转正").press("Left").see("有表决权的到会半数以上").type_text("３");
    d.see("规则改为:选举").type_text("9").see("“9”没有记").see("五分之四");
}

#[test]
fn the_words_of_a_matter_propose_its_rule_and_it_can_be_changed() {
    let mut d = assembly("发展党员");
    d.act("表决").type_text("接收柳青为中共预备党员 40/4/0").press("Tab").see("到会超过半数").see("细则》第20、21条");
    d.press("Left").see("到会半数以上").press("BackTab").type_text("(二次)").press("Tab").see("到会半数以上");
    d.act("加一项")
        .type_text("柳青转正")
        .press("Tab")
        .see("细则》第20、21条")
        .act("加一项")
        .type_text("修路")
        .press("Tab");
    d.see("到会半数以上").act("Esc 检查").see("“接收柳青为中共预备党员(二次)”一般按“接收、转正”表决");
    d.act("Esc 保存").see("已保存");
    let rules: Vec<_> = saved(&d, "发展党员").votes.into_iter().map(|v| v.rule).collect();
    assert_eq!(rules, ["ordinary", "admission", "ordinary"]);
    // The committee puts it forward by its own rule.
    d.act("Esc 会议 新建 2").type_text("研究").act("表决").type_text("接收柳青为预备党员").press("Tab").see("第12条");
}

#[test]
fn counts_are_typed_in_either_width_and_with_slashes() {
    let mut d = assembly("全角");
    d.act("表决").type_text("修路　４０／１／３").press("Tab").see("通过").act("加一项").type_text("路灯");
    d.press("Tab Tab").type_text("２０／２０／4").act("Esc 保存").see("已保存");
    let counts: Vec<_> = saved(&d, "全角").votes.iter().map(ToString::to_string).collect();
    assert_eq!(counts, ["修路 40/1/3", "路灯 20/20/4"]);
}

#[test]
fn how_it_was_voted_waits_for_the_votes() {
    let mut d = assembly("先有票数");
    d.go_to("议程").paste("路灯电费").act("表决 表决方式").see("先写事项、记票数").see("表决方式 没写");
}
