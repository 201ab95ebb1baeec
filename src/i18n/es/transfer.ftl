import-title = Importar una bóveda
import-lede = Una carpeta de notas Markdown con sus imágenes y archivos, en un zip. Impórtala de nuevo cuando quieras: solo se escribe lo que cambió.
import-file = Bóveda
import-file-help = Un .zip de hasta { $size }. En Obsidian: la carpeta que contiene .obsidian.
import-name = Nombre de la bóveda
import-name-help = Con el mismo nombre, la bóveda se pone al día. Si lo dejas vacío: el del archivo.
import-under = Dónde viven sus notas
import-under-help = Una ruta bajo /notes/, como guia. Si la dejas vacía: como antes, o en la raíz.
import-language = Idioma de las notas que no lo dicen
import-language-help = Como es o pt-BR. Si lo dejas vacío: como antes, o según el texto de cada nota.
import-audience = Quién puede leer las notas que no lo dicen
import-audience-same = Como antes, o todo el mundo
import-for-public = Todo el mundo
import-for-unlisted = Quien tenga la dirección
import-for-members = Miembros
import-for-private = Solo quien las escribió
import-author = Correo de quien las escribió
import-author-help = Si lo dejas vacío: como antes, o nadie. Entonces las notas privadas son del dueño del jardín.
import-choices = Opciones
import-prune = Retirar del jardín lo que ya no está en la bóveda
import-dry-run = Solo probar: informar sin escribir nada
import-button = Importar
import-past = Importaciones hasta ahora
import-past-none = Aún no se ha importado nada.
import-past-when = Cuándo
import-past-what = Bóveda
import-past-state = Cómo fue
import-no-file = Elige el zip de una bóveda.
import-no-language = Escribe un idioma como es o pt-BR.
import-no-audience = Elige una opción de la lista.
import-no-under = Escribe una ruta como guia o guia/primeros-pasos, de { $longest } caracteres como máximo.
import-empty-file = Este archivo está vacío. Elige el zip de una bóveda.
import-many = Aún hay otras importaciones en marcha. Envía esta otra vez cuando una de ellas termine.

import-waiting = En espera
import-running = En marcha
import-done = Hecha
import-failed = Falló
import-page-title = Importación
import-page-title-of = Importación de «{ $vault }»
import-page-lede = { $source }, { $when }
import-progress-reading = { $done } de { $total } archivos examinados
import-progress-saving = { $done } de { $total } archivos nuevos y cambiados guardados
import-progress-waiting = Empieza en cuanto terminen las anteriores.
import-progress-none = Buscando archivos
import-progress-help = Esta página se renueva sola. Puedes cerrarla; la importación sigue.
import-again = Importar una bóveda

import-report-title = { $notes ->
    [one] Una nota revisada
   *[other] { $notes } notas revisadas
}
import-report-dry = Era solo una prueba: no se escribió nada.
import-report-time = Tardó { $seconds } s.
import-report-changes = Qué cambió
import-report-kind = Clase
import-report-notes = Notas
import-report-files = Adjuntos
import-report-added = Nuevos
import-report-changed = Cambiados
import-report-moved = Movidos
import-report-unchanged = Iguales
import-report-gone = Ausentes
import-report-withdrawn = Retirados
import-report-links = Enlaces: { $resolved } llevan a algún sitio, { $ambiguous } del total podrían referirse a varias notas, { $broken } aún no llevan a ninguna parte.
import-report-default = { $count ->
    [one] Una nota no dice quién puede leerla: { $audience }.
   *[other] { $count } notas no dicen quién puede leerlas: { $audience }.
}
import-report-resettled = { $count ->
    [one] Una nota sin cambios sigue los nuevos ajustes de la bóveda.
   *[other] { $count } notas sin cambios siguen los nuevos ajustes de la bóveda.
}
import-report-hidden = { $count ->
    [one] Se omitió un elemento oculto.
   *[other] Se omitieron { $count } archivos y carpetas ocultos.
}
import-report-more = { $count ->
    [one] … y uno más
   *[other] … y { $count } más
}
import-report-lost = El informe ya no se puede leer.
import-list-skipped = Omitidos
import-list-many-tags = Notas con más de 100 etiquetas: las últimas no se guardaron
import-list-broken = Enlaces que aún no llevan a ninguna parte
import-list-ambiguous = Enlaces que podrían referirse a varias notas
import-list-repaired = Reparadas: otro programa las había leído con la codificación equivocada
import-list-converted = Convertidas a UTF-8
import-list-gone = Ya no están en la bóveda, siguen en el jardín
import-list-withdrawn = Ya no están en la bóveda, se retiraron del jardín
import-list-added = Notas nuevas
import-list-changed = Notas cambiadas
import-list-moved = Notas movidas
import-column-file = Archivo
import-column-why = Por qué
import-column-line = Línea
import-column-left-out = Etiquetas de más
import-column-target = Dice
import-column-encoding = Codificación

why-front-matter = Propiedades, columna { $column }: { $message }
why-nobody = Es privada, y aún no hay nadie que pueda leerla: ni un autor ni el dueño del jardín.
why-forbidden = Este programa no tiene permiso para leerlo.
why-unreadable = No se puede leer: { $message }
why-leaves = Su ruta sale de la bóveda.
why-link = Es un enlace simbólico. Pon ahí el propio archivo.
why-special = No es un archivo corriente.
why-large = Ocupa más de { $limit }. El ajuste import_max_file permite más.
why-long-note = Una nota puede ocupar { $limit } como mucho.
why-bad-name = Su nombre no se puede leer o tiene caracteres de control.
why-long-name = Su ruta ocupa más de 1024 bytes.
why-same-name = Otro archivo tiene el mismo nombre.
why-compression = Está comprimido con un método que aquí no se lee. Comprime el zip de nuevo con el habitual, DEFLATE.


failure-unreadable = La bóveda no se puede leer: { $message }
failure-not-a-zip = No es un zip, o está dañado.
failure-encrypted = El zip está cifrado. Comprímelo de nuevo sin contraseña.
failure-bomb = El zip está tan comprimido que parece hecho para llenar el disco. Se rechazó.
failure-bomb-in = «{ $file }» está tan comprimido en el zip que parece hecho para llenar el disco. Se rechazó el zip entero.
failure-too-much = La bóveda ocupa más de { $limit }. El ajuste import_max_total permite más.
failure-too-many = La bóveda tiene más de { $limit } archivos y carpetas. El ajuste import_max_entries permite más.
failure-busy = Ya hay otra importación de «{ $vault }» en marcha. Espera a que termine.
failure-author = Nadie aquí tiene la dirección { $email }.
failure-name = Una bóveda necesita un nombre de 1 a 100 caracteres.
failure-database = La base de datos no respondía. Importa la bóveda otra vez: lo guardado se conserva y lo demás se completa.
failure-storage = Los adjuntos no se pueden guardar: { $message }
failure-interrupted = El programa se detuvo antes de terminar la importación. Importa la bóveda otra vez: lo guardado se conserva y lo demás se completa.
failure-broken = Algo se rompió; el registro dice qué. Importa la bóveda otra vez: lo guardado se conserva y lo demás se completa.
vaults-title = Bóvedas
vaults-lede = De dónde vienen las notas de este jardín.
vaults-none = Todavía no se ha importado nada.
vaults-name = Bóveda
vaults-place = Dónde vive
vaults-standing = En el jardín
vaults-withdraw = Retirar…
vaults-withdraw-help = Sus notas y adjuntos salen del jardín de inmediato; quienes editan siguen encontrando las notas como borradores. Otra importación de la bóveda lo devuelve todo, en las mismas direcciones.
vaults-withdraw-button = Retirar «{ $vault }»
vaults-withdrawn = Retirada
import-list-later = Borradores hasta que llegue su hora
import-column-when = Se publica

import-list-kept = Cambiadas en el jardín, no en la bóveda: se dejaron como están
import-list-merged = Cambiadas en el jardín y en la bóveda: se unieron
import-list-clashing = Cambiadas en el jardín y en la bóveda, en los mismos lugares: di qué vale
import-list-binned = Borradas en el jardín, siguen en la bóveda: se pasaron por alto
import-list-spared = Ya no están en la bóveda, pero se cambiaron en el jardín: no se retiraron
import-clash-settle = Resolver { $file }

import-clash-page = Dos textos de «{ $title }»
import-clash-title = El jardín y el archivo dicen cosas distintas
import-clash-lede = Desde la última vez que coincidieron, tanto esta nota como su archivo { $file } se cambiaron en los mismos lugares. La nota queda como está hasta que elijas; el archivo se importó { $when } y su texto se conserva.
import-clash-piece = Lugar { $number }
import-clash-ours = Como dice el jardín
import-clash-theirs = Como dice el archivo
import-clash-both = Los dos, primero el del jardín
import-clash-nothing = Nada: estas líneas se quitaron.
import-clash-none = Los dos textos ya encajan.
import-clash-many = Difieren en más lugares de los que se pueden elegir uno por uno. Toma uno de los dos entero; el otro queda en el historial.
import-clash-save = Guardar lo elegido
import-clash-all-ours = El del jardín en todas partes
import-clash-all-theirs = El del archivo en todas partes
import-clash-cancel = Más tarde
import-clash-help = Al guardar se crea una revisión. Lo que quede fuera no se pierde: el texto del jardín está en el historial y el del archivo, en la bóveda.
import-clash-changed = La nota o el archivo cambiaron entretanto. Así están ahora; elige otra vez.
import-clash-unchosen = Elige uno para cada lugar.
import-clash-unreadable = Con esta elección no se pueden leer las propiedades del principio: { $message }. Elige de otro modo.
