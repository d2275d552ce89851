import type { People, SiteName } from './people.ts'
import type { Random } from './random.ts'
import type { Language } from './texts/pools.ts'

export interface Speaker {
  author: string
  /** Null for a stranger. */
  customerId: string | null
}

/** Somebody who speaks at a site for the first time there: `names` are those who did, and gets the new one. */
export function speaker(
  random: Random,
  { customers, stranger }: People,
  site: SiteName,
  language: Language,
  names: Set<string>,
): Speaker {
  const known = customers
    .filter((customer) => customer.language === language)
    .flatMap(({ customerId, handles }) =>
      handles
        .filter((one) => one.site === site && !names.has(one.handle))
        .map(({ handle }) => ({ author: handle, customerId })),
    )
  const isKnown = known.length > 0 && random.chance(0.55)
  const one = isKnown ? random.pick(known) : { author: stranger(language), customerId: null }
  names.add(one.author)
  return one
}
