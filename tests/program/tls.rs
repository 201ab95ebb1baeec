//! TLS on the way to a PostgreSQL that somebody else runs.
//!
//! A private server speaks no TLS, for it has no network. Here a small front ends it, as a database's proxy does.

use std::{
    fs,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::{ServerConfig, pki_types::PrivateKeyDer};
use sqlx::ConnectOptions;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream, UnixStream},
};
use tokio_rustls::TlsAcceptor;

use crate::{
    postgres::{self, TestDatabase},
    private::Data,
    process::{Ended, Running, quintal},
};

/// What a client says first if it wants TLS (PostgreSQL manual, "Message Formats", `SSLRequest`).
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

/// A database behind a front that speaks TLS, and counts who came with it and who without.
struct Front {
    database: TestDatabase,
    port: u16,
    certificate: String,
    with: Arc<AtomicUsize>,
    without: Arc<AtomicUsize>,
}

impl Front {
    async fn open() -> Self {
        let database = postgres::empty_database().await;
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![cert.der().clone()],
                PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap(),
            )
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let socket = database.options.get_socket().unwrap().join(".s.PGSQL.5432");
        let (with, without) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let counts = (with.clone(), without.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(pass(stream, acceptor.clone(), socket.clone(), counts.clone()));
            }
        });
        Self { database, port, certificate: cert.pem(), with, without }
    }

    fn url(&self, host: &str, question: &str) -> String {
        let mut url = reqwest::Url::parse(self.database.options.to_url_lossy().as_str()).unwrap();
        url.set_host(Some(host)).unwrap();
        url.set_port(Some(self.port)).unwrap();
        url.set_query(Some(question));
        url.into()
    }

    /// How many connections came with TLS and without since the last question.
    fn seen(&self) -> (usize, usize) {
        (self.with.swap(0, Ordering::SeqCst), self.without.swap(0, Ordering::SeqCst))
    }
}

async fn pass(
    mut stream: TcpStream,
    acceptor: TlsAcceptor,
    socket: PathBuf,
    (with, without): (Arc<AtomicUsize>, Arc<AtomicUsize>),
) -> std::io::Result<()> {
    let mut first = [0; 8];
    stream.read_exact(&mut first).await?;
    let mut server = UnixStream::connect(socket).await?;
    if first == SSL_REQUEST {
        stream.write_all(b"S").await?;
        let mut stream = acceptor.accept(stream).await?;
        with.fetch_add(1, Ordering::SeqCst);
        copy_bidirectional(&mut stream, &mut server).await?;
    } else {
        without.fetch_add(1, Ordering::SeqCst);
        server.write_all(&first).await?;
        copy_bidirectional(&mut stream, &mut server).await?;
    }
    Ok(())
}

async fn doctor(data: &Data, url: &str) -> Ended {
    let mut command = quintal(data, &["doctor"]);
    command.env("DATABASE_URL", url);
    Running::start(command).end().await
}

#[tokio::test]
async fn tls_is_spoken_as_the_address_of_the_database_asks() {
    let (front, data) = (Front::open().await, Data::new());
    let root = data.join("root.pem");
    fs::write(&root, &front.certificate).unwrap();
    let root = root.display();
    for (host, question, tls) in [
        ("localhost", "sslmode=disable".to_owned(), false),
        ("localhost", "sslmode=require".to_owned(), true),
        ("localhost", format!("sslmode=verify-full&sslrootcert={root}"), true),
        // Another name than the certificate's, which is not looked at.
        ("127.0.0.1", format!("sslmode=verify-ca&sslrootcert={root}"), true),
    ] {
        let healthy = doctor(&data, &front.url(host, &question)).await;
        assert_eq!(healthy.code, Some(0), "{question}: {healthy:?}");
        let (with, without) = front.seen();
        assert_eq!((with > 0, without > 0), (tls, !tls), "{question}: {with} with, {without} without");
    }
}

#[tokio::test]
async fn a_database_that_proves_nothing_is_not_spoken_to() {
    let (front, data) = (Front::open().await, Data::new());
    let (own, other) = (data.join("own.pem"), data.join("other.pem"));
    fs::write(&own, &front.certificate).unwrap();
    fs::write(&other, generate_simple_self_signed(["localhost".to_owned()]).unwrap().cert.pem()).unwrap();
    for (host, question) in [
        ("127.0.0.1", format!("sslmode=verify-full&sslrootcert={}", own.display())),
        ("localhost", format!("sslmode=verify-full&sslrootcert={}", other.display())),
        ("localhost", format!("sslmode=verify-ca&sslrootcert={}", other.display())),
        ("localhost", "sslmode=verify-full".to_owned()),
    ] {
        let refused = doctor(&data, &front.url(host, &question)).await;
        assert_eq!(refused.code, Some(1), "{question}: {refused:?}");
        assert!((refused.out + &refused.err).contains("certificate"), "{question}");
        assert_eq!(front.seen().1, 0, "no password without TLS");
    }
}
