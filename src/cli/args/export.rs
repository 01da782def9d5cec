//! What can be exported, and the files that it is written to.
//! Not here: the other commands (`args`), writing (`exchange`).

use super::{TEMPLATE, Which};
use crate::model::date::{PartialDate, Period};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum Export {
    /// 党员花名册
    #[command(help_template = TEMPLATE)]
    Roster {
        #[command(flatten)]
        to: To,
    },
    /// 一次会议或活动的记录
    #[command(help_template = TEMPLATE)]
    Activity {
        #[arg(value_name = "编号", help = "活动的编号(list activities 里的 id 或 2026-017)")]
        id: String,
        #[command(flatten)]
        to: To,
    },
    /// 一次会议或活动的签到表(编号与点名时输入的一致)
    #[command(help_template = TEMPLATE)]
    Signin {
        #[arg(value_name = "编号", help = "活动的编号(list activities 里的 id 或 2026-017)")]
        id: String,
        #[command(flatten)]
        to: ToDocx,
    },
    /// 一次会议或活动的通知,显示出来供复制
    #[command(help_template = TEMPLATE)]
    Notice {
        #[arg(value_name = "编号", help = "活动的编号(list activities 里的 id 或 2026-017)")]
        id: String,
    },
    /// 一个月的主题党日材料:计划、签到表、记录、照片
    #[command(help_template = TEMPLATE)]
    Pack {
        #[arg(value_name = "年-月", value_parser = parse_month, help = "月份,如 2026-03")]
        month: Period,
        #[command(flatten)]
        to: ToDocx,
    },
    /// 一年的支部工作手册
    #[command(help_template = TEMPLATE)]
    Handbook {
        /// 年度(默认今年)
        #[arg(long, value_name = "年", value_parser = clap::value_parser!(i32).range(1900..=2999))]
        year: Option<i32>,
        #[command(flatten)]
        to: ToDocx,
        /// 电话不打星号
        #[arg(long)]
        unmasked: bool,
    },
    /// 一年的党费收缴登记表
    #[command(help_template = TEMPLATE)]
    Dues {
        /// 年度(默认今年)
        #[arg(long, value_name = "年", value_parser = clap::value_parser!(i32).range(1900..=2999))]
        year: Option<i32>,
        #[command(flatten)]
        to: To,
    },
    /// 一本台账,按表样的各列
    #[command(help_template = TEMPLATE)]
    Ledger {
        #[arg(value_name = "台账", help = "台账的代号或名称,如 rectification 或 整改台账")]
        ledger: String,
        #[command(flatten)]
        to: To,
    },
    /// 考核得分表
    #[command(help_template = TEMPLATE)]
    Score {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        to: To,
    },
    /// 得分表的附件:逐项列出算数的记录、备注和缺口
    #[command(help_template = TEMPLATE)]
    Evidence {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        to: ToDocx,
    },
    /// 给评分人手填的空白评分表
    #[command(help_template = TEMPLATE)]
    BlankSheet {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        to: ToDocx,
    },
    /// 各单位的得分、等次并排
    #[command(help_template = TEMPLATE)]
    AllScores {
        /// 年度(默认今年)
        #[arg(long, value_name = "年", value_parser = clap::value_parser!(i32).range(1900..=2999))]
        year: Option<i32>,
        /// 这一轮的,如 三季度观摩(默认本年表)
        #[arg(long, value_name = "轮次")]
        round: Option<String>,
        /// 按得分排(默认按组织)
        #[arg(long)]
        by_points: bool,
        #[command(flatten)]
        to: To,
    },
    /// 一年里各轮的均分、复核,和全年的数
    #[command(help_template = TEMPLATE)]
    Rounds {
        /// 年度(默认今年)
        #[arg(long, value_name = "年", value_parser = clap::value_parser!(i32).range(1900..=2999))]
        year: Option<i32>,
        #[command(flatten)]
        to: To,
    },
    /// 一年或一轮的评分表逐项对照
    #[command(help_template = TEMPLATE)]
    Comparison {
        /// 年度(默认今年)
        #[arg(long, value_name = "年", value_parser = clap::value_parser!(i32).range(1900..=2999))]
        year: Option<i32>,
        /// 只看这一轮,如 三季度观摩
        #[arg(long, value_name = "轮次")]
        round: Option<String>,
        #[command(flatten)]
        to: To,
    },
}

/// Where a paper that is no table is written.
#[derive(Debug, Args)]
pub struct ToDocx {
    /// 写到这个文件
    #[arg(long, value_name = "文件.docx", value_parser = parse_docx)]
    pub to: Target,
}

#[derive(Debug, Args)]
pub struct To {
    /// 写到这个文件,按扩展名定格式
    #[arg(long, value_name = "文件.xlsx|.docx|.csv", value_parser = parse_target)]
    pub to: Target,
    /// 花名册里的身份证号和电话不打星号
    #[arg(long)]
    pub unmasked: bool,
}

/// A file to write and the format that its name asks for.
#[derive(Clone, Debug)]
pub struct Target {
    pub path: PathBuf,
    /// The extension of the file's name, in lower case.
    pub extension: String,
}

/// `2026-03`, as periods are written.
fn parse_month(text: &str) -> Result<Period, String> {
    let date: Option<PartialDate> = text.parse().ok();
    let month = date.filter(|d| d.day().is_none()).and_then(|d| d.month().map(|m| Period::month(d.year(), m)));
    month.ok_or_else(|| "应为 年-月,如 2026-03".to_owned())
}

fn parse_target(text: &str) -> Result<Target, String> {
    target(text, &["xlsx", "docx", "csv"], "扩展名应为 .xlsx、.docx 或 .csv")
}

fn parse_docx(text: &str) -> Result<Target, String> {
    target(text, &["docx"], "扩展名应为 .docx")
}

fn target(text: &str, known: &[&str], refusal: &str) -> Result<Target, String> {
    let path = PathBuf::from(text);
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    if known.contains(&extension.as_str()) { Ok(Target { path, extension }) } else { Err(refusal.to_owned()) }
}
