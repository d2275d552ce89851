/** A collected address that may become a link: http or https only, normalized; else null. */
export function safeLink(url: string | null): string | null {
  if (url === null) return null
  const parsed = URL.parse(url)
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : null
}
