//! Each feature of the dialect.

use super::*;

#[test]
fn plain_markdown() {
    assert_eq!(
        html("*a* **b** `c<d>` ~~e~~\\\nf"),
        "<p><em>a</em> <strong>b</strong> <code>c&lt;d&gt;</code> <del>e</del><br>\nf</p>"
    );
    assert_eq!(html("> a\n\n---"), "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>");
    assert_eq!(html("3. a\n4. b"), "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>");
    assert_eq!(html("- a\n\n- b"), "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>");
    assert_eq!(html("==a *b*=="), "<p><mark>a <em>b</em></mark></p>");
}

#[test]
fn the_title_is_left_out_and_headings_move_below_it() {
    let note = rendered("# The  nóte\n\n## Part\n\ntext");
    assert_eq!(note.html, "<h2 id=\"part\">Part</h2>\n<p>text</p>\n");
    assert_eq!(note.title.as_deref(), Some("The  nóte"));
    assert_eq!(note.plain, "Part\ntext");
    let note = rendered("# Another\n\n## Part\n\n###### Six");
    assert_eq!(note.headings.iter().map(|heading| heading.level).collect::<Vec<_>>(), [2, 3, 6]);
    assert!(note.html.contains("<h2 id=\"another\">Another</h2>") && !note.html.contains("<h1"));
    assert_eq!(html("# The note\n\n# Other"), "<h2 id=\"other\">Other</h2>");
    assert_eq!(html("text\n\n# The note"), "<p>text</p>\n<h2 id=\"the-note\">The note</h2>");
}

#[test]
fn heading_ids_are_unique_and_stable() {
    let ids = |body: &str| rendered(body).headings.into_iter().map(|heading| heading.id).collect::<Vec<_>>();
    assert_eq!(
        ids("## Ação\n## Ação\n## Ação 2\n## ação\n## 🌱\n##"),
        ["acao", "acao-2", "acao-2-2", "acao-3", "seedling", "untitled"]
    );
    assert_eq!(rendered("## A *b* `c` [[d|e]]").headings[0].text, "A b c e");
}

#[test]
fn wikilinks_are_holes() {
    assert_eq!(html("[[Nota Média#Título|uma *nota*]]"), "<p><q-link n=\"0\">uma *nota*</q-link></p>");
    let found = link("a\n\n[[Nota Média#Título|uma nota]]");
    assert_eq!(
        found,
        Link {
            embed: false,
            target: "Nota Média".into(),
            key: "nota media".into(),
            fragment: Some("Título".into()),
            label: Some("uma nota".into()),
            width: None,
            height: None,
            line: 3,
            plain_at: 2,
        }
    );
    assert_eq!(html("[[A#B#C]]"), "<p><q-link n=\"0\">A &gt; B &gt; C</q-link></p>");
    assert_eq!(link("[[A#^b-1]]").fragment.as_deref(), Some("^b-1"));
    assert_eq!(link("[[Pasta/A.md]]").key, "pasta/a");
    assert_eq!(link("[[A]]").label, None);
    assert_eq!(html("`[[A]]` \\[[A]]"), "<p><code>[[A]]</code> [[A]]</p>");
}

#[test]
fn lines_count_from_the_top_of_the_file() {
    let options = Options { note_path_in_vault: "N.md", first_line: 5, title: None };
    let note = render(
        "x\n[[a]] y\n\n> [!note] [[b]]\n> z\n> [[c]]\n\n| a |\n|-|\n| [[d]] |\n\n- - [[e]]\n\nw[^1]\n\n[^1]: [[f]]\n",
        &options,
    );
    let lines: Vec<(String, usize)> = note.links.into_iter().map(|link| (link.target, link.line)).collect();
    let expected = [("a", 6), ("b", 8), ("c", 10), ("d", 14), ("e", 16), ("f", 20)];
    assert_eq!(lines, expected.map(|(target, line)| (target.to_owned(), line)));
}

#[test]
fn embeds_have_sizes() {
    assert_eq!(html("![[img.png|300x200]]"), "<p><q-embed n=\"0\"></q-embed></p>");
    for (body, label, width, height) in [
        ("![[img.png|300x200]]", None, Some(300), Some(200)),
        ("![[img.png|300]]", None, Some(300), None),
        ("![[img.png|Um alt|300]]", Some("Um alt"), Some(300), None),
        ("![Um alt|300](img.png)", Some("Um alt"), Some(300), None),
        ("![Um *alt*](<img.png>)", Some("Um alt"), None, None),
        ("![[img.png]]", None, None, None),
        ("| a |\n|-|\n| ![[img.png\\|20]] |", None, Some(20), None),
    ] {
        let link = link(body);
        assert!(link.embed);
        assert_eq!((link.label.as_deref(), link.width, link.height), (label, width, height), "{body}");
    }
    assert_eq!(link("![[Nota#Parte]]").fragment.as_deref(), Some("Parte"));
}

#[test]
fn markdown_links_to_files_are_holes() {
    assert_eq!(html("[b](../b%20c.md#x)"), "<p><q-link n=\"0\">b</q-link></p>");
    let found = link("[b](<../b c.md#Um título>)");
    assert_eq!((found.target.as_str(), found.key.as_str()), ("../b c.md", "/b c"));
    assert_eq!(found.fragment.as_deref(), Some("Um título"));
    assert_eq!(link("[pdf](files/Relat%C3%B3rio.pdf)").key, "/folder/files/relatorio.pdf");
    assert_eq!(link("[![alt](a.png)](javascript:x)").key, "/folder/a.png");
    let note = rendered("[![alt](a.png)](b.md)");
    assert_eq!(note.html, "<p><q-link n=\"0\"><q-embed n=\"1\"></q-embed></q-link></p>\n");
}

#[test]
fn places_in_the_same_note_are_no_holes() {
    let here = |link: &str| {
        let page = html(&format!("{link}\n\n## Um título\n\nx ^B1"));
        page.split_once("</p>").map(|(first, _)| first.to_owned()).unwrap()
    };
    assert_eq!(here("[[#Um título]]"), "<p><a class=\"anchor\" href=\"#um-titulo\">Um título</a>");
    assert_eq!(here("[x](#um-t%C3%ADtulo)"), "<p><a class=\"anchor\" href=\"#um-titulo\">x</a>");
    assert_eq!(here("[[#^b1|x]]"), "<p><a class=\"anchor\" href=\"#^B1\">x</a>");
    assert_eq!(here("[[#Outro]]"), "<p><span class=\"link-missing\">Outro</span>");
    assert_eq!(here("[*x*](#outro)"), "<p><span class=\"link-missing\"><em>x</em></span>");
    assert!(
        html("# The note\n\n[[#The note]]").contains("<a class=\"anchor\" href=\"#main\">"),
        "the page's own title"
    );
    let page = html("[[#B#Sub]] [[#Sub]] [[#A#Sub]] [[#C#Sub]]\n\n## A\n\n### Sub\n\n## B\n\n### Sub");
    let ids: Vec<_> =
        page.match_indices("href=\"#").map(|(at, _)| page[at + 7..].split('"').next().unwrap()).collect();
    assert_eq!(ids, ["sub-2", "sub", "sub", "sub"]);
}

#[test]
fn other_sites_are_linked_to_and_never_loaded_from() {
    let link = "<a class=\"external\" rel=\"noopener\" href=\"https://x.org/a?b&amp;c\"";
    assert_eq!(html("[x](https://x.org/a?b&c \"T\")"), format!("<p>{link} title=\"T\">x</a></p>"));
    assert_eq!(html("![Alt|100](https://x.org/a?b&c)"), format!("<p>{link}>Alt</a></p>"));
    assert_eq!(html("<img src=\"https://x.org/a?b&amp;c\" alt=Alt>"), format!("{link}>Alt</a>"));
    assert_eq!(html("a@b.org"), "<p><a href=\"mailto:a@b.org\">a@b.org</a></p>");
}

#[test]
fn dangerous_addresses_lead_nowhere() {
    for url in [
        "javascript:alert(1)",
        "JAVASCRIPT:x",
        "data:text/html,x",
        "vbscript:x",
        "&#106;avascript:x",
        "java\tscript:x",
    ] {
        let page = html(&format!("[x](<{url}>) ![y](<{url}>) <a href=\"{url}\">z</a>"));
        assert!(!page.contains("href"), "{page}");
    }
}

#[test]
fn links_hold_no_links() {
    let page = html("[a [[b]] #c https://d.org ![e](https://f.org)](g.md)");
    assert_eq!(page.matches("<a ").count(), 0, "{page}");
    let page = html("<a href=\"https://x.org\">a [[b]] [c](d.md)</a> [[e]]");
    assert_eq!(holes(&page), 1, "{page}");
}

#[test]
fn callouts() {
    assert_eq!(
        html("> [!warning] Own *title*\n> Body"),
        "<div class=\"callout callout-warning\">\n<p class=\"callout-title\">Own <em>title</em></p>\n\
         <div class=\"callout-body\">\n<p>Body</p>\n</div>\n</div>"
    );
    assert_eq!(
        html("> [!faq]- \n> Body"),
        "<details class=\"callout callout-question\">\n<summary class=\"callout-title\">Faq</summary>\n\
         <div class=\"callout-body\">\n<p>Body</p>\n</div>\n</details>"
    );
    assert!(html("> [!tip]+ T").starts_with("<details class=\"callout callout-tip\" open>"));
    assert_eq!(
        html("> [!dica]"),
        "<div class=\"callout callout-note\">\n<p class=\"callout-title\">Dica</p>\n</div>"
    );
    let nested = html("> [!note]\n> > [!todo] x\n> > y");
    assert!(nested.contains("callout-note") && nested.contains("callout-todo"), "{nested}");
    assert_eq!(nested.matches("<div").count(), nested.matches("</div>").count());
}

#[test]
fn each_kind_of_callout_has_its_names() {
    let kinds = [
        ("note", "note"),
        ("summary", "abstract"),
        ("tldr", "abstract"),
        ("info", "info"),
        ("todo", "todo"),
        ("hint", "tip"),
        ("important", "tip"),
        ("check", "success"),
        ("done", "success"),
        ("help", "question"),
        ("caution", "warning"),
        ("attention", "warning"),
        ("fail", "failure"),
        ("missing", "failure"),
        ("error", "danger"),
        ("bug", "bug"),
        ("example", "example"),
        ("cite", "quote"),
        ("NOTE", "note"),
    ];
    for (written, kind) in kinds {
        assert!(html(&format!("> [!{written}]\n> x")).contains(&format!("callout-{kind}\"")), "{written}");
    }
}

#[test]
fn comments_are_left_out() {
    let note = rendered("a %%secret%% b\n\n%%\nblock secret\n%%\n\nc <!-- hidden -->");
    assert!(!note.html.contains("secret") && !note.html.contains("hidden"), "{}", note.html);
    assert!(!note.plain.contains("secret"));
}

#[test]
fn footnotes() {
    let page = html("a[^x] b[^x] c^[inline *i*]\n\n[^x]: Text");
    assert!(page.contains(
        "<sup class=\"footnote-ref\"><a id=\"fnref:1:2\" href=\"#fn:1\" role=\"doc-noteref\">1</a></sup>"
    ));
    assert!(page.contains("<li id=\"fn:2\">\n<p>inline <em>i</em> <a class=\"footnote-back\""), "{page}");
    assert!(page.contains(
        "role=\"doc-endnotes\">\n<h2 class=\"visually-hidden\"><q-say of=\"footnotes\"></q-say></h2>"
    ));
    assert!(
        page.contains("<q-say of=\"footnote-back\"></q-say> 1-2</span></a>"),
        "each way back has a name: {page}"
    );
    let raw = html("a[^x] <b>b</b>\n\n[^x]: Text");
    assert!(raw.contains("<q-say of=\"footnote-back\"></q-say> 1</span></a>"), "beside raw HTML, too: {raw}");
    assert!(page.ends_with("</ol>\n</section>"));
    let ids: Vec<_> = page.match_indices(" id=\"").map(|(at, _)| page[at + 5..].split('"').next()).collect();
    assert_eq!(ids.iter().collect::<std::collections::HashSet<_>>().len(), ids.len());
}

#[test]
fn formulas() {
    assert_eq!(html("$x<y$"), "<p><math><mi>x</mi><mo>&lt;</mo><mi>y</mi></math></p>");
    for body in ["$$x$$", "$$\nx\n$$", "```math\nx\n```"] {
        assert!(
            html(body).contains(
                "<span class=\"math-block\" tabindex=\"0\"><math display=\"block\"><mi>x</mi></math></span>"
            ),
            "{body}"
        );
    }
    assert!(html("$\\nonsense{$").contains("<code class=\"math-error\">\\nonsense{</code>"));
    assert_eq!(html("it costs $5 or $6"), "<p>it costs $5 or $6</p>");
}

#[test]
fn code_is_highlighted() {
    let page = html("```rust,ignore\nfn a() {}\n```");
    assert!(
        page.starts_with(
            "<pre class=\"code\" tabindex=\"0\" data-lang=\"rust\"><code><span class=\"hl-keyword\">fn</span>"
        ),
        "{page}"
    );
    assert_eq!(
        html("```x\"y\n<b>\n```"),
        "<pre class=\"code\" tabindex=\"0\"><code>&lt;b&gt;\n</code></pre>"
    );
}

#[test]
fn blocks_may_be_named() {
    assert_eq!(html("A line. ^b-1"), "<p id=\"^b-1\">A line.</p>");
    assert_eq!(html("- a ^x\n- b"), "<ul>\n<li id=\"^x\">a</li>\n<li>b</li>\n</ul>");
    assert!(html("| a |\n|-|\n| b |\n\n^t").contains("<table id=\"^t\">"));
    assert_eq!(html("> a\n\n^q"), "<blockquote id=\"^q\">\n<p>a</p>\n</blockquote>");
    assert_eq!(html("a ^x\n\nb ^x").matches("id=").count(), 1);
    assert_eq!(html("x^2"), "<p>x^2</p>");
}

#[test]
fn tags_are_collected_and_linked() {
    let note = rendered("#Ação/sub e #b (#c) x#d \\#e [#f](g.md) `#h` #Ação/sub\n\n> [!note] #i");
    assert_eq!(note.tags, ["Ação/sub", "b", "c", "i"]);
    assert!(note.html.contains("<a class=\"tag\" href=\"/tags/acao/sub\">#Ação/sub</a>"), "{}", note.html);
}

#[test]
fn tables_scroll_and_have_names() {
    assert_eq!(
        html("| A | \"B\" |\n|:-:|--:|\n| a | b |"),
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"A, &quot;B&quot;\"><table>\n<thead>\n<tr>\n\
         <th scope=\"col\" class=\"align-center\">A</th>\n<th scope=\"col\" class=\"align-right\">&quot;B&quot;</th>\n\
         </tr>\n</thead>\n<tbody>\n<tr>\n<td class=\"align-center\">a</td>\n<td class=\"align-right\">b</td>\n</tr>\n\
         </tbody>\n</table></div>"
    );
    assert!(html("| | |\n|-|-|").starts_with("<div class=\"table-scroll\" tabindex=\"0\"><table>"));
}

#[test]
fn a_link_in_a_cell_needs_no_backslash() {
    let escaped = rendered("| A | B |\n| - | - |\n| [[note\\|words]] | ![[a.png\\|30]] |\n");
    let plain = rendered("| A | B |\n| - | - |\n| [[note|words]] | ![[a.png|30]] |\n");
    assert_eq!(plain.html, escaped.html);
    assert_eq!(plain.links.len(), 2);
}

#[test]
fn tasks_have_names() {
    assert_eq!(
        html("- [ ] a *b*\n- [x] c\n- [-] d"),
        "<ul class=\"tasks\">\n<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"a b\"> a <em>b</em></li>\n\
         <li class=\"task task-done\"><input type=\"checkbox\" disabled checked aria-label=\"c\"> c</li>\n\
         <li class=\"task task-done\" data-task=\"-\"><input type=\"checkbox\" disabled checked aria-label=\"d\"> d</li>\n</ul>"
    );
}

#[test]
fn text_for_search_and_excerpts() {
    let note = rendered(
        "## Parte\n\nOlá [[Nota|mundo]] e *mais*.\n\n- um\n- dois\n\n> [!tip] T\n> C\n\n| a | b |\n|-|-|\n| c | d |",
    );
    assert_eq!(note.plain, "Parte\nOlá mundo e mais.\num\ndois\nT\nC\na\nb\nc\nd");
    assert_eq!(note.excerpt, "Olá mundo e mais. um dois");
    assert_eq!(note.words, 13);
    let long = rendered(&"palavra ".repeat(100)).excerpt;
    assert!(long.ends_with("palavra…") && long.chars().count() <= 200, "{long}");
}

#[test]
fn sections_and_blocks_can_be_cut_out() {
    let body = "intro ^i\n\n# A\n\na [[x]]\n\n## B  b\n\n> [!note]\n> ### In\n> in\n\n# C\n\n- one ^l\n- two\n\n\
                | t |\n|-|\n| u |\n\n^t\n\nc[^1]\n\n[^1]: foot";
    let note = rendered(body);
    let section = |id: &str| {
        let heading = note.headings.iter().find(|heading| heading.id == id).unwrap();
        &note.html[heading.html.clone()]
    };
    assert!(section("a").starts_with("<h2 id=\"a\">") && section("a").ends_with("</div>\n</div>\n"));
    assert_eq!(section("in"), "<h4 id=\"in\">In</h4>\n<p>in</p>\n");
    assert!(section("b-b").starts_with("<h3") && !section("b-b").contains("C</h2>"));
    assert!(section("c").ends_with("</sup></p>\n") && !section("c").contains("footnotes"));
    let blocks: Vec<(&str, &str)> =
        note.blocks.iter().map(|block| (block.id.as_str(), &note.html[block.html.clone()])).collect();
    assert_eq!(blocks[..2], [("^i", "<p id=\"^i\">intro</p>"), ("^l", "<li id=\"^l\">one</li>")]);
    assert!(
        blocks[2].1.starts_with("<div class=\"table-scroll\"") && blocks[2].1.ends_with("</table></div>")
    );
    let texts: Vec<(&str, &str)> = note
        .headings
        .iter()
        .map(|heading| (heading.text.as_str(), &note.plain[heading.plain_at..][..heading.text.len()]))
        .collect();
    assert_eq!(texts, [("A", "A"), ("B  b", "B  b"), ("In", "In"), ("C", "C")]);
    assert!(note.plain[note.links[0].plain_at..].starts_with("x\n"));
}

#[test]
fn texts_may_be_shown_within_a_text() {
    assert_eq!(html("![[Nota]]"), "<div><q-embed n=\"0\" flow=\"\"></q-embed></div>");
    assert_eq!(html("![a](Nota.md) b"), "<div><q-embed n=\"0\" flow=\"\"></q-embed> b</div>");
    assert_eq!(html("*![[Nota]]*"), "<p><em><q-embed n=\"0\"></q-embed></em></p>");
    assert_eq!(html("- ![[Nota#A]]"), "<ul>\n<li><q-embed n=\"0\" flow=\"\"></q-embed></li>\n</ul>");
    assert_eq!(html("<b>![[Nota]]</b>"), "<div><b><q-embed n=\"0\"></q-embed></b></div>");
    assert_eq!(html("![[img.png]]"), "<p><q-embed n=\"0\"></q-embed></p>");
    assert_eq!(html("![[Plan.pdf#page=2]]"), "<div><q-embed n=\"0\" flow=\"\"></q-embed></div>");
    let own = link("![[#^x]]\n\ny ^x");
    assert_eq!((own.key.as_str(), own.fragment.as_deref(), own.embed), ("/folder/note", Some("^x"), true));
}

#[test]
fn headings_do_not_take_the_pages_ids() {
    let ids: Vec<_> =
        rendered("## Folders\n## Main\n## Folders").headings.into_iter().map(|heading| heading.id).collect();
    assert_eq!(ids, ["folders-2", "main-2", "folders-3"]);
}

#[test]
fn headings_begin_at_the_second_level() {
    let levels =
        |body: &str| rendered(body).headings.into_iter().map(|heading| heading.level).collect::<Vec<_>>();
    assert_eq!(levels("### A\n#### B\n### C"), [2, 3, 2]);
    assert_eq!(levels("#### A\n## B"), [4, 2]);
    assert_eq!(levels("# A\n###### B"), [2, 6]);
}

#[test]
fn lines_of_code_are_marked_and_numbered() {
    let page = html("```nothing {2} showLineNumbers\na\n<b>\n```");
    assert!(
        page.ends_with(
            "<code><span class=\"line\" data-line=\"1\">a</span>\n\
         <span class=\"line line-marked\" data-line=\"2\">&lt;b&gt;</span>\n</code></pre>"
        ),
        "{page}"
    );
    let with_html = html("<b>x</b>\n\n```rust {1}\nfn a() {}\n```");
    assert!(with_html.contains("line-marked\"><span class=\"hl-keyword\">fn</span>"), "{with_html}");
}

#[test]
fn diagrams_are_drawn_with_their_source_beside_them() {
    for before in ["", "<b>x</b>\n\n"] {
        let note = rendered(&format!("{before}```mermaid\nflowchart LR\n  A[Seed] --> B[Tree]\n```"));
        for part in [
            "<figure><div class=\"diagram\" role=\"img\" tabindex=\"0\" aria-label=\"Seed, Tree\"><svg ",
            "<q-say of=\"diagram\"></q-say>",
            "A[Seed] --&gt; B[Tree]",
        ] {
            assert!(note.html.contains(part), "{part}: {}", note.html);
        }
        assert!(note.plain.contains("A[Seed]"));
    }
    let undrawn = html("```mermaid\nnonsense\n```");
    assert!(
        undrawn.starts_with("<p class=\"source-note\"><q-say of=\"no-diagram\"></q-say></p>\n<pre"),
        "{undrawn}"
    );
}

#[test]
fn queries_are_shown_as_their_source() {
    for (language, say) in
        [("query", "query"), ("dataview", "query"), ("dataviewjs", "query"), ("base", "base")]
    {
        let page = html(&format!("```{language}\ntag:#a\n```"));
        assert!(page.starts_with(&format!("<p class=\"source-note\"><q-say of=\"{say}\">")), "{page}");
    }
}

#[test]
fn marks_of_the_dialect_leave_nothing_behind() {
    let body = "%%a\nb%% c ^id\n\n> quote %%d%%\n> ^q\n\n- item %%e%% ^l\n  - inner ^m\n\n## Head %%f%%\n\n\
                | a %%g%% |\n|---|\n| [[N\\|w]] ![[i.png\\|20]] |\n\n^t\n\n> [!tip] T %%h%% ^c\n> x ^d\n\n1. one\n^last";
    let note = rendered(body);
    for left in ["%%", "[[", "[!", " ^", "\n^"] {
        let text = note.html.replace(" id=\"^", "");
        assert!(
            !text.contains(left) && !note.plain.contains(left),
            "{left:?}: {}\n{}",
            note.html,
            note.plain
        );
    }
}
