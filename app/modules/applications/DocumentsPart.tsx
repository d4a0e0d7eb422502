/** 書類: the checklist by step, and the form of one document. */
import type { FormFields } from '~/platform/forms'
import { intentOf } from '~/platform/forms'
import {
  CheckboxListField,
  CheckedForm,
  FileField,
  HiddenField,
  RadioField,
  SubmitButton,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Badge, ConfirmPost, LinkButton, PostButton, type Tone } from '~/ui/parts'
import { fileAddress } from './CostsPart'
import { PartFrame, typedIn, versionOf } from './PartFrame'
import type { DocumentShown } from './queries/parts.server'
import type { PartHead } from './queries/writing.server'
import type { DocumentState, DocumentStep } from './rules'
import { addFilesSchema, fileTypes, hallFilesSchema, notNeededSchema } from './schema'

type HallFile = { id: string; kind: string; caption: string; name: string }

type Props = {
  head: PartHead
  handedIn: boolean
  hallFiles: readonly HallFile[]
  steps: readonly DocumentStep[]
  documents: readonly DocumentShown[]
  /** The document whose form is shown */
  asked: number | null
  kept: FormFields | null
  answer: unknown
}

const stateTone: Record<DocumentState, Tone> = {
  missing: 'warning',
  handed_in: 'success',
  to_correct: 'danger',
  accepted: 'success',
  not_needed: 'neutral',
}

export function DocumentsPart(props: Props) {
  const { head, steps, documents, asked, kept, answer } = props
  const t = useT()
  const text = (key: string) => t(`applications.documents.${key}`)
  const one = head.open ? documents.find(({ id }) => id === asked) : undefined
  return (
    <PartFrame
      head={head}
      title={one ? one.name : text('title')}
      lead={one ? one.about : text('lead')}
      kept={kept !== null}
      answer={answer}
      showsMissing
    >
      {one ? (
        <OneDocument {...props} of={one} />
      ) : (
        steps.map((step) => {
          const listed = documents.filter((document) => document.step === step)
          return listed.length === 0 ? null : (
            <section key={step} className="stack">
              <h2>{t(`subsidies.document_step.${step}`)}</h2>
              {step === 'consultation' && <p className="support">{text('if_consulting')}</p>}
              <ul className="notice-list">
                {listed.map((document) => (
                  <li key={document.id} className="notice-row plain-list">
                    <Listed of={document} open={head.open} />
                  </li>
                ))}
              </ul>
            </section>
          )
        })
      )}
      {!one && documents.length === 0 && head.open && <p>{text('none')}</p>}
    </PartFrame>
  )
}

function Status({ of }: { of: DocumentShown }) {
  const t = useT()
  const text = (key: string, params?: Record<string, string>) => t(`applications.documents.${key}`, params)
  // What nobody asks for is not missing.
  const shown = of.state === 'missing' && of.need === 'not' ? 'not_needed' : of.state
  return (
    <>
      <Badge tone={shown === 'missing' && of.need !== 'needed' ? 'neutral' : stateTone[shown]}>
        {text(`state_${shown}`)}
      </Badge>{' '}
      <span className="support">{text(of.need)}</span>
      {of.note && (
        <p className="support">
          {text(of.state === 'not_needed' ? 'why_not' : 'city_says', { note: of.note })}
        </p>
      )}
    </>
  )
}

function Listed({ of, open }: { of: DocumentShown; open: boolean }) {
  const t = useT()
  const standing = of.files.filter(({ replaced }) => !replaced)
  return (
    <>
      <h3>{of.name}</h3>
      <div>
        <Status of={of} />
      </div>
      {of.about && <p className="support">{of.about}</p>}
      <Files files={standing} />
      {open && (
        <p>
          <a className="inline-block py-2" href={`?document=${of.id}`}>
            {t(`applications.documents.${of.state === 'missing' ? 'open' : 'open_again'}`, {
              name: of.name,
            })}
          </a>
        </p>
      )}
    </>
  )
}

function Files({ files }: { files: DocumentShown['files'] }) {
  const t = useT()
  if (files.length === 0) return null
  return (
    <ul className="bullets">
      {files.map((file) => (
        <li key={file.id}>
          <a className="inline-block py-2.5 break-all" href={fileAddress(file)}>
            {file.name}
          </a>{' '}
          <span className="support">
            {t('applications.documents.size', {
              kb: Math.max(1, Math.round(file.size / 1024)).toLocaleString('ja-JP'),
            })}
          </span>
        </li>
      ))}
    </ul>
  )
}

function OneDocument(props: Props & { of: DocumentShown }) {
  const { head, of, hallFiles, kept, answer } = props
  const t = useT()
  const text = (key: string, params?: Record<string, string>) => t(`applications.documents.${key}`, params)
  const typed = typedIn(answer, kept)
  const sent = typed ? intentOf(typed) : ''
  const mine = (intent: string) => (sent === intent ? { answer, defaults: typed } : {})
  const version = versionOf(answer, kept, head.version)
  const standing = of.files.filter(({ replaced }) => !replaced)
  const replaced = of.files.filter((file) => file.replaced)
  return (
    <>
      <div>
        <Status of={of} />
      </div>
      {standing.length > 0 && (
        <section className="stack">
          <h2>{text('now')}</h2>
          {standing.map((file) => (
            <div key={file.id} className="card stack">
              <Files files={[file]} />
              <ConfirmPost
                summary={text('remove')}
                label={text('remove_of', { name: file.name })}
                fields={{ intent: 'remove', file: file.id, version: head.version }}
              >
                <p>{text('remove_text')}</p>
              </ConfirmPost>
            </div>
          ))}
        </section>
      )}
      <CheckedForm
        schema={addFilesSchema}
        {...mine('add')}
        defaults={
          sent === 'add' ? typed : { mode: props.handedIn && of.state === 'to_correct' ? 'replace' : 'add' }
        }
        encType="multipart/form-data"
        id="add"
      >
        <HiddenField name="intent" value="add" />
        <HiddenField name="document" value={of.id} />
        <HiddenField name="version" value={version} />
        <FileField
          name="file"
          label={text('file')}
          support={text('file_support')}
          accept={fileTypes.join(',')}
          multiple
          required
        />
        {standing.length > 0 && (
          <RadioField
            name="mode"
            label={text('mode')}
            options={(['add', 'replace'] as const).map((value) => ({ value, label: text(`mode_${value}`) }))}
            required
          />
        )}
        <div className="actions">
          <SubmitButton>{text('upload')}</SubmitButton>
        </div>
      </CheckedForm>
      {hallFiles.length > 0 && (
        <details open={sent === 'hall_files'}>
          <summary className="py-2">{text('hall_files')}</summary>
          <CheckedForm schema={hallFilesSchema} {...mine('hall_files')} id="hall-files">
            <HiddenField name="intent" value="hall_files" />
            <HiddenField name="document" value={of.id} />
            <HiddenField name="version" value={version} />
            <CheckboxListField
              name="files"
              label={text('hall_files')}
              support={text('hall_files_text')}
              options={hallFiles.map(({ id, kind, caption, name }) => ({
                value: id,
                label: `${t(`halls.file.${kind}`)}: ${caption || name}`,
              }))}
            />
            <SubmitButton variant="secondary">{text('hall_files_take')}</SubmitButton>
          </CheckedForm>
        </details>
      )}
      {of.state === 'not_needed' ? (
        <PostButton
          label={text('needed_again')}
          fields={{ intent: 'needed', document: of.id, version: head.version }}
        />
      ) : (
        of.need !== 'needed' && (
          <details open={sent === 'not_needed'}>
            <summary className="py-2">{text('not_needed_title')}</summary>
            <CheckedForm schema={notNeededSchema} {...mine('not_needed')} id="not-needed">
              <p>{text('not_needed_text')}</p>
              <HiddenField name="intent" value="not_needed" />
              <HiddenField name="document" value={of.id} />
              <HiddenField name="version" value={version} />
              <TextField
                name="note"
                label={text('not_needed_note')}
                support={text('not_needed_note_support')}
                required
              />
              <SubmitButton variant="secondary">{text('not_needed_save')}</SubmitButton>
            </CheckedForm>
          </details>
        )
      )}
      {replaced.length > 0 && (
        <details>
          <summary className="py-2">{text('replaced')}</summary>
          <Files files={replaced} />
        </details>
      )}
      <div className="actions">
        <LinkButton href={`/subsidies/applications/${head.id}/documents`}>{text('back')}</LinkButton>
      </div>
    </>
  )
}
