/**
 * A link that was sent by e-mail. Opening it only shows a button: programs that look into mails open links, and must
 * not use them up.
 */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { consumeLink } from '~/modules/accounts/commands/sign-in.server'
import { linkOf } from '~/modules/accounts/queries/links.server'
import { tokenForm } from '~/modules/accounts/schema'
import { currentActor, sessionHeaders, visitorOf, wayOn } from '~/modules/accounts/session.server'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { PostButton } from '~/ui/parts'

export const meta = titleMeta('accounts.link.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const token = queryParam(args.request, 'token') ?? ''
  const { purpose, email } = await linkOf(token)
  return { token, purpose, email }
})

const doneOf = { sign_in: 'signed_in', register: 'registered', change_email: 'email_changed' } as const

export const action = formAction(async (args) => {
  const { token } = await readAndCheck(args, tokenForm)
  const { purpose, opened, next } = await consumeLink(visitorOf(args), token)
  const done = doneOf[purpose]
  if (opened) {
    return redirect(wayOn(opened, next, done), { headers: await sessionHeaders(args.request, opened) })
  }
  const actor = await currentActor(args)
  return redirect(`${actor.user ? '/account' : '/sign-in'}?done=${done}`)
})

export default function Link() {
  const { token, purpose, email } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page title={t(`accounts.link.${purpose}.title`)} lead={t(`accounts.link.${purpose}.lead`, { email })}>
      <PostButton
        action="/sign-in/link"
        label={t(`accounts.link.${purpose}.submit`)}
        fields={{ token }}
        variant="primary"
      />
      <p className="support">{t('accounts.link.once')}</p>
    </Page>
  )
}
