/**
 * Fields that a form does not have change nothing. Main forms are sent twice, once as they are and once with names of
 * columns that decide who may do what; in the whole database both leave the same in those. For all other forms: every
 * schema drops what it does not name, and no command writes a row from what was not read through a schema.
 */
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { addDays, dayOf } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { type InProcess, openInProcess, type Role } from '../setup/in-process'

const root = path.resolve(import.meta.dirname, '../..')
const files = (folder: string, wanted: RegExp) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((name) => wanted.test(name))
    .sort()
const today = dayOf(new Date())

let portal: InProcess
let home: { id: number; slug: string }
/** Names of columns, in both spellings, with values that would give somebody more than the form does. */
let extras: Record<string, string>

beforeAll(async () => {
  portal = await openInProcess()
  const { association } = await db.term.findFirstOrThrow({
    where: { user: { email: 'chair@demo.example' } },
    select: { association: { select: { id: true, slug: true } } },
  })
  home = association
  const admin = await db.user.findUniqueOrThrow({ where: { email: 'admin@demo.example' } })
  const foreign = await db.association.findFirstOrThrow({
    where: { id: { not: home.id }, kind: 'neighbourhood' },
  })
  const wanted: Record<string, string> = {
    id: '987654321',
    role: 'administrator',
    staff: 'administrator',
    isAdmin: 'true',
    associationId: String(foreign.id),
    districtId: String(foreign.districtId),
    userId: admin.id,
    createdById: admin.id,
    authorId: admin.id,
    publishedById: admin.id,
    passwordHash: 'given-by-the-form',
    emailVerifiedAt: '2020-01-01T00:00:00Z',
    confirmedAt: '2020-01-01T00:00:00Z',
    publishedAt: '2020-01-01T00:00:00Z',
    provenAt: '2020-01-01T00:00:00Z',
    createdAt: '2020-01-01T00:00:00Z',
    hiddenAt: '2020-01-01T00:00:00Z',
    minutesAt: '2020-01-01T00:00:00Z',
    state: 'published',
    grantedAmount: '987654321',
    path: '/',
    supportCount: '987654321',
    invented: 'true',
    source: '1',
    'data[role]': 'administrator',
    'user.role': 'administrator',
    __proto__x: 'true',
    'constructor.prototype.isAdmin': 'true',
  }
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  extras = Object.fromEntries(
    Object.entries(wanted).flatMap(([name, value]) => [
      [name, value],
      [snake(name), value],
    ]),
  )
}, 300_000)

type Form = { as: Role; at: () => string | Promise<string>; fields: () => Record<string, string> }

const mail = () => `${randomUUID()}@people.example`
const asked = { kind: 'question', category: 'road', title: '道', body: '道です', rules: 'on', similar: 'on' }

/** Forms by name; each makes a new row, or writes the one it has. */
const forms: Record<string, Form> = {
  'the own profile': {
    as: 'resident',
    at: () => '/account/profile',
    fields: () => ({
      familyName: '木村',
      givenName: randomUUID().slice(0, 8),
      familyReading: 'きむら',
      givenReading: 'はな',
      language: 'ja',
      delivery: 'email',
    }),
  },
  'a notice': {
    as: 'chair',
    at: () => '/notices/new',
    fields: () => ({
      association: String(home.id),
      audience: String(home.id),
      visibility: 'members',
      category: 'other',
      importance: 'normal',
      title: '題',
      body: '本文',
      submission: randomUUID(),
      intent: 'draft',
    }),
  },
  'a household': {
    as: 'chair',
    at: () => `/associations/${home.slug}/households`,
    fields: () => ({
      association: String(home.id),
      names: `木村${randomUUID().slice(0, 8)}`,
      delivery: 'paper',
    }),
  },
  'an opening': {
    as: 'chair',
    at: () => `/associations/${home.slug}/openings/new`,
    fields: () => ({ kind: 'task', title: '題', body: '本文', hours: '1.5', places: '1' }),
  },
  'a decision in writing': {
    as: 'chair',
    at: () => `/associations/${home.slug}/resolutions/new`,
    fields: () => ({
      title: '決議',
      way: 'consent_then_majority',
      unit: 'person',
      consent_until: addDays(today, 5),
      vote_until: addDays(today, 12),
    }),
  },
  'a question to the city': {
    as: 'guest',
    at: () => '/exchange/new',
    fields: () => ({ ...asked, channel: 'direct', name: '木村', email: mail(), submission: randomUUID() }),
  },
  'a question of an association': {
    as: 'chair',
    at: () => '/exchange/new',
    fields: () => ({
      ...asked,
      channel: 'association',
      association: String(home.id),
      submission: randomUUID(),
    }),
  },
  'a talk': {
    as: 'chair',
    at: () => '/exchange/talks/new',
    fields: () => ({
      association: String(home.id),
      audience: String(home.id),
      title: '会',
      startsAt: `${addDays(today, 30)}T10:00`,
      endsAt: `${addDays(today, 30)}T12:00`,
      place: '会館',
    }),
  },
  'an AED': {
    as: 'chair',
    at: () => '/aeds/new',
    fields: () => ({
      association: String(home.id),
      name: `会館のAED ${randomUUID()}`,
      child_pads: 'unknown',
      outdoors: 'unknown',
      hours_kind: 'unknown',
    }),
  },
  'a report about an AED': {
    as: 'guest',
    at: async () => {
      const { id } = await db.aed.findFirstOrThrow({
        where: { condition: 'in_service' },
        orderBy: { id: 'asc' },
      })
      return `/aeds/${id}/report`
    },
    fields: () => ({ kind: 'not_there', submission: randomUUID() }),
  },
  'a subscription': {
    as: 'guest',
    at: () => '/subscriptions',
    fields: () => ({ email: mail(), rhythm: 'at_once' }),
  },
  'a section of the city': {
    as: 'reviewer',
    at: () => '/desk/sections',
    fields: () => ({ name: `課${randomUUID()}` }),
  },
}

type Written = Record<string, Record<string, unknown>[]>

/** All rows of all tables that were written since a transaction of that number. */
async function writtenSince(xid: string): Promise<Written> {
  const tables = await rows<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'sessions' ORDER BY 1`,
    [],
  )
  const found: Written = {}
  for (const { name } of tables) {
    const written = await rows<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(t) AS row FROM "${name}" t WHERE xmin::text::bigint >= $1::bigint`,
      [xid],
    )
    if (written.length > 0) found[name] = written.map(({ row }) => row)
  }
  return found
}

/** Of each row the columns that were named and that a form could give; of an instant whether there is one. */
function deciding(written: Written): Written {
  const cut = (row: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([column]) => column in extras && !/^(id|support_count)$/.test(column))
        .map(([column, value]) => [column, /_at$/.test(column) ? value !== null : value]),
    )
  const inOrder = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  return Object.fromEntries(
    Object.entries(written).map(([table, list]) => [table, list.map(cut).sort(inOrder)]),
  )
}

async function send(form: Form, more: Record<string, string>): Promise<Written> {
  const at = await form.at()
  const [{ xid = '' } = {}] = await rows<{ xid: string }>(
    'SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xid',
    [],
  )
  // The form's own names win: what is added is only what it does not have.
  const { status, text } = await portal.ask(form.as, at, { ...more, ...form.fields() })
  expect(status, text.replace(/<[^>]+>/g, ' ').slice(0, 1500)).toBe(302)
  return writtenSince(xid)
}

describe('a form sent with more than it has', () => {
  test.each(Object.keys(forms))('%s leaves what it leaves without', async (name) => {
    const form = forms[name] as Form
    const without = deciding(await send(form, {}))
    const written = await send(form, extras)
    expect(Object.keys(without).length).toBeGreaterThan(0)
    expect(deciding(written)).toEqual(without)
    const text = JSON.stringify(written)
    for (const value of ['987654321', '2020-01-01', 'given-by-the-form', 'administrator'])
      expect(text).not.toContain(value)
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined()
  })
})

/** Objects within a schema that let pass what they do not name. */
function openObjects(schema: unknown, seen = new Set<unknown>()): number {
  if (!schema || typeof schema !== 'object' || seen.has(schema)) return 0
  seen.add(schema)
  let found = 0
  if (schema instanceof z.ZodObject) {
    const { catchall } = schema._zod.def
    if (catchall && !(catchall instanceof z.ZodNever)) found++
    for (const inner of Object.values(schema.shape)) found += openObjects(inner, seen)
    return found
  }
  if (!(schema instanceof z.ZodType)) return 0
  const def = schema._zod.def as unknown as Record<string, unknown>
  for (const inner of Object.values(def))
    for (const one of Array.isArray(inner) ? inner : [inner]) found += openObjects(one, seen)
  return found
}

test('every schema drops or refuses what it does not name', async () => {
  const open: string[] = []
  let looked = 0
  for (const file of files('app/modules', /^app\/modules\/[\w-]+\/(schema|rules)(\/[\w-]+)?\.ts$/)) {
    const module = (await import(path.join(root, file))) as Record<string, unknown>
    for (const [name, value] of Object.entries(module)) {
      if (!(value instanceof z.ZodType)) continue
      looked++
      if (openObjects(value) > 0) open.push(`${file} ${name}`)
    }
  }
  expect(looked).toBeGreaterThan(250)
  // What is given out, not taken in, may be open.
  expect(open.filter((name) => !name.startsWith('app/modules/opendata/'))).toEqual([
    // Each mark of the list is read by `sentMark` afterwards, one by one.
    'app/modules/attendance/schema/index.ts sentMarks',
    // Fields with numbers in their names; what comes out has four that are named.
    'app/modules/surveys/schema/texts.ts textsForm',
  ])
  expect(openObjects(z.object({ a: z.array(z.looseObject({})).optional() }))).toBe(1)
})

/** Places of a program text where a row is made from something that no schema has read. */
function rawWrites(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const raw = /\bFormFields\b|\bFormData\b|\bunknown\b|\bany\b|Record<string, (?:string|unknown|any)/
  const visit = (node: ts.Node, given: Map<string, string>) => {
    let known = given
    if (ts.isFunctionLike(node)) {
      known = new Map(given)
      for (const { name, type } of node.parameters) {
        const said = type?.getText() ?? ''
        if (ts.isIdentifier(name)) known.set(name.text, said)
        else
          for (const element of name.elements)
            if (ts.isBindingElement(element) && ts.isIdentifier(element.name))
              known.set(element.name.text, element.dotDotDotToken ? said : '')
      }
    }
    if (
      ts.isPropertyAssignment(node) &&
      /^(data|create|update)$/.test(node.name.getText()) &&
      ts.isObjectLiteralExpression(node.initializer)
    )
      for (const part of node.initializer.properties)
        if (ts.isSpreadAssignment(part) && raw.test(known.get(part.expression.getText()) ?? ''))
          found.push(`${file}: ${part.getText()}`)
    ts.forEachChild(node, (child) => visit(child, known))
  }
  visit(source, new Map())
  return found
}

test('no command makes a row from what was not read through a schema', () => {
  const commands = files('app', /\.server\.ts$/).filter((file) => !file.includes('/backup/'))
  expect(commands.length).toBeGreaterThan(200)
  const texts = commands.map((file) => [file, readFileSync(path.join(root, file), 'utf8')] as const)
  expect(texts.flatMap(([file, text]) => rawWrites(file, text))).toEqual([])
  const wrong =
    'export async function f(tx: Tx, form: FormFields) { await tx.user.update({ data: { ...form } }) }'
  expect(rawWrites('x.ts', wrong)).toHaveLength(1)
  // What a form says reaches a command through `check` alone: no action hands on what it has read as it is.
  const routes = files('app/routes', /\.tsx?$/)
  const handed = routes.flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8')
    return [
      ...text.matchAll(/\b(?:data|create|update): \{[^}]*\.\.\.|\bdb\.\w+\.(?:create|update|upsert)/g),
    ].map(() => file)
  })
  expect(handed).toEqual([])
})
