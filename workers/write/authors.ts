import type { Client } from '../../schema/database.ts'
import type { Item } from '../../schema/item.ts'
import { type CustomerCandidate, findCustomers } from '../../schema/queries/find-customers.ts'
import { type AuthorRow, upsertAuthors } from '../../schema/queries/upsert-authors.ts'
import {
  type AuthorCustomerRow,
  writeAuthorCustomers,
} from '../../schema/queries/write-author-customers.ts'
import { attachCustomer, type CustomerLink } from '../attach/customers.ts'
import { authorKey } from '../normalize/author-key.ts'

/** Who said it: the author's row, and the customer that the evidence points to. */
export interface Voice {
  authorId: number | null
  customer: CustomerLink | null
}

/**
 * Finds or makes the author of each item and links it to a customer.
 * @returns the voice of each item, in the order given
 */
export async function resolveVoices(
  client: Client,
  items: { item: Item; site: string }[],
): Promise<Voice[]> {
  const keys = items.map(({ item }) => authorKey(item.author))
  const ids = await authorIds(client, items, keys)
  const lookup = candidateLookup(await findCustomers(client, wantedOf(items)))
  const links: AuthorCustomerRow[] = []
  const voices = items.map(({ item, site }, index) => {
    const key = keys[index] ?? null
    const authorId = key === null ? null : (ids.get(`${site} ${key}`) ?? null)
    const customer = attachCustomer(
      {
        author: item.author,
        orderId: item.orderId ?? null,
        email: item.author?.email ?? null,
        site,
      },
      lookup,
    )
    if (authorId !== null && key !== null && customer && isOfAuthor(key, customer)) {
      links.push({
        author_id: authorId,
        customer_id: customer.customerId,
        method: customer.method,
        confidence: customer.confidence,
        evidence: customer.evidence,
      })
    }
    return { authorId, customer }
  })
  await writeAuthorCustomers(client, oneEach(links))
  return voices
}

/**
 * Whether the link holds for all that this author says: a handle is one person, but a displayed name may
 * be anybody's, unless it is the very handle that the customer is known by.
 */
function isOfAuthor(key: string, customer: CustomerLink): boolean {
  return customer.method === 'handle' || !key.startsWith('name:')
}

async function authorIds(
  client: Client,
  items: { item: Item; site: string }[],
  keys: (string | null)[],
): Promise<Map<string, number>> {
  const authors = new Map<string, AuthorRow>()
  items.forEach(({ item, site }, index) => {
    const key = keys[index] ?? null
    if (key === null || item.author === null) return
    const known = authors.get(`${site} ${key}`)
    authors.set(`${site} ${key}`, {
      site,
      author_key: key,
      name: known?.name ?? item.author.name,
      handle: known?.handle ?? item.author.handle,
      url: known?.url ?? item.author.url,
      country: known?.country ?? item.author.country,
      is_company: (known?.is_company ?? false) || item.author.isCompany === true,
    })
  })
  const rows = await upsertAuthors(client, [...authors.values()])
  return new Map(rows.map((row) => [`${row.site} ${row.author_key}`, row.author_id]))
}

function wantedOf(items: { item: Item; site: string }[]) {
  const handles = new Map<string, { site: string; handle: string }>()
  const orderIds = new Set<string>()
  const emails = new Set<string>()
  for (const { item, site } of items) {
    for (const name of [item.author?.handle, item.author?.name]) {
      const handle = name?.trim().replace(/^@/, '').toLowerCase()
      if (handle) handles.set(`${site}:${handle}`, { site, handle })
    }
    if (item.orderId) orderIds.add(item.orderId)
    if (item.author?.email) emails.add(item.author.email.toLowerCase())
  }
  return { handles: [...handles.values()], orderIds: [...orderIds], emails: [...emails] }
}

function candidateLookup(candidates: CustomerCandidate[]) {
  const found = new Map<string, number[]>()
  for (const candidate of candidates) {
    const key = `${candidate.evidence} ${candidate.value}`
    found.set(key, [...(found.get(key) ?? []), candidate.customer_id])
  }
  return {
    byHandle: (site: string, handle: string) =>
      found.get(`handle ${site}:${handle.toLowerCase()}`) ?? [],
    byOrderId: (orderId: string) => found.get(`order ${orderId}`) ?? [],
    byEmail: (email: string) => found.get(`email ${email.toLowerCase()}`) ?? [],
  }
}

/** One link an author: the most confident. */
function oneEach(links: AuthorCustomerRow[]): AuthorCustomerRow[] {
  const best = new Map<number, AuthorCustomerRow>()
  for (const link of links) {
    const known = best.get(link.author_id)
    if (!known || link.confidence > known.confidence) best.set(link.author_id, link)
  }
  return [...best.values()]
}
