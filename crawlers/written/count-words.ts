import { anyOf, BORDER_AFTER, BORDER_BEFORE, folded } from './folded.ts'
import { type FoundNumber, findNumbers, multiplierBehind, readCount } from './numbers.ts'

/** What a count on a page counts. */
type Counted = 'ratings' | 'reviews' | 'comments'

/** A count of a text, and what it counts; null where the text does not say. */
export interface FoundCount {
  count: number
  of: Counted | null
}

/** A longer text is prose. */
const MAX_LENGTH = 300
/** "57 verified customer reviews". */
const MAX_BETWEEN = 40

/** The words for what is counted, as they stand beside numbers, in the languages that we read. */
const WORDS: Record<Counted, string> = {
  ratings: `rating ratings vote votes bewertung bewertungen sternebewertung sternebewertungen kundenbewertungen stimmen évaluation
    évaluations evaluations note notes valoración valoraciones calificación calificaciones puntuaciones voto votos valutazione valutazioni
    voti beoordeling beoordelingen klantbeoordelingen waarderingen avaliação avaliações classificação classificações ocena oceny ocen
    głos głosy głosów betyg röster vurdering vurderinger hodnocení puan değerlendirme оценка оценки оценок рейтингов голосов penilaian
    arvosanaa arviota 評価 評分 评分 評点 평점 평가`,
  reviews: `review reviews customer-reviews rezension rezensionen kundenrezension kundenrezensionen meinung meinungen kundenmeinungen
    erfahrungsberichte testbericht testberichte avis opinión opiniones reseña reseñas recensione recensioni opinione opinioni
    recensie recensies reviews resenha resenhas opinião opiniões opinia opinie opinii recenzja recenzje recenzji recension recensioner
    omdöme omdömen anmeldelse anmeldelser omtale omtaler arvostelu arvostelua arvostelut recenze recenzí отзыв отзыва отзывов відгуків
    відгук testimonials ulasan レビュー クチコミ 口コミ 评价 評價 리뷰 후기 상품평 구매평`,
  comments: `comment comments kommentar kommentare kommentaren commentaire commentaires comentario comentarios commento commenti reactie
    reacties comentário comentários komentarz komentarze komentarzy kommentarer kommentti kommenttia komentář komentáře komentářů yorum
    комментарий комментария комментариев коментарів komentar コメント 评论 評論 留言 댓글`,
}

const COUNTED = Object.entries(WORDS).map(
  ([of, words]) => [of as Counted, anyOf(words.trim().split(/\s+/))] as const,
)
const NOUN = COUNTED.map(
  ([of, words]) => `(?<${of}>${BORDER_BEFORE}(?:${words})${BORDER_AFTER})`,
).join('|')
/** Right behind a number, with at most three words between; CJK counters ("件の", "条", "개의") stand there too. */
const BEHIND = new RegExp(
  `^\\+?[)\\]\\s]{0,3}(?:[\\p{L}'-]{1,20}\\s){0,3}?[\\p{Lo}\\p{Lm}]{0,8}?(?:${NOUN})`,
  'u',
)
/** Behind these a number is a rating ("Rating: 4", "評価 4.0"). */
const AMBIGUOUS =
  /^(?:rating|vote|évaluation|evaluation|notes?|bewertung|sternebewertung|valoración|calificación|voto|valutazione|beoordeling|avaliação|classificação|ocena|betyg|vurdering|hodnocení|puan|değerlendirme|оценка|penilaian|評価|評分|评分|評点|평점|평가)$/u
/** Right before a number: `Reviews (57)`, `Bewertungen: 57`, `レビュー数 57`. */
const BEFORE = new RegExp(`(?:${NOUN})[数數]?\\s{0,2}[:：(（\\[|-]?\\s{0,2}$`, 'u')
/** What shows that a number is no count: stars, scales, shares. */
const NO_COUNT =
  /^\s?(?:%|\/|von\s\d|out of|-?\s?(?:stars?|sterne?n?|étoiles?|estrellas?|stelle|sterren|estrelas|gwiazd\p{L}{0,3})(?!\p{L})|つ星|星|颗星|(?:people|persons|users|members|customers|kunden|personen|personas|persone|personnes|pessoas|osób|osoby|人)(?!\p{L}))/u
const ONE = /^(?:one|eine?|un[ea]?|uma|een|één|jedna)\s+/u

/**
 * The counts of a short text in their order: `4.5 (1,234 ratings, 56 reviews)` has two. Ratings, shares and numbers
 * without a word for what they count are none.
 */
export function findCounts(text: string): FoundCount[] {
  const plain = folded(text.slice(0, MAX_LENGTH))
  const numbers = findNumbers(plain, 'measure')
  if (numbers.length === 0) return oneInWords(plain)
  const counts: FoundCount[] = []
  /** Words before it belong to an earlier count ("57 reviews (12 verified)"). */
  let from = 0
  for (const [i, number] of numbers.entries()) {
    if (isBest(plain, number)) continue
    const behind = countedBehind(plain, number, numbers[i + 1])
    const of = behind ?? countedBefore(plain, number, from)
    const count = of === null ? null : readCount(plain, number)
    if (behind !== null) from = numbers[i + 1]?.start ?? plain.length
    if (of !== null && count !== null) counts.push({ count, of })
  }
  return counts
}

/** The end of a scale: `4.2/5`, `0 of 5`. */
function isBest(plain: string, { value, start }: FoundNumber): boolean {
  if (value !== 5 && value !== 10) return false
  return /\d\s?(?:\/|out of|of|von|sur|su|van|z|na)\s?$/.test(
    plain.slice(Math.max(0, start - 12), start),
  )
}

/**
 * What a short text counts: the first count with a word for it, else the number that is all there is (`(57)`, `1.2k`).
 * Null where nothing is counted.
 */
export function findCount(text: string): FoundCount | null {
  const [first] = findCounts(text)
  if (first !== undefined) return first
  const plain = folded(text.slice(0, MAX_LENGTH)).trim()
  const [number, other] = findNumbers(plain, 'measure')
  if (number === undefined || other !== undefined || text.length > MAX_LENGTH) return null
  const behind = plain.slice(number.end)
  const rest = behind.slice(multiplierBehind(behind)?.length ?? 0)
  const isAlone =
    /^[\s([#|·]*$/.test(plain.slice(0, number.start)) && /^[\s.)\]+件条个|·]*$/u.test(rest)
  const count = isAlone ? readCount(plain, number) : null
  return count === null ? null : { count, of: null }
}

function countedBehind(
  plain: string,
  number: FoundNumber,
  next: FoundNumber | undefined,
): Counted | null {
  const end = Math.min(next?.start ?? plain.length, number.end + MAX_BETWEEN)
  const behind = plain.slice(number.end, end)
  if (NO_COUNT.test(behind)) return null
  const multiplier = multiplierBehind(behind)?.length ?? 0
  return kindOf(BEHIND.exec(behind.slice(multiplier).replace(/^\./, '')))
}

function countedBefore(plain: string, number: FoundNumber, from: number): Counted | null {
  const behind = plain.slice(number.end)
  if (NO_COUNT.test(behind) || readCount(plain, number) === null) return null
  const before = plain.slice(Math.max(from, number.start - MAX_BETWEEN), number.start)
  // "load more comments (1 reply)"
  if (/[([]\s?$/.test(before) && !/^[^\p{L}]{0,3}[)\]]/u.test(behind)) return null
  const [of, word] = nounOf(BEFORE.exec(before)) ?? []
  return of === undefined || AMBIGUOUS.test(word ?? '') ? null : of
}

function kindOf(match: RegExpExecArray | null): Counted | null {
  return nounOf(match)?.[0] ?? null
}

function nounOf(match: RegExpExecArray | null): [Counted, string] | null {
  const found = Object.entries(match?.groups ?? {}).find(([, word]) => word !== undefined)
  return found === undefined ? null : [found[0] as Counted, found[1]]
}

/** "One review", "Eine Bewertung". */
function oneInWords(plain: string): FoundCount[] {
  const [lead] = ONE.exec(plain.trim()) ?? []
  const of = lead === undefined ? null : kindOf(BEHIND.exec(plain.trim().slice(lead.length)))
  return of === null ? [] : [{ count: 1, of }]
}
