//! Files of activities: taking them in, listing, letting go.
//! Not here: where the bytes lie (`store::blob`).

use super::{Book, Error, Result};
use crate::{
    model::{
        attachment::Attachment,
        change::{Changed, Op},
        id::{ActivityId, AttachmentId},
    },
    store,
};
use std::path::{Path, PathBuf};

impl Book {
    /// Of one activity, in the order in which they came.
    pub fn attachments(&self, activity: ActivityId) -> Result<Vec<Attachment>> {
        store::attachment::list(self.store.conn(), activity)
    }

    /// Copies a file in and puts it with the activity.
    ///
    /// # Errors
    /// No such activity; no readable file; the activity already has a file of this content.
    pub fn attach(&mut self, activity: ActivityId, file: &Path) -> Result<Changed> {
        let record = store::activity::get(self.store.conn(), activity)?.ok_or_else(|| Error::gone("这条记录"))?;
        if let Some(why) = self.read_only() {
            return Err(Error::refused(why));
        }
        let name = file.file_name().map_or_else(|| "附件".into(), |n| n.to_string_lossy().into_owned());
        let content = store::blob::put(self.folder(), file, &name)?;
        if self.attachments(activity)?.iter().any(|a| a.sha256 == content.sha256) {
            return Err(Error::refused(format!("这次活动已有内容相同的附件,没有再加“{name}”。")));
        }
        let op = Op::Attach { file: name.clone(), title: record.title };
        let (_, changed) = self.act(&op, |tx| {
            let id = AttachmentId(tx.new_id());
            let (sha256, size) = (content.sha256, content.size);
            store::attachment::insert(tx, &Attachment { id, org: record.org, activity, name, sha256, size })
        })?;
        Ok(changed)
    }

    /// Takes a file from its activity; the file itself stays in the data folder, so that this can be undone.
    pub fn detach(&mut self, id: AttachmentId) -> Result<Changed> {
        let gone = || Error::gone("这个附件");
        let attachment = store::attachment::get(self.store.conn(), id)?.ok_or_else(gone)?;
        let record = store::activity::get(self.store.conn(), attachment.activity)?.ok_or_else(gone)?;
        let op = Op::Detach { file: attachment.name, title: record.title };
        Ok(self.act(&op, |tx| store::attachment::delete(tx, id))?.1)
    }

    /// Where an attachment's file lies.
    ///
    /// # Errors
    /// The file is gone or was altered.
    pub fn attachment_file(&self, attachment: &Attachment) -> Result<PathBuf> {
        match store::blob::fault(self.folder(), attachment) {
            None => Ok(store::blob::path(self.folder(), attachment)),
            Some(fault) => Err(Error::refused(fault)),
        }
    }
}
