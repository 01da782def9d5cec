//! The part in the branch committee that a post in words stands for.
//! Not here: the other columns (`person`).

use crate::model::member::Role;

/// Posts of other bodies, of other times, or beside the committee.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "团支部", "团委", "团总支", "共青团", "村委", "居委", "监委", "妇联", "妇委", "妇女", "治保", "调解", "前任", "曾任", "历任", "离任",
    "老书记", "老支书", "助理", "第一书记", "镇党委", "乡党委", "党工委", "县委", "市委", "区委",
];
const COMMISSIONERS: &[&str] = &[
    "支部委员",
    "支委",
    "总支委员",
    "党委委员",
    "组织委员",
    "宣传委员",
    "纪检委员",
    "统战委员",
    "生产委员",
    "青年委员",
    "群工委员",
    "保密委员",
];

/// The highest part among the posts: `村党支部书记、村委会主任` → 书记. A 村委会主任 alone has none.
pub fn role(post: &str) -> Option<Role> {
    post.split(['、', '，', ',', ';', '；', '/', '(', '（', ')', '）', ' ', '\n', '兼']).filter_map(one).min()
}

fn one(post: &str) -> Option<Role> {
    let post = post.trim();
    if post.starts_with('原') || OTHERS.iter().any(|o| post.contains(o)) {
        None
    } else if post.contains("副书记") {
        Some(Role::Deputy)
    } else if post.ends_with("书记") {
        Some(Role::Secretary)
    } else if post == "委员" || COMMISSIONERS.iter().any(|c| post.contains(c)) {
        Some(Role::Commissioner)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_branch_committee_counts() {
        for (post, expected) in [
            ("村党支部书记、村委会主任", Some(Role::Secretary)),
            ("支部书记", Some(Role::Secretary)),
            ("总支书记", Some(Role::Secretary)),
            ("党支部副书记", Some(Role::Deputy)),
            ("支部委员(组织)", Some(Role::Commissioner)),
            ("支部委员(宣传、纪检)", Some(Role::Commissioner)),
            ("村委会委员、支委", Some(Role::Commissioner)),
            ("委员", Some(Role::Commissioner)),
            ("村委会委员", None),
            ("村委会主任", None),
            ("团支部书记", None),
            ("原村党支部书记", None),
            ("第一书记", None),
            ("村监委主任", None),
            ("妇联主席", None),
            ("会计", None),
            ("", None),
        ] {
            assert_eq!(role(post), expected, "{post}");
        }
    }
}
