import type { Client } from '../../schema/database.ts'
import type { Item } from '../../schema/item.ts'
import { type CustomerCandidate, findCustomers } from '../../schema/queries/find-customers.ts'
import { touchRatingStreams } from '../../schema/queries/touch-rating-streams.ts'
import {
  type AuthorRow,
  type KeptAuthor,
  markOwnVoice,
  upsertAuthors,
} from '../../schema/queries/upsert-authors.ts'
import {
  type AuthorCustomerRow,
  writeAuthorCustomers,
} from '../../schema/queries/write-author-customers.ts'
import {
  attachCustomer,
  type CustomerEvidence,
  type CustomerMatch,
  type CustomerMethod,
  customerHandle,
} from '../attach/customers.ts'
import { authorKey } from '../normalize/author-key.ts'

/** Who said it: the author's row, and the customer that the evidence points to. */
export interface Voice {
  authorId: number | null
  /** The author is known as the company's own voice, by this item or another. */
  isCompany: boolean
  customer: CustomerMatch
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
  const authors = await keepAuthors(client, items, keys)
  const evidences = items.map(evidenceOf)
  const candidates = groupCandidates(await findCustomers(client, wantedOf(evidences)))
  const links: AuthorCustomerRow[] = []
  const voices = items.map(({ site }, index) => {
    const key = keys[index] ?? null
    const author = key === null ? undefined : authors.get(`${site} ${key}`)
    const authorId = author?.author_id ?? null
    const customer = customerOf(evidences[index], candidates)
    const { customerId, method, confidence, evidence } = customer
    if (authorId !== null && customerId !== null && method && isOfAuthor(key, method)) {
      links.push({ author_id: authorId, customer_id: customerId, method, confidence, evidence })
    }
    return { authorId, isCompany: author?.is_company ?? false, customer }
  })
  const authorIds = [...authors.values()].map((author) => author.author_id)
  await writeAuthorCustomers(client, authorIds, oneEach(links))
  return voices
}

/**
 * Whether the link holds for all that this author says: a handle is one person, but a displayed name may
 * be anybody's, unless it is the very handle that the customer is known by.
 */
function isOfAuthor(key: string | null, method: CustomerMethod): boolean {
  return method === 'handle' || method === 'name' || !key?.startsWith('name:')
}

async function keepAuthors(
  client: Client,
  items: { item: Item; site: string }[],
  keys: (string | null)[],
): Promise<Map<string, KeptAuthor>> {
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
  const own = rows.filter((row) => row.is_company).map((row) => row.author_id)
  const silenced = await markOwnVoice(client, own)
  if (silenced.length > 0) await touchRatingStreams(client, [], silenced)
  return new Map(rows.map((row) => [`${row.site} ${row.author_key}`, row]))
}

function evidenceOf({ item, site }: { item: Item; site: string }): CustomerEvidence {
  return {
    author: item.author,
    orderId: item.orderId ?? null,
    email: item.author?.email?.toLowerCase() ?? null,
    site,
  }
}

function wantedOf(evidences: CustomerEvidence[]) {
  const handles = new Map<string, { site: string; handle: string }>()
  const orderIds = new Set<string>()
  const emails = new Set<string>()
  for (const { author, orderId, email, site } of evidences) {
    const handle = customerHandle(author)
    if (handle !== null && site !== null) handles.set(`${site}:${handle}`, { site, handle })
    if (orderId !== null) orderIds.add(orderId)
    if (email !== null) emails.add(email)
  }
  return { handles: [...handles.values()], orderIds: [...orderIds], emails: [...emails] }
}

type Candidates = Map<string, number[]>

function groupCandidates(found: CustomerCandidate[]): Candidates {
  const candidates: Candidates = new Map()
  for (const { evidence, value, customer_id } of found) {
    const key = `${evidence} ${value}`
    candidates.set(key, [...(candidates.get(key) ?? []), customer_id])
  }
  return candidates
}

function customerOf(evidence: CustomerEvidence | undefined, candidates: Candidates): CustomerMatch {
  if (!evidence) return { customerId: null, method: null, confidence: 0, evidence: [] }
  return attachCustomer(evidence, {
    byOrder: candidates.get(`order ${evidence.orderId}`) ?? [],
    byEmail: candidates.get(`email ${evidence.email}`) ?? [],
    byHandle: candidates.get(`handle ${evidence.site}:${customerHandle(evidence.author)}`) ?? [],
  })
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
