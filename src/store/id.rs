//! Makes identifiers: milliseconds since 2020 in the upper bits, random ones below, always rising within a file and process.
//! Not here: their types (`model::id`).

use super::clock::Clock;
use std::{
    cell::Cell,
    collections::hash_map::RandomState,
    hash::{BuildHasher, Hasher},
};

/// 2020-01-01T00:00:00Z: 41 bits of milliseconds from here last until 2089.
const EPOCH_MS: i64 = 1_577_836_800_000;
const RANDOM_BITS: u32 = 22;

/// A source of identifiers.
#[derive(Debug)]
pub struct Ids {
    clock: Clock,
    last: Cell<i64>,
}

impl Ids {
    /// A source that goes on after `last`, the largest identifier known so far, 0 where there is none.
    pub fn after(last: i64, clock: Clock) -> Self {
        Self { clock, last: Cell::new(last) }
    }

    /// A new identifier, larger than all before.
    pub fn next(&self) -> i64 {
        let time = (self.clock.wall_ms() - EPOCH_MS).max(0) << RANDOM_BITS;
        // Where the clock stands still or went back, a random step keeps two machines with the same file apart.
        let id = (time | random(RANDOM_BITS)).max(self.last.get() + 1 + random(8));
        self.last.set(id);
        id
    }
}

/// So many random bits, from the seed of the standard hasher.
fn random(bits: u32) -> i64 {
    (RandomState::new().build_hasher().finish() >> (64 - bits)) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn always_rising_and_sorted_by_time() {
        let clock = |s: &str| Clock::fixed(s.parse().unwrap());
        let ids = Ids::after(0, clock("2026-03-05"));
        let made: Vec<_> = (0..1000).map(|_| ids.next()).collect();
        assert!(made.windows(2).all(|w| w[0] < w[1]));
        assert!(made[999] < Ids::after(0, clock("2026-03-06")).next());
        // A clock that is behind the file's newest record.
        assert!(Ids::after(made[999], clock("2001-01-01")).next() > made[999]);
        assert!(Ids::after(0, clock("2088-12-31")).next() > 0);
    }
}
