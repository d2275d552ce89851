import type { Extraction } from '../../crawlers/extract.ts'
import type { RawValue } from '../../schema/raw-item.ts'

/** An extraction as a person can check it, the `expected.json` of a fixture: values without where they stood. */
export function extractionSummary(extraction: Extraction): unknown {
  const { detected: _, items, aggregates, problems, ...rest } = extraction
  return {
    ...rest,
    items: items.map(({ type, fields, aspects, replies }) => ({
      type,
      ...values(fields),
      ...(aspects.length > 0 ? { aspects: aspects.map(values) } : {}),
      ...(replies.length > 0 ? { replies: replies.map(values) } : {}),
    })),
    aggregates: aggregates.map(({ fields }) => values(fields)),
    problems: problems.map(({ code, where }) => `${code} ${where}`),
  }
}

function values(fields: object): Record<string, string> {
  const entries = Object.entries(fields as Record<string, RawValue>)
  return Object.fromEntries(
    entries.map(([name, { value, html }]) => [name, html ? `html: ${value}` : value]),
  )
}
