//! Files that belong to a record, to an item of a sheet or to a row of a ledger: photos, scans, sign-in sheets. Kept
//! beside the database by their content. Not here: the bytes (`store::blob`).

use super::id::{ActivityId, AttachmentId, LedgerEntryId, OrgId, SheetId};

/// What a file belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    Activity(ActivityId),
    /// An item of a sheet, by its number.
    Item {
        sheet: SheetId,
        item: String,
    },
    Entry(LedgerEntryId),
}

/// One file of one owner. The same content is stored once, however many have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub id: AttachmentId,
    pub org: OrgId,
    pub owner: Owner,
    /// The file's own name, as it was when it came.
    pub name: String,
    /// SHA-256 of the content, 64 hexadecimal digits.
    pub sha256: String,
    /// The size of the file in bytes.
    pub size: u64,
}

impl Attachment {
    /// The file's name in the folder of attachments: the content's hash and the name's ending.
    pub fn stored_name(&self) -> String {
        stored_name(&self.sha256, &self.name)
    }
}

/// The name in the folder of attachments of a file with this hash and this name of its own.
pub fn stored_name(sha256: &str, name: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, ending)) if ending.len() <= 8 && ending.chars().all(|c| c.is_ascii_alphanumeric()) => {
            format!("{sha256}.{}", ending.to_ascii_lowercase())
        }
        _ => sha256.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_name_keeps_a_plain_ending() {
        for (name, expected) in [("签到表.JPG", "ab.jpg"), ("无后缀", "ab"), ("怪.后 缀", "ab"), ("a.tar.gz", "ab.gz")]
        {
            assert_eq!(stored_name("ab", name), expected);
        }
    }
}
