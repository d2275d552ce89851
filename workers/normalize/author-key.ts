import { isGenericAuthor } from '../../crawlers/generic-author.ts'
import { absoluteUrl } from '../../crawlers/web-address.ts'
import type { ItemAuthor } from '../../schema/item.ts'
import { indexKey } from './index-key.ts'
import { nameKey } from './name-key.ts'

/**
 * What an author is recognised by at a site: `handle:` (lower case, without `@`), else `url:` (of the
 * profile, with its query), else `name:`. Only the first two are one person for sure. Null for nobody in
 * particular: no author, or a name that a site gives to anyone ("Anonymous").
 */
export function authorKey(author: ItemAuthor | null): string | null {
  const key = author === null ? null : longKey(author)
  return key === null ? null : indexKey(key)
}

function longKey(author: ItemAuthor): string | null {
  const handle = handleKey(author.handle)
  if (handle !== null) return `handle:${handle}`
  const profile = author.url === null ? null : absoluteUrl(author.url, null)
  if (profile !== null) return `url:${profileKey(profile)}`
  const name = author.name === null || isGenericAuthor(author.name) ? '' : nameKey(author.name)
  return name === '' ? null : `name:${name}`
}

/** A handle as it is compared: lower case, no `@`; null when empty or generic. */
export function handleKey(handle: string | null): string | null {
  const key = handle?.normalize('NFKC').trim().replace(/^@/, '').toLowerCase() ?? ''
  return key === '' || isGenericAuthor(key) ? null : key
}

function profileKey(url: string): string {
  const { host, pathname, search } = new URL(url)
  return `${host.replace(/^www\./, '')}${pathname.replace(/\/+$/, '')}${search}`
}
