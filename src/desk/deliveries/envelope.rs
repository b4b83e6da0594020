//! How a list is sealed and signed. Whoever needs another algorithm, such as a certified product's, writes
//! another [`Envelope`]: nothing else in the crate knows one.

use super::secret::Secret;
use crate::words::Message;

/// A way to encrypt a file to one recipient and to sign it. Keys and signatures are texts, as people hand
/// them over. Failures are reasons in one clause; the caller knows the file at fault.
pub trait Envelope: Sync {
    /// Ending of a sealed file's name.
    fn ending(&self) -> &'static str;

    /// Ending of a signature's name.
    fn signature_ending(&self) -> &'static str;

    /// Encrypts `bytes` so that only the recipient can read them.
    ///
    /// # Errors
    /// A recipient's key of another kind.
    fn seal(&self, bytes: &[u8], recipient: &str) -> Result<Vec<u8>, Message>;

    /// Decrypts a sealed file. Not a byte of an altered file is returned.
    ///
    /// # Errors
    /// A file that is altered, sealed to somebody else or in no known form; an identity of another kind.
    fn open(&self, sealed: &[u8], identity: &Secret) -> Result<Vec<u8>, Unopened>;

    /// A secret key, opened to sign with.
    ///
    /// # Errors
    /// A key of another kind, or a passphrase that is missing or wrong.
    fn signer(&self, key: &Secret, passphrase: Option<&Secret>) -> Result<Box<dyn Sign>, Message>;

    /// The comment of a signature that is this public key's, over these bytes.
    ///
    /// # Errors
    /// A signature by another key, over other bytes or with another comment; a text that is no signature.
    fn check(&self, bytes: &[u8], signature: &str, key: &str) -> Result<String, Message>;

    /// A new key pair to sign with, its secret under the passphrase if there is one.
    ///
    /// # Errors
    /// A system without randomness, or with too little memory for the passphrase.
    fn new_signer(&self, passphrase: Option<&Secret>) -> Result<Pair, Message>;

    /// A new key pair to open sealed files with.
    ///
    /// # Errors
    /// A system without randomness.
    fn new_identity(&self) -> Result<Pair, Message>;

    /// Checks that a text is a recipient's public key.
    ///
    /// # Errors
    /// Any other text.
    fn check_recipient(&self, recipient: &str) -> Result<(), Message>;

    /// The short name of a public key to sign with, by which people compare it.
    ///
    /// # Errors
    /// A text that is no such key.
    fn name_of(&self, key: &str) -> Result<String, Message>;
}

/// A key opened to sign with: a passphrase is asked of the processor once, not for every signature.
pub trait Sign {
    /// Signs `bytes` and a comment of one line.
    ///
    /// # Errors
    /// A system that cannot sign.
    fn sign(&self, bytes: &[u8], comment: &str) -> Result<String, Message>;
}

/// Why a sealed file was not opened.
#[derive(Clone, Debug)]
pub struct Unopened {
    /// The reason in one clause.
    pub message: Message,
    /// Whether the key is at fault: nothing is known of the file then.
    pub is_key: bool,
}

/// A key pair as texts.
#[derive(Debug)]
pub struct Pair {
    /// The secret half, as its file has it.
    pub secret: Secret,
    /// The public half, as its file has it.
    pub public: String,
}

/// The envelope of deliveries: the age format, signed in the minisign format.
pub fn envelope() -> &'static dyn Envelope {
    #[cfg(feature = "seal")]
    return &open::AgeMinisign;
    #[cfg(not(feature = "seal"))]
    return &absent::Absent;
}

#[cfg(feature = "seal")]
mod open {
    use std::io::{Cursor, Read, Write};
    use std::iter;

    use age::secrecy::ExposeSecret;
    use age::{DecryptError, Decryptor, Encryptor, x25519};
    use base64::prelude::{BASE64_STANDARD, Engine};
    use minisign::{KeyPair, PublicKey, PublicKeyBox, SecretKey, SecretKeyBox, SignatureBox};
    use zeroize::Zeroizing;

    use super::{Envelope, Pair, Sign, Unopened};
    use crate::desk::deliveries::secret::Secret;
    use crate::words::{Message, say};

    /// X25519 recipients in the age format, Ed25519 signatures in the minisign format.
    pub(super) struct AgeMinisign;

    impl Envelope for AgeMinisign {
        fn ending(&self) -> &'static str {
            "age"
        }

        fn signature_ending(&self) -> &'static str {
            "minisig"
        }

        fn seal(&self, bytes: &[u8], recipient: &str) -> Result<Vec<u8>, Message> {
            let recipient = recipient_of(recipient)?;
            let unsealed =
                |error: &dyn std::fmt::Display| say!(deliveries::not_sealed, cause = error.to_string());
            let encryptor = Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient))
                .map_err(|error| unsealed(&error))?;
            let mut sealed = Vec::with_capacity(bytes.len() + bytes.len() / 1024 + 1024);
            let mut out = encryptor.wrap_output(&mut sealed).map_err(|error| unsealed(&error))?;
            out.write_all(bytes).and_then(|()| out.finish()).map_err(|error| unsealed(&error))?;
            Ok(sealed)
        }

        fn open(&self, sealed: &[u8], identity: &Secret) -> Result<Vec<u8>, Unopened> {
            let unfit = |_| Unopened { message: say!(deliveries::no_identity), is_key: true };
            let identity: x25519::Identity = identity.expose().parse().map_err(unfit)?;
            let decryptor = Decryptor::new_buffered(sealed).map_err(|error| unopened(&error))?;
            let mut reader = decryptor
                .decrypt(iter::once(&identity as &dyn age::Identity))
                .map_err(|error| unopened(&error))?;
            let mut opened = Vec::with_capacity(sealed.len());
            let altered = |_| Unopened { message: say!(deliveries::open_altered), is_key: false };
            reader.read_to_end(&mut opened).map_err(altered)?;
            Ok(opened)
        }

        fn signer(&self, key: &Secret, passphrase: Option<&Secret>) -> Result<Box<dyn Sign>, Message> {
            let boxed = SecretKeyBox::from(key.expose().to_owned());
            let key = match passphrase {
                Some(word) => SecretKey::from_box(boxed, Some(word.expose().to_owned()))
                    .map_err(|_| say!(deliveries::passphrase_wrong))?,
                None => unencrypted(boxed)?,
            };
            Ok(Box::new(key))
        }

        fn check(&self, bytes: &[u8], signature: &str, key: &str) -> Result<String, Message> {
            let key = public(key)?;
            if !has_whole_signatures(signature) {
                return Err(say!(deliveries::no_signature));
            }
            let signature =
                SignatureBox::from_string(signature).map_err(|_| say!(deliveries::no_signature))?;
            if signature.keynum() != key.keynum() {
                return Err(say!(deliveries::signature_foreign));
            }
            // Old signatures are over the bytes themselves; this program makes none.
            minisign::verify(&key, &signature, Cursor::new(bytes), true, false, false)
                .map_err(|_| say!(deliveries::signature_differs))?;
            signature.trusted_comment().map_err(|_| say!(deliveries::no_signature))
        }

        fn new_signer(&self, passphrase: Option<&Secret>) -> Result<Pair, Message> {
            let made = match passphrase {
                Some(word) => KeyPair::generate_encrypted_keypair(Some(word.expose().to_owned())),
                None => KeyPair::generate_unencrypted_keypair(),
            };
            let pair = made.and_then(|pair| {
                let secret = pair.sk.to_box(None)?.into_string();
                Ok(Pair { secret: Secret::from(secret), public: pair.pk.to_box()?.into_string() })
            });
            pair.map_err(|error| say!(deliveries::no_pair, cause = error.to_string()))
        }

        fn new_identity(&self) -> Result<Pair, Message> {
            let identity = x25519::Identity::generate();
            let public = identity.to_public().to_string();
            let secret = format!("# public key: {public}\n{}\n", identity.to_string().expose_secret());
            Ok(Pair { secret: Secret::from(secret), public: format!("{public}\n") })
        }

        fn check_recipient(&self, recipient: &str) -> Result<(), Message> {
            recipient_of(recipient).map(|_| ())
        }

        fn name_of(&self, key: &str) -> Result<String, Message> {
            let number = public(key)?.keynum().iter().rev().map(|byte| format!("{byte:02X}")).collect();
            Ok(number)
        }
    }

    impl Sign for SecretKey {
        fn sign(&self, bytes: &[u8], comment: &str) -> Result<String, Message> {
            let signature = minisign::sign(None, self, Cursor::new(bytes), Some(comment), None)
                .map_err(|error| say!(deliveries::not_signed, cause = error.to_string()))?;
            Ok(signature.into_string())
        }
    }

    fn recipient_of(text: &str) -> Result<x25519::Recipient, Message> {
        text.parse().map_err(|_| say!(deliveries::no_recipient))
    }

    /// A secret key without a passphrase. `minisign -G -W` writes no checksum into it.
    fn unencrypted(boxed: SecretKeyBox) -> Result<SecretKey, Message> {
        /// Start of the checksum.
        const CHECKSUM: usize = 126;
        let damaged = || say!(deliveries::signer_unreadable);
        if let Ok(key) = SecretKey::from_unencrypted_box(boxed.clone()) {
            return Ok(key);
        }
        let text = Zeroizing::new(boxed.into_string());
        let encoded = text.lines().nth(1).unwrap_or_default().trim();
        let bytes = Zeroizing::new(BASE64_STANDARD.decode(encoded).map_err(|_| damaged())?);
        match bytes.get(CHECKSUM..) {
            Some(sum) if sum.iter().all(|&byte| byte == 0) => {
                SecretKey::from_bytes(&bytes).map_err(|_| damaged())
            }
            _ => Err(damaged()),
        }
    }

    fn public(text: &str) -> Result<PublicKey, Message> {
        PublicKeyBox::from_string(text).and_then(PublicKey::from_box).map_err(|_| say!(deliveries::no_public))
    }

    /// Whether both signatures of the text have all their bytes: `minisign` would panic on fewer.
    fn has_whole_signatures(text: &str) -> bool {
        /// Characters of a signature with its algorithm and key, and of one alone, in Base64.
        const LENGTHS: [(usize, usize); 2] = [(1, 100), (3, 88)];
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        LENGTHS.iter().all(|&(at, length)| lines.get(at).is_some_and(|line| line.len() == length))
    }

    fn unopened(error: &DecryptError) -> Unopened {
        let (message, is_key) = match error {
            DecryptError::NoMatchingKeys => (say!(deliveries::open_foreign), true),
            DecryptError::UnknownFormat => (say!(deliveries::open_form), false),
            _ => (say!(deliveries::open_altered), false),
        };
        Unopened { message, is_key }
    }
}

#[cfg(not(feature = "seal"))]
mod absent {
    use super::{Envelope, Pair, Sign, Unopened};
    use crate::desk::deliveries::secret::Secret;
    use crate::words::{Message, say};

    /// The envelope of a program that was built without sealing: every call says so.
    pub(super) struct Absent;

    fn absent<T>() -> Result<T, Message> {
        Err(say!(deliveries::absent))
    }

    impl Envelope for Absent {
        fn ending(&self) -> &'static str {
            "age"
        }

        fn signature_ending(&self) -> &'static str {
            "minisig"
        }

        fn seal(&self, _: &[u8], _: &str) -> Result<Vec<u8>, Message> {
            absent()
        }

        fn open(&self, _: &[u8], _: &Secret) -> Result<Vec<u8>, Unopened> {
            Err(Unopened { message: say!(deliveries::absent), is_key: true })
        }

        fn signer(&self, _: &Secret, _: Option<&Secret>) -> Result<Box<dyn Sign>, Message> {
            absent()
        }

        fn check(&self, _: &[u8], _: &str, _: &str) -> Result<String, Message> {
            absent()
        }

        fn new_signer(&self, _: Option<&Secret>) -> Result<Pair, Message> {
            absent()
        }

        fn new_identity(&self) -> Result<Pair, Message> {
            absent()
        }

        fn check_recipient(&self, _: &str) -> Result<(), Message> {
            absent()
        }

        fn name_of(&self, _: &str) -> Result<String, Message> {
            absent()
        }
    }
}
