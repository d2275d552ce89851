/** As much of a window as {@link documentSizeIn} needs; it runs in the browser. */
interface Window {
  document: {
    getElementsByTagName(name: string): { length: number }
    body: { textContent: string | null } | null
  }
  setTimeout(work: () => void, ms: number): void
}

/** How much stands in the document after a while, in elements and letters. Runs in the page. */
export function documentSizeIn(ms: number): Promise<number> {
  const { document, setTimeout } = globalThis as unknown as Window
  const size = () =>
    document.getElementsByTagName('*').length + (document.body?.textContent?.length ?? 0)
  return new Promise((resolve) => {
    setTimeout(() => resolve(size()), ms)
  })
}
