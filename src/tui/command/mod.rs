//! The one list of commands: name, explanation, keys, where it acts. The hint line, help, palette and key map are all
//! printed from it. One rule stands over the key map ([`find`]): while a text has the focus, a key that edits text edits
//! it, and is no command ([`Key::edits`]); so no form has a command on such a key, and rows are deleted only once the
//! focus is on them. Not here: what a command does (each place carries out its own), or whether it can just now
//! ([`super::layer::Layer::available`]).

mod place;

pub use place::Place;

use super::key::{Key, Typing, ctrl, f, key, plain};
use crossterm::event::KeyCode;

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
    /// Needs a book that can be written.
    pub writes: bool,
}

/// A command as it stands here and now.
pub struct Offer {
    pub command: &'static Command,
    /// Those of its keys that mean it in this place; none: the palette runs it.
    pub keys: Vec<Key>,
    /// What it is called: its name, or the word of the layer in front.
    pub word: String,
    /// Why it cannot act.
    pub refusal: Option<String>,
}

use Place::{
    AllOrgs, Ask, Attachments, Checklist, Comparison, Dues, Home, Issues, ItemNote, LedgerForm, Ledgers, MeetingForm,
    Meetings, MemberForm, Members, Popup, Preview, Readings, Rectify, RollCall, Rounds, Sheets, Start, ThemeDays,
};

const SCREENS: &[Place] = &[Home, Meetings, ThemeDays, Members, Dues, Checklist, Ledgers];
/// Everywhere but before there is a branch, and in small popups that ask one thing.
const WORK: &[Place] = &[
    Home,
    Meetings,
    ThemeDays,
    Members,
    Dues,
    Issues,
    Checklist,
    Ledgers,
    MeetingForm,
    MemberForm,
    LedgerForm,
    RollCall,
    Place::Reason,
    Preview,
];
const EVERYWHERE: &[Place] = Place::ALL;
/// Where something is typed that can be taken back, besides those.
const TYPED: &[Place] = &[
    Place::Votes,
    Place::Grades,
    Rectify,
    Sheets,
    ItemNote,
    Readings,
    Place::Counted,
    Place::ChecklistPreview,
    Place::ChecklistName,
    Place::Decide,
    Ask,
    Start,
];
const UNDO: &[Place] = &both::<{ WORK.len() + TYPED.len() }>(WORK, TYPED);

/// The places of two lists as one.
const fn both<const N: usize>(first: &[Place], second: &[Place]) -> [Place; N] {
    let mut all = [Place::Home; N];
    let mut i = 0;
    while i < N {
        all[i] = if i < first.len() { first[i] } else { second[i - first.len()] };
        i += 1;
    }
    all
}

const ENTER: Key = key(KeyCode::Enter);
const DEL: Key = key(KeyCode::Delete);

/// Makes the enum and the list from one table: command, name, keys, whether it writes, where it acts, explanation.
macro_rules! commands {
    (@writes) => { false };
    (@writes writes) => { true };
    ($($cmd:ident, $name:literal, [$($key:expr),*] $($writes:ident)?, $on:expr, $help:literal;)+) => {
        /// What can be asked of the program.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Cmd {
            $(#[doc = $help] $cmd,)+
        }

        /// In the order of the hint line: what one does here first, then where one can go.
        pub const COMMANDS: &[Command] = &[
            $(Command {
                cmd: Cmd::$cmd,
                name: $name,
                help: $help,
                keys: &[$($key),*],
                on: $on,
                writes: commands!(@writes $($writes)?),
            },)+
        ];
    };
}

commands! {
    Open, "打开", [ENTER], &[Home, Meetings, ThemeDays, Members, Dues, Issues, Checklist, Ledgers, Preview, Attachments, Sheets, AllOrgs, Readings],
        "打开选中的一行;总览和得分预览上打开那一格的记录,没有或不够就新记;各单位上换到那个单位";
    Choose, "选定", [ENTER], &[Popup, Place::Papers, Place::Drafts],
        "选定这一行";
    Close, "看完", [ENTER], &[Place::Paper],
        "关上,回到原处";
    Confirm, "确定", [ENTER], &[RollCall],
        "写了编号、姓名的点名;没写就交回记录表";
    KeepReason, "记下原因", [ENTER], &[Place::Reason],
        "记下请假、缺席、改应到的原因,接着点下一个人;没有原因就空着";
    TakeIn, "入库", [ENTER, ctrl('s')] writes, &[Place::ImportPreview, Place::ChecklistPreview],
        "按预览导入,整批可撤销";
    Rename, "改名称", [key(KeyCode::Tab)], &[Place::ChecklistPreview],
        "改考核表的名称;与已有的表同名就是它的下一版";
    KeepName, "定下名称", [ENTER, key(KeyCode::Tab)], &[Place::ChecklistName],
        "名称就这样,回到各项";
    TickRule, "采用规则", [plain(' ')], &[Place::ChecklistPreview],
        "采用(再按不采用)从这句话认出的扣分加分规则;不采用的由人评定";
    ConfirmAll, "全部采用", [ctrl('a')], &[Place::ChecklistPreview],
        "认出的规则全部采用;再按全部不采用";
    New, "新建", [ctrl('n')] writes,
        &[Home, Meetings, ThemeDays, Members, Ledgers, Attachments, Sheets, Place::Counted],
        "新建会议、主题党日、党员、台账的一条、评分人的表,加附件,或登记一笔";
    Count, "逐笔登记", [f(12)], &[Checklist],
        "这一项要逐笔数的:哪天、谁、几次、哪一档、依据;得分随即算出";
    Save, "保存", [ctrl('s')] writes,
        &[MeetingForm, MemberForm, LedgerForm, Ask, Place::Decide, ItemNote, RollCall, Place::Reason, Place::Votes, Place::Grades, Start],
        "存盘;总分随即更新";
    RollCall, "点名", [ctrl('t')], &[MeetingForm],
        "打开点名表";
    AllQualified, "其余合格", [ctrl('a')] writes, &[Place::Grades],
        "没评的全部记为合格,再记例外";
    Grade, "改等次", [plain(' ')] writes, &[Place::Grades],
        "输入编号、姓名或首字母后按空格:合格、优秀、基本合格、不合格轮换";
    NewMatter, "加一项", [ctrl('n')] writes, &[Place::Votes],
        "再记一项表决";
    DropMatter, "去掉这项", [ctrl('x')] writes, &[Place::Votes],
        "去掉选中的一项表决";
    VoteMethod, "表决方式", [ctrl('t')] writes, &[Place::Votes],
        "这一项怎样表决的:举手、无记名投票、记名投票、口头,或没写";
    LikeLast, "同上次", [ctrl('l')] writes, &[MeetingForm],
        "地点、时间、主持人、记录人照上一次同类会议填;逐个点名的会连名单一起,都未点名";
    Alongside, "同日另记", [ctrl('n')] writes, &[MeetingForm],
        "同一天的另一项,如主题党日上的党员大会、党课:另记一条,日期、地点、点名照这一条;或把同日的记录连上、分开";
    Headings, "列议程", [ctrl('d')] writes, &[MeetingForm],
        "把议程逐项列成记录里的小标题,在下面写";
    Attach, "附件", [ctrl('o')], &[MeetingForm, LedgerForm, ItemNote],
        "照片、扫描件、签到表:加入、打开、去掉";
    Votes, "表决", [ctrl('e')], &[MeetingForm],
        "逐项记票:事项、规则、赞成、反对、弃权、书面意见,当场看结果";
    Grades, "评定等次", [ctrl('g')], &[MeetingForm],
        "民主评议:逐人评定优秀、合格、基本合格、不合格";
    Hints, "检查", [ctrl('b')], &[MeetingForm],
        "这条记录里前后不一致的地方:日期、人数、主持人、撞时间等(只提示,不拦)";
    AllPresent, "全部到会", [ctrl('a')] writes, &[RollCall],
        "未点名的全部记为到会,再记例外";
    Mark, "点名", [plain(' ')] writes, &[RollCall],
        "输入编号、姓名或首字母后按空格点名;再按一次改请假、缺席";
    Guest, "名册外的人", [ctrl('n')] writes, &[RollCall],
        "打的是名册上没有的姓名:记为列席;逐个点名的会记为到会。几个人用顿号隔开";
    ChangeDue, "改应到", [ctrl('e')] writes, &[RollCall],
        "把一个人移出应到或列入应到,要写原因;再按一次复原";
    PayDues, "记已交", [plain(' ')] writes, &[Dues],
        "输入编号、姓名或首字母后按空格:这个月的党费按标准记为已交,再按取消;没输就是选中的人";
    PayAllDues, "全部已交", [ctrl('a')] writes, &[Dues],
        "这个月该交的全部按标准记为已交,再记例外;可以一次撤销";
    NextView, "换视图", [ctrl('x')], &[Members, Dues],
        "名册、党费之间换;查找栏空着时在名册上按 ← → 也行";
    DuesStandard, "党费标准", [f(12)] writes, &[Dues, MemberForm],
        "选中的人每月交多少、从哪个月起:定额、按比例,或免交";
    DuesForAll, "统一标准", [ctrl('e')] writes, &[Dues],
        "给还没有标准的人定一个数,例外的再单独改";
    OnlyUnpaid, "只看未交", [key(KeyCode::Tab)], &[Dues],
        "只看这个月还没交的人,再按看全部";
    Suppose, "假设做完", [plain(' ')], &[Preview],
        "假设这件做完了,看到检查日能得多少分;什么都不写入";
    InspectionDay, "检查日", [ctrl('t')] writes, &[Preview],
        "定下一次检查的日子,倒数还有几天";
    Gaps, "去补缺口", [ctrl('t')], &[Place::Decide],
        "列出这一项缺的和算数的记录,回车打开;缺的从这里记上";
    ItemGaps, "缺什么", [f(8)], &[Checklist],
        "列出选中这一项缺的和算数的记录,回车打开;缺的从这里记上";
    Accept, "接受建议", [plain(' ')] writes, &[Checklist],
        "按记录算出的建议定分";
    ClearDecision, "取消评定", [DEL] writes, &[Checklist],
        "取消这一项已定的分,恢复为建议或待评";
    Sheets, "各张表", [ctrl('t')], &[Checklist],
        "本年的评分表:自查、各评分人、复核;并排比较、走势、换用新版";
    CarryOver, "沿用上次", [ctrl('x')] writes, &[Checklist],
        "要看现场的项照上一张表定,记明沿用;一项或全部";
    Note, "备注照片", [ctrl('n')] writes, &[Checklist],
        "记下现场看到的,加照片;不影响得分";
    Freeze, "存为自查", [ctrl('s')] writes, &[Sheets],
        "把本年表今天的评定和建议定成一张自查表,以后不再变";
    SideBySide, "并排比较", [ctrl('x')], &[Sheets],
        "各张表逐项并排,有差异的标出,算均分";
    Trend, "走势", [ctrl('t')], &[Sheets],
        "两年里各季度的得分";
    Rounds, "各轮", [ctrl('w')], &[Sheets],
        "全年各轮的均分、复核,全年按考核表的办法合成多少,还缺什么";
    AllOrgs, "各单位", [ctrl('a')], &[Sheets],
        "用这张考核表的各单位并排看:本年表或一轮的得分、等次、名额比例";
    ByPoints, "换次序", [plain(' ')], &[AllOrgs],
        "按组织排,或按得分排;得分相同的不分先后";
    NewVersion, "换用新版", [ctrl('u')] writes, &[Sheets],
        "本年的表改用新版考核表;同样的项带过来,旧表还在";
    Round, "换轮次", [key(KeyCode::Tab)], &[Comparison, AllOrgs],
        "只看另一轮的表,或全部(本年表)";
    TakeRows, "列入", [ENTER, ctrl('s')], &[Rectify],
        "勾选的问题列入整改台账,连同责任人和时限;已列入的,回车打开";
    Tick, "勾选", [plain(' ')], &[Rectify],
        "这一条列入,或不列入";
    CloseRow, "销号", [ctrl('t'), plain(' ')] writes, &[Ledgers, LedgerForm],
        "登记这一条完成的日期和确认的人;已完成的重新打开";
    OnlyOpen, "只看未完成", [key(KeyCode::Tab)], &[Ledgers],
        "只看没有完成的,再按看全部";
    ChooseLedger, "选台账", [ctrl('e')], &[Ledgers],
        "列出所有台账和条数,按编号、名称或首字母换";
    Rectify, "列入整改", [ctrl('u')] writes, &[Checklist],
        "扣分的这一项列入整改台账,填措施、时限、责任人";
    RectifyAll, "全部扣分项列入整改", [ctrl('e')] writes, &[Checklist],
        "所有扣分的项列入整改台账,正在整改的不重复列入";
    Problems, "问题整改", [f(12)], &[MeetingForm],
        "会上查摆的问题列入整改台账,已列入的看进展";
    Untalked, "没谈到的", [ctrl('t')], &[Meetings],
        "今年谈心谈话还没有谈到的党员";
    Readings, "调阅意见", [ctrl('u')], &[Home, Meetings, ThemeDays],
        "上级每季度看记录本写的意见和等次:记下、修改,看之后记录有没有改动";
    SaveEach, "一人一份", [] writes, &[MeetingForm],
        "谈心谈话:名单上到场的每人存一份同样的记录";
    Delete, "删除", [DEL] writes, &[Meetings, ThemeDays, Members, Ledgers, Attachments, Sheets, Readings, Place::Counted],
        "删除选中的记录(可以撤销)";
    DropDraft, "丢掉草稿", [DEL] writes, &[Place::Drafts],
        "丢掉选中的草稿(不能撤销)";
    Event, "登记变动", [ctrl('e')] writes, &[MemberForm],
        "登记转入、转出、去世、任免、调组、停止表决权等变动,或删去登记错的";
    MemberRows, "台账记录", [ctrl('t')], &[MemberForm],
        "今年各本台账里写到这个人的,回车打开";
    Settle, "核实无误", [ctrl('g')] writes, &[MemberForm, Issues],
        "存疑的格(暂存的行)已核对,就这样,不再提示";
    Reveal, "显示号码", [ctrl('o')], &[MemberForm, Issues],
        "身份证号和电话显示全部数字,再按隐去";
    Import, "导入", [ctrl('o')] writes, &[Meetings, ThemeDays, Members, Checklist],
        "导入花名册(党员)、组织生活台账(会议)或乡镇的考核表(考核),先预览后入库";
    Issues, "存疑", [ctrl('e')], &[Meetings, ThemeDays, Members],
        "导入时存疑的格和暂存的行,逐条核对";
    Print, "打印", [ctrl('p')],
        &[
            Meetings, ThemeDays, Members, Dues, Checklist, Comparison, Rounds, AllOrgs, Ledgers, Preview, MeetingForm, MemberForm,
            LedgerForm,
        ],
        "把眼前的记录、名册、台账或得分表写成 docx 或 xlsx,放进“输出”文件夹并打开";
    Papers, "其他材料", [ctrl('a')], &[Meetings, ThemeDays, Checklist, AllOrgs, Ledgers, MeetingForm],
        "签到表、会议通知、当月主题党日材料、全年工作手册;整改通知单、四议两公开登记表、台账的电子表;评分表、佐证清单、空白评分表";
    Look, "预览", [ctrl('x')], &[Meetings, ThemeDays, MeetingForm, Place::Papers],
        "在屏幕上看这份记录、这份材料打印出来的样子";
    Sort, "换排序", [key(KeyCode::Tab)], &[Members],
        "按编号、姓名、年龄、党小组排序,再按换下一种";
    PrintWhole, "导出完整花名册", [f(12)], &[Members],
        "含完整号码,注意保管:身份证号和电话都不隐去";
    OtherChecklist, "换考核表", [key(KeyCode::Tab)] writes, &[Checklist],
        "改用另一张考核表;原来那张上的评定都留着";
    Kind, "换类别", [key(KeyCode::Tab)], &[Meetings],
        "只看一类会议;再按看下一类";
    Switch, "换区", [key(KeyCode::Tab)], &[Home],
        "在月份表和待办之间切换";
    Compare, "对照去年", [ctrl('t')], &[Home],
        "今年和去年的任务对照着看,再按只看今年";
    PreviousYear, "上一年", [ctrl('b')], &[Home, Meetings, ThemeDays, Dues, Checklist, Ledgers, Readings],
        "看上一年";
    NextYear, "下一年", [ctrl('w')], &[Home, Meetings, ThemeDays, Dues, Checklist, Ledgers, Readings],
        "看下一年";
    Preview, "得分预览", [f(9)], WORK,
        "总分、五项得分、缺什么、还能补什么";
    Undo, "撤销", [ctrl('z')] writes, UNDO,
        "撤销上一步;正在填的栏里先撤销输入";
    Redo, "重做", [ctrl('y')] writes, UNDO,
        "恢复刚撤销的一步";
    Find, "查找", [ctrl('f'), plain('/')], WORK,
        "在党员、会议、台账里查找";
    Palette, "命令", [f(10), ctrl('k')], WORK,
        "按名称或拼音找命令并执行";
    Back, "返回", [key(KeyCode::Esc)], EVERYWHERE,
        "返回上一层;没存的留作草稿";
    Help, "帮助", [f(1), plain('?')], EVERYWHERE,
        "这里能用的键,以及灰色的为什么不能用";
    Home, "总览", [f(2)], WORK,
        "该做什么、做了没有、还剩几天";
    Meetings, "会议", [f(3)], WORK,
        "三会一课、组织生活会、民主评议、谈心谈话";
    ThemeDays, "主题党日", [f(4)], WORK,
        "每月的主题党日";
    Members, "党员", [f(5)], WORK,
        "花名册:按姓名、首字母查人";
    Checklist, "考核", [f(6)], WORK,
        "考核表逐项得分";
    Ledgers, "台账", [f(7)], WORK,
        "整改台账、三张清单、四议两公开、发展党员、设岗定责、积分等";
    History, "改动记录", [ctrl('r')], WORK,
        "谁在什么时候改了什么;在记录或党员页上只看这一条";
    Orgs, "换党组织", [ctrl('g')], SCREENS,
        "切换到另一个党组织,或新建一个:上级、下级或另一个支部";
    OrgInfo, "支部信息", [ctrl('l')] writes, SCREENS,
        "改党组织的名称、类别、乡镇、主题党日、成立时间,和谁在用这台电脑";
    Drafts, "草稿", [ctrl('d')], SCREENS,
        "接着填没有保存的草稿";
    Discard, "放弃修改", [], &[MeetingForm, MemberForm, LedgerForm],
        "丢掉没保存的输入,恢复成存盘时的样子";
    Quit, "退出", [ctrl('q')], EVERYWHERE,
        "退出程序;没存的留作草稿";
}

impl Offer {
    /// The keys as written on screen; those of the palette for a command without any.
    pub fn keys_text(&self) -> String {
        let keys = if self.keys.is_empty() { get(Cmd::Palette).keys } else { &self.keys };
        keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
    }
}

impl Command {
    /// The keys that mean it in a place. In a form, which is all text, those that edit text never do.
    pub fn keys_on(&self, place: Place) -> impl Iterator<Item = Key> {
        self.keys.iter().copied().filter(move |key| !(place.is_form() && key.edits_text()))
    }
}

/// The commands that act in a place.
pub fn commands_on(place: Place) -> impl Iterator<Item = &'static Command> {
    COMMANDS.iter().filter(move |c| c.on.contains(&place))
}

/// The command that a key means in a place. While a text has the focus, keys that edit it are no commands.
pub fn find(place: Place, pressed: Key, typing: Typing) -> Option<&'static Command> {
    if pressed.edits(typing) {
        return None;
    }
    commands_on(place).find(|c| c.keys_on(place).any(|key| key == pressed))
}

/// A command's entry.
pub fn get(cmd: Cmd) -> &'static Command {
    &COMMANDS[cmd as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for &place in Place::ALL {
            let mut seen: HashMap<Key, Cmd> = HashMap::new();
            for command in commands_on(place) {
                for k in command.keys_on(place) {
                    if let Some(other) = seen.insert(k, command.cmd) {
                        panic!("{place:?}: {k} means {other:?} and {:?}", command.cmd);
                    }
                }
            }
        }
    }

    #[test]
    fn every_command_has_a_key_that_an_input_method_lets_through_or_stands_in_the_palette() {
        let palette = get(Cmd::Palette);
        for c in COMMANDS {
            for &place in c.on {
                let keyed = c.keys_on(place).any(Key::survives_input_method);
                assert!(keyed || palette.on.contains(&place), "{} on {place:?}", c.name);
            }
            assert!(c.keys.is_empty() || c.keys.iter().any(|k| k.survives_input_method()), "{}", c.name);
            assert_eq!(COMMANDS.iter().filter(|o| o.cmd == c.cmd).count(), 1, "{} stands twice", c.name);
        }
    }

    #[test]
    fn a_key_that_edits_text_edits_it_wherever_a_text_has_the_focus() {
        for &place in Place::ALL {
            for key in COMMANDS.iter().flat_map(|c| c.keys).filter(|k| k.edits_text()) {
                assert!(find(place, *key, Typing::Text).is_none(), "{place:?}: {key} is taken from a text");
                if let Some(command) = find(place, *key, Typing::Empty) {
                    assert!(!key.erases() && !place.is_form(), "{place:?}: {key} in an empty line is {}", command.name);
                }
            }
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
