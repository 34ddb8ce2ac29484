//! What files said.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use rayon::prelude::*;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::command::git;
use super::place::Place;
use crate::parse::MAX_FILE_BYTES;

/// Whether the blob with this id holds these bytes, without asking git for it.
pub(crate) fn is_blob(id: &str, bytes: &[u8]) -> bool {
    fn names<D: Digest>(id: &str, bytes: &[u8]) -> bool {
        let digest = D::new().chain_update(format!("blob {}\0", bytes.len())).chain_update(bytes).finalize();
        digest.iter().zip(id.as_bytes().chunks(2)).all(|(byte, hex)| *hex == *format!("{byte:02x}").as_bytes())
    }
    match id.len() {
        40 => names::<Sha1>(id, bytes),
        64 => names::<Sha256>(id, bytes),
        _ => false,
    }
}

/// Reads blobs by their ids, and makes something of each; `None` where a partial clone does not have it. In their order.
///
/// Of files over [`MAX_FILE_BYTES`] one byte more than that is given.
pub(crate) fn contents<T: Send>(place: &Place, ids: &[&str], make: impl Fn(usize, Vec<u8>) -> T + Sync) -> Vec<Option<T>> {
    if ids.is_empty() {
        return Vec::new();
    }
    let parts = rayon::current_num_threads().min(ids.len().div_ceil(64)).max(1);
    let size = ids.len().div_ceil(parts);
    let parts = ids.par_chunks(size).enumerate().map(|(part, ids)| {
        let made = read(place, ids, |at, bytes| make(part * size + at, bytes)).unwrap_or_default();
        // What could not be read is missing.
        made.into_iter().chain(std::iter::repeat_with(|| None)).take(ids.len()).collect::<Vec<_>>()
    });
    parts.flatten_iter().collect()
}

fn read<T>(place: &Place, ids: &[&str], make: impl Fn(usize, Vec<u8>) -> T) -> std::io::Result<Vec<Option<T>>> {
    let mut child =
        git(&place.root, &place.settings, ["cat-file", "--batch", "--buffer"]).stdin(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let asked: String = ids.iter().flat_map(|id| [*id, "\n"]).collect();
    let stdin = child.stdin.take();
    let asking = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(asked.as_bytes())));
    let mut made = Vec::with_capacity(ids.len());
    if let Some(stdout) = child.stdout.take() {
        let mut out = BufReader::with_capacity(1 << 16, stdout);
        let mut head = String::new();
        for at in 0..ids.len() {
            head.clear();
            if out.read_line(&mut head)? == 0 {
                break;
            }
            // `<id> blob <size>`, or `<id> missing`.
            let size = head.trim_end().split_once(" blob ").and_then(|(_, size)| size.parse::<u64>().ok());
            let Some(size) = size else {
                made.push(None);
                continue;
            };
            let kept = size.min(MAX_FILE_BYTES + 1);
            let mut bytes = Vec::with_capacity(kept as usize);
            out.by_ref().take(kept).read_to_end(&mut bytes)?;
            std::io::copy(&mut out.by_ref().take(size - kept + 1), &mut std::io::sink())?;
            made.push(Some(make(at, bytes)));
        }
    }
    let _ = asking.join();
    child.wait()?;
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blob_is_told_by_its_id_in_both_formats() {
        // `printf 'One\n' | git hash-object --stdin`, and the same in a repository of `--object-format=sha256`.
        for id in ["3609f20ebd357679b111783e8afaf36ec46427f3", "e70b6b59f0c38a1db892436f58abc481ff4f25363d23a98c8d261d312389964b"] {
            assert!(is_blob(id, b"One\n"), "{id}");
            assert!(!is_blob(id, b"One\r\n"), "{id}");
        }
        assert!(!is_blob("", b"") && !is_blob("5626", b"One\n"));
    }
}
