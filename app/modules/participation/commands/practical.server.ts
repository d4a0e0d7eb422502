/** 当日のことの変更: where to meet and what to bring is told to those who are placed, and to their guardians. */

import { formatSpan, now } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { consentTokenOf, mailedKeyOf, openAddress, openPerson } from '../queries/person.server'

/** Tells everybody who is placed in a day to come of a place how it stands now, in the caller's transaction. */
export async function tellPractical(tx: Tx, placeId: number): Promise<void> {
  const members = await tx.volunteerMember.findMany({
    where: {
      application: {
        state: 'placed',
        walkIn: false,
        session: { placeId, cancelledOn: null, startsAt: { gt: now() } },
      },
    },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      volunteer: { select: { id: true, person: true, language: true } },
      consents: { orderBy: { id: 'asc' }, select: { sentTo: true, refusedAt: true, revokedAt: true } },
      application: {
        select: {
          session: {
            select: {
              id: true,
              startsAt: true,
              endsAt: true,
              place: { select: { title: true, meetingPoint: true, bring: true, rainRule: true } },
            },
          },
        },
      },
    },
  })
  const told = new Set<string>()
  for (const { id, volunteer, consents, application } of members) {
    const { session } = application
    const { title, meetingPoint, bring, rainRule } = session.place
    const { email, givenName } = openPerson(volunteer.person)
    const consent = consents.at(-1)
    const guardian = consent && !consent.refusedAt && !consent.revokedAt ? openAddress(consent.sentTo) : ''
    const { language } = volunteer
    const write = async (to: string, kind: 'practical' | 'guardian_practical', link: string) => {
      // Friends who gave one address get one mail a day of activity.
      if (told.has(`${session.id} ${kind} ${to}`)) return
      told.add(`${session.id} ${kind} ${to}`)
      await writeMail(tx, { email: to, language }, kind, (_t, known) => ({
        title,
        name: givenName,
        when: formatSpan(session.startsAt, session.endsAt, known),
        meeting: meetingPoint || '-',
        bring: bring || '-',
        rain: rainRule || '-',
        link: portalUrl(link),
      }))
    }
    if (email) await write(email, 'practical', `/volunteering/mine/${mailedKeyOf(volunteer.id, email)}`)
    if (guardian)
      await write(guardian, 'guardian_practical', `/consent/${consentTokenOf(id, consents.length)}`)
  }
}
