/** 証明書の確認: what is printed on the certificate of this code, and nothing more. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { certificateByCode } from '~/modules/attendance/queries/record.server'
import { readCode, shownCode } from '~/modules/attendance/rules'
import { hoursInWords } from '~/modules/attendance/words'
import { formatDay, formatFiscalYear } from '~/platform/clock'
import { NotFound } from '~/platform/errors'
import { page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, DataList } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('attendance.check.result')
/** A name stands on it: no search engine keeps it. */
export const headers = () => ({ 'X-Robots-Tag': 'noindex', 'Cache-Control': 'private, no-store' })

export const loader = page(async ({ params }: LoaderFunctionArgs) => {
  const typed = params.code ?? ''
  const code = readCode(typed)
  if (!code) throw new NotFound('no_such_certificate')
  // One address for one certificate, however it was typed.
  if (code !== typed) throw redirect(`/certificates/${code}`)
  return { code: shownCode(code), found: await certificateByCode(code) }
})

const tones = { valid: 'success', revoked: 'danger', over: 'warning' } as const

export default function Certificate() {
  const { code, found } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) =>
    t(`attendance.certificate.${key}`, params)
  const { printed } = found
  return (
    <Page
      title={t('attendance.check.result')}
      crumbs={[{ href: '/certificates', label: t('attendance.check.title') }]}
    >
      <Banner tone={tones[found.state]} title={t(`attendance.check.is_${found.state}`)}>
        <p>
          {t(`attendance.check.is_${found.state}_text`, {
            day: found.revokedOn ? formatDay(found.revokedOn, language) : '',
          })}
        </p>
      </Banner>
      <DataList
        rows={[
          [
            t('attendance.check.number'),
            at('number', { year: formatFiscalYear(found.year, language), number: found.number }),
          ],
          [t('attendance.check.code'), code],
          [t('attendance.check.issued'), formatDay(found.issuedOn, language)],
          [t('attendance.check.name'), printed?.name],
          [at('programme'), printed?.programme],
          [at('activity'), printed?.activity],
          [at('host'), printed?.host],
          [at('day'), printed && formatDay(printed.day, language)],
          [at('hours'), printed && hoursInWords(printed.minutes, t)],
          [t('attendance.check.issuer'), printed?.issuer],
        ]}
      />
      <p className="support">{t('attendance.check.compare')}</p>
    </Page>
  )
}
