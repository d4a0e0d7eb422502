/** 出欠: who comes, as a picture and in words; and the answer of one's own association. */
import { formatDay } from '~/platform/clock'
import { type FormFields, firstValue, intentOf } from '~/platform/forms'
import { CheckedForm, HiddenField, RadioField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Banner, LinkButton } from '~/ui/parts'
import { StaleBanner } from '~/ui/stale'
import type { TalkPage } from './queries/talk.server'
import { givenAnswers, lastDay } from './rules'
import { answerForm } from './schema'

/** The picture: how many of those invited come, come online, do not come, have not answered. */
function AnswerBar({ attendance }: { attendance: TalkPage['attendance'] }) {
  const t = useT()
  const { invited, place, online, no, unknown } = attendance
  if (invited === 0) return null
  const parts = [
    { key: 'place', count: place },
    { key: 'online', count: online },
    { key: 'no', count: no },
    { key: 'unknown', count: unknown },
  ] as const
  let x = 0
  return (
    <figure className="talk-answers">
      <svg viewBox="0 0 400 36" role="img" aria-label={t('talks.attendance.picture')}>
        {parts.map(({ key, count }) => {
          const width = (400 * Math.max(0, count)) / invited
          const at = x
          x += width
          return (
            width > 0 && (
              <g key={key}>
                <rect className={`talk-${key}`} x={at} y={2} width={width} height={32} />
                {width > 24 && (
                  <text className={`talk-count talk-count-${key}`} x={at + width / 2} y={24}>
                    {count}
                  </text>
                )}
              </g>
            )
          )
        })}
      </svg>
      <figcaption>
        <ul className="talk-key">
          {parts.map(({ key, count }) => (
            <li key={key}>
              <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                <rect className={`talk-${key}`} x={1} y={1} width={14} height={14} />
              </svg>
              {t(`talks.answer.${key}`)}: <strong>{t('talks.attendance.associations', { count })}</strong>
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}

export function Attendance({ page }: { page: TalkPage }) {
  const { attendance, talk } = page
  const t = useT()
  const held = talk.state === 'held'
  return (
    <>
      {/* Once it was held, who came counts, and no longer who had not answered. */}
      {!held && <AnswerBar attendance={attendance} />}
      <p>
        {held && attendance.came !== null
          ? t('talks.attendance.came', { count: attendance.came })
          : t('talks.attendance.people', { count: attendance.people })}
      </p>
      {attendance.named.length > 0 && (
        <details className="confirm">
          <summary>{t(held ? 'talks.attendance.who_came' : 'talks.attendance.who_comes')}</summary>
          <ul className="bullets">
            {attendance.named.map((row) => (
              <li key={row.slug}>
                <a href={`/associations/${row.slug}`} className="inline-block py-2">
                  {row.name}
                </a>{' '}
                {row.came !== null
                  ? t('talks.persons', { count: row.came })
                  : row.answer !== 'no' && t('talks.persons', { count: row.people })}{' '}
                {row.answer === 'online' && <Badge>{t('talks.answer.online')}</Badge>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** What was answered after the last day, so that it can be told to the host in another way. */
function TooLate({ sent, host }: { sent: FormFields; host: string }) {
  const t = useT()
  const given = givenAnswers.find((value) => value === firstValue(sent, 'answer'))
  const people = Number(firstValue(sent, 'people'))
  return (
    <Banner tone="warning" title={t('talks.attendance.too_late')} live>
      <p>{t('talks.attendance.too_late_text', { name: host })}</p>
      {given && (
        <p>
          {t('talks.attendance.you_sent')} <strong>{t(`talks.answer.${given}`)}</strong>
          {people > 0 && people <= 1000 && ` (${t('talks.persons', { count: people })})`}
        </p>
      )}
    </Banner>
  )
}

/**
 * What each association for which the reader answers has said, and the form of one of them: two forms on a page would
 * have the same fields twice.
 * @param props.chosen id of the association whose form was asked for
 */
export function OwnAnswers(props: { page: TalkPage; answer: unknown; chosen: string }) {
  const { page, answer, chosen } = props
  const { own, talk } = page
  const t = useT()
  const language = useLanguage()
  const sent = answer && typeof answer === 'object' && 'values' in answer ? (answer.values as object) : {}
  const sentFor = intentOf(sent as Record<string, unknown>) === 'answer' && 'association' in sent
  const asked = sentFor ? String((sent as { association: unknown }).association) : chosen
  const open =
    own.find(({ id }) => String(id) === asked) ?? own.find((one) => one.answer === 'unknown') ?? own[0]
  return own.map((association) => {
    const mine = sentFor && asked === String(association.id)
    const stale = mine && typeof answer === 'object' && answer !== null && 'stale' in answer
    return (
      <section key={association.id} className="card" aria-labelledby={`answer-${association.id}`}>
        <h3 id={`answer-${association.id}`}>{t('talks.attendance.own', { name: association.name })}</h3>
        {association.answer !== 'unknown' && (
          <p>
            {t('talks.attendance.answered')} <strong>{t(`talks.answer.${association.answer}`)}</strong>
            {association.people > 0 && ` (${t('talks.persons', { count: association.people })})`}
          </p>
        )}
        {stale && <StaleBanner form={page.takes} />}
        {mine && !page.takes && !stale && <TooLate sent={sent as FormFields} host={talk.association.name} />}
        {page.takes && association !== open ? (
          <LinkButton href={`?for=${association.id}#answer-${association.id}`}>
            {t('talks.attendance.own', { name: association.name })}
          </LinkButton>
        ) : page.takes ? (
          <CheckedForm
            schema={answerForm}
            answer={mine ? answer : undefined}
            id={`own-${association.id}`}
            defaults={{
              answer: association.answer === 'unknown' ? '' : association.answer,
              people: association.people > 0 ? String(association.people) : '',
            }}
          >
            <HiddenField name="intent" value="answer" />
            <HiddenField name="association" value={association.id} />
            <HiddenField name="version" value={association.version} />
            <RadioField
              name="answer"
              label={t('talks.attendance.comes')}
              support={t('talks.attendance.until', { day: formatDay(lastDay(talk), language) })}
              required
              options={givenAnswers
                .filter((value) => (value === 'online' ? talk.online : value === 'place' ? talk.place : true))
                .map((value) => ({ value, label: t(`talks.answer.${value}`) }))}
            />
            <TextField
              name="people"
              label={t('talks.attendance.how_many')}
              support={t('talks.attendance.how_many_support')}
              inputMode="numeric"
              short
            />
            <SubmitButton>{t('talks.attendance.send')}</SubmitButton>
          </CheckedForm>
        ) : (
          talk.state === 'announced' && <Banner tone="info" title={t('talks.attendance.closed')} />
        )}
      </section>
    )
  })
}
