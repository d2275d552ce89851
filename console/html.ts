import type { html } from 'hono/html'

/**
 * Markup made by `html` of hono/html. What is put into it is escaped unless it is such markup itself, so
 * nothing here calls `raw`, and attributes always stand in double quotes.
 */
export type Html = ReturnType<typeof html>
