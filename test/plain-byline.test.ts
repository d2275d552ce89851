import { describe, expect, it } from 'vitest'
import { openDocument } from '../crawlers/document.ts'
import { plainByline } from '../crawlers/plain-byline.ts'
import { pageOf } from './page-of.ts'

function bylineOf(line: string) {
  const html = `<title>A quiet kettle | Notes</title><body><h1>A quiet kettle</h1>${line}<p>The kettle boils a litre of water in three minutes.</p></body>`
  return plainByline(openDocument(pageOf(html)))
}

describe('a byline in plain text beside the heading', () => {
  it.each([
    ['<p>By Anna Berg | March 3, 2024</p>', 'Anna Berg', 'March 3, 2024'],
    ['<small>von Anna Berg am 3. März 2024</small>', 'Anna Berg', '3. März 2024'],
    ['<p>Par Anna Berg le dimanche 3 mars 2024, 17:05</p>', 'Anna Berg', '3 mars 2024, 17:05'],
    ['<p>Text: Anna Berg, Fotos: Tom Lund</p>', 'Anna Berg', null],
    ['<p>5 March 2024 · 3 min · Anna Berg</p>', 'Anna Berg', '5 March 2024'],
    ['<p>5 March 2024 · <a href="/k">Home Kitchen</a></p>', null, '5 March 2024'],
    [
      '<div><p>Par Anna Berg</p><p>Publié le 5 mars 2024 à 14h20</p></div>',
      'Anna Berg',
      '5 mars 2024 à 14h20',
    ],
    ['<dl><dd>Geschrieben von: Anna Berg</dd></dl>', 'Anna Berg', null],
    ['<p>di <b>Anna Berg</b></p>', 'Anna Berg', null],
    ['<p>3 maart 2024 door Anna Berg</p>', 'Anna Berg', '3 maart 2024'],
    [
      '<p><span>Autor: Anna Berg</span> <span>Opublikowano: 3 marca 2024</span></p>',
      'Anna Berg',
      '3 marca 2024',
    ],
    ['<div>Автор: Анна Берг · 3 марта 2024</div>', 'Анна Берг', '3 марта 2024'],
    ['<p>2024-03-03 17:05 文/李小明</p>', '李小明', '2024-03-03 17:05'],
    [
      '<div>Ricetta di <b>Anna Berg</b> del 03-03-2024 [Aggiornata il 05-04-2024]</div>',
      'Anna Berg',
      '03-03-2024',
    ],
    ['<a href="/@anna?source=x">Anna Berg</a><span>Mar 3, 2024</span>', 'Anna Berg', 'Mar 3, 2024'],
  ])('%s', (line, name, date) => {
    expect(bylineOf(line)).toEqual({ name, date })
  })

  it.each([
    '<p>By far the best kettle, as we will see.</p>',
    '<p>By Anna Berg we mean the kettle.</p>',
    '<p>Last updated: 5 April 2024</p>',
    '<a href="/shop/kettles">Copper Kettles</a>',
    '<div class="comments"><p>By Tom Lund | March 4, 2024</p></div>',
  ])('is none in %s', (line) => {
    expect(bylineOf(line)).toBeNull()
  })
})
