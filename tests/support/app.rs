//! The real application on a port of its own, with a database of its own.

use std::{
    net::SocketAddr,
    sync::{Arc, Once},
};

use actix_web::{dev::ServerHandle, web::Data};
use arc_swap::ArcSwap;
use quintal::{
    access::Role,
    accounts::{self, Cost, Email, NewUser, Password, Passwords, PersonName},
    clock::Clock,
    config::{Config, Flags, Sources},
    db, garden,
    ids::UserId,
    server::{self, Parts},
    state::{IMPORTS, SEARCHES, State},
    storage::Blobs,
    web::assets,
};
use reqwest::{Client, Method, RequestBuilder, redirect::Policy};
use sqlx::{Connection as _, PgConnection, PgPool};
use tempfile::TempDir;
use tracing_subscriber::{layer::SubscriberExt as _, util::SubscriberInitExt as _};

use super::{
    page::Answer,
    postgres::{self, TestDatabase},
};

/// The password of everybody whom the tests add.
pub const PASSWORD: &str = "correct horse battery";

/// Hashes that cost next to nothing: what they protect is forgotten with the test.
const CHEAP: Cost = Cost { memory: 8, passes: 1 };

/// The application under test. It stops when dropped.
pub struct TestApp {
    pub address: SocketAddr,
    pub state: Data<State>,
    pub pool: PgPool,
    pub clock: Clock,
    pub passwords: Data<Passwords>,
    handle: ServerHandle,
    database: Arc<TestDatabase>,
    _data: TempDir,
}

impl TestApp {
    /// An empty garden with nobody in it.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// An empty garden with some settings of its own, named as in the environment (`QUINTAL_…`).
    pub async fn start_with(settings: &[(&str, &str)]) -> Self {
        let clock = Clock::fixed("2026-11-21T12:00:00Z".parse().unwrap());
        Self::open(Arc::new(postgres::database().await), clock, settings).await
    }

    /// Another program over the same database.
    pub async fn replica(&self) -> Self {
        Self::open(self.database.clone(), self.clock.clone(), &[]).await
    }

    async fn open(database: Arc<TestDatabase>, clock: Clock, settings: &[(&str, &str)]) -> Self {
        listen_to_queries();
        // The second call finds the first one's provider in place; either is the same.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let data = tempfile::tempdir().unwrap();
        let environment = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let flags = Flags { data: Some(data.path().display().to_string()), ..Flags::default() };
        let mut config = Config::load(&Sources::gather(flags, environment).unwrap()).unwrap();
        config.server.workers = Some(1);
        let pool = db::open(config.database.limited(database.options.clone()), 5).await.unwrap();
        let listener = server::bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = listener.local_addr().unwrap();
        let site = garden::load(&pool, format!("http://{address}")).await.unwrap();
        let state = Data::new(State {
            pool: pool.clone(),
            config: Arc::new(config),
            blobs: Blobs::open(data.path()).unwrap(),
            clock: clock.clone(),
            listening: address,
            site: ArcSwap::from_pointee(site),
            searches: Arc::new(tokio::sync::Semaphore::new(SEARCHES)),
            imports: Arc::new(tokio::sync::Semaphore::new(IMPORTS)),
        });
        // Packing them well takes longer than most tests: it is done once in a run.
        let assets = assets::unpack(&postgres::folder_of_the_run()).unwrap();
        let parts = Parts::gather(state.clone(), assets, CHEAP).await.unwrap();
        let passwords = parts.passwords.clone();
        let server = server::start(parts, listener).unwrap();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Self { address, state, pool, clock, passwords, handle, database, _data: data }
    }

    /// A connection to its database by the side door.
    pub async fn connection(&self) -> PgConnection {
        PgConnection::connect_with(&self.database.options).await.unwrap()
    }

    /// A browser without cookies.
    pub fn guest(&self) -> Browser {
        Browser::new(self.address)
    }

    /// Adds a person, whose password is [`PASSWORD`].
    pub async fn add_person(&self, role: Role, email: &str) -> UserId {
        let new = NewUser {
            email: Email::parse(email).unwrap(),
            name: PersonName::parse("Lívia Prado").unwrap(),
            password_hash: self.passwords.hash(&Password::choose(PASSWORD, &[]).unwrap()).await.unwrap(),
            role,
            locale: None,
            theme: None,
        };
        let mut transaction = self.pool.begin().await.unwrap();
        let id = accounts::add_user(&mut transaction, &new, self.clock.now()).await.unwrap();
        transaction.commit().await.unwrap();
        id
    }

    /// The browser of a new person of this role, signed in.
    pub async fn signed_in(&self, role: Role) -> Browser {
        let email = format!("{role}@example.org");
        self.add_person(role, &email).await;
        let browser = self.guest();
        let answer = browser.sign_in(&email, PASSWORD).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        browser
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // Dropping the future of a graceful stop would do nothing; a hard one has done its work at once.
        drop(self.handle.stop(false));
    }
}

/// A reader with a cookie jar, who does not follow redirects by themselves and says, as browsers do, that
/// forms come from our own pages.
pub struct Browser {
    address: SocketAddr,
    client: Client,
}

impl Browser {
    fn new(address: SocketAddr) -> Self {
        let client = Client::builder().cookie_store(true).redirect(Policy::none()).no_proxy();
        // On a slow machine the server gives up an idle connection just when the next request takes it.
        // No authority is asked here, and reading those of the system takes long.
        let client = client.pool_max_idle_per_host(0).tls_certs_only([]).build().unwrap();
        Self { address, client }
    }

    /// A request as it comes, without what a browser adds.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.address))
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        Answer::of(request.send().await.unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn get_in(&self, path: &str, language: &str) -> Answer {
        self.send(self.request(Method::GET, path).header("accept-language", language)).await
    }

    pub async fn head(&self, path: &str) -> Answer {
        self.send(self.request(Method::HEAD, path)).await
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Answer {
        self.post("/login", &[("email", email), ("password", password)]).await
    }

    /// Whether the garden knows who this is.
    pub async fn is_known(&self) -> bool {
        self.get("/account").await.status == 200
    }

    /// Submits a form of one of our pages.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = self.request(Method::POST, path).header("sec-fetch-site", "same-origin").form(form);
        self.send(request).await
    }
}

/// The meter counts a request's queries only while somebody listens to sqlx.
fn listen_to_queries() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let log = std::env::var("QUINTAL_TEST_LOG").unwrap_or_else(|_| "off".into());
        let words = tracing_subscriber::fmt::layer().with_test_writer();
        tracing_subscriber::registry()
            .with(db::meter::layer())
            .with(tracing_subscriber::Layer::with_filter(words, tracing_subscriber::EnvFilter::new(log)))
            .init();
    });
}
