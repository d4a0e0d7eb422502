/** A refusal in words: what happened, why, and what to do next. */
import { wordDays } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { useLanguage, useT } from './i18n'
import { Page } from './page'
import { Button, LinkButton } from './parts'
import { useRequestId } from './request-id'

export function ErrorPage(props: {
  status: number
  errorKey: string
  params?: Record<string, string | number>
  /** Whoever is signed in already is not sent to sign in */
  signedIn?: boolean
  /** What was typed, to be sent again as it is */
  again?: { at: string; fields: FormFields }
}) {
  const { status, errorKey, params = {}, signedIn = false, again } = props
  const t = useT()
  const said = wordDays(params, useLanguage())
  if (params.word) said.word = t(String(params.word))
  return (
    <Page title={t(`errors.${errorKey}.title`)}>
      <p>{t(`errors.${errorKey}.why`, said)}</p>
      <h2>{t('errors.heading_next')}</h2>
      <p>{t(`errors.${errorKey}.next`, said)}</p>
      {again && <SendAgain {...again} />}
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
      {status === 500 && <ReferenceNumber />}
    </Page>
  )
}

/** A form that could not be taken just now, kept in the page itself: one press sends it again. */
function SendAgain({ at, fields }: { at: string; fields: FormFields }) {
  const t = useT()
  const all = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as const),
  )
  return (
    <form method="post" action={at} className="no-print">
      {all.map(([name, value], index) => (
        // A text keeps its line breaks only in a field that may have them.
        <textarea key={index} name={name} defaultValue={value} hidden readOnly />
      ))}
      <Button>{t('errors.send_again')}</Button>
    </form>
  )
}

/** By which a fault that a person reports is found in the log. */
function ReferenceNumber() {
  const t = useT()
  const id = useRequestId()
  return id ? (
    <p className="support">
      {t('errors.reference')} <span data-request-id>{id}</span>
    </p>
  ) : null
}
