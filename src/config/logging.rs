//! What is logged, and how.

use super::sources::{Invalid, Sources};

/// The shape of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

/// What is said unless somebody asks for something else: not that a table is there already, which PostgreSQL
/// notices at each start, nor what the framework says of its own starting and stopping.
const USUAL: &str = "info,sqlx::postgres::notice=warn,actix_server=warn";

/// The log.
#[derive(Clone, Debug)]
pub struct Logging {
    /// A `tracing` filter, such as `info` or `quintal=debug,warn`.
    pub filter: String,
    /// The shape of a line.
    pub format: LogFormat,
}

impl Logging {
    pub(super) fn load(sources: &Sources) -> Result<Self, Invalid> {
        Ok(Self {
            filter: sources.read(
                "log",
                USUAL,
                "error, warn, info, debug, trace, or a filter such as quintal=debug,warn",
                |text| tracing_subscriber::EnvFilter::builder().parse(text).is_ok().then(|| text.to_owned()),
            )?,
            format: sources.read("log_format", "text", "text or json", |text| match text {
                "text" => Some(LogFormat::Text),
                "json" => Some(LogFormat::Json),
                _ => None,
            })?,
        })
    }
}
