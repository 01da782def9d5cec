//! The commands of 党员 (F5), for the one list.
//! Not here: what they do (each layer carries out its own).

use crate::tui::{
    command::{
        Cmd, Command, On,
        Place::{Dues, Issues, MemberForm, Members},
        command,
    },
    key::{ctrl, f, key},
};
use crossterm::event::KeyCode;

/// The commands of members, in the order of the hint line.
pub const COMMANDS: &[Command] = &[
    command(
        Cmd::NextView,
        "换视图",
        &[ctrl('x')],
        On::These(&[Members, Dues]),
        "名册、党费之间换;查找栏空着时在名册上按 ← → 也行",
    ),
    command(
        Cmd::Event,
        "登记变动",
        &[ctrl('e')],
        On::These(&[MemberForm]),
        "登记转入、转出、去世、任免、调组、停止表决权等变动,或删去登记错的",
    )
    .writes(),
    command(Cmd::MemberRows, "台账记录", &[ctrl('t')], On::These(&[MemberForm]), "今年各本台账里写到这个人的,回车打开"),
    command(
        Cmd::Reveal,
        "显示号码",
        &[ctrl('o')],
        On::These(&[MemberForm, Issues]),
        "身份证号和电话显示全部数字,再按隐去",
    ),
    command(
        Cmd::Sort,
        "换排序",
        &[key(KeyCode::Tab)],
        On::These(&[Members]),
        "按编号、姓名、年龄、党小组排序,再按换下一种",
    ),
    command(
        Cmd::PrintWhole,
        "导出完整花名册",
        &[f(12)],
        On::These(&[Members]),
        "含完整号码,注意保管:身份证号和电话都不隐去",
    ),
];
