/** Latitude and longitude as real lists write them. What fits Japan in one way only is taken; nothing is guessed. */
import type { Note } from '../schema'

type Place = { latitude: number; longitude: number }
type Role = 'latitude' | 'longitude'

/** Japan: 20–46 N, 122–154 E. The bounds of the database are the same. */
const BOUNDS: Record<Role, [number, number]> = { latitude: [20, 46], longitude: [122, 154] }

const within = (role: Role, value: number) => value >= BOUNDS[role][0] && value <= BOUNDS[role][1]

/** Whether a pair lies in Japan. */
function inJapan({ latitude, longitude }: Place): boolean {
  return within('latitude', latitude) && within('longitude', longitude)
}

/** Digits as typed with any keyboard. */
function plain(text: string): string {
  return text
    .replace(/[‐‑‒–—―−ー－ｰ﹣]/g, '-')
    .normalize('NFKC')
    .replace(/[’′‘`´]/g, "'")
    .replace(/[”″“]|''/g, '"')
    .trim()
}

type Reading = { value: number; note?: 'decimal_point' | 'decimal_comma' | 'degrees'; digits?: string }

const NUMBER = /^[+-]?\d{1,3}(\.\d*)?$|^[+-]?\.\d+$/
const SIGNS = /^(北緯|東経|緯度|経度|lat(itude)?|lon(gitude)?|lng|[NE])[:=\s]*|\s*[NE]$/gi
const DEGREES = /^(\d{1,3})\s*[度°:/\s]\s*(\d{1,2})(?:\s*[分':/\s]\s*(?:(\d{1,2}(?:\.\d+)?)\s*[秒"]?)?)?$/
const DOTTED = /^(\d{1,3})\.(\d{1,2})\.(\d{1,2}(?:\.\d+)?)$/

/** Reads one half of a place. Null: it is no number of degrees. `digits`: it had no decimal point. */
function readOne(text: string, role: Role): Reading | null {
  const bare = plain(text)
    .replace(SIGNS, '')
    .replace(/\s*[度°]$/, '')
    .trim()
  if (NUMBER.test(bare)) return { value: Number(bare) }
  if (/^\d+(\.\d+)?e[+-]?\d+$/i.test(bare)) return { value: Number(bare) }
  if (/^\d{2,3},\d{3,}$/.test(bare)) return { value: Number(bare.replace(',', '.')), note: 'decimal_comma' }
  const [, degrees, minutes = '0', seconds = '0'] = DEGREES.exec(bare) ?? DOTTED.exec(bare) ?? []
  if (degrees !== undefined) {
    if (Number(minutes) >= 60 || Number(seconds) >= 60) return null
    const value = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600
    return { value: Math.round(value * 1e7) / 1e7, note: 'degrees' }
  }
  if (/^\d{5,20}$/.test(bare)) {
    // Which number is meant shows when it stands in its own column, and then in the other one.
    for (const [length, other] of role === 'latitude'
      ? ([
          [2, 'latitude'],
          [3, 'longitude'],
        ] as const)
      : ([
          [3, 'longitude'],
          [2, 'latitude'],
        ] as const)) {
      const value = Number(`${bare.slice(0, length)}.${bare.slice(length)}`)
      if (within(other, value)) return { value, note: 'decimal_point', digits: bare }
    }
  }
  // A number all the same, so that the report can say that it lies outside.
  return /^[+-]?\d+(\.\d+)?$/.test(bare) ? { value: Number(bare) } : null
}

/** Both halves that stand in one cell; null when there are not exactly two. */
export function splitPair(text: string): [string, string] | null {
  const bare = plain(text)
    .replace(/^(POINT|点)\s*/i, '')
    .replace(/[()[\]【】「」]/g, ' ')
    .trim()
  const east = /^(.*?\d.*?)[,、;\s/]*((?:東経|経度|E\s*\d|北緯|緯度|lon|lng).*)$/i.exec(bare)
  if (east?.[1] && east[2]) return [east[1], east[2]]
  for (const separator of [/\s*[,、;]\s*/, /\s+/, /\s*\/\s*/]) {
    const parts = bare.split(separator).filter((part) => part !== '')
    if (parts.length === 2 && parts[0] && parts[1] && parts.every((part) => /\d{2}/.test(part))) {
      // 34,35196 is one number with a comma, not two.
      if (separator.source.includes(',') && /^\d{2,3},\d{3,}$/.test(bare) && !/^\d{2},\d{3}$/.test(bare))
        return null
      return [parts[0], parts[1]]
    }
  }
  const marked = [...bare.matchAll(/\d{1,3}\s*[度°][^度°]*?(?:秒|"|(?=\s\d{1,3}\s*[度°])|$)/g)]
  return marked.length === 2 && marked[0] && marked[1] ? [marked[0][0], marked[1][0]] : null
}

/** Degrees, minutes and seconds in a row of digits (344850) look like a number without its point (34.4850). */
const couldBePacked = (digits: string) => {
  const [, minutes, seconds] = /^\d{2,3}([0-5]\d)([0-5]\d)$/.exec(digits) ?? []
  return minutes !== undefined && seconds !== undefined
}

/**
 * Reads the place of a row.
 * @param latitude text of that column, '' when the file has none
 * @param latlon text of a column that holds both
 * @param tokyo the file says that its places are of the old Tokyo datum (日本測地系)
 */
export function readPlace(
  latitude: string,
  longitude: string,
  latlon = '',
  tokyo = false,
): { place: Place | null; notes: Note[] } {
  const notes: Note[] = []
  let [first, second] = [latitude.trim(), longitude.trim()]
  if ((first === '' || second === '') && !(first !== '' && second !== '')) {
    const both = latlon.trim() || first || second
    const pair = both === '' ? null : splitPair(both)
    if (pair) {
      if (latlon.trim() === '')
        notes.push({ field: 'latlon', key: 'both_in_one_cell', params: { text: cut(both) } })
      ;[first, second] = pair
    } else if (latlon.trim() !== '' && first === '' && second === '') {
      return none('unreadable_place', { text: cut(latlon) })
    }
  }
  const blank = (text: string) => /^(|[-‐－ー―]+|0+(\.0+)?|不明|なし|無し|未定|null|n\/a)$/i.test(plain(text))
  if (blank(first) && blank(second)) return none('no_place', {})
  if (blank(first) || blank(second)) return none('half_place', { text: cut(first + second) })
  const [a, b] = [readOne(first, 'latitude'), readOne(second, 'longitude')]
  const texts = { latitude: cut(first), longitude: cut(second) }
  if (!a || !b) return none('unreadable_place', { text: `${texts.latitude}, ${texts.longitude}` })
  if (a.digits && b.digits && couldBePacked(a.digits) && couldBePacked(b.digits))
    return none('ambiguous_digits', texts)
  const straight = { latitude: a.value, longitude: b.value }
  const swapped = { latitude: b.value, longitude: a.value }
  if (!inJapan(straight) && !inJapan(swapped)) return none('outside_japan', texts)
  if (/[０-９．，]/.test(first + second)) notes.push({ field: 'latlon', key: 'full_width' })
  for (const [reading, field] of [
    [a, 'latitude'],
    [b, 'longitude'],
  ] as const) {
    const text = field === 'latitude' ? first : second
    if (reading.note) notes.push({ field, key: reading.note, params: { from: cut(text), to: reading.value } })
  }
  let place = straight
  if (!inJapan(straight)) {
    place = swapped
    notes.push({ field: 'latlon', key: 'swapped', params: texts })
  }
  if (tokyo) {
    place = fromTokyo(place)
    notes.push({ field: 'latlon', key: 'tokyo_datum' })
  }
  if (decimals(a) < 3 && decimals(b) < 3) notes.push({ field: 'latlon', key: 'coarse_place' })
  return { place, notes }
}

function none(key: string, params: Record<string, string | number>): { place: null; notes: Note[] } {
  return { place: null, notes: [{ field: 'latlon', key, params }] }
}

const decimals = ({ value, note }: Reading) =>
  note === 'degrees' ? 7 : (/\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0)

/** Enough of a text to find it again. */
function cut(text: string): string {
  return [...text].slice(0, 60).join('')
}

/**
 * From the old Tokyo datum to the world's (JGD/WGS 84), by the usual first-order formula: within about 10 metres in
 * Japan, where leaving it would be wrong by about 450.
 */
function fromTokyo({ latitude, longitude }: Place): Place {
  const round = (value: number) => Math.round(value * 1e7) / 1e7
  return {
    latitude: round(latitude - latitude * 0.00010695 + longitude * 0.000017464 + 0.0046017),
    longitude: round(longitude - latitude * 0.000046038 - longitude * 0.000083043 + 0.01004),
  }
}
