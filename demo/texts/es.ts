import type { Pools } from './pools.ts'

export const spanish: Pools = {
  units: { hours: 'horas', days: 'días' },
  anonymous: 'Anónimo',
  titles: {
    good: [
      'Justo lo que buscaba',
      'Muy contenta con la compra',
      'Vale cada céntimo',
      'Mejor de lo que esperaba',
      'Gran compra',
      '{product}: una pequeña maravilla',
      'Lo volvería a comprar',
      'Cumple lo que promete',
      'Mi mejor compra del año',
      'Ninguna pega',
      'Muy bien pensado',
      '¡Qué sorpresa tan agradable!',
    ],
    mixed: [
      'Bien, pero mejorable',
      'Correcto, sin más',
      'Sentimientos encontrados',
      'Aceptable por el precio',
      'Casi, casi',
      'Buena idea, ejecución regular',
    ],
    bad: [
      'Decepcionado',
      'No es para mí',
      'Esperaba más de Aurora',
      'De vuelta a la tienda',
      'Ahórrate el dinero',
      'Una pena',
      'Ya no funciona',
      'No cumple lo que promete',
      'Nunca más',
    ],
  },
  openings: {
    good: [
      'Llevo {weeks} semanas usando {product} y estoy [encantada|muy contento|feliz con la compra].',
      'Regalé {product} a [mi hermana por su cumpleaños|mi padre por Navidad|mi pareja], y fue todo un acierto.',
      'Después de {months} meses de uso diario puedo recomendar {product} con toda sinceridad.',
      'El anterior me duró seis años, y para sustituirlo elegí {product}.',
      '{product} hace exactamente lo que tiene que hacer, [sin complicaciones|día tras día|siempre].',
      'Al principio no lo veía claro, pero {product} me convenció en {days} días.',
      'Es mi segunda compra en Aurora y no será la última.',
      'Una compañera me recomendó {product}, y tenía razón.',
      'Sacar de la caja, encender y listo: así me gusta.',
    ],
    mixed: [
      'Tengo {product} desde hace {weeks} semanas y mi opinión está dividida.',
      '{product} está bien, pero por este precio esperaba algo más.',
      'De {product} me gustan muchas cosas, y otras me irritan todos los días.',
      'Tres estrellas, porque una mitad es estupenda y la otra no.',
      'Ni un mal producto ni uno muy bueno.',
      'Después de {months} meses: útil, con debilidades claras.',
    ],
    bad: [
      'Quería que me gustara {product}, pero después de {weeks} semanas me rindo.',
      'Por desgracia, {product} es una decepción.',
      'Me arrepiento de haber comprado {product}.',
      '{days} días después de la entrega empezaron los problemas con {product}.',
      'Por este precio no es aceptable.',
      'Mi primer producto de Aurora, y seguramente el último.',
      'Con tan buenas opiniones esperaba algo completamente distinto.',
      'Empezó bien, pero después de {months} meses {product} apenas se puede usar.',
    ],
  },
  aspects: {
    battery: {
      good: [
        'La batería dura [fácilmente|de sobra|de verdad] {runtime}[| con una carga|, como prometen].',
        'Lo cargo [una vez por semana|solo los domingos|mucho menos de lo que pensaba] y nunca me quedo sin batería.',
        'La autonomía es [excelente|magnífica|la mejor que he tenido].',
        'Incluso después de {months} meses la batería aguanta como el primer día.',
        'Diez minutos de carga bastan para toda la tarde.',
        'He medido {runtime} de autonomía, más de lo que pone en la caja.',
      ],
      bad: [
        'La batería se acaba en {short}, lejísimos de lo que prometen.',
        'La autonomía es [una broma|muy mala|demasiado corta].',
        'La batería pasa del {percent} % a cero en unos minutos.',
        'Pierde carga incluso apagado.',
        'Después de {months} meses la batería dura {short} como mucho.',
        'Tengo que cargarlo todos los días, así no tiene sentido.',
        'El indicador de batería miente: lleno por la mañana, muerto a mediodía.',
      ],
    },
    sound: {
      good: [
        'El sonido es [cálido y claro|muy detallado|pleno sin retumbar].',
        'Las voces se oyen tan claras que da gusto escuchar pódcasts.',
        'Los graves son profundos y no tapan el resto.',
        'Oigo detalles en canciones que conozco desde hace veinte años.',
        'Ni a todo volumen distorsiona.',
      ],
      bad: [
        'El sonido es [flojo y metálico|apagado|plano y sin vida].',
        'Los graves vibran en cuanto subo el volumen.',
        'Hay un soplido constante en los pasajes tranquilos.',
        'Las voces suenan como dentro de una lata.',
        'El sonido se corta cada {minutes} minutos, haga lo que haga.',
      ],
    },
    calls: {
      good: [
        'En las llamadas me preguntan si estoy en un estudio.',
        'El micrófono elimina el ruido de la calle, mis compañeros solo me oyen a mí.',
      ],
      bad: ['En las llamadas nadie me entiende.', 'El lado izquierdo se oye menos que el derecho.'],
    },
    build: {
      good: [
        'Todo parece sólido y bien hecho.',
        'Ha sobrevivido a {times} caídas en la cocina sin un rasguño.',
        'Los materiales son bonitos y nada cruje.',
        'Los acabados son de primera.',
        'Es aún más bonito que en las fotos.',
        'Después de {months} meses sigue como nuevo.',
      ],
      bad: [
        'El plástico parece barato y cruje.',
        'Una pieza se rompió después de {weeks} semanas de uso normal.',
        'La pintura ya se está cayendo.',
        'Un botón se atascó al tercer día.',
        'Los bordes están mal acabados y cortan.',
        'Llegó con un arañazo y una pieza suelta.',
      ],
    },
    comfort: {
      good: [
        'Cómodo incluso con gafas.',
        'Las almohadillas son suaves y no dan calor.',
        'Después de un vuelo largo no me dolían las orejas.',
      ],
      bad: [
        'Aprieta tanto que me da dolor de cabeza.',
        'Demasiado apretado, y no se puede ajustar.',
      ],
    },
    fit: {
      good: [
        'Tan ligero que se me olvida que lo llevo puesto.',
        'Después de toda una jornada no molesta nada.',
        'Se ajusta perfectamente y no se mueve ni corriendo.',
      ],
      bad: [
        'A la media hora empieza a doler.',
        'Se resbala con cualquier movimiento.',
        'Se me irritó la piel a los {days} días.',
      ],
    },
    app: {
      good: [
        'La aplicación es sencilla y se conecta al instante.',
        'Emparejarlo fue cosa de diez segundos y desde entonces funciona siempre.',
        'La configuración es un juego de niños.',
        'Me gusta que la aplicación funcione sin cuenta.',
        'Cambiar del portátil al móvil es inmediato.',
      ],
      bad: [
        'La aplicación se cierra cada vez que abro los ajustes.',
        'Pierde la conexión {times} veces al día.',
        'Solo se empareja después de reiniciarlo todo.',
        'La aplicación quiere mi ubicación, mis contactos & una cuenta, ¿para qué?',
        'En la aplicación pone "&ntilde;" en vez de ñ, con eso está dicho todo.',
      ],
    },
    light: {
      good: [
        'La luz es cálida y uniforme, perfecta para leer.',
        'Se regula con suavidad hasta un leve resplandor.',
        'No parpadea, ni siquiera ante la cámara.',
        'Ilumina todo el escritorio.',
      ],
      bad: [
        'La luz parpadea en el nivel más bajo.',
        'Demasiado tenue para trabajar.',
        'Incluso en el tono más cálido la luz es fría como la de un hospital.',
        'Se enciende sola en mitad de la noche.',
      ],
    },
    charging: {
      good: [
        'Carga mi móvil de cero al {percent} % en menos de una hora.',
        'No se calienta ni con el portátil conectado.',
        'Cabe en el bolsillo del abrigo y tiene potencia de sobra.',
        'Carga dos aparatos a la vez sin perder velocidad.',
      ],
      bad: [
        'Se calienta tanto que no me atrevo a dejarlo solo.',
        'La carga se detiene a los {minutes} minutos y hay que volver a enchufarlo.',
        'Más lento que el viejo al que debía sustituir.',
        'Solo da la mitad de los vatios que promete.',
      ],
    },
    delivery: {
      good: [
        'Pedido el lunes, entregado el miércoles.',
        'El envío fue rápido y el embalaje sin plástico.',
        'Llegó un día antes de lo anunciado.',
      ],
      bad: [
        'El envío tardó {weeks} semanas en lugar de tres días.',
        'Dejaron el paquete bajo la lluvia, la caja estaba empapada.',
        'Primero me mandaron otro color.',
        'El seguimiento decía «entregado», pero no había llegado nada.',
      ],
    },
    price: {
      good: [
        'Por {price} euros no hay nada mejor.',
        'No es barato, pero lo vale.',
        'Excelente relación calidad-precio.',
      ],
      bad: [
        'Demasiado caro para lo que es.',
        'Por {price} euros espero más.',
        'Dos semanas después, un {percent} % más barato, muchas gracias.',
      ],
    },
    support: {
      good: [
        'El servicio de atención contestó en una hora y con mucha amabilidad.',
        'Tenía una duda y me atendió enseguida una persona de verdad.',
        'La señora del teléfono sabía exactamente qué hacer.',
        'Me enviaron una pieza de repuesto gratis, sin más.',
      ],
      bad: [
        'El servicio de atención no contesta desde hace {weeks} semanas.',
        'No hay forma de hablar con nadie, solo con un robot.',
        '{minutes} minutos de espera y luego me colgaron.',
        'El agente fue maleducado y no tenía ni idea.',
      ],
    },
    returns: {
      good: [
        'Cambié el color, y la devolución fue gratis y fácil.',
        'El reembolso de mi primer pedido llegó en dos días.',
      ],
      bad: [
        'Lo devolví hace {weeks} semanas y sigo sin el reembolso.',
        'No aceptan la devolución porque la caja estaba abierta.',
        'Tuve que pagar yo los gastos de devolución.',
      ],
    },
  },
  closings: {
    good: [
      'Lo recomiendo a todo el mundo.',
      'Lo volvería a comprar sin dudarlo.',
      'Totalmente recomendable.',
      'Ya se lo he contado a mis amigos.',
      '¡Gracias, Aurora!',
      'Ojalá siga así muchos años.',
      'Me quedo con esta marca.',
    ],
    mixed: [
      'A ver qué trae la próxima actualización.',
      'Me lo quedo, pero no lo volvería a comprar a precio completo.',
      'Mejor probarlo antes de comprar.',
      'Con unos arreglos serían cinco estrellas.',
    ],
    bad: [
      'Lo voy a devolver.',
      'Me cambio a otra marca.',
      'No lo puedo recomendar.',
      'Nunca más Aurora.',
      'Quiero que me devuelvan el dinero.',
      'No lo compréis.',
      'Si no lo arreglan pronto, me voy.',
    ],
  },
  drawbacks: ['Único inconveniente:', 'Un pequeño pero:', 'Lo que me molesta:'],
  questions: [
    '¿Alguien sabe si {product} funciona con dos móviles a la vez?',
    '¿Se puede quitar el pitido?',
    '¿Alguien me puede decir dónde hay repuestos?',
    '¿Habrá una versión en verde?',
    '¿Cuánto dura la garantía?',
  ],
  wishes: [
    'Ojalá viniera con una funda.',
    'Un cable más largo no vendría mal.',
    '¡Poned un modo nocturno en la aplicación, por favor!',
    'Me gustaría poder cambiar la batería yo mismo.',
    'Echo de menos un manual impreso.',
  ],
  flourishes: {
    good: [
      'Me encanta <3',
      'Diseño & calidad: 10/10 👍',
      'Mi hija lo llama «la caja mágica» 😀',
      '¡Enhorabuena al equipo de diseño!',
    ],
    bad: [
      'Pulsar <power> + <vol-> 10 s, dicen. No pasa nada.',
      '¿Control de calidad? ¿I+D? ¡¿Hola?! 😡',
      '«Premium», sí, claro.',
      'Calidad < precio, así de sencillo.',
    ],
  },
  dropped: {
    titles: [
      'El firmware {firmware} ha matado la batería',
      'La actualización lo ha estropeado',
      'Perfecto hasta la actualización',
      'NO instaléis la {firmware}',
      'De cinco estrellas a una',
    ],
    complaints: [
      'Desde el firmware {firmware} la batería solo dura {short}, antes eran {runtime}.',
      'La última actualización de firmware ha destrozado la autonomía: {short} en lugar de {runtime}.',
      'Instalé la actualización {firmware} y ahora la batería es tan floja que tengo que cargar {product} todos los días.',
      'Autonomía antes de la actualización: {runtime}. Después: {short}. ¿Cómo se puede publicar algo así?',
      'La actualización {firmware} vacía la batería incluso con {product} apagado.',
      '{months} meses encantada, llegó la actualización y la batería se muere en {short}.',
      'Nada más actualizar a {firmware}, la batería bajó del 100 % al {percent} % en una sola llamada.',
    ],
    consequences: [
      '¡Devolvednos el firmware antiguo!',
      'Hace falta un arreglo, y rápido.',
      'No se puede volver a la versión anterior, una vergüenza.',
      'El servicio de atención «lo está mirando» desde hace días.',
      'Mientras no lo arreglen, no se lo recomiendo a nadie.',
      'Si este mes no hay solución, lo devuelvo y me paso a Nordbeat.',
      '¿Alguien sabe si se puede volver al firmware antiguo?',
    ],
    asides: [
      'El sonido sigue siendo estupendo, pero ¿de qué sirve sin batería?',
      'La comodidad sigue igual de bien, por eso no le quito otra estrella.',
      'Espero que la próxima actualización lo arregle, y entonces cambiaré mi nota.',
      'Una pena, porque todo lo demás es excelente.',
    ],
  },
  replies: {
    thanks: [
      '¡Muchas gracias por tus palabras! Nos alegra que {product} te guste tanto.',
      'Gracias por dedicar un momento a escribirnos. ¡Que disfrutes de {product}!',
    ],
    sorry: [
      'Lo sentimos mucho. Escríbenos a support@aurora.example con tu número de pedido y buscaremos una solución.',
      'Gracias por tu sinceridad. No debería pasar; nuestro equipo te contactará hoy mismo.',
    ],
    firmware: [
      'Lo sentimos: el firmware {firmware} tiene un fallo en la gestión de energía. Estamos probando una versión corregida.',
    ],
  },
  article: {
    titles: {
      review: [
        '{product} en el día a día: una mirada honesta',
        'Vivir con {product}: lo que la ficha no cuenta',
        '{weeks} semanas con {product}',
        '¿Vale {product} sus {price} euros?',
      ],
      comparison: ['{product} o {rival}: ¿cuál comprar?', 'Cara a cara: {product} & {rival}'],
      firmware: ['Lo que el firmware {firmware} le hace a la batería de {product}'],
    },
    intros: {
      review: [
        'No pensaba escribir sobre {product}. Me lo prestó un amigo durante su mudanza, y sencillamente olvidé devolverlo.',
        'La mayoría de las pruebas se escriben en una tarde. Yo he usado {product} durante {weeks} semanas, pagado de mi bolsillo, antes de escribir la primera línea.',
        'Me preguntáis mucho por {product}, así que aquí va: sin comisiones, sin muestras del fabricante, solo notas del día a día.',
      ],
      comparison: [
        'El viernes había dos cajas en mi mesa: {product} y {rival}. El lunes ya había vendido una.',
        'Sobre el papel, {product} y {rival} son gemelos. En la mano, en el tren y después de {weeks} semanas no podrían ser más distintos.',
      ],
      firmware: [
        'Más de una vez he hablado bien aquí de {product}. Hoy tengo que retirar una parte, y la razón es un número: {firmware}.',
      ],
    },
    context: [
      'Una palabra sobre cómo pruebo: uso las cosas como vosotros, apunto lo que me molesta y pregunto a mi familia, que no tiene ninguna paciencia con la técnica.',
      'El mercado se ha vuelto confuso. Todos los fabricantes prometen lo mismo, las fotos se parecen, y las diferencias se ven cuando ya ha pasado el plazo de devolución.',
      'Primero, lo que no me importa: los megahercios, los premios y el número de «influencers» delante de la cámara.',
      'Pregunté en el grupo del barrio quién tenía uno. Contestaron once personas, y sus historias estaban más cerca de la verdad que cualquier ficha técnica.',
    ],
    leads: {
      battery: ['Hablemos de resistencia.', '¿Y la batería, lo primero que me preguntáis?'],
      sound: ['Lo más importante es cómo suena.', '¿Y la música?'],
      build: ['La primera impresión cuenta.'],
      comfort: ['¿De qué sirve la técnica si duele?'],
      app: ['No hay aparato sin aplicación, por desgracia.'],
      light: ['Lo que importa es la luz, claro.'],
      charging: ['Lo principal es la corriente.'],
      support: ['También probé el servicio, de forma anónima.'],
      price: ['Y llegamos al dinero.'],
    },
    comparisons: [
      'En la comparación directa, {product} es la opción tranquila: menos funciones que {rival}, pero bien acabadas.',
      '{rival} hace más ruido en todos los sentidos, también en la publicidad. {product} tarda más en gustar, y luego dura.',
    ],
    firmware: [
      'Antes de la actualización medí algo más de {runtime}. Con {firmware}, la misma lista al mismo volumen terminó en {short}. Tres pruebas & tres veces lo mismo.',
      'La causa parece ser la radio, que ya no se duerme. La carcasa sigue tibia aunque {product} lleve horas en la estantería.',
    ],
    verdicts: {
      good: [
        '¿Volvería a comprar {product}? Sí, y ese es el único veredicto que cuenta.',
        'Mi conclusión: {product} es un éxito discreto, y lo recomiendo sin dudar.',
      ],
      mixed: [
        'Al final, {product} es un buen aparato con uno o dos puntos ciegos. Esperad una oferta y adelante.',
      ],
      bad: [
        'Por ahora no puedo recomendar {product}. Alguien en Aurora debería usarlo un mes y tomar notas.',
      ],
      firmware: [
        'Mientras Aurora no publique un arreglo, retiro mi recomendación. Una pena, porque {product} era de lo mejor que he tenido.',
      ],
    },
  },
  comments: {
    agree: [
      'La misma experiencia aquí con {product}.',
      'Gracias, dices justo lo que yo pensaba.',
      'Totalmente de acuerdo, [sobre todo en el último punto|especialmente con lo del servicio].',
    ],
    disagree: [
      'Yo lo veo de otra manera.',
      'Lo siento, pero mi experiencia con {product} es muy distinta.',
    ],
    questions: [
      '¿Alguien sabe si {product} se puede reparar?',
      '¿Qué tal va {product} en invierno, bajo cero?',
      '¿Alguien ha probado {product} con un móvil antiguo?',
      '¿Funciona sin cuenta?',
    ],
    asides: [
      'Saludos desde La Coruña, con lluvia ☔',
      '¡Seguid así & gracias!',
      'Yo <3 este blog.',
      'Mi mujer dice que leo demasiadas pruebas. Tiene razón 😄',
    ],
    firmware: [
      'Lo confirmo: desde {firmware} la batería de {product} se acaba en {short}.',
      'A mí me pasa igual. Cargado por la mañana, muerto a mediodía, todo desde la actualización.',
    ],
    official: [
      '¡Gracias por la prueba tan completa! Para cualquier duda sobre {product}, escríbenos a support@aurora.example.',
    ],
    officialFirmware: [
      'Hola desde Aurora. El fallo del firmware {firmware} está confirmado, trabajamos en una corrección y pedimos disculpas a todos los afectados.',
    ],
  },
}
