publishing-title = Publicación
publishing-page = Publicación de «{ $title }»
publishing-link = Publicación
publishing-is-published = Está publicada: sus lectores la tienen.
publishing-is-draft = Es un borrador: solo la ven su autor y los editores.
publishing-appears = Aparece el { $when }
publishing-until-then = Hasta entonces solo la ven su autor y los editores.
publishing-now = Publicar ahora
publishing-take-back = Volver a dejarla en borrador
publishing-not-then = No publicarla entonces
publishing-change = Cambiar la hora
publishing-later = Más tarde
publishing-later-hides = Hasta ese momento volvería a ser un borrador, oculto a sus lectores.
publishing-time = Día y hora
publishing-time-help = En el huso horario { $zone }.
publishing-clock-rule = Cuando los relojes se adelantan, una hora que se saltan vale otro tanto más tarde; cuando se atrasan, una hora que se repite vale la primera vez.
publishing-then = Publicarla entonces
publishing-move = Pasarla a esta hora
publishing-cannot-wait = Un tablero o una tabla no puede decir cuándo se publica: sus lectores lo tienen en cuanto se guarda.
publishing-no-time = Elige un día y una hora.
publishing-passed = Esa hora ya pasó. Elige una que esté por llegar, o publica ahora.
publishing-skipped = En { $zone } no existe { $written }: los relojes se adelantan y se la saltan. La nota aparece cuando marquen { $meant }.
publishing-twice = { $written } llega dos veces en { $zone }, porque los relojes se atrasan. La nota aparece la primera vez.
flash-published = La nota está publicada.
flash-renamed = Guardado. El nombre que escribiste no estaba libre tal cual, así que la nota recibió otro. Con «Renombrar o mover» se cambia.
flash-taken-back = La nota vuelve a ser un borrador.
flash-scheduled = La nota aparecerá sola.
flash-time-skipped = Guardado. Los relojes se adelantan y se saltan la hora que elegiste, así que la nota aparece otro tanto más tarde.
flash-time-twice = Guardado. La hora que elegiste llega dos veces, porque los relojes se atrasan: la nota aparece la primera vez.
checks-title = Lista de comprobación
checks-page = Lista de comprobación de «{ $title }»
checks-lede-draft = Es un borrador. Los lectores verán el texto guardado tal como está.
checks-lede-published = Los lectores ven esta nota tal como está. Con lo que se dice abajo tropiezan hoy.
checks-unsaved = Tienes un texto de esta nota sin guardar. Lo que ves aquí se refiere al guardado; el editor puede revisar el tuyo.
checks-none-title = Nada que corregir
checks-none-text = Los enlaces llevan a alguna parte, las imágenes tienen palabras, los títulos se siguen en orden y hay una descripción.
checks-count = { $count ->
    [one] Una cosa que revisar
   *[other] { $count } cosas que revisar
}
checks-more = { $count ->
    [one] Y una más, cuando estas estén corregidas.
   *[other] Y { $count } más, cuando estas estén corregidas.
}
checks-ask = Revisa esto primero, o publica de todos modos.
checks-ask-unsaved = Aún no está publicada; lo que escribiste se guarda como borrador. Mira esto antes, o publica de todos modos.
checks-whole = La nota
checks-line = Línea { $line }
checks-edit = Editar la nota

check-no-description = No hay descripción: una frase para las listas, las búsquedas y los enlaces compartidos.
check-missing = El enlace a «{ $target }» no lleva a ninguna parte: no existe tal nota ni archivo.
check-missing-embed = Aquí debe mostrarse «{ $target }», y no existe tal nota ni archivo.
check-draft = «{ $target }» es a su vez un borrador: los lectores verán las palabras del enlace, sin camino hasta allí.
check-hidden = «{ $target }» no es para todos los lectores de esta nota: los demás verán las palabras del enlace, sin camino hasta allí.
check-no-place = «{ $title }» no tiene ningún título ni bloque llamado «{ $place }»; el enlace lleva a su comienzo.
check-missing-place = Esta nota no tiene ningún título ni bloque llamado «{ $place }».
check-no-alternative = La imagen «{ $picture }» no tiene palabras para quienes no la ven. La que solo adorna no las necesita.
check-skipped-level = Este título es de nivel { $level } y no hay ninguno de nivel { $missing } por encima.
check-second-title = Otro título de nivel 1, además del de la línea { $line }. Una nota tiene un solo título.
check-empty-heading = Un título sin palabras.
check-empty-link = Un enlace sin palabras: nadie puede verlo ni oírlo.
check-no-address = Un enlace sin una dirección que se pueda seguir.

publication-publish = Publicar
publication-anyway = Publicar de todos modos
publishing-anyway-then = Publicar entonces de todos modos
publication-withdraw = Retirar de la publicación
publication-as-draft = Guardar como borrador
publication-draft = Un borrador: solo lo ven su autor y los editores.
publication-summary-published = Publicada
publication-summary-withdrawn = De nuevo un borrador

preview-links-page = Enlaces de vista previa de «{ $title }»
preview-links-title = Enlaces de vista previa
preview-links-lede = Quien tenga un enlace así ve esta nota sin tener cuenta, también sus imágenes y archivos, hasta que el enlace termine. Ve el texto tal como está cuando lo mira. Todo lo demás del jardín sigue tan cerrado como está.
preview-links-made = El enlace está hecho. Cópialo ahora:
preview-links-once = Solo se muestra esta vez: lo que el jardín conserva de él no abre nada.
preview-links-days = Termina al cabo de
preview-links-day-count = { $days ->
    [one] un día
   *[other] { $days } días
}
preview-links-days-bad = Elige cuánto ha de durar el enlace.
preview-links-full = Hay { $most } enlaces a esta nota. Termina antes uno de ellos.
preview-links-make = Crear un enlace
preview-links-standing = Enlaces que la abren hoy
preview-links-none = Ninguno.
preview-links-ends = Termina el { $when }.
preview-links-by = Creado por { $name } el { $when }.
preview-links-opened = { $count ->
    [one] Abierto una vez, el { $when }.
   *[other] Abierto { $count } veces, la última el { $when }.
}
preview-links-unopened = Aún sin abrir.
preview-links-end = Terminarlo ahora
flash-link-ended = El enlace ha terminado. Ya no abre nada.
preview-link-strip-draft = Vista previa de un borrador. Este enlace termina el { $when }.
preview-link-strip = Vista previa de una nota. Este enlace termina el { $when }.
preview-link-current = El texto es el actual, guardado el { $when }; puede cambiar.
