/** The mails of places and hosts. Their words stand under `volunteering.mail.<kind>`. */
import { type Actor, mayInPortal, type Post, postRights } from '~/modules/accounts/rules'
import { queueMail } from '~/modules/notifications/commands.server'
import { type Day, dayToDate } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { isLanguage } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'

type MailKind =
  | 'submitted'
  | 'published'
  | 'returned'
  | 'days_changed'
  | 'photo_added'
  | 'host_asked'
  | 'host_registered'
  | 'host_ended'

type Receiver = { email: string; language: string }

const users = { select: { email: true, language: true } } as const

/** Those who act for a host on a day: its officers with the right to offer places, or its members. */
export async function hostReceivers(tx: Tx, hostId: number, today: Day): Promise<Receiver[]> {
  const host = await tx.volunteerHost.findUniqueOrThrow({
    where: { id: hostId },
    select: { associationId: true, members: { select: { user: users } } },
  })
  const day = dayToDate(today)
  const hosting = (Object.keys(postRights) as Post[]).filter((post) =>
    postRights[post].includes('volunteer.host'),
  )
  const terms = host.associationId
    ? await tx.term.findMany({
        where: {
          associationId: host.associationId,
          post: { in: hosting },
          startsOn: { lte: day },
          endsOn: { gte: day },
        },
        select: { user: users },
      })
    : []
  return unique([...host.members, ...terms].flatMap(({ user }) => (user ? [user] : [])))
}

/** The staff of the volunteer centre on a day. */
export async function centreReceivers(tx: Tx, today: Day): Promise<Receiver[]> {
  const day = dayToDate(today)
  const found = await tx.staffAppointment.findMany({
    where: { role: 'coordinator', startsOn: { lte: day }, OR: [{ endsOn: null }, { endsOn: { gte: day } }] },
    select: { user: users },
  })
  return unique(found.map(({ user }) => user))
}

const unique = (all: Receiver[]) => [...new Map(all.map((one) => [one.email, one])).values()]

/** Writes a mail to each, in their language. */
export async function writeMails(
  tx: Tx,
  to: readonly Receiver[],
  kind: MailKind,
  words: { title: string; path: string; reason?: string },
): Promise<void> {
  for (const { email, language } of to) {
    const t = translator(isLanguage(language) ? language : 'ja')
    const all = {
      title: words.title,
      reason: words.reason ?? '',
      url: `${settings().PUBLIC_URL}${words.path}`,
      portal: t('portal.name'),
    }
    await queueMail(tx, {
      recipient: email,
      subject: shorten(t(`volunteering.mail.${kind}.subject`, all), 200),
      text: t(`volunteering.mail.${kind}.text`, all),
    })
  }
}

/** What a host changes of a published place is told to the centre, which looked at it before. */
export async function tellCentre(
  tx: Tx,
  actor: Actor,
  placeId: number,
  place: { state: string; title: string },
  kind: 'days_changed' | 'photo_added',
): Promise<void> {
  if (place.state !== 'published' || mayInPortal(actor, 'volunteer.run')) return
  const path = `/desk/volunteering/places/${placeId}`
  await writeMails(tx, await centreReceivers(tx, actor.today), kind, { title: place.title, path })
}
