//! The file that an export goes to: written, and why it could not be.
//! Not here: what stands in it (`exchange`, `ledger`).

use super::{Failure, Outcome, args::Target};
use crate::book::print;
use std::io;

/// Writes the bytes to the file that was named, over what is there, and says so.
pub fn save(to: &Target, bytes: io::Result<Vec<u8>>) -> Outcome {
    let over = if to.path.exists() { "(已覆盖原有的同名文件)" } else { "" };
    bytes
        .and_then(|b| print::save_as(&to.path, &b))
        .map_err(|e| Failure::refused(format!("不能写 {}:{}", to.path.display(), reason(&e))))?;
    Ok(format!("已导出到 {}{over}", to.path.display()).into())
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "文件夹不存在".into(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "没有写入权限".into(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "磁盘已满".into(),
        _ => error.to_string(),
    }
}
