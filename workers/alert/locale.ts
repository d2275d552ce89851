/** The language as Intl takes it; undefined for null and for what a site made up. */
export function localeOf(language: string | null): string | undefined {
  try {
    return language === null ? undefined : Intl.getCanonicalLocales(language)[0]
  } catch {
    return undefined
  }
}
