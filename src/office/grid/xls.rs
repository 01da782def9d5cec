//! A first look at an old .xls file: what the library would ask memory for is checked here against what the file holds,
//! because a request that cannot be met ends the program. Not here: reading cells (`super`).

use super::{MAX_COLUMNS, ReadError};

/// More cells than this in the rectangle around all filled ones are not asked memory for: 2 million take about 100 MB.
const MAX_CELLS: u64 = 2_000_000;
/// Sector numbers from here on are signs, not sectors.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
/// Streams shorter than this lie in the small sectors.
const SMALL_STREAM: u64 = 4096;
const SMALL_SECTOR: usize = 64;
const ENTRY: usize = 128;

// Types of records.
const EOF: u16 = 0x000A;
const BOF: u16 = 0x0809;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const FORMULA: u16 = 0x0006;
const FORMULA_TEXT: u16 = 0x0207;
const SEVERAL_NUMBERS: u16 = 0x00BD;
/// The types of records that hold a cell each: number, text (three kinds), truth or error, short number.
const CELLS: [u16; 6] = [0x0203, 0x0204, 0x00D6, 0x00FD, 0x0205, 0x027E];
/// A type of record without meaning to the library.
const NOTHING: [u8; 2] = [0xFF, 0x7F];

/// Makes sure that reading the file asks for no more memory than it needs. The sizes that its grids state are struck
/// out: they are hints for the library's first request and may be anything.
///
/// # Errors
///
/// The file is damaged, or its grids are too large.
pub fn secure(bytes: &mut [u8]) -> Result<(), ReadError> {
    let stream = workbook(bytes).ok_or(ReadError::Damaged)?;
    let content = stream.content(bytes);
    for start in grids(&content).ok_or(ReadError::Damaged)? {
        for hint in grid(content.get(start..).ok_or(ReadError::Damaged)?)? {
            for (at, byte) in (start + hint..).zip(NOTHING) {
                if let Some(cell) = bytes.get_mut(stream.place(at)) {
                    *cell = byte;
                }
            }
        }
    }
    Ok(())
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Sectors of one size: where in the file each begins.
struct Sectors {
    size: usize,
    starts: Vec<usize>,
}

/// What sectors hold in their order, up to a length.
struct Stream {
    sectors: Sectors,
    len: usize,
}

impl Sectors {
    /// The sectors of a chain, as many as a length takes; `None` where it runs in a ring or out of the file.
    fn chain(&self, first: u32, next: &[u32], len: u64) -> Option<Stream> {
        let mut starts = Vec::new();
        let mut id = first;
        for _ in 0..=self.starts.len() {
            let got = starts.len() * self.size;
            if id == END_OF_CHAIN || got as u64 >= len {
                let len = usize::try_from(len).unwrap_or(usize::MAX).min(got);
                return Some(Stream { sectors: Self { size: self.size, starts }, len });
            }
            starts.push(*self.starts.get(id as usize)?);
            id = *next.get(id as usize)?;
        }
        None
    }
}

impl Stream {
    /// Where in the file pieces of a smaller size begin.
    fn pieces(&self, size: usize) -> impl Iterator<Item = usize> {
        let within = move |start: &usize| (*start..start + self.sectors.size).step_by(size);
        self.sectors.starts.iter().flat_map(within).take(self.len / size)
    }

    fn content(&self, bytes: &[u8]) -> Vec<u8> {
        let size = self.sectors.size;
        let held = |start: &usize| bytes.get(*start..bytes.len().min(start + size)).unwrap_or_default();
        let mut content: Vec<u8> = self.sectors.starts.iter().flat_map(held).copied().collect();
        content.truncate(self.len);
        content
    }

    /// Where in the file a byte of the stream lies.
    fn place(&self, at: usize) -> usize {
        self.sectors.starts.get(at / self.sectors.size).map_or(usize::MAX, |start| start + at % self.sectors.size)
    }
}

/// The bytes of the workbook.
fn workbook(bytes: &[u8]) -> Option<Stream> {
    let size = match u16_at(bytes, 30)? {
        9 => 512,
        12 => 4096,
        _ => return None,
    };
    // The last one may be cut short, as some programs leave it.
    let file = Sectors { size, starts: (size..bytes.len()).step_by(size).collect() };
    let number = |at: usize| u32_at(bytes, at).unwrap_or_default();
    let numbers = |start: usize| (start..start + size).step_by(4).map(number);

    let mut tables: Vec<u32> = (76..512).step_by(4).map(number).collect();
    let mut more = number(68);
    for _ in 0..=file.starts.len() {
        if more >= LAST_SECTOR {
            break;
        }
        tables.extend(numbers(*file.starts.get(more as usize)?));
        more = tables.pop()?;
    }
    tables.retain(|id| *id < LAST_SECTOR);
    if more < LAST_SECTOR || tables.len() > file.starts.len() {
        return None;
    }
    let mut next = Vec::new();
    for id in tables {
        next.extend(numbers(*file.starts.get(id as usize)?));
    }

    let entries: Vec<usize> = file.chain(number(48), &next, u64::MAX)?.pieces(ENTRY).collect();
    let len = |entry: usize| match size {
        512 => u64::from(number(entry + 120)),
        _ => u64::from(number(entry + 120)) | u64::from(number(entry + 124)) << 32,
    };
    let (mut small, mut small_next) = (Sectors { size: SMALL_SECTOR, starts: Vec::new() }, Vec::new());
    let tables = u64::from(number(64));
    if tables > 0 {
        let root = *entries.first()?;
        small.starts = file.chain(number(root + 116), &next, len(root))?.pieces(SMALL_SECTOR).collect();
        let table = file.chain(number(60), &next, tables.saturating_mul(size as u64))?;
        small_next = table.sectors.starts.iter().flat_map(|start| numbers(*start)).collect();
    }

    let named = |entry: &usize, name: &str| {
        let units = (0..ENTRY / 4).map_while(|i| u16_at(bytes, entry + 2 * i)).take_while(|unit| *unit != 0);
        char::decode_utf16(units).map(|c| c.unwrap_or('?')).collect::<String>().eq_ignore_ascii_case(name)
    };
    let entry = *["Workbook", "Book"].into_iter().find_map(|name| entries.iter().find(|e| named(e, name)))?;
    let (first, len) = (number(entry + 116), len(entry));
    if len < SMALL_STREAM { small.chain(first, &small_next, len) } else { file.chain(first, &next, len) }
}

/// The records of a stream from a place: where each begins, its type and content. A record cut short ends them.
fn records(stream: &[u8]) -> impl Iterator<Item = (usize, u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (begin, kind) = (at, u16_at(stream, at)?);
        let data = at + 4;
        at = data + usize::from(u16_at(stream, begin + 2)?);
        Some((begin, kind, stream.get(data..at)?))
    })
}

/// Where the grids begin.
fn grids(stream: &[u8]) -> Option<Vec<usize>> {
    let globals = records(stream).take_while(|(_, kind, _)| *kind != EOF);
    globals.filter(|(_, kind, _)| *kind == SHEET).map(|(.., data)| u32_at(data, 0).map(|at| at as usize)).collect()
}

/// Where a grid states its size. Refuses cells where no such file has any, and a rectangle that is too large.
fn grid(stream: &[u8]) -> Result<Vec<usize>, ReadError> {
    let mut hints = Vec::new();
    let mut bounds: Option<[u32; 4]> = None;
    let (mut depth, mut formula) = (0_usize, (0, 0));
    for (at, kind, data) in records(stream) {
        match kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            // Charts within a grid have cells of their own, which nobody reads.
            _ if depth > 1 => {}
            DIMENSIONS => hints.push(at),
            _ => {}
        }
        let place = || Some((u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?)));
        let (row, column, width) = match (kind, place()) {
            (FORMULA, Some((row, column))) => {
                formula = (row, column);
                (row, column, 1)
            }
            (FORMULA_TEXT, _) => (formula.0, formula.1, 1),
            (SEVERAL_NUMBERS, Some((row, column))) => (row, column, (data.len() as u32 / 6).max(1)),
            (kind, Some((row, column))) if CELLS.contains(&kind) => (row, column, 1),
            _ => continue,
        };
        if depth > 1 {
            continue;
        }
        let right = column + width - 1;
        if right >= MAX_COLUMNS {
            return Err(ReadError::Damaged);
        }
        let [top, left, bottom, rightmost] = bounds.unwrap_or([row, column, row, right]);
        bounds = Some([top.min(row), left.min(column), bottom.max(row), rightmost.max(right)]);
    }
    match bounds {
        Some([top, left, bottom, right]) if u64::from(bottom - top + 1) * u64::from(right - left + 1) > MAX_CELLS => {
            Err(ReadError::Scattered)
        }
        _ => Ok(hints),
    }
}

#[cfg(test)]
mod tests;
