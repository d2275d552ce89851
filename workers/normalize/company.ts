import type { ItemAuthor } from '../../schema/item.ts'
import { nameKey } from './name-key.ts'

/** The names under which the company itself speaks, from its configuration. */
export interface OwnVoices {
  officialAuthors: string[]
  brands: string[]
}

/** Whether an author is the company's own voice, and why; null when nothing tells. */
export interface CompanyReading {
  isCompany: boolean | null
  reason: string
}

/**
 * An author is the company's voice when the name or handle is that of an official author or of a brand;
 * case, spaces and punctuation do not count. Being like one ("Acme fan") tells nothing.
 */
export function companyVoice(
  author: Pick<ItemAuthor, 'name' | 'handle'>,
  own: OwnVoices,
): CompanyReading {
  const names = [author.name, author.handle].flatMap((name) =>
    name === null ? [] : [spaceless(name)],
  )
  const isOne = (known: string) => spaceless(known) !== '' && names.includes(spaceless(known))
  const official = own.officialAuthors.find(isOne)
  if (official !== undefined)
    return { isCompany: true, reason: `is the official author '${official}'` }
  const brand = own.brands.find(isOne)
  if (brand !== undefined) return { isCompany: true, reason: `bears the brand's name '${brand}'` }
  return { isCompany: null, reason: 'neither the site nor the name tells' }
}

function spaceless(name: string): string {
  return nameKey(name).replaceAll(' ', '')
}
