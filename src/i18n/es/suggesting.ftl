suggest-link = Sugerir un cambio
suggest-title = Sugerir un cambio en «{ $title }»
suggest-lede = Cambia el texto como lo dejarías tú. Para los lectores no cambia nada: quien cuida la nota ve las diferencias y las incorpora trozo a trozo.
suggest-again = Esta es tu sugerencia, que nadie ha respondido todavía. Lo que envíes ahora ocupará su lugar.
suggest-words = Por qué, en pocas palabras
suggest-send = Sugerir
suggest-same = Es lo que la nota ya dice. Cambia algo y entonces sugiérelo.
suggest-full = Ya esperan { $most } sugerencias tuyas en esta nota. Retira una o espera una respuesta.
suggest-words-long = Escribe { $most } caracteres como máximo.
suggest-answered = Respondieron a tu sugerencia mientras escribías. Envíalo otra vez y será una sugerencia aparte.

suggested-link = Sugerencias
suggested-title = Cambios sugeridos
suggested-page = Cambios sugeridos en «{ $title }»
suggested-lede = Lo que otros cambiarían en esta nota. Abre una sugerencia e incorpora lo acertado.
suggested-lede-own = Lo que sugeriste para esta nota y qué ha sido de ello.
suggested-none = Aquí no hay nada
suggested-none-here = Nadie ha sugerido todavía un cambio en esta nota.
suggested-none-mine = Aún no has sugerido nada. Bajo cada nota que no es tuya figura «Sugerir un cambio».
suggested-none-waiting = Ninguna sugerencia espera tu respuesta.
suggested-waiting = Sugerencias que te esperan
suggested-waiting-all = Todas las que esperan
suggested-mine = Lo que has sugerido
suggested-mine-all = Todo lo que has sugerido
suggested-name = Sugerencia { $n }
suggested-one-page = Sugerencia { $n } para «{ $title }»
suggested-by = de { $name }
suggested-open = Abierta
suggested-partly = Respondida en parte
suggested-accepted = Aceptada
suggested-refused = Rechazada
suggested-mixed = Aceptada en parte
suggested-withdrawn = Retirada
suggested-pieces = { $n ->
    [one] un trozo
   *[other] { $n } trozos
}
suggested-pieces-open = { $n ->
    [one] un trozo abierto
   *[other] { $n } trozos abiertos
}
suggested-piece = Trozo { $n } de { $of }
suggested-piece-clashes = Choca
suggested-behind = La nota cambió después de esta sugerencia. Lo que aceptes se reunirá con el texto actual.
suggested-behind-own = La nota cambió después de tu sugerencia. Lo que se acepte se reunirá con el texto que haya entonces.
suggested-of-readers = Parte del texto tal como lo ven los lectores. Los comentarios y las propiedades que ellos no ven se quedan donde están.
suggested-clash = En la nota estas líneas dicen otra cosa: alguien las cambió desde entonces, o junto a ellas hay palabras que los lectores no ven. Por eso este trozo no puede incorporarse por sí solo. En su lugar dice ahora:
suggested-clash-nothing = Nada: se quitó.
suggested-accept = Aceptar
suggested-refuse = Rechazar
suggested-later = Más tarde
suggested-accept-all = Aceptar todo lo que encaja
suggested-refuse-all = Rechazar todo
suggested-send = Responder
suggested-answer = Respuesta
suggested-answer-help = { $name } la leerá junto a lo que ha sido de los trozos.
suggested-answer-long = Escribe { $most } caracteres como máximo.
suggested-answered-by = { $name } respondió el { $when }
suggested-answered = Respondida el { $when }
suggested-nothing-chosen = Acepta o rechaza un trozo, o escribe una respuesta.
suggested-changed = Esta sugerencia cambió o recibió respuesta mientras la mirabas. Así está ahora; no se ha hecho nada.
suggested-unusable = Con estos trozos la nota no podría guardarse, así que no se ha hecho nada. { $wrong }
suggested-summary = Sugerencia { $n }, aceptada por { $name }. { $words }
suggested-change = Cambiarla
suggested-withdraw = Retirarla
flash-suggested = Tu sugerencia está enviada.
flash-suggestion-withdrawn = Tu sugerencia está retirada.
flash-answered = Respondida.
flash-answered-partly = Lo que choca con el texto actual sigue abierto y está señalado. Lo demás está hecho.
