import { type Literal, readLiteral, readString } from './literal.ts'

/** A value that a script holds, and the name that it is given there; null where it has none. */
export interface ScriptValue {
  name: string | null
  value: unknown
}

/** What cannot hold a statement need not be read. */
const MIN_CHARACTERS = 40

/** What a value may stand behind: an assignment, an argument, an entry, `return` (its last letter). */
const BEFORE_VALUE = new Set(['=', '(', ',', ':', '[', 'n'])
const ASSIGNED =
  /(?:([\w$]{1,100})|\[\s*["']([^"'\]]{1,100})["']\s*\])\s*=\s*(?:JSON\.parse\(\s*)?$/
const CALLED = /([\w$]{1,100})\(\s*$/
/** Behind these a slash begins a regular expression. */
const BEFORE_PATTERN = new Set([...'=(,:[!&|?{};n'])
const PATTERN = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,500}\]){1,1000}\//y
const PARAMETERS = /function\s*[\w$]*\s*\(([\w$,\s]{1,20000})\)\s*\{$/
const MAX_PARAMETERS = 20_000
/** As far as one looks back for what stands before a value. */
const LOOK_BACK = 120

/**
 * The objects, lists and strings of JSON that a script assigns, passes on or returns, in their order, each whole and not
 * once more in parts. A function that is called where it stands (`(function(a,b){return {x:a}}(1,2))`) gives what it
 * returns. Nothing is run. Takes time that grows with the length of the script.
 */
export function scriptValues(text: string): ScriptValue[] {
  return new Scanner(text).scan()
}

class Scanner {
  readonly #text: string
  readonly #found: ScriptValue[] = []
  /** Characters that may still be read for values that turn out to be none. */
  #credit: number
  #parameters: string[] = []
  #lastFunction = -1
  #nextFunction: number

  constructor(text: string) {
    this.#nextFunction = text.indexOf('function')
    this.#text = text
    this.#credit = 2 * text.length + 10_000
  }

  scan(): ScriptValue[] {
    const text = this.#text
    const next = /["'`/{[]/g
    for (let match = next.exec(text); match !== null; match = next.exec(text)) {
      const end = this.#read(match[0], match.index)
      next.lastIndex = Math.max(end, match.index + 1)
    }
    return this.#found
  }

  /** Reads what begins here; returns where to go on. */
  #read(char: string, at: number): number {
    if (char === '/') return this.#endOfSlash(at)
    if (char === '{' || char === '[') return this.#readValue(at)
    return this.#readString(at)
  }

  #endOfSlash(at: number): number {
    if (this.#text[at + 1] === '/') return endOf(this.#text, '\n', at)
    if (this.#text[at + 1] === '*') return endOf(this.#text, '*/', at)
    const last = this.#lastBefore(at)
    if (!BEFORE_PATTERN.has(last)) return at + 1
    PATTERN.lastIndex = at
    return PATTERN.test(this.#text) ? PATTERN.lastIndex : at + 1
  }

  #readString(at: number): number {
    const { value, end } = readString(this.#text, at)
    const json = value === null || value.length < MIN_CHARACTERS ? null : jsonSource(value)
    if (json !== null) this.#found.push({ name: nameBefore(this.#before(at)), value: json })
    return end
  }

  #readValue(at: number): number {
    const last = this.#lastBefore(at)
    if (last === ')') this.#parameters = this.#parametersBefore(at) ?? this.#parameters
    if (!BEFORE_VALUE.has(last) || this.#credit <= 0) return at + 1
    const before = this.#before(at)
    if (last === 'n' && !/\breturn\s*$/.test(before)) return at + 1
    const literal = readLiteral(this.#text, at)
    if (!literal.isWhole) {
      this.#credit -= literal.end - at
      return at + 1
    }
    if (literal.end - at < MIN_CHARACTERS) return literal.end
    const value = /return\s*$/.test(before) ? this.#returned(at, literal) : literal.value
    this.#found.push({ name: nameBefore(before), value })
    return literal.end
  }

  /** The parameters of the function whose body opens here; null where none does. */
  #parametersBefore(at: number): string[] | null {
    while (this.#nextFunction !== -1 && this.#nextFunction < at) {
      this.#lastFunction = this.#nextFunction
      this.#nextFunction = this.#text.indexOf('function', this.#nextFunction + 8)
    }
    const open = this.#lastFunction
    if (open === -1 || at - open > MAX_PARAMETERS) return null
    // Its body is the first bracket behind it, so this is looked at once.
    this.#lastFunction = -1
    const names = PARAMETERS.exec(this.#text.slice(open, at + 1))?.[1]
    return names === undefined ? null : names.split(',').map((name) => name.trim())
  }

  /** What a function returns, with the arguments in the place of its parameters where it is called at once. */
  #returned(at: number, literal: Literal): unknown {
    const call = /\s*;?\s*\}\s*\)?\s*(?=\()/y
    call.lastIndex = literal.end
    if (this.#parameters.length === 0 || !call.test(this.#text)) return literal.value
    const given = readLiteral(this.#text, call.lastIndex).value
    if (!Array.isArray(given)) return literal.value
    const names = new Map(this.#parameters.map((name, i) => [name, given[i] as unknown]))
    return readLiteral(this.#text, at, names).value ?? literal.value
  }

  #lastBefore(at: number): string {
    let i = at - 1
    while (i >= 0 && this.#text.charCodeAt(i) <= 32) i--
    return this.#text[i] ?? ''
  }

  #before(at: number): string {
    return this.#text.slice(Math.max(0, at - LOOK_BACK), at)
  }
}

function nameBefore(before: string): string | null {
  const assigned = ASSIGNED.exec(before)
  return assigned?.[1] ?? assigned?.[2] ?? CALLED.exec(before)?.[1] ?? null
}

/** A string that itself is JSON, as it is or escaped as in an address; null when it is none. */
function jsonSource(text: string): string | null {
  if (/^\s{0,20}[{[]/.test(text)) return text
  if (!/^%7b|^%5b/i.test(text)) return null
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function endOf(text: string, mark: string, start: number): number {
  const end = text.indexOf(mark, start + 2)
  return end === -1 ? text.length : end + mark.length
}
