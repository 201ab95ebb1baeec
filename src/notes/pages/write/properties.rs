//! `/write/properties`: what a text says of itself, as the editor's script asks for it while one or the other is
//! changed. Without a script the editor does the same when its form is sent.

use actix_web::{HttpResponse, http::header};
use serde::Serialize;

use super::{
    beside::clocks,
    editor::{MAX_FORM, Typed},
};
use crate::{
    notes::{editing::properties::Properties, pages::publishing},
    web::{self, Author, Chrome, forms::Form},
};

/// The text with what was changed in the form, and the form as it shows that text.
#[derive(Serialize)]
struct Told {
    source: String,
    /// Nothing where the front matter cannot be read.
    properties: Option<Properties>,
    /// What is to be carried along.
    shown: String,
    /// What a change of the clocks makes of the time to publish at.
    clock: Option<String>,
    /// The field that cannot be written, and why; or why nothing can be read.
    wrong: Option<Wrong>,
}

#[derive(Serialize)]
struct Wrong {
    field: &'static str,
    message: String,
}

pub(in crate::notes::pages) async fn post(
    chrome: Chrome,
    _author: Author,
    Form(typed): Form<Typed, MAX_FORM>,
) -> web::Result {
    let (clocks, t) = (clocks(&chrome), chrome.t);
    let told = match typed.properties.put(&typed.source, &clocks) {
        Err((field, unfit)) => Told {
            source: typed.source,
            properties: None,
            shown: typed.properties.shown,
            clock: None,
            wrong: Some(Wrong { field, message: unfit.told(t) }),
        },
        Ok(source) => match Properties::of(&source, &clocks) {
            Ok(properties) => Told {
                clock: publishing::clock_says(&chrome, &source),
                source,
                shown: properties.carried(),
                properties: Some(properties),
                wrong: None,
            },
            Err(error) => {
                let message = t.refused_unreadable(error.line.to_string(), error.wrong.told(t));
                Told {
                    source,
                    properties: None,
                    shown: String::new(),
                    clock: None,
                    wrong: Some(Wrong { field: "", message }),
                }
            }
        },
    };
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "private, no-store")).json(told))
}
