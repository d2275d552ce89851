import type { Selectors } from '../config/selectors.ts'
import type { Problem } from '../schema/problem.ts'
import type { RawAggregate, RawItem } from '../schema/raw-item.ts'
import type { Document } from './document.ts'

/** How sure an adapter is that a page is of its kind, 0–1, and by what. */
export interface Detection {
  confidence: number
  why: string
}

/** What one adapter saw on a page. Pure: no network, clock or database. */
export interface Reading {
  items: RawItem[]
  aggregates: RawAggregate[]
  /** Absolute addresses of pages that continue or detail this one (pagination, feed entries, comment pages). */
  next: string[]
  problems: Problem[]
}

/** What a person configured for the source of a page. */
export interface AdapterConfig {
  selectors: Selectors | null
}

/**
 * Code for a kind of site. One file in `crawlers/adapters/` exports one as `adapter`; nothing else is
 * edited to add it (crawlers/registry.ts reads the folder).
 */
export interface Adapter {
  /** kebab-case, the file's name. */
  name: string
  /** What it reads, in a few words for people who know no markup: `preview` says so. At most 40 characters. */
  plainName: string
  /** What it recognises, for `earshot adapters`. */
  recognises: string
  /** Live sites that it was tried on, as a sentence; null when it was tried on saved pages only. */
  triedLive: string | null
  /**
   * Adapters that say less of the pages of this kind, and under other ids: where this one recognises a page, they are
   * left out. Forum engines mark their posts up in ways that change with each version.
   */
  replaces?: readonly string[]
  /** What it names as `next` is all: other links that look like pages lead to the same once more. */
  namesAllPages?: true
  /** Null when the page is not of its kind. Cheap: it runs on every page. */
  detect(document: Document, config?: AdapterConfig): Detection | null
  read(document: Document, config?: AdapterConfig): Reading
}
