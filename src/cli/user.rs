//! `quintal user`: adds and lists people.

use std::io::{self, IsTerminal as _, Read as _};

use clap::{Args, Subcommand};

use super::{Failure, say, stop::with_database};
use crate::{
    access::Role,
    accounts::{self, Cost, Email, NewUser, Password, Passwords, PersonName},
    clock::Clock,
    config::Config,
    db::Database,
};

/// How much of standard input is read in search of a password.
const MAX_INPUT: u64 = 8 * 1024;

#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Add a person
    Add(Add),
    /// List the people of this garden
    List,
}

#[derive(Debug, Args)]
pub(super) struct Add {
    /// Their e-mail address, by which they sign in
    #[arg(long)]
    email: String,
    /// What they are called
    #[arg(long)]
    name: String,
    /// What they may do: owner, editor, author or member
    #[arg(long)]
    role: Role,
    /// Read their password from standard input (its first line)
    #[arg(long, required = true)]
    password_stdin: bool,
}

pub(super) async fn run(config: Config, user: User) -> Result<(), Failure> {
    // What can be wrong is found before a server is started for it.
    let new = match user {
        User::Add(add) => Some(add.understand()?),
        User::List => None,
    };
    with_database(&config, async |database| match new {
        Some(new) => insert(database, new).await,
        None => list(database).await,
    })
    .await
}

struct Understood {
    email: Email,
    name: PersonName,
    role: Role,
    password: Password,
}

impl Add {
    fn understand(self) -> Result<Understood, Failure> {
        let usage = |error: &dyn std::fmt::Display| Failure::Usage(error.to_string());
        let email = Email::parse(&self.email).map_err(|error| usage(&error))?;
        let name = PersonName::parse(&self.name).map_err(|error| usage(&error))?;
        if io::stdin().is_terminal() {
            say("Type the password and press Enter (it will be seen):");
        }
        let mut input = String::new();
        io::stdin().take(MAX_INPUT).read_to_string(&mut input)?;
        let typed = input.lines().next().unwrap_or_default();
        let password = Password::choose(typed, &[&self.name, &self.email]).map_err(|error| usage(&error))?;
        Ok(Understood { email, name, role: self.role, password })
    }
}

async fn insert(database: &Database, new: Understood) -> Result<(), Failure> {
    let passwords = Passwords::new(Cost::RECOMMENDED).map_err(Failure::failed)?;
    let password_hash = passwords.hash(&new.password).await.map_err(Failure::failed)?;
    let mut transaction = database.pool.begin().await?;
    let user = NewUser {
        email: new.email,
        name: new.name,
        password_hash,
        role: new.role,
        locale: None,
        theme: None,
    };
    let id =
        accounts::add_user(&mut transaction, &user, Clock::System.now()).await.map_err(Failure::failed)?;
    transaction.commit().await?;
    say(id);
    Ok(())
}

async fn list(database: &Database) -> Result<(), Failure> {
    let mut connection = database.pool.acquire().await?;
    for user in accounts::list_users(&mut connection).await? {
        say(format_args!("{}\t{}\t{}\t{}", user.role, user.email, user.name, user.created_at));
    }
    Ok(())
}
