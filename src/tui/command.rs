//! The one list of commands: name, explanation, keys, where it acts. The hint line, help, palette and key map are all
//! printed from it. Not here: what a command does (each place carries out its own), or whether it can just now
//! ([`super::layer::Layer::available`]).

use super::key::{Key, ctrl, f, key, plain};
use crossterm::event::KeyCode;

/// What can be asked of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cmd {
    Open,
    New,
    Save,
    Mark,
    AllPresent,
    RollCall,
    LikeLast,
    Accept,
    ClearDecision,
    Delete,
    Event,
    Settle,
    Import,
    Print,
    Kind,
    Switch,
    PreviousYear,
    NextYear,
    Home,
    Meetings,
    ThemeDays,
    Members,
    Checklist,
    Preview,
    Undo,
    Redo,
    Find,
    Palette,
    History,
    Orgs,
    Drafts,
    Discard,
    Back,
    Help,
    Quit,
}

/// A place where commands act: what the top layer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    Home,
    Meetings,
    ThemeDays,
    Members,
    Checklist,
    MeetingForm,
    MemberForm,
    RollCall,
    Preview,
    /// Lists to choose from, small forms, papers to read.
    Popup,
    /// The first start, before there is a branch.
    Start,
}

impl Place {
    pub const ALL: [Self; 11] = [
        Self::Home,
        Self::Meetings,
        Self::ThemeDays,
        Self::Members,
        Self::Checklist,
        Self::MeetingForm,
        Self::MemberForm,
        Self::RollCall,
        Self::Preview,
        Self::Popup,
        Self::Start,
    ];
}

/// One entry of the list.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    pub cmd: Cmd,
    /// On the hint line and in the palette.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub help: &'static str,
    pub keys: &'static [Key],
    pub on: &'static [Place],
}

use Place::{Checklist, Home, MeetingForm, Meetings, MemberForm, Members, Popup, Preview, RollCall, Start, ThemeDays};

const SCREENS: &[Place] = &[Home, Meetings, ThemeDays, Members, Checklist];
/// Everywhere but before there is a branch, and in small popups that answer one question.
const WORK: &[Place] = &[Home, Meetings, ThemeDays, Members, Checklist, MeetingForm, MemberForm, RollCall, Preview];
const EVERYWHERE: &[Place] = &Place::ALL;
const ENTER: Key = key(KeyCode::Enter);
const DEL: Key = key(KeyCode::Delete);

/// In the order of the hint line: what one does here first, then where one can go.
pub const COMMANDS: &[Command] = &[
    Command {
        cmd: Cmd::Open,
        name: "打开",
        help: "打开选中的一行;总览上打开那一格的记录,没有就新建",
        keys: &[ENTER],
        on: SCREENS,
    },
    Command {
        cmd: Cmd::New,
        name: "新建",
        help: "新建会议、主题党日或党员",
        keys: &[ctrl('n')],
        on: &[Home, Meetings, ThemeDays, Members],
    },
    Command {
        cmd: Cmd::Save,
        name: "保存",
        help: "存盘;总分随即更新",
        keys: &[ctrl('s')],
        on: &[MeetingForm, MemberForm, Popup, RollCall, Start],
    },
    Command { cmd: Cmd::RollCall, name: "点名", help: "打开点名表", keys: &[ctrl('t')], on: &[MeetingForm] },
    Command {
        cmd: Cmd::LikeLast,
        name: "同上次",
        help: "地点、主持人、记录人照上一次同类会议填",
        keys: &[ctrl('l')],
        on: &[MeetingForm],
    },
    Command {
        cmd: Cmd::AllPresent,
        name: "全部到会",
        help: "未点名的全部记为到会,再记例外",
        keys: &[ctrl('a')],
        on: &[RollCall],
    },
    Command {
        cmd: Cmd::Mark,
        name: "点名",
        help: "输入编号、姓名或首字母后按空格点名;再按一次改请假、缺席",
        keys: &[plain(' ')],
        on: &[RollCall],
    },
    Command {
        cmd: Cmd::Accept, name: "接受建议", help: "按记录算出的建议定分", keys: &[plain(' ')], on: &[Checklist]
    },
    Command {
        cmd: Cmd::ClearDecision,
        name: "取消评定",
        help: "取消这一项已定的分,恢复为建议或待评",
        keys: &[DEL],
        on: &[Checklist],
    },
    Command {
        cmd: Cmd::Delete,
        name: "删除",
        help: "删除选中的记录(可以撤销)",
        keys: &[DEL],
        on: &[Meetings, ThemeDays, Members],
    },
    Command {
        cmd: Cmd::Event,
        name: "登记变动",
        help: "登记转入、转出、去世、出党等变动",
        keys: &[ctrl('e')],
        on: &[MemberForm],
    },
    Command {
        cmd: Cmd::Settle,
        name: "存疑已核",
        help: "导入时存疑的单元格已核对,不再提示",
        keys: &[ctrl('g')],
        on: &[MemberForm],
    },
    Command {
        cmd: Cmd::Import,
        name: "导入",
        help: "导入花名册(党员)或组织生活台账(会议),先预览后入库",
        keys: &[ctrl('o')],
        on: &[Meetings, ThemeDays, Members],
    },
    Command {
        cmd: Cmd::Print,
        name: "打印",
        help: "生成可打印的文件(docx 或 xlsx)放进“输出”文件夹并打开",
        keys: &[ctrl('p')],
        on: &[Meetings, ThemeDays, Members, Checklist, MeetingForm, MemberForm],
    },
    Command {
        cmd: Cmd::Kind,
        name: "换类别",
        help: "只看一类会议;再按看下一类",
        keys: &[key(KeyCode::Tab)],
        on: &[Meetings],
    },
    Command {
        cmd: Cmd::Switch, name: "换区", help: "在月份表和待办之间切换", keys: &[key(KeyCode::Tab)], on: &[Home]
    },
    Command {
        cmd: Cmd::PreviousYear,
        name: "上一年",
        help: "看上一年",
        keys: &[ctrl('b')],
        on: &[Home, Meetings, ThemeDays, Checklist],
    },
    Command {
        cmd: Cmd::NextYear,
        name: "下一年",
        help: "看下一年",
        keys: &[ctrl('w')],
        on: &[Home, Meetings, ThemeDays, Checklist],
    },
    Command {
        cmd: Cmd::Preview,
        name: "得分预览",
        help: "总分、五项得分、缺什么、还能补什么",
        keys: &[f(9)],
        on: WORK,
    },
    Command {
        cmd: Cmd::Undo,
        name: "撤销",
        help: "撤销上一步;正在填的栏里先撤销输入",
        keys: &[ctrl('z')],
        on: EVERYWHERE,
    },
    Command { cmd: Cmd::Redo, name: "重做", help: "恢复刚撤销的一步", keys: &[ctrl('y')], on: EVERYWHERE },
    Command {
        cmd: Cmd::Find, name: "查找", help: "在党员、会议里查找", keys: &[ctrl('f'), plain('/')], on: WORK
    },
    Command {
        cmd: Cmd::Palette, name: "命令", help: "按名称或拼音找命令并执行", keys: &[f(10), ctrl('k')], on: WORK
    },
    Command {
        cmd: Cmd::Back,
        name: "返回",
        help: "返回上一层;没存的留作草稿",
        keys: &[key(KeyCode::Esc)],
        on: EVERYWHERE,
    },
    Command {
        cmd: Cmd::Help,
        name: "帮助",
        help: "这里能用的键,以及灰色的为什么不能用",
        keys: &[f(1), plain('?')],
        on: EVERYWHERE,
    },
    Command {
        cmd: Cmd::Home, name: "总览", help: "该做什么、做了没有、还剩几天", keys: &[f(2)], on: WORK
    },
    Command {
        cmd: Cmd::Meetings,
        name: "会议",
        help: "三会一课、组织生活会、民主评议、谈心谈话",
        keys: &[f(3)],
        on: WORK,
    },
    Command { cmd: Cmd::ThemeDays, name: "主题党日", help: "每月的主题党日", keys: &[f(4)], on: WORK },
    Command {
        cmd: Cmd::Members, name: "党员", help: "花名册:按姓名、首字母查人", keys: &[f(5)], on: WORK
    },
    Command { cmd: Cmd::Checklist, name: "考核", help: "考核表逐项得分", keys: &[f(6)], on: WORK },
    Command {
        cmd: Cmd::History, name: "改动记录", help: "谁在什么时候改了什么", keys: &[ctrl('r')], on: WORK
    },
    Command {
        cmd: Cmd::Orgs, name: "换党组织", help: "切换到另一个党组织", keys: &[ctrl('g')], on: SCREENS
    },
    Command {
        cmd: Cmd::Drafts, name: "草稿", help: "接着填没有保存的草稿", keys: &[ctrl('d')], on: SCREENS
    },
    Command {
        cmd: Cmd::Discard,
        name: "放弃修改",
        help: "丢掉没保存的输入,恢复成存盘时的样子",
        keys: &[ctrl('u')],
        on: &[MeetingForm, MemberForm],
    },
    Command {
        cmd: Cmd::Quit, name: "退出", help: "退出程序;没存的留作草稿", keys: &[ctrl('q')], on: EVERYWHERE
    },
];

impl Command {
    /// The keys as written on screen.
    pub fn keys_text(&self) -> String {
        self.keys.iter().map(|k| k.to_string()).collect::<Vec<_>>().join(" ")
    }
}

/// The commands that act in a place.
pub fn commands_on(place: Place) -> impl Iterator<Item = &'static Command> {
    COMMANDS.iter().filter(move |c| c.on.contains(&place))
}

/// The command that a key means in a place. While text is typed, printable keys are text.
pub fn find(place: Place, pressed: Key, typing: bool) -> Option<&'static Command> {
    if typing && pressed.is_text() {
        return None;
    }
    commands_on(place).find(|c| c.keys.contains(&pressed))
}

pub fn get(cmd: Cmd) -> &'static Command {
    // Every variant is listed, which a test holds; the first entry stands in for what cannot happen.
    COMMANDS.iter().find(|c| c.cmd == cmd).unwrap_or(&COMMANDS[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for place in Place::ALL {
            let mut seen: HashMap<Key, Cmd> = HashMap::new();
            for command in commands_on(place) {
                for k in command.keys {
                    if let Some(other) = seen.insert(*k, command.cmd) {
                        panic!("{place:?}: {k} means {other:?} and {:?}", command.cmd);
                    }
                }
            }
        }
    }

    #[test]
    fn every_command_has_a_key_that_an_input_method_lets_through() {
        for c in COMMANDS {
            assert!(c.keys.iter().any(|k| k.survives_input_method()), "{}", c.name);
            assert_eq!(COMMANDS.iter().filter(|o| o.cmd == c.cmd).count(), 1, "{} stands twice", c.name);
        }
    }

    #[test]
    fn keys_that_terminals_or_input_methods_need_are_never_bound() {
        for k in COMMANDS.iter().flat_map(|c| c.keys) {
            assert!(!matches!((k.ctrl, k.code), (true, KeyCode::Char('c' | 'i' | 'm' | 'h' | 'j' | '[' | ' '))), "{k}");
        }
    }

    #[test]
    fn every_function_key_has_a_second_way() {
        let palette_reaches = commands_on(Place::Home).any(|c| c.cmd == Cmd::Palette && c.keys.contains(&ctrl('k')));
        assert!(palette_reaches);
    }
}
