graph-title = Mapa do jardim
graph-of-folder = Mapa de “{ $folder }”
graph-around = Em volta de “{ $title }”
graph-around-link = Mapa em volta desta nota
graph-alone = Ainda não tem link com nenhuma outra nota.
graph-colour = O que as cores dizem
graph-colour-folder = Cores por pasta
graph-colour-tag = Cores por etiqueta
graph-legend = Cores
graph-others = Outras
graph-loose = Notas sem pasta
graph-list = O mesmo em lista
graph-in = Aproximar
graph-out = Afastar
graph-whole = Ver tudo
graph-none-title = Nada a desenhar ainda
graph-none-text = O mapa é desenhado alguns segundos depois que as notas chegam. Se já existe alguma, olhe de novo daqui a pouco.
graph-notes = { $n ->
    [one] uma nota
   *[other] { $n } notas
}
graph-links = { $n ->
    [0] nenhum link
    [one] um link
   *[other] { $n } links
}
graph-help-folders = { $n ->
    [one] Uma nota, por pasta. Escolha uma pasta para ver as notas dela.
   *[other] { $n } notas, por pasta. Escolha uma pasta para ver as notas dela.
}
graph-help-notes = { $n ->
    [one] Uma nota, e os links entre notas. Escolha-a para ler.
   *[other] { $n } notas e os links entre elas. Escolha uma para ler.
}
graph-left-out = { $n ->
    [one] As notas com mais links estão desenhadas; há mais uma na lista.
   *[other] As notas com mais links estão desenhadas; há mais { $n } na lista.
}
