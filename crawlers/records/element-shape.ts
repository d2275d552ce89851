import { isElement, type MarkupElement } from '../markup.ts'
import { remembered } from '../remembered.ts'
import { namesOf } from './outline.ts'

/** The same place in all records of a group: an answer's byline is not at that of what it answers. */
export function placeOf(element: MarkupElement): string {
  let place = shapeOf(element)
  let up = element.parent
  for (let n = 0; n < 2 && up !== null && isElement(up); n++) {
    place = `${shapeOf(up)}>${place}`
    up = up.parent
  }
  return place
}

/** Name and the classes that tell no single one: without digits and what is of one state. */
export function shapeOf({ name, attribs }: MarkupElement): string {
  const classes = attribs['class']
  const made = attribs['itemprop'] ?? attribs['data-hook'] ?? attribs['data-testid']
  const tokens = classes === undefined ? '' : tellingClasses(classes)
  return made === undefined ? name + tokens : `${name}${tokens}.=${made}`
}

const tellingClasses = remembered((classes) =>
  classes
    .split(/\s+/)
    .filter((token) => token !== '' && token.length < 60 && !STATE.test(token))
    .slice(0, 2)
    .map((token) => `.${token.replace(/\d+/g, '')}`)
    .join(''),
)

const STATE =
  /^(?:odd|even|alt|first|last|active|new|unread|online|offline|selected|expanded|collapsed|open|has-|is-|by)|[-_](?:odd|even|old|new|unread)$/i

/** What the makers call an element and the one around it. */
export function namesAround(element: MarkupElement): string {
  const { parent } = element
  return parent !== null && isElement(parent)
    ? `${namesOf(element)} ${namesOf(parent)}`
    : namesOf(element)
}
