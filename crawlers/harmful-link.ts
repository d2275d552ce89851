/**
 * Words of queries that do something when they are asked for, or end what we are doing. Whole words only:
 * `?q=deleted-scenes` is a page.
 */
const ACTS =
  '(?:add|put)[-_]?to[-_]?(?:cart|basket|bag|wish-?list|favou?rites|compare)|(?:delete|remove|erase|undo|undelete|logout|log[-_]out|signout|sign[-_]out|logoff|unsubscribe|subscribe|unfollow|follow|upvote|downvote|vote|flag|report|like|dislike|unlike|mark[-_]?(?:as[-_]?)?(?:read|spam|helpful|solved)|markread|confirm|cancel|checkout|place[-_]?order|reorder|buy[-_]?now|purchase|donate|ban|block|mute|approve|reject|moderate|impersonate|edit|destroy|trash|untrash|purge|opt[-_]?out|unwatch|bookmark|reply|do_?add|quick[-_]?reply|löschen|loeschen|entfernen|abmelden|abbestellen|melden|supprimer|retirer|se[-_]?deconnecter|deconnexion|desabonner|signaler|eliminar|borrar|quitar|cerrar[-_]?sesion|denunciar|elimina|rimuovi|esci|segnala|verwijderen|uitloggen|afmelden|melden|excluir|remover|sair|usun|wyloguj|zglos)'

/** A parameter whose name or value is such a word. */
const ACTING = new RegExp(
  `[?&;](?:[a-z]{1,20}[-_])?(?:${ACTS})(?:[-_](?:id|item|post|comment|review))?(?:=(?!0(?:&|$)|false|no(?:&|$))|&|$)|[?&;](?:action|act|do|op|task|cmd|command|mode|method|_method|func|function|event|intent|ajax|wc-ajax|mark)=(?:[a-z]{1,20}[-_])?(?:${ACTS}|topics|forums|all|quote|post|buy|add2basket|cart(?:in|add)?|add)(?=[&_-]|$)`,
  'iu',
)

/** Steps of a path that act wherever they end it, or stand before what they act on. Without marks and hyphens. */
const ACTS_ALONE = setOf(
  `logout logoff signout loginout unsubscribe optout delete del remove erase undelete upvote downvote unfollow unlike unwatch
  placeorder reorder buynow wpcommentspost xmlrpc addtocart addtobasket addtobag addtowishlist addtocompare addtofavorites addtofavourites
  abmelden abmeldung ausloggen loschen loeschen entfernen abbestellen deconnexion sedeconnecter desinscription desabonner supprimer
  retirer cerrarsesion desconectar eliminar borrar quitar darsedebaja esci disconnetti rimuovi elimina disiscriviti uitloggen afmelden
  uitschrijven verwijderen sair terminarsessao excluir remover descadastrar wyloguj wylogowanie usun wypisz loggaut taborrt tabort radera
  avregistrera logud loggut slet slett afmeld avmeld odhlasit odhlaseni smazat odstranit odhlasitodber cikis cikisyap oturumukapat kaldir
  vyhod vyjti vyiti udalit otpisatsya salir`,
)

/** Words that are things, too (`/brands/block`): they act beside the number of what they act on. */
const ACTS_ON = setOf(
  `edit vote flag report like dislike follow subscribe bookmark reply quote donate ban block mute approve reject moderate trash untrash
  purge confirm cancel undo markread markspam markhelpful helpful destroy impersonate melden signaler denunciar segnala zglos anmal anmeld
  nahlasit sil sikayet pozhalovatsya dobavit ekle pridat add`,
)

/** A step below these puts something there. */
const CARTS = setOf(
  `cart basket bag wishlist compare productcompare favorites favourites warenkorb merkzettel panier carrito cesta carrello
  winkelwagen winkelmand carrinho koszyk varukorg kundvagn kurv indkobskurv handlekurv kosik sepet korzina izbrannoe`,
)
const PUTS = setOf(
  `add put delete remove update clear dodaj ajouter anadir agregar aggiungi adicionar laggtill lagg laegi leggtil pridat dobavit ekle
  hinzufugen hinzufuegen toevoegen tilfoj tilfoej`,
)
/** `dodaj-do-koszyka`, `sepete-ekle`, `in-den-warenkorb`. */
const PUTS_INTO =
  /^(?:add|put|dodaj|ajouter|anadir|agregar|aggiungi|adicionar|lagg|laeg|legg|vlozit|pridat|dobavit|in)[-_](?:[a-z]{1,4}[-_]){0,2}(?:cart|basket|warenkorb|panier|carrito|cesta|carrello|carrinho|koszyka?|varukorg|kundvagn|kurv|kosiku?|korzinu)$|^sepete[-_]?ekle$/

/** So many steps of a path are looked at. */
const MAX_STEPS = 20

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/))
}

/** Places that are somebody's own: what was ordered, put aside, paid. */
const PRIVATE =
  /\/(?:cart|basket|checkout|logout|orders?(?:[-_]?(?:history|status|tracking))?|my[-_]?orders|purchase[-_]?history|your[-_]?orders|order[-_]?history|account|my[-_]?account|profile\/edit|settings|wishlist|warenkorb|kasse|bestellungen|meine[-_]?bestellungen|mein[-_]?konto|panier|commandes|mes[-_]?commandes|mon[-_]?compte|carrito|pedidos|mis[-_]?pedidos|mi[-_]?cuenta|carrello|ordini|i[-_]?miei[-_]?ordini|winkelwagen|bestellingen|carrinho|meus[-_]?pedidos|koszyk|zamowienia|log-?in|sign-?in|wp-login\.php|wp-admin)(?=[/?;.]|$)/iu
/** Addresses that only send on to another one, which they name. */
const REDIRECTS =
  /\/(?:out|outgoing|exit|redirect|redir|goto|away|link-out|leave|external|clickout|go)(?:\.php|\.aspx?)?\?(?:[^=]{1,20})=(?:https?(?::|%3a)|\/\/|www\.)|[?&](?:url|redirect|redirect_to|redirect_url|returnurl|return_to|goto|target|dest|destination|u|next)=(?:https?(?::|%3a)|%2f%2f|\/\/)/iu

/**
 * Whether asking for an address could change something (delete, vote, log out, put into a cart), or only sends on to
 * another site. Such links are never followed, whatever they are called. Pure.
 */
export function isHarmfulLink(url: string): boolean {
  return ACTING.test(url) || REDIRECTS.test(url) || actsByPath(url)
}

function actsByPath(url: string): boolean {
  const [path = ''] = url.split(/[?#;]/, 1)
  const steps = plain(path)
    .replace(/^[a-z]{1,10}:\/\/[^/]*/, '')
    .split('/')
    .filter((step) => step !== '')
    .slice(0, MAX_STEPS)
    .map((step) => step.replace(/\.(?:php|aspx?|do|html?|jsp|cgi)$/, ''))
  const namesThing = THING.test(url)
  return steps.some((step, i) => {
    const word = step.replace(/[-_]/g, '')
    const next = steps[i + 1]
    if (PUTS_INTO.test(step)) return true
    if (CARTS.has(word))
      return steps.slice(i + 1).some((later) => PUTS.has(later.replace(/[-_]/g, '')))
    const isBesideNumber = [steps[i - 1], next].some((one) => one !== undefined && NUMBER.test(one))
    if (ACTS_ALONE.has(word)) return next === undefined || isBesideNumber
    return ACTS_ON.has(word) && (isBesideNumber || (next === undefined && namesThing))
  })
}

const THING = /[?&;](?:[a-z]{1,10}_?)?(?:id|no|item|post|comment|review|c|p|t)=\d/i
const NUMBER = /^(?:\d{1,20}|[a-z]{0,3}\d[a-z\d-]{0,40})$/

/** Lower case without accents; of an address that cannot be decoded as it stands. */
function plain(path: string): string {
  if (!/[%\u0080-\uffff]/.test(path)) return path.toLowerCase()
  try {
    return decodeURI(path).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  } catch {
    return path.toLowerCase()
  }
}

/** Whether an address is of what is somebody's own: a cart, an account, what was ordered. */
export function isPrivatePlace(url: string): boolean {
  return PRIVATE.test(url)
}
