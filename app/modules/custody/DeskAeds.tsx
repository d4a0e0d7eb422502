/** 管理するAED by what is due, as a table, with the filters above it. */
import { formatDay } from '~/platform/clock'
import { FilterSelect } from '~/ui/filters'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Button, Table } from '~/ui/parts'
import { ConditionBadge } from './Head'
import { PartStanding } from './PartsPanel'
import type { Condition, PartKind } from './rules'

type DeskRow = {
  id: number
  name: string
  position: string
  address: string
  condition: Condition
  checkedOn: string | null
  checkIsDue: boolean
  openReports: number
  association: string | null
  district: string | null
  part: { kind: PartKind; expiresOn: string; standing: 'expired' | 'soon' | 'good' } | null
}

/** What is looked for, each with how many there are. */
const shown = ['due', 'check', 'parts', 'reports', 'out', 'all'] as const

export function DeskFilters(props: {
  filter: (typeof shown)[number]
  counts: Record<'check' | 'parts' | 'reports' | 'out' | 'all', number>
  districts: readonly { id: number; name: string }[] | null
  district: number | null
}) {
  const { filter, counts, districts, district } = props
  const t = useT()
  return (
    <form method="get" className="search-row" aria-label={t('custody.desk.filters')}>
      <FilterSelect
        name="only"
        label={t('custody.desk.only')}
        any={t('custody.desk.filter.due')}
        value={filter === 'due' ? '' : filter}
        options={(['check', 'parts', 'reports', 'out', 'all'] as const).map((value) => ({
          value,
          label: t('custody.desk.counted', { what: t(`custody.desk.filter.${value}`), count: counts[value] }),
        }))}
      />
      {districts && (
        <FilterSelect
          name="district"
          label={t('custody.desk.district')}
          any={t('custody.desk.any_district')}
          value={district ?? ''}
          options={districts.map(({ id, name }) => ({
            value: id,
            label: t('associations.district', { name }),
          }))}
        />
      )}
      <Button variant="secondary">{t('custody.desk.show')}</Button>
    </form>
  )
}

export function DeskTable({ aeds }: { aeds: readonly DeskRow[] }) {
  const t = useT()
  const language = useLanguage()
  return (
    <Table
      caption={t('custody.desk.caption')}
      head={['head_aed', 'head_condition', 'head_checked', 'head_part', 'head_reports'].map((key) =>
        t(`custody.desk.${key}`),
      )}
      rows={aeds.map((aed) => [
        <span key="aed">
          <a href={`/aeds/${aed.id}/upkeep`}>{aed.name}</a> {aed.position}
          <span className="support block">
            {[
              aed.association ?? t('custody.facility'),
              aed.district && t('associations.district', { name: aed.district }),
            ]
              .filter(Boolean)
              .join(' / ')}
          </span>
        </span>,
        <ConditionBadge key="condition" condition={aed.condition} />,
        <span key="checked">
          {aed.checkedOn ? formatDay(aed.checkedOn, language) : t('custody.desk.never')}{' '}
          {aed.checkIsDue && <Badge tone="warning">{t('custody.desk.check_due')}</Badge>}
        </span>,
        aed.part ? (
          <span key="part">
            {t(`custody.part.${aed.part.kind}`)} {formatDay(aed.part.expiresOn, language)}{' '}
            <PartStanding standing={aed.part.standing} />
          </span>
        ) : (
          t('custody.desk.no_part')
        ),
        aed.openReports > 0 ? (
          <Badge key="reports" tone="warning">
            {t('custody.desk.reports', { count: aed.openReports })}
          </Badge>
        ) : (
          t('custody.desk.no_reports')
        ),
      ])}
    />
  )
}
