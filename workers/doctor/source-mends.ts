const CHANGED =
  'Look at one of its pages with npx earshot preview URL. Where what that finds is right: npx earshot sources run NAME --accept-fewer'
const LOOK = 'See what it shows now: npx earshot preview URL'
const FAILS_BY_ITSELF =
  'It may pass by itself: the next run tries again. Where it does not, look at the address in a browser.'
const CLOSED =
  "Ask the site's owner for access (credentials in sources.yaml), or stop asking: npx earshot sources pause NAME"
const REPORT = 'This is a fault of Earshot: report it with the address of the page.'

/** What a person can do about a problem of a source, by its code. `NAME` and `URL` stand for the source's. */
const MENDS: Record<string, string> = {
  adapter_failed: REPORT,
  age_gate: CLOSED,
  app_wall: CLOSED,
  archive_gone: 'The next run fetches the page anew; nothing is to be done.',
  bad_encoding: LOOK,
  bad_feed: LOOK,
  bad_json: LOOK,
  bad_redirect: 'Open the address in a browser and name the one it ends at in sources.yaml.',
  blocked: CLOSED,
  captcha: CLOSED,
  consent:
    "The site shows a consent form instead of its pages: try `browser: always`, or name pages below it as the source's url.",
  cannot_judge: LOOK,
  default_page: 'Open the address in a browser, and name the right one in sources.yaml.',
  empty_list: LOOK,
  fewer_authors: CHANGED,
  fewer_dates: CHANGED,
  fewer_items:
    'Look at the site. Where it has truly shrunk: npx earshot sources run NAME --accept-fewer',
  fewer_ratings: CHANGED,
  gone: 'The page was taken away for good: name another address, or: npx earshot sources remove NAME',
  http_error: LOOK,
  login_wall: CLOSED,
  maintenance: FAILS_BY_ITSELF,
  missing_credential:
    'Set that variable in the environment (or .env) of every process that crawls.',
  most_changed: CHANGED,
  needs_scripts:
    'Scripts make its pages: set `browser: auto` or `always`; npx earshot doctor says whether a browser is there.',
  no_items: `${LOOK} (try another --adapter, or name a page with reviews or posts as the source's url).`,
  no_browser: 'Install a browser on every machine that crawls; npx earshot doctor says how.',
  not_found: 'Open the address in a browser, and name the right one in sources.yaml.',
  not_rendered: FAILS_BY_ITSELF,
  out_of_scope:
    "Widen scope.include in sources.yaml, or name the address that it leads to as the source's url.",
  parked: 'Open the address in a browser, and name the right one in sources.yaml.',
  paywall: CLOSED,
  rate_limited: 'Ask less often: a lower pace.requests_per_second or a longer schedule.',
  redirect_loop: 'Open the address in a browser and name the one it ends at in sources.yaml.',
  refused_host:
    'Only public addresses are fetched. Where this one is yours, name it in EARSHOT_ALLOW_HOSTS.',
  region_block: CLOSED,
  robots:
    "robots.txt asks us to keep out: ask the site's owner, or stop: npx earshot sources pause NAME",
  robots_unreachable: FAILS_BY_ITSELF,
  server_error: FAILS_BY_ITSELF,
  shorter_texts: CHANGED,
  soft_404: 'Open the address in a browser, and name the right one in sources.yaml.',
  timeout: FAILS_BY_ITSELF,
  too_large: 'Leave that page out with scope.exclude.',
  too_many_redirects: 'Open the address in a browser and name the one it ends at in sources.yaml.',
  unavailable: 'Name a page of something that is still on offer.',
  unknown_adapter: 'Name one of these in sources.yaml, or `auto`: npx earshot adapters',
  unreachable: FAILS_BY_ITSELF,
  unreadable: LOOK,
  unstorable: REPORT,
  unsupported_type: "Name a page or a feed as the source's url: this address brings a file.",
}

/** A sentence that says what to do about a problem; for a code that is not known, where to look. */
export function mendOf(code: string, source: { name: string; url: string | null }): string {
  const words: Record<string, string> = {
    NAME: source.name,
    URL: source.url === null ? 'URL' : shellQuoted(source.url),
  }
  return (MENDS[code] ?? LOOK).replace(/\b(?:NAME|URL)\b/g, (word) => words[word] ?? word)
}

/** One word of a POSIX shell, whatever is in it: an address has `&` and `;`. */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
