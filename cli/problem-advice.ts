const CHECK_ADDRESS = 'Open the address in a browser: it may have moved, or have been mistyped.'
const LATER = 'Try again later; a source tries again by itself.'
const TURNED_AWAY =
  'The site turns programs away, and we do not go round that. Ask who runs it for a feed, an API or leave.'
const LARGE = 'What was read before that counts. Point at a smaller page, as one page of the list.'
const SITES_FAULT =
  'That is a mistake of the page; what the other readers see is taken all the same.'

/** What a person can do about a problem, by its code. */
const ADVICE: Readonly<Record<string, string>> = {
  not_recognised:
    'Preview a page that shows reviews, a thread or an article, rather than a front page; --pages 3 reads on from here. ' +
    'If they are to be seen on this one, try --browser, or point at them: --selectors FILE (docs/adapters.md).',
  soft_404: CHECK_ADDRESS,
  not_found: CHECK_ADDRESS,
  gone: CHECK_ADDRESS,
  http_error: CHECK_ADDRESS,
  bad_redirect: CHECK_ADDRESS,
  redirect_loop: CHECK_ADDRESS,
  unreachable: `${CHECK_ADDRESS} If it opens there, look whether this machine gets out: npx earshot doctor`,
  timeout: LATER,
  server_error: LATER,
  maintenance: LATER,
  resting: LATER,
  rate_limited: `${LATER} A slower pace helps: pace in config/sources.yaml.`,
  robots_unreachable: LATER,
  login_wall:
    'Only who is known may read it. If you may, give the source credentials (config/sources.yaml); else preview a page that is open to all.',
  captcha: TURNED_AWAY,
  blocked: TURNED_AWAY,
  consent: 'It wants an agreement first. Try --browser, or a page further inside.',
  robots:
    'Its robots.txt asks programs to stay away. Choose another page; only of your own site may you set policy.robots to ignore.',
  refused_host: 'Addresses inside of a network are read only where EARSHOT_ALLOW_HOSTS names them.',
  empty_list: 'Nothing to mend: a source looks again, and finds them when they come.',
  not_rendered: 'Scripts make this page, and the browser could not run them: npx earshot doctor',
  not_all_shown: 'Try again, or preview the address that the list is loaded from.',
  unsupported_type: 'Pictures, films and PDF are not read. Preview the page that shows them.',
  too_large: LARGE,
  bad_json: SITES_FAULT,
  bad_feed: SITES_FAULT,
  bad_encoding: SITES_FAULT,
  adapter_failed:
    'This is a fault of ours; the other readers went on. Please report it with the address.',
  no_selectors: 'Give them with --selectors FILE (docs/adapters.md).',
}

/** Null where there is nothing to be done, or we don't know what. */
export function adviceOn(code: string): string | null {
  return Object.hasOwn(ADVICE, code) ? (ADVICE[code] ?? null) : null
}
