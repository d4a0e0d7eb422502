/** Staff who import, files as they arrive, and the queue done by hand. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Actor, StaffRole } from '~/modules/accounts/rules'
import { guest } from '~/modules/accounts/rules'
import { confirmMapping, orderWriting } from '~/modules/imports/commands/decide.server'
import { checkImport, writeImport } from '~/modules/imports/commands/run.server'
import { startImport } from '~/modules/imports/commands/upload.server'
import { type UploadForm, uploadForm } from '~/modules/imports/forms'
import { importById } from '~/modules/imports/queries/imports.server'
import type { AedValues, Judged } from '~/modules/imports/schema'
import { db } from '~/platform/db.server'
import { makeUser, today } from '../accounts/support'

/** Somebody of the city with a role, their second factor passed. */
export async function staff(role: StaffRole = 'section_staff') {
  const { id } = await makeUser()
  const user = { id, name: '市 職員', language: 'ja', demonstration: false }
  return { ...guest(today(), '203.0.113.0/24'), user, staff: [role], capacity: role } satisfies Actor
}

const folder = mkdtempSync(path.join(tmpdir(), 'aed-import-'))
let files = 0

/** A file as the form leaves it in the scratch folder. */
export function arrived(content: string | Uint8Array, name = 'aed.csv'): { name: string; path: string } {
  files++
  const file = path.join(folder, String(files))
  writeFileSync(file, content)
  return { name, path: file }
}

export const newSource = (name = '試験市のAED一覧', over: Partial<UploadForm> = {}): UploadForm => ({
  ...uploadForm.parse({ name, publisher: '試験市', licence: 'CC BY 4.0' }),
  ...over,
})

export const sameSource = async (name = '試験市のAED一覧'): Promise<UploadForm> => {
  const { id } = await db.aedSource.findUniqueOrThrow({ where: { name }, select: { id: true } })
  return uploadForm.parse({ source: String(id) })
}

/** Rows of a list: id, name, address, latitude, longitude, place inside, hours. */
type Line = [
  id: string,
  name: string,
  address: string,
  latitude: string,
  longitude: string,
  position: string,
  days: string,
  start: string,
  end: string,
]

export const line = (n: number, over: Partial<Record<number, string>> = {}): Line => {
  const cells: Line = [
    `A${n}`,
    `第${n}公民館`,
    `試験市中央町${n}番地`,
    `34.8${String(n % 1000).padStart(3, '0')}`,
    `135.65${String(n % 100).padStart(2, '0')}`,
    '1階の受付',
    '月火水木金',
    '9:00',
    '17:00',
  ]
  return cells.map((cell, at) => over[at] ?? cell) as Line
}

const HEAD = 'ID,名称,所在地,緯度,経度,設置位置,利用可能曜日,開始時間,終了時間'

export const list = (lines: readonly Line[]): string =>
  `${[HEAD, ...lines.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))].join('\r\n')}\r\n`

/** Sends a file, confirms what was found in it, and lets the queue compare it. Returns the import. */
export async function checked(actor: Actor, form: UploadForm, content: string): Promise<number> {
  const id = await startImport(actor, form, arrived(content))
  const { version, mapping } = await importById(actor, id)
  await confirmMapping(actor, id, version, mapping)
  await checkImport(id)
  return id
}

/** Orders what was checked to be written, and lets the queue write it. */
export async function written(actor: Actor & { user: { id: string } }, id: number): Promise<void> {
  const { version } = await importById(actor, id)
  await orderWriting(actor, id, version)
  await writeImport(id, actor.user.id)
}

export const stateOf = async (id: number) =>
  (await db.aedImport.findUniqueOrThrow({ where: { id }, select: { state: true } })).state

/** A judged row, as the pure half hands it over. */
export function judged(n: number, over: Partial<AedValues> = {}): Judged {
  const values: AedValues = {
    name: `第${n}公民館`,
    nameKana: '',
    nameEnglish: '',
    address: `試験市中央町${n}番地`,
    building: '',
    postalCode: '',
    latitude: 34.8 + (n % 1000) / 10_000,
    longitude: 135.65,
    position: '1階の受付',
    phone: '',
    extension: '',
    corporateNumber: '',
    organisation: '',
    url: '',
    note: '',
    hours: null,
    daysText: '',
    startText: '',
    endText: '',
    hoursText: '',
    childPads: null,
    outdoors: null,
    notForPublic: false,
    otherColumns: {},
    ...over,
  }
  return { line: n + 1, outcome: 'accepted', key: `id:${n}`, name: values.name, values, notes: [] }
}
