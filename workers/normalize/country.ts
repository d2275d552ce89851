/** Languages whose names of countries are understood. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'ja', 'zh']

/** Names in use that CLDR does not list first. */
const OTHER_NAMES: Record<string, string> = {
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  usa: 'US',
  'u.s.a.': 'US',
  'u.s.': 'US',
  'united states of america': 'US',
  america: 'US',
  holland: 'NL',
  'czech republic': 'CZ',
  turkey: 'TR',
}

let codeOfName: Map<string, string> | null = null

/** The ISO 3166-1 alpha-2 code that a site's word for a country stands for; null when it is none. */
export function countryCode(text: string): string | null {
  const word = text
    .trim()
    .replace(/^the\s+/i, '')
    .toLowerCase()
  codeOfName ??= countryNames()
  return codeOfName.get(word) ?? null
}

/** Names (from the CLDR data in Node) and the codes themselves. */
function countryNames(): Map<string, string> {
  const names = new Map(Object.entries(OTHER_NAMES))
  for (const language of LANGUAGES) {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    for (const code of alpha2Codes()) {
      const name = display.of(code)
      if (name === undefined) continue
      names.set(name.toLowerCase(), code)
      if (!names.has(code.toLowerCase())) names.set(code.toLowerCase(), code)
    }
  }
  return names
}

/** CLDR also names these, which are no countries: groups, pseudo-regions, codes given up. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ', 'QO', 'UK'])

function* alpha2Codes(): Generator<string> {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  for (const first of letters) {
    for (const second of letters) {
      const code = first + second
      if (!NO_COUNTRIES.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`)
        yield code
    }
  }
}
