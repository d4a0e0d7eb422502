/** 申請の内容: who, what for, the plan, every answer; the hall, and what it and the association got before. */
import { wordsOfDate } from '~/modules/halls/rules'
import { yenText } from '~/modules/subsidies/words'
import { formatDay, formatFiscalYear } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, DataList, Table } from '~/ui/parts'
import { answeredFacts } from '../answers'
import { worksText } from '../words'
import type { Shown } from './Shown'

export function Facts({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  const { draft, association } = of
  const day = (given: string | null) => given && formatDay(given, language)
  return (
    <section className="stack" id="facts">
      <h2>{t('review.facts.title')}</h2>
      <DataList
        rows={[
          [
            t('review.facts.association'),
            <a key="association" href={`/associations/${association.slug}`}>
              {association.name}
            </a>,
          ],
          [
            t('review.facts.hall'),
            of.hall && (
              <a key="hall" href={`/halls/${of.hall.id}`}>
                {of.hall.name}
              </a>
            ),
          ],
          [t('review.facts.works'), worksText(of.programme, draft.works, t)],
          [
            t('review.facts.purpose'),
            draft.purpose && <span className="whitespace-pre-line">{draft.purpose}</span>,
          ],
          [t('review.facts.submitted_on'), day(of.submittedOn)],
          [t('review.facts.planned_start'), day(draft.plannedStart)],
          [t('review.facts.planned_end'), day(draft.plannedEnd)],
          [t('review.facts.contract_on'), day(draft.contractOn)],
          [t('review.facts.started_on'), day(draft.startedOn)],
          [t('review.facts.completed_on'), day(draft.completedOn)],
        ]}
      />
      <h3>{t('review.facts.answers')}</h3>
      <DataList rows={answeredFacts(of.programme, draft.works, draft.facts, { t, language })} />
      {of.conditions.length > 0 && (
        <>
          <h3>{t('review.proposal.conditions')}</h3>
          <ol className="list-decimal pl-6">
            {of.conditions.map((condition) => (
              <li key={condition}>{condition}</li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

/** これまでの交付: what counts for a cumulative cap, and what a lock-out asks about. */
export function Earlier({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  const works = of.hall?.grants ?? []
  return (
    <section className="stack" id="earlier">
      <h2>{t('review.earlier.title')}</h2>
      {of.earlier.length + works.length === 0 && <p>{t('review.earlier.none')}</p>}
      {of.earlier.length > 0 && (
        <Table
          caption={t('review.earlier.caption')}
          head={['application', 'year', 'state', 'amount'].map((name) => t(`review.earlier.${name}`))}
          rows={of.earlier.map((one) => [
            <span key="application">
              <a className="inline-block py-1" href={`/desk/subsidies/${one.id}`}>
                {one.title}
              </a>{' '}
              {one.sameHall && <Badge tone="info">{t('review.earlier.same_hall')}</Badge>}
              <span className="support block">{one.programme}</span>
            </span>,
            formatFiscalYear(one.year, language),
            t(`applications.state.${one.state}`),
            yenText(one.amount, t),
          ])}
        />
      )}
      {works.length > 0 && (
        <Table
          caption={t('review.earlier.works')}
          head={['work', 'on', 'cost', 'subsidy'].map((name) => t(`review.earlier.${name}`))}
          rows={works.map((work) => [
            <span key="work">
              {t(`halls.work.${work.kind}`)}
              {work.note && <span className="support block">{work.note}</span>}
            </span>,
            wordsOfDate(work.done, language),
            work.cost === null ? '–' : yenText(work.cost, t),
            yenText(work.subsidy ?? 0, t),
          ])}
        />
      )}
    </section>
  )
}
