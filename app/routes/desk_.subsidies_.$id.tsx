/** 審査: everything about one application on one page, the next possible acts first. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { Amounts, Costs } from '~/modules/applications/desk/AmountPart'
import { DeskWarnings, NextActs, Standing } from '~/modules/applications/desk/DeskHead'
import { Earlier, Facts } from '~/modules/applications/desk/FactPart'
import { Corrections, Documents } from '~/modules/applications/desk/PaperPart'
import { Changes, Events, Ledger, Letters, Notes, ProposalCard } from '~/modules/applications/desk/TrailPart'
import { reviewOf } from '~/modules/applications/queries/review.server'
import { idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMetaFrom((data: { draft: { title: string } }) => data.draft.title)

export const loader = page(async (args: LoaderFunctionArgs) =>
  reviewOf(await currentActor(args), idParam(args.params.id)),
)

export default function SubsidyReview() {
  const of = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={of.draft.title}
      lead={of.association.name}
      crumbs={[
        { href: '/desk', label: t('notices.desk.title') },
        { href: '/desk/subsidies', label: t('review.queue.title') },
      ]}
      width="wide"
    >
      <Standing of={of} />
      <NextActs of={of} />
      <DeskWarnings of={of} />
      <ProposalCard of={of} />
      <h2>{t('review.amount.title')}</h2>
      <Amounts of={of} />
      <Costs of={of} stage="actual" />
      <Costs of={of} stage="estimate" />
      <Changes of={of} />
      <Documents of={of} />
      <Corrections of={of} />
      <Facts of={of} />
      <Earlier of={of} />
      <Notes of={of} />
      <Letters of={of} />
      <Ledger of={of} />
      <Events of={of} />
    </Page>
  )
}
