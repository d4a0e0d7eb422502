/** 紙のサインの集計: what a group leader enters from the signed sheet of a notice. Made for a phone. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { enterSheet } from '~/modules/circulars/commands/tally.server'
import { noticeTally } from '~/modules/circulars/queries/tally.server'
import { TallySheet } from '~/modules/circulars/TallySheet'
import { ReachFigure } from '~/modules/confirmations/ReachFigure'
import { rowId } from '~/platform/forms'
import { readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Icon, LinkButton } from '~/ui/parts'

export const meta = titleMeta('circulars.tally.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const group = rowId.safeParse(queryParam(args.request, 'group'))
  return noticeTally(await currentActor(args), idParam(args.params.id), group.data)
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const id = idParam(args.params.id)
  const { group } = await enterSheet(requireUser(await currentActor(args)), id, fields)
  return redirect(`/notices/${id}/tally?group=${group}&done=saved`)
})

export default function Tally() {
  const { notice, sheet, reach } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const above = `/notices/${notice.id}`
  return (
    <Page
      title={t('circulars.tally.title')}
      lead={notice.title}
      crumbs={[{ href: above, label: notice.title }]}
      actions={
        sheet.unit && (
          <LinkButton href={`${above}/sheet?group=${sheet.unit.id}`}>
            <Icon name="print" /> {t('circulars.links.sheet')}
          </LinkButton>
        )
      }
    >
      {reach && <ReachFigure reach={reach} />}
      <TallySheet here={`${above}/tally`} sheet={sheet} answer={answer} />
    </Page>
  )
}
