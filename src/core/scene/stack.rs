//! Bars of several colours on a grid of cells, so many that they are painted cell by cell.

use std::ops::Range;

/// Parts on one another. A cell is a square of one CSS pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stack {
    /// The first column of cells, and the one past the last.
    pub from: u32,
    pub to: u32,
    /// The topmost row of cells.
    pub top: u32,
    /// How many rows of cells each part has, from the top down.
    pub heights: [u8; PARTS],
}

const PARTS: usize = 4;

/// Many of them, as plain numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stacks(Vec<[u32; 4]>);

impl Stacks {
    pub fn iter(&self) -> impl Iterator<Item = Stack> {
        self.0.iter().map(|[from, to, top, heights]| Stack {
            from: *from,
            to: *to,
            top: *top,
            heights: heights.to_le_bytes(),
        })
    }

    /// Four numbers each: the columns, the topmost row, and the heights of the parts, a byte each from the lowest on.
    pub fn numbers(&self) -> &[u32] {
        self.0.as_flattened()
    }
}

impl Extend<Stack> for Stacks {
    fn extend<T: IntoIterator<Item = Stack>>(&mut self, stacks: T) {
        let numbers =
            |Stack { from, to, top, heights }| [from, to, top, u32::from_le_bytes(heights)];
        self.0.extend(stacks.into_iter().map(numbers));
    }
}

/// The cells of some rows and columns, row by row, each in the colour of its part, or none where nothing is. Stacks
/// that begin in a lit column have the first colours, the others those after them.
pub fn cells<T: Copy + Default>(
    stacks: &Stacks,
    columns: Range<usize>,
    rows: Range<usize>,
    lit: &Range<u32>,
    colours: &[T],
) -> Vec<T> {
    let width = columns.len();
    let mut cells = vec![T::default(); width * rows.len()];
    for stack in stacks.iter() {
        let from = (stack.from as usize).max(columns.start);
        let to = (stack.to as usize).min(columns.end);
        let mut top = stack.top as usize;
        if top >= rows.end || from >= to {
            continue;
        }
        let (from, to) = (from - columns.start, to - columns.start);
        for (height, paint) in stack.heights.into_iter().zip(stack.paint(lit)..) {
            let bottom = top + usize::from(height);
            let Some(colour) = colours.get(paint) else { break };
            for row in top.max(rows.start)..bottom.min(rows.end) {
                let start = (row - rows.start) * width;
                if let Some(cells) = cells.get_mut(start + from..start + to) {
                    cells.fill(*colour);
                }
            }
            top = bottom;
        }
    }
    cells
}

impl Stack {
    /// The columns of each part with its rows and its paint.
    pub fn parts(&self, lit: &Range<u32>) -> impl Iterator<Item = (Range<u32>, usize)> {
        let mut top = self.top;
        self.heights.into_iter().zip(self.paint(lit)..).map(move |(height, paint)| {
            let rows = top..top + u32::from(height);
            top = rows.end;
            (rows, paint)
        })
    }

    /// The paint of the first part; the others have those after it.
    fn paint(&self, lit: &Range<u32>) -> usize {
        if lit.contains(&self.from) { 0 } else { PARTS }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::sample::Seeded;

    #[test]
    fn each_cell_has_the_colour_of_the_part_that_covers_it_last() {
        let mut seeded = Seeded(17);
        let below = |seeded: &mut Seeded, most: usize| seeded.below(most) as u32;
        for _ in 0..40 {
            let mut stacks = Stacks::default();
            stacks.extend((0..30).map(|_| {
                let from = below(&mut seeded, 60);
                Stack {
                    from,
                    to: from + below(&mut seeded, 4),
                    top: below(&mut seeded, 50),
                    heights: [0; PARTS].map(|_| below(&mut seeded, 5) as u8),
                }
            }));
            let colours = [11, 12, 13, 14, 15, 16, 17];
            let (columns, rows, lit) = (5..58, 7..41, 20..37);
            let found = cells(&stacks, columns.clone(), rows.clone(), &lit, &colours);
            assert_eq!(found.len(), columns.len() * rows.len());
            for (at, cell) in found.into_iter().enumerate() {
                let width = columns.len();
                let (row, column) = (at / width + rows.start, at % width + columns.start);
                let (row, column) = (row as u32, column as u32);
                let covers = |stack: &Stack| (stack.from..stack.to).contains(&column);
                let naive = stacks.iter().filter(covers).fold(0, |under, stack| {
                    let part = stack.parts(&lit).find(|(rows, _)| rows.contains(&row));
                    part.and_then(|(_, paint)| colours.get(paint)).map_or(under, |colour| *colour)
                });
                assert_eq!(cell, naive, "row {row}, column {column}");
            }
        }
    }
}
