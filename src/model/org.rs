//! Organisations: a tree of county, township, village and so on. A branch's own file has one; a township's has many.

use super::{date::PartialDate, id::OrgId};
use serde::{Deserialize, Serialize};

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrgKind {
    County,
    Township,
    Village,
    Community,
    /// 两新: private firms and social organisations.
    Enterprise,
    /// A branch under a general branch or a committee.
    Branch,
    Group,
}

impl OrgKind {
    pub const ALL: [Self; 7] =
        [Self::Village, Self::Community, Self::Enterprise, Self::Branch, Self::Township, Self::County, Self::Group];

    /// The kind's code as stored and as written on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::County => "county",
            Self::Township => "township",
            Self::Village => "village",
            Self::Community => "community",
            Self::Enterprise => "enterprise",
            Self::Branch => "branch",
            Self::Group => "group",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::County => "县(市、区)",
            Self::Township => "乡镇(街道)",
            Self::Village => "村党支部",
            Self::Community => "社区党支部",
            Self::Enterprise => "“两新”组织党支部",
            Self::Branch => "下属党支部",
            Self::Group => "党小组(网格)",
        }
    }

    /// Whether an organisation of this kind may stand right under one of the kind `above`: county, township, village
    /// (or 社区, 两新), branch, group, from above to below; levels may be left out.
    pub fn may_stand_under(self, above: Self) -> bool {
        let level = |kind| match kind {
            Self::County => 0,
            Self::Township => 1,
            Self::Village | Self::Community | Self::Enterprise => 2,
            Self::Branch => 3,
            Self::Group => 4,
        };
        level(above) < level(self)
    }

    /// Whether an organisation of this kind keeps books of its own: members, meetings, a score.
    pub fn keeps_books(self) -> bool {
        matches!(self, Self::Village | Self::Community | Self::Enterprise | Self::Branch)
    }
}

/// One Party organisation (党组织).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Org {
    pub id: OrgId,
    pub parent: Option<OrgId>,
    pub kind: OrgKind,
    pub name: String,
    /// The name of the township above, as the user has it; empty where not told.
    pub township: String,
    /// The day of founding, before which nothing is due; `None` where unknown.
    pub founded: Option<PartialDate>,
    /// The day of the month that the theme day is usually held on, 1–28.
    pub theme_day: u8,
}

/// What each organisation is called where all of them are listed: its name, and where another has that too, what it
/// stands under.
pub fn told_apart(orgs: &[Org]) -> Vec<(OrgId, String)> {
    let above = |org: &Org| orgs.iter().find(|o| Some(o.id) == org.parent);
    let path = |org: &Org| {
        // A tree of n is at most n deep.
        let chain = std::iter::successors(above(org), |o| above(o)).take(orgs.len());
        chain.map(|o| o.name.as_str()).collect::<Vec<_>>().join(" · ")
    };
    let label = |org: &Org| {
        let alone = orgs.iter().all(|o| o.id == org.id || o.name != org.name);
        if alone || org.parent.is_none() { org.name.clone() } else { format!("{}({})", org.name, path(org)) }
    };
    orgs.iter().map(|org| (org.id, label(org))).collect()
}

/// The day of the month that theme days are mostly held on.
const THEME_DAY: u8 = 5;

impl Org {
    /// An organisation that is still to be founded, at the top of the tree; nothing is known of it but kind and name.
    pub fn new(kind: OrgKind, name: &str) -> Self {
        Self {
            id: OrgId(0),
            parent: None,
            kind,
            name: name.to_owned(),
            township: String::new(),
            founded: None,
            theme_day: THEME_DAY,
        }
    }

    /// The id of the checklist that scores this kind of organisation unless another is asked for.
    pub fn checklist(&self) -> &'static str {
        if self.kind == OrgKind::Enterprise { "enterprise" } else { "village" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_one_name_each_says_what_it_stands_under() {
        let org = |id, parent: i64, name: &str| Org {
            id: OrgId(id),
            parent: (parent != 0).then_some(OrgId(parent)),
            ..Org::new(OrgKind::Branch, name)
        };
        let orgs = [
            org(1, 0, "东镇"),
            org(2, 0, "西镇"),
            org(3, 1, "第一支部"),
            org(4, 2, "第一支部"),
            org(5, 3, "二组"),
            org(6, 4, "二组"),
            org(7, 2, "第三支部"),
            org(8, 0, "第一支部"),
        ];
        let names: Vec<String> = told_apart(&orgs).into_iter().map(|(_, name)| name).collect();
        let expected = [
            "东镇",
            "西镇",
            "第一支部(东镇)",
            "第一支部(西镇)",
            "二组(第一支部 · 东镇)",
            "二组(第一支部 · 西镇)",
            "第三支部",
            "第一支部",
        ];
        assert_eq!(names, expected);
    }
}
