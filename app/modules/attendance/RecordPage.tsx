/** わたしの活動の記録, and what may come next. */
import { formatDay, formatFiscalYear, formatSpan } from '~/platform/clock'
import { type FormAnswer, firstValue } from '~/platform/forms'
import { Bars } from '~/ui/bars'
import { CheckboxField, CheckedForm, HiddenField, SubmitButton } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Page } from '~/ui/page'
import { Badge, Banner, Card, ConfirmPost, LinkButton, Table } from '~/ui/parts'
import type { HostAfter, RecordRow, recordOf } from './queries/record.server'
import { hoursInWords } from './words'

type Shown = Awaited<ReturnType<typeof recordOf>>

/** @param at the address of the person's own pages */
export function RecordPage(props: { at: string; record: Shown; answer?: Partial<FormAnswer> }) {
  const { at: here, record, answer } = props
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`attendance.record.${key}`, params)
  const waiting = record.rows.filter(({ need, certificate }) => need === 'reflection' && !certificate)
  return (
    <Page
      title={at('title')}
      lead={record.name ? at('of', { name: record.name }) : at('lead')}
      width="wide"
      crumbs={[{ href: here.endsWith('/account') ? '/volunteering/mine' : here, label: at('mine') }]}
      actions={
        record.rows.length > 0 && (
          <LinkButton href={`${here}/record.pdf`} variant="primary">
            {at('pdf')}
          </LinkButton>
        )
      }
    >
      {record.rows.length === 0 ? (
        <p>{at('none')}</p>
      ) : (
        <>
          <p className="text-xl font-bold">
            {at('sum', { count: record.rows.length, hours: hoursInWords(record.minutes, t) })}
          </p>
          {waiting.length > 0 && (
            <div className="no-print">
              <Banner tone="info" title={at('waiting', { count: waiting.length })}>
                <ul className="plain-list">
                  {waiting.slice(0, 10).map((row) => (
                    <li key={row.member}>
                      <a className="inline-block py-2" href={`${here}/reflection?member=${row.member}`}>
                        {at('reflect', { title: row.title })}
                      </a>
                    </li>
                  ))}
                </ul>
              </Banner>
            </div>
          )}
          <HoursByYear rows={record.rows} />
          <Table
            caption={at('caption')}
            head={[at('day'), at('activity'), at('hours'), at('certificate')]}
            rows={record.rows.map((row) => [
              formatDay(row.day, language),
              <span key="what">
                <a href={`/volunteering/${row.placeId}`}>{row.title}</a>
                <br />
                {row.host}
                <br />
                {row.programme}
              </span>,
              hoursInWords(row.minutes, t),
              <CertificateOf key="certificate" row={row} here={here} />,
            ])}
          />
          <p className="support">{at('schools')}</p>
        </>
      )}
      {record.hosts.length > 0 && (
        <h2 className="no-print" id="helpers">
          {at('next')}
        </h2>
      )}
      {record.hosts.length > 0 && (
        <section className="stack no-print">
          {record.hosts.map((host) => (
            <HostPart key={host.id} host={host} minor={record.minor} answer={answer} />
          ))}
        </section>
      )}
    </Page>
  )
}

/** Hours by fiscal year: a picture where there are several, the table says the same. */
function HoursByYear({ rows }: { rows: readonly RecordRow[] }) {
  const t = useT()
  const years = new Map<number, number>()
  for (const { day, minutes } of rows) {
    const year = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < 4 ? 1 : 0)
    years.set(year, (years.get(year) ?? 0) + minutes)
  }
  if (years.size < 2) return null
  const bars = [...years]
    .sort(([a], [b]) => a - b)
    .map(([year, minutes]) => ({
      label: t('attendance.record.year', { year }),
      value: minutes,
      text: hoursInWords(minutes, t),
    }))
  return (
    <div className="max-w-md no-print">
      <Bars label={t('attendance.record.picture')} bars={bars} />
    </div>
  )
}

function CertificateOf({ row, here }: { row: RecordRow; here: string }) {
  const t = useT()
  const language = useLanguage()
  const { certificate } = row
  if (certificate?.revoked) return <Badge tone="danger">{t('attendance.day.revoked')}</Badge>
  if (certificate) {
    const number = t('attendance.certificate.number', {
      year: formatFiscalYear(certificate.year, language),
      number: certificate.number,
    })
    return (
      <>
        <span className="block">{number}</span>
        <a className="no-print inline-block py-2" href={`${here}/certificates/${row.member}.pdf`}>
          {t('attendance.record.certificate_pdf')}
        </a>
        <br />
        <a className="no-print inline-block py-2" href={`${here}/reflection?member=${row.member}`}>
          {t('attendance.record.reflection_again')}
        </a>
      </>
    )
  }
  if (row.need === 'lecture' || row.need === 'not_come') return <>{t('attendance.record.no_certificate')}</>
  if (row.need === 'not_closed') return <>{t('attendance.record.not_closed')}</>
  return (
    <a className="inline-block py-2" href={`${here}/reflection?member=${row.member}`}>
      {t('attendance.record.write')}
    </a>
  )
}

/** この団体は人をさがしています */
function HostPart({
  host,
  minor,
  answer,
}: {
  host: HostAfter
  minor: boolean
  answer?: Partial<FormAnswer>
}) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`attendance.helper.${key}`, params)
  const { association } = host
  const own = association && firstValue(answer?.values, 'association') === String(association.id)
  const nothing = host.sessions.length === 0 && host.openings.length === 0
  return (
    <Card title={host.name} href={association ? `/associations/${association.slug}` : undefined}>
      {host.sessions.length > 0 && (
        <>
          <h3>{at('sessions')}</h3>
          <ul className="plain-list">
            {host.sessions.map((session) => (
              <li key={session.id}>
                <a className="inline-block py-2" href={`/volunteering/${session.placeId}`}>
                  {session.title}
                </a>{' '}
                {formatSpan(new Date(session.startsAt), new Date(session.endsAt), language)}
              </li>
            ))}
          </ul>
        </>
      )}
      {host.openings.length > 0 && (
        <>
          <h3>{at('openings')}</h3>
          <ul className="plain-list">
            {host.openings.map((opening) => (
              <li key={opening.id}>
                <a className="inline-block py-2" href={`/openings/${opening.id}`}>
                  {opening.title}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {nothing && !association && <p>{at('nothing')}</p>}
      {association &&
        (host.helperSince ? (
          <>
            <p>
              <Badge tone="success">{at('is')}</Badge>{' '}
              {at('since', { day: formatDay(host.helperSince, language) })}
            </p>
            <ConfirmPost
              summary={at('leave')}
              label={at('leave_button', { name: host.name })}
              fields={{ intent: 'leave', association: association.id }}
            >
              <p>{at('leave_text')}</p>
            </ConfirmPost>
          </>
        ) : (
          <details className="confirm" open={Boolean(own)}>
            <summary>{at('join')}</summary>
            <CheckedForm answer={own ? answer : undefined} id={`helper-${association.id}`}>
              <p>{at('join_text', { name: host.name })}</p>
              <p>{at(minor ? 'join_minor' : 'join_grown', { name: host.name })}</p>
              <HiddenField name="intent" value="join" />
              <HiddenField name="association" value={association.id} />
              <AgreedField id={association.id} own={Boolean(own)} />
              <SubmitButton>{at('join_button')}</SubmitButton>
            </CheckedForm>
          </details>
        ))}
    </Card>
  )
}

/** One field of this name stands on the page for each association: only the one that was answered is a field of a form. */
function AgreedField({ id, own }: { id: number; own: boolean }) {
  const t = useT()
  if (own) return <CheckboxField name="agreed" label={t('attendance.helper.agreed')} />
  return (
    <div className="field">
      <label className="choice" htmlFor={`agreed-${id}`}>
        <input id={`agreed-${id}`} type="checkbox" name="agreed" />
        <span>{t('attendance.helper.agreed')}</span>
      </label>
    </div>
  )
}
