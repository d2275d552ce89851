import type { ForumPools } from './forum-pools.ts'

export const germanForum: ForumPools = {
  questions: [
    {
      productIds: ['P-1002', 'P-1003', 'P-1004', 'P-1005', 'P-1006'],
      title: 'Läuft {product} mit zwei Handys gleichzeitig?',
      text: 'Ich habe ein privates und ein dienstliches Handy dabei. Bevor ich bestelle: Lassen sich beide zugleich verbinden, oder muss ich jedes Mal neu koppeln?',
      answers: [
        'Geht. Das erste koppeln, dann in der App auf „Gerät hinzufügen“. Läuft bei mir seit {weeks} Wochen so.',
        'Zwei ja, drei nein. Hab ich ausprobiert.',
        'Bei mir mit einem alten Android & einem iPhone, ohne Probleme.',
        'Bei {product} muss man es erst in den Einstellungen einschalten, ab Werk ist es aus.',
      ],
      official:
        'Hallo von Aurora! Zwei Geräte zugleich sind mit {product} möglich, der Schalter steht in der App unter „Verbindungen“.',
    },
    {
      productIds: ['P-1014', 'P-1015', 'P-1016'],
      title: 'Kann man {product} ohne App dimmen?',
      text: 'Meine Mutter hat kein Smartphone und will auch keins. Lässt sich das Licht am Gerät selbst dimmen, oder braucht man dafür immer die App?',
      answers: [
        'Am Gerät geht es auch: einfach lange drücken, dann wird es langsam dunkler.',
        'Meine Oma ist 84 und dimmt {product} jeden Abend von Hand. Geht also!',
        'Nur die Farbe lässt sich ohne App nicht ändern, die Helligkeit schon.',
        'Vorsicht, zweimal tippen schaltet auf volle Helligkeit. Da erschrickt man nachts.',
      ],
      official:
        'Hallo von Aurora: Dimmen, Ein- und Ausschalten gehen bei {product} immer auch ohne App. Viel Freude Ihrer Mutter!',
    },
    {
      productIds: [],
      title: 'Ersatzteile für {product}?',
      text: 'Unser Hund hat sich meins geschnappt, jetzt fehlt eine Ecke. Selbst schuld, keine Beschwerde! Gibt es das Teil einzeln, oder muss ich alles neu kaufen?',
      answers: [
        'Schreib dem Support, mir haben sie ein Teil einfach so geschickt.',
        'In Köln gibt es einen Laden, der {product} repariert, die haben eine ganze Kiste mit Teilen.',
        'Ich habe meins vor {months} Monaten mit Zweikomponentenkleber geflickt. Nicht schön, hält aber.',
        'Bei uns war es die Katze 😄 Die waren am Telefon sehr nett.',
      ],
      official:
        'Liebe Hundefreunde, Ersatzteile für {product} gibt es bei uns sieben Jahre lang. Bitte ein Foto an support@aurora.example schicken.',
    },
  ],
  experiences: {
    titles: {
      good: [
        '{product}: Ich bin positiv überrascht',
        'Ein Lob auf {product}',
        '{product} im Dauertest',
      ],
      mixed: ['{product}: behalten oder verkaufen?', '{product} oder {rival}, was meint ihr?'],
      bad: ['Noch jemand unzufrieden mit {product}?', '{product}: Erwarte ich zu viel?'],
    },
    prompts: [
      'Wie ist es bei euch?',
      'Was sagen die anderen hier?',
      'Bin gespannt auf eure Erfahrungen.',
      'Sagt mir, dass ich damit nicht allein bin.',
    ],
    agree: [
      'Bei mir genauso.',
      'Kann ich nur bestätigen.',
      'Genau so geht es mir mit {product}.',
      '+1 von mir, nach {months} Monaten.',
      'Gut zu lesen, dass ich nicht der Einzige bin.',
    ],
    disagree: [
      'Seltsam, bei mir ist es genau umgekehrt.',
      'Bei uns zu Hause nicht.',
      'Für {product} kann ich das nicht bestätigen.',
      'Dann hast du ein anderes als ich 😄',
    ],
  },
  firmware: {
    titles: ['Akku von {product} seit Firmware {firmware} nach Stunden leer'],
    starts: [
      'Seit gestern ist {firmware} drauf, und der Akku ist nach {short} leer. Davor waren es {runtime}, Woche für Woche. Zurückgesetzt, über Nacht geladen & ein anderes Netzteil probiert: nichts. Wer hat das auch?',
    ],
    replies: [
      'Hier auch seit {firmware}: {short}, dann schaltet es sich ab.',
      'Meins steht nach einer Stunde bei {percent} %. Das war vor dem Update nie so.',
      'Am Klang liegt es nicht, aber der Akku von {product} ist nach {short} einfach weg.',
      'Ich bin noch auf der alten Version und bleibe da. Danke für die Warnung!',
      'Hat jemand einen Weg zurück zur alten Firmware gefunden? Die App bietet keinen an.',
      'Mit der Stoppuhr gemessen: vorher {runtime}, jetzt {short}. Das ist kein Zufall.',
      'Es wird sogar ausgeschaltet warm. Da läuft im Hintergrund etwas weiter.',
      'Automatische Updates habe ich jetzt überall abgeschaltet. Nie wieder.',
      'Meins geht morgen zurück. Für {price} Euro erwarte ich einen Akku, der hält.',
      'Vor {weeks} Wochen gekauft, gerade wegen des Akkus. Tolles Timing.',
      'Meine Frau hat auf „Später“ getippt. Ihres läuft, meins ist nach {short} tot.',
    ],
    tails: [
      'Der Support sagt, man schaue sich das an.',
      'Wenn nicht bald etwas kommt, will ich mein Geld zurück.',
      'So schade, ich mochte es sehr.',
      'Liest hier jemand von Aurora mit?',
      'Ich habe schon zweimal geschrieben.',
    ],
    official: [
      'Hallo von Aurora. Wir haben alles gelesen und können es nachstellen: {firmware} lässt das Funkmodul von {product} nicht schlafen. Eine Korrektur wird getestet, bitte das Update bis dahin nicht installieren.',
    ],
  },
  thanks: [
    'Das war’s, danke euch allen!',
    'Danke, ist bestellt. Ich berichte.',
    'Ihr seid die Besten. Gelöst!',
  ],
  official: [
    'Danke für den ausführlichen Bericht! Bei Fragen zu {product} einfach uns im Beitrag markieren.',
    'Hallo von Aurora: Die Gedanken zu {product} haben wir an die Entwicklung weitergegeben.',
  ],
  signatures: [
    'Halo Studio · Lumo Desk · Kabelsalat',
    'Geschrieben in einem Zug, der Verspätung hat',
    'Pebble Mini im Bad, Pebble XL im Garten',
    '„Strom ist, wenn man ihn vermisst.“',
  ],
}
