//! What people do in the garden, in the words of its pages.

use std::{
    panic::{AssertUnwindSafe, resume_unwind},
    path::Path,
};

use futures_util::FutureExt as _;
use sqlx::Connection as _;
use tokio::sync::OnceCell;

use crate::{
    browser::Browser,
    garden::{Garden, Person},
};

/// The sign-out button in the menu of the person who is signed in.
const SIGN_OUT: &str = "form[action='/logout'] button";

/// The first person in every garden.
pub const OWNER: Person =
    Person { name: "Lívia Prado", email: "livia@example.org", password: "ipê-amarelo em flor" };

/// Someone who comes to read.
pub const MEMBER: Person =
    Person { name: "Tomás Vidal", email: "tomas@example.org", password: "la higuera del patio" };

/// Somebody with a browser in a garden.
pub struct Visitor {
    pub browser: Browser,
    address: String,
    journey: &'static str,
    /// Somebody else in the same garden, once they come.
    other: OnceCell<Box<Self>>,
}

/// Lets something happen in a garden that has just been started for the first time, and stops it. The name of
/// the journey begins the names of all files that are kept of it.
pub async fn visit(journey: &'static str, scripts: bool, steps: impl AsyncFnOnce(&Visitor, &Garden)) {
    let garden = Garden::open(journey);
    let visitor = Visitor::come(scripts, garden.address.clone(), journey).await;
    let end = AssertUnwindSafe(steps(&visitor, &garden)).catch_unwind().await;
    if end.is_err() {
        visitor.browser.picture(&format!("{journey}-failed")).await;
    }
    if let Some(other) = visitor.other.into_inner() {
        other.browser.close().await;
    }
    visitor.browser.close().await;
    if let Err(failure) = end {
        resume_unwind(failure);
    }
    garden.stop();
}

impl Visitor {
    async fn come(scripts: bool, address: String, journey: &'static str) -> Self {
        Self { browser: Browser::open(scripts).await, address, journey, other: OnceCell::new() }
    }

    /// Somebody else, with a browser of their own.
    pub async fn beside(&self) -> &Self {
        let come =
            async || Box::new(Self::come(self.browser.scripts(), self.address.clone(), self.journey).await);
        self.other.get_or_init(come).await
    }

    pub async fn open(&self, path: &str) {
        self.browser.go(&format!("{}{path}", self.address)).await;
    }

    pub async fn inspect(&self, page: &str) {
        self.browser.inspect(&format!("{}-{page}", self.journey)).await;
    }

    /// Makes the garden one's own by the link that the program has printed.
    pub async fn become_owner(&self, garden: &Garden) {
        self.browser.go(&garden.setup).await;
        self.inspect("setup").await;
        let link = garden.setup.trim_start_matches(&self.address);
        let hasty =
            [("[name=garden]", " "), ("[name=name]", " "), ("[name=email]", "x"), ("[name=password]", "x")];
        self.mistake(link, &hasty, "form[action^='/setup'] .actions .button", "setup-wrong").await;
        self.browser.fill("[name=garden]", "Quintal da Lívia").await;
        self.introduce(&OWNER).await;
        self.browser.follow("form[action^='/setup'] .actions .button").await;
        assert!(self.is_signed_in().await, "the owner is signed in at once");
    }

    /// Fills name, e-mail and password.
    async fn introduce(&self, person: &Person) {
        self.browser.fill("main [name=name]", person.name).await;
        self.browser.fill("main [name=email]", person.email).await;
        self.browser.fill("main [name=password]", person.password).await;
    }

    /// Makes an account on the page that is open.
    pub async fn sign_up(&self, person: &Person) {
        self.introduce(person).await;
        self.browser.follow("form[action='/signup'] .actions .button").await;
    }

    /// Signs in on the page that is open.
    pub async fn sign_in(&self, person: &Person) {
        self.browser.fill("main [name=email]", person.email).await;
        self.browser.fill("main [name=password]", person.password).await;
        self.browser.follow("form[action='/login'] .actions .button").await;
    }

    /// Signs out by the menu.
    pub async fn sign_out(&self) {
        self.browser.press(".masthead details:has(form[action='/logout']) summary").await;
        self.browser.follow(SIGN_OUT).await;
        assert!(!self.is_signed_in().await);
    }

    pub async fn is_signed_in(&self) -> bool {
        self.browser.find(".masthead").await;
        self.browser.count(SIGN_OUT).await == 1
    }

    /// Fills fields of a page's main part in wrongly, past what the browser itself would stop, and inspects the page
    /// that comes back: its title says so, and each message belongs to its field.
    pub async fn mistake(&self, path: &str, fields: &[(&str, &str)], button: &str, page: &str) {
        self.open(path).await;
        for (field, text) in fields {
            self.browser.fill(&format!("main {field}"), text).await;
        }
        self.browser.run_scripts(true).await;
        self.browser.evaluate("for (const form of document.forms) form.noValidate = true").await;
        self.browser.run_scripts(self.browser.scripts()).await;
        self.browser.follow(&format!("main {button}")).await;
        assert_eq!(self.browser.count("main .notice-error[role=alert]").await, 1, "{page}");
        let messages = self.browser.count("main .error").await;
        assert!(messages > 0, "{page}");
        let named = "main [aria-invalid=true][aria-describedby], main [aria-describedby$=-error]";
        assert_eq!(self.browser.count(named).await, messages, "{page}");
        self.inspect(page).await;
    }

    /// Imports a zip, looks at how far it is, and waits for the report.
    pub async fn import(&self, zip: &Path, garden: &Garden) {
        self.open("/admin/import").await;
        self.inspect("import").await;
        let field = self.browser.find("main input[type=file]").await;
        field.send_keys(zip.to_str().unwrap()).await.unwrap();
        let hold = garden.hold_notes().await;
        self.browser.follow("main form[enctype='multipart/form-data'] .button").await;
        self.browser.find("main progress[data-state=running]").await;
        let page = self.browser.path().await;
        // It would look again in the middle of the inspection.
        self.browser.stay().await;
        self.inspect("progress").await;
        hold.close().await.unwrap();
        self.open(&page).await;
        // Where no script runs, the page asks for itself anew until the work is done.
        self.browser.find("main [data-state=done]").await;
        self.inspect("report").await;
    }

    /// Searches by the field in the masthead.
    pub async fn search(&self, words: &str) {
        self.browser.fill(".search-brief [name=q]", words).await;
        self.browser.follow_by_key(thirtyfour::Key::Enter).await;
    }
}
