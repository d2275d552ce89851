/** A mention with stars, as one rating of a product's stream. */
export interface RatedMention {
  mention_id: number
  /** When it was published, else when we first saw it. */
  at: Date
  stars: number
}

/** What a mention says, for explaining an alert. */
export interface MentionText {
  mention_id: number
  stars: number
  /** Title, text, pros and cons, a line each; null: only stars, or its text is not kept. */
  text: string | null
  /** BCP 47. */
  language: string | null
  url: string | null
  /** `2026-05-03`, in the company's time zone; null when it is not known to the day. */
  day: string | null
  author_id: number | null
}
