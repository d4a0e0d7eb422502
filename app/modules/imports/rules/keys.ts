/** The key by which a row is known again in the next edition of its file, wherever it stands there. */
import { searchForm } from '~/platform/text'
import type { AedValues } from '../schema'

/** Room for a key in the database is 200 letters. */
const MAX_ID = 150

/** An ID as it is compared: any width of letters, and without the noughts that a spreadsheet drops. */
export function idForm(text: string): string {
  const id = text.normalize('NFKC').replace(/\s/g, '').replace(/\.0$/, '')
  return /^\d+$/.test(id) ? id.replace(/^0+(?=\d)/, '') : id
}

/** Key of a row with an ID of its own. */
export function keyOfId(id: string): string {
  return `id:${id.length > MAX_ID ? hash(id) : id}`
}

/** Key of a row by what it says of where it is: name, address and position. */
export function keyOfRow({
  name,
  address,
  position,
}: Pick<AedValues, 'name' | 'address' | 'position'>): string {
  return `row:${hash([name, address, position].map((text) => searchForm(text).replace(/[\s\-‐－―ー]/g, '')).join('\n'))}`
}

/** Key of an AED that this portal itself gave out; null when the address is of another site. */
export function keyOfPage(page: string, origin: string): string | null {
  const [, number] =
    /^\/aeds\/([1-9]\d{0,8})$/.exec(origin && page.startsWith(origin) ? page.slice(origin.length) : '') ?? []
  return number === undefined ? null : `own:${number}`
}

/** FNV-1a of 64 bits, twice with different beginnings: 128 bits as hexadecimal digits. */
function hash(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const half = (start: bigint) => {
    let sum = start
    for (const byte of bytes) sum = ((sum ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn
    return sum.toString(16).padStart(16, '0')
  }
  return half(0xcbf29ce484222325n) + half(0x84222325cbf29ce4n)
}

/** An address as two editions of a list are compared: without its prefecture, 丁目, 番地 and 号 as hyphens. */
export function addressForm(text: string): string {
  return searchForm(text)
    .replace(/\s/g, '')
    .replace(/^(北海道|東京都|京都府|大阪府|.{2,3}県)/, '')
    .replace(/丁目|番地の?|番|号|[-‐－―ー−–—]/g, '-')
    .replace(/-+/g, '-')
    .replace(/-$/, '')
}
