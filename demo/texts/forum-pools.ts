import type { Sentences, Tone } from './pools.ts'

/** What people write in the forum, in one language; slots and alternatives are those of pools.ts. */
export interface ForumPools {
  /** Threads that ask for help. Their answers fit the question, so they stand together. */
  questions: readonly QuestionThread[]
  /** Threads in which people tell how they fare with a product. */
  experiences: {
    titles: Record<Tone, Sentences>
    /** The end of a thread's first post. */
    prompts: Sentences
    agree: Sentences
    disagree: Sentences
  }
  /** The thread on the firmware update that kills the battery. */
  firmware: {
    titles: Sentences
    starts: Sentences
    replies: Sentences
    /** Second sentences of replies. */
    tails: Sentences
    official: Sentences
  }
  /** What the one who asked says in the end. */
  thanks: Sentences
  /** What the company says in threads of experiences. */
  official: Sentences
  /** What stands below all posts of a member, and is about no post. */
  signatures: Sentences
}

export interface QuestionThread {
  /** The products that the question makes sense for; empty when any will do. */
  productIds: readonly string[]
  title: string
  text: string
  answers: Sentences
  /** The company's own answer. */
  official: string
}
