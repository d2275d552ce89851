import type { Product } from './products.ts'

const shapes: Record<string, string> = {
  Headphones:
    '<path d="M110 230v-30a90 90 0 0 1 180 0v30" fill="none" stroke-width="18"/><rect x="92" y="215" width="46" height="84" rx="20"/><rect x="262" y="215" width="46" height="84" rx="20"/>',
  Earbuds:
    '<rect x="120" y="120" width="58" height="58" rx="29"/><rect x="134" y="150" width="24" height="120" rx="12"/><rect x="222" y="120" width="58" height="58" rx="29"/><rect x="242" y="150" width="24" height="120" rx="12"/>',
  Speakers:
    '<rect x="120" y="90" width="160" height="230" rx="36"/><circle cx="200" cy="240" r="48" class="hole"/><circle cx="200" cy="142" r="24" class="hole"/>',
  Watches:
    '<rect x="160" y="60" width="80" height="280" rx="28"/><rect x="128" y="128" width="144" height="144" rx="42"/><circle cx="200" cy="200" r="46" class="hole"/>',
  Lamps:
    '<path d="M120 190l40-90h80l40 90z"/><rect x="193" y="190" width="14" height="110"/><rect x="140" y="296" width="120" height="20" rx="10"/>',
  Charging:
    '<rect x="120" y="110" width="160" height="180" rx="34"/><path d="M212 134l-46 76h32l-12 56 50-80h-34z" class="hole"/>',
}

/** A picture of a product: an SVG of 400 × 400 in a hue of its own. */
export function productImage({ category, productId }: Product): string {
  const hue = (Number(productId.slice(2)) * 47) % 360
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="hsl(${hue} 45% 94%)"/><stop offset="1" stop-color="hsl(${hue} 42% 80%)"/></linearGradient></defs><style>.hole{fill:hsl(${hue} 42% 86%);stroke:none}</style><rect width="400" height="400" fill="url(#g)"/><g fill="hsl(${hue} 28% 28%)" stroke="hsl(${hue} 28% 28%)">${shapes[category] ?? ''}</g></svg>`
}
