//! The commands of 会议 and 主题党日 (F3, F4), for the one list.
//! Not here: what they do (each layer carries out its own).

use crate::tui::{
    command::{
        Cmd, Command, On,
        Place::{Grades, Home, MeetingForm, Meetings, Reason, RollCall, ThemeDays, Votes},
        command,
    },
    key::{ctrl, f, key, plain},
};
use crossterm::event::KeyCode;

/// The commands of meetings, in the order of the hint line.
pub const COMMANDS: &[Command] = &[
    command(
        Cmd::Confirm,
        "确定",
        &[key(KeyCode::Enter)],
        On::These(&[RollCall]),
        "写了编号、姓名的点名;没写就交回记录表",
    ),
    command(
        Cmd::KeepReason,
        "记下原因",
        &[key(KeyCode::Enter)],
        On::These(&[Reason]),
        "记下请假、缺席、改应到的原因,接着点下一个人;没有原因就空着",
    ),
    command(Cmd::RollCall, "点名", &[ctrl('t')], On::These(&[MeetingForm]), "打开点名表"),
    command(Cmd::AllQualified, "其余合格", &[ctrl('a')], On::These(&[Grades]), "没评的全部记为合格,再记例外").writes(),
    command(
        Cmd::Grade,
        "改等次",
        &[plain(' ')],
        On::These(&[Grades]),
        "输入编号、姓名或首字母后按空格:合格、优秀、基本合格、不合格轮换",
    )
    .writes(),
    command(Cmd::NewMatter, "加一项", &[ctrl('n')], On::These(&[Votes]), "再记一项表决").writes(),
    command(Cmd::DropMatter, "去掉这项", &[ctrl('x')], On::These(&[Votes]), "去掉选中的一项表决").writes(),
    command(
        Cmd::LikeLast,
        "同上次",
        &[ctrl('l')],
        On::These(&[MeetingForm]),
        "地点、时间、主持人、记录人照上一次同类会议填;逐个点名的会连名单一起,都未点名",
    )
    .writes(),
    command(
        Cmd::Alongside,
        "同日另记",
        &[ctrl('n')],
        On::These(&[MeetingForm]),
        "同一天的另一项,如主题党日上的党员大会、党课:另记一条,日期、地点、点名照这一条;或把同日的记录连上、分开",
    )
    .writes(),
    command(Cmd::Headings, "列议程", &[ctrl('d')], On::These(&[MeetingForm]), "把议程逐项列成记录里的小标题,在下面写")
        .writes(),
    command(
        Cmd::Votes,
        "表决",
        &[ctrl('e')],
        On::These(&[MeetingForm]),
        "逐项记票:事项、规则、赞成、反对、弃权、书面意见,当场看结果",
    ),
    command(
        Cmd::Grades,
        "评定等次",
        &[ctrl('g')],
        On::These(&[MeetingForm]),
        "民主评议:逐人评定优秀、合格、基本合格、不合格",
    ),
    command(
        Cmd::Hints,
        "检查",
        &[ctrl('b')],
        On::These(&[MeetingForm]),
        "这条记录里前后不一致的地方:日期、人数、主持人、撞时间等(只提示,不拦)",
    ),
    command(Cmd::AllPresent, "全部到会", &[ctrl('a')], On::These(&[RollCall]), "未点名的全部记为到会,再记例外")
        .writes(),
    command(
        Cmd::Mark,
        "点名",
        &[plain(' ')],
        On::These(&[RollCall]),
        "输入编号、姓名或首字母后按空格点名;再按一次改请假、缺席",
    )
    .writes(),
    command(
        Cmd::Guest,
        "名册外的人",
        &[ctrl('n')],
        On::These(&[RollCall]),
        "打的是名册上没有的姓名:记为列席;逐个点名的会记为到会。几个人用顿号隔开",
    )
    .writes(),
    command(
        Cmd::ChangeDue,
        "改应到",
        &[ctrl('e')],
        On::These(&[RollCall]),
        "把一个人移出应到或列入应到,要写原因;再按一次复原",
    )
    .writes(),
    command(
        Cmd::Problems,
        "问题整改",
        &[f(12)],
        On::These(&[MeetingForm]),
        "会上查摆的问题列入整改台账,已列入的看进展",
    ),
    command(Cmd::Untalked, "没谈到的", &[ctrl('t')], On::These(&[Meetings]), "今年谈心谈话还没有谈到的党员"),
    command(
        Cmd::Readings,
        "调阅意见",
        &[ctrl('u')],
        On::These(&[Home, Meetings, ThemeDays]),
        "上级每季度看记录本写的意见和等次:记下、修改,看之后记录有没有改动",
    ),
    command(Cmd::SaveEach, "一人一份", &[], On::These(&[MeetingForm]), "谈心谈话:名单上到场的每人存一份同样的记录")
        .writes(),
    command(Cmd::Kind, "换类别", &[key(KeyCode::Tab)], On::These(&[Meetings]), "只看一类会议;再按看下一类"),
];
