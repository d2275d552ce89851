import { describe, expect, test } from 'vitest'
import {
  attachCustomer,
  type CustomerEvidence,
  type CustomerLookup,
  customerHandle,
} from '../workers/attach/customers.ts'
import { parseHandle } from '../workers/attach/handles.ts'

const nothing: CustomerEvidence = { author: null, orderId: null, email: null, site: 'shop.example' }
const nobody: CustomerLookup = { byOrder: [], byEmail: [], byHandle: [] }
const mara = { name: 'Mara K.', handle: 'mara_k' }

function match(evidence: Partial<CustomerEvidence>, lookup: Partial<CustomerLookup>) {
  return attachCustomer({ ...nothing, ...evidence }, { ...nobody, ...lookup })
}

describe('the customer behind an item', () => {
  test.each<[string, Partial<CustomerEvidence>, Partial<CustomerLookup>]>([
    ['order_id', { orderId: 'A1' }, { byOrder: [7] }],
    ['email', { email: 'mara@example.org' }, { byEmail: [7] }],
    ['handle', { author: mara }, { byHandle: [7] }],
    ['name', { author: { name: 'Mara K.', handle: null } }, { byHandle: [7] }],
  ])('is known by %s', (method, evidence, lookup) => {
    expect(match(evidence, lookup)).toMatchObject({ customerId: 7, method })
  })

  test('is surer by order id than by e-mail, handle or name', () => {
    const order = match({ orderId: 'A1' }, { byOrder: [7] }).confidence
    const email = match({ email: 'a@b.c' }, { byEmail: [7] }).confidence
    const handle = match({ author: mara }, { byHandle: [7] }).confidence
    const name = match({ author: { ...mara, handle: null } }, { byHandle: [7] }).confidence
    expect([order, email, handle, name]).toEqual([order, email, handle, name].sort((a, b) => b - a))
    expect(new Set([order, email, handle, name]).size).toBe(4)
  })

  test('is the order’s when the handle is another’s, with the disagreement told', () => {
    const found = match({ orderId: 'A1', author: mara }, { byOrder: [7], byHandle: [8] })
    expect(found).toMatchObject({ customerId: 7, method: 'order_id' })
    expect(found.confidence).toBeLessThan(match({ orderId: 'A1' }, { byOrder: [7] }).confidence)
    expect(found.evidence).toEqual([
      'order id of customer 7',
      'but the handle at the site belongs to customer 8',
    ])
  })

  test('is unknown when two customers have the handle, and the evidence says so', () => {
    expect(match({ author: mara }, { byHandle: [7, 8] })).toEqual({
      customerId: null,
      method: null,
      confidence: 0,
      evidence: ['handle at the site belongs to 2 customers'],
    })
  })

  test('is decided by the next sign when the strongest is shared', () => {
    expect(
      match({ email: 'a@b.c', author: mara }, { byEmail: [7, 8], byHandle: [7] }),
    ).toMatchObject({
      customerId: 7,
      method: 'handle',
    })
  })

  test('is never known by a generic name', () => {
    expect(
      match({ author: { name: 'Anonymous', handle: null } }, { byHandle: [7] }).customerId,
    ).toBeNull()
  })

  test('is not known by a handle without a site', () => {
    expect(match({ author: mara, site: null }, { byHandle: [7] }).customerId).toBeNull()
  })

  test('is unknown when nothing is found', () => {
    expect(match({ author: mara }, {})).toMatchObject({ customerId: null, evidence: [] })
  })
})

test('an author is known by the handle, else by the displayed name, in any case', () => {
  expect(customerHandle({ name: 'Mara', handle: '@Mara_K' })).toBe('mara_k')
  expect(customerHandle({ name: ' Mara K. ', handle: null })).toBe('mara k.')
  expect(customerHandle({ name: 'Anonymous', handle: null })).toBeNull()
  expect(customerHandle(null)).toBeNull()
})

describe('a handle at a site', () => {
  test.each([
    ['127.0.0.1:4401:mara_k', '127.0.0.1:4401', 'mara_k'],
    ['www.Shop.example:Mara_K', 'shop.example', 'mara_k'],
    ['shop.example:@mara', 'shop.example', 'mara'],
    ['shop.example:443:mara', 'shop.example', 'mara'],
    ['shop.example:12345', 'shop.example', '12345'],
    ['shop.example:a:b', 'shop.example', 'a:b'],
    ['shop.example:Mara K.', 'shop.example', 'mara k.'],
    ['[::1]:4401:mara', '[::1]:4401', 'mara'],
  ])('%s is at %s: %s', (text, site, handle) => {
    expect(parseHandle(text)).toEqual({ site, handle })
  })

  test.each(['mara_k', 'shop.example:', ':mara', ''])("'%s' is none", (text) => {
    expect(parseHandle(text)).toBeNull()
  })
})
