import { Command } from 'commander'
import { type SourceConfig, sourceConfig } from '../config/sources.ts'
import { sharedPaceStore } from '../net/pace.ts'
import { openWayOut } from '../net/way-out.ts'
import { BadInput, StopSource } from '../schema/errors.ts'
import { channel } from '../schema/mention.ts'
import { readSourceConfigs, type SourceConfigRow } from '../schema/queries/read-source-configs.ts'
import { addSource, nameTaken } from '../workers/add-source.ts'
import type { PageDescription } from '../workers/describe-page.ts'
import { siteOf } from '../workers/normalize/site.ts'
import { preview } from '../workers/preview.ts'
import { isTaken, proposeSource, type SourceProposal } from '../workers/propose-source.ts'
import { type DatabaseContext, withDatabase } from './context.ts'
import { findPerson, type Person } from './person.ts'
import { printDescription } from './print-description.ts'
import { untilStopped } from './stop-signals.ts'

/** Its own page, and two that it leads to: a shop's front page says nothing yet. */
const PREVIEW_PAGES = 3

const TERMS = sourceConfig.shape.policy.unwrap().shape.terms.unwrap().options

interface AddOptions {
  name?: string
  channel?: string
  yes?: boolean
}

/** `sources add`: looks at an address, proposes how to listen to it, asks what cannot be seen. */
export function addCommand(): Command {
  return new Command('add')
    .argument('<url>', 'where your customers speak: a page, a forum, a feed')
    .description('listen to a place: looks at it, proposes how, and asks what it cannot know')
    .option('--name <name>', 'what to call it (default: its host in kebab-case)')
    .option('--channel <channel>', `${channel.options.join(', ')} (default: what its pages tell)`)
    .option('--yes', 'ask nothing, and add it even where it cannot be read now')
    .action(runAdd)
}

async function runAdd(url: string, options: AddOptions): Promise<void> {
  requireUsable('bad_url', 'url', url)
  if (options.name !== undefined) requireUsable('bad_name', 'name', options.name)
  if (options.channel !== undefined) requireUsable('bad_channel', 'channel', options.channel)
  await withDatabase({}, async (context) => {
    const known = await readSourceConfigs(context.pool)
    if (options.name !== undefined && isTaken(options.name, url, known)) {
      throw nameTaken(options.name)
    }
    const page = await lookAt(context, url, options.yes === true)
    const proposal = proposeSource(url, page, known)
    await showFinding(url, page, known)
    const person = options.yes ? null : findPerson()
    try {
      const config = person
        ? await agreeOn(person, url, proposal, options, known)
        : withoutPerson(url, proposal, options)
      const mayRename = person === null && options.name === undefined
      const name = await addSource(context.pool, config, { mayRename })
      if (!person) showConfig({ ...config, name })
      console.log(`added: ${name}`)
      showNext({ ...config, name })
    } finally {
      person?.close()
    }
  })
}

/** @throws BadInput in the words of sources.yaml's own check */
function requireUsable(code: string, field: 'name' | 'url' | 'channel', value: string): void {
  const fault = faultOf(field, value)
  if (fault !== null)
    throw new BadInput(
      code,
      `${shownField(field)} '${value.replace(/\/\/[^/?#]*@/, '//…@')}': ${fault}`,
    )
}

const shownField = (field: string) => (field === 'url' ? 'the address' : `--${field}`)

function faultOf(field: 'name' | 'url' | 'channel', value: string): string | null {
  const parsed = sourceConfig.shape[field].safeParse(value)
  if (parsed.success) return null
  if (field === 'channel') return `must be one of ${channel.options.join(', ')}`
  return parsed.error.issues[0]?.message ?? 'cannot be used'
}

/**
 * @returns null where it could not be read and `mayFail`
 * @throws StopSource saying why it cannot be read; BadInput when the guard refuses the address
 */
async function lookAt(
  { pool, settings, log }: DatabaseContext,
  url: string,
  mayFail: boolean,
): Promise<PageDescription | null> {
  const wayOut = openWayOut({
    userAgent: settings.userAgent,
    allowHosts: settings.allowHosts,
    proxyUrl: settings.proxyUrl,
    chromium: settings.chromium,
    paceStore: sharedPaceStore(pool),
  })
  const stopping = new AbortController()
  void untilStopped().then(() => stopping.abort())
  try {
    console.error(`Looking at ${url} …`)
    const { description, isFetched } = await preview({
      url,
      pages: PREVIEW_PAGES,
      browser: 'auto',
      wayOut,
      log,
      signal: stopping.signal,
    })
    if (isFetched) return description
    const why = description.problems.map(({ message }) => message).join(' ')
    if (!mayFail) {
      throw new StopSource(
        'not_read',
        `It cannot be read now: ${why}\nNothing was added. With --yes it is added all the same.`,
      )
    }
    console.error(`It cannot be read now: ${why}`)
    return null
  } catch (error) {
    if (!stopping.signal.aborted) throw error
    throw new BadInput('stopped', 'Stopped: nothing was added.', { cause: error })
  } finally {
    await wayOut.close()
  }
}

async function showFinding(
  url: string,
  page: PageDescription | null,
  known: readonly SourceConfigRow[],
): Promise<void> {
  if (page) {
    await printDescription(page, process.stderr)
    console.error()
    if (page.items.length === 0) showLine('note', NOTHING_YET)
    if (page.finalUrl !== null && siteOf(page.finalUrl) !== siteOf(url)) {
      showLine('note', `it leads to ${page.finalUrl}: add that address if it is the place`)
    }
  }
  for (const other of known.filter((one) => one.url === url && one.state !== 'removed')) {
    showLine('note', `'${other.name}' listens to this address already`)
  }
}

const NOTHING_YET = 'nothing was found on its first pages; a run reads on from there'

function showLine(word: string, text: string): void {
  console.error(`  ${word.padEnd(10)} ${text}`)
}

/** @throws BadInput `channel_unknown` */
function withoutPerson(url: string, proposal: SourceProposal, options: AddOptions): SourceConfig {
  const place = options.channel ?? proposal.channel
  if (place === null) {
    throw new BadInput(
      'channel_unknown',
      `Its pages don't tell what kind of place it is: say it with --channel ${channel.options.join('|')}. Nothing was added.`,
    )
  }
  return configOf(url, proposal, { name: options.name ?? proposal.name, channel: place })
}

/** Asks for what cannot be seen, with what was seen as the default. */
async function agreeOn(
  person: Person,
  url: string,
  proposal: SourceProposal,
  options: AddOptions,
  known: readonly SourceConfigRow[],
): Promise<SourceConfig> {
  const place =
    options.channel ??
    (await person.ask(`Channel (${channel.options.join(', ')})`, {
      preset: proposal.channel,
      faultOf: (answer) => faultOf('channel', answer),
    }))
  const name =
    options.name ??
    (await person.ask('Name', {
      preset: proposal.name,
      faultOf: (answer) =>
        faultOf('name', answer) ?? (isTaken(answer, url, known) ? nameTaken(answer).message : null),
    }))
  const terms = await person.ask(`What its terms say of being read so (${TERMS.join(', ')})`, {
    preset: presetTerms(place),
    faultOf: (answer) =>
      TERMS.some((word) => word === answer) ? null : `must be one of ${TERMS.join(', ')}`,
  })
  const config = configOf(url, proposal, { name, channel: place, terms })
  showConfig(config)
  const answer = await person.ask('Add it? (yes, no)', {
    preset: 'yes',
    faultOf: (word) => (/^(?:y|yes|n|no)$/i.test(word) ? null : 'must be yes or no'),
  })
  if (/^n/i.test(answer)) throw new BadInput('stopped', 'Nothing was added.')
  return config
}

/** What is ours we may read; of all else a person decides, and until then it is marked. */
function presetTerms(place: string): string {
  return place === 'own_site' ? 'permitted' : 'unclear'
}

function configOf(
  url: string,
  proposal: SourceProposal,
  chosen: { name: string; channel: string; terms?: string },
): SourceConfig {
  const { name, channel: place, terms = presetTerms(place) } = chosen
  return sourceConfig.parse({
    name,
    channel: place,
    url,
    schedule: proposal.schedule,
    policy: { terms },
  })
}

function showConfig({ name, channel: place, url, schedule, scope, policy }: SourceConfig): void {
  showLine('name', name)
  showLine('channel', place)
  showLine('schedule', schedule)
  const folder = new URL('.', url).href
  showLine('covers', `all at or below ${folder}, at most ${scope.max_pages} pages a run`)
  showLine('politely', 'robots.txt is obeyed, one request a second')
  showLine('terms', `${policy.terms}${policy.terms === 'unclear' ? UNCLEAR : ''}`)
}

const UNCLEAR = ": it is crawled, and marked until you have read the site's terms of use"

function showNext({ name, policy }: SourceConfig): void {
  if (policy.terms === 'forbidden') {
    showLine('next', 'it is never crawled while its terms are forbidden')
  } else {
    showLine('next', `a running Earshot reads it now; without one: npx earshot sources run ${name}`)
  }
  showLine('change', 'sources export > config/sources.yaml, edit it, sources apply it')
}
