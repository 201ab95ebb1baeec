//! Wire and listen.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    time::Duration,
};

use actix_web::{
    App, HttpServer,
    middleware::{Compress, from_fn},
    web::{self as actix, Data},
};

use crate::{
    routes,
    state::State,
    web::{self, error_pages, headers, origin},
};

/// How long a stopping server waits for requests that run.
pub const GRACE: Duration = Duration::from_secs(20);

/// What the server needs besides the state.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The state.
    pub state: Data<State>,
    /// The folder into which the static files were unpacked.
    pub assets: PathBuf,
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
        let Parts { state, assets } = parts.clone();
        App::new().app_data(state).wrap(from_fn(headers::secure)).configure(routes::plain(&assets)).service(
            actix::scope("")
                .wrap(from_fn(origin::refuse_cross_site))
                .wrap(from_fn(error_pages::draw))
                .wrap(Compress::default())
                .wrap(from_fn(headers::measure))
                .configure(routes::dynamic)
                .default_service(actix::to(nothing)),
        )
    })
    // Without it the second answer on a connection waits for the reader's acknowledgement of the first.
    .tcp_nodelay(true)
    .shutdown_timeout(GRACE.as_secs())
    .disable_signals();
    let server = match workers {
        Some(workers) => server.workers(workers),
        None => server,
    };
    Ok(server.listen(listener)?.run())
}

async fn nothing() -> web::Result {
    Err(web::Error::NotFound)
}
