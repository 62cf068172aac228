use hkdf::Hkdf;
use rand::RngCore;
use sha2::Sha256;
use std::{
    fs,
    io::{self, Write},
    path::Path,
};

/// The installation's one secret, from which every hashing key is derived. Kept outside the
/// database: in a file, or in the environment.
#[derive(Clone)]
pub struct MasterKey(Vec<u8>);

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey(…)")
    }
}

#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    #[error("the master key in {path} is too short: at least 32 characters are needed")]
    TooShort { path: String },
    #[error("the master key file {path}: {source}")]
    File { path: String, source: io::Error },
}

impl MasterKey {
    /// From a text that holds enough randomness; the configuration checks its length.
    pub fn from_text(text: &str) -> Self {
        Self(text.trim().as_bytes().to_vec())
    }

    /// Reads the file, or creates it, readable by its owner only.
    pub fn from_file(path: &Path) -> Result<Self, MasterKeyError> {
        let failed = |source| MasterKeyError::File { path: path.display().to_string(), source };
        match fs::read_to_string(path) {
            Ok(text) if text.trim().len() < 32 => {
                Err(MasterKeyError::TooShort { path: path.display().to_string() })
            }
            Ok(text) => Ok(Self::from_text(&text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => create(path).map_err(failed),
            Err(error) => Err(failed(error)),
        }
    }

    pub fn random() -> Self {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect())
    }

    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(Some(b"portico"), &self.0)
            .expand(purpose.as_bytes(), &mut key)
            .expect("32 bytes are within what HKDF-SHA-256 can give");
        key
    }
}

fn create(path: &Path) -> io::Result<MasterKey> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let key = MasterKey::random();
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(&key.0)?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    Ok(key)
}
