move-page = Renombrar o mover «{ $title }»
move-title = Renombrar o mover
move-link = Renombrar o mover esta nota
move-field-title = Título
move-field-name = Nombre
move-field-name-help = El nombre de su archivo. Por él la llaman los enlaces, y de él sale su dirección.
move-field-folder = Carpeta
move-field-folder-help = Desde la raíz de la bóveda, con barras entre carpetas. Vacía: ninguna carpeta.
move-next = Continuar
move-now = Mover
move-cancel = Dejarla como está
move-old-address = La dirección antigua seguirá llevando a la nota, para siempre.
move-links = Enlaces que la llaman por su nombre antiguo
move-links-rewrite = Reescribirlos en las notas marcadas abajo
move-links-both = Reescribirlos en las notas marcadas abajo, y conservar «{ $name }» como otro nombre para los enlaces de otros sitios
move-links-alias = Dejarlos, y conservar «{ $name }» como otro nombre de la nota
move-links-leave = Dejarlos; no llevarán a ninguna parte
move-turned = { $n ->
    [0] Ninguna nota que puedas cambiar se puede reescribir
    [one] Se reescribiría una nota
   *[other] Se reescribirían { $n } notas
}
move-more = Más de { $n } notas enlazan aquí; solo estas se pueden reescribir al mover.
move-more-keep = Conserva el nombre antiguo para que las demás sigan encontrando la nota.
move-others = { $n ->
    [one] Una nota que no puedes cambiar la llama por su nombre
   *[other] { $n } notas que no puedes cambiar la llaman por su nombre
}
move-others-renamed = Esos enlaces encuentran la nota mientras «{ $name }» siga siendo uno de sus nombres.
move-lost = { $n ->
    [one] Una nota que no puedes cambiar la llama por su lugar
   *[other] { $n } notas que no puedes cambiar la llaman por su lugar
}
move-lost-text = Esos enlaces no llevarán a ninguna parte hasta que alguien los cambie.
move-line = Línea { $n }
move-changed = Alguien cambió esto mientras lo mirabas. Lo que ves ahora es lo que hay; lo que escribiste sigue aquí.
move-taken = Otra nota tiene esta dirección, o la tuvo. Elige otro nombre u otra carpeta.
move-nothing = Aún no hay nada distinto: cambia el nombre, la carpeta o el título.
move-name-empty = Una nota necesita un nombre.
move-name-bad = Un nombre no puede empezar por punto, ni llevar / \ : * ? " < > | # ^ [ ] o más de 180 letras.
move-folder-bad = El nombre de una carpeta no puede empezar por punto, ni llevar \ : * ? " < > | # ^ [ ].
move-title-bad = Escribe un título de 300 letras como mucho.
move-title-fixed = Este título no se puede cambiar desde aquí: ocupa varias líneas, o el encabezado lo mostraría de otro modo. Cámbialo en el texto.
move-alias-fixed = Los otros nombres de esta nota ocupan varias líneas. Añade el antiguo en el texto, o elige otra opción.
