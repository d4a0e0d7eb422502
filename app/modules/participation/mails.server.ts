/** The mails of participation, in the language of whoever reads them. Words: `participation.mail.<kind>`. */
import { type MailParams, queueWords } from '~/modules/notifications/commands.server'
import { formatInstant, formatSpan } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import type { Language } from '~/platform/i18n'
import { portalUrl } from '~/platform/settings.server'
import { consentTokenOf, mailedKeyOf, openAddress, openPerson } from './queries/person.server'

type MailKind =
  | 'placed'
  | 'held'
  | 'waiting'
  | 'offered'
  | 'lapsed'
  | 'declined'
  | 'left'
  | 'cancelled'
  | 'refused'
  | 'practical'
  | 'guardian_practical'
  | 'reminder'
  | 'reminder_held'
  | 'guardian'
  | 'guardian_waiting'
  | 'guardian_again'
  | 'guardian_called_off'
  | 'lost'
  | 'answer'
  | 'centre_question'
  | 'host_question'
  | 'centre_concern'

/** Writes one mail. */
export async function writeMail(
  tx: Tx,
  to: { email: string; language: string },
  kind: MailKind,
  params: MailParams,
): Promise<void> {
  await queueWords(tx, to, { words: `participation.mail.${kind}`, foot: 'participation.mail.foot' }, params)
}

/** What mails say of a session. */
export type ToldSession = {
  title: string
  venue: string
  hostName: string
  startsAt: Date
  endsAt: Date
}

const sessionParams = (session: ToldSession, language: Language) => ({
  title: session.title,
  host: session.hostName,
  venue: session.venue || '-',
  when: formatSpan(session.startsAt, session.endsAt, language),
})

/** One person, if they gave an address, with the link to their own page. @param to its key is the mailed one */
export async function tellOne(
  tx: Tx,
  session: ToldSession,
  to: { key: string; givenName: string; email: string; language: string },
  kind: MailKind,
  more: { until?: Date | null; reason?: string } = {},
): Promise<void> {
  if (!to.email) return
  await writeMail(tx, to, kind, (_t, language) => ({
    ...sessionParams(session, language),
    name: to.givenName,
    link: portalUrl(`/volunteering/mine/${to.key}`),
    until: more.until ? formatInstant(more.until, language) : '',
    reason: more.reason ?? '',
  }))
}

/** Everybody of an application who gave an address, each with the link to their own page. */
export async function tellApplicants(
  tx: Tx,
  session: ToldSession,
  applicationId: number,
  kind: MailKind,
  more: { until?: Date | null; reason?: string; members?: readonly number[] } = {},
): Promise<void> {
  const members = await tx.volunteerMember.findMany({
    where: { applicationId, ...(more.members ? { id: { in: [...more.members] } } : {}) },
    select: { volunteer: { select: { id: true, person: true, language: true } } },
    orderBy: { id: 'asc' },
  })
  const told = new Set<string>()
  for (const { volunteer } of members) {
    const { email, givenName } = openPerson(volunteer.person)
    if (!email || told.has(email)) continue
    told.add(email)
    const { id, language } = volunteer
    await tellOne(tx, session, { key: mailedKeyOf(id, email), givenName, email, language }, kind, more)
  }
}

/** The guardians of an application whose address is known and who have not answered: each with their own link. */
export async function tellGuardians(
  tx: Tx,
  session: ToldSession,
  applicationId: number,
  kind: 'guardian' | 'guardian_again' | 'guardian_called_off',
  more: { until?: Date | null; reason?: string; member?: number } = {},
): Promise<void> {
  const members = await tx.volunteerMember.findMany({
    where: { applicationId, needsConsent: true, ...(more.member ? { id: more.member } : {}) },
    select: {
      id: true,
      volunteer: { select: { person: true, language: true } },
      consents: {
        select: { sentTo: true, givenAt: true, refusedAt: true, revokedAt: true },
        orderBy: { id: 'asc' },
      },
    },
    orderBy: { id: 'asc' },
  })
  for (const { id, volunteer, consents } of members) {
    const last = consents.at(-1)
    const email = openAddress(last?.sentTo ?? null)
    if (!last || !email) continue
    // Who has answered is only told when there is nothing to come to any more.
    if (kind !== 'guardian_called_off' && consents.some((one) => one.givenAt ?? one.refusedAt)) continue
    // Who waits has no day until which to answer.
    const words = kind === 'guardian' && !more.until ? 'guardian_waiting' : kind
    await writeMail(tx, { email, language: volunteer.language }, words, (_t, language) => ({
      ...sessionParams(session, language),
      name: openPerson(volunteer.person).givenName,
      link: portalUrl(`/consent/${consentTokenOf(id, consents.length)}`),
      until: more.until ? formatInstant(more.until, language) : '',
      reason: more.reason ?? '',
    }))
  }
}
