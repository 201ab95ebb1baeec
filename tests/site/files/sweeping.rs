//! Bytes that nothing names any more.

use jiff::SignedDuration;
use quintal::{
    files,
    transfer::import::{ImportOptions, Run},
};

use crate::transfer::desk::Desk;

async fn sweep(desk: &Desk) -> u64 {
    files::sweep(&desk.context.pool, &desk.context.blobs, &desk.context.clock).await.unwrap()
}

fn later(desk: &Desk, hours: i64) {
    desk.context.clock.advance(SignedDuration::from_hours(hours));
}

#[tokio::test]
async fn what_was_replaced_is_removed_a_day_later() {
    let desk = Desk::open().await;
    desk.write(&[("a.bin", "one"), ("b.bin", "two"), ("twin.bin", "two")]);
    desk.import().await;
    assert_eq!((desk.blobs(), sweep(&desk).await), (2, 0));
    // One is replaced; of two with the same bytes one is removed, so their bytes stay.
    desk.write(&[("a.bin", "three")]);
    std::fs::remove_file(desk.vault().join("b.bin")).unwrap();
    desk.import_with(ImportOptions { prune: true, ..desk.options() }).await.unwrap();
    assert_eq!((desk.blobs(), desk.count("files").await), (3, 2));
    assert_eq!(sweep(&desk).await, 0, "it is only marked");
    assert_eq!(desk.blobs(), 4, "the mark is a file");
    later(&desk, 23);
    assert_eq!(sweep(&desk).await, 0);
    later(&desk, 1);
    assert_eq!(sweep(&desk).await, 1);
    assert_eq!((desk.blobs(), sweep(&desk).await), (2, 0));
}

#[tokio::test]
async fn what_is_named_again_stays() {
    let desk = Desk::open().await;
    desk.write(&[("a.bin", "one")]);
    desk.import().await;
    desk.write(&[("a.bin", "two")]);
    desk.import().await;
    sweep(&desk).await;
    later(&desk, 48);
    desk.write(&[("a.bin", "one")]);
    desk.import().await;
    assert_eq!(sweep(&desk).await, 0, "the other one is marked only now");
    later(&desk, 23);
    assert_eq!((sweep(&desk).await, desk.blobs()), (0, 3));
    later(&desk, 1);
    assert_eq!((sweep(&desk).await, desk.blobs()), (1, 1));
}

#[tokio::test]
async fn an_import_that_is_done_keeps_no_lock() {
    let desk = Desk::open().await;
    desk.write(&[("a.bin", "one")]);
    desk.import().await;
    assert_eq!(desk.count("pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())").await, 0);
}

#[tokio::test]
async fn nothing_is_removed_while_an_import_runs() {
    let desk = Desk::open().await;
    desk.context.blobs.put(&mut &b"of an import that broke off"[..]).unwrap();
    sweep(&desk).await;
    later(&desk, 24);
    let run = Run::unkept(&desk.context).await.unwrap();
    assert_eq!(sweep(&desk).await, 0, "its bytes may be put, and its rows still be to come");
    drop(run);
    // The server lets go of the lock when it sees that the connection is gone.
    while sweep(&desk).await == 0 {}
    assert_eq!(desk.blobs(), 0);
}
