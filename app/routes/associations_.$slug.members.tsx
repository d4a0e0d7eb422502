/** 会員: requests to confirm, members, and the codes for paper circulars. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { createMembershipCode, revokeMembershipCode } from '~/modules/accounts/commands/codes.server'
import { decideMembership, endMembership } from '~/modules/accounts/commands/memberships.server'
import { MemberCodes } from '~/modules/accounts/MemberCodes'
import { MemberList, MemberRequests } from '~/modules/accounts/MemberList'
import { membershipCodesOf, membersOf } from '~/modules/accounts/queries/members.server'
import { newCode } from '~/modules/accounts/schema'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { choice, rowId } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Pager } from '~/ui/parts'

export const meta = titleMeta('accounts.members.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const slug = args.params.slug ?? ''
  const before = rowId.safeParse(queryParam(args.request, 'before'))
  const [list, codes] = await Promise.all([
    membersOf(actor, slug, before.data),
    membershipCodesOf(actor, slug),
  ])
  return { ...list, codes, first: !before.success }
})

const decision = z.object({ intent: choice(['confirm', 'refuse', 'end', 'revoke_code']), id: rowId })
const forAssociation = newCode.extend({ association: rowId })

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const here = `/associations/${encodeURIComponent(args.params.slug ?? '')}/members`
  if (fields.intent === 'create_code') {
    const { association, days } = check(forAssociation, fields)
    const { id } = await createMembershipCode(actor, association, Number(days))
    return redirect(`${here}/code/${id}`)
  }
  const { intent, id } = check(decision, fields)
  if (intent === 'confirm' || intent === 'refuse') await decideMembership(actor, id, intent)
  else if (intent === 'end') await endMembership(actor, id)
  else await revokeMembershipCode(actor, id)
  return redirect(`${here}?done=member_${intent}`)
})

export default function Members() {
  const { association, requests, members, total, next, codes, first } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const here = `/associations/${association.slug}`
  return (
    <Page
      title={t('accounts.members.of', { association: association.name })}
      crumbs={[{ href: here, label: association.name }]}
    >
      {first && <MemberRequests requests={requests} />}
      {first && <MemberCodes association={association} codes={codes} answer={answer} />}
      <h2>{t('accounts.members.list', { total })}</h2>
      <MemberList members={members} />
      <Pager
        olderHref={next ? `${here}/members?before=${next}` : undefined}
        firstHref={first ? undefined : `${here}/members`}
      />
    </Page>
  )
}
