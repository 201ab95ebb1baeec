//! `/card.png`: the picture for shared links of everything that has none of its own.

use actix_web::{HttpRequest, web::Data};

use crate::{cards::Card, state::State, web};

pub(super) async fn get(request: HttpRequest, state: Data<State>) -> web::Result {
    let garden = state.site.load().name.clone();
    let place = state.place();
    let card = Card { title: None, stand_in: place.clone(), garden, place };
    web::card(&request, card, true).await
}
