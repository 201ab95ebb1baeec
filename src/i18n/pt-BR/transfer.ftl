import-title = Importar um cofre
import-lede = Uma pasta de notas Markdown com suas imagens e arquivos, num zip. Importe de novo quando quiser: só o que mudou é gravado.
import-file = Cofre
import-file-help = Um .zip de até { $size }. No Obsidian: a pasta que contém .obsidian.
import-name = Nome do cofre
import-name-help = Com o mesmo nome, o cofre é atualizado. Se ficar vazio: o do arquivo.
import-under = Onde ficam as notas
import-under-help = Um caminho abaixo de /notes/, como guia. Se ficar vazio: como antes, ou na raiz.
import-language = Idioma das notas que não o dizem
import-language-help = Como pt-BR ou en. Se ficar vazio: como antes, ou conforme o texto de cada nota.
import-audience = Quem pode ler as notas que não o dizem
import-audience-same = Como antes, ou todo mundo
import-for-public = Todo mundo
import-for-unlisted = Quem tiver o endereço
import-for-members = Membros
import-for-private = Só quem escreveu
import-author = E-mail de quem escreveu
import-author-help = Se ficar vazio: como antes, ou ninguém. Nesse caso as notas privadas são de quem cuida do jardim.
import-choices = Opções
import-prune = Tirar do jardim o que não está mais no cofre
import-dry-run = Só testar: relatar sem gravar nada
import-button = Importar
import-past = Importações até agora
import-past-none = Nada foi importado ainda.
import-past-when = Quando
import-past-what = Cofre
import-past-state = Como foi
import-no-file = Escolha o zip de um cofre.
import-no-language = Escreva um idioma como pt-BR ou en.
import-no-audience = Escolha uma opção da lista.
import-no-under = Escreva um caminho como guia ou guia/primeiros-passos, de no máximo { $longest } caracteres.
import-empty-file = Este arquivo está vazio. Escolha o zip de um cofre.
import-many = Ainda há outras importações em andamento. Envie esta de novo quando uma delas terminar.

import-waiting = Na fila
import-running = Em andamento
import-done = Pronta
import-failed = Falhou
import-page-title = Importação
import-page-title-of = Importação de “{ $vault }”
import-page-lede = { $source }, { $when }
import-progress-reading = { $done } de { $total } arquivos examinados
import-progress-saving = { $done } de { $total } arquivos novos e alterados gravados
import-progress-waiting = Começa assim que as anteriores terminarem.
import-progress-none = Procurando arquivos
import-progress-help = Esta página se renova sozinha. Pode fechá-la; a importação continua.
import-again = Importar um cofre

import-report-title = { $notes ->
    [one] Uma nota examinada
   *[other] { $notes } notas examinadas
}
import-report-dry = Foi só um teste: nada foi gravado.
import-report-time = Levou { $seconds } s.
import-report-changes = O que mudou
import-report-kind = Tipo
import-report-notes = Notas
import-report-files = Anexos
import-report-added = Novos
import-report-changed = Alterados
import-report-moved = Movidos
import-report-unchanged = Iguais
import-report-gone = Ausentes
import-report-withdrawn = Retirados
import-report-links = Links: { $resolved } levam a algum lugar, { $ambiguous } do total podem indicar várias notas, { $broken } ainda não levam a lugar nenhum.
import-report-default = { $count ->
    [one] Uma nota não diz quem pode lê-la: { $audience }.
   *[other] { $count } notas não dizem quem pode lê-las: { $audience }.
}
import-report-resettled = { $count ->
    [one] Uma nota sem alterações segue os novos ajustes do cofre.
   *[other] { $count } notas sem alterações seguem os novos ajustes do cofre.
}
import-report-hidden = { $count ->
    [one] Um item oculto foi ignorado.
   *[other] { $count } arquivos e pastas ocultos foram ignorados.
}
import-report-more = { $count ->
    [one] … e mais um
   *[other] … e mais { $count }
}
import-report-lost = O relatório não pode mais ser lido.
import-list-skipped = Ignorados
import-list-many-tags = Notas com mais de 100 etiquetas: as últimas não foram gravadas
import-list-broken = Links que ainda não levam a lugar nenhum
import-list-ambiguous = Links que podem indicar várias notas
import-list-repaired = Reparadas: outro programa as tinha lido na codificação errada
import-list-converted = Convertidas para UTF-8
import-list-gone = Não estão mais no cofre, continuam no jardim
import-list-withdrawn = Não estão mais no cofre, foram retirados do jardim
import-list-added = Notas novas
import-list-changed = Notas alteradas
import-list-moved = Notas movidas
import-column-file = Arquivo
import-column-why = Por quê
import-column-line = Linha
import-column-left-out = Etiquetas a mais
import-column-target = Diz
import-column-encoding = Codificação

why-front-matter = Propriedades, coluna { $column }: { $message }
why-nobody = É privada, e ainda não há quem possa lê-la: nem um autor nem o dono do jardim.
why-forbidden = Este programa não tem permissão para ler.
why-unreadable = Não pode ser lido: { $message }
why-leaves = Seu caminho sai do cofre.
why-link = É um link simbólico. Ponha ali o próprio arquivo.
why-special = Não é um arquivo comum.
why-large = Passa de { $limit }. O ajuste import_max_file permite mais.
why-long-note = Uma nota pode ter no máximo { $limit }.
why-bad-name = Seu nome não pode ser lido ou tem caracteres de controle.
why-long-name = Seu caminho passa de 1.024 bytes.
why-same-name = Outro arquivo tem o mesmo nome.
why-compression = Foi compactado por um método que não é lido aqui. Compacte o zip de novo com o de costume, DEFLATE.


failure-unreadable = O cofre não pode ser lido: { $message }
failure-not-a-zip = Não é um zip, ou está danificado.
failure-encrypted = O zip está criptografado. Compacte-o de novo sem senha.
failure-bomb = O zip está tão compactado que parece feito para encher o disco. Foi recusado.
failure-bomb-in = “{ $file }” está tão compactado no zip que parece feito para encher o disco. O zip inteiro foi recusado.
failure-too-much = O cofre passa de { $limit }. O ajuste import_max_total permite mais.
failure-too-many = O cofre tem mais de { $limit } arquivos e pastas. O ajuste import_max_entries permite mais.
failure-busy = Outra importação de “{ $vault }” está em andamento. Espere ela terminar.
failure-author = Ninguém aqui tem o endereço { $email }.
failure-name = Um cofre precisa de um nome de 1 a 100 caracteres.
failure-database = O banco de dados não respondia. Importe o cofre de novo: o que foi gravado fica, e o resto é completado.
failure-storage = Os anexos não podem ser gravados: { $message }
failure-interrupted = O programa foi parado antes de a importação terminar. Importe o cofre de novo: o que foi gravado fica, e o resto é completado.
failure-broken = Algo quebrou; o registro diz o quê. Importe o cofre de novo: o que foi gravado fica, e o resto é completado.
vaults-title = Cofres
vaults-lede = De onde vêm as notas deste jardim.
vaults-none = Nada foi importado ainda.
vaults-name = Cofre
vaults-place = Onde fica
vaults-standing = No jardim
vaults-withdraw = Retirar…
vaults-withdraw-help = As notas e os anexos saem do jardim na hora; quem edita continua encontrando as notas como rascunhos. Outra importação do cofre traz tudo de volta, nos mesmos endereços.
vaults-withdraw-button = Retirar “{ $vault }”
vaults-withdrawn = Retirado
import-list-later = Rascunhos até chegar a hora
import-column-when = Publicação

import-list-kept = Alteradas no jardim, não no cofre: ficaram como estão
import-list-merged = Alteradas no jardim e no cofre: foram unidas
import-list-clashing = Alteradas no jardim e no cofre, nos mesmos lugares: diga o que vale
import-list-binned = Excluídas no jardim, continuam no cofre: foram ignoradas
import-list-spared = Não estão mais no cofre, mas foram alteradas no jardim: não foram retiradas
import-clash-settle = Resolver { $file }

import-clash-page = Dois textos de “{ $title }”
import-clash-title = O jardim e o arquivo dizem coisas diferentes
import-clash-lede = Desde a última vez em que eram iguais, tanto esta nota como o arquivo { $file } foram alterados nos mesmos lugares. A nota fica como está até você escolher; o arquivo foi importado { $when }, e o texto dele está guardado.
import-clash-piece = Lugar { $number }
import-clash-ours = Como diz o jardim
import-clash-theirs = Como diz o arquivo
import-clash-both = Os dois, primeiro o do jardim
import-clash-nothing = Nada: estas linhas foram removidas.
import-clash-none = Os dois textos agora se encaixam.
import-clash-many = Eles diferem em mais lugares do que dá para escolher um a um. Fique com um dos dois por inteiro; o outro permanece no histórico.
import-clash-save = Salvar o que foi escolhido
import-clash-all-ours = O do jardim em toda parte
import-clash-all-theirs = O do arquivo em toda parte
import-clash-cancel = Depois
import-clash-help = Salvar cria uma revisão. O que ficar de fora não se perde: o texto do jardim está no histórico, o do arquivo, no cofre.
import-clash-changed = A nota ou o arquivo mudaram nesse meio-tempo. É assim que estão agora; escolha de novo.
import-clash-unchosen = Escolha um para cada lugar.
import-clash-unreadable = Com essa escolha não dá para ler as propriedades do início: { $message }. Escolha de outro jeito.
