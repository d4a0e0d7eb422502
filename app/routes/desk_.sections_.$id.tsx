/** 担当課 one by one: its name and how it is reached, who works there, and its end. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import {
  addSectionMember,
  changeSection,
  endSection,
  removeSectionMember,
} from '~/modules/sections/commands.server'
import { sectionKept } from '~/modules/sections/queries.server'
import { SectionFields } from '~/modules/sections/SectionFields'
import {
  endForm,
  memberForm,
  memberId,
  sectionChange,
  sectionIntent,
  versionForm,
} from '~/modules/sections/schema'
import { type FormFields, firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { CheckedForm, HiddenField, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Banner, ConfirmPost, PostButton, Table } from '~/ui/parts'
import { StaleNotice } from '~/ui/stale-notice'

/** The words of the fields of `SectionFields`, for what differs. */
const sectionLabels = {
  name: 'sections.name',
  reading: 'sections.reading',
  phone: 'sections.phone',
  email: 'sections.email',
  answerDays: 'sections.answer_days',
} as const

export const handle = { interactive: true }
export const meta = titleMetaFrom((data: { section: { name: string } }) => data.section.name)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const [section, kept] = await Promise.all([
    sectionKept(await currentActor(args), idParam(args.params.id)),
    keptFields(args.request),
  ])
  return { section, kept: kept ?? {} }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  const { intent } = check(sectionIntent, fields)
  const back = (done: string) => redirect(`/desk/sections/${id}?done=section_${done}`)
  if (intent === 'change') {
    const form = check(sectionChange, fields)
    return (await unlessStale(fields, () => changeSection(actor, id, form))) ?? back('changed')
  }
  if (intent === 'add') {
    await addSectionMember(actor, id, check(memberForm, fields).member)
    return back('member_added')
  }
  if (intent === 'remove') {
    await removeSectionMember(actor, id, check(memberId, fields).user)
    return back('member_removed')
  }
  if (intent === 'end') {
    const form = check(endForm, fields)
    await endSection(actor, id, form.version, true, form.services)
    return back('ended')
  }
  await endSection(actor, id, check(versionForm, fields).version, false)
  return back('reopened')
})

export default function Section() {
  const { section, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as { values?: FormFields; stale?: boolean } | undefined
  const t = useT()
  const sent = answer && firstValue(answer.values, 'intent')
  const standing = {
    name: section.name,
    reading: section.reading,
    phone: section.phone ?? '',
    email: section.email ?? '',
    answerDays: section.answerDays === null ? '' : String(section.answerDays),
  }
  const defaults: FormFields = { ...standing, ...kept }
  return (
    <Page title={section.name} crumbs={[{ href: '/desk/sections', label: t('sections.title') }]}>
      {section.ended && (
        <Banner tone="info" title={t('sections.ended_title')}>
          <PostButton label={t('sections.reopen')} fields={{ intent: 'reopen', version: section.version }} />
        </Banner>
      )}
      <h2>{t('sections.people')}</h2>
      <p>{t('sections.people_text')}</p>
      {section.people.length === 0 ? (
        <p>{t('sections.nobody')}</p>
      ) : (
        <Table
          caption={t('sections.people_caption')}
          head={[t('sections.person'), t('accounts.email.label'), t('sections.remove')]}
          rows={section.people.map((person) => [
            <span key="name">
              {person.name} {!person.works && <Badge tone="warning">{t('sections.without_role')}</Badge>}
            </span>,
            person.email,
            <ConfirmPost
              key="remove"
              summary={t('sections.remove')}
              label={t('sections.remove_submit', { name: person.name })}
              fields={{ intent: 'remove', user: person.id }}
            />,
          ])}
        />
      )}
      <CheckedForm schema={memberForm} answer={sent === 'add' ? answer : undefined} id="add">
        <HiddenField name="intent" value="add" />
        <TextField
          name="member"
          type="email"
          label={t('sections.member')}
          support={t('sections.member_support')}
          required
          inputMode="email"
        />
        <SubmitButton variant="secondary">{t('sections.add')}</SubmitButton>
      </CheckedForm>
      <h2>{t('sections.change')}</h2>
      {answer?.stale && (
        <StaleNotice
          typed={answer.values ?? {}}
          fields={(['name', 'reading', 'phone', 'email', 'answerDays'] as const).map((name) => ({
            name,
            label: t(sectionLabels[name]),
            theirs: standing[name],
          }))}
        />
      )}
      <CheckedForm
        schema={sectionChange}
        answer={sent === 'change' ? answer : undefined}
        defaults={defaults}
        id="change"
      >
        <HiddenField name="intent" value="change" />
        <HiddenField name="version" value={section.version} />
        <SectionFields />
        <SubmitButton>{t('sections.save')}</SubmitButton>
      </CheckedForm>
      {!section.ended && (
        <>
          <h2>{t('sections.end')}</h2>
          {sent === 'end' && <EndRefused answer={answer} />}
          <details className="confirm">
            <summary>{t('sections.end')}</summary>
            <p>{t('sections.end_text')}</p>
            <CheckedForm schema={endForm} id="end">
              <HiddenField name="intent" value="end" />
              <HiddenField name="version" value={section.version} />
              {section.services > 0 && (
                <SelectField
                  name="services"
                  label={t('sections.end_services', { count: section.services })}
                  support={t('sections.end_services_support')}
                  emptyLabel={t('sections.end_services_none')}
                  options={section.others.map(({ id, name }) => ({ value: String(id), label: name }))}
                />
              )}
              <SubmitButton variant="danger">{t('sections.end_submit', { name: section.name })}</SubmitButton>
            </CheckedForm>
          </details>
        </>
      )}
    </Page>
  )
}

function EndRefused({ answer }: { answer: unknown }) {
  const t = useT()
  const first = (answer as { errors?: { form?: string[] } } | undefined)?.errors?.form?.[0] ?? ''
  const count = Number(new URLSearchParams(first.split('?')[1]).get('count'))
  return (
    <Banner tone="danger" title={t('sections.error.open_matters', { count })} live>
      <p>{t('sections.end_text')}</p>
    </Banner>
  )
}
