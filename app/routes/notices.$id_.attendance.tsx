/** 出席者名簿: who has said to come, for paper, with a place to mark who is there. For officers. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { AttendanceList } from '~/modules/events/AttendanceList'
import { allAnswers } from '~/modules/events/queries/answers.server'
import { formatInstant, now } from '~/platform/clock'
import { idParam, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Icon } from '~/ui/parts'

export const meta = titleMeta('events.attendance.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const found = await allAnswers(await currentActor(args), idParam(args.params.id))
  // Whoever stays away is not on the list at the door.
  const stays = ({ kind }: { kind: string | null }) => kind === 'attend' || kind === 'entrust'
  return {
    event: found.event,
    households: found.households.filter(stays),
    others: found.others.filter(stays),
    printedAt: now(),
  }
})

export default function Attendance() {
  const { event, households, others, printedAt } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  return (
    <Page
      title={t('events.attendance.title')}
      lead={event.title}
      crumbs={[
        { href: `/notices/${event.id}`, label: event.title },
        { href: `/notices/${event.id}/answers`, label: t('events.answers.title') },
      ]}
      width="wide"
    >
      <p>
        {formatInstant(event.startsAt, language)}
        {event.place && ` / ${event.place}`} / {event.publisher}
      </p>
      <AttendanceList households={households} others={others} asks={event.asks} />
      <p className="support">{t('events.attendance.as_of', { at: formatInstant(printedAt, language) })}</p>
      <p className="support">{t('events.attendance.care')}</p>
      <p className="support no-print">
        <Icon name="print" /> {t('events.attendance.print')}
      </p>
    </Page>
  )
}
