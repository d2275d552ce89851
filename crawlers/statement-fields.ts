import { isElement, type MarkupElement, textOf } from './markup.ts'
import type { PlacedText, Thing } from './thing.ts'
import { isOfType, isThing, nameOrText, textOfThing, thingsOf, valuesOf } from './thing.ts'
import { absoluteUrl } from './web-address.ts'

/** What statements of every type have in common. */
export type StatementFields = Partial<
  Record<
    | 'author.name'
    | 'author.handle'
    | 'author.url'
    | 'author.country'
    | 'publishedAt'
    | 'editedAt'
    | 'language'
    | 'helpfulCount'
    | 'url'
    | 'pros'
    | 'cons'
    | 'rating.value'
    | 'rating.best'
    | 'rating.worst',
    PlacedText
  >
>

const AUTHOR = ['author', 'creator', 'reviewer']
const COMPANIES = new Set([
  'organization',
  'corporation',
  'onlinestore',
  'onlinebusiness',
  'store',
  'brand',
  'localbusiness',
])

/** Author, dates, language, votes, address, pros and cons, rating: whatever is there. */
export function statementFields(thing: Thing, baseUrl: string | null): StatementFields {
  const published = textOfThing(thing, 'datePublished', 'dateCreated', 'commentTime', 'dtreviewed')
  const edited = textOfThing(thing, 'dateModified')
  const url = textOfThing(thing, 'url')
  const address = url === null ? null : absoluteUrl(url.value, baseUrl)
  return {
    ...authorFields(thing, baseUrl),
    ...ratingFields(ratingsOf(thing)[0] ?? thing),
    ...known({
      publishedAt: published,
      editedAt: edited?.value === published?.value ? null : edited,
      language: textOfThing(thing, 'inLanguage') ?? markedLanguage(thing),
      helpfulCount: textOfThing(thing, 'upvoteCount') ?? likesOf(thing),
      url: url === null || address === null ? null : { ...url, value: address },
      pros: notesOf(thing, 'positiveNotes'),
      cons: notesOf(thing, 'negativeNotes'),
    }),
  }
}

/** Drops what is not there. */
export function known<K extends string>(
  fields: Record<K, PlacedText | null>,
): Partial<Record<K, PlacedText>> {
  const found: Partial<Record<K, PlacedText>> = {}
  for (const name in fields) {
    const value = fields[name]
    if (value !== null) found[name] = value
  }
  return found
}

/** `lang` of the statement's element or of one around it; that of the whole document is the page's. */
function markedLanguage({ element, at }: Thing): PlacedText | null {
  for (let up = element; up !== null && up.name !== 'html'; up = elementAround(up)) {
    const lang = up.attribs['lang'] ?? up.attribs['xml:lang'] ?? ''
    if (lang.trim() !== '') return { value: lang, at: `${at} lang` }
  }
  return null
}

function elementAround({ parent }: MarkupElement): MarkupElement | null {
  return parent !== null && isElement(parent) ? parent : null
}

function authorFields(thing: Thing, baseUrl: string | null): StatementFields {
  for (const property of AUTHOR) {
    for (const value of valuesOf(thing, property)) {
      const fields = isThing(value) ? personFields(value, baseUrl) : namedFields(value)
      if (Object.keys(fields).length > 0) return fields
    }
  }
  return {}
}

function namedFields(value: PlacedText): StatementFields {
  if (value.value.trim() === '') return {}
  return /^https?:\/\//i.test(value.value) ? { 'author.url': value } : { 'author.name': value }
}

function personFields(person: Thing, baseUrl: string | null): StatementFields {
  const url = textOfThing(person, 'url')
  const address = url === null ? null : absoluteUrl(url.value, baseUrl)
  const home = thingsOf(person, 'address', 'homeLocation')[0]
  return known({
    'author.name': textOfThing(person, 'name') ?? fullName(person) ?? shownName(person),
    'author.handle': textOfThing(person, 'alternateName'),
    'author.url': url === null || address === null ? null : { ...url, value: address },
    'author.country':
      nameOrText(person, 'nationality') ??
      (home === undefined ? null : nameOrText(home, 'addressCountry')),
  })
}

function fullName(person: Thing): PlacedText | null {
  const given = textOfThing(person, 'givenName')
  const family = textOfThing(person, 'familyName')
  if (given === null || family === null) return given ?? family
  return { value: `${given.value} ${family.value}`, at: given.at }
}

/** Some pages mark the person but not the name in it. */
function shownName({ element, at, properties }: Thing): PlacedText | null {
  const text = element === null || properties.size > 0 ? '' : textOf(element)
  return text.trim() === '' || text.length > 200 ? null : { value: text, at }
}

/** The main rating first; those with an aspect are of that aspect alone. */
function ratingsOf(thing: Thing): Thing[] {
  return thingsOf(thing, 'reviewRating', 'rating').filter((one) => aspectOf(one) === null)
}

/** Ratings of single aspects: "comfort: 4". */
export function aspectRatingsOf(thing: Thing): { name: PlacedText; rating: Thing }[] {
  return thingsOf(thing, 'reviewRating', 'rating').flatMap((rating) => {
    const name = aspectOf(rating)
    return name === null ? [] : [{ name, rating }]
  })
}

function aspectOf(rating: Thing): PlacedText | null {
  return textOfThing(rating, 'reviewAspect')
}

/** Value and ends of the scale as stated; ends that are not stated are left out. */
export function ratingFields(rating: Thing): StatementFields {
  const value = textOfThing(rating, 'ratingValue', 'reviewRating', 'rating')
  if (value === null) return {}
  return known({
    'rating.value': value,
    'rating.best': textOfThing(rating, 'bestRating', 'best'),
    'rating.worst': textOfThing(rating, 'worstRating', 'worst'),
  })
}

function likesOf(thing: Thing): PlacedText | null {
  for (const counter of thingsOf(thing, 'interactionStatistic')) {
    const kind = nameOrText(counter, 'interactionType')?.value ?? ''
    const types = thingsOf(counter, 'interactionType').flatMap((one) => one.types)
    if (!/LikeAction/i.test([kind, ...types].join(' ')) || /Dislike/i.test(kind)) continue
    return textOfThing(counter, 'userInteractionCount')
  }
  return null
}

/** Notes are an ItemList, or strings; each on its own line. */
function notesOf(thing: Thing, property: string): PlacedText | null {
  const values = valuesOf(thing, property).flatMap((value) =>
    isThing(value) ? listed(value) : [value],
  )
  const [first] = values
  if (first === undefined) return null
  if (values.length === 1) return first
  const value = values.map((one) => one.value).join('\n')
  return values.some((one) => one.html)
    ? { value: value.replaceAll('\n', '<br>'), at: first.at, html: true }
    : { value, at: first.at }
}

function listed(list: Thing): PlacedText[] {
  const elements = valuesOf(list, 'itemListElement')
  const texts = elements.map((one) => (isThing(one) ? nameOrText(one, 'name', 'item') : one))
  return texts.filter((text) => text !== null)
}

/** Where the site says that a company wrote it: the author is an organization, or works for one. */
export function companyMark(thing: Thing): PlacedText | null {
  for (const author of thingsOf(thing, ...AUTHOR)) {
    if (isOfType(author, COMPANIES))
      return { value: author.types[0] ?? '', at: `${author.at} type` }
    const employer = nameOrText(author, 'worksFor', 'affiliation')
    if (employer !== null) return employer
  }
  return null
}
