/** docs/privacy.md says of every personal column why it is there and what deletes it; here it is held to that. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { rounds } from '~/jobs.server'

const root = path.resolve(import.meta.dirname, '../..')
const page = readFileSync(path.join(root, 'docs/privacy.md'), 'utf8')
const [personal = '', harmless = ''] = page.split('## Looked at, and not personal')

/** Names under which people are written down somewhere in the world. */
const PERSONAL =
  /name|reading|kana|e?mail|phone|address|birth|gender|person|guardian|health|emergency|contact|account|recipient|device|origin|endpoint|proxy|entrusted|supervis|sent_?to|payee|^who$|payload|secret|password|photo|message|caption|(checked|given|written|reviewed|diagnosed|revoked)_by$|^auth$|p256dh|registered|sender|postal|printed|fields$|^values$|^text$|^body$|^answers$|^notes?$|learned|^did$|outcome|^money$|^before$|^after$|choices|^minutes$/

type Column = { table: string; column: string; kind: string }

function columns(): Column[] {
  const found: Column[] = []
  for (const file of readdirSync(path.join(root, 'prisma/schema'))) {
    const text = readFileSync(path.join(root, 'prisma/schema', file), 'utf8')
    for (const [, model = '', body = ''] of text.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)) {
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model
      for (const [, name = '', kind = '', rest = ''] of body.matchAll(/^\s+(\w+)\s+(\w+)(.*)$/gm))
        found.push({ table, column: /@map\("(\w+)"\)/.exec(rest)?.[1] ?? name, kind })
    }
  }
  return found
}

const all = columns()
const named = (text: string) => [...text.matchAll(/`(\w+\.\w+)`/g)].map(([, name = '']) => name)

test('every column that looks personal is in the inventory, or was looked at and found harmless', () => {
  const known = new Set(named(page))
  const missing = all
    .filter(({ column, kind }) => /^(String|Json|Bytes)$/.test(kind) && PERSONAL.test(column))
    .map(({ table, column }) => `${table}.${column}`)
    .filter((name) => !known.has(name) && !/_id$/.test(name))
  expect(missing).toEqual([])
  // The names that a new table might bring are among those that are looked for.
  for (const name of [
    'name',
    'family_name',
    'email',
    'phone',
    'home_address',
    'birth_date',
    'guardian_contact',
  ])
    expect(name).toMatch(PERSONAL)
})

test('every column that the inventory names exists, and stands in one list alone', () => {
  const known = new Set(all.map(({ table, column }) => `${table}.${column}`))
  expect(named(page).filter((name) => !known.has(name))).toEqual([])
  const twice = named(page).filter((name, at, names) => names.indexOf(name) !== at)
  expect(twice).toEqual([])
  expect(named(harmless).length).toBeGreaterThan(40)
})

test('each line says what deletes it: a job that runs, a page, or plainly that none does', () => {
  const lines = personal.split('\n').filter((line) => line.startsWith('| `'))
  expect(lines.length).toBeGreaterThan(40)
  for (const line of lines) {
    const by = line.split('|').at(-2)?.trim() ?? ''
    const jobs = [...by.matchAll(/`([\w-]+)`/g)].map(([, job = '']) => job)
    for (const job of jobs) expect(Object.keys(rounds), line.slice(0, 80)).toContain(job)
    if (jobs.length === 0) expect(by, line.slice(0, 80)).toMatch(/`\/account\/delete`|by hand|no job/)
  }
})
