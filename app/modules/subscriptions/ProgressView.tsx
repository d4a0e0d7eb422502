/** How far the sending of a notice is, in words, as a bar, and as a table. */
import { formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Table } from '~/ui/parts'
import { deliveryStates } from './rules'

type Counted = { channel: 'mail' | 'push'; state: (typeof deliveryStates)[number]; number: number }

type ProgressData = {
  announcements: readonly {
    kind: 'published' | 'passed_on' | 'reminder'
    at: string
    passer: string | null
  }[]
  counts: readonly Counted[]
  reasons: readonly { reason: string; number: number }[]
  total: number
  done: number
  sent: number
  waiting: number
  writing: boolean
  running: boolean
}

/** What the portal itself says of a message; everything else is the answer of another server. */
const KNOWN = ['dead', 'gone', 'no_server', 'unreachable', 'withdrawn', 'unwanted']

export function ProgressView(props: ProgressData) {
  const { announcements, counts, reasons, total, done, sent, waiting, writing, running } = props
  const t = useT()
  const language = useLanguage()
  if (announcements.length === 0) return <p>{t('subscriptions.progress.none')}</p>
  const percent = total === 0 ? 0 : Math.floor((done / total) * 100)
  const channels = (['mail', 'push'] as const).filter((channel) => counts.some((c) => c.channel === channel))
  const of = (channel: string, state: string) =>
    counts.find((count) => count.channel === channel && count.state === state)?.number ?? 0
  const reasonWords = (reason: string) => {
    const known = KNOWN.find((name) => reason === `portal:${name}`)
    return known
      ? t(`subscriptions.progress.reason_${known}`)
      : t('subscriptions.progress.reason_other', { text: reason })
  }
  return (
    <>
      {writing && <p>{t('subscriptions.progress.writing')}</p>}
      {total > 0 && (
        <>
          <p id="progress-words">
            <strong>
              {running || done < total
                ? t('subscriptions.progress.running', { total, done, percent })
                : t('subscriptions.progress.finished', { total, sent })}
            </strong>
          </p>
          <progress max={total} value={done} aria-labelledby="progress-words" className="block w-full">
            {percent}%
          </progress>
        </>
      )}
      {waiting > 0 && <p>{t('subscriptions.progress.waiting', { count: waiting })}</p>}
      {channels.length > 0 && (
        <Table
          caption={t('subscriptions.progress.counts')}
          head={[
            t('subscriptions.progress.channel'),
            ...deliveryStates.map((state) => t(`subscriptions.progress.state.${state}`)),
          ]}
          rows={channels.map((channel) => [
            t(`subscriptions.progress.${channel}`),
            ...deliveryStates.map((state) => String(of(channel, state))),
          ])}
        />
      )}
      {reasons.length > 0 && (
        <Table
          caption={t('subscriptions.progress.failures')}
          head={[t('subscriptions.progress.reason'), t('subscriptions.progress.number')]}
          rows={reasons.map(({ reason, number }) => [reasonWords(reason), String(number)])}
        />
      )}
      <Table
        caption={t('subscriptions.progress.announcements')}
        head={[t('subscriptions.progress.at'), t('subscriptions.progress.what')]}
        rows={announcements.map(({ at, kind, passer }) => [
          formatInstant(new Date(at), language),
          [t(`subscriptions.progress.kind.${kind}`), passer].filter(Boolean).join(': '),
        ])}
      />
    </>
  )
}
