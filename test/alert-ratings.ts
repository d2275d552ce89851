/** Shares of 1, 2, … 5 stars. */
export type Shape = readonly number[]

/** Mean 4.25. */
export const HEALTHY: Shape = [0.05, 0.05, 0.1, 0.2, 0.6]
/** Mean 2.5. */
export const FALLEN: Shape = [0.35, 0.2, 0.2, 0.1, 0.15]

/** `count` independent whole stars, the same for the same seed. */
export function ratingsOf(shape: Shape, count: number, seed: number): number[] {
  const draw = randomOf(seed)
  return Array.from({ length: count }, () => {
    let rest = draw()
    for (const [index, share] of shape.entries()) {
      rest -= share
      if (rest < 0) return index + 1
    }
    return shape.length
  })
}

/** The same stars in another order, the same for the same seed (Fisher–Yates). */
export function shuffled(stars: readonly number[], seed: number): number[] {
  const draw = randomOf(seed)
  const order = [...stars]
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(draw() * (last + 1))
    const moved = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = moved
  }
  return order
}

/** Numbers from 0 to 1 (Park–Miller). */
function randomOf(seed: number): () => number {
  let state = seed * 7919 + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

export function meanOf(stars: readonly number[]): number {
  return stars.reduce((sum, value) => sum + value, 0) / stars.length
}
