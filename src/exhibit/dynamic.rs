//! The dynamic half: the article, made of the URL's parameters, the session and rows of the database.

use std::time::{Duration, Instant};

use askama::Template;
use jiff::Timestamp;
use serde::Deserialize;

use crate::{
    db::meter,
    notes::read::list::{self, Listed, Of, Order, Wish},
    state::State,
    web::{self, Chrome},
};

/// Notes that the article lists.
const LISTED: usize = 5;
/// Characters of a name that are repeated.
const NAME_LENGTH: usize = 60;

/// The parameters of the experiment.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Parameters {
    #[serde(default)]
    name: String,
    #[serde(default)]
    order: String,
}

impl Parameters {
    /// The name to greet, if one was given.
    pub(super) fn name(&self) -> Option<String> {
        let name: String = self.name.trim().chars().filter(|c| !c.is_control()).take(NAME_LENGTH).collect();
        (!name.is_empty()).then_some(name)
    }

    /// The order of the list; what is not known is the newest first.
    pub(super) fn order(&self) -> Order {
        Order::named(&self.order).unwrap_or(Order::Updated)
    }
}

/// What the fragment cost.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) html: String,
    pub(super) bytes: usize,
    pub(super) queries: u32,
    pub(super) session_time: Duration,
    /// Until a connection to the database was free.
    pub(super) connection_time: Duration,
    pub(super) query_time: Duration,
    pub(super) template_time: Duration,
    pub(super) total: Duration,
}

#[derive(Template)]
#[template(path = "exhibit/article.html")]
struct Article<'a> {
    chrome: &'a Chrome,
    greeted: String,
    made_at: Timestamp,
    time_of_day: String,
    by_title: bool,
    notes: Vec<Listed>,
}

/// Makes the article for this request, and measures it.
pub(super) async fn make(state: &State, chrome: &Chrome, parameters: &Parameters) -> web::Result<Made> {
    let before = meter::reading();
    let start = Instant::now();
    let mut connection = state.pool.acquire().await?;
    let connection_time = start.elapsed();
    let wish = Wish::ordered(parameters.order());
    let mut notes = list::list(&mut connection, Of::All, &wish, &chrome.visitor.audiences).await?.page.items;
    drop(connection);
    notes.truncate(LISTED);
    let after = meter::reading();
    let made_at = state.clock.now();
    let known = chrome.visitor.person.as_ref().map(|person| person.name.clone());
    let article = Article {
        greeted: parameters.name().or(known).unwrap_or_else(|| chrome.t.exhibit_stranger()),
        made_at,
        time_of_day: made_at.to_zoned(chrome.visitor.zone.clone()).strftime("%H:%M:%S").to_string(),
        by_title: parameters.order() == Order::Title,
        notes,
        chrome,
    };
    let template = Instant::now();
    let html = article.render()?;
    Ok(Made {
        bytes: html.len(),
        html,
        queries: after.queries,
        session_time: before.session_time,
        connection_time,
        query_time: after.query_time,
        template_time: template.elapsed(),
        total: before.session_time + start.elapsed(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_taken_as_far_as_they_make_sense() {
        let parameters = |name: &str, order: &str| Parameters { name: name.into(), order: order.into() };
        assert_eq!(parameters("  Ana\u{0} ", "title").name().as_deref(), Some("Ana"));
        assert_eq!(parameters(" ", "").name(), None);
        assert_eq!(parameters(&"x".repeat(900), "").name().map(|name| name.len()), Some(NAME_LENGTH));
        assert_eq!(parameters("", "title").order(), Order::Title);
        assert_eq!(parameters("", "random").order(), Order::Updated);
    }
}
