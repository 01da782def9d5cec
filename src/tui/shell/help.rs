//! F1: the keys that act here, why a greyed one does not, and which rules of the data folder were refused.

use crate::{
    text::width::fit,
    tui::{
        command::Offer,
        widget::reader::{Reader, Tone},
    },
};

/// The help: the commands with the reason why one cannot act now; `faults` of the data folder's own rules come first.
pub fn help(offers: Vec<Offer>, faults: &[String]) -> Reader {
    let mut lines = Vec::new();
    if !faults.is_empty() {
        lines.push((Tone::Head, "没有采用的规则文件(用的是程序自带的规则)".to_owned()));
        lines.extend(faults.iter().map(|fault| (Tone::Normal, fault.clone())));
        lines.push((Tone::Normal, String::new()));
    }
    lines.push((Tone::Head, "这里能用的键(中文输入法开着也有效)".to_owned()));
    for offer in offers {
        let head = format!("{} {}", fit(&offer.keys_text(), 14), fit(&offer.word, 10));
        lines.push(match offer.refusal {
            None => (Tone::Normal, format!("{head} {}", offer.command.help)),
            Some(why) => (Tone::Dim, format!("{head} 现在不能用:{why}")),
        });
    }
    lines.push((Tone::Normal, String::new()));
    lines.push((Tone::Head, "填表和看表".into()));
    for line in [
        "Tab 或回车下一栏,Shift+Tab 上一栏;↑ ↓ 换行或换栏;Ctrl+S 存盘",
        "日期随便写:3.5、3月5日、0305、今天、上周五;时间:9:00、0900、下午2点半",
        "总览的格:已 办了,补 补录,缺 错过,待 该办,半 办了但还有人没谈到,. 没到时候,/ 不适用",
        "点名:签到编号、姓名或首字母,再按空格;再按一次改请假、缺席并写原因",
        "输错不要紧:Ctrl+Z 撤销。没存就离开、断电、误关,都会留作草稿",
    ] {
        lines.push((Tone::Normal, line.to_owned()));
    }
    Reader::new("帮助", lines)
}
