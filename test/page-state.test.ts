import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Adapter } from '../crawlers/adapter.ts'
import { openDocument } from '../crawlers/document.ts'
import { extract } from '../crawlers/extract.ts'
import { emptyListOf, wallOf } from '../crawlers/page-state.ts'
import { loadRegistry } from '../crawlers/registry.ts'
import { projectRoot } from '../schema/project-root.ts'
import { pageOf } from './page-of.ts'

const PAGES = join(projectRoot, '..', 'shared', 'data', 'pages')
const isHere = existsSync(PAGES)
const suffix = isHere ? '' : ' (not run: needs ../shared/data)'

let registry: Adapter[] = []
beforeAll(async () => {
  registry = await loadRegistry()
})

const PROSE = 'The lamp gives a warm light and the switch is where the hand expects it to be. '

/** A page of a shop with its menus around what is given. */
function shell(title: string, main: string): string {
  return `<!doctype html><html><head><title>${title}</title></head><body>
    <header><a href="/">Lumen</a></header>
    <nav><a href="/lamps">Lamps</a> <a href="/login">Log in</a> <a href="/help">Maintenance and help</a></nav>
    <main>${main}</main><footer><a href="/privacy">Privacy</a> ${PROSE.repeat(10)}</footer></body></html>`
}

function stateOf(html: string): string | null {
  const document = openDocument(pageOf(html))
  return wallOf(document)?.code ?? emptyListOf(document)?.code ?? null
}

describe('a page that was not found', () => {
  it.each([
    ['Page not found | Lumen', '<p>Try the search.</p>'],
    ['404', '<h1>Oops!</h1>'],
    ['Lumen', '<h1>404 - Page Not Found</h1>'],
    ['Lumen', "<h1>Sorry, we couldn't find that page</h1>"],
    ['Lumen', '<h1>This page no longer exists</h1>'],
    ['Error 404 – Lumen', ''],
    ['Seite nicht gefunden – Lumen', ''],
    ['Lumen', '<h1>Die Seite wurde nicht gefunden</h1>'],
    ['Page introuvable | Lumen', ''],
    ['Lumen', "<h1>Cette page n'existe plus</h1>"],
    ['Lumen', '<h1>Página no encontrada</h1>'],
    ['Lumen', '<h1>Pagina non trovata</h1>'],
    ['Lumen', '<h1>Pagina niet gevonden</h1>'],
    ['Lumen', '<h1>Página não encontrada</h1>'],
    ['Lumen', '<h1>Strona nie została znaleziona</h1>'],
    ['Lumen', '<h1>お探しのページが見つかりません</h1>'],
    ['Lumen', '<h1>您访问的页面不存在</h1>'],
    ['Страница не найдена', ''],
  ])('is a soft 404: %s, %s', (title, main) => {
    expect(stateOf(shell(title, main))).toBe('soft_404')
  })

  it('is one also beside things that the shop recommends', () => {
    expect(stateOf(shell('Page not found', `<p>${PROSE.repeat(30)}</p>`))).toBe('soft_404')
  })

  it.each([
    'Page',
    'Lamp 404',
    'How we found the 404 bulb',
    'Lost and found',
    'Product',
    'La page',
  ])('is not one that is called %s', (title) => {
    expect(stateOf(shell(title, `<h1>${title}</h1><p>${PROSE}</p>`))).toBeNull()
  })
})

describe("a robot's check", () => {
  it.each([
    [
      '<title>Just a moment...</title><h1>shop.example</h1><p>Verifying you are human.</p><div id="challenge-form"></div>',
    ],
    [
      '<title>Attention Required! | Cloudflare</title><h1>One more step</h1><p>Please complete the security check</p><div class="h-captcha"></div>',
    ],
    [
      '<form action="/errors/validateCaptcha"><h4>Enter the characters you see below</h4><input name="field-keywords"></form>',
    ],
    [
      '<form action="/errors/validateCaptcha"><h4>Geben Sie die angezeigten Zeichen im Bild ein:</h4></form>',
    ],
    [
      '<title>shop.example</title><p>Please enable JS and disable any ad blocker</p><script src="https://ct.captcha-delivery.com/c.js"></script>',
    ],
    [
      '<title>Access to this page has been denied</title><div id="px-captcha"></div><p>Press &amp; Hold to confirm you are a human</p>',
    ],
    [
      '<title>Pardon Our Interruption</title><p>Something about your browser made us think you were a bot.</p>',
    ],
    ['<title>Robot or human?</title><p>Activate and hold the button</p>'],
    ['<body><iframe src="/_Incapsula_Resource?SWUDNSAI=1"></iframe></body>'],
    [
      '<title>Sicherheitsüberprüfung</title><p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>',
    ],
    [
      "<title>Vérification</title><p>Confirmez que vous n'êtes pas un robot.</p><div class='g-recaptcha'></div>",
    ],
    ['<p>Marca la casilla: no soy un robot</p>'],
    ['<p>Conferma: non sono un robot</p>'],
    ['<p>Bevestig: ik ben geen robot</p>'],
    ['<p>Confirme: não sou um robô</p>'],
    ['<p>Potwierdź: nie jestem robotem</p>'],
    ['<p>ロボットではないことを確認してください</p>'],
    ['<title>安全验证</title><p>请完成验证以继续访问</p>'],
    ['<div class="g-recaptcha" data-sitekey="x"></div>'],
  ])('is a captcha: %s', (html) => {
    expect(stateOf(`<html><body>${html}</body></html>`)).toBe('captcha')
  })

  it('is not the one on the form for comments', () => {
    const form =
      '<form><textarea></textarea><div class="g-recaptcha" data-sitekey="x"></div></form>'
    expect(stateOf(shell('Lamp', `<h1>Lamp</h1><p>${PROSE.repeat(20)}</p>${form}`))).toBeNull()
  })
})

describe('a page that is closed', () => {
  it.each([
    [
      "<title>Access Denied</title><h1>Access Denied</h1><p>You don't have permission to access this server. Reference #18.1</p>",
    ],
    ['<title>Sorry, you have been blocked</title><p>Ray ID</p>'],
    ['<h1>403 Forbidden</h1><hr><center>nginx</center>'],
    ['<h1>Zugriff verweigert</h1>'],
    ['<h1>Accès refusé</h1>'],
    ['<h1>Acceso denegado</h1>'],
    ['<h1>Accesso negato</h1>'],
    ['<h1>Toegang geweigerd</h1>'],
    ['<h1>Acesso negado</h1>'],
    ['<h1>Odmowa dostępu</h1>'],
    ['<h1>アクセスが拒否されました</h1>'],
    ['<h1>访问被拒绝</h1>'],
  ])('is blocked: %s', (html) => {
    expect(stateOf(`<html><body>${html}</body></html>`)).toBe('blocked')
  })
})

describe('a page that is shown elsewhere, to others, or no more', () => {
  it.each([
    ['region_block', '<p>This content is not available in your country.</p>'],
    ['region_block', '<h1>Dieser Inhalt ist in Ihrer Region nicht verfügbar</h1>'],
    ['rate_limited', '<title>429 Too Many Requests</title><h1>429 Too Many Requests</h1>'],
    ['rate_limited', '<h1>访问过于频繁，请稍后再试</h1>'],
    ['age_gate', '<h1>Are you of legal drinking age?</h1><button>Yes</button>'],
    ['age_gate', '<h2>Sind Sie über 18 Jahre alt?</h2>'],
    ['parked', '<h1>This domain is for sale!</h1><p>Price: $2,500</p>'],
    ['parked', '<p>Diese Domain steht zum Verkauf</p>'],
    ['default_page', '<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1>'],
    ['app_wall', '<h1>Continue in the app</h1>'],
    ['needs_scripts', '<noscript>Please enable JavaScript.</noscript><script src="a.js"></script>'],
    ['needs_scripts', '<h1>Your browser is not supported</h1>'],
    ['maintenance', '<title>Service Unavailable</title><p>HTTP Error 503.</p>'],
  ])('is named %s: %s', (code, html) => {
    expect(stateOf(`<html><body>${html}</body></html>`)).toBe(code)
  })

  it.each([
    'This product is no longer available.',
    'Dieser Artikel ist leider nicht mehr verfügbar',
    'Ce produit n’est plus disponible à la vente',
    'この商品は販売を終了しました。',
    '该商品已下架',
  ])('sold something that is gone: %s', (words) => {
    const main = `<h1>Lamp</h1><p>${words}</p><p>Other lamps</p><span>€ 49,90</span>`
    expect(stateOf(shell('Lamp', main))).toBe('unavailable')
  })

  it('shows the beginning of what others pay for', () => {
    const main = '<h1>Lamps in trouble</h1><p>A bad year.</p><h2>Subscribe to continue reading</h2>'
    expect(stateOf(shell('Lamps in trouble', main))).toBe('paywall')
  })

  it.each([
    ['a product whose stock ran out', '<p>Currently unavailable</p>'],
    ['a product of which one colour is gone', '<p>Red: no longer available</p><p>€ 49</p>'],
    ['goods for adults', '<p>You must be 18 or older to buy this.</p><p>€ 9</p>'],
    ['a product beside a box to log in', '<h2>Sign in</h2><input type="password"><p>€ 49</p>'],
    ['a news item', '<ul><li><a href="/1">Shop down for maintenance on Sunday</a></li></ul>'],
    ['a form to write to us', '<textarea></textarea><div class="g-recaptcha"></div>'],
  ])('is not %s', (_, main) => {
    expect(stateOf(shell('Lamp', `<h1>Lamp</h1><p>${PROSE}</p>${main}`))).toBeNull()
  })

  it.each(['Are you human?', 'Access denied', 'You have been blocked', 'Too many requests'])(
    'is not a dated article called "%s"',
    (title) => {
      const text = `<h1>${title}</h1><time datetime="2026-03-01">1 March</time><p>${PROSE.repeat(3)}</p>`
      expect(stateOf(shell(title, text))).toBeNull()
    },
  )
})

describe('a page for those who log in', () => {
  const form = '<form><input name="user"><input type="password"><button>OK</button></form>'
  it.each([
    ['Log in | Forum', `<h1>Log in</h1>${form}`],
    ['Forum', `<p>You must be logged in to view this page.</p>${form}`],
    ['Forum', `<h1>Anmelden</h1>${form}`],
    ['Forum', `<p>Sie müssen sich anmelden, um diese Seite zu sehen.</p>`],
    ['Forum', `<h1>Connexion</h1>${form}`],
    ['Forum', `<p>Vous devez être connecté pour voir cette page.</p>`],
    ['Foro', `<p>Debes iniciar sesión para ver esta página.</p>`],
    ['Foro', `<h1>Iniciar sesión</h1>${form}`],
    ['Forum', `<p>Devi effettuare il login per vedere questa pagina.</p>`],
    ['Forum', `<p>Je moet ingelogd zijn.</p>`],
    ['Forum', `<p>Faça login para continuar.</p>`],
    ['Forum', `<p>Musisz być zalogowany, aby zobaczyć tę stronę.</p>`],
    ['フォーラム', `<h1>ログイン</h1>${form}`],
    ['论坛', `<p>请先登录后查看</p>`],
  ])('is a login wall: %s, %s', (title, main) => {
    expect(stateOf(shell(title, main))).toBe('login_wall')
  })

  it('is not one that says much beside a form to log in', () => {
    expect(stateOf(shell('Lamps', `<h1>Lamps</h1><p>${PROSE.repeat(20)}</p>${form}`))).toBeNull()
  })

  it('is not one that only offers to log in', () => {
    expect(stateOf(shell('Lamps', `<h1>Lamps</h1><p>${PROSE}</p>`))).toBeNull()
  })
})

describe('a page that asks for consent first', () => {
  const buttons = (agree: string) => `<button>${agree}</button><button>More</button>`
  it.each([
    ['Before you continue', 'Accept all'],
    ['Bevor Sie fortfahren', 'Alle akzeptieren'],
    ['Wir brauchen: Zustimmung erforderlich', 'Zustimmen'],
    ['Avant de continuer', 'Tout accepter'],
    ['Antes de continuar', 'Aceptar todo'],
    ['Prima di continuare', 'Accetta tutto'],
    ['Voordat je verdergaat', 'Alles accepteren'],
    ['Antes de continuar', 'Aceitar tudo'],
    ['Zanim przejdziesz dalej', 'Zaakceptuj wszystko: akceptuję'],
    ['続行する前に', 'すべて同意'],
    ['继续之前', '全部接受'],
  ])('is a consent page: %s', (heading, agree) => {
    const html = `<html><body><h1>${heading}</h1><p>${PROSE.repeat(8)}</p>${buttons(agree)}</body></html>`
    expect(stateOf(html)).toBe('consent')
  })

  it('is not one with a banner over what it says', () => {
    const banner = `<div id="banner"><h2>We value your privacy</h2><p>Cookies.</p>${buttons('Accept')}</div>`
    expect(stateOf(shell('Lamp', `${banner}<h1>Lamp</h1><p>${PROSE.repeat(5)}</p>`))).toBeNull()
  })
})

describe('a site that is away', () => {
  it.each([
    "We'll be back soon",
    'Down for maintenance',
    'Scheduled maintenance in progress',
    'Wartungsarbeiten',
    'Unser Shop ist vorübergehend nicht erreichbar',
    'Site en maintenance',
    'Estamos en mantenimiento',
    'Sito in manutenzione',
    'Wegens onderhoud gesloten',
    'Site em manutenção',
    'Przerwa techniczna',
    'ただいまメンテナンス中です',
    '系统正在维护中',
    'Ведутся технические работы',
  ])('is in maintenance: %s', (heading) => {
    expect(stateOf(shell('Lumen', `<h1>${heading}</h1><p>${PROSE}</p>`))).toBe('maintenance')
  })

  it('is not an article on the subject', () => {
    const text = `<h1>What we learned from scheduled maintenance</h1><p>${PROSE.repeat(30)}</p>`
    expect(stateOf(shell('Scheduled maintenance', text))).toBeNull()
  })
})

describe('a page on which no one has said anything yet', () => {
  it.each([
    'There are no reviews yet.',
    'No customer reviews',
    'Be the first to <a href="#r">review this product</a>!',
    'Noch keine Bewertungen vorhanden',
    'Für diesen Artikel liegen keine Bewertungen vor.',
    "Aucun avis pour l'instant",
    'Il n’y a pas encore d’avis.',
    'Todavía no hay opiniones',
    'Sé el primero en dejar una reseña',
    'Non ci sono ancora recensioni',
    'Er zijn nog geen beoordelingen',
    'Ainda não há avaliações',
    'Seja o primeiro a avaliar este produto',
    'Brak opinii o produkcie',
    'Bądź pierwszy i dodaj opinię',
    'まだレビューはありません',
    'この商品のレビューはありません',
    '暂无评价',
    'Отзывов пока нет',
    'Inga recensioner ännu',
  ])('is an empty list: %s', (words) => {
    const main = `<h1>Lamp</h1><p>${PROSE.repeat(30)}</p><section><h2>*</h2><p>${words}</p></section>`
    expect(stateOf(shell('Lamp', main))).toBe('empty_list')
  })

  it.each([
    'Be the first to know about our offers',
    'Be the first to say whether this review was helpful',
    'No returns on opened bulbs',
    'Not yet in your basket',
    'Keine Lieferung an Packstationen',
  ])('is not one that says: %s', (words) => {
    expect(stateOf(shell('Lamp', `<h1>Lamp</h1><p>${words}</p>`))).toBeNull()
  })
})

describe('extract', () => {
  const codes = (html: string) =>
    extract(pageOf(html), { registry }).problems.map(({ code }) => code)
  const review =
    '<script type="application/ld+json">{"@context":"https://schema.org","@type":"Review","author":"Ann","reviewBody":"Good light.","reviewRating":{"ratingValue":"4"}}</script>'

  it('names the state of a page without statements', () => {
    expect(codes(shell('Page not found', ''))).toEqual(['soft_404'])
    expect(codes(shell('Lamp', '<h1>Lamp</h1><p>No reviews yet</p>'))).toEqual(['empty_list'])
  })

  it('names none where something is said, whatever the page says of itself', () => {
    expect(codes(shell('Page not found', `<p>No reviews yet</p>${review}`))).toEqual([])
  })

  it('does not call a list empty of which an aggregate counts ratings', () => {
    const aggregate = (count: number) =>
      `<script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"Lamp","aggregateRating":{"ratingValue":"4","ratingCount":"${count}"}}</script><p>No reviews yet</p>`
    expect(codes(shell('Lamp', aggregate(12)))).toEqual([])
    expect(codes(shell('Lamp', aggregate(0)))).toEqual(['empty_list'])
  })
})

it('the state of a huge page is told in bounded time', () => {
  const rows = Array.from(
    { length: 100_000 },
    (_, i) => `<li><span>be the first no ${i}</span></li>`,
  )
  const document = openDocument(pageOf(`<ul>${rows.join('')}</ul>${'<div>x'.repeat(500)}`))
  expect(document.root.children.length).toBeGreaterThan(0)
  const started = performance.now()
  wallOf(document)
  emptyListOf(document)
  expect(performance.now() - started).toBeLessThan(3000)
})

describe.skipIf(!isHere)(`saved pages${suffix}`, () => {
  it('are what they should be', () => {
    const walls = htmlFiles(PAGES).flatMap((file) => {
      const bytes = readFileSync(file)
      const body = file.endsWith('.gz') ? gunzipSync(bytes) : bytes
      const wall = wallOf(openDocument(pageOf(body)))
      return wall === null ? [] : [`${file}: ${wall.code}`]
    })
    expect(walls).toEqual([])
  })
})

function htmlFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return htmlFiles(path)
    return /\.html(?:\.gz)?$/.test(name) && !name.startsWith('expected') ? [path] : []
  })
}
