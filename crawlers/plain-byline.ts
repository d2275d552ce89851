import { isAroundArticle, shownHeading } from './article-heading.ts'
import type { Document } from './document.ts'
import { shortLineOf } from './find-elements.ts'
import { elementsBelow, isElement, type MarkupElement } from './markup.ts'
import { isBlock } from './page-blocks.ts'
import { findDateIn } from './written/date-like.ts'
import { dateShapeIn } from './written/date-shape.ts'

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
  /(?:^|[|·•–—,/(]\s?|\s-\s|\d\s{1,3}|uhr\s)(?:(?:written|posted|published|submitted|words|text|story|article|review)(?: by|:)|by|(?:gespeichert|veröffentlicht|eingereicht|gepostet) von|von|verfasst von|geschrieben von|text(?: von|:)|autor(?:in|ka)?:?|author:?|auteur:?|autore:?|par|rédigé par|écrit par|publié par|por|escrito por|publicado por|de:|di:|scritto da|pubblicato da|ricetta di|a cura di|door|(?:geschreven|geplaatst|ingediend) door|(?:soumis|proposé) par|(?:inviato|pubblicato) da|(?:enviado|publicado) por|(?:opublikowane|dodane|napisane|przesłane) przez|przez|napsala?:?|yazan:?|skickat av|av|af|skrevet av|skriven av|автор:?|文\s?[/／:：]|作者\s?[:：]?|记者\s?[:：]?|撰文\s?[:：]?|文責\s?[:：]?|著者\s?[:：]?|글\s?[:：]?)\s?[:：]?\s?/iu
/** A name: two or more capitalised words, an all-lower handle is none without its word; or two to six Han letters. */
const NAME =
  /^(?:(?:\p{Lu}[\p{L}.'’-]{0,24})(?:\s(?:(?:van|von|de|da|di|del|der|den|la|le|el|bin|al|y|and|und|et|e|i)\s){0,1}(?:(?:van|von|de|da|di|del|der|den|la|le)\s)?\p{Lu}[\p{L}.'’-]{0,24}){1,4}|[\p{sc=Han}]{2,4}(?![\p{sc=Han}]))/u

/**
 * The byline right behind a page's heading; without a date there the one right above it, or the only day that the page
 * names below it. Null where no line there says a date or a name with its word.
 */
export function plainByline(document: Document): PlainByline | null {
  const heading = shownHeading(document)
  if (heading === null) return null
  const behind = behindHeading(document, heading)
  const date = behind.date ?? dateAbove(heading) ?? onlyDateBelow(document, heading)
  return behind.name === null && date === null ? null : { name: behind.name, date }
}

function behindHeading(document: Document, heading: MarkupElement): PlainByline {
  let found: PlainByline = { name: null, date: null }
  let looked = 0
  for (const element of elementsBehind(document, heading)) {
    if (++looked > MAX_LOOKED_AT || isText(element)) break
    if (!holdsBlocks(element)) found = withLine(found, element)
    if (found.name !== null && found.date !== null) break
  }
  return found
}

function* elementsBehind(document: Document, heading: MarkupElement): Generator<MarkupElement> {
  let isBehind = false
  const entersHere = (element: MarkupElement) => element !== heading && !isAroundArticle(element)
  for (const element of elementsBelow(document.root, entersHere)) {
    if (element === heading) isBehind = true
    else if (isBehind && !isAroundArticle(element)) yield element
  }
}

/** Its lines stand in what it holds; together they would read as one. */
function holdsBlocks({ children }: MarkupElement): boolean {
  return children.some((node) => isElement(node) && isBlock(node))
}

/** So far out a dateline may stand above the heading, and so many elements before it. */
const MAX_OUT = 2
const MAX_BEFORE = 2

function dateAbove(heading: MarkupElement): string | null {
  let inside = heading
  for (let out = 0; out <= MAX_OUT; out++) {
    const around = inside.parent
    if (around === null || !isElement(around)) return null
    const before = around.children.slice(0, around.children.indexOf(inside)).filter(isElement)
    for (const element of before.slice(-MAX_BEFORE).reverse()) {
      const date = isAroundArticle(element) ? null : dateIn(shortLineOf(element, MAX_BYLINE) ?? '')
      if (date !== null) return date
    }
    if (around.name === 'body' || around.name === 'main') return null
    inside = around
  }
  return null
}

/** So many short lines below the heading are looked through for the only day. */
const MAX_LINES_BELOW = 1000

/** Beside others it may be that of a neighbour. */
function onlyDateBelow(document: Document, heading: MarkupElement): string | null {
  const dates = new Set<string>()
  let looked = 0
  for (const element of elementsBehind(document, heading)) {
    if (++looked > MAX_LINES_BELOW || dates.size > 1) return null
    const line = holdsBlocks(element) ? null : shortLineOf(element, MAX_DATE_LINE)
    if (line === null || !/\d/.test(line) || dateShapeIn(line) === null) continue
    const date = dateIn(line)
    if (date !== null && DAY.test(date)) dates.add(date)
  }
  const [date] = dates
  return dates.size === 1 && date !== undefined ? date : null
}

const MAX_DATE_LINE = 120
/** Not a month alone, as archives are listed by. */
const DAY = /\d.*\d{4}|\d{4}.*\d.*\d/

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
  return {
    name: found.name ?? linkedName(element) ?? nameIn(line) ?? partedName(element, line),
    date,
  }
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

/** In a sentence these are "of"; a line of nothing else names who wrote. */
const OF_ALONE = /^(?:di|de) (.{4,60})$/u

function nameIn(line: string): string | null {
  const [, alone] = OF_ALONE.exec(line) ?? []
  if (alone !== undefined && NAME.exec(alone)?.[0] === alone) return alone
  const match = BY.exec(line)
  if (match === null) return null
  const behind = line.slice(match.index + match[0].length)
  const [whole] = NAME.exec(behind) ?? []
  if (whole === undefined || whole.length > MAX_NAME) return null
  // "Autor: Anna Berg Opublikowano: …": the last word is the next label.
  const isLabel = /^\s?:/.test(behind.slice(whole.length))
  const [name = ''] = isLabel ? [whole.replace(/\s\S+$/, '')] : whole.split(PUBLISHED_WORD)
  if (isLabel) return /\s/.test(name) ? name : null
  // "By Anna Berg we mean …"
  if (name === whole && !ENDS_NAME.test(behind.slice(whole.length))) return null
  return /\s|\p{sc=Han}/u.test(name) ? name : null
}

/** What stands behind a name without a mark: "Anna Berg Publié le …". */
const PUBLISHED_WORD =
  /\s(?=(?:publi|posted|updated|veröffentlicht|aktualisiert|erstellt|opubl|aggiorn|geplaatst|gepubliceerd|publicerad|udgivet|опубл|обновл)\p{L}{0,10}(?:\s|$))/iu
const ENDS_NAME = /^\s?(?:$|[|·•–—,.;:([/-]|(?:on|am|le|el|il|op|del|em)\s|\d)/u

const PARTS = /\s[·•|–—]\s/u
const READING_TIME =
  /^\d{1,4}\s?(?:min(?:s|utes?|uten|utos?|uti)?|words?|wörter|mots|palabras|parole|分|мин|dk|분)(?:\s|\.|$)/iu

/**
 * "5 March 2024 · 3 min · Anna Berg": a date, maybe how long it takes to read, and a name at the end. A place or topic
 * would be a link.
 */
function partedName(element: MarkupElement, line: string): string | null {
  const parts = line.split(PARTS)
  const name = parts.at(-1)?.trim() ?? ''
  const [date = '', ...counts] = parts.slice(0, -1)
  if (!/\d{4}/.test(date) || dateIn(date) === null || !NAME_OF_TWO.test(name)) return null
  if (counts.some((part) => !READING_TIME.test(part.trim()))) return null
  for (const { name: tag } of elementsBelow(element)) if (tag === 'a') return null
  return name
}

const NAME_OF_TWO = /^\p{Lu}[\p{L}.'’-]{1,24} \p{Lu}[\p{L}.'’-]{1,24}$/u

/** The link of a writer: his page's address says so, and its words are a name. */
const WRITER_LINK =
  /\/(?:@[\w.-]{1,40}|(?:authors?|autor(?:en|es)?|auteurs?|autore|people|staff|writers?)\/[^/?#]{1,80})\/?(?:[?#]|$)/i

function linkedName(element: MarkupElement): string | null {
  const { name, attribs } = element
  if (name !== 'a' || !WRITER_LINK.test(attribs['href'] ?? '')) return null
  const line = shortLineOf(element, MAX_NAME)
  return line !== null && NAME.exec(line)?.[0] === line ? line : null
}
