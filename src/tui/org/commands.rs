//! The commands of organisations, for the one list.
//! Not here: what they do (each layer carries out its own).

use crate::tui::{
    command::{Cmd, Command, Is, On, command},
    key::ctrl,
};

/// The commands of organisations, in the order of the hint line.
pub const COMMANDS: &[Command] = &[
    command(
        Cmd::Orgs,
        "换党组织",
        &[ctrl('g')],
        On::Every(Is::Screen),
        "切换到另一个党组织,或新建一个:上级、下级或另一个支部",
    ),
    command(
        Cmd::OrgInfo,
        "支部信息",
        &[ctrl('l')],
        On::Every(Is::Screen),
        "改党组织的名称、类别、乡镇、主题党日、成立时间,和谁在用这台电脑",
    )
    .writes(),
];
