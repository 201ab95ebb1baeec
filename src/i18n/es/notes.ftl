list-order = Orden
list-order-updated = Últimos cambios
list-order-created = Más nuevas
list-order-title = Por título
list-language = Idioma de las notas
list-language-all = Todos
list-show = Mostrar
list-pages = Páginas
list-previous = Página anterior
list-next = Página siguiente
list-none-in-language = Aquí no hay nada en este idioma.
list-show-all = Mostrarlo todo
list-barren-title = Aún no hay nada plantado
list-barren-owner = Trae tu bóveda: una carpeta de notas en Markdown, comprimida en zip, se convierte en este jardín.
list-barren-import = Importar una bóveda
list-barren-reader = Las primeras notas aún son semillas. Vuelve pronto.

note-updated = Actualizada el
note-where = Dónde estás
note-neighbours = Notas vecinas
note-previous = Antes
note-next = Después
note-beside = Al margen
note-backlinks = Enlazada desde
note-draft = Borrador
note-by = por { $author }

audience-unlisted = No listada
audience-members = Para miembros
audience-private = Privada

front-newest = Últimos cambios
front-more = Más notas

tags-lede = Hilos que cruzan las carpetas.
tags-none-title = Aún no hay etiquetas
tags-none-text = Una palabra tras una almohadilla, como #jardín, une notas estén donde estén.
tag-title = Con la etiqueta «{ $tag }»

search-words = Palabras que buscar
search-hint = Escribe palabras en cualquier idioma del jardín, con tildes o sin ellas. Las “palabras entre comillas” van juntas; un signo menos excluye una palabra.
search-found = { $n ->
    [one] Una nota con «{ $question }»
   *[other] { $n } notas con «{ $question }»
}
search-found-many = Más de mil notas con «{ $question }»
search-none-title = Nada con «{ $question }»
search-none-text = Prueba una palabra más corta o una vecina. Tildes, plurales y formas verbales no hace falta probarlos: se encuentran juntos.
search-none-tags = Pasear por las etiquetas
search-none-notes = Ver todas las notas

embed-open = Abrir { $name }
folder-inside = Dentro de { $folder }

list-feed = Suscribirse a esta lista
note-source = Fuente en Markdown
note-translations = También en
front-stopgap = Esta página aún no existe en tu idioma. Aquí está en { $language }.
