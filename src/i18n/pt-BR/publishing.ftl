publishing-title = Publicação
publishing-page = Publicação de “{ $title }”
publishing-link = Publicação
publishing-is-published = Está publicada: seus leitores a veem.
publishing-is-draft = É um rascunho: só o autor e os editores a veem.
publishing-appears = Aparece em { $when }
publishing-until-then = Até lá, só o autor e os editores a veem.
publishing-now = Publicar agora
publishing-take-back = Voltar a ser rascunho
publishing-not-then = Não publicar nessa hora
publishing-change = Mudar a hora
publishing-later = Mais tarde
publishing-later-hides = Até essa hora ela voltaria a ser um rascunho, escondido de seus leitores.
publishing-time = Dia e hora
publishing-time-help = No fuso horário { $zone }.
publishing-clock-rule = Quando os relógios são adiantados, uma hora que eles pulam vale o mesmo tanto mais tarde; quando são atrasados, uma hora que se repete vale a primeira vez.
publishing-then = Publicar nessa hora
publishing-move = Passar para esta hora
publishing-cannot-wait = Um quadro ou uma tabela não tem como dizer quando será publicado: seus leitores o veem assim que é salvo.
publishing-no-time = Escolha um dia e uma hora.
publishing-passed = Essa hora já passou. Escolha uma que ainda esteja por vir, ou publique agora.
publishing-skipped = Em { $zone } não existe { $written }: os relógios são adiantados e a pulam. A nota aparece quando marcarem { $meant }.
publishing-twice = { $written } acontece duas vezes em { $zone }, porque os relógios são atrasados. A nota aparece na primeira.
flash-published = A nota está publicada.
flash-renamed = Salvo. O nome que você escreveu não estava livre, por isso a nota ganhou outro. Em “Renomear ou mover” ele muda.
flash-taken-back = A nota voltou a ser um rascunho.
flash-scheduled = A nota vai aparecer sozinha.
flash-time-skipped = Salvo. Os relógios são adiantados e pulam a hora que você escolheu, então a nota aparece o mesmo tanto mais tarde.
flash-time-twice = Salvo. A hora que você escolheu acontece duas vezes, porque os relógios são atrasados: a nota aparece na primeira.
checks-title = Lista de verificação
checks-page = Lista de verificação de “{ $title }”
checks-lede-draft = É um rascunho. Os leitores verão o texto salvo como ele está.
checks-lede-published = Os leitores veem esta nota como ela está. No que se diz abaixo eles tropeçam hoje.
checks-unsaved = Você tem um texto desta nota que não foi salvo. O que se vê aqui é sobre o salvo; o editor pode conferir o seu.
checks-none-title = Nada a corrigir
checks-none-text = Os links levam a algum lugar, as imagens têm palavras, os títulos seguem em ordem e há uma descrição.
checks-count = { $count ->
    [one] Uma coisa a conferir
   *[other] { $count } coisas a conferir
}
checks-more = { $count ->
    [one] E mais uma, quando estas estiverem corrigidas.
   *[other] E mais { $count }, quando estas estiverem corrigidas.
}
checks-ask = Confira isto antes, ou publique mesmo assim.
checks-ask-unsaved = Ainda não está publicada; o que você escreveu fica guardado como rascunho. Veja isto antes, ou publique mesmo assim.
checks-whole = A nota
checks-line = Linha { $line }
checks-edit = Editar a nota

check-no-description = Não há descrição: uma frase para listas, buscas e links compartilhados.
check-missing = O link para “{ $target }” não leva a lugar nenhum: não existe tal nota nem arquivo.
check-missing-embed = Aqui deveria aparecer “{ $target }”, e não existe tal nota nem arquivo.
check-draft = “{ $target }” também é um rascunho: os leitores verão as palavras do link, sem caminho até lá.
check-hidden = “{ $target }” não é para todos os leitores desta nota: os outros verão as palavras do link, sem caminho até lá.
check-no-place = “{ $title }” não tem nenhum título nem bloco chamado “{ $place }”; o link leva ao começo dela.
check-missing-place = Esta nota não tem nenhum título nem bloco chamado “{ $place }”.
check-no-alternative = A imagem “{ $picture }” não tem palavras para quem não a vê. A que só enfeita não precisa delas.
check-skipped-level = Este título é de nível { $level } e não há nenhum de nível { $missing } acima dele.
check-second-title = Outro título de nível 1, além do da linha { $line }. Uma nota tem um título só.
check-empty-heading = Um título sem palavras.
check-empty-link = Um link sem palavras: ninguém consegue vê-lo nem ouvi-lo.
check-no-address = Um link sem um endereço que se possa seguir.

publication-publish = Publicar
publication-anyway = Publicar mesmo assim
publishing-anyway-then = Publicar nessa hora mesmo assim
publication-withdraw = Retirar da publicação
publication-as-draft = Salvar como rascunho
publication-draft = Um rascunho: só o autor e os editores o veem.
publication-summary-published = Publicada
publication-summary-withdrawn = Rascunho de novo

preview-links-page = Links de prévia de “{ $title }”
preview-links-title = Links de prévia
preview-links-lede = Quem tem um link destes vê esta nota sem ter conta, e também as imagens e os arquivos dela, até o link acabar. Vê o texto como ele está na hora em que olha. Todo o resto do jardim continua tão fechado quanto está.
preview-links-made = O link está pronto. Copie agora:
preview-links-once = Ele só aparece esta vez: o que o jardim guarda dele não abre nada.
preview-links-days = Acaba depois de
preview-links-day-count = { $days ->
    [one] um dia
   *[other] { $days } dias
}
preview-links-days-bad = Escolha quanto tempo o link deve durar.
preview-links-full = Há { $most } links para esta nota. Encerre um deles antes.
preview-links-make = Criar um link
preview-links-standing = Links que a abrem hoje
preview-links-none = Nenhum.
preview-links-ends = Acaba em { $when }.
preview-links-by = Criado por { $name } em { $when }.
preview-links-opened = { $count ->
    [one] Aberto uma vez, em { $when }.
   *[other] Aberto { $count } vezes, a última em { $when }.
}
preview-links-unopened = Ainda não foi aberto.
preview-links-end = Encerrar agora
flash-link-ended = O link acabou. Não abre mais nada.
preview-link-strip-draft = Prévia de um rascunho. Este link acaba em { $when }.
preview-link-strip = Prévia de uma nota. Este link acaba em { $when }.
preview-link-current = O texto é o atual, salvo em { $when }; ele pode mudar.
