//! Reading DEFLATE (RFC 1951) from outside: bounded in size, never in doubt about damage.

use super::deflate::{DISTANCES, LENGTHS};

const CODE_BITS_MAX: usize = 15;
/// The order in which the lengths of the lengths' codes stand.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn one(&mut self) -> Option<u32> {
        let byte = *self.bytes.get(self.at / 8)?;
        let bit = byte >> (self.at % 8) & 1;
        self.at += 1;
        Some(u32::from(bit))
    }

    /// A number of so many bits, the lowest first.
    fn take(&mut self, count: u8) -> Option<usize> {
        (0..count).try_fold(0, |sum, place| Some(sum | (self.one()? as usize) << place))
    }
}

/// A Huffman code as the count of codes of each length, and the symbols in the order of their codes.
struct Code {
    counts: [u16; CODE_BITS_MAX + 1],
    symbols: Vec<u16>,
}

impl Code {
    /// The code whose symbols have these lengths, or nothing where there are more than fit.
    fn of(lengths: &[u8]) -> Option<Self> {
        let mut counts = [0_u16; CODE_BITS_MAX + 1];
        for length in lengths {
            *counts.get_mut(usize::from(*length))? += 1;
        }
        if let Some(unused) = counts.first_mut() {
            *unused = 0;
        }
        let left = counts.iter().skip(1).try_fold(1_i32, |left, count| {
            let left = left * 2 - i32::from(*count);
            (left >= 0).then_some(left)
        });
        left?;
        let mut symbols = Vec::new();
        for bits in 1..=CODE_BITS_MAX {
            let of_length =
                lengths.iter().enumerate().filter(|(_, length)| usize::from(**length) == bits);
            symbols.extend(of_length.map(|(symbol, _)| symbol as u16));
        }
        Some(Self { counts, symbols })
    }

    /// The next symbol of the bits.
    fn read(&self, bits: &mut Bits) -> Option<usize> {
        let (mut code, mut first, mut before) = (0_i32, 0_i32, 0_i32);
        for count in self.counts.iter().skip(1) {
            code |= bits.one()? as i32;
            let count = i32::from(*count);
            if code - first < count {
                let place = usize::try_from(before + code - first).ok()?;
                return self.symbols.get(place).map(|symbol| usize::from(*symbol));
            }
            before += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        None
    }
}

/// The bytes that DEFLATE stands for, or nothing where it is damaged or holds more than `bytes_max`.
/// What follows its end is ignored.
pub(super) fn inflated(data: &[u8], bytes_max: usize) -> Option<Vec<u8>> {
    let mut bits = Bits { bytes: data, at: 0 };
    let mut out = Vec::new();
    loop {
        let is_last = bits.one()? == 1;
        match bits.take(2)? {
            0 => stored(&mut bits, &mut out, bytes_max)?,
            1 => {
                let length = |symbol: usize| match symbol {
                    0..=143 | 280..=287 => 8,
                    144..=255 => 9,
                    _ => 7,
                };
                let lengths: Vec<u8> = (0..288).map(length).collect();
                block(&mut bits, &Code::of(&lengths)?, &Code::of(&[5; 30])?, &mut out, bytes_max)?;
            }
            2 => {
                let (symbols, distances) = codes(&mut bits)?;
                block(&mut bits, &symbols, &distances, &mut out, bytes_max)?;
            }
            _ => return None,
        }
        if is_last {
            return Some(out);
        }
    }
}

/// A block whose bytes stand as they are.
fn stored(bits: &mut Bits, out: &mut Vec<u8>, bytes_max: usize) -> Option<()> {
    bits.at = bits.at.next_multiple_of(8);
    let length = bits.take(16)?;
    if bits.take(16)? != length ^ 0xffff || out.len() + length > bytes_max {
        return None;
    }
    let start = bits.at / 8;
    out.extend_from_slice(bits.bytes.get(start..start + length)?);
    bits.at += length * 8;
    Some(())
}

/// The two codes that stand before a block.
fn codes(bits: &mut Bits) -> Option<(Code, Code)> {
    let (literals, distances) = (bits.take(5)? + 257, bits.take(5)? + 1);
    let count = bits.take(4)? + 4;
    let mut lengths = [0_u8; 19];
    for place in ORDER.into_iter().take(count) {
        *lengths.get_mut(place)? = bits.take(3)? as u8;
    }
    let code = Code::of(&lengths)?;
    let mut lengths: Vec<u8> = Vec::with_capacity(literals + distances);
    while lengths.len() < literals + distances {
        let (length, times) = match code.read(bits)? {
            16 => (*lengths.last()?, bits.take(2)? + 3),
            17 => (0, bits.take(3)? + 3),
            18 => (0, bits.take(7)? + 11),
            length => (length as u8, 1),
        };
        lengths.extend(std::iter::repeat_n(length, times));
    }
    if lengths.len() > literals + distances {
        return None;
    }
    let (symbols, distances) = lengths.split_at_checked(literals)?;
    Some((Code::of(symbols)?, Code::of(distances)?))
}

/// A block of literals and repetitions.
fn block(
    bits: &mut Bits,
    symbols: &Code,
    distances: &Code,
    out: &mut Vec<u8>,
    bytes_max: usize,
) -> Option<()> {
    loop {
        let symbol = symbols.read(bits)?;
        match symbol.checked_sub(257) {
            None if symbol == 256 => return Some(()),
            None if out.len() < bytes_max => out.push(symbol as u8),
            None => return None,
            Some(code) => {
                let (least, extra) = *LENGTHS.get(code)?;
                let length = usize::from(least) + bits.take(extra)?;
                let (least, extra) = *DISTANCES.get(distances.read(bits)?)?;
                let distance = usize::from(least) + bits.take(extra)?;
                let from = out.len().checked_sub(distance)?;
                if out.len() + length > bytes_max {
                    return None;
                }
                for place in from..from + length {
                    out.push(*out.get(place)?);
                }
            }
        }
    }
}
