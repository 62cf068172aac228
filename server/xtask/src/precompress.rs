//! Step 5: compressed siblings at the best levels, which would be too slow to make for each request.

use crate::{bundle::Files, digest, workspace::Workspace};
use anyhow::{Context, Result, anyhow};
use flate2::{Compression, write::GzEncoder};
use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// Below this, headers weigh more than what compression saves.
const WORTH_IT: usize = 1024;
const EXTENSIONS: [&str; 10] =
    ["wasm", "js", "css", "html", "svg", "json", "txt", "xml", "webmanifest", "map"];

#[derive(Clone, Copy)]
enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }

    fn encode(self, content: &[u8]) -> Result<Vec<u8>> {
        match self {
            Self::Brotli => brotli(content),
            Self::Gzip => gzip(content),
        }
    }
}

/// One file to compress one way.
struct Job<'a> {
    name: String,
    content: &'a [u8],
    encoding: Encoding,
    cached: PathBuf,
}

/// Returns the compressed siblings of all files that are worth it.
pub fn all(workspace: &Workspace, files: &Files) -> Result<Files> {
    let cache = workspace.compression_cache();
    fs::create_dir_all(&cache).context("the cache of compressed files could not be made")?;
    let mut jobs: Vec<_> = files.iter().flat_map(|(name, content)| jobs_for(&cache, name, content)).collect();
    // The longest first, or the threads end up waiting for it.
    jobs.sort_by_key(|job| std::cmp::Reverse(job.content.len()));
    let compressed = run(&jobs)?;
    forget_unused(&cache, &jobs)?;
    Ok(compressed)
}

fn jobs_for<'a>(cache: &Path, name: &str, content: &'a [u8]) -> Vec<Job<'a>> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if content.len() <= WORTH_IT || !EXTENSIONS.contains(&extension) {
        return Vec::new();
    }
    let hash = digest::of([content]);
    [Encoding::Brotli, Encoding::Gzip]
        .map(|encoding| Job {
            name: format!("{name}.{}", encoding.extension()),
            content,
            encoding,
            cached: cache.join(format!("{hash}.{}", encoding.extension())),
        })
        .into()
}

fn run(jobs: &[Job<'_>]) -> Result<Files> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Files::new());
    let work = || -> Result<()> {
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let compressed = compress(job).with_context(|| format!("{} could not be written", job.name))?;
            // A file that grew is sent as it is.
            if compressed.len() < job.content.len() {
                let mut done = done.lock().map_err(|_| anyhow!("another thread failed"))?;
                done.insert(job.name.clone(), compressed);
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..thread_count()).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().map_err(|_| anyhow!("compression panicked"))?)
    })?;
    done.into_inner().map_err(|_| anyhow!("compression panicked"))
}

fn thread_count() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

fn compress(job: &Job<'_>) -> Result<Vec<u8>> {
    if let Ok(cached) = fs::read(&job.cached) {
        return Ok(cached);
    }
    let compressed = job.encoding.encode(job.content)?;
    // Renamed into place: an interrupted run leaves no half file to be believed later.
    let partial = job.cached.with_extension(format!("{}.part", job.encoding.extension()));
    fs::write(&partial, &compressed)?;
    fs::rename(partial, &job.cached)?;
    Ok(compressed)
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    const BUFFER: usize = 1 << 16;
    const QUALITY: u32 = 11;
    const WINDOW: u32 = 22;
    let mut writer = brotli::CompressorWriter::new(Vec::new(), BUFFER, QUALITY, WINDOW);
    writer.write_all(content)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(content)?;
    Ok(writer.finish()?)
}

fn forget_unused(cache: &Path, jobs: &[Job<'_>]) -> Result<()> {
    let used: BTreeSet<_> = jobs.iter().map(|job| job.cached.as_path()).collect();
    for entry in fs::read_dir(cache)? {
        let path = entry?.path();
        if !used.contains(path.as_path()) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_encodings_give_the_content_back() {
        let content = b"body { color: red } ".repeat(200);
        let mut text = Vec::new();
        brotli::Decompressor::new(brotli(&content).unwrap().as_slice(), 4096).read_to_end(&mut text).unwrap();
        assert_eq!(text, content);

        text.clear();
        flate2::read::GzDecoder::new(gzip(&content).unwrap().as_slice()).read_to_end(&mut text).unwrap();
        assert_eq!(text, content);
    }

    #[test]
    fn small_files_and_images_are_left_alone() {
        let cache = Path::new("cache");
        assert!(jobs_for(cache, "a.css", &[b'a'; 1024]).is_empty());
        assert!(jobs_for(cache, "a.png", &[b'a'; 4096]).is_empty());
        let names: Vec<_> = jobs_for(cache, "a.css", &[b'a'; 1025]).into_iter().map(|job| job.name).collect();
        assert_eq!(names, ["a.css.br", "a.css.gz"]);
    }
}
