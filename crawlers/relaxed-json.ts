/** A value, or why there is none. */
export type JsonReading = { value: unknown } | { code: 'too_large' | 'bad_json'; message: string }

const MAX_CHARACTERS = 5_000_000
const MAX_REPAIRED_CHARACTERS = 1_000_000
/** JSON.parse takes time that grows with depth squared; no real document comes near. */
const MAX_DEPTH = 200

/**
 * Reads JSON as pages hold it. What JSON.parse refuses is tried once more after a linear repair: comments,
 * CDATA and HTML comment marks, trailing or doubled commas, control characters and false escapes inside
 * strings, `&quot;` for quotes, a closing semicolon, several values in a row (read as an array). Never throws.
 */
export function readJson(source: string): JsonReading {
  if (source.length > MAX_CHARACTERS) {
    return {
      code: 'too_large',
      message: `JSON of more than ${MAX_CHARACTERS} characters is not read`,
    }
  }
  if (depthOf(source) > MAX_DEPTH) {
    return { code: 'too_large', message: `JSON nested deeper than ${MAX_DEPTH} levels is not read` }
  }
  const exact = parsed(source)
  const isDone = 'value' in exact || source.length > MAX_REPAIRED_CHARACTERS
  return isDone ? exact : parsed(repaired(source))
}

function parsed(source: string): JsonReading {
  try {
    return { value: JSON.parse(source) as unknown }
  } catch (error) {
    return { code: 'bad_json', message: error instanceof Error ? error.message : String(error) }
  }
}

/** Counts brackets in strings too: cheap, and never less than the true depth. */
function depthOf(source: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let i = 0; i < source.length; i++) {
    const char = source[i]
    if (inString) {
      if (char === '\\') i++
      else if (char === '"') inString = false
    } else if (char === '"') inString = true
    else if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth)
    else if (char === '}' || char === ']') depth--
  }
  return deepest
}

/** Marks that pages put around or between JSON and that mean nothing. */
const WRAPPING = ['<![CDATA[', ']]>', '-->', '\ufeff', ';']

function repaired(source: string): string {
  const text = source.includes('"') ? source : source.replaceAll('&quot;', '"')
  const out: string[] = []
  let depth = 0
  let values = 0
  let i = 0
  while (i < text.length) {
    const char = text[i] ?? ''
    if (char === '"') {
      const string = repairedString(text, i)
      out.push(string.json)
      i = string.end
      continue
    }
    const skipped = skippedLength(text, i)
    if (skipped > 0) {
      i += skipped
      continue
    }
    if (char === '{' || char === '[') {
      if (depth++ === 0 && values++ > 0 && out.at(-1) !== ',') out.push(',')
    } else if (char === '}' || char === ']') {
      depth--
      if (out.at(-1) === ',') out.pop()
    }
    if (!/\s/.test(char) && !(char === ',' && out.at(-1) === ',')) out.push(char)
    i++
  }
  if (out.at(-1) === ',') out.pop()
  const json = out.join('')
  return values > 1 ? `[${json}]` : json
}

/** The length of a comment or wrapping mark that begins here, else 0. */
function skippedLength(text: string, start: number): number {
  if (text.startsWith('//', start)) return endOf(text, '\n', start) - start
  if (text.startsWith('/*', start)) return endOf(text, '*/', start) - start
  if (text.startsWith('<!--', start)) return htmlCommentLength(text, start)
  return WRAPPING.find((mark) => text.startsWith(mark, start))?.length ?? 0
}

/** A comment of words is skipped; of one that holds the JSON itself only the mark is. */
function htmlCommentLength(text: string, start: number): number {
  const end = text.indexOf('-->', start)
  const isOfWords = end !== -1 && !/[{[]/.test(text.slice(start, end))
  return isOfWords ? end + 3 - start : 4
}

/** Behind a `//` there may stand a CDATA mark's own line end, so the comment ends with the line. */
function endOf(text: string, mark: string, start: number): number {
  const end = text.indexOf(mark, start + 2)
  return end === -1 ? text.length : end + mark.length
}

const ESCAPES = new Set(['"', '\\', '/', 'b', 'f', 'n', 'r', 't'])

/** A string that begins at `start`, made valid. */
function repairedString(text: string, start: number): { json: string; end: number } {
  const out: string[] = ['"']
  let i = start + 1
  for (; i < text.length && text[i] !== '"'; i++) {
    const char = text[i] ?? ''
    if (char === '\\') {
      const next = text[i + 1] ?? ''
      const isEscape = ESCAPES.has(next) || /^u[\da-f]{4}/i.test(text.slice(i + 1, i + 6))
      out.push(isEscape ? `\\${next}` : JSON.stringify(next).slice(1, -1))
      i++
    } else out.push(char < ' ' ? JSON.stringify(char).slice(1, -1) : char)
  }
  out.push('"')
  return { json: out.join(''), end: i + 1 }
}
