/** Chains of wrappers stay short; a longer one is a circle. */
const MAX_WRAPPERS = 10
const WRAPPERS = new Set([
  'Reactive',
  'ShallowReactive',
  'Ref',
  'ShallowRef',
  'EmptyRef',
  'EmptyShallowRef',
  'Date',
  'URL',
  'BigInt',
  'Island',
])

/**
 * The value of a list in which every object holds, instead of its values, their places in the list. Nuxt 3
 * (`__NUXT_DATA__`) and SvelteKit write it so, wrapped values as `["Date", "…"]` or `["Reactive", 3]`; React Router also
 * writes names as places (`{"_3": 4}`). Values that are used twice are one, so the value can form circles.
 * @returns undefined where it is no such list
 * @see https://github.com/Rich-Harris/devalue
 */
export function devalued(list: unknown): unknown {
  if (!Array.isArray(list) || !isDevalue(list)) return undefined
  const made = list.map((value) => (isContainer(value) ? emptyFor(value) : value)) as unknown[]
  list.forEach((value: unknown, i) => {
    const target = made[i]
    if (Array.isArray(value) && Array.isArray(target)) fillList(value, target, list, made)
    else if (isContainer(value) && typeof target === 'object' && target !== null)
      fillObject(value, target, list, made)
  })
  return valueAt(0, list, made)
}

/** The first is an object or list of places only, and there are others for them to name. */
function isDevalue(list: readonly unknown[]): boolean {
  const [first] = list
  if (list.length < 3 || !isContainer(first)) return false
  const places =
    Array.isArray(first) && typeof first[0] === 'string' ? first.slice(1) : Object.values(first)
  return places.length > 0 && places.every((place) => isPlace(place, list.length))
}

function isPlace(value: unknown, length: number): value is number {
  return Number.isInteger(value) && (value as number) >= -7 && (value as number) < length
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function emptyFor(value: object): unknown {
  return Array.isArray(value) && value[0] !== 'Map' && value[0] !== 'null' ? [] : {}
}

function fillList(
  value: readonly unknown[],
  target: unknown[],
  list: unknown[],
  made: unknown[],
): void {
  const [kind] = value
  const places = kind === 'Set' ? value.slice(1) : value
  if (typeof kind === 'string' && kind !== 'Set') return
  for (const place of places) target.push(valueAt(place, list, made))
}

function fillObject(value: object, target: object, list: unknown[], made: unknown[]): void {
  for (const [name, place] of pairsOf(value)) {
    const key = /^_\d{1,9}$/.test(name) ? list[Number(name.slice(1))] : name
    const own = typeof key === 'string' ? key : name
    const given = valueAt(place, list, made)
    Object.defineProperty(target, own, {
      value: given,
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
}

/** `["Map", key, value, …]` and `["null", key, value, …]` are objects too. */
function pairsOf(value: object): [string, unknown][] {
  if (!Array.isArray(value)) return Object.entries(value)
  const pairs: [string, unknown][] = []
  for (let i = 1; i + 1 < value.length; i += 2) pairs.push([String(value[i]), value[i + 1]])
  return pairs
}

/** What stands at a place, without what is wrapped around it. Negative places are undefined, holes and the like. */
function valueAt(place: unknown, list: readonly unknown[], made: readonly unknown[]): unknown {
  let at = place
  for (let steps = 0; steps < MAX_WRAPPERS; steps++) {
    if (!isPlace(at, list.length) || at < 0) return undefined
    const value = list[at]
    if (!Array.isArray(value) || !WRAPPERS.has(String(value[0]))) return made[at]
    if (typeof value[1] === 'string') return value[1]
    at = value[1]
  }
  return undefined
}
