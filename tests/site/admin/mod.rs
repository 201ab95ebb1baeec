mod garden;
mod import;
mod jobs;
mod vaults;
