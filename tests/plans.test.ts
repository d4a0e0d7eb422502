/**
 * On a large database, every query of every page and form is served by an index: none reads a large table from end to
 * end, neither row by row nor along an index that answers nothing of the question.
 */
import type pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { loads, openAddresses, posts, type Row } from './addresses'
import { type InProcess, type Role, roles } from './setup/in-process'
import { enlarge } from './setup/large'
import { type Fault, hearPlans, isSuperuser, type Recorder } from './setup/plans'
import { openTestServer } from './setup/server'

/** Pages, and the files of the same name, whose work it is to read all rows of a kind; each with the reason. */
const readsEverything: Record<string, string> = {
  'aeds.import': 'counts the AEDs of each source',
  'aeds.nearest': 'fills the memory from which the nearest AEDs are answered',
  'aeds.placement': 'weighs all AEDs against all who live in the city',
  'aeds.placement.population': 'counts the points of each population',
  'api.v1.indicators': 'counts everybody who came in a year, each person once',
  'desk_.indicators': 'as api.v1.indicators',
  'desk_.subsidies[.]csv': 'lists all entries of all budgets',
  'desk_.volunteering': 'counts the places of all programmes under way',
  'desk_.volunteering_.applications': 'says how many applications there are',
  'desk_.volunteering_.helpers': 'names the associations that have helpers',
  indicators: 'as api.v1.indicators',
  'indicators.$key': 'as api.v1.indicators',
  'indicators.$key_.enter': 'as api.v1.indicators',
  'indicators.sheet': 'as api.v1.indicators',
  'subsidies.revision': 'reckons a scheme anew for all halls',
  'surveys.$id_.answers[.]csv': 'looks for the names behind the keys of voters, which no index knows',
  workload: 'adds up the work of all posts of the city',
  // The city keeps all AEDs, where the chair of an association keeps a few.
  'reviewer desk_.aeds': 'counts the signs of all AEDs',
  'approver desk_.aeds': 'as the reviewer',
}

const mayReadAll = (role: Role, { route }: Row) => {
  const page = route.replace(/(\._index|\[\.\]\w+)$/, '')
  return [route, page, `${role} ${page}`].some((name) => name in readsEverything)
}

let portal: InProcess
/** None where a server was given for the tests whose user may not load the extension. */
let recorder: Recorder | undefined

beforeAll(async () => {
  portal = await openAddresses()
  const server = await openTestServer()
  try {
    const address = server.adminUrl(new URL(process.env.DATABASE_URL ?? '').pathname.slice(1))
    if (!(await isSuperuser(address))) return
    await enlarge(address)
    const { __portalPool } = globalThis as unknown as { __portalPool: pg.Pool }
    recorder = await hearPlans(address, __portalPool)
  } finally {
    await server.close()
  }
}, 600_000)

const statusOf = ({ answers }: Row, role: Role) => answers.split(' ')[roles.indexOf(role)]

/** Who asks for a page: the first and the last who may see it, and the chair. */
function askers(row: Row): Role[] {
  const may = roles.filter((role) => statusOf(row, role) === '200')
  return may.filter((role) => role === may[0] || role === may.at(-1) || role === 'chair')
}

/** Who posts: the first who may and has an account. */
const poster = (row: Row): Role =>
  roles.find((role) => role !== 'guest' && statusOf(row, role) === '302') ?? 'guest'

/** Kinds of questions that were asked of a route by its own links. */
const asked = new Set<string>()

/** Filters, later pages and searches: where a page leads to itself, one address for each kind of question. */
function further(route: string, at: string, text: string): string[] {
  const [path = ''] = at.split('?')
  const links = [...text.matchAll(/"(\/[^"\s?]*)\?([^"\s]+)"/g)]
    .filter((link) => link[1] === path)
    .map((link) => link[2]?.replaceAll('&amp;', '&') ?? '')
  if (/name="q"/.test(text)) links.push(`q=${encodeURIComponent('公園')}`)
  return links.flatMap((query) => {
    const kind = `${route} ${[...new URLSearchParams(query).keys()].sort()}`
    if (asked.has(kind)) return []
    asked.add(kind)
    return [`${path}?${query}`]
  })
}

type Found = { faults: string[]; unexpected: string[] }

/** Asks or posts, and notes what is wrong; each query once, however many pages ask it. */
async function look(found: Found, role: Role, row: Row, at: string, status?: string) {
  const body = await row.body?.()
  recorder?.take()
  const answer = await portal.ask(role, at, body)
  const faults = recorder?.take() ?? []
  if (status ? String(answer.status) !== status : answer.status >= 500)
    found.unexpected.push(`${role} ${row.route} ${at}: ${answer.status}`)
  if (!mayReadAll(role, row))
    for (const fault of faults)
      if (isNew(fault))
        found.faults.push(`${role} ${row.route} ${at}: ${fault.how} on ${fault.table}: ${fault.text}`)
  return answer.text
}

const known = new Set<string>()
function isNew({ text, table }: Fault): boolean {
  const key = `${table} ${text}`
  if (known.has(key)) return false
  known.add(key)
  return true
}

test('every page, with its filters, its search and its later pages', async ({ skip }) => {
  skip(!recorder, 'needs a superuser')
  const found: Found = { faults: [], unexpected: [] }
  for (const row of loads) {
    for (const role of askers(row)) {
      const at = await row.at()
      const text = await look(found, role, row, at, '200')
      for (const next of further(row.route, at, text)) await look(found, role, row, next)
    }
  }
  expect(found).toEqual({ faults: [], unexpected: [] })
  // An extension that says nothing would find nothing wrong.
  expect(recorder?.heard()).toBeGreaterThan(10 * loads.length)
}, 600_000)

test('every form', async ({ skip }) => {
  skip(!recorder, 'needs a superuser')
  const found: Found = { faults: [], unexpected: [] }
  for (const row of posts) {
    const role = poster(row)
    await look(found, role, row, await row.at(), statusOf(row, role))
  }
  expect(found).toEqual({ faults: [], unexpected: [] })
}, 600_000)
