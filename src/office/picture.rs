//! Whether bytes are a picture that goes into a Word file, and how large it is.
//! Not here: where pictures are kept (`store::blob`), how they are laid out (`docx`).

use crate::model::paper::Photo;
use imagesize::ImageType;

/// The photo in these bytes, a JPEG or PNG; `None` for anything else, or where its head is damaged.
pub fn photo(name: &str, bytes: Vec<u8>) -> Option<Photo> {
    let size = match imagesize::image_type(&bytes) {
        Ok(ImageType::Jpeg | ImageType::Png) => imagesize::blob_size(&bytes).ok()?,
        _ => return None,
    };
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    (width > 0 && height > 0).then(|| Photo { name: name.to_owned(), bytes, width, height })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of a PNG of 4 by 3.
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x04\0\0\0\x03\x08\x02\0\0\0";

    #[test]
    fn only_pictures_that_word_takes_are_photos() {
        let png = photo("a.png", PNG.to_vec()).unwrap();
        assert_eq!((png.width, png.height, png.name.as_str()), (4, 3, "a.png"));
        let mut flat = PNG.to_vec();
        flat[23] = 0;
        for bytes in [flat, PNG[..20].to_vec(), b"GIF89a\x01\0\x01\0".to_vec(), b"%PDF-1.4".to_vec(), vec![]] {
            assert_eq!(photo("x.png", bytes), None);
        }
    }
}
