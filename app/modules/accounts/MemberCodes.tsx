/** Codes that are printed on paper circulars. */
import { dayOf, formatDay } from '~/platform/clock'
import { CheckedForm, HiddenField, RadioField, SubmitButton } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { LinkButton, Table } from '~/ui/parts'
import { ConfirmPost } from './parts'
import { codeLives } from './schema'

export function MemberCodes(props: {
  association: { id: number; slug: string }
  codes: readonly { id: number; code: string; validUntil: string }[]
  answer: unknown
}) {
  const { association, codes, answer } = props
  const t = useT()
  const language = useLanguage()
  return (
    <>
      <h2>{t('accounts.members.codes')}</h2>
      <p>{t('accounts.members.codes_help')}</p>
      {codes.length > 0 && (
        <Table
          caption={t('accounts.members.codes_caption')}
          head={[
            t('accounts.members.code'),
            t('accounts.members.valid_until'),
            t('accounts.members.slip'),
            t('accounts.members.revoke'),
          ]}
          rows={codes.map(({ id, code, validUntil }) => [
            <code key="code">{`${code.slice(0, 4)}-${code.slice(4)}`}</code>,
            formatDay(dayOf(new Date(validUntil)), language),
            <LinkButton key="slip" href={`/associations/${association.slug}/members/code/${id}`}>
              {t('accounts.members.open_slip')}
            </LinkButton>,
            <ConfirmPost
              key="revoke"
              summary={t('accounts.members.revoke')}
              label={t('accounts.members.revoke_submit', { code: `${code.slice(0, 4)}-${code.slice(4)}` })}
              fields={{ intent: 'revoke_code', id }}
            />,
          ])}
        />
      )}
      <CheckedForm answer={answer} defaults={{ days: '90' }}>
        <HiddenField name="intent" value="create_code" />
        <HiddenField name="association" value={association.id} />
        <RadioField
          name="days"
          label={t('accounts.members.days')}
          required
          options={codeLives.map((value) => ({
            value,
            label: t('accounts.members.days_option', { days: value }),
          }))}
        />
        <SubmitButton variant="secondary">{t('accounts.members.create_code')}</SubmitButton>
      </CheckedForm>
    </>
  )
}
