/** A refusal in words: what happened, why, and what to do next. */
import { wordDays } from '~/platform/clock'
import { useLanguage, useT } from './i18n'
import { Page } from './page'
import { LinkButton } from './parts'

export function ErrorPage(props: {
  status: number
  errorKey: string
  params?: Record<string, string | number>
  /** Whoever is signed in already is not sent to sign in */
  signedIn?: boolean
}) {
  const { status, errorKey, params = {}, signedIn = false } = props
  const t = useT()
  const said = wordDays(params, useLanguage())
  if (params.word) said.word = t(String(params.word))
  return (
    <Page title={t(`errors.${errorKey}.title`)}>
      <p>{t(`errors.${errorKey}.why`, said)}</p>
      <h2>{t('errors.heading_next')}</h2>
      <p>{t(`errors.${errorKey}.next`, said)}</p>
      <div className="actions no-print">
        {params.back && (
          <LinkButton href={String(params.back)} variant="primary">
            {t(`errors.${errorKey}.back`)}
          </LinkButton>
        )}
        {(status === 401 || status === 403) && !signedIn && (
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
