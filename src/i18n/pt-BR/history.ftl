history-link = Histórico
history-title = Histórico
history-page = Histórico de “{ $title }”
history-lede = Tudo o que foi salvo, do mais novo ao mais antigo. Escolha duas revisões e compare, ou abra uma para ler o que a nota dizia na época.
history-lede-one = Por enquanto a nota só foi salva uma vez. Da segunda em diante dá para comparar aqui.
history-for-whom = Só quem pode mudar a nota vê isto.
history-compare = Comparar
history-from = antes
history-to = depois
history-revision = Revisão { $n }
history-newest = A mais nova
history-published = Publicada
history-changes = O que mudou
history-older = Mais antigas
history-newer = Mais novas
history-author-unknown = autoria desconhecida
history-origin-import = Importada
history-origin-edit = Editada
history-origin-merge = Mesclada
history-origin-restore = Restaurada
history-origin-move = Renomeada ou movida
history-origin-replace = Palavras trocadas
history-origin-suggestion = Sugestão aproveitada
history-restored = O texto anterior voltou, como uma revisão nova. O que estava aqui ficou no histórico.
history-restored-summary = O texto da revisão { $number }
history-restore = Restaurar este texto
history-restore-help = Ele vira uma revisão nova e o texto mais novo da nota. Nada se perde: todas as outras continuam no histórico.
history-restore-changed = Alguém salvou um texto mais novo enquanto você olhava este, por isso nada foi restaurado. Veja o que mudou desde então e restaure se ainda quiser.
history-restore-nobody = Este texto diz que é privado, e não há ninguém de quem ele possa ser.
history-restore-audience = As propriedades voltam com ele: a nota agora é “{ $now }” e passaria a ser “{ $then }”.
history-restore-hides = As propriedades voltam com ele: a nota está publicada e passaria a ser rascunho.
history-restore-publishes = As propriedades voltam com ele: a nota é um rascunho e seria publicada.
history-restore-schedules = As propriedades voltam com ele: a nota seria publicada em { $when }.
history-audience-public = Para todo mundo

revision-page = Revisão { $n } de “{ $title }”
revision-banner-label = Que texto é este
revision-is-old = Isto é o que a nota dizia na época. Hoje o texto é outro.
revision-is-newest = Este é o texto mais novo, mas não o que os leitores veem.
revision-is-published = Os leitores veem este texto, mas há um mais novo.
revision-is-current = Este é o texto que os leitores veem agora.
revision-to-note = Para a nota
revision-changes-before = O que mudou com ela
revision-changes-since = O que mudou desde então
revision-source = O texto como foi escrito
revision-unreadable = Este texto não pode mais ser mostrado como página, porque não dá para ler as propriedades. Abaixo ele está como foi escrito.

changes-page = Mudanças de “{ $title }”
changes-title = O que mudou
changes-counts = Quanto mudou
changes-none = Nada: os dois textos são iguais, letra por letra.
changes-same-revision = É a mesma revisão duas vezes. Escolha outra para comparar.
changes-only-layout = Todas as linhas dizem o mesmo. Só difere o que não se vê: como as linhas terminam ou em que ordem estão as propriedades.
changes-choose = Comparar outras revisões
changes-from = Revisão de antes
changes-to = Revisão de depois
changes-old = Antes:
changes-new = Depois:
changes-properties-title = Propriedades
changes-property-new = não existia
changes-property-gone = não existe mais
changes-text-title = Texto
changes-previous = A mudança anterior
changes-next = A mudança seguinte
changes-piece-removed = removido:
changes-piece-added = acrescentado:
changes-empty-line = linha vazia
changes-line-before = Linha { $n }, antes:
changes-line-after = Linha { $n }, depois:
changes-line-removed = Linha { $n }, removida:
changes-line-added = Linha { $n }, acrescentada:
changes-line-moved-away = Linha { $n }, saiu daqui:
changes-line-moved-here = Linha { $n }, veio para cá:
changes-moved-to = foi para a linha { $n }
changes-moved-from = veio da linha { $n }
changes-properties = { $n ->
    [one] uma propriedade
   *[other] { $n } propriedades
}
changes-changed = { $n ->
    [one] uma linha mudada
   *[other] { $n } linhas mudadas
}
changes-added = { $n ->
    [one] uma linha acrescentada
   *[other] { $n } linhas acrescentadas
}
changes-removed = { $n ->
    [one] uma linha removida
   *[other] { $n } linhas removidas
}
changes-moved = { $n ->
    [one] um trecho mudou de lugar
   *[other] { $n } trechos mudaram de lugar
}
changes-folded = { $n ->
    [one] uma linha sem mudança
   *[other] { $n } linhas sem mudança
}
changes-cut = { $n ->
    [one] Mais uma linha é diferente. Ela é longa demais para ser mostrada aqui.
   *[other] Mais { $n } linhas são diferentes. São demais para serem mostradas aqui.
}

authorship-page = Quem escreveu “{ $title }”
authorship-title = Quem escreveu o quê
authorship-link = Quem escreveu cada parágrafo
authorship-lede = Cada parágrafo do texto mais novo, com quem o escreveu primeiro e quem o mudou por último.
authorship-none = Ainda não há texto.
authorship-unfinished = O histórico é longo: por enquanto foi seguido até a revisão { $n }. Abra esta página de novo e ela continua dali.
authorship-or-older = ou antes
authorship-changed = Última mudança:
authorship-changed-by = Última mudança, de { $author }:
authorship-others = No meio do caminho: { $names }
authorship-left-out = { $n ->
    [one] Mais um parágrafo não é mostrado: a nota é longa demais para esta página.
   *[other] Mais { $n } parágrafos não são mostrados: a nota é longa demais para esta página.
}

nav-revisions = Revisões
revisions-title = Quais revisões são guardadas
revisions-lede = Cada vez que uma nota é salva nasce uma revisão. O normal é guardar todas; num jardim que muda muito, as antigas podem ir rareando.
revisions-all = Guardar todas
revisions-thin = Deixar que rareiem com a idade
revisions-all-days = Guardar todas dos últimos … dias
revisions-all-days-help = Nada mais novo é removido, nunca.
revisions-daily-days = Depois, uma por dia até … dias atrás
revisions-daily-days-help = Das mais antigas fica uma por mês. Essas ficam para sempre.
revisions-stays = O que sempre fica: o texto que os leitores veem, o mais novo e os que uma importação ainda compara. O que pessoas diferentes escreveram, ou o que era para outros leitores, não toma o lugar um do outro: continua-se sabendo quem escreveu cada parágrafo.
revisions-days-bad = Escreva um número de dias de 1 a { $most }.
revisions-days-order = Não pode ser menor que o número acima.
revisions-next = Ver o que sairia
revisions-save = Salvar
revisions-now = Salvar estas regras
revisions-forecast = { $go ->
    [0] Por estas regras, agora não sairia nenhuma das { $of } revisões.
    [one] Por estas regras sairia uma das { $of } revisões.
   *[other] Por estas regras sairiam { $go } das { $of } revisões.
}
revisions-forecast-more = { $go ->
    [0] Por estas regras não sairia nenhuma das primeiras { $of } revisões. Há mais do que dá para contar aqui.
    [one] Por estas regras sairia uma das primeiras { $of } revisões, e provavelmente algumas das outras. Há mais do que dá para contar aqui.
   *[other] Por estas regras sairiam { $go } das primeiras { $of } revisões, e outras tantas das demais. Há mais do que dá para contar aqui.
}
revisions-for-good = O que sai não volta. Acontece na hora seguinte a salvar, e depois a cada hora.
