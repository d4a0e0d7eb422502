/** The head of the desk's page: where it stands, for whom it waits and how long, and what can be done now. */
import { yenText } from '~/modules/subsidies/words'
import { formatDay, formatFiscalYear } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Banner, LinkButton, PostButton } from '~/ui/parts'
import { Warnings } from '../ApplicationParts'
import { type DeskAct, GONE, leadsOn } from '../rules'
import { waiterTone } from './QueueTable'
import type { Shown } from './Shown'

export function Standing({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  return (
    <div className="stack">
      <p>
        <Badge tone={waiterTone[of.waiter]}>{t(`applications.state.${of.state}`)}</Badge>{' '}
        <strong>{t(`review.waits.${of.waiter}`)}</strong>{' '}
        {of.waiter !== 'nobody' &&
          (of.days === 0 ? t('review.queue.today') : t('review.queue.days', { days: of.days }))}{' '}
        {of.flagged && <Badge tone="warning">{t('review.queue.flag')}</Badge>}
      </p>
      <p>
        {[
          of.receiptNumber && t('review.head.receipt', { number: of.receiptNumber }),
          of.programmeName,
          formatFiscalYear(of.draft.year, language),
          of.assignedTo ? t('review.head.assigned', { name: of.assignedTo }) : t('review.queue.unassigned'),
          of.urgency !== null && t('review.head.urgency', { urgency: of.urgency }),
          of.ranking !== null && t('review.queue.ranking', { order: of.ranking }),
        ]
          .filter(Boolean)
          .join(' / ')}
      </p>
      {of.dueOn && (
        <p>
          {t('review.head.due', { day: formatDay(of.dueOn, language) })}{' '}
          {of.overdue && <Badge tone="danger">{t('review.queue.overdue')}</Badge>}
        </p>
      )}
    </div>
  )
}

/** The next possible acts first; what stands beside the procedure after them. */
export function NextActs({ of }: { of: Shown }) {
  const t = useT()
  const aside: readonly DeskAct[] = ['note', 'organise', 'account']
  const main = of.acts.filter(leadsOn)
  const others = of.acts.filter((act) => !leadsOn(act) && !aside.includes(act))
  const beside = of.acts.filter((act) => aside.includes(act))
  const at = (act: DeskAct) => `/desk/subsidies/${of.id}/${act}`
  const ready = of.unchecked.length + of.openCorrections.length === 0
  return (
    <section className="card no-print" aria-labelledby="next-acts">
      <h2 className="card-title" id="next-acts">
        {t('review.head.next')}
      </h2>
      {main.length === 0 && (
        <p>{t(of.interest ? 'review.head.interest' : `review.head.nothing_${of.waiter}`)}</p>
      )}
      {of.proposal && !of.acts.includes('decide') && of.waiter === 'approver' && (
        <p>{t('review.head.proposed', { name: of.proposal.proposedBy ?? '' })}</p>
      )}
      {!ready && of.acts.includes('check') && (
        <p>
          {t('review.head.open', { documents: of.unchecked.length, corrections: of.openCorrections.length })}
        </p>
      )}
      <div className="actions">
        {main.map((act) =>
          act === 'take' ? (
            <PostButton
              key={act}
              action={at(act)}
              label={t('review.act.take')}
              fields={{ version: of.version }}
              variant="primary"
            />
          ) : (
            <LinkButton
              key={act}
              href={at(act)}
              variant={ready || act === 'decide' ? 'primary' : 'secondary'}
            >
              {t(`review.act.${act}`)}
            </LinkButton>
          ),
        )}
        {others.map((act) => (
          <LinkButton key={act} href={at(act)} variant={!ready && act === 'check' ? 'primary' : 'secondary'}>
            {t(`review.act.${act}`)}
          </LinkButton>
        ))}
      </div>
      {beside.length > 0 && (
        <div className="actions">
          {beside.map((act) => (
            <LinkButton key={act} href={at(act)} variant="plain">
              {t(`review.act.${act}`)}
            </LinkButton>
          ))}
        </div>
      )}
    </section>
  )
}

/** Acts that are refused while a paper has not been looked through. */
const CHECKED_FIRST: readonly DeskAct[] = ['propose', 'change', 'inspect', 'final', 'pay']

/** Said before the form is written, and not only when it is sent: what has to be looked through first. */
export function OpenChecks({ of, act }: { of: Shown; act: DeskAct }) {
  const t = useT()
  const documents = of.unchecked.length
  const corrections = of.openCorrections.length
  if (documents + corrections === 0 || !CHECKED_FIRST.includes(act)) return null
  return (
    <Banner tone="warning" title={t('review.head.open', { documents, corrections })}>
      <p>{t('review.head.open_first', { act: t(`review.act.${act}`) })}</p>
      {of.acts.includes('check') && (
        <p>
          <LinkButton href={`/desk/subsidies/${of.id}/check`}>{t('review.act.check')}</LinkButton>
        </p>
      )}
    </Banner>
  )
}

/** While an amount can still be proposed or decided. */
const BEFORE_DECISION: readonly string[] = ['submitted', 'reviewing', 'correcting', 'proposed']

/** Where the register knows of other grants than the association, and of others who ask for the same. */
function GrantWarnings({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  const figure = (told: number | null) => (told === null ? '–' : told.toLocaleString('ja-JP'))
  return (
    <>
      {of.differences.length > 0 && BEFORE_DECISION.includes(of.state) && (
        <Banner tone="warning" title={t('review.warning.grants')}>
          <ul className="bullets">
            {of.differences.map(({ fact, told, known }) => (
              <li key={fact}>
                {t(`review.warning.grants_${fact}`, { told: figure(told), known: figure(known) })}
              </li>
            ))}
          </ul>
          <p>{t('review.warning.grants_text')}</p>
        </Banner>
      )}
      {of.rivals.length > 0 && (
        <Banner tone="warning" title={t('review.warning.rivals')}>
          <ul className="bullets">
            {of.rivals.map((one) => (
              <li key={one.id}>
                <a className="inline-block py-1" href={`/desk/subsidies/${one.id}`}>
                  {one.title}
                </a>{' '}
                {formatFiscalYear(one.year, language)} {t(`applications.state.${one.state}`)}
              </li>
            ))}
          </ul>
        </Banner>
      )}
    </>
  )
}

/** Everything that threatens the grant, or that the reader has to know before deciding. */
export function DeskWarnings({ of }: { of: Shown }) {
  const t = useT()
  const { amounts, proposal, budget } = of
  const asked = proposal?.kind === 'decision' ? proposal.amount : null
  // That nothing may be signed yet is said to the association.
  const risks = of.warnings.filter(({ kind }) => kind !== 'do_not_sign_yet')
  const short = asked !== null && budget !== null && asked > budget.left
  return (
    <>
      <Warnings warnings={risks} contractAfterDecision={of.programme.dates.contractAfterDecision} />
      {short && (
        <Banner tone="danger" title={t('review.warning.budget')}>
          <p>
            {t('review.warning.budget_text', { asked: yenText(asked, t), left: yenText(budget.left, t) })}
          </p>
        </Banner>
      )}
      <GrantWarnings of={of} />
      {GONE.includes(of.state) && amounts.paid > amounts.repaid && (
        <Banner tone="warning" title={t('review.warning.repay', { paid: yenText(amounts.paid, t) })} />
      )}
      {amounts.final !== null && amounts.paid > amounts.final && amounts.ordered === null && (
        <Banner
          tone="warning"
          title={t('review.warning.overpaid', { over: yenText(amounts.paid - amounts.final, t) })}
        />
      )}
    </>
  )
}
