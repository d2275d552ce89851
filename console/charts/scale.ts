const LEFT = 3
const RIGHT = 97

/** Where stars (1–5) stand on a horizontal scale, as a percentage of its width with room for the marks. */
export function starsX(stars: number): string {
  return at((stars - 1) / 4)
}

/** Where the middle of the `index`-th of `of` equal slots stands. */
export function slotX(index: number, of: number): string {
  return at((index + 0.5) / of)
}

function at(share: number): string {
  return `${(LEFT + share * (RIGHT - LEFT)).toFixed(2)}%`
}
