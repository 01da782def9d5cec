//! The commands of 考核 and 得分预览 (F6, F9), for the one list.
//! Not here: what they do (each layer carries out its own).

use crate::tui::{
    command::{
        Cmd, Command, On,
        Place::{AllOrgs, Checklist, Comparison, Decide, Preview, Sheets},
        command,
    },
    key::{ctrl, f, key, plain},
};
use crossterm::event::KeyCode;

/// The commands of scoring, in the order of the hint line.
pub const COMMANDS: &[Command] = &[
    command(
        Cmd::Count,
        "逐笔登记",
        &[f(12)],
        On::These(&[Checklist]),
        "这一项要逐笔数的:哪天、谁、几次、哪一档、依据;得分随即算出",
    ),
    command(
        Cmd::Suppose,
        "假设做完",
        &[plain(' ')],
        On::These(&[Preview]),
        "假设这件做完了,看到检查日能得多少分;什么都不写入",
    ),
    command(Cmd::InspectionDay, "检查日", &[ctrl('t')], On::These(&[Preview]), "定下一次检查的日子,倒数还有几天")
        .writes(),
    command(
        Cmd::Gaps,
        "去补缺口",
        &[ctrl('t')],
        On::These(&[Decide]),
        "列出这一项缺的和算数的记录,回车打开;缺的从这里记上",
    ),
    command(
        Cmd::ItemGaps,
        "缺什么",
        &[f(8)],
        On::These(&[Checklist]),
        "列出选中这一项缺的和算数的记录,回车打开;缺的从这里记上",
    ),
    command(Cmd::Accept, "接受建议", &[plain(' ')], On::These(&[Checklist]), "按记录算出的建议定分").writes(),
    command(
        Cmd::ClearDecision,
        "取消评定",
        &[key(KeyCode::Delete)],
        On::These(&[Checklist]),
        "取消这一项已定的分,恢复为建议或待评",
    )
    .writes(),
    command(
        Cmd::Sheets,
        "各张表",
        &[ctrl('t')],
        On::These(&[Checklist]),
        "本年的评分表:自查、各评分人、复核;并排比较、走势、换用新版",
    ),
    command(
        Cmd::CarryOver,
        "沿用上次",
        &[ctrl('x')],
        On::These(&[Checklist]),
        "要看现场的项照上一张表定,记明沿用;一项或全部",
    )
    .writes(),
    command(Cmd::Note, "备注照片", &[ctrl('n')], On::These(&[Checklist]), "记下现场看到的,加照片;不影响得分").writes(),
    command(
        Cmd::Freeze,
        "存为自查",
        &[ctrl('s')],
        On::These(&[Sheets]),
        "把本年表今天的评定和建议定成一张自查表,以后不再变",
    )
    .writes(),
    command(Cmd::SideBySide, "并排比较", &[ctrl('x')], On::These(&[Sheets]), "各张表逐项并排,有差异的标出,算均分"),
    command(Cmd::Trend, "走势", &[ctrl('t')], On::These(&[Sheets]), "两年里各季度的得分"),
    command(
        Cmd::Rounds,
        "各轮",
        &[ctrl('w')],
        On::These(&[Sheets]),
        "全年各轮的均分、复核,全年按考核表的办法合成多少,还缺什么",
    ),
    command(
        Cmd::AllOrgs,
        "各单位",
        &[ctrl('a')],
        On::These(&[Sheets]),
        "用这张考核表的各单位并排看:本年表或一轮的得分、等次、名额比例",
    ),
    command(Cmd::ByPoints, "换次序", &[plain(' ')], On::These(&[AllOrgs]), "按组织排,或按得分排;得分相同的不分先后"),
    command(
        Cmd::NewVersion,
        "换用新版",
        &[ctrl('u')],
        On::These(&[Sheets]),
        "本年的表改用新版考核表;同样的项带过来,旧表还在",
    )
    .writes(),
    command(
        Cmd::Round,
        "换轮次",
        &[key(KeyCode::Tab)],
        On::These(&[Comparison, AllOrgs]),
        "只看另一轮的表,或全部(本年表)",
    ),
    command(
        Cmd::OtherChecklist,
        "换考核表",
        &[key(KeyCode::Tab)],
        On::These(&[Checklist]),
        "改用另一张考核表;原来那张上的评定都留着",
    )
    .writes(),
];
