/** 呼びかけ: a session with room a week before is told to those who like its theme, once. */
import { JOB, record } from '~/modules/audit/commands.server'
import { queueMail } from '~/modules/notifications/commands.server'
import { unsubscribeLinks } from '~/modules/subscriptions/queries/subscriber.server'
import { afterQuiet } from '~/modules/subscriptions/rules'
import { addDays, type Day, dateToDay, dayOf, formatSpan, instantOfLocal } from '~/platform/clock'
import { rows, type Tx, transaction } from '~/platform/db.server'
import { isLanguage } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'
import { ANY_THEME, CALL_DAYS, callDue, periodsOf, roomOf } from '../rules'

/** A call to some thousands is written within so many seconds. */
const SECONDS = 120

/** @returns how many sessions were called for */
export async function callForHelp(at: Date): Promise<number> {
  const today = dayOf(at)
  const due = await rows<{ id: number }>(
    `SELECT s.id FROM volunteer_sessions s JOIN volunteer_places p ON p.id = s.place_id
     JOIN volunteer_programmes g ON g.id = p.programme_id JOIN volunteer_hosts h ON h.id = p.host_id
     WHERE p.state = 'published' AND g.state = 'open' AND h.state = 'registered' AND NOT p.orientation
       AND s.cancelled_on IS NULL AND s.taken < s.capacity
       AND s.starts_at >= $1 AND s.starts_at < $2
       AND NOT EXISTS (SELECT FROM shortage_calls c WHERE c.session_id = s.id)
     ORDER BY s.starts_at, s.id`,
    [midnight(addDays(today, 1)), midnight(addDays(today, CALL_DAYS + 1))],
  )
  let called = 0
  for (const { id } of due) if (await transaction((tx) => callOne(tx, id, today, at), SECONDS)) called++
  return called
}

const midnight = (day: Day) => instantOfLocal(`${day}T00:00`) as Date

type Receiver = { id: string; email: string; language: string; from: number | null; until: number | null }

async function callOne(tx: Tx, id: number, today: Day, at: Date): Promise<boolean> {
  // Nobody fills it, and no second process calls for it, until it is told.
  await tx.$queryRaw`SELECT 1 FROM volunteer_sessions WHERE id = ${id} FOR UPDATE`
  const session = await tx.volunteerSession.findUnique({
    where: { id },
    select: {
      startsAt: true,
      endsAt: true,
      capacity: true,
      taken: true,
      queued: true,
      cancelledOn: true,
      calls: { select: { id: true } },
      place: {
        select: {
          id: true,
          title: true,
          theme: true,
          venue: true,
          host: { select: { name: true, associationId: true } },
          programme: {
            select: {
              state: true,
              offersFrom: true,
              offersUntil: true,
              applyFrom: true,
              applyUntil: true,
              activityFrom: true,
              activityUntil: true,
              reportUntil: true,
            },
          },
        },
      },
    },
  })
  if (!session) return false
  const { place } = session
  const { programme: g } = place
  const periods = periodsOf(
    {
      state: g.state,
      offersFrom: dateToDay(g.offersFrom),
      offersUntil: dateToDay(g.offersUntil),
      applyFrom: dateToDay(g.applyFrom),
      applyUntil: dateToDay(g.applyUntil),
      activityFrom: dateToDay(g.activityFrom),
      activityUntil: dateToDay(g.activityUntil),
      reportUntil: dateToDay(g.reportUntil),
    },
    today,
  )
  if (!callDue(session, periods.applications, session.calls.length > 0, today)) return false
  const receivers = await tx.$queryRaw<Receiver[]>`
    SELECT s.id, s.email, s.language, s.quiet_from AS "from", s.quiet_until AS "until" FROM subscribers s
    WHERE s.state = 'active' AND s.email IS NOT NULL
      AND NOT EXISTS (SELECT FROM dead_addresses x WHERE x.email = s.email)
      AND EXISTS (SELECT FROM subscription_topics t
                  WHERE t.subscriber_id = s.id AND t.theme IN (${place.theme}, ${ANY_THEME}))
    ORDER BY s.id`
  // Told to nobody it is not told: whoever subscribes tomorrow still hears of it.
  if (receivers.length === 0) return false
  const room = roomOf(session)
  const call = await tx.shortageCall.create({
    data: { placeId: place.id, sessionId: id, sentAt: at, recipients: receivers.length, room },
    select: { id: true },
  })
  for (const { id: subscriber, email, language, from, until } of receivers) {
    const known = isLanguage(language) ? language : 'ja'
    const t = translator(known)
    const links = unsubscribeLinks(subscriber)
    const words = {
      title: place.title,
      host: place.host.name,
      venue: place.venue,
      when: formatSpan(session.startsAt, session.endsAt, known),
      room,
      theme: t(`volunteering.theme.${place.theme}`),
      url: `${settings().PUBLIC_URL}/volunteering/${place.id}?call=${call.id}`,
      portal: t('portal.name'),
      ...links,
    }
    await queueMail(tx, {
      recipient: email,
      subject: shorten(t('volunteering.mail.call.subject', words), 200),
      text: t('volunteering.mail.call.text', words),
      endUrl: links.end,
      notBefore: afterQuiet(at, from === null || until === null ? null : { from, until }),
    })
  }
  await record(tx, JOB, {
    action: 'volunteer.called',
    subjectType: 'volunteer_place',
    subjectId: place.id,
    associationId: place.host.associationId,
    after: { session: id, recipients: receivers.length, room },
  })
  return true
}
