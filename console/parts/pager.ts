import { html } from 'hono/html'
import type { Html } from '../html.ts'
import { count } from '../numbers.ts'

/** A part of a long list. */
export interface Page {
  /** From 1. */
  number: number
  /** Pages in all, at least 1. */
  of: number
  offset: number
  size: number
}

/** The page that was asked for, or the last one where there are fewer. */
export function pageOf(asked: number | undefined, total: number, size: number): Page {
  const of = Math.max(1, Math.ceil(total / size))
  const number = Math.min(asked ?? 1, of)
  return { number, of, offset: (number - 1) * size, size }
}

/** Leads to the neighbouring pages; nothing where there is only one. */
export function pager(page: Page, label: string, hrefFor: (number: number) => string): Html | null {
  if (page.of === 1) return null
  const { number, of } = page
  return html`<nav class="pager" aria-label="${label}">
    ${number > 1 && html`<a rel="prev" href="${hrefFor(number - 1)}">Previous</a>`}
    <span>Page ${count(number)} of ${count(of)}</span>
    ${number < of && html`<a rel="next" href="${hrefFor(number + 1)}">Next</a>`}
  </nav>`
}
