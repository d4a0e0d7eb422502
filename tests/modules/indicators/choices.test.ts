/** Which indicators a programme can feed. */
import { beforeEach, expect, test } from 'vitest'
import { indicatorChoices, requireIndicatorChoice } from '~/modules/indicators/queries/choices.server'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { makeIndicator } from './support'

beforeEach(resetDatabase)

test('those that count lectures can be chosen, and what stands already is kept', async () => {
  await makeIndicator('peace_events', { computed: 'lecture_participants' })
  await makeIndicator('ended', { computed: 'lecture_participants' })
  await db.indicator.update({ where: { key: 'ended' }, data: { closedOn: new Date('2026-04-01') } })
  await makeIndicator('entered')
  const keys = async (standing?: string) => (await indicatorChoices(standing)).map(({ key }) => key)
  expect(await keys()).toEqual(['peace_events'])
  expect(await keys('ended')).toEqual(['peace_events', 'ended'])
  expect(await keys('deleted')).toEqual(['peace_events', 'deleted'])

  const refused = { errors: { indicator: ['form.choose'] } }
  for (const key of ['ended', 'entered', 'x'])
    await expect(requireIndicatorChoice(key)).rejects.toMatchObject(refused)
  await expect(requireIndicatorChoice('entered', 'ended')).rejects.toMatchObject(refused)
  await requireIndicatorChoice('')
  await requireIndicatorChoice('peace_events')
  await requireIndicatorChoice('ended', 'ended')
})
