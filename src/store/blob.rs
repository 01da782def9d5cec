//! Files beside the database, named by their content, so that none is ever stored twice or overwritten.
//! Not here: which record has which file (`attachment`).

use super::{
    error::{Error, Result},
    whole,
};
use crate::model::attachment::{Attachment, stored_name};
use sha2::{Digest, Sha256};
use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

/// The folder of the attachments, in the data folder.
pub const FOLDER: &str = "附件";

/// The most bytes that an attachment may have, 200 MB: a larger file is a mistake, not a photo or a scan.
pub const LARGEST: u64 = 200 << 20;

/// What a file is by its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub sha256: String,
    /// The size of the file in bytes.
    pub size: u64,
}

/// Copies a file into the book's folder of attachments; one of the same content that is already there is left as it is.
///
/// # Errors
///
/// The file cannot be read, is empty, is larger than [`LARGEST`], or the copy cannot be written.
pub fn put(data: &Path, file: &Path, name: &str) -> Result<Content> {
    let mut source = File::open(file).map_err(|e| Error::file(file, e))?;
    let size = source.metadata().map_err(|e| Error::file(file, e))?.len();
    if size == 0 {
        return Err(Error::refused(format!("“{name}”是空文件,没有加入。")));
    }
    if size > LARGEST {
        return Err(Error::refused(format!("“{name}”有 {} MB,超过 200 MB,没有加入。", size >> 20)));
    }
    let folder = data.join(FOLDER);
    fs::create_dir_all(&folder).map_err(|e| Error::file(&folder, e))?;
    let mut copy = whole::begin(&folder).map_err(|e| Error::file(&folder, e))?;
    let content = pour(&mut source, &mut copy).map_err(|e| Error::file(file, e))?;
    copy.as_file().sync_all().map_err(|e| Error::file(&folder, e))?;
    let target = folder.join(stored_name(&content.sha256, name));
    match copy.persist_noclobber(&target) {
        Err(e) if e.error.kind() != io::ErrorKind::AlreadyExists => Err(Error::file(target, e.error)),
        _ => Ok(content),
    }
}

/// Where an attachment's file lies.
pub fn path(data: &Path, attachment: &Attachment) -> PathBuf {
    data.join(FOLDER).join(attachment.stored_name())
}

/// What is wrong with an attachment's file, if anything: gone, or no longer what it was.
pub fn fault(data: &Path, attachment: &Attachment) -> Option<String> {
    let file = path(data, attachment);
    let name = &attachment.name;
    let found = File::open(&file).and_then(|mut f| pour(&mut f, &mut io::sink()));
    match found {
        Ok(content) if content.sha256 == attachment.sha256 => None,
        Ok(_) => Some(format!("附件“{name}”的内容被改动过:{}", file.display())),
        Err(_) => Some(format!("附件“{name}”的文件不见了:{}", file.display())),
    }
}

fn pour(from: &mut impl Read, to: &mut impl Write) -> io::Result<Content> {
    let mut hash = Sha256::new();
    let mut size = 0;
    let mut part = vec![0; 1 << 16];
    loop {
        let n = from.read(&mut part)?;
        if n == 0 {
            break;
        }
        hash.update(&part[..n]);
        to.write_all(&part[..n])?;
        size += n as u64;
    }
    Ok(Content { sha256: hex(&hash.finalize()), size })
}

/// SHA-256 of a text, 64 hexadecimal digits.
pub fn hash_of(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _infallible = write!(hex, "{byte:02x}");
        hex
    })
}
