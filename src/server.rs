//! Wire and listen.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    time::Duration,
};

use actix_web::{
    App, HttpServer,
    cookie::Key,
    middleware::{Compress, from_fn},
    web::{self as actix, Data},
};

use crate::{
    accounts::{self, Cost, Passwords, sessions},
    files, garden,
    notes::{graph, history, preview_links, write},
    routes,
    state::State,
    transfer::import,
    web::{self, error_pages, headers, origin},
};

/// How long a stopping server waits for requests that run.
pub const GRACE: Duration = Duration::from_secs(20);

/// What the server is put together from.
#[derive(Clone)]
pub struct Parts {
    /// The state.
    pub state: Data<State>,
    /// The folder into which the static files were unpacked.
    pub assets: PathBuf,
    /// Signs session cookies.
    pub session_key: Key,
    /// Computes and checks password hashes.
    pub passwords: Data<Passwords>,
}

impl Parts {
    /// Gathers the parts of a garden whose database is open.
    ///
    /// # Errors
    /// Those of the database, and of a machine that cannot compute password hashes.
    pub async fn gather(state: Data<State>, assets: PathBuf, cost: Cost) -> anyhow::Result<Self> {
        let secret = garden::secret(&state.pool, &state.config).await?;
        let session_key = sessions::key(&secret)?;
        Ok(Self { state, assets, session_key, passwords: Data::new(Passwords::new(cost)?) })
    }
}

/// Takes the address, so that a second `serve` on it fails before it touches anything else.
///
/// # Errors
/// When the address is taken, not ours or not allowed.
pub fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = socket2::Socket::new(
        socket2::Domain::for_address(address),
        socket2::Type::STREAM,
        Some(socket2::Protocol::TCP),
    )?;
    // A restart must not wait for the connections of the last run to fade.
    socket.set_reuse_address(true)?;
    // Every connection inherits it. Without it the second answer on one waits for the reader's acknowledgement of the
    // first.
    socket.set_tcp_nodelay(true)?;
    socket.bind(&address.into())?;
    socket.listen(1024)?;
    Ok(socket.into())
}

/// Starts to answer. The returned server stops by its handle; it leaves signals to the caller.
///
/// # Errors
/// When the listener cannot be used.
pub fn start(parts: Parts, listener: TcpListener) -> io::Result<actix_web::dev::Server> {
    let workers = parts.state.config.server.workers;
    let server = HttpServer::new(move || {
        let Parts { state, assets, session_key, passwords } = parts.clone();
        let sessions = sessions::middleware(&state, &session_key);
        // The last one wrapped is the first to see a request: a cross-site one costs no look into the database.
        let dynamic = actix::scope("")
            .wrap(from_fn(sessions::recognise))
            .wrap(sessions)
            .wrap(from_fn(sessions::explain))
            .wrap(from_fn(origin::refuse_cross_site))
            .wrap(from_fn(error_pages::draw))
            .wrap(from_fn(sessions::take_back))
            .wrap(Compress::default())
            .wrap(from_fn(headers::measure))
            .configure(routes::dynamic)
            .default_service(actix::to(nothing));
        App::new()
            .app_data(state)
            .app_data(passwords)
            .wrap(from_fn(headers::secure))
            .configure(routes::plain(&assets))
            .configure(routes::shared)
            .service(dynamic)
    })
    .shutdown_timeout(GRACE.as_secs())
    .disable_signals();
    let server = match workers {
        Some(workers) => server.workers(workers),
        None => server,
    };
    Ok(server.listen(listener)?.run())
}

/// How often ended sessions and old throttles are swept out.
const SWEEP: Duration = Duration::from_mins(10);

/// How often bytes that nothing names are looked for: it reads the whole folder of files.
const SWEEP_FILES: Duration = Duration::from_hours(6);

/// How often revisions are removed that the owner's rules let go.
const PRUNE: Duration = Duration::from_hours(1);

/// What goes on beside the requests and the jobs: the garden's settings are kept fresh, the graph is laid out, what has
/// ended is swept out, and revisions are thinned out by the owner's rules. What an older program has rendered, or has made
/// no smaller pictures of, is sent to be done.
pub async fn keep_house(state: Data<State>) {
    let renewed = Box::pin(catch_up(&state));
    let sweeps =
        futures_util::future::join3(sweep(&state), Box::pin(sweep_files(&state)), Box::pin(prune(&state)));
    futures_util::future::join4(garden::follow(&state), sweeps, Box::pin(graph::follow(&state)), renewed)
        .await;
}

async fn sweep_files(state: &State) {
    let mut round = tokio::time::interval(SWEEP_FILES);
    loop {
        round.tick().await;
        match files::sweep(&state.pool, &state.blobs, &state.clock).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "files that nothing names any more were removed"),
            Err(error) => tracing::warn!(%error, "files that nothing names could not be swept out"),
        }
    }
}

async fn prune(state: &State) {
    let mut round = tokio::time::interval(PRUNE);
    loop {
        round.tick().await;
        let zone = state.site.load().zone.clone();
        match history::prune(&state.pool, &state.clock, &zone).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "revisions were removed, as the garden's rules say"),
            Err(error) => tracing::warn!(%error, "revisions could not be thinned out"),
        }
    }
}

async fn sweep(state: &State) {
    let mut round = tokio::time::interval(SWEEP);
    loop {
        round.tick().await;
        if let Err(error) = accounts::sweep(state).await {
            tracing::warn!(%error, "ended sessions could not be swept out");
        }
        match preview_links::sweep(state).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "links to previews that have ended were forgotten"),
            Err(error) => tracing::warn!(%error, "links to previews that have ended could not be swept out"),
        }
        if let Err(error) = import::sweep(&state.pool, &state.clock).await {
            tracing::warn!(%error, "imports that were broken off could not be told from those that run");
        }
    }
}

async fn catch_up(state: &State) {
    if let Err(error) = write::renew_stale(&state.pool, state.clock.now()).await {
        tracing::error!(%error, "cannot look for notes that are to be rendered again");
    }
    if let Err(error) = files::catch_up(&state.pool, state.clock.now()).await {
        tracing::error!(%error, "cannot look for pictures that have no smaller ones");
    }
}

async fn nothing() -> web::Result {
    Err(web::Error::NotFound)
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn answers_are_sent_at_once() {
        let listener = bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let _reader = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (connection, _) = listener.accept().unwrap();
        assert!(connection.nodelay().unwrap());
    }
}
