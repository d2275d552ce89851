import { findClockTime, findTimeBehind } from './clock-time.ts'
import { EDITED_WORDS, WEEKDAYS_BY_WORD } from './date-words.ts'
import { anyOf, BORDER_AFTER, BORDER_BEFORE, folded } from './folded.ts'
import { findNumericDates } from './numeric-dates.ts'
import { type FoundDistance, findDistance, isWeekdayAlone } from './relative-dates.ts'
import { apart, findWrittenDates, findYearlessDays } from './written-dates.ts'

/**
 * Where dates stand in the lines of a page, for readers that look for them. What a date means is parseDate's
 * business (dates.ts), which also refuses impossible ones.
 */

/** The part of a text that is a date, as it stands, and where it begins. */
export interface FoundDate {
  text: string
  index: number
}

interface Span {
  start: number
  end: number
}

/** No line that is a date alone is longer, with its lead ("Reviewed in the United Kingdom on …"). */
const MAX_DATE_LINE = 100
/** Lines longer than this are prose; only their beginning is looked at. */
const MAX_LINE = 1000
/** "in the United Arab Emirates", "aus den Vereinigten Staaten". */
const MAX_STRANGE_WORDS = 5

/**
 * Whether a whole short text is a date, absolute or relative, maybe with a time of day, a day of the week or a lead
 * ("Posted on", "Reviewed in Italy on"). Lengths of time ("24 hours"), versions, prices and phone numbers are none.
 */
export function looksLikeDate(text: string): boolean {
  if (text.length > MAX_DATE_LINE) return false
  const plain = folded(text).trim()
  if (plain === '') return false
  if (ISO.test(plain) || SHORT_DISTANCE.test(text.trim())) return true
  const dates = apart(datesIn(plain).flat())
  if (dates.length === 0) return MINUS_DISTANCE.test(plain) || isWeekdayAlone(plain)
  if (dates.some((date) => isBareNow(date) || isOfSomethingElse(plain, date))) return false
  return isLeadOnly(withoutSpans(plain, dates))
}

/** "Now:" stands before a price, too. */
function isBareNow(date: Span): boolean {
  const isMinute = 'amounts' in date && (date as FoundDistance).amounts[0]?.unit === 'minute'
  return isMinute && isNow(date) && date.end - date.start <= 6
}

/** "today", "this week", "just now". */
function isNow(date: Span): boolean {
  return 'amounts' in date && (date as FoundDistance).amounts.every(({ amount }) => amount === 0)
}

/**
 * The first date of a longer line, with its time of day: a day with its year, a distance that says that it lies back
 * ("3 days ago"), or a day without a year beside a time. Null where the words before it say that it is the date of
 * something else ("Member since March 2019").
 */
export function findDateIn(text: string): FoundDate | null {
  const line = text.slice(0, MAX_LINE)
  const plain = folded(line)
  const kinds = datesIn(plain)
  if (kinds.length === 0) {
    return looksLikeDate(line) ? { text: line.trim(), index: line.search(/\S/) } : null
  }
  const isWhole = looksLikeDate(line)
  for (const kind of kinds) {
    const first = kind.find(
      (span) => (isWhole || saysMoment(plain, span)) && !isOfSomethingElse(plain, span),
    )
    if (first === undefined) continue
    const { start, end } = withTime(plain, first)
    return { text: line.slice(start, end).trim(), index: start }
  }
  return null
}

/** Whether a line names a date at all, be it of something else. */
export function namesDate(text: string): boolean {
  return datesIn(folded(text.slice(0, MAX_LINE))).some((kind) => kind.length > 0)
}

const ISO =
  /^(?:19|20)\d{2}-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?:[t ]\d{2}:?\d{2}.{0,20})?$/
/** `3d`, `2 w`, `5mo`, `1y`, `12h`, small as they are written: `3D` and `800 W` are something else, `15 mins` cooks. */
const SHORT_DISTANCE = /^(?!24 ?h$)\d{1,2} ?(?:d|w|wk|wks|mo|mos|y|yr|yrs|h|hr|hrs)$/
const MINUS_DISTANCE = /^-\s?\d{1,3}\s?\p{L}{1,4}\.?$/u

/** The dates of a folded text by kind, the surest first: with a year, by distance, without a year. */
function datesIn(plain: string): Span[][] {
  const distance = findDistance(plain)
  if (!/\d/.test(plain)) return distance === null ? [] : [[distance]]
  const numeric = findNumericDates(plain, null)
  const dated = apart<Span>([
    ...findWrittenDates(plain).filter(({ parts }) => isYear(parts.year)),
    ...[...numeric.dates, ...numeric.ambiguous].filter((span) => isNoVersion(plain, span)),
  ])
  if (dated.length > 0 || distance !== null) return [dated, distance === null ? [] : [distance]]
  const days = findYearlessDays(plain).filter(
    ({ month, day }) => month <= 12 && day >= 1 && day <= 31,
  )
  return days.length === 0 ? [] : [apart(days)]
}

function isYear(year: number): boolean {
  return year >= 1980 && year < 2100
}

/** `1.2.20` is a version; `01.02.20` and `1.2.2020` are dates. A currency or a `v` before it says no, too. */
function isNoVersion(plain: string, { start, end }: Span): boolean {
  if (/(?:[$€£¥+#]|\bv(?:er(?:sion)?)?\.?)\s?$/.test(plain.slice(Math.max(0, start - 10), start)))
    return false
  const written = plain.slice(start, end)
  return /\d{4}$/.test(written) || /^\d{2}\D{1,3}\d{2}\D/.test(written) || written.includes('/')
}

/** "today" and "4 May" in the middle of a line are a date of something said only with a time of day. */
function saysMoment(plain: string, span: Span): boolean {
  const isDistance = 'amounts' in span
  const written = plain.slice(span.start, span.end)
  if (isDistance ? !isNow(span) && /\d|\s|^.{1,4}[前전]/u.test(written) : !('month' in span))
    return true
  return findClockTime(plain.slice(span.end, span.end + 24)) !== null
}

/** Words with which other dates than the one of a statement are introduced. */
const OTHERS =
  /(?:since|joined?(?: date)?|founded|in stock|available|ships?|arrives?|visited|dès|livré|member|registered|until|till|expires?|valid|born|released?|birth|seit|mitglied|dabei|registriert|bis|gültig|geboren|erschienen|depuis|membre|inscrit|jusqu'au|desde|miembro|registrado|hasta|nacido|dal|iscritto|membro|fino|sinds|lid|tot|geregistreerd|od|dołączył|zarejestrowany|登録|注册|注册于|加入|sedan|medlem|рейтинг|регистрация|с нами|zalo[zż]ono|delivery|delivered|lieferung|livraison|entrega|consegna|bezorging|dostawa|copyright|©|\(c\))\s*:?(?:\s+(?:on|at|in|am|the|le|el|il|de|by))?\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s*)?$/u

function isOfSomethingElse(plain: string, { start }: Span): boolean {
  return OTHERS.test(plain.slice(Math.max(0, start - 40), start))
}

const TIME_BEHIND =
  /^(?:\s{0,2}[,|·•@-]?\s{0,2}(?:at|um|à|a las|alle(?: ore)?|ore|om|às|o|kl\.?|klo|v|в|t)?\s{0,2})(?=\d|午|上|下|오)/u

/** The date with the time of day right behind it. */
function withTime(plain: string, { start, end }: Span): Span {
  const [between] = TIME_BEHIND.exec(plain.slice(end, end + 24)) ?? []
  if (between === undefined) return { start, end }
  const from = end + between.length
  const clock = findClockTime(plain.slice(from - 1, from + 30))
  return clock !== null && clock.start <= 1 ? { start, end: from - 1 + clock.end } : { start, end }
}

/** What is left of a line without its dates and its time of day. */
function withoutSpans(plain: string, spans: Span[]): string {
  let rest = plain
  for (const { start, end } of [...spans].sort((a, b) => b.start - a.start)) {
    const time = findTimeBehind(rest.slice(end, end + 30))
    const from = time === null || time.start > 0 ? end : end + time.end
    rest = `${rest.slice(0, start)} ${rest.slice(from)}`
  }
  const clock = findClockTime(rest)
  return clock === null ? rest : `${rest.slice(0, clock.start)} ${rest.slice(clock.end)}`
}

/** Words around a date that add nothing to it. */
const FILLERS = new Set(
  `on at in the of by from am um vom den der dem uhr seit le à du de la el a las en il alle ore del op om te uur em às no na
  dnia o godz w r roku den kl klo kello г в от pada date datum data fecha dato дата when wann about over almost ungefähr etwa circa
  environ plus il y a hace há vor för for över yli v pukul р о στις r jest ponad prawie około più di quasi circa meer dan ongeveer bijna almost nearly more than less fast mehr als über weniger presque plus moins d'un d'une un casi más menos quase mais около более почти téměř přes noin yaklaşık ca approximately kurz etwas ok est edt utc gmt cet cest pst pdt am pm h min time
  の に は で 于 在 年 月 日`.split(/\s+/),
)
/** Words with which a page introduces the date of a statement. */
const LEAD_WORDS = [
  ...`posted post published publish reviewed review written wrote created submitted added commented comment replied answered asked said
    rated erstellt veröffentlicht geschrieben verfasst bewertet bewertung rezension rezensiert kommentiert kommentar gepostet
    beitrag eingestellt hinzugefügt abgegeben publié publiée posté postée commenté écrit rédigé avis déposé ajouté évalué répondu
    publicado publicada escrito reseñado calificado comentado comentario opinión enviado pubblicato pubblicata scritto recensito recensione
    inserito commentato inviato geplaatst geschreven gepubliceerd beoordeeld review toegevoegd gereageerd publicada avaliado avaliada avaliação
    postado escrito enviado opublikowano opublikowany napisano napisana dodano dodana opinia wystawiono zrecenzowano skomentowano
    publicerad publicerat skrevs skriven recenserad inlägg recension lagt udgivet skrevet anmeldt indlæg oprettet publisert skrevet anmeldt
    julkaistu kirjoitettu arvosteltu lähetetty napsal přidáno publikováno vloženo recenze hodnoceno yayınlandı yazıldı değerlendirildi
    gönderildi опубликовано опубликован написано написал добавлено отзыв добавлен diposting ditulis diulas dipublikasikan`.split(
    /\s+/,
  ),
  ...'レビュー 投稿 投稿日 公開 作成 コメント 口コミ 审核 评论 发表 发布 发表于 发布于 评价 留言 審核 評論 發表 發佈 작성 게시 리뷰 등록'.split(
    ' ',
  ),
  ...EDITED_WORDS,
]
/** Long ones also where they end a compound ("Kundenrezension"). */
const LEADS = new RegExp(
  `(?:${BORDER_BEFORE}(?:${anyOf(LEAD_WORDS)})|(?:${anyOf(LEAD_WORDS.filter((word) => word.length > 5))}))${BORDER_AFTER}`,
  'u',
)

/** Whether what stands around a date is a lead or nothing: known words, or a few others beside a word of publishing. */
function isLeadOnly(rest: string): boolean {
  if (/\d/.test(rest) || /[$€£¥%?!]/.test(rest)) return false
  const strange = (rest.match(/\p{L}[\p{L}\p{M}'-]*/gu) ?? []).filter(
    (word) => !FILLERS.has(word) && !WEEKDAYS_BY_WORD.has(word) && !LEADS.test(word),
  )
  if (strange.length === 0) return true
  return strange.length <= MAX_STRANGE_WORDS && LEADS.test(rest) && !isSentence(rest)
}

/** "The review that I wrote …, it was great": no lead goes on behind a comma or a full stop with words. */
function isSentence(rest: string): boolean {
  return /[.;,]\s+\p{L}{2,}\s+\p{L}{2,}/u.test(rest)
}
