//! What can go wrong with the book, in words for the person at it: what happened, what was kept, what to do.
//! Not here: validation messages of the verbs themselves (`book` fills them into [`Error::Refused`]).

use rusqlite::ErrorCode;
use std::{io, path::PathBuf};

/// Any failure of the store or of a verb.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0}")]
    ReadOnly(String),
    #[error("这里还没有台账:{}。请先建立(zhibu init),或换一个数据文件夹。", .0.display())]
    NoBook(PathBuf),
    /// The database file is broken or is no database; `advice` names the newest good backup.
    #[error("数据文件打不开:{}({detail})。文件原样保留,没有改动。{advice}", file.display())]
    Damaged { file: PathBuf, detail: String, advice: String },
    /// The database was found broken while at work; the caller that knows the folder turns this into `Damaged`.
    #[error("数据文件已损坏({0})。文件原样保留;请退出后运行 zhibu check,再用 zhibu restore 恢复备份。")]
    Corrupt(String),
    #[error("磁盘已满,没有保存,原数据未动;请清理磁盘后再按 Ctrl+S,先不要关闭。")]
    Full,
    #[error("读写磁盘出错({0})。没有保存,原数据未动;请检查磁盘或U盘后再按 Ctrl+S,先不要关闭。")]
    Disk(String),
    #[error("另一个程序正在读写本支部的数据,这次没有保存,原数据未动;请稍候再试。")]
    Busy,
    /// A verb said no; nothing was changed. The text says why and what to do.
    #[error("{0}")]
    Refused(String),
    #[error("{}:{source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("程序内部错误({0})。没有保存,原数据未动。")]
    Sql(rusqlite::Error),
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A refusal, in words for a person.
    pub fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }

    /// The refusal that something (`这条记录`) is no longer there.
    pub fn gone(what: &str) -> Self {
        Self::Refused(format!("{what}已经不在了,可能被删除或撤销。"))
    }

    /// The error with a file outside the database. A full disk is called that.
    pub fn file(path: impl Into<PathBuf>, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::File { path: path.into(), source },
        }
    }

    /// What happened, in words, without what became of the act: for a failure beside the act.
    pub fn cause(&self) -> String {
        match self {
            Self::Full => "磁盘已满".to_owned(),
            Self::Disk(detail) => format!("读写磁盘出错({detail})"),
            Self::Busy => "另一个程序正在读写本支部的数据".to_owned(),
            Self::Sql(e) => format!("程序内部错误({e})"),
            other => other.to_string().trim_end_matches('。').to_owned(),
        }
    }

    /// Whether the database file itself is broken or is no database.
    pub fn is_corrupt(&self) -> bool {
        matches!(self, Self::Corrupt(_) | Self::Damaged { .. })
    }
}

impl From<rusqlite::Error> for Error {
    fn from(e: rusqlite::Error) -> Self {
        match e.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => Self::Disk(e.to_string()),
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt("内容损坏".to_owned()),
            Some(ErrorCode::NotADatabase) => Self::Corrupt("不是数据库文件".to_owned()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::ReadOnly) => {
                Self::ReadOnly("数据文件是只读的,没有保存;请检查文件夹的写入权限。".to_owned())
            }
            None if unreadable(&e) => Self::Corrupt(e.to_string()),
            _ => Self::Sql(e),
        }
    }
}

/// Whether a stored value is none that this program ever writes.
fn unreadable(e: &rusqlite::Error) -> bool {
    use rusqlite::Error as E;
    matches!(
        e,
        E::Utf8Error(..) | E::FromSqlConversionFailure(..) | E::InvalidColumnType(..) | E::IntegralValueOutOfRange(..)
    )
}
