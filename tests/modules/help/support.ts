/** A service of the directory, and the form that makes one. */
import { dayOf, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'

/** A service that is kept by no section; public unless said otherwise. */
export async function aService(state: 'draft' | 'published' | 'ended' = 'published'): Promise<number> {
  const { id } = await db.helpService.create({
    data: {
      state,
      name: 'よろず相談',
      themes: ['daily'],
      summary: '話を聞きます。',
      ways: ['phone'],
      phone: '072-000-1001',
      checkedOn: dayToDate(dayOf(new Date())),
    },
    select: { id: true },
  })
  return id
}

/** What the form of a service sends. */
export const serviceFields = () => ({
  name: 'よろず相談',
  theme: 'daily',
  summary: '話を聞きます。',
  ways: 'phone',
  phone: '072-000-1001',
  hours_kind: 'unknown',
  hours_holidays: 'closed',
  position: '100',
})
