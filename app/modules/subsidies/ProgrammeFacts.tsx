/** 補助制度 in words: works, rates, limits, requirements, documents, dates, and what is not published. */
import { formatFiscalYear } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, Card, DataList } from '~/ui/parts'
import { describeJointCaps, describeWork } from './describe'
import { openPointsFor } from './rules'
import { documentSteps, type Programme } from './schema'

export function ProgrammeFacts({ programme }: { programme: Programme }) {
  const t = useT()
  const language = useLanguage()
  const { from, until } = programme.fiscalYears
  const years = [formatFiscalYear(from, language), until === null ? '' : formatFiscalYear(until, language)]
  return (
    <>
      {programme.purpose && <p>{programme.purpose}</p>}
      <DataList
        rows={[
          [
            t('subsidies.programme.years'),
            until === from
              ? years[0]
              : t('subsidies.programme.years_from', { from: years[0] ?? '', until: years[1] ?? '' }),
          ],
          [
            t('subsidies.programme.source'),
            <>
              {programme.source.url ? (
                <a href={programme.source.url}>{programme.source.title}</a>
              ) : (
                programme.source.title
              )}
              {programme.source.asOf && ` (${programme.source.asOf})`}
            </>,
          ],
          [
            t('subsidies.programme.rounding'),
            programme.rounding === 'unstated'
              ? t('subsidies.programme.unstated')
              : t('subsidies.step.by_unit', { yen: programme.rounding.toLocaleString('ja-JP') }),
          ],
          [
            t('subsidies.programme.other_money'),
            t(`subsidies.programme.other_money_${programme.otherMoney}`),
          ],
          [t('subsidies.programme.budget'), t(`subsidies.programme.budget_${programme.budget.method}`)],
          [
            t('subsidies.programme.advance'),
            programme.advancePayment ? t('subsidies.programme.advance_yes') : '',
          ],
          [
            t('subsidies.programme.disposal'),
            programme.disposalYears
              ? t('subsidies.programme.disposal_years', { years: programme.disposalYears })
              : '',
          ],
        ]}
      />
      <OpenPoints programme={programme} />
      <h2>{t('subsidies.programme.works')}</h2>
      <div className="grid gap-4 md:grid-cols-2">
        {programme.works.map((work) => (
          <Card key={work.key} title={work.name}>
            {work.description && <p>{work.description}</p>}
            <ul>
              {describeWork(work, { t, programme, language }).map((line) => (
                <li key={line}>{line}</li>
              ))}
              {work.requirements.map(({ otherwise }) => (
                <li key={otherwise}>{otherwise}</li>
              ))}
              {work.costs.included.length > 0 && (
                <li>
                  {t('subsidies.programme.included', {
                    items: work.costs.included.join(t('subsidies.rule.comma')),
                  })}
                </li>
              )}
              {work.costs.excluded.length > 0 && (
                <li>
                  {t('subsidies.programme.excluded', {
                    items: work.costs.excluded.join(t('subsidies.rule.comma')),
                  })}
                </li>
              )}
            </ul>
          </Card>
        ))}
      </div>
      {programme.jointCaps.length > 0 && (
        <ul>
          {describeJointCaps({ t, programme, language }).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {programme.conditions.length > 0 && (
        <>
          <h2>{t('subsidies.programme.conditions')}</h2>
          <ul>
            {programme.conditions.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      {programme.requirements.length > 0 && (
        <>
          <h2>{t('subsidies.programme.requirements')}</h2>
          <ul>
            {programme.requirements.map(({ otherwise }) => (
              <li key={otherwise}>{otherwise}</li>
            ))}
          </ul>
        </>
      )}
      <Documents programme={programme} />
    </>
  )
}

/** What the published text leaves open is told wherever the programme is shown. */
function OpenPoints({ programme }: { programme: Programme }) {
  const t = useT()
  if (programme.openPoints.length === 0) return null
  return (
    <Banner tone="warning" title={t('subsidies.programme.open_points')}>
      <ul>
        {programme.openPoints.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <p>{t('subsidies.programme.ask_city')}</p>
    </Banner>
  )
}

/** Of the open points, those of the chosen works; what the scheme leaves open for every work can be unfolded. */
export function OpenPointsFor({ programme, works }: { programme: Programme; works: readonly string[] }) {
  const t = useT()
  const { ofWorks, general } = openPointsFor(programme, works)
  const list = (points: readonly string[]) => (
    <ul className="bullets">
      {points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  )
  return (
    <>
      {ofWorks.length > 0 && (
        <Banner tone="warning" title={t('subsidies.programme.open_points')}>
          {list(ofWorks)}
          <p>{t('subsidies.programme.ask_city')}</p>
        </Banner>
      )}
      {general.length > 0 && (
        <details>
          <summary>{t('subsidies.programme.open_points_general', { count: general.length })}</summary>
          {list(general)}
          <p>{t('subsidies.programme.ask_city')}</p>
        </details>
      )}
    </>
  )
}

/** The checklist of documents, by step. */
export function Documents({ programme }: { programme: Programme }) {
  const t = useT()
  const steps = documentSteps.filter((step) => programme.documents.some((one) => one.step === step))
  if (steps.length === 0) return null
  return (
    <>
      <h2>{t('subsidies.programme.documents')}</h2>
      {steps.map((step) => (
        <section key={step}>
          <h3>{t(`subsidies.document_step.${step}`)}</h3>
          <ul>
            {programme.documents
              .filter((one) => one.step === step)
              .map(({ name, needed, note, byPortal }) => (
                <li key={name}>
                  {name}
                  {needed && t('subsidies.programme.if_needed')}
                  {byPortal && t('subsidies.programme.by_portal')}
                  {note && ` ${note}`}
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  )
}
