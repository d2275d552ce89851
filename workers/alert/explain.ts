import type { AlertQuote, AlertReason } from '../../schema/alert.ts'
import type { MentionText } from '../../schema/rated-mention.ts'
import { grownTerms } from './grown-terms.ts'
import { chooseQuotes } from './quotes.ts'

/**
 * Why a mean fell, in the customers' words: what they mention more often than before, and three of them.
 * @param before mentions of the level before, oldest first
 * @param after mentions since the change, oldest first
 * @param meanBefore mean stars before
 */
export function explain(
  before: readonly MentionText[],
  after: readonly MentionText[],
  meanBefore: number,
): { reasons: AlertReason[]; quotes: AlertQuote[] } {
  const terms = grownTerms(before, after, meanBefore)
  const reasons = terms.map((term) => ({
    reason: term.term,
    before: term.before,
    before_mentions: withText(before),
    after: term.after,
    after_mentions: withText(after),
  }))
  return { reasons, quotes: chooseQuotes(after, terms, meanBefore) }
}

function withText(mentions: readonly MentionText[]): number {
  return mentions.filter((mention) => mention.text !== null).length
}
