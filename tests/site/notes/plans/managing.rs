//! The list of notes to manage reads no whole table, in a garden of a hundred thousand notes.

use std::sync::Arc;

use quintal::{
    access::Role,
    db::paging::PageNumber,
    ids::UserId,
    notes::{moving, works},
    text::replace::{Finder, Sought},
};

use super::Garden;

#[actix_web::test]
async fn the_list_of_notes_to_manage_reads_no_whole_table() {
    let mut garden = Garden::plant().await;
    let author: UserId = "00000000-0000-7000-8000-000000000002".parse().unwrap();
    let audiences = vec![1, 2, 3];
    for (role, whose) in [(Role::Editor, "null".to_owned()), (Role::Author, format!("'{author}'"))] {
        let by = moving::Mover { id: author, role, audiences: audiences.clone() };
        for sort in ["", "title"] {
            for (question, labels, found) in [
                ("", "null", 30),
                ("folder=folder-8", "$$'/folder-8/':*$$", 30),
                ("folder=folder-8&page=15", "$$'/folder-8/':*$$", 30),
                ("tag=topic-51", "$$'# topic-51'$$", 1),
                ("audience=members", "$$'> members'$$", 30),
                ("audience=private", "$$'> private'$$", 0),
                ("state=published", "$$'= published'$$", 30),
                ("state=draft", "$$'= draft'$$", 0),
                ("title=no+7008", "$$'no':* & '7008':*$$", 11),
                ("tag=often&audience=unlisted", "$$'# often' & '> unlisted'$$", 30),
            ] {
                let filter: works::list::Filter =
                    serde_html_form::from_str(&format!("{question}&sort={sort}")).unwrap();
                let page = if question.contains("page=15") { "15" } else { "1" };
                let page = PageNumber::from(page.to_owned());
                let offset = page.offset().to_string();
                let what = format!("/write/notes?{question}&sort={sort} as {role}");
                let shown = works::list::list(garden.fresh().await, &filter, page, &by).await.unwrap();
                assert_eq!(shown.items.len(), found, "{what}");
                let arguments = ["'{1,2,3}'", &whose, labels, &offset];
                garden.assert_indexed(&what, &arguments).await;
                works::list::all(garden.fresh().await, &filter, &by).await.unwrap();
                garden.assert_indexed(&what, &["'{1,2,3}'", &whose, labels, "1001"]).await;
            }
        }
    }
    let by = moving::Mover { id: author, role: Role::Editor, audiences };
    let authors = works::list::authors(garden.fresh().await, &by).await.unwrap();
    assert_eq!(authors.len(), 1);
    garden.assert_indexed("authors of notes", &["'{1,2,3}'", "true", "200"]).await;
    let notes = works::list::all(garden.fresh().await, &works::list::Filter::default(), &by).await.unwrap();
    assert_eq!(notes.len(), works::MOST + 1);
    works::chosen(garden.fresh().await, &notes[..1000], &by).await.unwrap();
    let ids = notes[..1000].iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let ids = format!("'{{{ids}}}'");
    garden.assert_indexed("how much text was chosen", &[&ids, "'{1,2,3}'"]).await;
    garden.assert_indexed("what was chosen", &[&ids, "'{1,2,3}'", &format!("'{author}'")]).await;
}

#[actix_web::test]
async fn replacing_looks_through_what_is_asked_for() {
    let mut garden = Garden::plant().await;
    let author: UserId = "00000000-0000-7000-8000-000000000002".parse().unwrap();
    let by = moving::Mover { id: author, role: Role::Editor, audiences: vec![1, 2, 3] };
    for (ignore_case, exactly) in [(false, "'leaf'"), (true, "null")] {
        let sought = Sought { sought: "leaf".into(), ignore_case, ..Sought::default() };
        let finder = Arc::new(Finder::new(&sought).unwrap());
        for (question, labels) in
            [("", "null"), ("tag=often", "$$'# often'$$"), ("tag=topic-51", "$$'# topic-51'$$")]
        {
            let filter: works::list::Filter = serde_html_form::from_str(question).unwrap();
            let db = garden.fresh().await;
            let found = works::replace::find(db, finder.clone(), &filter, &by).await.unwrap();
            assert_eq!((found.hits(), found.ended), (0, question != "tag=topic-51"), "{question}");
            let arguments = ["'{1,2,3}'", "null", labels, "20000", exactly];
            garden.assert_indexed(&format!("texts to look through, {question}"), &arguments).await;
        }
    }
}
