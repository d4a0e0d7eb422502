/** 当日のまとめ of a session: what is printed before, who came, and what is put right afterwards. */
import type { ReactNode } from 'react'
import { formatDay, formatFiscalYear, formatSpan } from '~/platform/clock'
import { type FormAnswer, firstValue } from '~/platform/forms'
import {
  CheckboxField,
  CheckedForm,
  HiddenField,
  RadioField,
  SelectField,
  SubmitButton,
  TextField,
} from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Page } from '~/ui/page'
import { Badge, Banner, ConfirmPost, DataList, LinkButton, PostButton, Table, type Tone } from '~/ui/parts'
import type { DayPerson, dayOfSession } from './queries/day.server'
import { type Attendance, correctionReasons, EMERGENCY_FROM_DAYS } from './rules/day'
import { closeForm, correctForm } from './schema'
import { hoursInWords } from './words'

type DayView = Awaited<ReturnType<typeof dayOfSession>>

const tones: Record<Attendance, Tone> = { attended: 'success', absent: 'danger', unknown: 'neutral' }

export function DayPage(props: {
  day: DayView
  /** Whose attendance is to be corrected */
  chosen: number | null
  answer?: Partial<FormAnswer>
  children?: ReactNode
}) {
  const { day, chosen, answer, children } = props
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`attendance.day.${key}`, params)
  const here = `/volunteering/sessions/${day.id}`
  const intent = firstValue(answer?.values, 'intent')
  const corrected = day.mayCorrect ? day.people.find(({ id }) => id === chosen) : undefined
  const preparing = day.state === 'before' || day.state === 'open'
  const running = day.state === 'open' || day.state === 'over'
  return (
    <Page
      title={day.title}
      lead={formatSpan(new Date(day.startsAt), new Date(day.endsAt), language)}
      width="wide"
      crumbs={[
        day.centre
          ? { href: '/desk/volunteering', label: t('attendance.insurance.desk') }
          : { href: '/volunteering/host', label: at('host') },
      ]}
    >
      {children}
      {day.state !== 'open' && (
        <Banner
          tone={day.state === 'closed' ? 'success' : 'info'}
          title={t(`attendance.desk.is_${day.state}`)}
        />
      )}
      <DataList
        rows={[
          [at('programme'), day.programme],
          [at('host_name'), day.host],
          [at('venue'), day.venue],
          [at('minutes'), hoursInWords(day.minutes, t)],
          [
            at('counts'),
            t('attendance.desk.counts', {
              came: day.counts.attended,
              absent: day.counts.absent,
              left: day.counts.unknown,
            }),
          ],
          [at('insured'), day.centre && day.insuredOn ? formatDay(day.insuredOn, language) : ''],
        ]}
      />
      {preparing && <h2 className="no-print">{at('before')}</h2>}
      {preparing && (
        <section className="stack no-print">
          <p className="actions">
            <LinkButton href={`${here}/desk`} variant="primary">
              {at('desk')}
            </LinkButton>
          </p>
          <h3>{at('sheet')}</h3>
          <p>{at(day.keyed ? 'sheet_again' : 'sheet_text')}</p>
          <PostButton action={`${here}/sheet.pdf`} label={at('sheet_button')} />
          <h3>{at('emergency')}</h3>
          <p>{at('emergency_text')}</p>
          {day.emergency ? (
            <PostButton action={`${here}/emergency.pdf`} label={at('emergency_button')} />
          ) : (
            <p>{at('emergency_when', { days: EMERGENCY_FROM_DAYS })}</p>
          )}
        </section>
      )}
      <h2>{at('people')}</h2>
      {day.people.length === 0 ? (
        <p>{t('attendance.desk.nobody')}</p>
      ) : (
        <Table
          caption={at('people_caption')}
          head={[at('name'), at('stage'), at('came'), at('hours'), at('certificate')]}
          rows={day.people.map((person) => [
            <span key="name">
              <strong>{person.name || t('attendance.desk.unnamed')}</strong>{' '}
              <span className="whitespace-nowrap">{person.code}</span>
            </span>,
            <span key="stage">
              {t(`attendance.stage.${person.stage}`)}{' '}
              {person.walkIn && <Badge>{t('attendance.desk.walk_in')}</Badge>}
            </span>,
            <span key="came">
              <Badge tone={tones[person.attendance]}>{t(`attendance.state.${person.attendance}`)}</Badge>
              {day.mayCorrect && (
                <a
                  className="no-print ml-2 inline-block py-2"
                  href={`${here}/day?correct=${person.id}#correct`}
                  aria-label={t('attendance.correct.link_of', { name: person.name || person.code })}
                >
                  {t('attendance.correct.link')}
                </a>
              )}
            </span>,
            person.attendance === 'attended' ? hoursInWords(person.minutes, t) : '',
            <CertificateCell key="certificate" person={person} day={day} />,
          ])}
        />
      )}
      {running && <h2 className="no-print">{t('attendance.desk.close_title')}</h2>}
      {running && (
        <section className="stack no-print" id="close-part">
          <p>{t('attendance.desk.close_text')}</p>
          <CheckedForm schema={closeForm} answer={intent === 'close' ? answer : undefined} id="close">
            <HiddenField name="intent" value="close" />
            <CheckboxField
              name="rest"
              label={t('attendance.desk.rest')}
              support={t('attendance.desk.rest_support')}
            />
            <SubmitButton variant="secondary">{t('attendance.desk.close_button')}</SubmitButton>
          </CheckedForm>
        </section>
      )}
      {corrected && (
        <h2 className="no-print" id="correct">
          {t('attendance.correct.title', { name: corrected.name || corrected.code })}
        </h2>
      )}
      {corrected && (
        <CorrectPart day={day} person={corrected} answer={intent === 'correct' ? answer : undefined} />
      )}
      {day.thoughts.length > 0 && <h2>{at('thoughts')}</h2>}
      {day.thoughts.length > 0 && (
        <section className="stack">
          <p className="support">{at('thoughts_text')}</p>
          <ul className="bullets">
            {day.thoughts.map((thought, index) => (
              <li key={index}>{[thought.did, thought.learned].filter(Boolean).join(' / ')}</li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}

function CertificateCell({ person, day }: { person: DayPerson; day: DayView }) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`attendance.day.${key}`, params)
  const { certificate } = person
  if (certificate) {
    const number = t('attendance.certificate.number', {
      year: formatFiscalYear(certificate.year, language),
      number: certificate.number,
    })
    return (
      <>
        {number} {certificate.revoked && <Badge tone="danger">{at('revoked')}</Badge>}
        {day.centre && !certificate.revoked && (
          <ConfirmPost
            summary={at('revoke')}
            label={at('revoke_button', { name: person.name || person.code })}
            fields={{ intent: 'revoke', member: person.id }}
          >
            <p>{at('revoke_text')}</p>
          </ConfirmPost>
        )}
      </>
    )
  }
  if (person.need === 'lecture' || person.need === 'not_come') return null
  return (
    <>
      {at(`need_${person.need ?? 'none'}`)}
      {day.centre && person.need !== 'not_closed' && (
        <ConfirmPost
          summary={at('certify')}
          label={at('certify_button', { name: person.name || person.code })}
          fields={{ intent: 'certify', member: person.id }}
          variant="primary"
        >
          <p>{at('certify_text')}</p>
        </ConfirmPost>
      )}
    </>
  )
}

function CorrectPart(props: { day: DayView; person: DayPerson; answer?: Partial<FormAnswer> }) {
  const { day, person, answer } = props
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) => t(`attendance.correct.${key}`, params)
  return (
    <section className="stack no-print">
      <p>{at('text')}</p>
      <CheckedForm
        schema={correctForm}
        answer={answer}
        defaults={{
          attendance: person.attendance === 'unknown' ? '' : person.attendance,
          minutes: person.attendance === 'attended' ? String(person.minutes) : '',
        }}
        id="correct-form"
      >
        <HiddenField name="intent" value="correct" />
        <HiddenField name="member" value={person.id} />
        <HiddenField name="was" value={person.attendance} />
        <RadioField
          name="attendance"
          label={at('attendance')}
          options={(['attended', 'absent'] as const).map((value) => ({
            value,
            label: t(`attendance.state.${value}`),
          }))}
          required
        />
        <TextField
          name="minutes"
          label={at('minutes')}
          support={at('minutes_support', { minutes: day.minutes })}
          inputMode="numeric"
          short
        />
        <SelectField
          name="reason"
          label={at('reason')}
          emptyLabel={t('form.choose')}
          options={correctionReasons.map((value) => ({ value, label: at(`reason_${value}`) }))}
          required
        />
        <div className="actions">
          <SubmitButton>{at('button')}</SubmitButton>
          <LinkButton href={`/volunteering/sessions/${day.id}/day`}>{t('form.cancel')}</LinkButton>
        </div>
      </CheckedForm>
    </section>
  )
}
