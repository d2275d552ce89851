import { z } from 'zod'

/** One statement by one author is a mention; this is what kind of statement it is. */
export const mentionType = z.enum(['review', 'question', 'answer', 'post', 'comment', 'article'])
export type MentionType = z.infer<typeof mentionType>

/** Where a source stands towards the company. */
export const channel = z.enum(['own_site', 'marketplace', 'blog', 'community'])
export type Channel = z.infer<typeof channel>
