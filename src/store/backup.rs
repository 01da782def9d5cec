//! Verified copies of the book: before the day's first act, before imports and upgrades, and when asked for.
//! Not here: which to keep (`thin`), putting one back (`restore`).

use super::{
    DB, Store, check, connect,
    error::{Error, Result},
    journal, thin,
};
use chrono::NaiveDateTime;
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::Duration,
};

/// The folder of the automatic backups, beside the data file.
pub const FOLDER: &str = "备份";
const NAME: &str = "zhibu-%Y-%m-%d-%H%M%S";
/// What a copy is called until it is whole: `.zhibu-….tmp`, a folder.
const UNFINISHED: (&str, &str) = (".zhibu-", ".tmp");
/// No copy takes longer than this: one that is older was cut off by a kill or a power cut.
const STALE: Duration = Duration::from_secs(60 * 60);

/// One backup in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    pub path: PathBuf,
    /// When the backup was made, in local time, from the file's name.
    pub at: NaiveDateTime,
    /// The number that distinguishes several backups of one second.
    nth: u32,
    /// The size of the file in bytes.
    pub size: u64,
}

/// The backups of a data folder, newest first. Files of other names are not ours and are left alone.
pub fn list(folder: &Path) -> Vec<Backup> {
    let Ok(entries) = fs::read_dir(folder.join(FOLDER)) else { return Vec::new() };
    let mut found: Vec<_> = entries
        .flatten()
        .filter_map(|e| {
            let path = e.path();
            let stem = path.file_name()?.to_str()?.strip_suffix(".db")?.to_owned();
            let (at, rest) = NaiveDateTime::parse_and_remainder(&stem, NAME).ok()?;
            let nth = if rest.is_empty() { 1 } else { rest.strip_prefix('-')?.parse().ok()? };
            Some(Backup { at, nth, size: e.metadata().ok()?.len(), path })
        })
        .collect();
    found.sort_by_key(|b| std::cmp::Reverse((b.at, b.nth)));
    found
}

/// The newest backup of a data folder that is whole, tried one by one.
pub fn newest_good(folder: &Path) -> Option<PathBuf> {
    list(folder).into_iter().map(|b| b.path).find(|p| check::sound(p).is_ok())
}

/// Removes copies that were cut off. One that cannot be removed is left for the next time: it harms nothing but the room.
fn remove_stale(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|n| n.starts_with(UNFINISHED.0) && n.ends_with(UNFINISHED.1));
        let changed = entry.metadata().and_then(|m| m.modified());
        let age = changed.ok().and_then(|at| at.elapsed().ok());
        if ours && age.is_some_and(|age| age > STALE) {
            let _kept_for_next_time = fs::remove_dir_all(entry.path());
        }
    }
}

impl Store {
    /// Writes a verified copy of the book; into `备份/` where no file is named. Never over an existing file.
    ///
    /// # Errors
    ///
    /// The file exists, cannot be written, or the copy does not hold what the book holds (then it is removed again).
    pub fn backup(&self, to: Option<&Path>) -> Result<PathBuf> {
        let target = match to {
            Some(path) => path.to_owned(),
            None => self.next_name()?,
        };
        if target.exists() {
            return Err(Error::refused(format!("文件已存在,没有覆盖:{}。请换一个文件名。", target.display())));
        }
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temp = tempfile::Builder::new()
            .prefix(UNFINISHED.0)
            .suffix(UNFINISHED.1)
            .tempdir_in(folder)
            .map_err(|e| Error::file(folder, e))?;
        let copy = temp.path().join(DB);
        // SQLite takes the name as text only.
        let name = copy
            .to_str()
            .ok_or_else(|| Error::refused(format!("文件夹的名字里有认不出的字符:{};请改名。", folder.display())))?;
        self.conn().execute("VACUUM INTO ?1", [name])?;
        // SQLite does not wait for the disk here; the name is given only to what is truly there.
        File::options().write(true).open(&copy).and_then(|f| f.sync_all()).map_err(|e| Error::file(&target, e))?;
        check::sound(&copy)?;
        if check::counts(&connect::reading(&copy)?)? != check::counts(self.conn())? {
            return Err(Error::refused("备份与数据不一致,没有留下备份文件;请重试。"));
        }
        fs::rename(&copy, &target).map_err(|e| Error::file(&target, e))?;
        Ok(target)
    }

    fn next_name(&self) -> Result<PathBuf> {
        let folder = self.folder().join(FOLDER);
        fs::create_dir_all(&folder).map_err(|e| Error::file(&folder, e))?;
        if self.writable().is_ok() {
            remove_stale(&folder);
        }
        let stem = self.clock().now().format(NAME).to_string();
        let name = |n: u32| match n {
            1 => folder.join(format!("{stem}.db")),
            n => folder.join(format!("{stem}-{n}.db")),
        };
        Ok((1..).map(name).find(|p| !p.exists()).unwrap_or_else(|| name(0)))
    }

    /// The backup that an act begins with. A failure becomes a notice: the act itself goes on.
    pub(super) fn backup_before_act(&mut self, always: bool) {
        let today = self.clock().today();
        if !always && self.backed_up_on == Some(today) {
            return;
        }
        self.backed_up_on = Some(today);
        let nothing_yet = journal::is_empty(self.conn()).unwrap_or(false);
        // One of a coming day was made while the clock was ahead, and says nothing of today.
        let have_today = list(self.folder()).iter().any(|b| b.at.date() == today);
        if nothing_yet || (have_today && !always) {
            return;
        }
        match self.backup(None) {
            Ok(_) => self.thin_out(),
            Err(e) => self.notices.push(format!("备份没有做成:{};不影响这次保存。", e.cause())),
        }
    }

    fn thin_out(&mut self) {
        let all = list(self.folder());
        let ages: Vec<_> = all.iter().map(|b| (b.at, b.size)).collect();
        let keep = thin::keep(&ages, self.clock().today(), thin::MAX_TOTAL);
        for backup in all.iter().zip(keep).filter(|(_, keep)| !keep).map(|(b, _)| b) {
            if let Err(e) = fs::remove_file(&backup.path) {
                self.notices.push(format!("旧备份删不掉:{}({e})", backup.path.display()));
            }
        }
    }
}
