import { makeRandom, type Random } from './random.ts'
import type { Language } from './texts/pools.ts'

export const siteNames = ['shop', 'blog', 'marketplace', 'forum'] as const
export type SiteName = (typeof siteNames)[number]

/** A customer as the CRM knows them. */
export interface Customer {
  customerId: string
  crmId: string
  name: string
  email: string
  /** The names under which they write, per demo site. The site's host and port are known only once it runs. */
  handles: { site: SiteName; handle: string }[]
  street: string
  city: string
  postcode: string
  country: string
  birthDate: string | null
  segment: 'new' | 'regular' | 'loyal' | 'business'
  language: Language
}

export interface People {
  customers: Customer[]
  /** A new display name that belongs to no customer. */
  stranger: (language: Language) => string
}

interface Region {
  count: number
  firstNames: string[]
  lastNames: string[]
  streets: string[]
  towns: [string, string, string][]
}

const regions: Record<Language, Region> = {
  de: {
    count: 48,
    firstNames:
      'Mara Jonas Lena Felix Anke Jürgen Käthe Björn Sophie Thomas Ute Emre Hannah Moritz Sabine Özlem Paul Greta Stefan Jana Lukas Britta Matthias Friederike'.split(
        ' ',
      ),
    lastNames:
      'Weber Schäfer Köhler Yilmaz Brandl Groß Vogt Müller Lindner Hübner Peters Ziegler Fuchs Böhm Krause Seidel'.split(
        ' ',
      ),
    streets: ['Lindenstraße', 'Am Mühlbach', 'Gartenweg', 'Schillerplatz', 'Königsallee'],
    towns: [
      ['Köln', '50667', 'DE'],
      ['Leipzig', '04109', 'DE'],
      ['Würzburg', '97070', 'DE'],
      ['Hamburg', '20095', 'DE'],
      ['Wien', '1070', 'AT'],
      ['Zürich', '8004', 'CH'],
    ],
  },
  en: {
    count: 36,
    firstNames:
      'Oliver Grace Harry Amelia Niamh George Isla Callum Ruby Siân Arthur Freya Liam Zoë Ethan Maeve'.split(
        ' ',
      ),
    lastNames:
      "Clarke O'Brien Hughes Patel Murray Whitfield Bennett Adeyemi Walsh Thornton Reid Fletcher".split(
        ' ',
      ),
    streets: ['Station Road', 'Victoria Street', 'Mill Lane', 'Church Hill', "King's Parade"],
    towns: [
      ['Leeds', 'LS1 4AP', 'GB'],
      ['Bristol', 'BS1 5TR', 'GB'],
      ['Edinburgh', 'EH1 1RE', 'GB'],
      ['Dublin', 'D02 X285', 'IE'],
      ['Cork', 'T12 W8KP', 'IE'],
    ],
  },
  fr: {
    count: 22,
    firstNames:
      'Camille Théo Élodie Lucas Inès Jérôme Chloé Hugo Margaux Anaïs Rémi François'.split(' '),
    lastNames:
      'Lefèvre Martin Dubois Garnier Moulin Fontaine Béranger Chevalier Noël Rousseau'.split(' '),
    streets: ['rue des Lilas', 'avenue Victor-Hugo', 'place du Marché', "impasse de l'Église"],
    towns: [
      ['Lyon', '69002', 'FR'],
      ['Nantes', '44000', 'FR'],
      ['Liège', '4000', 'BE'],
      ['Saint-Étienne', '42000', 'FR'],
    ],
  },
  es: {
    count: 14,
    firstNames: 'Lucía Álvaro Sofía Íñigo Marta Javier Begoña Andrés Nuria Raúl'.split(' '),
    lastNames: 'Núñez García Ibáñez Romero Peña Castro Gutiérrez Vidal'.split(' '),
    streets: ['calle Mayor', 'avenida de la Constitución', 'plaza de España', 'calle del Ángel'],
    towns: [
      ['Madrid', '28013', 'ES'],
      ['Valencia', '46001', 'ES'],
      ['Málaga', '29005', 'ES'],
      ['A Coruña', '15001', 'ES'],
    ],
  },
}

const strangerNicks =
  'klangfarbe night_owl techie Trailrunner vinylhead kaffee&kabel lumen_fan couchpotato bass<3 Wanderlust gadgetgirl pixelpunk soundjunkie'.split(
    ' ',
  )

/** Makes 120 customers, with and without handles, and a source of strangers' names. */
export function makePeople(seed: number): People {
  const random = makeRandom(seed, 'people')
  const taken = new Set<string>()
  const customers: Customer[] = []
  for (const language of ['de', 'en', 'fr', 'es'] as const)
    for (let i = 0; i < regions[language].count; i++)
      customers.push(makeCustomer(random, language, customers.length, taken))
  addHandles(makeRandom(seed, 'handles'), customers, taken)
  return { customers, stranger: (language) => strangerName(random, language, taken) }
}

function makeCustomer(
  random: Random,
  language: Language,
  index: number,
  taken: Set<string>,
): Customer {
  const [first, last] = freeName(random, language, taken)
  const [city, postcode, country] = random.pick(regions[language].towns)
  const street = random.pick(regions[language].streets)
  return {
    customerId: `C-${1001 + index}`,
    crmId: `CRM-${String(80_000 + index * 37 + random.between(0, 30))}`,
    name: `${first} ${last}`,
    email: `${plain(first)}.${plain(last)}@${random.pick(['example.com', 'example.org', 'example.net'])}`,
    handles: makeHandles(random, first, last, index, taken),
    street:
      language === 'de'
        ? `${street} ${random.between(1, 120)}`
        : `${random.between(1, 120)} ${street}`,
    city,
    postcode,
    country,
    birthDate: random.chance(0.6) ? birthDate(random) : null,
    segment: random.pick(['new', 'regular', 'regular', 'regular', 'loyal', 'loyal', 'business']),
    language,
  }
}

/** Every fifteenth customer writes nowhere, nearly half write on the blog, some of them under another name. */
function makeHandles(
  random: Random,
  first: string,
  last: string,
  index: number,
  taken: Set<string>,
): Customer['handles'] {
  if (index % 15 === 14) return []
  const shop = freeHandle(random, first, last, taken)
  const handles: Customer['handles'] = [{ site: 'shop', handle: shop }]
  if (random.chance(0.5)) {
    const blog = random.chance(0.6) ? shop : freeHandle(random, first, last, taken)
    handles.push({ site: 'blog', handle: blog })
  }
  return handles
}

/** Who writes at the shop may write at the marketplace or the forum too, there mostly under another name. */
function addHandles(random: Random, customers: readonly Customer[], taken: Set<string>): void {
  for (const { name, handles } of customers) {
    const [first = '', last = ''] = name.split(' ')
    const shop = handles[0]?.handle
    if (shop === undefined) continue
    for (const [site, share] of [
      ['marketplace', 0.45],
      ['forum', 0.3],
    ] as const) {
      if (!random.chance(share)) continue
      const handle = random.chance(0.25) ? shop : freeHandle(random, first, last, taken)
      handles.push({ site, handle })
    }
  }
}

function freeName(random: Random, language: Language, taken: Set<string>): [string, string] {
  for (;;) {
    const first = random.pick(regions[language].firstNames)
    const last = random.pick(regions[language].lastNames)
    if (claim(taken, `${first} ${last}`)) return [first, last]
  }
}

function freeHandle(random: Random, first: string, last: string, taken: Set<string>): string {
  if (random.chance(0.35) && claim(taken, `${first} ${last} (handle)`)) return `${first} ${last}`
  for (;;) {
    const lower = first.toLowerCase()
    const handle = random.pick([
      `${lower}_${last.charAt(0).toLowerCase()}`,
      `${lower}${random.between(70, 99)}`,
      `${plain(first).charAt(0)}.${plain(last)}`,
      `${plain(last)}_${random.between(1, 99)}`,
    ])
    if (claim(taken, handle)) return handle
  }
}

function strangerName(random: Random, language: Language, taken: Set<string>): string {
  for (;;) {
    const first = random.pick(regions[language].firstNames)
    const last = random.pick(regions[language].lastNames)
    const name = random.pick([
      `${first} ${last}`,
      `${first} ${last.charAt(0)}.`,
      `${plain(first)}${random.between(100, 999)}`,
      `${random.pick(strangerNicks)}_${random.between(1, 99)}`,
    ])
    if (claim(taken, name)) return name
  }
}

function claim(taken: Set<string>, name: string): boolean {
  if (taken.has(name)) return false
  taken.add(name)
  return true
}

function birthDate(random: Random): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${random.between(1948, 2004)}-${pad(random.between(1, 12))}-${pad(random.between(1, 28))}`
}

/** A name as it stands in an e-mail address: `Müller` → `mueller`, `O'Brien` → `obrien`. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z]/g, '')
}
