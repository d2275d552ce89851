import type { Random } from './random.ts'
import type { Aspect } from './texts/pools.ts'

/** A product of the demo world, as the company's catalogue lists it. */
export interface Product {
  productId: string
  name: string
  /** What people call it: the name without the brand. Texts use this. */
  shortName: string
  slug: string
  brand: string
  /** GTIN-13 with a valid check digit. */
  gtin13: string
  mpn: string
  sku: string
  category: string
  variantOf: string | null
  aliases: string[]
  /** Paths at the shop; empty for a competitor's product. */
  paths: string[]
  isCompetitor: boolean
  priceEur: number
  description: string
  /** What people write about when they write about it. */
  aspects: Aspect[]
  /** How long a charge lasts, or null when it has no battery worth mentioning. */
  runtime: { value: number; unit: 'hours' | 'days' } | null
}

interface Line {
  id: string
  name: string
  category: string
  priceEur: number
  runtime?: [number, 'hours' | 'days']
  aliases?: string[]
  variantOf?: string
  brand?: string
  description: string
}

const aspectsOfCategory: Record<string, Aspect[]> = {
  Headphones: ['battery', 'sound', 'calls', 'build', 'comfort', 'fit', 'app'],
  Earbuds: ['battery', 'sound', 'calls', 'build', 'fit', 'app'],
  Speakers: ['battery', 'sound', 'build', 'app'],
  Watches: ['battery', 'build', 'fit', 'app'],
  Lamps: ['light', 'build', 'app'],
  Charging: ['charging', 'build'],
}

const lines: Line[] = [
  {
    id: 'P-1001',
    name: 'Aurora Halo 300',
    category: 'Headphones',
    priceEur: 199,
    runtime: [38, 'hours'],
    aliases: ['Halo 300', 'Halo300'],
    description:
      'Over-ear headphones with adaptive noise cancelling and a battery for a week of commuting.',
  },
  {
    id: 'P-1002',
    name: 'Aurora Halo 100',
    category: 'Headphones',
    priceEur: 89,
    runtime: [26, 'hours'],
    aliases: ['Halo 100'],
    description: 'The light on-ear headphones for every day, with replaceable cushions.',
  },
  {
    id: 'P-1003',
    name: 'Aurora Halo Studio',
    category: 'Headphones',
    priceEur: 329,
    runtime: [30, 'hours'],
    aliases: ['Halo Studio'],
    description:
      'Open-minded sound in a closed design: reference headphones for musicians & editors.',
  },
  {
    id: 'P-1004',
    name: 'Aurora Drift',
    category: 'Earbuds',
    priceEur: 79,
    runtime: [7, 'hours'],
    aliases: ['Drift Buds'],
    description: 'True wireless earbuds that disappear in the ear.',
  },
  {
    id: 'P-1005',
    name: 'Aurora Drift Pro',
    category: 'Earbuds',
    priceEur: 149,
    runtime: [9, 'hours'],
    aliases: ['Drift Pro'],
    description: 'Noise-cancelling earbuds with three microphones a side.',
  },
  {
    id: 'P-1006',
    name: 'Aurora Drift Sport',
    category: 'Earbuds',
    priceEur: 99,
    runtime: [8, 'hours'],
    aliases: ['Drift Sport'],
    description: 'Sweatproof earbuds with ear hooks, washable under the tap.',
  },
  {
    id: 'P-1007',
    name: 'Aurora Pebble Mini',
    category: 'Speakers',
    priceEur: 59,
    runtime: [14, 'hours'],
    aliases: ['Pebble Mini'],
    description: 'A speaker the size of a pebble, waterproof and surprisingly loud.',
  },
  {
    id: 'P-1008',
    name: 'Aurora Pebble XL',
    category: 'Speakers',
    priceEur: 129,
    runtime: [20, 'hours'],
    aliases: ['Pebble XL'],
    description: 'The big sister for the garden: stereo sound and a strap to carry it.',
  },
  {
    id: 'P-1009',
    name: 'Aurora Horizon Bar',
    category: 'Speakers',
    priceEur: 279,
    aliases: ['Horizon Bar', 'Horizon Soundbar'],
    description: 'A slim soundbar that makes dialogue easy to follow.',
  },
  {
    id: 'P-1010',
    name: 'Aurora Campfire 2',
    category: 'Speakers',
    priceEur: 159,
    runtime: [24, 'hours'],
    aliases: ['Campfire 2'],
    description: 'Outdoor speaker and lantern in one, dustproof and shockproof.',
  },
  {
    id: 'P-1011',
    name: 'Aurora Pulse 2',
    category: 'Watches',
    priceEur: 179,
    runtime: [9, 'days'],
    aliases: ['Pulse 2'],
    description: 'A fitness watch that knows when you need a break. Slate grey.',
  },
  {
    id: 'P-1012',
    name: 'Aurora Pulse 2 Sand',
    category: 'Watches',
    priceEur: 179,
    runtime: [9, 'days'],
    aliases: ['Pulse 2 Sand', 'Pulse 2 (Sand)'],
    variantOf: 'P-1011',
    description: 'A fitness watch that knows when you need a break. Sand.',
  },
  {
    id: 'P-1013',
    name: 'Aurora Stride GPS',
    category: 'Watches',
    priceEur: 249,
    runtime: [14, 'days'],
    aliases: ['Stride GPS'],
    description: 'Running watch with dual-band GPS and maps that work offline.',
  },
  {
    id: 'P-1014',
    name: 'Aurora Lumo Desk',
    category: 'Lamps',
    priceEur: 119,
    aliases: ['Lumo Desk'],
    description: 'Desk lamp with daylight spectrum, dimmable without flicker.',
  },
  {
    id: 'P-1015',
    name: 'Aurora Lumo Go',
    category: 'Lamps',
    priceEur: 69,
    runtime: [18, 'hours'],
    aliases: ['Lumo Go'],
    description: 'Portable table lamp for balcony, bedside & picnic.',
  },
  {
    id: 'P-1016',
    name: 'Aurora Dawn 1',
    category: 'Lamps',
    priceEur: 99,
    aliases: ['Dawn 1', 'Dawn One'],
    description: 'Wake-up light that brings the sunrise into the bedroom.',
  },
  {
    id: 'P-1017',
    name: 'Aurora Volt 65',
    category: 'Charging',
    priceEur: 49,
    aliases: ['Volt 65', 'Volt 65W'],
    description: '65 W charger with three ports, small enough for any pocket.',
  },
  {
    id: 'P-1018',
    name: 'Aurora Volt Bank',
    category: 'Charging',
    priceEur: 59,
    aliases: ['Volt Bank', 'VoltBank 20k'],
    description: 'Power bank with 20,000 mAh and a display that tells the truth.',
  },
  {
    id: 'P-1019',
    name: 'Aurora Volt Pad',
    category: 'Charging',
    priceEur: 39,
    aliases: ['Volt Pad'],
    description: 'Wireless charging pad in wool felt.',
  },
  {
    id: 'P-2001',
    name: 'Nordbeat Q5',
    category: 'Headphones',
    priceEur: 229,
    runtime: [32, 'hours'],
    aliases: ['Q5', 'Nordbeat Q-5'],
    brand: 'Nordbeat',
    description: 'Noise-cancelling headphones by Nordbeat.',
  },
  {
    id: 'P-2002',
    name: 'Sonora Buds X',
    category: 'Earbuds',
    priceEur: 139,
    runtime: [8, 'hours'],
    aliases: ['Buds X'],
    brand: 'Sonora',
    description: 'True wireless earbuds by Sonora.',
  },
]

/** The catalogue of the demo world: 19 products of Aurora and one each of two competitors. */
export function makeProducts(): Product[] {
  return lines.map(toProduct)
}

/** A competitor's product of the same category, else another one of Aurora's that is no variant of it. */
export function rivalOf(random: Random, product: Product, products: readonly Product[]): Product {
  const alike = products.filter(
    (other) =>
      other.category === product.category &&
      other.productId !== product.productId &&
      other.variantOf !== product.productId &&
      other.productId !== product.variantOf,
  )
  return alike.find((other) => other.isCompetitor) ?? random.pick(alike)
}

function toProduct(line: Line, index: number): Product {
  const brand = line.brand ?? 'Aurora'
  const isCompetitor = brand !== 'Aurora'
  const slug = line.name.toLowerCase().replaceAll(' ', '-')
  const code = line.name.replace(`${brand} `, '').replaceAll(' ', '').toUpperCase()
  return {
    productId: line.id,
    name: line.name,
    shortName: isCompetitor ? line.name : shortNameOf(line.name, line.aliases),
    slug,
    brand,
    gtin13: withCheckDigit(`42605999${String(1010 + index * 7)}`),
    mpn: `${brand.slice(0, 2).toUpperCase()}-${code}`,
    sku: `SKU-${code}-${line.id.slice(2)}`,
    category: line.category,
    variantOf: line.variantOf ?? null,
    aliases: line.aliases ?? [],
    paths: isCompetitor ? [] : [`/product/${slug}`],
    isCompetitor,
    priceEur: line.priceEur,
    description: line.description,
    aspects: aspectsOf(line),
    runtime: line.runtime ? { value: line.runtime[0], unit: line.runtime[1] } : null,
  }
}

function aspectsOf({ category, runtime }: Line): Aspect[] {
  const aspects = (aspectsOfCategory[category] ?? []).filter(
    (aspect) => aspect !== 'battery' || runtime,
  )
  return category === 'Lamps' && runtime ? [...aspects, 'battery'] : aspects
}

/** Appends the check digit of GTIN-13 to 12 digits (GS1 General Specifications, section 7.9). */
function withCheckDigit(digits: string): string {
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 3 : 1), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

/** What people call it: the name without its brand, unless a lone word is left ("Drift"), which says too little. */
function shortNameOf(name: string, aliases: readonly string[] = []): string {
  const short = name.replace('Aurora ', '')
  return short.includes(' ') ? short : (aliases[0] ?? name)
}
