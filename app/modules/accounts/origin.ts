/** What is remembered of where a request came from: little. */
import { isIP } from 'node:net'

/** The eight groups of an IPv6 address; null when it is none. */
function groupsOf(address: string): number[] | null {
  const plain = address.split('%')[0] ?? ''
  if (isIP(plain) !== 6) return null
  const [head = '', tail] = plain.split('::', 2)
  const parse = (part: string) =>
    part === ''
      ? []
      : part.split(':').flatMap((group) => {
          if (!group.includes('.')) return [Number.parseInt(group, 16)]
          const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
          return [a * 256 + b, c * 256 + d]
        })
  const front = parse(head)
  if (tail === undefined) return front
  const back = parse(tail)
  return [...front, ...Array<number>(Math.max(0, 8 - front.length - back.length)).fill(0), ...back]
}

/** An IPv4 address in four numbers, also when it is written as IPv6 (`::ffff:192.0.2.1`). */
function fourOf(address: string): number[] | null {
  if (isIP(address) === 4) return address.split('.').map(Number)
  const groups = groupsOf(address)
  if (!groups || groups.slice(0, 5).some((g) => g !== 0) || groups[5] !== 0xffff) return null
  const [high = 0, low = 0] = groups.slice(6)
  return [high >> 8, high & 255, low >> 8, low & 255]
}

function prefix(groups: number[], count: number): string {
  const kept = groups.slice(0, count).map((g) => g.toString(16))
  while (kept.at(-1) === '0') kept.pop()
  return `${kept.join(':')}::/${count * 16}`
}

/** The network of an address, for the audit: /24 of IPv4, /48 of IPv6. Empty when it is no address. */
export function networkOf(address: string): string {
  const four = fourOf(address)
  if (four) return `${four.slice(0, 3).join('.')}.0/24`
  const groups = groupsOf(address)
  return groups ? prefix(groups, 3) : ''
}

/** What attempts are counted by: an IPv4 address, or the /64 that one IPv6 connection has for itself. */
export function countedAddress(address: string): string {
  const four = fourOf(address)
  if (four) return four.join('.')
  const groups = groupsOf(address)
  return groups ? prefix(groups, 4) : 'unknown'
}

const BROWSERS: readonly [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/YaBrowser\//, 'Yandex'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'Chromebook'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux|X11/, 'Linux'],
]

/** Browser family and system in a person's words, `Chrome, Android`; empty when neither is known. */
export function deviceOf(userAgent: string | null): string {
  const agent = (userAgent ?? '').slice(0, 500)
  const named = (list: readonly [RegExp, string][]) => list.find(([pattern]) => pattern.test(agent))?.[1]
  return [named(BROWSERS), named(SYSTEMS)].filter(Boolean).join(', ')
}
