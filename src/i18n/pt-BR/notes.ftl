list-order = Ordem
list-order-updated = Últimas mudanças
list-order-created = Mais novas
list-order-title = Por título
list-language = Idioma das notas
list-language-all = Todos
list-show = Mostrar
list-pages = Páginas
list-previous = Página anterior
list-next = Próxima página
list-none-in-language = Não há nada neste idioma aqui.
list-show-all = Mostrar tudo
list-barren-title = Nada plantado ainda
list-barren-owner = Traga o seu cofre: uma pasta de notas em Markdown, compactada num zip, vira este jardim.
list-barren-import = Importar um cofre
list-barren-reader = As primeiras notas ainda são sementes. Volte em breve.

note-updated = Última mudança:
note-where = Onde você está
note-neighbours = Notas vizinhas
note-previous = Antes
note-next = Depois
note-beside = À margem
note-draft = Rascunho
note-by = por { $author }

audience-unlisted = Não listada
audience-members = Para membros
audience-private = Privada

front-newest = Últimas mudanças
front-more = Mais notas

tags-lede = Fios que cruzam as pastas.
tags-none-title = Nenhuma etiqueta ainda
tags-none-text = Uma palavra depois de uma cerquilha, como #jardim, une notas onde quer que estejam.
tag-title = Com a etiqueta “{ $tag }”

search-words = Palavras a procurar
search-hint = Escreva palavras em qualquer idioma do jardim, com acentos ou sem.
search-found = { $n ->
    [one] Uma nota com “{ $question }”
   *[other] { $n } notas com “{ $question }”
}
search-found-many = Mais de mil notas com “{ $question }”
search-none-title = Nada com “{ $question }”
search-none-text = Tente uma palavra mais curta, ou uma vizinha. Acentos, plurais e formas verbais não precisam de tentativas: são encontrados juntos.
search-none-tags = Passear pelas etiquetas
search-none-notes = Ver todas as notas
search-none-languages = Procurar em todos os idiomas
search-none-any = Procurar qualquer uma destas palavras
search-instead = Nada tem “{ $question }”; isto é o que há de mais parecido.
search-headings = Seções
search-files = Anexos
search-suggestions = Sugestões
search-suggestions-count = { $n ->
    [0] Nada tem esse nome; Enter procura nos textos
    [one] Uma sugestão
   *[other] { $n } sugestões
}
search-everything = Procurar “{ $question }” em todos os textos
search-close = Fechar a busca
search-keys = As setas escolhem, Enter abre, Esc fecha.
search-latest = Últimas buscas
search-latest-forget = Esquecê-las
search-how = Como buscar
search-how-words = folha água
search-how-words-means = Notas com todas estas palavras, em qualquer forma. Uma letra trocada é perdoada.
search-how-phrase = "terra úmida"
search-how-phrase-means = Estas palavras juntas, nesta ordem.
search-how-without = folha -inverno
search-how-without-means = Sem essa palavra.
search-how-or = folha or raiz
search-how-or-means = Pelo menos uma das duas.
search-how-tag = etiqueta:jardim
search-how-tag-means = Notas com esta etiqueta ou com uma aninhada nela; -etiqueta: as deixa de fora.
search-how-language = idioma:pt
search-how-language-means = Notas neste idioma.
search-how-author = por:ana
search-how-author-means = Notas desta pessoa; um nome de duas palavras vai entre aspas.
search-how-dates = depois:2026-01 antes:2026-06-15
search-how-dates-means = Notas alteradas de janeiro em diante e antes de 15 de junho: um dia seu, um mês ou um ano.
search-how-more = Tudo pode ser combinado. Em qualquer página, / ou Ctrl K abre a busca.
search-bad-date = “{ $value }” não é uma data que eu saiba ler. Escreva 2026, 2026-01 ou 31/1/2026.
search-bad-language = “{ $value }” não é um idioma que eu conheça. Escreva pt, es ou en, ou o nome do idioma.
search-bad-empty = Depois de “{ $operator }” não há nada. O que você procura vem logo após os dois-pontos, sem espaço.
search-bad-minus = Um sinal de menos antes de “{ $operator }” não significa nada e ficou de fora. Ele vale para palavras, frases e etiquetas.

embed-open = Abrir { $name }
embed-page = página { $page }
embed-again = Este texto inclui a si mesmo, por isso não se repete aqui.
embed-diagram-source = O código do diagrama
embed-no-diagram = Não foi possível desenhar este diagrama. O código dele:
embed-query = Uma consulta para o Obsidian, que não é executada aqui. O código dela:
embed-base = Uma base do Obsidian: uma tabela feita de notas. Aqui aparece o código dela.
embed-no-board = Não foi possível ler este quadro. O código dele:
embed-board-edges = Linhas entre os cartões
embed-footnotes = Notas de rodapé
embed-footnote-back = Voltar à chamada
folder-inside = Dentro de { $folder }

note-minutes = { $n ->
    [one] um minuto de leitura
   *[other] { $n } minutos de leitura
}
note-read = Lida
note-mark-bookmark = Marcador
note-mark-read = Já li
note-continue = Continuar de onde você parou ({ $percent } %)

shelf-title = Sua leitura
shelf-unfinished = Continuar lendo
shelf-news = Novo desde a sua última visita
shelf-news-all = Tudo o que há de novo
shelf-bookmarks = Marcadores
shelf-bookmarks-all = Todos os marcadores
shelf-percent = { $percent } % lido

bookmarks-lede = As notas que você quer reencontrar, primeiro as últimas. Ninguém mais as vê.
bookmarks-remove = Tirar o marcador de “{ $title }”
bookmarks-remove-short = Tirar
bookmarks-none-title = Ainda não há marcadores
bookmarks-none-text = O botão “Marcador”, abaixo do título de uma nota, guarda-a aqui.
bookmarks-off-text = Enquanto a sua leitura não for guardada, não há marcadores novos.

news-new = Nova
news-changed = Mudou
news-since = Desde a sua visita de { $when }, primeiro o mais recente.
news-first-title = Esta é a sua primeira visita
news-first-text = Da próxima vez, o que tiver chegado ou mudado nesse meio-tempo estará aqui.
news-none-title = Nada de novo
news-none-text = Nada chegou nem mudou desde a última vez que você esteve aqui.

reading-lede = O que o jardim guarda da sua leitura, só para você.
reading-kept = Ele guarda onde você para numa nota, o que já leu, os seus marcadores e quando terminou a sua última visita, para mostrar o que há de novo.
reading-not-kept = Ele não guarda nada: nem onde você para, nem o que lê, nem marcadores, nem visitas.
reading-unkept = A sua leitura não é guardada, então não dá para marcar esta nota. Isso se liga em “Sua leitura”, no seu menu.
reading-unkept-guest = Marcadores e marcas são guardados para quem tem conta: entre para pô-los.
reading-switch-off = Não guardar mais nada
reading-switch-on = Guardar minha leitura
reading-left = Isto foi guardado antes, e fica até você pedir que seja esquecido.
reading-nothing = No momento não há nada guardado.
reading-forget-all = Esquecer tudo
reading-forget-title = Esquecer
reading-bookmarks = { $n ->
    [one] Um marcador
   *[other] { $n } marcadores
}
reading-readings = { $n ->
    [one] Uma nota marcada como lida
   *[other] { $n } notas marcadas como lidas
}
reading-stops = { $n ->
    [one] Onde você parou em uma nota
   *[other] Onde você parou em { $n } notas
}
reading-visits = Quando terminou a sua última visita
reading-forget-bookmarks = Esquecer os marcadores
reading-forget-readings = Esquecer o que li
reading-forget-stops = Esquecer onde parei
reading-forget-visits = Esquecer minhas visitas
list-feed = Assinar esta lista
note-source = Fonte em Markdown
ways-text = Texto
ways-together = Com outras pessoas
ways-readers = Para quem lê
note-translations = Também em
note-stopgap = Esta página ainda não existe na sua língua. Aqui está em { $language }.
note-in-your-language = Esta nota também está na sua língua:
