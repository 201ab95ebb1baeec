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

note-updated = Atualizada em
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

list-feed = Assinar esta lista
note-source = Fonte em Markdown
note-translations = Também em
front-stopgap = Esta página ainda não existe na sua língua. Aqui está em { $language }.
