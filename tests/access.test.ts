/**
 * Every address, asked for and posted to by each role, and by the same role in another association, answers as
 * listed in `addresses.ts`. A route that is not listed there fails.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/platform/db.server'
import { loads, openAddresses, posts, type Row } from './addresses'
import { type InProcess, roles } from './setup/in-process'

let portal: InProcess

beforeAll(async () => {
  portal = await openAddresses()
}, 300_000)

async function answersTo(row: Row): Promise<string> {
  const statuses: number[] = []
  for (const role of roles) {
    const answer = await portal.ask(role, await row.at(), await row.body?.())
    if (role === 'guest' && answer.status === 302 && row.answers.startsWith('302 40')) {
      expect(answer.location, row.route).toMatch(/^\/sign-in\?next=/)
    }
    // Zeros between the letters would come from the renderer's buffers.
    if (answer.text.startsWith('<!DOCTYPE html>'))
      expect(answer.text.includes('\u0000'), row.route).toBe(false)
    statuses.push(answer.status)
  }
  return statuses.join(' ')
}

describe('loading', () => {
  test.each(loads)('$route', async (row) => {
    expect(await answersTo(row)).toBe(row.answers)
  })
})

describe('posting', () => {
  test.each(posts)('$route', async (row) => {
    expect(await answersTo(row)).toBe(row.answers)
  })
})

describe('the tables', () => {
  const idsWith = (part: 'loader' | 'action' | 'default') =>
    Object.entries(portal.build.routes)
      .filter(([id, route]) => id !== 'root' && route && part in route.module && route.module[part])
      .map(([id]) => id.replace(/^routes\//, ''))
      .sort()
  const listed = (rows: Row[]) => [...new Set(rows.map((row) => row.route))].sort()

  test('list every route that can be loaded', () => {
    expect(listed(loads)).toEqual([...new Set([...idsWith('loader'), ...idsWith('default')])].sort())
  })

  test('list every route that can be posted to', () => {
    expect(listed(posts)).toEqual(idsWith('action'))
  })
})

test('no loader writes: every page can be shown by a database that refuses to write', async () => {
  const addresses: string[] = []
  for (const row of loads) addresses.push(await row.at())
  const { rows } = await import('~/platform/db.server')
  const [{ name = '' } = {}] = await rows<{ name: string }>('SELECT current_database() AS name', [])
  const pings = Array.from({ length: 12 }, () => 'SELECT 1')
  const readOnly = async (on: boolean) => {
    await db.$executeRawUnsafe(`SET default_transaction_read_only = off`)
    await db.$executeRawUnsafe(
      `ALTER DATABASE "${name}" SET default_transaction_read_only = ${on ? 'on' : 'off'}`,
    )
    // The database's own workers, who may be clearing up just now, are nobody's to end.
    await db.$queryRawUnsafe(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = '${name}' AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    )
    // The pool finds out by using them which of its connections are gone.
    await Promise.all(pings.map((ping) => rows(ping, []).catch(() => {})))
  }
  await readOnly(true)
  try {
    const failed: string[] = []
    for (const role of ['guest', 'chair', 'admin'] as const) {
      for (const address of addresses) {
        const { status } = await portal.ask(role, address)
        if (status >= 500) failed.push(`${role} ${address}: ${status}`)
      }
    }
    expect(failed).toEqual([])
  } finally {
    await readOnly(false)
  }
  // Three readers, one after the other, open every page there is: with some two hundred pages that takes its time.
}, 120_000)
