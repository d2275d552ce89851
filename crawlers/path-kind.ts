/** Longer ones are the words of one page. */
const LONGEST_NAME = 16

/**
 * What pages of one kind on a site have in common in their address: the path with `*` for each part that looks as if
 * it were of one page (with digits, with several words, long), and the names in the query.
 * `/item/BZ-20417/aurora-buds?ref=a` → `/item/*` + `/*?ref`.
 */
export function pathKind(url: string): string {
  const { pathname, searchParams } = new URL(url)
  const parts = pathname.split('/').map((part) => (isOfOnePage(part) ? '*' : part))
  const names = [...new Set(searchParams.keys())].sort()
  const query = names.length > 0 ? `?${names.join('&')}` : ''
  return (parts.join('/') + query).slice(0, 500)
}

function isOfOnePage(part: string): boolean {
  return /\d|[-_+.%].*[-_+.%]|[A-Z]{2}/.test(part) || part.length > LONGEST_NAME
}
