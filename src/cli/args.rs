//! The command line as clap reads it: commands, options, their help, and usage errors in Chinese.
//! Not here: what the commands do.

mod export;

pub use export::{Export, Target, To};

use crate::model::{
    date::{Date, PartialDate},
    org::OrgKind,
};
use clap::{
    Args, Parser, Subcommand,
    error::{ContextKind, ContextValue, ErrorKind},
};
use std::path::PathBuf;

const TEMPLATE: &str = "{about-with-newline}\n用法: {usage}\n\n{all-args}{after-help}";

/// 支部工作台:党支部的会议、党员、台账与考核,一处登记,处处可用。不带命令时打开屏幕界面
#[derive(Debug, Parser)]
#[command(
    name = "zhibu",
    version,
    help_template = TEMPLATE,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    next_help_heading = "通用选项",
    after_help = "\n退出码: 0 完成;1 被拒绝或发现问题;2 用法不对"
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that go with every command.
#[derive(Debug, Args)]
pub struct Global {
    /// 数据文件夹(默认:程序旁的 zhibu-data,没有则用本用户的数据文件夹)
    #[arg(long, global = true, value_name = "文件夹")]
    pub data: Option<PathBuf>,
    /// 哪个党组织(编号或名称)
    #[arg(long, global = true, value_name = "编号|名称")]
    pub org: Option<String>,
    /// 以这一天为今天
    #[arg(long, global = true, value_name = "年-月-日", value_parser = parse_date)]
    pub today: Option<Date>,
    /// 显示帮助
    #[arg(long, short = 'h', global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(long, short = 'V', action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
#[command(help_template = TEMPLATE)]
pub enum Command {
    /// 打开示例支部(临时文件夹里的新副本,虚构人物)
    #[command(help_template = TEMPLATE)]
    Demo,
    /// 新建党组织;同一文件夹再次使用时用 --parent 增加下级
    #[command(help_template = TEMPLATE)]
    Init(Init),
    /// 导入花名册、台账或考核表
    #[command(subcommand, help_template = TEMPLATE, subcommand_help_heading = "命令", subcommand_value_name = "命令")]
    Import(Import),
    /// 列出党员、活动、任务、台账、党费或上级调阅意见
    #[command(subcommand, help_template = TEMPLATE, subcommand_help_heading = "命令", subcommand_value_name = "命令")]
    List(List),
    /// 考核得分预览
    #[command(help_template = TEMPLATE)]
    Score(ScoreArgs),
    /// 导出花名册、会议记录、签到表、通知、主题党日材料、工作手册、党费登记表、得分表及其附件
    #[command(subcommand, help_template = TEMPLATE, subcommand_help_heading = "命令", subcommand_value_name = "命令")]
    Export(Export),
    /// 备份(经校验的副本)
    #[command(help_template = TEMPLATE)]
    Backup {
        /// 备份到这个文件(默认:数据文件夹里的“备份”)
        #[arg(long, value_name = "文件")]
        to: Option<PathBuf>,
    },
    /// 用备份恢复(现有数据另存,不删除)
    #[command(help_template = TEMPLATE)]
    Restore {
        #[arg(value_name = "备份文件", help = "备份文件")]
        file: PathBuf,
    },
    /// 检查数据文件是否完好
    #[command(help_template = TEMPLATE)]
    Check {
        #[command(flatten)]
        json: Json,
    },
    /// 撤销上一步;别的日子、别的人做的,导入、新建党组织、改规则的,先说明要动什么
    #[command(help_template = TEMPLATE)]
    Undo(Sure),
    /// 重做刚撤销的一步
    #[command(help_template = TEMPLATE)]
    Redo(Sure),
    /// 改动记录
    #[command(help_template = TEMPLATE)]
    History {
        #[command(flatten)]
        json: Json,
    },
}

#[derive(Clone, Copy, Debug, Args)]
pub struct Json {
    /// 输出 JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, Args)]
pub struct Sure {
    /// 已经看过要动什么,照做
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct Init {
    /// 党组织名称
    #[arg(long, value_name = "名称")]
    pub name: String,
    /// 类别:village 村,community 社区,enterprise “两新”,branch 下属党支部,township 乡镇(街道),county 县,group 党小组
    #[arg(long, value_name = "类别", value_parser = parse_kind)]
    pub kind: OrgKind,
    /// 上级党组织(编号或名称)
    #[arg(long, value_name = "编号|名称")]
    pub parent: Option<String>,
    /// 成立时间:此前的月份不算缺(默认:不知道)
    #[arg(long, value_name = "年[-月[-日]]", value_parser = parse_partial_date)]
    pub founded: Option<PartialDate>,
    /// 装入示例党员和记录(虚构)
    #[arg(long)]
    pub demo: bool,
}

#[derive(Debug, Subcommand)]
pub enum Import {
    /// 党员花名册(xlsx、xls、ods、csv)
    #[command(help_template = TEMPLATE)]
    Roster(ImportFile),
    /// 全年组织生活台账
    #[command(help_template = TEMPLATE)]
    Activities(ImportFile),
    /// 乡镇的考核表(xlsx、xls、ods、csv、txt)
    #[command(help_template = TEMPLATE)]
    Checklist {
        #[command(flatten)]
        file: ImportFile,
        /// 采用从文字里认出的全部扣分加分办法(先用 --dry-run 看过);不写则全部由人评定
        #[arg(long)]
        with_rules: bool,
        /// 换一个名称(默认用文件里的标题);与已有的表同名就是它的下一版
        #[arg(long, value_name = "名称")]
        name: Option<String>,
        /// 导入后改用这张表
        #[arg(long)]
        in_force: bool,
    },
}

#[derive(Debug, Args)]
pub struct ImportFile {
    #[arg(value_name = "文件", help = "要导入的文件")]
    pub file: PathBuf,
    /// 只预览,不写入
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub json: Json,
}

/// One ledger, and which of its rows are meant.
#[derive(Debug, Args)]
pub struct LedgerArgs {
    #[arg(value_name = "台账", help = "台账的代号或名称,如 rectification 或 整改台账")]
    pub ledger: String,
    /// 只列出没有完成的
    #[arg(long)]
    pub open: bool,
    /// 只列出符合的文字
    #[arg(long, value_name = "文字")]
    pub query: Option<String>,
    #[command(flatten)]
    pub json: Json,
}

#[derive(Debug, Subcommand)]
pub enum List {
    /// 党员
    #[command(help_template = TEMPLATE)]
    Members {
        #[command(flatten)]
        filter: Filter,
        /// 显示完整的身份证号和电话
        #[arg(long)]
        unmasked: bool,
        /// 也列出已离开的(转出、去世、出党、停止党籍)
        #[arg(long)]
        left: bool,
    },
    /// 会议和活动
    #[command(help_template = TEMPLATE)]
    Activities {
        #[command(flatten)]
        filter: Filter,
    },
    /// 一本台账的各条
    #[command(help_template = TEMPLATE)]
    Ledger(LedgerArgs),
    /// 任务(规定动作)完成情况
    #[command(help_template = TEMPLATE)]
    Duties {
        #[command(flatten)]
        filter: Filter,
    },
    /// 党费:各人标准和各月交纳情况
    #[command(help_template = TEMPLATE)]
    Dues {
        #[command(flatten)]
        filter: Filter,
    },
    /// 上级每季度的调阅意见
    #[command(help_template = TEMPLATE)]
    Readings {
        #[command(flatten)]
        filter: Filter,
    },
}

#[derive(Debug, Args)]
pub struct Filter {
    /// 年度(默认今年)
    #[arg(long, value_name = "年", value_parser = clap::value_parser!(i32).range(1900..=2999))]
    pub year: Option<i32>,
    /// 只列出符合的:姓名、拼音、首字母或文字
    #[arg(long, value_name = "文字")]
    pub query: Option<String>,
    #[command(flatten)]
    pub json: Json,
}

#[derive(Debug, Args)]
pub struct ScoreArgs {
    #[command(flatten)]
    pub which: Which,
    /// 用这张考核表的各单位并排看:得分、等次、名额比例
    #[arg(long, conflicts_with_all = ["sheet", "on"])]
    pub all: bool,
    /// 各单位在这一轮的得分,如 三季度观摩
    #[arg(long, value_name = "轮次", requires = "all")]
    pub round: Option<String>,
    /// 各单位按得分排(默认按组织)
    #[arg(long, requires = "all")]
    pub by_points: bool,
    #[command(flatten)]
    pub json: Json,
}

/// Which scoring sheet is meant, and as of when.
#[derive(Debug, Args)]
pub struct Which {
    /// 哪一张评分表:名称、评分人或 id(默认本年的表);名称见 zhibu score
    #[arg(long, value_name = "表", conflicts_with_all = ["checklist", "on"])]
    pub sheet: Option<String>,
    /// 考核表:village 村(社区),enterprise “两新”,或数据文件夹里自定的(默认按党组织类别)
    #[arg(long, value_name = "考核表")]
    pub checklist: Option<String>,
    /// 年度(默认今年;往年算到12月31日)
    #[arg(long, value_name = "年", value_parser = clap::value_parser!(i32).range(1900..=2999))]
    pub year: Option<i32>,
    /// 算到哪一天
    #[arg(long, value_name = "年-月-日", value_parser = parse_date)]
    pub on: Option<Date>,
}

fn parse_date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "应为 年-月-日,如 2026-03-05".to_owned())
}

fn parse_partial_date(text: &str) -> Result<PartialDate, String> {
    text.parse().map_err(|_| "应为 年、年-月 或 年-月-日,如 2026-03".to_owned())
}

fn parse_kind(text: &str) -> Result<OrgKind, String> {
    let codes = || OrgKind::ALL.map(OrgKind::code).join("、");
    OrgKind::from_code(text).ok_or_else(|| format!("应为其中之一:{}", codes()))
}

/// Help as clap renders it, with the few words that it only knows in English.
pub fn help(rendered: &str) -> String {
    let words =
        [("[OPTIONS]", "[选项]"), ("\nOptions:", "\n选项:"), ("\nArguments:", "\n参数:"), ("\nCommands:", "\n命令:")];
    words.iter().fold(rendered.to_owned(), |text, (english, chinese)| text.replace(english, chinese))
}

/// A usage error in plain Chinese.
pub fn explain(error: &clap::Error) -> String {
    let part = |kind| match error.get(kind) {
        Some(ContextValue::String(s)) => s.clone(),
        Some(ContextValue::Strings(s)) => s.join(" "),
        _ => String::new(),
    };
    let arg = part(ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有命令“{}”", part(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("不认识的参数“{arg}”"),
        ErrorKind::MissingRequiredArgument => format!("缺少必要的参数:{arg}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "还缺一个命令".to_owned(),
        ErrorKind::ArgumentConflict => format!("参数“{arg}”重复或互相冲突"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = part(ContextKind::InvalidValue);
            let why = std::error::Error::source(error).map(|s| s.to_string()).filter(|s| !s.is_ascii());
            let why = why.map(|w| format!(":{w}")).unwrap_or_default();
            if value.is_empty() {
                format!("参数“{arg}”缺少内容")
            } else {
                format!("参数“{arg}”的值“{value}”无效{why}")
            }
        }
        _ => "参数不对".to_owned(),
    };
    format!("{what}。用 --help 查看用法。")
}
