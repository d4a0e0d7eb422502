/**
 * Excel workbooks (.xlsx) as lines. What is packed inside is unpacked here, up to a limit, and handed on unpacked, so
 * that a small file cannot fill the memory.
 */
import { inflateRawSync } from 'node:zlib'
import readXlsxFile from 'read-excel-file/node'

/** Bytes that a workbook may unpack to, its widest row, its most rows, and the cells of one sheet. */
const MAX_UNPACKED = 150 * 1024 * 1024
const MAX_ENTRIES = 2000
export const MAX_COLUMNS = 500
export const MAX_ROWS = 200_000

type Entry = { name: string; content: Buffer }
type Sheet = { name: string; lines: string[][] }
type RefusedWorkbook = { refused: 'broken_workbook' | 'workbook_too_large' | 'too_many_rows' }

/** The sheets of a workbook with text in them; cells as text, times as `H:MM`, days as `YYYY-MM-DD`. */
export async function readWorkbook(bytes: Uint8Array): Promise<{ sheets: Sheet[] } | RefusedWorkbook> {
  const entries = unpack(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if ('refused' in entries) return entries
  for (const { name, content } of entries.parts) {
    if (/worksheets\/[^/]+\.xml$/i.test(name) && !fits(content)) return { refused: 'too_many_rows' }
  }
  try {
    const sheets = await readXlsxFile(pack(entries.parts), { trim: false })
    return {
      sheets: sheets
        .map(({ sheet, data }) => ({ name: sheet, lines: data.map((row) => row.map(cellText)) }))
        .filter(({ lines }) => lines.some((cells) => cells.some((cell) => cell.trim() !== ''))),
    }
  } catch {
    return { refused: 'broken_workbook' }
  }
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (!(value instanceof Date)) return typeof value === 'boolean' ? (value ? '1' : '0') : String(value)
  if (Number.isNaN(value.getTime())) return ''
  // A time of day alone is an instant of the day on which the calendar of Excel begins.
  const minutes = Math.round(value.getTime() / 60_000)
  const inDay = ((minutes % 1440) + 1440) % 1440
  const time = `${Math.floor(inDay / 60)}:${String(inDay % 60).padStart(2, '0')}`
  if (value.getUTCFullYear() < 1901) return value.getTime() >= Date.UTC(1899, 11, 31) ? '24:00' : time
  const day = value.toISOString().slice(0, 10)
  return inDay === 0 ? day : `${day} ${time}`
}

/** Whether the places of the cells leave the rows and columns within bounds: empty ones between them cost memory too. */
function fits(sheet: Buffer): boolean {
  const xml = sheet.toString('latin1')
  for (const [, letters = '', digits] of xml.matchAll(/\sr=["']([A-Z]*)(\d+)["']/g)) {
    if (Number(digits) > MAX_ROWS) return false
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
    if (column > MAX_COLUMNS) return false
  }
  return true
}

/** Takes the parts of a workbook out of its zip archive, by the list at the archive's end. */
function unpack(zip: Buffer): { parts: Entry[] } | RefusedWorkbook {
  const broken = { refused: 'broken_workbook' } as const
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > zip.length) return broken
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  if (count > MAX_ENTRIES) return { refused: 'workbook_too_large' }
  let left = MAX_UNPACKED
  const parts: Entry[] = []
  for (let n = 0; n < count; n++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) return broken
    const [flags, method] = [zip.readUInt16LE(at + 8), zip.readUInt16LE(at + 10)]
    const packed = zip.readUInt32LE(at + 20)
    const [nameLength, extra, comment] = [28, 30, 32].map((part) => zip.readUInt16LE(at + part)) as [
      number,
      number,
      number,
    ]
    const header = zip.readUInt32LE(at + 42)
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    at += 46 + nameLength + extra + comment
    if (!/\.(xml|rels)$/i.test(name)) continue
    if (flags & 1 || header + 30 > zip.length || zip.readUInt32LE(header) !== 0x04034b50) return broken
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28)
    const body = zip.subarray(start, start + packed)
    if (body.length !== packed || (method !== 0 && method !== 8)) return broken
    if (left <= 0) return { refused: 'workbook_too_large' }
    try {
      const content = method === 0 ? body : inflateRawSync(body, { maxOutputLength: left })
      left -= content.length
      if (left < 0) return { refused: 'workbook_too_large' }
      parts.push({ name, content })
    } catch (error) {
      const tooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
      return tooLarge ? { refused: 'workbook_too_large' } : broken
    }
  }
  return parts.length > 0 ? { parts } : broken
}

/** The parts in an archive without packing. */
function pack(parts: readonly Entry[]): Buffer {
  const bodies: Buffer[] = []
  const list: Buffer[] = []
  let offset = 0
  for (const { name, content } of parts) {
    const title = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(content.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(title.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, title])
    const central = Buffer.concat([
      Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
      common,
      Buffer.alloc(14),
      title,
    ])
    central.writeUInt32LE(offset, 42)
    bodies.push(local, content)
    list.push(central)
    offset += local.length + content.length
  }
  const size = list.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, ...list, end])
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

function crc32(content: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of content) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
