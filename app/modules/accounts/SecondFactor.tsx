/** The states of the second factor's page. */
import { formatInstant } from '~/platform/clock'
import { CheckedForm, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, DataList, LinkButton, PostButton } from '~/ui/parts'
import { QrPicture } from './parts'

export function SecondFactorNone({ demanded }: { demanded: boolean }) {
  const t = useT()
  return (
    <>
      {demanded && (
        <Banner tone="warning" title={t('accounts.second_factor.demanded_title')}>
          <p>{t('accounts.second_factor.demanded_text')}</p>
        </Banner>
      )}
      <p>{t('accounts.second_factor.need_app')}</p>
      <PostButton label={t('accounts.second_factor.start')} fields={{ intent: 'start' }} variant="primary" />
    </>
  )
}

export function SecondFactorBegun({
  svg,
  keyText,
  answer,
}: {
  svg: string
  keyText: string
  answer: unknown
}) {
  const t = useT()
  return (
    <>
      <ol className="list-decimal space-y-6 pl-6">
        <li>
          <p>{t('accounts.second_factor.step_scan')}</p>
          <div className="max-w-60">
            <QrPicture svg={svg} label={t('accounts.second_factor.qr_label')} />
          </div>
          <p>{t('accounts.second_factor.step_type')}</p>
          <p className="text-lg font-bold">
            <code>{keyText}</code>
          </p>
        </li>
        <li>
          <p>{t('accounts.second_factor.step_code')}</p>
        </li>
      </ol>
      <CheckedForm answer={answer}>
        <HiddenField name="intent" value="confirm" />
        <TextField
          name="code"
          label={t('accounts.second_factor.code')}
          required
          short
          autoComplete="one-time-code"
          inputMode="numeric"
        />
        <SubmitButton>{t('accounts.second_factor.confirm')}</SubmitButton>
      </CheckedForm>
    </>
  )
}

export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const t = useT()
  return (
    <>
      <Banner tone="success" title={t('accounts.second_factor.codes_title')} live>
        <p>{t('accounts.second_factor.codes_text')}</p>
      </Banner>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-2 text-lg font-bold">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p className="no-print">{t('accounts.second_factor.codes_print')}</p>
      <LinkButton href="/account" variant="primary">
        {t('accounts.second_factor.codes_done')}
      </LinkButton>
    </>
  )
}

export function SecondFactorSet(props: {
  since: string
  codesLeft: number
  demanded: boolean
  answer: unknown
}) {
  const { since, codesLeft, demanded, answer } = props
  const t = useT()
  const language = useLanguage()
  return (
    <>
      <DataList
        rows={[
          [t('accounts.second_factor.set_since'), formatInstant(new Date(since), language)],
          [
            t('accounts.second_factor.codes_left'),
            t('accounts.second_factor.codes_count', { count: codesLeft }),
          ],
        ]}
      />
      <h2>{t('accounts.second_factor.change_title')}</h2>
      <CheckedForm answer={answer}>
        <TextField
          name="code"
          label={t('accounts.code.label')}
          support={t('accounts.code.support')}
          required
          short
          autoComplete="one-time-code"
        />
        <div className="actions">
          <SubmitButton name="intent" value="renew">
            {t('accounts.second_factor.renew')}
          </SubmitButton>
          {!demanded && (
            <SubmitButton name="intent" value="remove" variant="danger">
              {t('accounts.second_factor.remove')}
            </SubmitButton>
          )}
        </div>
        {demanded && <p className="support">{t('accounts.second_factor.cannot_remove')}</p>}
      </CheckedForm>
    </>
  )
}
