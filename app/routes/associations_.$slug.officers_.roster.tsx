/** 役員名簿 to print: for its officers, its members and the city; of today, or of the day from which it is to hold. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { type RosterRow, rosterOf } from '~/modules/officers/queries/roster.server'
import { rosterDay } from '~/modules/officers/rules'
import { useSeatName } from '~/modules/officers/SeatTable'
import { fiscalYear, formatDay } from '~/platform/clock'
import { page, queryParam } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton, Table } from '~/ui/parts'

export const meta = titleMeta('officers.roster.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const asked = queryParam(args.request, 'on', 10) ?? ''
  const on = rosterDay(asked, actor.today)
  const roster = await rosterOf(actor, args.params.slug ?? '', on)
  return { ...roster, today: actor.today, nextYear: `${fiscalYear(actor.today) + 1}-04-01` }
})

export default function Roster() {
  const { association, rows, on, reads, today, nextYear } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const seatName = useSeatName()
  const officers = `/associations/${association.slug}/officers`
  const at = (key: string) => t(`officers.roster.${key}`)
  const dated = on === today ? '' : `?on=${on}`
  return (
    <Page
      title={t('officers.roster.of', { association: association.name })}
      lead={t('officers.roster.as_of', { day: formatDay(on, language) })}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: officers, label: t('accounts.officers.title') },
      ]}
      width="wide"
      actions={
        <>
          {reads && <LinkButton href={`${officers}.csv${dated}`}>{at('csv')}</LinkButton>}
          {on === today ? (
            <LinkButton href={`${officers}/roster?on=${nextYear}`}>{at('next_year')}</LinkButton>
          ) : (
            <LinkButton href={`${officers}/roster`}>{at('today')}</LinkButton>
          )}
        </>
      }
    >
      <p className="support no-print">{at('print')}</p>
      <Table
        caption={at('caption')}
        head={[
          t('officers.page.post'),
          t('officers.page.name'),
          t('officers.contact.reading'),
          t('officers.page.term'),
          t('officers.contact.title'),
        ]}
        rows={rows.map((row) => [
          seatName(row.post, row.number),
          <Name key="name" row={row} />,
          row.person ? `${row.person.familyReading} ${row.person.givenReading}`.trim() : '',
          row.person &&
            t('accounts.officers.from_to', {
              from: formatDay(row.person.startsOn, language),
              to: formatDay(row.person.endsOn, language),
            }),
          <Contact key="contact" row={row} />,
        ])}
      />
      <p className="support">{at('purpose')}</p>
    </Page>
  )
}

function Name({ row: { person, state } }: { row: RosterRow }) {
  const t = useT()
  if (!person) return <>{t(state === 'vacant' ? 'officers.page.state.vacant' : 'officers.page.hidden')}</>
  return (
    <>
      {person.familyName} {person.givenName}
      {person.acting && ` (${t('officers.page.state.acting')})`}
    </>
  )
}

function Contact({ row: { contact } }: { row: RosterRow }) {
  if (!contact) return null
  return (
    <>
      {[contact.phone, contact.email, contact.address].filter(Boolean).map((line) => (
        <div key={line}>{line}</div>
      ))}
    </>
  )
}
