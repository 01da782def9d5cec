//! Which kind of activity the words of an activities file mean.
//! Not here: the kinds themselves (`data/activities.toml`).

use crate::{
    model::{
        activity::ActivityKind,
        doubt::{Doubt, InWords},
    },
    text::number::half_width,
};

/// The kind that a text names, by its name or an alias: exactly, else as the only one named within the text
/// (`第一党小组会议`).
///
/// # Errors
///
/// Says in Chinese why no kind, or more than one, is meant.
pub fn find<'a>(text: &str, kinds: &'a [ActivityKind]) -> Result<&'a ActivityKind, InWords> {
    let text = plain(text);
    let names = |kind: &'a ActivityKind| std::iter::once(&kind.name).chain(&kind.aliases).map(|n| plain(n));
    if let Some(kind) = kinds.iter().find(|k| names(k).any(|n| n == text) || k.id == text) {
        return Ok(kind);
    }
    let mut named: Vec<(String, &ActivityKind)> = Vec::new();
    for kind in kinds {
        named.extend(names(kind).filter(|n| n.chars().count() > 1 && text.contains(n.as_str())).map(|n| (n, kind)));
    }
    // 组织生活会 within 专题组织生活会 is not a second kind.
    let widest = |n: &str| !named.iter().any(|(other, _)| other != n && other.contains(n));
    let mut found: Vec<&ActivityKind> = named.iter().filter(|(n, _)| widest(n)).map(|(_, k)| *k).collect();
    found.dedup_by_key(|k| &k.id);
    match found.as_slice() {
        [kind] => Ok(kind),
        [] => {
            let known = kinds.iter().map(|k| k.name.as_str()).collect::<Vec<_>>().join("、");
            Err(Doubt::kind_unknown(known))
        }
        several => {
            let names = several.iter().map(|k| k.name.as_str()).collect::<Vec<_>>().join("、");
            Err(Doubt::kinds_several(names))
        }
    }
}

/// The 党小组 that a text names: `第1党小组` of `第1党小组会`; `None` where it names none.
pub fn group(text: &str) -> Option<String> {
    let text = plain(text);
    let end = text.find("党小组")?;
    (end > 0 && text.starts_with('第')).then(|| format!("{}党小组", &text[..end]))
}

fn plain(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds() -> Vec<ActivityKind> {
        let kind = |id: &str, name: &str, aliases: &[&str]| ActivityKind {
            id: id.into(),
            name: name.into(),
            aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
            title_label: "主题".into(),
            ..ActivityKind::default()
        };
        vec![
            kind("members_meeting", "党员大会", &["支部党员大会"]),
            kind("committee_meeting", "支委会", &["支部委员会", "支部委员会会议"]),
            kind("group_meeting", "党小组会", &[]),
            kind("theme_day", "主题党日", &[]),
            kind("organisation_life", "组织生活会", &[]),
        ]
    }

    fn id(text: &str) -> Option<String> {
        find(text, &kinds()).ok().map(|k| k.id.clone())
    }

    #[test]
    fn kinds_are_known_by_name_alias_and_within_other_words() {
        for (text, expected) in [
            ("党员大会", "members_meeting"),
            ("支部党员大会", "members_meeting"),
            ("支 委 会", "committee_meeting"),
            ("支部委员会", "committee_meeting"),
            ("第1党小组会议", "group_meeting"),
            ("“4+X”主题党日活动", "theme_day"),
            ("年度组织生活会", "organisation_life"),
            ("theme_day", "theme_day"),
        ] {
            assert_eq!(id(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(group("第1党小组会").as_deref(), Some("第1党小组"));
        assert_eq!(group("党小组会"), None);
    }

    #[test]
    fn what_is_unknown_or_several_is_said_so() {
        assert!(find("运动会", &kinds()).unwrap_err().words.contains("党员大会、支委会"));
        assert!(find("党员大会、主题党日", &kinds()).unwrap_err().words.contains("几类(党员大会、主题党日)"));
        assert!(find("", &kinds()).is_err());
    }
}
