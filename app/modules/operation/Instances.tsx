/** The running instances with what they say of themselves, and the pages that take longest. */
import { formatInstant } from '~/platform/clock'
import { Figures } from '~/ui/figures'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Table } from '~/ui/parts'
import { sizeOf } from './rules'

type Slow = { route: string; count: number; failed: number; mean: number; longest: number }

type Instance = {
  id: string
  host: string
  pid: number
  version: string
  node: string
  startedAt: string
  alive: boolean
  memory: number
  requests: number
  failed: number
  lag: number
  queries: { count: number; mean: number }
}

const number = (value: number) => value.toLocaleString('en-US')
const milliseconds = (value: number) =>
  `${number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))} ms`

export function Instances({ instances }: { instances: Instance[] }) {
  const t = useT()
  const language = useLanguage()
  return (
    <>
      <h2>{t('operation.instances.title')}</h2>
      <Table
        caption={t('operation.instances.caption')}
        head={[
          t('operation.instances.name'),
          t('operation.instances.state'),
          t('operation.instances.version'),
          t('operation.instances.memory'),
          t('operation.instances.requests'),
          t('operation.instances.faults'),
          t('operation.instances.query'),
          t('operation.instances.lag'),
        ]}
        rows={instances.map((one) => [
          <div key="name" className="break-all">
            {one.host}
            <br />
            <span className="support">{`(${one.pid})`}</span>
          </div>,
          <div key="state">
            <Badge tone={one.alive ? 'success' : 'danger'}>
              {t(one.alive ? 'operation.instances.alive' : 'operation.instances.gone')}
            </Badge>
            <br />
            <span className="support">
              {t('operation.instances.since', { at: formatInstant(new Date(one.startedAt), language) })}
            </span>
          </div>,
          `${one.version} / Node.js ${one.node}`,
          sizeOf(one.memory),
          number(one.requests),
          number(one.failed),
          `${number(one.queries.count)} × ${milliseconds(one.queries.mean)}`,
          milliseconds(one.lag),
        ])}
      />
    </>
  )
}

export function SlowPages({ slow }: { slow: Slow[] }) {
  const t = useT()
  return (
    <>
      <h2>{t('operation.slow.title')}</h2>
      <p>{t('operation.slow.text')}</p>
      {slow.length === 0 ? (
        <p>{t('operation.slow.none')}</p>
      ) : (
        <Figures
          caption={t('operation.slow.title')}
          captionHidden
          head={[
            t('operation.slow.route'),
            t('operation.slow.mean'),
            t('operation.slow.longest'),
            t('operation.slow.count'),
            t('operation.slow.failed'),
          ]}
          rows={slow.map(({ route, mean, longest, count, failed }) => [
            <code key="route" className="break-all">
              {route}
            </code>,
            milliseconds(mean),
            milliseconds(longest),
            number(count),
            number(failed),
          ])}
        />
      )}
    </>
  )
}
