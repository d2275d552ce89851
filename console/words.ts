/** A name of the database as people read it: `own_site` → `Own site`, `max_pages` → `Max pages`. */
export function words(name: string): string {
  const spaced = name.replaceAll('_', ' ')
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}
