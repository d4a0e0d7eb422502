/** One notice in one other language: written, looked over, deleted; easy Japanese can be checked while it is written. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { denied } from '~/modules/accounts/rules'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { deleteVersion, saveVersion } from '~/modules/notices/commands/versions.server'
import { EditConflict } from '~/modules/notices/EditConflict'
import { versionForWriting } from '~/modules/notices/queries/versions.server'
import { VersionFields } from '~/modules/notices/VersionFields'
import {
  interfaceLanguage,
  isVersionLanguage,
  type VersionLanguage,
  versionDeletion,
  versionForm,
} from '~/modules/notices/versions'
import { Checker } from '~/modules/readability/Checker'
import { checkMarkdown } from '~/modules/readability/queries.server'
import { NotFound, Stale } from '~/platform/errors'
import { type FormFields, firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { languageNames } from '~/platform/i18n'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, PostButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('notices.versions.title')

export { ErrorBoundary } from '~/ui/error-boundary'

function languageParam(value: string | undefined): VersionLanguage {
  if (!isVersionLanguage(value)) throw new NotFound()
  return value
}

type ForWriting = Awaited<ReturnType<typeof versionForWriting>>

function fieldsOf({ notice, version }: ForWriting): FormFields {
  return {
    title: version?.title ?? '',
    body: version?.body ?? '',
    written_by: version?.writtenBy ?? '',
    reviewed_by: version?.reviewedBy ?? '',
    reviewed_on: version?.reviewedOn ?? '',
    version: String(version?.version ?? 0),
    original: String(notice.version),
  }
}

export const loader = page(async (args: LoaderFunctionArgs) => {
  const language = languageParam(args.params.language)
  const actor = requireUser(await currentActor(args))
  const [found, kept] = await Promise.all([
    versionForWriting(actor, idParam(args.params.id), language),
    keptFields(args.request),
  ])
  if (!found.notice.mayWrite) denied(actor)
  const { id, title, bodyHtml } = found.notice
  return {
    id,
    language,
    japanese: { title, bodyHtml },
    defaults: { ...fieldsOf(found), ...kept },
    version: found.version?.version ?? 0,
    outOfDate: found.version?.outOfDate ?? false,
  }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const language = languageParam(args.params.language)
  const id = idParam(args.params.id)
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  if (fields.intent === 'delete') {
    await deleteVersion(actor, id, language, check(versionDeletion, fields).version)
    return redirect(`/notices/${id}/translations?done=deleted`)
  }
  if (fields.intent === 'check') {
    // Only who may write it: the question costs work.
    await versionForWriting(actor, id, language)
    const report = await checkMarkdown(firstValue(fields, 'title') ?? '', firstValue(fields, 'body') ?? '')
    return data({ errors: {}, values: fields, report })
  }
  try {
    await saveVersion(actor, id, language, check(versionForm, fields))
  } catch (error) {
    if (!(error instanceof Stale) || error.key !== 'notice_edited') throw error
    const standing = fieldsOf(await versionForWriting(actor, id, language))
    const values = { ...fields, version: standing.version ?? '0' }
    return data({ conflict: { standing, mine: fields }, values, errors: {} }, { status: 409 })
  }
  return redirect(`/notices/${id}/translations?done=saved`)
})

export default function Translation() {
  const { id, language, japanese, defaults, version, outOfDate } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const report = answer && 'report' in answer ? answer.report : undefined
  return (
    <Page
      title={t('notices.versions.title_in', { language: languageNames[interfaceLanguage(language)] })}
      crumbs={[
        { href: `/notices/${id}`, label: japanese.title || t('notices.desk.untitled') },
        { href: `/notices/${id}/translations`, label: t('notices.versions.title') },
      ]}
    >
      {outOfDate && (
        <Banner tone="warning" title={t('notices.versions.form_out_of_date')}>
          <p>{t('notices.versions.form_out_of_date_text')}</p>
        </Banner>
      )}
      {answer && 'conflict' in answer && <EditConflict {...answer.conflict} />}
      <VersionFields
        language={language}
        japanese={japanese}
        defaults={answer && 'conflict' in answer ? { ...defaults, ...answer.values } : defaults}
        answer={answer}
        checker={language === 'ja_easy' && <Checker report={report} />}
      />
      {version > 0 && (
        <PostButton
          label={t('notices.versions.delete')}
          variant="danger"
          fields={{ intent: 'delete', version }}
        />
      )}
    </Page>
  )
}
