links-of = Links de “{ $title }”
links-title = Links
links-all = Todos os links desta nota
links-more = Mais notas trazem até aqui: todos os links
links-from = Citada em
links-from-none = Nenhuma nota traz até aqui ainda.
links-mentions = Mencionada sem link
links-to = Leva a
links-to-none = Não leva a nenhuma outra nota.
links-related = Notas afins
links-related-help = Têm links ou etiquetas em comum com esta, ou falam das mesmas coisas.

preview-empty = Esta nota ainda não tem texto.
preview-more = Continuar lendo
