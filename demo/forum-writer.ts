import { type Desk, draw, fill, type Subject } from './desk.ts'
import type { QuestionThread } from './texts/forum-pools.ts'
import { forumPoolsOf, poolsOf } from './texts/of-language.ts'
import type { Tone } from './texts/pools.ts'
import { lowerFirst, ownExperience, uniqueLine } from './writer.ts'

/** What a thread is about. */
export type Topic =
  | { kind: 'question'; question: QuestionThread }
  | { kind: 'experience'; tone: Tone }
  | { kind: 'firmware' }

export interface ForumWriter {
  title: (subject: Subject, topic: Topic) => string
  firstPost: (subject: Subject, topic: Topic) => string
  reply: (subject: Subject, topic: Topic) => string
  officialPost: (subject: Subject, topic: Topic) => string
  thanks: (subject: Subject) => string
}

/** Makes the writer of threads. It shares its desk with the other writer: nothing is written twice. */
export function makeForumWriter(desk: Desk): ForumWriter {
  return {
    title: (subject, topic) => writeTitle(desk, subject, topic),
    firstPost: (subject, topic) => uniqueLine(desk, () => writeFirst(desk, subject, topic)),
    reply: (subject, topic) => uniqueLine(desk, () => writeReply(desk, subject, topic)),
    officialPost: (subject, topic) => uniqueLine(desk, () => writeOfficial(desk, subject, topic)),
    thanks: (subject) =>
      uniqueLine(desk, () => draw(desk, forumPoolsOf[subject.language].thanks, subject)),
  }
}

function writeTitle(desk: Desk, subject: Subject, topic: Topic): string {
  const { experiences, firmware } = forumPoolsOf[subject.language]
  if (topic.kind === 'question') return fill(desk, topic.question.title, subject)
  const titles = topic.kind === 'firmware' ? firmware.titles : experiences.titles[topic.tone]
  return draw(desk, titles, subject)
}

function writeFirst(desk: Desk, subject: Subject, topic: Topic): string {
  const { experiences, firmware } = forumPoolsOf[subject.language]
  if (topic.kind === 'question') return fill(desk, topic.question.text, subject)
  if (topic.kind === 'firmware') return draw(desk, firmware.starts, subject)
  const pools = poolsOf[subject.language]
  const isBad = topic.tone === 'bad'
  const weakPoint = () =>
    `${draw(desk, pools.drawbacks, subject)} ${lowerFirst(ownExperience(desk, pools, subject, false), subject.language)}`
  const report = [
    draw(desk, pools.openings[isBad ? 'bad' : 'good'], subject),
    ownExperience(desk, pools, subject, !isBad),
    ownExperience(desk, pools, subject, !isBad),
  ]
  const paragraphs = [report.join(' '), draw(desk, experiences.prompts, subject)]
  if (topic.tone === 'mixed') paragraphs.splice(1, 0, weakPoint())
  return paragraphs.join('\n\n')
}

function writeReply(desk: Desk, subject: Subject, topic: Topic): string {
  const { experiences, firmware } = forumPoolsOf[subject.language]
  if (topic.kind === 'question') return draw(desk, topic.question.answers, subject)
  if (topic.kind === 'firmware') {
    const reply = draw(desk, firmware.replies, subject)
    return desk.random.chance(0.45) ? `${reply} ${draw(desk, firmware.tails, subject)}` : reply
  }
  const agrees = desk.random.chance(0.6)
  const feelsGood = topic.tone === 'mixed' ? desk.random.chance(0.5) : topic.tone === 'good'
  const opening = draw(desk, agrees ? experiences.agree : experiences.disagree, subject)
  const isGood = agrees ? feelsGood : !feelsGood
  return `${opening} ${ownExperience(desk, poolsOf[subject.language], subject, isGood)}`
}

function writeOfficial(desk: Desk, subject: Subject, topic: Topic): string {
  const { firmware, official } = forumPoolsOf[subject.language]
  if (topic.kind === 'question') return fill(desk, topic.question.official, subject)
  return draw(desk, topic.kind === 'firmware' ? firmware.official : official, subject)
}
