//! The server's settings, sized to the machine.

use std::{fs, process::Command};

use crate::config::PRIVATE_CONNECTIONS;

/// Memory that PostgreSQL may count on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Memory {
    megabytes: u64,
}

impl Memory {
    /// What the machine, or the container that we run in, has.
    pub(super) fn of_this_machine() -> Self {
        let machine =
            fs::read_to_string("/proc/meminfo").ok().and_then(|text| from_meminfo(&text)).or_else(|| {
                let output = Command::new("sysctl").args(["-n", "hw.memsize"]).output().ok()?;
                String::from_utf8(output.stdout).ok()?.trim().parse().ok()
            });
        let container = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
            .iter()
            .filter_map(|path| fs::read_to_string(path).ok()?.trim().parse::<u64>().ok())
            .min();
        let bytes = machine.into_iter().chain(container).min().unwrap_or(1 << 30);
        Self { megabytes: bytes >> 20 }
    }

    /// A share of it in megabytes, within bounds.
    fn share(self, divisor: u64, least: u64, most: u64) -> String {
        format!("{}MB", (self.megabytes / divisor).clamp(least, most))
    }
}

fn from_meminfo(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}

/// Everything that differs from PostgreSQL's own defaults, and what must not be changed by a file.
pub(super) fn settings(memory: Memory) -> Vec<(&'static str, String)> {
    let fixed = [
        ("listen_addresses", ""),
        ("unix_socket_permissions", "0700"),
        ("password_encryption", "scram-sha-256"),
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        // The garden shares its machine with its pages: short queries, mostly from memory.
        ("jit", "off"),
        ("random_page_cost", "1.1"),
        ("wal_compression", "on"),
        ("timezone", "UTC"),
        ("log_timezone", "UTC"),
        // A file of at most this size, or a week; the program removes old ones.
        ("logging_collector", "on"),
        ("log_filename", "postgres-%Y%m%d-%H%M%S.log"),
        ("log_rotation_size", "8MB"),
        ("log_rotation_age", "7d"),
        ("log_file_mode", "0600"),
        ("log_line_prefix", "%m [%p] %q%a "),
        ("log_min_duration_statement", "2s"),
    ];
    let sized = [
        ("max_connections", PRIVATE_CONNECTIONS.to_string()),
        // The page cache of the system does the rest.
        ("shared_buffers", memory.share(8, 32, 2048)),
        ("effective_cache_size", memory.share(2, 128, 65_536)),
        ("work_mem", memory.share(512, 4, 32)),
        ("maintenance_work_mem", memory.share(32, 32, 512)),
    ];
    // After a crash every file is written through first. Asking the file system once takes a fifth of the time of
    // asking for each, and readers are waiting.
    let sync = cfg!(target_os = "linux").then_some(("recovery_init_sync_method", "syncfs"));
    let fixed = fixed.into_iter().chain(sync).map(|(name, value)| (name, value.to_owned()));
    fixed.chain(sized).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(megabytes: u64, name: &str) -> String {
        let settings = settings(Memory { megabytes });
        settings.into_iter().find(|setting| setting.0 == name).unwrap().1
    }

    #[test]
    fn small_and_large_machines_stay_within_bounds() {
        assert_eq!(value(256, "shared_buffers"), "32MB");
        assert_eq!(value(8192, "shared_buffers"), "1024MB");
        assert_eq!(value(262_144, "shared_buffers"), "2048MB");
        assert_eq!(value(256, "work_mem"), "4MB");
        assert_eq!(value(8192, "effective_cache_size"), "4096MB");
    }

    #[test]
    fn nothing_that_was_acknowledged_may_be_lost() {
        for name in ["fsync", "synchronous_commit", "full_page_writes"] {
            assert_eq!(value(1024, name), "on");
        }
        assert_eq!(value(1024, "listen_addresses"), "");
    }

    #[test]
    fn memory_is_read_as_linux_writes_it() {
        assert_eq!(
            from_meminfo("MemFree: 1 kB\nMemTotal:       24683520 kB\n").map(|b| b >> 20),
            Some(24_105)
        );
        assert_eq!(from_meminfo("nothing"), None);
        assert!(Memory::of_this_machine().megabytes > 0);
    }
}
