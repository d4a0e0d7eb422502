/** これまでの回覧, the latest first. */
import { type Day, dayOf, formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Pager, Table } from '~/ui/parts'

export function EarlierCirculars(props: {
  /** The address of the association */
  here: string
  circulars: readonly { number: number; madeAt: Date; returnBy: Day | null; notices: number }[]
  older?: number
  first: boolean
}) {
  const { here, circulars, older, first } = props
  const t = useT()
  const language = useLanguage()
  return (
    <>
      <h2>{t('circulars.make.earlier')}</h2>
      {circulars.length === 0 ? (
        <p>{t('circulars.make.no_earlier')}</p>
      ) : (
        <Table
          caption={t('circulars.make.earlier')}
          head={['number', 'made', 'count', 'return'].map((part) => t(`circulars.make.head_${part}`))}
          rows={circulars.map(({ number, madeAt, returnBy, notices }) => [
            <a key="number" href={`${here}/circulars/${number}`}>
              {t('circulars.number', { number })}
            </a>,
            formatDay(dayOf(new Date(madeAt)), language),
            t('circulars.make.count', { count: notices }),
            returnBy ? formatDay(returnBy, language) : '',
          ])}
        />
      )}
      <Pager
        olderHref={older ? `${here}/circular?before=${older}` : undefined}
        firstHref={first ? undefined : `${here}/circular`}
      />
    </>
  )
}
