/** One notice. It is complete without JavaScript and prints as an A4 circular. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
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
  const notice = await readNotice(actor, idParam(args.params.id))
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
  return <NoticeArticle {...data} crumbs={[{ href: '/notices', label: t('notices.list.title') }]} />
}
