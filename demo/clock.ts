import type { Language } from './texts/pools.ts'

export const timeZone = 'Europe/Berlin'
export const secondMs = 1_000
export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

const locales: Record<Language, string> = { en: 'en-GB', de: 'de-DE', fr: 'fr-FR', es: 'es-ES' }

const berlinParts = new Intl.DateTimeFormat('en-CA', {
  timeZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'longOffset',
})

const visibleDates = {
  en: visibleDate('en'),
  de: visibleDate('de'),
  fr: visibleDate('fr'),
  es: visibleDate('es'),
}

function visibleDate(language: Language): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locales[language], { timeZone, dateStyle: 'long' })
}

/** An instant as ISO 8601 with Berlin's offset, to the second: `2026-05-03T14:22:05+02:00`. */
export function toBerlinIso(instantMs: number): string {
  const part = Object.fromEntries(
    berlinParts.formatToParts(instantMs).map(({ type, value }) => [type, value]),
  )
  const offset = part['timeZoneName']?.replace('GMT', '') || '+00:00'
  const day = `${part['year']}-${part['month']}-${part['day']}`
  return `${day}T${part['hour']}:${part['minute']}:${part['second']}${offset}`
}

/** The day a reader of the page in that language sees: `3 May 2026`, `3. Mai 2026`, `3 mai 2026`, `3 de mayo de 2026`. */
export function toVisibleDate(iso: string, language: Language): string {
  return visibleDates[language].format(new Date(iso))
}
