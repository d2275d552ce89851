import type { AlertMessage } from '../workers/alert/alert-message.ts'

/** What is told of a drop. */
export const DROP_MESSAGE: AlertMessage = {
  id: 7,
  kind: 'rating_drop',
  product: { id: 3, external_id: 'AB-1', name: 'Aurora Buds' },
  state: 'open',
  summary:
    'Aurora Buds: mean rating fell from 4.5 to 2.8 since 3 May (52 ratings, 95 % interval of the change −1.9 to −1.4)',
  since: '2026-05-03T08:00:00.000Z',
  from: 4.521,
  to: 2.808,
  change: -1.713,
  interval: [-1.93, -1.42],
  confidence: 0.999,
  counts: { before: 140, after: 52 },
  reasons: [
    {
      reason: 'stopped charging',
      before: 0,
      before_mentions: 120,
      after: 20,
      after_mentions: 48,
    },
  ],
  quotes: [
    {
      mention_id: 91,
      stars: 1,
      quote: 'They stopped charging.',
      url: 'https://shop.example/r/91',
      day: '2026-05-20',
    },
    {
      mention_id: 92,
      stars: 2.5,
      quote: 'Nach drei Wochen lädt nichts mehr.',
      url: 'https://shop.example/r/92',
      day: '2026-05-22',
    },
    { mention_id: 93, stars: 2, quote: 'Dead <after> a month & gone', url: null, day: null },
  ],
  url: 'https://earshot.example/alerts/7',
  recovery: null,
}
