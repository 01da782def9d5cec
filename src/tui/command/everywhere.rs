//! The commands that several nouns share, and those that act everywhere: opening, saving, printing, undoing, the screens.
//! Not here: the commands of one noun (its own `commands.rs`).

use crate::tui::{
    command::{
        Cmd, Command, Is, On,
        Place::{
            AllOrgs, Ask, Attachments, Checklist, Comparison, Counted, Decide, Drafts, Dues, Grades, History, Home,
            Issues, ItemNote, LedgerForm, Ledgers, MeetingForm, Meetings, MemberForm, Members, Paper, Papers, Popup,
            Preview, Readings, Reason, RollCall, Rounds, Sheets, Start, ThemeDays, Votes,
        },
        command,
    },
    key::{ctrl, f, key, plain},
};
use crossterm::event::KeyCode;

/// What one does first: these come before the noun's own on the hint line.
pub const FIRST: &[Command] = &[
    command(
        Cmd::Open,
        "打开",
        &[key(KeyCode::Enter)],
        On::These(&[
            Home,
            Meetings,
            ThemeDays,
            Members,
            Dues,
            Issues,
            Checklist,
            Ledgers,
            Preview,
            Attachments,
            Sheets,
            AllOrgs,
            Readings,
        ]),
        "打开选中的一行;总览和得分预览上打开那一格的记录,没有或不够就新记;各单位上换到那个单位",
    ),
    command(Cmd::Choose, "选定", &[key(KeyCode::Enter)], On::These(&[Popup, Papers, Drafts, History]), "选定这一行"),
    command(Cmd::Close, "看完", &[key(KeyCode::Enter)], On::These(&[Paper]), "关上,回到原处"),
    command(
        Cmd::New,
        "新建",
        &[ctrl('n')],
        On::These(&[Home, Meetings, ThemeDays, Members, Ledgers, Attachments, Sheets, Counted]),
        "新建会议、主题党日、党员、台账的一条、评分人的表,加附件,或登记一笔",
    )
    .writes(),
    command(
        Cmd::Save,
        "保存",
        &[ctrl('s')],
        On::These(&[
            MeetingForm,
            MemberForm,
            LedgerForm,
            Ask,
            Decide,
            ItemNote,
            RollCall,
            Reason,
            Votes,
            Grades,
            Start,
        ]),
        "存盘;总分随即更新",
    )
    .writes(),
];

/// What comes after the noun's own: papers, periods, undoing, and where one can go.
pub const LAST: &[Command] = &[
    command(
        Cmd::VoteMethod,
        "表决方式",
        &[ctrl('t')],
        On::These(&[Votes]),
        "这一项怎样表决的:举手、无记名投票、记名投票、口头,或没写",
    )
    .writes(),
    command(
        Cmd::Attach,
        "附件",
        &[ctrl('o')],
        On::These(&[MeetingForm, LedgerForm, ItemNote]),
        "照片、扫描件、签到表:加入、打开、去掉",
    ),
    command(
        Cmd::Delete,
        "删除",
        &[key(KeyCode::Delete)],
        On::These(&[Meetings, ThemeDays, Members, Ledgers, Attachments, Sheets, Readings, Counted]),
        "删除选中的记录(可以撤销)",
    )
    .writes(),
    command(Cmd::DropDraft, "丢掉草稿", &[key(KeyCode::Delete)], On::These(&[Drafts]), "丢掉选中的草稿(不能撤销)")
        .writes(),
    command(
        Cmd::Print,
        "打印",
        &[ctrl('p')],
        On::These(&[
            Meetings,
            ThemeDays,
            Members,
            Dues,
            Checklist,
            Comparison,
            Rounds,
            AllOrgs,
            Ledgers,
            Preview,
            MeetingForm,
            MemberForm,
            LedgerForm,
        ]),
        "把眼前的记录、名册、台账或得分表写成 docx 或 xlsx,放进“输出”文件夹并打开",
    ),
    command(
        Cmd::Papers,
        "其他材料",
        &[ctrl('a')],
        On::These(&[Meetings, ThemeDays, Checklist, AllOrgs, Ledgers, MeetingForm]),
        "签到表、会议通知、当月主题党日材料、全年工作手册;整改通知单、四议两公开登记表、台账的电子表;评分表、佐证清单、空白评分表",
    ),
    command(
        Cmd::Look,
        "预览",
        &[ctrl('x')],
        On::These(&[Meetings, ThemeDays, MeetingForm, Papers]),
        "在屏幕上看这份记录、这份材料打印出来的样子",
    ),
    command(
        Cmd::PreviousYear,
        "上一年",
        &[ctrl('b')],
        On::These(&[Home, Meetings, ThemeDays, Dues, Checklist, Ledgers, Readings]),
        "看上一年",
    ),
    command(
        Cmd::NextYear,
        "下一年",
        &[ctrl('w')],
        On::These(&[Home, Meetings, ThemeDays, Dues, Checklist, Ledgers, Readings]),
        "看下一年",
    ),
    command(Cmd::Preview, "得分预览", &[f(9)], On::Every(Is::Work), "总分、五项得分、缺什么、还能补什么"),
    command(Cmd::Undo, "撤销", &[ctrl('z')], On::Every(Is::Undoable), "撤销上一步;正在填的栏里先撤销输入").writes(),
    command(Cmd::Redo, "重做", &[ctrl('y')], On::Every(Is::Undoable), "恢复刚撤销的一步").writes(),
    command(Cmd::Find, "查找", &[ctrl('f'), plain('/')], On::Every(Is::Work), "在党员、会议、台账里查找"),
    command(Cmd::Palette, "命令", &[f(10), ctrl('k')], On::Every(Is::Work), "按名称或拼音找命令并执行"),
    command(Cmd::Back, "返回", &[key(KeyCode::Esc)], On::All, "返回上一层;没存的留作草稿"),
    command(Cmd::Help, "帮助", &[f(1), plain('?')], On::All, "这里能用的键,以及灰色的为什么不能用"),
    command(Cmd::Home, "总览", &[f(2)], On::Every(Is::Work), "该做什么、做了没有、还剩几天"),
    command(Cmd::Meetings, "会议", &[f(3)], On::Every(Is::Work), "三会一课、组织生活会、民主评议、谈心谈话"),
    command(Cmd::ThemeDays, "主题党日", &[f(4)], On::Every(Is::Work), "每月的主题党日"),
    command(Cmd::Members, "党员", &[f(5)], On::Every(Is::Work), "花名册:按姓名、首字母查人"),
    command(Cmd::Checklist, "考核", &[f(6)], On::Every(Is::Work), "考核表逐项得分"),
    command(
        Cmd::Ledgers,
        "台账",
        &[f(7)],
        On::Every(Is::Work),
        "整改台账、三张清单、四议两公开、发展党员、设岗定责、积分等",
    ),
    command(
        Cmd::History,
        "改动记录",
        &[ctrl('r')],
        On::Every(Is::Work),
        "谁在什么时候改了什么;在记录或党员页上只看这一条",
    ),
    command(Cmd::Drafts, "草稿", &[ctrl('d')], On::Every(Is::Screen), "接着填没有保存的草稿"),
    command(
        Cmd::Discard,
        "放弃修改",
        &[],
        On::These(&[MeetingForm, MemberForm, LedgerForm]),
        "丢掉没保存的输入,恢复成存盘时的样子",
    ),
    command(Cmd::Quit, "退出", &[ctrl('q')], On::All, "退出程序;没存的留作草稿"),
];
