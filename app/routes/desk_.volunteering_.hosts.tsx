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
import { hostKinds, hostStates } from '~/modules/volunteering/rules'
import { hostMemberForm, hostMemberRemove, hostMove, sectionForm } from '~/modules/volunteering/schema'
import { firstValue, intentOf } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { FilterSelect, FilterText } from '~/ui/filters'
import { CheckedForm, HiddenField, SelectField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Button, ConfirmPost, Pager, PostButton, Table } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('volunteering.hosts.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const asked = (name: string) => queryParam(args.request, name)
  const query = {
    state: hostStates.find((state) => state === asked('state')),
    kind: hostKinds.find((kind) => kind === asked('kind')),
    words: asked('q')?.trim() || undefined,
    after: /^\d{1,9}$/.test(asked('after') ?? '') ? Number(asked('after')) : undefined,
  }
  return { query, ...(await deskHosts(await currentActor(args), query)) }
})

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
  const { hosts, keepers, runs, count, next, query } = useLoaderData<typeof loader>()
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
      <form method="get" className="form">
        <FilterText name="q" label={at('name')} value={query.words} />
        <FilterSelect
          name="kind"
          label={at('kind')}
          any={at('any')}
          options={hostKinds.map((value) => ({ value, label: t(`volunteering.host_kind.${value}`) }))}
          value={query.kind}
        />
        <FilterSelect
          name="state"
          label={at('state')}
          any={at('any')}
          options={hostStates.map((value) => ({ value, label: t(`volunteering.host_state.${value}`) }))}
          value={query.state}
        />
        <div className="actions">
          <Button variant="secondary">{at('narrow')}</Button>
        </div>
      </form>
      <p>{t('volunteering.hosts.count', { count })}</p>
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
      <Pager
        olderHref={next ? href(query, next) : undefined}
        firstHref={query.after ? href(query) : undefined}
      />
      {runs && <Members hosts={keepers} answer={failed === 'member' ? answer : undefined} />}
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

type Query = ReturnType<typeof useLoaderData<typeof loader>>['query']

/** The same list from another place on. */
function href({ words, kind, state }: Query, after?: number): string {
  const kept = Object.entries({ q: words, kind, state, after: after && String(after) })
  const search = new URLSearchParams(kept.flatMap(([name, value]) => (value ? [[name, value]] : [])))
  return `/desk/volunteering/hosts?${search}`
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

type Kept = ReturnType<typeof useLoaderData<typeof loader>>['keepers']

/** 担当者: who acts for the organisations and sections; those of associations follow from their posts. */
function Members({
  hosts,
  answer,
}: {
  hosts: Kept
  answer: ReturnType<typeof useActionData<typeof action>>
}) {
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`volunteering.hosts.${key}`, params)
  if (hosts.length === 0) return null
  return (
    <>
      <h2 id="members">{at('members')}</h2>
      <p>{at('members_lead')}</p>
      <Table
        caption={at('members')}
        head={[at('name'), at('members')]}
        rows={hosts.map((host) => [
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
          options={hosts.map(({ id, name }) => ({ value: String(id), label: name }))}
          required
        />
        <TextField name="member" type="email" inputMode="email" label={at('member')} required />
        <SubmitButton>{at('add_member')}</SubmitButton>
      </CheckedForm>
    </>
  )
}
