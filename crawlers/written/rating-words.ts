import { anyOf, BORDER_AFTER, BORDER_BEFORE } from './folded.ts'

/** The words of ratings, in the languages that we read, over folded text (folded.ts). */

const words = (list: string) => list.trim().split(/\s+/)

/** What is given: stars, points. */
const STARS = anyOf(
  words(`star stars stern sterne sternen sternchen étoile étoiles etoile etoiles estrella estrellas stella stelle ster sterren estrela estrelas
    gwiazdka gwiazdki gwiazdek stjärna stjärnor stjerne stjerner tähti tähteä hvězda hvězdy hvězd hvězdička hvězdičky hvězdiček yıldız звезда
    звезды звезд звёзд bintang point points punkt punkte punkten puntos punto punti pontos ponto punten punktów puan балл балла баллов
    つ星 星 颗星 顆星 个星 分 点 점 별점`),
)
/** Between a value and the best one. */
const OF = anyOf([
  ...words('/ ⁄ von of sur de su van z ze na di uit av af из з fra sobre em dari til'),
  'out of',
  'ud af',
  'von maximal',
  'von max',
  'von insgesamt',
  'von möglichen',
  'out of a possible',
  'un total de',
  'de un máximo de',
  'su un massimo di',
])
const IS_OF = new RegExp(`^\\s{0,2}(?:(?:${STARS}|[★⭐])\\.?\\s{0,2})?(?:${OF})\\.?\\s{0,2}$`, 'u')
/** Chinese: `4.0 颗星，最多 5 颗星`, `4.7分（满分5分）`, `4星（共5星）`. */
const BEST_IS = /^[\p{L}\s,，(（]{0,8}(?:最多|满分|滿分|共)\s?$/u
/** The best one comes first in Japanese, Korean and Turkish: `5つ星のうち4.7`, `5점 만점에 4점`, `5 üzerinden 4`. */
const BEST_FIRST =
  /^\s?(?:つ星のうち|つ星中の?|つ中の?|段階中|段階評価で|点満点中|点満点で|星のうち|星中的?|分中的?|(?:점|개|점\s?)\s?(?:만점에|만점\s?중|중)\s?(?:에서)?|(?:yıldız )?üzerinden)\s?$/u

/** Whether the words between two numbers say that the second is the best that the first can be. */
export function isOf(between: string): boolean {
  return IS_OF.test(between) || BEST_IS.test(between)
}

/** Whether the words between two numbers say that the first is the best that the second can be. */
export function isBestFirst(between: string): boolean {
  return BEST_FIRST.test(between)
}

/** Other words that may stand beside a rating and say no more than that it is one. */
const AROUND = anyOf([
  ...words(`rated rating ratings score scored note noté notée notes bewertung bewertet bewertete wertung gesamtbewertung kundenbewertung
    durchschnittsbewertung sternebewertung ocena ocenił ocenione oceniono valoración valorado valoracion puntuación puntuacion calificación
    calificacion nota avaliação avaliado avaliacao classificação classificado voto valutazione valutato punteggio beoordeling waardering beoordeeld
    cijfer betyg betygsatt vurdering bedømmelse vurderet vurdert karakter arvosana arvio arvostelu hodnocení hodnoceno değerlendirme оценка рейтинг penilaian
    overall average avg mean total gesamt durchschnitt durchschnittlich durchschnittliche moyenne moyen globale media medio promedio gemiddeld
    gemiddelde średnia média customer user mein meine my your the a an with mit avec con com met z is ist of by it has global`),
  ...words('総合評価 評価 评分 評分 综合评分 평점 별점 평균'),
])
/** Not behind a letter; a figure may stand there ("5stars"), and scripts that don't part words need no border. */
const KNOWN = new RegExp(
  `(?<!\\p{L})(?:${AROUND}|${STARS}|${OF}|out|max|maximal|insgesamt|von)${BORDER_AFTER}\\.?|最多|满分|滿分|共|つ星のうち|のうち|[つ星颗顆个分点점별개중]|만점에|만점|üzerinden`,
  'gu',
)
const LEAD = new RegExp(`${BORDER_BEFORE}(?:${AROUND})${BORDER_AFTER}`, 'u')
const POINTS = /^\s{0,2}(?:p[ou]|балл|분|점|分|点)/u
const STAR_BEHIND = new RegExp(`^\\s{0,2}-?(?:${STARS}|[★⭐])${BORDER_AFTER}`, 'u')

/** A text without all words that say that something is a rating. */
export function withoutRatingWords(text: string): string {
  return text.replace(KNOWN, ' ')
}

/** Whether a text introduces a rating ("Rating: ", "Gesamtbewertung"). */
export function hasRatingLead(text: string): boolean {
  return LEAD.test(text)
}

/** Whether a text begins with "stars", "Sterne", "★" or the like. */
export function beginsWithStars(text: string): boolean {
  // points are given for many things
  return STAR_BEHIND.test(text) && !POINTS.test(text)
}

/** Full ones, at most a half one, empty ones; with the selectors that make emoji of them. */
const GLYPHS = /^\s*((?:[★⭐🌟✭✮]\ufe0f?\s?){1,10})([½⯪⯨]?)\s?((?:[☆✩]\ufe0f?\s?){0,10})\s*$/u

/** The stars that a text consists of; null where it has anything else. */
export function countGlyphs(text: string): { value: number; empty: number } | null {
  const [, full = '', half = '', empty = ''] = GLYPHS.exec(text) ?? []
  if (full === '') return null
  const count = (glyphs: string) => [...glyphs.replace(/\s|\ufe0f/gu, '')].length
  return { value: count(full) + (half === '' ? 0 : 0.5), empty: count(empty) }
}
