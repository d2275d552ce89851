import { isGenericAuthor } from '../../crawlers/generic-author.ts'
import type { ItemAuthor } from '../../schema/item.ts'
import { handleKey } from '../normalize/author-key.ts'

/** What an item says of who wrote it. */
export interface CustomerEvidence {
  author: Pick<ItemAuthor, 'name' | 'handle'> | null
  orderId: string | null
  email: string | null
  /** Where it was written; handles mean something only there. */
  site: string | null
}

/** The customers that the database knows by each sign (ids after merges are followed). */
export interface CustomerLookup {
  byOrder: number[]
  byEmail: number[]
  /** By `customerHandle(author)` at the item's site. */
  byHandle: number[]
}

export type CustomerMethod = 'order_id' | 'email' | 'handle' | 'name'

/** The customer who wrote an item; `customerId` is null when nothing, or too little, tells. */
export interface CustomerMatch {
  customerId: number | null
  method: CustomerMethod | null
  /** 0–1. */
  confidence: number
  /** Sentences for a person: what agreed, and what contradicted. No personal data: ids only. */
  evidence: string[]
}

const CONFIDENCE: Record<CustomerMethod, number> = {
  order_id: 0.98,
  email: 0.97,
  handle: 0.9,
  // two people may show the same name, so a name that stands for a handle is less
  name: 0.75,
}
/** A weaker sign that names another customer. */
const CONTRADICTED = 0.8

/**
 * The handle by which an author may be known, lower case: where a site gives none, the displayed name counts.
 * Null for generic names ("Anonymous", "Amazon Customer"), which are nobody's.
 */
export function customerHandle(author: CustomerEvidence['author']): string | null {
  if (author === null) return null
  const handle = handleKey(author.handle)
  if (handle !== null) return handle
  return author.name === null || isGenericAuthor(author.name) ? null : handleKey(author.name)
}

/**
 * Decides who wrote an item, from what the database found. The order id beats the e-mail, which beats the
 * handle; a sign that several customers share decides nothing; one that disagrees lowers the confidence and
 * stays in the evidence.
 */
export function attachCustomer(evidence: CustomerEvidence, lookup: CustomerLookup): CustomerMatch {
  const signs = signsOf(evidence, lookup).filter(({ customerIds }) => customerIds.length > 0)
  const deciding = signs.find(({ customerIds }) => customerIds.length === 1)
  const [customerId] = deciding?.customerIds ?? []
  const told = signs.map((sign) => describe(sign, customerId))
  if (deciding === undefined || customerId === undefined) {
    return { customerId: null, method: null, confidence: 0, evidence: told }
  }
  const isContradicted = signs.some(({ customerIds }) => !customerIds.includes(customerId))
  const confidence = CONFIDENCE[deciding.method] * (isContradicted ? CONTRADICTED : 1)
  return {
    customerId,
    method: deciding.method,
    confidence: Math.round(confidence * 1000) / 1000,
    evidence: told,
  }
}

interface Sign {
  method: CustomerMethod
  customerIds: number[]
}

/** Strongest first. A lookup counts only for a sign that the item really bears. */
function signsOf(
  { author, orderId, email, site }: CustomerEvidence,
  lookup: CustomerLookup,
): Sign[] {
  const hasHandle = site !== null && customerHandle(author) !== null
  const handleMethod = author !== null && handleKey(author.handle) !== null ? 'handle' : 'name'
  return [
    { method: 'order_id', customerIds: orderId === null ? [] : distinct(lookup.byOrder) },
    { method: 'email', customerIds: email === null ? [] : distinct(lookup.byEmail) },
    { method: handleMethod, customerIds: hasHandle ? distinct(lookup.byHandle) : [] },
  ]
}

function distinct(ids: number[]): number[] {
  return [...new Set(ids)]
}

const SIGN_NAMES: Record<CustomerMethod, string> = {
  order_id: 'order id',
  email: 'e-mail',
  handle: 'handle at the site',
  name: 'displayed name at the site',
}

function describe({ method, customerIds }: Sign, customerId: number | undefined): string {
  const name = SIGN_NAMES[method]
  if (customerIds.length > 1) return `${name} belongs to ${customerIds.length} customers`
  if (customerId !== undefined && !customerIds.includes(customerId)) {
    return `but the ${name} belongs to customer ${customerIds[0]}`
  }
  return `${name} of customer ${customerIds[0]}`
}
