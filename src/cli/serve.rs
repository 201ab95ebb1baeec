//! `quintal serve`: opens the garden to readers.

use std::{sync::Arc, time::Duration};

use actix_web::web::Data;
use futures_util::future::join;
use tokio::{select, time::timeout};
use tokio_util::sync::CancellationToken;

use super::{Failure, say, stop::Stop};
use crate::{
    accounts::Cost,
    clock::Clock,
    config::Config,
    db::Database,
    duties, garden, jobs,
    server::{self, Parts},
    state::{IMPORTS, SEARCHES, State},
    storage::Blobs,
    transfer,
    web::assets,
};

/// How long a start waits for a database that is still starting itself.
const PATIENCE: Duration = Duration::from_mins(1);

pub(super) async fn run(config: Config) -> Result<(), Failure> {
    let listen = config.server.listen;
    // The address first: a second `serve` on it must fail before it touches anything.
    let listener = server::bind(listen)
        .map_err(|error| Failure::failed(format!("cannot listen on {listen}: {error}")))?;
    let address = listener.local_addr()?;
    let mut stop = Stop::listen()?;
    std::fs::create_dir_all(&config.data).map_err(|error| {
        Failure::failed(format!("cannot make the data directory {}: {error}", config.data.display()))
    })?;
    let Some(database) = stop.open(&config, PATIENCE).await? else { return Ok(()) };
    let served = serve(config, &database, listener, address, &mut stop).await;
    database.close().await;
    served
}

async fn serve(
    config: Config,
    database: &Database,
    listener: std::net::TcpListener,
    address: std::net::SocketAddr,
    stop: &mut Stop,
) -> Result<(), Failure> {
    let assets = assets::unpack(&config.data)?;
    let blobs = Blobs::open(&config.data)?;
    let pool = database.pool.clone();
    let site = garden::load(&pool, format!("http://{address}")).await?;
    let state = Data::new(State {
        pool,
        config: Arc::new(config),
        blobs,
        clock: Clock::System,
        listening: address,
        site: arc_swap::ArcSwap::from_pointee(site),
        searches: Arc::new(tokio::sync::Semaphore::new(SEARCHES)),
        imports: Arc::new(tokio::sync::Semaphore::new(IMPORTS)),
    });
    transfer::plant(&state).await.map_err(|error| {
        Failure::failed(format_args!("the sample garden could not be planted: {error:#}"))
    })?;
    let server = server::start(
        Parts::gather(state.clone(), assets, Cost::RECOMMENDED).await.map_err(Failure::failed)?,
        listener,
    )?;
    let handle = server.handle();
    let housekeeping = actix_web::rt::spawn(server::keep_house(state.clone()));
    let halt = CancellationToken::new();
    let mut work = actix_web::rt::spawn(work(state.clone(), halt.clone()));
    let supervision = database.supervise();
    say(format_args!("The garden is open at {}", state.address()));
    if let Some(link) = garden::setup_link(&state).await.map_err(Failure::failed)? {
        say(format_args!("It has no owner yet. Make it yours: {link}"));
    }
    let server = actix_web::rt::spawn(server);
    stop.asked().await;
    tracing::info!("stopping: no new requests; those that run may finish");
    halt.cancel();
    select! {
        (stopped, _ended) = join(timeout(server::GRACE, handle.stop(true)), &mut work) => {
            if stopped.is_err() {
                tracing::warn!("some requests did not finish in time");
            }
        }
        // Asked twice: whoever waits has lost patience.
        () = stop.asked() => {}
    }
    server.abort();
    work.abort();
    housekeeping.abort();
    // Waited for: what it holds of the pool can be given back only as long as the runtime is there.
    let _ended = housekeeping.await;
    if !work.is_finished() {
        let _ended = work.await;
    }
    supervision.abort();
    Ok(())
}

async fn work(state: Data<State>, halt: CancellationToken) {
    jobs::follow(&state, &duties::all(), halt.cancelled(), jobs::GRACE).await;
}
