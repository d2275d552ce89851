import { describe, expect, it } from 'vitest'
import { isHarmfulLink } from '../crawlers/harmful-link.ts'

describe('an address that acts', () => {
  it.each([
    '/sepet/ekle/5',
    '/cikis',
    '/kommentar/5/ta-bort',
    '/kommentar/5/slet',
    '/log-ud',
    '/kosik/pridat/5',
    '/komentar/5/smazat',
    '/kommentarij/udalit/5',
    '/dodaj-do-koszyka/5',
    '/wishlist/index/add/product/5',
    '/bbs/delete.php?no=5',
    '/report/5',
    '/l%C3%B6schen/5',
  ])('is harmful: %s', (path) => {
    expect(isHarmfulLink(`https://shop.example${path}`)).toBe(true)
  })

  it.each([
    '/brands/block',
    '/books/report/',
    '/news/ban',
    '/blog/how-to-cancel-a-subscription',
    '/compare/kettle-a-vs-kettle-b',
    '/watch?v=5',
    '/cart-bikes/5',
    '/%E0%A4%A',
  ])('is not: %s', (path) => {
    expect(isHarmfulLink(`https://shop.example${path}`)).toBe(false)
  })
})
