wrong-flag = «{ $text }» no es true ni false
wrong-language = «{ $text }» no es un idioma como es o pt-BR
wrong-date = «{ $text }» no es una fecha como 2026-01-05
wrong-audience = «{ $text }» no es un grupo de lectores; los hay public, unlisted, members y private
wrong-long = ocupan más de { $kib } KiB
wrong-twice = esta propiedad está dos veces
wrong-shape = aquí va otra clase de valor, por ejemplo un texto en vez de una lista
wrong-yaml = esto no se puede leer como YAML; revisa comillas, corchetes y sangrías
