//! The layers of the screen, each with a number that no other layer of this run has: by it a layer is known to be the one
//! that lay there before. Not here: what happens to what is unsaved in them (`actions`).

use crate::tui::layer::Layer;
use std::ops::{Deref, DerefMut};

#[derive(Default)]
pub(super) struct Stack {
    layers: Vec<Box<dyn Layer>>,
    numbers: Vec<u64>,
    /// The number of the layer pushed last.
    last: u64,
}

impl Stack {
    pub fn push(&mut self, layer: Box<dyn Layer>) {
        self.last += 1;
        self.numbers.push(self.last);
        self.layers.push(layer);
    }

    pub fn pop(&mut self) -> Option<Box<dyn Layer>> {
        self.numbers.pop();
        self.layers.pop()
    }

    pub fn truncate(&mut self, len: usize) {
        self.numbers.truncate(len);
        self.layers.truncate(len);
    }

    pub fn clear(&mut self) {
        self.truncate(0);
    }

    /// The layers' numbers from the bottom.
    pub fn numbers(&self) -> &[u64] {
        &self.numbers
    }
}

impl Deref for Stack {
    type Target = [Box<dyn Layer>];
    fn deref(&self) -> &Self::Target {
        &self.layers
    }
}

impl DerefMut for Stack {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.layers
    }
}
