graph-title = Mapa del jardín
graph-of-folder = Mapa de «{ $folder }»
graph-around = Alrededor de «{ $title }»
graph-around-link = Mapa alrededor de esta nota
graph-alone = Aún no está enlazada con ninguna otra nota.
graph-colour = Qué significan los colores
graph-colour-folder = Colores por carpeta
graph-colour-tag = Colores por etiqueta
graph-legend = Colores
graph-others = Otras
graph-loose = Notas sin carpeta
graph-list = Lo mismo como lista
graph-in = Acercar
graph-out = Alejar
graph-whole = Verlo todo
graph-none-title = Aún no hay nada que dibujar
graph-none-text = El mapa se dibuja unos segundos después de que lleguen las notas. Si ya hay alguna, vuelve a mirar dentro de un momento.
graph-notes = { $n ->
    [one] una nota
   *[other] { $n } notas
}
graph-links = { $n ->
    [0] ningún enlace
    [one] un enlace
   *[other] { $n } enlaces
}
graph-help-folders = { $n ->
    [one] Una nota, por carpetas. Elige una carpeta para ver sus notas.
   *[other] { $n } notas, por carpetas. Elige una carpeta para ver sus notas.
}
graph-help-notes = { $n ->
    [one] Una nota, y los enlaces entre notas. Elígela para leerla.
   *[other] { $n } notas y los enlaces entre ellas. Elige una para leerla.
}
graph-left-out = { $n ->
    [one] Se dibujan las notas mejor enlazadas; hay una más en la lista.
   *[other] Se dibujan las notas mejor enlazadas; hay { $n } más en la lista.
}
