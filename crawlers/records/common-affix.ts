const MIN_NAMES = 3
/** Forms of address that Japanese sites write behind every name. */
const HONORIFIC = /(?:さん|サン|様|さま|氏)$/u

/**
 * Names without the words that a page writes before all of them (`Review by Ann`, `Da Giulia`) or the form of address
 * behind each. Labels are in any language; that all names begin with the same words tells them. Fewer than three
 * different names stay as they are.
 */
export function withoutCommonAffix(names: readonly string[]): string[] {
  if (new Set(names).size < MIN_NAMES) return [...names]
  const label = commonLabel(names)
  const bare = names.map((name) => name.slice(label.length))
  const isAddressed = bare.every((name) => HONORIFIC.test(name) && name.length > 2)
  return isAddressed ? bare.map((name) => name.replace(HONORIFIC, '')) : bare
}

/** The whole words, with the space behind them, that all names begin with. */
function commonLabel([first = '', ...others]: readonly string[]): string {
  let label = ''
  for (const [, word = ''] of first.matchAll(/(\S{1,40}\s{1,4})/gu)) {
    const longer = label + word
    const isCommon = others.every(
      (name) => name.startsWith(longer) && isName(name.slice(longer.length)),
    )
    if (!isCommon) break
    label = longer
  }
  return label
}

/** What is left of `Member A` is none. */
function isName(rest: string): boolean {
  return rest.length >= 2
}
