//! `/logout`

use actix_session::Session;

use crate::{
    accounts::sessions,
    web::{self, Flash},
};

pub(super) async fn post(session: Session) -> web::Result {
    sessions::sign_out(&session);
    web::see_other_saying("/", Flash::SignedOut)
}
