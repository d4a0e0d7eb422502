/** 審査の一つの手続: its form, beside what has to be read for it. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { deskDeed } from '~/modules/applications/commands/act.server'
import { showAccount } from '~/modules/applications/commands/desk.server'
import { ActForm } from '~/modules/applications/desk/ActForm'
import { Amounts, Costs, WorkedOut } from '~/modules/applications/desk/AmountPart'
import { DeskWarnings, OpenChecks, Standing } from '~/modules/applications/desk/DeskHead'
import { Changes, ProposalCard } from '~/modules/applications/desk/TrailPart'
import { actOf } from '~/modules/applications/queries/review.server'
import { isDeskAct } from '~/modules/applications/rules'
import type { Account } from '~/modules/applications/schema'
import { NotFound } from '~/platform/errors'
import { readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { DataList } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('review.queue.title')

/** @throws NotFound for an act that there is not */
function actParam(given: string | undefined) {
  if (!given || !isDeskAct(given)) throw new NotFound()
  return given
}

export const loader = page(async (args: LoaderFunctionArgs) => {
  const act = actParam(args.params.act)
  return { act, of: await actOf(await currentActor(args), idParam(args.params.id), act) }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const act = actParam(args.params.act)
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  // What the account is stands in no address and in no cache: it is the answer to this one post.
  if (act === 'account') return { account: await showAccount(actor, id) }
  const { fields } = await readForm(args)
  await deskDeed(actor, id, act, fields)
  return redirect(`/desk/subsidies/${id}?done=review_${act}`)
})

/** Acts for which the arithmetic of a stage is read. */
const BESIDE: Record<string, 'estimate' | 'actual'> = {
  propose: 'estimate',
  correct: 'estimate',
  final: 'actual',
  inspect: 'actual',
}

/** What a decision rests on. */
const DECIDED_BY: Record<string, 'estimate' | 'actual'> = {
  decision: 'estimate',
  refusal: 'estimate',
  final: 'actual',
}

export default function SubsidyAct() {
  const { act, of } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const account = answer && 'account' in answer ? answer.account : null
  const stage = act === 'decide' ? DECIDED_BY[of.proposal?.kind ?? ''] : BESIDE[act]
  return (
    <Page
      title={t(`review.act.${act}`)}
      lead={`${of.draft.title} (${of.association.name})`}
      crumbs={[
        { href: '/desk/subsidies', label: t('review.queue.title') },
        { href: `/desk/subsidies/${of.id}`, label: of.draft.title },
      ]}
      width={stage || act === 'decide' || act === 'change' ? 'wide' : 'reading'}
    >
      <Standing of={of} />
      <OpenChecks of={of} act={act} />
      {act === 'decide' && <DeskWarnings of={of} />}
      {act === 'decide' && <ProposalCard of={of} />}
      {(act === 'decide' || act === 'order') && <Amounts of={of} />}
      {act === 'change' && <Changes of={of} />}
      {act === 'change' && of.changed && <WorkedOut assessment={of.changed} programme={of.programme} />}
      <p>{t(`review.lead.${act}`)}</p>
      {account ? <AccountShown account={account} /> : <ActForm act={act} of={of} answer={answer} />}
      {stage && <Costs of={of} stage={of.actual && act === 'correct' ? 'actual' : stage} />}
      <p>
        <a className="inline-block py-2" href={`/desk/subsidies/${of.id}`}>
          {t('review.head.back')}
        </a>
      </p>
    </Page>
  )
}

function AccountShown({ account }: { account: Account }) {
  const t = useT()
  return (
    <DataList
      rows={[
        [t('review.account.bank'), account.bank],
        [t('review.account.branch'), account.branch],
        [t('review.account.kind'), t(`review.account.kind_${account.kind}`)],
        [t('review.account.number'), account.number],
        [t('review.account.holder'), account.holder],
        [
          t('review.account.payee'),
          account.payee === 'other' ? account.payeeName : t('review.account.itself'),
        ],
      ]}
    />
  )
}
