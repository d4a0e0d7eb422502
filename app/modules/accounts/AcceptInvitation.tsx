/** Accepting an invitation: with the account that is signed in, after signing in, or by making an account at once. */
import { type Answer, CheckedForm, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Banner, LinkButton, PostButton } from '~/ui/parts'
import { NameFields } from './parts'
import type { InvitationStep } from './rules'

export function AcceptInvitation(props: {
  step: InvitationStep
  /** The address that was invited */
  email: string
  /** Where one comes back to after signing in: the page of the invitation */
  here: string
  /** What the button says that accepts */
  label: string
  answer: Answer | unknown
}) {
  const { step, email, here, label, answer } = props
  const t = useT()
  switch (step) {
    case 'accept':
      return <PostButton label={label} variant="primary" />
    case 'sign_in':
      return (
        <Banner tone="info" title={t('accounts.invitation.sign_in_title')}>
          <p>{t('accounts.invitation.sign_in_text', { email })}</p>
          <div className="actions mt-3">
            <LinkButton href={`/sign-in?next=${encodeURIComponent(here)}`} variant="primary">
              {t('accounts.sign_in.title')}
            </LinkButton>
          </div>
        </Banner>
      )
    case 'other_account':
      return (
        <Banner tone="warning" title={t('accounts.invitation.other_title')}>
          <p>{t('accounts.invitation.other_text', { email })}</p>
          <PostButton action="/sign-out" label={t('accounts.sign_out.title')} />
        </Banner>
      )
    case 'new_account':
      return (
        <>
          <h2>{t('accounts.invitation.new_title')}</h2>
          <p>{t('accounts.invitation.new_text', { email })}</p>
          <CheckedForm answer={answer}>
            <NameFields />
            <SubmitButton>{t('accounts.invitation.accept_new')}</SubmitButton>
          </CheckedForm>
        </>
      )
  }
}
