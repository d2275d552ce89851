import type { Problem } from '../../schema/problem.ts'
import type { Document } from '../document.ts'
import { elementsBelow, type MarkupElement, ownText } from '../markup.ts'
import { readJson } from '../relaxed-json.ts'
import { devalued } from './devalue.ts'
import { flightValues } from './flight.ts'
import { scriptValues } from './script-data.ts'

/** Data that a page holds for its scripts. */
export interface InlineData {
  /** `__NEXT_DATA__`, `data-props`, `script[3]`; empty for a body that is JSON. */
  at: string
  value: unknown
}

const MAX_SOURCES = 2000
/** Words that no list of statements does without, in the languages that keys are written in. */
const HINT =
  /review|rating|comment|komment|answer|question|reply|replies|rezension|bewertung|avis|opini|recension|rese(?:ñ|n|\\u00f1)a|valoraci|testimonial|feedback|score|stars|tips|posts|message|author|reaction/i
const MIN_CHARACTERS = 40
/** Of all the data of a page together: twice what the largest shops keep. */
const MAX_CHARACTERS = 8_000_000
const JSON_TYPE = /json|x-component|x-magento-init/i
const SCRIPT_TYPE = /^$|javascript|ecmascript|module|babel|jsx/i
/** Some frameworks have types of their own for data. */
const STARTS_AS_JSON = /^\s{0,100}(?:<!--)?\s{0,20}[{[]\s{0,20}["[{\d]/
const PUSHES = /\.push\(\s*\[\s*1\s*,/
/** Guards against being included by other sites: `)]}',`, `while(1);`, `for(;;);`. */
const GUARD = /^\s{0,100}(?:\)\]\}'?,?|while\s?\(1\);?|for\s?\(;;\);?|\{\}\s?&&)\s{0,100}/
const CALLBACK = /^\s{0,100}(?:\/\*\*\/\s{0,10})?[\w$.[\]'"]{1,200}\s{0,10}\(\s{0,100}[{[]/

/** The data inside of a document, or of its body where that is JSON. What cannot be read is a problem, or is no data. */
export function inlineData(document: Document): { data: InlineData[]; problems: Problem[] } {
  const body = bodyData(document.text)
  if (body !== null) return body
  const reader = new Reader()
  let scripts = -1
  for (const element of elementsBelow(document.root)) {
    if (reader.data.length >= MAX_SOURCES) break
    if (element.name === 'script') reader.readScript(element, ++scripts)
    else if (element.name === 'code' || element.name === 'textarea') reader.readHidden(element)
    reader.readAttributes(element)
  }
  reader.readPushed()
  return reader
}

/** JSON, JSON behind a guard, or a call with it; null when the body is a document. */
function bodyData(text: string): { data: InlineData[]; problems: Problem[] } | null {
  const json = text.replace(GUARD, '')
  if (/^\s{0,100}[{[]/.test(json)) {
    const reading = readJson(json)
    if ('value' in reading)
      return { data: [{ at: '', value: unwrapped(reading.value) }], problems: [] }
    return { data: [], problems: [{ ...reading, where: 'body' }] }
  }
  if (!CALLBACK.test(text)) return null
  return { data: scriptValues(text).map(({ value }) => ({ at: '', value })), problems: [] }
}

class Reader {
  readonly data: InlineData[] = []
  readonly problems: Problem[] = []
  readonly #pushed: string[] = []
  #characters = 0

  readScript(element: MarkupElement, index: number): void {
    const { attribs } = element
    const type = attribs['type'] ?? ''
    if (/ld\+json/i.test(type)) return
    const text = ownText(element)
    const id = attribs['id'] ?? ''
    const name = id === '' ? `script[${index}]` : id
    if (!this.#canRead(text, name)) return
    if (PUSHES.test(text)) this.#push(text)
    else if (!HINT.test(text)) return
    else if (JSON_TYPE.test(type) || (!SCRIPT_TYPE.test(type) && STARTS_AS_JSON.test(text)))
      this.#readJson(text, name, true)
    else if (SCRIPT_TYPE.test(type) || attribs['data-rocket-type'] !== undefined) {
      for (const { name: given, value } of scriptValues(text)) this.#add(given ?? name, value)
    }
  }

  /** What would be too much is named as a problem, once, and left. */
  #canRead(text: string, where: string): boolean {
    if (text.length < MIN_CHARACTERS) return false
    this.#characters += text.length
    if (this.#characters <= MAX_CHARACTERS) return true
    const message = `there are more than ${MAX_CHARACTERS} characters of data: the others are not read`
    if (!this.problems.some(({ code }) => code === 'too_large'))
      this.problems.push({ code: 'too_large', message, where })
    return false
  }

  /** Some sites keep data in `<code><!--{…}--></code>`, or in fields that nobody sees. */
  readHidden(element: MarkupElement): void {
    const text = ownText(element)
    if (/^\s{0,100}[{[]/.test(text) && isOfInterest(text)) {
      this.#readJson(text, element.attribs['id'] ?? element.name, false)
    }
  }

  readAttributes({ name, attribs }: MarkupElement): void {
    for (const attribute in attribs) {
      const value = attribs[attribute] ?? ''
      if (value.length < MIN_CHARACTERS || !/^\s{0,20}[{[]/.test(value)) continue
      if (/^on/.test(attribute) || !isOfInterest(value) || !this.#canRead(value, attribute))
        continue
      this.#readJson(value, `${name} ${attribute}`, false)
    }
  }

  /** Parts of one text that scripts push one after the other. */
  #push(text: string): void {
    for (const { value } of scriptValues(text)) {
      if (Array.isArray(value) && value[0] === 1 && typeof value[1] === 'string')
        this.#pushed.push(value[1])
    }
  }

  readPushed(): void {
    if (!this.#pushed.some(isOfInterest)) return
    for (const value of flightValues(this.#pushed)) this.#add('flight', value)
  }

  #readJson(text: string, at: string, isMeant: boolean): void {
    const source = /&q;/.test(text) && !text.includes('"') ? unescaped(text) : text
    const reading = readJson(source)
    if ('value' in reading) this.#add(at, reading.value)
    else if (isMeant && reading.code === 'too_large') this.problems.push({ ...reading, where: at })
  }

  #add(at: string, value: unknown): void {
    this.data.push({ at, value: unwrapped(value) })
  }
}

function isOfInterest(text: string): boolean {
  return text.length >= MIN_CHARACTERS && HINT.test(text)
}

function unwrapped(value: unknown): unknown {
  return devalued(value) ?? value
}

const ANGULAR: Record<string, string> = {
  '&q;': '"',
  '&a;': '&',
  '&s;': "'",
  '&l;': '<',
  '&g;': '>',
}

/** As Angular Universal escapes the state of a page. */
function unescaped(text: string): string {
  return text.replace(/&[qaslg];/g, (mark) => ANGULAR[mark] ?? mark)
}
