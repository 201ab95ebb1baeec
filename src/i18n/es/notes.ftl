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

note-updated = Último cambio:
note-where = Dónde estás
note-neighbours = Notas vecinas
note-previous = Antes
note-next = Después
note-beside = Al margen
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
search-latest = Últimas búsquedas
search-latest-forget = Olvidarlas
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
embed-page = página { $page }
embed-again = Este texto se incluye a su vez a sí mismo, así que no se repite aquí.
embed-diagram-source = El código del diagrama
embed-no-diagram = Este diagrama no se pudo dibujar. Su código:
embed-query = Una consulta para Obsidian, que aquí no se ejecuta. Su código:
embed-base = Una base de Obsidian: una tabla hecha de notas. Aquí se muestra su código.
embed-no-board = No se puede leer este lienzo. Su código:
embed-board-edges = Líneas entre las tarjetas
embed-footnotes = Notas al pie
embed-footnote-back = Volver a la llamada
folder-inside = Dentro de { $folder }

note-minutes = { $n ->
    [one] un minuto de lectura
   *[other] { $n } minutos de lectura
}
note-read = Leída
note-mark-bookmark = Marcador
note-mark-read = Ya la he leído
note-continue = Seguir donde lo dejaste ({ $percent } %)

shelf-title = Tu lectura
shelf-unfinished = Seguir leyendo
shelf-news = Nuevo desde tu última visita
shelf-news-all = Todo lo nuevo
shelf-bookmarks = Marcadores
shelf-bookmarks-all = Todos los marcadores
shelf-percent = { $percent } % leído

bookmarks-lede = Las notas que quieres volver a encontrar, primero las últimas. Nadie más las ve.
bookmarks-remove = Quitar el marcador de «{ $title }»
bookmarks-remove-short = Quitar
bookmarks-none-title = Aún no hay marcadores
bookmarks-none-text = El botón «Marcador», bajo el título de una nota, la guarda aquí.
bookmarks-off-text = Mientras no se guarde tu lectura, no hay marcadores nuevos.

news-new = Nueva
news-changed = Cambiada
news-since = Desde tu visita del { $when }, primero lo último.
news-first-title = Esta es tu primera visita
news-first-text = La próxima vez verás aquí lo que haya llegado o cambiado entretanto.
news-none-title = Nada nuevo
news-none-text = Nada ha llegado ni cambiado desde la última vez que estuviste aquí.

reading-lede = Lo que el jardín guarda de tu lectura, solo para ti.
reading-kept = Guarda dónde dejas una nota, qué has leído, tus marcadores y cuándo acabó tu última visita, para mostrarte lo nuevo.
reading-not-kept = No guarda nada: ni dónde lo dejas, ni qué lees, ni marcadores, ni visitas.
reading-unkept = No se guarda tu lectura, así que esta nota no se puede marcar. Se activa en «Tu lectura», en tu menú.
reading-unkept-guest = Los marcadores y las marcas se guardan para quien tiene cuenta: entra para ponerlos.
reading-switch-off = No guardar nada más
reading-switch-on = Guardar mi lectura
reading-left = Esto se guardó antes, y queda hasta que pidas olvidarlo.
reading-nothing = Ahora no hay nada guardado.
reading-forget-all = Olvidarlo todo
reading-forget-title = Olvidar
reading-bookmarks = { $n ->
    [one] Un marcador
   *[other] { $n } marcadores
}
reading-readings = { $n ->
    [one] Una nota marcada como leída
   *[other] { $n } notas marcadas como leídas
}
reading-stops = { $n ->
    [one] Dónde dejaste una nota
   *[other] Dónde dejaste { $n } notas
}
reading-visits = Cuándo acabó tu última visita
reading-forget-bookmarks = Olvidar los marcadores
reading-forget-readings = Olvidar qué he leído
reading-forget-stops = Olvidar dónde lo dejé
reading-forget-visits = Olvidar mis visitas
list-feed = Suscribirse a esta lista
note-source = Fuente en Markdown
ways-text = Texto
ways-together = Con otras personas
ways-readers = Para quien lee
note-translations = También en
note-stopgap = Esta página aún no existe en tu idioma. Aquí está en { $language }.
note-in-your-language = Esta nota también está en tu idioma:
