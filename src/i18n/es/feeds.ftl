feed-too-long = Esta nota es demasiado larga para un canal: léela en el jardín.
llms-description = Un jardín de notas. Cada enlace lleva al Markdown de una nota; sin «.md», la misma dirección es su página.
llms-all-notes = Direcciones de todas las notas
