/** Jobs that were given up, each with why in words and the button that has it done once more. */
import { formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { PostButton, Table } from '~/ui/parts'
import type { Cause } from './rules'

type Failed = { id: string; name: string; at: string | null; tries: number; cause: Cause }

export function FailedJobs({ failed, count }: { failed: Failed[]; count: number }) {
  const t = useT()
  const language = useLanguage()
  return (
    <>
      <h2>{t('operation.failed.title')}</h2>
      {failed.length === 0 ? (
        <p>{t('operation.failed.none')}</p>
      ) : (
        <>
          <p>{t('operation.failed.text')}</p>
          <Table
            caption={t('operation.failed.caption', { count, shown: failed.length })}
            head={[
              t('operation.failed.job'),
              t('operation.failed.at'),
              t('operation.failed.why'),
              t('operation.failed.tries'),
              t('operation.failed.again'),
            ]}
            rows={failed.map((job) => [
              <code key="job">{job.name}</code>,
              job.at ? formatInstant(new Date(job.at), language) : '',
              t(`operation.cause.${job.cause}`),
              String(job.tries),
              <PostButton
                key="again"
                label={t('operation.failed.again')}
                fields={{ intent: 'retry', name: job.name, job: job.id }}
              />,
            ])}
          />
        </>
      )}
    </>
  )
}
