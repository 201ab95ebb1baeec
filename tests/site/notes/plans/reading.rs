//! Pages, lists, the search, and what programs read.

use jiff::tz::TimeZone;
use quintal::{
    access::Audiences,
    db::paging::PageNumber,
    i18n::Locale,
    ids::UserId,
    notes::read::{
        addresses, brief, complete, feed,
        list::{self, Of},
        place::{self, Place},
        search::{
            self, Wish,
            query::{Query, Writer},
            suggest::suggest,
            typos,
        },
        source,
        surroundings::surroundings,
        tags,
    },
};

use super::{Garden, READERS};

#[actix_web::test]
async fn no_page_reads_a_whole_table() {
    let mut garden = Garden::plant().await;
    let readers = Audiences::of([1, 2, 100]);

    for sort in ["updated", "created", "title"] {
        for (lang, page) in [("", 1), ("", 1000), ("pt", 1), ("pt", 500)] {
            let wish: list::Wish =
                serde_html_form::from_str(&format!("sort={sort}&lang={lang}&page={page}")).unwrap();
            let offset = ((page - 1) * 30).to_string();
            let what = format!("?sort={sort}&lang={lang}&page={page}");
            let language = ["'pt'"];
            let language = if lang.is_empty() { &language[..0] } else { &language };

            let all = list::list(garden.fresh().await, Of::All, &wish, &readers).await.unwrap();
            assert_eq!(all.page.items.len(), 30, "{what}");
            let arguments = [&[READERS, &offset], language].concat();
            garden.assert_indexed(&format!("/notes{what}"), &arguments).await;

            for tag in ["often", "field", "topic-51"] {
                list::list(garden.fresh().await, Of::Tag(tag), &wish, &readers).await.unwrap();
                let quoted = format!("'{tag}'");
                let arguments = [&[READERS, &offset, &quoted], language].concat();
                garden.assert_indexed(&format!("/tags/{tag}{what}"), &arguments).await;
            }

            list::list(garden.fresh().await, Of::Folder("folder-8/inner-8"), &wish, &readers).await.unwrap();
            let language = if lang.is_empty() { "null" } else { "'pt'" };
            let arguments = [READERS, &offset, "'folder-8/inner-8'", language];
            garden.assert_indexed(&format!("a folder{what}"), &arguments).await;
        }
    }

    // One of ten people with ten thousand marks of each kind.
    let person = "'00000000-0000-7003-8000-000000000008'".to_owned();
    let reader: UserId = person.trim_matches('\'').parse().unwrap();

    let path = "folder-8/inner-8/note-7008";
    let found = place::find(garden.fresh().await, path, &readers).await.unwrap().unwrap();
    let Place::Note(note) = found.place else { panic!("{:?}", found.place) };
    let arguments = ["'folder-8/inner-8/note-7008'", READERS, "'{\"\",folder-8,folder-8/inner-8}'"];
    garden.assert_indexed("a note", &arguments).await;

    let around = surroundings(garden.fresh().await, &note, Locale::En, &readers, Some(reader), &found.tree)
        .await
        .unwrap();
    assert!(around.next.is_some() && around.previous.is_some());
    let (id, revision, title) =
        (format!("'{}'", note.id), format!("'{}'", note.revision), format!("'{}'", note.title));
    assert!(around.marks.unwrap().bookmarked);
    let beside = "'{folder-8/inner-8/note-7008,folder-8/inner-8/note-8008}'";
    let arguments = [id.as_str(), &revision, "'folder-8/inner-8'", &title, READERS, &person, beside];
    garden.assert_indexed("what is around a note", &arguments).await;

    let (front, tree) = place::front(garden.fresh().await, &["en"], &readers).await.unwrap();
    assert!(front.is_some() && !tree.is_empty());
    garden.assert_indexed("the front", &["'en'", READERS, "'{\"\"}'"]).await;

    let (found, more) = tags::tags(garden.fresh().await, PageNumber::FIRST, &readers).await.unwrap();
    assert!(found.len() == 300 && more);
    garden.assert_indexed("/tags", &[READERS, "0"]).await;

    searches(&mut garden, &readers).await;
}

async fn searches(garden: &mut Garden, readers: &Audiences) {
    let parse = |question| Query::parse(question, Writer { locale: Locale::En, zone: &TimeZone::UTC });
    for (question, labels, has_words, found) in [
        ("jardim", "null", "true", 2000),
        ("semente", "null", "true", 1000),
        ("raro", "null", "true", 10),
        ("nothing", "null", "true", 0),
        ("jardim tag:topic-51", "$$'# topic-51'$$", "true", 1),
        ("tag:topic-51", "$$'# topic-51' & '* '$$", "false", 1),
        ("after:2024-02", "$$'* '$$", "false", 2000),
    ] {
        let query = parse(question);
        let hits = search::find(garden.fresh().await, &query, &Wish::default(), readers).await.unwrap();
        assert_eq!(hits.total(), found, "{question}");
        let words = format!("'{}'", query.text);
        let after = query.after.map_or("null".to_owned(), |at| format!("'{at}'"));
        let arguments =
            [READERS, &words, &words, &words, &words, labels, has_words, &after, "null", "0", "'{}'"];
        let plan = garden.assert_indexed(&format!("a search for {question}"), &arguments).await;
        let together = plan.lines().any(|line| {
            line.contains("Index Cond: ((audience_id = a.id)") && line.contains("search @@ asked.everything")
        });
        assert!(together, "readers and words are not looked up together:\n{plan}");
    }

    let wish = serde_html_form::from_str("q=note+12").unwrap();
    let named = suggest(garden.fresh().await, &wish, readers).await.unwrap();
    assert!(named.notes.len() == 6 && named.notes[0].title == "Note 12", "{named:?}");
    let arguments = ["'{1,2,100}'", "'note 12'", "$$'note':* & '12':*$$", "'%note%12%'"];
    garden.assert_indexed("suggestions", &arguments).await;

    let named = complete::notes(garden.fresh().await, "note 12", None, readers).await.unwrap();
    assert!(named.len() == complete::MOST && named[0].title == "Note 12", "{named:?}");
    let arguments = ["'{1,2,100}'", "'note 12'", "$$'note':* & '12':*$$", "null"];
    garden.assert_indexed("a link to complete", &arguments).await;
    assert_eq!(complete::notes(garden.fresh().await, "", None, readers).await.unwrap().len(), complete::MOST);
    garden.assert_indexed("the latest notes", &["'{1,2,100}'", "null"]).await;
    complete::headings(garden.fresh().await, "Note 12", "", None, readers).await.unwrap();
    garden.assert_indexed("anchors", &["'{/note 12,note 12}'", "null", "false", "'{1,2,100}'"]).await;
    complete::tags(garden.fresh().await, "topic", readers).await.unwrap();
    garden.assert_indexed("tags to complete", &["'{1,2,100}'", "'%topic%'", "'topic%'"]).await;

    let query = parse("semnete");
    let meant = typos::correct(garden.fresh().await, &query.wanted, readers.ids()).await.unwrap().unwrap();
    assert_eq!(meant["semnete"], "semente");
    garden.assert_indexed("similar words", &["'{semnete}'", "'{semnete}'", "'{semente}'"]).await;
    let words = ["'{semnete}'"; 6];
    garden.assert_indexed("known words", &[&[READERS], &words[..]].concat()).await;

    tags::largest(garden.fresh().await, readers).await.unwrap();
    garden.assert_indexed("the largest tags", &[READERS]).await;
    search::find(garden.fresh().await, &parse("by:a"), &Wish::default(), readers).await.unwrap();
    garden.assert_indexed("authors", &[READERS]).await;
}

#[actix_web::test]
async fn nothing_for_programs_reads_a_whole_table() {
    let mut garden = Garden::plant().await;
    let guest = "'{1}'";
    let path = "folder-8/inner-8/note-7008";

    let found = source::find(garden.fresh().await, path, &Audiences::guest()).await.unwrap();
    assert_eq!(found.unwrap().path, path);
    garden.assert_indexed("a source", &["'folder-8/inner-8/note-7008'", guest]).await;

    let found = brief::find(garden.fresh().await, path, &Audiences::guest()).await.unwrap();
    assert_eq!(found.unwrap().title, "Note 7008");
    garden.assert_indexed("a card", &["'folder-8/inner-8/note-7008'", guest]).await;

    let wish = list::Wish::default();
    let below =
        list::list(garden.fresh().await, Of::Below("folder-8"), &wish, &Audiences::guest()).await.unwrap();
    assert!(below.page.items.len() == 30 && below.page.more);
    garden.assert_indexed("a folder's feed", &[guest, "0", "'folder-8'", "null"]).await;

    let all = feed::feed(garden.fresh().await, Of::All, &wish, Locale::En).await.unwrap().unwrap();
    assert!(all.page.items.len() == 30 && all.page.items.iter().all(|entry| entry.html.is_some()));
    let paths = format!(
        "'{{{}}}'",
        all.page.items.iter().map(|entry| entry.path.as_str()).collect::<Vec<_>>().join(",")
    );
    garden.assert_indexed_that_says("char_length", "the texts of a feed", &[&paths, guest]).await;

    let parts = addresses::parts(garden.fresh().await).await.unwrap();
    assert_eq!(parts.len(), 18);
    garden.assert_indexed("the parts of a site map", &[guest, "5000"]).await;

    let part = addresses::part(garden.fresh().await, parts[9]).await.unwrap();
    assert_eq!(part.len(), addresses::PART);
    let after = format!("'{}'", parts[9]);
    garden.assert_indexed("a part of a site map", &[guest, &after, "5000"]).await;

    let shelves = addresses::shelves(garden.fresh().await).await.unwrap();
    assert_eq!(shelves.len(), 100);
    garden.assert_indexed("an outline", &[guest]).await;
}
