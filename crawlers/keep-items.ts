import type { Queryable } from '../schema/database.ts'
import {
  addRawItems,
  type ItemSays,
  type ItemsPage,
  type KeyedRawItem,
} from '../schema/queries/add-raw-items.ts'
import type { ItemLevels, RunCounts } from '../schema/queries/add-run-counts.ts'
import { type KnownRawItem, readKnownRawItems } from '../schema/queries/read-known-raw-items.ts'
import { type OtherForm, replaceRawItems } from '../schema/queries/replace-raw-items.ts'
import { type SeenRawItem, seeRawItems } from '../schema/queries/see-raw-items.ts'

/** A page with the raw items that stood on it. */
export interface SeenOn extends ItemsPage {
  items: KeyedRawItem[]
  /** The page is the same as before: its items are only seen again, unless they were never written. */
  is_unchanged: boolean
}

/** Items only, without aggregate ratings; each counts once a run, on the first page that shows it. */
type ItemCounts = ItemLevels & Pick<RunCounts, 'items_new' | 'items_changed'>

interface Run {
  source_id: number
  run_id: number
}

/**
 * Writes the raw items of pages, in their order. New and changed ones are held until their run is judged.
 *
 * Sites show one item on several pages, on some of them shortened. So an item keeps the hashes of all the
 * forms in which it was seen since it last changed, and only a form that is not among them is a change.
 */
export async function keepItems(db: Queryable, pages: SeenOn[], run: Run): Promise<ItemCounts> {
  const sum = { ...levelsOf([]), items_new: 0, items_changed: 0 }
  for (const together of withoutSharedKeys(pages)) {
    const counts = await keepOnce(db, together, run)
    for (const name of Object.keys(counts) as (keyof ItemCounts)[]) sum[name] += counts[name]
  }
  return sum
}

/** Each key is met once at a time: a page that shows an item again comes after. */
function withoutSharedKeys(pages: SeenOn[]): SeenOn[][] {
  const parts: SeenOn[][] = []
  let keys = new Set<string>()
  for (const page of pages.filter(({ items }) => items.length > 0)) {
    const isShared = page.items.some(({ raw_key }) => keys.has(raw_key))
    if (isShared || parts.length === 0) {
      parts.push([])
      keys = new Set()
    }
    parts.at(-1)?.push(page)
    for (const { raw_key } of page.items) keys.add(raw_key)
  }
  return parts
}

interface Shown {
  item: KeyedRawItem
  page: SeenOn
  known: KnownRawItem
}

async function keepOnce(db: Queryable, pages: SeenOn[], run: Run): Promise<ItemCounts> {
  const known = await knownByKey(db, pages, run)
  const fresh = pages.map(({ items, is_unchanged: _, ...page }) => ({
    ...page,
    items: items.filter(({ raw_key }) => !known.has(raw_key)),
  }))
  const added = fresh.flatMap(({ items }) => items)
  if (added.length > 0) await addRawItems(db, fresh, run)

  const shown = pages.flatMap((page) =>
    page.items.flatMap((item): Shown[] => {
      const one = known.get(item.raw_key)
      return one ? [{ item, page, known: one }] : []
    }),
  )
  const others = shown.filter(
    ({ item, page, known }) => !page.is_unchanged && !isKnown(item, known),
  )
  const replaced =
    others.length > 0
      ? await replaceRawItems(db, others.map(otherForm), run.run_id)
      : new Set<number>()
  const seen = shown.filter(({ known }) => !replaced.has(known.raw_item_id))
  if (seen.length > 0) await seeRawItems(db, seen.map(seenAgain), run.run_id)
  return {
    ...levelsOf([...added, ...itemsOf(shown, (one) => !one.was_seen)]),
    items_new: countItems(added),
    items_changed: countItems(
      itemsOf(shown, (one) => replaced.has(one.raw_item_id) && !one.is_of_this_run),
    ),
  }
}

async function knownByKey(
  db: Queryable,
  pages: SeenOn[],
  { source_id, run_id }: Run,
): Promise<Map<string, KnownRawItem>> {
  const keys = pages.flatMap(({ items }) => items.map(({ raw_key }) => raw_key))
  const known = await readKnownRawItems(db, source_id, run_id, keys)
  return new Map(known.map((one) => [one.raw_key, one]))
}

function isKnown({ raw_hash }: KeyedRawItem, known: KnownRawItem): boolean {
  return raw_hash === known.raw_hash || known.known_hashes.includes(raw_hash)
}

function otherForm({ item, page, known }: Shown): OtherForm {
  const { page_id, page_facts, seen_at } = page
  const { raw_item_id, was_seen, is_of_this_run } = known
  const old_hash = known.raw_hash
  return { ...item, page_id, page_facts, seen_at, raw_item_id, was_seen, is_of_this_run, old_hash }
}

function seenAgain({ item, page, known }: Shown): SeenRawItem {
  const isOtherForm = known.is_of_this_run && !isKnown(item, known)
  return {
    raw_item_id: known.raw_item_id,
    seen_at: page.seen_at,
    form: isOtherForm ? item.raw_hash : null,
  }
}

function itemsOf(shown: Shown[], isOne: (known: KnownRawItem) => boolean): KeyedRawItem[] {
  return shown.filter(({ known }) => isOne(known)).map(({ item }) => item)
}

function countItems(items: KeyedRawItem[]): number {
  return items.filter(({ kind }) => kind === 'item').length
}

function levelsOf(all: KeyedRawItem[]): ItemLevels {
  const items = all.filter(({ kind }) => kind === 'item')
  const count = (isOne: (says: ItemSays) => boolean) =>
    items.filter(({ says }) => isOne(says)).length
  return {
    items_found: items.length,
    items_rated: count(({ isRated }) => isRated),
    items_dated: count(({ isDated }) => isDated),
    items_signed: count(({ isSigned }) => isSigned),
    item_letters: items.reduce((sum, { says }) => sum + says.letters, 0),
  }
}
