import { readJson } from '../relaxed-json.ts'

/** Rows of one page; a page of a real site has some hundred. */
const MAX_ROWS = 50_000
const ROW = /([\da-f]{1,8}):(?:T([\da-f]{1,8}),|([A-Z]{0,2})(?=[[{"\dtfn]|$))/y
const REFERENCE = /^\$[L@QW]?([\da-f]{1,8})(?::[^\s]{0,200})?$/

/**
 * The values of React's "flight" rows, which Next.js pushes in parts (`self.__next_f.push([1, "…"])`): lines of
 * `id:JSON`, texts as `id:T<length in bytes, hexadecimal>,…`, and strings `$id` that stand for the value of another row. References
 * are put in place, so values can form circles.
 * @see https://github.com/facebook/react/blob/main/packages/react-client/src/ReactFlightClient.js
 */
export function flightValues(parts: readonly string[]): unknown[] {
  const rows = flightRows(parts.join(''))
  const all = [...rows.values()]
  for (const value of all) linkReferences(value, rows)
  return all
}

function flightRows(text: string): Map<string, unknown> {
  const rows = new Map<string, unknown>()
  for (let at = 0; at < text.length && rows.size < MAX_ROWS; ) {
    ROW.lastIndex = at
    const [head, id = '', bytes] = ROW.exec(text) ?? []
    const end = head === undefined || bytes === undefined ? lineEnd(text, at) : null
    if (end !== null) {
      const reading = head === undefined ? null : readJson(text.slice(at + head.length, end))
      if (reading !== null && 'value' in reading) rows.set(id, reading.value)
      at = end + 1
    } else {
      const start = at + (head ?? '').length
      const length = Number.parseInt(bytes ?? '0', 16)
      const string = Buffer.from(text.slice(start, start + length))
        .subarray(0, length)
        .toString()
      rows.set(id, string)
      at = start + string.length
    }
  }
  return rows
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

/** Puts values in the places of the strings that name them. Without recursion: rows are nested as deep as a page is. */
function linkReferences(value: unknown, rows: ReadonlyMap<string, unknown>): void {
  const open: unknown[] = [value]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one !== 'object' || one === null) continue
    for (const [key, inner] of Object.entries(one)) {
      if (typeof inner === 'string') {
        const linked = linkedString(inner, rows)
        // `__proto__` is a name like any other here.
        if (linked !== inner)
          Object.defineProperty(one, key, {
            value: linked,
            enumerable: true,
            writable: true,
            configurable: true,
          })
      } else if (typeof inner === 'object' && inner !== null) open.push(inner)
    }
  }
}

function linkedString(text: string, rows: ReadonlyMap<string, unknown>): unknown {
  if (!text.startsWith('$')) return text
  if (text === '$undefined') return undefined
  if (text.startsWith('$$')) return text.slice(1)
  if (text.startsWith('$D')) return text.slice(2)
  const id = REFERENCE.exec(text)?.[1]
  return id !== undefined && rows.has(id) ? rows.get(id) : text
}
