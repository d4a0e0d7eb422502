/** 市民活動支援センターの机: lists that go on. */
import { beforeEach, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { deskHosts } from '~/modules/volunteering/queries/desk.server'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, makeCity } from '../associations/support'

let centre: SignedIn

beforeEach(async () => {
  await resetDatabase()
  await makeCity()
  centre = await actorOf({ staff: 'coordinator' })
})

test('the centre finds a host among many, page by page', async () => {
  await db.volunteerHost.createMany({
    data: Array.from({ length: 45 }, (_, i) => ({
      kind: i % 3 === 0 ? 'city' : 'organisation',
      name: `公園の会${String(i).padStart(2, '0')}`,
      state: i === 44 ? ('asked' as const) : ('registered' as const),
    })),
  })
  const seen: string[] = []
  for (let after: number | undefined; ; ) {
    const page = await deskHosts(centre, { words: '公園', after })
    expect(page.count).toBe(45)
    seen.push(...page.hosts.map(({ name }) => name))
    if (!page.next) break
    after = page.next
  }
  expect(seen[0]).toBe('公園の会44')
  expect(new Set(seen).size).toBe(45)
  expect((await deskHosts(centre, { kind: 'city', words: '公園' })).count).toBe(15)
  expect((await deskHosts(centre, { state: 'asked', words: '公園' })).hosts).toHaveLength(1)
})
