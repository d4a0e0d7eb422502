/** 受入れ団体: confirmed, ended and begun anew by the centre; sections of the city are entered here. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import {
  addHostMember,
  createSection,
  moveHost,
  removeHostMember,
} from '~/modules/volunteering/commands/hosts.server'
import { deskHosts } from '~/modules/volunteering/queries/desk.server'
import { hostMemberForm, hostMemberRemove, hostMove, sectionForm } from '~/modules/volunteering/schema'
import { firstValue, intentOf } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, SelectField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, ConfirmPost, PostButton, Table } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('volunteering.hosts.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => deskHosts(await currentActor(args)))

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  const intent = intentOf(fields)
  if (intent === 'move') {
    const { host, ...move } = check(hostMove, fields)
    await moveHost(actor, host, move)
  } else if (intent === 'member') {
    await addHostMember(actor, check(hostMemberForm, fields))
  } else if (intent === 'remove') {
    await removeHostMember(actor, check(hostMemberRemove, fields))
  } else {
    await createSection(actor, check(sectionForm, fields))
  }
  return redirect('/desk/volunteering/hosts?done=saved')
})

export default function Hosts() {
  const { hosts, runs } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const failed = answer && 'values' in answer ? firstValue(answer.values, 'intent') : undefined
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`volunteering.hosts.${key}`, params)
  return (
    <Page
      title={at('title')}
      width="wide"
      crumbs={[{ href: '/desk/volunteering', label: t('volunteering.desk.title') }]}
    >
      <Table
        caption={at('caption')}
        head={[at('name'), at('kind'), at('state'), at('places'), ...(runs ? [at('act')] : [])]}
        rows={hosts.map((host) => [
          host.slug ? (
            <a key="name" href={`/associations/${host.slug}`}>
              {host.name}
            </a>
          ) : (
            host.name
          ),
          t(`volunteering.host_kind.${host.kind}`),
          <Badge key="state" tone={host.state === 'asked' ? 'warning' : 'neutral'}>
            {t(`volunteering.host_state.${host.state}`)}
          </Badge>,
          <a key="places" href={`/volunteering?host=${host.id}`}>
            {host.places}
          </a>,
          ...(runs ? [<Act key="act" host={host} />] : []),
        ])}
      />
      {runs && <Members hosts={hosts} answer={failed === 'member' ? answer : undefined} />}
      {runs && (
        <>
          <h2>{at('section')}</h2>
          <p>{at('section_lead')}</p>
          <CheckedForm schema={sectionForm} answer={failed === 'section' ? answer : undefined}>
            <HiddenField name="intent" value="section" />
            <TextField name="name" label={at('name')} required />
            <TextArea name="introduction" label={t('volunteering.register.introduction')} />
            <TextField name="phone" type="tel" inputMode="tel" label={t('volunteering.register.phone')} />
            <TextField name="keeper" type="email" inputMode="email" label={at('keeper')} required />
            <SubmitButton>{at('section')}</SubmitButton>
          </CheckedForm>
        </>
      )}
    </Page>
  )
}

function Act({ host }: { host: { id: number; name: string; state: string; version: number } }) {
  const t = useT()
  const at = (key: string) => t(`volunteering.hosts.${key}`, { name: host.name })
  const fields = { intent: 'move', host: host.id, version: host.version }
  if (host.state === 'registered')
    return <ConfirmPost summary={at('end_summary')} label={at('end')} fields={{ ...fields, to: 'ended' }} />
  const label = host.state === 'asked' ? t('volunteering.desk.confirm', { name: host.name }) : at('again')
  return <PostButton label={label} fields={{ ...fields, to: 'registered' }} />
}

type Listed = ReturnType<typeof useLoaderData<typeof loader>>['hosts']

/** 担当者: who acts for the organisations and sections; those of associations follow from their posts. */
function Members({
  hosts,
  answer,
}: {
  hosts: Listed
  answer: ReturnType<typeof useActionData<typeof action>>
}) {
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`volunteering.hosts.${key}`, params)
  const own = hosts.filter(({ kind, state }) => kind !== 'association' && state !== 'ended')
  if (own.length === 0) return null
  return (
    <>
      <h2 id="members">{at('members')}</h2>
      <p>{at('members_lead')}</p>
      <Table
        caption={at('members')}
        head={[at('name'), at('members')]}
        rows={own.map((host) => [
          host.name,
          <ul key="members" className="list-none p-0">
            {host.members.map((member) => (
              <li key={member.id} className="py-1">
                {member.name} <span className="break-all">{member.email}</span>{' '}
                {host.members.length > 1 && (
                  <ConfirmPost
                    summary={at('remove_summary')}
                    label={at('remove', { name: member.name })}
                    fields={{ intent: 'remove', host: host.id, member_id: member.id }}
                  />
                )}
              </li>
            ))}
          </ul>,
        ])}
      />
      <CheckedForm schema={hostMemberForm} answer={answer} id="member">
        <HiddenField name="intent" value="member" />
        <SelectField
          name="host"
          label={at('name')}
          emptyLabel={t('form.choose')}
          options={own.map(({ id, name }) => ({ value: String(id), label: name }))}
          required
        />
        <TextField name="member" type="email" inputMode="email" label={at('member')} required />
        <SubmitButton>{at('add_member')}</SubmitButton>
      </CheckedForm>
    </>
  )
}
