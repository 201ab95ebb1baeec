//! Counts and times the queries of a request, as sqlx itself reports them.
//!
//! sqlx emits an event for every statement that it ran. [`layer`] listens and books it on the request whose
//! task runs it. So the figures in `Server-Timing`, on the exhibit and in the tests are those of the queries
//! that really ran, wherever in the code they stand.

use std::{cell::RefCell, future::Future, time::Duration};

use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    Layer,
    filter::{FilterFn, filter_fn},
    layer::Context,
    registry::LookupSpan,
};

tokio::task_local! {
    static METER: RefCell<Reading>;
}

/// What a request has cost so far.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Statements that were run.
    pub queries: u32,
    /// Time spent waiting for them.
    pub query_time: Duration,
    /// Time from the request's arrival until it was known who asks.
    pub session_time: Duration,
    /// Time spent filling templates.
    pub render_time: Duration,
}

/// Runs a request with a meter of its own.
pub async fn metered<F: Future>(request: F) -> F::Output {
    METER.scope(RefCell::default(), request).await
}

/// The reading so far; zero outside of [`metered`].
#[must_use]
pub fn reading() -> Reading {
    METER.try_with(|meter| meter.borrow().clone()).unwrap_or_default()
}

/// Books the time until the visitor was known.
pub fn book_session(time: Duration) {
    let _outside = METER.try_with(|meter| meter.borrow_mut().session_time += time);
}

/// Books the time that a template took.
pub fn book_render(time: Duration) {
    let _outside = METER.try_with(|meter| meter.borrow_mut().render_time += time);
}

/// The layer that listens to sqlx; part of the program's `tracing` subscriber.
#[must_use]
pub fn layer<S>() -> impl Layer<S>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let queries: FilterFn =
        filter_fn(|about| about.target() == "sqlx::query" && *about.level() <= Level::DEBUG);
    Meter.with_filter(queries)
}

struct Meter;

impl<S: Subscriber> Layer<S> for Meter {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut elapsed = Elapsed::default();
        event.record(&mut elapsed);
        let _outside = METER.try_with(|meter| {
            let mut reading = meter.borrow_mut();
            reading.queries += 1;
            reading.query_time += Duration::try_from_secs_f64(elapsed.seconds).unwrap_or_default();
        });
    }
}

#[derive(Default)]
struct Elapsed {
    seconds: f64,
}

impl Visit for Elapsed {
    fn record_f64(&mut self, field: &Field, value: f64) {
        if field.name() == "elapsed_secs" {
            self.seconds = value;
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}
