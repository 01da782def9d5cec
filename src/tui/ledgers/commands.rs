//! The commands of 台账 (F7), for the one list.
//! Not here: what they do (each layer carries out its own).

use crate::tui::{
    command::{
        Cmd, Command, On,
        Place::{Checklist, LedgerForm, Ledgers, Rectify},
        command,
    },
    key::{ctrl, key, plain},
};
use crossterm::event::KeyCode;

/// The commands of ledgers, in the order of the hint line.
pub const COMMANDS: &[Command] = &[
    command(
        Cmd::TakeRows,
        "列入",
        &[key(KeyCode::Enter), ctrl('s')],
        On::These(&[Rectify]),
        "勾选的问题列入整改台账,连同责任人和时限;已列入的,回车打开",
    ),
    command(Cmd::Tick, "勾选", &[plain(' ')], On::These(&[Rectify]), "这一条列入,或不列入"),
    command(
        Cmd::CloseRow,
        "销号",
        &[ctrl('t'), plain(' ')],
        On::These(&[Ledgers, LedgerForm]),
        "登记这一条完成的日期和确认的人;已完成的重新打开",
    )
    .writes(),
    command(Cmd::OnlyOpen, "只看未完成", &[key(KeyCode::Tab)], On::These(&[Ledgers]), "只看没有完成的,再按看全部"),
    command(
        Cmd::ChooseLedger,
        "选台账",
        &[ctrl('e')],
        On::These(&[Ledgers]),
        "列出所有台账和条数,按编号、名称或首字母换",
    ),
    command(
        Cmd::Rectify,
        "列入整改",
        &[ctrl('u')],
        On::These(&[Checklist]),
        "扣分的这一项列入整改台账,填措施、时限、责任人",
    )
    .writes(),
    command(
        Cmd::RectifyAll,
        "全部扣分项列入整改",
        &[ctrl('e')],
        On::These(&[Checklist]),
        "所有扣分的项列入整改台账,正在整改的不重复列入",
    )
    .writes(),
];
