//! The ways to every place of the program, by meaning, each from a driver just opened. Not here: what holds at their
//! ends (`everywhere`, `refused`).

use crate::driver::Driver;
use std::fs;
use zhibu::tui::command::Place::{self, *};

/// Steps and the place that they end in. A step is a command or a plain key (see [`Driver::act`]), “text” to type or
/// paste, 《a file》 of [`FILES`] to name, or >a field to go to.
pub type Way = (&'static str, Place);

/// Without a branch.
pub const FIRST: &[Way] = &[("", Start), ("“柳林村党支部” 帮助", Paper)];

pub const HOME: &[Way] = &[
    ("", Home),
    ("总览 对照去年 Left", Home),
    ("总览 调阅意见", Readings),
    ("总览 调阅意见 Enter", Ask),
    ("总览 帮助", Paper),
    ("总览 命令", Popup),
    ("总览 查找", Popup),
    ("总览 改动记录", History),
    ("总览 支部信息", Ask),
    ("总览 得分预览", Preview),
    ("总览 得分预览 检查日", Ask),
];

pub const MEETINGS: &[Way] = &[
    ("会议", Meetings),
    ("会议 新建", Popup),
    ("会议 没谈到的", Popup),
    ("会议 Enter", MeetingForm),
    ("会议 Enter 检查", Paper),
    ("会议 Enter 附件", Attachments),
    ("会议 Enter 其他材料", Papers),
    ("会议 Enter 预览", Paper),
    ("会议 新建 1 Enter “年度计划” 表决", Votes),
    ("会议 新建 “民主评议” Enter “评议” 评定等次", Grades),
    ("会议 新建 “组织生活会” Enter “对照检查” >会上查摆问题 “学习不深” 保存 问题整改", Rectify),
    ("主题党日", ThemeDays),
    ("主题党日 新建", MeetingForm),
    ("主题党日 新建 “没写完” Esc 草稿", Drafts),
    ("主题党日 其他材料", Papers),
    ("主题党日 预览", Paper),
    ("主题党日 Enter", MeetingForm),
    ("主题党日 Enter 点名", RollCall),
    ("主题党日 Enter 点名 1 Space", Reason),
];

pub const MEMBERS: &[Way] = &[
    ("党员", Members),
    ("党员 Enter", MemberForm),
    ("党员 Enter 登记变动", Ask),
    ("党员 新建", MemberForm),
    ("党员 导入", Popup),
    ("党员 导入 《名册.csv》 Enter", ImportPreview),
    ("党员 导入 《名册.csv》 Enter Enter 存疑", Issues),
    ("党员 Right", Dues),
    ("党员 Right Enter", Ask),
    ("党员 Right 党费标准", Ask),
    ("党员 Right 打印", Popup),
];

pub const SCORING: &[Way] = &[
    ("考核", Checklist),
    ("考核 其他材料", Popup),
    ("考核 4 1 缺什么", Popup),
    ("考核 Enter", Decide),
    ("考核 Down 备注照片", ItemNote),
    ("考核 导入 《考核办法.txt》 Enter", ChecklistPreview),
    ("考核 导入 《考核办法.txt》 Enter 改名称", ChecklistName),
    ("考核 导入 《考核办法.txt》 Enter 全部采用 Enter 1 逐笔登记", Counted),
    ("考核 导入 《考核办法.txt》 Enter 全部采用 Enter 1 逐笔登记 新建", Ask),
    ("考核 各张表", Sheets),
    ("考核 各张表 新建", Ask),
    ("考核 各张表 存为自查", Ask),
    ("考核 各张表 存为自查 Enter 并排比较", Comparison),
    ("考核 各张表 各轮", Rounds),
    ("考核 各张表 各单位", AllOrgs),
    ("考核 各张表 走势", Paper),
];

pub const LEDGERS: &[Way] = &[
    ("台账", Ledgers),
    ("台账 Left", Ledgers),
    ("台账 选台账", Popup),
    ("台账 9 Enter", LedgerForm),
    ("台账 新建", LedgerForm),
    ("台账 新建 1 保存 销号", Ask),
];

/// The files that ways name.
const FILES: &[(&str, &str)] = &[
    (
        "名册.csv",
        "序号,姓名,性别,出生日期,公民身份号码,入党时间,转正时间,联系电话\n\
         81,李四光,男,1960-01-02,,不详,1991-07-01,13900000002\n",
    ),
    ("考核办法.txt", "青石镇考核办法\n一、基础工作(10分)\n1.缺席会议的每人次扣0.5分\n2.台账齐全(4分)\n"),
];

/// Takes one step of a way.
#[track_caller]
pub fn step(d: &mut Driver, step: &str) {
    if let Some(text) = step.strip_prefix('“').and_then(|s| s.strip_suffix('”')) {
        d.paste(text);
    } else if let Some(name) = step.strip_prefix('《').and_then(|s| s.strip_suffix('》')) {
        let file = d.folder().join(name);
        let text = FILES.iter().find(|(n, _)| *n == name).map(|(_, text)| text);
        fs::write(&file, text.unwrap_or_else(|| panic!("no file is called {name}"))).unwrap();
        d.paste(&file.display().to_string());
    } else if let Some(label) = step.strip_prefix('>') {
        d.go_to(label);
    } else {
        d.act(step);
    }
}

/// Goes a way to its end.
#[track_caller]
pub fn go(d: &mut Driver, (steps, to): Way) {
    steps.split(' ').filter(|s| !s.is_empty()).for_each(|s| step(d, s));
    assert_eq!(d.app.place(), to, "after {steps}\n{}", d.text());
}
