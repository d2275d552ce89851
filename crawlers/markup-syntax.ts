import type { MarkupElement } from './markup.ts'

/** How a syntax says what microdata, RDFa Lite and microformats all say. */
export interface MarkupSyntax {
  name: 'microdata' | 'rdfa' | 'microformats'
  isThing(element: MarkupElement): boolean
  types(element: MarkupElement): string
  properties(element: MarkupElement): string
  id(element: MarkupElement): string | undefined
  refs(element: MarkupElement): string
  /** What a property that is no thing says, where the syntax has a way of its own to say it. */
  value?(element: MarkupElement): string | undefined
}
