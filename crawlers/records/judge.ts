import type { MarkupElement } from '../markup.ts'
import { rememberedPattern } from '../remembered.ts'
import { type Holding, holdingOf, MIN_TEXT, type Sums } from './holding.ts'
import { namesOf, type Outline } from './outline.ts'
import { nestedIn, partsOf, type Range } from './ranges.ts'

const PROSE = 20
/** Records of a group hold about the same; what holds less is something else that looks alike. */
const MIN_OF_MEDIAN = 0.57

/** Records that are made alike. */
export interface Group {
  /** What its elements share: a class, the form of their ids, their place in a list. */
  key: string
  records: Range[]
  score: number
}

/** Names of parts of a record. */
const PART =
  /(?:header|head|kopf|entete|tete|cabecera|footer|foot|meta|info|details|title|body|content|inner|byline|author)$/i

/** Words for statements, in names that makers give. */
export const STATEMENT = rememberedPattern(
  /(?:^|[^a-z])(?:[a-z]*reviews?|[a-z]*comments?|[a-z]*posts?|[a-z]*answers?|questions?|repl(?:y|ies)|messages?|msg|opinions?|opinia|opinie|avis|bewertung(?:en)?|rezension(?:en)?|kommentar(?:e|er)?|commentaires?|commento|commenti|comentarios?|recensioni?|recensione|resenas?|avaliac(?:ao|oes)|beoordeling(?:en)?|reacties?|testimonials?|feedback|beitrag|antwort|reponse|pregunta|domanda|frage|ugc|discussion|thread|topic|note|kritik|critic|reactions?|reaktionen|berichten?|komentarz[ey]?|komentar|kom)(?:[^a-z]|$)/,
)

export function judge(
  key: string,
  records: Range[],
  outline: Outline,
  sums: Sums,
  factor = 1,
  holes: Range[] = [],
): Group | null {
  const owned = records.map((range) =>
    partsOf(
      range,
      holes.length === 0
        ? nestedIn(range, records)
        : [...nestedIn(range, records), ...nestedIn(range, holes)],
    ),
  )
  const worths = records.map((range, i) => {
    const holding = holdingOf(owned[i] ?? [], outline, sums)
    return holding.isSeveral ? -1 : worthOf(holding, range.start, outline)
  })
  const middle = worths.filter((worth) => worth > 0).sort((a, b) => a - b)
  const least = MIN_OF_MEDIAN * (middle[middle.length >> 1] ?? 0)
  const valid = records.filter((_, i) => (worths[i] ?? 0) > 0 && (worths[i] ?? 0) >= least)
  if (valid.length === 0 || valid.length < records.length / 3) return null
  // Halves of records are twice as many and hold half each: the whole must be worth more.
  const sum = worths.reduce(
    (n, worth) => n + (worth >= least ? worth ** 3 : worth < 0 ? -10 : 0),
    0,
  )
  const isNamedSo = STATEMENT.test(key.toLowerCase())
  const score =
    factor *
    sum *
    (0.7 + (0.3 * valid.length) / records.length) *
    (isNamedSo ? 1.1 : 1) *
    (PART.test(key) ? 0.8 : 1)
  if (score <= 0) return null
  const [first] = valid
  const isNamed = first !== undefined && isStatement(outline.elements[first.start])
  if (valid.length === 1 && !isNamed) return null
  return { key, records: valid, score }
}

function isStatement(element: MarkupElement | undefined): boolean {
  return element !== undefined && STATEMENT.test(namesOf(element)) && !isSignature(element)
}

/** Who wrote a statement, and when: of that one the end. Notes of a text are none either. */
function isSignature(element: MarkupElement | undefined): boolean {
  return (
    element !== undefined &&
    /signature|user-?info|user-?details|cite-?note|footnote|bibliograph/.test(namesOf(element))
  )
}

const LIST =
  /(?:^|[^a-z])(?:[a-z]*comments?|reviews?|opinions?|reactions?|kommentare|commentaires?|commenti|comentarios|reacties|komentarze|mensagens|mensajes|messages|messaggi|berichten|beitraege|bewertungen|rezensionen|recensioni)(?:-?(?:list|block|items?|wrapper|section|area|cards))?(?![a-z-])/

/** An entry of a list that is named after statements. */
function isListed(start: number, { elements, parents }: Outline): boolean {
  let up = parents[start] ?? -1
  for (let n = 0; up >= 0 && n < 2; n++, up = parents[up] ?? -1) {
    const element = elements[up]
    if (element !== undefined && LIST.test(namesOf(element))) return true
  }
  return false
}

/** 0 when it is no record. */
function worthOf({ dates, authors, ratings, free }: Holding, start: number, outline: Outline) {
  const marks = Math.min(1, dates) + Math.min(1, authors) + Math.min(1, ratings)
  const isNamed = isStatement(outline.elements[start])
  const isKnown = isNamed || (marks === 1 && isListed(start, outline))
  if (marks === 0 || (marks === 1 && !isKnown)) return 0
  if (free < MIN_TEXT && ratings === 0) return 0
  if (isSignature(outline.elements[start])) return 0
  const text = free >= PROSE ? 1 : free >= MIN_TEXT ? 0.6 : 0.1
  return (
    text +
    Math.min(1, dates) +
    0.8 * Math.min(1, authors) +
    Math.min(1, ratings) +
    (isKnown ? 0.2 : 0)
  )
}
