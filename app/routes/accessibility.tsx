/** What of JIS X 8341-3:2016 was looked at and how, what is not known, and whom to tell about a barrier. */
import { useLoaderData } from '@remix-run/react'
import { countResults, criteria, LISTED_ON, results } from '~/modules/accessibility/rules'
import { city } from '~/platform/city.server'
import { page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Table } from '~/ui/parts'

export const meta = titleMeta('portal.accessibility.title')

export const loader = page(async () => ({ contact: city().contact ?? null }))

const short = ['reader', 'people', 'pictures', 'files', 'maps'] as const

export default function Accessibility() {
  const { contact } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const isJapanese = language === 'ja' || language === 'ja-easy'
  const count = countResults()
  return (
    <Page title={t('portal.accessibility.title')} lead={t('portal.accessibility.lead')} crumbs={[]}>
      <h2>{t('portal.accessibility.barrier.title')}</h2>
      <p>{t('portal.accessibility.barrier.text')}</p>
      <ul className="bullets">
        {contact && (
          <li>
            {contact.office[language] ?? contact.office.ja}
            {contact.phone && (
              <>
                {' '}
                <a href={`tel:${contact.phone}`}>{contact.phone}</a>
              </>
            )}
          </li>
        )}
        <li>{t('portal.accessibility.barrier.hall')}</li>
        <li>
          <a href="/exchange/new">{t('portal.accessibility.barrier.ask')}</a>
        </li>
      </ul>
      <h2>{t('portal.accessibility.claim.title')}</h2>
      <p>{t('portal.accessibility.claim.text')}</p>
      <p>{t('portal.accessibility.scope')}</p>
      <p>{t('portal.accessibility.browsers')}</p>
      <h2>{t('portal.accessibility.short.title')}</h2>
      <ul className="bullets">
        {short.map((one) => (
          <li key={one}>{t(`portal.accessibility.short.${one}`)}</li>
        ))}
      </ul>
      <h2>{t('portal.accessibility.list.title')}</h2>
      <p>{t('portal.accessibility.list.text', { date: LISTED_ON })}</p>
      <ul className="bullets">
        {results.map((result) => (
          <li key={result}>
            {t('portal.accessibility.list.count', {
              result: t(`portal.accessibility.result.${result}`),
              count: count[result],
            })}
          </li>
        ))}
      </ul>
      <Table
        caption={t('portal.accessibility.list.caption')}
        head={[
          t('portal.accessibility.list.criterion'),
          t('portal.accessibility.list.result'),
          t('portal.accessibility.list.how'),
        ]}
        rows={criteria.map(({ number, level, ja, en, result, machine }) => [
          <>
            {number} <span lang={isJapanese ? 'ja' : 'en'}>{isJapanese ? ja : en}</span> ({level})
          </>,
          t(`portal.accessibility.result.${result}`),
          machine.length === 0 ? (
            t('portal.accessibility.list.not_yet')
          ) : (
            <>
              {t(
                result === 'unknown'
                  ? 'portal.accessibility.list.partly'
                  : 'portal.accessibility.list.machine',
              )}
              {machine.map(({ file, title }) => (
                <span key={file + title} lang="en" className="block text-sm">
                  {file.split('/').at(-1)}: {title.trim()}
                </span>
              ))}
            </>
          ),
        ])}
      />
    </Page>
  )
}
