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
//! * [`tui`] and [`cli`]: the screen, cut by noun as all else is, and the command line.
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
//! | 有表决权 | votes, voting | 停止表决权 `vote_stopped`: due all the same |
//! | 表决方式 | method (of a vote) | 举手、无记名投票…… |
//! | 变动、任免、调组 | event; office, group | each from a day on; before it the old one counts |
//! | 规定动作、任务 | duty | what is due how often; with a basis (依据) |
//! | 考核表、考核项 | checklist, item | what is asked, in sections; its text never changes under a sheet |
//! | 评分表 | sheet | one scoring by a checklist: the year's own (running), 自查 self-check, 评分人 rater, 复核 review; never a spreadsheet's page |
//! | 评定 | decision; mark | what a person says on an item: points or 不适用; the mark holds it with its reason and note |
//! | 逐笔登记 | occurrence | one thing counted by hand on an item, for a rule that asks |
//! | 沿用上次 | carry over | the last sheet's decisions on items that are open |
//! | 得分: 已确认、预估、待评、可达 | confirmed, expected, open, reachable | see [`model::score`] |
//! | 一票否决 | veto | of the sheet, a section, an item or a person |
//! | 等次 | band (of a sheet), grade (of a member or a reading) | 优秀 … by inclusive lower edges |
//! | 扣分原因、缺口 | reason, gap | |
//! | 台账、销号 | ledger, its rows closed one by one | a log (流水账) closes each on its own day |
//! | 整改 | rectification | a ledger of ours that deductions and problems become rows of |
//! | 调阅 | reading | the superior's words on the records of a quarter |
//! | 导入考核表 | checklist file, proposal | a township's own table, and the rules that its words suggest |
//! | 工作表 | grid | one page of a spreadsheet |
//! | 全年组织生活台账 | activities file | the yearly list of meetings that is imported; no ledger |
//! | 花名册 | roster | |
//! | 补录 | late entry | typed in well after the day |
//! | 暂存、存疑 | held, flagged | what an import kept out / let in and asks about; each an issue until somebody settles it |
//! | 召开 | on | the day something took place |
//! | 依据(评定的)、已变 | grounds; changed | what a suggestion rested on when somebody decided; what is other now |
//! | 轮次、全年 | round, year | of rated sheets; see [`model::rounds`] |
//! | 各单位 | all organisations | one checklist, side by side; see [`model::all_orgs`] |
//! | 步骤、必填、缺 | step, required, lacks | what a ledger's file wants of a row |
//! | 党费:标准、交纳、补交 | dues: standard, payment, late | money in 分; see [`model::dues`] |
//! | 步 | step | one undoable act in the journal |
//! | 假设 | supposed | what F9 counts as done; 活动计划 is the plan |
//! | 草稿、回收 | draft, discarded | what is typed and not saved; what was thrown away and can come back |
//! | 对话 | ask | a short dialogue on the screen |
//! | 材料、表格 | paper, table | what is printed; a form is what is typed into |

pub mod book;
pub mod cli;
pub mod model;
pub mod office;
pub mod store;
pub mod text;
pub mod tui;
