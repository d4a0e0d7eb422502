/** 経費: the lines with their quotes or receipts, what they come to, and the form of one line. */
import { Result } from '~/modules/subsidies/Estimate'
import type { Assessment } from '~/modules/subsidies/rules'
import { yenText } from '~/modules/subsidies/words'
import { type FormFields, firstValue, intentOf } from '~/platform/forms'
import {
  CheckedForm,
  FileField,
  HiddenField,
  RadioField,
  SelectField,
  SubmitButton,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Banner, ConfirmPost, DataList, LinkButton, PostButton, Table } from '~/ui/parts'
import { PartFrame, typedIn, versionOf } from './PartFrame'
import type { PartHead } from './queries/writing.server'
import type { DraftLine, LineStage, Problem } from './rules'
import { fileTypes, lineForm } from './schema'

type Paper = { id: string; name: string; document: string }
type Line = DraftLine & { file: Paper | null }

type Props = {
  head: PartHead
  stage: LineStage
  works: readonly { key: string; name: string; excluded: readonly string[] }[]
  lines: readonly Line[]
  files: readonly Paper[]
  payees: readonly string[]
  /** Yen */
  total: number
  eligible: number
  decided: number | null
  assessment: Assessment | null
  own: number | null
  /** The quotes or receipts, while the checklist still asks for them */
  proof: Problem | null
  mayCopy: boolean
  /** `new`, or the id of the line whose form is shown */
  asked: string | null
  kept: FormFields | null
  answer: unknown
}

/** What was typed into the form of a line; nothing where another button was pressed. */
function savedIn(answer: unknown, kept: FormFields | null): FormFields | undefined {
  const typed = typedIn(answer, kept)
  return typed && intentOf(typed) === 'save' ? typed : undefined
}

export const fileAddress = (file: { id: string; name: string }) =>
  `/subsidies/applications/files/${file.id}/${encodeURIComponent(file.name)}`

export function CostsPart(props: Props) {
  const { head, stage, works, lines, asked, mayCopy, kept, answer } = props
  const t = useT()
  const text = (key: string) => t(`applications.costs.${key}`)
  const actual = stage === 'actual' ? '_actual' : ''
  const typed = savedIn(answer, kept)
  const writing = typed ? firstValue(typed, 'id') || 'new' : asked
  const line = lines.find(({ id }) => String(id) === writing)
  const form = head.open && works.length > 0 && (writing !== null || (lines.length === 0 && !mayCopy))
  return (
    <PartFrame
      head={head}
      title={text(`title${actual}`)}
      lead={text(`lead${actual}`)}
      kept={kept !== null}
      answer={answer}
      width="wide"
      beside={props.proof}
    >
      {works.length === 0 && (
        <Banner tone="info" title={text('no_works')}>
          <LinkButton href={`/subsidies/applications/${head.id}/plan`}>
            {t('applications.questions.to_plan')}
          </LinkButton>
        </Banner>
      )}
      {/* The form first: what is wrong with it stands where one looks, also without a script. */}
      {form && <LineForm {...props} line={line ?? null} />}
      {lines.length > 0 && <Totals {...props} />}
      {lines.length > 0 ? <Lines {...props} /> : <p>{text('list_none')}</p>}
      {head.open && mayCopy && !form && (
        <>
          <p>{text('copy_text')}</p>
          <PostButton
            label={text('copy')}
            fields={{ intent: 'copy', version: head.version }}
            variant="primary"
          />
        </>
      )}
      {!form && head.open && works.length > 0 && (
        <div className="actions">
          <LinkButton href="?line=new" variant={mayCopy ? 'secondary' : 'primary'}>
            {text('add')}
          </LinkButton>
        </div>
      )}
    </PartFrame>
  )
}

/** What it comes to so far. */
function Totals({ head, total, eligible, decided, assessment, own }: Props) {
  const t = useT()
  const text = (key: string, params?: Record<string, string>) => t(`applications.costs.${key}`, params)
  const grant = !assessment
    ? null
    : assessment.outcome === 'determined'
      ? yenText(assessment.amount, t)
      : assessment.outcome === 'undetermined'
        ? text('grant_between', {
            least: yenText(assessment.least, t),
            most: yenText(assessment.most, t),
          })
        : text(assessment.outcome === 'incomplete' ? 'grant_open' : 'grant_none')
  return (
    <>
      <DataList
        rows={[
          [text('total'), yenText(total, t)],
          [text('eligible_total'), yenText(eligible, t)],
          [text('decided'), decided === null ? null : yenText(decided, t)],
          [text('grant'), grant],
          [text('own'), own === null ? null : yenText(own, t)],
        ]}
      />
      <p className="support">{text('grant_support')}</p>
      {assessment && (
        <details>
          <summary className="py-2">{text('how')}</summary>
          <div className="stack">
            <Result programme={head.definition} assessment={assessment} />
          </div>
        </details>
      )}
    </>
  )
}

function Lines({ head, stage, works, lines }: Props) {
  const t = useT()
  const text = (key: string, params?: Record<string, string>) => t(`applications.costs.${key}`, params)
  const columns = ['work', 'label', 'payee', 'amount', stage === 'actual' ? 'paper_actual' : 'paper']
  return (
    <Table
      caption={text('list')}
      head={[...columns, ...(head.open ? ['act'] : [])].map((key) => text(key))}
      rows={lines.map((line) => [
        head.definition.works.find(({ key }) => key === line.work)?.name ?? line.work,
        line.eligible ? line.label : `${line.label} (${text('not_eligible')})`,
        line.payee || '–',
        <span key="amount" className="tabular-nums">
          {yenText(line.amount, t)}
        </span>,
        line.file ? (
          <a key="paper" className="inline-block py-2" href={fileAddress(line.file)}>
            {line.file.name}
          </a>
        ) : (
          text('paper_missing')
        ),
        ...(head.open && works.length > 0
          ? [
              <a key="act" className="inline-block py-2" href={`?line=${line.id}`}>
                {text('edit', { label: line.label })}
              </a>,
            ]
          : []),
      ])}
    />
  )
}

function LineForm(props: Props & { line: Line | null }) {
  const { head, stage, works, files, payees, lines, kept, answer, line } = props
  const t = useT()
  const text = (key: string, params?: Record<string, string>) => t(`applications.costs.${key}`, params)
  const typed = savedIn(answer, kept)
  const excluded = works.filter((work) => work.excluded.length > 0)
  const [only] = works.length === 1 ? works : []
  const defaults: FormFields = line
    ? {
        work: line.work,
        label: line.label,
        amount: line.amount.toLocaleString('ja-JP'),
        eligible: line.eligible ? 'yes' : 'no',
        payee: line.payee,
        paper: line.fileId ?? '',
      }
    : { eligible: 'yes', payee: lines.at(-1)?.payee ?? '', paper: '' }
  return (
    <section className="page-reading stack">
      <h2>{text(line ? 'change' : lines.length === 0 ? 'add_first' : 'add')}</h2>
      <CheckedForm
        schema={lineForm(works.map(({ key }) => key))}
        answer={answer}
        defaults={typed ?? defaults}
        encType="multipart/form-data"
      >
        <HiddenField name="intent" value="save" />
        <HiddenField name="version" value={versionOf(answer, kept, head.version)} />
        {line && <HiddenField name="id" value={line.id} />}
        {only && (!line || line.work === only.key) ? (
          <HiddenField name="work" value={only.key} />
        ) : (
          <RadioField
            name="work"
            label={text('work')}
            options={works.map(({ key, name }) => ({ value: key, label: name }))}
            required
          />
        )}
        <TextField name="label" label={text('label')} support={text('label_support')} required />
        <TextField name="amount" label={text('amount')} inputMode="numeric" short required />
        <TextField
          name="payee"
          label={text('payee')}
          support={text('payee_support')}
          autoComplete="off"
          list="payees"
        />
        <datalist id="payees">
          {payees.map((payee) => (
            <option key={payee} value={payee} />
          ))}
        </datalist>
        <RadioField
          name="eligible"
          label={text('eligible')}
          support={[
            text('eligible_support'),
            ...excluded.map((work) =>
              text('excluded', { items: work.excluded.join(t('subsidies.rule.comma')) }),
            ),
          ].join(' ')}
          options={[
            { value: 'yes', label: text('yes') },
            { value: 'no', label: text('no') },
          ]}
          required
        />
        <h3>{text(stage === 'actual' ? 'paper_actual' : 'paper')}</h3>
        <p className="support">{text(stage === 'actual' ? 'paper_where_actual' : 'paper_where')}</p>
        {files.length > 0 && (
          <SelectField
            name="paper"
            label={text('paper_known')}
            emptyLabel={text('paper_none')}
            options={files.map(({ id, name, document }) => ({ value: id, label: `${document}: ${name}` }))}
          />
        )}
        <FileField
          name="file"
          label={text('paper_file')}
          support={text('paper_support')}
          accept={fileTypes.join(',')}
        />
        <div className="actions">
          <SubmitButton>{t('applications.draft.save')}</SubmitButton>
          {lines.length > 0 && (
            <LinkButton href={`/subsidies/applications/${head.id}/costs`}>{text('stay')}</LinkButton>
          )}
        </div>
      </CheckedForm>
      {line && (
        <ConfirmPost
          summary={text('remove')}
          label={text('remove_of', { label: line.label })}
          fields={{ intent: 'remove', id: line.id, version: head.version }}
        >
          <p>{text('remove_text')}</p>
        </ConfirmPost>
      )}
    </section>
  )
}
