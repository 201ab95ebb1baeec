move-page = Renomear ou mover “{ $title }”
move-title = Renomear ou mover
move-link = Renomear ou mover esta nota
move-field-title = Título
move-field-name = Nome
move-field-name-help = O nome do arquivo. É por ele que os links chamam a nota, e é dele que sai o endereço.
move-field-folder = Pasta
move-field-folder-help = A partir da raiz do cofre, com barras entre as pastas. Vazia: nenhuma pasta.
move-next = Continuar
move-now = Mover
move-cancel = Deixar como está
move-old-address = O endereço antigo continua levando à nota, para sempre.
move-links = Links que a chamam pelo nome antigo
move-links-rewrite = Reescrevê-los nas notas marcadas abaixo
move-links-both = Reescrevê-los nas notas marcadas abaixo, e guardar “{ $name }” como outro nome para os links de outros lugares
move-links-alias = Deixá-los, e guardar “{ $name }” como outro nome da nota
move-links-leave = Deixá-los; não levarão a lugar nenhum
move-turned = { $n ->
    [0] Nenhuma nota que você possa mudar pode ser reescrita
    [one] Uma nota seria reescrita
   *[other] { $n } notas seriam reescritas
}
move-more = Mais de { $n } notas trazem até aqui; só estas podem ser reescritas junto.
move-more-keep = Guarde o nome antigo, para que as outras ainda encontrem a nota.
move-others = { $n ->
    [one] Uma nota que você não pode mudar a chama pelo nome
   *[other] { $n } notas que você não pode mudar a chamam pelo nome
}
move-others-renamed = Esses links encontram a nota enquanto “{ $name }” for um de seus nomes.
move-lost = { $n ->
    [one] Uma nota que você não pode mudar a chama pelo lugar
   *[other] { $n } notas que você não pode mudar a chamam pelo lugar
}
move-lost-text = Esses links não levarão a lugar nenhum até que alguém os mude.
move-line = Linha { $n }
move-changed = Alguém mudou isto enquanto você olhava. O que você vê agora é como está; o que você escreveu continua aqui.
move-taken = Outra nota tem este endereço, ou já teve. Escolha outro nome ou outra pasta.
move-nothing = Ainda não há nada diferente: mude o nome, a pasta ou o título.
move-name-empty = Uma nota precisa de um nome.
move-name-bad = Um nome não pode começar com ponto, nem ter / \ : * ? " < > | # ^ [ ] ou mais de 180 letras.
move-folder-bad = O nome de uma pasta não pode começar com ponto, nem ter \ : * ? " < > | # ^ [ ].
move-title-bad = Escreva um título de até 300 letras.
move-title-fixed = Este título não pode ser mudado daqui: ocupa várias linhas, ou o cabeçalho o mostraria de outro jeito. Mude-o no texto.
move-alias-fixed = Os outros nomes desta nota ocupam várias linhas. Acrescente o antigo no texto, ou escolha outro caminho.
