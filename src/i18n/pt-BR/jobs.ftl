jobs-title = Trabalho em segundo plano
jobs-lede = O que o jardim faz além de atender seus leitores. O que falha é tentado de novo, cada vez mais tarde; depois da última tentativa fica parado à sua espera.
jobs-standing = Quais
jobs-all = Todos
jobs-parked = Parados
jobs-running = Em andamento
jobs-waiting = Na fila
jobs-done = Feitos
jobs-kind = Tipo
jobs-kind-all = Todos os tipos
jobs-kind-publish = Publicar uma nota
jobs-kind-renew = Gerar notas de novo
jobs-kind-thumbnails = Fazer imagens menores
jobs-kind-bin = Esvaziar a lixeira
jobs-kind-sweep = Esquecer o trabalho concluído
jobs-none = Não há nada a fazer, e nada foi feito ultimamente.
jobs-none-such = Não há nenhum trabalho assim.
jobs-tries = { $tries ->
    [one] iniciado uma vez
   *[other] iniciado { $tries } vezes
}
jobs-enqueued-at = Pedido em { $when }
jobs-started-at = iniciado em { $when }
jobs-done-at = feito em { $when }
jobs-parked-at = parado em { $when }
jobs-due-at = previsto para { $when }
jobs-error = O que deu errado:
jobs-restart = Tentar de novo agora
jobs-discard = Descartar
jobs-some-parked = Algum trabalho em segundo plano falhou e espera por você.
flash-job-restarted = Está sendo tentado de novo.
flash-job-discarded = O trabalho foi descartado.
flash-job-gone = Esse trabalho não existe mais.
