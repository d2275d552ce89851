import type { Server } from 'node:http'
import type { Board } from './boards.ts'
import { toBerlinIso } from './clock.ts'
import { memberPath, postBlock, timeTag } from './forum-post.ts'
import { forumCss } from './forum-style.ts'
import { escapeText, robotsTxt, sitemapXml } from './html.ts'
import { type Answer, createSite, htmlType, xmlType } from './http.ts'
import { slugOf } from './slug.ts'
import type { Language } from './texts/pools.ts'
import type { Member, Post, Thread } from './threads.ts'
import { postsPerPage, threadPath, type World } from './world.ts'

/** What XenForo keeps crawlers out of. */
const disallowed = ['/members/', '/goto/', '/login/', '/search/']

interface Site {
  boards: readonly Board[]
  /** The one in which somebody wrote last comes first. */
  threads: Thread[]
  members: Map<string, Member>
}

/**
 * A community forum in the HTML of XenForo 2, without structured data: boards, threads of ten posts a page, quotes,
 * signatures, and people of the company with a badge. Profiles are for members only.
 */
export function createForum({ forum }: World): Server {
  const site: Site = {
    boards: forum.boards,
    threads: forum.threads.toSorted(
      (a, b) => lastPost(b).publishedAtMs - lastPost(a).publishedAtMs,
    ),
    members: new Map(forum.members.map((member) => [member.name, member])),
  }
  return createSite((url) => route(site, url))
}

function lastPost({ posts }: Thread): Post {
  return posts.at(-1) as Post
}

function route(site: Site, url: URL): Answer {
  const [first = '', second = '', third = '', ...rest] = url.pathname.slice(1).split('/')
  if (rest.length > 0) return notFound()
  switch (first) {
    case 'threads':
      return thread(site, url, second, third)
    case 'forums':
      return third === '' ? board(site, url, second) : notFound()
    case 'members':
      return membersOnly()
    case 'goto':
      return redirectToPost(site, url, url.searchParams.get('id') ?? '')
    default:
      return second === '' ? topLevel(site, url, first) : notFound()
  }
}

function topLevel(site: Site, url: URL, name: string): Answer {
  const sitemapUrl = `${url.origin}/sitemap.xml`
  switch (name) {
    case '':
      return homePage(site, url)
    case 'robots.txt':
      return {
        status: 200,
        contentType: 'text/plain; charset=utf-8',
        body: robotsTxt(disallowed, sitemapUrl),
      }
    case 'sitemap.xml':
      return { status: 200, contentType: xmlType, body: sitemap(site, url) }
    default:
      return notFound()
  }
}

function sitemap({ boards, threads }: Site, { origin }: URL): string {
  return sitemapXml([
    { url: `${origin}/`, lastmod: null },
    ...boards.map((one) => ({ url: origin + boardPath(one), lastmod: null })),
    ...threads.map((one) => ({
      url: origin + threadPath(one, 1),
      lastmod: toBerlinIso(lastPost(one).publishedAtMs),
    })),
  ])
}

function homePage({ boards, threads }: Site, url: URL): Answer {
  const nodes = boards.map((one) => {
    const count = threads.filter(({ board: { id } }) => id === one.id).length
    return `<div class="node node--id${one.id} node--forum"><div class="node-body"><div class="node-main js-nodeMain"><h3 class="node-title"><a href="${boardPath(one)}" data-xf-init="element-tooltip">${escapeText(one.name)}</a></h3>
<div class="node-description">${escapeText(one.description)}</div><div class="node-meta">Threads: ${count}</div></div></div></div>`
  })
  return page({
    template: 'forum_list',
    title: 'Plugboard',
    heading: 'Plugboard',
    language: 'en',
    canonical: `${url.origin}/`,
    main: nodes.join('\n'),
  })
}

function board(site: Site, url: URL, name: string): Answer {
  const one = site.boards.find(({ id }) => id === idOf(name))
  if (one === undefined) return notFound()
  if (url.pathname !== boardPath(one)) return moved(url, boardPath(one))
  const own = site.threads.filter(({ board: { id } }) => id === one.id)
  return page({
    template: 'forum_view',
    title: `${one.name} | Plugboard`,
    heading: one.name,
    language: one.language,
    canonical: url.origin + boardPath(one),
    main: `<div class="structItemContainer">\n${own.map((thread) => threadItem(site, thread)).join('\n')}\n</div>`,
  })
}

function threadItem({ members }: Site, thread: Thread): string {
  const { id, title, posts, language } = thread
  const starter = posts[0]?.author ?? ''
  const member = members.get(starter)
  const path = threadPath(thread, 1)
  const profile = member === undefined ? '' : memberPath(member.id, member.name)
  return `<div class="structItem structItem--thread js-inlineModContainer js-threadListItem-${id}" data-author="${escapeText(starter)}">
<div class="structItem-cell structItem-cell--main"><div class="structItem-title"><a href="${path}" data-tp-primary="on">${escapeText(title)}</a></div>
<div class="structItem-minor"><ul class="structItem-parts"><li><a href="${profile}" class="username">${escapeText(starter)}</a></li></ul></div></div>
<div class="structItem-cell structItem-cell--latest"><a href="${path}latest" rel="nofollow">${timeTag(lastPost(thread).publishedAtMs, language)}</a></div>
</div>`
}

function thread(site: Site, url: URL, name: string, rest: string): Answer {
  const one = site.threads.find(({ id }) => Number(id) === idOf(name))
  if (one === undefined) return notFound()
  if (rest === 'latest') return redirectToPost(site, url, lastPost(one).id)
  const postId = /^post-(\d+)$/.exec(rest)?.[1]
  if (postId !== undefined) return redirectToPost(site, url, postId)
  const number = rest === '' ? 1 : Number(/^page-([1-9]\d{0,3})$/.exec(rest)?.[1] ?? 0)
  const pages = Math.ceil(one.posts.length / postsPerPage)
  if (number < 1 || number > pages) return notFound()
  const path = threadPath(one, number)
  return url.pathname === path ? threadPage(site, url, one, number, pages) : moved(url, path)
}

function threadPage(site: Site, url: URL, one: Thread, number: number, pages: number): Answer {
  const first = (number - 1) * postsPerPage
  const blocks = one.posts.slice(first, first + postsPerPage).map((post, index) => {
    const author = site.members.get(post.author) as Member
    return postBlock(one, post, first + index + 1, author)
  })
  const nav = pageNav(one, number, pages)
  return page({
    template: one.isQuestion ? 'thread_view_type_question' : 'thread_view',
    title: `${one.title}${number > 1 ? ` | Page ${number}` : ''} | Plugboard`,
    heading: one.title,
    label: one.isQuestion ? 'Question' : null,
    language: one.language,
    canonical: url.origin + threadPath(one, number),
    head: neighbourLinks(one, number, pages),
    main: `${nav}
<div class="block-container lbContainer"><div class="block-body js-replyNewMessageContainer">
${blocks.join('\n')}
</div></div>
${nav}`,
  })
}

function neighbourLinks(one: Thread, number: number, pages: number): string {
  const link = (rel: string, to: number) => `<link rel="${rel}" href="${threadPath(one, to)}">`
  return [
    ...(number > 1 ? [link('prev', number - 1)] : []),
    ...(number < pages ? [link('next', number + 1)] : []),
  ].join('\n')
}

function pageNav(one: Thread, current: number, pages: number): string {
  if (pages === 1) return ''
  const numbers = Array.from({ length: pages }, (_, i) => {
    const classes = i + 1 === current ? 'pageNav-page pageNav-page--current' : 'pageNav-page'
    return `<li class="${classes}"><a href="${threadPath(one, i + 1)}">${i + 1}</a></li>`
  })
  const jump = (to: number, kind: string, text: string) =>
    `<a href="${threadPath(one, to)}" class="pageNav-jump pageNav-jump--${kind}">${text}</a>`
  return `<nav class="pageNavWrapper"><div class="pageNav">${current > 1 ? jump(current - 1, 'prev', 'Prev') : ''}
<ul class="pageNav-main">${numbers.join('\n')}</ul>
${current < pages ? jump(current + 1, 'next', 'Next') : ''}</div></nav>`
}

/** The address of a single post leads to its place on its page. */
function redirectToPost({ threads }: Site, url: URL, id: string): Answer {
  for (const one of threads) {
    const index = one.posts.findIndex((post) => post.id === id)
    if (index < 0) continue
    return moved(url, `${threadPath(one, 1 + Math.floor(index / postsPerPage))}#post-${id}`)
  }
  return notFound()
}

function moved({ origin }: URL, path: string): Answer {
  return { status: 301, contentType: htmlType, body: '', location: origin + path }
}

function membersOnly(): Answer {
  return { ...message('Oops!', 'You must be logged-in to do that.', 'login'), status: 403 }
}

function notFound(): Answer {
  return { ...message('Oops!', 'The requested page could not be found.', 'error'), status: 404 }
}

function message(heading: string, text: string, template: string): Answer {
  return page({
    template,
    title: `${heading} | Plugboard`,
    heading,
    language: 'en',
    canonical: null,
    main: `<div class="blockMessage">${text}</div>`,
  })
}

interface Frame {
  template: string
  title: string
  heading: string
  /** The kind of thread, before its title. */
  label?: string | null
  language: Language
  canonical: string | null
  head?: string
  main: string
}

function page(frame: Frame): Answer {
  const { template, title, heading, label, language, canonical, head = '', main } = frame
  const labelMarkup = label
    ? `<span class="label label--primary" dir="auto">${label}</span><span class="label-append">&nbsp;</span>`
    : ''
  const body = `<!DOCTYPE html>
<html id="XF" lang="${language}" dir="LTR" data-xf="2.3" data-app="public" data-template="${template}" data-logged-in="false" class="has-no-js template-${template}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<link rel="icon" href="data:,">
${canonical === null ? '' : `<link rel="canonical" href="${escapeText(canonical)}">`}
${head}
<style>${forumCss}</style>
</head>
<body data-template="${template}">
<header class="p-header"><a href="/">Plugboard</a></header>
<div class="p-body">
<div class="p-body-header"><div class="p-title"><h1 class="p-title-value">${labelMarkup}${escapeText(heading)}</h1></div></div>
${main}
</div>
<footer class="p-footer">Plugboard, a demo of a community forum. It looks like XenForo 2 to a crawler, and is none.</footer>
</body>
</html>
`
  return { status: 200, contentType: htmlType, body }
}

function boardPath({ id, name }: Board): string {
  return `/forums/${slugOf(name)}.${id}/`
}

/** `sound.4` → 4; null when the name has no number. */
function idOf(name: string): number | null {
  const digits = /\.(\d{1,9})$/.exec(name)?.[1] ?? (/^\d{1,9}$/.test(name) ? name : undefined)
  return digits === undefined ? null : Number(digits)
}
