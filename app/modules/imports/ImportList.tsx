/** 出典 and imports, and the form that begins a new one. */
import { formatInstant } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { CheckedForm, FileField, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Table, type Tone } from '~/ui/parts'
import { ACCEPTED_FILES, MAX_FILE } from './forms'
import type { ImportState } from './states'

type Source = {
  id: number
  name: string
  publisher: string
  licence: string
  url: string
  importedAt: Date | null
  aeds: number
  openImport: number | null
}

/** Whose lists have been taken in, and when. */
export function SourceTable({ sources }: { sources: readonly Source[] }) {
  const t = useT()
  const language = useLanguage()
  if (sources.length === 0) return <p>{t('imports.list.no_sources')}</p>
  return (
    <Table
      caption={t('imports.list.sources')}
      head={['source', 'publisher', 'licence', 'aeds', 'imported'].map((key) => t(`imports.list.${key}`))}
      rows={sources.map(({ id, name, publisher, licence, url, importedAt, aeds, openImport }) => [
        <span key={id}>
          {url ? <a href={url}>{name}</a> : name}
          {openImport && (
            <>
              <br />
              <a href={`/aeds/import/${openImport}`}>{t('imports.list.goes_on')}</a>
            </>
          )}
        </span>,
        publisher || '－',
        licence || '－',
        t('imports.list.aeds_count', { count: aeds }),
        importedAt ? formatInstant(new Date(importedAt), language) : t('imports.list.never'),
      ])}
    />
  )
}

const tones: Record<ImportState, Tone> = {
  uploaded: 'warning',
  checking: 'info',
  checked: 'warning',
  applying: 'info',
  applied: 'success',
  cancelled: 'neutral',
  failed: 'danger',
}

export function StateBadge({ state }: { state: ImportState }) {
  const t = useT()
  return <Badge tone={tones[state]}>{t(`imports.state.${state}`)}</Badge>
}

type Listed = {
  id: number
  state: ImportState
  fileName: string
  createdAt: Date
  source: { name: string }
  summary: {
    changes: { added: number; changed: number; unchanged: number; vanished: number }
    outcomes: { refused: number }
  } | null
}

export function ImportTable({ imports }: { imports: readonly Listed[] }) {
  const t = useT()
  const language = useLanguage()
  if (imports.length === 0) return <p>{t('imports.list.no_imports')}</p>
  return (
    <Table
      caption={t('imports.list.imports')}
      head={['began', 'source', 'file', 'state', 'result'].map((key) => t(`imports.list.${key}`))}
      rows={imports.map(({ id, state, fileName, createdAt, source, summary }) => [
        <a key={id} href={`/aeds/import/${id}`}>
          {formatInstant(new Date(createdAt), language)}
        </a>,
        source.name,
        fileName,
        <StateBadge key={id} state={state} />,
        summary
          ? t('imports.list.result_words', { ...summary.changes, refused: summary.outcomes.refused })
          : '－',
      ])}
    />
  )
}

/** Sends a file: of a known source, or of a new one. */
export function UploadForm(props: {
  sources: readonly Source[]
  answer: unknown
  /** What was typed before the session ended */
  defaults?: FormFields
}) {
  const { sources, answer, defaults } = props
  const t = useT()
  const size = MAX_FILE / 2 ** 20
  const field = (name: string) => ({ name, label: t(`imports.upload.${name}`) })
  return (
    <CheckedForm answer={answer} defaults={defaults} encType="multipart/form-data">
      {sources.length > 0 && (
        <SelectField
          {...field('source')}
          support={t('imports.upload.source_support')}
          emptyLabel={t('imports.upload.new_source')}
          options={sources.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )}
      <TextField
        {...field('name')}
        support={t('imports.upload.name_support')}
        required={sources.length === 0}
      />
      <TextField {...field('publisher')} support={t('imports.upload.publisher_support')} />
      <TextField {...field('licence')} support={t('imports.upload.licence_support')} />
      <TextField {...field('url')} type="url" inputMode="url" />
      <FileField
        {...field('file')}
        support={t('imports.upload.file_support', { size })}
        accept={ACCEPTED_FILES}
        required
      />
      <SubmitButton>{t('imports.upload.submit')}</SubmitButton>
      <p className="support">{t('imports.upload.next')}</p>
    </CheckedForm>
  )
}
