//! `/admin/vaults`: where the garden's notes come from.

use actix_web::{
    HttpRequest,
    web::{Data, Path},
};
use askama::Template;

use crate::{
    admin::words,
    ids::VaultId,
    notes::vaults::{self, Standing},
    state::State,
    transfer::import,
    web::{self, Chrome, Error, Flash, Owner},
};

#[derive(Template)]
#[template(path = "admin/vaults.html")]
struct VaultsPage {
    chrome: Chrome,
    vaults: Vec<Standing>,
}

impl VaultsPage {
    fn audience(&self, standing: &Standing) -> String {
        words::audience(self.chrome.t, standing.vault.audience)
    }
}

pub(super) async fn get(
    request: HttpRequest,
    _owner: Owner,
    state: Data<State>,
    chrome: Chrome,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let vaults = vaults::standings(&mut db).await?;
    drop(db);
    web::page(&request, &VaultsPage { chrome, vaults })
}

pub(super) async fn withdraw(_owner: Owner, state: Data<State>, id: Path<String>) -> web::Result {
    let id: VaultId = id.parse().map_err(|_| Error::NotFound)?;
    let mut db = state.pool.acquire().await?;
    if !vaults::list(&mut db).await?.iter().any(|vault| vault.id == id) {
        return Err(Error::NotFound);
    }
    import::withdraw(&mut db, id, state.clock.now()).await?;
    web::see_other_saying("/admin/vaults", Flash::Withdrawn)
}
