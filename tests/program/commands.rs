//! What the commands do, say and end with.

use std::fs;

use rustix::process::{Signal, kill_process};

use crate::{
    private::{Data, until},
    process::{Garden, Running, add_user, is_alive, lock, quintal, run, somebody_waits, write_vault},
};

const PASSWORD: &str = "orvalho sobre a couve";

#[tokio::test]
async fn beside_an_open_garden_they_share_its_server() {
    let data = Data::new();
    write_vault(&data.join("canteiro"), 3);
    let garden = Garden::open(&data).await;
    let server = data.noted();
    assert_eq!(garden.get("/notes/canteiro/flor-2").await.status, 404);

    let imported = run(&data, &["import", "canteiro", "--under", "canteiro"]).await;
    assert_eq!(imported.code, Some(0), "{imported:?}");
    assert!(imported.out.contains("Notes: 3 added, "), "{}", imported.out);
    let note = garden.get("/notes/canteiro/flor-2").await;
    assert_eq!((note.status, note.heading().as_str()), (200, "Flor 2"));

    let added = add_user(&data, "livia@example.org", "owner", PASSWORD).await;
    assert_eq!(added.code, Some(0), "{added:?}");
    let listed = run(&data, &["user", "list"]).await;
    assert_eq!(listed.code, Some(0), "{listed:?}");
    assert!(listed.out.starts_with("owner\tlivia@example.org\tLívia Prado\t"), "{}", listed.out);
    let form = [("email", "livia@example.org"), ("password", PASSWORD)];
    assert_eq!(garden.try_post("/login", "127.0.0.1", &form).await.unwrap().status, 303);

    let doctor = run(&data, &["doctor"]).await;
    assert_eq!(doctor.code, Some(0), "{doctor:?}");
    assert_eq!(data.noted(), server, "it is the same server still");
    assert_eq!(garden.get("/readyz").await.status, 200);
    garden.close().await;
    assert_eq!(data.noted(), None);
}

#[tokio::test]
async fn without_an_open_garden_each_leaves_nothing_running() {
    let data = Data::new();
    write_vault(&data.join("canteiro"), 12);
    let imported = run(&data, &["import", "canteiro"]).await;
    assert_eq!(imported.code, Some(0), "{imported:?}");
    assert_eq!(data.noted(), None);
    assert!(!imported.out.contains("of 12 files"), "the report alone: {}", imported.out);
    let progress: Vec<_> = imported.err.lines().filter(|line| line.ends_with(" of 12 files")).collect();
    let (reading, saving) = progress.split_at(10);
    assert!(reading.iter().all(|line| line.starts_with("reading: ")), "{}", imported.err);
    assert!(saving.iter().all(|line| line.starts_with("saving: ")), "{}", imported.err);
    assert_eq!(saving.last(), Some(&"saving: 12 of 12 files"), "{}", imported.err);
    assert!(saving.len() <= 10 && !imported.err.contains(['\r', '\u{1b}']), "{:?}", imported.err);

    let folder = data.join("data");
    let new = format!("No garden yet: a new one is made in {}\n", folder.display());
    assert!(imported.err.starts_with(&new), "{}", imported.err);

    let added = add_user(&data, "livia@example.org", "owner", PASSWORD).await;
    assert_eq!(added.code, Some(0), "{added:?}");
    assert_eq!(added.err.lines().next(), Some(&*format!("The garden in {}", folder.display())));
    assert_eq!(data.noted(), None);
    let again = add_user(&data, "Livia@Example.org", "member", PASSWORD).await;
    assert_eq!(again.code, Some(1), "{again:?}");
    assert_eq!(again.err.lines().filter(|line| line.starts_with("quintal: ")).count(), 1, "{again:?}");
    assert_eq!(data.noted(), None, "a failure lets go, too");

    let unknown = ["import", "canteiro", "--author", "nobody@example.org"];
    let unknown = run(&data, &unknown).await;
    assert_eq!(unknown.code, Some(1), "{unknown:?}");
    assert_eq!(unknown.err.matches("nobody@example.org").count(), 1, "{unknown:?}");
    assert_eq!(data.noted(), None);

    let doctor = run(&data, &["doctor"]).await;
    assert_eq!(doctor.code, Some(0), "{doctor:?}");
    assert!(doctor.out.contains("durability on"), "{}", doctor.out);
    assert_eq!(data.noted(), None);

    // The garden was not empty: nothing is planted over what was brought into it.
    let garden = Garden::open(&data).await;
    assert!(!garden.program.out().contains("/setup?token="), "it has an owner");
    assert_eq!(garden.get("/notes/flor-12").await.heading(), "Flor 12");
    garden.close().await;
    for said in [added, again, doctor] {
        assert!(!said.out.contains(PASSWORD) && !said.err.contains(PASSWORD), "{said:?}");
    }
}

#[tokio::test]
async fn an_import_that_is_interrupted_leaves_no_server_and_can_be_run_again() {
    let data = Data::new();
    write_vault(&data.join("canteiro"), 400);
    let mut import = Running::start(quintal(&data, &["import", "canteiro"]));
    let mut locked = None;
    until("a table of notes", async || {
        assert!(import.runs(), "{}", import.err());
        locked = lock(&data, "notes").await;
        locked.is_some()
    })
    .await;
    let mut locked = locked.unwrap();
    until("an import that waits", async || somebody_waits(&mut locked).await).await;
    let server = data.noted().unwrap();
    import.signal(Signal::INT);
    let ended = import.end().await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(!is_alive(server) && data.noted().is_none(), "{ended:?}");

    let again = run(&data, &["import", "canteiro"]).await;
    assert_eq!(again.code, Some(0), "{again:?}");
    let nothing = run(&data, &["import", "canteiro"]).await;
    assert_eq!(nothing.code, Some(0), "{nothing:?}");
    let unchanged = "Notes: 0 added, 0 changed, 0 moved, 400 unchanged, 0 gone.";
    assert!(nothing.out.contains(unchanged), "{}", nothing.out);
}

#[tokio::test]
async fn a_check_that_is_interrupted_leaves_no_server() {
    for signal in [Signal::INT, Signal::TERM] {
        let data = Data::new();
        let mut doctor = Running::start(quintal(&data, &["doctor"]));
        until("a server of its own", async || {
            assert!(doctor.runs(), "{} {}", doctor.out(), doctor.err());
            data.noted().is_some()
        })
        .await;
        let server = data.noted().unwrap();
        // It cannot get further until it has heard the signal.
        kill_process(server, Signal::STOP).unwrap();
        doctor.signal(signal);
        kill_process(server, Signal::CONT).unwrap();
        let ended = doctor.end().await;
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.err.ends_with("quintal: stopped before it was done\n"), "{ended:?}");
        assert!(!is_alive(server) && data.noted().is_none(), "{ended:?}");
    }
}

#[tokio::test]
async fn wrong_use_is_told_apart_from_failure_and_starts_nothing() {
    let data = Data::new();
    let wrong: &[&[&str]] = &[
        &["--colour", "green"],
        &["plant"],
        &["import"],
        &["import", ".", "--audience", "everybody"],
        &["import", ".", "--lang", "!"],
        &["user", "add", "--email", "a@example.org", "--name", "A", "--role", "member"],
        &["user", "add", "--email", "a@example.org", "--name", "A", "--role", "king", "--password-stdin"],
    ];
    for arguments in wrong {
        let ended = run(&data, arguments).await;
        assert_eq!(ended.code, Some(2), "{arguments:?}: {ended:?}");
        assert_eq!(ended.out, "", "{arguments:?}");
    }
    for help in ["--help", "--version"] {
        let ended = run(&data, &[help]).await;
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{help}");
    }

    let weak = add_user(&data, "a@example.org", "member", "sombra").await;
    assert_eq!(weak.code, Some(2), "{weak:?}");
    assert!(!weak.err.contains("sombra") && weak.err.contains("at least 8 characters"), "{weak:?}");
    let nowhere = add_user(&data, "a at example", "member", PASSWORD).await;
    assert_eq!(nowhere.code, Some(2), "{nowhere:?}");
    assert!(!nowhere.err.contains(PASSWORD), "{nowhere:?}");

    let missing = run(&data, &["import", "no such folder"]).await;
    assert_eq!(missing.code, Some(1), "{missing:?}");
    assert_eq!(missing.err.matches("no such folder").count(), 1, "{missing:?}");
    fs::write(data.join("not.zip"), "not a zip").unwrap();
    let other = run(&data, &["import", "not.zip"]).await;
    assert_eq!(other.code, Some(1), "{other:?}");
    assert_eq!(other.err, "quintal: not.zip: this is not a zip, or it is damaged\n");
    assert!(!data.join("data/postgres").exists(), "nothing was started for any of this");
    assert_eq!(data.noted(), None);
}

#[tokio::test]
async fn a_wrong_setting_is_named_with_what_is_allowed_and_where_it_stands() {
    let data = Data::new();
    let with = |name: &str, value: &str| {
        let mut command = quintal(&data, &["serve"]);
        command.env(name, value);
        Running::start(command).end()
    };
    let listen = with("QUINTAL_LISTEN", "here").await;
    assert_eq!(listen.code, Some(2), "{listen:?}");
    for part in ["`listen`", "`here`", "environment variable QUINTAL_LISTEN", "such as 127.0.0.1:8080"] {
        assert!(listen.err.contains(part), "{part}: {}", listen.err);
    }
    let hidden = "mysql://quintal:sombra-e-orvalho@db.example/garden";
    let url = with("DATABASE_URL", hidden).await;
    assert_eq!(url.code, Some(2), "{url:?}");
    assert!(url.err.contains("`database_url`") && url.err.contains("DATABASE_URL"), "{}", url.err);
    assert!(!url.err.contains("sombra-e-orvalho"), "{}", url.err);
    let secret = with("QUINTAL_SECRET", "too short to sign with").await;
    assert_eq!(secret.code, Some(2), "{secret:?}");
    assert!(secret.err.contains("`secret`") && !secret.err.contains("too short to"), "{}", secret.err);

    fs::write(data.join("quintal.toml"), "log = \"info\"\nlog_format = \"stone\"\n").unwrap();
    let file = run(&data, &["serve"]).await;
    assert_eq!(file.code, Some(2), "{file:?}");
    for part in ["`log_format`", "`stone`", "quintal.toml, line 2", "text or json"] {
        assert!(file.err.contains(part), "{part}: {}", file.err);
    }
    fs::write(data.join("quintal.toml"), "listne = \"127.0.0.1:1\"\n").unwrap();
    let unknown = run(&data, &["serve"]).await;
    assert_eq!(unknown.code, Some(2), "{unknown:?}");
    assert!(unknown.err.contains("listne") && unknown.err.contains("line 1"), "{}", unknown.err);
    assert!(!data.join("data").exists());
}
