/** 保険の名簿 of the sessions to come, and what each column holds. */
import { Fragment } from 'react'
import type { InsuranceStart } from '~/modules/volunteering/rules'
import { type Day, formatDay, formatSpan } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Page } from '~/ui/page'
import { Badge, PostButton, Table } from '~/ui/parts'
import type { InsuredSession } from './queries/day.server'
import { insuranceColumns } from './rules'

type Programme = {
  id: number
  title: string
  insurance: string
  insuranceFrom: InsuranceStart
  sessions: (Omit<InsuredSession, 'startsAt' | 'endsAt'> & { startsAt: Date; endsAt: Date })[]
}

const CSV = '/desk/volunteering/insurance.csv'

export function InsurancePage({ programmes, today }: { programmes: readonly Programme[]; today: Day }) {
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) =>
    t(`attendance.insurance.${key}`, params)
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      width="wide"
      crumbs={[{ href: '/desk/volunteering', label: at('desk') }]}
    >
      <p>{at('kept')}</p>
      {programmes.length === 0 && <p>{at('none')}</p>}
      {programmes.map((programme) => (
        <Fragment key={programme.id}>
          <h2>{programme.title}</h2>
          <p>
            {programme.insurance}: {at(`from_${programme.insuranceFrom}`)}
          </p>
          {programme.sessions.length > 0 && (
            <PostButton
              action={CSV}
              label={at('all')}
              fields={{ programme: programme.id }}
              variant="primary"
            />
          )}
          <Sessions sessions={programme.sessions} today={today} title={programme.title} />
        </Fragment>
      ))}
      <h2>{at('columns')}</h2>
      <p>{at('columns_text')}</p>
      <Table
        caption={at('columns')}
        head={[at('column_name'), at('column_holds')]}
        rows={insuranceColumns.map((column) => [at(`column.${column}`), at(`holds.${column}`)])}
      />
    </Page>
  )
}

function Sessions({
  sessions,
  today,
  title,
}: {
  sessions: Programme['sessions']
  today: Day
  title: string
}) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) =>
    t(`attendance.insurance.${key}`, params)
  if (sessions.length === 0) return <p>{at('no_sessions')}</p>
  return (
    <Table
      caption={at('caption', { title })}
      head={[at('session'), at('persons'), at('by'), at('made'), at('list')]}
      rows={sessions.map((session) => [
        <span key="what">
          <a href={`/volunteering/sessions/${session.id}/day`}>{session.title}</a>
          <br />
          {formatSpan(new Date(session.startsAt), new Date(session.endsAt), language)}
          <br />
          {session.host}
        </span>,
        <span key="persons">
          {at('count', { count: session.placed })}
          {session.uncovered > 0 && (
            <>
              {' '}
              <Badge tone="danger">{at('uncovered', { count: session.uncovered })}</Badge>
            </>
          )}
        </span>,
        <span key="by">
          {formatDay(session.listBy, language)}
          {session.listBy < today && !session.insuredOn && (
            <>
              {' '}
              <Badge tone="danger">{at('late')}</Badge>
            </>
          )}
        </span>,
        <span key="made">
          {session.insuredOn ? formatDay(session.insuredOn, language) : at('not_made')}
          {session.added > 0 && (
            <>
              {' '}
              <Badge tone="warning">{at('added', { count: session.added })}</Badge>
            </>
          )}
        </span>,
        <PostButton key="csv" action={CSV} label={at('make')} fields={{ session: session.id }} />,
      ])}
    />
  )
}
