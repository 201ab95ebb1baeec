//! `/admin/import` and `/admin/imports/{id}`.

use std::time::Duration;

use quintal::{access::Role, transfer::import::ImportContext};
use reqwest::{
    Method, StatusCode,
    multipart::{Form, Part},
};

use crate::{
    support::{
        app::{Browser, TestApp},
        page::Answer,
    },
    transfer::desk::zip,
};

async fn send(browser: &Browser, form: Form) -> Answer {
    let request = browser.request(Method::POST, "/admin/import").header("sec-fetch-site", "same-origin");
    browser.send(request.multipart(form)).await
}

fn file(bytes: Vec<u8>) -> Part {
    Part::bytes(bytes).file_name("My notes.zip")
}

/// Looks at the import's page until it is over, as the page asks browsers to.
async fn until_over(browser: &Browser, address: &str) -> Answer {
    loop {
        let page = browser.get(address).await;
        assert_eq!(page.status, StatusCode::OK);
        if page.header("refresh").is_empty() {
            return page;
        }
        assert_eq!((page.header("refresh"), page.has("progress[data-state=running]")), ("2", true));
        // The import runs on another thread, and tells nobody when it is done.
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[actix_web::test]
async fn the_owner_sends_a_zip_and_reads_the_report() {
    let app = TestApp::start().await;
    let owner = app.signed_in(Role::Owner).await;
    let page = owner.get("/admin/import").await;
    assert_eq!((page.status, page.text_of("h1")), (StatusCode::OK, "Import a vault".into()));
    let notes = zip(&[
        ("Top/Home.md", b"[[Leaf]] and [[nowhere]]"),
        ("Top/Leaf.md", b"Text"),
        ("Top/bad.md", b"---\ntitle: [\n---\n"),
        ("Top/day.md", "---\ncreated: mañana\n---\n".as_bytes()),
        ("Top/who.md", b"---\naudience: friends\n---\n"),
    ]);
    let form =
        Form::new().part("vault", file(notes.clone())).text("under", "Guia").text("audience", "members");
    let answer = send(&owner, form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let address = answer.location().to_owned();
    let page = until_over(&owner, &address).await;
    assert_eq!(page.text_of("h1"), "Import of “My notes”");
    assert_eq!(page.attributes(".saved a", "href"), ["/notes/guia/home", "/notes/guia/leaf"]);
    assert!(page.text().contains("2 notes do not say who may read them: Members."), "{}", page.text());
    assert_eq!(page.texts("table:has(#skipped) th[scope=row]"), ["bad.md", "day.md", "who.md"]);
    let why = [
        "Propiedades, columna 8: aquí va otra clase de valor, por ejemplo un texto en vez de una lista",
        "Propiedades, columna 10: «mañana» no es una fecha como 2026-01-05",
        "Propiedades, columna 1: «friends» no es un grupo de lectores; los hay public, unlisted, members y private",
    ];
    let spanish = owner.get_in(&address, "es").await;
    assert_eq!(spanish.texts("table:has(#skipped) td:not(.number)"), why);
    assert_eq!(page.texts("table:has(#broken) td"), ["nowhere", "1"]);
    assert_eq!(app.guest().get("/notes/guia/home").await.status, StatusCode::NOT_FOUND);
    let list = owner.get("/admin/import").await;
    assert_eq!(list.attribute("table a", "href"), address);
    // The file first, the fields after: browsers send what the form says, others what they like.
    let again = Form::new().text("name", "My notes").part("vault", file(notes)).text("dry_run", "yes");
    let page = until_over(&owner, send(&owner, again).await.location()).await;
    assert!(page.text().contains("nothing was written"));
    assert_eq!(owner.head(&address).await.status, StatusCode::OK);
}

#[actix_web::test]
async fn what_cannot_be_imported_comes_back_with_the_form() {
    let app = TestApp::start_with(&[("QUINTAL_IMPORT_MAX_TOTAL", "64KiB")]).await;
    let owner = app.signed_in(Role::Owner).await;
    let mut encrypted = zip(&[("a.md", b"1")]);
    let at = encrypted.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    encrypted[at + 8] |= 1;
    for (bytes, words) in [
        (b"# Not a zip".to_vec(), "not a zip"),
        (encrypted, "encrypted"),
        (Vec::new(), "This file is empty"),
        (vec![0; 100_000], "larger than"),
        (zip(&[("a.txt", &vec![b'x'; 70_000])]), "larger than"),
    ] {
        let form = Form::new().text("name", "Kept words").text("prune", "yes").part("vault", file(bytes));
        let answer = send(&owner, form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text_of("#vault-error").contains(words), "{}", answer.text_of("#vault-error"));
        assert_eq!(answer.attribute("#name", "value"), "Kept words");
        assert!(answer.has("input[name=prune][checked]"));
    }
    let form = Form::new().text("language", "não sei").text("author", "nobody@example.org");
    let answer = send(&owner, form).await;
    assert!(answer.has("#language-error") && answer.has("#author-error") && answer.has("#vault-error"));
    // No form of a browser's sends these, but whoever does is told what is wrong, and where.
    let long = "a".repeat(70_000);
    for (field, wrong, words) in [
        ("audience", "friends", "Elige una opción de la lista."),
        ("name", long.as_str(), "Una bóveda necesita un nombre de 1 a 100 caracteres."),
        ("name", "a\u{7}b", "Una bóveda necesita un nombre de 1 a 100 caracteres."),
        ("under", long.as_str(), "Escribe una ruta como guia"),
        ("under", "a\nb", "Escribe una ruta como guia"),
        ("language", long.as_str(), "Escribe un idioma como es o pt-BR."),
        ("author", "a\0@example.org", "Nadie aquí tiene la dirección a@example.org."),
        ("author", long.as_str(), "Nadie aquí tiene la dirección"),
    ] {
        let form = Form::new().text(field, wrong.to_owned()).text("dry_run", "yes");
        let form = form.part("vault", file(zip(&[("a.md", b"1")])));
        let request = owner.request(Method::POST, "/admin/import").header("sec-fetch-site", "same-origin");
        let answer = owner.send(request.header("accept-language", "es").multipart(form)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        let said = answer.text_of(&format!("#{field}-error"));
        assert!(said.starts_with(words), "{field}: {said}");
        assert_eq!(answer.attribute(&format!("#{field}"), "aria-invalid"), "true");
        assert!(
            answer.attribute(&format!("#{field}"), "aria-describedby").contains(&format!("{field}-error"))
        );
        assert!(answer.has("input[name=dry_run][checked]") && !answer.has("#vault-error"), "{field}");
    }
    let bytes = Form::new().part("name", Part::bytes(vec![0xff, 0xfe]));
    assert!(send(&owner, bytes).await.has("#name-error"));
    assert_eq!(
        sqlx::query_scalar::<_, i64>("select count(*) from imports").fetch_one(&app.pool).await.unwrap(),
        0
    );
    let uploads = std::fs::read_dir(app.state.config.data.join("incoming")).unwrap().count();
    assert_eq!(uploads, 0, "what was sent is removed");
}

#[actix_web::test]
async fn only_so_many_run_at_a_time() {
    let app = TestApp::start().await;
    let owner = app.signed_in(Role::Owner).await;
    let form = || Form::new().text("name", "Kept words").part("vault", file(zip(&[("a.md", b"1")])));
    let free = app.state.imports.available_permits();
    let taken = app.state.imports.clone().try_acquire_many_owned(u32::try_from(free).unwrap()).unwrap();
    let answer = send(&owner, form()).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.text_of("#vault-error").starts_with("Other imports are still running"));
    assert_eq!(answer.attribute("#name", "value"), "Kept words");
    drop(taken);
    let address = send(&owner, form()).await.location().to_owned();
    until_over(&owner, &address).await;
    // Whoever is done gives the turn back, just after telling the end.
    while app.state.imports.available_permits() < free {
        tokio::task::yield_now().await;
    }
}

#[actix_web::test]
async fn only_the_owner_knows_of_it() {
    let app = TestApp::start().await;
    for browser in [app.guest(), app.signed_in(Role::Editor).await] {
        for address in ["/admin/import", "/admin/imports/0192f0c1-2d3e-7f00-8000-000000000000"] {
            assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND);
        }
        let form = Form::new().part("vault", file(zip(&[("a.md", b"1")])));
        assert_eq!(send(&browser, form).await.status, StatusCode::NOT_FOUND);
    }
    let owner = app.signed_in(Role::Owner).await;
    for address in
        ["/admin/imports/0192f0c1-2d3e-7f00-8000-000000000000", "/admin/imports/x", "/admin/import?page=9"]
    {
        assert_eq!(owner.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    let request = owner.request(Method::POST, "/admin/import").header("sec-fetch-site", "cross-site");
    let form = Form::new().part("vault", file(zip(&[("a.md", b"1")])));
    assert_eq!(owner.send(request.multipart(form)).await.status, StatusCode::FORBIDDEN);
}

#[actix_web::test]
async fn an_import_that_nobody_runs_any_more_has_failed() {
    let app = TestApp::start().await;
    let owner = app.signed_in(Role::Owner).await;
    let context = ImportContext::of(&app.state).unwrap();
    let run = quintal::transfer::import::Run::begin(&context, "stopped.zip", None).await.unwrap();
    let address = format!("/admin/imports/{}", run.id().unwrap());
    quintal::transfer::import::sweep(&app.pool, &app.clock).await.unwrap();
    assert_eq!(owner.get(&address).await.header("refresh"), "2", "it is still held");
    drop(run);
    // The server lets go of the lock when it sees that the connection is gone.
    while !owner.get(&address).await.header("refresh").is_empty() {
        quintal::transfer::import::sweep(&app.pool, &app.clock).await.unwrap();
    }
    let page = owner.get_in(&address, "pt-BR").await;
    assert!(page.text_of("[data-state=failed]").contains("O programa foi parado"), "{}", page.text());
}
