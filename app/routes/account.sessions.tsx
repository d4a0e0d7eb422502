/** The devices that are signed in. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { endAllSessions, endSession } from '~/modules/accounts/commands/sessions.server'
import { AccountPage, ConfirmPost } from '~/modules/accounts/parts'
import { sessionsOf } from '~/modules/accounts/queries/account.server'
import { blankCookie, currentActor, currentSession, requireUser } from '~/modules/accounts/session.server'
import { formatInstant } from '~/platform/clock'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Badge, PostButton, Table } from '~/ui/parts'

export const meta = titleMeta('accounts.sessions.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const [actor, session] = await Promise.all([currentActor(args), currentSession(args)])
  return { sessions: await sessionsOf(actor, session?.hash) }
})

const form = z.object({
  session: z.string({ error: 'form.invalid' }).regex(/^([0-9a-f]{64}|all)$/, { error: 'form.invalid' }),
})

export const action = formAction(async (args) => {
  const actor = requireUser(await currentActor(args))
  const { session } = await readAndCheck(args, form)
  if (session === 'all') {
    await endAllSessions(actor)
    return redirect('/?done=signed_out_everywhere', { headers: { 'Set-Cookie': blankCookie() } })
  }
  await endSession(actor, session)
  return redirect('/account/sessions?done=session_ended')
})

export default function Sessions() {
  const { sessions } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  return (
    <AccountPage title={t('accounts.sessions.title')} lead={t('accounts.sessions.lead')}>
      <Table
        caption={t('accounts.sessions.caption')}
        head={[t('accounts.sessions.device'), t('accounts.sessions.since'), t('accounts.sessions.end')]}
        rows={sessions.map(({ id, device, since, current }) => [
          device || t('accounts.sessions.unknown'),
          formatInstant(new Date(since), language),
          current ? (
            <Badge key="here" tone="success">
              {t('accounts.sessions.current')}
            </Badge>
          ) : (
            <PostButton key="end" label={t('accounts.sessions.end_one')} fields={{ session: id }} />
          ),
        ])}
      />
      <ConfirmPost
        summary={t('accounts.sessions.all')}
        label={t('accounts.sessions.all_submit')}
        fields={{ session: 'all' }}
      >
        <p>{t('accounts.sessions.all_text')}</p>
      </ConfirmPost>
    </AccountPage>
  )
}
