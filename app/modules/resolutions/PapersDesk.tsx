/** 紙の入力: one form for what is read on a paper, and the papers that wait for the second reader. */
import type { FormFields } from '~/platform/forms'
import { Figures } from '~/ui/figures'
import { CheckedForm, HiddenField, RadioField, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Badge, Banner, ConfirmPost, Table, type Tone } from '~/ui/parts'
import type { PaperRow } from './queries/desk.server'
import type { Shown } from './queries/resolution.server'
import { choicesFor, type Extra, extras } from './rules'
import { fieldOf } from './schema'

const TONES: Record<PaperRow['state'], Tone> = { waiting: 'warning', agreed: 'success', differs: 'danger' }

export function PaperForm(props: {
  resolution: Shown
  phase: 'consent' | 'vote'
  answer: unknown
  kept?: FormFields
}) {
  const { resolution, phase, answer, kept } = props
  const t = useT()
  const word = (key: string) => t(`resolutions.papers.${key}`)
  const isNameless = phase === 'vote' && resolution.secret
  const { way } = resolution
  return (
    <CheckedForm answer={answer} defaults={kept} id="paper">
      <HiddenField name="intent" value="enter" />
      <TextField
        name="number"
        label={word(isNameless ? 'sheet' : 'number')}
        support={word(isNameless ? 'sheet_support' : 'number_support')}
        required
        short
        inputMode="numeric"
        autoComplete="off"
      />
      {phase === 'consent' ? (
        <RadioField
          name="consents"
          label={t('resolutions.consent.label')}
          required
          options={[
            { value: 'yes', label: t('resolutions.consent.yes') },
            { value: 'no', label: t('resolutions.consent.no') },
          ]}
        />
      ) : (
        resolution.items.map((item, index) => (
          <RadioField
            key={item.id}
            name={fieldOf(item.id)}
            label={`${t('resolutions.item.number', { n: index + 1 })} ${item.title}`}
            required
            options={choicesFor(way).map((choice) => ({
              value: choice,
              label: t(
                `resolutions.choice.${way === 'all_agree' ? `agree_${choice}` : choice === 'abstain' ? 'abstain_paper' : choice}`,
              ),
            }))}
          />
        ))
      )}
      {isNameless && (
        <SelectField
          name="extra"
          label={t('resolutions.extra.label')}
          support={t('resolutions.extra.support')}
          emptyLabel={t('resolutions.extra.counts')}
          options={extras.map((extra) => ({ value: extra, label: t(`resolutions.extra.${extra}`) }))}
        />
      )}
      <SubmitButton>{word('submit')}</SubmitButton>
    </CheckedForm>
  )
}

export function PaperList({ papers, phase }: { papers: readonly PaperRow[]; phase: 'consent' | 'vote' }) {
  const t = useT()
  const word = (key: string, params?: Record<string, string | number>) =>
    t(`resolutions.papers.${key}`, params)
  if (papers.length === 0) return <p>{word('none')}</p>
  return (
    <Table
      caption={word('caption')}
      head={[word('number_short'), word('name'), word('state'), word('act')]}
      rows={papers.map((paper) => [
        paper.serial,
        <span key="name">
          {paper.name || word('nameless')}
          {paper.isObjection && <span className="support block">{word('objection')}</span>}
        </span>,
        <span key="state">
          <Badge tone={TONES[paper.state]}>{word(`state_${paper.state}`)}</Badge>{' '}
          {paper.extra && (
            <strong className="block">
              {t('resolutions.extra.not_counted')}: {t(`resolutions.extra.${paper.extra}`)}
            </strong>
          )}
          {paper.state === 'waiting' && word(paper.isMine ? 'waits_other' : 'waits_you')}
          {paper.state === 'differs' && word('again')}
          {paper.answeredOtherwise && <strong className="block">{word(`answered_${phase}`)}</strong>}
        </span>,
        paper.state === 'agreed' ? (
          '–'
        ) : (
          <ConfirmPost
            key="remove"
            summary={word('remove')}
            label={word('remove_submit', { number: paper.serial })}
            fields={{ intent: 'remove', number: paper.serial }}
          />
        ),
      ])}
    />
  )
}

/** How a secret vote on paper is taken in, step by step, and what was found so far. */
export function SecretSteps(props: {
  envelopes: number
  sheets: number
  extras: Partial<Record<Extra, number>>
}) {
  const { envelopes, sheets, extras: found } = props
  const t = useT()
  const word = (key: string, params?: Record<string, string | number>) =>
    t(`resolutions.papers.${key}`, params)
  return (
    <>
      <ol className="list-decimal pl-6">
        <li>{word('secret_envelope')}</li>
        <li>{word('secret_open')}</li>
        <li>{word('secret_count_first')}</li>
        <li>{word('secret_enter')}</li>
      </ol>
      <Banner
        tone={envelopes === sheets ? 'success' : 'warning'}
        title={word('secret_count', { envelopes, sheets })}
      />
      <ExtraList extras={found} />
      <details>
        <summary>{word('secret_differs')}</summary>
        <ul className="bullets">
          <li>{word('secret_more')}</li>
          <li>{word('secret_fewer')}</li>
          <li>{word('secret_surplus')}</li>
        </ul>
      </details>
    </>
  )
}

/** 数えない紙: how many there are, and why; nothing where there is none. */
export function ExtraList({ extras: found }: { extras: Partial<Record<Extra, number>> }) {
  const t = useT()
  const rows = extras.flatMap((extra) => (found[extra] ? [[extra, found[extra]] as const] : []))
  if (rows.length === 0) return null
  return (
    <Figures
      caption={t('resolutions.extra.title')}
      head={[t('resolutions.extra.why'), t('resolutions.extra.sheets')]}
      rows={rows.map(([extra, count]) => [t(`resolutions.extra.${extra}`), count])}
    />
  )
}
