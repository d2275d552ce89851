const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** `48.2 MiB` */
export function shownBytes(bytes: number): string {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), UNITS.length - 1)
  return `${(bytes / 2 ** (10 * power)).toFixed(power === 0 ? 0 : 1)} ${UNITS[power]}`
}
