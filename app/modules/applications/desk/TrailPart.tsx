/** 経過: proposals, changes, notes and visits, letters, the ledger, and every move. */
import { yenText } from '~/modules/subsidies/words'
import { formatDay, formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Table } from '~/ui/parts'
import { workName } from '../answers'
import { WorkedOut } from './AmountPart'
import type { Shown } from './Shown'

const instant = (given: Date | string) => new Date(given)

/** What lies before the approver, whole: what is decided is what is read here. */
export function ProposalCard({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  const { proposal } = of
  if (!proposal) return null
  const change =
    proposal.kind === 'change' ? of.changes.find(({ decidedAt }) => decidedAt === null) : undefined
  return (
    <section className="card" aria-labelledby="proposal">
      <h2 className="card-title" id="proposal">
        {proposal.kind === 'change' && change
          ? t(`review.proposal.${proposal.amount === null ? 'change_refusal' : `change_${change.kind}`}`)
          : t(`review.proposal.${proposal.kind}`)}
      </h2>
      <p>
        {t('review.proposal.by', {
          name: proposal.proposedBy ?? '',
          at: formatInstant(instant(proposal.proposedAt), language),
        })}
      </p>
      {proposal.amount !== null && change?.kind !== 'stop' && (
        <p className="text-2xl font-bold tabular-nums">{yenText(proposal.amount, t)}</p>
      )}
      {proposal.reason && (
        <>
          <h3>{t('review.proposal.reason')}</h3>
          <p className="whitespace-pre-line">{proposal.reason}</p>
        </>
      )}
      {proposal.conditions.length > 0 && (
        <>
          <h3>{t('review.proposal.conditions')}</h3>
          <ol className="list-decimal pl-6">
            {proposal.conditions.map((condition) => (
              <li key={condition}>{condition}</li>
            ))}
          </ol>
        </>
      )}
      {change && proposal.assessment && (
        <WorkedOut assessment={proposal.assessment} programme={of.programme} />
      )}
    </section>
  )
}

export function Changes({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  if (of.changes.length === 0) return null
  return (
    <section className="stack" id="changes">
      <h2>{t('review.changes.title')}</h2>
      <Table
        caption={t('review.changes.caption')}
        head={['kind', 'reason', 'content', 'state'].map((name) => t(`review.changes.${name}`))}
        rows={of.changes.map((change) => [
          <span key="kind">
            {t(`review.changes.kind_${change.kind}`)}
            <span className="support block">{formatInstant(instant(change.createdAt), language)}</span>
          </span>,
          <span key="reason" className="whitespace-pre-line">
            {change.reason}
          </span>,
          <ul key="content" className="plain-list">
            {Object.entries(change.costs ?? {}).map(([work, amount]) => (
              <li key={work}>
                {workName(of.programme, work)} {yenText(Number(amount), t)}
              </li>
            ))}
            {change.plannedEnd && (
              <li>{t('review.changes.until', { day: formatDay(change.plannedEnd, language) })}</li>
            )}
          </ul>,
          <Badge key="state" tone={change.decidedAt === null ? 'warning' : 'neutral'}>
            {t(
              `review.changes.${change.decidedAt === null ? 'open' : change.approved ? 'approved' : 'refused'}`,
            )}
          </Badge>,
        ])}
      />
    </section>
  )
}

export function Notes({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  if (of.notes.length === 0) return null
  return (
    <section className="stack" id="notes">
      <h2>{t('review.notes.title')}</h2>
      <p className="support">{t('review.notes.lead')}</p>
      <ul className="notice-list">
        {of.notes.map((note) => (
          <li key={note.id} className="notice-row plain-list">
            <p className="support">
              {formatInstant(instant(note.createdAt), language)} {note.by}{' '}
              {note.siteVisitOn && (
                <Badge tone="info">
                  {t('review.notes.visit', { day: formatDay(note.siteVisitOn, language) })}
                </Badge>
              )}
            </p>
            <p className="whitespace-pre-line">{note.text}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function Letters({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  if (of.letters.length === 0) return null
  return (
    <section className="stack" id="letters">
      <h2>{t('review.letters.title')}</h2>
      <Table
        caption={t('review.letters.caption')}
        head={['letter', 'number', 'on', 'opened'].map((name) => t(`review.letters.${name}`))}
        rows={of.letters.map((letter) => [
          <a
            key="letter"
            className="inline-block py-1"
            href={`/subsidies/applications/${of.id}/letters/${letter.id}`}
          >
            {letter.title}
          </a>,
          letter.number,
          formatDay(letter.issuedOn, language),
          letter.openedAt
            ? formatInstant(instant(letter.openedAt), language)
            : t('review.letters.not_opened'),
        ])}
      />
    </section>
  )
}

export function Ledger({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  if (of.entries.length === 0) return null
  const sums = ['reserved', 'decided', 'finalised', 'paid'] as const
  const signed = (amount: number) =>
    amount === 0 ? '' : `${amount > 0 ? '+' : '−'}${yenText(Math.abs(amount), t)}`
  return (
    <section className="stack" id="ledger">
      <h2>{t('review.ledger.title')}</h2>
      <Table
        caption={t('review.ledger.caption')}
        head={[t('review.ledger.on'), t('review.ledger.kind'), ...sums.map((sum) => t(`budgets.sum.${sum}`))]}
        rows={of.entries.map((entry) => [
          formatInstant(instant(entry.createdAt), language),
          <span key="kind">
            {t(`budgets.kind.${entry.kind}`)}
            {entry.note && <span className="support block">{entry.note}</span>}
          </span>,
          ...sums.map((sum) => (
            <span key={sum} className="tabular-nums">
              {signed(entry[sum])}
            </span>
          )),
        ])}
      />
    </section>
  )
}

/** Every move with who made it and why; also those between the reviewer and the approver. */
export function Events({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  return (
    <section className="stack" id="events">
      <h2>{t('review.events.title')}</h2>
      <ol className="notice-list">
        {of.events.map((event) => (
          <li key={event.id} className="notice-row plain-list">
            <p>
              <strong>{t(`applications.verb.${event.verb}`)}</strong>{' '}
              <span className="support">{t(`applications.state.${event.toState}`)}</span>
            </p>
            <p className="support">
              {formatInstant(instant(event.createdAt), language)} {capacityWord(event.capacity, t)} {event.by}
            </p>
            {event.reason && <p className="whitespace-pre-line">{event.reason}</p>}
          </li>
        ))}
      </ol>
      {of.proposals.length > 0 && (
        <details>
          <summary className="py-2">{t('review.events.proposals', { count: of.proposals.length })}</summary>
          <ul className="notice-list">
            {of.proposals.map((one) => (
              <li key={one.id} className="notice-row plain-list">
                <p>
                  {t(`review.proposal.${one.kind}`)} {one.amount !== null && yenText(one.amount, t)}{' '}
                  <Badge>{t(one.approved ? 'review.events.approved' : 'review.events.returned')}</Badge>
                </p>
                <p className="support">
                  {one.proposedBy} → {one.decidedBy}{' '}
                  {one.decidedAt && formatInstant(instant(one.decidedAt), language)}
                </p>
                {one.decidedNote && <p className="whitespace-pre-line">{one.decidedNote}</p>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

const capacityWord = (capacity: string, t: ReturnType<typeof useT>): string =>
  ['president', 'applicant', 'reviewer', 'approver'].includes(capacity)
    ? t(`applications.party.${capacity}`)
    : ''
