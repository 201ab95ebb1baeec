bulk-title = Gerenciar notas
bulk-lede = Todas as notas que você pode mudar, publicadas ou não. Escolha algumas e mude todas juntas.
bulk-lede-own = Suas notas, publicadas ou não. Escolha algumas e mude todas juntas.
bulk-filter = Filtro e ordem
bulk-title-words = Palavras do título
bulk-folder = Pasta
bulk-tag = Etiqueta
bulk-state = Estado
bulk-author = Autoria
bulk-sort = Ordem
bulk-sort-updated = Última mudança primeiro
bulk-sort-title = Por título
bulk-any = Qualquer
bulk-show = Mostrar
bulk-clear = Mostrar todas
bulk-matches = { $count ->
    [one] Uma nota corresponde.
   *[other] { $count } notas correspondem.
}
bulk-matches-many = Mais de { $most } notas correspondem.
bulk-none-title = Ainda não há notas
bulk-none-text = O que você escreve aparece aqui, para ser movido, etiquetado e publicado em conjunto.
bulk-no-match = Nenhuma nota é assim
bulk-column-note = Nota
bulk-column-place = Lugar
bulk-column-tags = Etiquetas
bulk-column-changed = Última mudança
bulk-published = Publicada
bulk-scheduled = Agendada
bulk-draft = Rascunho
bulk-by = por { $name }
bulk-tick = Escolher “{ $title }”
bulk-which = Quais notas
bulk-which-ticked = As marcadas
bulk-which-page = { $count ->
    [one] A única desta página
   *[other] Todas as { $count } desta página
}
bulk-which-all = { $count ->
    [one] A única da lista
   *[other] Todas as { $count } da lista, de todas as páginas
}
bulk-too-many = A lista tem mais de { $most } notas. Restrinja-a para escolher todas de uma vez.
bulk-what = O que fazer com elas
bulk-move = Mover para a pasta
bulk-move-help = No cofre em que cada uma está. Vazia: em nenhuma pasta.
bulk-add-tag = Pôr a etiqueta
bulk-remove-tag = Tirar a etiqueta
bulk-change-audience = Mudar quem pode ler
bulk-publish = Publicar
bulk-unpublish = Deixar como rascunhos
bulk-bin = Mover para a lixeira
bulk-go-on-help = Você vê o que acontecerá com cada uma antes que algo seja feito.
bulk-no-tags = sem etiquetas
bulk-error-none = Escolha ao menos uma nota.
bulk-error-deed = Escolha o que fazer.
bulk-error-tag = Escreva uma só etiqueta: uma palavra sem espaços nem vírgulas, que não seja só de algarismos.
bulk-error-audience = Escolha quem pode ler.
bulk-error-much = É demais de uma vez. Podem mudar juntas até { $most } notas, com { $size } de texto, e links para elas em outras tantas.

deed-move = Mover para “{ $folder }”
deed-move-root = Tirar de todas as pastas
deed-tag = Pôr a etiqueta “{ $tag }”
deed-untag = Tirar a etiqueta “{ $tag }”
deed-audience = Mudar quem lê para “{ $readers }”
deed-publish = Publicar
deed-unpublish = Deixar como rascunhos
deed-bin = Mover para a lixeira

left-already = Já é assim.
left-theirs = Você pode ler, mas não mudar.
left-out-of-reach = É de outra pessoa: se fosse só dela, você não conseguiria trazê-la de volta.
left-plain = Quadros e bases não têm propriedades.
left-unreadable = As propriedades não podem ser lidas como estão escritas.
left-layout = A propriedade está escrita de um jeito que só quem escreveu deveria mudar.
left-in-text = A etiqueta está no próprio texto.
left-taken = Outra nota está lá, ou teve esse endereço.
left-changed = Alguém a mudou desde então.
left-gone = Não está mais lá.
left-unusable = O texto não pôde ser salvo assim.

work-would = { $count ->
    [0] Nenhuma das notas escolhidas mudaria.
    [one] Uma nota vai mudar.
   *[other] { $count } notas vão mudar.
}
work-would-leave = { $count ->
    [one] Uma nota fica como está. Ela aparece primeiro, com o motivo.
   *[other] { $count } notas ficam como estão. Elas aparecem primeiro, cada uma com o motivo.
}
work-becomes = passa a ser
work-turned = { $count ->
    [one] Em mais uma nota, os links passam ao novo lugar
   *[other] Em mais { $count } notas, os links passam aos novos lugares
}
work-do = { $count ->
    [one] Fazer com uma nota
   *[other] Fazer com { $count } notas
}
work-cancel = Deixar como estão
work-undo-help = Pode ser desfeito por { $days } dias. O que alguém mudar nesse meio-tempo não é tocado.
work-done = { $count ->
    [0] Nenhuma nota mudou.
    [one] Feito, com uma nota.
   *[other] Feito, com { $count } notas.
}
work-left = { $count ->
    [one] Uma ficou como estava.
   *[other] { $count } ficaram como estavam.
}
work-undone = Desfeito em { $when }.
work-undo-left = { $count ->
    [one] Uma nota não voltou. Ela aparece primeiro, com o motivo.
   *[other] { $count } notas não voltaram. Elas aparecem primeiro, cada uma com o motivo.
}
work-not-undone = Não voltou. { $why }
work-links-turned = Os links dela passaram ao que se moveu.
work-in-bin = Na lixeira
work-summary = Várias notas de uma vez: { $what }
work-undo-summary = Várias notas de uma vez: desfeito

works-title = O que você fez com várias notas
works-lede = Suas últimas { $most } mudanças em conjunto dos últimos { $days } dias. Cada uma pode ser desfeita; as notas que alguém mudou depois não são tocadas.
works-none-title = Nada ainda
works-none-text = O que você faz com várias notas de uma vez fica guardado aqui, com um caminho de volta.
works-notes = { $count ->
    [one] uma nota
   *[other] { $count } notas
}
works-undo = Desfazer “{ $what }”

deed-replace = Substituir “{ $sought }” por “{ $by }”
deed-take-out = Tirar “{ $sought }”

replace-title = Localizar e substituir
replace-lede = Palavras das notas que você pode mudar. Cada ocorrência é mostrada, e nada é substituído sem que você tenha visto.
replace-sought = Localizar
replace-by = Substituir por
replace-by-help = Vazio: o que for encontrado é tirado. Com uma expressão regular, $1 é o que o primeiro grupo encontrou.
replace-how = Como e onde
replace-ignore = Sem diferenciar maiúsculas
replace-whole = Só palavras inteiras
replace-pattern = Como expressão regular
replace-front = Também nas propriedades
replace-code = Também em código e fórmulas
replace-find = Localizar
replace-find-help = Quadros e bases são deixados de lado.
replace-empty = Escreva o que procurar.
replace-long = É longo demais: no máximo { $most } bytes.
replace-no-pattern = Esta expressão regular não pode ser usada: { $wrong }
replace-nothing = Nada foi encontrado
replace-nothing-text = Nenhuma das notas percorridas diz isso.
replace-hits = { $count ->
    [one] Uma ocorrência
   *[other] { $count } ocorrências
}
replace-in-notes = { $count ->
    [one] em uma nota
   *[other] em { $count } notas
}
replace-more = Há mais. Estas são as primeiras { $most }: substitua-as, ou restrinja a busca, e procure de novo.
replace-ended = Há mais notas do que se pode percorrer de uma vez. Restrinja a busca para chegar às outras.
replace-none-ticked = Marque ao menos uma ocorrência.
replace-do = Substituir o que está marcado
work-lost = { $n ->
    [one] Uma nota que você não pode mudar chama uma delas pelo lugar
   *[other] { $n } notas que você não pode mudar chamam algumas delas pelo lugar
}
