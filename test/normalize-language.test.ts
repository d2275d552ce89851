import { beforeAll, describe, expect, test } from 'vitest'
import {
  canonicalLanguage,
  type LanguageDetector,
  languageOf,
  loadLanguageDetector,
} from '../workers/normalize/language.ts'

let detector: LanguageDetector
beforeAll(async () => {
  detector = await loadLanguageDetector()
})

const german = 'Der Akku hält leider nur noch zwei Stunden, das ist sehr enttäuschend.'

function read(text: string | null, stated: string | null = null, page: string | null = null) {
  return languageOf({ stated, page, text }, detector).language
}

describe('the language of a text', () => {
  test.each([
    ['The battery does not last as long as they promised.', 'en'],
    [german, 'de'],
    ['La batterie ne tient plus que deux heures, quelle déception.', 'fr'],
    ['La batería solo dura dos horas y es muy decepcionante.', 'es'],
    ['La batteria dura soltanto due ore, che delusione.', 'it'],
    ['De batterij gaat maar twee uur mee, erg teleurstellend.', 'nl'],
    ['A bateria só dura duas horas, que decepção.', 'pt'],
    ['Bateria wytrzymuje tylko dwie godziny, wielkie rozczarowanie.', 'pl'],
    ['最高です', 'ja'],
    ['电池只能用两个小时，非常令人失望', 'zh'],
    ['배터리가 두 시간', 'ko'],
  ])('%s is %s', (text, language) => {
    expect(read(text)).toBe(language)
  })

  test.each(['ok', 'Super!', 'Top', '👍👍👍', '12345678901234567890', '最高'])(
    "'%s' is too short to tell",
    (text) => {
      expect(read(text)).toBeNull()
    },
  )

  test('is what the site states of the item, before all else', () => {
    expect(read(german, 'nl_BE', 'en')).toBe('nl-BE')
  })

  test('is its own before the page’s', () => {
    expect(read(german, null, 'en-US')).toBe('de')
  })

  test('is the page’s more exact tag when both agree, and when the text is too short', () => {
    expect(read(german, null, 'de-AT')).toBe('de-AT')
    expect(read('ok', null, 'de-AT')).toBe('de-AT')
  })

  test('is unknown, with a reason, without any sign', () => {
    expect(languageOf({ stated: null, page: null, text: null }, null)).toMatchObject({
      language: null,
      confidence: 0,
      reason: expect.stringContaining('too short'),
    })
  })
})

test('a language tag is brought to its canonical form', () => {
  expect(['pt_br', 'EN', 'eng', 'zh-hant-tw'].map(canonicalLanguage)).toEqual([
    'pt-BR',
    'en',
    'en',
    'zh-Hant-TW',
  ])
})

test('what names no language is none', () => {
  expect(['und', 'mul', 'xx', 'english language', '', '*'].map(canonicalLanguage)).toEqual(
    Array(6).fill(null),
  )
})
