//! Making a text small for a link: DEFLATE (RFC 1951), as zip files and every browser have it.
//! Writes only blocks with the fixed code, for notes are short; `inflate` beside it reads all.

/// How far back a repetition may lie.
const WINDOW_BYTES: usize = 32 * 1024;
const MATCH_MIN: usize = 3;
const MATCH_MAX: usize = 258;
/// How many earlier places are tried for each repetition.
const TRIES_MAX: usize = 64;
const HASH_BITS: u32 = 12;

/// For each code of a length from 257 on: the least length, and how many bits follow.
pub(super) const LENGTHS: [(u16, u8); 29] = [
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 0),
    (11, 1),
    (13, 1),
    (15, 1),
    (17, 1),
    (19, 2),
    (23, 2),
    (27, 2),
    (31, 2),
    (35, 3),
    (43, 3),
    (51, 3),
    (59, 3),
    (67, 4),
    (83, 4),
    (99, 4),
    (115, 4),
    (131, 5),
    (163, 5),
    (195, 5),
    (227, 5),
    (258, 0),
];

/// For each code of a distance: the least distance, and how many bits follow.
pub(super) const DISTANCES: [(u16, u8); 30] = [
    (1, 0),
    (2, 0),
    (3, 0),
    (4, 0),
    (5, 1),
    (7, 1),
    (9, 2),
    (13, 2),
    (17, 3),
    (25, 3),
    (33, 4),
    (49, 4),
    (65, 5),
    (97, 5),
    (129, 6),
    (193, 6),
    (257, 7),
    (385, 7),
    (513, 8),
    (769, 8),
    (1025, 9),
    (1537, 9),
    (2049, 10),
    (3073, 10),
    (4097, 11),
    (6145, 11),
    (8193, 12),
    (12289, 12),
    (16385, 13),
    (24577, 13),
];

/// Bits, the lowest of each byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    pending: u32,
    count: u32,
}

impl Bits {
    /// Appends the lowest bits of a number, the lowest first; at most 16.
    fn push(&mut self, value: u32, count: u32) {
        self.pending |= value << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push(self.pending as u8);
            self.pending >>= 8;
            self.count -= 8;
        }
    }

    /// A Huffman code, the highest bit first.
    fn push_code(&mut self, code: u32, count: u32) {
        self.push(code.reverse_bits() >> (32 - count), count);
    }

    /// A literal or a length, in the fixed code.
    fn push_symbol(&mut self, symbol: u32) {
        match symbol {
            0..=143 => self.push_code(0x30 + symbol, 8),
            144..=255 => self.push_code(0x190 + symbol - 144, 9),
            256..=279 => self.push_code(symbol - 256, 7),
            _ => self.push_code(0xc0 + symbol - 280, 8),
        }
    }

    fn push_match(&mut self, length: usize, distance: usize) {
        let (code, extra, bits) = code_of(&LENGTHS, length);
        self.push_symbol(257 + code);
        self.push(extra, bits);
        let (code, extra, bits) = code_of(&DISTANCES, distance);
        self.push_code(code, 5);
        self.push(extra, bits);
    }
}

/// The code for a number: its row, what is left of the number, and in how many bits.
fn code_of(table: &[(u16, u8)], number: usize) -> (u32, u32, u32) {
    let row = table.partition_point(|(least, _)| usize::from(*least) <= number).saturating_sub(1);
    let (least, bits) = table.get(row).copied().unwrap_or_default();
    (row as u32, number as u32 - u32::from(least), u32::from(bits))
}

/// The bytes in DEFLATE, one block.
pub(super) fn deflated(data: &[u8]) -> Vec<u8> {
    let mut out = Bits::default();
    out.push(1, 1);
    out.push(1, 2);
    // The latest place of each hash, and for each place the one before it; one more than the place.
    let mut latest = vec![0_usize; 1 << HASH_BITS];
    let mut before = vec![0_usize; data.len()];
    let mut at = 0;
    while at < data.len() {
        let (length, distance) = repetition(data, at, &latest, &before);
        let passed = if length < MATCH_MIN {
            out.push_symbol(u32::from(data.get(at).copied().unwrap_or_default()));
            1
        } else {
            out.push_match(length, distance);
            length
        };
        for place in at..at + passed {
            let slot = hash(data, place).and_then(|hash| latest.get_mut(hash));
            if let (Some(slot), Some(link)) = (slot, before.get_mut(place)) {
                *link = std::mem::replace(slot, place + 1);
            }
        }
        at += passed;
    }
    out.push_symbol(256);
    out.push(0, 7);
    out.bytes
}

/// The place of three bytes in the table of hashes, or nothing at the end of the data.
fn hash(data: &[u8], at: usize) -> Option<usize> {
    let three = data.get(at..at + MATCH_MIN)?;
    let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
    Some((bits.wrapping_mul(0x9e37_79b1) >> (32 - HASH_BITS)) as usize)
}

/// The longest of the latest places that begin with the same bytes: its length and how far back.
fn repetition(data: &[u8], at: usize, latest: &[usize], before: &[usize]) -> (usize, usize) {
    let mut best = (0, 0);
    let mut place = hash(data, at).and_then(|hash| latest.get(hash)).copied().unwrap_or(0);
    for _ in 0..TRIES_MAX {
        let Some(from) = place.checked_sub(1).filter(|from| at - from <= WINDOW_BYTES) else {
            break;
        };
        let (one, other) =
            (data.get(from..).unwrap_or_default(), data.get(at..).unwrap_or_default());
        let alike = one.iter().zip(other).take(MATCH_MAX).take_while(|(a, b)| a == b).count();
        if alike > best.0 {
            best = (alike, at - from);
        }
        place = before.get(from).copied().unwrap_or(0);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{super::inflate::inflated, *};

    fn samples() -> Vec<Vec<u8>> {
        let mut seed = 11_u32;
        let mut next = move |end: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) % end
        };
        let mut all = vec![Vec::new(), b"a".to_vec(), vec![0; 100_000]];
        for round in 0..300 {
            let mut data: Vec<u8> = Vec::new();
            for _ in 0..next(40) {
                let start = next(data.len() as u32 + 1) as usize;
                let length = next(if round % 10 == 0 { 3_000 } else { 30 }) as usize;
                let again: Vec<u8> = data.iter().skip(start).take(length).copied().collect();
                data.extend(again);
                data.extend((0..next(20)).map(|_| next(256) as u8));
            }
            all.push(data);
        }
        all
    }

    #[test]
    fn what_is_made_small_comes_back_here_and_in_another_reader() {
        for data in samples() {
            let small = deflated(&data);
            assert_eq!(inflated(&small, data.len()).as_ref(), Some(&data));
            assert_eq!(miniz_oxide::inflate::decompress_to_vec(&small).unwrap(), data);
        }
    }

    #[test]
    fn what_another_writer_made_small_is_read() {
        for (number, data) in samples().into_iter().enumerate() {
            let small = miniz_oxide::deflate::compress_to_vec(&data, (number % 11) as u8);
            assert_eq!(inflated(&small, data.len()), Some(data));
        }
    }

    #[test]
    fn a_text_grows_no_larger_than_its_limit_and_damage_is_no_text() {
        let small = deflated(&vec![7; 300_000]);
        assert!(small.len() < 10_000);
        assert_eq!(inflated(&small, 299_999), None);
        assert_eq!(inflated(&small, 300_000).map(|data| data.len()), Some(300_000));
        let small = deflated(b"a text that is cut off somewhere");
        for end in 0..small.len() - 1 {
            assert_eq!(inflated(&small[..end], 100), None);
        }
        let mut seed = 1_u32;
        for _ in 0..50_000 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let bytes = [seed.to_le_bytes(), seed.rotate_left(9).to_be_bytes()].concat();
            let data = inflated(&bytes, 1_000);
            assert!(data.is_none_or(|data| data.len() <= 1_000));
        }
    }
}
