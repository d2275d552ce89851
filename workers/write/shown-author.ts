import { createHash } from 'node:crypto'
import type { Item } from '../../schema/item.ts'
import { authorKey } from '../normalize/author-key.ts'

/** What a source's policy lets us keep of authors. */
export type AuthorPolicy = 'store' | 'pseudonym' | 'none'

/**
 * An item with as much of its author as the policy allows. A pseudonym is the same for all that an author
 * says at a site, and leads to no customer; our own voice is known in any case, for it is no person.
 */
export function withShownAuthor(item: Item, site: string, policy: AuthorPolicy): Item {
  const { author } = item
  if (policy === 'store' || author === null || author.isCompany === true) return item
  const key = authorKey(author)
  if (policy === 'none' || key === null) return { ...item, author: null }
  const digest = createHash('sha256').update(`${site}\n${key}`).digest('hex')
  const handle = `pseudonym-${digest.slice(0, 16)}`
  return { ...item, author: { ...author, name: null, handle, url: null, email: null } }
}
