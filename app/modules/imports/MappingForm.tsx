/** 列の対応: what each column of a file means, to be confirmed by a person. */
import { describeHours } from '~/modules/aeds/rules'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Banner, Button, Card, DataList, Table } from '~/ui/parts'
import { columnField, fieldOfColumn } from './forms'
import { SURE } from './rules'
import { fields, type Judged, type Mapping } from './schema'
import type { Found } from './table.server'
import { Details, OutcomeBadge } from './values'

/** From where the proposed mapping is: a person confirmed it before, or chose it just now, or it was guessed. */
export type Proposed = 'remembered' | 'other_header' | 'guess' | 'chosen'

/** From here on nothing else fits. */
const CERTAIN = 0.995

type Props = {
  found: Found
  mapping: Mapping
  proposed: Proposed
  preview: readonly Judged[]
  version: number
}

export function MappingForm(props: Props) {
  const { found, mapping, proposed, preview, version } = props
  const t = useT()
  return (
    <form method="post" className="form" id="field-form">
      <input type="hidden" name="version" value={version} />
      <Advice found={found} proposed={proposed} />
      <Columns found={found} mapping={mapping} proposed={proposed} />
      <p className="actions">
        <Button variant="secondary" name="intent" value="preview">
          {t('imports.mapping.preview_again')}
        </Button>
      </p>
      <Preview rows={preview} />
      <p className="actions">
        <Button name="intent" value="confirm">
          {t('imports.mapping.confirm')}
        </Button>
      </p>
      <p className="support">{t('imports.mapping.confirm_text')}</p>
    </form>
  )
}

/** How much the person has to look at. */
function Advice({ found, proposed }: { found: Found; proposed: Proposed }) {
  const t = useT()
  if (proposed === 'chosen') return null
  const key =
    proposed !== 'guess'
      ? proposed
      : found.needsPerson
        ? 'unsure'
        : found.format === 'other'
          ? null
          : 'standard'
  if (!key) return null
  const tone = key === 'unsure' || key === 'other_header' ? 'warning' : 'info'
  return (
    <Banner tone={tone} title={t(`imports.mapping.${key}`)}>
      <p>{t(`imports.mapping.${key}_text`)}</p>
    </Banner>
  )
}

/** What was found in the file as a whole. */
export function FoundFacts({ found }: { found: Found }) {
  const t = useT()
  return (
    <>
      <h2>{t('imports.mapping.found')}</h2>
      <DataList
        rows={[
          [t('imports.mapping.encoding'), t(`imports.encoding.${found.encoding}`)],
          [t('imports.mapping.format'), t(`imports.format.${found.format}`)],
          [
            t('imports.mapping.header_line'),
            found.headerLine > 0
              ? t('imports.mapping.line', { line: found.headerLine })
              : t('imports.mapping.no_header'),
          ],
          [t('imports.one.rows'), t('imports.one.rows_count', { count: found.rows })],
        ]}
      />
      {found.notes.length > 0 && <Details changes={[]} notes={found.notes} />}
    </>
  )
}

function Columns({ found, mapping, proposed }: Pick<Props, 'found' | 'mapping' | 'proposed'>) {
  const t = useT()
  const options = fields.map((field) => ({ field, label: t(`imports.field.${field}`) }))
  return (
    <Table
      caption={t('imports.mapping.columns')}
      head={['column', 'examples', 'meaning', 'sure'].map((key) => t(`imports.mapping.${key}`))}
      rows={found.header.map((header, column) => {
        const name = header.trim() || t('imports.mapping.nameless')
        const known = fieldOfColumn(mapping, column)
        const number = t('imports.mapping.number', { number: column + 1 })
        return [
          <span key="name" className="block">
            <strong>{name}</strong> <span className="support">{number}</span>
          </span>,
          (found.examples[column] ?? []).join(' / ') || t('imports.mapping.empty'),
          <select
            key="field"
            name={columnField(column)}
            id={`field-${columnField(column)}`}
            className="input"
            defaultValue={known ?? ''}
            aria-label={t('imports.mapping.meaning_of', { column: `${name} (${number})` })}
          >
            <option value="">{t('imports.mapping.unused')}</option>
            {options.map(({ field, label }) => (
              <option key={field} value={field}>
                {label}
              </option>
            ))}
          </select>,
          known ? (
            <Sureness
              key="sure"
              proposed={proposed}
              sure={fieldOfColumn(found.mapping, column) === known ? found.sure[known] : undefined}
            />
          ) : (
            '－'
          ),
        ]
      })}
    />
  )
}

function Sureness({ proposed, sure }: { proposed: Proposed; sure: number | undefined }) {
  const t = useT()
  if (proposed === 'remembered') return <Badge tone="success">{t('imports.mapping.sure_person')}</Badge>
  if (sure === undefined) return <Badge>{t('imports.mapping.sure_chosen')}</Badge>
  const percent = Math.round(sure * 100)
  if (sure >= CERTAIN) return <Badge tone="success">{t('imports.mapping.sure_full')}</Badge>
  return sure >= SURE ? (
    <Badge tone="info">{t('imports.mapping.sure_likely', { percent })}</Badge>
  ) : (
    <Badge tone="warning">{t('imports.mapping.sure_check', { percent })}</Badge>
  )
}

/** The first rows as they would be taken in. */
function Preview({ rows }: { rows: readonly Judged[] }) {
  const t = useT()
  const language = useLanguage()
  return (
    <>
      <h2>{t('imports.mapping.preview')}</h2>
      <p>{t('imports.mapping.preview_text', { count: rows.length })}</p>
      <div className="grid-cards">
        {rows.map(({ line, outcome, name, values, notes }) => (
          <Card key={line}>
            <p>
              <span className="support">{t('imports.mapping.line', { line })}</span>{' '}
              <OutcomeBadge outcome={outcome} />
            </p>
            <h3>{name || t('imports.review.unnamed')}</h3>
            {values && (
              <DataList
                rows={[
                  [t('imports.field.address'), values.address],
                  [t('imports.field.position'), values.position],
                  [
                    t('imports.review.place'),
                    values.latitude === null ? '' : `${values.latitude}, ${values.longitude}`,
                  ],
                  [
                    t('imports.review.hours'),
                    values.hours
                      ? describeHours(values.hours, t, language).join(' / ')
                      : [values.daysText, values.startText, values.endText, values.hoursText]
                          .filter(Boolean)
                          .join(' '),
                  ],
                  [t('imports.field.phone'), values.phone],
                ]}
              />
            )}
            {notes.length > 0 && <Details changes={[]} notes={notes} />}
          </Card>
        ))}
      </div>
    </>
  )
}
