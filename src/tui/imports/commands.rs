//! The commands of imports, for the one list.
//! Not here: what they do (each layer carries out its own).

use crate::tui::{
    command::{
        Cmd, Command, On,
        Place::{
            Checklist, ChecklistName, ChecklistPreview, ImportPreview, Issues, Meetings, MemberForm, Members, ThemeDays,
        },
        command,
    },
    key::{ctrl, key, plain},
};
use crossterm::event::KeyCode;

/// The commands of imports, in the order of the hint line.
pub const COMMANDS: &[Command] = &[
    command(
        Cmd::TakeIn,
        "入库",
        &[key(KeyCode::Enter), ctrl('s')],
        On::These(&[ImportPreview, ChecklistPreview]),
        "按预览导入,整批可撤销",
    )
    .writes(),
    command(
        Cmd::Rename,
        "改名称",
        &[key(KeyCode::Tab)],
        On::These(&[ChecklistPreview]),
        "改考核表的名称;与已有的表同名就是它的下一版",
    ),
    command(
        Cmd::KeepName,
        "定下名称",
        &[key(KeyCode::Enter), key(KeyCode::Tab)],
        On::These(&[ChecklistName]),
        "名称就这样,回到各项",
    ),
    command(
        Cmd::TickRule,
        "采用规则",
        &[plain(' ')],
        On::These(&[ChecklistPreview]),
        "采用(再按不采用)从这句话认出的扣分加分规则;不采用的由人评定",
    ),
    command(
        Cmd::ConfirmAll,
        "全部采用",
        &[ctrl('a')],
        On::These(&[ChecklistPreview]),
        "认出的规则全部采用;再按全部不采用",
    ),
    command(
        Cmd::Settle,
        "核实无误",
        &[ctrl('g')],
        On::These(&[MemberForm, Issues]),
        "存疑的格(暂存的行)已核对,就这样,不再提示",
    )
    .writes(),
    command(
        Cmd::Import,
        "导入",
        &[ctrl('o')],
        On::These(&[Meetings, ThemeDays, Members, Checklist]),
        "导入花名册(党员)、组织生活台账(会议)或乡镇的考核表(考核),先预览后入库",
    )
    .writes(),
    command(
        Cmd::Issues,
        "存疑",
        &[ctrl('e')],
        On::These(&[Meetings, ThemeDays, Members]),
        "导入时存疑的格和暂存的行,逐条核对",
    ),
];
