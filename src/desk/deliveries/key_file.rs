//! Files of keys: what kind of key one has, and who may read it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use super::envelope::Pair;
use super::secret::{Secret, Wiped};
use crate::finding::{Code, Finding, Findings, Place};
use crate::publish;
use crate::words::{Message, say};

/// The most bytes of a key's file.
const MOST: usize = 1 << 16;

/// The kind of a key's file, by its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Empty,
    Recipient,
    Identity,
    SignPublic,
    SignSecret { is_encrypted: bool },
    Ssh,
    Pgp,
    Unknown,
}

impl Kind {
    pub(super) fn of(text: &str) -> Kind {
        let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
        let Some(line) = lines().find(|line| !line.starts_with('#')) else { return Kind::Empty };
        // A minisign file begins with a comment.
        let encoded =
            if line.starts_with("untrusted comment:") { lines().nth(1).unwrap_or_default() } else { line };
        match encoded {
            _ if line.starts_with("-----BEGIN PGP") => Kind::Pgp,
            _ if line.starts_with("-----BEGIN") || line.starts_with("ssh-") || line.starts_with("ecdsa-") => {
                Kind::Ssh
            }
            _ if lines().any(|line| line.to_ascii_uppercase().starts_with("AGE-SECRET-KEY-")) => {
                Kind::Identity
            }
            _ if line.to_ascii_lowercase().starts_with("age1") => Kind::Recipient,
            // The algorithms of a secret key, as Base64 has them: Ed25519, scrypt or none, BLAKE2b.
            key if key.starts_with("RWRTY0Iy") => Kind::SignSecret { is_encrypted: true },
            key if key.starts_with("RWQAAEIy") => Kind::SignSecret { is_encrypted: false },
            key if key.len() == 56 && key.starts_with("RW") => Kind::SignPublic,
            _ => Kind::Unknown,
        }
    }

    fn said(self) -> Message {
        match self {
            Kind::Empty => say!(deliveries::kind_empty),
            Kind::Recipient => say!(deliveries::kind_recipient),
            Kind::Identity => say!(deliveries::kind_identity),
            Kind::SignPublic => say!(deliveries::kind_sign_public),
            Kind::SignSecret { .. } => say!(deliveries::kind_sign_secret),
            Kind::Ssh => say!(deliveries::kind_ssh),
            Kind::Pgp => say!(deliveries::kind_pgp),
            Kind::Unknown => say!(deliveries::kind_unknown),
        }
    }
}

/// The place of a file.
pub(super) fn place(path: &Path) -> Place {
    Place::file(path.display().to_string())
}

/// The fault of a file with another kind of key.
pub(super) fn unlike(place: &Place, kind: Kind, help: Message) -> Finding {
    Finding::new(Code::KeyUnfit, place.clone(), kind.said()).help(help)
}

/// The fault of a key that could not be made.
pub(super) fn unmade(path: &Path, cause: Message) -> Finding {
    Finding::new(Code::TargetUnwritable, place(path), cause)
}

/// The text of a key's file.
pub(super) fn read(path: &Path) -> Result<Secret, Finding> {
    let file = File::open(path).map_err(|error| Finding::unreadable(place(path), &error))?;
    read_open(file, path)
}

fn read_open(file: File, path: &Path) -> Result<Secret, Finding> {
    let unreadable = |error: &io::Error| Finding::unreadable(place(path), error);
    // Room for all of it, so that no copy is left behind when the text grows.
    let mut bytes = Wiped::with_capacity(MOST + 1);
    if file.metadata().is_ok_and(|file| file.is_dir()) {
        return Err(unreadable(&io::Error::from(io::ErrorKind::IsADirectory)));
    }
    file.take(MOST as u64).read_to_end(&mut bytes.0).map_err(|error| unreadable(&error))?;
    let unknown = |_| unlike(&place(path), Kind::Unknown, say!(deliveries::unknown_help));
    let text = std::str::from_utf8(&bytes.0).map_err(unknown)?;
    Ok(Secret::from(text.trim_start_matches('\u{feff}').to_owned()))
}

/// The text of a secret key's file, which nobody but its owner may read.
pub(super) fn read_secret(path: &Path) -> Result<Secret, Finding> {
    let unreadable = |error: io::Error| Finding::unreadable(place(path), &error);
    let file = File::open(path).map_err(unreadable)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The open file, not its path: the path may lead elsewhere a moment later.
        let metadata = file.metadata().map_err(unreadable)?;
        let mode = metadata.permissions().mode() & 0o777;
        if metadata.is_file() && mode & 0o077 != 0 {
            let message = say!(deliveries::secret_open, mode = format!("{mode:04o}"));
            let help = say!(deliveries::secret_open_help, file = path.display().to_string());
            return Err(Finding::new(Code::KeyUnfit, place(path), message).help(help));
        }
    }
    read_open(file, path)
}

/// Refuses each of `files` that is there: a key that is overwritten is lost for good.
pub(super) fn refuse_existing<const N: usize>(files: [&Path; N]) -> Result<(), Findings> {
    let there = files.into_iter().filter(|file| fs::symlink_metadata(file).is_ok());
    let faults: Findings = there
        .map(|file| {
            Finding::new(Code::TargetExists, place(file), say!(deliveries::key_exists))
                .help(say!(deliveries::key_exists_help))
        })
        .collect();
    faults.or_stop(()).map(|_| ())
}

/// Writes both halves of a pair, the secret one for its owner's eyes only.
pub(super) fn write_pair(pair: &Pair, secret: &Path, public: &Path) -> Result<(), Finding> {
    let unwritable = |path: &Path, error: &io::Error| publish::unwritable(place(path), error);
    for path in [secret, public] {
        let folder = path.parent().unwrap_or(Path::new("."));
        make_folder(folder).map_err(|error| unwritable(folder, &error))?;
    }
    write_new(secret, pair.secret.expose(), true).map_err(|error| unwritable(secret, &error))?;
    write_new(public, &pair.public, false).map_err(|error| {
        // A pair without its public half is of no use.
        let _ = fs::remove_file(secret);
        unwritable(public, &error)
    })
}

/// Makes a folder that only its owner can look into.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn write_new(path: &Path, text: &str, is_secret: bool) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if is_secret { 0o600 } else { 0o644 });
    #[cfg(not(unix))]
    let _ = is_secret;
    let mut file = options.open(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.inspect_err(|_| {
        let _ = fs::remove_file(path);
    })
}
