/** 団体を登録する: asked by somebody with an account, confirmed by the centre. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireUser } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { askToHost } from '~/modules/volunteering/commands/hosts.server'
import { HostForm } from '~/modules/volunteering/HostForm'
import { hostForm } from '~/modules/volunteering/schema'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('volunteering.register.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  requireUser(await currentActor(args))
  return { kept: (await keptFields(args.request)) ?? null }
})

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  await askToHost(actor, await readAndCheck(args, hostForm))
  return redirect('/volunteering/host?done=host_asked')
})

export default function Register() {
  const { kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('volunteering.register.title')}
      lead={t('volunteering.register.lead')}
      crumbs={[
        { href: '/volunteering', label: t('volunteering.title') },
        { href: '/volunteering/host', label: t('volunteering.host.title') },
      ]}
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      <HostForm
        answer={answer}
        defaults={(kept ?? {}) as Record<string, string>}
        named
        submit={t('volunteering.register.submit')}
      />
    </Page>
  )
}
