import { readJson } from '../relaxed-json.ts'

/** Deeper than any state that an application keeps. */
const MAX_DEPTH = 200

/** Stands for an expression that only running the script would give a value: a call, a sum, a name. */
const UNKNOWN = Symbol('unknown')

/** A value and where it ends in the source; where it is not whole, no value, and how far it was read. */
export interface Literal {
  isWhole: boolean
  value: unknown
  end: number
}

interface Frame {
  isArray: boolean
  /** Of an object key and value, of an array index and value. */
  entries: [string, unknown][]
  key: string
}

/**
 * Reads a literal of JavaScript that begins with `{`, `[` or, for the arguments of a call, `(`: JSON, and beyond it names
 * without quotes, quotes of all kinds, comments, `!0`, `void 0`, `new Date(0)`, `JSON.parse("…")`. Nothing is run: a value that
 * would have to be computed is left out of its object and null in its array. Takes time that grows with the length.
 * @param names what names in the literal stand for
 */
export function readLiteral(
  text: string,
  start: number,
  names: ReadonlyMap<string, unknown> = new Map(),
): Literal {
  return new LiteralReader(text, start, names).read()
}

const SPACE = /(?:\s+|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*/y
const PLAIN_STRING = /"[^"\\\n]*"|'[^'\\\n]*'|`[^`\\$]*`/y
const NUMBER = /[-+]?(?:0[xX][\da-fA-F]{1,15}|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,5})?)n?/y
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*){0,9}/uy
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', undefined],
  ['NaN', undefined],
  ['Infinity', undefined],
])
/** Calls that give what they are given. */
const WRAPPERS = new Set([
  'Date',
  'Map',
  'Set',
  'URL',
  'Object.freeze',
  'Object.assign',
  'String',
  'Number',
])
/** What ends an expression. */
const ENDS = new Set([',', ';', '}', ']', ')', ''])

function isOpening(char: string): boolean {
  return char === '{' || char === '[' || char === '('
}

function isClosing(char: string): boolean {
  return char === '}' || char === ']' || char === ')'
}

class LiteralReader {
  readonly #text: string
  readonly #names: ReadonlyMap<string, unknown>
  #at: number
  readonly #frames: Frame[] = []

  constructor(text: string, start: number, names: ReadonlyMap<string, unknown>) {
    this.#text = text
    this.#at = start
    this.#names = names
  }

  read(): Literal {
    const opening = this.#char()
    if (!isOpening(opening)) return this.#broken()
    this.#open(opening !== '{')
    for (;;) {
      const frame = this.#frames.at(-1)
      if (frame === undefined || this.#frames.length > MAX_DEPTH) return this.#broken()
      this.#skipSpace()
      const char = this.#char()
      if (char === '' || char === ';') return this.#broken()
      if (isClosing(char)) {
        if (frame.isArray === (char === '}')) return this.#broken()
        this.#at++
        this.#frames.pop()
        if (this.#frames.length === 0) return { isWhole: true, value: closed(frame), end: this.#at }
        this.#put(this.#alone(closed(frame)))
      } else if (char === ',') this.#put(null)
      else if (frame.isArray || this.#readKey(frame)) this.#readEntry()
      else if (!this.#skipEntry()) return this.#broken()
    }
  }

  #broken(): Literal {
    return { isWhole: false, value: undefined, end: this.#at }
  }

  #readEntry(): void {
    const char = this.#char()
    if (char === '{' || char === '[') this.#open(char === '[')
    else this.#put(this.#alone(this.#readPlain()))
  }

  #open(isArray: boolean): void {
    this.#at++
    this.#frames.push({ isArray, entries: [], key: '' })
  }

  /** Puts a value into the innermost list, and goes behind the comma that follows it. */
  #put(value: unknown): void {
    const frame = this.#frames.at(-1)
    if (frame === undefined) return
    if (value !== UNKNOWN) frame.entries.push([frame.key, value])
    else if (frame.isArray) frame.entries.push(['', null])
    this.#skipSpace()
    if (this.#char() === ',') this.#at++
  }

  /** The name of an entry up to the value behind its colon; false where there is none. */
  #readKey(frame: Frame): boolean {
    const start = this.#at
    const quote = this.#char()
    const isQuoted = quote === '"' || quote === "'"
    const key = isQuoted ? this.#readString() : (this.#match(NAME) ?? this.#match(NUMBER))
    this.#skipSpace()
    if (typeof key !== 'string' || this.#char() !== ':') {
      this.#at = start
      return false
    }
    this.#at++
    this.#skipSpace()
    frame.key = key
    return true
  }

  /** Past a method, a name that stands for its own value, or `...others`; false where this is a block of statements. */
  #skipEntry(): boolean {
    const start = this.#at
    if (this.#text.startsWith('...', start)) this.#at += 3
    this.#skipExpression()
    if (this.#char() === ',') this.#at++
    return this.#at > start
  }

  #readPlain(): unknown {
    const char = this.#char()
    if (char === '"' || char === "'" || char === '`') return this.#readString()
    if (this.#text.startsWith('!0', this.#at)) return this.#skipped(2, true)
    if (this.#text.startsWith('!1', this.#at)) return this.#skipped(2, false)
    if (this.#text.startsWith('void 0', this.#at)) return this.#skipped(6, undefined)
    const number = this.#match(NUMBER)
    if (number !== null) return Number(number.replace(/n$/, ''))
    if (/new\s/y.test(this.#text.slice(this.#at, this.#at + 4))) this.#at += 4
    const name = this.#match(NAME)
    if (name === null) return UNKNOWN
    if (this.#char() === '(') return this.#readCall(name)
    if (WORDS.has(name)) return WORDS.get(name)
    return this.#names.has(name) ? this.#names.get(name) : UNKNOWN
  }

  /** `new Date("…")`, `JSON.parse("…")`: what stands in the brackets where that is one plain value. */
  #readCall(name: string): unknown {
    const start = this.#at
    this.#at++
    this.#skipSpace()
    const isWrapper = WRAPPERS.has(name)
    const argument = isWrapper || name === 'JSON.parse' ? this.#readPlain() : UNKNOWN
    this.#skipSpace()
    if (argument === UNKNOWN || this.#char() !== ')') {
      this.#at = start
      return UNKNOWN
    }
    this.#at++
    if (isWrapper) return argument
    return typeof argument === 'string' ? jsonIn(argument) : UNKNOWN
  }

  #skipped(length: number, value: unknown): unknown {
    this.#at += length
    return value
  }

  /** A value behind which an operator stands is a part of an expression. */
  #alone(value: unknown): unknown {
    this.#skipSpace()
    if (value !== UNKNOWN && ENDS.has(this.#char())) return value
    this.#skipExpression()
    return UNKNOWN
  }

  /** To the comma or bracket that ends an expression. */
  #skipExpression(): void {
    let depth = 0
    while (this.#at < this.#text.length) {
      this.#skipSpace()
      const char = this.#char()
      if (char === '"' || char === "'" || char === '`') {
        this.#readString()
        continue
      }
      if (depth === 0 && ENDS.has(char)) return
      if (isOpening(char)) depth++
      else if (isClosing(char)) depth--
      this.#at++
    }
  }

  #readString(): unknown {
    const string = readString(this.#text, this.#at)
    this.#at = string.end
    return string.value ?? UNKNOWN
  }

  #char(): string {
    return this.#text[this.#at] ?? ''
  }

  #skipSpace(): void {
    const code = this.#text.charCodeAt(this.#at)
    if (code > 32 && code !== 47 && code < 128) return
    this.#match(SPACE)
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (match === null) return null
    this.#at = pattern.lastIndex
    return match[0]
  }
}

/** Own properties whatever their names (`__proto__`). */
function closed({ isArray, entries }: Frame): unknown {
  return isArray ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}

const ESCAPED: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
}
const CODE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\})/y

/**
 * The string that begins at `start` with its quote; no value where it is a template with parts to compute, or where
 * it does not end on its line.
 */
export function readString(text: string, start: number): { value: string | null; end: number } {
  PLAIN_STRING.lastIndex = start
  const plain = PLAIN_STRING.exec(text)?.[0]
  if (plain !== undefined) return { value: plain.slice(1, -1), end: start + plain.length }
  const quote = text[start] ?? ''
  const parts: string[] = []
  let plainFrom = start + 1
  let i = start + 1
  let isComputed = false
  for (; i < text.length; i++) {
    const char = text[i] ?? ''
    if (char === quote) {
      parts.push(text.slice(plainFrom, i))
      return { value: isComputed ? null : parts.join(''), end: i + 1 }
    }
    if (quote === '`' && char === '$' && text[i + 1] === '{') isComputed = true
    if (char === '\n' && quote !== '`') return { value: null, end: i }
    if (char !== '\\') continue
    parts.push(text.slice(plainFrom, i))
    CODE.lastIndex = i
    const code = CODE.exec(text)
    if (code === null) {
      const next = text[i + 1] ?? ''
      parts.push(ESCAPED[next] ?? next)
      i++
    } else {
      const point = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16)
      if (point <= 0x10ffff)
        parts.push(code[3] === undefined ? String.fromCharCode(point) : String.fromCodePoint(point))
      i += code[0].length - 1
    }
    plainFrom = i + 1
  }
  return { value: null, end: text.length }
}

/** JSON in a string; the string where it is none. */
export function jsonIn(text: string): unknown {
  const reading = readJson(text)
  return 'value' in reading ? reading.value : text
}
