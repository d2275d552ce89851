/**
 * A GTIN (8, 12, 13 or 14 digits; hyphens and spaces allowed) as 14 digits; null when its check digit is
 * wrong or it is all zeros. GS1 General Specifications, 7.9: weights 3 and 1 from the right.
 */
export function normalizeGtin(text: string): string | null {
  const digits = text.replace(/^(?:gtin|ean|upc|isbn)[-\s:]*/i, '').replace(/[\s-]/g, '')
  if (!/^(?:\d{8}|\d{12,14})$/.test(digits)) return null
  const gtin = digits.padStart(14, '0')
  return hasValidCheckDigit(gtin) && /[1-9]/.test(gtin) ? gtin : null
}

function hasValidCheckDigit(gtin14: string): boolean {
  const sum = [...gtin14].reduce(
    (total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1),
    0,
  )
  return sum % 10 === 0
}
