//! The notice of a meeting as text to paste into a chat: what, when, where, about what, who.
//! Not here: the sheet that people sign there (`sign_in`).

use super::words::{BLANK, agenda, asked, due, kind_name, when};
use crate::model::activity::{ActivityKind, Meeting};

/// The notice of a meeting, one line of text to a line; what is not known yet is left blank to fill in.
pub fn notice_text(org: &str, kind: Option<&ActivityKind>, meeting: &Meeting) -> String {
    let a = &meeting.activity;
    let name = kind_name(kind, a);
    let verb = if name.ends_with('会') || name.ends_with("会议") { "召开" } else { "开展" };
    let known = |text: &str| if text.is_empty() { BLANK.to_owned() } else { text.to_owned() };
    let mut lines = vec![format!("关于{verb}{name}的通知"), String::new()];

    let mut time = when(a);
    if a.starts.is_empty() {
        time.push_str(&format!(" {BLANK}"));
    }
    lines.push(format!("时间:{time}"));
    lines.push(format!("地点:{}", known(&a.place)));
    for (label, text) in agenda(kind, a) {
        match text.contains('\n') {
            true => lines.push(format!("{label}:\n{text}")),
            false => lines.push(format!("{label}:{}", known(&text))),
        }
    }
    let named = || due(meeting).map(|p| p.name.as_str()).collect::<Vec<_>>().join("、");
    lines.push(format!("参加人员:{}", known(&asked(kind, a).unwrap_or_else(named))));
    lines.push(String::new());
    lines.push("请准时参加;有事不能参加的,请提前向支部请假并说明原因。".into());
    lines.push(String::new());
    lines.push(org.to_owned());
    lines.join("\n")
}
