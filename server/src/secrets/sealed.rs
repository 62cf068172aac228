//! Secrets of others that the portal has to use again, such as its own at an identity provider:
//! encrypted (AES-256-GCM) under a key that is kept outside the database.
use super::Secrets;
use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};

impl Secrets {
    /// What is stored; opens only in the same context, such as the row that it belongs to.
    pub fn seal(&self, context: &str, secret: &str) -> Vec<u8> {
        let mut text = secret.as_bytes().to_vec();
        let nonce = self
            .key()
            .seal_in_place_append_tag(Aad::from(context.as_bytes()), &mut text)
            .expect("a secret is shorter than what AES-GCM takes");
        let mut sealed = nonce.as_ref().to_vec();
        sealed.append(&mut text);
        sealed
    }

    /// Absent where it was sealed under another master key or in another context.
    pub fn unseal(&self, context: &str, sealed: &[u8]) -> Option<String> {
        let (nonce, text) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = text.to_vec();
        let opened = self.key().open_in_place(nonce, Aad::from(context.as_bytes()), &mut text).ok()?;
        String::from_utf8(opened.to_vec()).ok()
    }

    fn key(&self) -> RandomizedNonceKey {
        RandomizedNonceKey::new(&AES_256_GCM, &self.sealing).expect("the key has 32 bytes")
    }
}

#[cfg(test)]
mod tests {
    use crate::secrets::{MasterKey, Secrets};

    #[test]
    fn a_secret_opens_under_its_key_and_in_its_context_only() {
        let secrets = Secrets::new(&MasterKey::random());
        let sealed = secrets.seal("provider 1", "swordfish");
        assert_eq!(secrets.unseal("provider 1", &sealed).as_deref(), Some("swordfish"));
        assert_ne!(sealed, secrets.seal("provider 1", "swordfish"));
        assert_eq!(secrets.unseal("provider 2", &sealed), None);
        assert_eq!(Secrets::new(&MasterKey::random()).unseal("provider 1", &sealed), None);
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(secrets.unseal("provider 1", &changed), None);
        assert_eq!(secrets.unseal("provider 1", b"short"), None);
    }
}
