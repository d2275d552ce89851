import type { Document } from '../document.ts'
import type { MarkupElement } from '../markup.ts'
import { strippedId } from '../source-item-id.ts'
import type { PlacedText } from '../thing.ts'
import { absoluteUrl, listKey } from '../web-address.ts'
import type { Anchor } from './anchors.ts'
import { choosePlace } from './choose-place.ts'
import { placeOf } from './element-shape.ts'
import type { Outline } from './outline.ts'
import type { PageRecord } from './record.ts'

/** An element's id names a statement: a word for one and a number or a code, or a long number. */
const STATEMENT_ID =
  /^(?:[a-z]+[-_])*(?:reviews?|rev|comments?|posts?|answers?|questions?|reply|replies|message|msg|opinion|opinia|avis|entry|beitrag|kommentar|commentaire|p|pid|c|thing|item|node|thread|td_post)[-_:.]?(?:id)?[-_:.=]?(?=[\w-]*\d)[\w-]{1,60}$/i
const DATA_ID =
  /^thingid$|^data-(?:[a-z]+-){0,3}(?:review|comment|post|answer|question|message|reply|opinion|entry|item|object|content)?-?(?:id|key|fullname)$/
/** Reddit's mark of what kind of thing an id is of: `t1_k8s2x`. */
const KIND = /^t\d_(?=[a-z\d]{2,12}$)/
const MAX_LOOKED_AT = 60
const PREFIX =
  /^(?:p|c|pid|td_post|thing|item|node|entry|opinion|opinia|avis|beitrag|kommentar|edit|post_message)[-_:]?(?=\d)/i

/** The site's own id of each record, where the records show different ones at the same place. */
export function idsOf(
  records: PageRecord[],
  outline: Outline,
  document: Document,
): Map<PageRecord, PlacedText> {
  const chosen = choosePlace(
    records,
    (record) => candidatesOf(record, outline, document),
    ({ value }) => value.worth,
  )
  const ids = new Map<PageRecord, PlacedText>()
  const seen = new Set<string>()
  for (const [record, { value }] of chosen) {
    // The same id twice is none of a statement.
    if (seen.has(value.value)) return new Map()
    seen.add(value.value)
    ids.set(record, { value: value.value, at: value.at })
  }
  return ids
}

interface Candidate extends PlacedText {
  worth: number
}

function candidatesOf(
  { own, range }: PageRecord,
  outline: Outline,
  document: Document,
): Anchor<Candidate>[] {
  const list: Anchor<Candidate>[] = []
  const page = absoluteUrl(document.page.finalUrl, null) ?? document.canonicalUrl
  const add = (index: number, element: MarkupElement, at: string, id: string, worth: number) => {
    const value = strippedId(id).replace(KIND, '').replace(PREFIX, '')
    if (value !== '')
      list.push({ index, key: `${placeOf(element)} ${at}`, value: { value, at, worth } })
  }
  const around = onlyParents(range, outline)
  for (const i of [...around, ...own.slice(0, MAX_LOOKED_AT)]) {
    const element = outline.elements[i]
    if (element === undefined) continue
    const { attribs } = element
    const nearness = i === range.start ? 1 : i < range.start ? 0.5 : 0
    for (const name in attribs) {
      if (!name.startsWith('data-')) continue
      const value = attribs[name] ?? ''
      if (DATA_ID.test(name) && /^[\w:-]{1,80}$/.test(value) && /\d/.test(value)) {
        add(i, element, name, value, 2 + nearness)
      }
    }
    const id = attribs['id'] ?? (element.name === 'a' ? attribs['name'] : undefined)
    if (id !== undefined && (STATEMENT_ID.test(id) || (nearness > 0 && /\d{3}/.test(id)))) {
      add(i, element, 'id', id, 3 + nearness)
    }
    const href = element.name === 'a' ? (attribs['href'] ?? '') : ''
    const fragment = href.includes('#') ? /#([\w-]{1,60})$/.exec(href)?.[1] : undefined
    if (fragment !== undefined && STATEMENT_ID.test(fragment)) {
      const url = absoluteUrl(href, document.baseUrl)
      if (url !== null && page !== null && listKey(url) === listKey(page))
        add(i, element, 'permalink', fragment, 1.5)
    }
  }
  return list
}

/** Elements around that hold the record and nothing else. */
function onlyParents({ start, end }: PageRecord['range'], { parents, ends }: Outline): number[] {
  const list: number[] = []
  for (let up = parents[start] ?? -1; up >= 0 && list.length < 3; up = parents[up] ?? -1) {
    if (ends[up] !== end || up < start - 1 - list.length) break
    list.push(up)
  }
  return list
}
