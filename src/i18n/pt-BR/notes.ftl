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
note-backlinks = Citada em
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
search-hint = Escreva palavras em qualquer idioma do jardim, com acentos ou sem. “Palavras entre aspas” ficam juntas; um sinal de menos deixa uma palavra de fora.
search-found = { $n ->
    [one] Uma nota com “{ $question }”
   *[other] { $n } notas com “{ $question }”
}
search-found-many = Mais de mil notas com “{ $question }”
search-none-title = Nada com “{ $question }”
search-none-text = Tente uma palavra mais curta, ou uma vizinha. Acentos, plurais e formas verbais não precisam de tentativas: são encontrados juntos.
search-none-tags = Passear pelas etiquetas
search-none-notes = Ver todas as notas

embed-open = Abrir { $name }
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
