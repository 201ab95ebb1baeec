//! The server's process: found, started, awaited, stopped.

use std::{
    fs,
    io::{Read, Seek},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    time::Duration,
};

use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use tokio::time::{Instant, sleep, timeout};

use super::{error::PrivateServerError, folder::Folder, programs::Programs};

/// How often a process or a socket is looked at while we wait for it.
const GLANCE: Duration = Duration::from_millis(20);

/// How long a server may take to come up: it may have a long log to replay after a crash.
const RECOVERY: Duration = Duration::from_mins(10);

/// How long a server that is up may take to answer.
const ANSWER: Duration = Duration::from_secs(10);

/// How long the server may take to end its sessions and write its checkpoint.
const GOODBYE: Duration = Duration::from_mins(1);

/// Logs of earlier starts and sizes that are kept.
const LOGS_KEPT: usize = 5;

/// A server that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Running {
    pub(super) pid: Pid,
    /// The folder of its socket. Empty: it has not got that far yet.
    pub(super) socket: PathBuf,
    pub(super) stopping: bool,
}

/// What `postmaster.pid` says, whether or not that process still runs.
pub(super) fn noted(cluster: &Path) -> Option<Running> {
    parse(&fs::read_to_string(cluster.join("postmaster.pid")).ok()?)
}

/// The server of this database, if it runs.
pub(super) fn look(cluster: &Path) -> Option<Running> {
    noted(cluster).filter(|running| serves(running.pid, cluster))
}

/// The lines are listed in PostgreSQL's `pidfile.h`: process, folder, start, port, socket folder, address, memory
/// key, status.
fn parse(text: &str) -> Option<Running> {
    let mut lines = text.lines().map(str::trim);
    let pid = Pid::from_raw(lines.next()?.parse().ok().filter(|pid| *pid > 0)?)?;
    let socket = lines.nth(3).unwrap_or_default().into();
    let stopping = lines.nth(2) == Some("stopping");
    Some(Running { pid, socket, stopping })
}

/// Whether the process is a server that was started for this database. Numbers of processes are used again, so
/// that a number alone proves nothing.
fn serves(pid: Pid, cluster: &Path) -> bool {
    bury(pid);
    let Some(line) = command_line(pid) else { return false };
    let mut wanted = vec![b'-', b'D', SEPARATOR];
    wanted.extend_from_slice(cluster.as_os_str().as_encoded_bytes());
    wanted.push(SEPARATOR);
    line.windows(wanted.len()).any(|part| part == wanted)
}

/// A child that has died keeps its number, and PostgreSQL believes it to run, until somebody asks how it ended. It
/// may also be ours by adoption: in a container this program is often the first process.
fn bury(pid: Pid) {
    let _ = waitpid(Some(pid), WaitOptions::NOHANG);
}

#[cfg(target_os = "linux")]
const SEPARATOR: u8 = 0;

#[cfg(target_os = "linux")]
fn command_line(pid: Pid) -> Option<Vec<u8>> {
    fs::read(format!("/proc/{pid}/cmdline")).ok().filter(|line| !line.is_empty())
}

#[cfg(not(target_os = "linux"))]
const SEPARATOR: u8 = b' ';

#[cfg(not(target_os = "linux"))]
fn command_line(pid: Pid) -> Option<Vec<u8>> {
    let output =
        std::process::Command::new("ps").args(["-ww", "-o", "command=", "-p", &pid.to_string()]).output();
    let mut line = output.ok()?.stdout.trim_ascii().to_vec();
    line.push(SEPARATOR);
    (line.len() > 1).then_some(line)
}

/// Removes what a killed server left behind, where its number now belongs to a process that is no PostgreSQL:
/// the server would take that for its predecessor and refuse to start. In a container, where numbers are few,
/// that is the rule and not the exception. Anything else PostgreSQL judges best itself.
fn clear_stale(cluster: &Path, socket: &Path) {
    let Some(old) = noted(cluster) else { return };
    bury(old.pid);
    if let Some(line) = command_line(old.pid) {
        let name = line.split(|byte| *byte == SEPARATOR || *byte == b':').next().unwrap_or_default();
        let name = name.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        if !name.starts_with(b"postgres") && !name.starts_with(b"postmaster") {
            let _ = fs::remove_file(cluster.join("postmaster.pid"));
            let _ = fs::remove_file(socket.join(".s.PGSQL.5432.lock"));
        }
    }
}

/// Starts the server and waits until it answers.
pub(super) async fn start(
    folder: &Folder,
    programs: &Programs,
    socket: &Path,
    settings: &[(&str, String)],
    connect: &PgConnectOptions,
) -> Result<(), PrivateServerError> {
    let cluster = folder.cluster();
    folder.make_inside(&folder.log())?;
    prune_logs(&folder.log());
    clear_stale(&cluster, socket);
    let old_logs = logs(&folder.log());
    let cannot = PrivateServerError::files("cannot start", programs.postgres());
    let (child, mut said) = tempfile::tempfile()
        .and_then(|said| {
            let child = folder
                .account
                .command(programs.postgres(), folder.path())
                .arg("-D")
                .arg(&cluster)
                .args(settings.iter().flat_map(|(name, value)| ["-c".to_owned(), format!("{name}={value}")]))
                .arg("-c")
                .arg(format!("log_directory={}", folder.log().display()))
                .arg("-c")
                // A list, whose entries may be quoted.
                .arg(format!(
                    "unix_socket_directories=\"{}\"",
                    socket.display().to_string().replace('"', "\"\"")
                ))
                // Ctrl-C at our terminal is for us: we stop the server when everybody has left.
                .process_group(0)
                .stdout(said.try_clone()?)
                .stderr(said.try_clone()?)
                .spawn()?;
            Ok((child, said))
        })
        .map_err(cannot)?;
    let pid = Pid::from_child(&child);
    // Our own child; just after its start its command line may still be empty.
    let runs = || matches!(waitpid(Some(pid), WaitOptions::NOHANG), Ok(None));
    match answers(pid, runs, connect).await {
        Err(PrivateServerError::Start { .. }) => {
            let mut detail = String::new();
            let _ = said.rewind().and_then(|()| said.read_to_string(&mut detail));
            let detail = last_lines(&format!("{detail}\n{}", new_log(&folder.log(), &old_logs)));
            let lingering =
                detail.contains("shared memory block") || detail.contains("Is another postmaster");
            Err(PrivateServerError::Start { detail, lingering })
        }
        other => other,
    }
}

/// Waits until a server that somebody else has started lets us in.
pub(super) async fn let_in(
    running: &Running,
    cluster: &Path,
    connect: &PgConnectOptions,
) -> Result<(), PrivateServerError> {
    answers(running.pid, || serves(running.pid, cluster), connect).await
}

async fn answers(
    pid: Pid,
    runs: impl Fn() -> bool,
    connect: &PgConnectOptions,
) -> Result<(), PrivateServerError> {
    let begun = Instant::now();
    let mut said = Duration::ZERO;
    loop {
        let detail = match timeout(ANSWER, PgConnection::connect_with(connect)).await {
            Ok(Ok(connection)) => return connection.close().await.map_err(PrivateServerError::from),
            Ok(Err(error)) => error,
            Err(_) => sqlx::Error::PoolTimedOut,
        };
        if !runs() {
            return Err(PrivateServerError::Start { detail: detail.to_string(), lingering: false });
        }
        let patience = if is_coming_up(&detail) { RECOVERY } else { Duration::ZERO };
        if begun.elapsed() > patience {
            let pid = pid.as_raw_nonzero().get();
            return Err(PrivateServerError::NoAnswer { pid, detail: detail.to_string() });
        }
        if begun.elapsed() > said + Duration::from_secs(10) {
            said = begun.elapsed();
            tracing::info!("PostgreSQL is still coming up ({detail})");
        }
        sleep(GLANCE).await;
    }
}

fn is_coming_up(error: &sqlx::Error) -> bool {
    use std::io::ErrorKind::{ConnectionRefused, ConnectionReset, NotFound, UnexpectedEof};
    match error {
        sqlx::Error::Io(error) => {
            matches!(error.kind(), NotFound | ConnectionRefused | ConnectionReset | UnexpectedEof)
        }
        // cannot_connect_now
        sqlx::Error::Database(error) => error.code().as_deref() == Some("57P03"),
        _ => false,
    }
}

/// Whether the server refused our name or secret.
pub(super) fn is_refusal(detail: &str) -> bool {
    detail.contains("authentication failed")
}

/// Stops the server: sessions are ended, everything is written, nothing needs recovery.
pub(super) async fn stop(running: &Running, cluster: &Path) -> Result<(), PrivateServerError> {
    for (signal, patience) in [(Signal::INT, GOODBYE), (Signal::QUIT, Duration::from_secs(10))] {
        let _ = kill_process(running.pid, signal);
        if gone(running.pid, cluster, patience).await {
            return Ok(());
        }
        tracing::warn!(pid = %running.pid, "PostgreSQL takes long to stop");
    }
    Err(PrivateServerError::Stop { pid: running.pid.as_raw_nonzero().get() })
}

/// Waits for the end of a server that is stopping already.
pub(super) async fn gone(pid: Pid, cluster: &Path, patience: Duration) -> bool {
    let begun = Instant::now();
    while serves(pid, cluster) {
        if begun.elapsed() > patience {
            return false;
        }
        sleep(GLANCE).await;
    }
    true
}

/// Removes old logs, so that they stay within a few times the size at which a new one is begun.
pub(super) fn prune_logs(folder: &Path) {
    let mut logs = logs(folder);
    logs.truncate(logs.len().saturating_sub(LOGS_KEPT));
    for log in logs {
        let _ = fs::remove_file(log);
    }
}

/// The server's logs, oldest first: their names are dates.
fn logs(folder: &Path) -> Vec<PathBuf> {
    let mut logs: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "log"))
        .collect();
    logs.sort();
    logs
}

/// What the server has begun to write since there were only `old` logs.
fn new_log(folder: &Path, old: &[PathBuf]) -> String {
    let new = logs(folder).pop().filter(|log| !old.contains(log));
    new.and_then(|log| fs::read_to_string(log).ok()).unwrap_or_default()
}

/// The end of what a program said, where the reason stands.
pub(super) fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.get(lines.len().saturating_sub(8)..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_note_is_read_at_every_stage() {
        let whole = "4711\n/data/postgres/cluster\n1763700000\n5432\n/data/postgres/run\n\n  5432001 98304\nready   \n";
        let running = parse(whole).unwrap();
        assert_eq!(running.pid.as_raw_nonzero().get(), 4711);
        assert_eq!(running.socket, Path::new("/data/postgres/run"));
        assert!(!running.stopping);
        assert!(parse(&whole.replace("ready   ", "stopping")).unwrap().stopping);
        assert_eq!(parse("4711\n/data/postgres/cluster\n1763700000\n5432\n").unwrap().socket, Path::new(""));
        for broken in ["", "-4711\n", "0\n", "x\n"] {
            assert_eq!(parse(broken), None);
        }
    }

    #[test]
    fn a_number_that_another_process_has_now_is_no_server() {
        let cluster = tempfile::tempdir().unwrap();
        let note = cluster.path().join("postmaster.pid");
        fs::write(&note, format!("{}\n", std::process::id())).unwrap();
        assert!(noted(cluster.path()).is_some());
        assert_eq!(look(cluster.path()), None);
        clear_stale(cluster.path(), cluster.path());
        assert!(!note.exists(), "a server would refuse to start beside it");
    }

    #[test]
    fn a_note_of_a_process_that_is_gone_is_left_to_postgresql() {
        let cluster = tempfile::tempdir().unwrap();
        let mut child = std::process::Command::new("true").spawn().unwrap();
        child.wait().unwrap();
        let note = cluster.path().join("postmaster.pid");
        fs::write(&note, format!("{}\n", child.id())).unwrap();
        assert_eq!(look(cluster.path()), None);
        clear_stale(cluster.path(), cluster.path());
        assert!(note.exists(), "it names the shared memory that must be free");
    }

    #[test]
    fn old_logs_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        for day in 1..=8 {
            fs::write(folder.path().join(format!("postgres-2026110{day}-000000.log")), day.to_string())
                .unwrap();
        }
        fs::write(folder.path().join("other.txt"), "").unwrap();
        prune_logs(folder.path());
        assert_eq!(logs(folder.path()).len(), LOGS_KEPT);
        let mut left = logs(folder.path());
        assert_eq!(new_log(folder.path(), &left), "");
        left.pop();
        assert_eq!(new_log(folder.path(), &left), "8");
        assert!(folder.path().join("other.txt").exists());
    }

    #[test]
    fn the_reason_stands_at_the_end() {
        let text = (1..=20).map(|n| n.to_string()).collect::<Vec<_>>().join("\n\n");
        assert!(last_lines(&text).starts_with("13\n"));
        assert!(last_lines(&text).ends_with("\n20"));
        assert_eq!(last_lines(""), "");
    }
}
