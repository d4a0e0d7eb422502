/** One notice. It is complete without JavaScript and prints as an A4 circular. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { audienceIds } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { NoticeArticle } from '~/modules/notices/NoticeArticle'
import { readNotice } from '~/modules/notices/queries/notice.server'
import { idParam, page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  // The gate first: nothing about a notice is read for somebody who may not know of it.
  const notice = await readNotice(actor, id)
  const { publisherPath, ...shown } = notice
  return {
    notice: shown,
    today: actor.today,
    concerns: audienceIds(actor).includes(notice.audienceId),
    forTheCity: publisherPath === `/${notice.audienceId}/`,
    address: `${settings().PUBLIC_URL}/notices/${notice.id}`,
  }
})

export const meta = titleMetaFrom<{ notice: { title: string } }>((data) => data.notice.title)

export default function Notice() {
  const data = useLoaderData<typeof loader>()
  const t = useT()
  // What the other modules show about this notice: one node each, with a key of its own.
  const before: ReactNode[] = []
  const after: ReactNode[] = []
  return (
    <NoticeArticle
      notice={data.notice}
      today={data.today}
      concerns={data.concerns}
      forTheCity={data.forTheCity}
      address={data.address}
      before={before}
      after={after}
      crumbs={[{ href: '/notices', label: t('notices.list.title') }]}
    />
  )
}
