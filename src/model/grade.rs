//! 民主评议: the four grades.
//! Not here: how many got which (`activity::grades`).

use super::closed_set;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    Excellent,
    Qualified,
    Barely,
    Failed,
}

// The codes are also the ids of the fields that hold the counts on a form.
closed_set!(Grade {
    Excellent = "excellent", "优秀";
    Qualified = "qualified", "合格";
    Barely = "barely", "基本合格";
    Failed = "failed", "不合格";
});
