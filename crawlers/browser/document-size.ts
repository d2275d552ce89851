/** As much of a document as {@link documentSize} needs; it runs in the browser. */
interface Document {
  getElementsByTagName(name: string): { length: number }
  body: { textContent: string | null } | null
}

/** How much stands in the document, in elements and letters. Runs in the page. */
export function documentSize(): number {
  const { document } = globalThis as unknown as { document: Document }
  return document.getElementsByTagName('*').length + (document.body?.textContent?.length ?? 0)
}
