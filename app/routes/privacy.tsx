/** Which personal data the portal holds, what for, and for how long. */
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Table } from '~/ui/parts'

export const meta = titleMeta('portal.privacy.title')

const rows = [
  'account',
  'session',
  'membership',
  'office',
  'contact',
  'household',
  'duty',
  'task_record',
  'handover',
  'interest',
  'answers',
  'attempts',
  'kept',
  'mail',
  'subscription',
  'delivery',
  'aed_keeper',
  'aed_report',
  'subsidy',
  'subsidy_account',
  'volunteer',
  'certificate',
  'reflection',
  'helper',
  'supervisor',
  'matter',
  'follower',
  'survey',
  'resolution',
  'content_report',
  'content_appeal',
  'cookies',
  'trail',
] as const

export default function Privacy() {
  const t = useT()
  return (
    <Page title={t('portal.privacy.title')} lead={t('portal.privacy.lead')} crumbs={[]}>
      <Table
        caption={t('portal.privacy.caption')}
        head={[t('portal.privacy.what'), t('portal.privacy.why'), t('portal.privacy.until')]}
        rows={rows.map((row) => [
          t(`portal.privacy.${row}.what`),
          t(`portal.privacy.${row}.why`),
          t(`portal.privacy.${row}.until`),
        ])}
      />
      <h2>{t('portal.privacy.reading.title')}</h2>
      <p>{t('portal.privacy.reading.text')}</p>
      <h2>{t('portal.privacy.rights.title')}</h2>
      <p>{t('portal.privacy.rights.text')}</p>
    </Page>
  )
}
