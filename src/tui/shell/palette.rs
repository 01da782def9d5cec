//! F10: every command that exists here, by name, pinyin or its explanation; choosing runs it. And the views, papers and
//! ledgers that lie behind a screen's own keys, by what people call them, from everywhere.

use crate::{
    book::papers::{Of, PRINTOUTS, Printout},
    model::{activity::ActivityKind, ledger::Ledger},
    text::width::fit,
    tui::{
        command::{self, Cmd, Offer, Place},
        go::Go,
        widget::pick::{Choice, Item, Pick},
    },
};

/// What a view is called, what it shows, and the commands that lead there from any screen.
const VIEWS: &[(&str, &str, &[Cmd])] = &[
    ("党费", "每人每月交了没有、标准、补交", &[Cmd::Members, Cmd::NextView]),
    ("各张评分表", "自查、各评分人、复核", &[Cmd::Checklist, Cmd::Sheets]),
    ("并排比较", "各张表逐项并排", &[Cmd::Checklist, Cmd::Sheets, Cmd::SideBySide]),
    ("得分走势", "两年里各季度的得分", &[Cmd::Checklist, Cmd::Sheets, Cmd::Trend]),
    ("各轮", "各轮的均分、复核,全年合成多少", &[Cmd::Checklist, Cmd::Sheets, Cmd::Rounds]),
    ("各单位", "用这张考核表的各单位并排看", &[Cmd::Checklist, Cmd::Sheets, Cmd::AllOrgs]),
    ("存为自查", "把今天的分定成一张自查表", &[Cmd::Checklist, Cmd::Sheets, Cmd::Freeze]),
    ("换考核表", "改用另一张考核表", &[Cmd::Checklist, Cmd::OtherChecklist]),
    ("导入考核表", "乡镇发的考核表", &[Cmd::Checklist, Cmd::Import]),
    ("导入花名册", "先预览后入库", &[Cmd::Members, Cmd::Import]),
    ("导入会议台账", "组织生活台账,先预览后入库", &[Cmd::Meetings, Cmd::Import]),
    ("花名册存疑", "导入时存疑的格和暂存的行", &[Cmd::Members, Cmd::Issues]),
    ("会议存疑", "导入时存疑的格和暂存的行", &[Cmd::Meetings, Cmd::Issues]),
    ("没谈到的", "今年谈心谈话还没谈到的党员", &[Cmd::Meetings, Cmd::Untalked]),
    ("调阅意见", "上级每季度看记录本写的意见", &[Cmd::Home, Cmd::Readings]),
    ("对照去年", "今年和去年的任务对照着看", &[Cmd::Home, Cmd::Compare]),
    ("检查日", "定下一次检查的日子", &[Cmd::Preview, Cmd::InspectionDay]),
];

/// The commands that lead to a paper, and where its menu is about what is in hand.
fn way(paper: &Printout) -> (&'static [Cmd], &'static [Place]) {
    match paper.of {
        Of::Record | Of::Month | Of::Year if paper.theme_day => (&[Cmd::ThemeDays, Cmd::Papers], OF_A_MEETING),
        Of::Record | Of::Month | Of::Year => (&[Cmd::Meetings, Cmd::Papers], OF_A_MEETING),
        Of::Sheet => (&[Cmd::Checklist, Cmd::Papers], &[Place::Checklist]),
        Of::DuesYear | Of::DuesMonth => (&[Cmd::Members, Cmd::NextView, Cmd::Print], &[]),
        Of::Roster => (&[Cmd::Members, Cmd::Print], &[]),
        Of::Member => (&[Cmd::Members, Cmd::Open, Cmd::Print], &[]),
        Of::Ledger | Of::Row => (&[Cmd::Ledgers, Cmd::Papers], &[Place::Ledgers]),
        Of::Rounds => (&[Cmd::Checklist, Cmd::Sheets, Cmd::Rounds, Cmd::Print], &[]),
        Of::Comparison => (&[Cmd::Checklist, Cmd::Sheets, Cmd::SideBySide, Cmd::Print], &[]),
        Of::AllOrgs => (&[Cmd::Checklist, Cmd::Sheets, Cmd::AllOrgs, Cmd::Papers], &[]),
        Of::Todo => (&[Cmd::Preview, Cmd::Print], &[]),
    }
}

const OF_A_MEETING: &[Place] = &[Place::Meetings, Place::ThemeDays, Place::MeetingForm];

/// The palette over `place`, where these commands act.
pub fn palette(
    place: Place,
    offers: Vec<Offer>,
    kinds: &[ActivityKind],
    ledgers: impl Iterator<Item = Ledger>,
) -> Pick {
    let here: Vec<String> = offers.iter().map(|o| o.word.clone()).collect();
    let commands = offers.into_iter().filter(|o| !matches!(o.command.cmd, Cmd::Palette | Cmd::Mark)).map(|o| {
        let detail = match &o.refusal {
            None => format!("{} {}", fit(&o.keys_text(), 12), o.command.help),
            Some(why) => format!("不能用:{why}"),
        };
        let choice = Choice::Run(vec![o.command.cmd]);
        Item { disabled: o.refusal.is_some(), ..Item::new(&o.word, &detail, choice) }
    });
    let views = VIEWS.iter().filter(|(name, ..)| !here.iter().any(|word| word == name));
    let views = views.map(|(name, help, way)| led(name, help, way));
    let papers = PRINTOUTS.iter().map(|paper| {
        let (way, own) = way(paper);
        led(paper.name, paper.about, if own.contains(&place) { &way[way.len() - 1..] } else { way })
    });
    let kinds = kinds.iter().map(|k| {
        let screen = if k.theme_day { Cmd::ThemeDays } else { Cmd::Meetings };
        let detail = format!("{} {}", fit(&keys_of(&[screen, Cmd::New]), 12), k.basis);
        Item::new(&format!("新记{}", k.name), &detail, Choice::Go(Go::NewOfKind(k.id.clone())))
    });
    let ledgers = ledgers.map(|l| Item::new(&l.name, &format!("{} 台账", fit("F7", 12)), Choice::Go(Go::Ledger(l.id))));
    Pick::commands(
        "命令:输入名称或拼音,回车执行",
        commands.chain(views).chain(papers).chain(kinds).chain(ledgers).collect(),
    )
}

/// What one command after another leads to.
fn led(name: &str, help: &str, way: &[Cmd]) -> Item {
    Item::new(name, &format!("{} {help}", fit(&keys_of(way), 12)), Choice::Run(way.to_vec()))
}

/// The first key of each, as written on screen.
fn keys_of(way: &[Cmd]) -> String {
    let keys = way.iter().filter_map(|cmd| command::get(*cmd).keys.first());
    keys.map(|key| key.to_string()).collect::<Vec<_>>().join(" ")
}
