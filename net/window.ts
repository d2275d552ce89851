/**
 * Whether a moment lies in a daily window.
 * @param window `22:00-06:00`: from the first minute up to, not including, the last; it may pass midnight;
 *   equal ends are the whole day
 * @param timeZone IANA name in which the window is meant
 */
export function isInWindow(moment: Date, window: string, timeZone: string): boolean {
  const [from = '', to = ''] = window.split('-')
  if (from === to) return true
  const time = wallClock(moment, timeZone)
  return from < to ? from <= time && time < to : time >= from || time < to
}

function wallClock(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(moment)
}
