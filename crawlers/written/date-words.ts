/**
 * The words of dates, per language. Tables only: a language is added here and nowhere else. Months are
 * listed January to December with every form in use; all words are lower case without closing dots.
 */

export type DateUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

export interface DateWords {
  months: string[][]
  /** Forms of each unit; the short ones (`h`, `mo`) only where they are unambiguous. */
  units: Partial<Record<DateUnit, string[]>>
  /** One, as a word or an article. */
  one: string[]
  /** Words before ("vor") and behind ("ago") an amount of time that lies back; either side may be empty. */
  ago: { before: string; after: string }[]
  /** Days back, by the word for them. */
  days: Record<string, number>
  now: string[]
}

const en: DateWords = {
  months: [
    ['january', 'jan'],
    ['february', 'feb'],
    ['march', 'mar'],
    ['april', 'apr'],
    ['may'],
    ['june', 'jun'],
    ['july', 'jul'],
    ['august', 'aug'],
    ['september', 'sept', 'sep'],
    ['october', 'oct'],
    ['november', 'nov'],
    ['december', 'dec'],
  ],
  units: {
    second: ['second', 'seconds', 'sec', 'secs', 's'],
    minute: ['minute', 'minutes', 'min', 'mins'],
    hour: ['hour', 'hours', 'hr', 'hrs', 'h'],
    day: ['day', 'days', 'd'],
    week: ['week', 'weeks', 'wk', 'wks', 'w'],
    month: ['month', 'months', 'mo', 'mos'],
    year: ['year', 'years', 'yr', 'yrs', 'y'],
  },
  one: ['a', 'an', 'one'],
  ago: [{ before: '', after: 'ago' }],
  days: { today: 0, yesterday: 1 },
  now: ['just now', 'moments ago'],
}

const de: DateWords = {
  months: [
    ['januar', 'jänner', 'jan'],
    ['februar', 'feber', 'feb'],
    ['märz', 'maerz', 'mär', 'mrz'],
    ['april', 'apr'],
    ['mai'],
    ['juni', 'jun'],
    ['juli', 'jul'],
    ['august', 'aug'],
    ['september', 'sept', 'sep'],
    ['oktober', 'okt'],
    ['november', 'nov'],
    ['dezember', 'dez'],
  ],
  units: {
    second: ['sekunde', 'sekunden', 'sek'],
    minute: ['minute', 'minuten', 'min'],
    hour: ['stunde', 'stunden', 'std'],
    day: ['tag', 'tagen', 'tage'],
    week: ['woche', 'wochen'],
    month: ['monat', 'monaten', 'monate'],
    year: ['jahr', 'jahren', 'jahre'],
  },
  one: ['einem', 'einer', 'ein', 'eine'],
  ago: [{ before: 'vor', after: '' }],
  days: { heute: 0, gestern: 1, vorgestern: 2 },
  now: ['gerade eben', 'soeben'],
}

const fr: DateWords = {
  months: [
    ['janvier', 'janv'],
    ['février', 'fevrier', 'févr', 'fév', 'fev'],
    ['mars'],
    ['avril', 'avr'],
    ['mai'],
    ['juin'],
    ['juillet', 'juil'],
    ['août', 'aout'],
    ['septembre', 'sept'],
    ['octobre', 'oct'],
    ['novembre', 'nov'],
    ['décembre', 'decembre', 'déc'],
  ],
  units: {
    second: ['seconde', 'secondes'],
    minute: ['minute', 'minutes', 'min'],
    hour: ['heure', 'heures', 'h'],
    day: ['jour', 'jours', 'j'],
    week: ['semaine', 'semaines'],
    month: ['mois'],
    year: ['an', 'ans', 'année', 'années'],
  },
  one: ['un', 'une'],
  ago: [{ before: 'il y a', after: '' }],
  days: { "aujourd'hui": 0, hier: 1, 'avant-hier': 2 },
  now: ["à l'instant"],
}

const es: DateWords = {
  months: [
    ['enero', 'ene'],
    ['febrero', 'feb'],
    ['marzo', 'mar'],
    ['abril', 'abr'],
    ['mayo', 'may'],
    ['junio', 'jun'],
    ['julio', 'jul'],
    ['agosto', 'ago'],
    ['septiembre', 'setiembre', 'sept', 'sep'],
    ['octubre', 'oct'],
    ['noviembre', 'nov'],
    ['diciembre', 'dic'],
  ],
  units: {
    second: ['segundo', 'segundos'],
    minute: ['minuto', 'minutos', 'min'],
    hour: ['hora', 'horas', 'h'],
    day: ['día', 'días', 'dia', 'dias'],
    week: ['semana', 'semanas'],
    month: ['mes', 'meses'],
    year: ['año', 'años'],
  },
  one: ['un', 'una'],
  ago: [{ before: 'hace', after: '' }],
  days: { hoy: 0, ayer: 1, anteayer: 2 },
  now: ['ahora mismo'],
}

const it: DateWords = {
  months: [
    ['gennaio', 'gen'],
    ['febbraio', 'feb'],
    ['marzo', 'mar'],
    ['aprile', 'apr'],
    ['maggio', 'mag'],
    ['giugno', 'giu'],
    ['luglio', 'lug'],
    ['agosto', 'ago'],
    ['settembre', 'sett', 'set'],
    ['ottobre', 'ott'],
    ['novembre', 'nov'],
    ['dicembre', 'dic'],
  ],
  units: {
    second: ['secondo', 'secondi'],
    minute: ['minuto', 'minuti', 'min'],
    hour: ['ora', 'ore'],
    day: ['giorno', 'giorni'],
    week: ['settimana', 'settimane'],
    month: ['mese', 'mesi'],
    year: ['anno', 'anni'],
  },
  one: ['un', 'una', "un'"],
  ago: [{ before: '', after: 'fa' }],
  days: { oggi: 0, ieri: 1, "l'altro ieri": 2 },
  now: ['proprio ora', 'adesso'],
}

const nl: DateWords = {
  months: [
    ['januari', 'jan'],
    ['februari', 'feb'],
    ['maart', 'mrt'],
    ['april', 'apr'],
    ['mei'],
    ['juni', 'jun'],
    ['juli', 'jul'],
    ['augustus', 'aug'],
    ['september', 'sept', 'sep'],
    ['oktober', 'okt'],
    ['november', 'nov'],
    ['december', 'dec'],
  ],
  units: {
    second: ['seconde', 'seconden'],
    minute: ['minuut', 'minuten', 'min'],
    hour: ['uur', 'uren'],
    day: ['dag', 'dagen'],
    week: ['week', 'weken'],
    month: ['maand', 'maanden'],
    year: ['jaar', 'jaren'],
  },
  one: ['een', 'één'],
  ago: [{ before: '', after: 'geleden' }],
  days: { vandaag: 0, gisteren: 1, eergisteren: 2 },
  now: ['zojuist', 'zonet'],
}

const pt: DateWords = {
  months: [
    ['janeiro', 'jan'],
    ['fevereiro', 'fev'],
    ['março', 'marco', 'mar'],
    ['abril', 'abr'],
    ['maio', 'mai'],
    ['junho', 'jun'],
    ['julho', 'jul'],
    ['agosto', 'ago'],
    ['setembro', 'set'],
    ['outubro', 'out'],
    ['novembro', 'nov'],
    ['dezembro', 'dez'],
  ],
  units: {
    second: ['segundo', 'segundos'],
    minute: ['minuto', 'minutos', 'min'],
    hour: ['hora', 'horas', 'h'],
    day: ['dia', 'dias'],
    week: ['semana', 'semanas'],
    month: ['mês', 'mes', 'meses'],
    year: ['ano', 'anos'],
  },
  one: ['um', 'uma'],
  ago: [
    { before: 'há', after: '' },
    { before: '', after: 'atrás' },
  ],
  days: { hoje: 0, ontem: 1, anteontem: 2 },
  now: ['agora mesmo'],
}

const pl: DateWords = {
  months: [
    ['styczeń', 'stycznia', 'sty'],
    ['luty', 'lutego', 'lut'],
    ['marzec', 'marca', 'mar'],
    ['kwiecień', 'kwietnia', 'kwi'],
    ['maj', 'maja'],
    ['czerwiec', 'czerwca', 'cze'],
    ['lipiec', 'lipca', 'lip'],
    ['sierpień', 'sierpnia', 'sie'],
    ['wrzesień', 'września', 'wrz'],
    ['październik', 'października', 'paź'],
    ['listopad', 'listopada', 'lis'],
    ['grudzień', 'grudnia', 'gru'],
  ],
  units: {
    second: ['sekundę', 'sekundy', 'sekund'],
    minute: ['minutę', 'minuty', 'minut', 'min'],
    hour: ['godzinę', 'godziny', 'godzin', 'godz'],
    day: ['dzień', 'dni'],
    week: ['tydzień', 'tygodnie', 'tygodni'],
    month: ['miesiąc', 'miesiące', 'miesięcy'],
    year: ['rok', 'lata', 'lat'],
  },
  // "rok temu": a year ago, without an article
  one: ['jeden', 'jedną', ''],
  ago: [{ before: '', after: 'temu' }],
  days: { dzisiaj: 0, dziś: 0, wczoraj: 1, przedwczoraj: 2 },
  now: ['przed chwilą'],
}

/** Months are numbers in Japanese and Chinese (`2026年3月4日`). */
const ja: DateWords = {
  months: [],
  units: {
    second: ['秒'],
    minute: ['分'],
    hour: ['時間'],
    day: ['日'],
    week: ['週間'],
    month: ['か月', 'ヶ月', 'ケ月', 'カ月', 'ヵ月', 'ヵ月'],
    year: ['年'],
  },
  one: [],
  ago: [{ before: '', after: '前' }],
  days: { 今日: 0, 昨日: 1, 一昨日: 2 },
  now: ['たった今'],
}

const zh: DateWords = {
  months: [],
  units: {
    second: ['秒'],
    minute: ['分钟', '分鐘'],
    hour: ['小时', '小時', '个小时', '個小時'],
    day: ['天'],
    week: ['周', '週', '星期', '个星期', '個星期'],
    month: ['个月', '個月'],
    year: ['年'],
  },
  one: [],
  ago: [{ before: '', after: '前' }],
  days: { 今天: 0, 昨天: 1, 前天: 2 },
  now: ['刚刚', '剛剛'],
}

export const DATE_WORDS: Record<string, DateWords> = { en, de, fr, es, it, nl, pt, pl, ja, zh }

/** Month by word, over all languages: no word names two different months (a test says so). */
export const MONTH_BY_WORD: ReadonlyMap<string, number> = new Map(
  Object.values(DATE_WORDS).flatMap(({ months }) =>
    months.flatMap((words, i) => words.map((word) => [word, i + 1] as const)),
  ),
)

/** Whether a lower-case word is a unit of time in any language ("3 weeks"). */
export function isTimeUnit(word: string): boolean {
  return TIME_UNITS.has(word)
}

const TIME_UNITS = new Set(
  Object.values(DATE_WORDS).flatMap(({ units }) => Object.values(units).flat()),
)

/** How a locale orders day and month in `03/04/2026` (CLDR 48); null for those that use both or neither. */
export function orderOfLanguage(language: string | null): 'dmy' | 'mdy' | null {
  if (language === null) return null
  const [base = '', ...rest] = language.toLowerCase().split(/[-_]/)
  const region = rest.find((part) => /^[a-z]{2}$/.test(part)) ?? ''
  const locale = region === '' ? base : `${base}-${region}`
  if (locale === 'en-us') return 'mdy'
  if (MIXED.has(locale)) return null
  return DAY_FIRST.has(base) || DAY_FIRST.has(locale) ? 'dmy' : null
}

const DAY_FIRST = new Set(
  'de fr es it nl pt pl ru uk cs sk da nb nn no fi el ro bg hr tr id vi en-gb en-ie en-au en-nz en-in'.split(
    ' ',
  ),
)
/** Locales of day-first languages where month-first or year-first is in use. */
const MIXED = new Set(['es-us', 'es-pr', 'es-pa', 'fr-ca'])
