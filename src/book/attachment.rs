//! Files of records, items of sheets and rows of ledgers: taking them in, listing, letting go.
//! Not here: where the bytes lie (`store::blob`).

use super::{Book, Error, Result, sheet::begin};
use crate::{
    model::{
        attachment::{Attachment, Owner},
        change::{Changed, Op},
        id::{ActivityId, AttachmentId, LedgerEntryId, SheetId},
        sheet::Which,
    },
    store,
};
use std::path::{Path, PathBuf};

/// The owner whose files are asked for. An item may be one of a sheet that is not saved yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilesOf {
    Activity(ActivityId),
    Item(Which, String),
    Entry(LedgerEntryId),
}

impl From<ActivityId> for FilesOf {
    fn from(id: ActivityId) -> Self {
        Self::Activity(id)
    }
}

impl Book {
    /// The attachments of an owner, in the order in which they came.
    pub fn attachments(&self, of: impl Into<FilesOf>) -> Result<Vec<Attachment>> {
        store::attachment::list(self.store.conn(), &self.owner(&of.into())?)
    }

    /// Copies a file into the book's folder and puts it with its owner; a sheet that is not saved yet is saved in the
    /// same step.
    ///
    /// # Errors
    ///
    /// No such owner; no readable file; the owner already has a file of this content.
    pub fn attach(&mut self, of: impl Into<FilesOf>, file: &Path) -> Result<Changed> {
        let of = of.into();
        let owner = self.owner(&of)?;
        let unsaved = match &of {
            FilesOf::Item(which, _) => Some(self.opened_to_write(which)?),
            _ => None,
        };
        let (org, title) = match (&unsaved, &of) {
            (Some(opened), FilesOf::Item(_, item)) => (opened.sheet.org, format!("考核项 {item}")),
            _ => store::attachment::whose(self.store.conn(), &owner)?.ok_or_else(|| Error::gone("这条记录"))?,
        };
        if let Some(why) = self.read_only() {
            return Err(Error::refused(why));
        }
        let name = file.file_name().map_or_else(|| "附件".into(), |n| n.to_string_lossy().into_owned());
        let content = store::blob::put(self.folder(), file, &name)?;
        if store::attachment::list(self.store.conn(), &owner)?.iter().any(|a| a.sha256 == content.sha256) {
            return Err(Error::refused(format!("这里已有内容相同的附件,没有再加“{name}”。")));
        }
        let op = Op::Attach { file: name.clone(), title };
        let (_, changed) = self.act(&op, |tx| {
            let owner = match (owner, &unsaved) {
                (Owner::Item { item, .. }, Some(opened)) => Owner::Item { sheet: begin(tx, opened)?, item },
                (owner, _) => owner,
            };
            let id = AttachmentId(tx.new_id());
            let (sha256, size) = (content.sha256, content.size);
            store::attachment::insert(tx, &Attachment { id, org, owner, name, sha256, size })
        })?;
        Ok(changed)
    }

    /// Takes a file from its owner; the file itself stays in the data folder, so that this can be undone.
    pub fn detach(&mut self, id: AttachmentId) -> Result<Changed> {
        let gone = || Error::gone("这个附件");
        let attachment = store::attachment::get(self.store.conn(), id)?.ok_or_else(gone)?;
        if let Owner::Item { sheet, .. } = attachment.owner {
            self.opened_to_write(&Which::Saved(sheet))?;
        }
        let (_, title) = store::attachment::whose(self.store.conn(), &attachment.owner)?.ok_or_else(gone)?;
        let op = Op::Detach { file: attachment.name, title };
        Ok(self.act(&op, |tx| store::attachment::delete(tx, id))?.1)
    }

    /// The path where an attachment's file lies.
    ///
    /// # Errors
    ///
    /// The file is gone or was altered.
    pub fn attachment_file(&self, attachment: &Attachment) -> Result<PathBuf> {
        match store::blob::fault(self.folder(), attachment) {
            None => Ok(store::blob::path(self.folder(), attachment)),
            Some(fault) => Err(Error::refused(fault)),
        }
    }

    /// The owner as stored; an item of a sheet that is not saved yet is under no sheet (id 0), where nothing lies.
    fn owner(&self, of: &FilesOf) -> Result<Owner> {
        Ok(match of {
            FilesOf::Activity(id) => Owner::Activity(*id),
            FilesOf::Entry(id) => Owner::Entry(*id),
            FilesOf::Item(Which::Saved(sheet), item) => Owner::Item { sheet: *sheet, item: item.clone() },
            FilesOf::Item(which, item) => {
                let sheet: SheetId = self.opened(which)?.sheet.id;
                Owner::Item { sheet, item: item.clone() }
            }
        })
    }
}
