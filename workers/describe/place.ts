const ADAPTER = /^([a-z0-9-]{1,60}): ([\s\S]*)$/

/** How markups are called by those who make pages. */
const MARKUPS: readonly (readonly [RegExp, string])[] = [
  [/^json-ld\b/i, 'JSON-LD'],
  [/^microdata\b/i, 'microdata'],
  [/^rdfa\b/i, 'RDFa'],
  [/^(?:h-?review|microformat)/i, 'microformats'],
]

/**
 * The reader of a value and the kind of place that it stood in, of an entry of `provenance`:
 * `schema-org: json-ld[0].review[3].author` → `schema-org`, `JSON-LD`; `the page's` → no adapter, `the page's`.
 */
export function placeOf(provenance: string): { adapter: string | null; place: string } {
  const [, adapter = null, at = provenance] = ADAPTER.exec(provenance) ?? []
  const markup = MARKUPS.find(([pattern]) => pattern.test(at))
  if (markup !== undefined) return { adapter, place: markup[1] }
  // What follows tells one item's place from the next one's.
  const [kind = ''] = at.split(/[[(;#]|\.(?=[a-z]+[[.])/i)
  return { adapter, place: kind.trim() }
}

/** Why a value could not be read, of an entry of `provenance`: `article: date (no year in '4 March')`; null when it was. */
export function faultOf(provenance: string): string | null {
  const [, fault = null] = / \(([\s\S]*)\)$/.exec(provenance) ?? []
  return fault
}
