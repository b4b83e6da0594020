//! The keys folder: `sign.key` and `sign.pub` of the bureau, `recipients/ID.pub` of each institution.
//!
//! `recipients/ID.pub` has one line, the institution's public key `age1…`, or the word `unsealed` for an
//! institution whose own certified gateway encrypts. `#` begins a comment. `identities/ID.key` is an
//! institution's secret key, where this program made it. `former/*.pub` are public keys that the bureau
//! signed with before.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::envelope::{Sign, envelope};
use super::key_file::{Kind, place, read, read_secret, refuse_existing, unlike, unmade, write_pair};
use super::secret::Secret;
use crate::finding::{Code, Finding, Findings, Place};
use crate::referral::is_institution_id;
use crate::words::{Message, say};

/// Environment variable with the passphrase of `sign.key`.
pub const PASSPHRASE: &str = "JIFEN_SIGN_PASSPHRASE";

/// Files of the keys folder.
const SIGN_KEY: &str = "sign.key";
const SIGN_PUB: &str = "sign.pub";
const RECIPIENTS: &str = "recipients";
const IDENTITIES: &str = "identities";
const FORMER: &str = "former";

/// The word in place of a key for an institution whose deliveries are not encrypted.
const UNSEALED: &str = "unsealed";

/// How an institution's deliveries are handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recipient {
    /// Encrypted to this public key.
    Sealed(String),
    /// Not encrypted by this program.
    Unsealed,
}

/// A keys folder.
#[derive(Clone, Debug)]
pub struct Keys {
    folder: PathBuf,
}

/// A public key that checks signatures.
#[derive(Clone, Debug)]
pub struct Checker {
    /// The key, as its file has it.
    pub public: String,
    /// Short name of the key.
    pub name: String,
}

/// The bureau's key, opened to sign with.
pub struct Signer {
    sign: Box<dyn Sign>,
    place: Place,
    /// The public half.
    pub public: String,
    /// Short name of the public half.
    pub name: String,
}

/// A key that was made, without its secret.
#[derive(Clone, Debug, Serialize)]
pub struct Made {
    /// The institution, or none for the bureau itself.
    pub institution: Option<String>,
    /// File of the secret key.
    pub secret: PathBuf,
    /// File of the public key.
    pub public: PathBuf,
    /// The public key, or its short name if it is to sign with.
    pub key: String,
    /// Whether a passphrase protects the secret key.
    pub is_protected: bool,
}

/// A key of the folder.
#[derive(Clone, Debug, Serialize)]
pub struct Listed {
    /// Path within the folder.
    pub file: String,
    /// The institution; `None` for the bureau's own key.
    pub institution: Option<String>,
    /// How deliveries are handed over; `None` for the bureau's own key.
    pub recipient: Option<Recipient>,
    /// Short name of the bureau's own key.
    pub name: Option<String>,
}

impl Keys {
    /// The keys in `folder`, of which none is read yet.
    pub fn new(folder: &Path) -> Keys {
        Keys { folder: folder.to_owned() }
    }

    /// Makes the bureau's key pair, its secret under the passphrase if there is one.
    ///
    /// # Errors
    /// [`Code::TargetExists`] if the folder has one; [`Code::TargetUnwritable`].
    pub fn make_signer(&self, passphrase: Option<&Secret>) -> Result<Made, Findings> {
        let [secret, public] = [SIGN_KEY, SIGN_PUB].map(|name| self.folder.join(name));
        refuse_existing([&*secret, &*public])?;
        let pair = envelope().new_signer(passphrase).map_err(|cause| unmade(&secret, cause))?;
        let key = envelope().name_of(&pair.public).map_err(|cause| unmade(&public, cause))?;
        write_pair(&pair, &secret, &public)?;
        let is_protected = passphrase.is_some();
        Ok(Made { institution: None, secret, public, key, is_protected })
    }

    /// Makes a key pair for each institution, for trying out and for institutions without tools.
    ///
    /// # Errors
    /// [`Code::NameInvalid`] for an id that no institution can have; [`Code::TargetExists`] if an institution
    /// has a key; [`Code::TargetUnwritable`].
    pub fn make_identities(&self, institutions: &[String]) -> Result<Vec<Made>, Findings> {
        let files = |id: &String| {
            let secret = self.folder.join(IDENTITIES).join(format!("{id}.key"));
            (secret, self.folder.join(RECIPIENTS).join(format!("{id}.pub")))
        };
        let mut institutions = institutions.to_vec();
        let mut known = BTreeSet::new();
        institutions.retain(|id| known.insert(id.clone()));
        let mut faults = Findings::new();
        for id in &institutions {
            if is_institution_id(id) {
                let (secret, public) = files(id);
                if let Err(found) = refuse_existing([&*secret, &*public]) {
                    faults.extend(found);
                }
            } else {
                let message = say!(deliveries::id_invalid, id = id);
                faults.push(
                    Finding::new(Code::NameInvalid, Place::default(), message)
                        .help(say!(deliveries::id_invalid_help)),
                );
            }
        }
        faults.or_stop(())?;
        let make = |id: &String| {
            let (secret, public) = files(id);
            let pair = envelope().new_identity().map_err(|cause| unmade(&secret, cause))?;
            write_pair(&pair, &secret, &public)?;
            let (institution, key) = (Some(id.clone()), pair.public.trim().to_owned());
            Ok(Made { institution, secret, key, public, is_protected: false })
        };
        institutions.iter().map(make).collect()
    }

    /// The bureau's key to sign with.
    ///
    /// # Errors
    /// [`Code::FileUnreadable`], [`Code::KeyUnfit`].
    pub fn signer(&self, passphrase: Option<&Secret>) -> Result<Signer, Finding> {
        let path = self.folder.join(SIGN_KEY);
        let place = place(&path);
        let secret = read_secret(&path).map_err(|fault| match fault.code {
            Code::FileUnreadable => {
                let folder = self.folder.display().to_string();
                fault.help(say!(deliveries::signer_missing_help, folder = folder))
            }
            _ => fault,
        })?;
        let passphrase = match Kind::of(secret.expose()) {
            Kind::SignSecret { is_encrypted: false } => None,
            Kind::SignSecret { is_encrypted: true } => {
                let absent = || {
                    Finding::new(Code::KeyUnfit, place.clone(), say!(deliveries::passphrase_missing))
                        .help(say!(deliveries::passphrase_help, variable = PASSPHRASE))
                };
                Some(passphrase.ok_or_else(absent)?)
            }
            other => return Err(unlike(&place, other, say!(deliveries::signer_help))),
        };
        let Checker { public, name } = self.checker()?;
        let unfit = |cause| Finding::new(Code::KeyUnfit, place.clone(), cause);
        let sign = envelope()
            .signer(&secret, passphrase)
            .map_err(|cause| unfit(cause).help(say!(deliveries::signer_help)))?;
        let signer = Signer { sign, place, public, name };
        // A key that does not sign is found before any work.
        signer.sign(&[], "").map(|_| signer)
    }

    /// The file with the bureau's public key. The folder may also be that file.
    pub fn checker_file(&self) -> PathBuf {
        let is_file = self.folder.is_file()
            || self.folder.extension().is_some_and(|ending| ending == "pub") && !self.folder.is_dir();
        if is_file { self.folder.clone() } else { self.folder.join(SIGN_PUB) }
    }

    /// Refuses a folder that is not there, before each missing key is reported.
    ///
    /// # Errors
    /// [`Code::FileUnreadable`].
    pub fn refuse_absent(&self) -> Result<(), Finding> {
        let folder = self.folder.display().to_string();
        fs::metadata(&self.folder).map(|_| ()).map_err(|error| {
            Finding::unreadable(place(&self.folder), &error)
                .help(say!(deliveries::signer_missing_help, folder = folder))
        })
    }

    /// The bureau's public key. The folder may also be the file of that key.
    ///
    /// # Errors
    /// [`Code::FileUnreadable`], [`Code::KeyUnfit`].
    pub fn checker(&self) -> Result<Checker, Finding> {
        let path = self.checker_file();
        checker_in(&path)
    }

    /// The public keys that signatures may be checked by: the bureau's, then those in the folder `former`.
    ///
    /// # Errors
    /// As [`Keys::checker`].
    pub fn checkers(&self) -> Result<Vec<Checker>, Finding> {
        let mut all = vec![self.checker()?];
        let mut former: Vec<PathBuf> = fs::read_dir(self.folder.join(FORMER))
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "pub"))
            .collect();
        former.sort_unstable();
        for path in former {
            all.push(checker_in(&path)?);
        }
        Ok(all)
    }

    /// The file with the institution's public key.
    pub fn recipient_file(&self, institution: &str) -> PathBuf {
        self.folder.join(RECIPIENTS).join(format!("{institution}.pub"))
    }

    /// What to do about institutions without a key.
    pub(super) fn missing_help(&self, institutions: &[&str]) -> Message {
        let folder = self.folder.display().to_string();
        let all = institutions.join(",");
        say!(deliveries::recipient_missing_help, institution = all, folder = folder)
    }

    /// How the institution's deliveries are handed over.
    ///
    /// # Errors
    /// [`Code::KeyUnfit`] if it has no key, or one of another kind; [`Code::FileUnreadable`].
    pub fn recipient(&self, institution: &str) -> Result<Recipient, Finding> {
        let path = self.recipient_file(institution);
        let place = place(&path);
        if !path.exists() {
            let message = say!(deliveries::recipient_missing, institution = institution);
            let help = self.missing_help(&[institution]);
            return Err(Finding::new(Code::KeyUnfit, place, message).help(help));
        }
        let text = read(&path)?;
        let mut lines = (1..).zip(text.expose().lines().map(str::trim));
        let mut keys = lines.by_ref().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let first = keys.next();
        if let Some((_, line)) =
            first.filter(|_| Kind::of(text.expose()) == Kind::Recipient || is_unsealed(first))
        {
            if let Some((second, _)) = keys.next() {
                return Err(Finding::new(
                    Code::KeyUnfit,
                    place.at_line(second),
                    say!(deliveries::recipient_two),
                )
                .help(say!(deliveries::recipient_two_help)));
            }
            if line == UNSEALED {
                return Ok(Recipient::Unsealed);
            }
            let at = place.at_line(first.map_or(1, |(at, _)| at));
            let unfit =
                |cause| Finding::new(Code::KeyUnfit, at, cause).help(say!(deliveries::recipient_help));
            envelope().check_recipient(line).map_err(unfit)?;
            return Ok(Recipient::Sealed(line.to_owned()));
        }
        Err(unlike(&place, Kind::of(text.expose()), say!(deliveries::recipient_help)))
    }

    /// Every public key of the folder, and the faults of those that are unfit.
    ///
    /// # Errors
    /// A folder that cannot be listed.
    pub fn list(&self) -> Result<(Vec<Listed>, Findings), Finding> {
        let (mut all, mut faults) = (Vec::new(), Findings::new());
        fs::read_dir(&self.folder).map_err(|error| Finding::unreadable(place(&self.folder), &error))?;
        match self.checker() {
            Ok(Checker { name, .. }) => all.push(Listed {
                file: SIGN_PUB.to_owned(),
                institution: None,
                recipient: None,
                name: Some(name),
            }),
            Err(fault) if fault.code == Code::FileUnreadable && !self.folder.join(SIGN_PUB).exists() => {}
            Err(fault) => faults.push(fault),
        }
        if let Err(fault) = read_secret(&self.folder.join(SIGN_KEY)).map(|_| ())
            && fault.code == Code::KeyUnfit
        {
            faults.push(fault);
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(self.folder.join(RECIPIENTS)).into_iter().flatten().flatten() {
            if let Some(id) = entry.file_name().to_str().and_then(|name| name.strip_suffix(".pub")) {
                names.push(id.to_owned());
            }
        }
        names.sort_unstable();
        for id in names {
            match self.recipient(&id) {
                Ok(recipient) => all.push(Listed {
                    file: format!("{RECIPIENTS}/{id}.pub"),
                    institution: Some(id),
                    recipient: Some(recipient),
                    name: None,
                }),
                Err(fault) => faults.push(fault),
            }
        }
        Ok((all, faults))
    }
}

/// The public key in a file that checks signatures.
fn checker_in(path: &Path) -> Result<Checker, Finding> {
    let text = read(path)?;
    let place = place(path);
    match Kind::of(text.expose()) {
        Kind::SignPublic => {}
        other => return Err(unlike(&place, other, say!(deliveries::checker_help))),
    }
    let unfit = |cause| Finding::new(Code::KeyUnfit, place, cause).help(say!(deliveries::checker_help));
    let name = envelope().name_of(text.expose()).map_err(unfit)?;
    Ok(Checker { public: text.expose().to_owned(), name })
}

fn is_unsealed(line: Option<(u32, &str)>) -> bool {
    line.is_some_and(|(_, line)| line == UNSEALED)
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Signer {
    /// The public half as one line, without the remark that a file of it begins with.
    pub fn key(&self) -> &str {
        let mut lines = self.public.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.next_back().unwrap_or_default()
    }

    /// The signature of `bytes` with a comment of one line.
    ///
    /// # Errors
    /// [`Code::KeyUnfit`]: a wrong passphrase, or a key that is damaged or not the public key's other half.
    pub fn sign(&self, bytes: &[u8], comment: &str) -> Result<String, Finding> {
        let unfit = |cause| Finding::new(Code::KeyUnfit, self.place.clone(), cause);
        let signature = self.sign.sign(bytes, comment).map_err(unfit)?;
        match envelope().check(bytes, &signature, &self.public) {
            Ok(_) => Ok(signature),
            Err(_) => Err(unfit(say!(deliveries::signer_halves)).help(say!(deliveries::signer_halves_help))),
        }
    }
}

/// An institution's secret key, from a file in the age format.
///
/// # Errors
/// [`Code::FileUnreadable`], [`Code::KeyUnfit`].
pub fn identity(path: &Path) -> Result<Secret, Finding> {
    let text = read_secret(path)?;
    match Kind::of(text.expose()) {
        Kind::Identity => {}
        other => return Err(unlike(&place(path), other, say!(deliveries::identity_help))),
    }
    let is_key = |line: &&str| !line.starts_with('#');
    let line = text.expose().lines().map(str::trim).filter(|line| !line.is_empty()).find(is_key);
    Ok(Secret::from(line.unwrap_or_default().to_owned()))
}
