/** At a glance: queue, mail, back-ups, storage, versions. What needs a person says so in words. */
import { formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Banner, Card, DataList, type Tone } from '~/ui/parts'
import { sizeOf } from './rules'

type Props = {
  versions: { postgres: string; migration: string; migrations: number }
  jobs: { waiting: number; active: number; failed: number; oldest: string | null }
  mail: {
    waiting: number
    failed: number
    kept: number
    last: string | null
    deliveries: number
    hasServer: boolean
  }
  storage: {
    database: number
    files: { count: number; bytes: number; more: boolean } | null
    disk: { free: number; total: number } | null
  }
  backups: {
    last: { at: string; state: 'failed' | 'done' | 'running' } | null
    good: { at: string; bytes: number } | null
  }
}

/** Share of the disk under which it is time to act. */
const SCARCE = 0.1

export function Overview({ versions, jobs, mail, storage, backups }: Props) {
  const t = useT()
  const language = useLanguage()
  const at = (instant: string | null | undefined) =>
    instant ? formatInstant(new Date(instant), language) : t('operation.never')
  const scarce = storage.disk !== null && storage.disk.free < storage.disk.total * SCARCE
  const told = (bad: boolean, tone: Tone = 'warning') => (
    <Badge tone={bad ? tone : 'success'}>{t(bad ? 'operation.look' : 'operation.fine')}</Badge>
  )
  return (
    <>
      {scarce && (
        <Banner tone="danger" title={t('operation.storage.scarce')}>
          <p>{t('operation.storage.scarce_text')}</p>
        </Banner>
      )}
      <div className="grid-cards">
        <Card title={t('operation.jobs.title')}>
          {told(jobs.failed > 0)}
          <DataList
            rows={[
              [t('operation.jobs.waiting'), String(jobs.waiting)],
              [t('operation.jobs.active'), String(jobs.active)],
              [t('operation.jobs.failed'), String(jobs.failed)],
              [t('operation.jobs.oldest'), jobs.oldest && at(jobs.oldest)],
            ]}
          />
        </Card>
        <Card title={t('operation.mail.title')}>
          {told(mail.failed > 0 || !mail.hasServer)}
          <DataList
            rows={[
              [t('operation.mail.server'), t(mail.hasServer ? 'operation.mail.set' : 'operation.mail.none')],
              [t('operation.mail.waiting'), String(mail.waiting)],
              [t('operation.mail.deliveries'), String(mail.deliveries)],
              [t('operation.mail.failed'), String(mail.failed)],
              [t('operation.mail.last'), at(mail.last)],
            ]}
          />
          <a href="/admin/mails" className="inline-block py-2">
            {t('accounts.mails.title')}
          </a>
        </Card>
        <Card title={t('operation.backups.title')}>
          {told(!backups.good || backups.last?.state === 'failed', 'danger')}
          <DataList
            rows={[
              [t('operation.backups.good'), at(backups.good?.at)],
              [t('operation.backups.size'), backups.good && sizeOf(backups.good.bytes)],
              [
                t('operation.backups.last'),
                backups.last && `${at(backups.last.at)}: ${t(`operation.backups.${backups.last.state}`)}`,
              ],
            ]}
          />
          {!backups.good && <p className="support">{t('operation.backups.how')}</p>}
        </Card>
        <Card title={t('operation.storage.title')}>
          {told(scarce, 'danger')}
          <DataList
            rows={[
              [t('operation.storage.database'), sizeOf(storage.database)],
              [
                t('operation.storage.files'),
                storage.files
                  ? t(storage.files.more ? 'operation.storage.files_more' : 'operation.storage.files_text', {
                      files: storage.files.count.toLocaleString('en-US'),
                      size: sizeOf(storage.files.bytes),
                    })
                  : t('operation.storage.bucket'),
              ],
              [
                t('operation.storage.free'),
                storage.disk &&
                  t('operation.storage.free_text', {
                    free: sizeOf(storage.disk.free),
                    total: sizeOf(storage.disk.total),
                  }),
              ],
            ]}
          />
        </Card>
        <Card title={t('operation.versions.title')}>
          <DataList
            rows={[
              ['PostgreSQL', versions.postgres],
              [t('operation.versions.migration'), versions.migration],
              [t('operation.versions.migrations'), String(versions.migrations)],
            ]}
          />
        </Card>
      </div>
    </>
  )
}
