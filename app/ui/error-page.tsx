/** A refusal in words: what happened, why, and what to do next. */
import { wordDays } from '~/platform/clock'
import { useLanguage, useT } from './i18n'
import { Page } from './page'
import { LinkButton } from './parts'

export function ErrorPage(props: {
  status: number
  errorKey: string
  params?: Record<string, string | number>
}) {
  const { status, errorKey } = props
  const t = useT()
  const params = wordDays(props.params ?? {}, useLanguage())
  return (
    <Page title={t(`errors.${errorKey}.title`)}>
      <p>{t(`errors.${errorKey}.why`, params)}</p>
      <h2>{t('errors.heading_next')}</h2>
      <p>{t(`errors.${errorKey}.next`, params)}</p>
      <div className="actions no-print">
        {(status === 401 || status === 403) && (
          <LinkButton href="/sign-in" variant="primary">
            {t('errors.to_sign_in')}
          </LinkButton>
        )}
        <LinkButton href="/">{t('errors.to_home')}</LinkButton>
        <LinkButton href="/notices">{t('errors.to_notices')}</LinkButton>
      </div>
    </Page>
  )
}
