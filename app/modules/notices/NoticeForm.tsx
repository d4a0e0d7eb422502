/** The form of a notice: new, draft or correction. One native form; the body has a toolbar and a preview. */
import type { ReactNode } from 'react'
import type { FormFields } from '~/platform/forms'
import {
  CheckedForm,
  FileField,
  HiddenField,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Banner } from '~/ui/parts'
import { BodyPreview, BodyToolbar } from './BodyEditor'
import { ConfirmationPart, EventPart, RequestPart } from './NoticeFormParts'
import { categories, importances, requestingKinds, visibilities } from './rules'
import { publishForm } from './schema'

type NodeOption = { id: number; name: string; path: string }
type PublisherOption = NodeOption & { kind: string; needsApproval: boolean }
type Waiting = { id: string; name: string; type: string; size: number }

export function NoticeForm(props: {
  publishers: readonly PublisherOption[]
  audiences: readonly NodeOption[]
  defaults: FormFields
  answer: unknown
  attachments: readonly Waiting[]
  mode: 'draft' | 'correction'
  mayPublish: boolean
  kept: boolean
  /** What the checker of plain language shows below the text */
  checker?: ReactNode
}) {
  const { publishers, audiences, answer, attachments, mode, mayPublish, kept, checker } = props
  const defaults = withoutLostTicks(props.defaults, answer)
  const t = useT()
  const label = (name: string) => t(`notices.form.${name}`)
  const names = indented(audiences)
  const to = sendsTo(publishers, mayPublish, mode === 'correction')
  return (
    <>
      {kept && (
        <Banner tone="info" title={t('form.kept')}>
          <p>{t('form.kept_files')}</p>
        </Banner>
      )}
      <CheckedForm
        schema={publishForm}
        answer={answer}
        defaults={defaults}
        encType="multipart/form-data"
        id="notice"
      >
        <HiddenField name="submission" value={String(defaults.submission)} />
        {defaults.version && <HiddenField name="version" value={String(defaults.version)} />}
        {defaults.copied_from && <HiddenField name="copied_from" value={String(defaults.copied_from)} />}
        <h2>{label('what')}</h2>
        <SelectField
          name="association"
          label={label('association')}
          support={label('association_support')}
          required
          options={publishers.map((node) => ({ value: String(node.id), label: node.name }))}
        />
        <SelectField
          name="audience"
          label={label('audience')}
          support={label('audience_support')}
          required
          options={names}
        />
        <TextField name="title" label={label('title_field')} support={label('title_support')} required />
        <SelectField
          name="category"
          label={label('category')}
          required
          options={categories.map((value) => ({ value, label: t(`notices.category.${value}`) }))}
        />
        <TextArea
          name="body"
          label={label('body')}
          support={label('body_support')}
          required
          rows={14}
          toolbar={<BodyToolbar target="field-body" />}
        />
        {checker}
        <BodyPreview />
        <RadioField
          name="importance"
          label={label('importance')}
          required
          options={importances.map((value) => ({
            value,
            label: t(`notices.importance.${value}`),
            support: value === 'normal' ? undefined : label(`importance_${value}_support`),
          }))}
        />
        <RadioField
          name="visibility"
          label={label('visibility')}
          required
          options={visibilities.map((value) => ({
            value,
            label: t(`notices.visibility.${value}`),
            support: label(`visibility_${value}_support`),
          }))}
        />

        <h2>{label('action_section')}</h2>
        <TextField name="action_text" label={label('action_text')} support={label('action_text_support')} />
        <TextField name="action_by" label={label('action_by')} type="date" />

        <ConfirmationPart />
        <EventPart />
        {publishers.some(({ kind }) => requestingKinds.some((known) => known === kind)) && <RequestPart />}

        <h2>{label('files_section')}</h2>
        <AttachmentChoices attachments={attachments} />
        <FileField
          name="files"
          label={label('files')}
          support={label('files_support')}
          multiple
          accept=".pdf,.jpg,.jpeg,.png,.webp"
        />

        <h2>{label('time_section')}</h2>
        {mode === 'draft' && (
          <TextField
            name="publish_at"
            label={label('publish_at')}
            support={label('publish_at_support')}
            type="datetime-local"
          />
        )}
        <TextField
          name="expires_at"
          label={label('expires_at')}
          support={label('expires_at_support')}
          type="datetime-local"
        />
        {mode === 'correction' && (
          <TextField
            name="correction_reason"
            label={label('correction_reason')}
            support={label('correction_reason_support')}
          />
        )}
        <Sending publishers={publishers} mayPublish={mayPublish} correcting={mode === 'correction'} />
        <div className="actions">
          {to !== 'nobody' && (
            <SubmitButton name="intent" value="publish">
              {mode === 'correction' ? label('correct') : label(SEND_LABEL[to])}
            </SubmitButton>
          )}
          {mode === 'draft' && (
            <SubmitButton name="intent" value="draft" variant="secondary" unchecked>
              {label('save_draft')}
            </SubmitButton>
          )}
        </div>
      </CheckedForm>
    </>
  )
}

/**
 * What the button does, as far as the page can know before a publisher is chosen: publish, ask for the approval,
 * either by publisher, or nothing.
 */
function sendsTo(publishers: readonly PublisherOption[], mayPublish: boolean, correcting: boolean) {
  if (correcting) return mayPublish ? 'readers' : 'nobody'
  const approving = publishers.filter((node) => node.needsApproval).length
  if (approving === 0) return mayPublish ? 'readers' : 'nobody'
  return approving === publishers.length || !mayPublish ? 'approvers' : 'either'
}

const SEND_LABEL = {
  readers: 'publish',
  approvers: 'ask_approval',
  either: 'publish_or_ask',
  nobody: 'publish',
} as const

function Sending(props: {
  publishers: readonly PublisherOption[]
  mayPublish: boolean
  correcting: boolean
}) {
  const { publishers, mayPublish, correcting } = props
  const t = useT()
  const to = sendsTo(publishers, mayPublish, correcting)
  if (to === 'nobody') return <p className="support">{t('notices.form.no_publish')}</p>
  const names = publishers.filter((node) => node.needsApproval).map((node) => node.name)
  if (names.length === 0) return null
  if (correcting) return <p className="support">{t('notices.form.correction_stands')}</p>
  return (
    <p className="support">
      {t('notices.form.needs_approval', { names: names.slice(0, 3).join('、') })}
      {mayPublish && ` ${t('notices.form.urgent_at_once')}`}
    </p>
  )
}

/** Boxes that were left empty are not sent: after a refusal they must not come back ticked. */
function withoutLostTicks(defaults: FormFields, answer: unknown): FormFields {
  if (typeof answer !== 'object' || answer === null || !('values' in answer)) return defaults
  return { ...defaults, remind_days: [], is_request: '' }
}

/** The tree as a flat list for a select: what stands below another is moved in. */
function indented(nodes: readonly NodeOption[]) {
  const shallowest = Math.min(...nodes.map((node) => depth(node)))
  return nodes.map((node) => ({
    value: String(node.id),
    label: `${'\u3000'.repeat(Math.max(0, depth(node) - shallowest))}${node.name}`,
  }))
}

function depth(node: NodeOption): number {
  return node.path.split('/').length
}

function AttachmentChoices({ attachments }: { attachments: readonly Waiting[] }) {
  const t = useT()
  if (attachments.length === 0) return null
  return (
    <fieldset className="field">
      <legend>{t('notices.form.attached')}</legend>
      <ul className="attachments">
        {attachments.map((file) => (
          <li key={file.id}>
            <input type="hidden" name="attachment" value={file.id} />
            <a href={`/attachments/${file.id}/${encodeURIComponent(file.name)}`}>{file.name}</a>
            <label className="choice">
              <input type="checkbox" name="remove_attachment" value={file.id} />
              <span>
                {t('notices.form.remove')}
                <span className="visually-hidden">: {file.name}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
