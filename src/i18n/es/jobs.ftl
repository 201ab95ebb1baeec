jobs-title = Trabajo en segundo plano
jobs-lede = Lo que el jardín hace aparte de sus lectores. Lo que falla se intenta de nuevo, cada vez más tarde; tras el último intento queda aparcado y te espera.
jobs-standing = Cuáles
jobs-all = Todos
jobs-parked = Aparcados
jobs-running = En marcha
jobs-waiting = En espera
jobs-done = Hechos
jobs-kind = Tipo
jobs-kind-all = Todos los tipos
jobs-kind-publish = Publicar una nota
jobs-kind-renew = Volver a generar notas
jobs-kind-thumbnails = Hacer imágenes más pequeñas
jobs-kind-bin = Vaciar la papelera
jobs-kind-sweep = Olvidar el trabajo terminado
jobs-none = No hay nada que hacer, ni se ha hecho nada últimamente.
jobs-none-such = No hay ningún trabajo así.
jobs-tries = { $tries ->
    [one] empezado una vez
   *[other] empezado { $tries } veces
}
jobs-enqueued-at = Pedido el { $when }
jobs-started-at = empezado el { $when }
jobs-done-at = hecho el { $when }
jobs-parked-at = aparcado el { $when }
jobs-due-at = previsto para el { $when }
jobs-error = Qué falló:
jobs-restart = Intentar de nuevo ahora
jobs-discard = Descartar
jobs-some-parked = Algún trabajo en segundo plano ha fallado y te espera.
flash-job-restarted = Se intenta de nuevo.
flash-job-discarded = El trabajo fue descartado.
flash-job-gone = Ese trabajo ya no está.
