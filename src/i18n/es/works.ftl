bulk-title = Gestionar notas
bulk-lede = Todas las notas que puedes cambiar, publicadas o no. Elige algunas y cámbialas juntas.
bulk-lede-own = Tus notas, publicadas o no. Elige algunas y cámbialas juntas.
bulk-filter = Filtro y orden
bulk-title-words = Palabras del título
bulk-folder = Carpeta
bulk-tag = Etiqueta
bulk-state = Estado
bulk-author = Autoría
bulk-sort = Orden
bulk-sort-updated = Lo último cambiado primero
bulk-sort-title = Por título
bulk-any = Cualquiera
bulk-show = Mostrar
bulk-clear = Mostrar todas
bulk-matches = { $count ->
    [one] Coincide una nota.
   *[other] Coinciden { $count } notas.
}
bulk-matches-many = Coinciden más de { $most } notas.
bulk-none-title = Todavía no hay notas
bulk-none-text = Aquí aparece lo que escribes, para moverlo, etiquetarlo y publicarlo en conjunto.
bulk-no-match = Ninguna nota es así
bulk-column-note = Nota
bulk-column-place = Lugar
bulk-column-tags = Etiquetas
bulk-column-changed = Último cambio
bulk-published = Publicada
bulk-scheduled = Programada
bulk-draft = Borrador
bulk-by = por { $name }
bulk-tick = Elegir «{ $title }»
bulk-which = Qué notas
bulk-which-ticked = Las marcadas
bulk-which-page = { $count ->
    [one] La única de esta página
   *[other] Las { $count } de esta página
}
bulk-which-all = { $count ->
    [one] La única de la lista
   *[other] Las { $count } de la lista, de todas las páginas
}
bulk-too-many = La lista tiene más de { $most } notas. Acótala para elegirlas todas de una vez.
bulk-what = Qué hacer con ellas
bulk-move = Mover a la carpeta
bulk-move-help = En la bóveda de cada una. Vacía: en ninguna carpeta.
bulk-add-tag = Poner la etiqueta
bulk-remove-tag = Quitar la etiqueta
bulk-change-audience = Cambiar quién puede leerlas
bulk-publish = Publicarlas
bulk-unpublish = Dejarlas como borradores
bulk-bin = Mover a la papelera
bulk-go-on-help = Verás qué le pasará a cada una antes de que se haga nada.
bulk-no-tags = sin etiquetas
bulk-error-none = Elige al menos una nota.
bulk-error-deed = Elige qué hacer.
bulk-error-tag = Escribe una sola etiqueta: una palabra sin espacios ni comas, que no sea solo de cifras.
bulk-error-audience = Elige quién puede leerlas.
bulk-error-much = Es demasiado de una vez. Se pueden cambiar juntas hasta { $most } notas, con { $size } de texto, y enlaces a ellas en otras tantas.

deed-move = Mover a «{ $folder }»
deed-move-root = Sacar de toda carpeta
deed-tag = Poner la etiqueta «{ $tag }»
deed-untag = Quitar la etiqueta «{ $tag }»
deed-audience = Cambiar quién lee a «{ $readers }»
deed-publish = Publicar
deed-unpublish = Dejar como borradores
deed-bin = Mover a la papelera

left-already = Ya es así.
left-theirs = Puedes leerla, pero no cambiarla.
left-out-of-reach = Es de otra persona: si fuera privada, ya no podrías traerla de vuelta.
left-plain = Los tableros y las bases no tienen propiedades.
left-unreadable = Sus propiedades no se pueden leer tal como están escritas.
left-layout = La propiedad está escrita de una forma que solo su autor debería cambiar.
left-in-text = La etiqueta está en el propio texto.
left-taken = Ahí está otra nota, o tuvo esa dirección.
left-changed = Alguien la ha cambiado desde entonces.
left-gone = Ya no está.
left-unusable = Su texto no se pudo guardar así.

work-would = { $count ->
    [0] Ninguna de las notas elegidas cambiaría.
    [one] Cambiará una nota.
   *[other] Cambiarán { $count } notas.
}
work-would-leave = { $count ->
    [one] Una nota queda como está. Aparece primero, con el motivo.
   *[other] { $count } notas quedan como están. Aparecen primero, cada una con el motivo.
}
work-becomes = pasa a ser
work-turned = { $count ->
    [one] En una nota más, los enlaces pasan al nuevo lugar
   *[other] En { $count } notas más, los enlaces pasan a los nuevos lugares
}
work-do = { $count ->
    [one] Hacerlo con una nota
   *[other] Hacerlo con { $count } notas
}
work-cancel = Dejarlas como están
work-undo-help = Se puede deshacer durante { $days } días. Lo que alguien cambie entretanto no se toca.
work-done = { $count ->
    [0] No se cambió ninguna nota.
    [one] Hecho, con una nota.
   *[other] Hecho, con { $count } notas.
}
work-left = { $count ->
    [one] Una quedó como estaba.
   *[other] { $count } quedaron como estaban.
}
work-undone = Deshecho el { $when }.
work-undo-left = { $count ->
    [one] Una nota no volvió atrás. Aparece primero, con el motivo.
   *[other] { $count } notas no volvieron atrás. Aparecen primero, cada una con el motivo.
}
work-not-undone = No volvió atrás. { $why }
work-links-turned = Sus enlaces pasaron a lo que se movió.
work-in-bin = En la papelera
work-summary = Varias notas a la vez: { $what }
work-undo-summary = Varias notas a la vez: deshecho

works-title = Lo que hiciste con varias notas
works-lede = Tus últimos { $most } cambios en conjunto de los últimos { $days } días. Cada uno se puede deshacer; las notas que alguien cambió después no se tocan.
works-none-title = Todavía nada
works-none-text = Lo que haces con varias notas a la vez se guarda aquí, con un camino de vuelta.
works-notes = { $count ->
    [one] una nota
   *[other] { $count } notas
}
works-undo = Deshacer «{ $what }»

deed-replace = Reemplazar «{ $sought }» por «{ $by }»
deed-take-out = Quitar «{ $sought }»

replace-title = Buscar y reemplazar
replace-lede = Palabras de las notas que puedes cambiar. Se muestra cada coincidencia, y no se reemplaza nada que no hayas visto.
replace-sought = Buscar
replace-by = Reemplazar por
replace-by-help = Vacío: lo encontrado se quita. Con una expresión regular, $1 es lo que encontró su primer grupo.
replace-how = Cómo y dónde
replace-ignore = Sin distinguir mayúsculas
replace-whole = Solo palabras enteras
replace-pattern = Como expresión regular
replace-front = También en las propiedades
replace-code = También en el código y las fórmulas
replace-find = Buscar
replace-find-help = Los tableros y las bases se pasan por alto.
replace-empty = Escribe lo que hay que buscar.
replace-long = Es demasiado largo: { $most } bytes como mucho.
replace-no-pattern = Esta expresión regular no se puede usar: { $wrong }
replace-nothing = No se encontró nada
replace-nothing-text = Ninguna de las notas recorridas dice eso.
replace-hits = { $count ->
    [one] Una coincidencia
   *[other] { $count } coincidencias
}
replace-in-notes = { $count ->
    [one] en una nota
   *[other] en { $count } notas
}
replace-more = Hay más. Estas son las primeras { $most }: reemplázalas, o acota la búsqueda, y vuelve a buscar.
replace-ended = Hay más notas de las que se pueden recorrer de una vez. Acota la búsqueda para llegar a las demás.
replace-none-ticked = Marca al menos una coincidencia.
replace-do = Reemplazar lo marcado
work-lost = { $n ->
    [one] Una nota que no puedes cambiar llama a una de ellas por su lugar
   *[other] { $n } notas que no puedes cambiar llaman a algunas de ellas por su lugar
}
