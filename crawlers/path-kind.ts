/** The first part of a path names a department of the site, the others a page, unless they are single words. */
const OF_ONE_PAGE_FIRST = /\d|.{25}/
const OF_ONE_PAGE = /[-_.%~\d]|[A-Z]{2}|.{17}/

/**
 * What pages of one kind on a site have in common in their address: the path with `*` for each part that looks as if
 * it were of one page (an id, several words, a long one), and the names in the query: `/item/BZ-20417/buds-2?ref=a`
 * is of the kind that is `/item`, two such parts and `?ref`.
 */
export function pathKind(url: string): string {
  const { pathname, searchParams } = new URL(url)
  const [first = '', ...others] = pathname.slice(1).split('/')
  const parts = [
    OF_ONE_PAGE_FIRST.test(first) ? '*' : first,
    ...others.map((part) => (OF_ONE_PAGE.test(part) ? '*' : part)),
  ]
  const names = [...new Set(searchParams.keys())].sort()
  const query = names.length > 0 ? `?${names.join('&')}` : ''
  return `/${parts.join('/')}${query}`.slice(0, 500)
}
