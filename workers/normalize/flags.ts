/** Words for yes and no in the languages that sites use them in. */
const YES = /^(?:true|yes|y|1|ja|oui|s[ií]|sim|tak|はい|是)$/iu
const NO = /^(?:false|no|n|0|nein|non|nee|não|nie|いいえ|否)$/iu

const NEGATED =
  /\b(?:not|n['’]t|never|nicht|kein\w*|pas|no|non|niet|não|nie)\b|n['’]t\b|\bun(?=verified)|ない|不/iu

const RECOMMENDING =
  /recommend|empfehl|empfohl|recommand|recom[ie]+nd|raccomand|consigli|aanbevel|aanraden|recomend|polec|おすすめ|推荐|推薦/iu
const VERIFIED = /verifi|vérifi|geverifieerd|bestätigt|potwierdz|zweryfikow|認証|已购|已購/iu
const INCENTIVIZED =
  /incentiv|free product|product for free|vine|sponsor|promotion|kostenlos|gratuit|gratis|gratuito/iu

/** Yes, no, or null when the word is neither. */
export function parseFlag(text: string): boolean | null {
  const word = text.trim()
  if (YES.test(word)) return true
  return NO.test(word) ? false : null
}

/** `true`, `Yes, I recommend this product`, `Would not recommend`; null when it says neither. */
export function parseRecommends(text: string): boolean | null {
  return parseFlag(text) ?? badge(text, RECOMMENDING)
}

/** `true`, the badge "Verified Purchase", or "unverified"; null when it says neither. */
export function parseVerified(text: string): boolean | null {
  return parseFlag(text) ?? badge(text, VERIFIED)
}

/** `true`, or a badge such as "Received free product"; null when it says neither. */
export function parseIncentivized(text: string): boolean | null {
  return parseFlag(text) ?? badge(text, INCENTIVIZED)
}

function badge(text: string, words: RegExp): boolean | null {
  if (!words.test(text)) return null
  return !NEGATED.test(text)
}
