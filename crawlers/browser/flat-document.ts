/** As much of a node as {@link flatDocument} needs; it runs in the browser. */
interface Node {
  childNodes: Iterable<Node>
  shadowRoot?: { childNodes: Iterable<Node> } | null
  appendChild(child: Node): void
}
interface Window {
  document: {
    documentElement: Node
    implementation: {
      createHTMLDocument(): {
        importNode(node: Node, isDeep: boolean): Node & { outerHTML: string }
      }
    }
  }
}

/**
 * The document as it stands, with what custom elements hold in their (open) shadow among their children, where a
 * reader of markup finds it. It is copied into a document in which nothing runs. Runs in the page.
 * @returns null when it is longer than `maxLength`
 */
export function flatDocument(maxLength: number): string | null {
  const { document } = globalThis as unknown as Window
  const inert = document.implementation.createHTMLDocument()
  const top = inert.importNode(document.documentElement, false)
  const waiting: [Node, Node][] = [[document.documentElement, top]]
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [from, to] = pair
    for (const child of [...(from.shadowRoot?.childNodes ?? []), ...from.childNodes]) {
      const copy = inert.importNode(child, false)
      to.appendChild(copy)
      waiting.push([child, copy])
    }
  }
  const html = `<!doctype html>${top.outerHTML}`
  return html.length > maxLength ? null : html
}
