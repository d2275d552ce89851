import type { Document } from './document.ts'
import { shortLineOf } from './find-elements.ts'
import { elementsBelow, type MarkupElement } from './markup.ts'
import { findDateIn } from './written/date-like.ts'

/** Who wrote an article and when, as a line beside its heading says it in plain text. */
export interface PlainByline {
  name: string | null
  date: string | null
}

/** So many elements behind the heading (or, without one, from the top) are looked at: a byline stands close by. */
const MAX_LOOKED_AT = 40
const MAX_BYLINE = 160
const MAX_NAME = 60

/** Words that stand before a writer's name and nothing else; the line begins with them, or a mark stands before. */
const BY =
  /(?:^|[|·•–—,/(]\s?|\s-\s|\d\s{1,3}|uhr\s)(?:(?:written|posted|published|submitted|words|text|story|article|review)(?: by|:)|by|von|verfasst von|geschrieben von|text(?: von|:)|autor(?:in|ka)?:?|author:?|auteur:?|autore:?|par|rédigé par|écrit par|publié par|por|escrito por|publicado por|de:|di:|scritto da|pubblicato da|ricetta di|a cura di|door|geschreven door|av|af|skrevet av|skriven av|автор:?|文\s?[/／:：]|作者\s?[:：]?|记者\s?[:：]?|撰文\s?[:：]?|文責\s?[:：]?|著者\s?[:：]?|글\s?[:：]?)\s?/iu
/** A name: two or more capitalised words, an all-lower handle is none without its word; or two to six Han letters. */
const NAME =
  /^(?:(?:\p{Lu}[\p{L}.'’-]{0,24})(?:\s(?:(?:van|von|de|da|di|del|der|den|la|le|el|bin|al|y|and|und|et|e|i)\s){0,1}(?:(?:van|von|de|da|di|del|der|den|la|le)\s)?\p{Lu}[\p{L}.'’-]{0,24}){1,4}|[\p{sc=Han}]{2,4}(?![\p{sc=Han}]))/u

/** The byline right behind a page's heading; null where no line there says a date or a name with its word. */
export function plainByline(document: Document): PlainByline | null {
  let found: PlainByline = { name: null, date: null }
  let looked = 0
  let isBehind = false
  const heading = headingOf(document)
  if (heading === null) return null
  const entersHere = (element: MarkupElement) => element !== heading && enters(element)
  for (const element of elementsBelow(document.root, entersHere)) {
    if (element === heading) isBehind = true
    else if (isBehind && enters(element)) {
      if (++looked > MAX_LOOKED_AT || isText(element)) break
      found = withLine(found, element)
      if (found.name !== null && found.date !== null) break
    }
  }
  return found.name === null && found.date === null ? null : found
}

function enters({ name, attribs }: MarkupElement): boolean {
  if (/^(?:script|style|nav|aside|footer|form|noscript|template|svg|button)$/.test(name))
    return false
  return (
    !/comment|disqus|related|sidebar|footer|recommend|teaser|widget|breadcrumb|menu/i.test(
      `${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`,
    ) ||
    name === 'body' ||
    name === 'html'
  )
}

/** The heading that the page's title repeats, else its only h1: a site's name may stand above in one of its own. */
function headingOf({ root, title }: Document): MarkupElement | null {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
  const whole = plain(title ?? '')
  const h1s: MarkupElement[] = []
  for (const element of elementsBelow(root, enters)) {
    if (!/^h[1-3]$/.test(element.name)) continue
    const line = plain(shortLineOf(element, 300) ?? '')
    if (line.length >= 5 && (whole.startsWith(line) || whole.endsWith(line))) return element
    if (element.name === 'h1' && line !== '') h1s.push(element)
  }
  return h1s.length === 1 ? (h1s[0] ?? null) : null
}

/** With the next heading or the first paragraph something else begins. */
function isText(element: MarkupElement): boolean {
  if (/^h[12]$/.test(element.name)) return true
  if (element.name !== 'p') return false
  const line = shortLineOf(element, MAX_BYLINE)
  return line === null ? element.children.length > 0 : line.split(' ').length > MAX_WORDS
}

/** A byline says who, when, where and how long it takes to read. */
const MAX_WORDS = 16

/** A line that is longer is running text. */
function withLine(found: PlainByline, element: MarkupElement): PlainByline {
  const line = shortLineOf(element, MAX_BYLINE)
  if (line === null) return found
  const date = found.date ?? dateIn(line)
  return { name: found.name ?? linkedName(element) ?? nameIn(line), date }
}

const EDITED_ONLY =
  /^(?:last )?(?:updated|modified|edited|aktualisiert|mis à jour|actualizado|aggiornat)/i

function dateIn(line: string): string | null {
  const said = line.replace(/[[(][^\])]{0,60}[\])]/g, ' ')
  if (EDITED_ONLY.test(said)) return null
  const found = findDateIn(said)
  if (found === null || !/\d/.test(found.text)) return null
  // A sentence about a day is no dateline.
  const rest = said.replace(found.text, ' ').match(/[\p{L}]{2,}/gu) ?? []
  return rest.length <= MAX_OTHER_WORDS ? found.text : null
}

const MAX_OTHER_WORDS = 12

function nameIn(line: string): string | null {
  const match = BY.exec(line)
  if (match === null) return null
  const behind = line.slice(match.index + match[0].length)
  const [whole] = NAME.exec(behind) ?? []
  if (whole === undefined || whole.length > MAX_NAME) return null
  // "Autor: Anna Berg Opublikowano: …": the last word is the next label.
  const isLabel = /^\s?:/.test(behind.slice(whole.length))
  const name = isLabel ? whole.replace(/\s\S+$/, '') : whole
  if (isLabel) return /\s/.test(name) ? name : null
  // "By Anna Berg we mean …"
  return ENDS_NAME.test(behind.slice(whole.length)) ? name : null
}

const ENDS_NAME = /^\s?(?:$|[|·•–—,.;:([/-]|(?:on|am|le|el|il|op|del|em)\s|\d)/u

/** The link of a writer: his page's address says so, and its words are a name. */
const WRITER_LINK =
  /\/(?:@[\w.-]{1,40}|(?:authors?|autor(?:en|es)?|auteurs?|autore|people|staff|writers?)\/[^/?#]{1,80})\/?(?:[?#]|$)/i

function linkedName(element: MarkupElement): string | null {
  const { name, attribs } = element
  if (name !== 'a' || !WRITER_LINK.test(attribs['href'] ?? '')) return null
  const line = shortLineOf(element, MAX_NAME)
  return line !== null && NAME.exec(line)?.[0] === line ? line : null
}
