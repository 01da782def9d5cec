//! Where the data lies: the folder named, `zhibu-data` beside the program (a USB stick), or the user's own data folder.
//! Not here: what is in it (`book`).

use super::Failure;
use directories::ProjectDirs;
use std::{env, path::PathBuf};

/// The folder beside the program that makes the program portable.
const BESIDE: &str = "zhibu-data";

/// The data folder, which need not exist yet.
///
/// # Errors
///
/// Where none was named and the system tells no home folder.
pub fn folder(named: Option<PathBuf>) -> Result<PathBuf, Failure> {
    if let Some(folder) = named {
        return Ok(folder);
    }
    let beside = env::current_exe().ok().and_then(|p| Some(p.parent()?.join(BESIDE))).filter(|p| p.is_dir());
    beside
        .or_else(|| ProjectDirs::from("", "", "zhibu").map(|d| d.data_dir().to_owned()))
        .ok_or_else(|| Failure::refused("找不到本用户的数据文件夹,请用 --data 指定。"))
}
