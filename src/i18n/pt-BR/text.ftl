wrong-flag = “{ $text }” não é true nem false
wrong-language = “{ $text }” não é um idioma como pt-BR ou en
wrong-date = “{ $text }” não é uma data como 2026-01-05
wrong-audience = “{ $text }” não é um grupo de leitores; existem public, unlisted, members e private
wrong-long = passam de { $kib } KiB
wrong-twice = esta propriedade aparece duas vezes
wrong-shape = aqui cabe outro tipo de valor, por exemplo um texto em vez de uma lista
wrong-yaml = isto não pode ser lido como YAML; confira aspas, colchetes e recuos
