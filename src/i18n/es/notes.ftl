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
search-hint = Escribe palabras en cualquier idioma del jardín, con tildes o sin ellas.
search-found = { $n ->
    [one] Una nota con «{ $question }»
   *[other] { $n } notas con «{ $question }»
}
search-found-many = Más de mil notas con «{ $question }»
search-none-title = Nada con «{ $question }»
search-none-text = Prueba una palabra más corta o una vecina. Tildes, plurales y formas verbales no hace falta probarlos: se encuentran juntos.
search-none-tags = Pasear por las etiquetas
search-none-notes = Ver todas las notas
search-none-languages = Buscar en todos los idiomas
search-none-any = Buscar cualquiera de estas palabras
search-instead = No hay nada con «{ $question }»; esto es lo más parecido.
search-headings = Secciones
search-files = Archivos adjuntos
search-suggestions = Sugerencias
search-suggestions-count = { $n ->
    [0] Nada se llama así; Intro busca en los textos
    [one] Una sugerencia
   *[other] { $n } sugerencias
}
search-everything = Buscar «{ $question }» en todos los textos
search-close = Cerrar la búsqueda
search-keys = Las flechas eligen, Intro abre, Esc cierra.
search-how = Cómo buscar
search-how-words = hoja agua
search-how-words-means = Notas con todas estas palabras, en cualquier forma. Se perdona una letra equivocada.
search-how-phrase = "tierra húmeda"
search-how-phrase-means = Estas palabras juntas y en este orden.
search-how-without = hoja -invierno
search-how-without-means = Sin esa palabra.
search-how-or = hoja or raíz
search-how-or-means = Al menos una de las dos.
search-how-tag = etiqueta:jardín
search-how-tag-means = Notas con esta etiqueta o con una anidada en ella; -etiqueta: las excluye.
search-how-language = idioma:es
search-how-language-means = Notas en este idioma.
search-how-author = por:ana
search-how-author-means = Notas de esta persona; un nombre de dos palabras va entre comillas.
search-how-dates = después:2026-01 antes:2026-06-15
search-how-dates-means = Notas cambiadas desde enero y antes del 15 de junio: un día tuyo, un mes o un año.
search-how-more = Todo se puede combinar. En cualquier página, / o Ctrl K abre la búsqueda.
search-bad-date = «{ $value }» no es una fecha que yo sepa leer. Escribe 2026, 2026-01 o 31/1/2026.
search-bad-language = «{ $value }» no es un idioma que yo conozca. Escribe es, en o pt, o el nombre del idioma.
search-bad-empty = Después de «{ $operator }» no hay nada. Lo que buscas va justo tras los dos puntos, sin espacio.
search-bad-minus = Un signo menos delante de «{ $operator }» no significa nada, así que no se tuvo en cuenta. Funciona con palabras, frases y etiquetas.

embed-open = Abrir { $name }
folder-inside = Dentro de { $folder }
