import { html } from 'hono/html'
import type { Html } from '../html.ts'

/** A short remark; its colour only repeats what its words say. */
export function badge(text: string, tone: 'quiet' | 'good' | 'warning' | 'bad' = 'quiet'): Html {
  return html`<span class="badge ${tone}">${text}</span>`
}
