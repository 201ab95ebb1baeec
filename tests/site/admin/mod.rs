mod garden;
mod import;
mod vaults;
