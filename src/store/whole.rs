//! Files that appear whole or not at all: written under another name first, readable by whom the system's defaults allow.
//! Not here: what stands in them.

use std::{io, path::Path};
use tempfile::{Builder, NamedTempFile};

/// A file to write and then to persist in this folder. Temporary files are otherwise for their maker's eyes only, and
/// would lock out the next user of an office PC.
pub fn begin(folder: &Path) -> io::Result<NamedTempFile> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "changed on unix alone"))]
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As for any new file, the umask takes from this what the system's owner does not want.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt};

    #[test]
    fn others_may_read_it_as_any_other_file() {
        let folder = tempfile::tempdir().unwrap();
        let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        fs::write(folder.path().join("plain"), "").unwrap();
        begin(folder.path()).unwrap().persist(folder.path().join("whole")).unwrap();
        assert_eq!(mode("whole"), mode("plain"));
    }
}
