/** 輪番のこれから: the plan, deciding who serves, and who cannot. */
import { Figures } from '~/ui/figures'
import {
  CheckboxListField,
  CheckedForm,
  HiddenField,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Badge, Button, ConfirmPost, Table } from '~/ui/parts'
import { usePeriodWords } from './DutyParts'
import type { DutyDesk } from './queries/duties.server'
import { absenceKinds } from './rules'
import { absenceForm, settleForm } from './schema'

/** So many periods are offered for an absence. */
const OFFERED = { year: 20, month: 36 }

function People({ people }: { people: readonly { name: string; gone: boolean }[] }) {
  const t = useT()
  return (
    <>
      {people.map(({ name, gone }, index) => (
        <span key={index}>
          {index > 0 && '、'}
          {name}
          {gone && `(${t('officers.duties.moved_out')})`}
        </span>
      ))}
    </>
  )
}

/** Five years or twelve months ahead. */
export function PlanTable({ duty }: { duty: DutyDesk }) {
  const t = useT()
  const words = usePeriodWords(duty.period)
  return (
    <Figures
      caption={t(`officers.duties.ahead_of.${duty.period}`)}
      head={['period', 'who'].map((key) => t(`officers.duties.${key}`))}
      rows={duty.ahead.map(({ period, people, decided }) => [
        words(period),
        <>
          <People people={people} />{' '}
          {people.length < duty.seats && (
            <Badge tone="warning">
              {t('officers.duties.open_seats', { count: duty.seats - people.length })}
            </Badge>
          )}{' '}
          <Badge tone={decided ? 'success' : 'neutral'}>
            {t(decided ? 'officers.duties.decided' : 'officers.duties.planned')}
          </Badge>
        </>,
      ])}
    />
  )
}

export function PastTable({ duty }: { duty: DutyDesk }) {
  const t = useT()
  const words = usePeriodWords(duty.period)
  if (duty.past.length === 0) return <p>{t('officers.duties.past_none')}</p>
  return (
    <Figures
      caption={t('officers.duties.past_caption')}
      head={['period', 'who'].map((key) => t(`officers.duties.${key}`))}
      rows={duty.past.map(({ period, people }) => [words(period), <People key="who" people={people} />])}
    />
  )
}

/** The next period that is open: as planned with one button, or others. */
export function Settle({ duty, answer }: { duty: DutyDesk; answer: unknown }) {
  const t = useT()
  const words = usePeriodWords(duty.period)
  const { settle, order, seats, version, undo } = duty
  return (
    <>
      {settle && (
        <>
          <h2>{t('officers.duties.settle', { period: words(settle.period) })}</h2>
          <p>{t('officers.duties.settle_help')}</p>
          {settle.planned.length > 0 ? (
            <form method="post">
              <input type="hidden" name="intent" value="settle" />
              <input type="hidden" name="period" value={settle.period} />
              <input type="hidden" name="version" value={version} />
              {settle.planned.map((id) => (
                <input key={id} type="hidden" name="served" value={id} />
              ))}
              <p>
                {t('officers.duties.settle_planned', {
                  names: settle.planned
                    .map((id) => order.find((one) => one.id === id)?.name ?? '')
                    .join('、'),
                })}
              </p>
              <div className="actions">
                <Button>{t('officers.duties.settle_as_planned')}</Button>
              </div>
            </form>
          ) : (
            <p>{t('officers.duties.settle_none')}</p>
          )}
          <details open={answer !== undefined}>
            <summary>{t('officers.duties.settle_other')}</summary>
            <CheckedForm
              schema={settleForm}
              answer={answer}
              defaults={{ served: settle.planned.map(String) }}
              id="settle"
            >
              <HiddenField name="intent" value="settle" />
              <HiddenField name="period" value={settle.period} />
              <HiddenField name="version" value={version} />
              <CheckboxListField
                name="served"
                label={t('officers.duties.settle_who')}
                support={t('officers.duties.settle_who_support', { count: seats })}
                required
                options={order.map(({ id, name }) => ({ value: String(id), label: name }))}
              />
              <SubmitButton variant="secondary">{t('officers.duties.settle_submit')}</SubmitButton>
            </CheckedForm>
          </details>
        </>
      )}
      {undo !== null && (
        <ConfirmPost
          summary={t('officers.duties.undo', { period: words(undo) })}
          label={t('officers.duties.undo_submit')}
          fields={{ intent: 'undo', version }}
        >
          <p>{t('officers.duties.undo_text')}</p>
        </ConfirmPost>
      )}
    </>
  )
}

/** 免除・順延, with the reason for the 会長. */
export function Absences({ duty, answer }: { duty: DutyDesk; answer: unknown }) {
  const t = useT()
  const words = usePeriodWords(duty.period)
  const { order, version, readsReasons } = duty
  const all = order.flatMap((place) => place.absences.map((absence) => ({ ...absence, name: place.name })))
  const span = (from: number, until: number | null) =>
    until === null
      ? t('officers.duties.from_on', { from: words(from) })
      : t('officers.duties.until_span', { from: words(from), until: words(until) })
  return (
    <>
      <p>{t('officers.duties.absence_help')}</p>
      {all.length > 0 ? (
        <Table
          caption={t('officers.duties.absence_caption')}
          head={['who', 'kind', 'period', 'reason', 'absence_end'].map((key) => t(`officers.duties.${key}`))}
          rows={all.map(({ id, name, kind, from, until, hasReason, reason }) => [
            name,
            t(`officers.duties.kind_of.${kind}`),
            span(from, until),
            hasReason &&
              (readsReasons ? (
                <details key="reason">
                  <summary>{t('officers.duties.reason_read')}</summary>
                  <p>{reason}</p>
                </details>
              ) : (
                t('officers.duties.reason_hidden')
              )),
            <ConfirmPost
              key="end"
              summary={t('officers.duties.absence_end')}
              label={t('officers.duties.absence_end_submit', { name })}
              fields={{ intent: 'end_absence', absence: id, version }}
            >
              <p>{t('officers.duties.absence_end_text')}</p>
            </ConfirmPost>,
          ])}
        />
      ) : (
        <p>{t('officers.duties.absence_none')}</p>
      )}
      {order.length > 0 && <AbsenceForm duty={duty} answer={answer} />}
    </>
  )
}

function AbsenceForm({ duty, answer }: { duty: DutyDesk; answer: unknown }) {
  const t = useT()
  const words = usePeriodWords(duty.period)
  const periods = Array.from({ length: OFFERED[duty.period] }, (_, index) => duty.first + index)
  const options = periods.map((period) => ({ value: String(period), label: words(period) }))
  return (
    <details open={answer !== undefined}>
      <summary>{t('officers.duties.absence_add')}</summary>
      <CheckedForm
        schema={absenceForm}
        answer={answer}
        defaults={{ kind: 'postpone', from: String(duty.first), until: String(duty.first) }}
        id="absence"
      >
        <HiddenField name="intent" value="absence" />
        <HiddenField name="version" value={duty.version} />
        <SelectField
          name="place"
          label={t('officers.duties.absence_of')}
          required
          emptyLabel=""
          options={duty.order.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <SelectField name="from" label={t('officers.duties.from')} required options={options} />
        <SelectField
          name="until"
          label={t('officers.duties.until')}
          emptyLabel={t('officers.duties.until_open')}
          options={options}
        />
        <RadioField
          name="kind"
          label={t('officers.duties.kind')}
          required
          options={absenceKinds.map((value) => ({
            value,
            label: t(`officers.duties.kind_of.${value}`),
            support: t(`officers.duties.kind_support.${value}`),
          }))}
        />
        <TextArea
          name="reason"
          label={t('officers.duties.reason')}
          support={t('officers.duties.reason_support')}
          rows={3}
        />
        <SubmitButton variant="secondary">{t('officers.duties.absence_submit')}</SubmitButton>
      </CheckedForm>
    </details>
  )
}
