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
  region_block:
    'The site shows it in some countries only, and we do not go round that. Run Earshot where it may be read, or choose another page.',
  paywall:
    'Only its beginning is free. If you have an account, give the source credentials (config/sources.yaml); else preview a page that is open to all.',
  age_gate:
    'It asks how old its visitor is, and nobody answers for a program. Ask who runs it for a feed or an API, or choose another page.',
  app_wall: 'Preview a page that is open to browsers; what is shown in an app only cannot be read.',
  needs_scripts: 'Scripts make this page: try --browser.',
  unavailable: 'Preview a product that is on offer; what was said of this one went with its page.',
  parked: CHECK_ADDRESS,
  default_page: CHECK_ADDRESS,
  blocked: TURNED_AWAY,
  consent: 'It wants an agreement first. Try --browser, or a page further inside.',
  robots:
    'Its robots.txt asks programs to stay away. Choose another page; only of your own site may you set policy.robots to ignore.',
  refused_host:
    'Only public addresses are read. Where the machine is your own, name its host (with its port) in EARSHOT_ALLOW_HOSTS; an address of somebody else that leads inside of a network stays refused.',
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
