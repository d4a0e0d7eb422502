/** 電話で知らせる人: applications whose persons read no mail, so that what changes must be told by telephone. */
import { now } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import { type ApplicationState, LIVING } from '../rules'
import { openPerson } from './person.server'

/** Those who still come, and those whose session was called off: nobody else has anything to be told. */
const TOLD: readonly ApplicationState[] = [...LIVING, 'refused']

/** So many at most are looked through: addresses are sealed, so that the database cannot choose. */
const MOST = 20_000

/** The applications to sessions that come whose leader gave no address. */
export async function byPhone(where: Prisma.VolunteerApplicationWhereInput = {}): Promise<number[]> {
  const leaders = await db.volunteerMember.findMany({
    where: {
      leads: true,
      volunteer: { deletedAt: null },
      application: { AND: [where, { state: { in: [...TOLD] }, session: { startsAt: { gt: now() } } }] },
    },
    orderBy: { id: 'desc' },
    take: MOST,
    select: { applicationId: true, volunteer: { select: { person: true } } },
  })
  return leaders
    .filter(({ volunteer }) => openPerson(volunteer.person).email === '')
    .map(({ applicationId }) => applicationId)
}
