feed-too-long = Esta nota é longa demais para um feed: leia-a no jardim.
llms-description = Um jardim de notas. Cada link leva ao Markdown de uma nota; sem “.md”, o mesmo endereço é a página dela.
llms-all-notes = Endereços de todas as notas
