import type { PlacedText } from '../thing.ts'
import { absoluteUrl } from '../web-address.ts'
import { type DataRecord, nested, PERSON, scalar, valuesNamed, valuesOf } from './record.ts'

export interface Person {
  name: PlacedText | null
  handle: PlacedText | null
  url: PlacedText | null
  country: PlacedText | null
  /** What marks it as the site's own voice; null where nothing does. */
  official: PlacedText | null
}

const NAMES = [
  'displayname',
  'name',
  'fullname',
  'nickname',
  'publicname',
  'usernickname',
  'screenname',
  'authorname',
  'username',
  'hostname',
  'pseudonym',
  'personaname',
  'markupdisplayname',
  'simpletext',
  'alias',
  'login',
  'handle',
  'nick',
  'title',
  'label',
]
const HANDLES = ['username', 'login', 'handle', 'screenname']
const URLS = [
  'url',
  'profileurl',
  'profilelink',
  'profilepath',
  'canonicalurl',
  'link',
  'permalink',
  'weburl',
]
const COUNTRIES = ['country', 'countrycode', 'countryname']
const OFFICIAL = [
  'isofficial',
  'official',
  'isstaff',
  'staff',
  'isadmin',
  'ismerchant',
  'isseller',
  'isbrand',
  'isowner',
  'isemployee',
  'ismoderator',
  'iscompany',
  'isvendor',
  'isstoreowner',
  'isbusiness',
  'isexpert',
  'isshopowner',
]
const MAX_NAME = 120

/** The author that a statement states, in whatever form: a name, an object, or fields beside the others. */
export function personOf(record: DataRecord, baseUrl: string | null): Person {
  const official = officialMark(record)
  for (const { value, at } of valuesOf(record, 'author')) {
    if (typeof value === 'string') {
      const name = nameIn(value, at)
      if (name !== null) return { ...NOBODY, name, official }
      continue
    }
    const person = nested(value, at, record)
    const found = person === null ? null : personIn(person, baseUrl)
    if (found !== null) return { ...found, official: found.official ?? official }
  }
  for (const { key, value } of record.fields.values()) {
    const person = PERSON.test(key) ? nested(value, `${record.at()}.${key}`, record) : null
    const found = person === null ? null : personIn(person, baseUrl)
    if (found !== null) return { ...found, official: found.official ?? official }
  }
  return { ...NOBODY, name: fullName(record) ?? bareName(record), official }
}

const NOBODY: Person = { name: null, handle: null, url: null, country: null, official: null }

function personIn(person: DataRecord, baseUrl: string | null): Person | null {
  const inner = personInside(person)
  const name = nameOf(person) ?? fullName(person) ?? (inner === null ? null : nameOf(inner))
  if (name === null) return null
  const handle = stringOf(person, HANDLES)
  const url = stringOf(person, URLS)
  const address = url === null ? null : absoluteUrl(url.value, baseUrl)
  return {
    name,
    handle: handle === null || handle.value === name.value ? null : handle,
    url: url === null || address === null ? null : { ...url, value: address },
    country: stringOf(person, COUNTRIES),
    official: officialMark(person),
  }
}

/** `{"user": {"profile": {"name": …}}}` */
function personInside(person: DataRecord): DataRecord | null {
  for (const { value, at } of valuesNamed(person, [
    'profile',
    'user',
    'account',
    'attributes',
    'data',
    'node',
  ])) {
    const inner = nested(value, at, person)
    if (inner !== null) return inner
  }
  return null
}

function nameOf(person: DataRecord): PlacedText | null {
  for (const { value, at } of valuesNamed(person, NAMES)) {
    const name = typeof value === 'string' ? nameIn(value, at) : null
    if (name !== null) return name
  }
  return null
}

function stringOf(person: DataRecord, names: readonly string[]): PlacedText | null {
  for (const { value, at } of valuesNamed(person, names)) {
    const text = typeof value === 'string' ? scalar(value, at) : null
    if (text !== null) return text
  }
  return null
}

function fullName(person: DataRecord): PlacedText | null {
  const [first] = valuesNamed(person, ['firstname', 'givenname', 'vorname', 'prenom'])
  const [last] = valuesNamed(person, ['lastname', 'familyname', 'nachname', 'lastinitial'])
  const names = [first, last].map((one) => (one === undefined ? null : nameIn(one.value, one.at)))
  // What a program writes in the place of a name that it withholds.
  const known = names.filter((name) => name !== null && !/_|^\W*$/.test(name.value))
  const [one] = known
  return one === undefined || one === null
    ? null
    : { value: known.map((name) => name?.value ?? '').join(' '), at: one.at }
}

/** `name` beside the words is their author's; only schema.org calls a title so. */
function bareName(record: DataRecord): PlacedText | null {
  if (record.fields.get('type')?.key === '@type') return null
  const [name] = valuesNamed(record, ['name', 'label'])
  return name === undefined ? null : nameIn(name.value, name.at)
}

/** An address or an id is no name. */
function nameIn(value: unknown, at: string): PlacedText | null {
  if (typeof value !== 'string' || value.trim() === '' || value.length > MAX_NAME) return null
  return /^https?:\/\/|^[\da-f]{16,}$|^[\da-f]{8}-[\da-f-]{27}$|^\//i.test(value.trim())
    ? null
    : { value, at }
}

function officialMark(record: DataRecord): PlacedText | null {
  const [mark] = valuesNamed(record, OFFICIAL).filter(
    ({ value }) => value === true || value === 1 || value === 'true',
  )
  return mark === undefined ? null : { value: 'true', at: mark.at }
}
