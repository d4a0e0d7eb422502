/** 団体の紹介を直す: what is said of a host on the pages of its places. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { editHost } from '~/modules/volunteering/commands/hosts.server'
import { HostForm } from '~/modules/volunteering/HostForm'
import { hostToEdit } from '~/modules/volunteering/queries/host.server'
import { hostForm } from '~/modules/volunteering/schema'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMetaFrom((data: { host: { name: string } }) => data.host.name)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { version, ...host } = await hostToEdit(await currentActor(args), idParam(args.params.id))
  const kept = await keptFields(args.request)
  return {
    host: { name: host.name, kind: host.kind },
    defaults: { ...host, id: '', version: String(version), ...kept },
  }
})

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  await editHost(actor, idParam(args.params.id), await readAndCheck(args, hostForm))
  return redirect('/volunteering/host?done=saved')
})

export default function EditHost() {
  const { host, defaults } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('volunteering.register.edit_title', { name: host.name })}
      crumbs={[
        { href: '/volunteering', label: t('volunteering.title') },
        { href: '/volunteering/host', label: t('volunteering.host.title') },
      ]}
    >
      <HostForm
        answer={answer}
        defaults={defaults as Record<string, string>}
        named={host.kind !== 'association'}
        submit={t('volunteering.register.save')}
      />
    </Page>
  )
}
