import type { ForumPools } from './forum-pools.ts'

export const spanishForum: ForumPools = {
  questions: [
    {
      productIds: ['P-1002', 'P-1003', 'P-1004', 'P-1005', 'P-1006'],
      title: '¿Se puede conectar {product} a dos móviles?',
      text: 'Llevo un móvil personal y otro del trabajo. Antes de comprar: ¿se conectan los dos a la vez, o hay que emparejar de nuevo cada vez?',
      answers: [
        'Sí. Emparejas el primero y luego «añadir dispositivo» en la aplicación. Llevo así {weeks} semanas.',
        'Dos sí, tres no. Lo he probado.',
        'Con {product} hay que activarlo antes en los ajustes, de fábrica viene apagado.',
        'A mí me va con un Android viejo & un iPhone, sin problema.',
      ],
      official:
        '¡Hola desde Aurora! Dos dispositivos a la vez son posibles con {product}; el ajuste está en la aplicación, en Conexiones.',
    },
    {
      productIds: [],
      title: '¿Hay recambios para {product}?',
      text: 'El perro me ha mordido una esquina. Culpa mía, ¡no es una queja! ¿Se puede comprar solo esa pieza, o tengo que comprarlo todo otra vez?',
      answers: [
        'Escribe al servicio técnico, a mí me mandaron una pieza gratis.',
        'En Valencia hay una tienda que repara {product}, tienen una caja llena de piezas.',
        'Yo pegué el mío hace {months} meses. No es bonito, pero aguanta.',
        'En casa fue el gato 😄 Por teléfono fueron muy amables.',
      ],
      official:
        'Queridos dueños de perros: guardamos recambios de {product} durante siete años. Enviad una foto a support@aurora.example.',
    },
  ],
  experiences: {
    titles: {
      good: ['{product}: una grata sorpresa', 'Elogio de {product}'],
      mixed: ['{product}: ¿lo conservo o lo vendo?', '{product} o {rival}, ¿qué me decís?'],
      bad: ['¿Alguien más descontento con {product}?'],
    },
    prompts: ['¿Qué tal el vuestro?', '¿Qué opinan los demás?', 'Me interesa vuestra experiencia.'],
    agree: [
      'A mí me pasa lo mismo.',
      'Solo puedo confirmarlo.',
      'Justo mi experiencia con {product}.',
      '+1, después de {months} meses.',
    ],
    disagree: [
      'Qué raro, a mí me pasa lo contrario.',
      'Yo no diría eso de {product}.',
      'Entonces no tenemos el mismo 😄',
    ],
  },
  firmware: {
    titles: ['La batería de {product} dura unas horas desde el firmware {firmware}'],
    starts: [
      'Desde ayer tengo la {firmware} y la batería se acaba en {short}. Antes eran {runtime}, semana tras semana. Lo he reiniciado, cargado toda la noche & probado otro cargador: nada. ¿A quién más le pasa?',
    ],
    replies: [
      'Igual aquí desde la {firmware}: {short} y se apaga.',
      'El sonido va bien, pero la batería de {product} ya solo aguanta {short}.',
      'Cronómetro en mano: antes {runtime}, ahora {short}. No es casualidad.',
      'El mío se devuelve mañana. Por {price} euros espero una batería que aguante.',
    ],
    tails: [
      'El servicio técnico dice que lo está mirando.',
      'Si no lo arreglan pronto, quiero mi dinero.',
      'Qué pena, me encantaba.',
    ],
    official: [
      'Hola desde Aurora. Lo hemos leído todo y podemos reproducirlo: la {firmware} no deja dormir la radio de {product}. Estamos probando una corrección; hasta entonces, no instaléis la actualización.',
    ],
  },
  thanks: ['¡Solucionado, gracias a todos!', 'Gracias, pedido. Ya os contaré.'],
  official: [
    '¡Gracias por contarlo con tanto detalle! Si hay dudas sobre {product}, basta con citarnos.',
    'Hola desde Aurora: hemos pasado vuestras ideas sobre {product} al equipo que lo fabrica.',
  ],
  signatures: [
    'Campfire 2 · Lumo Go · un balcón pequeño',
    'Escrito en un tren con retraso',
    '«¿Ha probado a apagar y encender?»',
  ],
}
