links-of = Enlaces de «{ $title }»
links-title = Enlaces
links-all = Todos los enlaces de esta nota
links-more = Hay más notas que enlazan aquí: todos los enlaces
links-from = Enlazada desde
links-from-none = Ninguna nota enlaza aquí todavía.
links-mentions = Nombrada sin enlace
links-to = Enlaza a
links-to-none = No enlaza a ninguna otra nota.
links-related = Notas afines
links-related-help = Comparten enlaces o etiquetas con esta, o hablan de lo mismo.

preview-empty = Esta nota aún no tiene texto.
preview-more = Seguir leyendo
