suggest-link = Sugerir uma mudança
suggest-title = Sugerir uma mudança em “{ $title }”
suggest-lede = Mude o texto como você o deixaria. Para os leitores nada muda: quem cuida da nota vê as diferenças e as aproveita trecho a trecho.
suggest-again = Esta é a sua sugestão, que ninguém respondeu ainda. O que você enviar agora toma o lugar dela.
suggest-words = Por quê, em poucas palavras
suggest-send = Sugerir
suggest-same = É o que a nota já diz. Mude alguma coisa e então sugira.
suggest-full = { $most } sugestões suas já esperam nesta nota. Retire uma ou espere uma resposta.
suggest-words-long = Escreva no máximo { $most } caracteres.
suggest-answered = Responderam à sua sugestão enquanto você escrevia. Envie de novo e ela será uma sugestão à parte.

suggested-link = Sugestões
suggested-title = Mudanças sugeridas
suggested-page = Mudanças sugeridas em “{ $title }”
suggested-lede = O que outras pessoas mudariam nesta nota. Abra uma sugestão e aproveite o que estiver certo.
suggested-lede-own = O que você sugeriu para esta nota e o que foi feito disso.
suggested-none = Nada por aqui
suggested-none-here = Ninguém sugeriu uma mudança nesta nota ainda.
suggested-none-mine = Você ainda não sugeriu nada. Abaixo de cada nota que não é sua está “Sugerir uma mudança”.
suggested-none-waiting = Nenhuma sugestão espera por você.
suggested-waiting = Sugestões que esperam por você
suggested-waiting-all = Todas as que esperam
suggested-mine = O que você sugeriu
suggested-mine-all = Tudo o que você sugeriu
suggested-name = Sugestão { $n }
suggested-one-page = Sugestão { $n } para “{ $title }”
suggested-by = de { $name }
suggested-open = Aberta
suggested-partly = Respondida em parte
suggested-accepted = Aceita
suggested-refused = Recusada
suggested-mixed = Aceita em parte
suggested-withdrawn = Retirada
suggested-pieces = { $n ->
    [one] um trecho
   *[other] { $n } trechos
}
suggested-pieces-open = { $n ->
    [one] um trecho em aberto
   *[other] { $n } trechos em aberto
}
suggested-piece = Trecho { $n } de { $of }
suggested-piece-clashes = Em choque
suggested-behind = A nota mudou depois desta sugestão. O que você aceitar será reunido com o texto de agora.
suggested-behind-own = A nota mudou depois da sua sugestão. O que for aceito será reunido com o texto que houver então.
suggested-of-readers = Feita a partir do texto como os leitores o veem. Comentários e propriedades que eles não veem ficam onde estão.
suggested-clash = Na nota estas linhas dizem outra coisa: alguém as mudou depois disso, ou ao lado delas há palavras que os leitores não veem. Por isso o trecho não pode ser encaixado sozinho. No lugar dele está agora:
suggested-clash-nothing = Nada: foi retirado.
suggested-accept = Aceitar
suggested-refuse = Recusar
suggested-later = Depois
suggested-accept-all = Aceitar tudo o que se encaixa
suggested-refuse-all = Recusar tudo
suggested-send = Responder
suggested-answer = Resposta
suggested-answer-help = { $name } a lê junto com o que foi feito dos trechos.
suggested-answer-long = Escreva no máximo { $most } caracteres.
suggested-answered-by = { $name } respondeu em { $when }
suggested-answered = Respondida em { $when }
suggested-nothing-chosen = Aceite ou recuse um trecho, ou escreva uma resposta.
suggested-changed = Esta sugestão mudou ou foi respondida enquanto você olhava para ela. É assim que ela está agora; nada foi feito.
suggested-unusable = Com estes trechos a nota não poderia ser salva, então nada foi feito. { $wrong }
suggested-summary = Sugestão { $n }, aceita por { $name }. { $words }
suggested-change = Mudar
suggested-withdraw = Retirar
flash-suggested = Sua sugestão foi enviada.
flash-suggestion-withdrawn = Sua sugestão foi retirada.
flash-answered = Respondida.
flash-answered-partly = O que entra em choque com o texto de agora continua em aberto e está marcado. O resto está feito.
