/** Who is expected at a session, and how they are marked. First names and stages; no more leaves for the desk. */
import { openPerson } from '~/modules/participation/queries/person.server'
import { isStage, needsCompanion, type Stage } from '~/modules/volunteering/rules'
import { db, type Tx } from '~/platform/db.server'
import { type Attendance, countsOf, type DeskState, deskState, walkInRoom } from '../rules'
import { type Opener, openDesk } from '../scope.server'

/** One who is placed, as the desk sees them. */
export type DeskPerson = {
  id: number
  /** 受付番号 */
  code: string
  /** The given name alone; '' once it has been deleted */
  name: string
  stage: Stage
  companion: boolean
  attendance: Attendance
  walkIn: boolean
}

const select = {
  id: true,
  code: true,
  stage: true,
  attendance: true,
  application: { select: { walkIn: true } },
  volunteer: { select: { person: true } },
} as const

/** Everybody who is placed in a session, by the reading of the given name. */
export async function peopleOf(client: Tx | typeof db, sessionId: number): Promise<DeskPerson[]> {
  const found = await client.volunteerMember.findMany({
    where: { application: { sessionId, state: 'placed' } },
    orderBy: { id: 'asc' },
    select,
  })
  const people = found.map((member) => {
    const person = openPerson(member.volunteer.person)
    const stage = isStage(member.stage) ? member.stage : 'adult'
    const { id, code, attendance } = member
    const sort = person.givenReading || person.givenName
    return {
      sort,
      shown: {
        id,
        code,
        name: person.givenName,
        stage,
        companion: needsCompanion(stage),
        attendance,
        walkIn: member.application.walkIn,
      },
    }
  })
  return people.sort((a, b) => a.sort.localeCompare(b.sort, 'ja')).map(({ shown }) => shown)
}

export type DeskView = {
  id: number
  title: string
  programme: string
  host: string
  startsAt: Date
  endsAt: Date
  venue: string
  stages: Stage[]
  state: DeskState
  people: DeskPerson[]
  /** How many may still come in who have not applied */
  room: number
  role: 'key' | 'host' | 'centre'
}

/** The desk of a session. @throws as `openDesk` */
export async function deskView(opener: Opener, sessionId: number): Promise<DeskView> {
  const { session, role } = await openDesk(db, opener, sessionId)
  const [people, { _sum }] = await Promise.all([
    peopleOf(db, sessionId),
    db.volunteerApplication.aggregate({
      where: { sessionId, state: { in: ['held', 'offered'] } },
      _sum: { size: true },
    }),
  ])
  const { place } = session
  return {
    id: session.id,
    title: place.title,
    programme: place.programme.title,
    host: place.host.name,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    venue: place.venue,
    stages: place.stages,
    state: deskState(session, opener.actor.today, role),
    people,
    room: walkInRoom(session.capacity, countsOf(people), _sum.size ?? 0),
    role,
  }
}
