//! Where the server lives: `data/postgres`, or a folder that its account can enter.
//!
//! ```text
//! postgres/
//!   lock       held alone while the server is being started or stopped
//!   shares     held together by every program that uses the server
//!   secret     the password of the database role `quintal`, readable by whoever runs quintal
//!   cluster/   the database
//!   log/       what the server says
//!   run/       the socket, where its path is short enough
//!   programs/  fetched server programs
//! ```

use std::{
    fs, io,
    io::{Read as _, Write as _},
    os::unix::fs::{DirBuilderExt, MetadataExt, symlink},
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use rustix::fs::{Mode, OFlags, open};
use secrecy::SecretString;
use sha2::{Digest, Sha256};

use super::{account::Account, error::PrivateServerError};

/// The folder of one private server.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    /// Free of links, so that it can be recognised on the server's command line.
    path: PathBuf,
    pub(super) account: Account,
    /// The folder could not be inside the data directory.
    pub(super) elsewhere: bool,
}

impl Folder {
    /// Finds or makes the server's folder, and the account that it belongs to.
    ///
    /// `refuge` takes it when root starts the program and the server's account cannot enter the data directory.
    pub(super) fn settle(data: &Path, refuge: &Path) -> Result<Self, PrivateServerError> {
        fs::create_dir_all(data).map_err(PrivateServerError::files("cannot create", data))?;
        let data = data.canonicalize().map_err(PrivateServerError::files("cannot open", data))?;
        let link = data.join("postgres");
        let folder = if fs::symlink_metadata(&link).is_ok() {
            Self::existing(&data, &link, refuge)?
        } else {
            Self::new(&data, &link, refuge)?
        };
        if folder.account.can_enter(&folder.path) {
            Ok(folder)
        } else {
            Err(PrivateServerError::Unreachable { account: folder.account.name, path: folder.path })
        }
    }

    fn existing(data: &Path, link: &Path, refuge: &Path) -> Result<Self, PrivateServerError> {
        let path = link.canonicalize().map_err(|error| match (error.kind(), fs::read_link(link)) {
            (io::ErrorKind::NotFound, Ok(target)) => {
                PrivateServerError::FolderGone { link: link.to_owned(), target }
            }
            _ => PrivateServerError::files("cannot open", link)(error),
        })?;
        let metadata = fs::metadata(&path).map_err(PrivateServerError::files("cannot open", &path))?;
        let us = Account::ours();
        let owner = Account::owner_of(&metadata);
        let elsewhere = path != link;
        let account = if us.is_root() && owner.is_root() {
            // Made by us and not yet handed over: we were stopped in between. Nothing else of root's is given away.
            if elsewhere && !refuge.canonicalize().is_ok_and(|refuge| path.starts_with(refuge)) {
                return Err(PrivateServerError::ForeignOwner { path, owner: owner.name, us: us.name });
            }
            let account = Self::account_for(data)?;
            account.own(&path).map_err(PrivateServerError::files("cannot give away", &path))?;
            account
        } else if us.is_root() || owner.uid == us.uid {
            owner
        } else {
            return Err(PrivateServerError::ForeignOwner { path, owner: owner.name, us: us.name });
        };
        Ok(Self { path, account, elsewhere })
    }

    fn new(data: &Path, link: &Path, refuge: &Path) -> Result<Self, PrivateServerError> {
        let account = Self::account_for(data)?;
        if account.can_enter(data) {
            make(link, &account)?;
            return Ok(Self { path: link.to_owned(), account, elsewhere: false });
        }
        fs::create_dir_all(refuge).map_err(PrivateServerError::files("cannot create", refuge))?;
        let refuge = refuge.canonicalize().map_err(PrivateServerError::files("cannot open", refuge))?;
        let path = refuge.join(short_hash(data));
        make(&path, &account)?;
        match symlink(&path, link) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                Err(PrivateServerError::files("cannot create", link)(error))
            }
            _ => Ok(Self { path, account, elsewhere: true }),
        }
    }

    /// Our own account; for root, the owner of the data directory, so that they can run it themselves later.
    fn account_for(data: &Path) -> Result<Account, PrivateServerError> {
        let us = Account::ours();
        if !us.is_root() {
            return Ok(us);
        }
        let metadata = fs::metadata(data).map_err(PrivateServerError::files("cannot open", data))?;
        let owner = Account::owner_of(&metadata);
        if owner.is_root() { Account::unprivileged() } else { Ok(owner) }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.path.join("lock")
    }

    pub(super) fn shares(&self) -> PathBuf {
        self.path.join("shares")
    }

    pub(super) fn cluster(&self) -> PathBuf {
        self.path.join("cluster")
    }

    pub(super) fn log(&self) -> PathBuf {
        self.path.join("log")
    }

    pub(super) fn programs(&self) -> PathBuf {
        self.path.join("programs")
    }

    pub(super) fn secret_file(&self) -> PathBuf {
        self.path.join("secret")
    }

    /// A folder inside ours, made if need be, for the server to write into.
    pub(super) fn make_inside(&self, path: &Path) -> Result<(), PrivateServerError> {
        make(path, &self.account)
    }

    /// The major version that the database was made by. `None`: there is no database yet.
    pub(super) fn version(&self) -> Result<Option<u32>, PrivateServerError> {
        let path = self.cluster().join("PG_VERSION");
        match fs::read_to_string(&path) {
            Ok(text) => text.trim().parse().map(Some).map_err(|_| {
                PrivateServerError::files("cannot understand", path)(io::ErrorKind::InvalidData.into())
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(PrivateServerError::files("cannot read", path)(error)),
        }
    }

    /// Reads the secret. `None`: there is none yet.
    pub(super) fn secret(&self) -> Result<Option<SecretString>, PrivateServerError> {
        let path = self.secret_file();
        let mut text = String::new();
        match open(&path, OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty()) {
            Ok(file) => fs::File::from(file)
                .read_to_string(&mut text)
                .map(|_| Some(text.trim().into()))
                .map_err(PrivateServerError::files("cannot read", path)),
            Err(rustix::io::Errno::NOENT) => Ok(None),
            Err(errno) => Err(PrivateServerError::files("cannot read", path)(errno.into())),
        }
    }

    /// Makes and keeps a secret: 256 random bits.
    pub(super) fn new_secret(&self) -> Result<SecretString, PrivateServerError> {
        let path = self.secret_file();
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| {
            PrivateServerError::files("cannot make up a secret for", &path)(io::Error::other(error))
        })?;
        let secret = HEXLOWER.encode(&bytes);
        // Whole or not at all, and readable by us alone (which is how temporary files are made).
        tempfile::NamedTempFile::new_in(&self.path)
            .and_then(|mut file| {
                file.write_all(secret.as_bytes())?;
                file.as_file().sync_all()?;
                file.persist(&path).map_err(|error| error.error)
            })
            .map_err(PrivateServerError::files("cannot write", &path))?;
        Ok(secret.into())
    }
}

/// Makes a folder that only `account` (and root) may enter.
fn make(path: &Path, account: &Account) -> Result<(), PrivateServerError> {
    let cannot = |error| PrivateServerError::files("cannot create", path)(error);
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(cannot(error)),
        _ => {}
    }
    let found = fs::symlink_metadata(path).map_err(cannot)?;
    if !found.is_dir() {
        return Err(cannot(io::ErrorKind::NotADirectory.into()));
    }
    if found.uid() == account.uid || Account::ours().uid == found.uid() {
        account.own(path).map_err(cannot)
    } else {
        let owner = Account::owner_of(&found).name;
        Err(PrivateServerError::ForeignOwner { path: path.to_owned(), owner, us: Account::ours().name })
    }
}

/// A name for what belongs to `path`, in a folder that others use too.
pub(super) fn short_hash(path: &Path) -> String {
    let mut name = HEXLOWER.encode(&Sha256::digest(path.as_os_str().as_encoded_bytes()));
    name.truncate(16);
    name
}
