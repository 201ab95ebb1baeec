//! A way to the garden that can be shut, as a network that goes away.
//!
//! The browser's own "offline" holds for a page, and lets go of it a moment before the page is gone: what that still had
//! to send went out after all.

use std::{io, net::SocketAddr};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

use crate::garden::Garden;

/// An address of the garden's that is there as long as the gate is open.
pub struct Gate {
    garden: SocketAddr,
    here: SocketAddr,
    passing: Option<JoinHandle<io::Result<()>>>,
}

impl Gate {
    pub async fn before(garden: &Garden) -> Self {
        let garden = garden.address.trim_start_matches("http://").parse().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let here = listener.local_addr().unwrap();
        Self { garden, here, passing: Some(tokio::spawn(pass(listener, garden))) }
    }

    /// A page's address by this way.
    pub fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.here)
    }

    /// Nobody listens any more, and what was on its way is cut.
    pub async fn shut(&mut self) {
        let passing = self.passing.take().expect("the gate is open");
        passing.abort();
        assert!(passing.await.unwrap_err().is_cancelled(), "the gate was open until now");
    }

    pub async fn open(&mut self) {
        let listener = TcpListener::bind(self.here).await.unwrap();
        self.passing = Some(tokio::spawn(pass(listener, self.garden)));
    }
}

/// Lets everybody through, until it is aborted with all of them.
async fn pass(listener: TcpListener, garden: SocketAddr) -> io::Result<()> {
    let mut through = JoinSet::new();
    loop {
        let (mut from, _) = listener.accept().await?;
        // Who hangs up is nobody's concern.
        through.spawn(
            async move { copy_bidirectional(&mut from, &mut TcpStream::connect(garden).await?).await },
        );
        while through.try_join_next().is_some() {}
    }
}
