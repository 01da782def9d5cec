//! F10: every command that exists here, by name or pinyin; choosing runs it. And the views and ledgers that lie behind a
//! screen's own keys, by what people call them, from everywhere.

use super::pick::{Choice, Item, Pick};
use crate::{
    model::ledger::Ledger,
    text::width::fit,
    tui::command::{self, Cmd, Offer},
};

/// What a view is called, what it shows, and the commands that lead there from any screen.
const VIEWS: &[(&str, &str, &[Cmd])] = &[
    ("党费", "每人每月交了没有、标准、补交", &[Cmd::Members, Cmd::NextView]),
    ("各张评分表", "自查、各评分人、复核", &[Cmd::Checklist, Cmd::Sheets]),
    ("并排比较", "各张表逐项并排", &[Cmd::Checklist, Cmd::Sheets, Cmd::SideBySide]),
    ("得分走势", "两年里各季度的得分", &[Cmd::Checklist, Cmd::Sheets, Cmd::Trend]),
    ("各轮", "各轮的均分、复核,全年合成多少", &[Cmd::Checklist, Cmd::Sheets, Cmd::Rounds]),
    ("各单位", "用这张考核表的各单位并排看", &[Cmd::Checklist, Cmd::Sheets, Cmd::AllOrgs]),
    ("存为自查", "把今天的分定成一张自查表", &[Cmd::Checklist, Cmd::Sheets, Cmd::Freeze]),
    ("换考核表", "改用另一张考核表", &[Cmd::Checklist, Cmd::OtherChecklist]),
    ("导入考核表", "乡镇发的考核表", &[Cmd::Checklist, Cmd::Import]),
    ("导入花名册", "先预览后入库", &[Cmd::Members, Cmd::Import]),
    ("导入会议台账", "组织生活台账,先预览后入库", &[Cmd::Meetings, Cmd::Import]),
    ("花名册存疑", "导入时存疑的格和暂存的行", &[Cmd::Members, Cmd::Questions]),
    ("会议存疑", "导入时存疑的格和暂存的行", &[Cmd::Meetings, Cmd::Questions]),
    ("没谈到的", "今年谈心谈话还没谈到的党员", &[Cmd::Meetings, Cmd::Untalked]),
    ("调阅意见", "上级每季度看记录本写的意见", &[Cmd::Home, Cmd::Readings]),
    ("对照去年", "今年和去年的任务对照着看", &[Cmd::Home, Cmd::Compare]),
    ("检查日", "定下一次检查的日子", &[Cmd::Preview, Cmd::InspectionDay]),
];

pub fn palette(offers: Vec<Offer>, ledgers: impl Iterator<Item = Ledger>) -> Pick {
    let here: Vec<String> = offers.iter().map(|o| o.word.clone()).collect();
    let commands = offers.into_iter().filter(|o| !matches!(o.command.cmd, Cmd::Palette | Cmd::Mark)).map(|o| {
        let detail = match &o.refusal {
            None => format!("{} {}", fit(&o.command.keys_text(), 12), o.command.help),
            Some(why) => format!("不能用:{why}"),
        };
        let choice = Choice::Run(vec![o.command.cmd]);
        Item { disabled: o.refusal.is_some(), ..Item::new(&o.word, &detail, choice) }
    });
    let views = VIEWS.iter().filter(|(name, ..)| !here.iter().any(|word| word == name)).map(|(name, help, way)| {
        let keys: Vec<String> =
            way.iter().filter_map(|cmd| command::get(*cmd).keys.first()).map(|key| key.to_string()).collect();
        Item::new(name, &format!("{} {help}", fit(&keys.join(" "), 12)), Choice::Run(way.to_vec()))
    });
    let ledgers = ledgers.map(|l| Item::new(&l.name, &format!("{} 台账", fit("F7", 12)), Choice::Ledgers(l.id)));
    Pick::filtered("命令:输入名称或拼音,回车执行", commands.chain(views).chain(ledgers).collect())
}
