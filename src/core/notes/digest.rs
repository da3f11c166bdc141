//! Numbers that follow from texts, for ids that are the same on every device.
//! Nothing here keeps a secret or withstands one who looks for a clash.

/// The FNV-1a hash of texts, 64 bits (Fowler, Noll, Vo; RFC 9923).
pub(super) fn digest(texts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for text in texts {
        // 0xff is in no UTF-8 text, so it parts one from the next.
        for byte in text.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}
