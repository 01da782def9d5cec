//! The commands of 总览 (F2), for the one list.
//! Not here: what they do (each layer carries out its own).

use crate::tui::{
    command::{Cmd, Command, On, Place::Home, command},
    key::{ctrl, key},
};
use crossterm::event::KeyCode;

/// The commands of the overview, in the order of the hint line.
pub const COMMANDS: &[Command] = &[
    command(Cmd::Switch, "换区", &[key(KeyCode::Tab)], On::These(&[Home]), "在月份表和待办之间切换"),
    command(Cmd::Compare, "对照去年", &[ctrl('t')], On::These(&[Home]), "今年和去年的任务对照着看,再按只看今年"),
];
