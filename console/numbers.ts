const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const oneDecimal = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
})
const atMostOneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const percents = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 })

/** `1,234` */
export function count(value: number): string {
  return whole.format(value)
}

/** `1 rating`, `1,234 ratings` */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : plural}`
}

/** A mean: `4.3`, `4.0`. */
export function stars(value: number): string {
  return oneDecimal.format(value)
}

/** A single rating: `4`, `4.3`. */
export function rating(value: number): string {
  return atMostOneDecimal.format(value)
}

/** A difference with its sign: `+0.4`, `−1.2`, `0.0`. */
export function signed(value: number): string {
  const text = oneDecimal.format(Math.abs(value))
  if (Number(text) === 0) return text
  return `${value < 0 ? '−' : '+'}${text}`
}

/** A share, 0–1, as `43%`; what is not all is never called 100%, what is something never 0%. */
export function percent(share: number): string {
  if (share > 0.99 && share < 1) return '>99%'
  if (share > 0 && share < 0.01) return '<1%'
  return percents.format(share)
}
