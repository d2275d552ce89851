/** As much of an element as {@link askForMore} needs; it runs in the browser. */
interface Button {
  tagName: string
  textContent: string | null
  getAttribute(name: string): string | null
  closest(selector: string): unknown
  getClientRects(): { length: number }
  click(): void
  earshotPressed?: number
}
interface Window {
  document: {
    querySelectorAll(selector: string): Iterable<Button>
    scrollingElement: { scrollHeight: number; scrollTop: number } | null
  }
  scrollTo(x: number, y: number): void
}

/**
 * Scrolls to the end of the page and presses what says that it shows more of what stands there: "Load more reviews",
 * "Weitere Bewertungen laden", "Afficher plus d’avis", "Ver más opiniones". Links to other pages and parts of forms
 * are left alone. Runs in the page.
 * @returns `waiting`: what would be pressed cannot be now
 */
export function askForMore(): 'pressed' | 'scrolled' | 'waiting' | 'nothing' {
  const { document, scrollTo } = globalThis as unknown as Window
  const words = [
    /^(?:load|show|see|view|read|display)\s+(?:\d+\s+)?(?:more|older|previous|all|full|remaining)\b.{0,40}$/,
    /^more\s+(?:reviews?|ratings?|comments?|answers?|replies|posts|results)$/,
    /^(?:\d+\s+)?(?:weitere|mehr|alle|ältere)\b.{0,40}\b(?:laden|anzeigen|ansehen|zeigen|lesen)$|^weiterlesen$|^mehr (?:bewertungen|rezensionen|kommentare|antworten)$/,
    /^(?:voir|afficher|charger|lire|montrer)\s+(?:plus|davantage|la suite|tous|toutes|les autres)\b.{0,40}$|^plus (?:d['’]avis|de commentaires)$/,
    /^(?:ver|cargar|mostrar|leer)\s+(?:más|mas|todas|todos)\b.{0,40}$|^más (?:opiniones|reseñas|comentarios)$/,
    /^(?:mostra|carica|vedi|leggi)\s+(?:altr[eioa]|di più|tutt[ei])\b.{0,40}$/,
    /^(?:ver|carregar|mostrar|ler)\s+(?:mais|todas|todos)\b.{0,40}$/,
    /^(?:toon|laad|bekijk|lees)\s+(?:meer|alle)\b.{0,40}$/,
  ]
  /** What a press did not take away may be pressed again for the next piece, but not without end. */
  const maxPresses = 40
  const top = document.scrollingElement?.scrollTop
  scrollTo(0, document.scrollingElement?.scrollHeight ?? 0)
  const hasScrolled = document.scrollingElement?.scrollTop !== top
  let hasPressed = false
  let isWaiting = false
  for (const button of document.querySelectorAll('button, [role="button"], a, summary')) {
    const isLink = button.tagName === 'A' || button.tagName === 'a'
    const href = button.getAttribute('href')
    if (isLink && href !== null && !/^(?:#|javascript:)/i.test(href.trim())) continue
    if (button.closest('form, nav, header') !== null || button.getClientRects().length === 0)
      continue
    const text = (button.textContent ?? '').replace(/\s+/g, ' ').trim().toLowerCase()
    if (!words.some((pattern) => pattern.test(text))) continue
    const presses = button.earshotPressed ?? 0
    if (presses >= maxPresses) continue
    if (button.closest('[disabled], [aria-disabled="true"], [aria-busy="true"]') !== null) {
      isWaiting = true
      continue
    }
    button.earshotPressed = presses + 1
    button.click()
    hasPressed = true
  }
  if (hasPressed) return 'pressed'
  if (hasScrolled) return 'scrolled'
  return isWaiting ? 'waiting' : 'nothing'
}
