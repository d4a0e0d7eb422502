/** Names of a city with their readings: what stands before 丁目, 校区 and behind 大字. Pure. */
import { hasKanji } from '~/platform/ruby'
import { toHiragana } from './ruby'

/** Endings that are taken off, in writing and in reading, so that the name itself is known too. */
const ENDINGS = [
  [/[一二三四五六七八九十]+丁目$/, /(いっ|に|さん|よん|ご|ろく|なな|はっ|きゅう|じゅっ|じゅう)+ちょうめ$/],
  [/校区.*$/, /こうく.*$/],
  [/町$/, /(ちょう|まち)$/],
  [/市$/, /し$/],
] as const

/** Every name of at least two letters with kanji in it; the first reading that is told of a name stands. */
export function namesFrom(found: readonly { name: string; reading: string }[]): Map<string, string> {
  const names = new Map<string, string>()
  const add = (name: string, reading: string) => {
    if (name.length > 1 && reading && hasKanji(name) && !names.has(name)) names.set(name, reading)
  }
  for (const row of found) {
    let name = row.name.replace(/^大字/, '')
    let reading = toHiragana(row.reading).replace(/^おおあざ/, row.name.startsWith('大字') ? '' : 'おおあざ')
    if (!/校区/.test(name)) add(name, reading)
    for (const [written, read] of ENDINGS) {
      if (!written.test(name) || !read.test(reading)) continue
      name = name.replace(written, '')
      reading = reading.replace(read, '')
      add(name, reading)
    }
  }
  return names
}
