//! 支部工作台 (`zhibu`): the workstation that a Party-branch secretary keeps the branch's books with.
//!
//! # The layers
//! ```text
//! main → { cli, tui } → book → { store, office } → model        text: used by all, uses none
//! ```
//! A key becomes a command ([`tui`]), a command a verb on the [`book`], a verb one step in the [`store`]; the step
//! says what changed, and the screens that show it draw again. What the program *knows* — who belonged on a day, what
//! is due, what the score is — is plain data and pure functions in [`model`]. `tests/layers.rs` fails on any other arrow.
//!
//! * [`model`]: records and rules. No SQL, no screen, no clock, no file.
//! * [`text`]: width, wrapping, pinyin, numbers and dates as people type them. Knows nothing of records.
//! * [`store`]: the only place that says SQL: schema, journal (undo, history), facts, backup.
//! * [`office`]: bytes ↔ records: xlsx, csv, docx.
//! * [`book`]: what one may *do*: one verb, one step in the journal.
//! * [`tui`] and [`cli`]: the screen and the command line.
//!
//! # Glossary
//! | 中文 | in code | |
//! |---|---|---|
//! | 党组织、党支部 | org, branch | a tree: county, township, village, branch, group |
//! | 党员 | member | 正式党员 full, 预备党员 probationary |
//! | 党小组 | group | part of a branch |
//! | 支委会 | committee (the body), `committee_meeting` (the meeting) | |
//! | 书记、副书记、委员 | secretary, deputy, commissioner | roles in the committee |
//! | 三会一课 | `members_meeting`, `committee_meeting`, `group_meeting`, `lecture` | |
//! | 主题党日 | `theme_day` | |
//! | 组织生活会、民主评议、谈心谈话 | `organisation_life`, `appraisal`, `heart_talk` | |
//! | 应到、实到、请假、缺席、列席 | due, present, excused, absent, observer | 未点名 = unmarked |
//! | 有表决权 | votes, voting | |
//! | 规定动作、任务 | duty | what is due how often; with a basis (依据) |
//! | 考核表、考核项 | checklist, item | 100 points in sections |
//! | 得分: 已确认、预估、待评、可达 | confirmed, expected, open, reachable | see [`model::score`] |
//! | 扣分原因、缺口 | reason, gap | |
//! | 台账 | ledger | |
//! | 花名册 | roster | |
//! | 补录 | late entry | typed in well after the day |
//! | 暂存、存疑 | held, flagged | what an import kept out / let in with a question |
//! | 步 | step | one undoable act in the journal |

pub mod book;
pub mod cli;
pub mod model;
pub mod office;
pub mod store;
pub mod text;
pub mod tui;
