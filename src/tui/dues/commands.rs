//! The commands of 党费, for the one list.
//! Not here: what they do (each layer carries out its own).

use crate::tui::{
    command::{
        Cmd, Command, On,
        Place::{Dues, MemberForm},
        command,
    },
    key::{ctrl, f, key, plain},
};
use crossterm::event::KeyCode;

/// The commands of the dues, in the order of the hint line.
pub const COMMANDS: &[Command] = &[
    command(
        Cmd::PayDues,
        "记已交",
        &[plain(' ')],
        On::These(&[Dues]),
        "输入编号、姓名或首字母后按空格:这个月的党费按标准记为已交,再按取消;没输就是选中的人",
    )
    .writes(),
    command(
        Cmd::PayAllDues,
        "全部已交",
        &[ctrl('a')],
        On::These(&[Dues]),
        "这个月该交的全部按标准记为已交,再记例外;可以一次撤销",
    )
    .writes(),
    command(
        Cmd::DuesStandard,
        "党费标准",
        &[f(12)],
        On::These(&[Dues, MemberForm]),
        "选中的人每月交多少、从哪个月起:定额、按比例,或免交",
    )
    .writes(),
    command(Cmd::DuesForAll, "统一标准", &[ctrl('e')], On::These(&[Dues]), "给还没有标准的人定一个数,例外的再单独改")
        .writes(),
    command(Cmd::OnlyUnpaid, "只看未交", &[key(KeyCode::Tab)], On::These(&[Dues]), "只看这个月还没交的人,再按看全部"),
];
