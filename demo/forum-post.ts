import { toBerlinIso, toVisibleDate } from './clock.ts'
import { escapeText } from './html.ts'
import { slugOf } from './slug.ts'
import type { Language } from './texts/pools.ts'
import type { Member, Post, Thread } from './threads.ts'
import { threadPath } from './world.ts'

/** The forum's own words, in the language of the board. */
const labels: Record<Language, { said: string; expand: string; member: string; staff: string }> = {
  en: { said: 'said:', expand: 'Click to expand...', member: 'Member', staff: 'Staff member' },
  de: {
    said: 'schrieb:',
    expand: 'Zum Vergrößern anklicken....',
    member: 'Mitglied',
    staff: 'Team',
  },
  fr: { said: 'a dit :', expand: 'Cliquez pour agrandir...', member: 'Membre', staff: 'Équipe' },
  es: { said: 'dijo:', expand: 'Haz clic para ampliar...', member: 'Miembro', staff: 'Equipo' },
}

/** A post in the HTML of XenForo 2. `number` counts the posts of its thread from 1. */
export function postBlock(thread: Thread, post: Post, number: number, author: Member): string {
  const { id } = post
  const classes = number === 1 ? 'message message-threadStarterPost' : 'message'
  return `<article class="${classes} message--post js-post js-inlineModContainer" data-author="${escapeText(author.name)}" data-content="post-${id}" id="js-post-${id}">
<span class="u-anchorTarget" id="post-${id}"></span>
<div class="message-inner">
<div class="message-cell message-cell--user">${userCell(author, thread.language)}</div>
<div class="message-cell message-cell--main"><div class="message-main js-quickEditTarget">
${attribution(thread, post, number)}
<div class="message-content js-messageContent"><div class="message-userContent lbContainer js-lbContainer" data-lb-id="post-${id}">
<article class="message-body js-selectToQuote"><div class="bbWrapper">${quote(post, thread.language)}${lines(post.text)}</div>
<div class="js-selectToQuoteEnd">&nbsp;</div></article></div>
${signature(author)}</div>
</div></div></div>
</article>`
}

function userCell({ id, name, isStaff }: Member, language: Language): string {
  const inner = isStaff
    ? `<span class="username--staff username--moderator">${escapeText(name)}</span>`
    : escapeText(name)
  const banner = isStaff
    ? `\n<div class="userBanner userBanner--staff message-userBanner"><span class="userBanner-before"></span><strong>${labels[language].staff}</strong><span class="userBanner-after"></span></div>`
    : ''
  return `<section class="message-user">
<div class="message-userDetails"><h4 class="message-name"><a href="${memberPath(id, name)}" class="username" dir="auto" data-user-id="${id}">${inner}</a></h4>
<h5 class="userTitle message-userTitle" dir="auto">${labels[language].member}</h5></div>${banner}
</section>`
}

/** Where a member is described; nobody but members may look. */
export function memberPath(id: number, name: string): string {
  return `/members/${slugOf(name) || 'member'}.${id}/`
}

function attribution(thread: Thread, { id, publishedAtMs }: Post, number: number): string {
  const url = `${threadPath(thread, 1)}post-${id}`
  return `<header class="message-attribution message-attribution--split">
<ul class="message-attribution-main listInline"><li class="u-concealed"><a href="${url}" rel="nofollow">${timeTag(publishedAtMs, thread.language)}</a></li></ul>
<ul class="message-attribution-opposite message-attribution-opposite--list"><li><a href="${url}" rel="nofollow">#${number}</a></li></ul>
</header>`
}

/** XenForo writes the zone without a colon. */
export function timeTag(atMs: number, language: Language): string {
  const iso = toBerlinIso(atMs)
  const day = toVisibleDate(iso, language)
  return `<time class="u-dt" dir="auto" datetime="${iso.replace(/:(\d\d)$/, '$1')}" data-time="${atMs / 1000}" data-date-string="${day}" data-time-string="${iso.slice(11, 16)}" title="${day}, ${iso.slice(11, 16)}">${day}</time>`
}

function quote({ quoted }: Post, language: Language): string {
  if (quoted === null) return ''
  const name = escapeText(quoted.author)
  const { said, expand } = labels[language]
  return `<blockquote data-attributes="" data-quote="${name}" data-source="post: ${quoted.id}" class="bbCodeBlock bbCodeBlock--expandable bbCodeBlock--quote js-expandWatch"><div class="bbCodeBlock-title"><a href="/goto/post?id=${quoted.id}" class="bbCodeBlock-sourceJump" rel="nofollow" data-xf-click="attribution" data-content-selector="#post-${quoted.id}">${name} ${said}</a></div><div class="bbCodeBlock-content"><div class="bbCodeBlock-expandContent js-expandContent">${lines(quoted.text)}</div><div class="bbCodeBlock-expandLink js-expandLink"><a role="button" tabindex="0">${expand}</a></div></div></blockquote>`
}

function lines(text: string): string {
  return escapeText(text).replaceAll('\n', '<br>\n')
}

function signature({ signature }: Member): string {
  if (signature === null) return ''
  return `<aside class="message-signature"><div class="bbWrapper">${escapeText(signature)}</div></aside>`
}
