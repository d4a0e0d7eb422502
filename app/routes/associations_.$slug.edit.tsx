/** 自治会のページを直す: for officers who may, and the city. */
import { readFile } from 'node:fs/promises'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { MAX_AREA_TEXT } from '~/modules/associations/area'
import { ConsentSection } from '~/modules/associations/ConsentForm'
import { recordConsent, withdrawConsent } from '~/modules/associations/commands/consent.server'
import { editAssociation } from '~/modules/associations/commands/edit.server'
import { EditForm, FIELD_LABELS } from '~/modules/associations/EditForm'
import { associationForEdit, differences } from '~/modules/associations/edit.server'
import { consentSchema, editSchema } from '~/modules/associations/schema'
import { Invalid, Stale } from '~/platform/errors'
import { type FormFields, firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, Table } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMetaFrom((data: { association: { name: string } }) => data.association.name)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [found, kept] = await Promise.all([
    associationForEdit(actor, args.params.slug ?? ''),
    keptFields(args.request),
  ])
  return { ...found, kept: kept && firstValue(kept, 'intent') === 'save' ? kept : null, today: actor.today }
})

export const action = formAction(async (args) => {
  const slug = args.params.slug ?? ''
  const actor = await currentActor(args)
  const fields = await readEdit(args)
  const intent = firstValue(fields, 'intent')
  if (intent === 'withdraw') {
    await withdrawConsent(actor, slug)
    return redirect(`/associations/${slug}/edit?done=saved#consent`)
  }
  if (intent === 'consent') {
    await recordConsent(actor, slug, check(consentSchema, fields))
    return redirect(`/associations/${slug}/edit?done=saved#consent`)
  }
  try {
    await editAssociation(actor, slug, check(editSchema, fields))
  } catch (error) {
    if (!(error instanceof Stale)) throw error
    // Both texts are shown, and nothing is lost: the form holds what was typed, the table what stands.
    const current = await associationForEdit(actor, slug)
    return data(
      {
        values: fields,
        errors: {},
        stale: differences(current.fields, fields),
        version: current.association.version,
      },
      { status: 409 },
    )
  }
  return redirect(`/associations/${slug}?done=saved`)
})

/** The fields of the form; a chosen file stands for the text of the area. */
async function readEdit(args: ActionFunctionArgs): Promise<FormFields> {
  const form = await readForm(args, { maxBytes: MAX_AREA_TEXT, maxCount: 1 })
  try {
    const file = form.files.find((f) => f.field === 'area_file')
    if (file?.tooLarge) throw new Invalid({ area_file: ['associations.edit.file_too_large'] })
    if (file && file.size > 0) form.fields.area = await readFile(file.path, 'utf8')
    return form.fields
  } finally {
    await form.discard()
  }
}

export default function EditAssociation() {
  const { association, fields, consent, kept, today, mayDecideApproval } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const intent = answer && 'values' in answer ? firstValue(answer.values as FormFields, 'intent') : undefined
  const stale = answer && 'stale' in answer ? answer.stale : null
  const version = answer && 'version' in answer ? answer.version : association.version
  return (
    <Page
      title={t('associations.edit.title', { name: association.name })}
      lead={t('associations.edit.lead')}
      crumbs={[
        { href: '/associations', label: t('associations.list.title') },
        { href: `/associations/${association.slug}`, label: association.name },
      ]}
    >
      {kept && (
        <Banner tone="info" title={t('form.kept')}>
          <p>{t('form.kept_files')}</p>
        </Banner>
      )}
      {stale && <StaleNotice stale={stale} />}
      <EditForm
        association={{ ...association, version }}
        fields={
          kept
            ? { ...fields, ...(kept as Record<string, string>), version: String(association.version) }
            : fields
        }
        answer={intent === 'consent' ? undefined : answer}
        mayDecideApproval={mayDecideApproval}
      />
      <ConsentSection
        slug={association.slug}
        person={fields.contactName}
        entered={(['name', 'phone', 'email'] as const).filter((part) => fields[CONTACT_FIELDS[part]] !== '')}
        consent={consent}
        today={today}
        answer={intent === 'consent' ? answer : undefined}
      />
    </Page>
  )
}

const CONTACT_FIELDS = { name: 'contactName', phone: 'contactPhone', email: 'contactEmail' } as const

type Difference = { field: string; theirs: string; yours: string }

/** What somebody else saved, beside what this person typed. */
function StaleNotice({ stale }: { stale: readonly Difference[] }) {
  const t = useT()
  const shown = (text: string) =>
    text ? <span className="whitespace-pre-line">{text.slice(0, 1000)}</span> : t('form.stale.empty')
  return (
    <Banner tone="warning" title={t('form.stale.title')} live>
      <p>{t('form.stale.text')}</p>
      {stale.length === 0 ? (
        <p>{t('form.stale.same')}</p>
      ) : (
        <Table
          caption={t('form.stale.caption')}
          head={['stale_field', 'stale_theirs', 'stale_yours'].map((name) => t(`associations.edit.${name}`))}
          rows={stale.map(({ field, theirs, yours }) => [
            t(`associations.edit.${FIELD_LABELS[field]}`),
            shown(theirs),
            shown(yours),
          ])}
        />
      )}
    </Banner>
  )
}
