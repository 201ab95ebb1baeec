use crate::support::app::TestApp;

/// A figure of the page, as it is written there.
fn figure(answer: &crate::support::page::Answer, name: &str) -> String {
    answer.text_of(&format!("[data-figure={name}]"))
}

#[actix_web::test]
async fn every_figure_is_measured_on_this_request() {
    let app = TestApp::start().await;
    let answer = app.guest().get("/static-and-dynamic").await;
    assert_eq!(answer.status, 200);
    let specimen = app.guest().get("/static/specimen.html").await;
    assert_eq!(figure(&answer, "static-status"), "200");
    assert_eq!(figure(&answer, "static-bytes").replace(',', ""), specimen.bytes.len().to_string());
    assert_eq!(figure(&answer, "queries"), answer.queries().to_string());
    let time = |name: &str| -> f64 { figure(&answer, name).strip_suffix(" ms").unwrap().parse().unwrap() };
    for name in ["session", "query", "template", "total", "static-total"] {
        assert!(time(name) > 0.0 && time(name) < 10_000.0, "{name}: {}", figure(&answer, name));
    }
    // What the whole is made of is told, down to the wait for a connection. Figures are rounded.
    let parts: f64 = ["session", "connection", "query", "template"].into_iter().map(time).sum();
    assert!(time("connection") >= 0.0 && parts <= time("total") + 0.5, "{}", answer.text());
    assert!(answer.text().contains(specimen.header("etag").trim_matches('"')));
}

#[actix_web::test]
async fn the_dynamic_half_follows_the_address_and_the_reader() {
    let app = TestApp::start().await;
    let answer = app.guest().get("/static-and-dynamic?name=Ana+%3Cb%3E&order=title").await;
    assert!(answer.text_of(".sheet article").contains("Good to see you, Ana <b>."), "{}", answer.text());
    assert_eq!(answer.attribute("#name", "value"), "Ana <b>");
    assert_eq!(answer.attribute("option[selected]", "value"), "title");
    for (language, title) in [("es", "Estático y dinámico"), ("pt-BR", "Estático e dinâmico")] {
        let answer = app.guest().get_in("/static-and-dynamic", language).await;
        assert_eq!(answer.text_of("h1"), title);
        assert!(figure(&answer, "total").contains(','), "figures are written as the language writes them");
    }
}

#[actix_web::test]
async fn odd_parameters_are_no_error() {
    let app = TestApp::start().await;
    for query in ["name=", "order=random", "name=%00%ff", "order=title&order=x", "&&&=", "name[]=x"] {
        let answer = app.guest().get(&format!("/static-and-dynamic?{query}")).await;
        assert_eq!(answer.status, 200, "{query}");
    }
}
