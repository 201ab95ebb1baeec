history-link = Historial
history-title = Historial
history-page = Historial de «{ $title }»
history-lede = Todo lo que se ha guardado, lo último primero. Elige dos revisiones y compáralas, o abre una para leer lo que decía entonces la nota.
history-lede-one = De momento solo se ha guardado una vez. A partir de la segunda podrás compararlas aquí.
history-for-whom = Esto lo ven solo quienes pueden cambiar la nota.
history-compare = Comparar
history-from = antes
history-to = después
history-revision = Revisión { $n }
history-newest = La última
history-published = Publicada
history-changes = Qué cambió
history-older = Anteriores
history-newer = Más recientes
history-author-unknown = autor desconocido
history-origin-import = Importada
history-origin-edit = Editada
history-origin-merge = Combinada
history-origin-restore = Restaurada
history-origin-move = Renombrada o movida
history-origin-replace = Palabras reemplazadas
history-origin-suggestion = Sugerencia incorporada
history-restored = El texto anterior ha vuelto, como revisión nueva. El que había está en el historial.
history-restored-summary = El texto de la revisión { $number }
history-restore = Restaurar este texto
history-restore-help = Pasa a ser una revisión nueva y el último texto de la nota. No se pierde nada: todas las demás siguen en el historial.
history-restore-changed = Alguien guardó un texto más reciente mientras mirabas este, así que no se ha restaurado nada. Mira qué ha cambiado desde entonces y restaura si aún lo quieres.
history-restore-nobody = Este texto dice que es privado, y no hay nadie de quien pueda ser.
history-restore-audience = Sus propiedades vuelven con él: ahora la nota es «{ $now }» y pasaría a ser «{ $then }».
history-restore-hides = Sus propiedades vuelven con él: ahora la nota está publicada y pasaría a ser un borrador.
history-restore-publishes = Sus propiedades vuelven con él: ahora la nota es un borrador y quedaría publicada.
history-restore-schedules = Sus propiedades vuelven con él: la nota se publicaría el { $when }.
history-audience-public = Para todo el mundo

revision-page = Revisión { $n } de «{ $title }»
revision-banner-label = Qué texto es este
revision-is-old = Esto es lo que decía la nota en su día. Ahora su texto es otro.
revision-is-newest = Este es el último texto, pero no el que ven los lectores.
revision-is-published = Los lectores ven este texto, pero hay uno más reciente.
revision-is-current = Este es el texto que ven ahora los lectores.
revision-to-note = A la nota
revision-changes-before = Qué cambió con ella
revision-changes-since = Qué ha cambiado desde entonces
revision-source = El texto tal como está escrito
revision-unreadable = Este texto ya no se puede mostrar como página, porque sus propiedades no se entienden. Abajo está tal como se escribió.

changes-page = Cambios de «{ $title }»
changes-title = Qué cambió
changes-counts = Cuánto cambió
changes-none = Nada: los dos textos son iguales, letra por letra.
changes-same-revision = Es una y la misma revisión. Elige otra con la que compararla.
changes-only-layout = Todas las líneas dicen lo mismo. Solo difiere lo que no se ve: cómo acaban las líneas o en qué orden están las propiedades.
changes-choose = Comparar otras revisiones
changes-from = Revisión de antes
changes-to = Revisión de después
changes-old = Antes:
changes-new = Después:
changes-properties-title = Propiedades
changes-property-new = no estaba
changes-property-gone = ya no está
changes-text-title = Texto
changes-previous = El cambio anterior
changes-next = El cambio siguiente
changes-piece-removed = quitado:
changes-piece-added = añadido:
changes-empty-line = línea vacía
changes-line-before = Línea { $n }, antes:
changes-line-after = Línea { $n }, después:
changes-line-removed = Línea { $n }, quitada:
changes-line-added = Línea { $n }, añadida:
changes-line-moved-away = Línea { $n }, trasladada desde aquí:
changes-line-moved-here = Línea { $n }, trasladada aquí:
changes-moved-to = trasladada a la línea { $n }
changes-moved-from = trasladada desde la línea { $n }
changes-properties = { $n ->
    [one] una propiedad
   *[other] { $n } propiedades
}
changes-changed = { $n ->
    [one] una línea cambiada
   *[other] { $n } líneas cambiadas
}
changes-added = { $n ->
    [one] una línea añadida
   *[other] { $n } líneas añadidas
}
changes-removed = { $n ->
    [one] una línea quitada
   *[other] { $n } líneas quitadas
}
changes-moved = { $n ->
    [one] un pasaje trasladado
   *[other] { $n } pasajes trasladados
}
changes-folded = { $n ->
    [one] una línea sin cambios
   *[other] { $n } líneas sin cambios
}
changes-cut = { $n ->
    [one] Hay otra línea distinta. Es demasiado larga para mostrarla aquí.
   *[other] Hay otras { $n } líneas distintas. Son demasiadas para mostrarlas aquí.
}

authorship-page = Quién escribió «{ $title }»
authorship-title = Quién escribió qué
authorship-link = Quién escribió cada párrafo
authorship-lede = Cada párrafo del último texto, con quien lo escribió primero y quien lo cambió por última vez.
authorship-none = Todavía no hay texto.
authorship-unfinished = El historial es largo: por ahora se ha seguido hasta la revisión { $n }. Abre otra vez esta página y continuará desde ahí.
authorship-or-older = o antes
authorship-changed = Último cambio:
authorship-changed-by = Último cambio, de { $author }:
authorship-others = Entremedias: { $names }
authorship-left-out = { $n ->
    [one] No se muestra otro párrafo: la nota es demasiado larga para esta página.
   *[other] No se muestran otros { $n } párrafos: la nota es demasiado larga para esta página.
}

nav-revisions = Revisiones
revisions-title = Qué revisiones se conservan
revisions-lede = Cada vez que se guarda una nota nace una revisión. Lo normal es conservarlas todas; en un jardín que cambia mucho, las antiguas se pueden ir aclarando.
revisions-all = Conservarlas todas
revisions-thin = Aclararlas según su edad
revisions-all-days = Conservar todas las de los últimos … días
revisions-all-days-help = Nunca se quita nada más reciente.
revisions-daily-days = Después, una por día hasta hace … días
revisions-daily-days-help = De las más antiguas queda una por mes. Esas se quedan para siempre.
revisions-stays = Lo que se queda siempre: el texto que ven los lectores, el último y los que una importación todavía compara. Lo que escribieron personas distintas, o lo que era para otros lectores, no se sustituye entre sí: se sigue sabiendo quién escribió cada párrafo.
revisions-days-bad = Escribe un número de días de 1 a { $most }.
revisions-days-order = No puede ser menor que el número de arriba.
revisions-next = Ver qué se quitaría
revisions-save = Guardar
revisions-now = Guardar estas reglas
revisions-forecast = { $go ->
    [0] Con estas reglas, ahora no se quitaría ninguna de las { $of } revisiones.
    [one] Con estas reglas se quitaría una de las { $of } revisiones.
   *[other] Con estas reglas se quitarían { $go } de las { $of } revisiones.
}
revisions-forecast-more = { $go ->
    [0] Con estas reglas no se quitaría ninguna de las primeras { $of } revisiones. Hay más de las que se pueden contar aquí.
    [one] Con estas reglas se quitaría una de las primeras { $of } revisiones, y probablemente algunas de las demás. Hay más de las que se pueden contar aquí.
   *[other] Con estas reglas se quitarían { $go } de las primeras { $of } revisiones, y otras tantas de las demás. Hay más de las que se pueden contar aquí.
}
revisions-for-good = Lo que se quita no vuelve. Ocurre en la hora siguiente a guardar, y después cada hora.
