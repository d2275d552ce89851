import { html } from 'hono/html'
import { absoluteUrl } from '../../crawlers/web-address.ts'
import type { AlertEventType, AlertQuote, AlertReason } from '../../schema/alert.ts'
import type { AlertMessage } from '../alert/alert-message.ts'

/** What a person reads. The subject is one line; all collected text is escaped in `html`. */
export interface EmailContent {
  subject: string
  text: string
  html: string
}

/** Longer ones are cut by mail programs anyway. */
const MAX_NAME = 120

/** Writes a message about an alert as an e-mail: the sentence, the numbers, the reasons, the quotes. */
export async function alertEmail(
  type: AlertEventType,
  message: AlertMessage,
): Promise<EmailContent> {
  const subject = subjectOf(type, message)
  return { subject, text: textOf(message), html: await htmlOf(subject, message) }
}

function subjectOf(type: AlertEventType, { product, from, to, recovery }: AlertMessage): string {
  const name = oneLine(product.name, MAX_NAME)
  const fall = `${name} fell from ${stars(from)} to ${stars(to)}`
  if (type === 'alert.opened') return `Rating drop: ${fall}`
  if (type === 'alert.updated') return `Rating drop, update: ${fall}`
  if (recovery) return `Rating recovered: ${name} is back at ${stars(recovery.level)}`
  return `Rating drop closed: ${name}`
}

/** One line of the numbers' table. */
interface Level {
  label: string
  stars: string
  ratings: number
}

function levelsOf({ from, to, counts, recovery }: AlertMessage): Level[] {
  const levels = [
    { label: 'Before', stars: stars(from), ratings: counts.before },
    { label: 'Since the drop', stars: stars(to), ratings: counts.after },
  ]
  if (!recovery) return levels
  return [...levels, { label: 'Now', stars: stars(recovery.level), ratings: recovery.ratings }]
}

function changeLine({ change, interval: [low, high] }: AlertMessage): string {
  return `Change ${signed(change)} stars (95 % interval ${signed(low)} to ${signed(high)})`
}

function reasonLine({ before, before_mentions, after, after_mentions }: AlertReason): string {
  return `in ${after} of ${after_mentions} mentions, before in ${before} of ${before_mentions}`
}

function quoteLine({ stars: given, day }: AlertQuote): string {
  const number = Number.isInteger(given) ? String(given) : given.toFixed(1)
  const unit = given === 1 ? 'star' : 'stars'
  return day === null ? `${number} ${unit}` : `${number} ${unit}, ${day}`
}

const WHY =
  'You get this because your address is one of the recipients in the sources.yaml of Earshot.'

// Plain text ------------------------------------------------------------------------------------

function textOf(message: AlertMessage): string {
  const levels = levelsOf(message).map(
    (level) =>
      `  ${level.label.padEnd(16)}${level.stars.padStart(4)} stars ${count(level.ratings)}`,
  )
  const reasons = message.reasons.map((one) => `- ${oneLine(one.reason)}: ${reasonLine(one)}`)
  const quotes = message.quotes.map((one) => {
    const link = one.url === null ? null : absoluteUrl(one.url, null)
    return [`"${oneLine(one.quote)}"`, `  ${quoteLine(one)}`, ...(link ? [`  ${link}`] : [])]
  })
  return [
    [oneLine(message.summary)],
    [...levels, `  ${changeLine(message)}`],
    ...(reasons.length > 0 ? [['Said more often since:', ...reasons]] : []),
    ...quotes,
    ['The alert in the console:', message.url],
    [`-- \n${WHY}`],
  ]
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

// HTML ------------------------------------------------------------------------------------------

// Mail programs drop style sheets, so the styles stand at their elements.
const BODY =
  'margin:0;padding:24px;background:#f4f5f7;color:#1c2430;font:15px/1.5 system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif'
const CARD = 'max-width:600px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px'
const CELL = 'padding:6px 12px 6px 0;text-align:left;border-bottom:1px solid #e3e6ea'
const NUMBER = 'padding:6px 0 6px 12px;text-align:right;border-bottom:1px solid #e3e6ea'
const QUOTE = 'margin:0 0 16px;padding:2px 0 2px 12px;border-left:3px solid #c2410c'
const MUTED = 'color:#5b6675;font-size:13px'

// `html` escapes all that is put into it, and nothing here is marked as safe.
async function htmlOf(subject: string, message: AlertMessage): Promise<string> {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${subject}</title></head>
<body style="${BODY}"><div style="${CARD}">
<h1 dir="auto" style="margin:0 0 8px;font-size:20px">${oneLine(message.product.name)}</h1>
<p dir="auto" style="margin:0 0 16px">${oneLine(message.summary)}</p>
<table role="presentation" cellspacing="0" style="border-collapse:collapse;margin:0 0 8px">
<tr><th style="${CELL}"></th><th style="${NUMBER}">Mean stars</th><th style="${NUMBER}">Ratings</th></tr>
${levelsOf(message).map(
  ({ label, stars: mean, ratings }) =>
    html`<tr><td style="${CELL}">${label}</td><td style="${NUMBER}">${mean}</td><td style="${NUMBER}">${ratings}</td></tr>
`,
)}</table>
<p style="margin:0 0 20px;${MUTED}">${changeLine(message)}</p>
${message.reasons.length > 0 && reasonsHtml(message.reasons)}
${message.quotes.map(quoteHtml)}
<p style="margin:20px 0 0"><a href="${absoluteUrl(message.url, null) ?? ''}">Open the alert in the console</a></p>
<p style="margin:20px 0 0;${MUTED}">${WHY}</p>
</div></body></html>
`
  return String(await page)
}

function reasonsHtml(reasons: readonly AlertReason[]) {
  return html`<h2 style="margin:0 0 4px;font-size:16px">Said more often since</h2>
<ul style="margin:0 0 20px;padding-left:20px">${reasons.map(
    (one) => html`<li><strong><bdi>${oneLine(one.reason)}</bdi></strong> ${reasonLine(one)}</li>`,
  )}</ul>`
}

function quoteHtml(one: AlertQuote) {
  const link = one.url === null ? null : absoluteUrl(one.url, null)
  return html`<blockquote style="${QUOTE}"><span dir="auto" lang="">${oneLine(one.quote)}</span><br>
<span style="${MUTED}">${quoteLine(one)}${
    link !== null && html` · <a href="${link}" rel="noopener noreferrer nofollow">original</a>`
  }</span></blockquote>
`
}

// Values ----------------------------------------------------------------------------------------

/** Without line breaks, other control characters, and those that turn the direction of what follows. */
function oneLine(text: string, maxLength = Number.POSITIVE_INFINITY): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const letters = [...line]
  return letters.length <= maxLength ? line : `${letters.slice(0, maxLength - 1).join('')}…`
}

function stars(value: number): string {
  return value.toFixed(1)
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(1)
  if (text === '0.0') return text
  return value < 0 ? `−${text}` : `+${text}`
}

function count(ratings: number): string {
  return `(${ratings} ${ratings === 1 ? 'rating' : 'ratings'})`
}
