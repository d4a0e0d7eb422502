/** Invitations of officers on their way, and the form of a new one. */
import type { z } from 'zod'
import { formatDay } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Table } from '~/ui/parts'
import { ConfirmPost } from './parts'
import { type Post, posts } from './rules'
import { INVITATION_DAYS } from './terms'

function useTermWords() {
  const t = useT()
  const language = useLanguage()
  return (term: { startsOn: string; endsOn: string }) =>
    t('accounts.officers.from_to', {
      from: formatDay(term.startsOn, language),
      to: formatDay(term.endsOn, language),
    })
}

type Invited = { id: number; email: string; post: Post; startsOn: string; endsOn: string; until: string }

export function InvitationList({ invitations }: { invitations: readonly Invited[] }) {
  const t = useT()
  const language = useLanguage()
  const words = useTermWords()
  if (invitations.length === 0) return null
  return (
    <>
      <h2>{t('accounts.officers.invitations')}</h2>
      <Table
        caption={t('accounts.officers.invitations_caption')}
        head={[
          t('accounts.email.label'),
          t('accounts.officers.post'),
          t('accounts.officers.term'),
          t('accounts.officers.accept_until'),
          t('accounts.officers.cancel'),
        ]}
        rows={invitations.map((row) => [
          row.email,
          t(`accounts.post.${row.post}`),
          words(row),
          formatDay(row.until, language),
          <ConfirmPost
            key="cancel"
            summary={t('accounts.officers.cancel')}
            label={t('accounts.officers.cancel_submit', { email: row.email })}
            fields={{ intent: 'cancel', id: row.id }}
          />,
        ])}
      />
    </>
  )
}

export function InviteForm(props: {
  schema: z.ZodType
  association: number
  defaults: FormFields
  answer: unknown
}) {
  const { schema, association, defaults, answer } = props
  const t = useT()
  return (
    <CheckedForm
      schema={schema}
      answer={answer}
      defaults={{ ...defaults, association: String(association), intent: 'invite' }}
    >
      <HiddenField name="intent" value="invite" />
      <HiddenField name="association" value={association} />
      <TextField
        name="email"
        type="email"
        label={t('accounts.email.label')}
        support={t('accounts.officers.email_support', { days: INVITATION_DAYS })}
        required
        inputMode="email"
      />
      <SelectField
        name="post"
        label={t('accounts.officers.post')}
        required
        emptyLabel={t('accounts.officers.choose_post')}
        options={posts.map((post) => ({ value: post, label: t(`accounts.post.${post}`) }))}
      />
      <TextField name="startsOn" type="date" label={t('accounts.officers.starts_on')} required />
      <TextField
        name="endsOn"
        type="date"
        label={t('accounts.officers.ends_on')}
        support={t('accounts.officers.ends_support')}
        required
      />
      <SubmitButton>{t('accounts.officers.invite_submit')}</SubmitButton>
    </CheckedForm>
  )
}
