/** The form of a notice in another language, with the Japanese beside it. */
import type { ReactNode } from 'react'
import type { FormFields } from '~/platform/forms'
import { languageNames } from '~/platform/i18n'
import { CheckedForm, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { interfaceLanguage, type VersionLanguage, versionForm } from './versions'

export function VersionFields(props: {
  language: VersionLanguage
  /** The Japanese title and text as readers see them */
  japanese: { title: string; bodyHtml: string }
  defaults: FormFields
  answer: unknown
  /** What the checker of easy Japanese shows below the text */
  checker?: ReactNode
}) {
  const { language, japanese, defaults, answer, checker } = props
  const t = useT()
  const label = (name: string) => t(`notices.versions.${name}`)
  return (
    <>
      <details open className="card">
        <summary>{label('japanese')}</summary>
        <div lang="ja">
          <p>
            <strong>{japanese.title}</strong>
          </p>
          <div className="prose" dangerouslySetInnerHTML={{ __html: japanese.bodyHtml }} />
        </div>
      </details>
      <CheckedForm schema={versionForm} answer={answer} defaults={defaults} id="version">
        <HiddenField name="version" value={String(defaults.version)} />
        <HiddenField name="original" value={String(defaults.original)} />
        <h2>{t('notices.versions.heading', { language: languageNames[interfaceLanguage(language)] })}</h2>
        <TextField name="title" label={label('title_field')} required />
        <TextArea name="body" label={label('body')} support={label('body_support')} required rows={14} />
        {checker}
        <TextField
          name="written_by"
          label={label('written_by_field')}
          support={label('name_support')}
          required
        />
        <TextField
          name="reviewed_by"
          label={label('reviewed_by_field')}
          support={label('reviewed_support')}
        />
        <TextField name="reviewed_on" label={label('reviewed_on')} type="date" />
        <div className="actions">
          <SubmitButton name="intent" value="save">
            {label('save')}
          </SubmitButton>
        </div>
      </CheckedForm>
    </>
  )
}
