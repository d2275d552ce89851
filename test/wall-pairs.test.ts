import { describe, expect, it } from 'vitest'
import { openDocument } from '../crawlers/document.ts'
import { emptyListOf, wallOf } from '../crawlers/page-state.ts'
import { pageOf } from './page-of.ts'

function wallIn(title: string, body: string): string | null {
  return wallOf(openDocument(pageOf(`<title>${title}</title><body>${body}</body>`)))?.code ?? null
}

describe('a wall in words that no table holds', () => {
  it.each([
    ['soft_404', '<h1>Hoppsan! Sidan finns inte</h1><p>Prova att söka, eller gå vidare.</p>'],
    ['soft_404', '<h1>Well, this is awkward</h1><p>We looked, but this page isn’t here.</p>'],
    ['soft_404', '<p>很抱歉，您要瀏覽的頁面不存在或已被移除</p>'],
    ['captcha', '<h1>Potwierdź, że jesteś człowiekiem</h1><p>Przeciągnij suwak w prawo.</p>'],
    ['captcha', '<p>Devam etmeden önce insan olduğunuzun doğrulanması gerekiyor.</p>'],
    ['blocked', '<h1>Přístup byl zablokován</h1><p>Z vaší adresy přichází podezřelý provoz.</p>'],
    ['rate_limited', '<h1>Превышен лимит запросов</h1><p>Попробуйте позже.</p>'],
    ['maintenance', '<p>Il sito è in fase di aggiornamento e tornerà online a breve.</p>'],
    ['login_wall', '<h1>Ingen åtkomst</h1><p>Du måste vara medlem för att läsa tråden.</p>'],
    ['age_gate', '<h1>Je vám více než 18 let?</h1><button>Ano</button><button>Ne</button>'],
    ['region_block', '<p>Due to the GDPR our site is unavailable to your country.</p>'],
    ['paywall', '<h1>Oljan</h1><p>Priset steg.</p><p>Läs vidare med en prenumeration</p>'],
    ['unavailable', '<h1>Bu ürün artık mevcut değil</h1>'],
    ['parked', '<h1>norvik.example est à vendre</h1>'],
    ['needs_scripts', '<p>Du måste aktivera JavaScript för att använda sidan.</p>'],
  ])('is %s: %s', (code, body) => {
    expect(wallIn('Norvik', body)).toBe(code)
  })
})

describe('a page that only sounds like a wall', () => {
  it.each([
    [
      'that bears such a name',
      'Access Denied (LP)',
      '<h1>Access Denied (LP)</h1><p>Velta Band, 2021, ten songs on black vinyl</p>',
    ],
    [
      'of help',
      'Help',
      '<h1>Why do I see a captcha?</h1><p>Some visitors complete the captcha first.</p>',
    ],
    [
      'that explains itself',
      'How we use cookies',
      `<p>${'We use cookies. '.repeat(40)}</p><button>Accept</button>`,
    ],
    [
      'that keeps a reply',
      'Teas',
      '<h1>Which tea?</h1><p>A mild one.</p><p>You must log in to reply here.</p>',
    ],
    [
      'that keeps its prices',
      'Norvik',
      '<h1>Tee</h1><p>Bitte melden Sie sich an, um Preise zu sehen.</p>',
    ],
    [
      'that does not deliver',
      'Tea',
      '<h1>Tea</h1><p>Currently not available in your region for pickup.</p>',
    ],
    [
      'of its own, whose lines speak of robots',
      'R3 robot',
      '<h1>R3 robot</h1><p>Please check that the robot is dry, and confirm it.</p>',
    ],
    [
      'of something that comes soon',
      'Velta 2',
      '<h1>Velta 2 kettle</h1><p>Coming soon</p><p>It is quieter than the first one.</p>',
    ],
  ])('is none: one %s', (_, title, body) => {
    expect(wallIn(title, body)).toBeNull()
  })
})

describe('what stands beside', () => {
  it('is no price of the page where it is that of free delivery', () => {
    const frame = '<div>Free delivery for orders over € 50</div>'
    expect(wallIn('Norvik', `${frame}<h1>Access denied</h1>`)).toBe('blocked')
    expect(wallIn('Norvik', '<span>€ 49,90</span><h1>Access denied</h1>')).toBeNull()
  })

  it('says nothing of the page where many are counted, or some have reviews', () => {
    const stateOf = (html: string) => emptyListOf(openDocument(pageOf(`<body>${html}</body>`)))
    expect(stateOf('<h1>Kettle</h1><span>0 reviews</span>')?.code).toBe('empty_list')
    expect(stateOf('<h1>Kettles</h1><p>0 reviews</p><p>12 reviews</p>')).toBeNull()
    expect(stateOf(`<h1>Kettles</h1>${'<p>0 reviews</p>'.repeat(6)}`)).toBeNull()
  })
})
