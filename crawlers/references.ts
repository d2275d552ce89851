import { isThing, type Thing } from './thing.ts'

/**
 * Puts the thing itself where another only names it by `@id`, in the whole page: blocks refer to each other. A
 * thing at the top gets the one that names it as parent, so a review that a product refers to is the product's.
 * @returns the things without the bare references
 */
export function resolveReferences(things: Thing[]): Thing[] {
  const targets = new Map<string, Thing>()
  for (const thing of things) {
    if (thing.id === null || isReference(thing)) continue
    const known = targets.get(thing.id)
    if (known === undefined || thing.properties.size > known.properties.size) {
      targets.set(thing.id, thing)
    }
  }
  const targetOf = (thing: Thing) =>
    isReference(thing) && thing.id !== null ? targets.get(thing.id) : undefined
  for (const thing of things) {
    for (const [property, values] of thing.properties) {
      values.forEach((value, i) => {
        const target = isThing(value) ? targetOf(value) : undefined
        if (target === undefined || target === thing) return
        values[i] = target
        if (target.parent === null && !isBelow(thing, target)) target.parent = { thing, property }
      })
    }
  }
  return things.filter((thing) => targetOf(thing) === undefined)
}

function isReference(thing: Thing): boolean {
  return thing.properties.size === 0
}

/** Chains of parents stay short, and must not close to a circle. */
function isBelow(thing: Thing, top: Thing): boolean {
  let up: Thing | undefined = thing
  for (let steps = 0; up !== undefined && steps < 100; steps++) {
    if (up === top) return true
    up = up.parent?.thing
  }
  return up !== undefined
}
