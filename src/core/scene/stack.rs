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
    pub heights: [u8; 4],
    /// The paint of the first part; the others have those after it.
    pub paint: u8,
}

/// The cells of some rows, row by row, each in the colour of its paint; 0 where nothing is.
pub fn cells(stacks: &[Stack], width: usize, rows: Range<usize>, colours: &[u32]) -> Vec<u32> {
    let mut cells = vec![0; width * rows.len()];
    for stack in stacks {
        let columns = stack.from as usize..(stack.to as usize).min(width);
        let mut top = stack.top as usize;
        if top >= rows.end || columns.is_empty() {
            continue;
        }
        for (height, paint) in stack.heights.into_iter().zip(stack.paint.into()..) {
            let bottom = top + usize::from(height);
            let Some(colour) = colours.get::<usize>(paint) else { break };
            for row in top.max(rows.start)..bottom.min(rows.end) {
                let start = (row - rows.start) * width;
                if let Some(cells) = cells.get_mut(start + columns.start..start + columns.end) {
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
    pub fn parts(&self) -> impl Iterator<Item = (Range<u32>, usize)> {
        let mut top = self.top;
        self.heights.into_iter().zip(self.paint.into()..).map(move |(height, paint)| {
            let rows = top..top + u32::from(height);
            top = rows.end;
            (rows, paint)
        })
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
            let stacks: Vec<Stack> = (0..30)
                .map(|_| {
                    let from = below(&mut seeded, 60);
                    Stack {
                        from,
                        to: from + below(&mut seeded, 4),
                        top: below(&mut seeded, 50),
                        heights: [0; 4].map(|_| below(&mut seeded, 5) as u8),
                        paint: below(&mut seeded, 6) as u8,
                    }
                })
                .collect();
            let colours = [11, 12, 13, 14, 15, 16, 17];
            let rows = 7..41;
            let found = cells(&stacks, 58, rows.clone(), &colours);
            assert_eq!(found.len(), 58 * rows.len());
            for (at, cell) in found.into_iter().enumerate() {
                let (row, column) = ((at / 58 + rows.start) as u32, (at % 58) as u32);
                let covers = |stack: &&Stack| (stack.from..stack.to).contains(&column);
                let naive = stacks.iter().filter(covers).fold(0, |under, stack| {
                    let part = stack.parts().find(|(rows, _)| rows.contains(&row));
                    part.and_then(|(_, paint)| colours.get(paint)).map_or(under, |colour| *colour)
                });
                assert_eq!(cell, naive, "row {row}, column {column}");
            }
        }
    }
}
