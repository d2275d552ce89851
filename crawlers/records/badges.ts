import type { RawFieldName } from '../../schema/raw-item.ts'
import { lineOf } from '../find-elements.ts'
import type { PlacedText } from '../thing.ts'
import { type Outline, sumOver } from './outline.ts'
import type { PageRecord } from './record.ts'

/** A purchase that the site vouches for. */
export const VERIFIED =
  /^(?:✓|✔|☑)?\s?(?:verified|vérifié|achat vérifié|verifizierter? (?:kauf|käufer)|bestätigter kauf|compra verificada|acquisto verificato|geverifieerde aankoop|zakup (?:zweryfikowany|potwierdzony)|amazonで購入)/iu
/** How many found a review helpful. */
export const HELPFUL =
  /(?<!\d\s(?:of|von|sur|de|su|van|z|na|di|av|из)\s)(?<![\d.,])(\d[\d.,]{0,9}|one|eine?|une?|una|um|uma)\s(?:(?:of|von|sur|de|su|van|z|na|di|av|из)\s\d[\d.,]{0,9}\s)?(?:people|persons?|person|users?|customers?|personen|kunden|personnes|personas?|persone|pessoas|osób|osoby|klientów)\s.{0,40}(?:helpful|hilfreich|utile|útil|nützlich|pomocn|przydatn)/iu
const RECOMMENDS =
  /^(?:(?:✓|✔|yes,?|no,?|oui|ja|sí|tak)\s)?(?:(?:i|would|we)\s)?(?:(?:would|do|don't|not)\s)*(?:not\s)?recommend(?:s|ed)?(?:\s(?:this|to)\s.{0,30})?[.!]?$/i

/** What small lines beside a review say of it: bought, found helpful, recommended. */
export function badgesOf(
  record: PageRecord,
  { elements, ink, ends }: Outline,
): Partial<Record<RawFieldName, PlacedText>> {
  const fields: Partial<Record<RawFieldName, PlacedText>> = {}
  for (const i of record.own) {
    const element = elements[i]
    if (element === undefined || sumOver(ink, i, ends[i] ?? i) > 80) continue
    const line = lineOf(element)
    if (line === null) continue
    if (VERIFIED.test(line)) fields.verifiedPurchase ??= { value: line, at: 'badge' }
    const helpful = HELPFUL.exec(line)?.[0]
    if (helpful !== undefined) fields.helpfulCount ??= { value: helpful, at: 'shown votes' }
    if (RECOMMENDS.test(line)) fields.recommends ??= { value: line, at: 'badge' }
  }
  return fields
}
