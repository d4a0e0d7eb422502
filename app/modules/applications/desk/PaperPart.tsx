/** 書類と補正: the checklist by step with its files, and what was asked to be corrected. */
import { formatDay, formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Table, type Tone } from '~/ui/parts'
import { sizeText } from '../answers'
import type { DocumentState } from '../rules'
import { itemName } from '../words'
import { fileHref } from './AmountPart'
import type { Shown } from './Shown'

export const documentTone: Record<DocumentState, Tone> = {
  missing: 'neutral',
  handed_in: 'info',
  to_correct: 'warning',
  accepted: 'success',
  not_needed: 'neutral',
}

/** The files of a document, the one that stands first. */
export function Files({ files }: { files: Shown['draft']['documents'][number]['files'] }) {
  const t = useT()
  if (files.length === 0) return <>{t('review.papers.no_file')}</>
  return (
    <ul className="plain-list">
      {[...files]
        .sort((a, b) => Number(a.replaced) - Number(b.replaced))
        .map((file) => (
          <li key={file.id}>
            <a className="inline-block py-1" href={fileHref(file.id, file.name)}>
              {file.name}
            </a>{' '}
            <span className="support">
              {sizeText(file.size)} {file.replaced && t('review.papers.replaced')}
            </span>
          </li>
        ))}
    </ul>
  )
}

export function Documents({ of }: { of: Shown }) {
  const t = useT()
  const { documents } = of.draft
  if (documents.length === 0) return null
  return (
    <section className="stack" id="documents">
      <h2>{t('review.papers.title')}</h2>
      <Table
        caption={t('review.papers.caption', { open: of.unchecked.length })}
        head={['step', 'name', 'state', 'files'].map((name) => t(`review.papers.${name}`))}
        rows={documents.map((document) => [
          t(`subsidies.document_step.${document.step}`),
          document.name,
          <span key="state">
            <Badge tone={documentTone[document.state]}>{t(`review.document.${document.state}`)}</Badge>
            {document.note && <span className="support block">{document.note}</span>}
          </span>,
          <Files key="files" files={document.files} />,
        ])}
      />
    </section>
  )
}

const correctionTone: Record<string, Tone> = { open: 'warning', answered: 'info', accepted: 'success' }

export function Corrections({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  if (of.corrections.length === 0) return null
  const named = { definition: of.programme, lines: of.draft.lines, documents: of.draft.documents }
  return (
    <section className="stack" id="corrections">
      <h2>{t('review.corrections.title')}</h2>
      <Table
        caption={t('review.corrections.caption', { open: of.openCorrections.length })}
        head={['round', 'item', 'text', 'answer', 'state'].map((name) => t(`review.corrections.${name}`))}
        rows={of.corrections.map((one) => [
          t('review.corrections.round_of', { round: one.round }),
          itemName(one.item, named, t),
          <span key="text" className="whitespace-pre-line">
            {one.text}
          </span>,
          <span key="answer" className="whitespace-pre-line">
            {one.answer || '–'}
          </span>,
          <span key="state">
            <Badge tone={correctionTone[one.state]}>{t(`review.correction.${one.state}`)}</Badge>
            {one.state === 'open' && (
              <span className="support block">
                {t('review.head.due', { day: formatDay(one.dueOn, language) })}
              </span>
            )}
          </span>,
        ])}
      />
      {of.edits.length > 0 && (
        <>
          <h3>{t('review.corrections.edits')}</h3>
          <ul className="bullets">
            {of.edits.map(({ at, by, fields }) => (
              <li key={String(at)}>
                {t('applications.draft.edit', {
                  at: formatInstant(new Date(at), language),
                  by: by ?? t('applications.draft.gone'),
                  fields: fields.map((item) => itemName(item, named, t)).join(t('subsidies.rule.comma')),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
