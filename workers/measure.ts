import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel'

/** The parts of the work whose time is measured. */
export type Stage =
  | 'crawl_page'
  | 'process_read'
  | 'process_write'
  | 'alert'
  | 'deliver_webhook'
  | 'deliver_email'

export interface StageTime {
  stage: Stage
  seconds: number
  /** False where the work threw, or where its result says that it failed. */
  isDone: boolean
}

// Whoever measures knows nothing of who listens: without a listener it costs next to nothing.
const CHANNEL = 'earshot.stage'
const stages = channel(CHANNEL)

/** Says how long a stage took, to those of this process who listen. */
export function tellTime(time: StageTime): void {
  if (stages.hasSubscribers) stages.publish(time)
}

/**
 * Does `work` and says how long it took.
 * @param isSuccess for work that does not throw when it fails: whether its result is a success
 */
export async function measure<T>(
  stage: Stage,
  work: () => Promise<T>,
  isSuccess: (result: T) => boolean = () => true,
): Promise<T> {
  const startedAt = performance.now()
  let isDone = false
  try {
    const result = await work()
    isDone = isSuccess(result)
    return result
  } finally {
    tellTime({ stage, seconds: (performance.now() - startedAt) / 1000, isDone })
  }
}

/** Hears of every stage that this process ends from now on; the result ends that. */
export function listenToTimes(listener: (time: StageTime) => void): () => void {
  const onMessage = (time: unknown) => listener(time as StageTime)
  subscribe(CHANNEL, onMessage)
  return () => unsubscribe(CHANNEL, onMessage)
}
