/** One notice. It is complete without JavaScript and prints as an A4 circular. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { audienceIds } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { PaperLinks } from '~/modules/circulars/PaperLinks'
import { mayTally, printedVersion } from '~/modules/circulars/rules'
import { ConfirmationBox, ConfirmationPointer } from '~/modules/confirmations/ConfirmationBox'
import { confirmationBox } from '~/modules/confirmations/queries/box.server'
import { reachOf } from '~/modules/confirmations/queries/reach.server'
import { EventPart } from '~/modules/events/EventPart'
import { eventOf } from '~/modules/events/queries/event.server'
import { NoticeArticle } from '~/modules/notices/NoticeArticle'
import { NoticeVersions } from '~/modules/notices/NoticeVersions'
import { readNotice } from '~/modules/notices/queries/notice.server'
import { noticeText } from '~/modules/notices/queries/versions.server'
import { noticeTold } from '~/modules/opendata/told'
import { OpeningLinks } from '~/modules/openings/OpeningParts'
import { openingsBeside } from '~/modules/openings/queries/list.server'
import { idParam, page } from '~/platform/http.server'
import { readingOf } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { useT } from '~/ui/i18n'
import { type Told, toldMetaFrom } from '~/ui/meta'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  // The gate first: nothing about a notice is read for somebody who may not know of it.
  const notice = await readNotice(actor, id)
  const { pathname, search, searchParams } = new URL(args.request.url)
  const reading = await readingOf(args.request)
  const [text, event, box, reach, openings] = await Promise.all([
    noticeText(notice, reading, searchParams.get('version')),
    eventOf(actor, notice),
    confirmationBox(actor, id),
    reachOf(actor, id),
    notice.category === 'recruitment' ? openingsBeside(notice.publisherId, actor.today) : [],
  ])
  const { publisherPath, audiencePath: _path, ...shown } = notice
  return {
    notice: shown,
    box,
    reach,
    signedIn: actor.user !== null,
    paper: {
      version: text.shown === 'ja' ? null : printedVersion(text.shown),
      tally: mayTally(actor, notice),
    },
    event,
    openings,
    text,
    here: pathname + search,
    today: actor.today,
    concerns: audienceIds(actor).includes(notice.audienceId),
    forTheCity: publisherPath === `/${notice.audienceId}/`,
    url: `${settings().PUBLIC_URL}/notices/${notice.id}`,
    told: noticeTold(settings().PUBLIC_URL, notice, text.title, text.lang),
  }
})

type Titled = { text: { title: string }; url: string; told: Told | null }
export const meta = toldMetaFrom<Titled>((data) => data.text.title)

export default function Notice() {
  const data = useLoaderData<typeof loader>()
  const t = useT()
  // What the other modules show about this notice: one node each, with a key of its own.
  const { notice, text, here } = data
  const { box, reach, signedIn } = data
  const before: ReactNode[] = [
    <ConfirmationPointer key="confirm" box={box} confirmBy={box?.confirmBy ?? null} />,
    <NoticeVersions key="versions" id={notice.id} text={text} here={here} mayWrite={notice.rights.edit} />,
  ]
  const after: ReactNode[] = []
  if (data.event) after.push(<EventPart key="event" event={data.event} />)
  if (data.openings.length > 0) {
    after.push(
      <section key="openings" className="stack">
        <h2>{t('openings.beside.notice')}</h2>
        <OpeningLinks openings={data.openings} />
      </section>,
    )
  }
  after.push(<ConfirmationBox key="confirm" notice={notice} box={box} reach={reach} signedIn={signedIn} />)
  after.push(<PaperLinks key="paper" id={notice.id} {...data.paper} />)
  if (notice.rights.publish) {
    after.push(
      <p key="deliveries" className="no-print">
        <a href={`/notices/${notice.id}/deliveries`}>{t('subscriptions.progress.door')}</a>
      </p>,
    )
  }
  return (
    <NoticeArticle
      notice={notice}
      text={text}
      today={data.today}
      concerns={data.concerns}
      forTheCity={data.forTheCity}
      address={data.url}
      before={before}
      after={after}
      crumbs={[{ href: '/notices', label: t('notices.list.title') }]}
    />
  )
}
