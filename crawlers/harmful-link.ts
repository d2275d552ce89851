/**
 * Words of addresses that do something when they are asked for, or end what we are doing: they stand between `/`, `?`,
 * `&`, `=`, `-`, `_` and the like. Whole words only: `/deleted-scenes` is a page.
 */
const ACTS =
  '(?:add|put)[-_]?to[-_]?(?:cart|basket|bag|wish-?list|favou?rites|compare)|(?:delete|remove|erase|undo|undelete|logout|log[-_]out|signout|sign[-_]out|logoff|unsubscribe|subscribe|unfollow|follow|upvote|downvote|vote|flag|report|like|dislike|unlike|mark[-_]?(?:as[-_]?)?(?:read|spam|helpful|solved)|markread|confirm|cancel|checkout|place[-_]?order|reorder|buy[-_]?now|purchase|donate|ban|block|mute|approve|reject|moderate|impersonate|edit|destroy|trash|untrash|purge|opt[-_]?out|unwatch|bookmark|reply|do_?add|quick[-_]?reply|löschen|loeschen|entfernen|abmelden|abbestellen|melden|supprimer|retirer|se[-_]?deconnecter|deconnexion|desabonner|signaler|eliminar|borrar|quitar|cerrar[-_]?sesion|denunciar|elimina|rimuovi|esci|segnala|verwijderen|uitloggen|afmelden|melden|excluir|remover|sair|usun|wyloguj|zglos)'

/** A parameter whose name or value is such a word, or a step of the path. */
const ACTING = new RegExp(
  `(?:[?&;](?:[a-z]{1,20}[-_])?(?:${ACTS})(?:[-_](?:id|item|post|comment|review))?(?:=(?!0(?:&|$)|false|no(?:&|$))|&|$)|[?&;](?:action|act|do|op|task|cmd|command|mode|method|_method|func|function|event|intent|ajax|wc-ajax|mark)=(?:[a-z]{1,20}[-_])?(?:${ACTS}|topics|forums|all)(?=[&_-]|$)|(?<!/)/[^/]{1,80}/(?:${ACTS})(?:/\\d{1,12})?/?(?=[?;]|$))`,
  'iu',
)

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
  return ACTING.test(url) || REDIRECTS.test(url)
}

/** Whether an address is of what is somebody's own: a cart, an account, what was ordered. */
export function isPrivatePlace(url: string): boolean {
  return PRIVATE.test(url)
}
