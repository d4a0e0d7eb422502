/** 課ごとの回答の早さ: tables that are pictures as well, and the list of what is overdue. */
import { formatDay } from '~/platform/clock'
import { Figures } from '~/ui/figures'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Table } from '~/ui/parts'
import type { OverdueMatter, SectionClock } from './queries/overdue.server'

export function OverdueTable({ matters }: { matters: readonly OverdueMatter[] }) {
  const t = useT()
  const language = useLanguage()
  return (
    <Table
      caption={t('exchange.overdue.caption')}
      head={[
        t('exchange.overdue.matter'),
        t('exchange.list.section'),
        t('exchange.overdue.due'),
        t('exchange.overdue.late'),
      ]}
      rows={matters.map((matter) => [
        <a key="matter" href={`/exchange/${matter.id}`} className="inline-block py-2">
          {matter.title}
        </a>,
        matter.section,
        matter.dueOn && formatDay(matter.dueOn, language),
        <Badge key="late" tone="danger">
          {t('exchange.overdue.days', { count: matter.daysLate })}
        </Badge>,
      ])}
    />
  )
}

/** A share as a bar, beside its figure. */
function Share({ of, part }: { of: number; part: number }) {
  return (
    <svg className="row-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="4" fill="#d8d8db" />
      <rect width={of > 0 ? (part / of) * 100 : 0} height="4" />
    </svg>
  )
}

export function SectionClocks({ clocks }: { clocks: readonly SectionClock[] }) {
  const t = useT()
  return (
    <>
      <Figures
        caption={t('exchange.overdue.now')}
        head={[
          t('exchange.list.section'),
          t('exchange.overdue.waiting'),
          t('exchange.overdue.overdue'),
          t('exchange.overdue.longest'),
        ]}
        rows={clocks.map((clock) => [
          clock.name,
          clock.waiting,
          clock.overdue,
          clock.overdue > 0 ? t('exchange.overdue.days', { count: clock.longestLate }) : '—',
        ])}
      />
      <Figures
        caption={t('exchange.overdue.year')}
        head={[
          t('exchange.list.section'),
          t('exchange.overdue.answered'),
          t('exchange.overdue.in_time'),
          t('exchange.overdue.median'),
        ]}
        rows={clocks.map((clock) => [
          clock.name,
          clock.answered,
          clock.answered === 0 ? (
            '—'
          ) : (
            <>
              {t('exchange.overdue.share', {
                count: clock.inTime,
                percent: Math.round((clock.inTime / clock.answered) * 100),
              })}
              <Share of={clock.answered} part={clock.inTime} />
            </>
          ),
          clock.medianDays === null
            ? '—'
            : t('exchange.overdue.days', { count: Math.round(clock.medianDays) }),
        ])}
      />
    </>
  )
}
